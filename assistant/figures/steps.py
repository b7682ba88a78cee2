"""Steps that a sentence takes itself: 在71家基础上新增6家，达到77家; 由36万元降到14万元，压减22万元; 23户41.4万元，户均1.8万元; 动工 before 竣工."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.figures.means import counts_words
from assistant.figures.mentions import Kind, Mention, Qualifier
from assistant.figures.placing import Place
from assistant.figures.slips import Slip, base_of, one_measure, shown_as, slack_of, slip_of

_ON_TOP = re.compile(r"的?(?:基础上|基础之上)[，,]?(?:[又再共]?(?:新?增加?|新[建增添招入]|扩大|多)了?)")
_REACHED = re.compile(r"[，,](?:累计|总数|现)?(?:达到?|增[至到加]{1,2}|增加到|为|有)了?")
_FROM = re.compile(r"[由从自][^，。；]{0,12}$")
_TO_MORE = re.compile(r"(?:增[加长]?|提[高升]|上[升涨]|升|涨|扩[大展]?|发展|延长|跃升)[到至为]了?")
_TO_LESS = re.compile(r"(?:下[降滑]|降[低]?|减[少]?|缩[短减]|压[减缩降]?|回落)[到至为]了?")
_BY = re.compile(r"[，,（(](?:净增|净减|增[加长]|减少|压减|下降|上升|提高|降低|缩短|多|少)了?")
_EACH = re.compile(r"(?:平均)?每([\u4e00-\u9fff])|([\u4e00-\u9fff])均|平均每([\u4e00-\u9fff])$")
_BEGUN = re.compile(r"(?:破土)?(?:开工|动工|启动|开始|开幕|开馆|开建)")
_ENDED = re.compile(r"(?:竣工|完工|结束|闭幕|建成|交付|交工|投用|投入使用|完成|落幕)")
_DAY = re.compile(r"-?-?(?:[0-9]{4}-)?([0-9]{2})(?:-([0-9]{2}))?")
LATELY = 4  # figures before a mean that it may be of


def wrong_steps(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """What a number became, against what it was and by how much it changed."""
    for one, other, third in zip(group, group[1:], [*group[2:], None], strict=False):
        a, b = one.mention, other.mention
        if one.sentence != other.sentence or not _plain(a) or not _plain(b) or not one_measure(a, b):
            continue
        between = text[a.end : b.start]
        rose, fell = bool(_TO_MORE.fullmatch(between)), bool(_TO_LESS.fullmatch(between))
        if (rose or fell) and _FROM.search(text, one.clause[0], a.start):
            yield from _turned(a, b, rose=rose)
            if third is not None and _follows(text, b, third, _BY, one):
                yield from _off(abs(base_of(b) - base_of(a)), third.mention, (b, a), f"{b.text}与{a.text}相差")
        if third is not None and _ON_TOP.fullmatch(between) and _follows(text, b, third, _REACHED, one):
            yield from _off(base_of(a) + base_of(b), third.mention, (a, b), f"{a.text}＋{b.text}＝")


def _plain(mention: Mention) -> bool:
    exact = mention.qualifier is Qualifier.EXACT and not mention.high
    return mention.kind in (Kind.QUANTITY, Kind.PERCENT) and exact


def _follows(text: str, before: Mention, place: Place, words: re.Pattern[str], first: Place) -> bool:
    """Whether a figure of the same measure follows with just these words between."""
    same = place.sentence == first.sentence and _plain(place.mention) and one_measure(before, place.mention)
    return same and place.mention.kind is Kind.QUANTITY and bool(words.fullmatch(text, before.end, place.mention.start))


def _turned(a: Mention, b: Mention, *, rose: bool) -> Iterator[Slip]:
    """由126家增加到9家."""
    if base_of(a) != base_of(b) and (base_of(b) > base_of(a)) is not rose:
        said = "增加" if rose else "减少"
        yield slip_of(b, (a,), f"从“{a.text}”到“{b.text}”并没有{said}，请核对。", "")


def _off(right: Decimal, shown: Mention, operands: tuple[Mention, ...], said: str) -> Iterator[Slip]:
    slack = slack_of(shown) + sum((slack_of(m) for m in operands), Decimal(0))
    if abs(right - base_of(shown)) > slack:
        result = shown_as(right, shown)
        yield slip_of(shown, operands, f"{said}{result}，与“{shown.text}”不符，请核对。", result)


def wrong_means(group: Sequence[Place]) -> Iterator[Slip]:
    """为23户发放41.4万元，户均105万元: a mean of a total and a count that its sentence tells just before it."""
    for i, place in enumerate(group):
        mean = place.mention
        each = _EACH.search(place.before.strip()[-4:])
        if each is None or mean.kind is not Kind.QUANTITY or not _plain(mean) or not base_of(mean):
            continue
        noun = next(filter(None, each.groups()))
        near = [p for p in group[max(0, i - LATELY) : i] if p.sentence == place.sentence and _plain(p.mention)]
        totals = [p.mention for p in near if one_measure(p.mention, mean)]
        over = [p.mention for p in near if counts_words(p, noun) and p.mention.value]
        if not over or len(totals) != 1 or totals[0] in over:
            continue
        total = totals[0]
        results = [base_of(total) / (m.value or Decimal(1)) for m in over]
        slack = slack_of(mean)
        if base_of(mean) > base_of(total) and not any(abs(r - base_of(mean)) <= slack for r in results):
            right = shown_as(results[-1], mean)
            said = f"{total.text}÷{over[-1].text}＝{right}，与“{mean.text}”不符，请核对。"
            yield slip_of(mean, (total, over[-1]), said, right)


def wrong_dates(text: str, group: Sequence[Place]) -> Iterator[Slip]:
    """10月30日动工、8月12日完工: nothing ends before it begins."""
    days = [p for p in group if p.mention.kind is Kind.DATE]
    for one, other in pairwise(days):
        begun, ended = _BEGUN.match(text, one.mention.end), _ENDED.match(text, other.mention.end)
        a, b = _DAY.fullmatch(one.mention.date), _DAY.fullmatch(other.mention.date)
        if not begun or not ended or not a or not b or one.sentence != other.sentence:
            continue
        years = {d[:4] for d in (one.mention.date, other.mention.date) if d[:4].isdigit()}
        if years or re.search("明年|次年|翌年", text[one.mention.end : other.mention.start]):
            continue
        first, last = (a[1], a[2] or "00"), (b[1], b[2] or "99")
        if last < first:
            said = f"{ended[0]}的日期“{other.mention.text}”早于{begun[0]}的“{one.mention.text}”，请核对。"
            yield slip_of(other.mention, (one.mention,), said, "")
