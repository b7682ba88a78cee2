"""Offices: what several offices of one unit handed in, as files or one below the other, becomes one report of all."""

from __future__ import annotations

import pytest

from assistant.draft import Role
from assistant.drafting import Assignment
from assistant.drafting.offline import written
from assistant.facts import facts_of
from assistant.noteforms import blocks_of
from assistant.notes import Notes
from assistant.offices import handed_in, heading_of
from assistant.outline import Outline, outline_of

PARTY = "柳河镇党建办2026年工作总结\n一、组织建设\n全镇党支部23个，党员812名\n二、主题学习\n集中学习12次，参加850余人次\n问题：3个支部没有按时换届\n"
FARMS = "镇农业农村办 2026年度材料\n粮食播种面积3.42万亩，总产1.56万吨\n农村改厕186户\n明年：建高标准农田3000亩\n"
CIVIL = "民政办报数\n低保312户468人\n临时救助83人次\n"
CULTURE = "@办公室小刘 文卫这边：\n文化下乡演出14场\n两癌筛查620人，任务600\n"
ALL = {"1 党建办.txt": PARTY, "农业办.txt": FARMS, "民政.txt": CIVIL, "文卫办.txt": CULTURE}
HEADINGS = ["党的建设", "农业农村", "民政和社会救助", "文化卫生教育"]


def notes_of(documents: dict[str, str]) -> Notes:
    notes = Notes()
    for document, text in documents.items():
        notes = notes.adding(text, document)
    return notes


def outline(notes: Notes, title: str | None = None) -> Outline:
    return outline_of(notes, facts_of(notes), title=title)


def headings(found: Outline) -> list[str]:
    return [plan.heading.partition("、")[2] for plan in found.plans if plan.role is Role.WORK]


def text_of(notes: Notes) -> str:
    found = outline(notes)
    texts = [written(Assignment(plan, found, notes, facts_of(notes))).text for plan in found.plans]
    return "\n".join(texts)


def test_every_office_has_its_section_and_none_gives_the_title() -> None:
    found = outline(notes_of(ALL))
    assert headings(found) == HEADINGS
    assert (found.title, found.unit, found.period) == ("柳河镇2026年工作总结", "我镇", "2026年")


def test_notes_pasted_one_below_the_other_are_parted_at_their_heads() -> None:
    pasted = Notes.of("\n\n".join(text.strip() for text in ALL.values()))
    assert headings(outline(pasted)) == HEADINGS
    for block in blocks_of(pasted):
        for line in block.lines:
            assert pasted.items[0].text[line.start : line.end] == line.text


def test_messages_sent_one_by_one_are_those_of_their_offices() -> None:
    notes = Notes()
    for text in ALL.values():
        notes = notes.adding(text)
    assert headings(outline(notes)) == HEADINGS


def test_the_heads_are_not_told_and_all_else_is() -> None:
    text = text_of(notes_of(ALL))
    assert "农业农村建" not in text  # a matter, not a village
    for head in ("民政办报数", "小刘", "年度材料", "党建办2026年"):
        assert head not in text
    for figure in ("812名", "850余人次", "3.42万亩", "186户", "312户", "83人次", "14场", "620人", "3000亩", "3个支部"):
        assert figure in text


def test_the_title_of_the_whole_stands_above_its_departments() -> None:
    head = "青石县教育局2026年工作总结素材\n\n"
    parts = "基教股\n在校生24610人\n\n人事股 小孙\n招聘教师46人\n\n计财股（单位：万元）\n教育经费支出38620\n"
    found = outline(Notes.of(head + parts))
    assert found.title == "青石县教育局2026年工作总结"
    assert found.unit == "我局"
    assert headings(found) == ["基础教育", "人事和队伍建设", "经费保障和财务管理"]


def test_boxed_heads_beside_those_of_offices_are_heads_too_and_lines_below_a_table_are_told() -> None:
    text = (
        "清源水司2023年度素材\n\n【生产科】\n供水1286.4万吨\n\n【管网科】\n抢修412次\n\n【营业】\n换智能表8600只\n\n"
        "【财务】单位：万元\n        上年      本年\n收入    3902.4    4125.6\n成本    3571.0    3688.2\n"
        "利润    331.4     437.4\n缴水资源税256\n\n【办公室】\n职工187人\n"
    )
    notes = Notes.of(text)
    assert headings(outline(notes)) == ["生产管理", "管网工作", "营业收费和服务", "财务管理", "综合协调和机关运行"]
    assert "缴水资源税256万元" in text_of(notes)


def test_numbered_items_in_one_line_and_the_year_to_come_are_told_once() -> None:
    more = {
        "护理部.txt": "护理部年终小结\n培训36场4860人次\n明年选送专科护士8名进修",
        "财务科.txt": "财务科   单位：万元\n        2025    2026\n总收入  21860   23415\n总支出  21430   22790\n药占比 27.6%",
        "医务科.txt": "医务科2026年度工作总结\n医务科较好地完成了任务。现总结如下：\n一、业务\n手术4126台\n"
        "二、存在问题\n1.授权管理不细；2.平均住院日距目标7.5天差0.1天。\n"
        "三、明年计划\n1.开展新技术15项。2.建成胸痛中心。",
    }
    text = text_of(notes_of(more))
    assert "一是授权管理不细；二是平均住院日距目标7.5天差0.1天" in text
    for told in ("一是开展新技术15项；", "建成胸痛中心", "选送专科护士8名进修"):
        assert told.removeprefix("一是") in text
    assert "2。" not in text
    assert "如下" not in text.partition("\n")[2]
    assert "明年选送" not in text
    assert "单位" not in text


@pytest.mark.parametrize(
    ("heads", "told", "own"),
    [
        (("教务处", "德育处", "总务处"), "中考均分512分，全县第三名", "我校"),
        (("医务科", "护理部", "公卫科"), "门诊28.6万人次", "我院"),
        (("党建办", "农业办", "民政办"), "全镇党员812名", "我镇"),
        (("党建办", "农业办", "民政办"), "网格化全县第二", ""),
    ],
)
def test_the_unit_is_what_the_notes_call_it_or_what_has_such_offices(
    heads: tuple[str, ...], told: str, own: str
) -> None:
    notes = Notes.of("\n\n".join(f"{head}\n{told}\n培训{n}1人" for n, head in enumerate(heads, 2)))
    assert outline(notes).unit == own


def test_the_user_s_own_title_stays() -> None:
    assert outline(notes_of(ALL), title="白沙乡2025年工作总结").title == "白沙乡2025年工作总结"


def test_a_problem_or_a_plan_is_told_of_its_village() -> None:
    villages = {
        f"{name}.txt": f"{name}2026年情况\n修路{n}公里\n改厕{n}1户\n{more}\n"
        for name, n, more in (
            ("东陈村", 2, "问题：空心房12处没拆"),
            ("西王村", 3, "种葡萄460亩"),
            ("南庄村", 4, "明年修机耕路1.8公里"),
        )
    }
    text = text_of(notes_of(villages))
    assert "东陈村空心房12处没拆" in text
    assert "南庄村修机耕路1.8公里" in text


@pytest.mark.parametrize(
    "documents",
    [
        {"党建办.txt": PARTY, "农业办.txt": FARMS},  # two may be this year's and last year's
        {"党建办.txt": PARTY, "去年总结.docx": "2025年发展党员9名", "数据.xlsx": "党员\t812"},
        {"a.txt": "1月 办公室开会3次\n\n2月 走访12户\n\n3月 慰问5户"},
        {"a.txt": "我镇工会2026年工作\n\n一、组建\n新建工会9家\n\n二、维权\n调解纠纷5件\n\n三、帮扶\n慰问66户"},
    ],
)
def test_notes_that_are_not_of_several_offices_are_taken_as_before(documents: dict[str, str]) -> None:
    assert handed_in(notes_of(documents)) == ()


@pytest.mark.parametrize(
    ("document", "first", "heading"),
    [
        ("民政办报表.xlsx", "项目\t2025\t2026", "民政和社会救助"),
        ("3综治办.docx", "综治办2026年工作总结", "平安建设"),
        ("2026年财务科数据(1).xlsx", "收入\t21860", "财务管理"),
        ("a.xlsx", "柳河镇民政办2026年工作情况表", "民政和社会救助"),
        ("b.txt", "财务科   单位：万元", "财务管理"),
        ("c.txt", "院办公室报", "综合协调和机关运行"),
    ],
)
def test_an_office_is_told_by_its_file_s_name_or_its_head(document: str, first: str, heading: str) -> None:
    notes = notes_of({"党建办.txt": PARTY, "农业办.txt": FARMS, document: f"{first}\n低保312户\n"})
    assert [part.heading for part in handed_in(notes)] == ["党的建设", "农业农村", heading]


@pytest.mark.parametrize(
    ("office", "heading"),
    [
        ("民政办", "民政和社会救助"),
        ("东陈村", "东陈村"),
        ("综合治理办公室", "综合治理工作"),
        ("纪委", "党风廉政建设"),
        ("财政所", "财政收支"),
    ],
)
def test_a_section_is_headed_by_the_matter_of_its_office(office: str, heading: str) -> None:
    assert heading_of(office) == heading
