"""Synthetic dumps: our own samples run together the way scraping sites do it, seeded, with the truth known by making.

A dump holds 8–20 reports of one half of the samples (``-1``: dev, ``-2``: held), among them copies masked and cut in another way.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.library.truth import HERE, Edit, TrueReport, Truth

SAMPLES = HERE.parents[1] / "knowledge" / "samples"
HALVES = {"dev": "1", "held": "2"}
SEEDS = range(12)
_NUMERALS = "一二三四五六七八九十"
_YEAR = re.compile(r"(?<!\d)20[12]\d(?=年)")
_PLACE = re.compile(r"^(.{2,4}?)(?:乡|镇|县|区|街道|市|中学|志愿者|食品|物业|自然资源所|国土资源所)")
_NUMBERED = re.compile(r"^[一二三四五六七八九十]、[^。]*$|^[（(][一二三四五六七八九十][）)][^。]*$")
_LIST = re.compile(r"^[一二三四五六七八九十]是|^\d{1,2}\.")
_HAN = r"[\u4e00-\u9fff]"


@dataclass(slots=True)
class _Line:
    text: str
    roles: frozenset[str] = frozenset()
    joins: int = 0  # this and so many following lines are one sentence
    edits: list[tuple[int, int, str]] = field(default_factory=list)  # offset, drop, put
    numbers: tuple[str, str] = ("", "")  # of a title in a collection, before and after it


@dataclass(slots=True)
class _Copy:
    sample: str
    kind: str
    periods: frozenset[str]
    lines: list[_Line]


@dataclass(frozen=True, slots=True)
class _Sample:
    name: str
    header: dict[str, str]
    lines: tuple[tuple[str, frozenset[str]], ...]  # non-blank body lines, title first


def make(half: str, seed: int) -> tuple[str, Truth]:
    """Return one dump of a half and what is true of it; the same seed gives the same dump."""
    chance = random.Random(f"{half}-{seed}")
    words = tomllib.loads((HERE / "wording.toml").read_text(encoding="utf-8"))[half]
    known = _samples(half)
    copies = chance.randint(1, 4)
    chosen = chance.sample(known, chance.randint(8, 16))
    order = chosen + [chance.choice(chosen[:6]) for _ in range(copies)]
    chance.shuffle(order)
    seen: set[str] = set()
    made: list[_Copy] = []
    for sample in order:
        made.append(_copy(sample, words, chance, again=sample.name in seen, number=len(made) + 1))
        seen.add(sample.name)
    return _laid_out(made, words, chance)


def _samples(half: str) -> list[_Sample]:
    roles = tomllib.loads((HERE / "roles.toml").read_text(encoding="utf-8"))
    return [_sample(SAMPLES / f"{name}.md", roles[name]) for name in sorted(roles) if name.endswith(f"-{HALVES[half]}")]


def _sample(path: Path, labels: list[str]) -> _Sample:
    raw = path.read_text(encoding="utf-8").split("\n")
    end = raw.index("---", 1)
    header = dict(line.split(": ", 1) for line in raw[1:end])
    starts = [(int(n), frozenset(names.split("|"))) for n, _, names in (label.partition(" ") for label in labels)]
    lines = []
    for number, text in enumerate(raw, 1):
        if number > end + 1 and text.strip():
            role = [names for first, names in starts if first <= number]
            lines.append((text.strip(), role[-1] if role else frozenset({"opening"})))
    return _Sample(path.stem, header, tuple(lines))


def _copy(sample: _Sample, words: dict[str, list[str]], chance: random.Random, *, again: bool, number: int) -> _Copy:
    """One report as a site shows it: title and headings lost, years and places masked, lines broken."""
    title, body = sample.lines[0], [_Line(text, roles) for text, roles in sample.lines[1:]]
    lost = chance.choice([0.0, 0.0, 0.3, 1.0])
    body = [line for line in body if not (_NUMBERED.match(line.text) and chance.random() < lost)]
    if again:
        body = _fragment(body, chance)
    if chance.random() < 0.4:
        wording = chance.choice(words["titles"])
        numeral = _NUMERALS[(number - 1) % 10]
        named = _Line(wording.format(title=title[0], numeral=numeral, n=number), title[1])
        at = named.text.index(title[0])
        body.insert(0, named)
        named.numbers = (named.text[:at], named.text[at + len(title[0]) :])
    _mask(body, sample, words, chance, much=again or chance.random() < 0.5)
    periods = _periods(sample.header["period"], " ".join(line.text for line in body))
    if chance.random() < 0.25:
        body = _broken(body, words["links"], chance)
    for _ in range(chance.choice([0, 0, 1, 2])):
        _watermark(body, words["watermarks"], chance)
    return _Copy(sample.name, sample.header["kind"], periods, body)


def _fragment(body: list[_Line], chance: random.Random) -> list[_Line]:
    """A copy that lost paragraphs, its beginning or its end, and runs list items together."""
    if chance.random() < 0.3:
        body = body[chance.randint(1, 3) :]
    if chance.random() < 0.3:
        body = body[: -chance.randint(1, 3)]
    body = [line for line in body if chance.random() > 0.06]
    if chance.random() < 0.4:
        merged: list[_Line] = []
        for line in body:
            if merged and _LIST.match(line.text) and _LIST.match(merged[-1].text) and line.roles == merged[-1].roles:
                merged[-1] = _Line(merged[-1].text + line.text, line.roles)
            else:
                merged.append(line)
        body = merged
    return body


def _mask(
    body: list[_Line], sample: _Sample, words: dict[str, list[str]], chance: random.Random, *, much: bool
) -> None:
    if not much:
        return
    year, place = chance.choice(words["years"]), chance.choice(words["places"])
    name = _PLACE.match(sample.header["unit"])
    for line in body:
        line.text = _YEAR.sub(year, line.text)
        if name:
            line.text = line.text.replace(name[1], place)


def _periods(period: str, text: str) -> frozenset[str]:
    """The right answers for the period: the year only where the text still says it, or names the next one."""
    year, half = period[:4], "上半年" in period
    bare = "上半年" if half else "全年"
    said = f"{year}年" in text
    implied = f"{int(year) + 1}年" in text or f"{int(year) - 1}年" in text
    return frozenset({period} if said else {period, bare} if implied else {bare})


def _broken(body: list[_Line], links: list[str], chance: random.Random) -> list[_Line]:
    """Put one word of a paragraph on a line of its own, as a dead link leaves it."""
    places = [
        (n, match.start(1), match.end(1))
        for n, line in enumerate(body)
        for link in links
        for match in re.finditer(rf"(?<={_HAN}{{6}})({link})(?={_HAN}{{4}})", line.text)
        if len(line.text) > 60
    ]
    if not places:
        return body
    n, start, end = chance.choice(places)
    stop = chance.choice(["。", "。", ""])
    text, roles = body[n].text, body[n].roles
    parts = [_Line(text[:start] + stop, roles, joins=2), _Line(text[start:end] + stop, roles), _Line(text[end:], roles)]
    return [*body[:n], *parts, *body[n + 1 :]]


def _watermark(body: list[_Line], marks: list[str], chance: random.Random) -> None:
    mark = chance.choice(marks)
    places = [
        (line, m.end())
        for line in body
        for m in re.finditer(rf"的(?={_HAN})", line.text)
        if not line.edits and not line.joins and mark not in line.text
    ]
    if places:
        line, at = chance.choice(places)
        line.text = line.text[:at] + mark + line.text[at:]
        line.edits.append((at, 1, ""))


def _laid_out(made: list[_Copy], words: dict[str, list[str]], chance: random.Random) -> tuple[str, Truth]:
    """Write the copies one under another with the site's lines around them."""
    indent = chance.choice(["", "", "　　", "  "])
    half_width = chance.random() < 0.4
    blank = chance.random() < 0.3
    raw: list[str] = []
    noise: set[int] = set()
    joined: set[tuple[int, ...]] = set()
    repairs: dict[Edit, str] = {}
    reports: list[TrueReport] = []
    kinds = [copy.lines[0].text[:12] for copy in made]

    def put(text: str, *, lead: str = indent) -> int:
        raw.append(lead + (text.replace("，", ",") if half_width else text))
        number = len(raw)
        if blank:
            raw.append("")
        return number

    def site(which: str, rate: float) -> None:
        if chance.random() < rate:
            number = chance.randint(2, 9)
            text = chance.choice(words[which]).format(
                kind=_kind_name(chance.choice(kinds)), n=number, numeral=_NUMERALS[number - 1]
            )
            noise.add(put(text))

    site("start", 0.8)
    for copy in made:
        site("before", 0.35)
        roles: dict[int, frozenset[str]] = {}
        middle = chance.randrange(2, len(copy.lines)) if chance.random() < 0.2 and len(copy.lines) > 4 else -1
        tail = chance.choice(words["tails"]) if chance.random() < 0.12 else ""
        run: list[int] = []
        for n, line in enumerate(copy.lines):
            if n == middle and not run:
                site("inside", 1.0)
            text = line.text + (tail if n == len(copy.lines) - 1 else "")
            number = put(text)
            roles[number] = line.roles
            if line.joins:
                run = [number]
            elif run:
                run.append(number)
                if len(run) == 3:
                    joined.add(tuple(run))
                    run = []
            before, after = line.numbers
            if before:
                repairs[Edit(number, len(indent) + 1, len(before), "")] = "number of a title"
            if after:
                repairs[Edit(number, len(indent) + len(line.text) - len(after) + 1, len(after), "")] = (
                    "number of a title"
                )
            for at, drop, new in line.edits:
                repairs[Edit(number, len(indent) + at + 1, drop, new)] = "watermark"
            if tail and n == len(copy.lines) - 1:
                repairs[Edit(number, len(indent) + len(line.text) + 1, len(tail), "")] = "site words"
        reports.append(TrueReport(min(roles), max(roles), copy.kind, copy.periods, copy.sample, roles))
        site("after", 0.45)
    site("end", 0.9)
    return "\n".join(raw), Truth(tuple(reports), frozenset(noise), frozenset(joined), repairs)


def _kind_name(line: str) -> str:
    """A short name for a site's sentence, whatever line it was taken from."""
    return {"镇": "乡镇工会工作总结", "县": "县局年度工作总结"}.get(line[2:3], "年终工作总结")
