"""What a finding says of a worn stretch: why, in one short sentence, and what would make it concrete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.figures.mentions import Kind
from assistant.figures.record import Noted, Record
from assistant.figures.verdicts import JudgedFigure, Source
from assistant.padding.reading import Sort, Verdict

_WHY = {
    "frame": "是现成的套子",
    "purpose": "只说为什么做",
    "effect": "只说好处，没有数也没有谁来说",
    "attitude": "只表态度",
    "aim": "只有决心",
    "maxim": "是一般道理",
}
_QUESTIONS = (
    (re.compile(r"培训|学习|会议|检查|活动|宣传|走访|慰问|巡查|演练|讲座|督查|督导|调研|排查"), "几次？多少人？"),
    (re.compile(r"制度|机制|办法|方案|规定|规范|体系"), "哪一项制度？什么时候订的？"),
    (re.compile(r"好评|满意|认可|肯定|欢迎|赞誉|信赖|反响"), "谁评的？在哪里？"),
    (re.compile(r"提[高升](?!认识)|增强|改善|增长|下降|减少|降低|进步|提速|成效|成绩|效果|成果"), "从多少到多少？"),
    (re.compile(r"队伍|人才|干部|职工|员工|骨干|教师|人员"), "哪个单位？多少人？"),
    (re.compile(r"项目|工程|建设|设施|设备|投入|资金"), "哪一个项目？多少钱？做完没有？"),
    (re.compile(r"解决|困难|问题|隐患|纠纷|投诉|矛盾"), "几件？解决了几件？"),
    (re.compile(r"将|明年|下一步|今后|继续|力争|确保"), "做哪件事？什么时候做完？"),
)
_LEAST = 2  # marks that a fact needs to belong to a place: a pair of characters of the sentence gives two, of the heading one
_FAR = 1_000_000  # characters from a sentence to a fact whose neighbours the draft does not tell either


def reason(verdict: Verdict) -> str:
    """Which words, and why they say nothing."""
    whole = verdict.sort is Sort.WORN
    words = "、".join(f"“{word}”" for word in verdict.worn[:3])
    why = next((_WHY[name] for name in verdict.frames if name in _WHY), "没有可核对的内容")
    said = f"{words}{'一类话' if whole else ''}{why}" if words else f"{'这句' if whole else '这半句'}{why}"
    if verdict.families > 1:
        said += f"，范文库里有{verdict.families}家也这么写"
    return f"{said}，放在哪个单位都能用" if whole else said


def question(text: str) -> str:
    """What to ask so that a sentence becomes concrete: 几次？多少人？哪个单位？ and the like."""
    return next((asked for sought, asked in _QUESTIONS if sought.search(text)), "几次？多少人？哪个单位？")


@dataclass(frozen=True, slots=True)
class _Spare:
    """A sentence of the notes that the draft tells nothing of: its first figure, its words, and where its neighbours are told."""

    fact: Noted
    words: frozenset[str]
    near: tuple[
        int, ...
    ]  # places in the draft of the sentences before and behind it in the notes, as far as they are told
    beside: tuple[int, ...]  # those of them that stand in the same line of the notes
    first: bool  # nothing before it in the notes is told: it belongs where what follows it is


class Advice:
    """What the notes say and a draft does not; each sentence of them is offered once, where it belongs best.

    Where the words of an empty sentence say too little, the notes' own order does: what stands in them between two things
    that a section tells belongs to that section.
    """

    def __init__(self, text: str, figures: Sequence[JudgedFigure], record: Record | None) -> None:
        self._sections = list(_sections(text))
        told: dict[tuple[str, int], int] = {}
        for figure in figures:
            for source in figure.sources:
                told.setdefault((source.document, source.start), figure.mention.start)
        self._unused = list(_spare(record, told)) if record is not None else []

    def of(self, verdict: Verdict) -> tuple[str, tuple[Source, ...]]:
        """What to write instead: the best unused fact for this place, else the question."""
        best = max(self._unused, key=lambda one: self._mark(one, verdict), default=None)
        if best is None or self._mark(best, verdict)[0] < _LEAST:
            return f"请补上{question(verdict.text)}补不出就删去", ()
        self._unused.remove(best)
        return f"可换成笔记里还没用的“{best.fact.label}{best.fact.mention.text}”", (best.fact.source(),)

    def _mark(self, one: _Spare, verdict: Verdict) -> tuple[int, int]:
        """How well a fact suits a sentence: by words and by the section that it belongs to; then how near its neighbours are."""
        start, end, heading = next(s for s in reversed(self._sections) if s[0] <= verdict.start)
        shared = 2 * len(pairs(verdict.text) & one.words) + len(pairs(heading) & one.words)
        here = [at for at in one.near if start <= at < end]
        belongs = len(here) == len(one.near) and (len(here) > 1 or one.first)
        beside = any(start <= at < end for at in one.beside)
        home = _LEAST if belongs or beside else len(here)
        return shared + home, -min((abs(at - verdict.start) for at in one.near), default=_FAR)


def _sections(text: str) -> Iterator[tuple[int, int, str]]:
    """Beginning, end and heading of each section of a draft; what stands before the first heading is one without."""
    begin, heading, at = 0, "", 0
    for line in text.split("\n"):
        if line.strip() and line.strip()[-1] not in "。；！？":
            yield begin, at, heading
            begin, heading = at, line.strip()
        at += len(line) + 1
    yield begin, at, heading


def _spare(record: Record, told: Mapping[tuple[str, int], int]) -> Iterator[_Spare]:
    """The sentences of the notes of which no figure is told; dates alone are no facts."""
    parts: dict[tuple[str, int], list[Noted]] = {}
    for n in record.figures:
        parts.setdefault((n.document, n.place.sentence[0]), []).append(n)
    at = [
        next((told[place] for n in part if (place := (n.document, n.mention.start)) in told), None)
        for part in parts.values()
    ]
    whole = list(parts.values())
    for i, part in enumerate(whole):
        facts = [n for n in part if n.mention.value is not None and n.mention.kind is not Kind.DATE]
        if at[i] is not None or not facts:
            continue
        before = next((j for j in range(i - 1, -1, -1) if at[j] is not None), None)
        behind = next((j for j in range(i + 1, len(whole)) if at[j] is not None), None)
        near = [(at[j], whole[j][0].line) for j in (before, behind) if j is not None]
        words = frozenset().union(*(pairs(f"{n.label}，{n.place.before}，{n.place.after[:8]}") for n in part))
        places = tuple(place for place, _ in near if place is not None)
        beside = tuple(place for place, line in near if place is not None and line == facts[0].line)
        named = next((n for n in facts if n.mention.unit not in ("", "号")), facts[0])
        yield _Spare(named, words, places, beside, before is None and behind is not None)


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters of a text."""
    return {text[i : i + 2] for i in range(len(text) - 1) if all("\u4e00" <= c <= "\u9fff" for c in text[i : i + 2])}
