"""A model's answer of a form asked for: read strictly, asked for once more where it is of another form, then given up."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

Ask = Callable[[str], str]
_Read = TypeVar("_Read")
_REPLY = re.compile(r"([0-9]{1,3})\s*(?:[：:]|[.、](?![0-9]))\s*(\S.*)")


def asked_twice(ask: Ask, question: str, read: Callable[[str], _Read | None], reminder: str = "") -> _Read | None:
    """What ``read`` makes of the answer, or of the second one; None where neither is of the form. Raises what ``ask`` raises."""
    for asked in (question, question + reminder):
        if (found := read(ask(asked))) is not None:
            return found
    return None


def numbered(answer: str, count: int) -> dict[int, str] | None:
    """The replies ``1：……`` to ``count：……``, a line each, by number; None where a line is anything else or one is missing."""
    lines = [line.strip() for line in answer.strip().splitlines() if line.strip()]
    found = [_REPLY.fullmatch(line) for line in lines]
    numbers = [int(match[1]) for match in found if match]
    if len(numbers) != len(lines) or sorted(numbers) != list(range(1, count + 1)):
        return None
    return {int(match[1]): match[2] for match in found if match}
