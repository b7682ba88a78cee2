from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.padding.lexicon import Lexicon


def test_the_longest_worn_word_at_each_place_is_found() -> None:
    found = list(Lexicon.standard().parts("进一步加强领导，检修水泵"))
    assert found[0] == ("进一步加强", "phrase")
    assert all("水泵" not in word for word, _ in found)


def test_every_group_says_why_its_words_are_there() -> None:
    for name in ("wording", "pins", "frames", "common"):
        text = (resources.files("assistant.padding") / "data" / f"{name}.toml").read_text(encoding="utf-8")
        for group in tomllib.loads(text)["group"]:
            assert len(group["reason"]) >= 8, group["name"]


def test_an_office_adds_worn_words_and_words_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "套话.txt"
    path.write_text("# 本局的\n套话：赋能增效 # 少用\n实词：凝心聚力\n", encoding="utf-8")
    own = Lexicon.of(path)
    assert ("赋能增效", "phrase") in list(own.parts("着力赋能增效"))
    assert all(word != "凝心聚力" for word, _ in own.parts("“凝心聚力”工程"))
    assert own.own is not None
    assert re.search(own.own, "凝心聚力工程")


def test_without_the_file_the_words_are_ours(tmp_path: Path) -> None:
    assert Lexicon.of(tmp_path / "套话.txt") is Lexicon.standard()


def test_a_line_that_is_no_entry_is_named_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "套话.txt"
    path.write_text("套话：赋能增效\n高度重视\n", encoding="utf-8")
    with pytest.raises(InputError, match="第2行“高度重视”看不懂"):
        Lexicon.of(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        Lexicon.of(path)
