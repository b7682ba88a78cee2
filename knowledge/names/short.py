"""The short forms by which a text goes on speaking of a name: 石磴 for 石磴村, 鸿达 for 鸿达纺织有限公司."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from knowledge.names.name import Grip, Kind, Name
from knowledge.names.words import generic, is_famous, parts
from knowledge.tokens import is_known, is_usual, is_word


def short_forms(name: Name) -> Iterator[Name]:
    """The short forms of a name of a place or organisation; none where they would be everyday words.

    What is left of a firm's or school's name keeps its suffix: 城西 of 城西小学 is not looked for in 城西片区.
    """
    if name.kind in (Kind.PERSON, Kind.WORK):
        return
    seat = next((s for s in parts()["places"]["seats"] if name.text.startswith(name.core + s)), "")
    if seat and name.core + seat != name.text:  # 鹭埠圩镇 of 鹭埠圩镇总工会
        yield replace(name, text=name.core + seat, kind=Kind.PLACE, suffix=seat)
    if name.core != name.text and len(name.core) > 1 and name.core not in generic() and not is_word(name.core):
        kind, suffix = (Kind.PLACE, "") if seat or name.kind is Kind.PLACE else (name.kind, name.suffix)
        yield replace(name, text=name.core, kind=kind, suffix=suffix, grip=grip_of(name.core))


def grip_of(core: str) -> Grip:
    """Anywhere for what nobody else writes; between edges for two everyday characters, which meet by chance."""
    if is_famous(core):
        return Grip.FREE
    chance = len(core) == 2 and all(map(is_usual, core))
    return Grip.EDGE if chance or is_known(core) else Grip.FREE
