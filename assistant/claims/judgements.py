"""Clauses that judge how something is (队伍结构合理, 渠道畅通, 热潮持续升温): their predicate, and whether a place of the notes says as much."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.claims.wording import data_text
from assistant.figures.tries import pattern

_DEGREE = (
    "较为|更为|极为|颇为|十分|非常|比较|相当|总体|整体|基本|普遍|持续|不断|始终|一直|保持|日趋|日益|日渐|趋于|趋向|渐趋|更加|愈加|愈发|越来越|"
    "进一步|明显|较|更|很|最|极"
)
# what rises, falls, comes to the fore: said of a thing without a figure
_COURSE = "持续|不断|逐年|逐月|逐步|逐渐|稳步|日益|日趋|日渐|明显|显著|大幅|进一步|双双|快速|加速|普遍"
_CHANGE = (
    "升温|回暖|攀升|走高|走低|走强|递增|递减|壮大|凸显|显现|增多|提速|下移|延伸|增进|加深|转好|好转|改观|萎缩|高涨|加大"
)
_YEARLY = "增加|减少|上升|下降|增长|降低|提高"
_AFTER = ("了", "状态", "水平", "局面", "态势", "有力", "有效")  # what may follow a predicate
_SUBJECT = 2  # characters before the predicate, so that something is judged
_DENIED = "(?<![不没未难无差欠缺])"
_NOUN = "~"  # marks a word that judges only after a word of degree
_FAULTS, _TRENDS = "bad", "trend"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The predicate of a judging clause and what else says it in notes; ``wanting`` where it finds fault."""

    words: str
    talk: re.Pattern[str]
    wanting: bool = False

    def said_in(self, text: str) -> bool:
        """Whether a place of the notes judges alike."""
        return bool(self.talk.search(text))


@cache
def _families() -> dict[str, tuple[frozenset[str], re.Pattern[str]]]:
    """The words of each family and what notes say for them; a talk word that is denied says the contrary."""
    rows = tomllib.loads(data_text("judgements.toml"))["family"]
    found = {}
    for row in rows:
        words = frozenset(row["words"].replace(_NOUN, "").split())
        denied = "" if row["name"] == _FAULTS else _DENIED
        talk = "|".join([row["talk"], *sorted(map(re.escape, words))])
        found[row["name"]] = words, re.compile(f"{denied}(?:{talk})")
    return found


@cache
def _predicate() -> re.Pattern[str]:
    rows = tomllib.loads(data_text("judgements.toml"))["family"]
    written = [word for row in rows for word in row["words"].split()]
    plain = pattern(word for word in written if not word.startswith(_NOUN))
    every = pattern(word.lstrip(_NOUN) for word in written)
    return re.compile(
        rf"(?:(?:(?:{_DEGREE}|都|均|也)?{plain}|(?:{_DEGREE}){every})(?:[、且又和而]?{every})*(?:有力|有效)?|(?:{_COURSE})(?:{_CHANGE})|逐年(?:{_YEARLY}))(?:的(?:状态|水平|局面|态势))?了?$"
    )


@cache
def _endings() -> frozenset[str]:
    """The last characters that a judging clause may have."""
    rows = tomllib.loads(data_text("judgements.toml"))["family"]
    words = [word for row in rows for word in row["words"].split()]
    return frozenset(word[-1] for word in (*words, *_CHANGE.split("|"), *_YEARLY.split("|"), *_AFTER))


@lru_cache(maxsize=4096)
def judgement(clause: str) -> Judgement | None:
    """How a clause judges its subject at its end; None where it does not, or judges nothing."""
    if clause[-1:] not in _endings():
        return None
    match = _predicate().search(clause)
    if match is None or match.start() < _SUBJECT:
        return None
    words = match[0]
    found = ((len(word), name) for name, (known, _) in _families().items() for word in known if word in words)
    name = max(found, default=(0, _TRENDS))[1]
    return Judgement(words, _families()[name][1], name == _FAULTS)
