"""What each part of a report is for: opening, work done, results, problems, next steps, closing.

Headings say it where they are kept; where they are lost the paragraphs do, and the usual order of a report settles what is in doubt.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol, get_args

from knowledge.headings import Mark, mark_of, marks_of

Role = Literal["opening", "work", "results", "problems", "next", "closing"]
ROLES: tuple[Role, ...] = get_args(Role)

_PROBLEMS = re.compile(
    r"问题|不足|短处|短板|短腿|欠账|毛病|没(?:有)?(?:做好|做到|做完|解决|办成|办好)|还没解决|做得不够|困难(?!职工|群众|家庭|户|学生|教|企业|党员)"
    r"|薄弱环节|差距|教训|缺点|落后的"
)
_NEXT = re.compile(
    r"下一步|下步|下半年|明年|来年|今后|打算|努力方向|展望|下一年|(?:工作|年|季度)(?:的)?(?:安排|计划|思路|目标|指标|设想|重点)"
    r"|目标和措施|20\d\d年(?:要|怎么)|排期|建议"
)
_NOT_NEXT = re.compile(r"计划完成|目标完成|完成.{0,4}情况|完成目标|合理化建议|下半年工作(?:回顾|情况|总结)")
_RESULTS = re.compile(r"成效|成绩|成果(?!转化)|荣誉|获奖|收获|实绩")
_CLOSING = re.compile(
    r"^(?:总之|综上|总的来看|总的来说|以上(?:总结|报告|汇报)|以上，|特此|专此|请审议)|请(?:予以)?审议[。！]?$"
)

_PROBLEM_SAID = re.compile(
    r"存在.{0,14}(?:问题|不足|差距|短板)|[还仍也].{0,4}[有存].{0,14}(?:差距|不足|问题)|不足之处|肯定成绩的同时|问题[和与]不足|做得不够的"
    r"|有待.{0,8}(?:提高|加强|改进|完善)|不容忽视|(?:没有|没能)(?:做好|解决|办成)的"
)
_PROBLEM_WORD = re.compile(
    r"不够|不足(?!\d)|不到位|不强|不高|不明确|不全|不规范|不平衡|不均|不匀|不清|不稳|薄弱|缺乏|缺少|欠缺|尚未|未能|滞后|跟不上|偏[低少慢大高多弱]|单一"
    r"|难(?!得|忘|点|以忘|题)|弱|太?少。|没有|没(?!收)|只有|差距|反弹|回头|走过场|超支|超预算|拖"
)
_NEXT_SAID = re.compile(
    r"^.{0,10}(?:下一步|下步|下半年|明年|来年|今后|接下来|(?:2[\dxX_*×]{3}|[xX_*×]{2,4})年[，,]?.{0,10}(?:我[们县镇乡局]?将|将|要|总体思路|重点抓)|新的一年)"
    r"|总体思路是|(?:下一步|下半年|明年|今后).{0,14}(?:打算|计划|安排|重点|将)|重点(?:抓好|做好).{0,16}工作[：:]?$|能否"
)
_NEXT_WORD = re.compile(
    r"(?<=[，；。、,;])(?:继续|进一步|努力|力争|争取|确保|加大|加强|推进|完善|抓好|做好|强化)|(?<!即)将(?!.{0,12}了)(?!其|工作|相关|工会)|要(?![求好点素])|不[少低高超]过?于"
    r"|不少于|不低于|不高于|不超过|控制在|[月年]底前|\d月前|日前(?!，)|[达降压提增]到(?=.{0,8}[%％以])|再[增改建办添发降]|打算|计划(?!完成|\d+[家份户场人]|生育)"
)
_VERB_FIRST = re.compile(
    r"^(?:认真|积极|继续|严格|切实|进一步|扎实|不断|大力|深入)?(?:抓好|抓|加强|继续|组织|做好|完善|推进|强化|加大|开展|严格落实|落实|配合|会同|举办|争取|健全|提高"
    r"|突出|统筹|建立|改造|新建|招聘|购置|盯住|全面提升|全面加强|畅通|坚持)"
)
_PAST = re.compile(
    r"了|已|共(?=\d)|累计|比上年|去年|今年(?!要)|全年(?!目标)|上半年|截至|截止|完成(?!.{0,6}任务)|一年来|(?:增长|下降|提高|新增)了"
)
_SPLIT = re.compile(r"[。；;]|(?<=.)[一二三四五六七八九]是[，,]?")
_WEAK_POINT = re.compile(  # how an item on a problem is headed: 培训少。 单据报得晚。
    r"^[^。]{1,22}(?:少|慢|差|紧|难|旧|弱|晚|散|松|空|乱|贵|单一|重|短板|短|偏[低高大]|不[^，。]{1,4}|没[^，。]{1,6}|落差|滞后|超支|超预算|难题|不了|有限|紧张|反弹)。"
)
_COST = {  # what a step from one role to another costs; what is not here costs _FAR
    ("opening", "work"): 0.0, ("opening", "results"): 0.5, ("opening", "problems"): 1.0, ("opening", "next"): 1.0,
    ("opening", "closing"): 1.5, ("work", "results"): 1.0, ("work", "problems"): 1.0, ("work", "next"): 1.0,
    ("work", "closing"): 1.0, ("results", "work"): 0.8, ("results", "problems"): 0.8, ("results", "next"): 1.0,
    ("results", "closing"): 1.0, ("problems", "next"): 0.5, ("problems", "work"): 2.5, ("problems", "results"): 3.0,
    ("problems", "closing"): 0.5, ("next", "closing"): 0.5, ("next", "problems"): 1.2, ("next", "work"): 3.0,
    ("next", "results"): 3.5,
}  # fmt: skip
_FAR = 6.0
_SAID = 3.0  # weight of a telling phrase
_FIRST = 1.5  # and how much more it weighs where the first line of a list, or a paragraph of its own, begins with it
_UNDER, _UNDER_WORK = 4.0, 1.5  # of the chapter a paragraph stands in; of one whose heading says nothing of a role
_NAMED = 6.0  # of a heading
_EARLY = 60  # characters in which a paragraph says what it is for
_LATE = 0.8  # problems and next steps stand late in a report: what this weighs at the very end, and against at the beginning


class Line(Protocol):
    """A non-blank line of a report; ``level`` and ``heading`` where a heading stands, ``bare`` where nothing else does; as in ``splitting``."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def level(self) -> int: ...  # noqa: D102
    @property
    def heading(self) -> str: ...  # noqa: D102
    @property
    def bare(self) -> bool: ...  # noqa: D102


@dataclass(slots=True)
class _Block:
    """Lines that share a role: a heading, a list with the line that leads into it, or one paragraph."""

    first: int
    after: int
    named: Role | None = None  # said by its heading
    under: Role | None = None  # said by the heading it stands under
    chapter: bool = False  # a heading of the first level stands here
    again: bool = False  # a row of numbers starts again here: a heading is lost


def heading_role(heading: str) -> Role | None:
    """Return the role that the words of a heading give to its section; None where they give none."""
    if _PROBLEMS.search(heading):
        return "problems"
    if _NEXT.search(heading) and not _NOT_NEXT.search(heading):
        return "next"
    return "results" if _RESULTS.search(heading) else None


def roles(lines: Sequence[Line]) -> list[Role]:
    """Return the role of every line of one report, in order."""
    blocks = list(_blocks(lines))
    worth = [_worth(block, lines) for block in blocks]
    found: list[Role] = []
    for block, role in zip(blocks, _best_path(blocks, worth), strict=True):
        found += [role] * (block.after - block.first)
    return found


@lru_cache(maxsize=4096)
def leans(text: str) -> tuple[float, float]:
    """Return how much a paragraph by itself speaks of problems and of next steps; about -1 (not at all) to 3."""
    return _problems(text), _ahead(text)


def closes(text: str) -> bool:
    """Whether a paragraph begins or ends with the words that close a report."""
    return _CLOSING.search(text) is not None


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    chapter: Role | None = None
    section: Role | None = None
    last: dict[str, int] = {}  # the numbers of the last heading of the second level and of the last item of a list
    block: _Block | None = None
    for n, (line, mark) in enumerate(zip(lines, marks_of([line.text for line in lines]), strict=True)):
        if line.level in {1, 2}:
            named = heading_role(line.heading)
            again = line.level == 2 and mark is not None and _starts_again(mark, last)
            if line.level == 1:
                chapter, last = named or "work", {}
            elif again:
                chapter = None
            section = named or chapter
            if block:
                yield block
            under = section if line.level == 2 else None
            block = _Block(n, n + 1, named, under, chapter=line.level == 1, again=again)
            if not line.bare:
                section = (
                    chapter if line.level == 2 else named
                )  # its text stands in its line, what follows is beside it
        elif block and _goes_on(lines, n, mark, block):
            block.after = n + 1
            if mark is not None:
                last[mark.style] = mark.value
        else:
            if block:
                yield block
            again = mark is not None and _starts_again(mark, last)
            section = None if again else section
            block = _Block(n, n + 1, None, section, again=again)
    if block:
        yield block


def _starts_again(mark: Mark, last: dict[str, int]) -> bool:
    """Whether a row of numbers starts again, so that the heading above the new row must be lost."""
    again = mark.style in last and mark.value <= last[mark.style]
    last[mark.style] = mark.value
    return again


def _goes_on(lines: Sequence[Line], n: int, mark: Mark | None, block: _Block) -> bool:
    """Whether line ``n`` belongs with the block before it: an item after its lead-in or after the item before."""
    before = lines[n - 1]
    leads = before.text.endswith(("：", ":")) and n > 1
    if block.named or before.level in {1, 2}:
        return leads and block.named is not None
    if leads:
        return True
    if mark is None:
        return False
    previous = mark_of(before.text)
    return previous is not None and previous.style == mark.style and mark.value > previous.value


def _worth(block: _Block, lines: Sequence[Line]) -> dict[Role, float]:
    texts = [line.text for line in lines[block.first : block.after]]
    problems, ahead = _summed(texts, _problems), _summed(texts, _ahead)
    problems += _FIRST * bool(_PROBLEM_SAID.search(texts[0][:_EARLY]))
    ahead += _FIRST * bool(_NEXT_SAID.search(texts[0][:_EARLY]))
    late = _LATE * ((block.first + block.after) / len(lines) - 1.0)
    worth: dict[Role, float] = {
        "opening": -4.0,
        "work": 0.6,
        "results": -0.5,
        "problems": min(problems, _SAID + _FIRST) - 0.4 + late,
        "next": min(ahead, _SAID + _FIRST) - 0.4 + late,
        "closing": _NAMED if block.after >= len(lines) - 1 and _CLOSING.search(texts[-1]) else -2.0,
    }
    if _may_open(block, lines):
        worth["opening"] = 2.5
    if block.named:
        worth[block.named] += _NAMED
    elif block.chapter:
        worth["work"] += _UNDER
    if block.under:
        worth[block.under] += _UNDER_WORK if block.under == "work" else _UNDER
    return worth


def _may_open(block: _Block, lines: Sequence[Line]) -> bool:
    """Whether a block stands where a report opens: at the very beginning, or after the words of address."""
    if block.first == 0:
        return block.named is None and not block.chapter and mark_of(lines[0].text) is None
    return block.first == 1 and len(lines[0].text) <= 20 and lines[0].text.endswith(("：", ":"))


def _summed(texts: Sequence[str], look: Callable[[str], float]) -> float:
    """Return what the first line and the others say together; many lines that say a little count, but less each."""
    first, *others = [look(text) for text in texts]
    spread = math.sqrt(len(texts))
    leads = bool(others) and texts[0].endswith(("：", ":"))
    return (max(first, 0.0) if leads else first / spread) + sum(others) / spread


def _best_path(blocks: Sequence[_Block], worth: Sequence[dict[Role, float]]) -> list[Role]:
    """Return the roles of greatest worth, less the cost of the steps between them."""
    if not blocks:
        return []
    best = [dict(worth[0])]
    came: list[dict[Role, Role]] = []
    for block, here in zip(blocks[1:], worth[1:], strict=True):
        ease = 0.5 if block.chapter or block.named or block.again else 1.0
        before = best[-1]
        origin: dict[Role, Role] = {r: max(ROLES, key=lambda o, r=r: before[o] - ease * _step(o, r)) for r in ROLES}  # type: ignore[misc]
        best.append({r: here[r] + before[o] - ease * _step(o, r) for r, o in origin.items()})
        came.append(origin)
    last = best[-1]
    path: list[Role] = [max(ROLES, key=lambda r: last[r])]
    for origin in reversed(came):
        path.append(origin[path[-1]])
    return path[::-1]


def _step(origin: Role, role: Role) -> float:
    return 0.0 if origin == role else _COST.get((origin, role), _FAR)


def _problems(text: str) -> float:
    body = text[mark.end :] if (mark := mark_of(text)) else text
    said = _PROBLEM_SAID.search(text)
    words = len(_PROBLEM_WORD.findall(text)) / max(1.0, len(text) / 60)
    weak = 1.2 if mark and _WEAK_POINT.match(body) else 0.0
    return _at(said, text) + min(words, 2.0) * 0.7 + weak


def _ahead(text: str) -> float:
    body = text[mark.end :] if (mark := mark_of(text)) else text
    words = len(_NEXT_WORD.findall(body)) / max(1.0, len(body) / 60)
    items = [item for item in _SPLIT.split(body[:600]) if item]
    verbs = sum(_VERB_FIRST.match(item) is not None for item in items) / max(1, len(items))
    past = len(_PAST.findall(body)) / max(1.0, len(body) / 60)
    return _at(_NEXT_SAID.search(text), text) + min(words, 2.0) * 0.7 + 0.8 * verbs - min(past, 2.0) * 0.7


def _at(said: re.Match[str] | None, text: str) -> float:
    """Return the weight of a telling phrase: full where a paragraph begins with it, less where it comes on the side."""
    if said is None:
        return 0.0
    return _SAID if said.start() < _EARLY else min(_SAID, _SAID * 120 / len(text))
