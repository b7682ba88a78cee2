"""The sample library of this process: opened in a thread after the first paint, shared by all pages and sessions."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from assistant.settings import Settings
from assistant.ui.guard import sentence_for

if TYPE_CHECKING:
    from assistant.writer import Choice, Writer
    from knowledge.library import Library

DELAY = 1.0  # seconds after a page was drawn; the browser then has it


@dataclass
class Shelf:
    """A library that is on its way or here; ``trouble`` says why it could not be opened."""

    settings: Settings
    library: Library | None = None
    trouble: str = ""
    done: int = 0
    total: int = 0
    sentence: str = "正在打开范文库"
    changes: int = 0
    _ready: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Timer | None = None
    _begun: bool = False
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _writers: dict[tuple[object, ...], Writer] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether opening has ended, well or not."""
        return self._ready.is_set()

    def start(self, delay: float = 0.0) -> None:
        """Begin to open the library, once; ``delay`` lets a page be painted first."""
        with self._guard:
            if self._thread is None:
                self._thread = threading.Timer(delay, self._open)
                self._thread.daemon = True
                self._thread.start()

    def wait(self, timeout: float | None = None) -> bool:
        """Open the library now if nobody has, wait for it, and say whether opening has ended."""
        self.start()
        return self._ready.wait(timeout)

    def changed(self) -> None:
        """Note that samples were added or deleted, and read them for the checks before the next one asks."""
        self.changes += 1
        threading.Thread(target=self._prepare, daemon=True).start()

    def writer(self, choice: Choice, settings: Settings) -> Writer:
        """The writer of that choice with the library as far as it is here; kept, as it remembers the samples."""
        from assistant.writer import writer_for

        state = (self.library is not None, self.changes)
        key = (*state, choice, *settings.values)
        with self._guard:
            if key not in self._writers:
                kept = {k: w for k, w in self._writers.items() if k[:2] == state}
                self._writers = kept | {key: writer_for(settings, self.library, choice)}
            return self._writers[key]

    def close(self) -> None:
        """Let go of the library's folder."""
        if self._thread is not None:
            self._thread.cancel()
        if self._begun:
            self._ready.wait(60)
        if self.library is not None:
            self.library.close()

    def _open(self) -> None:
        self._begun = True
        try:
            from assistant.writer import open_library

            library = open_library(self.settings, self._progress, shared=True)
            library.warm()
            self.library = library
        except Exception as error:  # noqa: BLE001 - a thread has nobody to raise to
            self.trouble = sentence_for(error)
        finally:
            self._ready.set()
        self._prepare()

    def _prepare(self) -> None:
        """Bring up to date what checks look samples up in; what fails here fails again, and is told, in the check."""
        from assistant.writer import prepare_checks
        from knowledge.errors import LibraryError

        with suppress(LibraryError):
            if self.library is not None:
                prepare_checks(self.library)

    def _progress(self, done: int, total: int, sentence: str) -> None:
        self.done, self.total, self.sentence = done, total, sentence


class Shelves:
    """The one shelf in use; another embedding or home closes it and opens the next."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._signature: tuple[str, ...] = ()
        self._shelf: Shelf | None = None

    def of(self, settings: Settings) -> Shelf:
        """The shelf that these settings call for."""
        embedding = (settings.embedding_url or settings.base_url, settings.embedding_model,
                     (settings.embedding_key or settings.api_key).get_secret_value())  # fmt: skip
        servers = (settings.database_url.get_secret_value(), settings.chroma_url.get_secret_value())
        signature = (str(settings.home), *servers, *(embedding if settings.has_embedding else ()))
        with self._guard:
            if self._shelf is None or signature != self._signature:
                if self._shelf is not None:
                    self._shelf.close()
                self._shelf, self._signature = Shelf(settings), signature
            return self._shelf


@st.cache_resource(show_spinner=False)
def shelves() -> Shelves:
    """The shelves of this process."""
    return Shelves()
