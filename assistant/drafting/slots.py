"""Slots: a model writes ``{F12}`` or ``{growth F11 F12}``, the program fills in figures as the text streams.

What cannot be filled becomes a mark in the text that says why (``FAULTY``), which the repair rounds take up.
A slot is a pair of braces around an ASCII word; any other brace is ordinary text. Doubled and full-width
braces are taken for plain ones. What a slot becomes depends on the whole text only, never on how the stream
was cut up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.arithmetic import FORMS, FormError, SlotFact, computed
from assistant.figures.mentions import Kind

__all__ = ["FAULTY", "SlotFact", "SlotProblem", "SlotStream", "Slots"]

FAULTY = "【待补充：编号有误，"  # how the mark of a slot begins that could not be filled
LONGEST = 80  # characters between the braces of a slot
LOOKED_AHEAD = 8  # characters after a slot, because the model may write the unit once more
REMEMBERED = 60  # characters before a slot that an objection may look at
HELD = 6  # characters of ordinary text held back, because a qualifier may stand before a slot
_OPEN = re.compile(r"[{｛]")
_BODY = re.compile(r"[{｛]{1,2}[ 　]?([A-Za-z][^{}｛｝\n]*)")
_CLOSE = re.compile(r"[}｝]{1,2}")
_WORDS = re.compile(r"[\s,，、()（）:：]+")
_BRACKETS = str.maketrans("【】⟦⟧", "〔〕〔〕")
_PERCENT = re.compile(r"[%％﹪]")
_VAGUE = re.compile(
    r"^(?:大约|约|将近|接近|近|超过|超|逾)|[0-9十百千万亿][余多]|左右$|上下$|以上$"
)  # 约500人, 40余人次
_VAGUE_BEFORE = re.compile(r"(?:大约|大概|约|将近|接近|近|超过|逾)$")
_VAGUE_AFTER = re.compile(r"左右|上下|余(?![额下款粮])")
_CLASSIFIERS = frozenset("个名位家项件")
_MEASURES = frozenset(
    (
        "元",
        "亩",
        "公里",
        "米",
        "平方米",
        "吨",
        "公斤",
        "斤",
        "%",
        "％",
        "﹪",
        "倍",
        "个百分点",
        "年",
        "月",
        "日",
        "天",
        "小时",
        "分",
        "岁",
    )
)
_DIGIT = re.compile(r"[0-9０-９〇零一二两三四五六七八九十]")
_UNFINISHED = re.compile(r"[A-Za-z]+\d*(?: +[A-Za-z]+\d*)*")

# a word that begins where a unit seems to be written twice: 30个 + 个体户, 2023年 + 年底, 12名 + 名师
_WORDS_AFTER = {
    "人": "次员才民大均口工士群社力数", "个": "体人案别性", "项": "目", "名": "师单录牌校优誉",
    "家": "庭长属园具电务", "次": "数日年", "元": "旦", "场": "所地馆次", "条": "例件款", "户": "籍主外",
    "处": "理置罚", "位": "置于", "所": "有属在长以", "组": "织长成建", "队": "伍员长", "班": "级组长",
    "年": "度底初末来终均级", "月": "底度初末均", "日": "常前均", "台": "账阶", "篇": "幅章",
    "本": "年市级单区县", "批": "次准示复", "部": "门署分", "座": "谈位", "村": "民级委", "站": "点",
    "线": "路上下", "片": "区", "节": "日约", "课": "程堂", "类": "别", "支": "部出队持", "号": "召码",
    "点": "位评", "级": "别", "分": "别类为析布管工配", "天": "然", "吨": "位", "届": "时", "车": "辆间",
    "亩": "均产", "对": "接于应口",
}  # fmt: skip
# a word that ends where a qualifier seems to be written twice: 附近 + 近5000名
_WORDS_BEFORE = {
    "近": "附最邻靠临将就", "约": "节契合违条预签履邀制公", "超": "赶反", "过": "超通经不", "数": "人次总户",
    "上": "以网线", "前": "目以年日之会赛",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlotProblem:
    """A slot that could not be filled, and why; a visible mark stands in its place."""

    slot: str
    why: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What a slot becomes: the figure, with its fact where it is one, or a mark with the problem."""

    text: str
    fact: SlotFact | None = None
    problem: SlotProblem | None = None
    used: tuple[str, ...] = ()


Form = tuple[str, tuple[str, ...]]  # growth, (F11, F12)
Objection = Callable[[str, Sequence[SlotFact], str], str]  # the form or nothing, the facts, the text before → why not
_SYMMETRIC = frozenset({"sum", "mean", "diff", "points"})


def in_order(form: str, ids: tuple[str, ...]) -> Form:
    """The form as it is compared: the order counts only where it changes the result."""
    form = "ratio" if form == "multiple" else form
    return form, tuple(sorted(ids)) if form in _SYMMETRIC else ids


class Slots:
    """The facts that slots may name, and the only forms over them that may be used (any where ``forms`` is None)."""

    def __init__(
        self,
        facts: Mapping[str, SlotFact],
        forms: Iterable[Form] | None = None,
        objection: Objection | None = None,
    ) -> None:
        self._facts = dict(facts)
        self._forms = None if forms is None else {in_order(*form) for form in forms}
        self._objection = objection or (lambda *_: "")

    @classmethod
    def of(
        cls, facts: Iterable[SlotFact], forms: Iterable[Form] | None = None, objection: Objection | None = None
    ) -> Slots:
        """Slots for these facts, by their ids; ``objection`` says why some cannot stand where they do."""
        return cls({fact.id: fact for fact in facts}, forms, objection)

    def fill(self, text: str) -> tuple[str, tuple[SlotProblem, ...]]:
        """Return a whole text with its slots filled, and what could not be."""
        stream = SlotStream(self)
        return stream.feed(text) + stream.close(), tuple(stream.problems)

    def resolve(self, body: str, before: str = "") -> Filled:
        """Return what the slot of that body (``F12``, ``sum F3 F4``) becomes behind the text ``before``."""
        words = [word for word in _WORDS.split(body) if word]
        found = [self._fact(word) for word in words]
        if len(words) == 1:
            fact = found[0]
            if fact and (why := self._objection("", [fact], before)):
                return _bad(body, why)
            return Filled(fact.figure_text, fact, used=(fact.id,)) if fact else self._unknown(body, words)
        facts = [fact for fact in found[1:] if fact]
        if len(facts) < len(words) - 1:
            return self._unknown(body, words[1:])
        ids = tuple(fact.id for fact in facts)
        try:
            text = computed(words[0], facts)
        except FormError as error:
            return _bad(body, str(error))
        if why := self._objection(words[0].lower(), facts, before):
            return _bad(body, why)
        if self._forms is None or in_order(words[0].lower(), ids) in self._forms:
            return Filled(text, used=ids)
        told = "和".join(fact.figure_text for fact in facts)
        return _bad(body, f"{told}放在一起算没有依据，可用算式里没有这一条")

    def _fact(self, word: str) -> SlotFact | None:
        return self._facts.get(word) or self._facts.get(word.upper())

    def _unknown(self, body: str, words: list[str]) -> Filled:
        missing = [word for word in words if self._fact(word) is None]
        return _bad(body, f"事实清单里没有{'、'.join(missing)}")


def _bad(body: str, why: str) -> Filled:
    body, why = (text.translate(_BRACKETS) for text in (body, why))
    named = "" if body in why else f"（写的是“{body}”）"
    return Filled(
        f"{FAULTY}{why}{named}，请对照笔记写上正确的数，或删去这句话】", problem=SlotProblem(f"{{{body}}}", why)
    )


class SlotStream:
    """Fills the slots of a text that arrives in pieces; what cannot be decided yet is held back.

    ``problems`` are the slots that could not be filled, ``used`` the ids of the facts that went in, in order.
    """

    def __init__(self, slots: Slots, *, naming: bool = False) -> None:
        """Take the slots; ``naming`` writes the ids of the facts that went in after each figure, as ``citing`` reads them."""
        self._slots = slots
        self._naming = naming
        self._waiting = ""  # not looked at for good yet; begins in ordinary text
        self._plain = ""  # ordinary text since the last slot, of which a qualifier may yet be dropped
        self._said = ""  # the end of what stands before it
        self.problems: list[SlotProblem] = []
        self.used: list[str] = []

    def feed(self, delta: str) -> str:
        """Take in a piece of the answer and return what is certain by now, perhaps nothing."""
        self._waiting += delta
        return self._advance(final=False)

    def close(self) -> str:
        """Return the rest; a slot that the answer broke off in becomes a mark."""
        return self._advance(final=True)

    def _advance(self, *, final: bool) -> str:
        out: list[str] = []
        while self._waiting:
            brace = _OPEN.search(self._waiting)
            at = brace.start() if brace else len(self._waiting)
            self._plain += self._waiting[:at]
            self._waiting = self._waiting[at:]
            if len(self._plain) > HELD:
                out.append(self._plain[:-HELD])
                self._said = (self._said + self._plain[:-HELD])[-REMEMBERED:]
                self._plain = self._plain[-HELD:]
            if not self._waiting or not self._step(out, final=final):
                break
        if final:
            out.append(self._plain)
            self._plain = ""
        return "".join(out)

    def _step(self, out: list[str], *, final: bool) -> bool:
        """Deal with the brace that waits first; False when more of the text is needed to decide."""
        text = self._waiting
        body = _BODY.match(text)
        if body is None:
            if not final and re.fullmatch(r"[{｛]{1,2}[ 　]?", text):
                return False
            self._take(1)
            return True
        end = body.end()
        if end == len(text) and len(body[1]) <= LONGEST and not final:
            return False
        close = _CLOSE.match(text, end)
        if close is None or len(body[1]) > LONGEST:
            return self._unclosed(out, body)
        doubled = text[1] in "{｛"
        if doubled and close.end() == end + 1 and close.end() == len(text) and not final:
            return False
        end = close.end() if doubled else end + 1
        return self._place(out, self._slots.resolve(body[1].strip(), self._said + self._plain), end, final=final)

    def _take(self, count: int) -> None:
        self._plain += self._waiting[:count]
        self._waiting = self._waiting[count:]

    def _unclosed(self, out: list[str], body: re.Match[str]) -> bool:
        """Mark a slot without its closing brace; what follows it is ordinary text."""
        half = _UNFINISHED.match(body[1][:LONGEST])
        if half is None or (half[0].split()[0] not in FORMS and not re.match(r"[Ff]\d", half[0])):
            self._take(1)
            return True
        return self._place(out, _bad(half[0], "括号没有写完"), body.start(1) + half.end(), final=True)

    def _place(self, out: list[str], filled: Filled, end: int, *, final: bool) -> bool:
        """Put the filled slot out, once enough of what follows is there to see a unit written twice."""
        after = self._waiting[end : end + LOOKED_AHEAD]
        if not final and len(after) < LOOKED_AHEAD and filled.problem is None:
            return False
        if filled.problem:
            self.problems.append(filled.problem)
        else:
            end += _repeated_after(filled, after)
            if filled.fact:
                self._plain = self._plain[: len(self._plain) - _repeated_qualifier(self._plain, filled.text)]
        self.used += [fact_id for fact_id in filled.used if fact_id not in self.used]
        names = f"⟦{','.join(filled.used)}⟧" if self._naming and filled.used else ""
        out += [self._plain, filled.text, names]
        self._said = (self._said + self._plain + filled.text)[-REMEMBERED:]
        self._plain, self._waiting = "", self._waiting[end:]
        return True


def _repeated_after(filled: Filled, after: str) -> int:
    """Count the characters of ``after`` that say the figure's unit or qualifier once more, or put a classifier to its unit."""
    space = len(after) - len(after.lstrip(" 　"))
    size = _repeated_unit(filled, after[space:])
    rest = after[space + size :]
    if filled.fact and (again := _VAGUE_AFTER.match(rest)) and _VAGUE.search(filled.text):
        return space + size + again.end()
    if size:
        return space + size
    unit = filled.fact.unit if filled.fact else ""
    counted = unit and filled.text.endswith(unit) and unit not in _MEASURES
    is_other = rest[:1] in _CLASSIFIERS and rest[:1] != unit[-1:] and rest[:1] != rest[1:2]
    if counted and is_other and rest[1:2] not in ("", *_WORDS_AFTER.get(rest[0], "")):
        return space + 1
    return 0


def _repeated_unit(filled: Filled, after: str) -> int:
    """Count the characters of ``after`` that repeat the end of the figure (``50家`` + ``家企业``: 1)."""
    figure, text = _PERCENT.sub("%", filled.text), _PERCENT.sub("%", after)
    if filled.fact and filled.fact.kind is Kind.PERCENT and text.startswith("%"):
        return 1
    if figure.endswith("人") and text.startswith("人次"):
        return 2  # the note counts people
    for size in range(min(len(figure), LOOKED_AHEAD) - 1, 0, -1):
        unit = text[:size]
        if len(unit) == size and figure.endswith(unit) and not _DIGIT.search(unit):
            following = text[size : size + 1]
            is_word = following and (following == unit[-1] or following in _WORDS_AFTER.get(unit[-1], ""))
            return 0 if is_word else size
    return 0


def _repeated_qualifier(before: str, figure: str) -> int:
    """Count the characters ending ``before`` that the figure begins with (``约`` + ``约500人``: 1) or says in another word."""
    if _VAGUE.search(figure) and (again := _VAGUE_BEFORE.search(before)):
        word_before = before[again.start() - 1 : again.start()]
        if not (word_before and word_before in _WORDS_BEFORE.get(again[0][0], "")):
            return len(again[0])
    for size in range(min(len(before), len(figure) - 1), 0, -1):
        qualifier = before[-size:]
        if figure.startswith(qualifier) and not _DIGIT.search(qualifier):
            word_before = before[-size - 1 : -size]
            is_word = word_before and word_before in _WORDS_BEFORE.get(qualifier[0], "")
            return 0 if is_word else size
    return 0
