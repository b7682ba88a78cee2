"""Cold start: seconds from starting the process to the first visible title, our app against an empty Streamlit page.

    python benchmarks/cold_start.py [N]

Both are started alternately N times (5 unless told) with the same options, each with a new process, browser profile and home folder.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
EMPTY = "import streamlit as st\nst.html('<h1>空白页</h1>')\n"
LAUNCH = """
import sys
from assistant.ui import launch
launch.APP = sys.argv[1]
launch.launch(int(sys.argv[2]), open_browser=False)
"""


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure(browser: Browser, script: Path, words: str) -> float:
    port, home = free_port(), tempfile.mkdtemp()
    page = browser.new_context(locale="zh-CN").new_page()
    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, str(script), str(port)], cwd=ROOT, env={**os.environ, "YOUJU_HOME": home},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while True:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.01)
        page.goto(f"http://127.0.0.1:{port}", wait_until="commit")
        page.get_by_role("heading", name=words).wait_for(timeout=60_000)
        return time.perf_counter() - began
    finally:
        page.context.close()
        server.terminate()
        server.wait(20)


def main(times: int) -> None:
    empty = Path(tempfile.mkdtemp()) / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")
    found: dict[str, list[float]] = {"空白页": [], "有据": []}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(times):
            found["空白页"].append(measure(browser, empty, "空白页"))
            found["有据"].append(measure(browser, ROOT / "app.py", "有据"))
        browser.close()
    medians = {name: statistics.median(seconds) for name, seconds in found.items()}
    for name, seconds in found.items():
        shown = " ".join(f"{s:.2f}" for s in seconds)
        print(f"{name}：中位数 {medians[name]:.2f} 秒（{shown}）")
    pairs = statistics.median(ours / none for none, ours in zip(found["空白页"], found["有据"], strict=True))
    print(f"中位数之比：{medians['有据'] / medians['空白页']:.2f}；成对比值的中位数：{pairs:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
