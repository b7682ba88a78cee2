"""Words of talk and words of reports for one thing: 走7人 and 离职7人, 花了38万 and 支出38万元 (``data/synonyms.txt``)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib import resources

from assistant.figures.tries import pattern

_TIME = re.compile(r"^(?:去年|今年|上年|本年)[又也]?(?=[\u4e00-\u9fff]$)")


@cache
def _groups() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """Each word with the tokens of the groups it stands in, and a pattern for the longer ones."""
    lines = resources.files("assistant.figures").joinpath("data/synonyms.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[str]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            for word in dict.fromkeys(line.split()):
                found[word].append(f"~{number}")
    words = {word: tuple(tokens) for word, tokens in found.items()}
    return words, re.compile(pattern(word for word in words if len(word) > 1))


def senses(text: str) -> list[str]:
    """The tokens of the groups that the words of ``text`` stand in; a single character counts only where it is all of it."""
    words, longer = _groups()
    plain = _TIME.sub("", text.strip(" 　了"))
    if len(plain) == 1:
        return list(words.get(plain, ()))
    return [token for match in longer.finditer(text) for token in words[match[0]]]
