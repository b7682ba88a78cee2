"""Leaving out what a reasoning model thinks aloud before its answer."""

from __future__ import annotations

OPEN, CLOSE = "<think>", "</think>"


class ThinkFilter:
    """Drops one ``<think>…</think>`` block that begins a streamed answer, and the white space around it."""

    def __init__(self) -> None:
        self._held = ""
        self._inside = False
        self._answering = False

    def feed(self, delta: str) -> str:
        """Take in a piece of the stream and return what of the answer is certain by now, perhaps nothing."""
        if self._answering:
            return delta
        self._held += delta
        if not self._inside:
            self._held = self._held.lstrip()
            if self._held.startswith(OPEN):
                self._inside = True
            elif OPEN.startswith(self._held):
                return ""
            else:
                return self._release(self._held)
        thought, closed, rest = self._held.partition(CLOSE)
        if closed and rest.strip():
            return self._release(rest.lstrip())
        self._held = OPEN + closed + rest if closed else OPEN + thought[len(OPEN) :][-len(CLOSE) :]
        return ""

    def _release(self, text: str) -> str:
        self._answering, self._held = True, ""
        return text

    def close(self) -> str:
        """Return what was still held back at the end of the stream; thoughts are not."""
        return "" if self._inside else self._release(self._held)
