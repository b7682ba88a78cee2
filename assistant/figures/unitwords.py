"""What follows a number: its unit or sign, and words that only begin like a unit (次日, 家庭)."""

from __future__ import annotations

import re

from assistant.figures import patterns as p
from assistant.figures.mentions import Kind
from assistant.figures.numerals import CHINESE, Number

_CJK = re.compile(r"[\u4e00-\u9fff]")
NUMERIC = re.compile(rf"[0-9０-９{CHINESE}]")
# words that begin with a unit's character and are no unit
_NO_UNIT = {
    "毛": "巾利衣线坯笔",
    "平": "均安台时稳等衡", "方": "面式针案便法向", "里": "面程", "元": "旦素", "分": "别为之类布析配管工步层散明批级期",
    "位": "于居置", "次": "日年要于序", "期": "间望待内限", "点": "击评火燃亮名", "个": "别体性", "年": "级底初终度计任均内", "条": "例",
    "成": "立功效为果员本就长都交", "天": "然津气", "克": "服难", "所": "有在以谓属得", "家": "庭长属", "项": "目",
    "人": "大民社才均", "名": "誉单义", "届": "时", "度": "过", "组": "织建成", "样": "化", "面": "对向临积", "代": "表",
    "级": "别联", "类": "似", "路": "面", "段": "落", "台": "账帐", "笔": "记试", "句": "话", "本": "地镇县市乡级着",
    "门": "诊", "案": "件", "站": "点", "任": "务职期命免教", "台车": "辆", "个人": "工民大造事才均数体", "个月": "份", "艘": "", "班": "子",
    "场": "所", "口": "头径", "层": "面次", "对": "接于照标比口", "副": "主镇",
    "单": "位", "道": "路德", "回": "访收复头落答应报家来", "种": "植粮子养", "节": "约能水", "株": "洲", "处": "理置", "日": "报常子", "支": "出付持部书撑行局柱",
    "块": "状", "打": "的扫造架卡印工下",
}  # fmt: skip
_COUNTED_ALL_THE_SAME = {
    ("家", "庭"),
    ("项", "目"),
    ("人", "民"),
    ("人", "大"),
    ("所", "有"),
    ("案", "件"),
    ("组", "织"),
}
_UNLISTED_NO = set(
    "的是和与及在到至为以参同比较并已被把由从将于等共合累完新增减上下左右内外中之后前多余来约近超逾过含其"
    "提升降涨扩即或且而但因故若则也都又还再就才可能应须要会有无不未没全各每该此这那本"
    "打了收报算走办改查用给找说修交送退罚做干买卖租借欠拿写经请让叫看听停关拆缺坏丢抓追补填换调招漏涨"  # verbs: 按41算, 剩2走程序
)
_SIGNS = {
    "%": (Kind.PERCENT, "%"),
    "﹪": (Kind.PERCENT, "%"),
    "％": (Kind.PERCENT, "%"),
    "‰": (Kind.PERCENT, "‰"),
    "倍": (Kind.MULTIPLE, "倍"),
    "番": (Kind.MULTIPLE, "番"),
}


_LATIN = re.compile("[A-Za-z]$")
_TIME_BEHIND = re.compile("[明去今上本当次下前][年月天日季]")  # 差的14万明年到


def unit_after(text: str, at: int, form: str, number: Number) -> tuple[Kind, str, int]:
    """Kind, unit and end of what follows a number."""
    sign = text[at : at + 1]
    if sign in _SIGNS:
        return *_SIGNS[sign], at + 1
    if sign == "成" and number.value < 10 and not is_word("成", text[at + 1 : at + 2]):
        return Kind.PERCENT, "成", at + 1
    match = p.unit().match(text, at)
    after_space = text[at - 1] == " "
    if match and after_space and (text[match.end() : match.end() + 1].isdigit() or not _spaced(text, at, form)):
        return Kind.QUANTITY, "", at  # 省里20万 县里15万, 收5.83亿 支5.12亿: the next label, no unit
    if (
        match
        and after_space
        and match[0] == "年"
        and _CJK.match(text, match.end())
        and text[match.end()] not in "来前后间以的"
    ):
        return Kind.QUANTITY, "", at  # 出勤率 97.4 年里程 286万公里
    if match and _LATIN.search(match[0]) and _LATIN.match(text[match.end() : match.end() + 1]):
        match = None  # 2023 memo
    if match:
        unit, following = match[0], text[match.end() : match.end() + 1]
        shorter = p.unit().fullmatch(unit[:-1]) if len(unit) > 1 and is_word(unit, following) else None
        if shorter:  # 46台车辆, 1个人工窗口
            return Kind.QUANTITY, shorter[0], match.end() - 1
        if not is_word(unit, following) or (form == "arabic" and (unit, following) in _COUNTED_ALL_THE_SAME):
            points = unit in ("个百分点", "百分点")
            return (Kind.POINTS, "个百分点", match.end()) if points else (Kind.QUANTITY, unit, _per(text, match.end()))
    elif (
        form == "arabic"
        and number.quantum >= 1
        and not after_space
        and _may_classify(sign)
        and not _NOUN.match(text, at)
        and not _next_label(text, at)
        and not _TIME_BEHIND.match(text, at)
    ):
        return Kind.QUANTITY, sign, at + 1
    return Kind.QUANTITY, "", at


def _may_classify(sign: str) -> bool:
    """Whether an unlisted character may be a classifier all the same: the class is open."""
    return bool(sign and _CJK.match(sign)) and sign not in _UNLISTED_NO and not NUMERIC.match(sign)


_NOUN = re.compile(  # what is counted follows without a classifier: 10委员
    "委员|主任|书记|干部|学生|教师|医生|护士|保安|老人|儿童|妇女|党员|职工|工人|农民|居民|村民|会员|队员|社员|企业|单位|小区|社区|项目|学校|医院|支部|网格"
)
_LABELS = re.compile("实[有际到收检]|应[有到收检]|其中|现有|在编|在岗|去年|今年|上年|余|剩下?|完成|已")
_NEXT = re.compile(r"([\u4e00-\u9fff]{1,3})[0-9]")


def _next_label(text: str, at: int) -> bool:
    """Whether what follows a number is the label of the next one, as another stood before this: 男20女16, 应检205实检201."""
    following = _NEXT.match(text, at)
    begin = _begin(text, at)
    if following is None or not _CJK.match(text[begin - 1 : begin] or " "):
        return False
    return len(following[1]) == 1 or bool(_LABELS.fullmatch(following[1])) or text[begin - 1] == following[1][-1]


def _begin(text: str, at: int) -> int:
    """Where the Arabic number before ``at`` begins."""
    begin = at - 1
    while begin > 0 and (text[begin - 1].isdigit() or text[begin - 1] in ".,万亿千百"):
        begin -= 1
    return begin


def _spaced(text: str, at: int, form: str) -> bool:
    """Whether the number before a space has one before it too: 共有 50 家 is set so, 20万 县里 begins anew."""
    begin = _begin(text, at)
    return form == "arabic" and (begin == 0 or text[begin - 1] in " \n\t　")


def is_word(unit: str, following: str) -> bool:
    """Whether a unit with the character that follows it is another word (次日)."""
    return bool(following) and following in _NO_UNIT.get(unit, "")


def _per(text: str, end: int) -> int:
    """The end of a compound unit (元/亩)."""
    if text[end : end + 1] == "/" and (below := p.unit().match(text, end + 1)):
        return below.end()
    return end
