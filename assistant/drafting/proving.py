"""The offline writer's own proof: a change or rate that the checker would not take for derived is not said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting import Assignment
from assistant.facts import confirmed
from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import Status

_CHANGE = re.compile(r"，(?:同比增长|同比下降|提高|下降|增加|减少|完成率|收缴率)$")


def proved(paragraphs: Sequence[str], assignment: Assignment) -> list[str]:
    """The paragraphs, less the changes and rates that do not follow from the notes."""
    text = "\n".join(paragraphs)
    evidence = confirmed(assignment.notes, assignment.facts or ())
    notes = record(tuple((item.document, item.text) for item in evidence.notes.items), evidence.void)
    for verdict in reversed(judge(text, notes)):
        mention = verdict.mention
        if verdict.status in (Status.SOURCED, Status.DERIVED):
            continue
        if said := _CHANGE.search(text[: mention.start]):
            text = text[: said.start()] + text[mention.end :]
    return text.split("\n")
