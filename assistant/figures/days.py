"""Days of deeds: a date before the figures of a line of the notes that names another date for them."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.figures.agreement import date_in
from assistant.figures.matching import Matching
from assistant.figures.mentions import Kind
from assistant.figures.record import Noted

PARTICULAR = 2  # significant digits of a figure that tells by itself which line of the notes is meant
_CUT_OFF = re.compile(r"(?:截至|截止|到|至|止)(?:20[0-9]{2}年)?$")
_MONTH = re.compile(r"(?:[0-9]{4}|-)-?[0-9]{2}|Q[1-4]")


def dated_otherwise(figure: Noted, agreeing: Collection[int], matching: Matching) -> Noted | None:
    """The date that the notes give for what the draft dates so: 2月14日 before the figures of their line 6.23.

    Only where every figure up to the next date, of those that can be of one line alone, is of a line with one date.
    """
    if not _MONTH.search(figure.mention.date) or _CUT_OFF.search(figure.place.before):
        return None
    noted_ones = matching.notes.figures
    lines = {noted_ones[at].line for at in agreeing}
    found: Noted | None = None
    for other in _following(figure, matching):
        own = matching.agreeing(other)
        if len(own) != 1 or not _particular(other):
            continue
        line = noted_ones[own[0]].line
        dates = [n for n in matching.notes.lines[line] if n.mention.kind is Kind.DATE]
        if line in lines or len(dates) != 1 or dates[0].mention.start > noted_ones[own[0]].mention.start:
            return None
        if found is not None and found is not dates[0]:
            return None
        found = dates[0]
    if found is None or not _MONTH.search(found.mention.date) or date_in(figure.mention.date, found.mention.date):
        return None
    return found


def _following(figure: Noted, matching: Matching) -> list[Noted]:
    """The figures of the sentence after a date, up to the next date."""
    result = []
    for other in matching.sentence_of(figure):
        if other.mention.start <= figure.mention.start:
            continue
        if other.mention.kind is Kind.DATE:
            break
        result.append(other)
    return result


def _particular(figure: Noted) -> bool:
    value = figure.mention.value
    return value is not None and len(value.normalize().as_tuple().digits) >= PARTICULAR
