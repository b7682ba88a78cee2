"""Samples lend shape, never content: figures and names of a passage hidden before a model sees it.

``〔数〕`` stands for a whole figure with its unit, as a slot does; ``〔时间〕`` for a date, ``〔文号〕`` for a document number,
``〔单位〕``, ``〔地名〕``, ``〔人名〕`` for names, ``〔名称〕`` for what stands in quotation marks. Hiding too much does no harm;
names without any mark of being one (a bare person's name) are left to the check for leaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.drafting.inert import visible
from assistant.figures.mentions import Kind
from assistant.figures.reading import read
from assistant.naming import unit_name
from knowledge.names import Kind as NameKind
from knowledge.names import forms_in
from knowledge.splitting import Passage

FIGURE, DATE, NUMBER, UNIT, PLACE, PERSON, TERM = (
    "〔数〕", "〔时间〕", "〔文号〕", "〔单位〕", "〔地名〕", "〔人名〕", "〔名称〕",
)  # fmt: skip
MARKS = (FIGURE, DATE, NUMBER, UNIT, PLACE, PERSON, TERM)
Span = tuple[int, int, str]

_PLACES = "镇|乡|村|社区|街道|县|市|区|林场|农场|水库|园区|小区"
_UNITS = (
    "总工会|工会|公司|厂|学校|小学|中学|幼儿园|合作社|局|办公室|协会|学会|医院|卫生院|中心|商会|超市|银行|派出所|基金会|联合会|服务站|广播站"
    "|大厦|商务楼|冷库|产业园|农机园|工业园|敬老院|福利院|大学|学院|研究所|法院|检察院|车站|市场|酒店|饭店|书店|书屋"
)
_EDGE = r"(?:(?<=^)|(?<=[\n，。、；：“”《》（）().．\s和与及在到从由为对向赴请经把给是了去镇乡县市区]))"
_NAME = re.compile(
    rf"{_EDGE}(?P<stem>(?![到在由给从去往对请])[\u4e00-\u9fff]{{2,8}}?)(?P<suffix>(?:{_UNITS})|(?P<place>{_PLACES}))(?![\u4e00-\u9fff]?级|民)"
)
# what makes a common noun of a stem: 各基层工会, 全县, 行政村, 便民服务中心
_COMMON = re.compile(
    r"[各全本我该某每两几多这那其他个无]|有(?!限)|所有|基层|企业|职工|规模|非公|机关|单位|农村|行政|自然|服务|文化|卫生|教育|[村镇乡县市上]级|有关|相关|重点|示范|试点"
    r"|贫困|困难|民办|公办|城乡|居民|社会|志愿|老年|医疗|健康|便民|综合|专业|先进|优秀|外地|新建|已建|成立|建立|完成|开展|负责|参加|组织|联合"
)
_LISTED_PLACES = re.compile(
    r"(?P<names>(?:[\u4e00-\u9fff]{2,4}、){1,12}[\u4e00-\u9fff]{2,4}?)(?:等)?"
    r"(?=[0-9一二两三四五六七八九十]{1,3}个?(?:村|社区|镇|乡|组|街道))"
)
_LED_BY = re.compile(r".*[在往到给与和对于从由向为时天]")  # what a listing takes along from the words before it
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦"
    "阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
)
_PERSON = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=同志|书记|主席|镇长|乡长|县长|局长|主任|所长|站长|校长|老师|医生|经理|厂长|师傅|女士|先生|（)"
    rf"|(?<=[由为是请给帮助访问慰])(?P<after>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=同志|书记|主席|镇长|乡长|县长|局长|主任|所长|站长|校长|老师|医生|经理|厂长|师傅|女士|先生)"
)
_QUOTED = re.compile(r"“([^“”\n]{2,24})”|《([^《》\n]{2,40})》")


def masked(passage: Passage) -> str:
    """The passage's text with its figures and names hidden."""
    return _masked(visible(passage.text), visible(passage.title))


@lru_cache(maxsize=512)
def _masked(text: str, title: str) -> str:
    hidden = _hidden(text, [*_figures(text), *_quotes(text), *_names(text, title)])
    masks = "|".join(re.escape(mark) for mark in MARKS)
    for _ in range(
        4
    ):  # a figure may show only once its neighbour is gone, or the names before it are one (石埝、岩笸两村)
        hidden = re.sub(rf"({masks})(?:、?\1)+", r"\1", hidden)
        if not (left := list(_figures(hidden))):
            break
        hidden = _hidden(hidden, left)
    return hidden


def _hidden(text: str, spans: Iterable[Span]) -> str:
    out: list[str] = []
    at = 0
    for start, end, mark in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start >= at:
            out += [text[at:start], mark]
            at = end
        elif end > at:  # two spans overlap: hide both
            at = end
    return "".join([*out, text[at:]])


def _figures(text: str) -> Iterator[Span]:
    marks = {Kind.DATE: DATE, Kind.REFERENCE: NUMBER}
    for mention in read(text):
        if mention.is_figure:
            yield mention.start, mention.end, marks.get(mention.kind, FIGURE)


def _quotes(text: str) -> Iterator[Span]:
    """What stands in quotation marks, but for set terms of the world (“三农”)."""
    terms = {(m.start, m.end) for m in read(text) if m.kind is Kind.NAME and len(m.text) <= 4}
    for match in _QUOTED.finditer(text):
        inside = match.span(match.lastindex or 1)
        if inside not in terms:
            yield *inside, TERM


_MARK_OF = {NameKind.PLACE: PLACE, NameKind.ORGANISATION: UNIT, NameKind.PERSON: PERSON, NameKind.WORK: TERM}


def _names(text: str, title: str) -> Iterator[Span]:
    stems: set[str] = set()
    for name, mark in _own_names(title):
        yield from ((m.start(), m.end(), mark) for m in re.finditer(re.escape(name), text))
    for match in _marked_names(text):
        yield match.start(), match.end(), PLACE if match["place"] else UNIT
        if match["place"]:
            stems.add(match["stem"])
    for match in _LISTED_PLACES.finditer(text):
        first, *others = match["names"].split("、")
        stems.update([_LED_BY.sub("", first), *others])
    for stem in stems - {""}:
        yield from ((m.start(), m.end(), PLACE) for m in re.finditer(re.escape(stem), text))
    for match in _PERSON.finditer(text):
        group = "name" if match["name"] else "after"
        yield *match.span(group), PERSON
    for form in forms_in(text, title):
        yield from ((m.start(), m.end(), _MARK_OF[form.kind]) for m in re.finditer(re.escape(form.text), text))


def _marked_names(text: str) -> Iterator[re.Match[str]]:
    """Names that end in a word such as 村 or 公司; where one place to begin gives a common noun, the next is tried."""
    at = 0
    while match := _NAME.search(text, at):
        if _COMMON.search(match["stem"]):
            at = match.start() + 1
        else:
            yield match
            at = match.end()


def _own_names(title: str) -> Iterator[tuple[str, str]]:
    """The unit of the sample's title, and the place that its name begins with."""
    name, _ = unit_name(title)
    if name:
        yield name, UNIT
    if place := re.match(r"[\u4e00-\u9fff]{2,6}?(?:镇|乡|街道|县|市|区)", name or title):
        yield place[0], PLACE
        if len(place[0]) > 2:
            yield re.sub(r"(?:镇|乡|街道|县|市|区)$", "", place[0]), PLACE
