"""What each line of the notes is: a title, an aside, a heading, a table, or content with its label and its role.

Nothing is interpreted beyond form: every non-empty line of the notes lands in exactly one block, in the order given. A line
of several sentences is cut into a block for each; together they tile the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from assistant.draft import Role
from assistant.figures.ledgers import LEDGER_DAY
from assistant.figures.reading import figures
from assistant.notelines import DATE_LABEL, Raw, led_by_one_label, raws_of, table_lines
from assistant.notepieces import NUMBER, announced, named, pieces
from assistant.notes import Note, NoteLine, Notes
from assistant.notewords import (
    BLOCK_WORDS,
    DAY_ALONE,
    HAPPENED,
    LONG_LINE,
    LOWEST_RANK,
    MARK,
    MONTH_ALONE,
    dictated,
    heading_core,
    is_title,
    labelled,
    lacks_subject,
    pattern,
    rank_of,
    role_of,
    said_role,
    subject,
    unboxed,
    unspoken,
)
from assistant.offices import HandedIn, handed_in, is_head, of_place
from assistant.speakers import turns_of

__all__ = ["Block", "Form", "blocks_of", "role_of"]

_STRONG_MARK = re.compile(
    r"^(?:#{1,6}\s|\*\*|【|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)])"
)
_RUN_IN = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)])"
    r"(?:([\u4e00-\u9fff]+)(?:。|[ 　]+(?=[^，。；：:]*[0-9]))|([\u4e00-\u9fff、]+)[ 　]*[—–]{1,3}[ 　]*)(?=.)"
)  # 二、德育。国旗下讲话18次
_OUTLINED = re.compile(r"([\u4e00-\u9fff]{2,10})[ 　]+(?=\S)")  # 安帮  在册43, its number cut off
_LONGEST_RUN_IN = 12
_ASKED = re.compile(  # 3、工伤有没有: of 工伤
    r"(?:[0-9]{1,2}[、．.)）]\s*)?([\u4e00-\u9fff]{2,6}?)(?:有没有|搞了|做了|干了|呢|花了|怎么样|咋样|情况|[有是]?多少|$)"
)
_NO = r"没有?(?:啊|呢|过)?[。，]"
_DAY = re.compile(r"(1[0-2]|[1-9])[.．]([12][0-9]|3[01]|[1-9])[ 　]+(?=\S)")
_UNDONE = re.compile(r"[\[［][×xX✗✘][\]］]")  # of a checklist
_PERIOD_HEADING = re.compile(r"第?[一二三四1-4]季度|[上下]半年")
_DATED = re.compile(r"(?:1[0-2]|[1-9])月[0-9]{1,2}[日号]")
_TO_FOLLOW = re.compile(
    r"(?:现|特|现在|下面)?(?:就|将|把)?[^0-9，。；]{0,20}(?:总结|小结|汇报|报告|报送|通报)如下[：:。]?"
)
_YES = re.compile(r"^有[，,]\s*(?=[0-9])")
_LONGEST_END = 8  # lines of problems, or of plans, that one word at their head tells of
_AHEAD = re.compile("^(?:明年|来年|下一?步|下一年)[，,]?(?:[准预]备|打算|计划)?")
_HEADS = 2  # lines that say whose notes these are: 【农业办】, 镇农业农村办2026年度材料
_AMONG_LABELS = 3  # so many labels or numbered lines are the notes' own structure


class Form(StrEnum):
    """What a block of notes is."""

    TITLE = "title"
    FURNITURE = "furniture"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of the notes that belong together (one line or sentence, or a whole table).

    ``heading`` is the notes' own heading above it, ``label`` the words before its colon; ``text`` is the content without
    bullet and label, empty for tables. ``follows`` says that it continues the block before it; ``paragraph`` numbers
    the paragraphs of all notes.
    """

    form: Form
    lines: tuple[NoteLine, ...]
    text: str = ""
    role: Role = Role.WORK
    heading: str = ""
    label: str = ""
    follows: bool = False
    paragraph: int = 0


@lru_cache(maxsize=32)
def blocks_of(notes: Notes) -> tuple[Block, ...]:
    """Every block of the notes, in order."""
    found: list[Block] = []
    first = next((line.text for line in notes.lines()), "")
    for part in handed_in(notes) or map(HandedIn, notes.items):
        own = _ended(_freed([*_Reader(part.note, first, found[-1].paragraph + 1 if found else 0).blocks()]))
        found.extend(_of_office(own, part.heading) if part.heading else own)
    return tuple(found)


def _of_office(blocks: Sequence[Block], heading: str) -> Iterator[Block]:
    """What one of several offices handed in: its matter is the heading of its work, its own headings are labels; its name is no matter."""
    heads = next((n for n, b in enumerate(blocks[:_HEADS]) if not is_head(b.lines[0].text)), min(len(blocks), _HEADS))
    own = {heading_core(b.lines[0].text) for b in blocks[:heads]}
    for at, block in enumerate(blocks):
        label = block.label or block.heading
        if at < heads:
            yield replace(block, form=Form.FURNITURE, heading="", label="", role=Role.OPENING)
        elif block.role is Role.WORK and block.form is not Form.FURNITURE:
            known = any(head.startswith(label) for head in own)
            yield replace(block, heading=heading, label="" if known else label)
        elif block.form is Form.ITEM and block.role in (Role.PROBLEMS, Role.NEXT):
            whose = heading if of_place(heading) else ""  # whose problem or plan it is
            yield replace(block, label=block.label or whose, text=_AHEAD.sub("", block.text) or block.text)
        else:
            yield block


def _announcing(text: str) -> str:
    """A text without the sentence at its end that only announces what follows (现总结如下)."""
    *before, last = re.split("(?<=[。；])(?=.)", text)
    return "".join(before) if before and _TO_FOLLOW.fullmatch(last) else text


def _freed(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, a lone heading among many labels (调解, then 普法：……, 帮教：……) taken as one label of them."""
    names = {b.heading for b in blocks if b.form is Form.HEADING and b.heading}
    under = [b for b in blocks if b.form in (Form.ITEM, Form.TABLE) and b.role is Role.WORK and b.heading in names]
    labels = list(dict.fromkeys(b.label for b in under if b.label))
    marked = any(b.form is Form.HEADING and _STRONG_MARK.match(b.lines[0].text) for b in blocks)
    if len(names) != 1 or marked or len(labels) < _AMONG_LABELS:
        return blocks
    lead = under[: next(n for n, b in enumerate(under) if b.label)]
    first = lead[0] if lead else None
    loose = (replace(b, label=b.heading, heading="", follows=b is not first) if b in lead else replace(b, heading="")
             for b in under)  # fmt: skip
    freed = {id(old): new for old, new in zip(under, loose, strict=True)}
    return [freed.get(id(b), b) for b in blocks]


def _ended(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, the last of them with the role that their run has: what follows 问题主要是…… is a problem up to 明年打算……, plans the rest.

    Only where neither heading nor label parts them, the run is short, and of the plans none tells of what was done.
    """
    plain = [b.form is Form.ITEM and not b.heading and not b.label for b in blocks]
    starts = [n for n, b in enumerate(blocks) if plain[n] and b.role is Role.PROBLEMS and _begins(b, "problem_start")]
    plans = [n for n, b in enumerate(blocks) if plain[n] and b.role is Role.NEXT and _begins(b, "next_start")]
    if not starts or not plans or not 0 < plans[0] - starts[-1] <= _LONGEST_END:
        return blocks
    begin, turn = starts[-1], plans[0]
    rest = blocks[turn:]
    if not all(plain[begin:]) or len(rest) > _LONGEST_END or any(pattern("done").search(b.text) for b in rest[1:]):
        return [replace(b, role=Role.PROBLEMS) if begin < n < turn and plain[n] else b for n, b in enumerate(blocks)]
    return [
        b if n < begin else replace(b, role=Role.PROBLEMS if n < turn else Role.NEXT, follows=False)
        for n, b in enumerate(blocks)
    ]


def _begins(block: Block, key: str) -> bool:
    return bool(pattern(key).match(MARK.sub("", block.lines[0].text)))


class _Reader:
    """Walks the lines of one note; remembers the heading, the label and the role that hold."""

    def __init__(self, note: Note, first: str, paragraph: int) -> None:
        """Take the note, the first line of all notes, and the number of the note's first paragraph."""
        self._half = bool(re.search(r"上半年|半年(?!级)", first))
        year = re.search(r"20([0-9]{2})(?![0-9])|(?<![0-9.])([12][0-9])(?=年)", first)
        self._after = (
            str(int(f"20{year[1] or year[2]}") + 1) if year else ""
        )  # the year after the one that the notes are about
        self._raws = raws_of(note)
        self._tables = table_lines(note, self._raws)
        self._spaced = any(raw.gap for raw in self._raws[2:])
        self._single = led_by_one_label(self._raws, paragraph)
        self._heading, self._sub, self._label, self._role = "", "", "", Role.WORK
        self._rank, self._number = 0, 0
        self._heading_role = Role.WORK
        self._asked = ""  # what the question in the line before asks of
        self._said: Role | None = None  # what the wording of the line before said, without a mark
        self._spaced_off = False  # whether the role that holds was parted from its matter by a space only
        self._paragraph = paragraph
        days = [(int(m[1]), int(m[2])) for raw in self._raws if (m := _DAY.match(raw.line.text))]
        self._dated = len(days) >= _AMONG_LABELS and days == sorted(days)  # a log: 1.28 除夕 …… 2.16 山火
        alone = sum(bool(DAY_ALONE.fullmatch(raw.line.text)) for raw in self._raws)
        self._log = alone >= _AMONG_LABELS and not turns_of(note.text)  # days that head what happened on them
        self._topics = self._numbered_topics()
        asked = [n for n, raw in enumerate(self._raws) if n and pattern("question").fullmatch(raw.line.text.strip())]
        named_only = [
            n
            for n, raw in enumerate(self._raws)
            if re.fullmatch(r"[0-9]{1,2}[、．.][\u4e00-\u9fff]{2,6}", raw.line.text.strip())
        ]
        self._questions = frozenset({*asked, *named_only} if len(asked) >= _AMONG_LABELS else ())

    def blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self._raws):
            raw = self._raws[at]
            if raw.gap:
                self._paragraph += 1
                self._label, self._role = "", self._heading_role
            if size := self._tables.get(at, 0):
                lines = tuple(r.line for r in self._raws[at : at + size])
                yield self._block(Form.TABLE, lines, follows=bool(self._label))
                at += size
                continue
            yield from self._line(at)
            at += 1

    def _block(self, form: Form, lines: tuple[NoteLine, ...], text: str = "", *, follows: bool = False) -> Block:
        return Block(form, lines, text, self._role, self._heading, self._label or self._sub, follows, self._paragraph)

    def _line(self, at: int) -> Iterator[Block]:
        raw = self._raws[at]
        line = raw.line
        if at == 0 and raw.spoken and is_title(line.text, alone=len(self._raws) < 2 or self._raws[1].gap):
            yield Block(Form.TITLE, (line,), line.text, Role.OPENING, paragraph=self._paragraph)
        elif self._log and (day := DAY_ALONE.fullmatch(line.text)):
            self._sub, self._label = day[1], ""
            yield self._block(Form.HEADING, (line,))
        elif not raw.spoken or pattern("furniture").fullmatch(line.text.strip("。 ")):
            yield Block(Form.FURNITURE, (line,), "", Role.OPENING, paragraph=self._paragraph)
        elif at in self._questions:
            self._ask(line.text)
            yield Block(Form.FURNITURE, (line,), "", Role.OPENING, paragraph=self._paragraph)
        elif (month := MONTH_ALONE.fullmatch(MARK.sub("", line.text))) and at + 1 < len(self._raws):
            self._sub, self._label = month[1], ""
            yield self._block(Form.HEADING, (line,))
        elif raw.asked and self._answers(raw):
            yield self._replied(raw)
        elif self._is_heading(at):
            self._open_heading(line.text)
            yield self._block(Form.HEADING, (line,))
        elif raw.depth > 1:
            yield self._block(Form.ITEM, (line,), self._unmarked(line.text), follows=True)
        elif head := self._run_in(raw):
            first = NoteLine(line.document, line.start, line.start + head.end(), head[0])
            self._open_heading(first.text.rstrip("。—– 　"))
            yield self._block(Form.HEADING, (first,))
            rest = line.text[head.end() :]
            yield from self._content(NoteLine(line.document, line.end - len(rest), line.end, rest))
        elif at in self._topics:
            yield from self._topic(line)
        elif self._asked:
            yield from self._answer(line)
        else:
            yield from self._content(line, first_of_all=at == 0)

    def _run_in(self, raw: Raw) -> re.Match[str] | None:
        """A heading and what it tells in one line: 二、德育。国旗下讲话18次, or behind a number that is cut off 安帮  在册43."""
        if raw.outlined:
            return _OUTLINED.match(raw.line.text)
        head = _RUN_IN.match(raw.line.text)
        return head if head and len(head[1] or head[2]) <= _LONGEST_RUN_IN else None

    def _ask(self, question: str) -> None:
        """A line that asks: what it asks of holds for the next one."""
        ahead, wrong = re.search("明年|下一?步|打算", question), re.search("问题|困难|不足", question)
        self._role = self._heading_role = Role.NEXT if ahead else Role.PROBLEMS if wrong else Role.WORK
        self._heading = self._sub = self._label = ""
        topic = _ASKED.match(question)
        self._asked = topic[1] if topic and self._role is Role.WORK else ""

    def _answers(self, raw: Raw) -> bool:
        """Whether a line needs the words of the question before it: it begins with a figure, or tells of troubles, plans or honours."""
        bare = re.match(f"{_NO}|全[省市县区]第|[0-9一二三四五六七八九十两]", raw.line.text)
        return bool(bare or raw.asked == "荣誉" or role_of(raw.asked))

    def _replied(self, raw: Raw) -> Block:
        """A line with what the question before it asked of as its role or label."""
        if role := role_of(raw.asked):
            return Block(Form.ITEM, (raw.line,), raw.line.text, role, paragraph=self._paragraph)
        text = re.sub(f"^{_NO}", "没出事。", raw.line.text) if raw.asked == "安全" else raw.line.text
        return Block(Form.ITEM, (raw.line,), text, self._role, self._heading, raw.asked, paragraph=self._paragraph)

    def _answer(self, line: NoteLine) -> Iterator[Block]:
        """The first line below a question: what was asked of is its label, where it does not name it itself."""
        topic, self._asked = self._asked, ""
        text = _YES.sub("", unspoken(self._unmarked(line.text)))
        if topic in text or labelled(text)[0] or len(text) > LONG_LINE:
            yield from self._content(line)
            return
        self._label = topic
        yield self._block(Form.ITEM, (line,), text)
        self._label = ""

    def _open_heading(self, text: str) -> None:
        core = heading_core(text)
        role = self._role_of(core)
        rank = rank_of(text)
        if self._heading and rank > self._rank and not role:
            self._sub, self._label = core, ""
            return
        self._sub, self._rank = "", rank
        self._heading_role = self._role = role or Role.WORK
        self._heading = "" if role else core
        self._label = ""

    def _is_heading(self, at: int) -> bool:
        text = self._raws[at].line.text
        following = self._raws[at + 1] if at + 1 < len(self._raws) else None
        core = heading_core(text)
        if self._role_of(core) and not unboxed(MARK.sub("", text))[1]:
            return following is not None
        if (
            unboxed(MARK.sub("", text))[1]
            or not core
            or len(core) > 20
            or (figures(core) and not _PERIOD_HEADING.fullmatch(core))
            or re.search(r"[，。；;：:！？!?\t=+]", core)
        ):
            return False
        if self._raws[at].depth == 1 and following is not None:
            return True
        if text.rstrip("* ").endswith(("：", ":", "——")) or _STRONG_MARK.match(text):
            return following is not None
        if following is None or following.gap or HAPPENED.search(core) or text.endswith("。"):
            return False
        if BLOCK_WORDS.search(text):
            return True
        begins = self._raws[at].gap or at == 0 or (at == 1 and is_title(self._raws[0].line.text))
        if " " in core or "　" in core:
            return False
        return len(core) <= 12 and begins and (self._spaced or len(core) <= 8)

    def _role_of(self, core: str) -> Role | None:
        return Role.NEXT if self._after and core.rstrip("年") == self._after else role_of(core, half=self._half)

    def _numbered_topics(self) -> frozenset[int]:
        """The lines 1. 防汛：…… 2. 水费收了…… that stand under no heading: each is a section of the clerk's own."""
        found: list[int] = []
        labels = 0
        for at, raw in enumerate(self._raws):
            match = NUMBER.match(raw.line.text)
            if match is None or int(match[1]) != len(found) + 1:
                if found and (self._role_of(heading_core(raw.line.text)) or self._role_of(named(raw.line.text))):
                    break
                if not found and self._is_heading(at) and not (at == 0 and is_title(raw.line.text)):
                    break
                continue
            if self._role_of(named(raw.line.text)) or self._ahead(raw.line.text[match.end() :]):
                break
            found.append(at)
            labels += bool(named(raw.line.text))
        return frozenset(found if len(found) >= _AMONG_LABELS and labels * 2 > len(found) else ())

    def _topic(self, line: NoteLine) -> Iterator[Block]:
        """A numbered topic: its label is the heading, and stays a label only where the text has no subject without."""
        text = self._unmarked(line.text)
        label, content = labelled(text)
        self._heading, self._sub, self._label = label or subject(content), "", ""
        self._rank, self._heading_role, self._role = LOWEST_RANK, Role.WORK, Role.WORK
        for first, piece in enumerate(pieces(line)):
            if first:
                yield from self._piece(piece, first=False)
                continue
            own = content if piece is line or piece.text == line.text else labelled(NUMBER.sub("", piece.text))[1]
            self._label = label if lacks_subject(own) else ""
            yield self._block(Form.ITEM, (piece,), own)
            self._label = ""

    def _content(self, line: NoteLine, *, first_of_all: bool = False) -> Iterator[Block]:
        first = True
        for piece in [part for p in pieces(line) for part in (announced(p) if first_of_all else [p])]:
            if (
                first_of_all
                and first
                and (
                    pattern("announcement").fullmatch(piece.text.rstrip("，,：:"))
                    or re.search("大概(?:就)?(?:是)?(?:这样|这些|如下)[，,：:]$", piece.text)
                )
            ):
                yield Block(Form.TITLE, (piece,), piece.text, Role.OPENING, paragraph=self._paragraph)
                continue
            yield from self._piece(piece, first=first)
            first = False

    def _piece(self, line: NoteLine, *, first: bool) -> Iterator[Block]:
        if (said := "" if _TO_FOLLOW.fullmatch(line.text.strip()) else dictated(line.text)) is not None:
            form = Form.ITEM if said else Form.FURNITURE
            yield Block(form, (line,), said, Role.OPENING, paragraph=self._paragraph)
            return
        if first and _UNDONE.match(line.text):
            text = re.sub("[ 　]+", "，", self._unmarked(line.text))
            yield Block(Form.ITEM, (line,), text, Role.PROBLEMS, paragraph=self._paragraph)
            return
        if self._log and first and _DATED.match(line.text):
            self._sub = ""  # 12月20日 盘点: what follows is of that day, or of the year
        text = self._unmarked(line.text)
        marked = text != line.text
        text, boxed = unboxed(text)
        if ahead := self._ahead(text):
            label, content = ahead
        else:
            text = unspoken(DATE_LABEL.sub(lambda m: m[0].rstrip("：: 　") + "，", _announcing(text)))
            label, content = labelled(text)
        if boxed:
            label, content = boxed, text
        if (
            label
            and (MONTH_ALONE.fullmatch(self._sub) or DAY_ALONE.fullmatch(self._sub))
            and self._role_of(label) is None
        ):
            label, content = "", text  # a diary by months: its lines stay with their month
        if not label:
            yield self._unlabelled(line, content, marked=marked, first=first)
            return
        role = self._role_of(label)
        self._said = None
        if role is None and self._heading_role is Role.WORK:
            self._role = Role.WORK
        elif role is not None:
            self._role = role
            self._spaced_off = role is Role.NEXT and not re.search("[：:】]", text[: len(label) + 2])
            if first:
                self._heading_role = role if self._heading_role is not Role.WORK else self._heading_role
        self._label = "" if role else label
        yield self._block(Form.ITEM, (line,), content)
        if role:
            self._label = ""

    def _ahead(self, text: str) -> tuple[str, str] | None:
        """The time to come that a line begins with, and what it plans: 2025：…… 25年 补6人, 下半年：…… in a report of the first half."""
        if self._after and (
            year := re.match(rf"(?:20)?{self._after[2:]}(?:年?(?:预算|计划|目标|打算)?[：:]|年[ 　])\s*(?=.)", text)
        ):
            return self._after, text[year.end() :]
        if (
            not self._after
            and self._role is Role.PROBLEMS
            and (year := re.match(r"(20[0-9]{2})年?[：:]\s*(?=.)", text))
        ):
            return "明年", text[year.end() :]
        if self._half and (half := re.match(r"下半年[：:]\s*(?=.)", text)):
            return "下半年", text[half.end() :]
        return None

    def _unmarked(self, text: str) -> str:
        """The line without bullet and number; ``2.2个`` after a line numbered 1 is 2个."""
        number = (
            None
            if LEDGER_DAY.match(text) or (self._dated and _DAY.match(text))
            else re.match(r"([0-9]{1,2})[.．、]", text)
        )  # 1.9 收 is a day
        follows = number is not None and int(number[1]) == self._number + 1
        self._number = int(number[1]) if number and (follows or not re.match(r"[0-9]+\.[0-9]", text)) else 0
        if number and follows:
            text = text[number.end() :].lstrip() or text
        if self._dated and _DAY.match(text):
            return text
        return MARK.sub("", text).strip("* 　") or text

    def _unlabelled(self, line: NoteLine, text: str, *, marked: bool, first: bool) -> Block:
        continues = bool(self._label) and not marked and not self._heading and self._paragraph in self._single
        follows = (
            bool(re.match(r"(?:其中|其余|另有|(?:上年|去年)(?:同期)?[ 　]*[约近]?[0-9])", text))
            or continues
            or (not first and bool(self._label))
        )
        if not follows:
            self._label = ""
        ended = pattern("done").search(text) or said_role(text) is Role.PROBLEMS
        if self._role is Role.NEXT and self._spaced_off and ended:
            self._role = Role.WORK
        block = self._block(Form.ITEM, (line,), text, follows=follows)
        goes_on = self._said if pattern("going_on").match(text) else None
        ahead = pattern("turned_to_plans").match(text) or re.match("(?:20)?[2-4][0-9]年[ 　]+(?=[\u4e00-\u9fff])", text)
        if self._role is Role.PROBLEMS and ahead:
            self._role = Role.NEXT
            return replace(block, role=Role.NEXT, label="", follows=False)
        self._said = (said_role(text) or goes_on) if self._role is Role.WORK else None
        if self._said:
            return replace(block, role=self._said, label="", follows=False, heading="")
        return block
