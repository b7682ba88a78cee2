"""Degrees below zero: 零下6.5度 and -6.5℃ are one figure, and less than none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.mentions import Kind, Mention

_HEAT = frozenset({"度", "℃", "摄氏度"})
_BELOW = re.compile(r"(?:零下|(?<![0-9０-９%℃度A-Za-z])[-－−—])\s?$")
FARTHEST = 3  # characters that the sign takes


def below_zero(text: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, degrees behind 零下 or a minus with their sign; spans stay as they are."""
    if "零下" not in text and "℃" not in text and "度" not in text:
        return found
    return [_signed(text, m) if m.kind is Kind.QUANTITY and m.unit in _HEAT else m for m in found]


def _signed(text: str, mention: Mention) -> Mention:
    if mention.value is None or mention.high is not None:
        return mention
    below = _BELOW.search(text, max(0, mention.start - FARTHEST), mention.start)
    return replace(mention, value=-abs(mention.value)) if below else mention
