"""A producer in a thread of its own, handing over what it gives in time, or not at all."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from assistant.models.port import Watch

T = TypeVar("T")
LEAVE = 0.5  # seconds that a thread is waited for after its connection is closed


class Late(Exception):
    """Nothing came in time."""


class Halted(Exception):
    """The watch was stopped."""


class Pump(Generic[T]):
    """Runs ``produce`` in a thread; ``hang_up`` makes it end at once.

    The thread ends with the exchange. Only where it still looks for the host, or waits for a connection, which
    nothing can break off, it goes on alone until that fails, for no longer than the connection's timeout.
    """

    def __init__(self, produce: Callable[[], Iterator[T]], hang_up: Callable[[], None], watch: Watch) -> None:
        self._produce = produce
        self._hang_up = hang_up
        self._watch = watch
        self._queue: queue.SimpleQueue[T | BaseException | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="youju-model", daemon=True)

    def __enter__(self) -> Pump[T]:
        self._watch.on_stop(self._wake)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._watch.forget(self._wake)
        if self._thread.is_alive():
            self._hang_up()
            self._thread.join(LEAVE)

    def _run(self) -> None:
        try:
            for item in self._produce():
                self._queue.put(item)
        except BaseException as error:  # noqa: BLE001 - told to whoever takes, in its own thread
            self._queue.put(error)
        else:
            self._queue.put(None)

    def _wake(self) -> None:
        self._queue.put(Halted())

    def take(self, until: float) -> T | None:
        """Return the next item, None at the end; ``until`` is a time of ``time.monotonic``.

        Raises ``Late``, ``Halted``, or what the producer raised.
        """
        if self._watch.stopped:
            raise Halted
        try:
            item = self._queue.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            raise Late from None
        if isinstance(item, BaseException):
            raise item
        return item
