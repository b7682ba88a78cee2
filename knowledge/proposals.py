"""A file proposed for the library: what was found in it, to be looked at and corrected before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from knowledge.describing import described
from knowledge.files import ReadFile, read_all
from knowledge.splitting import sections
from knowledge.texts import digest_of
from knowledge.titles import bare_title, is_title
from knowledge.understanding import FoundReport, Understanding, understand


@dataclass(frozen=True, slots=True)
class Proposal:
    """One file, or one file of an archive. ``trouble`` is a sentence where nothing could be read of it.

    ``digest`` is what the library knows the file by when it comes again.
    """

    source: str
    digest: str = ""
    found: Understanding | None = None
    trouble: str = ""


def proposals(name: str, data: bytes) -> Iterator[Proposal]:
    """Yield what was found in a file, or in each file of an archive; always something, and never raises ``FileError``."""
    for file in read_all(PurePath(name).name, data):
        if not isinstance(file, ReadFile):
            yield Proposal(file.name, trouble=file.sentence)
            continue
        source = PurePath(file.name).name
        found = understand(source, file.text)
        digest = digest_of(data if file.name == PurePath(name).name else file.text)
        none = "" if found.reports else f"“{source}”里没有可用的正文，请换一个文件。"
        yield Proposal(source, digest, found, none)


def merged(pieces: Sequence[FoundReport]) -> FoundReport:
    """Return neighbours as the one report that they are: the first, with the others after it."""
    return replace(
        pieces[0],
        text="\n\n".join(piece.text for piece in pieces),
        last_line=pieces[-1].last_line,
        sections=tuple(section for piece in pieces for section in piece.sections),
    )


def parted(report: FoundReport, section: int) -> tuple[FoundReport, FoundReport]:
    """Return a report as the two that it is: the second begins with that section, counted from 0; 0 is not among them.

    Raises ``ValueError`` where there is no such section, as in a merged report.
    """
    if not 0 < section < len(report.sections):
        raise ValueError(section)
    start = _start_of(report, section)
    first_line = report.sections[section].first_line
    first = replace(
        report, text=report.text[:start].rstrip(), last_line=first_line - 1, sections=report.sections[:section]
    )  # fmt: skip
    text = report.text[start:].strip("\n")
    head, *body = text.split("\n")
    title = bare_title(head) if is_title(head) else ""
    about = described(body if title else [head, *body], title, {})
    second = replace(
        report, title=about.title, kind=about.kind, period=about.period, first_line=first_line, text=text,
        sections=report.sections[section:], family="",
    )  # fmt: skip
    return first, second


def _start_of(report: FoundReport, section: int) -> int:
    titled = report.text.partition("\n")[0] == report.title
    cut = sections(report.text, report.title if titled else "")
    if len(cut) != len(report.sections):
        raise ValueError(section)
    return cut[section].start
