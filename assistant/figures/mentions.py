"""What a mention is: a span of text that states a number (design ``figures.md`` §1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of mention; the first seven are figures and get a status."""

    QUANTITY = "quantity"
    PERCENT = "percent"
    POINTS = "points"
    MULTIPLE = "multiple"
    DATE = "date"
    ORDINAL = "ordinal"
    REFERENCE = "reference"
    NAME = "name"
    STRUCTURE = "structure"
    PLACEHOLDER = "placeholder"

    __hash__ = str.__hash__  # in C, unlike that of enumerations; kinds are keys in inner loops


FIGURE_KINDS = frozenset(
    {Kind.QUANTITY, Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE, Kind.DATE, Kind.ORDINAL, Kind.REFERENCE}
)


class Qualifier(StrEnum):
    """How exactly a number is meant."""

    EXACT = "exact"
    ABOUT = "about"  # 约、左右、上下: within one unit of the last non-zero digit
    UNDER = "under"  # 近、不到、不足: below, by less than one unit of the last non-zero digit
    WITHIN = "within"  # 以内: as UNDER, or equal
    OVER = "over"  # 余、多、超、以上: from the value up to the next unit of the last non-zero digit
    MAGNITUDE = "magnitude"  # 上千、数百、几十: the order of magnitude only

    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the text as given; ``text == source_text[start:end]``.

    ``value`` is in ``unit``, with 万/亿/千/百 multiplied out (2.23亿元: 223000000 元); ``high`` is the upper end of a
    range. ``quantum`` is the place value of the last digit shown (2.23亿元: 1000000), which rounding is judged by.
    ``date`` is an ISO 8601 form (``2023-06``, ``--10-底``, ``2023-08-04/2023-08-15``) for dates, else empty.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    quantum: Decimal = Decimal(1)
    date: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether the mention states a figure that needs a source."""
        return self.kind in FIGURE_KINDS
