"""Offices: what each office of one unit handed in for the report of all (党建办, 农业办, 民政办, a document each).

An office is told by the file's name or by the head of its notes; its matter heads the section that tells its work.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.notes import Note, Notes
from assistant.notewords import role_of, rules

FEWEST = 3  # offices that notes are of: two files are last year's report and this year's notes as well
_NAME = (
    r"[\u4e00-\u9fff]{1,10}?(?:办公室|办(?!理|事|结|公|法|会|学)|所(?!有|以|在|得|需|属)|[科股局室处](?![技长级学室面内])|中心|[大中]队|工会|妇联|团委|武装部|纪委|宣传部|组织部"
    r"|人事部|财务部|销售部|市场部|生产部|技术部|工程部|质检部|客服部|采购部|行政部|[站院部组](?!长|织|建)|村(?![里民级])|社区|车间|支部|班子)"
)
_PLACE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道|县|局|公司|学校|[中小]学|医院|卫生院))(?=[\u4e00-\u9fff]{2})"
)
_HEAD = re.compile(
    rf"(?:@\S+[ \u3000]+)?[【《（(\[#* ]*(?:{_PLACE.pattern})?(?P<name>{_NAME}|[\u4e00-\u9fff]{{2,4}}(?=这边|这块))"
    r"(?:[】》）)\]：:*\s]|(?:20)?[0-9]{2}年?度?|全年|今年|年度|年终|工作|总结|材料|小结|数据|情况|统计|报?表|台账|报[数送]?|汇报|这边|这块|的数|单位[：:]\s?[百千万亿]{0,2}[元亩吨人]|[（(][^（）()\n]{0,20}[）)]"
    r"|[ \u3000]+(?:[老小阿][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}(?:主任|科长|股长|所长|站长|书记|经理|部长|院长|校长|老师|会计))(?=\s*$))*"
)
_STEM = re.compile(
    rf"(?:20[0-9]{{2}}年?度?)?[0-9.、_\- ]*(?P<name>{_NAME})(?:[（(_\-—0-9年 　].*|[\u4e00-\u9fff]{{0,4}}(?:总结|材料|小结|数据|情况|报|底稿|笔记|汇报|表|台账|统计).*)?"
)
_LEVEL = re.compile(
    "(?:[我本](镇|乡|街道|县|区|市|局|校|院|厂|公司|中心|园|馆)|全(镇|乡|街道|局|校|院|厂|公司|园))(?!第|前|排名|倒数|[里]?(?:评比|通报))"
)  # 全县第三 is told by a school, too
_OWN = {
    "校": re.compile("教务|教导|德育|政教|教研组"),
    "院": re.compile("医务|护理|药剂|院感|检验科"),
}  # by what offices it has
_BOXED = re.compile(r"[【\[]([\u4e00-\u9fff]{2,6})[】\]][ \u3000：:]*(?:单位.{1,6})?$")
_END = re.compile("(?:工作)?(?:领导小组)?(?:办公室|办|所|[科股局室处站院部组]|中心|[大中]队|委|窗口)$")
_YEAR = re.compile(r"20[0-9]{2}(?=年|\D|$)")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What one office handed in: a note whose text stands where it stands in its document, and the heading; empty for what is of none."""

    note: Note
    heading: str = ""


@lru_cache(maxsize=32)
def handed_in(notes: Notes) -> tuple[HandedIn, ...]:
    """The parts of the notes, a document or a part of one for each office, in order; empty where fewer than ``FEWEST`` hand in."""
    found = [part for note in notes.items for part in _parts(note)]
    offices = [office for _, office in found if office]
    if len(set(offices)) < FEWEST or len(offices) * 3 < len(found) * 2:
        return ()
    return tuple(HandedIn(note, heading_of(office) if office else "") for note, office in found)


def _parts(note: Note) -> list[tuple[Note, str]]:
    """A document with its office, or its parts with theirs where the notes of several were pasted one below the other."""
    heads = list(_after_gaps(note.text))
    boxed = sum(bool(_BOXED.match(line) and _named(line)) for _, line in heads) > 1
    starts = [(at, name) for at, line in heads if (name := _named(line) or (_boxed(line) if boxed else ""))]
    before = len(note.text[: starts[0][0]].strip().splitlines()) if starts else 0
    if len({name for _, name in starts}) < FEWEST or before > 1:
        return [(note, _office(note))]
    cuts = [(0, "")] if before else []
    cuts += starts
    ends = [at for at, _ in cuts[1:]] + [len(note.text)]
    # what stands before a part is kept as empty lines: every offset stays what it is
    return [
        (Note(note.document, "\n" * at + note.text[at:end]), name) for (at, name), end in zip(cuts, ends, strict=True)
    ]


def _after_gaps(text: str) -> Iterator[tuple[int, str]]:
    """The first line of a text and every line below an empty one, with where it starts."""
    at, gap = 0, True
    for line in text.splitlines(keepends=True):
        if line.strip() and gap:
            yield at + len(line) - len(line.lstrip()), line.strip()
        gap = not line.strip()
        at += len(line)


def heading_of(office: str) -> str:
    """What a section on an office's work is headed: 民政办 → 民政和社会救助, 东陈村 → 东陈村."""
    known: dict[str, str] = rules()["offices"]
    core = _END.sub("", office)
    core = "综合" if core in ("", *"院校厂局所镇乡县园社") and office.endswith(("办", "办公室")) else core
    told = [name for name in known if core == name or (len(name) > 1 and core.endswith(name))]
    if told:
        return known[max(told, key=len)]
    return office if len(core) < 2 or office.endswith(("村", "社区", "车间", "支部")) else f"{core}工作"


def of_place(heading: str) -> bool:
    """Whether a heading names a village or a community, not a matter."""
    return bool(re.search("(?<!农)村$|社区$", heading))


def whole_of(parts: Sequence[HandedIn]) -> tuple[str, str]:
    """The unit that the offices are of, as its title names it and as it calls itself: (柳河镇, 我镇); each empty if untold."""
    heads = [_first(part.note) for part in parts]
    places = Counter(m["place"] for head in heads if (m := _HEAD.fullmatch(head)) and m["place"])
    place = next((name for name, _ in places.most_common(1) if len(name) > 1 and name[0] not in "本我全各该"), "")
    levels = Counter(one or other for part in parts for one, other in _LEVEL.findall(part.note.text))
    levels.update({level: len(parts) for level, offices in _OWN.items() if offices.search(" ".join(heads))})
    tail = re.search("(?:镇|乡|街道|县|局|公司|院|校|学)$", place)
    level = ("校" if tail[0] == "学" else tail[0]) if tail else next((name for name, _ in levels.most_common(1)), "")
    return place, f"我{level}" if level else ""


def years_of(parts: Sequence[HandedIn]) -> str:
    """The year that most heads name, as 2026年; empty where none does."""
    years = Counter(year for part in parts for year in _YEAR.findall(_head_of(part.note))[:1])
    return next((f"{year}年" for year, _ in years.most_common(1)), "")


def _office(note: Note) -> str:
    stem = _STEM.fullmatch(re.sub(r"\.[A-Za-z0-9]{2,5}$", "", note.document.rsplit("/", 1)[-1]))
    return stem["name"] if stem else _named(_first(note))


def _named(line: str) -> str:
    """The office whose notes begin with this line; empty for any other line."""
    head = _HEAD.fullmatch(line)
    return head["name"] if head else ""


def is_head(line: str) -> bool:
    """Whether a line only says whose notes follow."""
    return bool(_named(line) or _boxed(line))


def _head_of(note: Note) -> str:
    lines = [line.strip() for line in note.text.split("\n") if line.strip()][:2]
    return " ".join(line for at, line in enumerate(lines) if not at or is_head(line))


def _boxed(line: str) -> str:
    """【营业】 beside 【生产科】 and 【管网科】; no head of problems or plans."""
    box = _BOXED.match(line)
    return box[1] if box and role_of(box[1]) is None else ""


def _first(note: Note) -> str:
    return next((line.strip() for line in note.text.split("\n") if line.strip()), "")
