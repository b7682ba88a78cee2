"""A fake endpoint, nothing remembered of endpoints before it, and no time lost in pauses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.models import answering
from assistant.models.dialect import Memory
from tests.fake_endpoint import FakeEndpoint
from tests.models.asking import TEXT


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "PAUSE", 0.01)
    monkeypatch.setattr(answering, "RATE_PAUSES", (0.01, 0.02))
    monkeypatch.setattr(answering, "MEMORY", Memory())
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    with FakeEndpoint(TEXT) as fake:
        yield fake
