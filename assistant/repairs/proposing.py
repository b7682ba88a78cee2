"""Repairs as changes of a manuscript: a section trimmed, a clause struck, a sentence put in place of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.draft import Draft, Section
from assistant.errors import InputError
from assistant.findings import Finding, Report, Severity
from assistant.manuscript import Manuscript, Revision
from assistant.receipts import carried
from assistant.repairs import wording
from assistant.repairs.cutting import without
from assistant.repairs.inserting import replaced
from assistant.repairs.placing import section_of, spans_in, whole
from assistant.repairs.verifying import same_figures
from assistant.revision import Trim

NAMES: dict[Trim, str] = {"padding": "去套话", "claims": "去无据"}
TRIMMED: dict[Trim, str] = {"padding": "boilerplate", "claims": "unsourced-claim"}
OWN_WORDS, ANSWERS = "自己的话", "补答"


def trimming(
    manuscript: Manuscript, section_id: str, what: Trim, report: Report, ask: Callable[[str], str] | None
) -> Manuscript:
    """The manuscript with a trimmed section to be kept or dropped; raises ``InputError`` where nothing can go."""
    draft = manuscript.drafted()
    section = draft.section(section_id)
    said = [span for _, span in spans_in(draft, section, _remarks(report))]
    found = (f for f in report.findings if f.kind == TRIMMED[what] and f.severity is not Severity.INFO)
    cuts = [whole(section, span, said) for _, span in spans_in(draft, section, found)]
    where = section.heading or "这一部分"
    if not cuts:
        raise InputError(f"“{where}”里没有可以{NAMES[what]}的地方。")
    after = without(section.text, cuts)
    if ask is not None:
        after = wording.trimmed(section, cuts, after, ask)
    if not after.strip() or after == section.text or not same_figures(section.text, after):
        raise InputError(f"“{where}”删去这些话就不成文了，请先补上实在的内容，或自己改。")
    return replace(
        manuscript,
        revision=Revision(
            NAMES[what], section, replace(section, text=after, receipts=carried(section.receipts, after))
        ),
    )


def struck(manuscript: Manuscript, finding: Finding) -> Manuscript:
    """The manuscript less the words of a finding; raises ``InputError`` where they hold a figure or are all there is."""
    draft = manuscript.drafted()
    section, span = _placed(draft, finding)
    after = without(section.text, [span])
    if after == section.text:
        raise InputError(f"“{finding.text[:20]}”里有数字，不能整段删去，请点“自己改”。")
    if not after.strip():
        raise InputError("删去这句，这一部分就空了；请先补上实在的内容。")
    kept = replace(section, receipts=carried(section.receipts, after))
    return replace(manuscript, draft=draft.replacing(kept)).with_section(section.id, after)


def proposed(manuscript: Manuscript, finding: Finding, new: str, why: str, report: Report) -> Manuscript:
    """The manuscript with a sentence in place of a finding's words, to be kept or dropped.

    Where the whole sentence around them says nothing that stands in the notes, it goes with them.
    """
    draft = manuscript.drafted()
    section, span = _placed(draft, finding)
    span = whole(section, span, [near for _, near in spans_in(draft, section, _remarks(report))])
    changed = replace(section, text=replaced(section.text, span, new))
    return replace(manuscript, revision=Revision(why, section, changed))


def _remarks(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.kind in TRIMMED.values() and f.severity is not Severity.INFO]


def _placed(draft: Draft, finding: Finding) -> tuple[Section, tuple[int, int]]:
    """The section of a finding and its place there, where the draft still says what was found."""
    section = section_of(draft, finding)
    span = next((span for _, span in spans_in(draft, section, [finding])), None) if section else None
    if section is None or span is None or section.text[slice(*span)] != finding.text:
        raise InputError(f"草稿里找不到“{finding.text[:20]}”了，它可能刚被改过，请看一遍再点。")
    return section, span
