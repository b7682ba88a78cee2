"""The plan of a report: which sections, in which order, and which notes each of them tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.draft import Role
from assistant.facts import Fact, facts_in
from assistant.grouping import INDICATORS, MOST, Group, grouped
from assistant.naming import period_of, self_name, title_of
from assistant.noteforms import Block, Form, blocks_of
from assistant.notes import NoteLine, Notes
from assistant.notewords import heading_core, introduced, pattern
from assistant.offices import HandedIn, handed_in, whole_of, years_of
from knowledge.kinds import GENERAL, ReportKind, kind_named, kind_of
from knowledge.splitting import Passage

PROBLEMS, NEXT = "存在的问题", "下一步工作"
_OPTIONAL_PROBLEMS = frozenset({"volunteer-finance"})
_VAGUE = frozenset(
    {"主要工作", "其他工作", "业务工作", "重点任务和项目", INDICATORS}
)  # headings that a question gains nothing from
_FEW = 3  # blocks of notes, of which none is spared for the opening
_MOST_OFFICES = 20  # sections of a report of many offices
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """One section to write. ``lines`` are the notes it tells, ``question`` what to ask where it has none."""

    id: str
    role: Role
    heading: str
    lines: tuple[NoteLine, ...] = ()
    facts: tuple[Fact, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole plan. ``unit`` is how the unit calls itself (我镇工会, 我所), empty where the notes do not tell.

    ``kind`` is the slug of the report kind (``knowledge/kinds.toml``), ``period`` such as 2024年, 2025年上半年, or empty.
    """

    title: str
    kind: str
    unit: str
    period: str
    plans: tuple[SectionPlan, ...]


def outline_of(
    notes: Notes,
    facts: Sequence[Fact],
    *,
    kind: str | None = None,
    title: str | None = None,
    passages: Iterable[Passage] = (),
) -> Outline:
    """Plan the report of these notes: every line of them lands in exactly one section.

    ``kind`` is a slug or name (guessed where it is None), ``title`` the user's own; headings of ``passages`` help to
    group lines that fit no usual topic. Raises ``knowledge.errors.UnknownKind`` for a kind there is not.
    """
    blocks = blocks_of(notes)
    if parts := handed_in(notes):
        return _of_offices(parts, blocks, tuple(facts), kind=kind, title=(title or "").strip(), passages=passages)
    first = next((block.text for block in blocks if block.form is Form.TITLE), "")
    first = first or introduced("\n".join(item.text for item in notes.items))
    text = "\n".join(item.text for item in notes.items)
    named = title.strip() if title and title.strip() else ""
    period = period_of(named or first, text) or period_of(first, text)
    found = kind_named(kind) if kind else kind_of(f"{named}\n{text}" if named else text)
    plans = _plans(
        blocks, found, passages, tuple(facts), half="半年" in period or found.half, title="" if kind else first
    )
    return Outline(named or title_of(first, period, found), found.slug, self_name(named or first), period, plans)


def _of_offices(
    parts: Sequence[HandedIn],
    blocks: Sequence[Block],
    facts: tuple[Fact, ...],
    *,
    kind: str | None,
    title: str,
    passages: Iterable[Passage],
) -> Outline:
    """The report of a unit whose offices handed in their notes, a section for each of them."""
    first = "" if parts[0].heading else next((b.text for b in blocks if b.form is Form.TITLE), "")
    place, own = whole_of(parts)
    period = period_of(title or first, "") or years_of(parts)
    found = kind_named(kind) if kind else kind_named(GENERAL)
    half = "半年" in period or found.half
    plans = _plans(blocks, found, passages, facts, half=half, most=_MOST_OFFICES)
    named = title or (title_of(first, period, found) if first else f"{place}{period or '年度'}工作总结")
    return Outline(named, found.slug, self_name(title or first) or own, period, plans)


def _plans(
    blocks: Sequence[Block],
    kind: ReportKind,
    passages: Iterable[Passage],
    facts: tuple[Fact, ...],
    *,
    half: bool,
    title: str = "",
    most: int = MOST,
) -> tuple[SectionPlan, ...]:
    told = _size_first([b for b in blocks if b.form in (Form.ITEM, Form.TABLE)])
    groups = grouped([b for b in told if b.role is Role.WORK], kind, passages, title, most=most)
    sections: list[tuple[Role, str, list[Block], str]] = [(Role.WORK, g.heading, g.blocks, "") for g in groups]
    for role, heading in ((Role.PROBLEMS, PROBLEMS), (Role.NEXT, _next_heading(blocks, half=half))):
        own = [b for b in told if b.role is role]
        if own or role is not Role.PROBLEMS or kind.slug not in _OPTIONAL_PROBLEMS:
            sections.append((role, heading, own, "" if own else _question(role, groups, half=half)))
    lines = _lines_of(blocks, [body for _, _, body, _ in sections])
    added = _placed([f for f in facts if f.source is None], lines)
    plans = [_plan("s0", Role.OPENING, "", lines[0], facts, added[0], "")]
    for n, (role, heading, _, question) in enumerate(sections, start=1):
        plans.append(_plan(f"s{n}", role, f"{numeral(n)}、{heading}", lines[n], facts, added[n], question))
    return tuple(plans)


def _size_first(told: list[Block]) -> list[Block]:
    """The blocks, the first of them told in the opening where it gives the size of the unit (全校24个班，1086个学生)."""
    first = told[0] if told and not told[0].heading else None
    if first is None or first.label or first.form is Form.TABLE or first.role is not Role.WORK or len(told) <= _FEW:
        return told
    return [replace(first, role=Role.OPENING), *told[1:]] if pattern("size").match(first.text) else told


def numeral(number: int) -> str:
    """1 to 999 in Chinese: 七, 十二, 二十, 一百零三."""
    hundreds, below = divmod(number, 100)
    if hundreds:
        gap = "零" if 0 < below < 10 else "一" if 10 <= below < 20 else ""
        return f"{_NUMERALS[hundreds - 1]}百{gap}{numeral(below) if below else ''}"
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_NUMERALS[tens - 1]}十")
    return head + (_NUMERALS[ones - 1] if ones else "")


def _next_heading(blocks: Sequence[Block], *, half: bool) -> str:
    """下一步工作, with the time that a heading of the notes gives to it (明年, 2025年)."""
    plans = [b for b in blocks if b.form is Form.HEADING and b.role is Role.NEXT]
    said = [m[0] for b in plans if (m := re.match(r"明年|下学年|20[0-9]{2}年?(?=\D|$)", heading_core(b.lines[0].text)))]
    if said and said[0].isdigit():
        said[0] += "年"
    return f"{said[0]}工作打算" if said else "下半年工作打算" if half else NEXT


def _question(role: Role, groups: Sequence[Group], *, half: bool) -> str:
    about = "、".join([g.heading for g in groups if g.heading not in _VAGUE][:2])
    during = "上半年" if half else "今年"
    if role is Role.PROBLEMS:
        where = f"（例如在{about}方面）" if about else ""
        return f"{during}哪些事没有完成或没有达到要求{where}，差多少，难在哪里"
    return f"{'下半年' if half else '明年'}打算做哪几件事，各做到什么程度、什么时候完成"


def _lines_of(blocks: Sequence[Block], bodies: Sequence[Sequence[Block]]) -> list[tuple[NoteLine, ...]]:
    """The lines of the opening and of each section; a heading goes with the first block under it."""
    place = {id(block): n for n, body in enumerate(bodies, start=1) for block in body}
    found: dict[int, int] = {}  # block number → section number
    for at, block in enumerate(blocks):
        if block.form is Form.HEADING:
            after = blocks[at + 1 :]
            under = next((b for b in after if b.form is not Form.FURNITURE), None)
            found[at] = place.get(id(under), 0) if under and under.form is not Form.HEADING else 0
        else:
            found[at] = _place(block, place, bodies)
    sections: list[list[NoteLine]] = [[] for _ in range(len(bodies) + 1)]
    for at, block in enumerate(blocks):
        sections[found[at]].extend(block.lines)
    return [tuple(lines) for lines in sections]


def _place(block: Block, place: dict[int, int], bodies: Sequence[Sequence[Block]]) -> int:
    if id(block) in place:
        return place[id(block)]
    return next((n for n, body in enumerate(bodies, start=1) if any(b.lines == block.lines for b in body)), 0)


def _placed(added: Sequence[Fact], sections: Sequence[tuple[NoteLine, ...]]) -> list[list[Fact]]:
    """For each section the facts the user added that its lines are closest to, by shared pairs of characters."""
    found: list[list[Fact]] = [[] for _ in sections]
    texts = ["".join(line.text for line in lines) for lines in sections]
    for fact in added:
        pairs = {fact.what[i : i + 2] for i in range(len(fact.what) - 1)}
        scores = [sum(pair in text for pair in pairs) for text in texts]
        body = range(1, len(sections)) if len(sections) > 1 else range(len(sections))
        found[max(body, key=lambda n: (scores[n], -n))].append(fact)
    return found


def _plan(
    identity: str,
    role: Role,
    heading: str,
    lines: tuple[NoteLine, ...],
    facts: tuple[Fact, ...],
    added: Sequence[Fact],
    question: str,
) -> SectionPlan:
    own = [f for line in lines for f in facts_in(facts, line.document, line.start, line.end)]
    return SectionPlan(identity, role, heading, lines, (*own, *added), question)
