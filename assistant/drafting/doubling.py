"""Units and qualifiers that a model writes beside a slot though the figure has them: 50家 + 家企业, 约 + 约500人, 40余人次 + 左右."""

from __future__ import annotations

import re

from assistant.drafting.arithmetic import SlotFact
from assistant.figures.mentions import Kind

LOOKED_AHEAD = 8  # characters after a slot, because the model may write the unit once more
_PERCENT = re.compile(r"[%％﹪]")
_VAGUE = re.compile(
    r"^(?:大约|约|将近|接近|近|超过|超|逾)|[0-9十百千万亿][余多]|左右$|上下$|以上$"
)  # 约500人, 40余人次
_VAGUE_BEFORE = re.compile(r"(?:大约|大概|约|将近|接近|近|超过|逾)$")
_VAGUE_AFTER = re.compile(r"左右|上下|余(?![额下款粮])")
_CLASSIFIERS = frozenset("个名位家项件")
_MEASURES = frozenset(
    (
        "元",
        "亩",
        "公里",
        "米",
        "平方米",
        "吨",
        "公斤",
        "斤",
        "%",
        "％",
        "﹪",
        "倍",
        "个百分点",
        "年",
        "月",
        "日",
        "天",
        "小时",
        "分",
        "岁",
    )
)
_DIGIT = re.compile(r"[0-9０-９〇零一二两三四五六七八九十]")

# a word that begins where a unit seems to be written twice: 30个 + 个体户, 2023年 + 年底, 12名 + 名师
_WORDS_AFTER = {
    "人": "次员才民大均口工士群社力数", "个": "体人案别性", "项": "目", "名": "师单录牌校优誉",
    "家": "庭长属园具电务", "次": "数日年", "元": "旦", "场": "所地馆次", "条": "例件款", "户": "籍主外",
    "处": "理置罚", "位": "置于", "所": "有属在长以", "组": "织长成建", "队": "伍员长", "班": "级组长",
    "年": "度底初末来终均级", "月": "底度初末均", "日": "常前均", "台": "账阶", "篇": "幅章",
    "本": "年市级单区县", "批": "次准示复", "部": "门署分", "座": "谈位", "村": "民级委", "站": "点",
    "线": "路上下", "片": "区", "节": "日约", "课": "程堂", "类": "别", "支": "部出队持", "号": "召码",
    "点": "位评", "级": "别", "分": "别类为析布管工配", "天": "然", "吨": "位", "届": "时", "车": "辆间",
    "亩": "均产", "对": "接于应口",
}  # fmt: skip
# a word that ends where a qualifier seems to be written twice: 附近 + 近5000名
_WORDS_BEFORE = {
    "近": "附最邻靠临将就", "约": "节契合违条预签履邀制公", "超": "赶反", "过": "超通经不", "数": "人次总户",
    "上": "以网线", "前": "目以年日之会赛",
}  # fmt: skip


def repeated_after(figure: str, fact: SlotFact | None, after: str) -> int:
    """Count the characters of ``after`` that say the figure's unit or qualifier once more, or put a classifier to its unit."""
    space = len(after) - len(after.lstrip(" 　"))
    size = _repeated_unit(figure, fact, after[space:])
    rest = after[space + size :]
    if fact and (again := _VAGUE_AFTER.match(rest)) and _VAGUE.search(figure):
        return space + size + again.end()
    if size:
        return space + size
    unit = fact.unit if fact else ""
    counted = unit and figure.endswith(unit) and unit not in _MEASURES
    is_other = rest[:1] in _CLASSIFIERS and rest[:1] != unit[-1:] and rest[:1] != rest[1:2]
    if counted and is_other and rest[1:2] not in ("", *_WORDS_AFTER.get(rest[0], "")):
        return space + 1
    return 0


def _repeated_unit(figure: str, fact: SlotFact | None, after: str) -> int:
    """Count the characters of ``after`` that repeat the end of the figure (``50家`` + ``家企业``: 1)."""
    figure, text = _PERCENT.sub("%", figure), _PERCENT.sub("%", after)
    if fact and fact.kind is Kind.PERCENT and text.startswith("%"):
        return 1
    if figure.endswith("人") and text.startswith("人次"):
        return 2  # the note counts people
    for size in range(min(len(figure), LOOKED_AHEAD) - 1, 0, -1):
        unit = text[:size]
        if len(unit) == size and figure.endswith(unit) and not _DIGIT.search(unit):
            following = text[size : size + 1]
            is_word = following and (following == unit[-1] or following in _WORDS_AFTER.get(unit[-1], ""))
            return 0 if is_word else size
    return 0


def repeated_before(before: str, figure: str) -> int:
    """Count the characters ending ``before`` that the figure begins with (``约`` + ``约500人``: 1) or says in another word."""
    if _VAGUE.search(figure) and (again := _VAGUE_BEFORE.search(before)):
        word_before = before[again.start() - 1 : again.start()]
        if not (word_before and word_before in _WORDS_BEFORE.get(again[0][0], "")):
            return len(again[0])
    for size in range(min(len(before), len(figure) - 1), 0, -1):
        qualifier = before[-size:]
        if figure.startswith(qualifier) and not _DIGIT.search(qualifier):
            word_before = before[-size - 1 : -size]
            is_word = word_before and word_before in _WORDS_BEFORE.get(qualifier[0], "")
            return 0 if is_word else size
    return 0
