"""One system at one size, measured in a process of its own, so that memory is its alone; called by ``size.py``.

python -m benchmarks.library.size_systems ingest youju FOLDER TEXTS
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.library.size_texts import reports
from knowledge.asking import understood
from knowledge.embedding import offline_embedding
from knowledge.kinds import KINDS
from knowledge.tokens import terms

CHUNK, OVERLAP, TOP = 500, 50, 4  # the usual recipe
QUERIES = [
    *(f"{topic.heading} {' '.join(topic.words[:6])}" for kind in KINDS for topic in kind.topics),
    "今年新建了5家工会，发展骑手入会200多人", "教代会提案办了多少件，老师体检", "征兵上站体检合格的人，民兵点验",
    "灭鼠投药，农贸市场搞卫生", "拆了3宗违建，卫片图斑核查", "农民看病报销，参保缴费", "广场舞比赛，农家书屋开门",
    "本科上线多少人，大班额消了几个", "油茶技术服务，给林农讲课", "卖了多少货，客户欠款没收回来",
]  # fmt: skip
ADDED = 10  # reports added one by one to a full library
DRAFTS = 20  # checked with the library


def memory(name: str) -> float:
    """This process's memory in MB, now (VmRSS) or at its most (VmHWM)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024


def disk(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def latency(search: Callable[[str], Any]) -> tuple[float, float]:
    """p50 and p95 in milliseconds over all queries, after some to warm up."""
    for query in QUERIES[:5]:
        search(query)
    taken = []
    for query in QUERIES:
        began = time.perf_counter()
        search(query)
        taken.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(taken, n=20)
    return cuts[9], cuts[18]


def ingest_youju(folder: Path, texts: Path) -> dict[str, float]:
    from knowledge.library import Library

    with Library.open(folder) as library:  # the built-in samples are no part of it
        before = library.stats().passages
        began, used = time.perf_counter(), time.process_time()
        for step in library.import_files([texts]):
            assert not step.outcome.trouble, step.outcome.trouble
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
        stats = library.stats()
        return {"pieces": stats.passages - before, "copies": stats.copies, "seconds": seconds, "cpu": cpu}


def query_youju(folder: Path, _texts: Path) -> dict[str, float]:
    from knowledge.library import Library

    began = time.perf_counter()
    with Library.open(folder) as library:
        opened = time.perf_counter() - began
        library.search(QUERIES[0])
        first = time.perf_counter() - began
        p50, p95 = latency(library.search)
        held = memory("VmRSS")
        role50, role95 = latency(lambda query: library.search(query, role="problems"))
        one = [_added(lambda report: library.add(report.document, report.text.encode()), n) for n in range(ADDED)]
    return {
        "open": opened, "first": first, "p50": p50, "p95": p95, "role50": role50, "role95": role95,
        "memory": held, "add": statistics.median(one),
    }  # fmt: skip


def _added(add: Callable[[Any], object], n: int) -> float:
    report = next(reports(1, seed=977 + n))
    began = time.perf_counter()
    add(report)
    return time.perf_counter() - began


def _recipe(folder: Path) -> tuple[Any, Any]:
    from chromadb.config import Settings
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    store = Chroma(
        persist_directory=str(folder), embedding_function=offline_embedding().embeddings,
        client_settings=Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder)),
    )  # fmt: skip
    return store, RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)


def ingest_recipe(folder: Path, texts: Path) -> dict[str, float]:
    store, splitter = _recipe(folder)
    terms("工会")  # the dictionary is loaded, as in ours
    began, used, pieces = time.perf_counter(), time.process_time(), 0
    waiting: list[str] = []
    for path in sorted(texts.iterdir()):
        waiting += splitter.split_text(path.read_text(encoding="utf-8"))
        if len(waiting) >= 5000:
            store.add_texts(waiting)
            pieces, waiting = pieces + len(waiting), []
    if waiting:
        store.add_texts(waiting)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    return {"pieces": pieces + len(waiting), "copies": 0, "seconds": seconds, "cpu": cpu}


def query_recipe(folder: Path, _texts: Path) -> dict[str, float]:
    began = time.perf_counter()
    store, splitter = _recipe(folder)
    opened = time.perf_counter() - began
    store.similarity_search(QUERIES[0], k=TOP)
    first = time.perf_counter() - began
    p50, p95 = latency(lambda query: store.similarity_search(query, k=TOP))
    held = memory("VmRSS")
    one = [_added(lambda report: store.add_texts(splitter.split_text(report.text)), n) for n in range(ADDED)]
    return {"open": opened, "first": first, "p50": p50, "p95": p95, "memory": held, "add": statistics.median(one)}


def ingest_checks(folder: Path, _texts: Path) -> dict[str, float]:
    """What drafts are laid beside (names, figures, wording), read from a library for the first time."""
    from assistant.checks import Samples
    from knowledge.library import Library

    with Library.open(folder) as library:
        before = disk(folder)
        began, used = time.perf_counter(), time.process_time()
        Samples.beside(library).close()
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
    return {"seconds": seconds, "cpu": cpu, "own": disk(folder) - before}


def query_checks(folder: Path, _texts: Path) -> dict[str, float]:
    """Drafts of 3,000 characters, put together like the samples, checked with the library and without one."""
    from assistant.checks import Samples
    from assistant.notes import Notes
    from assistant.writer import Writer, check_text
    from knowledge.library import Library

    drafts = [report.text[:3000] for report in reports(DRAFTS, seed=411)]
    notes = [Notes.of("\n".join(text.splitlines()[::2])) for text in drafts]
    for text, given in zip(drafts[:3], notes, strict=False):
        check_text(text, "", given)

    def timed(library: Library | None) -> float:
        taken = []
        for text, given in zip(drafts, notes, strict=True):
            began = time.perf_counter()
            check_text(text, "", given, library)
            taken.append((time.perf_counter() - began) * 1000)
        return statistics.median(taken)

    with Library.open(folder) as library:
        before, began = memory("VmRSS"), time.perf_counter()
        Samples.beside(library).close()
        opened = time.perf_counter() - began
        beside, alone = timed(library), timed(None)
        held, writer = memory("VmRSS") - before, Writer(library)
        writer.samples()
        report = next(reports(1, seed=5_000))
        library.add(report.document, report.text.encode())
        began = time.perf_counter()
        writer.samples()
        follow = time.perf_counter() - began
        library.delete(report.document)
    return {"open": opened, "check": beside, "alone": alone, "memory": held, "follow": follow}


def query_words_in_memory(folder: Path, _texts: Path) -> dict[str, float]:
    """The word index as ``retrieval.LexicalIndex`` holds it, built anew at every start."""
    from knowledge.library import Library
    from knowledge.retrieval import LexicalIndex

    with Library.open(folder) as library:
        passages = library.passages()
    before, began = memory("VmRSS"), time.perf_counter()
    index = LexicalIndex(passages)
    opened = time.perf_counter() - began
    p50, p95 = latency(lambda query: index.rank(understood(query).weights))
    return {"open": opened, "p50": p50, "p95": p95, "memory": memory("VmRSS") - before}


def query_words_on_disk(folder: Path, _texts: Path) -> dict[str, float]:
    """The word index as the library uses it."""
    from knowledge.library import Library
    from knowledge.retrieval import CANDIDATES, LexicalIndex, Query
    from knowledge.words import WordIndex

    with Library.open(folder) as library:
        terms("工会")
        before, began = memory("VmRSS"), time.perf_counter()
        index = WordIndex(folder / "words", library._texts.meta("library"))  # noqa: SLF001
        index.follow(library._texts)  # noqa: SLF001
        opened = time.perf_counter() - began

        def ranked(query: str) -> object:
            weights = understood(query).weights
            found = library._texts.passages_of(index.find(weights, Query(query), CANDIDATES))  # noqa: SLF001
            return LexicalIndex(list(found.values()), index).rank(weights)

        p50, p95 = latency(ranked)
        return {
            "open": opened,
            "p50": p50,
            "p95": p95,
            "memory": memory("VmRSS") - before,
            "disk": disk(folder / "words"),
        }


def main(task: str, system: str, folder: Path, texts: Path) -> None:
    if task == "query":
        with suppress(PermissionError):
            os.nice(-10)  # else a machine that others use measures the others
    found = globals()[f"{task}_{system}"](folder, texts)
    found["peak"] = memory("VmHWM")
    if task == "ingest":
        found["disk"] = disk(folder)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
