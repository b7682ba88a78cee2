"""What each line of the notes is: a title, an aside, a heading, a table, or content with its label and its role.

Nothing is interpreted beyond form: every non-empty line of the notes lands in exactly one block, in the order given. A line
of several sentences is cut into a block for each; together they tile the line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from assistant.draft import Role
from assistant.figures import tables
from assistant.figures.mentions import Kind
from assistant.figures.reading import figures
from assistant.notes import Note, NoteLine, Notes

_MARK = re.compile(
    r"^(?:#{1,6}\s+|\*\*(?=[^*]+\*\*)|[-*•·●○▪◆◇■□★☆✅✔➤►▶→>—]+\s*|[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F]+\s*"
    r"|[①-⑳]\s*|[（(][0-9一二三四五六七八九十]{1,3}[）)]\s*|[一二三四五六七八九十]{1,3}[、．.]\s*|[0-9]{1,2}(?:[、．)）]|\.(?![0-9]))\s*)+"
)
_STRONG_MARK = re.compile(
    r"^(?:#{1,6}\s|\*\*|【|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)])"
)
_RANKS = (  # marks of headings from the highest to the lowest; a heading without one ranks as 一、
    re.compile(r"#\s"),
    re.compile(r"##\s"),
    re.compile(r"#{3,6}\s"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]+部分|(?![#（(0-9])"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"[（(]?[0-9]"),
)
_BOXED = re.compile(r"^[【\[「《]([^】\]」》]{1,20})[】\]」》]\s*[：:]?\s*(.*)$", re.DOTALL)
_BLOCK_WORDS = re.compile(r"(?:这一?块|那块|这边|这方面|方面|这一?项|的事|这个)(?:工作)?$")
_LABEL = re.compile(r"^([^，。；;、：:！？!?\n]{1,16}(?:、[^，。；;、：:！？!?\n]{1,8}){0,2})[：:]\s*(.+)$", re.DOTALL)
_DATE_LABEL = re.compile(
    r"^(?:20\d\d年)?(?:\d{1,2}月(?:份|\d{1,2}日|底|初|中旬|上旬|下旬)?|[一二三四]季度|上半年|下半年|春节|年初|年底)[：:]\s*(?=.)"
)
_HAPPENED = re.compile(
    r"[了过]|^(?:没|未|已|完成|开展|组织(?!建设|工作|发展|机构|保障)|举办|召开|推广|参加|新增|成立|配合|帮|给|去|到|把|被)"
)
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)]*|[^。！？!?]+$", re.DOTALL)
_TABLE_UNIT = re.compile(r"^[（(]?\s*单\s*位\s*[：:]\s*\S{1,6}\s*[）)]?$")
_LONG_LINE = 60  # characters beyond which a line is cut into its sentences
_LONGEST_TITLE = 34


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


@cache
def rules() -> dict[str, Any]:
    """The word lists of ``noteforms.toml``."""
    return tomllib.loads((files("assistant") / "noteforms.toml").read_text(encoding="utf-8"))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    value = rules()[key]
    return re.compile(value if isinstance(value, str) else "|".join(f"(?:{part})" for part in value))


@lru_cache(maxsize=32)
def blocks_of(notes: Notes) -> tuple[Block, ...]:
    """Every block of the notes, in order."""
    found: list[Block] = []
    half = _is_half(notes)
    for note in notes.items:
        found.extend(_Reader(note, half, found[-1].paragraph + 1 if found else 0).blocks())
    return tuple(found)


def _is_half(notes: Notes) -> bool:
    """Whether the notes are about half a year, going by their first line."""
    first = next(iter(notes.lines()), None)
    return first is not None and bool(re.search(r"上半年|半年(?!级)", first.text))


def role_of(words: str, *, half: bool = False) -> Role | None:
    """The role that a heading or label gives to what follows; None for one of work."""
    core = _BLOCK_WORDS.sub("", words.strip(" 　：:【】*#—-"))
    if _pattern("problems").fullmatch(core):
        return Role.PROBLEMS
    if _pattern("next").fullmatch(core) or (half and core == "下半年"):
        return Role.NEXT
    if _pattern("overview").fullmatch(core):
        return Role.OPENING
    return None


def heading_core(text: str) -> str:
    """A heading's own words: no number, bullet, bracket, colon or 这块."""
    core = _MARK.sub("", text.strip()).strip(" 　*#")
    if match := _BOXED.match(core):
        core = match[1]
    return _BLOCK_WORDS.sub("", core.rstrip("：:。—- 　")) or core.rstrip("：:。—- 　")


@dataclass
class _Raw:
    line: NoteLine
    gap: bool


class _Reader:
    """Walks the lines of one note; remembers the heading, the label and the role that hold."""

    def __init__(self, note: Note, half: bool, paragraph: int) -> None:
        self._half = half
        self._raws = _raws(note)
        self._tables = _table_lines(note, self._raws)
        self._spaced = any(raw.gap for raw in self._raws[2:])
        self._single = _led_by_one_label(self._raws, paragraph)
        self._heading, self._sub, self._label, self._role = "", "", "", Role.WORK
        self._rank, self._number = 0, 0
        self._heading_role = Role.WORK
        self._paragraph = paragraph

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
        if at == 0 and is_title(line.text, alone=len(self._raws) < 2 or self._raws[1].gap):
            yield Block(Form.TITLE, (line,), line.text, Role.OPENING, paragraph=self._paragraph)
        elif _pattern("furniture").fullmatch(line.text.strip("。 ")):
            yield Block(Form.FURNITURE, (line,), "", Role.OPENING, paragraph=self._paragraph)
        elif self._is_heading(at):
            self._open_heading(line.text)
            yield self._block(Form.HEADING, (line,))
        else:
            yield from self._content(line, first_of_all=at == 0)

    def _open_heading(self, text: str) -> None:
        core = heading_core(text)
        role = role_of(core, half=self._half)
        rank = next((n for n, mark in enumerate(_RANKS) if mark.match(text)), len(_RANKS))
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
        if role_of(core, half=self._half):
            return following is not None
        if not core or len(core) > 20 or figures(core) or re.search(r"[，。；;：:！？!?\t=+]", core):
            return False
        if text.rstrip("* ").endswith(("：", ":", "——")) or _STRONG_MARK.match(text):
            return following is not None
        if following is None or following.gap or _HAPPENED.search(core) or text.endswith("。"):
            return False
        if _BLOCK_WORDS.search(text):
            return True
        begins = self._raws[at].gap or at == 0 or (at == 1 and is_title(self._raws[0].line.text))
        if " " in core or "　" in core:
            return False
        return len(core) <= 12 and begins and (self._spaced or len(core) <= 8)

    def _content(self, line: NoteLine, *, first_of_all: bool = False) -> Iterator[Block]:
        first = True
        for piece in _pieces(line):
            if first_of_all and first and _pattern("announcement").fullmatch(piece.text):
                yield Block(Form.TITLE, (piece,), piece.text, Role.OPENING, paragraph=self._paragraph)
                continue
            yield from self._piece(piece, first=first)
            first = False

    def _piece(self, line: NoteLine, *, first: bool) -> Iterator[Block]:
        text = self._unmarked(line.text)
        marked = text != line.text
        text, boxed = _unboxed(text)
        text = _unspoken(_DATE_LABEL.sub(lambda m: m[0].rstrip("：: 　") + "，", text))
        label, content = _labelled(text)
        if boxed:
            label, content = boxed, text
        if not label:
            yield self._unlabelled(line, text, marked=marked, first=first)
            return
        role = role_of(label, half=self._half)
        if role is None and self._heading_role is Role.WORK:
            self._role = Role.WORK
        elif role is not None:
            self._role = role
            if first:
                self._heading_role = role if self._heading_role is not Role.WORK else self._heading_role
        self._label = "" if role else label
        yield self._block(Form.ITEM, (line,), content)
        if role:
            self._label = ""

    def _unmarked(self, text: str) -> str:
        """The line without bullet and number; ``2.2个`` after a line numbered 1 is 2个."""
        number = re.match(r"([0-9]{1,2})[.．、]", text)
        follows = number is not None and int(number[1]) == self._number + 1
        self._number = int(number[1]) if number and (follows or not re.match(r"[0-9]+\.[0-9]", text)) else 0
        if number and follows:
            text = text[number.end() :].lstrip() or text
        return _MARK.sub("", text).strip("* 　") or text

    def _unlabelled(self, line: NoteLine, text: str, *, marked: bool, first: bool) -> Block:
        continues = bool(self._label) and not marked and not self._heading and self._paragraph in self._single
        follows = bool(re.match(r"(?:其中|其余|另有)", text)) or continues or (not first and bool(self._label))
        if not follows:
            self._label = ""
        block = self._block(Form.ITEM, (line,), text, follows=follows)
        if self._role is Role.WORK and (said := _said_role(text)):
            return replace(block, role=said, label="", follows=False, heading="")
        return block


def _raws(note: Note) -> list[_Raw]:
    raws: list[_Raw] = []
    end = 0
    for line in Notes((note,)).lines():
        raws.append(_Raw(line, bool(raws) and note.text.count("\n", end, line.start) > 1))
        end = line.end
    return raws


def _led_by_one_label(raws: Sequence[_Raw], paragraph: int) -> frozenset[int]:
    """The paragraphs whose first line has a label and no other line has: the label covers the whole paragraph."""
    labelled: dict[int, list[bool]] = {}
    for raw in raws:
        paragraph += raw.gap
        text = _DATE_LABEL.sub("", _MARK.sub("", raw.line.text))
        labelled.setdefault(paragraph, []).append(bool(_labelled(text)[0]))
    return frozenset(number for number, marks in labelled.items() if marks[0] and sum(marks) == 1)


def _table_lines(note: Note, raws: Sequence[_Raw]) -> dict[int, int]:
    """Where tables begin among the lines, and how many lines each takes (unit line, head, rows)."""
    starts = [cell.start for cell in tables.cells(note.text)]
    rows = [any(raw.line.start <= s < raw.line.end for s in starts) for raw in raws]
    for at in range(1, len(raws)):
        head = rows[at - 1] or not re.search(r"[0-9]", raws[at - 1].line.text)
        size = _cells(raws[at].line.text)
        rows[at] = rows[at] or (head and not raws[at].gap and size >= 2 and size == _cells(raws[at - 1].line.text))
    found: dict[int, int] = {}
    at = 0
    while at < len(raws):
        if not rows[at] or at == 0:
            at += 1
            continue
        first, end = at - 1, at
        while end < len(raws) and rows[end]:
            end += 1
        if first > 0 and _TABLE_UNIT.match(raws[first - 1].line.text):
            first -= 1
        found[first] = end - first
        if end < len(raws) and _TABLE_UNIT.match(raws[end].line.text):
            found[first] += 1
            end += 1
        at = end
    return found


def _cells(line: str) -> int:
    """How many cells a line has that tabs or bars divide; 0 for other lines."""
    return (
        len([cell for cell in re.split(r"[\t|｜]", line.strip("|｜ ")) if cell.strip()])
        if re.search(r"[\t|｜]", line)
        else 0
    )


def is_title(text: str, *, alone: bool = True) -> bool:
    """Whether a first line is a title: short, no figure but a year or month, and words such as 总结 or 笔记."""
    if _pattern("announcement").fullmatch(text):
        return True
    bare = re.sub(r"[（(][^（）()]*[）)]", "", text).strip(" 　#*《》")
    if re.match(r"[一二三四五六七八九十][、．.]|[0-9]{1,2}[、．.]|【", bare):
        return False
    if not bare or len(bare) > _LONGEST_TITLE or re.search(r"[，,。；;！？!?\t]|[：:].", bare) or _said_role(bare):
        return False
    if any(m.kind is not Kind.DATE for m in figures(re.sub(r"20[0-9]{2}(?!年)", "", bare))) or role_of(bare):
        return False
    return any(word in bare for word in rules()["title_words"]) or (
        alone and len(bare) <= 16 and not _HAPPENED.search(bare)
    )


def _pieces(line: NoteLine) -> list[NoteLine]:
    """The line, or its sentences where it is long or turns to problems or plans midway."""
    cuts = [m.end() for m in _SENTENCE.finditer(line.text)]
    if len(line.text) <= _LONG_LINE:
        cuts = []
    cuts += [m.start(1) for m in _turns().finditer(line.text)]
    edges = sorted({0, *cuts, len(line.text)})
    pieces = []
    for start, end in zip(edges, edges[1:], strict=False):
        raw = line.text[start:end]
        if text := raw.strip():
            begin = line.start + start + raw.index(text)
            pieces.append(NoteLine(line.document, begin, begin + len(text), text))
    return pieces or [line]


@cache
def _turns() -> re.Pattern[str]:
    return re.compile(rf"(?<=[。；;！!，,\s])\s*((?:{rules()['problems']}|{rules()['next']})[：:，,](?=.))")


def _unboxed(text: str) -> tuple[str, str]:
    match = _BOXED.match(text)
    if match and match[2] and not text.startswith("《"):
        return match[2], match[1].strip()
    return text, ""


def _unspoken(text: str) -> str:
    match = re.match(rf"(?:{rules()['speaker']}[：:]\s*(?=.))?(?:{rules()['aside']})*", text)
    return text[match.end() :] if match else text


def _labelled(text: str) -> tuple[str, str]:
    """Label and content of ``占补平衡：县里……``; an empty label where there is none."""
    match = _LABEL.match(text)
    if (
        match is None
        and (said := re.match(r"(\S{2,6})[ 　\t]+(.+)$", text, re.DOTALL))
        and role_of(said[1]) in (Role.PROBLEMS, Role.NEXT)
    ):
        match = said
    if match is None or re.search(r"[0-9０-９]$", match[1]):
        return "", text
    label = match[1].strip()
    role = role_of(label, half=True)
    if role is None and (figures(label) or _pattern("no_label").fullmatch(label) or _HAPPENED.search(label)):
        return "", text
    if re.match(r"(?:单位|网址|https?|电话|时间|地点)$", label):
        return "", text
    return _BLOCK_WORDS.sub("", label) or label, match[2].strip()


def _said_role(text: str) -> Role | None:
    """The role that the wording of an unmarked line gives to it; None for ordinary work."""
    if re.match(rules()["next_start"], text):
        return Role.NEXT
    if re.match(rules()["problem_start"], text):
        return Role.PROBLEMS
    if len(text) <= _LONG_LINE and _pattern("problem_words").search(text) and not re.search(r"[0-9]", text):
        return Role.PROBLEMS
    return None
