"""Time judging of a whole draft against jieba segmenting the same texts; and what ten times the length costs.

Texts are built from the judging cases: a draft of 5,000 characters, notes of 500 figures. Every round has fresh texts and
empty caches, and the two take turns at going first; medians are given.

python -m benchmarks.figures.speed [--rounds 9]
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import time
from collections.abc import Callable

import jieba

from assistant.figures.provenance import judge
from assistant.figures.reading import read
from assistant.figures.record import record
from benchmarks.figures.judging.cases import half

PLACES = "东西南北中上下前后左右内外新老大小高低长"


def pieces() -> list[tuple[str, str]]:
    return [(case.notes, case.draft) for case in half("dev") + half("held")]


def texts(characters: int, figures: int, turn: int) -> tuple[str, str]:
    """Make notes and a draft of about this size, unlike those of every other turn."""
    notes, draft, stated, part = [], [], 0, 0
    given = pieces()
    while stated < figures or sum(map(len, draft)) < characters:
        one, two = given[part % len(given)]
        place = "".join(PLACES[n % 20] for n in (part, part // 20, turn, turn // 20)) + "片区"
        if stated < figures:
            lines = one.splitlines()
            for line in lines:
                if stated >= figures:
                    break
                notes.append(f"{place}{line}" if line and "|" not in line else line)
                stated += sum(m.is_figure for m in read(line))
        if sum(map(len, draft)) < characters:
            # the place stands in every sentence: what an engine keeps of a clause or line is of no use in the next round
            draft.append("。".join(s if not s.strip() else f"{place}{s.strip()}" for s in two.split("。")))
        part += 1
    # and both end in words that no other turn has: reading keeps what it has read
    return "\n".join(notes) + f"\n第{turn}稿", "\n".join(draft)[: characters - 8] + f"\n第{turn}稿"


def forget() -> None:
    """Empty what the engine keeps of texts it has seen (not its data files, which are kept without bound)."""
    for name, module in list(sys.modules.items()):
        if name.startswith("assistant.figures"):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear") and kept.cache_parameters()["maxsize"] is not None:
                    kept.cache_clear()


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(characters: int, figures: int, rounds: int, first: int) -> tuple[float, float, str]:
    ours, theirs = [], []
    shape = ""
    for turn in range(rounds):
        notes, draft = texts(characters, figures, first + turn)
        forget()
        if not shape:
            count = sum(m.is_figure for m in read(notes + " "))
            shape = f"draft {len(draft)} characters, notes {len(notes)} characters with {count} figures"
        steps = [
            (ours, lambda n=notes, d=draft: judge(d, record((("notes.txt", n),)))),
            (theirs, lambda n=notes, d=draft: (jieba.lcut(n), jieba.lcut(d))),
        ]
        for into, work in steps if turn % 2 else reversed(steps):
            into.append(timed(work))
    return statistics.median(ours), statistics.median(theirs), shape


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    chosen = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    jieba.lcut("热身")
    measure(1000, 100, 2, 300)  # warm up: patterns and data files load once
    small, cut, shape = measure(5000, 500, chosen.rounds, 0)
    print(shape)
    print(f"judge {small * 1000:.1f} ms, jieba {cut * 1000:.1f} ms: ratio {small / cut:.2f} (aim: at most 1)")
    large, big_cut, big_shape = measure(50000, 5000, max(3, chosen.rounds // 3), 100)
    print(big_shape)
    print(f"judge {large * 1000:.1f} ms, jieba {big_cut * 1000:.1f} ms: ratio {large / big_cut:.2f}")
    print(f"ten times longer costs {large / small:.1f} times (aim: at most 12; jieba {big_cut / cut:.1f} times)")


if __name__ == "__main__":
    main()
