"""The project's own drafts say nothing that the notes do not; what is hung on to them is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.findings import Finding
from assistant.manuscript import Manuscript
from assistant.writer import Writer

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))
HARD = {"act", "state", "cause", "compliance"}
ADDED = {
    "有效提升了群众的获得感": "effect",
    "严格按照有关规定办理": "compliance",
    "建立健全了网格化巡查机制": "act",
    "各项指标位居全县前列": "state",
    "主要原因是部分干部责任心不强": "cause",
}


def drafted(path: Path) -> Manuscript:
    desk = Writer()
    return desk.write(desk.take(Manuscript("m"), path.read_text(encoding="utf-8"), path.name))


def claims(manuscript: Manuscript) -> list[Finding]:
    return [f for f in Writer().check(manuscript).findings if f.kind == "unsourced-claim"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_an_offline_draft_claims_nothing_of_its_own(path: Path) -> None:
    found = claims(drafted(path))
    assert [f.text for f in found if f.claim in HARD] == []
    assert len([f for f in found if f.claim == "effect"]) <= 1


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_what_is_hung_on_to_a_draft_is_found_with_its_class(path: Path) -> None:
    manuscript = drafted(path)
    draft = manuscript.drafted()
    section = next(s for s in draft.sections if s.role == "work" and "。" in s.text)
    at = section.text.index("。")
    for words, claim in ADDED.items():
        changed = replace(section, text=f"{section.text[:at]}，{words}{section.text[at:]}")
        sections = tuple(changed if s is section else s for s in draft.sections)
        found = claims(replace(manuscript, draft=replace(draft, sections=sections)))
        assert [(f.text, f.claim) for f in found] == [(words, claim)]
