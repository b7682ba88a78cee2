"""Changes of one section as proposals: after an instruction, or for one more note; the draft stays until one is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.draft import Section
from assistant.drafting import Assignment, SectionWriter
from assistant.errors import BadAnswer, InputError
from assistant.manuscript import Manuscript, Revision
from assistant.outline import Outline
from assistant.receipts import Receipt, merged
from assistant.talking.amounts import Amount, amount_in, counted
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
    amount = amount_in(instruction, section.text)
    if amount is not None and amount.off(after.text) and sections.line is not None:
        after = _nearer(sections, assignment, after, section, instruction, amount)
    text = after.text
    if "".join(text.split()) == "".join(section.text.split()):
        where = section.heading or "开头"
        if amount is not None and amount.off(text):
            raise InputError(
                f"“{where}”现在{amount.came(text)}，没有可以去掉的套话和括注，做不到{amount.bounds()}；"
                "请说明删哪一句，例如“删掉第二句”。"
            )
        raise InputError(f"“{where}”照这句话改不出变化。请说得具体一些，例如“删掉含某某的句子”，或点“自己改”。")
    remark = _remark(amount, section.text, text, asked_again=sections.line is not None) if amount else ""
    return Revision(instruction, section, after, remark)


def _nearer(
    sections: SectionWriter, assignment: Assignment, first: Section, section: Section, instruction: str, amount: Amount
) -> Section:
    """The section after it was asked for once more with the count; the first one where that comes no nearer."""
    was_too_much = amount.most is not None and counted(first.text, amount.measure) > amount.most
    again = (
        f"{instruction}\n（上一次改出来是{amount.came(first.text)}，没有做到：要{amount.bounds()}，标点也算。"
        "这一次写完数一遍，数字和没做好的事一样不少。）"
    )
    try:
        second = _after(sections, assignment, first if was_too_much else section, again)
    except BadAnswer:
        return first
    return second if second.text and amount.off(second.text) < amount.off(first.text) else first


def _remark(amount: Amount, before: str, after: str, *, asked_again: bool) -> str:
    came, was = amount.came(after), amount.came(before)
    if not amount.off(after):
        return f"改后{came}（原来{was}）。"
    tried = "已让模型又改了一次，" if asked_again else "离线只去套话和括注、不删事情，"
    return f"要求{amount.bounds()}，{tried}现在是{came}（原来{was}），没有做到；要再改，请说明删哪一句、并哪几条。"


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
