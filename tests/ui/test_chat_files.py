"""Files dropped into the conversation: all that can be read becomes notes, and the rest is answered."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from assistant.manuscript import Manuscript
from assistant.ui import chat, intake
from knowledge.files import SUFFIXES


class Dropped:
    """A file as Streamlit hands it over."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._data = data

    def getvalue(self) -> bytes:
        return self._data


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """What was taken as notes and what was answered."""
    found: dict[str, list[Any]] = {"texts": [], "answers": []}

    def tell(manuscript: Manuscript, _said: str, answer: str) -> Manuscript:
        found["answers"].append(answer)
        return manuscript

    monkeypatch.setattr(intake.session, "tell", tell)
    monkeypatch.setattr(intake, "take", lambda _, texts: found["texts"].extend(texts))
    return found


def packed(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def test_every_format_that_is_read_may_be_dropped() -> None:
    assert {f".{suffix}" for suffix in chat.TYPES} == set(SUFFIXES)


def test_an_archive_beside_a_text_and_a_bad_file(heard: dict[str, list[Any]]) -> None:
    files = [
        Dropped("包.zip", packed(("甲.txt", "建会9家。".encode()), ("乙.docx", b"x"))),
        Dropped("丙.csv", "项目,数\n会员,386\n".encode("gbk")),
        Dropped("丁.pdf", b""),
    ]
    intake.take_files(Manuscript(id="x"), "", files)  # type: ignore[arg-type]
    assert heard["texts"] == [("甲.txt", "建会9家。"), ("丙.csv", "项目\t数\n会员\t386")]
    assert ["乙.docx" in heard["answers"][0], "丁.pdf" in heard["answers"][1]] == [True, True]


def test_many_bad_files_are_not_answered_one_by_one(heard: dict[str, list[Any]]) -> None:
    bad = packed(*((f"{n}.docx", b"x") for n in range(40)), ("甲.txt", "建会9家。".encode()))
    intake.take_files(Manuscript(id="x"), "", [Dropped("包.zip", bad)])  # type: ignore[list-item]
    assert len(heard["answers"]) == intake._TROUBLES + 1
    assert "35个" in heard["answers"][-1]
