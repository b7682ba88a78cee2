from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures.reading import figures
from assistant.repairs.cutting import without


def cut(text: str, *words: str) -> str:
    return without(text, [(text.index(w), text.index(w) + len(w)) for w in words])


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("为进一步丰富职工生活，我镇5月举办篮球赛，有效增强了凝聚力。其他照旧。", ("为进一步丰富职工生活", "有效增强了凝聚力"),
         "我镇5月举办篮球赛。其他照旧。"),
        ("我局坚持以教育质量为中心，全面实施学区管理。", ("我局坚持以教育质量为中心",), "我局全面实施学区管理。"),
        ("一是高度重视，狠抓落实。二是检查46次。三是修路3公里，从而方便了群众。", ("高度重视，狠抓落实", "从而方便了群众"),
         "一是检查46次。二是修路3公里。"),
        ("主要做了：一是高度重视，狠抓落实；二是检查46次；三是修路3公里。", ("高度重视，狠抓落实",),
         "主要做了：一是检查46次；二是修路3公里。"),
        ("深入各建筑工地检查46次，确保了安全。", ("深入各", "确保了安全"), "建筑工地检查46次。"),
        ("有效提升了质量，并完成了修路任务。", ("有效提升了质量",), "完成了修路任务。"),
        ("高度重视，狠抓落实。\n修路3公里。", ("高度重视，狠抓落实。",), "修路3公里。"),
        ("（一）加强学习\n高度重视，狠抓落实。\n（二）修路\n修路3公里。", ("高度重视，狠抓落实。",), "（一）修路\n修路3公里。"),
    ],
)  # fmt: skip
def test_what_is_left_reads_well(text: str, words: tuple[str, ...], left: str) -> None:
    assert cut(text, *words) == left


def test_a_cut_that_would_take_a_figure_is_not_made() -> None:
    text = "检查46次，有效保障了12户居民的安全。"
    assert cut(text, "有效保障了12户居民的安全") == text


def test_nothing_to_cut_leaves_every_byte() -> None:
    text = "  一是 修路3公里。。\n\n（一）空\n"
    assert without(text, []) == text


CLAUSES = [
    "检查46次",
    "有效提升了水平",
    "高度重视",
    "修路3公里",
    "为了群众",
    "并做好了服务",
    "我局加强领导",
    "发给12户",
]
SENTENCES = st.lists(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4).map("，".join), min_size=1, max_size=5)


@given(SENTENCES, st.data())
def test_figures_and_the_sentences_not_cut_are_unchanged(sentences: list[str], data: st.DataObject) -> None:
    text = "。".join(sentences) + "。"
    at, cuts, sound = 0, [], []
    for sentence in sentences:
        clauses = sentence.split("，")
        chosen = data.draw(st.sets(st.integers(0, len(clauses) - 1)))
        start = at
        for n, clause in enumerate(clauses):
            if n in chosen:
                cuts.append((start, start + len(clause)))
            start += len(clause) + 1
        if not chosen:
            sound.append(f"{sentence}。")
        at += len(sentence) + 1
    left = without(text, cuts)
    assert [m.text for m in figures(left)] == [m.text for m in figures(text)]
    assert all(sentence in left for sentence in sound)
    assert "，。" not in left
    assert "。。" not in left
    assert not left.startswith(("，", "。"))
