"""Which stored reports are versions of one: each report's fingerprint, found again by its bands among any number of others.

Reports of different years are never versions of one, however much was copied: their figures are what a year is known by.
Nor are the user's own and another unit's, of which a search may want only one.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from sqlalchemy import Connection, func, select

from knowledge.families import ALIKE, Fingerprint, alike, fingerprint
from knowledge.reports import Report
from knowledge.tables import bands, reports, shapes

VERSION = "1"  # change it when families come out differently, and libraries join their reports anew
_COMPARED = 24  # stored reports, those that share most bands
_YEAR = re.compile(r"(?:19|20)\d{2}")


class Kinship:
    """The fingerprints of the stored reports, inside one change."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def join(self, report: Report, hint: str = "") -> str:
        """Return the family of a report that is about to be stored; families that it shows to be one are made one.

        ``hint`` is the family that reading its file has found.
        """
        found = fingerprint(report.text)
        years = _years(report.period, report.title)
        family = hint
        for kin in dict.fromkeys(self._kin(report, found)):
            theirs = self._years_of(kin)
            if years and theirs and not years & theirs:
                continue
            years |= theirs
            if family and kin != family:
                self._connection.execute(reports.update().where(reports.c.family == kin).values(family=family))
            family = family or kin
        return family or _id(report, found)

    def remember(self, report: Report) -> None:
        """Store the fingerprint of a report that has been stored."""
        found = fingerprint(report.text)
        self._connection.execute(shapes.insert().values(document=report.document, fingerprint=found.to_bytes()))
        number = self._connection.execute(select(shapes.c.n).where(shapes.c.document == report.document)).scalar_one()
        self._connection.execute(bands.insert(), [{"key": key, "n": number} for key in _keys(found)])

    def forget_all(self) -> None:
        """Delete all fingerprints, so that reports can be joined anew."""
        self._connection.execute(bands.delete())
        self._connection.execute(shapes.delete())

    def _kin(self, report: Report, found: Fingerprint) -> list[str]:
        """Return the families of stored reports of which this one is a version, the most alike first."""
        shared = func.count().label("shared")
        near = (
            select(bands.c.n, shared).where(bands.c.key.in_(_keys(found))).group_by(bands.c.n)
            .order_by(shared.desc(), bands.c.n).limit(_COMPARED).subquery()
        )  # fmt: skip
        rows = self._connection.execute(
            select(shapes.c.fingerprint, reports.c.family)
            .join(near, near.c.n == shapes.c.n).join(reports, reports.c.document == shapes.c.document)
            .where(reports.c.origin == report.origin, reports.c.family != "")
        ).all()  # fmt: skip
        likeness = [(alike(Fingerprint.from_bytes(row[0]), found), row[1]) for row in rows]
        return [family for share, family in sorted(likeness, key=lambda pair: -pair[0]) if share >= ALIKE]

    def _years_of(self, family: str) -> set[str]:
        rows = self._connection.execute(
            select(reports.c.period, reports.c.title).where(reports.c.family == family)
        ).all()  # fmt: skip
        return {year for row in rows for year in _years(*row)}


def _keys(found: Fingerprint) -> list[int]:
    digests = (blake2b(band, digest_size=8).digest() for band in found.bands())
    return list(dict.fromkeys(int.from_bytes(digest, "big", signed=True) for digest in digests))


def _years(*texts: str) -> set[str]:
    return {year for text in texts for year in _YEAR.findall(text)}


def _id(report: Report, found: Fingerprint) -> str:
    return blake2b(
        found.to_bytes() + f"{report.document}\0{report.period}\0{report.origin}".encode(), digest_size=5
    ).hexdigest()
