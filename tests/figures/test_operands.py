"""What a figure may be reckoned from is found by index, and is what walking through all of it would find."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.figures.attempts import Asked, Shelf, differences, ratios
from assistant.figures.firsts import Firsts, Operand
from assistant.figures.record import Noted, noted

values = st.lists(st.decimals("0.1", "5000", places=1), min_size=1, max_size=12)


def pool_of(numbers: list[Decimal]) -> list[Noted]:
    return noted("笔记", "，".join(f"修路{number}米" for number in numbers))


def asked_for(figure: str) -> Asked:
    return Asked(noted("", figure)[0], "增加")


@given(numbers=values, figure=st.decimals("0.1", "99.9", places=1))
def test_shares_found_by_size_are_those_that_give_the_figure(numbers: list[Decimal], figure: Decimal) -> None:
    pool, asked = pool_of(numbers), asked_for(f"占比{figure}%")
    tried = [(a, b) for a in pool for b in pool if a is not b and asked.given_by(a.base / b.base * 100)]
    found = ratios(asked, Shelf(pool), "{a}{b}", scale=100)
    assert [attempt.operands for attempt in found if asked.given_by(attempt.result)] == tried


@given(numbers=values, figure=st.decimals("0.1", "4000", places=1))
def test_differences_found_by_size_are_those_that_give_the_figure(numbers: list[Decimal], figure: Decimal) -> None:
    pool, asked = pool_of(numbers), asked_for(f"增加{figure}米")
    tried = [(a, b) for a in pool for b in pool if a is not b and asked.given_by(a.base - b.base)]
    found = differences(asked, Shelf(pool))
    assert [attempt.operands for attempt in found if asked.given_by(attempt.result)] == tried


@given(st.lists(st.integers(0, 30), max_size=40), st.integers(1, 8))
def test_the_first_operands_are_kept_and_of_one_place_the_last_told(places: list[int], most: int) -> None:
    figures = pool_of([Decimal(n + 1) for n in range(31)])
    rows = [Operand(figures[at], turn) for turn, at in enumerate(places, 1)]
    firsts = Firsts(rows, most)
    for end in range(0, len(rows) + 1, 3):
        firsts.upto(end)
    found = firsts.upto(len(rows))
    latest = {row.key: row.turn for row in rows}
    assert {key: row.turn for key, row in found.items()} == {key: latest[key] for key in sorted(latest)[:most]}
