"""The report as a Word document on the page of GB/T 9704-2012, with open findings as comments."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import IO

from docx.comments import Comment
from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.draft import Draft
from assistant.errors import ExportError
from assistant.export.fonts import Font, Fonts
from assistant.export.lines import Line, blocks, text_lines, width
from assistant.export.page import CHAR_TWIPS, LINE_TWIPS, new_document, set_font
from assistant.export.remarks import Remark, remarks
from assistant.export.title import title_breaks
from assistant.export.xmltext import legal
from assistant.figures.numerals import chinese
from assistant.findings import Report

AUTHOR, INITIALS = "有据", "据"
STANDARD = Fonts()
_STYLES = {1: "Heading 1", 2: "Heading 2", 3: "Heading 3", 4: "Heading 4"}
_NUMBER = r"\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*"
_DATE = re.compile(rf"(\d{{4}}|[〇零○一二三四五六七八九]{{4}})\s*[年./-]{_NUMBER}[月./-]{_NUMBER}日?")
_LONGEST_PROPERTY = 255  # characters; python-docx refuses longer ones


def to_word(  # noqa: PLR0913  # one keyword for each thing that the clerk chooses
    draft: Draft,
    report: Report,
    *,
    path_or_stream: str | os.PathLike[str] | IO[bytes],
    clean: bool = False,
    insist: bool = False,
    receipts: bool = False,
    signature: str = "",
    date: str = "",
    addressee: str = "",
    fonts: Fonts = STANDARD,
) -> None:
    """Write the draft per GB/T 9704-2012, each open finding of ``report`` as a comment on its words.

    ``receipts`` adds a comment to each figure that has a source. ``clean`` leaves all comments out and is
    refused while errors stand; ``insist`` writes it all the same and says so in the properties. Raises
    ``ExportError`` when refused, when ``report`` is of another text, or when the file cannot be written; an
    existing file is replaced whole or not at all.
    """
    standing = len(report.errors)
    if clean and standing and not insist:
        raise ExportError(f"还有{standing}处错误没有改，不能导出清稿；请先改正，或者确认“仍要导出”。")
    said = [] if clean else remarks(draft, report, receipts=receipts)
    setter = _Setter(new_document(fonts), fonts)
    setter.set_draft(draft, said, addressee)
    setter.set_signature(signature, date)
    _set_properties(setter.document, draft.title, signature, standing if clean else 0)
    stream = io.BytesIO()
    setter.document.save(stream)
    _write(stream.getvalue(), path_or_stream)


@dataclass(slots=True)
class _Setter:
    """Sets lines into the document; remembers which comments belong to which line."""

    document: Docx
    fonts: Fonts
    remarks: Mapping[int, Sequence[Remark]] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)

    def set_draft(self, draft: Draft, said: Sequence[Remark], addressee: str) -> None:
        """Set title, addressee and all lines, with the comments on their words."""
        heading = draft.title.strip()
        title = Line(draft.title.find(heading), heading)
        body = list(blocks(text_lines(draft)))
        self.remarks = _placed(said, [*([title] if heading else []), *_flat(body)])
        if heading:
            paragraph = self.document.add_paragraph(style="Title")
            self._set_line(paragraph, title, self.fonts.title, title_breaks(heading))
        if addressee.strip():
            # 7.3.2: 主送机关 after a blank line (the title brings it), flush left, full-width colon
            paragraph = self.document.add_paragraph(style="Salutation")
            self._add_run(paragraph, addressee.strip().rstrip(":：") + "：", self.fonts.body)
        for block in body:
            if isinstance(block, Line):
                style = _STYLES[block.level] if block.is_heading else "Body Text"
                self._set_line(self.document.add_paragraph(style=style), block, self.fonts.body)
            else:
                self._set_table(block)
        _date_comments(self.comments)

    def set_signature(self, signature: str, date: str) -> None:
        """Set 发文机关署名 and 成文日期 by 7.3.5.2 (no seal): one line below the text, at the right."""
        names = [legal(line.strip()) for line in signature.split("\n") if legal(line.strip())]
        day = legal(plain_date(date))
        ends = list(self.document.iter_inner_content())[-1:]
        if (names or day) and ends and isinstance(ends[0], Paragraph):
            ends[0].paragraph_format.keep_with_next = True  # no signature alone on a page
        name_indent, date_indent = signature_indents(max(map(width, names), default=0.0), width(day))
        rows = [(name, "Signature", name_indent) for name in names] + [(day, "Date", date_indent)] * bool(day)
        for i, (text, style, indent) in enumerate(rows):
            paragraph = self.document.add_paragraph(style=style)
            _indent_right(paragraph, indent, blank_line_above=i == 0)
            paragraph.paragraph_format.keep_with_next = i < len(rows) - 1
            self._add_run(paragraph, text, self.fonts.body)

    def _set_line(self, paragraph: Paragraph, line: Line, font: Font, breaks: Sequence[int] = ()) -> None:
        """Set one line, cut into runs where a comment, the lead-in or a line of the title begins or ends."""
        length = len(line.text)
        said = [
            (max(r.start - line.start, 0), min(r.end - line.start, length), r.text)
            for r in self.remarks.get(line.start, ())
        ]
        cuts = {0, length, line.lead, *breaks, *(a for a, _, _ in said), *(b for _, b, _ in said)}
        lead_font = {1: self.fonts.heading, 2: self.fonts.subheading}.get(line.level, font)
        first: dict[int, Run] = {}
        last: dict[int, Run] = {}
        for a, b in pairwise(sorted(cuts)):
            if a in breaks:
                paragraph.add_run().add_break()
            run = self._add_run(paragraph, line.text[a:b], lead_font if b <= line.lead else font)
            first[a] = last[b] = run
        for a, b, text in said:
            self.comments.append(self.document.add_comment([first[a], last[b]], legal(text), AUTHOR, INITIALS))

    def _set_table(self, rows: Sequence[Line]) -> None:
        """Set lines of tab-parted cells as a bordered table; its lines are as high as their text."""
        grid = [row.cells() for row in rows]
        table = self.document.add_table(len(grid), len(grid[0]), style="Table Grid")
        _set_widths(table, grid)
        for i, (cells, row) in enumerate(zip(grid, table.rows, strict=True)):
            properties = row._tr.get_or_add_trPr()  # noqa: SLF001  # no public way to the XML of a row
            properties.append(OxmlElement("w:cantSplit"))
            if i == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for line, cell in zip(cells, row.cells, strict=True):
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                paragraph = cell.paragraphs[0]
                paragraph.style = "表格文字"
                self._set_line(paragraph, line, self.fonts.heading if i == 0 else self.fonts.body)

    def _add_run(self, paragraph: Paragraph, text: str, font: Font) -> Run:
        run = paragraph.add_run(legal(text).replace("\n", "").replace("\r", ""))
        set_font(run, font)
        return run


def plain_date(date: str) -> str:
    """Return a date as 7.3.5.4 has it: 2025年1月8日, no leading zeros; what is no date stays as typed."""
    found = _DATE.fullmatch(date.strip())
    if found is None:
        return date.strip()
    try:
        parts = found.groups()
        year, month, day = (int(p) if p.isdecimal() else int(chinese(p).value) for p in parts)
    except (ValueError, ArithmeticError):
        return date.strip()
    return f"{year}年{month}月{day}日" if month in range(1, 13) and day in range(1, 32) else date.strip()


def signature_indents(name: float, date: float) -> tuple[float, float]:
    """Return the right indents of signature and date in characters, given their widths (7.3.5.2).

    The signature stands two characters from the right; the date begins two characters to the right of where
    the signature begins. Where that would leave the date less than two characters from the edge, the date
    stands at two and the signature moves to the left instead.
    """
    if not name or name - date >= 2:
        return 2.0, (name - date if name else 2.0)
    return 4.0 + date - name, 2.0


def _placed(said: Sequence[Remark], lines: Sequence[Line]) -> dict[int, list[Remark]]:
    """Give each remark to the first line it touches, by the line's start; an empty one gets a character."""
    places: dict[int, list[Remark]] = {}
    lines = [line for line in lines if line.text]
    for remark in said if lines else ():
        touched = (line for line in lines if max(line.start, remark.start) < min(_end(line), remark.end))
        line = next(touched, None)
        if line:
            places.setdefault(line.start, []).append(remark)
            continue
        line = next((before for before in reversed(lines) if before.start <= remark.start), lines[0])
        at = min(max(remark.start, line.start), _end(line) - 1)
        places.setdefault(line.start, []).append(Remark(at, at + 1, remark.text))
    return places


def _end(line: Line) -> int:
    return line.start + len(line.text)


def _flat(body: Sequence[Line | list[Line]]) -> Iterator[Line]:
    for block in body:
        if isinstance(block, Line):
            yield block
        else:
            for row in block:
                yield from row.cells()


def _set_widths(table: Table, grid: Sequence[Sequence[Line]]) -> None:
    """Share the width of the text block among the columns by their longest cells, each at least four."""
    longest = [min(max(width(row[i].text) for row in grid), 20.0) for i in range(len(grid[0]))]
    weights = [max(value, 4.0) for value in longest]
    total = sum(weights)
    for i, weight in enumerate(weights):
        size = Twips(int(28 * CHAR_TWIPS * weight / total))
        table.columns[i].width = size
        for cell in table.columns[i].cells:
            cell.width = size


def _indent_right(paragraph: Paragraph, characters: float, *, blank_line_above: bool) -> None:
    if blank_line_above:
        paragraph.paragraph_format.space_before = Twips(LINE_TWIPS)
    properties = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001  # rightChars has no public setter
    properties.set(qn("w:rightChars"), str(round(characters * 100)))
    properties.set(qn("w:right"), str(round(characters * CHAR_TWIPS)))


def _date_comments(comments: Sequence[Comment]) -> None:
    """Date the comments by local time: Word shows the hour as written, and python-docx writes that of UTC."""
    now = datetime.now(UTC).astimezone().strftime("%Y-%m-%dT%H:%M:%SZ")
    for comment in comments[:1]:
        for element in comment.part.element.xpath("w:comment"):
            element.set(qn("w:date"), now)


def _set_properties(document: Docx, title: str, author: str, standing: int) -> None:
    """Name title and unit; say so when a clean copy was written with errors. No machine or user name."""
    now, properties = datetime.now(UTC), document.core_properties
    warning = f"导出时仍有{standing}处错误未改" if standing else ""
    unit = " ".join(legal(author).split())[:_LONGEST_PROPERTY]
    properties.title = " ".join(legal(title).split())[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = unit
    properties.comments = properties.keywords = warning
    properties.language = "zh-CN"
    properties.created = properties.modified = now
    properties.revision = 1


def _write(content: bytes, target: str | os.PathLike[str] | IO[bytes]) -> None:
    """Write to the stream, or whole to the path by way of a neighbour; raises ``ExportError``."""
    if not isinstance(target, (str, os.PathLike)):
        target.write(content)
        return
    path = Path(target)
    neighbour = path.with_name(f".{path.name}.{os.getpid()}.tmp") if path.name else path
    try:
        neighbour.write_bytes(content)
        neighbour.replace(path)
    except FileNotFoundError:
        raise ExportError(f"文件夹“{path.parent}”不存在，请先建好或者换一个位置再导出。") from None
    except PermissionError:
        message = f"“{path}”写不进去：可能正在 Word 中打开，或者没有权限；请关闭文件或者换一个位置。"
        raise ExportError(message) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ExportError(f"“{path}”写不进去（{reason}），请换一个文件名或者位置再导出。") from None
    finally:
        if neighbour != path:
            _remove(neighbour)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except (OSError, ValueError):
        return
