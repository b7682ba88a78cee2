"""Changes to a section that need no model: shorter, as items, as one paragraph, words added, dropped or replaced.

An instruction is understood or refused; a figure is never changed, and never dropped unless the user names its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.draft import Section
from assistant.drafting import Assignment
from assistant.drafting.layout import sentence
from assistant.drafting.punctuation import mended
from assistant.drafting.sentences import entries_of
from assistant.errors import InputError
from assistant.figures.numerals import chinese
from assistant.figures.reading import figures
from assistant.outline import numeral

HELP = "离线时可以说：压缩、改成几条、合成一段、展开、加上：……、删掉……、把……改成……、按笔记重写；别的改法请先在设置里填好模型。"
_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十两]{1,3}"
_ITEMS = re.compile(rf"(?:改|分|写|列|整理|拆|变|归纳|归并|合并)(?:成|为)\s*({_NUMBER})\s*(?:个?要点|条|点|项)")
_AS_ITEMS = re.compile(r"(?<!不)(?<!不要)(?:分条|逐条|分点|列点|分项|一条一条)")
_SHORTER = re.compile(
    r"压缩|精简|太长|简短|缩短|短一?点|短些|简洁|删繁|简化|啰嗦|罗嗦|少一半|减半|砍|一半|压到|分之|字(?:以内|之内|以下)|(?:不超过|别超过|控制在).{0,8}字"
)
_ONE = re.compile(
    r"(?:合|并|连|写|改)(?:成|为|并成)?\s*(?:一|1)\s*(?:个自然)?段|不要?分条|不要?分点|不要?分段|不用分条|去掉序号|连起来"
)
_ADD = re.compile(
    r"^.{0,14}?(?:加上|加一[句条]|增加一?[句条]?|补上|补一[句条]|补充(?:一[句条])?|添上|写上|再加)\s*(?:这句话?|一句)?[：:，,“\"]\s*(.+)$",
    re.DOTALL,
)
_DROP = re.compile(
    r"(?:删掉|删除|去掉|删去|拿掉|不要)(.+)$|(?:把|将)(.+?)(?:删掉|删除|去掉|删去|拿掉|删了|去了)", re.DOTALL
)
_SWAP = re.compile(
    r"(?:把|将)?\s*[“\"「]?(.+?)[”\"」]?\s*(?:都|全部)?(?:改成|改为|换成|换为|替换为|替换成)\s*[“\"「]?(.+?)[”\"」]?\s*[。！!]?$",
    re.DOTALL,
)
_MORE = re.compile(r"展开|补充|再?具体|详细|充实|扩写|写长|多写|丰富|再写点")
_AGAIN = re.compile(r"(?:按|照|根据|依)笔记(?:重新?写|再写)|重新?(?:生成|写)|恢复(?:原样|原来)")
_ORDINAL = re.compile(rf"(?:本部分|这一?部分)?第({_NUMBER})(?:句|条|点|项)(?:话)?$")
_ENUMERATOR = re.compile(r"(?:^|(?<=[。；：，]))([一二三四五六七八九十]{1,3})是(?=\S)")
_SUB_HEADING = re.compile(r"^（([一二三四五六七八九十]{1,3})）([^。；！？]{1,24})$")
_LEAD = re.compile(r"(?:主要做好以下工作|主要做了以下工作|具体如下|主要有以下几个?方面)：$")
_ASIDE = re.compile(r"（[^（）]*）")
_QUOTES = '“”"「」『』 　'


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A line of a section: a sub-heading, or sentences, which are items where 一是 and so on stand before them."""

    sentences: tuple[str, ...]
    lead: str = ""
    items: bool = False
    heading: str = ""

    def text(self) -> str:
        if self.heading:
            return self.heading
        if not self.items:
            return self.lead + "".join(sentence(s) for s in self.sentences)
        return _enumerated(self.sentences, self.lead)


def revised(assignment: Assignment, section: Section, instruction: str) -> str:
    """The section's text after the instruction; raises ``InputError`` where this needs a model or finds nothing to do."""
    wanted = instruction.strip().rstrip("。！!~～ ")
    paragraphs = _read(section.text)
    for rule in _RULES:
        if (text := rule(assignment, paragraphs, section, wanted)) is not None:
            return text.strip("\n")
    raise InputError(f"这样的改法离线做不了。{HELP}")


def _read(text: str) -> list[_Paragraph]:
    return [_paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _paragraph(line: str) -> _Paragraph:
    if _SUB_HEADING.match(line):
        return _Paragraph((), heading=line)
    marks = list(_ENUMERATOR.finditer(line))
    if len(marks) >= 2 and [m[1] for m in marks] == [numeral(n) for n in range(1, len(marks) + 1)]:
        ends = [*(m.start() for m in marks[1:]), len(line)]
        items = tuple(line[m.end() : end].rstrip("；。 ") for m, end in zip(marks, ends, strict=True))
        return _Paragraph(items, line[: marks[0].start()], items=True)
    return _Paragraph(tuple(_sentences(line)))


def _sentences(text: str) -> Iterator[str]:
    for match in re.finditer(r"[^。！？]*(?:[。！？]+[”’）】]*|$)", text):
        if match[0].strip():
            yield match[0].strip()


def _enumerated(items: tuple[str, ...] | list[str], lead: str = "") -> str:
    stop = "。" if any(re.search(r"[。；！？]", item.rstrip("。")) for item in items) else "；"
    return sentence(lead + stop.join(f"{numeral(n)}是{item.rstrip('。；')}" for n, item in enumerate(items, start=1)))


def _rendered(paragraphs: list[_Paragraph]) -> str:
    return "\n".join(p.text() for p in paragraphs if p.heading or p.sentences)


def _flat(paragraphs: list[_Paragraph]) -> list[str]:
    """Every sentence and item, those under a sub-heading with its words before the first of them."""
    found, heading = [], ""
    for paragraph in paragraphs:
        if match := _SUB_HEADING.match(paragraph.heading):
            heading = match[2]
            continue
        for text in paragraph.sentences:
            found.append(f"{heading}方面，{text}" if heading and not text.startswith(heading) else text)
            heading = ""
    return found


def _matters(paragraphs: list[_Paragraph]) -> list[str]:
    """One text for each sub-heading with all that stands under it; sentences and items where there are none."""
    if not any(p.heading for p in paragraphs):
        return _flat(paragraphs)
    runs: list[list[_Paragraph]] = []
    for paragraph in paragraphs:
        if paragraph.heading or not runs:
            runs.append([])
        runs[-1].append(paragraph)
    return [text for run in runs if (text := "".join(sentence(said) for said in _flat(run)))]


# the rules, each of which gives the new text, or None where the instruction means something else

_Rule = Callable[[Assignment, list[_Paragraph], Section, str], str | None]


def _swap(_: Assignment, paragraphs: list[_Paragraph], section: Section, wanted: str) -> str | None:
    match = _SWAP.search(wanted)
    if match is None or _ITEMS.search(wanted) or _ONE.search(wanted):
        return None
    old = re.sub(r"^.*?(?:里|中|部分|这段|那段)的?(?=[“\"「])", "", match[1]).strip(_QUOTES)
    old = next((part for part in (old, re.sub(r"^.*?(?:里|中)的", "", old)) if part in section.text), old)
    if old not in section.text:
        raise InputError(f"这一部分里没有“{old}”，请照原文的字句写，例如：把“协商”改成“商议”。")
    del paragraphs
    return section.text.replace(old, match[2].strip(_QUOTES))


def _add(_: Assignment, paragraphs: list[_Paragraph], section: Section, wanted: str) -> str | None:
    match = _ADD.match(wanted)
    if match is None:
        return None
    new = sentence(mended(match[1].strip(_QUOTES)))
    if not paragraphs or section.text.lstrip().startswith("【待补充"):
        return new
    last = paragraphs[-1]
    grown = replace(last, sentences=(*last.sentences, new)) if not last.heading else _Paragraph((new,))
    kept = paragraphs if last.heading else paragraphs[:-1]
    return _rendered([*kept, grown])


def _as_items(_: Assignment, paragraphs: list[_Paragraph], section: Section, wanted: str) -> str | None:
    match = _ITEMS.search(wanted)
    if match is None and not _AS_ITEMS.search(wanted):
        return None
    items = [text.rstrip("。") for text in _matters(paragraphs) if not text.startswith("【待补充")]
    if match is None:
        if len(items) < 2:
            raise InputError("这一部分只有一句话，分不成几条；可以先说“加上：……”补充内容。")
        return _enumerated(items)
    count = int(match[1]) if match[1].isdigit() else int(chinese(match[1].replace("两", "二")).value)
    del section
    if not 1 <= count <= 20:
        raise InputError("请说清改成几条，在1到20条之间。")
    items = _split(items, count)
    items = _merged(items, count)
    items += [f"【待补充：第{numeral(n)}条请补充】" for n in range(len(items) + 1, count + 1)]
    return _enumerated(items) if count > 1 else sentence(items[0])


def _split(items: list[str], count: int) -> list[str]:
    """Items cut at their semicolons and full stops, the longest first, until there are enough or none can be cut."""
    items = list(items)
    while len(items) < count:
        cuttable = [n for n, item in enumerate(items) if re.search(r"[；。].", item)]
        if not cuttable:
            return items
        at = max(cuttable, key=lambda n: len(items[n]))
        first, second = re.split(r"[；。](?=.)", items[at], maxsplit=1)
        items[at : at + 1] = [first, second]
    return items


def _merged(items: list[str], count: int) -> list[str]:
    """Neighbouring items put together, the shortest pair first, until there are no more than ``count``."""
    items = list(items)
    while len(items) > count:
        at = min(range(len(items) - 1), key=lambda n: len(items[n]) + len(items[n + 1]))
        items[at : at + 2] = [f"{items[at].rstrip('。')}；{items[at + 1]}"]
    return items


def _one_paragraph(_: Assignment, paragraphs: list[_Paragraph], section: Section, wanted: str) -> str | None:
    if not _ONE.search(wanted):
        return None
    text = "".join(sentence(item) for item in _flat(paragraphs))
    if text == section.text.strip():
        raise InputError("这一部分已经是一段，没有分条。")
    return text


def _shorter(_: Assignment, paragraphs: list[_Paragraph], section: Section, wanted: str) -> str | None:
    if not _SHORTER.search(wanted):
        return None
    kept = []
    for paragraph in paragraphs:
        texts = tuple(mended(_ASIDE.sub(_spare, text)) for text in paragraph.sentences)
        lead = _LEAD.sub("", paragraph.lead)
        kept.append(replace(paragraph, sentences=tuple(t for t in texts if t), lead=lead))
    whole = "".join(sentence(item) for item in _flat(kept))
    leads = "".join(p.lead for p in kept if p.lead and p.lead.strip("，"))
    text = mended(f"{leads.strip('，')}，{whole}" if leads else whole)
    if not text or len(text) >= len(section.text.strip()):
        raise InputError(
            f"这一部分现在{len(''.join(section.text.split()))}字，已没有可以去掉的套话和括注，再短就要删数字；请说“删掉……”指明删哪一句，或在设置里填好模型后再压缩。"
        )
    return text


def _spare(match: re.Match[str]) -> str:
    """A parenthesis goes unless it holds a figure, a gap to fill, or a restriction."""
    return match[0] if figures(match[0]) or re.search(r"[【不未没无差除缺仅只待尚]", match[0]) else ""


def _drop(_: Assignment, paragraphs: list[_Paragraph], section: Section, wanted: str) -> str | None:
    match = _DROP.search(wanted)
    if match is None:
        return None
    words = (match[1] or match[2]).strip(_QUOTES).rstrip("吧了")
    words = re.sub(r"(?:这|那)(?:一?句|句话|一?条|几个字|个)(?:话)?$", "", words).strip(_QUOTES)
    if re.fullmatch(r"(?:这|整个?|全|第[一二三四五六七八九十0-9]+)?(?:部分|一?部分|段|段话|全部|所有)?", words):
        raise InputError("离线时不能把整个部分删掉；不要这一部分的话，请直接清空它的文字。")
    if ordinal := _ORDINAL.search(words):
        return _without_nth(paragraphs, int(chinese(ordinal[1]).value) if not ordinal[1].isdigit() else int(ordinal[1]))
    tries = (
        words,
        re.sub(r"^.*?(?:里|中|部分)的?", "", words),
        re.sub(r"^(?:含有?|有|关于|提到|讲|说)|的?(?:那|这)?(?:一?句|一?条|内容|部分|话)$", "", words),
    )
    said = next((w for w in tries if w and w in section.text), "")
    if not said:
        raise InputError(f"这一部分里没有“{words}”，请照原文的字句写，或说“删掉第二句”。")
    kept = [replace(p, sentences=tuple(s for s in p.sentences if said not in s)) for p in paragraphs]
    return _kept(kept)


def _without_nth(paragraphs: list[_Paragraph], number: int) -> str:
    total = sum(len(p.sentences) for p in paragraphs)
    if not 1 <= number <= total:
        raise InputError(f"这一部分只有{total}句，没有第{number}句。")
    kept, seen = [], 0
    for paragraph in paragraphs:
        here = tuple(s for n, s in enumerate(paragraph.sentences, start=seen + 1) if n != number)
        seen += len(paragraph.sentences)
        kept.append(replace(paragraph, sentences=here))
    return _kept(kept)


def _kept(paragraphs: list[_Paragraph]) -> str:
    """What is left, without sub-headings that have lost their text; one item alone needs no 一是."""
    left: list[_Paragraph] = []
    for n, paragraph in enumerate(paragraphs):
        following = paragraphs[n + 1 : n + 2]
        if paragraph.heading and not (following and following[0].sentences):
            continue
        alone = paragraph.items and len(paragraph.sentences) == 1
        left.append(replace(paragraph, items=False, lead=_LEAD.sub("", paragraph.lead)) if alone else paragraph)
    if not any(p.sentences for p in left):
        raise InputError("这样删下来这一部分就空了；不要整个部分的话，请直接清空它的文字。")
    return _rendered(_renumbered(left))


def _renumbered(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    found, number = [], 0
    for paragraph in paragraphs:
        if match := _SUB_HEADING.match(paragraph.heading):
            number += 1
            paragraph = replace(paragraph, heading=f"（{numeral(number)}）{match[2]}")  # noqa: PLW2901
        found.append(paragraph)
    return found


def _more(assignment: Assignment, paragraphs: list[_Paragraph], section: Section, wanted: str) -> str | None:
    if not _MORE.search(wanted):
        return None
    unused = [e.with_label() for e in entries_of(assignment) if not _told(e.text, section.text)]
    if not unused:
        raise InputError("这一部分的笔记都已写进去了，没有可以展开的材料；请先在笔记里补充，或说“加上：……”。")
    empty = section.text.lstrip().startswith("【待补充")
    text = "" if empty else section.text.rstrip("\n")
    if paragraphs and paragraphs[-1].items and not empty:
        grown = replace(paragraphs[-1], sentences=(*paragraphs[-1].sentences, *unused))
        return _rendered([*paragraphs[:-1], grown])
    return text + "".join(sentence(new) for new in unused)


def _told(entry: str, text: str) -> bool:
    """Whether a section tells a note already: all its figures stand there, and most pairs of its characters."""
    if any(m.text not in text for m in figures(entry)):
        return False
    pairs = {entry[i : i + 2] for i in range(len(entry) - 1)}
    return sum(pair in text for pair in pairs) >= 0.6 * len(pairs)


def _again(assignment: Assignment, paragraphs: list[_Paragraph], section: Section, wanted: str) -> str | None:
    if not _AGAIN.search(wanted):
        return None
    from assistant.drafting.offline import written

    del paragraphs, section
    return written(assignment).text


_RULES: tuple[_Rule, ...] = (_again, _add, _as_items, _one_paragraph, _swap, _drop, _shorter, _more)
