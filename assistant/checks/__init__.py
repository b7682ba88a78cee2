"""The checker: finished text in, findings out; deterministic, without model or network (``figures.md`` §3–4, ``claims.md``).

Each check is one module with one finding kind; they are registered here, import no sibling, and share ``case`` and ``samples``.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.checks import (
    boilerplate,
    copied_passage,
    dropped_contrast,
    leaked_figure,
    leaked_name,
    mismatched_figure,
    notes_conflict,
    placeholder,
    repetition,
    unsourced_claim,
    unsourced_figure,
    unused_note,
    wrong_arithmetic,
)
from assistant.checks.case import Case, Check, sentences
from assistant.checks.samples import Samples
from assistant.facts import Evidence
from assistant.figures.provenance import judge
from assistant.figures.reading import read
from assistant.figures.record import record
from assistant.figures.verdicts import JudgedFigure
from assistant.findings import ABOUT_NOTES, Report

__all__ = ["ABOUT_NOTES", "CHECKS", "Samples", "check"]

CHECKS: dict[str, Check] = {
    module.KIND: module.check
    for module in (
        unsourced_figure,
        leaked_figure,
        mismatched_figure,
        wrong_arithmetic,
        placeholder,
        leaked_name,
        copied_passage,
        boilerplate,
        repetition,
        unsourced_claim,
        dropped_contrast,
        notes_conflict,
        unused_note,
    )
}


def check(
    text: str,
    *,
    document: str = "",
    evidence: Evidence | None = None,
    samples: Samples | None = None,
    ask: Callable[[str], str] | None = None,
) -> Report:
    """Judge a finished text; ``ask`` is the one thing that is not deterministic, a model's second opinion on doubtful claims.

    Without ``evidence`` figures are read and not judged, and only the findings that need no notes are made; without
    ``samples`` nothing is looked for in them. Figures and findings come sorted by place, those about the notes last.
    """
    mentions = read(text)
    if evidence is None:
        figures = tuple(JudgedFigure(m) for m in mentions if m.is_figure)
        case = Case(text, mentions, samples=samples, figures=figures, sentences=sentences(text), document=document)
    else:
        notes = record(tuple((n.document, n.text) for n in evidence.notes.items), evidence.void)
        judged = judge(text, notes, samples.figures if samples else None)
        case = Case(text, mentions, evidence, notes, samples, judged, sentences(text), document, ask)
    found = [finding for run in CHECKS.values() for finding in run(case)]
    found.sort(key=lambda f: (f.kind in ABOUT_NOTES, f.start, f.end, f.kind))
    return Report(document, case.figures, tuple(found), tuple(m for m in mentions if not m.is_figure))
