"""Shared fixtures. Tests never touch the user's own folders, and no network but loopback."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has a home folder of its own, and no model is configured."""
    monkeypatch.setenv("YOUJU_HOME", str(tmp_path / "home"))
    for name in ("BASE_URL", "MODEL", "API_KEY", "EMBEDDING_URL", "EMBEDDING_MODEL", "EMBEDDING_KEY", "TIMEOUT"):
        monkeypatch.delenv(f"YOUJU_{name}", raising=False)


@pytest.fixture(scope="session")
def dump() -> str:
    """The scraped dump of sample reports; test material that is not part of the project."""
    found = sorted((SHARED / "samples").glob("*.txt"))
    if not found:
        pytest.skip("the scraped dump lies beside the project and is not here")
    return found[0].read_text(encoding="utf-8")
