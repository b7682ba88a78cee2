"""What a found report is called, which time it covers and of which kind it is, as far as its words say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.headings import heading_of
from knowledge.kinds import GENERAL, ReportKind, kind_named, kind_of
from knowledge.roles import heading_role

YEAR, HALF = "全年", "上半年"  # where the year is masked or not said
_LONGEST = 24  # characters of a title that we give
_OPENING, _OPENING_CHARS = (
    2,
    400,
)  # paragraphs, and characters of them, that may say whose report it is and of which time
_PERIOD = re.compile(r"((?:19|20)\d{2})\s*年?(?:度)?(上半年|半年)?")
_SAID = re.compile(r"(?<![比较至和与\d])((?:19|20)\d{2})年(?!以来|前|底前|后|到|至)")
_PLANNED = re.compile(r"((?:19|20)\d{2})年?.{0,6}(?:打算|计划|安排|目标|指标|要|怎么|思路|重点|措施)")
_MASKED = re.compile(r"^.{0,4}(?:20[xX_*×\d]{2}|2[xX_*×\d]{3}|[xX_*×]{1,4})年?(?!上半年|\d{1,2}月)")
_HALF = re.compile(r"上半年|半年来|半年工作|(?<![全一])半年|截至6月|6月底|6月30日|下半年(?=打算|安排|计划|工作|，?我)")
_WHOLE = re.compile(r"一年来|一年的?工作|全年|年度|年底|年末|年终|明年|今年|12月")
_WHOLE_OPENING = re.compile(r"一年来|一年的?工作|全年|年度|(?<!半)年工作|今年")
_UNDER = re.compile(r"在[^。]{0,60}?(?:领导|指导|支持|关心|帮助|重视|配合|努力)下")
_PLACE = "镇|乡|街道|县|(?<!社)区|市"
_UNITS = (
    "教育工会|工会联合会|总工会|义工会|义工委员会|工会|人民武装部|武装部|国土资源所|自然资源所|国土所|文体广电站|文化体育广播站|文化站|教育局|林学会|学会|协会|医疗保障局|医保局"
    "|扶贫移民局|爱卫办|爱国卫生运动委员会|办公室|管理局|水利站|卫生院|有限公司|中学|小学"
)
_UNIT = re.compile(
    rf"(?:(?P<name>(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,4}}?)?(?P<place>{_PLACE}))?(?P<unit>{_UNITS})(?!的?(?:工作)?(?:部署|要求|安排|领导|指导|文件|精神|统一|关心|支持|下达)|工会|、)"
)
_TOWN = re.compile(
    r"(?<![\u4e00-\u9fff全各我该])(?P<name>[\u4e00-\u9fff]{2,3}?)(?P<place>镇|乡|街道)(?=紧紧|认真|坚持|党|三农|辖|各项|工作|的|始终)"
)
_WORK = re.compile(
    r"(?:我|本)?(?:镇|乡|局|县|区|市|办|站|所|会|街道)(?P<work>(?!的|各|在|认|紧|党|坚|圆|完)[\u4e00-\u9fff]{2,8}?)工作"
)


@dataclass(frozen=True, slots=True)
class Description:
    """Title, kind (a slug) and period of a report; ``period`` is empty where nothing tells it."""

    title: str
    kind: str
    period: str


def described(paragraphs: Sequence[str], title: str, given: Mapping[str, str]) -> Description:
    """Describe a report by its paragraphs (without the title line) and its title, which may be empty.

    ``given`` is what the file's own header says (title, kind, period) and wins; raises ``UnknownKind`` for a kind there is not.
    """
    title = given.get("title") or title
    half = is_half(title, paragraphs)
    words = [title, *paragraphs] if title else paragraphs
    kind = kind_named(given["kind"]) if given.get("kind") else _for_span(kind_of("\n".join(words)), half)
    period = given.get("period") or _period(title, paragraphs, half)
    return Description(title or _given_title(paragraphs, kind, period), kind.slug, period)


def is_half(title: str, paragraphs: Sequence[str]) -> bool | None:
    """Whether a report is on half a year rather than a whole one; None where nothing tells."""
    for text, whole in (
        (title, _WHOLE_OPENING),
        ("\n".join(paragraphs[:1])[:300], _WHOLE_OPENING),
        ("\n".join(paragraphs), _WHOLE),
    ):
        halves, wholes = len(_HALF.findall(text)), len(whole.findall(text))
        if not halves and _MASKED.match(text):
            return False
        if halves or wholes:
            return halves >= wholes
    return None


def _for_span(kind: ReportKind, half: bool | None) -> ReportKind:
    """Return the kind, or its twin for a whole year where the report is on one."""
    return kind_named(kind.twin) if kind.half and kind.twin and half is False else kind


def _period(title: str, paragraphs: Sequence[str], half: bool | None) -> str:
    year = _year(title, paragraphs)
    if year:
        return f"{year}年{HALF if half else ''}"
    return HALF if half else "" if half is None else YEAR


def _year(title: str, paragraphs: Sequence[str]) -> str:
    """Return the year a report is on: named by its title or opening, else the one before what it plans for."""
    named = _PERIOD.search(title)
    if named:
        return named[1]
    planned = Counter(m[1] for text in paragraphs for m in [_PLANNED.match(_heading(text))] if m)
    opening = [m[1] for text in paragraphs[:_OPENING] for m in _SAID.finditer(text[:300]) if m[1] not in planned]
    if opening:
        return max(opening)
    if planned:
        return str(int(planned.most_common(1)[0][0]) - 1)
    said = Counter(m[1] for text in paragraphs for m in _SAID.finditer(text))
    likely = [year for year, count in said.most_common(2) if count >= 2]
    return likely[0] if likely else ""


def _heading(text: str) -> str:
    """Return the words of a heading of the last part of a report, without its number; else nothing."""
    heading = heading_of(text, may_be_bare=True)
    if heading.level in {1, 2} and heading_role(heading.text) == "next":
        found = re.search(r"(?:19|20)\d\d", heading.text)
        return heading.text[found.start() :] if found else ""
    return ""


def _given_title(paragraphs: Sequence[str], kind: ReportKind, period: str) -> str:
    """Make up a title for a report that lost its own: unit, time, and what it is about."""
    opening = _UNDER.sub("", "\n".join(paragraphs[:_OPENING])[:_OPENING_CHARS])
    time = period if period[:1].isdecimal() else HALF if period == HALF else ""
    name, work = _unit(opening), _WORK.search(opening)
    if name and not (kind.slug == GENERAL and work):
        return f"{name}{time}工作总结"[:_LONGEST]
    if kind.slug != GENERAL:
        return (time.removesuffix(HALF if kind.half else "") + kind.name)[:_LONGEST]
    return f"{time}{work['work'] if work else ''}工作总结"[:_LONGEST]


def _unit(text: str) -> str:
    """Return the first unit that a text names: 鹭埠镇工会, 镇国土所; nothing for one that is only somebody's superior."""
    for found in _UNIT.finditer(text):
        if found["place"] or len(found["unit"]) > 2:
            name = found["name"] or ""
            return f"{'' if _common(name) else name}{found['place'] or ''}{found['unit']}"
    town = _TOWN.search(text)
    return f"{town['name']}{town['place']}" if town and not _common(town["name"]) else ""


def _common(name: str) -> bool:
    return bool(
        re.search(
            r"[我各全该在由和与及为的了是使对向按经从]|今年|年来|方面|个|所有|城乡|农村|一是|上级|基层|现将|现就|总结|工作|领导",
            name,
        )
    )
