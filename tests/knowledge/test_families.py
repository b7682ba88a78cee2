"""Families: versions of a report are known whatever is masked, cut or laid out anew; different reports stay apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.families import ALIKE, Fingerprint, alike, best, families, fingerprint
from knowledge.reports import built_in_reports

TEXTS = [report.text for report in built_in_reports()]


def masked(text: str) -> str:
    return "".join(random.Random(3).choice(["x", "*", "_"]) if char.isdigit() else char for char in text)


@pytest.mark.parametrize(
    "change",
    [
        masked,
        lambda text: text.replace("\n", ""),
        lambda text: text.replace("，", ",").replace("。", "。\n"),
        lambda text: "\n".join(line for line in text.split("\n") if len(line) > 14),
        lambda text: text[: len(text) * 2 // 3],
        lambda text: "\n".join(text.split("\n")[4:]),
    ],
    ids=["figures masked", "one line", "other stops", "headings lost", "end lost", "beginning lost"],
)
def test_versions_are_one_family(change) -> None:
    versions = [change(text) for text in TEXTS]
    ids = families([*TEXTS, *versions])
    assert ids[: len(TEXTS)] == ids[len(TEXTS) :]


def test_masked_figures_leave_the_fingerprint_as_it_is() -> None:
    assert all(fingerprint(masked(text)) == fingerprint(text) for text in TEXTS)


def test_different_reports_stay_apart() -> None:
    assert len(set(families(TEXTS))) == len(TEXTS)
    prints = [fingerprint(text) for text in TEXTS]
    assert max(alike(a, b) for n, a in enumerate(prints) for b in prints[:n]) < ALIKE / 2


def test_ids_are_short_and_do_not_depend_on_the_others() -> None:
    (alone,) = families(TEXTS[:1])
    assert families(TEXTS)[0] == alone
    assert len(alone) <= 12
    assert alone.isalnum()


def test_short_texts_are_versions_only_of_their_equals() -> None:
    ids = families(["全年建会9家。", "全年建会12家。", "全年建会9家，发展会员。", "", ""])
    assert ids[0] == ids[1] != ids[2]
    assert ids[3] == ids[4]


def test_the_best_version_is_the_one_that_says_most() -> None:
    assert best([masked(TEXTS[0]), TEXTS[0]]) == 1
    assert best([TEXTS[0][:300], TEXTS[0]]) == 1
    assert best([TEXTS[0], TEXTS[0]]) == 0


def test_a_stored_fingerprint_is_the_same() -> None:
    one = fingerprint(TEXTS[0])
    assert Fingerprint.from_bytes(one.to_bytes()) == one
    with pytest.raises(ValueError, match="fingerprint"):
        Fingerprint.from_bytes(b"short")


def test_texts_are_compared_only_where_it_may_help(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[float] = []
    monkeypatch.setattr("knowledge.families.alike", lambda a, b: compared.append(alike(a, b)) or compared[-1])
    dice = random.Random(1)
    sentences = [sentence for text in TEXTS for sentence in text.split("。")]
    families(["。".join(dice.sample(sentences, 8)) for _ in range(400)])
    assert len(compared) < 400 * 399 / 2 / 10
    compared.clear()
    families(TEXTS[:1] * 400)
    assert len(compared) <= 400 * 8


@given(
    st.text(alphabet="工会建会职工培训安全生产x*9，。", max_size=200),
    st.text(alphabet="工会建会职工培训x9，。", max_size=200),
)
def test_likeness_is_a_share_and_goes_both_ways(a: str, b: str) -> None:
    one, two = fingerprint(a), fingerprint(b)
    assert alike(one, two) == alike(two, one)
    assert 0.0 <= alike(one, two) <= 1.0
    assert alike(one, one) == (1.0 if one.size else 0.0)
