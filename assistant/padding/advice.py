"""What a finding says of a worn stretch: why, in one short sentence, and what would make it concrete."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    (re.compile(r"提[高升]|增强|改善|增长|下降|减少|降低|进步|提速|成效|成绩|效果|成果"), "从多少到多少？"),
    (re.compile(r"队伍|人才|干部|职工|员工|骨干|教师|人员"), "哪个单位？多少人？"),
    (re.compile(r"项目|工程|建设|设施|设备|投入|资金"), "哪一个项目？多少钱？做完没有？"),
    (re.compile(r"解决|困难|问题|隐患|纠纷|投诉|矛盾"), "几件？解决了几件？"),
    (re.compile(r"将|明年|下一步|今后|继续|力争|确保"), "做哪件事？什么时候做完？"),
)
_LEAST = 2  # marks that a fact needs to belong to a place: a pair of characters of the sentence gives two, of the heading one


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


class Advice:
    """The facts of the notes that a draft does not tell; each is offered once, where it belongs best."""

    def __init__(self, text: str, figures: Sequence[JudgedFigure], record: Record | None) -> None:
        self._text = text
        used = {(s.document, s.start) for figure in figures for s in figure.sources}
        every = record.figures if record is not None else ()
        spare = [n for n in every if (n.document, n.mention.start) not in used and n.mention.value is not None]
        self._unused = [(pairs(f"{n.label}，{n.place.before}，{n.place.after[:8]}"), n) for n in spare]

    def of(self, verdict: Verdict) -> tuple[str, tuple[Source, ...]]:
        """What to write instead: the best unused fact for this place, else the question."""
        fact = self.fact(verdict.text, self._heading(verdict.start))
        if fact is None:
            return f"请补上{question(verdict.text)}补不出就删去", ()
        self._unused = [(words, n) for words, n in self._unused if n is not fact]
        return f"可换成笔记里还没用的“{fact.label}{fact.mention.text}”", (fact.source(),)

    def fact(self, text: str, heading: str = "") -> Noted | None:
        """The unused fact whose words are nearest to a text under a heading; None where none is near."""
        said, over = pairs(text), pairs(heading)
        marks = [(2 * len(said & words) + len(over & words), n) for words, n in self._unused]
        best = max(marks, key=lambda pair: pair[0], default=(0, None))
        return best[1] if best[0] >= _LEAST else None

    def _heading(self, at: int) -> str:
        """The nearest heading above a place."""
        lines = self._text[:at].split("\n")[:-1]
        return next((line for line in reversed(lines) if line.strip() and line.strip()[-1] not in "。；！？"), "")


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters of a text."""
    return {text[i : i + 2] for i in range(len(text) - 1) if all("\u4e00" <= c <= "\u9fff" for c in text[i : i + 2])}
