"""The direction of imports, and the single home of each vendor import (``docs/architecture.md``)."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("app.py", "assistant", "knowledge", "prompts")
HOMES = {
    "jieba": {"knowledge/tokens.py"},
    "chromadb": {"knowledge/store.py"},
    "sqlalchemy": {
        "knowledge/database.py",
        "knowledge/kinship.py",
        "knowledge/tables.py",
        "knowledge/texts.py",
        "knowledge/writing.py",
    },
    "tantivy": {"knowledge/words.py"},
    "langchain_openai": {"assistant/models/embeddings.py"},
    "openai": {"assistant/models/vendor.py"},
    "streamlit": {"app.py", "assistant/ui/"},
    "typer": {"assistant/cli/"},
    "httpx": {"assistant/models/rerank_endpoint.py"},
    "docx": {"assistant/export/"},
    "openpyxl": {"knowledge/reading/sheets.py"},
    "pypdfium2": {"knowledge/reading/pdf.py", "knowledge/reading/pdfium.py"},
    "pypdf": {"knowledge/reading/unembedded.py"},
    "lxml": {"knowledge/reading/packages.py", "knowledge/reading/webpages.py"},
}
# what each room may import of ours; a face may also hold the values that the writer hands out
VALUES = {
    "assistant.errors", "assistant.draft", "assistant.facts", "assistant.findings", "assistant.manuscript", "assistant.notes",
    "assistant.revision", "assistant.settings", "assistant.workspace", "assistant.writer", "assistant.reporting", "assistant.ui", "assistant.cli",
    "assistant.outline", "assistant.models.port", "assistant.digest", "assistant.padding.density", "assistant.receipts", "assistant.style", "assistant.talking.request",
    "assistant.figures.mentions", "assistant.figures.verdicts", "knowledge.kinds", "knowledge.errors", "knowledge.library", "knowledge.files",
    "knowledge.splitting", "knowledge.understanding", "knowledge.preview", "knowledge.proposals", "knowledge.importing", "knowledge.holdings",
}  # fmt: skip


def modules() -> list[Path]:
    found = [ROOT / "app.py"] if (ROOT / "app.py").exists() else []
    return found + [p for room in ROOMS[1:] for p in sorted((ROOT / room).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def ours(path: Path) -> set[str]:
    return {name for name in imported(path) if name.split(".")[0] in ("app", "assistant", "knowledge", "prompts")}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


IDS = [named(p) for p in modules()]


@pytest.mark.parametrize("path", modules(), ids=IDS)
def test_each_vendor_has_one_home(path: Path) -> None:
    for vendor, homes in HOMES.items():
        uses = any(name == vendor or name.startswith(f"{vendor}.") for name in imported(path))
        assert not uses or any(
            named(path) == home or (home.endswith("/") and named(path).startswith(home)) for home in homes
        )


@pytest.mark.parametrize("path", modules(), ids=IDS)
def test_imports_point_one_way(path: Path) -> None:
    name, uses = named(path), ours(path)
    if name.startswith("knowledge/"):
        assert all(use.startswith("knowledge") for use in uses)
    elif name.startswith("prompts/"):
        assert all(use.startswith("prompts") for use in uses)
    elif name.startswith("assistant/figures/"):
        assert all(use.startswith("assistant.figures") for use in uses), "the figures are a library of their own"
    elif not name.startswith(("assistant/ui/", "assistant/cli/")) and name != "app.py":
        assert not any(
            use.startswith(("assistant.ui", "assistant.cli", "app")) and use != "app"
            for use in uses
            if use != "assistant"
        )


@pytest.mark.parametrize("path", [p for p in modules() if named(p).startswith("assistant/checks/")], ids=named)
def test_checks_import_no_sibling(path: Path) -> None:
    shared = ("assistant.checks.case", "assistant.checks.samples")
    if path.name == "__init__.py":
        return
    siblings = [use for use in ours(path) if use.startswith("assistant.checks") and not use.startswith(shared)]
    assert siblings == []


@pytest.mark.parametrize(
    "path",
    [p for p in modules() if named(p).startswith(("assistant/ui/", "assistant/cli/")) or named(p) == "app.py"],
    ids=named,
)
def test_the_faces_call_the_writer_and_nothing_deeper(path: Path) -> None:
    allowed = tuple(VALUES) + (("assistant.models.openai_chat",) if "settings" in path.name else ())
    deeper = [
        u
        for u in ours(path)
        if not any(u == name or u.startswith(f"{name}.") for name in allowed) and u not in ("assistant", "knowledge")
    ]
    assert deeper == []


def test_the_heart_needs_nothing_but_the_standard_library() -> None:
    for path in (ROOT / "assistant" / "figures").glob("*.py"):
        foreign = {n.split(".")[0] for n in imported(path)} - {"assistant", "__future__"} - sys.stdlib_module_names
        assert foreign == set(), path.name


def test_the_faces_start_without_heavy_imports() -> None:
    code = (
        "import sys, assistant.writer, assistant.cli, assistant.workspace, assistant.settings;"
        "print([m for m in ('jieba', 'chromadb', 'langchain_core', 'langchain_openai', 'openai', 'docx', 'streamlit', 'numpy',"
        " 'lxml', 'openpyxl', 'pypdfium2', 'sqlalchemy', 'tantivy')"
        " if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert out.strip() == "[]"
