"""kill -9 at any moment of an import: nothing that was reported as done is lost, nothing is there by half."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.killing import rounds


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_imports_killed_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    assert rounds(tmp_path, kills=16, seed=20261122) == []
