"""The way to a model: what we add to the endpoint's own time, ours against a plain ``ChatOpenAI`` loop, in the same run.

    python benchmarks/model_path.py [N]

The endpoint is the tests' fake one in a process of its own, on loopback. Ours and the plain loop take turns.

- warm    seconds from asking to the first word, in a process that has asked before, less what the endpoint waits itself
- cold    the same for the first request of a new process, imports included
- whole   seconds for a long answer of many small pieces, from asking to its end
- draft   seconds for a whole report whose sections the endpoint writes at a fixed pace: ours, with as many sections side
          by side as the writer asks for, against the same prompts one after another
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TURNS = (("system", "你是单位的文字秘书。"), ("user", "写一段工作总结。" * 200))
OWN_WAIT = 0.1  # seconds that the endpoint takes for its first word
LONG = 3000  # characters of the long answer, three a piece
SERVE = """
import sys, time
sys.path.insert(0, sys.argv[1])
from tests.fake_endpoint import FakeEndpoint, Reply
replies = {"quick": Reply("好的。"), "waits": Reply("好的。", first_pause=OWN_WAIT), "long": Reply("工会工作" * LONG),
           "paced": Reply("本年度工作扎实推进，" * 8, pause=0.01)}
with FakeEndpoint(lambda request: replies[request.body["model"]]) as endpoint:
    print(endpoint.url, flush=True)
    sys.stdin.read()
""".replace("OWN_WAIT", str(OWN_WAIT)).replace("LONG", str(LONG // 4))
COLD = """
import sys, time
sys.path.insert(0, sys.argv[1])
began = time.perf_counter()
if sys.argv[3] == "ours":
    from assistant.models.openai_chat import OpenAIChat
    from assistant.models.port import Message
    from assistant.settings import Settings
    model = OpenAIChat(Settings(base_url=sys.argv[2], model="quick"))
    next(model.stream([Message("user", "写")]))
else:
    from langchain_openai import ChatOpenAI
    model = ChatOpenAI(model="quick", base_url=sys.argv[2], api_key="none")
    next(chunk for chunk in model.stream([("user", "写")]) if chunk.content)
print(time.perf_counter() - began)
"""


@contextmanager
def endpoint() -> Iterator[str]:
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(ROOT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert server.stdin
    assert server.stdout
    try:
        yield server.stdout.readline().strip()
    finally:
        server.stdin.close()
        server.wait(10)


def timed(pieces: Iterator[Any]) -> tuple[float, float]:
    """Seconds to the first text, and to the end."""
    began, first = time.perf_counter(), 0.0
    for piece in pieces:
        if not first and (piece if isinstance(piece, str) else piece.content):
            first = time.perf_counter() - began
    return first, time.perf_counter() - began


def ours(url: str, model: str) -> Callable[[], tuple[float, float]]:
    from assistant.models.openai_chat import OpenAIChat
    from assistant.models.port import Message
    from assistant.settings import Settings

    chat = OpenAIChat(Settings(base_url=url, model=model))
    turns = [Message(role, text) for role, text in TURNS]  # type: ignore[arg-type]
    return lambda: timed(chat.stream(turns))


def plain(url: str, model: str) -> Callable[[], tuple[float, float]]:
    from langchain_openai import ChatOpenAI

    chat = ChatOpenAI(model=model, base_url=url, api_key="none")  # type: ignore[arg-type]
    return lambda: timed(chat.stream(list(TURNS)))


def in_turn(times: int, *works: Callable[[], Any]) -> list[list[Any]]:
    for work in works:
        work()  # warm
    found: list[list[Any]] = [[] for _ in works]
    for _ in range(times):
        for kept, work in zip(found, works, strict=True):
            kept.append(work())
    return found


def told(name: str, our: list[float], their: list[float], scale: float = 1000, unit: str = "毫秒") -> dict[str, float]:
    a, b = statistics.median(our) * scale, statistics.median(their) * scale
    pairs = statistics.median(x / y for x, y in zip(our, their, strict=True))
    print(f"{name}：我们 {a:.2f} {unit}，ChatOpenAI {b:.2f} {unit}，成对比值的中位数 {pairs:.2f}（各 {len(our)} 次）")
    return {"ours": a, "plain": b, "ratio": pairs}


def cold(url: str, which: str) -> float:
    command = [sys.executable, "-c", COLD, str(ROOT), url, which]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def draft(url: str) -> tuple[float, float]:
    """Seconds for one report by our writer, and for its prompts asked one after another by a plain loop."""
    from langchain_openai import ChatOpenAI

    from assistant.drafting.model import ModelWriter
    from assistant.manuscript import Manuscript
    from assistant.models.openai_chat import OpenAIChat
    from assistant.models.port import Answer, Message
    from assistant.settings import Settings
    from assistant.writer import Writer

    asked: list[list[tuple[str, str]]] = []

    class Listening(OpenAIChat):
        def stream(self, messages: Any, **options: Any) -> Answer:
            asked.append([(m.role, m.text) for m in messages if isinstance(m, Message)])
            return super().stream(messages, **options)

    notes = (ROOT / "examples" / "乡镇工会年度总结.txt").read_text(encoding="utf-8")
    writer = Writer(None, ModelWriter(Listening(Settings(base_url=url, model="paced", max_parallel=4))))
    manuscript = writer.take(Manuscript("bench"), notes)
    began = time.perf_counter()
    assert not [step.trouble for step in writer.draft(manuscript) if step.trouble]
    our = time.perf_counter() - began
    chat = ChatOpenAI(model="paced", base_url=url, api_key="none")  # type: ignore[arg-type]
    began = time.perf_counter()
    for turns in asked:
        for _ in chat.stream(turns):
            pass
    return our, time.perf_counter() - began


def main(times: int) -> None:
    with endpoint() as url:
        quick = in_turn(times, ours(url, "quick"), plain(url, "quick"))
        waits = in_turn(max(5, times // 5), ours(url, "waits"), plain(url, "waits"))
        long = in_turn(max(5, times // 5), ours(url, "long"), plain(url, "long"))
        colds = [(cold(url, "ours"), cold(url, "plain")) for _ in range(max(5, times // 10))]
        drafts = [draft(url) for _ in range(max(3, times // 15))]
    results = {
        "warm": told("第一个字（热）", *([first for first, _ in kept] for kept in quick)),
        "waiting": told(
            f"第一个字（接口自己要 {OWN_WAIT:g} 秒，已减去）", *([f - OWN_WAIT for f, _ in kept] for kept in waits)
        ),
        "whole": told(f"长回答（{LONG} 字）写完", *([end for _, end in kept] for kept in long)),
        "cold": told("第一个字（新进程，含载入）", [a for a, _ in colds], [b for _, b in colds]),
        "draft": told("整份报告", [a for a, _ in drafts], [b for _, b in drafts], 1, "秒"),
    }
    print(json.dumps(results))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
