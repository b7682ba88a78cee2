"""The labelled sets hold together: every reference finds its text, every item has a label, the halves share nothing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.words import sets


def test_every_sentence_is_found_and_is_one_sentence() -> None:
    found = sets.sentences()
    assert len({s.id for s in found}) == len(found)
    for sentence in found:
        assert sentence.text == sentence.text.strip()
        assert "\n" not in sentence.text
        assert not re.search(r"[。！？](?![”’」』）)])", sentence.text[:-1])


def test_the_set_is_as_large_as_the_guide_promises() -> None:
    kept = [row[1] for row in sets.rows(sets.HERE / "sentences.tsv")]
    rooms = Counter(source.partition("/")[0] for source in kept)
    assert rooms["dump"] >= 300
    assert rooms["texts"] + rooms["samples"] >= 360
    assert sum(len(pair.clauses) for pair in sets.pairs()) >= 900


def test_no_text_of_the_dump_stands_in_the_set(dump: str) -> None:
    files = [path for path in sets.HERE.rglob("*") if path.suffix in (".txt", ".tsv", ".toml", ".md")]
    texts = "".join(path.read_text(encoding="utf-8") for path in files)
    long = [s.text for s in sets.sentences() if not s.ours and len(s.text) >= 20]
    assert long
    assert all(text in dump for text in long)
    assert not [text for text in long if text in texts]


def test_every_sentence_and_every_clause_has_a_label() -> None:
    assert set(sets.sentence_labels("labels_a")) == {row[0] for row in sets.rows(sets.HERE / "sentences.tsv")}
    assert set(sets.claim_labels("labels_a")) == {c.id for pair in sets.pairs() for c in pair.clauses}


def test_padding_lies_in_its_sentence_in_order_and_leaves_something() -> None:
    for sentence, label in sets.labelled_sentences():
        at = 0
        for start, end in label.padding:
            assert at <= start < end <= len(sentence.text), sentence.id
            at = end
        if label.padding:
            assert sum(end - start for start, end in label.padding) < len(sentence.text) - 4, sentence.id


def test_the_words_named_in_a_claim_stand_in_its_clause() -> None:
    for pair, labels in sets.labelled_pairs():
        for clause, label in zip(pair.clauses, labels, strict=True):
            assert pair.report[clause.start : clause.end] == clause.text
            assert all(words in clause.text for words in label.part.split("|") if words)
            assert not label.part or label.unsupported


def test_faithful_reports_claim_next_to_nothing_that_the_notes_do_not_say() -> None:
    for pair, labels in sets.labelled_pairs():
        unsupported = sum(label.unsupported for label in labels)
        # One clause of a faithful report (forest_farm:009, a survey that no note mentions) was decided against its writer.
        assert unsupported > len(labels) / 4 if pair.manner == "model" else unsupported <= 1, pair.name


@pytest.mark.parametrize("name", ["boilerplate", "claims"])
def test_the_halves_share_no_report(name: str) -> None:
    halves = sets.split(name)
    of_claims, of_words = {"fresh", "fresh2"}, {"fresh6", "sealed2"}
    own = of_claims if name == "claims" else of_words
    assert set(halves) == {"dev", "held", "sealed", "fresh3", "fresh4", "fresh5"} | own
    every = [source for half in halves.values() for source in half]
    assert len(every) == len(set(every))
    if name == "boilerplate":
        assert {row[1] for row in sets.rows(sets.HERE / "sentences.tsv")} == {s for h in halves.values() for s in h}


def test_a_half_is_half() -> None:
    dev, *others = (sets.sentences(half) for half in sets.split("boilerplate"))
    assert len(dev) + sum(map(len, others)) == len(sets.sentences())
    assert {s.source for s in dev} <= set(sets.split("boilerplate")["dev"])


def test_without_the_dump_its_sentences_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "DUMP", tmp_path)
    sets._lines.cache_clear()
    try:
        found = sets.sentences()
    finally:
        sets._lines.cache_clear()
    assert found
    assert all(sentence.ours for sentence in found)


def test_a_changed_text_is_refused() -> None:
    row = next(row for row in sets.rows(sets.HERE / "sentences.tsv") if row[1].startswith("texts/"))
    assert sets.located(row) is not None
    with pytest.raises(sets.SetError, match="校验和"):
        sets.located([*row[:4], str(int(row[4]) - 1), row[5]])


def test_clauses_must_cover_the_report() -> None:
    assert [c.start for c in sets._clauses("x", "甲，乙。\n丙", ["甲，", "乙。", "丙"])] == [0, 2, 5]
    with pytest.raises(sets.SetError, match="没有接着"):
        sets._clauses("x", "甲，乙。丙", ["甲，", "丙"])
    with pytest.raises(sets.SetError, match="没有分成小句"):
        sets._clauses("x", "甲，乙。", ["甲，"])


def test_labels_that_the_guide_does_not_know_are_refused() -> None:
    with pytest.raises(sets.SetError, match="没有“空话”"):
        sets._label("b1", "空话")
    with pytest.raises(sets.SetError, match="掺水"):
        sets._label("b1", "mixed")
    with pytest.raises(sets.SetError, match="掺水"):
        sets._label("b1", "concrete", "0-3")
    with pytest.raises(sets.SetError, match="没有“claim”"):
        sets._claim("c1", "claim")
