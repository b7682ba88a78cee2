"""What went over the wire in one exchange and the vendor's library does not tell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

LONGEST_KEPT = 1_000_000  # bytes kept of an answer that is no event stream


class Wire:
    """Watches one HTTP response: its status, its type, whether a stream said ``[DONE]``, any other body."""

    def __init__(self) -> None:
        self.status = 0
        self.content_type = ""
        self.done = False
        self._body = bytearray()
        self._tail = b""

    @property
    def is_stream(self) -> bool:
        """Whether the answer is a stream of server-sent events."""
        return "event-stream" in self.content_type

    @property
    def text(self) -> str:
        """The body, where it is no event stream."""
        return self._body.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the body read as JSON, or None."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    def watch(self, response: Any) -> None:
        """Attach to an httpx response before its body is read."""
        self.status = response.status_code
        self.content_type = response.headers.get("content-type", "")
        pieces: Callable[..., Iterator[bytes]] = response.iter_bytes

        def watched(*args: Any, **kwargs: Any) -> Iterator[bytes]:
            for piece in pieces(*args, **kwargs):
                self._note(piece)
                yield piece

        response.iter_bytes = watched

    def _note(self, piece: bytes) -> None:
        if self.is_stream:
            seen = self._tail + piece
            self.done = self.done or b"[DONE]" in seen
            self._tail = seen[-8:]
        elif len(self._body) < LONGEST_KEPT:
            self._body += piece
