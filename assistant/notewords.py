"""What the wording of one line of notes says: a title, a heading's own words, a label, a role (``notewords.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.draft import Role
from assistant.figures.mentions import Kind
from assistant.figures.reading import figures

MARK = re.compile(
    r"^(?:#{1,6}\s+|[\[［][✓✔√×xX△○ ][\]］]\s*|\*\*(?=[^*]+\*\*)|[-*•·●○▪◆◇■□★☆✅✔➤►▶→>—]+\s*|[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F]+\s*"
    r"|[①-⑳]\s*|[（(][0-9一二三四五六七八九十]{1,3}[）)]\s*|[一二三四五六七八九十]{1,3}[、．.]\s*|[0-9]{1,2}(?:[、．)）]|\.(?![0-9]))\s*)+"
)
_BOXED = re.compile(r"^[【\[「《]([^】\]」》]{1,20})[】\]」》]\s*[：:]?\s*(.*)$", re.DOTALL)
MONTH_ALONE = re.compile(
    r"(?:20[0-9]{2}年)?((?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月)份?[：:。]?"
)  # a diary by months
_REMARK = re.compile(r"(?<=[\u4e00-\u9fff])[（(][\u4e00-\u9fff]{1,8}[）)]$")  # 问题（我想的）
DAY_ALONE = re.compile(  # of a log: 4月2日-6日
    r"((?:20[0-9]{2}年)?(?:1[0-2]|[1-9])月[0-9]{1,2}[日号](?:[-—–~～至](?:(?:1[0-2]|[1-9])月)?[0-9]{1,2}[日号])?)[：:。]?"
)
BLOCK_WORDS = re.compile(
    r"(?:这一?块|那块|这边|这方面|方面|这一?项|的事|[这那]个)(?:工作)?$|(?<=[\u4e00-\u9fff]{2})(?<![公邻乡城市村这那])里$"
)
_LABEL = re.compile(r"^([^，。；;、：:！？!?\n]{1,16}(?:、[^，。；;、：:！？!?\n]{1,8}){0,2})[：:]\s*(.+)$", re.DOTALL)
_DASHED = re.compile(
    r"^((?:[0-9]{1,2}h)?[\u4e00-\u9fff]{2,10})[ 　]*[—–]{1,2}[ 　]*(?=[^—–\s])(.+)$", re.DOTALL
)  # 预警—全年146期
_UNIT_BEHIND = re.compile(  # 收入（万元）, 职工（人）: the unit of what follows
    r"(?<=[\u4e00-\u9fff])[（(](?:单位[：:])?[十百千万亿]?(?:元|人次?|户|个|家|件|次|场|亩|米|公里|吨|单|分|%|％|㎡|度|公斤|平方米|台|套|年)[）)]$"
)
_WRITER = re.compile(  # 基教股 小孙, 敬老院 张院长
    r"[ 　]+(?:[老小阿][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}(?:院长|主任|书记|站长|所长|校长|园长|经理|会计|老师))$"
)
_BY_WHOM = re.compile(r"书记|主任|[局院所站校镇乡]长|记录|口述")
_OF_NOTES = re.compile(
    r"导出来的|预计数|问一答|边听边打|复制下来|群里报|发的提纲|往里填|让报|凑的|报上来|抄的|[办科室]汇总|我记的|让我写|给镇上交|对数|想到哪|问[她他].{0,2}答|粘一起|断句|原稿|照〔|大家把|报一下|主任问|我答|里[头面]?的?是|发给你|发过来|给你发|写新的|语音转文字|各组报的数|整理的|拿.{0,8}改的|括号|问.{0,4}答"
)
HAPPENED = re.compile(
    r"[了过]|^(?:没|未|已|完成|开展|组织(?!建设|工作|发展|机构|保障)|举办|召开|推广|参加|新增|成立|配合|帮|给|去|到|把|被)"
)
LONG_LINE = 60  # characters beyond which a line is cut into its sentences
_LONGEST_TITLE = 34
_LONGEST_DIRECTION = 160  # characters of a sentence that tells how to write
_FEW = 16  # characters of a sentence that says nothing (好了, 喂喂)
_OF_WRITING = frozenset({"字", "条", "块", "点", "页"})  # units of figures in such a sentence
_INTRODUCED = 120  # characters in which whoever speaks says who it is
_PERIOD = r"(?:20[0-9]{2}\s*年?度?|今年|全年|年度|年终|年底|上半年|半年)"
SEASONS = "学年度?|采暖季|采暖期|供暖季|供热季|榨季|赛季"
_TIME_BEHIND = (  # what stands behind a unit's name in a title: 2024, 24年1-12月, 2023-24采暖季, 上学期
    rf"(?:(?:20)?[0-9]{{2}}年?度?(?:[0-9]{{1,2}}[-—–~至][0-9]{{1,2}}月)?|20[0-9]{{2}}[-—–~至]+(?:20)?[0-9]{{2}}(?:{SEASONS})|[上下]学期|学年)"
)
_RANKS = (  # marks of headings from the highest to the lowest; a heading without one ranks as 一、
    re.compile(r"#\s"),
    re.compile(r"##\s"),
    re.compile(r"#{3,6}\s"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]+部分|(?![#（(0-9])"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"[（(]?[0-9]"),
)
LOWEST_RANK = len(_RANKS) - 1


@cache
def rules() -> dict[str, Any]:
    """The word lists of ``notewords.toml``."""
    return tomllib.loads((files("assistant") / "notewords.toml").read_text(encoding="utf-8"))


@cache
def pattern(key: str) -> re.Pattern[str]:
    """The expression of that key, or of the alternatives listed under it."""
    value = rules()[key]
    return re.compile(value if isinstance(value, str) else "|".join(f"(?:{part})" for part in value))


def role_of(words: str, *, half: bool = False) -> Role | None:
    """The role that a heading or label gives to what follows; None for one of work."""
    core = BLOCK_WORDS.sub("", _REMARK.sub("", words.strip(" 　：:【】*#—-")))
    if pattern("problems").fullmatch(core):
        return Role.PROBLEMS
    if pattern("next").fullmatch(core) or (half and core == "下半年"):
        return Role.NEXT
    if pattern("overview").fullmatch(core):
        return Role.OPENING
    return None


@cache
def unit_pattern() -> re.Pattern[str]:
    """A unit's name at the head of a line: any words up to the last of those that such names end with."""
    return re.compile(rf"^[\u4e00-\u9fffA-Za-z0-9（）()]{{0,24}}(?:{rules()['unit_ends']})")


def rank_of(heading: str) -> int:
    """How low a heading ranks by its mark: 0 for ``#``, more below; one without any mark ranks as 一、."""
    return next((n for n, mark in enumerate(_RANKS) if mark.match(heading)), len(_RANKS))


def heading_core(text: str) -> str:
    """A heading's own words: no number, bullet, bracket, colon or 这块."""
    core = MARK.sub("", text.strip()).strip(" 　*#")
    if match := _BOXED.match(core):
        core = match[1]
    return BLOCK_WORDS.sub("", core.rstrip("：:。—- 　")) or core.rstrip("：:。—- 　")


def bare_title(text: str) -> str:
    """A first line without what is said of the notes themselves: who filled them in, for whom, how they are to be read."""
    bare = text.strip(" 　#*")
    if whole := re.fullmatch(r"[（(【\[]([^（）()【】\[\]]{4,60})[）)】\]]", bare):
        bare = whole[1]
    if chat := re.match("【([^】0-9]{2,16}?)(?:工作)?群】", bare):
        return chat[1]
    bare = re.sub(r"^(?:@?[老小][\u4e00-\u9fff]|[\u4e00-\u9fff]姐)[ 　：:～~]+", "", bare)
    bare = re.sub(r"^(?:我们?|这里)是([^，,。；]{3,24}?)的?[，,](?:我?要|我?想|来|现在|下面)*写一?[份篇]?", r"\1", bare)
    if (first := bare.split("——")[0]) != bare and re.search("总结|小结|汇报|报告", first):
        bare = first.strip()
    bare = re.sub(
        r"^(?:20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日[ 　]*|[0-9]{1,2}月[0-9]{1,2}日[ 　]+)(?:[上下]午|晚上)?[ 　]*",
        "",
        bare,
    )
    bare = re.sub(r"[ 　]+草稿?$", "", bare)
    if (boxed := re.search(r"[（(]([^（）()，,]{3,24})[）)]$", bare)) and _BY_WHOM.search(bare[: boxed.start()]):
        bare = boxed[1] if unit_pattern().fullmatch(boxed[1]) else bare
    bare = re.sub(
        r"[（(][^（）()]*(?:[组各科室].{0,4}报|[记凑填整][）)，]|照|括号|箭头|单位[：:]|汇[总）)]|整理|录音|底稿|草[稿记]|抄|本子|自己看|简称|打[✓√勾]|没看|未看|提纲|同期|累计|股汇|小[\u4e00-\u9fff])[^（）()]*[）)]",
        "",
        bare,
    )
    bare = re.sub(r"[ 　，,]+(?:填表|填报|整理|记录|制表|汇总)人?[：:].*$", "", bare)
    told = bool(_OF_NOTES.search(bare))
    parts = [_WRITER.sub("", part) for part in re.split(r"[，,。]", bare) if part]
    if told:
        parts = [re.sub("的?[哈啊呢]+$", "", word) for part in parts for word in part.split()]
    kept = [part for part in parts if not _OF_NOTES.search(part) and not (told and re.fullmatch("[0-9.月日]+", part))]
    if told and len(named := [part for part in kept if unit_pattern().fullmatch(part)]) > 1:
        kept = [part for part in kept if part not in named[1:]]
    if not any(unit_pattern().match(part) for part in kept):
        units = [unit_pattern().match(re.sub("^(?:下面|这)是|^[^（(]*[（(]", "", part)) for part in parts]
        kept = [m[0] for m in units if m and len(m[0]) > 3 and not re.search("[0-9]", m[0])][:1] + kept
    return "，".join(kept).strip(" 　")


def introduced(text: str) -> str:
    """The unit of whoever says in the first words of the notes who is speaking; empty where nobody does."""
    match = pattern("introduction").search(text[:_INTRODUCED])
    unit = (match["unit"] or match["place"] or match["own"]) if match else ""
    return unit if unit_pattern().fullmatch(unit) else ""


def dictated(text: str) -> str | None:
    """What of a sentence that tells the writer how to write is for the report (开头就说……), perhaps nothing; None for others."""
    if len(text) > _LONGEST_DIRECTION:
        return None
    bare = text.strip("，。 　")
    if pattern("introduction").fullmatch(bare) or (
        len(bare) <= _FEW and pattern("furniture").fullmatch(bare) and "月" not in bare
    ):
        return ""
    if not pattern("directive").search(text.rstrip("。！ ")):
        return None
    if said := [m[1].strip("，, ") for m in pattern("dictated").finditer(text)]:
        return "，".join(said)
    others = (m for m in figures(text) if m.unit not in _OF_WRITING)
    return None if any(others) else ""


def is_title(text: str, *, alone: bool = True) -> bool:
    """Whether a first line is a title: short, no figure but a year or month, and words such as 总结 or 笔记."""
    if pattern("announcement").fullmatch(text) or re.match("【[^】0-9]{2,16}群】", text):
        return True
    if (own := bare_title(text)) != text.strip(" 　#*"):
        return not figures(re.sub(r"(?:20)?[0-9]{2}年?", "", own)) and len(own) <= _LONGEST_TITLE
    bare = re.sub(r"[（(][^（）()]*[）)]", "", text).strip(" 　#*《》")
    if re.match(r"[一二三四五六七八九十][、．.]|[0-9]{1,2}[、．.]|【", bare):
        return False
    if not bare or len(bare) > _LONGEST_TITLE or re.search(r"[，,。；;！？!?\t]|[：:].", bare) or said_role(bare):
        return False
    if (unit := unit_pattern().match(bare)) and re.fullmatch(
        rf"[ 　]*{_TIME_BEHIND}[^，。0-9]{{0,8}}", bare[unit.end() :]
    ):
        return True
    if any(m.kind is not Kind.DATE for m in figures(re.sub(r"20[0-9]{2}(?!年)", "", bare))) or role_of(bare):
        return False
    dated = re.sub(rf"^(?:{_PERIOD}\s*)+|(?:[\s:：]*{_PERIOD})*的?[\s:：]*$", "", bare)
    if unit_pattern().fullmatch(dated) and not role_of(dated):
        return True
    return any(word in bare for word in rules()["title_words"]) or (
        alone and len(bare) <= 16 and not HAPPENED.search(bare)
    )


@cache
def turns() -> re.Pattern[str]:
    """Where a line turns to problems or plans midway; group 1 is the turn."""
    marked = rf"(?:{rules()['problems']}|{rules()['next']})[：:，,](?=.)"
    said = r"(?:不足|问题|困难)(?:就是|是|在于)(?=.)|(?:明年|下一?步|接下来)(?:打算|计划|准备|争取)(?=.)|明年的?目标[是定为]{0,2}(?=[0-9])"
    return re.compile(rf"(?<=[。；;！!，,\s])\s*({marked}|{said})")


def unboxed(text: str) -> tuple[str, str]:
    """Content and label of ``【民兵】整组完成``; an empty label where there is none."""
    match = _BOXED.match(text)
    if match and match[2] and not text.startswith("《"):
        return match[2], match[1].strip()
    return text, ""


def unspoken(text: str) -> str:
    """The text without the speaker (老李：) and the asides (补充：) at its head."""
    text = re.sub(rf"^{rules()['filler']}", "", text)
    match = re.match(rf"(?:{rules()['speaker']}[：:]\s*(?=.))?(?:{rules()['aside']})*", text)
    return text[match.end() :] if match else text


def labelled(text: str) -> tuple[str, str]:
    """Label and content of ``占补平衡：县里……``; an empty label where there is none."""
    match = _LABEL.match(text) or _DASHED.match(text)
    if (
        match is None
        and (said := re.match(r"(\S{2,12})[ 　\t]+(.+)$", text, re.DOTALL))
        and role_of(said[1]) in (Role.PROBLEMS, Role.NEXT)
    ):
        match = said
    if match is None or re.search(r"[0-9０-９]$", match[1]):
        return "", text
    if re.search(r"[\[［〔]|^[（(]单", match[1]):
        return "", text
    label = _UNIT_BEHIND.sub("", match[1].strip())
    role = role_of(label, half=True)
    if role is None and (figures(label) or pattern("no_label").fullmatch(label) or HAPPENED.search(label)):
        return "", text
    if re.match(r"(?:单位|网址|https?|电话|时间|地点)$", label):
        return "", text
    if re.fullmatch(r"(?:我们?)?\S{0,10}(?:今年|全年|本年)", label):
        return "", match[2].strip()
    return BLOCK_WORDS.sub("", label) or label, match[2].strip()


def lacks_subject(text: str) -> bool:
    """Whether a text begins with a bare figure or deed (采了3.2吨), which only its label gives a subject."""
    return bool(re.match(rf"[约近共]?[0-9]|(?:[\u4e00-\u9fff]了|(?:{rules()['deeds']})了?)[约近]?[0-9]", text))


def subject(text: str) -> str:
    """The matter that a text without a label begins with: 水费 of 水费收了21.3万; empty where it does not show."""
    match = re.match(r"([\u4e00-\u9fff]{2,4}?)(?:[收花卖缴发拆修建装换拿]了|全年|今年|共)?[约近]?(?=[0-9])", text)
    return match[1] if match and not HAPPENED.search(match[1]) else ""


def said_role(text: str) -> Role | None:
    """The role that the wording of an unmarked line gives to it; None for ordinary work."""
    if re.match(rules()["next_start"], text):
        return Role.NEXT
    if re.match(rules()["problem_start"], text):
        return Role.PROBLEMS
    if len(text) <= LONG_LINE and pattern("problem_words").search(text) and not re.search(r"[0-9]", text):
        return Role.PROBLEMS
    return None
