"""How long search takes, in time of the processor: ``python -m benchmarks.library.retrieval_speed``.

Passages beyond our own are mixed from their sentences. The first search of a process is taken by the clock.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

from benchmarks.library.judged import DUMP, ROOT, dump_reports, queries, sample_reports
from knowledge.asking import understood
from knowledge.kinds import KINDS
from knowledge.retrieval import LexicalIndex, Query, fuse, ranked, varied
from knowledge.splitting import Passage, passages

SIZES = (350, 20_000, 100_000)
_SENTENCES = 8
_PER_REPORT = 8
_FIRST = """
import sys, time
from pathlib import Path
from knowledge.library import Library
library = Library.open(Path(sys.argv[1]))
opened = [name for name in ("jieba", "chromadb", "numpy") if name in sys.modules]
times = []
for query in ("困难职工慰问金", "违法用地拆除"):
    start = time.perf_counter()
    library.search(query)
    times.append(time.perf_counter() - start)
print(f"{times[0] * 1000:.0f} ms, the second {times[1] * 1000:.1f} ms; loaded on opening: {opened or 'none'}")
"""


def mixed(real: Sequence[Passage], count: int) -> list[Passage]:
    chance = random.Random(20261122)
    sentences = [s + "。" for p in real for s in p.text.split("。") if len(s) > 10]
    found = []
    for n in range(count):
        like = chance.choice(real)
        text = "".join(chance.sample(sentences, _SENTENCES))[:450]
        document = f"{n // _PER_REPORT}.txt"
        found.append(Passage(f"{n:06}", document, like.title, like.kind, like.heading, like.role, text, 1, 1, "own"))
    return found


def timed(index: LexicalIndex) -> list[float]:
    taken = []
    for query in queries():
        start = time.thread_time()
        asked, wanted = understood(query.text), Query(query.text)
        scores = fuse(index.rank(asked.weights, wanted.admits), [])
        varied(wanted, asked, ranked(wanted, asked, index.by_id, scores), index)
        taken.append((time.thread_time() - start) * 1000)
    return sorted(taken)


def main() -> None:
    reports = sample_reports() + (dump_reports() if DUMP.exists() else [])
    real = [passage for report in reports for passage in passages(report)]
    understood(KINDS[0].name)  # reads the data files
    print("| passages | index built | search p50 | p95 |\n|---|---|---|---|")
    for size in SIZES:
        chosen = real[:size] if size <= len(real) else real + mixed(real, size - len(real))
        start = time.thread_time()
        index = LexicalIndex(chosen)
        built = time.thread_time() - start
        timed(index)
        taken = timed(index)
        row = f"{statistics.median(taken):.1f} ms | {taken[len(taken) * 95 // 100]:.1f} ms"
        print(f"| {len(chosen)} | {built:.2f} s | {row} |", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", _FIRST, folder], check=True, cwd=ROOT, capture_output=True)
        print("first search of a process:", end=" ", flush=True)
        subprocess.run([sys.executable, "-c", _FIRST, folder], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
