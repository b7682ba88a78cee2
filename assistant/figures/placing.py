"""Where a figure stands: its clause, its sentence, its line and its period, as the text itself has them (``figures.md`` §2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.figures.mentions import Kind, Mention

_CLAUSE = re.compile(
    r"[，,。；;！!？?\n：:（）()|｜\t]|(?<=[\u4e00-\u9fff0-9])[ 　]/(?=[ 　])|(?<=[\u4e00-\u9fff])[ 　]+(?=[\u4e00-\u9fff])"
)
_SENTENCE_END = set("。；;！!？?\n")
_ANSWER = re.compile(r"\s?答\s?[：:]")  # 问：培训班招了多少？答：游泳1260
_ENDS = re.compile(r"[。；;！!？?\n]")
LEAD, TAIL = 160, 8  # characters of the sentence before a clause, and after a figure, that tell of it
PERIOD = re.compile(
    r"(?P<last>去年|(?<=[（(])去(?=$|[ 　]?[0-9])|上年|上一年|往年|前年|同期|上期|原来|原有|年初数|上届|上学期)"
    r"|(?P<this>今年|本年|当年|目前|截至|截止|现有|现已|现在|如今|眼下)"
    r"|(?P<next>明年|下年|来年|下一年|下一?学年)|(?P<half>上半年|下半年)"
    r"|(?P<base>年初(?!计划|任务|预算|目标|安排|确定|以来|部署|制定|下达)|期初)|(?P<whole>全年)|(?P<year>(?:19|20)[0-9]{2})(?:年|(?=\s?(?:年?打算|年?计划|思路|安排|目标|[：:])))"
    r"|(?<![0-9])(?P<short>[12][0-9])年(?=[：:计底末初度合总共0-9一二三四五六七八九十]|全年|应收|实收|$|(?<=\n[12][0-9]年)[ 　])"
)
_COMPARED = re.compile(r"[比较与同跟]\S?$")
_CHANGED = re.compile(r"[+＋−－-]|增|减|升|降|提高|[高低]|多|少|下滑|上涨|压|扩大|节约|回落|相比")
_MOVED_ON = re.compile(r"基础上|[0-9０-９一二三四五六七八九十百千万][^0-9]{0,6}(?:到|至|达|升|增|降|减)")
_FROM = ("由", "从", "自")
_TO = re.compile(r"[\u4e00-\u9fff]{0,5}[到至为]")
_BEHIND = re.compile(r"[（(](?:去年|上年)[）)]")
_NOW = re.compile(r"今年|累计|现|已|共|目前|本年")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure in its surroundings; all spans are offsets into the text.

    ``before``/``after`` are the words between it and the figures or clause borders beside it; ``lead`` are the words of the
    clauses before it in its sentence; ``period`` is ``last``, ``next``, ``half``, a year, or empty (this year).
    """

    mention: Mention
    clause: tuple[int, int]
    sentence: tuple[int, int]
    line: tuple[int, int]
    before: str
    after: str
    lead: str
    period: str
    head: str = ""  # the clause up to the figure before it
    tail: str = ""  # the few characters that follow it, over the clause's end
    label: str = ""  # row and column heads, where the figure stands in a table
    row: str = ""  # the row's head alone
    caption: str = ""  # of the list that it stands in, which gave its unit


def located(text: str, mentions: Sequence[Mention]) -> tuple[Place, ...]:
    """The figures among ``mentions`` with their surroundings."""
    figures = [m for m in mentions if m.is_figure]
    if not figures:
        return ()
    found: list[Place] = []
    ends = _Ends(text)
    sentence_start = index = 0
    for left, right, closing in _borders(text, mentions):
        first = index
        while index < len(figures) and figures[index].start < right:
            index += 1
        if index > first:
            sentence = sentence_start, ends.of_sentence(right)
            found.extend(_in_clause(text, figures[first:index], (left, right), sentence, ends.line(left, right)))
        if closing in _SENTENCE_END and not (closing in "?？" and _ANSWER.match(text, right + 1)):
            sentence_start = right + 1
    return tuple(found)


class _Ends:
    """Where sentences and lines end, asked for from the beginning of a text to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentence = -1
        self._line = (0, -1)

    def of_sentence(self, at: int) -> int:
        """The end of the sentence that ``at`` stands in."""
        if self._sentence < at:
            end = _ENDS.search(self._text, at)
            self._sentence = end.start() if end else len(self._text)
        return self._sentence

    def line(self, left: int, right: int) -> tuple[int, int]:
        """The line of a clause."""
        if self._line[1] < right:
            end = self._text.find("\n", right)
            self._line = self._text.rfind("\n", self._line[0], left) + 1 or self._line[0], end
            self._line = self._line[0], len(self._text) if end < 0 else end
        return self._line


def _borders(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int, str]]:
    """The clauses as (start, end, closing mark); a comma inside a mention (1,300) closes none."""
    inside = [(m.start, m.end) for m in mentions if m.end - m.start > 2]
    cuts, k = [-1], 0
    for match in _CLAUSE.finditer(text):
        while k < len(inside) and inside[k][1] <= match.start():
            k += 1
        if k < len(inside) and inside[k][0] <= match.start() < inside[k][1]:
            continue
        cuts.append(match.start())
    cuts.append(len(text))
    return [(a + 1, b, text[b : b + 1]) for a, b in pairwise(cuts)]


def _in_clause(
    text: str, here: list[Mention], clause: tuple[int, int], sentence: tuple[int, int], line: tuple[int, int]
) -> list[Place]:
    left, right = clause
    edges = [left, *(m.end for m in here)]
    starts = [*(m.start for m in here[1:]), right]
    lead = text[max(sentence[0], left - LEAD) : left]
    return [
        Place(
            mention=m,
            clause=clause,
            sentence=sentence,
            line=line,
            before=_before(text, edges[i], m.start, here[i - 1] if i else None)
            if i
            else _unmarked(text[left : m.start]),
            after=text[m.end : starts[i]],
            lead=lead,
            head=_unmarked(text[left : edges[i]]),
            tail=text[m.end : m.end + TAIL],
            period=_period(text, m, left, line[0]),
        )
        for i, m in enumerate(here)
    ]


_MARK = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,2}是|其[一二三四五六七八]是|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])|[①-⑳])\s*"
)


def _unmarked(words: str) -> str:
    """The words without the mark of an item that they begin with (三是11件器材未修)."""
    mark = _MARK.match(words)
    return words[mark.end() :] if mark else words


def _before(text: str, edge: int, start: int, previous: Mention | None) -> str:
    """The words before a figure, since the figure before it; 600分以上27人 counts those of 600 points and more."""
    words = text[edge:start] if edge <= start else ""
    if previous is not None and _LIMIT.search(previous.text) and re.fullmatch(r"的[\u4e00-\u9fff]{0,6}|\s?", words):
        return previous.text + words
    return words


def _period(text: str, mention: Mention, clause_start: int, line_start: int) -> str:
    """The period a figure is stated for: the nearest word of time before it in its clause, else in its line."""
    if mention.kind is Kind.DATE:
        return ""
    if text[mention.start - 1 : mention.start] in _FROM and _TO.match(text, mention.end):
        return "any"  # 由1085斤提高到1120斤: the base of a change, whenever that was
    own = times_of(text, max(clause_start, mention.start - _LONGEST_CLAUSE), mention.start)
    if own and own[-1].lastgroup == "base" and re.search("[0-9]", text[own[-1].end() : mention.start]):
        own.pop()  # 年初286.3 清了173.9
    if own:
        compared = _COMPARED.search(text, max(clause_start, own[-1].start() - 2), own[-1].start())
        if compared and _CHANGED.search(text, own[-1].end(), mention.start):
            return ""  # 比去年增加22万元: a change in this year, not last year's figure
        if _MOVED_ON.search(text, own[-1].end(), mention.start):
            return ""  # 在去年45家的基础上又增加5家, 由去年的85人发展到132人
        return "" if _spoken_on(text, own[-1].end(), mention.start) else period_of(own[-1])
    if _BEHIND.match(text, mention.end) or _bracketed(text, mention, line_start):
        return "last"
    return _inherited(text, mention, clause_start, line_start)


def _spoken_on(text: str, start: int, end: int) -> bool:
    """Whether talk typed without stops has gone on to another matter: 去年是258个 少了27个 …… 老师22个."""
    return end - start > _SPOKEN and bool(_ANEW.search(text, max(start, end - _FAR), end))


def times_of(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words of time in a span of a text; of 去年全年 the year tells."""
    said = list(PERIOD.finditer(text, start, end))
    if len(said) > 1 and said[-1].lastgroup == "whole" and said[-1].start() == said[-2].end():
        said.pop()
    return said


_LONGEST_CLAUSE = 200  # characters before a figure in which a word of time is its own
_SPOKEN, _FAR = 6, 120  # characters from which on talk without stops may have gone on, and that are looked at
_ANEW = re.compile(r"[0-9][^ ，。；]* (?:[^ 0-9，。；]{2,} ){0,4}[\u4e00-\u9fff]{2,20}\Z")
_OTHER_TIME = re.compile(r"[。；;]|[0-9]月|国庆|五一|春节|春运|元旦|中秋|清明|端午")
_NEW_CELL = re.compile(r"[0-9].*[|｜]\s*[\u4e00-\u9fff]")
_OPEN = re.compile(r"^[^）)；;]*[（(]")
_LIMIT = re.compile(r"(?:以[上下内]|不足|以内)$")
_BRACKET = re.compile(r"[（(]\s*$")
_BRACKETED_LAST = re.compile(r"[（(](?:去年|上年|同期)|括号[里内中]\S{0,4}(?:去年|上年|同期)")


def _bracketed(text: str, mention: Mention, line_start: int) -> bool:
    """9842人次（去年9105） 手术3176台（2840台）: a bracket that holds a figure alone, after one that says it is last year's."""
    alone = text[mention.end : mention.end + 1] in ("）", ")") and _BRACKET.search(
        text, mention.start - 2, mention.start
    )
    if not alone:
        return False
    said = _said_in_brackets(text, line_start)
    if said is not None and said < mention.start and _BRACKETED_LAST.search(text, said, mention.start):
        return True
    return _brackets_are_last_years(text)


@lru_cache(maxsize=64)
def _said_in_brackets(text: str, line_start: int) -> int | None:
    """Where a line first says that what stands in brackets is last year's."""
    end = text.find("\n", line_start)
    said = _BRACKETED_LAST.search(text, line_start, len(text) if end < 0 else end)
    return said.start() if said else None


@lru_cache(maxsize=8)
def _brackets_are_last_years(text: str) -> bool:
    """Whether a text says so of all its brackets (括号内为去年)."""
    said = text.find("括号")
    return said >= 0 and bool(_BRACKETED_LAST.search(text, said, said + 12))


def period_of(said: re.Match[str]) -> str:
    """The period that a word of time names, as ``Place.period`` has it."""
    if said["short"]:
        return f"20{said['short']}"
    return said["year"] or ("" if said.lastgroup == "this" else said.lastgroup or "")


_LABEL = re.compile(r"[ 　]?[：:]")
_HEADS = re.compile(r"(?:同期|全年|年度|情况|数据|的)*(?:[ 　：:，,]|$)")  # 去年：会员310人。经费2万元
_YEAR_LABEL = re.compile(r"年?(?:[ 　]?[：:]|[ 　])")
_LISTED = re.compile(r"[ 　\-·•*]+|^[0-9一二三四五六七八九十]{1,2}[.．、)）]")
_DAY_OF = re.compile(r"[0-9一二三四五六七八九十]{1,2}月|[初底末春夏秋冬]")


def _as_planned(text: str, said: str) -> str:
    """下半年：… in a report of the first half tells plans."""
    return "next" if said == "下半年" and "上半年" in text[: text.find("\n") + 1] else ""


def _inherited(text: str, mention: Mention, clause_start: int, line_start: int) -> str:
    """The period of the clauses before, in the same line; last year's only where the line or sentence begins with it."""
    earlier = times_of(text, max(line_start, clause_start - 80), clause_start)
    if not earlier:
        return ""
    period = period_of(earlier[-1])
    if period == "base":
        return ""
    label = _YEAR_LABEL if period.isdigit() else _LABEL
    if label.match(text, earlier[-1].end()) and not _LISTED.sub("", text[line_start : earlier[-1].start()]):
        return _as_planned(text, earlier[-1][0]) or period  # 23年：准确率99.7；离职降到15以内
    return _handed_on(text, mention, earlier[-1], period, line_start)


def _handed_on(text: str, mention: Mention, said: re.Match[str], period: str, line_start: int) -> str:
    """The period that a word of time in an earlier clause hands on to a figure; empty where it does not reach so far."""
    if period == "next" and _DAY_OF.match(text, said.end()):
        return ""  # 我明年3月退休，冰柜坏过一次
    if period in ("half", "whole") and _OTHER_TIME.search(text, said.end(), mention.start):
        return ""  # 10月 50.2万，全年最高；国庆拉了9.4万人次
    between = text[said.end() : mention.start]
    if period != "last" and not period.isdigit():
        return period
    if (
        period.isdigit()
        and ("）" in between or ")" in between or re.search("[；;]", between))
        and not _OPEN.search(between)
    ):
        return ""  # 94期（22年81期），红3 橙17
    mark = "[。；;]" if period == "last" else "。"
    leading = not text[line_start : said.start()].strip(" 　-·•*") and (
        "。" not in between or bool(_HEADS.match(text, said.end()))
    )
    if re.search(mark, between) and not leading:
        return ""  # 罚92起；去年罚64起。工地31个
    return period if period != "last" else _last_years(text, mention, said, line_start)


def _last_years(text: str, mention: Mention, said: re.Match[str], line_start: int) -> str:
    """Last year's, where the sentence begins with the word of time and nothing between tells of now."""
    between = text[said.end() : mention.start]
    if _NEW_CELL.search(between) or "）" in between or ")" in between:
        return ""  # 上年 43家 | 会员 3128人; 投诉173（去年241） 收缴率91.3%
    if said.start() - line_start > _SPOKEN and _spoken_on(text, said.end(), mention.start):
        return ""
    lead = re.split("[。；;]", text[max(line_start, said.start() - 3) : said.start()])[-1]
    begins = not re.search(r"[\u4e00-\u9fff，,/／]", lead)
    return "" if not begins or _NOW.search(text, said.end(), mention.start) else "last"
