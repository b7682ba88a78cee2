"""Measure reading against the hand-labelled passages, beside public peers; and on the public suites, where they lie near.

python -m benchmarks.figures.reading.run [--peers-python PYTHON] [--suites ../shared/suites] [--show 20]
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from assistant.figures.reading import read
from benchmarks.figures.fresh import forget
from benchmarks.figures.judging.cases import KINDS

HERE = Path(__file__).parent
MARK = re.compile(r"\{([^{}|]+)\|([a-z])(?:\|([^{}|]*))?\}")
NON_FIGURES = {"name", "structure", "placeholder"}


@dataclass(frozen=True)
class Wanted:
    """One labelled mention."""

    start: int
    end: int
    text: str
    kind: str
    value: str


@dataclass(frozen=True)
class Passage:
    """A text and its mentions."""

    kind: str
    text: str
    wanted: tuple[Wanted, ...]


def passages() -> list[Passage]:
    out = []
    for data in tomllib.loads((HERE / "labelled.toml").read_text(encoding="utf-8"))["passage"]:
        plain, wanted, length, at = [], [], 0, 0
        for match in MARK.finditer(data["text"]):
            before = data["text"][at : match.start()]
            start = length + len(before)
            wanted.append(Wanted(start, start + len(match[1]), match[1], KINDS[match[2]], match[3] or ""))
            plain += [before, match[1]]
            length = start + len(match[1])
            at = match.end()
        plain.append(data["text"][at:])
        out.append(Passage(data["kind"], "".join(plain), tuple(wanted)))
    return out


def number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text).replace(",", ""))
    except InvalidOperation:
        return None


def right_value(mention: object, wanted: Wanted) -> bool:
    value, high, date = mention.value, mention.high, mention.date  # type: ignore[attr-defined]
    if wanted.kind == "date":
        return date == wanted.value
    low, _, top = wanted.value.partition("..")
    return value == number(low) and (not top or high == number(top)) and (bool(top) or high is None)


def ours(given: Sequence[Passage], show: int) -> None:
    counts: Counter[str] = Counter()
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    failures: dict[str, list[str]] = defaultdict(list)
    for passage in given:
        mentions = read(passage.text)
        exact = {(m.start, m.end): m for m in mentions}
        for wanted in passage.wanted:
            row = by_kind[wanted.kind]
            row["labelled"] += 1
            found = exact.get((wanted.start, wanted.end))
            touching = [m for m in mentions if m.start < wanted.end and wanted.start < m.end]
            got = "; ".join(f"{m.text}:{m.kind.value}:{m.value}{m.unit}{m.date}" for m in touching) or "nothing"
            around = passage.text[max(0, wanted.start - 8) : wanted.end + 6].replace("\n", "⏎")
            line = f"{passage.kind}: …{around}… wanted {wanted.text}:{wanted.kind}:{wanted.value}, got {got}"
            if wanted.kind in NON_FIGURES:
                counts["non-figures"] += 1
                called = any(m.is_figure for m in touching)
                counts["non-figures called figures"] += called
                row["exact"] += found is not None
                row["kind"] += found is not None and found.kind.value == wanted.kind
                if called:
                    failures["a non-figure called a figure"].append(line)
                elif found is None or found.kind.value != wanted.kind:
                    failures["a non-figure with another span or kind"].append(line)
                continue
            counts["figures"] += 1
            counts["touched"] += any(m.is_figure for m in touching)
            row["exact"] += found is not None
            if found is None:
                failures["figure: span"].append(line)
                continue
            counts["exact"] += 1
            row["kind"] += found.kind.value == wanted.kind
            counts["kind right"] += found.kind.value == wanted.kind
            if found.kind.value != wanted.kind:
                failures["figure: kind"].append(line)
            if wanted.value:
                counts["valued"] += 1
                ok = right_value(found, wanted)
                counts["value right"] += ok
                row["value"] += ok
                if not ok:
                    failures["figure: value"].append(line)
        figures = [w for w in passage.wanted if w.kind not in NON_FIGURES]
        for m in mentions:
            if not m.is_figure:
                continue
            counts["reported"] += 1
            counts["reported exact"] += any((w.start, w.end) == (m.start, m.end) for w in figures)
            hits = any(m.start < w.end and w.start < m.end for w in figures)
            counts["reported touching"] += hits
            if not hits:
                around = passage.text[max(0, m.start - 8) : m.end + 6].replace("\n", "⏎")
                failures["reported, no figure"].append(f"{passage.kind}: …{around}… {m.text}:{m.kind.value}")
    n = counts
    print(f"ours on {n['figures']} labelled figures and {n['non-figures']} non-figures:")
    print(
        f"  span recall {n['exact'] / n['figures']:.4f} exact ({n['touched'] / n['figures']:.4f} touching), "
        f"span precision {n['reported exact'] / n['reported']:.4f} exact "
        f"({n['reported touching'] / n['reported']:.4f} touching)"
    )
    print(
        f"  value right {n['value right'] / n['valued']:.4f} of the {n['valued']} exact spans with a value, "
        f"kind right {n['kind right'] / n['exact']:.4f}; "
        f"non-figures called figures {n['non-figures called figures'] / n['non-figures']:.4f}"
    )
    for kind, row in sorted(by_kind.items()):
        print(f"    {kind:12} labelled {row['labelled']:4}  span {row['exact']:4}  kind {row['kind']:4}")
    for cause, lines in failures.items():
        if show:
            print(f"-- {cause}: {len(lines)}")
            for line in lines[:show]:
                print("  ", line)


def peer_scores(given: Sequence[Passage], found: Sequence[Sequence[tuple[int, int, str | None]]]) -> str:
    """Score spans of numbers by touching: peers disagree about units; a value counts scaled, or as the bare number."""
    n: Counter[str] = Counter()
    for passage, spans in zip(given, found, strict=True):
        figures = [w for w in passage.wanted if w.kind not in NON_FIGURES]
        others = [w for w in passage.wanted if w.kind in NON_FIGURES]
        for wanted in figures:
            touching = [s for s in spans if s[0] < wanted.end and wanted.start < s[1]]
            n["figures"] += 1
            n["touched"] += bool(touching)
            if wanted.value and wanted.kind != "date":
                n["valued"] += 1
                shown = re.match(r"\D*(\d[\d,]*(?:\.\d+)?)", wanted.text)
                allowed = {number(v) for v in wanted.value.split("..")} | ({number(shown[1])} if shown else set())
                values = {number(s[2]) for s in touching if s[2] is not None}
                n["value right"] += bool(values & {v for v in allowed if v is not None})
        n["non-figures"] += len(others)
        n["called"] += sum(any(s[0] < w.end and w.start < s[1] for s in spans) for w in others)
        n["reported"] += len(spans)
        n["reported touching"] += sum(any(s[0] < w.end and w.start < s[1] for w in figures) for s in spans)
    return (
        f"span recall {n['touched'] / n['figures']:.4f}, precision {n['reported touching'] / max(1, n['reported']):.4f} "
        f"(touching), values right {n['value right'] / n['valued']:.4f}, "
        f"non-figures called figures {n['called'] / n['non-figures']:.4f}"
    )


def our_spans(texts: Sequence[str]) -> list[list[tuple[int, int, str | None]]]:
    """Give our figures in the peers' shape."""
    return [
        [(m.start, m.end, None if m.value is None else str(m.value)) for m in read(t) if m.is_figure] for t in texts
    ]


def our_speed(texts: Sequence[str]) -> float:
    """Read the texts in many rounds, with nothing kept of the round before; the median round."""
    speeds = []
    for turn in range(15):
        fresh = [f"{text}（{turn}号稿）" for text in texts]
        forget()
        began = time.process_time()
        for text in fresh:
            read(text)
        speeds.append(sum(map(len, fresh)) / (time.process_time() - began))
    return sorted(speeds)[len(speeds) // 2]


def suites(folder: Path, show: int) -> None:
    for path in sorted(folder.glob("*.jsonl")):
        rows: dict[str, Counter[str]] = defaultdict(Counter)
        missed = []
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            mentions = read(case["input"])
            for wanted in case["expected"]:
                row = rows[case["category"]]
                row["expected"] += 1
                touching = [m for m in mentions if m.start < wanted["end"] and wanted["start"] < m.end]
                row["found"] += bool(touching)
                row["exact"] += any((m.start, m.end) == (wanted["start"], wanted["end"]) for m in touching)
                values = [v for v in wanted["values"] or [] if v is not None]
                if values:
                    row["valued"] += 1
                    have = {float(x) for m in touching for x in (m.value, m.high) if x is not None}
                    near = all(any(abs(v - h) <= 1e-6 * max(1, abs(v)) for h in have) for v in values)
                    row["value"] += near
                    if not near:
                        missed.append(
                            f"{case['category']}: {case['input']!r} {wanted['text']} {values} got {sorted(have)}"
                        )
        total = sum(rows.values(), Counter())
        print(
            f"\n{path.name}: {total['expected']} expected, touched {total['found'] / total['expected']:.3f}, "
            f"same span {total['exact'] / total['expected']:.3f}, values {total['value'] / max(1, total['valued']):.3f}"
        )
        for category, row in rows.items():
            print(
                f"    {category:34}{row['expected']:5} touched {row['found']:4} exact {row['exact']:4} "
                f"value {row['value']:4}/{row['valued']}"
            )
        for line in missed[:show]:
            print("  ", line[:160])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers-python", type=Path, help="a Python with cn2an, jionlp and recognizers-text-suite")
    parser.add_argument("--suites", type=Path, default=Path("../shared/suites"))
    parser.add_argument("--show", type=int, default=0, metavar="N")
    chosen = parser.parse_args()
    given = passages()
    texts = [passage.text for passage in given]
    print(f"{len(given)} passages, {sum(map(len, texts))} characters, {sum(len(p.wanted) for p in given)} mentions")
    ours(given, chosen.show)
    print(f"  scored as the peers are: {peer_scores(given, our_spans(texts))}")
    mine = our_speed(texts)
    print(f"  {mine:,.0f} characters a second")
    if chosen.peers_python:
        done = subprocess.run(
            [str(chosen.peers_python), str(HERE / "peers.py")],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
        )
        for name, result in json.loads(done.stdout.splitlines()[-1]).items():
            if "error" in result:
                print(f"{name}: left out, {result['error']}")
                continue
            print(f"{name}: {peer_scores(given, result['found'])}")
            print(
                f"    {result['speed']:,.0f} characters a second; ours is {mine / result['speed']:.1f} times that"
                + (f"; {result['failures']} crashes" if result["failures"] else "")
            )
    if chosen.suites.is_dir():
        suites(chosen.suites, chosen.show)
    else:
        print(f"\n{chosen.suites} is not here: the public suites are skipped")


if __name__ == "__main__":
    main()
