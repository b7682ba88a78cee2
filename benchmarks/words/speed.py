"""What the checks of words cost beside jieba's cut of the same text, with a library of 100,000 passages.

    python -m benchmarks.words.speed                     # the index is made in a temporary folder
    python -m benchmarks.words.speed --passages 20000
    python -m benchmarks.words.speed --index FOLDER      # and kept there for the next time

The passages are our own samples with their clauses shuffled and their figures changed, so that they are as alike as reports of one
line of work are. A ratio of 1 is one cut by jieba: both are measured in turn, in processor seconds and with empty caches, and the middle ratio of nine counts.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from assistant.checks import boilerplate, copied_passage, dropped_contrast, notes_conflict, repetition, unsourced_claim
from assistant.checks.case import Case, sentences
from assistant.checks.samples import Samples
from assistant.facts import confirmed, facts_of
from assistant.figures.provenance import judge
from assistant.figures.reading import read
from assistant.figures.record import record
from assistant.notes import Notes
from assistant.padding.lexicon import Lexicon
from benchmarks.words.sets import pairs
from knowledge.fingerprints import Fingerprints
from knowledge.reports import built_in_reports
from knowledge.splitting import Passage, passages
from knowledge.wording import Wording

TURNS = 9
OURS = {"套话": boilerplate, "重复": repetition, "照抄": copied_passage}
OTHERS = {"无据": unsourced_claim, "漏对照": dropped_contrast, "笔记矛盾": notes_conflict}
_CLAUSE = re.compile(r"[^，；。！？\n]+[，；。！？\n]?")


def passages_like_ours(count: int) -> Iterator[Passage]:
    """So many passages made of the clauses of our samples, eight to a report; no random seed but a fixed one."""
    chance = random.Random(7)
    ours = [p for report in built_in_reports() for p in passages(report)]
    clauses = [c for p in ours for c in _CLAUSE.findall(p.text)]
    for n in range(count):
        text = "".join(chance.choice(clauses) for _ in range(14))
        text = re.sub(r"[0-9]+", lambda m: str(chance.randrange(1, 10 ** len(m[0]))), text)
        yield replace(ours[n % len(ours)], id=f"p{n}", document=f"d{n // 8}", text=text, start=0)


def filled(folder: Path, count: int) -> Wording:
    """The wording of a library of that size, made where it is not yet there."""
    path = folder / Fingerprints.FILE
    begun, new = time.perf_counter(), not path.exists()
    prints = Fingerprints(path)
    known = {p.id: p for p in passages_like_ours(count)}
    if new:
        prints.update(list(known.values()), ())
    prints.families_with("年初确定的目标任务")
    size = sum(file.stat().st_size for file in folder.glob(f"{Fingerprints.FILE}*")) / 1e6
    print(f"字句索引：{count} 段，{time.perf_counter() - begun:.1f} 秒，{size:.0f} MB")
    return Wording(prints, lambda ids: {i: known[i] for i in ids if i in known})


def forget() -> None:
    """Empty the caches of texts in the rooms of words (figures are read beforehand); caches without a bound hold data files and stay."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("assistant.claims", "assistant.padding", "assistant.checks", "knowledge.")):
            for value in list(vars(module).values()):
                info = getattr(value, "cache_info", None)
                if info is not None and info().maxsize is not None:
                    value.cache_clear()


def spent(work: Callable[[], object]) -> float:
    """The processor seconds that some work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def ratio(measure: Callable[[], float], cut: Callable[[], object]) -> float:
    """How often jieba's cut goes into what is measured, next to each other: the middle one of several turns."""
    found = []
    for _ in range(TURNS):
        forget()
        found.append(measure() / spent(cut))
    return median(found)


def first(given: Sequence[Case], modules: Sequence[object]) -> float:
    """Processor seconds of these checks over texts seen for the first time."""
    return spent(lambda: [list(module.check(case)) for case in given for module in modules])  # type: ignore[attr-defined]


def again(given: Sequence[Case], modules: Sequence[object]) -> float:
    """Processor seconds for texts that have just been checked, one by one, as after an edit."""
    found = 0.0
    for case in given:
        first([case], modules)
        found += first([case], modules)
    return found


def cases(samples: Samples) -> list[Case]:
    """The reports of the labelled set with their notes, figures judged beforehand."""
    found = []
    for pair in pairs():
        evidence = confirmed(Notes.of(pair.notes), facts_of(Notes.of(pair.notes)))
        notes = record(tuple((n.document, n.text) for n in evidence.notes.items), evidence.void)
        text = pair.report
        judged = judge(text, notes, None)
        found.append(Case(text, read(text), evidence, notes, samples, judged, sentences(text), pair.name))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--index", type=Path)
    given = parser.parse_args()
    import jieba

    jieba.initialize()
    Lexicon.standard()
    with tempfile.TemporaryDirectory() as spare:
        folder = given.index or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        every = cases(Samples.of((), {}, filled(folder, given.passages)))
        texts = [case.text for case in every]
        gc.freeze()  # the texts of the library, which the product keeps on disk, are none of the collector's business

        def cut() -> object:
            return [list(jieba.cut(text)) for text in texts]

        cut()
        print(
            f"报告 {len(texts)} 份，{sum(map(len, texts))} 字；jieba 切一遍 {min(spent(cut) for _ in range(TURNS)) * 1000:.0f} 毫秒"
        )
        for name, module in (OURS | OTHERS).items():
            print(f"{name}　{ratio(lambda module=module: first(every, [module]), cut):.2f} 倍")  # type: ignore[misc]
        ours, whole = list(OURS.values()), [*OURS.values(), *OTHERS.values()]
        print(f"套话、重复、照抄合计　{ratio(lambda: first(every, ours), cut):.2f} 倍")
        print(f"同文再查，全部合计　　{ratio(lambda: again(every, whole), cut):.2f} 倍")
        print(f"全部词句检查合计　　　{ratio(lambda: first(every, whole), cut):.2f} 倍")


if __name__ == "__main__":
    main()
