"""The sample library with a configured embedding endpoint, over real HTTP: indexed once, searched, and rebuilt when it changes."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from assistant.settings import Settings
from assistant.writer import open_library
from tests.fake_endpoint import FakeEndpoint, Reply


def settings(home: Path, endpoint: FakeEndpoint | None) -> Settings:
    if endpoint is None:
        return Settings(home=home)
    return Settings(home=home, embedding_url=endpoint.url, embedding_model="bge", embedding_key=SecretStr("sk-secret"))


def asked(endpoint: FakeEndpoint) -> int:
    return sum(len(r.body["input"]) for r in endpoint.requests if r.path.endswith("/embeddings"))


def test_the_library_is_indexed_once_by_the_endpoint_and_searched_with_it(tmp_path: Path) -> None:
    with FakeEndpoint() as endpoint:
        with open_library(settings(tmp_path, endpoint)) as library:
            assert asked(endpoint) >= len(library.passages())
            assert library.stats().embedding == "endpoint:bge"
        before = asked(endpoint)
        with open_library(settings(tmp_path, endpoint)) as library:
            assert asked(endpoint) == before, "a later start reuses the index"
            assert library.search("工会 建会 会员", k=3)
            assert before < asked(endpoint) <= before + 2


def test_a_failing_endpoint_falls_back_to_words_and_says_so(tmp_path: Path) -> None:
    with FakeEndpoint() as endpoint, open_library(settings(tmp_path, endpoint)) as library:
        endpoint.answer = Reply(status=500)
        assert library.search("工会 建会 会员", k=3)
        assert library.notice
        assert "sk-secret" not in library.notice


def test_going_back_to_our_own_embedding_rebuilds_the_index(tmp_path: Path) -> None:
    with FakeEndpoint() as endpoint:
        open_library(settings(tmp_path, endpoint)).close()
    with open_library(settings(tmp_path, None)) as library:
        assert library.stats().embedding != "endpoint:bge"
        assert library.search("工会 建会 会员", k=3)
        assert not library.notice
