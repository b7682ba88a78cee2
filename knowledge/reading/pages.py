"""From printed pages back to paragraphs: broken lines joined, page numbers and running heads dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from knowledge.reading import grids
from knowledge.reading.glyphs import Glyph, Line, lines_of
from knowledge.reading.ruled import Rule, Table, tables_of

_MARGIN = 0.1  # of the height of a page, where page numbers and running heads stand
_FREE = 0.8  # characters that a full line may leave free beyond the room that the next word would have needed
_WIDEST_WORD = 8.0
_TIGHT = 0.3  # where the line ends a sentence, and so perhaps the paragraph
_NEARLY = 0.75  # of the width of the text
_NARROWEST = 0.5  # of the width of the page; shorter lines are no paragraph but a list
_DEEP = (1.5, 4.5)  # characters by which the first line of a paragraph is indented
_OFTEN = 0.15  # share of lines that are, in a document that does so
_SENTENCE_END = ("。", "！", "？", "；")
_NARROW = 0.56  # the width of a digit
_INDENT = 0.9
_SAME_SIZE = 0.12
_NEXT = 2.6  # line heights from one line of a paragraph to the next
_FEW = 10  # characters of a line that says something about the margins
_FEW_LINES = 6
_REPEATED = 3  # pages on which a running head stands
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／，,]?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–－·\s]*"
)
_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])"
    r"|第[一二三四五六七八九十]{1,3}[章节条部]|[①-⑳]"
)
_WORD = re.compile(r"[“‘（《〈【]*(?:[!-~]+|.)[，。、；：！？）》〉】”’…％]*")


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    glyphs: Sequence[Glyph]
    rules: Sequence[Rule]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page in lines and tables from top to bottom, and the margins of its text."""

    items: tuple[Line | Table, ...]
    left: float
    right: float


def text_of(pages: Sequence[Page]) -> str:
    """The text of all pages: a paragraph a line, tables as ``grids.lines`` gives them."""
    bodies = _with_whole_tables(_bodies(pages))
    laid = _with_one_margin([_laid(items, page) for items, page in zip(bodies, pages, strict=True)])
    indented = _is_indented(laid)
    found: list[str] = []
    last: tuple[Line, _Laid] | None = None
    for layout in laid:
        for item in layout.items:
            if isinstance(item, Table):
                found.extend(grids.lines(item.cells))
                last = None
            elif last is not None and _goes_on(*last, item, layout, indented=indented):
                found[-1] += _link(found[-1], item.text) + item.text
                last = (item, layout)
            else:
                found.append(item.text)
                last = (item, layout)
    return "\n".join(found)


def _bodies(pages: Sequence[Page]) -> list[list[Line | Table]]:
    """The lines and tables of each page from top to bottom, without its number and what runs over all pages."""
    laid: list[list[Line | Table]] = []
    seen: Counter[str] = Counter()
    for page in pages:
        tables, rest = tables_of(page.rules, page.glyphs)
        items: list[Line | Table] = [*lines_of(rest), *tables]
        laid.append(sorted(items, key=lambda item: -(item.top if isinstance(item, Table) else item.middle)))
        seen.update({_bare(item.text) for item in items if isinstance(item, Line) and _is_margin(item, page)})
    running = {text for text, times in seen.items() if times >= max(_REPEATED, len(pages) // 2)}
    return [
        [item for item in items if not (_is_margin(item, page) and _says_nothing(item, running))]
        for items, page in zip(laid, pages, strict=True)
    ]


def _with_whole_tables(bodies: Sequence[list[Line | Table]]) -> list[list[Line | Table]]:
    """The pages with each table whole on the page where it begins."""
    whole: list[list[Line | Table]] = []
    begun: list[Line | Table] = []  # the page whose table may go on
    for items in bodies:
        first, last = (items[0], begun[-1]) if items and begun else (None, None)
        if isinstance(first, Table) and isinstance(last, Table) and last.goes_on_with(first):
            begun[-1] = last.with_more(first)
            whole.append(items[1:])
            begun = whole[-1] or begun
        else:
            whole.append(list(items))
            begun = whole[-1]
    return whole


def _says_nothing(item: Line | Table, running: Collection[str]) -> bool:
    """Whether a line in the margin is the number of the page, or stands on every page."""
    return isinstance(item, Line) and bool(_PAGE_NUMBER.fullmatch(item.text) or _bare(item.text) in running)


def _laid(items: Sequence[Line | Table], page: Page) -> _Laid:
    lines = [item for item in items if isinstance(item, Line)]
    long = [line for line in lines if len(line.text) >= _FEW and "\t" not in line.text] or lines
    left = min((line.left for line in lines), default=0.0)
    end = max((line.right for line in long), default=0.0)
    full = sorted(line.right for line in long if line.right - left >= _NEARLY * (end - left))
    right = full[len(full) * 3 // 4] if full else end  # a few lines end beyond the margin, in a comma
    return _Laid(tuple(items), left, max(right, left + _NARROWEST * page.width))


def _with_one_margin(laid: list[_Laid]) -> list[_Laid]:
    """A page with a few lines, all of them indented, has the margin of the others."""
    left = min((page.left for page in laid if page.items), default=0.0)
    return [
        replace(page, left=left)
        if len(page.items) <= _FEW_LINES and all(_steps(item, left) <= _DEEP[1] for item in page.items)
        else page
        for page in laid
    ]


def _steps(item: Line | Table, left: float) -> float:
    """By how many characters a line is indented."""
    return (item.left - left) / item.size if isinstance(item, Line) else 0.0


def _is_indented(laid: Sequence[_Laid]) -> bool:
    """Whether paragraphs begin with two free places, as they do in most Chinese documents."""
    steps = [_steps(item, page.left) for page in laid for item in page.items if isinstance(item, Line)]
    return sum(_DEEP[0] <= step <= _DEEP[1] for step in steps) >= _OFTEN * len(steps)


def _bare(text: str) -> str:
    return re.sub(r"[0-9\s]", "", text)


def _is_margin(item: Line | Table, page: Page) -> bool:
    return isinstance(item, Line) and not _MARGIN < item.middle / max(page.height, 1.0) < 1 - _MARGIN


def _goes_on(last: Line, before: _Laid, line: Line, layout: _Laid, *, indented: bool) -> bool:
    """Whether a line goes on with the paragraph of the last: that one is full, and this one is not indented."""
    size = max(last.size, line.size)
    if (
        "\t" in last.text
        or "\t" in line.text
        or abs(last.size - line.size) > _SAME_SIZE * size
        or (before is layout and last.middle - line.middle > _NEXT * size)
        or line.left - layout.left > _INDENT * size
    ):
        return False
    free = before.right - last.right
    if indented:
        return free <= (1 - _NEARLY) * (before.right - before.left)
    if _MARK.match(line.text):
        return False
    return free <= (_TIGHT if last.text.endswith(_SENTENCE_END) else _FREE + _needed(line.text)) * size


def _needed(text: str) -> float:
    """How many characters wide the first piece of a line is that no line may break: a figure with its punctuation."""
    match = _WORD.match(text)
    piece = match[0] if match else ""
    return min(sum(_NARROW if char.isascii() else 1.0 for char in piece), _WIDEST_WORD)


def _link(one: str, other: str) -> str:
    return " " if one[-1:].isascii() and one[-1:].isalpha() and other[:1].isascii() and other[:1].isalpha() else ""
