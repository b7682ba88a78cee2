"""The project's own offline drafts hold no boilerplate."""

from __future__ import annotations

import pytest

from assistant.findings import Severity
from benchmarks.offline import drafted
from benchmarks.words.drafts import ANSWERS, notes


@pytest.mark.parametrize("name", ["乡镇工会年度总结", "国土所年度总结", "志愿者协会财务总结"])
def test_an_offline_draft_of_an_example_holds_no_boilerplate(name: str) -> None:
    _, report, _ = drafted(notes()[name])
    assert [f.text for f in report.findings if f.kind == "boilerplate" and f.severity is Severity.WARNING] == []


def test_every_answer_has_its_notes() -> None:
    names = {path.stem.rpartition(".")[0] for path in ANSWERS.glob("*.md")}
    assert names
    assert names <= set(notes())
