"""What the vendor's library leaves to us: times to wait in any form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from assistant.models.faults import in_words
from assistant.models.vendor import seconds_of


@pytest.mark.parametrize(
    ("milliseconds", "after", "seconds"),
    [("", "20", 20.0), ("", "1.5", 1.5), ("1500", "20", 1.5), ("", "", None), ("", "soon", None), ("", "-3", None),
     ("x", "3", 3.0), ("", "Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("", "99 Foo 2099", None)],
)  # fmt: skip
def test_retry_after(milliseconds: str, after: str, seconds: float | None) -> None:
    assert seconds_of(milliseconds, after) == seconds


def test_retry_after_a_date() -> None:
    then = datetime.now(UTC) + timedelta(seconds=90)
    for text in (format_datetime(then, usegmt=True), format_datetime(then.replace(tzinfo=None))):
        seconds = seconds_of("", text)
        assert seconds is not None
        assert 87 < seconds <= 90


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 秒"), (20, "20 秒"), (119.5, "2 分钟"), (121, "3 分钟"), (600, "10 分钟")]
)
def test_times_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
