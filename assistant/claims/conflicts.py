"""Places of the notes that contradict each other: two cut-off dates, two dates of one matter, one count with two values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from assistant.figures.mentions import Kind
from assistant.figures.record import Noted

_CUT_OFF = re.compile(
    r"(?:截至|截止到?|统计到|数据到|数截到|统计至|数字到|算到)(?:到|今年|本年|20[0-9]{2}年)?\s*((?:[0-9]{1,2}月)(?:底|末|[0-9]{1,2}[日号]|[上中下]旬)?)"
)
_LAST_DAY = {"1": 31, "3": 31, "4": 30, "5": 31, "6": 30, "7": 31, "8": 31, "9": 30, "10": 31, "11": 30, "12": 31}
_PARTLY = re.compile(
    r"又|再|另|新|其中|分别|计划|目标|任务|去年|上年|明年|原来|之前|月|季|上半年|下半年|年初|年底|第|每|平均|最|(?<!签)约|左右|差不多|多个|增|减|涨|降|剩|还|改|更正|不是|应该|核"
)
_COUNTS = frozenset({Kind.QUANTITY})
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+")
_DATED = re.compile(r"([0-9]{1,2}月(?:底|末|[0-9]{1,2}[日号]|[上中下]旬))(之前|以前|前)?")
_ONCE = re.compile(r"开馆|揭牌|挂牌|竣工|开工|完工|投用|通车|启用|成立|封顶|搬迁|搬家|开业|上线")
_FILLER = re.compile(r"[是于在了的要得须就都交报（）()群里：: 　\-•·*]|^[0-9]+[、.．]")
_CORRECTED = re.compile(r"不对|不是|改|更正|应该|原定|原来|推迟|提前|延|调整|准")
_BULLET = 2  # characters of a bullet or number before a name
_LONGEST_TOPIC = 6
_ABOUT = re.compile(
    r"^(?:在册|登记|全年|今年|本年度?|目前|现有|现在|我们?|共|一共|总共|新买|新购|新添|购置|购买|采购|添置|新增|开办|举办|组织|开展|开了?|办了?|有)+|(?:在册|一共|总共|合计|共计|总计|共|办|有|是|开)+$"
)
_CORE = 2
_NEWLY = re.compile(r"新[买购添]|全年")
_OFFICES = re.compile(
    r"^(?:后勤|财务|办公室|人事|工会|会计|出纳|行政|综合|业务|宣传|总务|教务|政工|保卫)(?:科|股|部|室|处|组)?[：:]$"
)
_TELLING = 4  # characters of a matter by which it is known again at the end of a longer name
_LEAST = 3  # characters that a count must be called by, so that it is known again

CutOff = tuple[str, int, int, str]  # document, start, end, as written


def cut_offs(notes: Sequence[tuple[str, str]]) -> Iterator[tuple[CutOff, CutOff]]:
    """Each cut-off date of the notes that is not the first one's, with that; the end of a month is its last day."""
    found = [
        (document, match.start(1), match.end(1), match[1])
        for document, text in notes
        for match in _CUT_OFF.finditer(text)
    ]
    texts = dict(notes)
    for one in found[1:]:
        same_line = one[0] == found[0][0] and "\n" not in texts[one[0]][found[0][2] : one[1]]
        if _day(one[3]) != _day(found[0][3]) and not same_line:
            yield one, found[0]


def deadlines(notes: Sequence[tuple[str, str]]) -> Iterator[tuple[CutOff, CutOff]]:
    """Each date of one matter that was to happen once, or by then, which is not the date given first; a corrected one is none."""
    first: dict[str, CutOff] = {}
    for document, text in notes:
        for clause in _CLAUSE.finditer(text):
            date = _DATED.search(clause[0])
            rest = _FILLER.sub("", clause[0].replace(date[0], "")) if date else ""
            due = bool(date and (date[2] or _ONCE.search(rest)))
            if date is None or not due or len(rest) < _LEAST or _CORRECTED.search(clause[0]):
                continue
            at = clause.start() + date.start(1)
            found = (document, at, at + len(date[1]), date[1])
            known = first.setdefault(_matter(rest, first), found)
            if _day(known[3]) != _day(date[1]):
                yield found, known


def _matter(rest: str, known: Collection[str]) -> str:
    """The matter of a date as it was first called, in another order or at more length; as it is called here where it is new."""
    for other in known:
        shorter, longer = sorted((rest, other), key=len)
        if sorted(rest) == sorted(other) or (len(shorter) >= _TELLING and longer.endswith(shorter)):
            return other
    return rest


def _day(written: str) -> str:
    month, _, rest = written.partition("月")
    if rest in ("底", "末", ""):
        return f"{month}-{_LAST_DAY.get(month, rest)}" if rest else written
    return f"{month}-{rest.rstrip('日号')}"


def counts(figures: Sequence[Noted]) -> Iterator[tuple[Noted, Noted]]:
    """Pairs of places that give one count two values: called the same, of one period and unit, and neither a part of anything."""
    by_name: dict[tuple[str, str, str], list[Noted]] = defaultdict(list)
    for noted in figures:
        if noted.mention.kind in _COUNTS and noted.mention.value is not None and _named(noted):
            period = "" if noted.place.period == "whole" else noted.place.period
            by_name[core(noted.label), noted.mention.unit, period].append(noted)
    for group in by_name.values():
        if len(group) == 2 and group[0].line != group[1].line and group[0].base != group[1].base:
            yield group[1], group[0]


def core(label: str) -> str:
    """What a label counts, without what is done with it and how much of it there is (新买桌椅, 桌椅一共); itself where too little is left."""
    bare = _ABOUT.sub("", label)
    return bare if len(bare) >= _CORE else label


def _named(noted: Noted) -> bool:
    """Whether a figure heads its line under a name of its own, which says of no part, time or change."""
    place, label = noted.place, noted.label
    before = place.before or place.lead.rstrip("：: ")
    if len(label) < _LEAST or place.label or label not in f"{before}{place.after}":
        return False
    lead = place.lead.rstrip(" 　").strip("-•·*0123456789.、 ")
    apart = not _OFFICES.match(lead) and not _topic(place.lead, label)
    if noted.mention.start - place.line[0] > len(before) + _BULLET and apart:
        return False  # something stands before it: a team, a month, another figure
    return not _PARTLY.search(_NEWLY.sub("", f"{place.head}{place.before}{place.after[:6]}{label}"))


def _topic(lead: str, label: str) -> bool:
    """Whether nothing but a topic's name stands before (党建：在职党员45名): short, before a colon, of what is counted."""
    name = lead.rstrip(" 　").strip("-•·*0123456789.、 ")
    return 0 < len(name) <= _LONGEST_TOPIC and name[-1] in "：:" and bool(set(name[:-1]) & set(label))
