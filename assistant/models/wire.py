"""What goes over the wire in one exchange and the vendor's library does not tell; and the way to cut it."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

LONGEST_KEPT = 1_000_000  # bytes kept of an answer that is no event stream
_EVENTS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:data|event|id|retry)?:")


class Wire:
    """Watches one HTTP exchange: its status, whether events came, whether they said ``[DONE]``, any other body."""

    def __init__(self) -> None:
        self.status = 0
        self.connected = False
        self.is_stream = False
        self.done = False
        self._body = bytearray()
        self._tail = b""
        self._guard = threading.Lock()
        self._hung_up = False
        self._sockets: list[socket.socket] = []

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

    def hang_up(self) -> None:
        """Close the connection at once, whatever another thread is reading from it."""
        with self._guard:
            self._hung_up = True
            for one in self._sockets:
                _shut(one)

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Take httpcore's word that a connection is made."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            one = info["return_value"].get_extra_info("socket")
            with self._guard:
                self.connected = True
                self._sockets.append(one)
                if self._hung_up:
                    _shut(one)

    def prepare(self, request: Any) -> None:
        """Attach to an httpx request before it is sent."""
        request.extensions["trace"] = self.trace

    def watch(self, response: Any) -> None:
        """Attach to an httpx response before its body is read."""
        self.status = response.status_code
        pieces: Callable[..., Iterator[bytes]] = response.iter_bytes

        def watched(*args: Any, **kwargs: Any) -> Iterator[bytes]:
            for piece in pieces(*args, **kwargs):
                self._note(piece)
                yield piece

        response.iter_bytes = watched

    def _note(self, piece: bytes) -> None:
        if not self.is_stream and len(self._body) < LONGEST_KEPT:
            self._body += piece
            self.is_stream = _EVENTS.match(self._body) is not None
            piece = bytes(self._body) if self.is_stream else piece
        if self.is_stream:
            seen = self._tail + piece
            self.done = self.done or b"[DONE]" in seen
            self._tail = seen[-8:]


def _shut(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        socket.socket.shutdown(one, socket.SHUT_RDWR)  # not the TLS one's, which another thread is reading
