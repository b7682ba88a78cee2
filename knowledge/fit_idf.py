"""Compute ``idf.tsv`` from the built-in samples: ``python -m knowledge.fit_idf`` after they change."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

from knowledge.reports import built_in_reports
from knowledge.splitting import passages
from knowledge.tokens import terms

_HEAD = "# token, tab, log((1+n)/(1+df)): how rare it is among n passages; fitted by knowledge/fit_idf.py\n"


def fitted_table() -> str:
    """Return the table as text; tokens of a single passage are left out, for unknown ones weigh the same."""
    found = [set(terms(f"{p.heading}\n{p.text}")) for report in built_in_reports() for p in passages(report)]
    counts = Counter(term for passage in found for term in passage)
    rows = ((term, math.log((1 + len(found)) / (1 + df))) for term, df in counts.items() if df > 1)
    lines = [f"{term}\t{idf:.4f}\n" for term, idf in sorted(rows)]
    return _HEAD + "".join(lines)


if __name__ == "__main__":
    Path(__file__).with_name("idf.tsv").write_text(fitted_table(), encoding="utf-8")
