"""A file understood: the reports it holds, what no author wrote, and what was mended, by lines of the raw file.

::

    raw lines ─▶ noise left out ─▶ lines mended, torn ones joined ─▶ cut where reports begin ─▶ versions set side by side ─▶ described

Every non-blank line belongs to a report or is noise, never both; nothing an author wrote is lost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from knowledge.boundaries import Paragraph, borders
from knowledge.cleaning import tidy_lines
from knowledge.describing import described
from knowledge.families import families
from knowledge.headings import mark_of
from knowledge.mending import Repair
from knowledge.reports import front_matter
from knowledge.roles import Role
from knowledge.rows import Noise, Reading, Row, join, number_first, read_rows
from knowledge.splitting import sections
from knowledge.titles import bare_title, is_title
from knowledge.versions import fillings

__all__ = ["FoundReport", "FoundSection", "Noise", "Repair", "Understanding", "to_json", "understand"]

HEADER = "文件头"
NUMBERED, GIVEN_BACK = "合集里的序号", "另一份里有的词"
_LONGEST_TITLE = 60
_CONTEXT = 6  # characters shown on each side of a repair


@dataclass(frozen=True, slots=True)
class FoundSection:
    """Raw lines of a report that share a heading and a role; ``heading`` is the nearest one, empty where there is none."""

    heading: str
    role: Role
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class FoundReport:
    """One report of a file. ``text`` is cleaned and mended; its first line is the title where the file has one there.

    ``kind`` is a slug of ``kinds.toml``; reports of the file with the same ``family`` are versions of one. Lines of the
    raw file between ``first_line`` and ``last_line`` are the report's unless they are listed as noise.
    """

    title: str
    kind: str
    period: str
    first_line: int
    last_line: int
    family: str
    text: str
    sections: tuple[FoundSection, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one file holds, in the order of its lines."""

    document: str
    reports: tuple[FoundReport, ...]
    noise: tuple[Noise, ...]
    repairs: tuple[Repair, ...]


def understand(document: str, raw: str) -> Understanding:
    """Return the reports of a file and what was left out or mended; ``document`` is its name. A plain report stays whole.

    Raises ``UnknownKind`` where the file's own header names a kind there is not.
    """
    lines = tidy_lines(raw)
    begin = next((n for n, line in enumerate(lines) if line), 0)
    header, count = front_matter(lines[begin:])
    reading = read_rows(lines, begin + count if count else 0)
    reading.noise += [Noise(n, lines[n - 1], HEADER) for n in range(begin + 1, begin + count + 1) if lines[n - 1]]
    rows = join(reading.rows, reading.repairs)
    parts = [number_first(rows, reading.repairs)] if header and rows else _parts(rows, reading.repairs)
    titles = [_take_title(part, reading, first=part is parts[0]) for part in parts]
    ids = families([_text(part) for part in parts])
    _give_back(parts, ids, reading)
    only = document if len(parts) == 1 else ""
    return Understanding(
        document=document,
        reports=tuple(
            _report(part, title, family, header, only) for part, title, family in zip(parts, titles, ids, strict=True)
        ),
        noise=tuple(sorted(reading.noise, key=lambda noise: noise.line)),
        repairs=tuple(sorted(reading.repairs, key=lambda repair: repair.line)),
    )


def to_json(understanding: Understanding) -> dict[str, Any]:
    """Return what was found in plain values, for ``json``; the texts of the reports are left out."""
    return {
        "reports": [
            {
                "title": report.title,
                "kind": report.kind,
                "period": report.period,
                "first_line": report.first_line,
                "last_line": report.last_line,
                "family": report.family,
                "sections": [
                    {"heading": s.heading, "role": s.role, "first_line": s.first_line, "last_line": s.last_line}
                    for s in report.sections
                ],
            }
            for report in understanding.reports
        ],
        "noise": [{"line": n.line, "text": n.text, "why": n.why} for n in understanding.noise],
        "repairs": [
            {"line": r.line, "before": r.before, "after": r.after, "why": r.why} for r in understanding.repairs
        ],
    }


def _parts(rows: list[Row], repairs: list[Repair]) -> list[list[Row]]:
    """Cut the rows where reports begin; each part, looked at by itself, is one report with nothing left to join."""
    if not rows:
        return []
    usual = Counter(row.blank for row in rows[1:]).most_common(1)[0][0] if len(rows) > 1 else 0
    seen = [Paragraph(row.text, row.between or ("blank" if row.blank > max(1, usual + 1) else "")) for row in rows]
    waiting = _cut(rows, borders(seen))[::-1]
    found: list[list[Row]] = []
    while waiting:
        part = number_first(join(waiting.pop(), repairs), repairs)
        alone = [Paragraph(row.text) for row in part]
        again = borders(alone) if alone != seen else ()  # which is whole: it has been looked at
        if again:
            waiting += _cut(part, again)[::-1]
        else:
            found.append(part)
    return found


def _cut(rows: list[Row], places: Sequence[int]) -> list[list[Row]]:
    edges = [0, *places, len(rows)]
    return [rows[a:b] for a, b in pairwise(edges)]


def _take_title(part: list[Row], reading: Reading, *, first: bool) -> str:
    """Return the title that stands in the first row of a report, and write it there without its number in a collection."""
    line = part[0].text
    if is_title(line):
        bare = bare_title(line)
        if bare != line.lstrip("# "):
            reading.repairs.append(Repair(part[0].first, line, bare, NUMBERED))
            part[0].text = bare
        return bare
    bare = line.lstrip("# ").strip()
    named = first and len(part) > 1 and len(bare) <= _LONGEST_TITLE and mark_of(bare) is None and "\t" not in bare
    return bare if named and not bare.endswith(("。", "；", "！", "，", "：", "？", ";", ",", ":")) else ""


def _give_back(parts: Sequence[list[Row]], ids: Sequence[str], reading: Reading) -> None:
    """Fill masked words of each version with those of the others of its family."""
    members: dict[str, list[int]] = defaultdict(list)
    for n, family in enumerate(ids):
        members[family].append(n)
    texts = [_text(part) for part in parts]
    for members_of in members.values():
        for n in members_of if len(members_of) > 1 else ():
            others = [texts[other] for other in members_of if other != n][:_MOST_VERSIONS]
            for filling in reversed(fillings([row.text for row in parts[n]], others)):
                row = parts[n][filling.paragraph]
                text, start, end = row.text, filling.start, filling.end
                left, right = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
                reading.repairs.append(
                    Repair(row.first, left + text[start:end] + right, left + filling.word + right, GIVEN_BACK)
                )
                row.text = text[:start] + filling.word + text[end:]


_MOST_VERSIONS = 4  # that a masked word is looked for in


def _report(part: list[Row], title: str, family: str, header: Mapping[str, str], document: str) -> FoundReport:
    text = _text(part)
    body = [row.text for row in part[1 if title else 0 :]]
    about = described(body, title or _stem(document), header)
    return FoundReport(
        title=about.title,
        kind=about.kind,
        period=about.period,
        first_line=part[0].first,
        last_line=part[-1].last,
        family=family,
        text=text,
        sections=_sections(part, text, title),
    )


def _stem(document: str) -> str:
    """Return the name of a file that holds one report without a title, where the name says anything."""
    stem = PurePath(document).stem
    return stem if sum("\u4e00" <= char <= "\u9fff" for char in stem) >= 2 else ""


def _sections(part: Sequence[Row], text: str, title: str) -> tuple[FoundSection, ...]:
    starts: list[int] = []
    at = 0
    for n, row in enumerate(part):
        at += bool(n and row.blank)
        starts.append(at)
        at += len(row.text) + 1
    found: list[FoundSection] = []
    n = 0
    for section in sections(text, title):
        while n < len(part) and starts[n] < section.start:
            n += 1
        first = n
        while n < len(part) and starts[n] < section.end:
            n += 1
        heading = section.headings[-1] if section.headings else ""
        found.append(FoundSection(heading, section.role, part[first].first, part[n - 1].last))
    return tuple(found)


def _text(part: Sequence[Row]) -> str:
    """Return a report's text: a line a row, and one blank line where the file has any."""
    return "".join(("\n" if n and row.blank else "") + row.text + "\n" for n, row in enumerate(part))[:-1]
