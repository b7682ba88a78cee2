"""Keeping the texts in step with the program: built-in samples as they are now, passages cut by the rules of today."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from knowledge import duplicates, kinship, splitting
from knowledge.reports import Report, built_in_reports

if TYPE_CHECKING:
    from knowledge.texts import Texts

Progress = Callable[[int, int, str], None]
RULES = (
    f"{splitting.VERSION}.{duplicates.VERSION}.{kinship.VERSION}"  # by which passages are cut, copies and versions told
)


def prepare(texts: Texts, progress: Progress | None = None) -> None:
    """Bring samples and passages up to date.

    On a server, where programs of several versions meet, the built-in samples stay as the first has put them, and
    passages cut by newer rules than ours stay so.
    """
    built_in = built_in_reports()
    state = _state(built_in)
    if not (_stale(texts, state) or _older(texts)):
        return
    with texts.alone():
        if not texts.meta("library"):
            texts.remember("library", uuid.uuid4().hex)
        if _older(texts):
            _cut_anew(texts, progress)
        if _stale(texts, state):
            _seed(texts, built_in, state)


def rebuild(texts: Texts, progress: Progress | None = None) -> None:
    """Put in the built-in samples as they are now and cut all reports anew."""
    built_in = built_in_reports()
    with texts.alone():
        _seed(texts, built_in, _state(built_in))
        _cut_anew(texts, progress)


def outdated(texts: Texts) -> bool:
    """Whether a newer version of the program has cut the passages, so that ours must not add to them."""
    return _number(texts.meta("rules")) > _number(RULES)


def _stale(texts: Texts, state: str) -> bool:
    seeded = texts.meta("built-in")
    return not seeded if texts.shared else seeded != state


def _older(texts: Texts) -> bool:
    rules = texts.meta("rules")
    return rules != RULES and not (texts.shared and outdated(texts))


def _number(rules: str) -> tuple[int, ...]:
    return tuple(int(part) for part in rules.split(".") if part.isdecimal())


def _state(built_in: tuple[Report, ...]) -> str:
    return hashlib.sha256("\n".join(map(repr, built_in)).encode()).hexdigest()


def _seed(texts: Texts, built_in: tuple[Report, ...], state: str) -> None:
    """Put in the built-in samples; a report of the user's with the same text stays instead of one."""
    from knowledge.writing import Entry

    with texts.writing() as writing:
        for document in texts.built_in():
            writing.remove(document)
        for report in built_in:
            if writing.known(hashlib.sha256(report.text.encode()).hexdigest()) is None:
                writing.put(Entry(report, splitting.passages(report)))
        writing.remember("built-in", state)


def _cut_anew(texts: Texts, progress: Progress | None) -> None:
    documents = texts.documents()
    with texts.writing() as writing:
        writing.clear_passages()
        families = len({writing.join_anew(document) for document in documents})
        for done in writing.choose_anew():
            if progress:
                progress(done, families, "正在按新的规则切分范文")
        writing.remember("rules", RULES)
