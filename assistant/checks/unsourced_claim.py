"""A statement that the notes do not make (``claims.md``).

An act, a state, a cause or compliance is an error, an effect or a promise a warning.

Coarse for now: the pairs of characters of a clause are looked up in the notes, and what the clause does with them (effect and
promise frames, causes, compliance, acts) sets how many must be found. Deliberately lenient on acts and states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.case import Case, Span, bigrams, clauses
from assistant.findings import Finding, Origin, Severity, Source

KIND = "unsourced-claim"
_FURNITURE = re.compile(
    r"汇报如下|总结如下|报告如下|情况如下|主要(?:做了|抓了|开展了|有(?:以下|如下))|(?:以下|如下)(?:几|[一二三四五六七八九十])|领导下|指导下|支持下|以下几|以来|总之|回顾|现将|具体情况|方面(?:工作)?$|"
    r"为指导|精神$|中心工作|年初确定|目标任务$|^(?:其中|同时|此外|另外|目前|今年|一年来|下一步|明年|对此)$|存在的?(?:主要)?问题|不足之处|待补充|做好(?:以下|如下|几项)|以下工作|重点(?:做好|抓好)|常[态规]工作"
)
_FRAMES: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("effect", re.compile(
        r"(?:有效|有力|显著|明显|大大|极大|不断|进一步|切实|充分|稳步|持续|得以|逐步)\S{0,4}(?:提[高升]|增强|改善|促进|推动|激发|调动|巩固|丰富|提振|保障|遏制|缓解|维护|满足|保护|带动|营造|拓宽|夯实)|"
        r"(?:提[高升]|增强|改善|促进|推动|激发|调动|丰富|弘扬|维护|满足|保护|带动|营造|增进|赢得|展[现示])了|"
        r"(?:好评|满意度|认可|赞誉|欢迎|氛围|积极性|凝聚力|获得感|幸福感|良好(?:效果|成效)|成效|实效|奠定)"), 0.5),
    ("promise", re.compile(r"^(?:将|要|力争|确保|计划|拟|争取|努力|继续)|我[们镇局所会校]?将|(?:下一步|明年|今后)\S{0,6}将?"), 0.4),
    ("compliance", re.compile(r"严格(?:执行|落实|按照|遵守|把关|控制)|(?:按照|依照|符合)\S{0,10}(?:规定|要求|制度|程序)|规范(?:运作|管理|有序)"), 0.4),
    ("cause", re.compile(r"由于|主要是|根源|因为|原因是|导致|造成|得益于|(?:认识|意识|重视|宣传)(?:不到位|不够|不足|淡薄)"), 0.5),
    ("act", re.compile(r"开展|组织|召开|举办|建立|完成|制定|落实|推进|成立|签订|走访|慰问|培训|检查|宣传|深入|整改|编制|印发|协调|督促|指导|发放"), 0.2),
    ("state", re.compile(r"已|均|全部|达到|实现|形成|保持|没有|无"), 0.15),
)  # fmt: skip
_WIDENING = re.compile(r"深入各|全面(?!开放|两孩|禁)|始终|严格|普遍(?!建|开)|零事故|零投诉|圆满")
_LEAST = 5  # pairs of characters a clause must have to claim anything
_NAMES = {
    "act": "做了这件事",
    "state": "有这个情况",
    "cause": "是这个原因",
    "compliance": "按此执行",
    "effect": "有这个效果",
    "promise": "有这项打算",
}


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause that claims something the notes do not say."""
    if case.evidence is None or case.record is None:
        return
    known = bigrams(case.notes_text)
    characters = set(case.notes_text)
    figures = [f.mention for f in case.figures]
    for sentence in case.body():
        if "【" in sentence.text:
            continue
        for clause in clauses(sentence):
            counted = any(f.start >= clause.start and f.end <= clause.end for f in figures)
            found = _claim(case, clause, known, characters, counted=counted) or _widened(case, clause)
            if found:
                yield found


def _claim(case: Case, clause: Span, known: set[str], characters: set[str], *, counted: bool) -> Finding | None:
    words = bigrams(clause.text)
    if len(words) < _LEAST or _FURNITURE.search(clause.text):
        return None
    frame = next(((name, share) for name, found, share in _FRAMES if found.search(clause.text)), None)
    if frame is None or (counted and frame[0] != "effect"):
        return None
    name, share = frame
    found = sum(1 for pair in words if pair in known) + 0.3 * sum(
        1 for pair in words if pair not in known and pair[0] in characters and pair[1] in characters
    )
    needed = share + (0.15 if _WIDENING.search(clause.text) else 0)
    if found >= needed * len(words):
        return None
    severity = Severity.WARNING if name in ("effect", "promise") else Severity.ERROR
    nearest = _nearest(case, words)
    message = f"笔记里没有说{_NAMES[name]}：“{clause.text}”。请删去，或确认属实后补进笔记。"
    return Finding(KIND, severity, clause.start, clause.end, clause.text, message, "", nearest, name)


def _widened(case: Case, clause: Span) -> Finding | None:
    """A word of scope that the notes never use: 跑工地 is no 深入各工地, 无事故上报 no 零事故."""
    for match in _WIDENING.finditer(clause.text):
        if match[0] in case.notes_text or _FURNITURE.search(clause.text):
            continue
        start = clause.start + match.start()
        message = f"“{match[0]}”是笔记里没有的说法，把事情说大了，请删去这几个字，或确认属实后补进笔记。"
        return Finding(
            KIND, Severity.WARNING, start, start + len(match[0]), match[0], message, "",
            _nearest(case, bigrams(clause.text)), "effect",
        )  # fmt: skip
    return None


def _nearest(case: Case, words: set[str]) -> tuple[Source, ...]:
    """The line of the notes that shares most with the clause."""
    if case.evidence is None:
        return ()
    lines = case.evidence.notes.lines()
    best = max(lines, key=lambda line: len(words & bigrams(line.text)), default=None)
    if best is None or not words & bigrams(best.text):
        return ()
    return (Source(Origin.NOTES, best.document, best.start, best.end, best.text),)
