"""Kinds: the data file is complete and claims nothing, and a kind is found by name and by words."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import LibraryError, UnknownKind
from knowledge.kinds import KINDS, kind_named, kind_of
from knowledge.reports import built_in_reports

EXAMPLES = Path(__file__).parents[2] / "examples"
SIXTEEN = {
    "township-union-year",
    "township-union-half",
    "education-union",
    "volunteer-finance",
    "armed-forces",
    "poverty-publicity",
    "medical-insurance",
    "culture-station",
    "education-culture-health",
    "education-bureau",
    "forestry-society",
    "patriotic-health",
    "rural-half",
    "land-office",
    "agri-rural",
    "company",
}
PRAISE = (
    "成效",
    "显著",
    "扎实",
    "有力",
    "全面",
    "深入",
    "切实",
    "提升",
    "加强",
    "强化",
    "良好",
    "创新",
    "狠抓",
    "进一步",
)


def test_the_sixteen_kinds_and_a_general_one() -> None:
    assert {kind.slug for kind in KINDS} == SIXTEEN | {"general"}
    assert len({kind.name for kind in KINDS}) == 17


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_topics_are_rich_and_distinct(kind) -> None:
    assert 4 <= len(kind.topics) <= 7
    assert len(set(kind.headings)) == len(kind.headings)
    for topic in kind.topics:
        assert 8 <= len(topic.words) <= 25, topic.heading
        assert len(set(topic.words)) == len(topic.words), topic.heading


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_headings_claim_nothing_and_carry_no_number(kind) -> None:
    for heading in kind.headings:
        assert not any(word in heading for word in PRAISE), heading
        assert heading[0] not in "一二三四五六七八九十（(123456789"
        assert 3 <= len(heading) <= 16


def test_a_kind_by_slug_or_chinese_name() -> None:
    assert kind_named("land-office") is kind_named(" 国土资源所工作总结 ")


def test_an_unknown_kind_is_one_sentence_that_lists_the_kinds() -> None:
    with pytest.raises(UnknownKind) as caught:
        kind_named("年终奖方案")
    assert isinstance(caught.value, LibraryError)
    message = str(caught.value)
    assert "年终奖方案" in message
    assert "乡镇工会年度总结" in message
    assert "\n" not in message


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda report: report.document)
def test_the_kind_of_every_sample_is_told_from_its_text(report) -> None:
    assert kind_of(report.text).slug == report.kind


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda report: report.document)
def test_and_from_its_body_without_the_title(report) -> None:
    body = report.text.partition("\n")[2]
    twin = {"township-union-year": "township-union", "township-union-half": "township-union"}
    guessed = kind_of(body).slug
    assert twin.get(guessed, guessed) == twin.get(report.kind, report.kind)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("乡镇工会年度总结", "township-union-year"),
        ("国土所年度总结", "land-office"),
        ("志愿者协会财务总结", "volunteer-finance"),
    ],
)
def test_the_kind_of_the_examples(name: str, slug: str) -> None:
    assert kind_of((EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")).slug == slug


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.twin], ids=lambda kind: kind.slug)
def test_a_twin_is_the_kind_for_a_whole_year(kind) -> None:
    assert kind.half
    assert not kind_named(kind.twin).half


@pytest.mark.parametrize(
    ("notes", "slug"),
    [
        ("建会9家，会员新增300人\n工资集体协商签了12份\n慰问困难职工40户", "township-union-year"),
        ("截至6月底建会4家\n上半年续签集体合同20份\n下半年打算再建3家", "township-union-half"),
        ("教代会提案31件，办结28件\n教职工体检210人", "education-union"),
        ("收到捐赠12万元\n会费3万\n管理费用2万，限定性净资产5万", "volunteer-finance"),
        ("民兵整组，点验到点率95%\n征兵报名40人，入伍11人", "armed-forces"),
        ("参保率97%\n住院报销1200人次，慢特病门诊\n断缴300人", "medical-insurance"),
        ("灭鼠投药两次\n公厕改造3座\n爱国卫生月活动", "patriotic-health"),
        ("卫片图斑32个，拆除违法用地3宗\n不动产登记210本\n田长巡田", "land-office"),
        ("销售额1200万，比去年少了8%\n应收账款偏高\n员工离职12人", "company"),
        ("镇工会上半年总结\n建会4家\n12月底前再建3家", "township-union-half"),
        ("义工会2023年财务情况 笔记\n专项基金收入147350元，支出123830元", "volunteer-finance"),
        ("速冻车间 2024年\n产量3218吨", "company"),
        ("水利站2024年\n东干渠清淤5.8公里，西干渠衬砌2.3公里\n水质检测4次，水库巡查146次", "general"),
        ("司法所2024\n调解纠纷286起\n社区矫正31人\n法律援助47件，追回工资63万", "general"),
        ("民政办\n农村低保412户，临时救助63人次\n敬老院床位80张\n残疾人补贴689人", "general"),
        ("县林业局林长制办公室2024年\n造林12360亩\n林农培训4期\n松材线虫病除治1.2万株\n苗木", "general"),
        ("街道便民服务中心2024年\n12345热线办件1286件\n双拥：慰问退役军人89人", "general"),
        ("今天天气不错", "general"),
        ("", "general"),
    ],
)
def test_notes_of_a_clerk(notes: str, slug: str) -> None:
    assert kind_of(notes).slug == slug
