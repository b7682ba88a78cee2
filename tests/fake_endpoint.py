"""An OpenAI-compatible server on loopback, told by a test what to answer. Standard library only.

::

    with FakeEndpoint() as endpoint:
        endpoint.answer = lambda request: "你好"          # or a Reply, for every trouble there is
        ... endpoint.url ...                              # http://127.0.0.1:PORT/v1
        assert endpoint.requests[0].body["model"] == "m"
"""

from __future__ import annotations

import hashlib
import json
import select
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

HTML = "<!DOCTYPE html><html><body>请先登录</body></html>"


@dataclass(frozen=True)
class Request:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]  # names in lower case
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """All messages in one string."""
        return "\n".join(message["content"] for message in self.body.get("messages", []))


@dataclass(frozen=True)
class Reply:
    """What to answer. ``status`` other than 200 sends ``error`` (and ``headers``) instead of ``text``."""

    text: str = ""
    size: int = 3  # characters a delta
    pause: float = 0.0  # seconds before each delta
    first_pause: float = 0.0  # seconds before anything
    last_pause: float = 0.0  # seconds of silence after the text
    status: int = 200
    error: str | dict[str, Any] = "出错了"  # a string is the message, a dict the whole JSON body
    headers: dict[str, str] = field(default_factory=dict)
    html: bool = False  # a web page with this status
    thinking: str = ""  # before the text, in the field that ``thinking_field`` names
    thinking_field: str = "reasoning_content"
    usage: dict[str, Any] | None = None  # in a chunk without choices, before [DONE]
    usage_in_choice: dict[str, Any] | None = None  # as Moonshot does, in the last choice
    heartbeat: float = 0.0  # seconds between comments during ``first_pause``, after the headers
    finish: str | None = "stop"  # finish_reason of the last chunk; None sends no such chunk
    done: bool = True  # whether data: [DONE] ends it
    cut: str = ""  # how it breaks after the text: "close", "reset", "chunked" (inside a chunk), "error" (event)
    comments: bool = False  # SSE comments between the events
    raw: str = ""  # this body, as it is, with ``content_type``
    content_type: str = "text/event-stream"


Answer = str | Reply


class FakeEndpoint:
    """Serves ``/v1/chat/completions``, ``/v1/embeddings``, ``/v1/rerank`` and ``/v1/models`` while the context lasts."""

    def __init__(
        self, answer: Callable[[Request], Answer] | Answer = "好", *, tls: ssl.SSLContext | None = None
    ) -> None:
        self.answer: Callable[[Request], Answer] | Answer = answer
        self.dimensions = 8
        self.models = ["m"]
        self.requests: list[Request] = []
        self.stopping = threading.Event()
        self.hung_up = threading.Event()  # a client closed its connection before its answer was whole
        self._scheme = "https" if tls else "http"
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
            self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # refused handshakes
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """The base address, ending in /v1."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}/v1"

    def reply_to(self, request: Request) -> Reply:
        """Keep the request and decide the reply to it."""
        self.requests.append(request)
        answer = self.answer(request) if callable(self.answer) else self.answer
        return answer if isinstance(answer, Reply) else Reply(answer)

    def vector(self, text: str) -> list[float]:
        """The same small vector for the same text."""
        return [byte / 255 for byte in hashlib.sha256(text.encode()).digest()[: self.dimensions]]

    def relevance(self, query: str, document: str) -> float:
        """How much of the query's characters a document has; a test may put its own in place."""
        return len(set(query) & set(document)) / (len(set(query)) or 1)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()


def _handler(endpoint: FakeEndpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path == "/v1/models":
                self.send(200, {"object": "list", "data": [{"id": name} for name in endpoint.models]})
            else:
                self.send(404, {"error": {"message": "no such path"}})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.path, headers, json.loads(raw))
            if self.path not in {"/v1/chat/completions", "/v1/embeddings", "/v1/rerank"}:
                endpoint.requests.append(request)
                self.send(404, {"error": {"message": "no such path"}})
                return
            try:
                self.give(endpoint.reply_to(request), request)
            except (BrokenPipeError, ConnectionResetError):
                endpoint.hung_up.set()

        def rest(self, seconds: float) -> None:
            """Pause, and notice at once when the client hangs up."""
            until = time.monotonic() + seconds
            while time.monotonic() < until and not endpoint.stopping.is_set():
                ready, _, _ = select.select([self.connection], [], [], min(0.01, seconds))
                if (
                    ready
                    and not isinstance(self.connection, ssl.SSLSocket)
                    and not self.connection.recv(1, socket.MSG_PEEK)
                ):
                    raise ConnectionResetError

        def give(self, reply: Reply, request: Request) -> None:
            if not reply.heartbeat:
                self.rest(reply.first_pause)
            if reply.html:
                self.send(reply.status, HTML, content_type="text/html; charset=utf-8", more=reply.headers)
            elif reply.raw:
                self.send(reply.status, reply.raw, content_type=reply.content_type, more=reply.headers)
            elif reply.status != 200:
                error = reply.error if isinstance(reply.error, dict) else {"error": {"message": reply.error}}
                self.send(reply.status, error, more=reply.headers)
            elif self.path == "/v1/embeddings":
                self.embed(request)
            elif self.path == "/v1/rerank":
                self.rerank(request)
            elif request.body.get("stream"):
                self.stream(reply, request)
            else:
                self.send(200, _whole(reply, request))

        def embed(self, request: Request) -> None:
            given = request.body["input"]
            texts = [given] if isinstance(given, str) else given
            data = [{"object": "embedding", "index": i, "embedding": endpoint.vector(t)} for i, t in enumerate(texts)]
            self.send(200, {"object": "list", "model": request.body["model"], "data": data,
                            "usage": {"prompt_tokens": 1, "total_tokens": 1}})  # fmt: skip

        def rerank(self, request: Request) -> None:
            documents, query = request.body["documents"], request.body["query"]
            scored = [{"index": i, "relevance_score": endpoint.relevance(query, d)} for i, d in enumerate(documents)]
            scored.sort(key=lambda row: -float(row["relevance_score"]))
            self.send(200, {"model": request.body.get("model"), "results": scored[: request.body["top_n"]]})

        def send(self, status: int, body: Any, *, content_type: str = "application/json",
                 more: dict[str, str] | None = None) -> None:  # fmt: skip
            data = body.encode() if isinstance(body, str) else json.dumps(body, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(data)))
            for name, value in (more or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def stream(self, reply: Reply, request: Request) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding" if reply.cut == "chunked" else "Connection",
                             "chunked" if reply.cut == "chunked" else "close")  # fmt: skip
            self.end_headers()
            self.close_connection = True

            def out(text: str) -> None:
                data = text.encode()
                if reply.cut == "chunked":
                    data = f"{len(data):x}\r\n".encode() + data + b"\r\n"
                self.wfile.write(data)
                self.wfile.flush()

            def event(delta: dict[str, Any], finish: str | None = None) -> None:
                chunk: dict[str, Any] = {"id": "fake", "object": "chat.completion.chunk", "created": int(time.time()),
                         "model": request.body.get("model"),
                         "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}  # fmt: skip
                if finish and reply.usage_in_choice:
                    chunk["choices"][0]["usage"] = reply.usage_in_choice
                out((": still here\n\n" if reply.comments else "") + f"data: {json.dumps(chunk)}\n\n")

            for _ in range(int(reply.first_pause / reply.heartbeat) if reply.heartbeat else 0):
                self.rest(reply.heartbeat)
                out(": keep-alive\n\n")
            event({"role": "assistant", "content": ""})
            if reply.thinking:
                event({reply.thinking_field: reply.thinking})
            for at in range(0, len(reply.text), reply.size):
                if reply.pause:
                    self.rest(reply.pause)
                event({"content": reply.text[at : at + reply.size]})
            self.rest(reply.last_pause)
            self.finish_stream(reply, out, event)

        def finish_stream(self, reply: Reply, out: Callable[[str], None], event: Callable[..., None]) -> None:
            if reply.cut == "error":
                body = reply.error if isinstance(reply.error, dict) else {"error": {"message": reply.error}}
                out(f"data: {json.dumps(body)}\n\n")
            elif reply.cut == "reset":
                time.sleep(0.05)  # let what was sent be read first
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            elif reply.cut == "chunked":
                self.wfile.write(b"ff\r\ndata: {")
            elif not reply.cut:
                if reply.finish:
                    event({}, reply.finish)
                if reply.usage:
                    out(f"data: {json.dumps({'choices': [], 'usage': reply.usage})}\n\n")
                if reply.done:
                    out("data: [DONE]\n\n")

    return Handler


def _whole(reply: Reply, request: Request) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply.text}
    return {
        "id": "fake",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": request.body.get("model"),
        "choices": [{"index": 0, "finish_reason": reply.finish, "message": message}],
    }
