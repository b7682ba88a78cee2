"""Whether one figure may stand for another, its value aside: measure and unit, the order of a change, deeds denied."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from assistant.figures.bare import own_scale
from assistant.figures.mentions import Kind, Mention
from assistant.figures.periods import EARLIER
from assistant.figures.record import Noted, may_be_people
from assistant.figures.units import canonical, in_measure

MONEY = 100  # times as great as a count: no count of the same
NEIGHBOURS = 24  # characters between the two figures of one change
HUNDRED = 100
TELLING = 3  # significant digits that no other figure has by chance
COUNTED = frozenset({Kind.QUANTITY, Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE})
_PLANNED = re.compile("任务|计划|目标|预算|指标|限额|应[收缴征]")
_DONE = re.compile("[\u4e00-\u9fff]了$|完成|实际|实[修建收付]|已")
_DEEDS = "合格|达标|完成|解决|通过|成功|建成|办结|整改|到位|落实|达到"
_DENIED = re.compile(rf"(?:不|未|没有?)({_DEEDS})")
_DEED = re.compile(rf"(?<![不未没])(?<!没有)({_DEEDS})")
_BODY = re.compile(
    "(?:[^人]员|人员|[楼村组队]长|志愿者|职工|党员|干部|教师|学生|儿童|女童|老人|农民|村民|居民|女孩|男孩)(?:[$共有为达至到]|$)|^\\$?\\|(?:名)?(?:独居|困难|特困|孤寡)?(?:老人|儿童|职工|党员|学生)"
)
_TURNS = re.compile(
    "次|培训|参[加与训]|接待|服务|走访|参观|体检|查|诊|住院|[观听受]众|到场|到会|慰问|教育|演练|辅导|帮助"
)
_HANDED_OVER = re.compile(
    r"那|就|零下|前后|先后|差不多|是|算|下来|一共|总共|合计|共|总数|全部|加起来|大概|应该|反正|这|个|的|了|嗯|好|，|：|:|\s"
)
_SEASON = re.compile("第?[一二三四1-4]季度?|[0-9一二三四五六七八九十]{1,2}月|[上下]半年|[春夏秋冬]季")
_VAGUE = re.compile(r"[又再还共新增加减少升降长提高名家个人数量总和之]")


def may_stand(figure: Noted, n: Noted) -> bool:
    """Whether one figure could be meant by the other, its value aside: one measure, or a bare number."""
    one, other = figure.mention, n.mention
    if one.kind is not other.kind or not (one.unit and other.unit):
        return one.kind is other.kind and not _too_great(one, other) and not _too_great(other, one)
    if figure.measure == n.measure:
        return one.unit == other.unit or canonical(one.unit)[1] == canonical(other.unit)[1]
    if {figure.measure, n.measure} == {"人", "个"}:
        return may_be_people(n if other.unit == "个" else figure)
    return False


def _too_great(bare: Mention, counted: Mention) -> bool:
    """Whether a bare figure that says 万 itself (13万5) is no count such as the other (90人), but a sum of money."""
    if bare.unit or not counted.unit or in_measure(counted.unit) or not own_scale(bare):
        return False
    return bool(bare.value and counted.value) and (bare.value or 0) > MONEY * (counted.value or 0)


def heads_not_turns(figure: Noted, n: Noted) -> bool:
    """62人次 for 党员62: a body of people (党员, 网格员, 老人) is counted by heads, whatever the bare number leaves out."""
    if figure.mention.unit != "人次" or n.mention.unit:
        return False
    said = f"{n.place.before[-6:]}|{n.place.after[:4]}|{figure.place.before[-6:]}"
    beside = f"{figure.place.before[-5:]}$|{figure.place.after[:6]}"
    return bool(_BODY.search(beside)) and not _TURNS.search(said)


def own_unit(figure: Noted, best: Noted) -> bool:
    """Whether the notes count it by the draft's own unit, and that a telling one (24支), which a bare number lacks."""
    return figure.mention.unit == best.mention.unit and figure.mention.unit not in ("", "个", "元", "%")


def same_noun(figure: Noted, n: Noted) -> bool:
    """Whether the same noun follows both, in the same unit (14个小区)."""
    one, other = figure.place.after.strip()[:2], n.place.after.strip()[:2]
    return len(one) == 2 and one == other and figure.mention.unit == n.mention.unit


def rare_unit(figure: Noted, n: Noted) -> bool:
    """Whether both count in one unit which few things are counted in (万人次, 吨, 公顷), with more than one digit."""
    value = figure.mention.value
    common = ("", "个", "家", "户", "元", "%", "人", "名", "位", "次", "件", "项", "场", "期", "天", "年")
    digits = len(value.normalize().as_tuple().digits) if value is not None else 0
    one, other = figure.mention.unit, n.mention.unit
    return canonical(one) == canonical(other) and one not in common and other not in common and digits > 1


def backwards(figure: Noted, n: Noted, m: Noted) -> bool:
    """由126家增加到135家 told the wrong way round: the base is this year's in the notes and the result last year's."""
    base, now = (n, m) if figure.place.period == "any" else (m, n)
    return base.line == now.line and now.place.period in EARLIER and base.place.period not in EARLIER


def planned_and_done(figure: Noted, partner: Noted, n: Noted, m: Noted) -> bool:
    """改造7处，做了5处 told as 完成5处，比计划的7处少: the plan is the greater that the notes name first, whatever stands beside it."""
    if n.line != m.line:
        return False
    for planned, done, whole, part in ((partner, figure, m, n), (figure, partner, n, m)):
        if _PLANNED.search(planned.place.before) and not _PLANNED.search(done.place.before):
            return whole.mention.start < part.mention.start and whole.base > part.base
    return False


def side_by_side(figure: Noted, partner: Noted) -> bool:
    """Whether two figures of a draft may be the two ends of one change."""
    return abs(figure.mention.start - partner.mention.start) < NEIGHBOURS


def no_rival(figure: Noted, best: Noted, n: Noted) -> bool:
    """A plan is no rival of what was done, a 一个 none of a count, another row of the table none where its name is not said."""
    if n.mention.value == 1 and n.mention.text.startswith("一") and n.mention.text != figure.mention.text:
        return True
    said = figure.place.lead[-16:] + figure.place.head + figure.place.before
    if _plan_words(n) and not _PLANNED.search(said):
        return not _plan_words(best)
    if (season := season_in(n.place.row)) and season[0] not in figure.place.lead[
        -40:
    ] + figure.place.head + figure.place.before:
        own = season_in(best.place.row)
        if own is None or own[0] != season[0]:
            return True  # a quarter or month of it, which the draft does not name
    if n.place.period == "any" and n.line == best.line and 0 < best.mention.start - n.mention.end < NEIGHBOURS:
        return True  # 从46列加到52列: what it was
    if _opposed(f"{figure.place.head}{figure.place.before}", best, n):
        return True
    row = n.place.row
    if row and best.place.row and best.place.label.endswith(n.place.label[len(row) :]):
        return not any(row[i : i + 2] in said for i in range(max(1, len(row) - 1)))
    return False


def season_in(words: str) -> re.Match[str] | None:
    """A quarter, month or half-year that words name."""
    return _SEASON.search(words)


def _opposed(said: str, best: Noted, n: Noted) -> bool:
    """Whether the draft and the figure that it states have one of two opposite words, and the other figure the other one."""
    own, others = best.place.lead[-8:] + best.place.before, n.place.lead[-8:] + n.place.before
    return any(
        one in said and one in own and other in others and one not in others and other not in said
        for one, other in _opposites()
    )


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    """The pairs of ``data/opposites.txt``, each both ways."""
    text = resources.files(__package__).joinpath("data/opposites.txt").read_text(encoding="utf-8")
    pairs = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(pair for one, other in pairs for pair in ((one, other), (other, one)))


def _plan_words(n: Noted) -> bool:
    if _DONE.search(n.place.before):
        return False  # 计划修路12公里，修了9.5
    lead = n.place.lead[-12:]
    if lead.endswith((",", "，", "；", ";")) and n.place.before.strip():
        lead = ""  # 任务3.86万亩，变更调查数3.91万亩
    return bool(_PLANNED.search(lead + n.place.head[-12:] + n.place.before))


def flipped(figure: Noted, n: Noted) -> str:
    """7份合格 for 7份不合格: the notes' words, where what the one denies beside its figure the other affirms; else empty."""
    sides = []
    for words in (_beside(figure), _beside(n)):
        denied, affirmed = set(_DENIED.findall(words)), set(_DEED.findall(words))
        sides.append((denied - affirmed, affirmed - denied))
    opposite = sides[0][0] & sides[1][1] or sides[0][1] & sides[1][0]
    return _beside(n).replace("|", n.mention.text) if opposite else ""


def _beside(n: Noted) -> str:
    return f"{n.place.before[-6:]}|{n.place.after[:6]}"


def telling(figure: Noted) -> bool:
    """Whether a value is so particular (5634户, 412.5万元) that it is no coincidence, whatever words stand beside it."""
    value = figure.mention.value
    return value is not None and len(value.normalize().as_tuple().digits) >= TELLING


def particular(figure: Noted, n: Noted) -> bool:
    """Whether two figures are one for their value and unit alone: a telling value, or a hundred and more of one named unit."""
    counted = bool(figure.mention.unit) and figure.mention.unit == n.mention.unit
    return telling(figure) or (counted and (figure.mention.value or 0) >= HUNDRED)


def names_something(figure: Noted) -> bool:
    """Whether the words beside a figure say what it counts; in 的基础上又增加5家, 那就205 they do not."""
    return bool(len(_VAGUE.sub("", "".join(p for p in figure.thing.near if len(p) == 1))) >= 2)


def names_nothing(n: Noted) -> bool:
    """Whether a figure of the notes stands alone, without unit, after words that only hand it over (那就205, 算下来一共305)."""
    return (
        n.mention.kind is Kind.QUANTITY
        and not re.sub(_HANDED_OVER, "", n.place.before.strip())
        and not n.place.after.strip()
    )


def tells_more(figure: Noted, best: Noted, other: Noted) -> bool:
    """新购新能源车24台 for 新能源78台，今年买的24台: what the figure shares with the other belongs to both, and it says more of its own."""
    near = figure.thing.near.keys()
    shared = near & other.thing.near.keys()
    own = near & best.thing.near.keys() - other.thing.near.keys()
    said = (
        any(len(piece) > 1 for piece in own)
        or (len(best.name) == 1 and best.name in own)
        or own - other.thing.wide.keys()
    )
    return bool(said) and shared <= best.thing.wide.keys() and other.mention.start < best.mention.start
