"""How well search finds the judged places: ``python -m benchmarks.library.retrieval``.

Needs bm25s==0.3.16 and langchain-text-splitters==1.1.3 beside the project's own dependencies.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.library.judged import (
    DUMP,
    Query,
    dump_reports,
    holds,
    queries,
    same,
    sample_reports,
    with_copies,
)
from benchmarks.library.ours import Search, ours
from knowledge.reports import Report

DEPTH = 10  # answers looked at; MRR counts no later ones
BUDGET = 1500  # characters: what a writer can be shown, however they are cut
ROUNDS = 2000  # of the bootstrap
SEED = 20261122


@dataclass(frozen=True)
class Corpus:
    """Reports to search; ``sides`` names which places of a query stand in it."""

    name: str
    reports: list[Report]
    sides: tuple[str, ...]

    def places(self, query: Query) -> tuple[str, ...]:
        """Return the places that answer a query here."""
        return tuple(place for side in self.sides for place in getattr(query, side))


@dataclass(frozen=True)
class Outcome:
    """What one query came to."""

    first: int  # place of the first right answer, 0 for none
    copies: float  # share of the first five that are versions of one before them
    right: int  # different right answers among the first five
    characters: int  # of the first five
    in_budget: bool  # whether the first BUDGET characters hold a place


def corpora() -> list[Corpus]:
    found = [Corpus("samples", sample_reports(), ("samples",))]
    if DUMP.exists():
        both = ("samples", "dump")
        found.append(Corpus("dump", dump_reports(), ("dump",)))
        found.append(Corpus("both", sample_reports() + dump_reports(), both))
        found.append(Corpus("both, with copies", sample_reports() + with_copies(dump_reports()), both))
    return found


def outcome(hits: Sequence[str], places: Sequence[str]) -> Outcome:
    good = [any(holds(hit, place) for place in places) for hit in hits]
    five = list(hits[:5])
    repeated = [any(same(hit, earlier) for earlier in five[:n]) for n, hit in enumerate(five)]
    return Outcome(
        first=good.index(True) + 1 if any(good) else 0,
        copies=sum(repeated) / len(five) if five else 0.0,
        right=sum(g and not r for g, r in zip(good, repeated, strict=False)),
        characters=sum(map(len, five)),
        in_budget=_in_budget(hits, places),
    )


def _in_budget(hits: Sequence[str], places: Sequence[str]) -> bool:
    left = BUDGET
    for hit in hits:
        shown = hit[:left]
        if any(holds(shown, place) for place in places):
            return True
        left -= len(shown)
    return False


def measured(search: Search, corpus: Corpus, half: str, show: int = 0) -> list[Outcome]:
    """Return one outcome a query of that half that has a place in the corpus."""
    found = []
    for query in queries():
        places = corpus.places(query)
        if query.half == half and places:
            hits = search(query.text, DEPTH)
            found.append(outcome(hits, places))
            if show and half == "dev" and found[-1].first != 1:
                print(f"    {found[-1].first} [{query.number}] {query.text}")
                for hit in hits[:show]:
                    print(f"        {hit[:60]!r}")
    return found


def numbers(found: Sequence[Outcome]) -> dict[str, float]:
    n = len(found)
    return {
        "R@1": sum(o.first == 1 for o in found) / n,
        "R@4": sum(0 < o.first <= 4 for o in found) / n,
        "R@5": sum(0 < o.first <= 5 for o in found) / n,
        "MRR": sum(1 / o.first for o in found if o.first) / n,
        "in 1500": sum(o.in_budget for o in found) / n,
        "right": sum(o.right for o in found) / n,
        "copies": sum(o.copies for o in found) / n,
        "chars": sum(o.characters for o in found) / n,
    }


def spread(found: Sequence[Outcome]) -> dict[str, float]:
    """Half the width of the middle 95 % of resampled results."""
    chance = random.Random(SEED)
    rounds = [numbers(chance.choices(found, k=len(found))) for _ in range(ROUNDS)]
    low, high = round(ROUNDS * 0.025), round(ROUNDS * 0.975) - 1
    return {
        name: (sorted(r[name] for r in rounds)[high] - sorted(r[name] for r in rounds)[low]) / 2 for name in rounds[0]
    }


def _line(name: str, half: str, found: Sequence[Outcome]) -> str:
    values, widths = numbers(found), spread(found)
    cells = [f"{values[key]:.3f} ±{widths[key]:.2f}" for key in ("R@1", "R@4", "R@5", "MRR", "in 1500")]
    cells += [f"{values['right']:.2f}", f"{values['copies']:.2f}", f"{values['chars']:.0f}"]
    return f"| {name} | {half} {len(found)} | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["dev", "held"], action="append")
    parser.add_argument("--only", default="", help="methods whose name holds this")
    parser.add_argument("--show", type=int, default=0, help="list dev failures with so many answers")
    args = parser.parse_args()
    from benchmarks.library.rivals import RIVALS  # needs more than the project does

    methods = {name: rival for name, rival in {**RIVALS, **ours()}.items() if args.only in name}
    for corpus in corpora():
        print(f"\n{corpus.name}: {len(corpus.reports)} reports\n")
        print(
            "| method | half, queries | R@1 | R@4 | R@5 | MRR | in 1500 characters | right in 5 | copies in 5 | characters in 5 |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|")
        for name, rival in methods.items():
            search = rival(corpus.reports)
            for half in args.half or ("dev", "held"):
                print(_line(name, half, measured(search, corpus, half, args.show)), flush=True)


if __name__ == "__main__":
    main()
