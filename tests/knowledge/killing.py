"""A process that imports reports is killed at a random moment, again and again; what it had reported as done must be whole.

    python -m tests.knowledge.killing 200       # that many kills, with a seed that is printed

The processes are forked off one that has loaded everything, so that a round takes little more than the work it does.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.library.size_texts import reports
from knowledge.asking import understood
from knowledge.embedding import HashedEmbedding, NamedEmbedding
from knowledge.library import Library
from knowledge.retrieval import Query

VECTORS = NamedEmbedding(HashedEmbedding(), "hashed")
LONGEST = 1.6  # seconds after which a process is killed at the latest
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.knowledge.warmed"])


@dataclass(frozen=True)
class Found:
    """What a new process finds after a kill."""

    stored: int
    problems: tuple[str, ...]


def write_files(folder: Path, count: int, seed: int) -> list[Path]:
    """Write that many reports; the last two of three are short, so that batches differ in size."""
    folder.mkdir()
    for n, report in enumerate(reports(count, seed)):
        text = report.text if n % 3 == 0 else report.text[: 400 + 13 * n % 900]
        (folder / report.document).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def import_all(library: Path, files: Sequence[Path], done: Path) -> None:
    """Import the files, noting each name as soon as it is reported as done; runs in a process of its own."""
    with done.open("a", encoding="utf-8", buffering=1) as log, Library.open(library, VECTORS) as opened:
        for step in opened.import_files(files):
            assert not step.outcome.trouble, step.outcome.trouble
            log.write(f"{step.outcome.path.name}\n")


def kill_while_importing(library: Path, files: Sequence[Path], done: Path, delay: float) -> bool:
    """Import, and kill the process after that many seconds; whether it was still at it."""
    process = _FORKS.Process(target=import_all, args=(library, files, done))
    process.start()
    process.join(delay)
    running = process.is_alive()
    process.kill()
    process.join()
    return running


def look(library: Path, files: Sequence[Path], done: Path) -> Found:
    """Open the library in a new process and compare it with the files and with what was reported as done."""
    ours, theirs = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=_look, args=(library, files, done, theirs))
    process.start()
    theirs.close()
    try:
        return Found(*ours.recv())
    finally:
        process.join()


def _look(folder: Path, files: Sequence[Path], done: Path, answer: Any) -> None:
    from knowledge.splitting import passages

    promised = done.read_text(encoding="utf-8").split() if done.exists() else []
    problems: list[str] = []
    with Library.open(folder, VECTORS) as library:
        texts = {path.name: path.read_text(encoding="utf-8") for path in files}
        own = [s for s in library.reports() if s.origin != "built-in"]
        stored = {summary.document for summary in own}
        problems += [f"promised and not here: {name}" for name in promised if name not in stored]
        for summary in own:
            report = library.report(summary.document)
            if "".join(report.text.split()) != "".join(texts[summary.document].split()):
                problems.append(f"not whole: {summary.document}")
            if summary.passages != len(passages(report)):
                problems.append(f"half cut: {summary.document}")
        every = library.passages()
        vectors = library._finder._vectors
        assert vectors is not None
        held = vectors._place.open().get(include=[])["ids"]
        if sorted(held) != sorted(passage.id for passage in every):
            problems.append(f"{len(held)} vectors for {len(every)} passages")
        problems += _not_found(library, promised)
    answer.send((len(own), tuple(problems)))


def _not_found(library: Library, promised: Sequence[str]) -> list[str]:
    """Which of some reports a search does not find, by words and by vectors each."""
    finder, chosen = library._finder, random.Random(len(promised))
    assert finder._vectors is not None
    problems = []
    by_document: dict[str, list[Any]] = {}
    for passage in library.passages():
        by_document.setdefault(passage.document, []).append(passage)
    for name in [*promised[-5:], *chosen.sample(promised, min(5, len(promised)))]:
        for passage in by_document.get(name, [])[:2]:
            library.search(passage.text)
            if library.notice:
                problems.append(library.notice)
            if passage.id not in finder._words.find(understood(passage.text).weights, Query(passage.text), 5):
                problems.append(f"not found by words: {name}")
            text = f"{passage.heading}\n{passage.text}"
            if passage.id not in finder._vectors.nearest(text, library._texts, 5):
                problems.append(f"not found by vectors: {name}")
    return problems


def rounds(folder: Path, kills: int, seed: int, files: int = 240) -> list[str]:
    """Kill that many imports, starting a new library whenever one is full; return what was found amiss."""
    chance, problems, killed, full = random.Random(seed), [], 0, 0
    while killed < kills:
        here = folder / f"round-{full}"
        here.mkdir()
        paths = write_files(here / "files", files, seed + full)
        while killed < kills:
            delay = chance.uniform(0.02, LONGEST)
            running = kill_while_importing(here / "library", paths, here / "done", delay)
            killed += running
            found = look(here / "library", paths, here / "done")
            problems += [f"kill {killed} after {delay:.3f} s: {problem}" for problem in found.problems]
            if not running:
                if found.stored != len(paths):
                    problems.append(f"{found.stored} of {len(paths)} after the last run")
                break
        full += 1
    return problems


def main(kills: int, seed: int) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        problems = rounds(Path(folder), kills, seed)
    said = f"seed {seed}: {kills} kills in {time.monotonic() - began:.0f} s, {len(problems)} problems"
    sys.stdout.write("\n".join([said, *problems, ""]))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
