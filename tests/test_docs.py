"""Documents that no longer match the code fail here."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from assistant.checks import CHECKS
from assistant.settings import VARIABLES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_command_of_the_readme_exists() -> None:
    from typer.main import get_command

    from assistant.cli import app

    group = get_command(app)
    for words in re.findall(r"^    youju ([a-z]+)(?: ([a-z]+))?", README, re.MULTILINE):
        command = group.commands[words[0]]  # type: ignore[attr-defined]
        if words[0] == "library":
            assert words[1] in command.commands
    assert set(group.commands) == {"app", "draft", "check", "library"}  # type: ignore[attr-defined]
    assert all(f"youju {name}" in README for name in group.commands)  # type: ignore[attr-defined]


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^    make ([a-z]+)", README, re.MULTILINE)) <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_every_path_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (document.parent / link).exists(), link
    for path in re.findall(r"`((?:assistant|knowledge|prompts|tests|examples|benchmarks|docs)/[^`*\s]*)`", text):
        assert (ROOT / path).exists(), path


def test_the_variables_of_the_readme_are_read() -> None:
    assert set(re.findall(r"YOUJU_[A-Z_]+", README)) <= {*VARIABLES.values(), "YOUJU_HOME"}


def test_every_room_of_the_architecture_is_there_and_every_module_has_a_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "assistant").iterdir()):
        if (
            path.suffix == ".py"
            and path.name != "__init__.py"
            and path.name not in ("errors.py", "findings.py", "draft.py", "settings.py", "reporting.py")
        ):
            assert path.name in text, f"{path.name} has no room in docs/architecture.md"
        if path.is_dir() and path.name != "__pycache__":
            assert f"assistant/{path.name}/" in text


def test_constraints_pin_every_dependency_and_hold_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in lines)
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert {re.match(r"[A-Za-z0-9-]+", w)[0].lower() for w in wanted} <= pinned  # type: ignore[index]


def test_every_heavy_dependency_is_justified() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert all(re.match(r"[A-Za-z0-9-]+", d)[0] in text for d in project["dependencies"])  # type: ignore[index]


def test_every_finding_kind_has_a_test_and_a_module() -> None:
    for kind in CHECKS:
        assert (ROOT / "assistant" / "checks" / f"{kind.replace('-', '_')}.py").exists()
