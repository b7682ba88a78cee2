"""Sentences of one matter put together: parts hang on their total, 其中 on what it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.figures.mentions import Kind
from assistant.figures.reading import figures

_LIST = re.compile(
    r"^[^，。；：、0-9]{1,12}[0-9][0-9.,]*[^，。；：、0-9]{1,4}(?:[、，][^，。；：、0-9]{1,12}[0-9][0-9.,]*[^，。；：、0-9]{1,4})+$"
)


def joined(texts: Sequence[str]) -> str:
    """Sentences of one matter put together; a list of parts hangs on its total, what starts with 其中 on what it is of."""
    whole = ""
    rest = _nested([text for text in texts if text])
    while rest:
        text = rest.pop(0)
        if not whole:
            whole = text
        elif re.match(r"(?:其中|其余|另有)", text):
            last = re.search("[上去]年|(?:任务|计划|目标)[^，]*$", re.split("[。！？]", whole)[-1])
            whole += f"{'。' if last and whole[-1] not in '。！？' else '' if whole[-1] in '。！？' else '，'}{text}"
        elif re.match(r"(?:上年|去年)(?:同期)?[约近]?[0-9]", text):
            whole += f"，{text}"
        elif _LIST.match(text) and _adds_up(whole, text):
            whole += f"，其中{text}"
        elif size := _parts_of(whole, [text, *rest]):
            whole += f"，其中{'，'.join([text, *rest[: size - 1]])}"
            rest = rest[size - 1 :]
        else:
            whole += f"{'' if whole[-1] in '。！？' else '。'}{text}"
    return whole


def _nested(texts: Sequence[str]) -> list[str]:
    """The texts, each that starts with 其中 in brackets behind the part that it is of, where that is no total itself."""
    found: list[str] = []
    for text in texts:
        if len(found) > 1 and text.startswith("其中") and not re.search("[。；，（]", found[-1]):
            found[-1] += f"（{text}）"
        else:
            found.append(text)
    return found


def _parts_of(whole: str, texts: Sequence[str]) -> int:
    """How many of the texts, two or more, sum with their first figures to the first figure of the whole; 0 where none do."""
    total = next((m for m in figures(re.split("[。]", whole)[-1]) if m.kind is Kind.QUANTITY), None)
    if total is None or not total.value:
        return 0
    so_far = Decimal(0)
    for size, text in enumerate(texts, start=1):
        first = next((m for m in figures(text) if m.kind is Kind.QUANTITY), None)
        if first is None or first.unit != total.unit or "。" in text:
            return 0
        so_far += first.value or Decimal(0)
        if so_far >= total.value:
            return size if so_far == total.value and size > 1 else 0
    return 0


def _adds_up(whole: str, parts: str) -> bool:
    """Whether the parts of a list sum to the first or last figure before them, in one unit."""
    before = [m for m in figures(re.split("[。]", whole)[-1]) if m.kind is Kind.QUANTITY]
    listed = [m for m in figures(parts) if m.kind is Kind.QUANTITY]
    if not before or len(listed) < 2:
        return False
    sum_of_parts = sum((m.value or Decimal(0) for m in listed), Decimal(0))
    return any(all(m.unit == t.unit for m in listed) and sum_of_parts == t.value for t in (before[0], before[-1]))
