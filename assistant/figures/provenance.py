"""Provenance: whether each figure of a draft has a source in the notes (``figures.md`` §2).

A figure is judged by value, unit, qualifier, period and by the thing it counts; what has no source is tried as arithmetic
over sourced figures where its wording asks for that, then looked for in the samples.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from assistant.figures import dates
from assistant.figures.agreement import Agreement, agreement
from assistant.figures.carrying import BASE
from assistant.figures.derivation import EARLIER, Derived, asks, derive
from assistant.figures.mentions import Kind, Mention
from assistant.figures.operands import Told
from assistant.figures.reading import read_ones
from assistant.figures.record import Noted, Record, may_be_people, measure, noted, relative
from assistant.figures.things import likeness, shortened
from assistant.figures.units import canonical
from assistant.figures.verdicts import JudgedFigure, Source, Status

SAME = 0.85  # so alike that nothing else need be looked at
ALIKE = 0.2  # so alike that another figure of the sentence may lean on it
ASKED = 0.15  # the same where the wording asks for arithmetic, which a figure of another thing would pass for
MEANT = 0.4  # so alike that a wrong figure was meant to be this one
FITS = 0.7  # how nearly as well a swapped figure must fit the other place
MANY = 60  # more figures of one value than this are narrowed down first
NEAREST = 12  # how many like figures are looked at
LEAST = 0.05  # less alike than this: another thing
CLEAR = 0.12  # a competitor more alike by this much makes it another thing


SHORT_FORM = 0.5  # how alike 网办率 and 网上办理率 are
TELLING = 4  # significant digits that no other figure has by chance
TAKEN = 0.5  # so well stated by another figure of the draft that one hardly alike (``ELSEWHERE``) cannot mean it too
ELSEWHERE = 0.15
NEIGHBOURS = 24  # characters between the two figures of one change
EXCHANGED = 0.12  # two figures that fit each other's places better by this much in all were exchanged
ONE_SIDED = 0.2  # the same where only one of them fits better, the other hardly worse
_COUNTED = frozenset({Kind.QUANTITY, Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE})


class Stated(Protocol):
    """A figure of a sample: its place, and the pairs of characters beside it."""

    @property
    def source(self) -> Source:
        """Its place in the sample."""
        ...

    @property
    def words(self) -> frozenset[str]:
        """The pairs of characters beside it."""
        ...


Leaks = Mapping[str, Sequence[Stated]]  # by ``leak_key``


def judge(text: str, notes: Record, leaks: Leaks | None = None) -> tuple[JudgedFigure, ...]:
    """Every figure of the draft with its status, in order; ``leaks`` maps figures of the samples to their places."""
    ones = set(read_ones(text))
    planned = _plan_spans(text)
    case = _Case([relative(figure, notes.this_year) for figure in noted("", text)], notes)
    known: list[tuple[Noted, JudgedFigure]] = []
    for figure in case.figures:
        verdict = _planned(figure, _stated(figure, case), text, planned, case)
        if figure.mention not in ones or verdict.status is Status.SOURCED:
            known.append((figure, verdict))
    known = _partners(_exchanged(known, case), case)
    told = Told()
    for figure, verdict in known:
        told.rests(figure, _rests_on(figure, verdict, case), case.notes)
    return tuple(_rest(f, verdict, told, case, leaks or {}) for f, verdict in known)


def _exchanged(known: list[tuple[Noted, JudgedFigure]], case: _Case) -> list[tuple[Noted, JudgedFigure]]:
    """Two figures that would each fit the other's place better: 省级238篇、市级64篇 where the notes have them the other way."""
    rest = {
        case.notes.places[verdict.sources[0].document, verdict.sources[0].start]: at
        for at, (figure, verdict) in enumerate(known)
        if verdict.status is Status.SOURCED and figure.mention.kind in _COUNTED
    }
    swapped: dict[int, int] = {}
    for own, at in rest.items():
        figure = known[at][0]
        for other in case.near(figure):
            if other != own and other in rest and case.crossed(figure, own, known[rest[other]][0], other):
                swapped[at], swapped[rest[other]] = other, own
    result = list(known)
    for at, right in swapped.items():
        figure, verdict = known[at]
        stated = case.notes.at(verdict.sources[0].document, verdict.sources[0].start)
        if stated is not None:
            meant = case.notes.figures[right]
            said = f"笔记里“{stated.mention.text}”说的是“{stated.label}”，而“{meant.label}”是{meant.mention.text}"
            result[at] = figure, _mismatched(figure, stated, said, meant)
    return result


def _partners(known: list[tuple[Noted, JudgedFigure]], case: _Case) -> list[tuple[Noted, JudgedFigure]]:
    """The other half of a swap: what stands in a figure's stead elsewhere is suspect, and mismatched where it fits no better."""
    swapped: dict[int, int] = {}  # the notes' figure whose place was taken → the one that took it
    for _, verdict in known:
        if verdict.status is Status.MISMATCHED and len(verdict.sources) == 2:
            best, rival = (case.notes.places[s.document, s.start] for s in verdict.sources)
            swapped[rival] = best
    if not swapped:
        return known
    return [(figure, _partner(figure, verdict, swapped, case)) for figure, verdict in known]


def _partner(figure: Noted, verdict: JudgedFigure, swapped: dict[int, int], case: _Case) -> JudgedFigure:
    if verdict.status is not Status.SOURCED or len(case.agreeing[id(figure)][Agreement.YES]) > 1:
        return verdict
    own = case.notes.places[verdict.sources[0].document, verdict.sources[0].start]
    other = swapped.get(own)
    if other is None or case.likeness(figure, other) < case.likeness(figure, own) * FITS:
        return verdict
    stated, right = case.notes.figures[own], case.notes.figures[other]
    said = f"笔记里“{stated.mention.text}”说的是“{stated.label}”，而“{right.label}”是{right.mention.text}"
    return _mismatched(figure, stated, said, right)


def _rests_on(figure: Noted, verdict: JudgedFigure, case: _Case) -> tuple[Source, ...]:
    """What a figure rests on, or should: where its value is wrong, the notes' figure of its thing."""
    if verdict.status is Status.SOURCED:
        return verdict.sources
    if len(verdict.sources) > 1:
        return verdict.sources[1:]  # what it should have been, by which its neighbours were reckoned
    same = [
        at for at in case.near(figure)
        if measure(case.notes.figures[at].mention) == measure(figure.mention)
        and _period_fits(figure.place.period, case.notes.figures[at].place.period)
    ]  # fmt: skip
    score, back = case.best(figure, same)
    return (case.notes.figures[-back].source(),) if score >= MEANT else ()


_PLAN = re.compile(r"明年|来年|下年|下一年|下一步|下步|计划|打算|目标|力争|争取|确保|将|拟|预计|思路|安排|展望")
_HEAD = re.compile(
    r"(?m)^(?:#{1,6}[ ]?)?(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]).{0,40}$"
)


def _plan_spans(text: str) -> list[tuple[int, int]]:
    """The sections of a draft that are about plans, by their headings."""
    heads = [m for m in _HEAD.finditer(text) if text[m.end() - 1] not in "。；"]
    ends = [*(m.start() for m in heads[1:]), len(text)][: len(heads)]
    return [(m.start(), end) for m, end in zip(heads, ends, strict=True) if _PLAN.search(m[0])]


def _planned(
    figure: Noted, verdict: JudgedFigure, text: str, plans: Sequence[tuple[int, int]], case: _Case
) -> JudgedFigure:
    """A figure that the notes only plan for next year is no result of this one."""
    if verdict.status is not Status.SOURCED or figure.mention.kind is Kind.DATE:
        return verdict
    n = case.notes.at(verdict.sources[0].document, verdict.sources[0].start)
    start = figure.mention.start
    if n is None or n.place.period != "next" or any(a <= start < b for a, b in plans):
        return verdict
    if _PLAN.search(text, figure.place.sentence[0], figure.place.sentence[1]):
        return verdict
    return _mismatched(figure, n, f"笔记里“{n.mention.text}”是明年的打算，不是已经做到的")


class _Case:
    """One draft before one record: which figures agree, how alike their things are, and who claims which figure best."""

    def __init__(self, figures: Sequence[Noted], notes: Record) -> None:
        self.figures = figures
        self.notes = notes
        self._weighed = {id(figure): notes.weights.weighed(figure.thing) for figure in figures}
        self._alike: dict[tuple[int, int], float] = {}
        self._near: dict[int, list[int]] = {}
        self.agreeing: dict[int, dict[Agreement, list[int]]] = {}
        self.claims: dict[int, float] = defaultdict(float)
        self._claimants: dict[int, list[Noted]] = defaultdict(list)
        self._beside: dict[tuple[int, int], set[tuple[str, int, int]]] = defaultdict(set)
        self.after = {id(one): other for one, other in pairwise(figures)}
        for figure in figures:
            groups: dict[Agreement, list[int]] = defaultdict(list)
            for at in self._candidates(figure):
                n = notes.figures[at]
                found = agreement(figure.mention, n.mention)
                groups[Agreement.YES if found is Agreement.UNIT and _people(figure, n) else found].append(at)
            self.agreeing[id(figure)] = groups
            for at in groups[Agreement.YES]:
                self.claims[at] = max(self.claims[at], self.likeness(figure, at))
                self._claimants[at].append(figure)
                n = notes.figures[at]
                if self.likeness(figure, at) >= ALIKE:
                    self._beside[figure.place.sentence].add((n.document, n.place.line[0], at))

    def _candidates(self, figure: Noted) -> Sequence[int]:
        """The figures that may agree; of very many (a 3 in long notes) only those whose things share most."""
        found = self.notes.lookup.agreeable(figure.mention)
        if len(found) <= MANY:
            return found
        weighed = self._weighed[id(figure)]
        alike = set(self.notes.lookup.alike((*weighed.near, *weighed.wide), MANY))
        return [at for at in found if at in alike] or found[:MANY]

    def likeness(self, figure: Noted, at: int) -> float:
        """How far the two are one thing."""
        key = (id(figure), at)
        if key not in self._alike:
            found = likeness(self._weighed[id(figure)], self.notes.weighed[at])
            if found < SHORT_FORM and shortened(figure.place.before, self.notes.figures[at].place.before):
                found = SHORT_FORM
            self._alike[key] = found
        return self._alike[key]

    def best(self, figure: Noted, candidates: Sequence[int]) -> tuple[float, int]:
        """The candidate most alike."""
        return max(((self.likeness(figure, at), -at) for at in candidates), default=(0.0, 1))

    def near(self, figure: Noted) -> list[int]:
        """The few figures of the notes whose things share most with the figure's."""
        if id(figure) not in self._near:
            weighed = self._weighed[id(figure)]
            self._near[id(figure)] = self.notes.lookup.alike((*weighed.near, *weighed.wide), NEAREST)
        return self._near[id(figure)]

    def rival(self, figure: Noted, best: Noted) -> tuple[float, Noted | None]:
        """The most alike figure of the notes with another value that no other figure of the draft states better."""
        rivals = []
        own = self.notes.places[best.document, best.mention.start]
        for at in self.near(figure):
            n = self.notes.figures[at]
            if (
                (_may_stand(best, n) or _may_stand(figure, n))
                and _period_fits(figure.place.period, n.place.period)
                and self._free(figure, own, at)
                and agreement(figure.mention, n.mention) is Agreement.NO
                and not self._becomes(figure, n)
                and not _no_rival(figure, best, n)
            ):
                rivals.append(at)
        score, at = self.best(figure, rivals)
        return (score, self.notes.figures[-at]) if rivals else (0.0, None)

    def _free(self, figure: Noted, own: int, at: int) -> bool:
        """Whether a figure of the notes may be what the draft's figure was meant to be: nothing else in the draft states it.

        One that another figure states, and can only state, is free only where the two would go better exchanged.
        """
        users = [
            other
            for other in self._claimants[at]
            if other is not figure and len(self.agreeing[id(other)][Agreement.YES]) == 1
        ]
        if figure.mention.kind is Kind.DATE:
            return not any(other.place.sentence == figure.place.sentence for other in self._claimants[at])
        if users:
            return any(self.crossed(figure, own, user, at) for user in users)
        return self.likeness(figure, at) > self.claims[at]

    def taken(self, figure: Noted, at: int) -> float:
        """How well another figure of the draft states this figure of the notes."""
        return max((self.likeness(other, at) for other in self._claimants[at] if other is not figure), default=0.0)

    def _becomes(self, figure: Noted, n: Noted) -> bool:
        """Whether ``n`` is what the draft's figure changes to: in 由1085斤提高到1120斤 the second is no rival of the first."""
        if figure.place.period != "any":
            return False
        after = self.after.get(id(figure))
        return after is not None and agreement(after.mention, n.mention) is Agreement.YES

    def crossed(self, figure: Noted, own: int, partner: Noted, other: int) -> bool:
        """Whether two figures of the draft, each with its own figure of the notes, would both go better with the other's."""
        n, m = self.notes.figures[own], self.notes.figures[other]
        if (
            agreement(figure.mention, m.mention) is Agreement.YES
            or agreement(partner.mention, n.mention) is Agreement.YES
        ):
            return False
        fits = _period_fits(figure.place.period, m.place.period) and _period_fits(partner.place.period, n.place.period)
        if not fits or not _may_stand(figure, m) or not _may_stand(partner, n):
            return False
        if "any" in (figure.place.period, partner.place.period) and _side_by_side(figure, partner):
            return _backwards(figure, n, m)
        straight = self.likeness(figure, own), self.likeness(partner, other)
        across = self.likeness(figure, other), self.likeness(partner, own)
        gain = sum(across) - sum(straight)
        both = across[0] >= straight[0] and across[1] >= straight[1]
        return gain > (EXCHANGED if both else ONE_SIDED) and max(across) >= MEANT

    def beside(self, figure: Noted, n: Noted) -> bool:
        """Whether another figure of the draft's sentence rests on the line of the notes that this one stands in."""
        candidate = self.notes.places.get((n.document, n.mention.start))
        return any(
            document == n.document and line == n.place.line[0] and at != candidate
            for document, line, at in self._beside[figure.place.sentence]
        )


def _rest(figure: Noted, verdict: JudgedFigure, told: Told, case: _Case, leaks: Leaks) -> JudgedFigure:
    """Try arithmetic where the notes do not state the figure, then the samples."""
    if verdict.status is Status.SOURCED and not _doubtful(figure, verdict, case):
        return verdict
    derived = derive(figure, told, case.near(figure), case.notes)
    if derived and derived.holds and (own := _said_so(figure, derived, case)):
        return _sourced(figure, own)
    if verdict.status is Status.SOURCED:
        return _overruled(figure, verdict, derived)
    if derived and derived.holds:
        told.gained(figure, derived)
        return JudgedFigure(figure.mention, Status.DERIVED, derived.formula, derived.sources)
    if verdict.status is Status.MISMATCHED:
        return verdict
    if leak := _leak(figure, leaks):
        return JudgedFigure(
            figure.mention, Status.LEAKED, None, (leak,),
            f"笔记里没有“{figure.mention.text}”，它是范文《{leak.document}》里的数，请换成本单位的数字或删去。",
        )  # fmt: skip
    return _unsourced(figure, derived, case)


def _said_so(figure: Noted, derived: Derived, case: _Case) -> Noted | None:
    """The result itself, where the line of the operands states it (去年45家 今年+5 累计50)."""
    lines = {n.line for s in derived.sources if (n := case.notes.at(s.document, s.start))}
    agreeing = [case.notes.figures[at] for at in case.agreeing[id(figure)][Agreement.YES]]
    stated = [n for n in agreeing if n.line in lines and n.source() not in derived.sources]
    fitting = [n for n in stated if _period_fits(figure.place.period, n.place.period)]
    return fitting[0] if len(fitting) == 1 else None


_ARITHMETIC = re.compile(
    r"(?:与|和|比|较|同)?(?:去年|上年|上届|上学期|同期|年初|上期)(?:同期)?(?:相比)?|同比|环比|其余|剩余|余下|尚余|还剩|占(?:比|全[镇县市区校乡村局])?|净|核减|结余|节余|完成|合计|共计|总计|累计|一共|达到?"
    r"|平均(?:每.)?|[人户亩]均|增[加长幅至]*|减[少幅至]*|下降|上升|提[高升]|降[低幅至]*|压减|节[约省]|超支|前移|后移|多|少|[的了为是到又再共计率约占达由]|[年计]度?(?:计划|任务|目标)|计划|任务"
)


def _only_asks(figure: Noted) -> bool:
    """Whether the words beside a figure ask for arithmetic and name nothing else: 净增, 其余, 占, 比去年增加."""
    place = figure.place
    if not asks(figure) or figure.mention.kind not in _COUNTED or place.period in ("last", "any", BASE):
        return False
    return len(re.sub(r"[^\u4e00-\u9fff]", "", _ARITHMETIC.sub("", place.before))) < 2


def _doubtful(figure: Noted, verdict: JudgedFigure, case: _Case) -> bool:
    """Whether a figure whose words only ask for arithmetic rests on a figure of the notes that is hardly alike."""
    n = case.notes.at(verdict.sources[0].document, verdict.sources[0].start)
    if n is None or case.likeness(figure, case.notes.places[n.document, n.mention.start]) >= MEANT:
        return False
    said = figure.place.head[-16:] + figure.place.before
    if figure.mention.kind is Kind.PERCENT and re.search(r"增长|下降|增幅|降幅", said):
        return True
    return _only_asks(figure) and not case.beside(figure, n)


def _overruled(figure: Noted, verdict: JudgedFigure, derived: Derived | None) -> JudgedFigure:
    """A result that arithmetic gives after all, or gives otherwise, or that was taken from elsewhere."""
    stated = verdict.sources[0].text
    if derived is not None and derived.holds:
        return JudgedFigure(figure.mention, Status.DERIVED, derived.formula, derived.sources)
    if derived is None:
        if not _only_asks(figure):
            return verdict
        said = f"笔记里“{stated}”说的是另一件事，此处要的是算出来的数，请核对“{figure.mention.text}”。"
        return JudgedFigure(figure.mention, Status.MISMATCHED, None, verdict.sources, said)
    if any(s.text in derived.formula for s in verdict.sources):
        return verdict
    message = f"笔记里“{stated}”说的是另一件事，按笔记算出来是：{derived.formula}，请核对。"
    return JudgedFigure(figure.mention, Status.MISMATCHED, None, verdict.sources, message, derived.right)


def leak_key(mention: Mention) -> str:
    """The key under which a figure of a sample is looked up."""
    return mention.date or f"{mention.kind}{mention.value}{canonical(mention.unit)[0]}"


def _leak(figure: Noted, leaks: Leaks) -> Source | None:
    """The sample's figure of this value that is said in like words; a bare coincidence of small numbers is no leak."""
    words = {piece for piece in figure.thing.near if len(piece) > 1}
    shared = [(len(words & stated.words), stated.source) for stated in leaks.get(leak_key(figure.mention), ())]
    count, source = max(shared, key=lambda pair: pair[0], default=(0, None))
    return source if count else None


def _stated(figure: Noted, case: _Case) -> JudgedFigure:
    """Judge by what the notes state, without arithmetic."""
    if figure.mention.kind is Kind.DATE and (sourced := _resolved_year(figure, case.notes)):
        return sourced
    agreeing = case.agreeing[id(figure)]
    if figure.mention.kind in (Kind.DATE, Kind.REFERENCE):
        return _stated_date(figure, agreeing[Agreement.YES], case)
    if agreeing[Agreement.YES]:
        return _by_thing(figure, agreeing[Agreement.YES], case)
    return _by_qualifier(figure, agreeing[Agreement.QUALIFIER], case) or _by_unit(
        figure, agreeing[Agreement.UNIT], case
    )


def _by_thing(figure: Noted, agreeing: Sequence[int], case: _Case) -> JudgedFigure:
    """The value is in the notes: decide whether it is of this thing and in this period."""
    noted_ones = case.notes.figures
    timely = [at for at in agreeing if _period_fits(figure.place.period, noted_ones[at].place.period)]
    score, back = case.best(figure, timely or agreeing)
    best = noted_ones[-back]
    if not timely and score >= LEAST:
        return _mismatched(figure, best, f"笔记里“{best.mention.text}”说的是{_period_name(best.place.period)}的数")
    if timely and _flipped(figure, best):
        said = f"笔记里“{best.mention.text}”说的是“{_beside(best).replace('|', best.mention.text)}”，意思相反"
        return _mismatched(figure, best, said)
    if score >= SAME:
        return _sourced(figure, best)
    rival_score, rival = case.rival(figure, best)
    elsewhere = rival is not None and rival.line != best.line
    leans = rival is not None and elsewhere and case.beside(figure, best) and not case.beside(figure, rival)
    if (
        rival is not None
        and not leans
        and not _respectively(figure, best, rival, case)
        and not (_own_unit(figure, best) and not rival.mention.unit)
        and rival_score > score + (0.0 if case.taken(figure, -back) > max(score * 1.25, rival_score) else CLEAR)
        and rival_score > score * (1.0 if case.taken(figure, -back) > max(score * 1.25, rival_score) else 1.25)
    ):
        said = f"笔记里“{best.mention.text}”说的是“{best.label}”，而“{rival.label}”是{rival.mention.text}"
        return _mismatched(figure, best, said, rival)
    if score < ELSEWHERE and case.taken(figure, -back) >= max(TAKEN, score * 3) and _names_something(figure):
        return _mismatched(figure, best, f"笔记里“{best.mention.text}”说的是“{best.label}”，与此处不是一回事")
    ranked = figure.mention.kind is Kind.ORDINAL
    least = ASKED if _CHANGED.search(figure.place.before) else LEAST
    if score < least and rival is None and _telling(figure) and len(agreeing) == 1:
        return _sourced(figure, best)
    if score < least and not ranked and _names_something(figure) and not case.beside(figure, best):
        return _mismatched(figure, best, f"笔记里“{best.mention.text}”说的是“{best.label}”，与此处不是一回事")
    return _sourced(figure, best)


_PLANNED = re.compile("任务|计划|目标|预算|指标|限额")


def _no_rival(figure: Noted, best: Noted, n: Noted) -> bool:
    """A plan is no rival of what was done, a 一个 none of a count, another row of the table none where its name is not said."""
    if n.mention.value == 1 and n.mention.text.startswith("一") and n.mention.text != figure.mention.text:
        return True
    said = figure.place.lead[-16:] + figure.place.head + figure.place.before
    if _plan_words(n) and not _PLANNED.search(said):
        return not _plan_words(best)
    row = n.place.row
    if row and best.place.row and best.place.label.endswith(n.place.label[len(row) :]):
        return not any(row[i : i + 2] in said for i in range(max(1, len(row) - 1)))
    return False


def _plan_words(n: Noted) -> bool:
    return bool(_PLANNED.search(n.place.lead[-12:] + n.place.head[-12:] + n.place.before))


def _own_unit(figure: Noted, best: Noted) -> bool:
    """Whether the notes count it by the draft's own unit, and that a telling one (24支), which a bare number lacks."""
    return figure.mention.unit == best.mention.unit and figure.mention.unit not in ("", "个", "元", "%")


_DEEDS = "合格|达标|完成|解决|通过|成功|建成|办结|整改|到位|落实|达到"
_DENIED = re.compile(rf"(?:不|未|没有?)({_DEEDS})")
_DEED = re.compile(rf"(?<![不未没])(?<!没有)({_DEEDS})")


def _beside(n: Noted) -> str:
    return f"{n.place.before[-6:]}|{n.place.after[:6]}"


def _flipped(figure: Noted, n: Noted) -> bool:
    """7份合格 for 7份不合格: what the one denies beside its figure the other affirms."""
    sides = []
    for words in (_beside(figure), _beside(n)):
        denied, affirmed = set(_DENIED.findall(words)), set(_DEED.findall(words))
        sides.append((denied - affirmed, affirmed - denied))
    return bool(sides[0][0] & sides[1][1] or sides[0][1] & sides[1][0])


def _respectively(figure: Noted, best: Noted, rival: Noted, case: _Case) -> bool:
    """甲村和乙村分别为45户、58户: both figures stand in the clause, in the order of the notes."""
    if "分别" not in figure.place.head + figure.place.before + figure.place.lead[-20:]:
        return False
    others = [
        f for f in case.figures if f.place.sentence == figure.place.sentence and f.mention.value == rival.mention.value
    ]
    return any((f.mention.start > figure.mention.start) == (rival.mention.start > best.mention.start) for f in others)


def _telling(figure: Noted) -> bool:
    """Whether a value is so particular (5634户, 412.5万元) that it is no coincidence, whatever words stand beside it."""
    value = figure.mention.value
    return value is not None and len(value.normalize().as_tuple().digits) >= TELLING


_VAGUE = re.compile(r"[又再还共新增加减少升降长提高名家个人数量总和之]")


def _names_something(figure: Noted) -> bool:
    """Whether the words beside a figure say what it counts; in 的基础上又增加5家 they do not."""
    return bool(len(_VAGUE.sub("", "".join(p for p in figure.thing.near if len(p) == 1))) >= 2)


def _backwards(figure: Noted, n: Noted, m: Noted) -> bool:
    """由126家增加到135家 told the wrong way round: the base is this year's in the notes and the result last year's."""
    base, now = (n, m) if figure.place.period == "any" else (m, n)
    return base.line == now.line and now.place.period in EARLIER and base.place.period not in EARLIER


def _side_by_side(figure: Noted, partner: Noted) -> bool:
    return abs(figure.mention.start - partner.mention.start) < NEIGHBOURS


def _may_stand(figure: Noted, n: Noted) -> bool:
    """Whether one figure could be meant by the other, its value aside: one measure, or a bare number."""
    one, other = figure.mention, n.mention
    if one.kind is not other.kind or not (one.unit and other.unit):
        return one.kind is other.kind
    if {measure(one), measure(other)} == {"人", "个"}:
        return may_be_people(n if other.unit == "个" else figure)
    return measure(one) == measure(other) and canonical(one.unit)[1] == canonical(other.unit)[1]


def _period_fits(drafted: str, noted: str) -> bool:
    """去年 never serves as this year's, nor the other way round; a named year fits itself and what is undated."""
    if "any" in (drafted, noted):
        return True
    if {drafted, noted} == {"half", "whole"}:
        return False
    if BASE in (drafted, noted):
        return noted != BASE or drafted in (BASE, "last")  # 由35到4 tells 35 as the base, never as what is now
    relative = {"last"}
    drafted, noted = ("" if period in ("next", "half", "whole") else period for period in (drafted, noted))
    if drafted in relative or noted in relative:
        return (
            drafted == noted or (drafted.isdigit() and noted in relative) or (noted.isdigit() and drafted in relative)
        )
    return not (drafted.isdigit() and noted.isdigit() and drafted != noted)


def _period_name(period: str) -> str:
    return {"last": "去年", BASE: "变化以前", "next": "明年", "half": "半年", "": "今年"}.get(period, f"{period}年")


def _sourced(figure: Noted, noted: Noted) -> JudgedFigure:
    return JudgedFigure(figure.mention, Status.SOURCED, None, (noted.source(),))


def _mismatched(figure: Noted, noted_one: Noted, said: str, right: Noted | None = None) -> JudgedFigure:
    sources = (noted_one.source(),) if right is None else (noted_one.source(), right.source())
    suggestion = right.mention.text if right else ""
    return JudgedFigure(
        figure.mention, Status.MISMATCHED, None, sources, f"{said}，请核对“{figure.mention.text}”。", suggestion
    )


def _by_qualifier(figure: Noted, candidates: Sequence[int], case: _Case) -> JudgedFigure | None:
    if not candidates:
        return None
    score, back = case.best(figure, candidates)
    best = case.notes.figures[-back]
    if score < LEAST:
        return None
    said = f"笔记写的是“{best.mention.text}”，“约、近、余、多、以上”这类字样不能增删或改动"
    return replace(_mismatched(figure, best, said), suggestion=best.mention.text)


def _by_unit(figure: Noted, candidates: Sequence[int], case: _Case) -> JudgedFigure:
    bare = JudgedFigure(figure.mention, Status.UNSOURCED)
    if not candidates:
        return bare
    score, back = case.best(figure, candidates)
    best = case.notes.figures[-back]
    right = [at for at in case.near(figure) if measure(case.notes.figures[at].mention) == measure(figure.mention)]
    same = measure(best.mention) == measure(figure.mention)
    if score < 0.12 or (not same and case.best(figure, right)[0] > score):  # the notes count this very thing, otherwise
        return bare
    said = f"笔记里这个数的单位是“{best.mention.unit or '无'}”（{best.mention.text}）"
    return replace(_mismatched(figure, best, said), suggestion=best.mention.text)


def _people(figure: Noted, n: Noted) -> bool:
    """保洁员6个 for 6名: 个 counts people in talk, where no word beside it names what is no person."""
    units = {canonical(figure.mention.unit)[0], canonical(n.mention.unit)[0]}
    if (
        units != {"人", "个"}
        or figure.mention.value != n.mention.value
        or "人次" in (figure.mention.unit, n.mention.unit)
    ):
        return False
    return may_be_people(n if n.mention.unit == "个" else figure)


def _stated_date(figure: Noted, agreeing: Sequence[int], case: _Case) -> JudgedFigure:
    if not agreeing:
        return JudgedFigure(figure.mention, Status.UNSOURCED)
    score, back = case.best(figure, agreeing)
    best = case.notes.figures[-back]
    if figure.mention.kind is Kind.DATE and dates.year(figure.mention.date) is None:
        rival_score, rival = case.rival(figure, best)
        if rival is not None and rival_score > max(score + 0.25, 0.45):
            said = f"笔记里“{best.mention.text}”说的是“{best.label}”，而“{rival.label}”是{rival.mention.text}"
            return _mismatched(figure, best, said, rival)
    return _sourced(figure, best)


_CHANGED = re.compile(r"(?:增[加长收]|减少|下降|提高|压减|完成|占\S{0,8}|累计达?到?)[了的]?\s*$")
_YEAR_ONLY = re.compile(r"[0-9]{4}$")


def _resolved_year(figure: Noted, notes: Record) -> JudgedFigure | None:
    """A bare year that the notes' 今年, 去年, 明年 stand for."""
    year = figure.mention.date if _YEAR_ONLY.match(figure.mention.date) else ""
    dated = notes.years.get(int(year)) if year else None
    return _sourced(figure, dated) if dated else None


def _unsourced(figure: Noted, derived: Derived | None, case: _Case) -> JudgedFigure:
    """Nothing states it: say what the arithmetic gives, or the nearest figure of the same thing."""
    text = figure.mention.text
    if derived:
        said = f"“{text}”与笔记算出来的不符：{derived.formula}，请改正或说明口径。"
        return JudgedFigure(figure.mention, Status.UNSOURCED, None, derived.sources, said, derived.right)
    same = [at for at in case.near(figure) if measure(case.notes.figures[at].mention) == measure(figure.mention)]
    score, back = case.best(figure, same)
    if score >= 0.3:
        near = case.notes.figures[-back]
        said = f"笔记里没有“{text}”，关于“{near.label}”笔记写的是{near.mention.text}，请核对。"
        return JudgedFigure(figure.mention, Status.UNSOURCED, None, (near.source(),), said, near.mention.text)
    return JudgedFigure(figure.mention, Status.UNSOURCED, None, (), f"笔记里没有“{text}”，请补上出处或删去。")
