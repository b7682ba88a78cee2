"""Retrieval: a clerk's words find the right kind, answers are varied, and each says why it is there."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.asking import understood
from knowledge.errors import UnknownKind
from knowledge.kinds import KINDS
from knowledge.library import Library
from knowledge.retrieval import POOL, Hit, LexicalIndex, Query, fuse, ranked, varied
from knowledge.retriever import LibraryRetriever
from knowledge.splitting import Passage

ROOT = Path(__file__).resolve().parents[2]
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


def passage(
    number: int, text: str, document: str = "", kind: str = "company", role: str = "work", *, title: str = "题",
    origin: str = "own",
) -> Passage:  # fmt: skip
    name = document or f"{number}.md"
    return Passage(f"p{number:03}", name, title, kind, "", role, text, 1, 1, origin)  # type: ignore[arg-type]


def found(query: Query, passages: list[Passage], nearest: list[str] | None = None) -> list[Hit]:
    index, asked = LexicalIndex(passages), understood(query.text, query.names)
    scores = fuse(index.rank(asked.weights, query.admits), nearest or [])
    return varied(query, asked, ranked(query, asked, index.by_id, scores), index)


def texts(hits: list[Hit]) -> list[str]:
    return [hit.passage.text for hit in hits]


@pytest.mark.parametrize(("query", "kinds"), QUERIES)
def test_a_clerks_words_find_the_right_kind(library: Library, query: str, kinds: set[str]) -> None:
    assert library.search(query)[0].passage.kind in kinds


def test_at_most_two_passages_of_one_report(library: Library) -> None:
    hits = library.search("工会会员职工", k=10)
    assert len(hits) == 10
    assert max(Counter(hit.passage.document for hit in hits).values()) <= 2


def test_as_many_as_are_asked_for(library: Library) -> None:
    assert len(library.search("工作完成情况，全年共办理，比上年增长", k=2 * POOL)) > POOL


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


def test_the_topics_of_a_kind_find_its_own_reports(library: Library) -> None:
    first = {
        (kind.slug, topic.heading): [
            hit.passage.kind == kind.slug
            for hit in library.search(f"{topic.heading} {' '.join(topic.words[:6])}", kind=kind.slug)
        ]
        for kind in KINDS
        if kind.slug != "general"
        for topic in kind.topics
    }
    assert [topic for topic, own in first.items() if not any(own)] == []
    assert sum(own[0] for own in first.values()) >= 0.95 * len(first)


def test_role_and_origin_exclude(library: Library) -> None:
    hits = library.search("经费不够，人手少", k=8, role="problems")
    assert len(hits) == 8
    assert {hit.passage.role for hit in hits} == {"problems"}
    assert library.search("工会", origin="own") == []


@pytest.mark.parametrize(
    ("query", "role"),
    [("工会有哪些不足", "problems"), ("民兵工作下半年打算", "next"), ("医保总结开头怎么写", "opening"),
     ("农村工作半年总结的问题", "problems"), ("公司明年目标", "next")],
)  # fmt: skip
def test_a_part_of_a_report_is_asked_for_in_plain_words(library: Library, query: str, role: str) -> None:
    hits = library.search(query, k=3)
    assert hits[0].passage.role == role
    assert "同是" in hits[0].why


def test_a_period_excludes_the_others(library: Library) -> None:
    half = library.search("工会建会", k=6, period="上半年")
    assert half
    assert all("半年" in hit.passage.title for hit in half)
    whole = library.search("工会建会", k=6, period="全年")
    assert whole
    assert all("半年" not in hit.passage.title for hit in whole)
    assert all("2023" in hit.passage.title for hit in library.search("民兵点验", period="2023"))
    assert library.search("民兵点验", period="1999") == []


def test_what_no_sample_says_finds_nothing(library: Library) -> None:
    assert library.search("  ") == []
    assert library.search("工会", k=0) == []
    assert library.search("2024 35.5%", k=3) == []


def test_an_unknown_kind_is_refused(library: Library) -> None:
    with pytest.raises(UnknownKind):
        library.search("工会", kind="没有这种")


def test_own_samples_come_first_when_asked_for() -> None:
    both = [
        passage(1, "全年新建工会6家，发展会员320人", origin="built-in"),
        passage(2, "新建工会4家，会员增加不少，镇里开了会"),
    ]
    assert found(Query("新建工会"), both)[0].passage.origin == "built-in"
    hits = found(Query("新建工会", own_first=True), both)
    assert hits[0].passage.origin == "own"
    assert "自己的样本" in hits[0].why


def test_the_users_own_names_do_not_decide() -> None:
    trap = passage(1, "茜溪湾志愿者协会给茜溪湾的老人送餐")
    wanted = passage(2, "企业建起工会，职工入了会")
    asked = "茜溪湾工会建会"
    assert found(Query(asked), [trap, wanted])[0].passage == trap
    assert found(Query(asked, names=("茜溪湾",)), [trap, wanted])[0].passage == wanted


VERSIONS = [
    "职工维权和集体协商：全年签订集体合同24份，覆盖企业31家、职工1870人，调解劳动争议12件。",
    "职工维权和集体协商：全年签订集体合同36份，覆盖企业40家、职工2100人，调解劳动争议9件。",
    "职工维权和集体协商：今年签订集体合同xx份，覆盖企业xx家、职工xx人，调解劳动争议xx件，追回工资。",
]


def test_of_versions_of_one_passage_one_is_shown() -> None:
    others = [passage(9, "职工活动中心开门，集体协商另行安排")]
    hits = found(Query("职工维权集体协商"), [*(passage(n, text) for n, text in enumerate(VERSIONS)), *others])
    assert len(hits) == 2
    assert hits[0].family == "p000"
    assert hits[1].family == hits[1].passage.id


def test_a_family_has_the_same_name_whichever_version_is_best() -> None:
    passages = [passage(n, text) for n, text in enumerate(VERSIONS)]
    families = {found(Query(query), passages)[0].family for query in ("集体合同", "追回工资", "今年签订集体合同")}
    assert families == {"p000"}


def test_meaning_adds_what_words_do_not_find_and_words_stay_first() -> None:
    passages = [passage(1, "征兵体检合格"), passage(2, "青年入伍"), passage(3, "水稻亩产")]
    hits = found(Query("征兵体检"), passages, nearest=["p002", "p003", "p001"])
    assert [hit.passage.id for hit in hits] == ["p001", "p002", "p003"]
    assert hits[1].why.startswith(("内容相近", "相近的说法"))


def test_a_reason_names_what_stands_for_the_words_asked() -> None:
    hits = found(Query("外卖小哥入会"), [passage(1, "货车司机和快递员入会63人"), passage(2, "外卖小哥入会9人")])
    assert {hit.passage.id: hit.why for hit in hits} == {
        "p001": "共同词：入会；相近的说法：快递员、货车司机",
        "p002": "共同词：外卖小哥入会",
    }


def test_rare_words_weigh_more() -> None:
    index = LexicalIndex([passage(n, "职工活动") for n in range(8)] + [passage(8, "职工疗休养")])
    assert next(iter(index.rank(understood("职工疗休养").weights))) == "p008"
    assert index.rarity("疗休") > index.rarity("职工") > 0


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.floats(0.01, 50)),
    st.lists(st.sampled_from("abcdef"), unique=True),
)
def test_fusion_keeps_what_both_sides_agree_on(by_words: dict[str, float], by_meaning: list[str]) -> None:
    scores = fuse(by_words, by_meaning)
    assert set(scores) == {*by_words, *by_meaning}
    for one in scores:
        for other in scores:
            nearer = one in by_meaning and (other not in by_meaning or by_meaning.index(one) <= by_meaning.index(other))
            if by_words.get(one, 0) >= by_words.get(other, 0) and (nearer or other not in by_meaning):
                assert scores[one] >= scores[other]


def test_an_empty_library_has_no_answers() -> None:
    assert found(Query("职工"), []) == []


def test_the_langchain_retriever_gives_documents(library: Library) -> None:
    documents = LibraryRetriever(library=library, k=3, kind="land-office").invoke("违法用地拆除")
    assert len(documents) == 3
    first = documents[0]
    assert first.metadata["kind"] == "land-office"
    assert first.metadata["why"].startswith("同类报告")
    assert first.metadata["family"]
    assert library.report(first.metadata["document"]).text[first.metadata["start"] :].startswith(first.page_content)


def test_the_first_search_loads_no_segmenter_and_no_vectors(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from knowledge.library import Library\n"
        f"with Library.open(Path({str(folder)!r})) as library: hits = library.search('工会建会')\n"
        "print(len(hits), [m for m in ('jieba', 'chromadb', 'langchain_chroma') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split(" ", 1) == ["5", "[]\n"]
