"""Drafting notes offline, as the tests of outline and writer need it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.draft import Draft, Section
from assistant.drafting import Assignment, offline
from assistant.facts import Fact, facts_of
from assistant.notes import Notes
from assistant.outline import Outline, outline_of

ROOT = Path(__file__).parents[2]
EXAMPLES = tuple(sorted([*(ROOT / "examples").glob("*.txt"), *(ROOT / "tests/fixtures/notes").glob("*.txt")]))
NAMES = [path.stem for path in EXAMPLES]


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def planned(text: str, **options: str) -> tuple[Notes, tuple[Fact, ...], Outline]:
    notes = Notes.of(text)
    facts = facts_of(notes)
    return notes, facts, outline_of(notes, facts, **options)


def assignment(text: str, section: str, facts: tuple[Fact, ...] | None = None) -> Assignment:
    """The assignment of the section whose heading holds ``section`` (the opening for an empty word)."""
    notes, found, outline = planned(text)
    facts = found if facts is None else facts
    outline = outline_of(notes, facts)
    plan = next(p for p in outline.plans if (section in p.heading if section else not p.heading))
    return Assignment(plan, outline, notes, facts)


def written(task: Assignment) -> Section:
    plan = task.plan
    whole = offline.written(task)
    return Section(plan.id, plan.role, plan.heading, whole.text, whole.receipts)


def drafted(text: str, **options: str) -> Draft:
    notes, facts, outline = planned(text, **options)
    tasks = (Assignment(plan, outline, notes, facts) for plan in outline.plans)
    return Draft(outline.title, tuple(written(task) for task in tasks), outline.kind)
