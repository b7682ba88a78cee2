"""Time judging of a whole draft against jieba segmenting the same texts; what ten times the length costs; and judging again.

Texts are built from the judging cases: a draft of 5,000 characters, notes of 500 figures. Every round has fresh texts and
empty caches, and the two take turns at going first. Judging again is timed after one sentence of the draft has changed, with
what the engine keeps of the texts, as the checker runs at every edit; jieba cuts the whole changed draft. Times are those of
the processor, for other work on the machine counts in neither; medians are given.

python -m benchmarks.figures.speed [--rounds 9]
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import jieba

from assistant.figures.provenance import judge
from assistant.figures.reading import read
from assistant.figures.record import record
from benchmarks.figures.fresh import forget
from benchmarks.figures.judging.cases import half

PLACES = "东西南北中上下前后左右内外新老大小高低长"


def pieces() -> list[tuple[str, str]]:
    return [(case.notes, case.draft) for case in half("dev") + half("held")]


def texts(characters: int, figures: int, turn: int) -> tuple[str, str]:
    """Make notes and a draft of about this size, unlike those of every other turn."""
    notes, draft, stated, part = [], [], 0, 0
    given = pieces()
    given = (
        given[turn * 7 % len(given) :] + given[: turn * 7 % len(given)]
    )  # short texts are cut from all of them by turns
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


def changed(draft: str) -> str:
    """Change one sentence in the middle of a draft: words and a figure come in."""
    at = draft.index("。", len(draft) // 2) + 1
    return f"{draft[:at]}为此又召开推进会4次、印发通报11期。{draft[at:]}"


def timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@dataclass
class Times:
    """Seconds of every round."""

    judging: list[float] = field(default_factory=list)
    cutting: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    cutting_draft: list[float] = field(default_factory=list)
    shape: str = ""

    def ratio(self) -> float:
        """Judging to cutting, round by round: what slows a round slows both."""
        return statistics.median(a / b for a, b in zip(self.judging, self.cutting, strict=True))

    def ratio_again(self) -> float:
        """Judging a changed draft to cutting it."""
        return statistics.median(a / b for a, b in zip(self.again, self.cutting_draft, strict=True))


def measure(characters: int, figures: int, rounds: int, first: int) -> Times:
    times = Times()
    for turn in range(rounds):
        notes, draft = texts(characters, figures, first + turn)
        edited = changed(draft)
        forget()
        if not times.shape:
            count = sum(m.is_figure for m in read(notes + " "))
            times.shape = f"draft {len(draft)} characters, notes {len(notes)} characters with {count} figures"
        ours = [
            (times.judging, lambda n=notes, d=draft: judge(d, record((("notes.txt", n),)))),
            (times.again, lambda n=notes, d=edited: judge(d, record((("notes.txt", n),)))),
        ]
        theirs = [
            (times.cutting, lambda n=notes, d=draft: (jieba.lcut(n), jieba.lcut(d))),
            (times.cutting_draft, lambda d=edited: jieba.lcut(d)),
        ]
        for into, work in (*ours, *theirs) if turn % 2 else (*theirs, *ours):
            into.append(timed(work))
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    chosen = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    jieba.lcut("热身")
    measure(1000, 100, 2, 300)  # warm up: patterns and data files load once
    small = measure(5000, 500, chosen.rounds, 0)
    ours, theirs = (statistics.median(row) * 1000 for row in (small.judging, small.cutting))
    print(small.shape)
    print(f"judge {ours:.1f} ms, jieba {theirs:.1f} ms: ratio {small.ratio():.2f} (aim: at most 1)")
    ours, theirs = (statistics.median(row) * 1000 for row in (small.again, small.cutting_draft))
    print(f"one sentence changed: {ours:.1f} ms, jieba on the draft {theirs:.1f} ms: ratio {small.ratio_again():.2f}")
    large = measure(50000, 5000, max(3, chosen.rounds // 3), 100)
    ours, theirs = (statistics.median(row) * 1000 for row in (large.judging, large.cutting))
    print(large.shape)
    print(f"judge {ours:.1f} ms, jieba {theirs:.1f} ms: ratio {large.ratio():.2f}")
    more = statistics.median(large.judging) / statistics.median(small.judging)
    print(f"ten times longer costs {more:.1f} times (aim: at most 12)")


if __name__ == "__main__":
    main()
