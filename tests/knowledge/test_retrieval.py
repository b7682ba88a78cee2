"""Retrieval: a clerk's words find the right kind, answers are varied, and each says why it is there."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import UnknownKind
from knowledge.kinds import KINDS, ReportKind
from knowledge.library import Library
from knowledge.retrieval import LexicalIndex, Query, choose, fuse
from knowledge.retriever import LibraryRetriever
from knowledge.splitting import Passage

QUERIES = [
    ("今年新建了5家工会，发展骑手入会200多人", {"township-union-year", "township-union-half"}),
    ("教代会提案办了多少件，老师体检", {"education-union"}),
    ("征兵上站体检合格的人，民兵点验", {"armed-forces"}),
    ("灭鼠投药，农贸市场搞卫生", {"patriotic-health"}),
    ("拆了3宗违建，卫片图斑核查", {"land-office"}),
    ("农民看病报销，参保缴费", {"medical-insurance"}),
    ("广场舞比赛，农家书屋开门", {"culture-station"}),
    ("本科上线多少人，大班额消了几个", {"education-bureau"}),
    ("油茶技术服务，给林农讲课", {"forestry-society"}),
    ("卖了多少货，客户欠款没收回来", {"company"}),
    ("到院坝里讲扶贫政策，拍短视频", {"poverty-publicity"}),
    ("志愿者协会收到的捐赠，限定性净资产", {"volunteer-finance"}),
]


def passage(number: int, text: str, document: str = "", kind: str = "company", role: str = "work") -> Passage:
    name = document or f"{number}.md"
    return Passage(f"p{number}", name, "题", kind, "", role, text, 1, 1, "own")  # type: ignore[arg-type]


@pytest.mark.parametrize(("query", "kinds"), QUERIES)
def test_a_clerks_words_find_the_right_kind(library: Library, query: str, kinds: set[str]) -> None:
    assert library.search(query)[0].passage.kind in kinds


@pytest.mark.parametrize(("query", "kinds"), QUERIES)
def test_and_words_alone_do_where_the_vectors_are_held_elsewhere(library: Library, query: str, kinds: set[str]) -> None:
    index = LexicalIndex(library.passages())
    found = choose(Query(query, 3), index, [index.rank(query)])
    assert kinds & {hit.passage.kind for hit in found}


def test_at_most_two_passages_of_one_report(library: Library) -> None:
    hits = library.search("工会会员职工", k=10)
    assert len(hits) == 10
    assert max(Counter(hit.passage.document for hit in hits).values()) <= 2


def test_scores_fall_and_reasons_are_plain(library: Library) -> None:
    hits = library.search("建会和会员发展", k=5, kind="乡镇工会年度总结")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].why.startswith("同类报告；共同词：")
    assert "会员" in hits[0].why


def test_the_kind_lifts_and_does_not_exclude(library: Library) -> None:
    query = "培训人员，检查质量，签合同"
    for kind in ("company", "education-bureau", "forestry-society"):
        found = [hit.passage.kind for hit in library.search(query, k=10, kind=kind)]
        plain = [hit.passage.kind for hit in library.search(query, k=10, kind="general")]
        assert found[0] == kind
        assert found.count(kind) >= plain.count(kind)
        assert set(found) != {kind}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.slug != "general"], ids=lambda kind: kind.slug)
def test_every_topic_of_a_kind_finds_its_own_reports(library: Library, kind: ReportKind) -> None:
    for topic in kind.topics:
        hits = library.search(f"{topic.heading} {' '.join(topic.words[:6])}", kind=kind.slug)
        assert kind.slug in {hit.passage.kind for hit in hits[:2]}, topic.heading


def test_role_and_origin_exclude(library: Library) -> None:
    hits = library.search("经费不够，人手少", k=8, role="problems")
    assert len(hits) == 8
    assert {hit.passage.role for hit in hits} == {"problems"}
    assert library.search("工会", origin="own") == []


def test_nothing_asked_nothing_found(library: Library) -> None:
    assert library.search("  ") == []
    assert library.search("工会", k=0) == []
    assert library.search("2024 35.5%", k=3)  # no word at all: the vectors still answer


def test_an_unknown_kind_is_refused(library: Library) -> None:
    with pytest.raises(UnknownKind):
        library.search("工会", kind="没有这种")


def test_the_same_text_is_shown_once() -> None:
    index = LexicalIndex([passage(n, "职工维权和集体协商") for n in range(4)] + [passage(9, "职工活动")])
    hits = choose(Query("职工维权", 5), index, [index.rank("职工维权")])
    assert [hit.passage.text for hit in hits] == ["职工维权和集体协商", "职工活动"]


def test_rare_words_weigh_more() -> None:
    index = LexicalIndex([passage(n, "职工活动") for n in range(8)] + [passage(8, "职工疗休养")])
    assert index.rank("职工疗休养")[0] == "p8"
    assert index.rarity("疗休养") > index.rarity("职工") > 0


def test_an_empty_library_has_no_answers() -> None:
    index = LexicalIndex([])
    assert index.rank("职工") == []
    assert choose(Query("职工"), index, [[]]) == []


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=3))
def test_fusion_ranks_what_all_rank_first_first(rankings: list[list[str]]) -> None:
    scores = fuse(rankings)
    assert set(scores) == {item for ranking in rankings for item in ranking}
    for item in scores:
        for other in scores:
            if all(item in r and (other not in r or r.index(item) <= r.index(other)) for r in rankings):
                assert scores[item] >= scores[other]


def test_the_langchain_retriever_gives_documents(library: Library) -> None:
    documents = LibraryRetriever(library=library, k=3, kind="land-office").invoke("违法用地拆除")
    assert len(documents) == 3
    first = documents[0]
    assert first.metadata["kind"] == "land-office"
    assert first.metadata["why"].startswith("同类报告")
    assert library.report(first.metadata["document"]).text[first.metadata["start"] :].startswith(first.page_content)
