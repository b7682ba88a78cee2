"""Changes of one section as proposals: after an instruction, or for one more note; the draft stays until one is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.draft import Section
from assistant.drafting import Assignment, SectionWriter
from assistant.errors import InputError
from assistant.manuscript import Manuscript, Revision
from assistant.outline import Outline
from assistant.receipts import Receipt, merged
from assistant.talking.places import home_of, section_meant

Assign = Callable[[Section], Assignment]


def section_for(manuscript: Manuscript, instruction: str, chosen: str | None) -> Section:
    """The section that an instruction means; raises ``InputError``, naming all, where it is none."""
    section = section_meant(manuscript, instruction, chosen)
    if section is None:
        names = "、".join(s.heading for s in manuscript.drafted().sections if s.heading)
        raise InputError(
            f"没看出要改哪一部分。请在右侧点选一部分，或在话里写明，例如“把第二部分压缩一下”。现有：{names}。"
        )
    return section


def revised(sections: SectionWriter, assignment: Assignment, section: Section, instruction: str) -> Revision:
    """The section after the instruction; raises ``InputError`` where that changes nothing or cannot be done offline."""
    after = _after(sections, assignment, section, instruction)
    text = after.text
    if "".join(text.split()) == "".join(section.text.split()):
        where = section.heading or "开头"
        raise InputError(f"“{where}”照这句话改不出变化。请说得具体一些，例如“删掉含某某的句子”，或点“自己改”。")
    return Revision(instruction, section, after)


def _after(sections: SectionWriter, assignment: Assignment, section: Section, instruction: str) -> Section:
    pieces = list(sections.revise(assignment, section, instruction))
    text = "".join(piece for piece in pieces if isinstance(piece, str)).strip("\n")
    receipts = merged([piece for piece in pieces if isinstance(piece, Receipt)], section.receipts)
    return replace(section, receipts=receipts).typed(text)


def with_note(taken: Manuscript, fresh: Outline, text: str, sections: SectionWriter, assign: Assign) -> Manuscript:
    """The report, whose last note is ``text``, with its sentence proposed in the section where it belongs, if there is one.

    ``fresh`` is the plan with the note in it.
    """
    document = taken.notes.items[-1].document
    topic = next((p.heading for p in fresh.plans if any(line.document == document for line in p.lines)), "")
    section = home_of(taken.drafted(), text, topic)
    if section is None:
        return taken
    wish = f"加一句：{text.strip().rstrip('。')}。"
    return replace(taken, revision=Revision(wish, section, _after(sections, assign(section), section, wish)))
