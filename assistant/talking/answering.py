"""Answers from the facts, each with its receipt: the line of the notes that states it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.facts import PERIODS, Fact
from assistant.findings import Report, Severity
from assistant.manuscript import Manuscript
from assistant.talking.places import pairs

HELP = (
    "可以直接说：\n· 改文字：“第三部分太长”“把存在的问题改成三条”“再具体点”\n· 加事情：“加上：11月又建会2家”\n"
    "· 改数字：“建会不是2家是3家”“合理化建议那条不要了”\n· 问数字：“去年的数是多少”“83万是哪来的”\n"
    "· 看毛病：“还有哪些问题”“为什么标红”\n· 其他：“撤销”“导出Word”“标题改成……”“全文重写”"
)
_ASKING = re.compile(
    r"笔记里?|材料里?|有没有|提没提|出自|哪一?[条行]|依据|是?哪里?来|从哪|多少|几|一共|总共|来着|是什么|去年|上年|今年|同期|本期|相比|差|呢|吗|数字|"
    r"的数|数据|那个|这个|[了是的说和比哪条个家人次期那这项名件户，。？?！\s]"
)
_LAST, _THIS = re.compile(r"去年|上年|同期"), re.compile(r"今年|本年|本期")
_MOST, _SHOWN = 6, 8
_LONG, _BESIDE = 90, 40  # characters of a line that is shown whole, and of what is shown on either side of a figure
_ENOUGH = 0.5  # share of a question's pairs of characters that a fact must hold
KINDS = {Severity.ERROR: "要改", Severity.WARNING: "提醒", Severity.INFO: "供参考"}


def answered(manuscript: Manuscript, question: str) -> str:
    """What the notes say on a question; where they say nothing, that."""
    found = facts_about(manuscript, question)
    if not found:
        return "笔记里没有查到这个数。可以换个说法再问，或说“看看事实表”把数字都列出来。"
    lines = [fact_line(manuscript, fact) for fact in found[:_MOST]]
    more = f"\n还有{len(found) - _MOST}个，见“事实表”。" if len(found) > _MOST else ""
    return "笔记里查到：\n" + "\n".join(lines) + _difference(question, found) + more


def facts_about(manuscript: Manuscript, words: str, figure: str = "") -> tuple[Fact, ...]:
    """The facts that the words name, the likeliest alone where it stands out; by its figure where one is stated."""
    facts: Sequence[Fact] = manuscript.facts
    stated = figure or next((f.figure for f in sorted(facts, key=lambda f: -len(f.figure)) if f.figure in words), "")
    if not stated:  # 83万 for 83万元
        stated = next(
            (m for m in re.findall(r"[0-9.]+[%％万亿千]*", words) if any(f.figure.startswith(m) for f in facts)), ""
        )
    if stated:
        facts = [f for f in facts if f.figure == stated] or [f for f in facts if _begins(f.figure, stated)]
    if _LAST.search(words) and not _THIS.search(words):
        facts = [f for f in facts if f.period == PERIODS["last"]]
    asked = pairs(_ASKING.sub("", words.replace(stated, "") if stated else words))
    if not asked:
        return tuple(facts) if stated or _LAST.search(words) else ()
    scored = [(len(asked & pairs(fact.what + _clause(manuscript, fact))) / len(asked), fact) for fact in facts]
    best = max((score for score, _ in scored), default=0.0)
    if best < _ENOUGH:
        return tuple(facts) if stated and len(facts) == 1 else ()
    named = [fact for score, fact in scored if score >= best - 0.01]
    own = [fact for fact in named if asked & pairs(fact.what)]
    return tuple(own or named)


def fact_line(manuscript: Manuscript, fact: Fact) -> str:
    """One fact with its receipt."""
    return f"· {fact.label}　——{receipt(manuscript, fact)}"


def receipt(manuscript: Manuscript, fact: Fact) -> str:
    """Where a fact stands: the line of the notes, or the user's own word."""
    if fact.source is None:
        return "您在事实表里加的"
    own = "您改过；原笔记" if fact.edited else fact.source.document
    return f"{own}“{_line(manuscript, fact)}”"


def explained(report: Report, words: str = "") -> str:
    """Why something is marked and what to do: what the words quote, else the errors, then the warnings."""
    worst = [*report.errors, *(f for f in report.findings if f.severity is Severity.WARNING)]
    if not worst:
        return "现在没有标红的地方：每个数字都有出处。"
    quoted = re.findall(r"[0-9][0-9.,]*", words)
    named = [f for f in worst if any(number in f.text for number in quoted)]
    if quoted and not named:
        return f"“{'、'.join(quoted)}”现在没有标红。要核对的共有{len(worst)}处，说“还有哪些问题”可以都列出来。"
    shown = named or worst
    rows = []
    for number, finding in enumerate(shown[:_SHOWN], start=1):
        advice = (
            f"　怎么办：{finding.suggestion}"
            if finding.suggestion and finding.suggestion not in finding.message
            else ""
        )
        rows.append(f"{number}. 【{KINDS[finding.severity]}】{finding.message}{advice}")
    rest = f"\n还有{len(shown) - _SHOWN}处，见右边的“要核对的”。" if len(shown) > _SHOWN else ""
    return f"要核对的有{len(shown)}处：\n" + "\n".join(rows) + rest


def _difference(question: str, found: Sequence[Fact]) -> str:
    if "差" not in question and "比" not in question:
        return ""
    last = [f for f in found if f.period == PERIODS["last"] and f.value is not None]
    now = [f for f in found if f.period == PERIODS[""] and f.value is not None]
    if len(last) != 1 or len(now) != 1 or last[0].unit != now[0].unit or last[0].value is None or now[0].value is None:
        return ""
    change = now[0].value - last[0].value
    way = "多" if change > 0 else "少"
    return f"\n{now[0].figure}比{last[0].figure}{way}{abs(change):f}{now[0].unit}。" if change else "\n两年一样。"


def _begins(figure: str, stated: str) -> bool:
    return figure.startswith(stated) and not figure[len(stated) : len(stated) + 1].isdigit()


def _line(manuscript: Manuscript, fact: Fact) -> str:
    if fact.source is None:
        return ""
    text = manuscript.notes.text_of(fact.source.document)
    start = text.rfind("\n", 0, fact.source.start) + 1
    end = text.find("\n", fact.source.end)
    line = text[start : end if end >= 0 else len(text)]
    return line.strip() if len(line) <= _LONG else _around(line, fact.source.start - start, fact.source.end - start)


def _around(line: str, start: int, end: int) -> str:
    """The sentence of a long line that holds a figure; where it has no stops, the clauses on either side of it."""
    for marks, reach in (("。！？；;", _LONG), ("，, 　", _BESIDE)):
        begin = max(line.rfind(mark, max(0, start - reach), start) for mark in marks) + 1
        stops = [at for mark in marks if (at := line.find(mark, end, end + reach)) >= 0]
        if (begin or start <= reach) and (stops or len(line) - end <= reach):
            until = min(stops, default=len(line))
            return f"{'…' if begin else ''}{line[begin:until].strip()}{'…' if until < len(line) - 1 else ''}"
    return f"…{line[max(0, start - _BESIDE) : end + _BESIDE]}…"


def _clause(manuscript: Manuscript, fact: Fact) -> str:
    if fact.source is None:
        return ""
    text = manuscript.notes.text_of(fact.source.document)
    before = re.split(r"[\n。；;]", text[max(0, fact.source.start - _BESIDE) : fact.source.start])[-1]
    after = re.split(r"[\n。；;，,]", text[fact.source.end :])[0]
    return before + after
