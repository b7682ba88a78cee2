"""One line of the notes as its items: 1、人手不够 2、经费紧张; what only announces or wraps them is left out."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.figures.reading import figures
from assistant.notepieces import matters
from assistant.notewords import LONG_LINE

_FEWEST = 3  # clauses of a problem or plan that may hold several

_NUMBERED = re.compile(
    r"(?:^|(?<=[\s；;，,。：:）)]))(?:[（(]?([0-9]{1,2})[)）]|([0-9]{1,2})[、．]|([0-9]{1,2})\.(?![0-9])|([①-⑩]))\s*"
)

_GAP, _TYPED = re.compile(r"(?<=[\u4e00-\u9fff0-9])[ 　]+(?=[\u4e00-\u9fff0-9])"), 5
_THANKS = re.compile("辛苦了?|谢谢|就这样|好了?|[。！]+")
_APART = re.compile(r"[；;]|。(?=.)|[ 　]+[/／][ 　]+|[，,](?=再就是|还有就是|再一个|另外|还有[\u4e00-\u9fff]，)")
_ANNOUNCING = re.compile(
    r"^(?:(?:还有|再|另外)(?:一个)?就是|再一个就?是?)[，,]?"
    r"|^(?:要说|说到|讲到|至于)(?:问题|不足|困难|难处)(?:嘛|呢|啊)?[，, 　]*(?:就是|主要是)?[，,]?"
    r"|^(?:做得|干得)?不好的地方[，：:]|^问题(?:没啥|不多|也?没什么)大?的?[，,]就是"
    r"|^(?:问题|不足|困难|难处)也?要写(?:上|一下)?[，,：: 　]+"
    r"|^(?:(?:那个)?(?:做得|干得)?(?:不好|没做好|做不好|不到位|差一?点)的(?:地方|方面)?"
    r"|(?:主要|目前|现在)?(?:存在的?)?(?:问题|不足|困难|难处|缺点|毛病|短板)(?:的地方)?)"
    r"(?:嘛|呢|啊)?[，, 　]*(?:就是|主要还?是|还是|是|在于)[，：:]?"
    r"|^(?:问题|不足|困难|难处|短板)(?:嘛|呢|啊)[，, 　]+"
)


def unwrapped(text: str) -> str:
    """A sentence that stands in brackets as a whole, without them."""
    whole = re.fullmatch(r"[（(]([^（）()]{6,})[）)]", text.strip())
    return whole[1] if whole and figures(whole[1]) else text


def bare(problem: str) -> str:
    """A problem without the words that only announce it (问题就是)."""
    return _ANNOUNCING.sub("", problem.strip(), count=1)


def parts(text: str) -> list[str]:
    """The items of one line of problems or plans."""
    if len(_GAP.findall(text)) >= _TYPED and not re.search("[，。；]", text):  # typed by voice, with spaces for stops
        text = _GAP.sub("，", text)
    raws = (raw for piece in numbered(text) for raw in _APART.split(piece))
    parts = [
        part
        for raw in raws
        if (part := re.sub(r"^\s*[一二三四五六七八九十]是[，,]?", "", raw)).strip()
        and not _THANKS.fullmatch(part.strip())
    ]
    parts = [one for part in parts for one in _by_matter(part)]
    if len(parts) == 1 and not re.search(r"[，,。：:、]", parts[0]):
        words = re.split(r"[ 　\t]+", parts[0].strip())
        parts = _with_costs(words) if all(len(word) >= 4 for word in words) else parts
    return parts


def _by_matter(text: str) -> list[str]:
    """A long run of clauses cut where another matter begins."""
    cuts = matters(text, 0, len(text), _FEWEST) if len(text) > LONG_LINE else []
    return [text[a:b].strip("，, ") for a, b in pairwise([0, *cuts, len(text)])]


def _with_costs(words: list[str]) -> list[str]:
    """The words, what only says the cost or size of the matter before it (预算大概六万) put to that matter."""
    whole: list[str] = []
    for word in words:
        if whole and re.match(r"预算|大概|大约|约|估计|总共|一共|先|差不多|占|主要", word):
            whole[-1] += f"，{word}"
        else:
            whole.append(word)
    return whole


def numbered(text: str) -> list[str]:
    """The items of a line such as ``1、人手不够 2、经费紧张``; the line itself where its numbers do not run from one."""
    marks = list(_NUMBERED.finditer(text))
    numbers = [int(m[1] or m[2] or m[3] or (ord(m[4]) - ord("①") + 1)) for m in marks]
    lead = text[: marks[0].start()].strip(" 　：:，,") if marks else ""
    first = 2 if lead and numbers[:1] == [2] else 1  # the number of the line itself is cut off
    fewest = 1 if first > 1 and lead.endswith(("；", ";", "。")) else 2
    if len(marks) < fewest or numbers != list(range(first, len(numbers) + first)):
        return [text]
    ends = [*(m.start() for m in marks[1:]), len(text)]
    parts = [text[m.end() : end].strip() for m, end in zip(marks, ends, strict=True)]
    return [*([lead] if lead else []), *(part for part in parts if part)]
