"""Several sections written side by side, each in a thread of its own, and told in the report's order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from queue import SimpleQueue

from assistant.drafting import Assignment
from assistant.errors import ModelError, ModelGone
from assistant.receipts import Receipt, Written

Piece = str | Receipt
Work = Callable[[Assignment, Callable[[Piece], None]], Written]  # tells pieces as they arise, returns the whole


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of a section's text, or its end: the whole of it, or the error that ended it."""

    assignment: Assignment
    piece: Piece = ""
    whole: Written | None = None
    error: ModelError | None = None


@dataclass(slots=True)
class _Section:
    assignment: Assignment
    told: list[Told] = field(default_factory=list)
    thread: threading.Thread | None = None


def together(
    assignments: Iterable[Assignment], work: Work, fallback: Work, *, most: int, stop: Callable[[], None]
) -> Iterator[Told]:
    """Do ``work`` for at most ``most`` assignments at a time and yield what it tells, section after section.

    The section whose turn it is streams, later ones are held back. After a ``ModelGone`` those that have not begun are
    left to ``fallback``. Closing the iterator calls ``stop`` and waits until every thread has ended.
    """
    return _Group(iter(assignments), work, fallback, max(1, most)).run(stop)


class _Group:
    def __init__(self, assignments: Iterator[Assignment], work: Work, fallback: Work, most: int) -> None:
        self._assignments, self._work, self._fallback, self._most = assignments, work, fallback, most
        self._arrived: SimpleQueue[tuple[_Section, Told | BaseException]] = SimpleQueue()
        self._sections: list[_Section] = []
        self._running = 0

    def run(self, stop: Callable[[], None]) -> Iterator[Told]:
        try:
            self._begin()
            for section in self._sections:  # which grows while it is gone through
                yield from self._told(section)
        finally:
            if self._running:
                stop()
            for section in self._sections:
                if section.thread:
                    section.thread.join()

    def _told(self, section: _Section) -> Iterator[Told]:
        at = 0
        while True:
            while at < len(section.told):
                told = section.told[at]
                at += 1
                yield told
                if told.whole is not None or told.error:
                    return
            self._take()

    def _take(self) -> None:
        """Wait for what is told next, by whichever section."""
        section, told = self._arrived.get()
        if isinstance(told, BaseException):
            self._running -= 1
            raise told
        section.told.append(told)
        if told.whole is None and told.error is None:
            return
        self._running -= 1
        if isinstance(told.error, ModelGone):
            self._work = self._fallback
        self._begin()

    def _begin(self) -> None:
        """Begin as many sections as may run; the assignments are made in the thread that iterates."""
        while self._running < self._most and (task := next(self._assignments, None)):
            section = _Section(task)
            section.thread = threading.Thread(target=self._write, args=(section, self._work), daemon=True)
            self._sections.append(section)
            self._running += 1
            section.thread.start()

    def _write(self, section: _Section, work: Work) -> None:
        task = section.assignment
        ended: Told | BaseException
        try:
            ended = Told(task, whole=work(task, lambda piece: self._arrived.put((section, Told(task, piece)))))
        except ModelError as error:
            ended = Told(task, error=error)
        except BaseException as error:  # noqa: BLE001 - it is raised again in the thread that iterates
            ended = error
        self._arrived.put((section, ended))


__all__ = ["Piece", "Told", "Work", "together"]
