"""Names found in texts that were labelled by hand: ours, the rules of 0.1.0, and jieba's own tags.

python -m benchmarks.figures.names.finding [--half dev] [--show 40]
"""

from __future__ import annotations

import argparse
import logging
import warnings
from collections import Counter
from collections.abc import Callable, Iterable

from benchmarks.figures.names import rules
from benchmarks.figures.names.labels import KINDS, Labelled, Span, built_in, dump

Finder = Callable[..., Iterable[Span]]


def ours(text: str, *, title: bool) -> Iterable[Span]:
    from knowledge.names import names_in

    del title  # found alike anywhere

    return [(name.start, name.end) for name in names_in(text)]


def by_rules(text: str, *, title: bool) -> Iterable[Span]:
    return set(rules.title_spans(text) if title else rules.spans(text))


def by_jieba(text: str, *, title: bool) -> Iterable[Span]:
    del title
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        from jieba import posseg
    jieba.setLogLevel(logging.ERROR)
    at = 0
    for pair in posseg.cut(text):
        if len(pair.word) > 1 and pair.flag.startswith(("nr", "ns", "nt")):
            yield at, at + len(pair.word)
        at += len(pair.word)


FINDERS: dict[str, Finder] = {"ours": ours, "rules of 0.1.0": by_rules, "jieba nr/ns/nt": by_jieba}


def found_in(labelled: Labelled, finder: Finder) -> list[Span]:
    spans: list[Span] = []
    if labelled.title and labelled.text.startswith(labelled.title):
        spans += finder(labelled.title, title=True)
    for start, end in labelled.pieces:
        spans += [(start + a, start + b) for a, b in finder(labelled.text[start:end], title=False)]
    return spans


def touches(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def score(texts: Iterable[Labelled], finder: Finder, show: int = 0) -> Counter[str]:
    """Count by distinct names of a report (a name found once there is known) and by places."""
    counts: Counter[str] = Counter()
    missed: list[str] = []
    false: list[str] = []
    for labelled in texts:
        counts["characters"] += len(labelled.text)
        spans = found_in(labelled, finder)
        known: dict[tuple[str, str], tuple[bool, bool]] = {}
        for label in labelled.labels:
            if label.kind == "either":
                continue
            near = [s for s in spans if touches(s, label.cuts[0])]
            exact = any(s in label.cuts for s in near)
            counts["places"] += 1
            counts["places found"] += bool(near)
            counts["places exact"] += exact
            key = (label.kind, labelled.text[slice(*label.cuts[0])])
            was = known.get(key, (False, False))
            known[key] = (was[0] or bool(near), was[1] or exact)
        for (kind, name), (near, exact) in known.items():
            counts["names"] += 1
            counts["names found"] += bool(near)
            counts["names exact"] += exact
            counts[kind] += 1
            counts[f"{kind} found"] += bool(near)
            if not near:
                missed.append(f"{labelled.source} {kind} {name}")
        told = {}
        for span in spans:
            if any(touches(span, label.cuts[0]) and label.kind == "either" for label in labelled.labels):
                continue
            right = any(touches(span, label.cuts[0]) for label in labelled.labels)
            told[labelled.text[slice(*span)]] = right
            counts["told"] += 1
            counts["told right"] += right
            if not right:
                false.append(
                    f"{labelled.source} {labelled.text[slice(*span)]} | {labelled.text[max(0, span[0] - 8) : span[1] + 6]!r}"
                )
        counts["told names"] += len(told)
        counts["told names right"] += sum(told.values())
    if show:
        print(f"-- missed ({len(missed)})", *missed[:show], sep="\n   ")
        print(f"-- false ({len(false)})", *false[:show], sep="\n   ")
    return counts


def ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "—"


def table(title: str, texts: list[Labelled], show: int) -> None:
    print(f"\n{title}: {len(texts)} texts, {sum(len(t.text) for t in texts)} characters")
    for name, finder in FINDERS.items():
        c = score(texts, finder, show if name == "ours" else 0)
        kinds = " ".join(f"{k} {c[f'{k} found']}/{c[k]}" for k in KINDS)
        print(
            f"{name:16} precision {ratio(c['told names right'], c['told names'])} recall {ratio(c['names found'], c['names'])}"
            f" exact {ratio(c['names exact'], c['names'])} | {kinds} | false per 1,000 characters"
            f" {1000 * (c['told'] - c['told right']) / c['characters']:.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "held"))
    parser.add_argument("--show", type=int, default=0, help="list this many failures, dev half only")
    chosen = parser.parse_args()
    sources = {"built-in samples": list(built_in()), "scraped dump": list(dump())}
    for half in (chosen.half,) if chosen.half else ("dev", "held"):
        for name, texts in sources.items():
            part = [t for t in texts if t.half == half]
            if part:
                table(f"{name}, {half}", part, chosen.show if half == "dev" else 0)
            else:
                print(f"\n{name}, {half}: not here, skipped")


if __name__ == "__main__":
    main()
