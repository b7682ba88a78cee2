"""Taking files in, in the background: read, shown to be corrected, then stored; a refresh of the page breaks nothing off.

One at a time for the process, as there is one library.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui.guard import sentence_for

if TYPE_CHECKING:
    from assistant.ui.shelf import Shelf
    from knowledge.library import Library
    from knowledge.proposals import Proposal
    from knowledge.understanding import FoundReport

_BATCH = 8  # files stored in one change: a second's work


class Stage(Enum):
    """How far a job has come."""

    READING = "正在读文件"
    SHOWN = "等着确认"
    STORING = "正在添加"
    ENDED = "做完了"


@dataclass(frozen=True, slots=True)
class Item:
    """One report that may be taken in: the found reports it is made of, and what the user says of it."""

    source: str
    pieces: tuple[FoundReport, ...]
    title: str
    kind: str
    period: str
    keep: bool = True
    here: str = ""

    @property
    def report(self) -> FoundReport:
        """The report as it is to be stored."""
        from knowledge.proposals import merged

        return replace(merged(self.pieces), title=self.title, kind=self.kind, period=self.period)


def item_of(source: str, found: FoundReport, here: str = "") -> Item:
    """A found report, to be taken in unless it is here."""
    return Item(source, (found,), found.title, found.kind, found.period, keep=not here, here=here)


@dataclass
class Job:
    """Some files on their way into the library; ``round`` changes when ``items`` do, so that tables are drawn anew."""

    library: Library
    kind: str = ""
    origin: str = "own"
    stage: Stage = Stage.READING
    proposals: list[Proposal] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    added: int = 0
    known: int = 0
    done: int = 0
    total: int = 0
    round: int = 0
    stopped: bool = False
    _began: float = 0.0

    def stop(self) -> None:
        """End after the file at hand; what was added stays."""
        self.stopped = True

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes, once that can be told."""
        spent = time.monotonic() - self._began
        return spent * (self.total - self.done) / self.done if self.done and spent > 1 else None

    def read(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Find out what the files hold."""
        self._start(Stage.READING, len(files))
        threading.Thread(target=self._read, args=(files,), daemon=True).start()

    def store(self, shelf: Shelf) -> None:
        """Store what is to be kept, file by file."""
        self._start(Stage.STORING, len(self._files()))
        threading.Thread(target=self._store, args=(shelf,), daemon=True).start()

    def _start(self, stage: Stage, total: int) -> None:
        self.stage, self.done, self.total, self._began, self.stopped = stage, 0, total, time.monotonic(), False

    def _files(self) -> dict[str, list[Item]]:
        kept: dict[str, list[Item]] = {}
        for item in self.items:
            if item.keep:
                kept.setdefault(item.source, []).append(item)
        return kept

    def _read(self, files: Sequence[tuple[str, bytes]]) -> None:
        try:
            for name, data in files:
                if self.stopped:
                    break
                self._take(name, data)
                self.done += 1
        finally:
            self.stage = Stage.ENDED if self.stopped or not self.items else Stage.SHOWN

    def _take(self, name: str, data: bytes) -> None:
        from knowledge.proposals import proposals

        try:
            for found in proposals(name, data):
                if found.trouble:
                    self.troubles.append(found.trouble)
                elif found.found is not None:
                    source = self._unlike(found.source)
                    self.proposals.append(replace(found, source=source))
                    self.items += [self._item(source, report, found.digest) for report in found.found.reports]
        except Exception as error:  # noqa: BLE001 - one bad file does not stop the others
            self.troubles.append(f"“{name}”：{sentence_for(error)}")

    def _item(self, source: str, report: FoundReport, digest: str) -> Item:
        item = item_of(source, report, self.library.here(digest, report.text))
        return replace(item, kind=self.kind) if self.kind else item

    def _unlike(self, source: str) -> str:
        """Tell files of one name in different folders of an archive apart."""
        taken = {found.source for found in self.proposals}
        number, name = 2, source
        stem, dot, suffix = source.rpartition(".")
        while name in taken:
            name, number = f"{stem}（{number}）{dot}{suffix}" if stem else f"{source}（{number}）", number + 1
        return name

    def _store(self, shelf: Shelf) -> None:
        digests = {found.source: found.digest for found in self.proposals}
        partly = {item.source for item in self.items if not item.keep}
        try:
            files = list(self._files().items())
            for at in range(0, len(files), _BATCH):
                if self.stopped:
                    break
                some = files[at : at + _BATCH]
                self._add([(source, items, "" if source in partly else digests[source]) for source, items in some])
                self.done += len(some)
        finally:
            shelf.changed()
            self.stage = Stage.ENDED

    def _add(self, files: Sequence[tuple[str, Sequence[Item], str]]) -> None:
        try:
            found = [(source, [item.report for item in items], digest) for source, items, digest in files]
            results = [result for file in self.library.add_files(found, self.origin) for result in file]
        except Exception as error:  # noqa: BLE001 - as above
            self.troubles.append(f"{'、'.join(f'“{file[0]}”' for file in files)}没有添加：{sentence_for(error)}")
            return
        self.known += sum(result.already for result in results)
        self.added += sum(not result.already for result in results)


class Desk:
    """Where the one job lies."""

    def __init__(self) -> None:
        self.job: Job | None = None

    def ended(self) -> Job | None:
        """Take away a job that has come to its end, for its result to be told."""
        job = self.job
        if job is None or job.stage is not Stage.ENDED:
            return None
        self.job = None
        return job


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """The desk of this process."""
    return Desk()
