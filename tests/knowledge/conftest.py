"""One built library for the tests that only read it; a copy of it for those that write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.library import Library


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library's folder, built once and closed."""
    folder = tmp_path_factory.mktemp("library")
    Library.open(folder).close()
    return folder


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Library]:
    """An open library; tests only read it."""
    folder = tmp_path_factory.mktemp("open") / "library"
    shutil.copytree(built, folder)
    with Library.open(folder) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path, built: Path) -> Path:
    """A folder with a built library, to be written in."""
    place = tmp_path / "library"
    shutil.copytree(built, place)
    return place
