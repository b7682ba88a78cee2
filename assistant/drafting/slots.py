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
from assistant.drafting.doubling import LOOKED_AHEAD, repeated_after, repeated_before

__all__ = ["FAULTY", "SlotFact", "SlotProblem", "SlotStream", "Slots"]

FAULTY = "【待补充：编号有误，"  # how the mark of a slot begins that could not be filled
LONGEST = 80  # characters between the braces of a slot
REMEMBERED = 60  # characters before a slot that an objection may look at
HELD = 6  # characters of ordinary text held back, because a qualifier may stand before a slot
_OPEN = re.compile(r"[{｛]")
_BODY = re.compile(r"[{｛]{1,2}[ 　]?([A-Za-z][^{}｛｝\n]*)")
_CLOSE = re.compile(r"[}｝]{1,2}")
_WORDS = re.compile(r"[\s,，、()（）:：]+")
_BRACKETS = str.maketrans("【】⟦⟧", "〔〕〔〕")


_UNFINISHED = re.compile(r"[A-Za-z]+\d*(?: +[A-Za-z]+\d*)*")


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
            end += repeated_after(filled.text, filled.fact, after)
            if filled.fact:
                self._plain = self._plain[: len(self._plain) - repeated_before(self._plain, filled.text)]
        self.used += [fact_id for fact_id in filled.used if fact_id not in self.used]
        names = f"⟦{','.join(filled.used)}⟧" if self._naming and filled.used else ""
        out += [self._plain, filled.text, names]
        self._said = (self._said + self._plain + filled.text)[-REMEMBERED:]
        self._plain, self._waiting = "", self._waiting[end:]
        return True
