"""What names cost: found once in each passage, kept beside the library, looked up in each draft.

The draft has 5,000 characters, half of them from samples, so that there is much to find. The larger library is the built-in one
with other names: each character that samples use for names is put for another, so that its names are new ones.

python -m benchmarks.figures.names.speed [--rounds 9] [--passages 10000]
"""

from __future__ import annotations

import argparse
import logging
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jieba

from assistant.checks import Samples
from assistant.checks.case import Case
from assistant.checks.leaked_name import check
from assistant.facts import confirmed, facts_of
from assistant.notes import Notes
from benchmarks.figures.judging.cases import half
from knowledge.library import Library
from knowledge.names import names_of
from knowledge.names.forms import Forms
from knowledge.reports import built_in_reports
from knowledge.splitting import Passage, passages

NOTES = "今年工作\n走访企业12家"


def library(count: int) -> list[Passage]:
    """So many passages; from the second round on with other names in them."""
    built_in = [p for report in built_in_reports() for p in passages(report)]
    letters = sorted({char for p in built_in for n in names_of(p) for char in n.core})
    found = list(built_in[:count])
    turn = random.Random(7)
    while len(found) < count:
        table = dict(zip(letters, turn.sample(letters, len(letters)), strict=True))
        for p in built_in[: count - len(found)]:
            forms = sorted({n.core for n in names_of(p)}, key=len, reverse=True)
            text = p.text
            for form in forms:
                text = text.replace(form, "".join(table[char] for char in form))
            found.append(replace(p, id=f"{len(found)}", text=text))
    return found


def draft(turn: int) -> str:
    """5,000 characters, half from faithful drafts and half from samples."""
    own = "\n".join(case.draft for case in half("dev"))
    samples = "\n".join(report.text for report in built_in_reports())
    at = 700 * turn
    return own[at : at + 2500] + samples[3 * at : 3 * at + 2490] + f"\n第{turn}稿"


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done


def measure(title: str, texts: list[Passage], rounds: int) -> None:
    finding, names = timed(lambda: {p.id: names_of(p) for p in texts})
    whole, samples = timed(lambda: Samples.of(texts, names))
    given = Notes.of(NOTES)
    evidence = confirmed(given, facts_of(given))
    ours, theirs, flagged = [], [], 0
    for turn in range(rounds):
        text = draft(turn)
        case = Case(text, (), evidence, None, samples)
        steps = [(ours, lambda c=case: len(list(check(c)))), (theirs, lambda t=text: len(jieba.lcut(t)))]
        for into, work in steps if turn % 2 else reversed(steps):
            spent, result = timed(work)
            into.append(spent)
            flagged = result if into is ours else flagged
    print(
        f"{title}: {len(texts)} passages, {len(samples.names.forms)} forms of names\n"
        f"   found once: {finding:.2f} s ({1000 * finding / len(texts):.2f} ms a passage);"
        f" samples made ready (with figures and wording) {whole:.2f} s\n"
        f"   a draft of {len(draft(0))} characters: {1000 * statistics.median(ours):.2f} ms ({flagged} findings in the last),"
        f" jieba cuts it in {1000 * statistics.median(theirs):.2f} ms"
    )


def stored() -> None:
    """What a library costs that has its names, and one that has to find them."""
    with tempfile.TemporaryDirectory() as folder:
        with Library.open(Path(folder)) as first:
            fresh, _ = timed(lambda: Forms.beside(first))
        with Library.open(Path(folder)) as second:
            again, _ = timed(lambda: Forms.beside(second))
    print(f"built-in library: names found in {fresh:.2f} s the first time, opened in {1000 * again:.1f} ms afterwards")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--passages", type=int, default=10_000)
    chosen = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    jieba.lcut("热身")
    names_of(library(1)[0])
    stored()
    measure("usual", library(350), chosen.rounds)
    measure("large", library(chosen.passages), chosen.rounds)


if __name__ == "__main__":
    main()
