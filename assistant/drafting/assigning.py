"""What a writer of sections is given: the plan of one section with notes, facts, style, and similar passages of the samples."""

from __future__ import annotations

from assistant.draft import Role, Section
from assistant.drafting import Assignment
from assistant.manuscript import Manuscript
from assistant.naming import unit_name
from assistant.outline import Outline, SectionPlan
from knowledge.library import Library
from knowledge.splitting import Passage

SIMILAR = 4  # passages that a section is shown


def assigned(manuscript: Manuscript, outline: Outline, plan: SectionPlan, library: Library | None) -> Assignment:
    """The assignment of one section, with passages of ``library`` where one is given."""
    passages = _similar(outline, plan, library) if library is not None else ()
    return Assignment(plan, outline, manuscript.notes, manuscript.facts, passages, manuscript.style)


def plan_of(outline: Outline, section: Section) -> SectionPlan:
    """The plan of a section; an empty one for a section that the outline does not have."""
    plan = next((p for p in outline.plans if p.id == section.id), None)
    return plan or SectionPlan(section.id, section.role, section.heading)


def _similar(outline: Outline, plan: SectionPlan, library: Library) -> tuple[Passage, ...]:
    query = " ".join([plan.heading, *(line.text for line in plan.lines)])[:400]
    role = None if plan.role is Role.WORK else plan.role.value
    unit, _ = unit_name(outline.title)
    hits = library.search(query, k=SIMILAR, kind=outline.kind, role=role, own_first=True, names=[unit] if unit else [])
    return tuple(hit.passage for hit in hits)
