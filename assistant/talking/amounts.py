"""How much a wish asks for: 少一半, 两百字以内, 改成三条; and, by counting, whether a text obeys it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.figures.numerals import chinese
from assistant.receipts import is_furniture, sentence_spans

_NUMBER = r"(?:[0-9]{1,4}|[一二三四五六七八九十百千两]{1,7})"
_ITEMS = re.compile(
    rf"(?:改|分|写|列|整理|拆|变|归纳|归并|合并|压|缩|精简|控制在|只留|留|保留)(?:成|为|到)?\s*(?:最多)?({_NUMBER})\s*(?:个?要点|条|点(?!钟)|项)(?!例)"
)
_PARAGRAPHS = re.compile(rf"(?:合|并|连|写|改|分|拆)(?:成|为|并成)?\s*({_NUMBER})\s*(?:个?(?:自然)?段)")
_SENTENCES = re.compile(
    rf"({_NUMBER})\s*句话?(?:以内|就行|就够|说清|说完|概括|带过)|(?:缩|写|改|压缩|概括)(?:成|为|到)\s*({_NUMBER})\s*句"
)
_WORDS = re.compile(rf"({_NUMBER})\s*(?:来|多)?个?字")
_LEAST = re.compile(rf"至少\s*{_NUMBER}|不少于|不低于|字以上|超过(?<!不超过)(?<!别超过)(?<!不要超过)")
_MOST = re.compile(
    r"以内|之内|以下|不超过|别超过|不要超过|不多于|最多|控制在|压缩?[到成至]|缩短?[到成至]|减[到成至]|砍[到成至]"
)
_HALF = re.compile(r"少一半|减半|一半|折半|对半")
_PART = re.compile(r"([一二三四五六七八九十])分之([一二三四五六七八九])")
_PERCENT = re.compile(r"([1-9][0-9])\s*[%％]|百分之([一二三四五六七八九十]{1,3})|([一二三四五六七八九])成")
_TO = re.compile(
    r"(?:到|成|至|留下?|剩下?|只要)(?:原来|原文|现在)?的?\s*$"
)  # 压到一半 is what is left, 压缩一半 what goes
_CUT = re.compile(r"少|减|砍|删|压|缩|精简|短|太长|啰嗦|罗嗦|简")
_SHORTER = re.compile(r"压缩|精简|太长|简短|缩短|短一?点|短些|再短|少一?点(?!钟)|啰嗦|罗嗦|砍")
_LONGER = re.compile(r"展开|写长|长一?[点些]|再长|扩写|太短|太简单|多写")
_SLACK = 10  # per cent of what is asked for, about which nobody quarrels


class Measure(StrEnum):
    """What is counted."""

    CHARACTERS = "字"
    ITEMS = "条"
    PARAGRAPHS = "段"
    SENTENCES = "句"


@dataclass(frozen=True, slots=True)
class Amount:
    """So many at least and at most (None: no limit); ``wish`` is how the user put it."""

    measure: Measure
    least: int | None
    most: int | None
    wish: str

    def off(self, text: str) -> int:
        """How far the text is from it; 0 where it obeys."""
        count = counted(text, self.measure)
        below = max(0, (self.least or 0) - count)
        return below or (max(0, count - self.most) if self.most is not None else 0)

    def came(self, text: str) -> str:
        """What the text has, in words: 236字."""
        return f"{counted(text, self.measure)}{self.measure.value}"

    def bounds(self) -> str:
        """What would obey, in words: 不超过200字, 正好3条, 180到220字."""
        unit = self.measure.value
        if self.least is None:
            return f"不超过{self.most}{unit}"
        if self.most is None:
            return f"不少于{self.least}{unit}"
        return f"正好{self.most}{unit}" if self.least == self.most else f"{self.least}到{self.most}{unit}"


def amount_in(wish: str, before: str) -> Amount | None:
    """What a wish about a text asks for; None where it names no amount."""
    for pattern, measure in ((_ITEMS, Measure.ITEMS), (_PARAGRAPHS, Measure.PARAGRAPHS)):
        if match := pattern.search(wish):
            number = _number(match[1])
            most = match[0].startswith(("控制", "最多")) or "最多" in match[0]
            return Amount(measure, None if most else number, number, match[0])
    if match := _SENTENCES.search(wish):
        return Amount(Measure.SENTENCES, None, _number(match[1] or match[2]), match[0])
    if match := _WORDS.search(wish):
        return _words(wish, match)
    return _share(wish, counted(before, Measure.CHARACTERS))


def _words(wish: str, match: re.Match[str]) -> Amount | None:
    number = _number(match[1])
    if number < 10:  # 加几个字, 改两个字: no length
        return None
    if _LEAST.search(wish):
        return Amount(Measure.CHARACTERS, number, None, wish)
    if _MOST.search(wish):
        return Amount(Measure.CHARACTERS, None, number, wish)
    slack = max(5, number * _SLACK // 100)
    return Amount(Measure.CHARACTERS, number - slack, number + slack, wish)


def _share(wish: str, size: int) -> Amount | None:
    """A length in parts of what it was: 少一半, 压缩三分之一, 压到三成, or only 短一点."""
    found = _HALF.search(wish) or _PART.search(wish) or _PERCENT.search(wish)
    if found and _CUT.search(wish):
        share = 0.5
        if found.re is _PART:
            share = _number(found[2]) / _number(found[1])
        elif found.re is _PERCENT:
            share = _number(found[1] or found[2]) / 100 if not found[3] else _number(found[3]) / 10
        left = share if _TO.search(wish[: found.start()]) else 1 - share
        slack = size * _SLACK // 100
        return Amount(Measure.CHARACTERS, max(1, round(size * left) - slack), round(size * left) + slack, wish)
    if _SHORTER.search(wish):
        return Amount(Measure.CHARACTERS, None, max(1, size - 1), wish)
    if _LONGER.search(wish):
        return Amount(Measure.CHARACTERS, size + 1, None, wish)
    return None


def counted(text: str, measure: Measure) -> int:
    """How many of them a text has, as a clerk counts: signs are characters, 一是 and numbered lines are items."""
    if measure is Measure.CHARACTERS:
        return len("".join(text.split()))
    if measure is Measure.PARAGRAPHS:
        return sum(bool(line.strip()) for line in text.splitlines())
    if measure is Measure.SENTENCES:
        return len([1 for a, b in sentence_spans(text) if not is_furniture(text[a:b])])
    spoken = len(re.findall(r"(?:^|(?<=[。；：，\n]))[一二三四五六七八九十]{1,3}是(?=\S)", text))
    numbered = len(
        re.findall(
            r"(?m)^\s*(?:[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]|[①-⑳]|第[一二三四五六七八九十]+[，、])",
            text,
        )
    )
    return spoken or numbered or len([1 for line in text.splitlines() if line.strip()])


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(chinese(text.replace("两", "二")).value)
