"""The pump: items in time, errors in the taker's thread, and no thread left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from assistant.models.port import Watch
from assistant.models.pump import Halted, Late, Pump


def soon(seconds: float = 2.0) -> float:
    return time.monotonic() + seconds


def test_items_then_the_end() -> None:
    with Pump(lambda: iter("甲乙"), lambda: None, Watch()) as pump:
        assert [pump.take(soon()), pump.take(soon()), pump.take(soon())] == ["甲", "乙", None]


def test_what_the_producer_raises_is_raised_where_it_is_taken() -> None:
    def bad() -> Iterator[str]:
        yield "甲"
        raise ValueError("坏")

    with Pump(bad, lambda: None, Watch()) as pump:
        assert pump.take(soon()) == "甲"
        with pytest.raises(ValueError, match="坏"):
            pump.take(soon())


def test_late_and_halted_and_hung_up() -> None:
    cut, watch = threading.Event(), Watch()

    def slow() -> Iterator[str]:
        cut.wait(10)
        yield from ()

    with Pump(slow, cut.set, watch) as pump:
        with pytest.raises(Late):
            pump.take(soon(0.05))
        threading.Timer(0.05, watch.stop).start()
        with pytest.raises(Halted):
            pump.take(soon())
        with pytest.raises(Halted):
            pump.take(soon())
    assert cut.is_set()
    assert "youju-model" not in [one.name for one in threading.enumerate()]


def test_a_watch_forgets_what_has_ended() -> None:
    watch, calls = Watch(), list[int]()
    child = Watch(watch)
    child.on_stop(lambda: calls.append(1))
    child.close()
    watch.stop()
    assert calls == []
    assert not child.stopped


def test_a_watch_that_is_stopped_already_calls_at_once() -> None:
    watch, calls = Watch(), list[int]()
    watch.stop()
    Watch(watch).on_stop(lambda: calls.append(1))
    assert calls == [1]
    assert watch.wait(0)
