"""Whatever goes wrong becomes one Chinese sentence on the page; no traceback, and nothing of the user's text in a log."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import streamlit as st

from assistant.ui.pieces import notice
from knowledge.errors import YoujuError

P = ParamSpec("P")
UNEXPECTED = "这一步没有做成，已写的内容都还在。请刷新页面再试；如果还不行，请重新打开有据。"
_log = logging.getLogger("youju")


def sentence_for(error: Exception) -> str:
    """What the clerk is told of an error; an unforeseen one is logged by kind and place alone."""
    if isinstance(error, YoujuError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    _log.error("unexpected %s at %s", type(error).__name__, place)
    return UNEXPECTED


@contextmanager
def guarded() -> Iterator[None]:
    """Show an error as a notice in place; Streamlit's own control flow passes through."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the last line before the user
        st.html(notice(sentence_for(error), "error"))


def page(draw: Callable[P, None]) -> Callable[P, None]:
    """Draw a page or fragment under guard."""

    @wraps(draw)
    def safe(*args: P.args, **kwargs: P.kwargs) -> None:
        with guarded():
            draw(*args, **kwargs)

    return safe
