"""What the check of boilerplate is worth on reports that it has not seen, worked out on the dev half.

    python -m benchmarks.words.validate             # --failures lists the sentences that went wrong

Each report is judged by weights that were fitted on all others, and without the words of our data files that it alone of the dev
half holds: they may have been gathered from it. Patterns (pins, frames) cannot be taken away like that, so this still flatters.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from unittest import mock

from assistant.figures.reading import read
from assistant.findings import Finding, Severity
from assistant.padding import weights
from assistant.padding.lexicon import Lexicon
from assistant.padding.reading import Sort, verdicts
from assistant.padding.traits import TRAITS
from benchmarks.words import fit
from benchmarks.words.boilerplate import KIND, Judged, failures, placed, report

_MARKED = (Sort.WORN, Sort.PADDING)


def validated() -> list[Judged]:
    """Every sentence of the dev half, judged as one of a report that nobody has seen."""
    every = fit.reports()
    whole = Lexicon.standard()
    only, items = fit.alone(every, whole), fit.gathered(every)
    found: list[Judged] = []
    for one in every:
        fitted = fit.fitted([e for e in items if e.source != one.source])
        table = dict(zip(TRAITS, map(float, fitted), strict=True))
        found += _judged(one, whole.without(only[one.source]), table)
    return found


def _judged(one: fit.Report, lexicon: Lexicon, table: Mapping[str, float]) -> list[Judged]:
    figures = [(m.start, m.end) for m in read(one.text) if m.is_figure]
    with mock.patch.object(weights, "_weights", return_value=table):
        said = list(verdicts(one.text, figures, lexicon))
    severities = {sort: Severity.WARNING if sort in _MARKED else Severity.INFO for sort in Sort}
    findings = [Finding(KIND, severities[v.sort], v.start, v.end, v.text, "") for v in said]
    return [placed(sentence, label, at, findings) for at, sentence, label in one.sentences]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", action="store_true")
    given = parser.parse_args()
    items = validated()
    print(report(items))
    if given.failures:
        print("\n".join(failures(items)))


if __name__ == "__main__":
    main()
