"""What the samples hold that must not leak: their figures, their names, and their wording."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.figures.clauses import places
from assistant.figures.leaks import leak_key
from assistant.figures.things import pieces
from assistant.figures.tries import pattern
from assistant.figures.verdicts import Origin, Source
from knowledge.splitting import Passage

RUN = 30  # characters taken over word for word (design, copied-passage)
_SUFFIX = (
    "镇|乡|村|社区|街道|县|市|区|总工会|工会|公司|厂|学校|小学|中学|幼儿园|合作社|局|办公室|协会|学会|医院|卫生院|中心|商会|林场|农场|水库|园区|小区|超市|银行|"
    "派出所|基金会|联合会|服务站|广播站"
)
# a name stands after a mark or a word that takes one, and its own characters are none of those that make common nouns
_NAME = re.compile(
    rf"(?:(?<=^)|(?<=[\n，。、；：“”《》（）\s和与及在到从由为对向赴请经把给是])|(?<=以及))(?P<stem>[\u4e00-\u9fff]{{2,6}}?)(?P<suffix>{_SUFFIX})"
    r"(?=[，。、；：“”（）\s的和与及在为有被将\d举组召投]|$)"
)
_COMMON = re.compile(
    r"[各全本我该某每两三四五六七八九十几多这那其他]|所有|基层|企业|职工|规模|非公|机关|单位|农村|行政|自然|中心|服务|文化|卫生|教育|村级|镇级|县级|市级|上级|有关|相关|"
    r"重点|示范|试点|贫困|困难|民办|公办|城乡|居民|社会|志愿|老年|医疗|健康|便民|综合|专业|先进|优秀|外地|省|新建|已建|成立|建立|完成|开展|负责|参加|组织|联合"
)
_PERSON = re.compile(
    r"(?<=[，。、；：\s由为是请])(?P<name>[王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚]"
    r"[\u4e00-\u9fff]{1,2}?)(?=同志|书记|主席|镇长|乡长|县长|局长|主任|所长|站长|校长|老师|医生|经理|厂长|师傅|（)"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a sample: its place, and the word pieces beside it."""

    source: Source
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Samples:
    """The samples in use: figures by key, names with one place each, and runs of characters with theirs."""

    figures: Mapping[str, tuple[Stated, ...]]
    names: Mapping[str, Source]
    name_pattern: re.Pattern[str] | None
    runs: Mapping[int, tuple[Passage, int]]

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Samples:
        """Read the samples once; checking many drafts then costs little."""
        figures: dict[str, list[Stated]] = defaultdict(list)
        names: dict[str, Source] = {}
        runs: dict[int, tuple[Passage, int]] = {}
        for passage in passages:
            for key, stated in _figures(passage):
                figures[key].append(stated)
            for name, source in _names(passage):
                names.setdefault(name, source)
            for at in range(max(0, len(passage.text) - RUN + 1)):
                runs.setdefault(hash(passage.text[at : at + RUN]), (passage, at))
        found = re.compile(pattern(names)) if names else None
        return cls({key: tuple(group) for key, group in figures.items()}, names, found, runs)


def _source(passage: Passage, start: int, end: int) -> Source:
    return Source(Origin.SAMPLE, passage.title, passage.start + start, passage.start + end, passage.text[start:end])


def _figures(passage: Passage) -> Iterable[tuple[str, Stated]]:
    for place in places(passage.text):
        m = place.mention
        words: dict[str, float] = {}
        pieces(f"{place.before} {place.after[:8]}", 1.0, words)
        yield leak_key(m), Stated(_source(passage, m.start, m.end), frozenset(w for w in words if len(w) > 1))


def _names(passage: Passage) -> Iterable[tuple[str, Source]]:
    for match in _NAME.finditer(passage.text):
        if not _COMMON.search(match["stem"]):
            yield match[0], _source(passage, match.start(), match.end())
    for match in _PERSON.finditer(passage.text):
        yield match["name"], _source(passage, *match.span("name"))
    unit = re.match(r"([\u4e00-\u9fff]{2,6}?(?:镇|乡|街道|县|市|区))", passage.title)
    if unit:
        yield unit[1], Source(Origin.SAMPLE, passage.title, 0, len(unit[1]), unit[1])
