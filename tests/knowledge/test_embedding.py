"""Terms and the offline embedding: stable, normalised, better than chance, named for what they are."""

from __future__ import annotations

import math
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.embeddings import Embeddings

from knowledge.embedding import SIZE, HashedEmbedding, NamedEmbedding, guarded, offline_embedding
from knowledge.errors import EmbeddingError
from knowledge.tokens import stop_words, terms, vocabulary_id, words

SECRET = "sk-abcdef123456"


def cosine(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def test_words_have_no_figures_stops_or_punctuation() -> None:
    found = words("2024年，全镇建会9家，点验到点率95.3%，开展了iPad培训。")
    assert {"建会", "点验", "ipad", "培训"} <= set(found)
    assert not set(found) & stop_words()
    assert not any(char.isdigit() or char in "，。%" for word in found for char in word)


def test_terms_are_characters_and_then_pairs() -> None:
    assert terms("职工入会3人，DRG付费") == [
        "职",
        "工",
        "入",
        "会",
        "付",
        "费",
        "职工",
        "工入",
        "入会",
        "dr",
        "rg",
        "g付",
        "付费",
    ]


def test_terms_need_no_segmenter() -> None:
    script = "import sys; from knowledge.tokens import terms; terms('职工入会'); print('jieba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_jieba_says_nothing_on_the_terminal() -> None:
    script = "from knowledge.tokens import words; words('建会')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


@given(st.text(max_size=80))
def test_a_vector_has_length_one(text: str) -> None:
    vector = HashedEmbedding().embed_query(text)
    assert len(vector) == SIZE
    assert math.isclose(sum(x * x for x in vector), 1.0, rel_tol=1e-6)


def test_the_same_vector_in_another_process() -> None:
    script = (
        "from knowledge.embedding import offline_embedding as e;"
        "print(repr(e().name), repr(e().embeddings.embed_query('职工维权')))"
    )
    env = os.environ | {"PYTHONHASHSEED": "77"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    here = offline_embedding()
    assert done.stdout.strip() == f"{here.name!r} {here.embeddings.embed_query('职工维权')!r}"


def test_related_texts_are_nearer() -> None:
    embedding = HashedEmbedding()
    query, near, far = embedding.embed_documents(["给困难职工发慰问金", "春节慰问困难职工34户", "水稻亩产和虫害"])
    assert cosine(query, near) > cosine(query, far) + 0.2


def test_the_name_tells_version_and_vocabulary() -> None:
    name = offline_embedding().name
    assert name.isascii()
    assert str(SIZE) in name
    assert vocabulary_id() in name


def test_our_own_vectors_do_not_vote_and_others_do() -> None:
    assert not offline_embedding().knows_meaning
    assert NamedEmbedding(HashedEmbedding(), "某接口/某模型").knows_meaning


@pytest.mark.parametrize("call", [lambda e: e.embed_query("职工"), lambda e: e.embed_documents(["职工"])])
def test_a_vendor_error_becomes_one_sentence_without_the_key(call) -> None:
    class Vendor(Embeddings):
        def embed_query(self, text: str) -> list[float]:
            raise ConnectionError(f"401 for key {SECRET}")

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise ConnectionError(f"401 for key {SECRET}")

    with pytest.raises(EmbeddingError) as caught:
        call(guarded(NamedEmbedding(Vendor(), "某接口/某模型")))
    assert SECRET not in str(caught.value)
    assert "某接口/某模型" in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
