"""Going on with an answer that broke off: from its last whole sentence, without telling anything twice."""

from __future__ import annotations

import re

_END = re.compile(r"[。！？!?][”’」』）】\"]*|\n")
_CHAT = re.compile(r"\A\s*(?:好的|明白了?|收到)(?:[。！!]|[，,：:][^。！：:\n]{0,20}[。！：:\n])")
LOOK = 120  # characters of a continuation looked at before it is joined
REPEATED = 6  # characters that are no accident when they come twice
DONE = "（完）"  # what the prompt has a model say that has nothing to add
ALIKE = 4  # characters of a half sentence that tell where in a new one it ends


def parted(text: str) -> tuple[str, str]:
    """Return the whole sentences of a text, and the half one after them."""
    ends = [match.end() for match in _END.finditer(text)]
    return (text[: ends[-1]], text[ends[-1] :]) if ends else ("", text)


class Joiner:
    """Joins a continuation to what was given before; ``failed`` when no seam can be found.

    The continuation may begin with the half sentence, with the rest of it after some repeated words, or with
    sentences that were given already, or with a word to us; what is there already is dropped.
    """

    def __init__(self, given: str) -> None:
        self._whole, self._half = parted(given)
        self._sentences = {s.strip() for s in _sentences(self._whole) if len(s.strip()) >= REPEATED}
        self._held = ""
        self._tail = ""  # the beginning of DONE, perhaps
        self._joined = False
        self.failed = False

    def feed(self, delta: str) -> str:
        """Take in a piece and return what goes after the text given before, perhaps nothing yet."""
        if self._joined:
            return self._ended(delta)
        self._held += delta
        self._drop_repeated()
        if len(self._held) < LOOK + len(self._half) and not self._ends(self._held.lstrip()):
            return ""
        return self._ended(self._join())

    def close(self) -> str:
        """Return what was held back at the end."""
        if self._joined:
            return "" if self._tail == DONE else self._tail
        self._drop_repeated(last=True)
        if self._held.strip() in ("", DONE):
            self.failed = bool(self._half.strip())
            return ""
        return self._join().removesuffix(DONE)

    def _ended(self, text: str) -> str:
        """Hold back what may be the word for having nothing to add."""
        text = self._tail + text
        size = next(n for n in range(len(DONE), -1, -1) if text.endswith(DONE[:n]))
        self._tail = text[len(text) - size :]
        return text[: len(text) - size]

    def _drop_repeated(self, *, last: bool = False) -> None:
        self._held = _CHAT.sub("", self._held)
        while match := self._ends(self._held.lstrip(), last=last):
            text = self._held.lstrip()
            if text[: match.end()].strip() not in self._sentences or self._starts_half(text):
                return
            self._held = text[match.end() :]

    @staticmethod
    def _ends(text: str, *, last: bool = False) -> re.Match[str] | None:
        """Where the first sentence ends; a quotation mark may still belong to it while more is to come."""
        match = _END.search(text)
        return match if match and (last or match.end() < len(text)) else None

    def _starts_half(self, text: str) -> bool:
        return bool(self._half.strip()) and text.startswith(self._half.strip())

    def _join(self) -> str:
        self._joined = True
        half, text = self._half.strip(), self._held.lstrip()
        self._held, kept = "", self._held
        if not half:
            return kept[self._overlap(kept) :]
        if text.startswith(half):
            return text[len(half) :]
        if len(half) >= ALIKE and (at := text.find(half)) >= 0:
            return text[at + len(half) :]
        for size in range(min(len(half), len(text)), ALIKE - 1, -1):
            if half.endswith(text[:size]):
                return text[size:]
        self.failed = True
        return ""

    def _overlap(self, text: str) -> int:
        """How many characters at the beginning are the end of what was given."""
        for size in range(min(len(text), len(self._whole)), REPEATED - 1, -1):
            if self._whole.endswith(text[:size]):
                return size
        return 0


def _sentences(text: str) -> list[str]:
    at, found = 0, []
    for match in _END.finditer(text):
        found.append(text[at : match.end()])
        at = match.end()
    return found
