"""The model's way to trim a section: its own prompt, and an answer that is believed only as far as it can be verified."""

from __future__ import annotations

from collections.abc import Sequence

import prompts
from assistant.draft import Section
from assistant.errors import ModelError
from assistant.repairs.verifying import trimmed_well
from assistant.replies import Ask

Span = tuple[int, int]


def trimmed(section: Section, cuts: Sequence[Span], offline: str, ask: Ask) -> str:
    """The section as the model trims it where that holds, else as it was cut offline; a model that fails costs nothing."""
    text = section.text
    question = prompts.render(
        "trim",
        heading=section.heading or "开头",
        text=text,
        faults="\n".join(f"{n}：{text[a:b]}" for n, (a, b) in enumerate(cuts, start=1)),
    )
    try:
        answer = ask(question)
    except ModelError:
        return offline
    after = "\n".join(line.strip() for line in answer.strip().splitlines() if line.strip())
    lines = after.split("\n")
    if section.heading and lines[0] == section.heading:
        after = "\n".join(lines[1:])
    return after if trimmed_well(text, after, cuts) else offline
