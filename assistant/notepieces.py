"""Lines of the notes cut into the pieces that are told apart: an announcement, sentences, a turn to problems or plans."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.notes import NoteLine
from assistant.notewords import LONG_LINE, dictated, heading_core, labelled, pattern, said_role, turns

NUMBER = re.compile(r"^[（(]?([0-9]{1,2})[.．、)）](?:\s*|(?![0-9]))")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」』）)]*|[^。！？!?]+$", re.DOTALL)
_LONGER_LINE = 100  # and at its semicolons, where it has no full stop
_BREATHLESS = 120  # characters of a sentence of nothing but commas, which is cut where another matter begins
_FEWEST_COMMAS = 6
_GOES_ON = re.compile(  # what a clause begins with that goes on with the matter before it
    r"(?:其中|其余|另有|包括|比|较|去年|上年|同比|占|共|因为|所以|但|就|也|都|又|还|才|只|没|未|不|主要|分别|平均|从|由|每|打|发|收|在|到|给|送|把|被|让|县里|市里|省里|上[面级头]|"
    r"完成|达到?|公示|验收|新[增注建]|[一-九十两几0-9约近第]|里面|里头|剩|总算|有的|一个|两个|效果|群众|大家|农民|老百姓)"
)
_TURNS = re.compile(
    r"(?:另外|再就是|还有就是|然后|再一个|接着|再说|[\u4e00-\u9fff]{2,8}(?:这一?块|方面|那块|这边|的事)|[\u4e00-\u9fff]{2,4}呢[，, 　])"
)
_LAST_MATTERS = re.compile("(?:困难|问题|不足|难处|(?:明年|来年|下一?步)(?!估计|可能|只能))")
_TELLS = re.compile(
    r"[0-9一二两三四五六七八九十百千万][0-9一二两三四五六七八九十百千万.]{0,12}(?:[余多来几]?[\u4e00-\u9fff%％])|[了过]|被评|获"
)
_SUBJECT = re.compile(
    r"[\u4e00-\u9fffA-Za-z“”、]{3,}?(?:[0-9]|[一二两三四五六七八九十百千万]{2}|[了过]|今年|有[0-9]|办|开|是|为|被)"
)


def named(text: str) -> str:
    """The label of a numbered line, or all of it where it ends with a colon."""
    bare = NUMBER.sub("", text)
    return heading_core(bare) if bare.endswith(("：", ":")) else labelled(bare)[0]


def announced(line: NoteLine) -> list[NoteLine]:
    """A first line cut after the clause that only announces the notes (今年的事我说一下，……)."""
    head = re.match(r"(?:[^，,。；：:0-9]|20[0-9]{2}(?=年)){4,30}[，,：:]", line.text)
    if spoken := re.match(r"\S{6,30}(?=[ 　])", line.text):  # typed by voice, with spaces for stops
        head = spoken if pattern("announcement").fullmatch(spoken[0]) else head
    if head is None or not re.search("说|讲|记|汇报|大概(?:就)?(?:是)?(?:这样|这些|如下)", head[0]):
        return [line]
    if not (pattern("announcement").fullmatch(head[0].rstrip("，,：:")) or re.search("大概", head[0])):
        return [line]
    text = line.text[head.end() :].lstrip()
    first = NoteLine(line.document, line.start, line.start + head.end(), head[0])
    return [first, NoteLine(line.document, line.end - len(text), line.end, text)] if text else [line]


def pieces(line: NoteLine) -> list[NoteLine]:
    """The line, or its sentences where it is long or turns to problems or plans midway."""
    sentences = list(_SENTENCE.finditer(line.text))
    cuts = [m.end() for m in sentences]
    if len(line.text) <= LONG_LINE:
        cuts = [one.end() for one, other in pairwise(sentences) if _parts_from(one[0].strip(), other[0].strip())]
    elif len(line.text) > _LONGER_LINE and len(cuts) == 1 and not labelled(line.text)[0]:
        cuts = [m.end() for m in re.finditer("[；;]", line.text)]
    cuts += [m.start(1) for m in turns().finditer(line.text)]
    cuts += [
        cut for m in _SENTENCE.finditer(line.text) if len(m[0]) > _BREATHLESS for cut in matters(line.text, *m.span())
    ]
    edges = sorted({0, *(cut for cut in cuts if re.search(r"\w", line.text[:cut])), len(line.text)})
    pieces = []
    for start, end in pairwise(edges):
        raw = line.text[start:end]
        if text := raw.strip():
            begin = line.start + start + raw.index(text)
            pieces.append(NoteLine(line.document, begin, begin + len(text), text))
    return pieces or [line]


def _parts_from(one: str, other: str) -> bool:
    """Whether two sentences of a short line are told apart: the second has a role of its own, or one of them is to the writer."""
    role = said_role(other)
    return (role is not None and role is not said_role(one)) or (dictated(one) is None) is not (dictated(other) is None)


def matters(text: str, start: int, end: int, fewest: int = _FEWEST_COMMAS) -> list[int]:
    """Where another matter begins in a sentence that has no stops but commas: at a clause with a subject of its own.

    A figure or deed must have been told of the matter before, so that what only leads up to it stays with it. Problems and
    plans are not parted from what follows them: they go on to the end.
    """
    clauses = [m.span() for m in re.finditer(r"[^，,]+[，,]?", text[start:end])]
    if len(clauses) < fewest:  # typed by voice, with spaces for stops
        clauses = [m.span() for m in re.finditer(r"[^ 　]+[ 　]*", text[start:end])]
    if len(clauses) < fewest:
        return []
    cuts: list[int] = []
    told = ended = False
    for begin, stop in clauses:
        clause = text[start + begin : start + stop].strip()
        alone = dictated(clause.rstrip("，,")) is not None
        own = _SUBJECT.match(clause) and not _GOES_ON.match(clause) and _TELLS.search(clause)
        last = bool(_LAST_MATTERS.match(clause))
        if begin and (last or alone or (not ended and ((told and own) or _TURNS.match(clause)))):
            cuts.append(start + begin)
            told = False
        ended = ended or last
        told = told or bool(_TELLS.search(clause))
        if alone and stop < end - start:
            cuts.append(start + stop)
            told = False
    return cuts
