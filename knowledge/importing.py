"""Importing many files: some at a time, each batch kept whole or not at all, with the time that is left.

What was reported as done is stored and can be found, whatever happens next. Breaking off loses nothing of it, and the
same import started again skips what is here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import FileError, UnknownKind
from knowledge.files import LARGEST, read_file
from knowledge.finding import Prepared
from knowledge.holdings import AddResult
from knowledge.intake import Arrival
from knowledge.reading.formats import READ_SUFFIXES, ends_in
from knowledge.reading.junk import is_junk

TABLES = frozenset(
    {".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv"}
)  # no report is written in these; taken in where named
_FILES, _BYTES = 32, 400_000  # of one batch: about 300 passages, a second's work


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file that has been dealt with: its reports, or the sentence why it cannot be taken in.

    With reports, ``trouble`` says what else of the file could not be read.
    """

    path: Path
    results: tuple[AddResult, ...] = ()
    trouble: str = ""

    @property
    def already(self) -> bool:
        """Whether all of it was here before."""
        return bool(self.results) and all(result.already for result in self.results)


@dataclass(frozen=True, slots=True)
class Step:
    """Where an import stands after one more file; ``seconds_left`` is None until that can be told."""

    outcome: Outcome
    done: int
    total: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class _Batch:
    """Files that were read, and what the indexes need of those that are new."""

    outcomes: tuple[Outcome | None, ...]  # None: to be stored, in the order of ``arrivals``
    paths: tuple[Path, ...]
    arrivals: tuple[Arrival, ...]
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Importer:
    """What an import needs of a library: to read a file, to prepare and to store what files gave."""

    known: Callable[[bytes], Sequence[AddResult]]
    read: Callable[[str, bytes], Arrival]
    prepare: Callable[[Sequence[Arrival]], Prepared]
    store: Callable[[Sequence[Arrival], Prepared], Sequence[tuple[AddResult, ...]]]

    def run(self, paths: Sequence[Path]) -> Iterator[Step]:
        """Take the files in, yielding one step a file once it is stored; stop iterating to break off.

        While one batch is stored the next is read. Raises ``EmbeddingError`` or ``LibraryError``; what was yielded stays.
        """
        clock, done = _Clock(paths), 0
        with ThreadPoolExecutor(1, thread_name_prefix="import") as pool:
            upcoming: Future[_Batch] | None = None
            batches = _batches(paths)
            try:
                upcoming = _submit(pool, self._read, batches)
                while upcoming is not None:
                    batch, upcoming = upcoming.result(), _submit(pool, self._read, batches)
                    for outcome in self._stored(batch):
                        done += 1
                        clock.passed(outcome)
                        yield Step(outcome, done, len(paths), clock.left())
            finally:
                if upcoming is not None:
                    upcoming.cancel()

    def _read(self, paths: Sequence[Path]) -> _Batch:
        read = [self._arrival(path) for path in paths]
        arrivals = tuple(item for item in read if isinstance(item, Arrival))
        outcomes = tuple(None if isinstance(item, Arrival) else item for item in read)
        return _Batch(outcomes, tuple(paths), arrivals, self.prepare(arrivals))

    def _arrival(self, path: Path) -> Arrival | Outcome:
        try:
            data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
            if not data:
                read_file(path)  # says what is wrong with it
            known = tuple(self.known(data))
            return Outcome(path, known) if known else self.read(path.name, data)
        except (FileError, UnknownKind) as error:
            return Outcome(path, trouble=str(error))
        except OSError:
            return Outcome(path, trouble=f"打不开文件“{path.name}”，请检查路径和权限。")

    def _stored(self, batch: _Batch) -> Iterator[Outcome]:
        results = iter(self.store(batch.arrivals, batch.prepared) if batch.arrivals else ())
        arrivals = iter(batch.arrivals)
        for path, outcome in zip(batch.paths, batch.outcomes, strict=True):
            yield outcome or Outcome(path, next(results), "；".join(next(arrivals).troubles))


def files_under(paths: Iterable[Path]) -> list[Path]:
    """Return the files to take in, in order: those named, and all readable ones of the folders named and theirs."""
    found: list[Path] = []
    for path in paths:
        found += sorted(item for item in path.rglob("*") if _wanted(item)) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def remaining(seconds: float | None) -> str:
    """Return the time that is left in the user's words; empty where it cannot be told."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"约剩{max(round(seconds), 1)}秒"
    minutes = round(seconds / 60)
    return f"约剩{minutes}分钟" if minutes < 60 else f"约剩{minutes // 60}小时{minutes % 60}分钟"


def _wanted(path: Path) -> bool:
    return ends_in(path.name) in READ_SUFFIXES - TABLES and not is_junk(path.name) and path.is_file()


def _submit(
    pool: ThreadPoolExecutor, work: Callable[[Sequence[Path]], _Batch], batches: Iterator[list[Path]]
) -> Future[_Batch] | None:
    paths = next(batches, None)
    return pool.submit(work, paths) if paths else None


def _batches(paths: Sequence[Path]) -> Iterator[list[Path]]:
    batch: list[Path] = []
    held = 0
    for path in paths:
        batch.append(path)
        held += _size(path)
        if len(batch) == _FILES or held >= _BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


class _Clock:
    """Tells the time that is left by the bytes that are left; files that were here before cost next to nothing."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._sizes = {path: _size(path) for path in paths}
        self._left = sum(self._sizes.values())
        self._taken = 0
        self._began = time.monotonic()

    def passed(self, outcome: Outcome) -> None:
        """Note that a file is done."""
        size = self._sizes.get(outcome.path, 0)
        self._left -= size
        if outcome.results and not outcome.already:
            self._taken += size

    def left(self) -> float | None:
        """Return the seconds that are left."""
        spent = time.monotonic() - self._began
        return spent * self._left / self._taken if self._taken and spent > 1 else None
