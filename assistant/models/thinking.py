"""Leaving out what a reasoning model thinks aloud before its answer."""

from __future__ import annotations

import re

OPENERS = ("<think>", "<thinking>", "<thought>")
CLOSE = "</think>"
_CLOSED = re.compile(r"\A(?:\s|</think>)+")  # some close what they have not opened


class ThoughtsAloud(Exception):
    """Thoughts turned out to stand in front of the answer after they had been taken for it."""


class ThinkFilter:
    """Drops one ``<think>…</think>`` block that begins a streamed answer, and the white space around it.

    Some servers leave the opening tag out: with ``held`` nothing is given before ``</think>`` or the end; without,
    a closing tag that nothing has opened raises ``ThoughtsAloud``. ``thoughts`` is what was left out so far.
    """

    def __init__(self, *, held: bool = False) -> None:
        self.thoughts = ""
        self._held = ""
        self._hold = held
        self._close = ""  # the tag that ends the thoughts, once they have begun
        self._answering = False
        self._tail = ""
        self._opened = False

    def apart(self) -> None:
        """Take note that the thoughts come in a field of their own: nothing need be held back for them."""
        self._hold = False

    def feed(self, delta: str) -> str:
        """Take in a piece of the stream and return what of the answer is certain by now, perhaps nothing."""
        if self._answering:
            return self._watched(delta)
        self._held += delta
        if not self._close:
            self._held = _CLOSED.sub("", self._held)
            opener = next((one for one in OPENERS if self._held.startswith(one)), "")
            if opener:
                self._close, self._held = f"</{opener[1:]}", self._held[len(opener) :]
            elif self._hold:
                self._close = CLOSE
            elif any(one.startswith(self._held) for one in (*OPENERS, CLOSE)):
                return ""
            else:
                return self._release(self._held)
        return self._behind_thoughts()

    def _behind_thoughts(self) -> str:
        thought, closed, rest = self._held.partition(self._close)
        if closed and rest.strip():
            self.thoughts += thought
            return self._release(rest.lstrip())
        if self._hold and not closed:
            return ""  # perhaps the answer itself
        if not closed:
            keep = len(self._close) - 1
            self.thoughts, self._held = self.thoughts + thought[:-keep], thought[-keep:]
        return ""

    def _release(self, text: str) -> str:
        self._answering, self._held = True, ""
        return self._watched(text)

    def _watched(self, text: str) -> str:
        seen = self._tail + text
        before, closed, _ = seen.partition(CLOSE)
        if closed and not self._opened and OPENERS[0] not in before:
            raise ThoughtsAloud
        self._opened = self._opened or OPENERS[0] in seen
        self._tail = seen[1 - len(CLOSE) :]
        return text

    def close(self) -> str:
        """Return what was still held back at the end of the stream; thoughts are not."""
        if self._answering:
            return ""
        unfinished = bool(self._close) and (not self._hold or CLOSE in self._held)
        if unfinished:
            self.thoughts += self._held.partition(self._close)[0]
            return ""
        return self._release(self._held)
