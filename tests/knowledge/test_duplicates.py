"""Near-identical passages: figures, marks and a few words make no difference, other sentences do."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.library.size_texts import reports
from knowledge.duplicates import alike, keys_of
from knowledge.reports import built_in_reports
from knowledge.splitting import passages

TEXTS = [passage.text for report in built_in_reports() for passage in passages(report)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新建工会17家，发展会员903人。", "新建工会5家，发展会员1,204.5人。"),
        ("新建工会17家，发展会员903人。", "新建工会１７家,发展会员 903 人"),
        ("新建工会17家，发展会员903人。", "新建工会17家；\n发展会员903人！"),
    ],
)
def test_figures_and_marks_make_no_difference(one: str, other: str) -> None:
    assert alike(one, other)
    assert set(keys_of(one)) & set(keys_of(other))


def test_other_sentences_are_no_copies() -> None:
    assert not alike("新建工会17家，发展会员903人。", "拆除违建17处，核查图斑903个。")
    assert not alike("", "")
    assert keys_of("7。") == ()
    assert not any(alike(one, other) for n, one in enumerate(TEXTS) for other in TEXTS[n + 1 : n + 20])


@pytest.mark.parametrize("share", [0.01, 0.02])
def test_copies_with_a_few_words_changed_share_a_key(share: float) -> None:
    chance, close, found = random.Random(7), 0, 0
    for text in TEXTS:
        changed = list(text)
        for _ in range(max(1, int(len(text) * share))):
            changed[chance.randrange(len(changed))] = chance.choice("的了和在")
        if alike(text, "".join(changed)):
            close += 1
            found += bool(set(keys_of(text)) & set(keys_of("".join(changed))))
    assert close > 150
    assert found >= 0.98 * close


def test_few_of_the_others_share_a_key() -> None:
    keys = [set(keys_of(text)) for text in TEXTS]
    shared = sum(bool(one & other) for n, one in enumerate(keys) for other in keys[n + 1 :])
    assert shared <= len(TEXTS) * 0.05


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_both_ways_and_keys_fit_a_database(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert all(-(2**63) <= key < 2**63 for key in keys_of(one))
    assert not keys_of(one) or alike(one, one)


def test_keys_are_the_same_in_every_process() -> None:
    code = f"from knowledge.duplicates import keys_of; print(keys_of({TEXTS[0]!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(keys_of(TEXTS[0]))


def test_the_benchmark_s_texts_are_no_copies_of_each_other() -> None:
    texts = [passage.text for report in reports(40) for passage in passages(report)]
    assert len(texts) > 400
    by_key: dict[int, list[str]] = {}
    for text in texts:
        for key in keys_of(text):
            by_key.setdefault(key, []).append(text)
    assert not any(alike(group[0], other) for group in by_key.values() for other in group[1:])
