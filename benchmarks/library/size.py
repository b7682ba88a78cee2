"""How the library grows: ingestion, latency, memory and disk at 1,000, 10,000 and 100,000 passages, beside the usual recipe.

    python -m benchmarks.library.size                # some 20 minutes on two cores
    python -m benchmarks.library.size 1000 10000     # other sizes

The recipe is LangChain's RecursiveCharacterTextSplitter (500/50), Chroma, the same offline embedding, the four nearest.
Both take the same files and answer the same queries, each in a process of its own. Prints a table, writes the numbers to
``size.json`` beside this file and the curves to ``docs/images/``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.library.size_chart import Curve, chart
from benchmarks.library.size_texts import reports
from knowledge.splitting import passages

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000, 100_000)
RESULTS = Path(__file__).with_suffix(".json")
IMAGES = ROOT / "docs" / "images"
NAMES = {"youju": "有据", "recipe": "常见做法"}


def write_texts(folder: Path, size: int) -> int:
    """Write reports until they make that many passages; return how many characters they have."""
    folder.mkdir(parents=True)
    held = characters = 0
    for report in reports(size):
        (folder / report.document).write_text(report.text, encoding="utf-8")
        held, characters = held + len(passages(report)), characters + len(report.text)
        if held >= size:
            break
    return characters


def run(task: str, system: str, folder: Path, texts: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.library.size_systems", task, system, str(folder), str(texts)],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(size: int, place: Path) -> dict[str, Any]:
    texts = place / f"texts-{size}"
    characters = write_texts(texts, size)
    row: dict[str, Any] = {
        "size": size,
        "files": len(list(texts.iterdir())),
        "characters": characters,
        "load": os.getloadavg()[0],
    }
    for system in NAMES:
        folder = place / f"{system}-{size}"
        row[system] = {"ingest": run("ingest", system, folder, texts)}
        row[f"{system}"]["query"] = run("query", system, folder, texts)
        print(size, system, row[system], flush=True)
    row["checks"] = {task: run(task, "checks", place / f"youju-{size}", texts) for task in ("ingest", "query")}
    print(size, "checks", row["checks"], flush=True)
    for kind in ("words_in_memory", "words_on_disk"):
        row[kind] = run("query", kind, place / f"youju-{size}", texts)
        print(size, kind, row[kind], flush=True)
    return row


def table(rows: list[dict[str, Any]]) -> str:
    """The numbers as Markdown: ours / the recipe's."""
    head = ["", *(f"{row['size']:,}" for row in rows)]

    def line(what: str, pick: Any, shown: str) -> list[str]:
        return [what, *(" / ".join(shown.format(pick(row, system)) for system in NAMES) for row in rows)]

    lines = [
        line("pieces stored", lambda r, s: r[s]["ingest"]["pieces"], "{:,.0f}"),
        line("ingestion, pieces/s", lambda r, s: r[s]["ingest"]["pieces"] / r[s]["ingest"]["seconds"], "{:,.0f}"),
        line("ingestion, characters/s", lambda r, s: r["characters"] / r[s]["ingest"]["seconds"], "{:,.0f}"),
        line("ingestion in all, s", lambda r, s: r[s]["ingest"]["seconds"], "{:,.0f}"),
        line("ingestion, characters per CPU s", lambda r, s: r["characters"] / r[s]["ingest"]["cpu"], "{:,.0f}"),
        line("ingestion in all, CPU s", lambda r, s: r[s]["ingest"]["cpu"], "{:,.0f}"),
        line("memory while ingesting, MB", lambda r, s: r[s]["ingest"]["peak"], "{:,.0f}"),
        line("disk, MB", lambda r, s: r[s]["ingest"]["disk"], "{:,.0f}"),
        line("start to first answer, s", lambda r, s: r[s]["query"]["first"], "{:.2f}"),
        line("query p50, ms", lambda r, s: r[s]["query"]["p50"], "{:.1f}"),
        line("query p95, ms", lambda r, s: r[s]["query"]["p95"], "{:.1f}"),
        line("memory while answering, MB", lambda r, s: r[s]["query"]["memory"], "{:,.0f}"),
        line("one report added to it, ms", lambda r, s: r[s]["query"]["add"] * 1000, "{:,.0f}"),
        ["query with a role p50 / p95, ms (ours)",
         *(f"{r['youju']['query']['role50']:.1f} / {r['youju']['query']['role95']:.1f}" for r in rows)],
    ]  # fmt: skip
    kinds = ("words_on_disk", "words_in_memory")
    for what, name, factor, shown in (
        ("opening, s", "open", 1, "{:.2f}"), ("memory, MB", "memory", 1, "{:,.0f}"), ("p50, ms", "p50", 1, "{:.1f}"),
        ("p95, ms", "p95", 1, "{:.1f}"),
    ):  # fmt: skip
        cells = [" / ".join(shown.format(row[kind][name] * factor) for kind in kinds) for row in rows]
        lines.append([f"word index on disk / in memory: {what}", *cells])
    for what, task, name, shown in (
        ("read in all, s", "ingest", "seconds", "{:,.0f}"), ("read in all, CPU s", "ingest", "cpu", "{:,.0f}"),
        ("memory meanwhile, MB", "ingest", "peak", "{:,.0f}"), ("disk, MB", "ingest", "own", "{:,.0f}"),
        ("a draft of 3,000 characters, ms", "query", "check", "{:,.0f}"),
        ("the same without a library, ms", "query", "alone", "{:,.0f}"),
        ("memory for that, MB", "query", "memory", "{:,.0f}"), ("after one report more, s", "query", "follow", "{:.2f}"),
    ):  # fmt: skip
        lines.append([f"checks (ours): {what}", *(shown.format(row["checks"][task][name]) for row in rows)])
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, rule, *lines])


def draw(rows: list[dict[str, Any]]) -> None:
    """The curves, ours beside the recipe's."""
    sizes = [row["size"] for row in rows]

    def curves(pick: Any) -> list[Curve]:
        return [
            Curve(name, [(n, pick(row, system)) for n, row in zip(sizes, rows, strict=True)])
            for system, name in NAMES.items()
        ]

    pictures = {
        "size-ingest": ("入库速度", "每秒处理器时间的字数", lambda r, s: r["characters"] / r[s]["ingest"]["cpu"]),
        "size-latency": ("查询时间（95% 的查询不超过）", "毫秒", lambda r, s: r[s]["query"]["p95"]),
        "size-memory": ("查询时占用的内存", "MB", lambda r, s: r[s]["query"]["memory"]),
        "size-disk": ("占用的磁盘", "MB", lambda r, s: r[s]["ingest"]["disk"]),
    }
    for name, (title, unit, pick) in pictures.items():
        (IMAGES / f"{name}.svg").write_text(chart(title, "段落数", unit, curves(pick)), encoding="utf-8")


def main(sizes: tuple[int, ...]) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=os.environ.get("YOUJU_BENCHMARK_FOLDER")) as place:
        rows = [measured(size, Path(place)) for size in sizes]
    if sizes == SIZES:
        RESULTS.write_text(json.dumps(rows, indent=1), encoding="utf-8")
        draw(rows)
    print(table(rows))
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
