"""A public suite's attack texts, and ours in Chinese, in notes, file names and samples, before a model that does what it is told."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import prompts
from assistant.drafting.inert import visible
from assistant.drafting.model import ModelWriter
from assistant.findings import Severity
from assistant.manuscript import Manuscript
from assistant.models.port import Message
from assistant.models.scripted import ScriptedModel
from assistant.ui import pieces
from assistant.ui.exports import file_name
from assistant.writer import Writer
from tests.shelf import Shelf
from tests.test_injection import (
    ALLOWED,
    KINDS,
    NOTES,
    TEMPLATE_MARKS,
    asked,
    manuscript,
    page_of,
    planted,
    skeleton,
    tags_of,
)

FOLDER = Path(__file__).parent / "fixtures" / "injection"
SUITES = {name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in ("garak", "ours")}
ATTACKS = {f"{suite}: {name}": text for suite, rows in SUITES.items() for name, text in rows["attacks"].items()}
_WORDS = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]+")


def core(text: str) -> str:
    return "".join(_WORDS.findall(text)).lower()


def obeying(attack: str) -> ScriptedModel:
    """A model that says again whatever of the attack it is shown, in every answer, and as an answer of the form asked for."""
    told = core(attack)

    def answer(messages: Sequence[Message]) -> str:
        shown = messages[-1].text
        words = [line for line in shown.split("\n") if len(core(line)) > 5 and core(line) in told]
        said = "\n".join(words) or "好。"
        return f"1：{said.splitlines()[0]}" if "<问题句子>" in shown else f"{said}\n"

    return ScriptedModel(answer, size=50)


def test_the_origin_and_the_licence_are_recorded() -> None:
    assert SUITES["garak"]["licence"] == "Apache-2.0"
    assert "Apache License" in (FOLDER / "LICENSE-garak.txt").read_text(encoding="utf-8")
    assert len(SUITES["garak"]["attacks"]) >= 50
    assert len(SUITES["ours"]["attacks"]) >= 20


@pytest.mark.parametrize("where", ["notes", "sample", "title", "draft"])
@pytest.mark.parametrize("name", ATTACKS)
def test_the_structure_of_a_prompt_stands(name: str, where: str) -> None:
    plain, attacked = asked("照常", where), asked(ATTACKS[name], where)
    for kind in KINDS:
        assert [m.role for m in attacked[kind]] == ["system", "user"]
        assert attacked[kind][0] == plain[kind][0]
        text = attacked[kind][1].text
        for tag in prompts.load(kind).fences:
            assert text.count(tag) == prompts.load(kind).template.count(tag), tag
        assert skeleton(kind, text) == skeleton(kind, plain[kind][1].text)
        assert not TEMPLATE_MARKS.search(text.split("行首的⟦N3⟧")[1] if where == "notes" else text)


@pytest.mark.parametrize("name", ATTACKS)
def test_in_the_notes_it_is_text_and_acts_on_nothing(name: str) -> None:
    attack = ATTACKS[name]
    writer = Writer(None, ModelWriter(obeying(attack)))
    document = f"{attack[:60]}.txt".replace("\n", " ")
    done = writer.write(manuscript(NOTES.replace("ATTACK", attack), document), tell=lambda _: None)
    inert(done, writer)


@pytest.mark.parametrize("name", ATTACKS)
def test_in_a_sample_nothing_of_it_leaves_unmarked(name: str) -> None:
    attack = ATTACKS[name]
    model = obeying(attack)
    writer = Writer(Shelf(planted(attack)), ModelWriter(model))  # type: ignore[arg-type]
    done = writer.write(manuscript(NOTES.replace("ATTACK", "照常")), tell=lambda _: None)
    inert(done, writer)
    report = writer.check(done)
    marked = [(f.start, f.end) for f in report.findings if f.severity is not Severity.INFO]
    for figure in report.figures:
        if figure.mention.value is not None and figure.mention.value >= 100:
            assert any(a <= figure.mention.start < b for a, b in marked), figure.mention.text
    text = done.drafted().text()
    for sentence in re.findall(r"[^。\n]+。?", text):
        if len(core(sentence)) > 12 and core(sentence) in core(attack):
            at = text.index(sentence)
            assert any(a < at + len(sentence) and b > at for a, b in marked), sentence
    assert "a.md" not in [s.document for _, _, r in done.drafted().receipts() for s in r.sources]


def inert(done: Manuscript, writer: Writer) -> None:
    """Page, Markdown and draft hold the words of an attack and nothing that acts."""
    report = writer.check(done)
    html = page_of(done, report)
    for tag, attributes in tags_of(html):
        assert tag in ALLOWED, tag
        assert attributes <= ALLOWED[tag], (tag, attributes)
    text = done.drafted().text()
    assert text == visible(text)
    assert "⟦" not in text
    shown = MarkdownIt("commonmark").render(writer.markdown(done))
    assert {tag for tag, _ in tags_of(shown)} <= {"h1", "h2", "h3", "p", "ol", "li"}
    for note in done.notes.items:
        assert not re.search(r"(?<!\\)[\[\]<>*`]", pieces.label(note.document))
        assert not re.search(r'[\\/:*?"<>|\x00-\x1f\u202a-\u202e]', file_name(note.document, ".docx"))
