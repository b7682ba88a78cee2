"""Layouts of notes: whatever the shape, a faithful draft is sourced, and a changed digit in it is not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from assistant.figures.mentions import Kind
from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import Status

HERE = Path(__file__).parent
LAYOUTS = [
    pytest.param(case["notes"].strip("\n"), case["draft"].strip("\n"), id=case["name"])
    for case in tomllib.loads((HERE / "layouts.toml").read_text(encoding="utf-8"))["layout"]
]
FOUND = (Status.SOURCED, Status.DERIVED)


@pytest.mark.parametrize(("notes", "draft"), LAYOUTS)
def test_a_faithful_draft_is_sourced(notes: str, draft: str) -> None:
    judged = judge(draft, record((("笔记", notes),)))
    assert judged
    assert [j.mention.text for j in judged if j.status not in FOUND] == []


@pytest.mark.parametrize(("notes", "draft"), LAYOUTS)
def test_a_changed_digit_is_not(notes: str, draft: str) -> None:
    of_notes = record((("笔记", notes),))
    for figure in judge(draft, of_notes):
        digits = re.search(r"[0-9]{3,}", figure.mention.text)
        if figure.mention.kind is not Kind.QUANTITY or digits is None:
            continue
        start = figure.mention.start + digits.start()
        changed = str(9 - int(digits[0][0]) or 9) + digits[0][1:-1] + str((int(digits[0][-1]) + 3) % 10)
        wrong = draft[:start] + changed + draft[start + len(changed) :]
        verdict = next(j for j in judge(wrong, of_notes) if j.mention.start == figure.mention.start)
        assert verdict.status not in FOUND, (figure.mention.text, verdict.mention.text)
