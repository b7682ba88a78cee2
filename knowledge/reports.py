"""A report of the library: built in (``samples/``, with front matter) or the user's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath
from typing import Literal

from knowledge.cleaning import clean
from knowledge.errors import UnreadableFile
from knowledge.kinds import kind_named, kind_of

Origin = Literal["built-in", "own", "other"]  # of the product; of the user's unit; of another unit
_FENCE = "---"
_FIELDS = frozenset({"title", "kind", "period", "level", "unit"})
_LONGEST_TITLE = 60
_PERIOD = re.compile(r"(?:19|20)\d{2}\s*年?(?:度)?(?:[上下]半年|第?[一二三四]季度|半年)?")


@dataclass(frozen=True, slots=True)
class Report:
    """One whole report. ``text`` is cleaned; its first line is the title where the file had one there.

    ``document`` names it for the user and is unique in a library; ``kind`` is a slug of ``kinds.toml``.
    """

    title: str
    kind: str
    period: str
    level: str
    unit: str
    text: str
    document: str
    origin: Origin


def built_in_reports() -> tuple[Report, ...]:
    """Return the reports written for this product, by file name; raises as ``parse_sample`` does."""
    folder = files("knowledge") / "samples"
    entries = sorted((e for e in folder.iterdir() if e.name.endswith(".md")), key=lambda e: e.name)
    return tuple(parse_sample(entry.name, entry.read_text(encoding="utf-8")) for entry in entries)


def parse_sample(document: str, raw: str) -> Report:
    """Return a sample; raises ``UnreadableFile`` or ``UnknownKind`` when its front matter is wrong."""
    header, body = header_of(raw)
    missing = sorted(_FIELDS - header.keys())
    if missing:
        raise UnreadableFile(f"样本“{document}”的文件头缺少{'、'.join(missing)}，请补上后再试。")
    return Report(
        title=header["title"],
        kind=kind_named(header["kind"]).slug,
        period=header["period"],
        level=header["level"],
        unit=header["unit"],
        text=clean(body),
        document=document,
        origin="built-in",
    )


def own_report(document: str, raw: str, kind: str | None = None) -> Report:
    """Return a report of the user's; what neither front matter nor ``kind`` says is read from its words.

    Raises ``UnknownKind`` for a kind that does not exist, ``UnreadableFile`` when no text is left.
    """
    header, body = header_of(raw)
    text = clean(body)
    if not text:
        raise UnreadableFile(f"“{document}”里没有可用的正文，请换一个文件。")
    title = header.get("title") or _title(document, text)
    named = kind or header.get("kind")
    period = _PERIOD.search(title)
    return Report(
        title=title,
        kind=(kind_named(named) if named else kind_of(f"{title}\n{text}")).slug,
        period=header.get("period") or (period.group() if period else ""),
        level=header.get("level", ""),
        unit=header.get("unit") or unit_of(title),
        text=text,
        document=document,
        origin="own",
    )


def unit_of(title: str) -> str:
    """Return what stands before the year in a title, which is whose report it is; empty without a year."""
    period = _PERIOD.search(title)
    return title[: period.start()] if period else ""


def header_of(raw: str) -> tuple[dict[str, str], str]:
    """Split leading ``--- key: value ---`` lines from the body; no front matter gives an empty header."""
    lines = raw.lstrip("\ufeff\n").splitlines()
    header, count = front_matter(lines)
    return (header, "\n".join(lines[count:])) if count else ({}, raw)


def front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """Return what a header of ``--- key: value ---`` lines says, and how many lines it takes; nothing and 0 without one."""
    if not lines or lines[0].strip() != _FENCE:
        return {}, 0
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), 0)
    pairs = (line.partition(":") for line in lines[1:end] if ":" in line)
    header = {key.strip(): value.strip() for key, _, value in pairs}
    if not header.keys() & _FIELDS:
        return {}, 0  # a ruled line at the top of the author's own text
    return header, end + 1


def _title(document: str, text: str) -> str:
    first = text.partition("\n")[0].lstrip("# ").strip()
    is_title = len(first) <= _LONGEST_TITLE and not first.endswith(("。", "；", "！", "，", "："))
    return first if is_title else PurePath(document).stem
