"""A sentence that could stand in any unit's report unchanged (``boilerplate.md``): no pin, and wording that everyone uses.

Pins are what a reader could check: a figure, a date, a name, a title, a named activity, a result with its outcome, a rule. The
formal opener and closing are expected in the genre and only mentioned. Weights are a first, unfitted version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from assistant.checks.case import Case, Span, bigrams, clauses
from assistant.figures.record import Noted
from assistant.figures.tries import pattern
from assistant.findings import Finding, Severity, Source

KIND = "boilerplate"
_OPENER = re.compile(
    r"在.{2,30}(?:领导|指导|支持|关心|帮助)下|以.{4,40}为指导|现将.{0,30}(?:汇报|总结|报告)如下|深入贯彻.{4,40}精神"
)
_CLOSER = re.compile(r"^(?:总之|今后|新的一年|在今后|我们将|回顾)|(?:贡献|新台阶|新局面|新篇章)[。！]?$")
_PIN = re.compile(
    r"《[^》]{2,}》|“[^”]{3,}”|[获评授]\S{0,4}(?:奖|称号|先进|优秀|表彰|荣誉)|通过\S{0,10}(?:验收|评审|认定)|被评为|被列为|"
    r"[每][周月季年天]|由\S{2,8}负责|(?:召开|举办|组织|举行|开展)了?[\u4e00-\u9fff]{4,16}(?:会议|大会|会|班|赛|演出|汇演|晚会|演练|讲座|论坛)|"
    r"[\u4e00-\u9fff]{2,6}(?:公司|厂|社区|村|小学|中学|医院|合作社|水库|广场|公园)(?!级|民|集体|务|规民约)"
)
_CANDID = re.compile(r"不足|不够|不到位|不高|不强|困难|短缺|缺乏|滞后|薄弱|差距|问题|难度|未|没有|尚|少|缺")


@cache
def _generic() -> re.Pattern[str]:
    text = resources.files(__package__).joinpath("data/generic.txt").read_text(encoding="utf-8")
    return re.compile(pattern(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")))


def check(case: Case) -> Iterator[Finding]:
    """A warning for each sentence, or padding clause of a mixed one, without a pin; an info for openers and closings."""
    figures = [f.mention for f in case.figures]
    unused = _unused(case)
    for sentence in case.body():
        parts = list(clauses(sentence))
        pinned = [
            any(f.start >= c.start and f.end <= c.end for f in figures) or bool(_PIN.search(c.text)) for c in parts
        ]
        generic = [_generic().findall(c.text) for c in parts]
        if not any(generic) or "【" in sentence.text:
            continue
        if any(pinned):
            yield from _padding(parts, pinned, generic, sentence)
        elif _OPENER.search(sentence.text):
            message = "惯用开头，可保留。"
            yield Finding(KIND, Severity.INFO, sentence.start, sentence.end, sentence.text, message)
        elif not _CANDID.search(sentence.text):
            yield _whole(sentence, [word for words in generic for word in words], unused)


def _padding(parts: list[Span], pinned: list[bool], generic: list[list[str]], sentence: Span) -> Iterator[Finding]:
    """Only the padding of a mixed sentence is marked: clauses without a pin that hold two worn phrases, or nothing else."""
    for clause, pin, words in zip(parts, pinned, generic, strict=True):
        worn = sum(len(word) for word in words)
        if pin or not words or worn * 2 < len(clause.text) or _OPENER.search(sentence.text):
            continue
        message = f"“{'、'.join(words)}”放在哪个单位都能说，可删去这半句。"
        yield Finding(KIND, Severity.WARNING, clause.start, clause.end, clause.text, message)


def _whole(sentence: Span, words: list[str], unused: list[Noted]) -> Finding:
    worn = "、".join(dict.fromkeys(words))
    if _CLOSER.search(sentence.text):
        return Finding(KIND, Severity.INFO, sentence.start, sentence.end, sentence.text, "惯用结尾，可保留。")
    near = max(unused, key=lambda n: len(bigrams(sentence.text) & bigrams(n.label)), default=None)
    if near is not None and bigrams(sentence.text) & bigrams(near.label):
        evidence: tuple[Source, ...] = (near.source(),)
        hint = f"可换成笔记里还没用的“{near.label}{near.mention.text}”"
    else:
        evidence, hint = (), "请写明几次、多少人、哪个单位，或删去"
    message = f"这句没有可核对的内容（{worn}），放在哪个单位都能用：{hint}。"
    return Finding(KIND, Severity.WARNING, sentence.start, sentence.end, sentence.text, message, "", evidence)


def _unused(case: Case) -> list[Noted]:
    if case.record is None:
        return []
    used = {(s.document, s.start) for figure in case.figures for s in figure.sources}
    return [n for n in case.record.figures if (n.document, n.mention.start) not in used and n.mention.value is not None]
