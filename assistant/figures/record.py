"""The record: every figure of the notes with its place and its thing, ready for a draft to be judged by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from assistant.figures import dates, tables
from assistant.figures.agreement import form
from assistant.figures.clauses import places, thing
from assistant.figures.commas import tabbed
from assistant.figures.corrections import withdrawn
from assistant.figures.likeness import Weighed, Weights
from assistant.figures.lookup import Lookup
from assistant.figures.mentions import Kind, Mention
from assistant.figures.once import once
from assistant.figures.placing import Place, located
from assistant.figures.reading import read_ones
from assistant.figures.things import Thing, plain_name, things_of
from assistant.figures.units import GENERIC, canonical
from assistant.figures.verdicts import Origin, Source


@dataclass(frozen=True)
class Noted:
    """A figure of the notes, or of a draft; what follows from its fields is worked out once, when it is asked for."""

    document: str
    place: Place
    thing: Thing

    @once
    def mention(self) -> Mention:
        """The figure itself."""
        return self.place.mention

    @once
    def line(self) -> tuple[str, int]:
        """The line of the notes that it stands in."""
        return self.document, self.place.line[0]

    @once
    def label(self) -> str:
        """What it counts, in the text's own words."""
        return thing(self.place)

    @once
    def measure(self) -> str:
        """What kind of number it is (see ``measure``)."""
        return measure(self.mention)

    @once
    def base(self) -> Decimal:
        """Its value in the unit that its measure is compared in; 0 where it has none."""
        m = self.mention
        return (m.value if m.value is not None else Decimal(0)) * canonical(m.unit)[1]

    @once
    def size(self) -> float:
        """About its ``base``: for finding operands quickly, never for judging."""
        return float(self.base)

    @once
    def words(self) -> frozenset[str]:
        """The pairs of characters and the senses of the words beside it."""
        return frozenset([piece for piece in self.thing.near if len(piece) > 1])

    @once
    def name(self) -> str:
        """The words before it, as ``shortened`` compares them."""
        return plain_name(self.place.before)

    def source(self) -> Source:
        """Its place as evidence."""
        m = self.mention
        return Source(Origin.NOTES, self.document, m.start, m.end, m.text)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """All figures of the notes, ready to judge by."""

    figures: tuple[Noted, ...]
    weights: Weights
    weighed: tuple[Weighed, ...]
    lookup: Lookup
    this_year: int
    years: Mapping[int, Noted]  # each year that the notes name or that 去年, 明年 stand for, with the date it rests on
    lines: Mapping[tuple[str, int], tuple[Noted, ...]]
    places: Mapping[tuple[str, int], int]
    rows: tuple[
        tuple[str, tuple[Noted, ...]], ...
    ]  # what the first column of each table names, with a figure of each row
    forms: tuple[int, ...]  # a number for each figure, the same for those of one ``form``

    def below(self, n: Noted) -> tuple[Noted, ...]:
        """The figures of the line below that of a figure, where all of them are last year's and nothing else is told there."""
        following = self.places.get((n.document, self.lines[n.line][-1].mention.start), -2) + 1
        if not 0 < following < len(self.figures):
            return ()
        first = self.figures[following]
        line = self.lines[first.line]
        near = first.document == n.document and 0 < first.place.line[0] - n.place.line[1] <= 1
        return line if near and all(m.place.period == "last" for m in line) else ()

    def at(self, document: str, start: int) -> Noted | None:
        """The figure that stands at a place of the notes."""
        index = self.places.get((document, start))
        return None if index is None else self.figures[index]


@lru_cache(maxsize=32)
def record(notes: tuple[tuple[str, str], ...], void: frozenset[tuple[str, int, int]] = frozenset()) -> Record:
    """The figures of the notes ``(document, text)``, without the ``void`` places."""
    found = [
        n
        for document, text in notes
        for n in noted(document, text)
        if (document, n.mention.start, n.mention.end) not in void
    ]
    lines: dict[tuple[str, int], list[Noted]] = defaultdict(list)
    years: dict[int, Noted] = {}
    planned: set[int] = set()
    titled: dict[str, int] = {}  # the year that the first line of each document names
    for n in found:
        if n.mention.kind is Kind.DATE and (year := dates.year(n.mention.date)):
            years.setdefault(year, n)
            if _PLANNED.match(n.place.after.strip()) or (year == titled.get(n.document, 0) + 1 and _heads_line(n)):
                planned.add(year)
            elif not n.place.line[0] and not any(
                m.line == n.line and m.mention.kind is not Kind.DATE for m in found[:FIRST]
            ):
                titled.setdefault(n.document, year)
    now = max(years.keys() - planned, default=max(years, default=0))
    found = [relative(n, now) for n in found]
    for n in found:
        lines[n.document, n.place.line[0]].append(n)
    every = years | _relative_years(years, now, "\n".join(text for _, text in notes))
    weights = Weights(n.thing for n in found)
    weighed = tuple(weights.weighed(n.thing) for n in found)
    return _of_figures(tuple(found), weights, weighed, now, every, tuple(_named_rows(notes, lines)))


def _of_figures(
    found: tuple[Noted, ...],
    weights: Weights,
    weighed: tuple[Weighed, ...],
    now: int,
    years: Mapping[int, Noted],
    rows: tuple[tuple[str, tuple[Noted, ...]], ...],
) -> Record:
    lines: dict[tuple[str, int], list[Noted]] = defaultdict(list)
    for n in found:
        lines[n.line].append(n)
    return Record(
        found,
        weights,
        weighed,
        Lookup([n.mention for n in found], [n.thing.wide for n in found]),
        now,
        years,
        {key: tuple(group) for key, group in lines.items()},
        {(n.document, n.mention.start): at for at, n in enumerate(found)},
        rows,
        numbered(form(n.mention) for n in found),
    )


def part_of(notes: Record, places: Sequence[int]) -> Record:
    """A record of some of the figures of the notes, ``places`` ascending, with the year and the weights of all of them."""
    found = tuple([notes.figures[at] for at in places])
    within = {id(n) for n in found}
    rows = tuple((noun, group) for noun, group in notes.rows if all(id(n) in within for n in group))
    years = {year: n for year, n in notes.years.items() if id(n) in within}
    weighed = tuple([notes.weighed[at] for at in places])
    return _of_figures(found, notes.weights, weighed, notes.this_year, years, rows)


def _named_rows(
    notes: tuple[tuple[str, str], ...], lines: Mapping[tuple[str, int], list[Noted]]
) -> Iterator[tuple[str, tuple[Noted, ...]]]:
    for document, text in notes:
        for noun, starts in tables.named_rows(tabbed(text)):
            rows = [lines[document, start][0] for start in starts if (document, start) in lines]
            if len(rows) == len(starts):
                yield noun, tuple(rows)


def numbered(things: Iterable[Hashable]) -> tuple[int, ...]:
    """A number for each, the same for those that are equal."""
    numbers: dict[Hashable, int] = {}
    return tuple([numbers.setdefault(one, len(numbers)) for one in things])


def relative(n: Noted, this_year: int) -> Noted:
    """The figure with its named year said as this year's or last year's, where the notes are dated."""
    period = n.place.period
    if not this_year or not period.isdigit():
        return n
    said = {this_year: "", this_year - 1: "last", this_year + 1: "next"}.get(int(period))
    return n if said is None else replace(n, place=replace(n.place, period=said))


def measure(mention: Mention) -> str:
    """What kind of number it is, for finding competitors: figures of one measure may be mistaken for one another."""
    if mention.kind is Kind.QUANTITY:
        unit = canonical(mention.unit)[0]
        return "个" if unit in GENERIC else unit
    return mention.kind.value


_PERSON = re.compile(
    "(?:[员者师长工生兵民医]|[医员师工生](?:走了?|离开|来了?)|新来|新招|辞职|的人|青年|老人|儿童|妇女|主播|导游|学生|干部|编制|在编|在岗|在册|在职|实有|缺编|缺员|超编|借调|聘用|竞聘|选聘|招聘|录用|提拔|退休)$"
)
_WORKER = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:[管理技术操作维护保洁驾驶讲解指导调解网格]员|[工厨医教律导]师|医生|护士|工人|司机)(?:[，,。；;、（( ]|$)"
)  # 2个系统管理员
_AT_WORK = re.compile("[进入]?厂?[上下]班|上岗|[进入]厂")
_NO_PERSON = re.compile(
    r"企业|项目|村|社区|小区|单位|部门|(?<![上值])班(?!长|主任|组长)|支部|网格|车间|站|点|(?<!有)问题|方面|月|小时|工作日|合作社|公司|学校|家庭|品种|厂|乡|镇|县|市|区|组|队|厕|桶|(?<!落)水|池|井"
    r"|摊|店|商户|床位|岗位|车位|学位|指标|平台|系统|账|案|活动|课题|标准|文件|阵地|窗口|工会|机构|中心|基地|协会|订单|社团|专利|程序|设备|路灯|大棚|公章"
)


@lru_cache(maxsize=4096)
def _no_person(before: str, after: str) -> bool:
    return bool(_NO_PERSON.search(f"{_AT_WORK.sub('', before)}|{after}"))


def may_be_people(n: Noted) -> bool:
    """Whether a figure in 个 may count people: no word beside it names what is no person (保洁员6个, 走了12个)."""
    if _PERSON.search(n.place.before.strip()) or _WORKER.match(n.place.after.strip()):
        return True
    return not _no_person(
        n.place.before[-6:] if _AT_WORK.search(n.place.before[-6:]) else n.place.before.strip()[-4:], n.place.after[:4]
    )


def _heads_line(n: Noted) -> bool:
    """Whether a bare year stands at the head of a line (2022：油菜机播扩到5个片)."""
    at = n.mention.start - n.place.line[0]
    return (
        len(n.mention.date) == YEAR
        and at <= MARK
        and n.place.after[:1] in ("", " ", "：", ":")
        and bool(at == 0 or not n.place.before.strip("、.．- "))
    )


YEAR, MARK, FIRST = 4, 4, 8  # digits of a year; characters of an item's mark; figures that the first line may have
_PLANNED = re.compile("年?度?(?:工作)?(?:打算|计划|思路|安排|目标|预算)")  # 2025打算: next year's


def _relative_years(years: Mapping[int, Noted], now: int, text: str) -> dict[int, Noted]:
    """The years that 去年, 明年 resolve to where the notes are dated, and are not named themselves."""
    if not years:
        return {}
    found = {}
    if re.search("去年|上年|同期", text) and now - 1 not in years:
        found[now - 1] = years[now]
    if re.search("明年|下年|来年|下一步|打算", text) and now + 1 not in years:
        found[now + 1] = years[now]
    return found


def noted(document: str, text: str) -> list[Noted]:
    """Every figure of a text with its thing, the 一次 and 一批 too."""
    ones = located(text, read_ones(text))
    every = sorted((*places(text), *ones), key=lambda p: p.mention.start)
    if gone := withdrawn(text, every):
        every = [place for place in every if place.mention.start not in gone]
    sentences: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in every:
        sentences[place.sentence].append(place)
    things = {
        id(p): thing for group in sentences.values() for p, thing in zip(group, things_of(text, group), strict=True)
    }
    return [Noted(document, place, things[id(place)]) for place in every]
