import pytest

from assistant.draft import Role
from assistant.facts import added, facts_of
from assistant.notes import Notes
from assistant.outline import numeral, outline_of
from knowledge.errors import UnknownKind
from tests.drafting.drafts import EXAMPLES, NAMES, ROOT, planned, read

UNION = ROOT / "examples/乡镇工会年度总结.txt"
LAND = ROOT / "examples/国土所年度总结.txt"
FINANCE = ROOT / "examples/志愿者协会财务总结.txt"
MESSAGES = ROOT / "tests/fixtures/notes/爱卫_微信.txt"


def headings(text, **options):
    return [plan.heading for plan in planned(text, **options)[2].plans]


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_every_character_of_the_notes_lands_in_exactly_one_section(path):
    outline = planned(read(path))[2]
    taken = [0] * len(read(path))
    for plan in outline.plans:
        for line in plan.lines:
            assert read(path)[line.start : line.end] == line.text
            for at in range(line.start, line.end):
                taken[at] += 1
    assert max(taken) == 1
    assert not [char for char, times in zip(read(path), taken, strict=True) if not times and not char.isspace()]


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_every_fact_belongs_to_exactly_one_section(path):
    _, facts, outline = planned(read(path))
    assert sorted(f.id for plan in outline.plans for f in plan.facts) == sorted(f.id for f in facts)


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_shape_of_an_outline(path):
    outline = planned(read(path))[2]
    opening, *body = outline.plans
    assert opening.role is Role.OPENING
    assert opening.heading == ""
    assert len({plan.id for plan in outline.plans}) == len(outline.plans)
    assert 1 <= sum(plan.role is Role.WORK for plan in body) <= 7
    assert [plan.heading.split("、")[0] for plan in body] == [numeral(n) for n in range(1, len(body) + 1)]
    roles = [plan.role for plan in body]
    assert roles == sorted(roles, key=[Role.WORK, Role.PROBLEMS, Role.NEXT].index)
    for plan in body:
        assert plan.lines or plan.question


def test_own_headings_are_honoured():
    assert headings(read(UNION)) == [
        "", "一、职工维权", "二、生产竞赛和培训", "三、组织建设", "四、文体活动", "五、存在的问题", "六、下一步工作",
    ]  # fmt: skip


def test_labels_are_grouped_by_the_topics_of_the_kind():
    assert headings(read(LAND))[1:4] == ["一、耕地保护", "二、规划和用地保障", "三、农村集体所有权发证"]


@pytest.mark.parametrize(
    ("first", "title", "unit"),
    [
        ("镇工会 年终总结 素材（老李口述+台账，数字都核过）", "镇工会年度工作总结", "我镇工会"),
        ("镇国土所今年工作 随手记", "镇国土所年度工作总结", "我所"),
        ("义工会2023年财务情况 笔记", "义工会2023年财务情况总结", "我会"),
        ("柳溪镇2025年上半年三农工作 素材", "柳溪镇2025年上半年三农工作总结", "我镇"),
        ("2024年度城乡居民医保工作情况（松岗镇医保办）", "松岗镇医保办2024年城乡居民医保工作总结", "我办"),
        ("槐荫中学工会2024年度工作材料", "槐荫中学工会2024年工作总结", "我校工会"),
        ("鼎禾五金厂今年情况大概说一下。", "鼎禾五金厂年度工作总结", "我厂"),
        ("人武部2024总结要写的", "人武部2024年工作总结", "我武装部"),
        ("2024年工作情况", "2024年工作总结", ""),
        ("水利站2024年 （王站长口述 12.15）", "水利站2024年工作总结", "我站"),
        ("云台镇司法所 2024 总结要用的（小陈记）", "云台镇司法所2024年工作总结", "我所"),
        ("供销社今年的情况（给李主任写总结用）", "供销社年度工作总结", "我社"),
        ("枫林中心小学 2023—2024学年度工作", "枫林中心小学2023—2024学年工作总结", "我校"),
        ("速冻车间 2024年", "速冻车间2024年工作总结", "我车间"),
        ("财政所 年终", "财政所年度工作总结", "我所"),
        ("妇联今年的活动我说一下你记一下啊，三八节表彰最美家庭20户", "妇联年度工作总结", "我妇联"),
    ],
)
def test_title_and_unit_come_from_the_first_line(first, title, unit):
    outline = planned(f"{first}\n\n检查了12家单位，发现问题5个")[2]
    assert (outline.title, outline.unit) == (title, unit)


def test_a_title_line_without_a_gap_is_no_sentence_of_the_report():
    outline = planned("水利站2024年 （王站长口述 12.15）\n1. 防汛：值班92天\n2. 饮水：检测4次\n3. 河长制：巡河96次")[2]
    assert [line.text for line in outline.plans[0].lines] == ["水利站2024年 （王站长口述 12.15）"]


def test_what_only_announces_the_notes_is_cut_from_the_first_sentence():
    plans = planned("妇联今年的活动我说一下你记一下啊，三八节表彰最美家庭20户\n培训3期\n慰问35人")[2].plans
    assert [line.text for line in plans[0].lines] == ["妇联今年的活动我说一下你记一下啊，"]
    assert "三八节表彰最美家庭20户" in [line.text for line in plans[1].lines]


WATER = ROOT / "tests/fixtures/notes/水利站_口述.txt"
JUSTICE = ROOT / "tests/fixtures/notes/司法所_短句.txt"


def test_numbered_topics_are_the_sections_in_their_order():
    assert headings(read(WATER)) == [
        "", "一、防汛工作", "二、渠道建设", "三、饮水安全", "四、河长制工作", "五、水费收缴", "六、存在的问题", "七、下一步工作",
    ]  # fmt: skip


def test_a_lone_heading_among_labels_is_one_of_them():
    assert headings(read(JUSTICE))[1:6] == [
        "一、调解工作",
        "二、法律援助",
        "三、社区矫正",
        "四、安置帮教",
        "五、普法宣传",
    ]


def test_numbers_under_a_heading_are_no_sections():
    text = "一、水利\n1. 防汛：值班92天\n2. 修渠：修3公里\n3. 饮水：检测4次\n\n二、林业\n造林300亩"
    assert headings(text)[1:3] == ["一、水利工作", "二、林业工作"]


def test_labels_with_little_under_each_make_one_section():
    assert headings("畜牧站2024年\n防疫：打针98%\n检疫：出证1260份\n品改：冻配812头")[1] == "一、主要工作"


def test_what_fits_no_topic_comes_first_where_it_is_most_of_the_work():
    assert headings(read(ROOT / "tests/fixtures/notes/供销社_流水.txt"))[1:4] == [
        "一、主要工作", "二、安全工作", "三、存在的问题",
    ]  # fmt: skip


def test_no_metadata_line_is_told():
    outline = planned("文化站2024年总结\n（老周口述，小李整理）\n\n演出12场，观众8600人次\n培训2期")[2]
    assert "（老周口述，小李整理）" in [line.text for line in outline.plans[0].lines]
    assert not any("口述" in line.text for plan in outline.plans[1:] for line in plan.lines)


def test_no_year_and_no_place_is_invented():
    outline = planned("修路3公里\n2019年建的厂房拆了2间")[2]
    assert outline.title == "年度工作总结"
    assert outline.period == ""


def test_the_users_title_and_kind_win():
    outline = planned(read(UNION), title="某某镇总工会2024年工作总结", kind="general")[2]
    assert outline.title == "某某镇总工会2024年工作总结"
    assert (outline.kind, outline.period) == ("general", "2024年")


def test_an_unknown_kind_is_refused():
    with pytest.raises(UnknownKind):
        planned("开会3次", kind="no-such-kind")


def test_what_the_notes_leave_out_is_asked_for():
    problems, plans = planned("镇工会总结\n\n维权\n调解争议12件")[2].plans[-2:]
    assert "没有完成" in problems.question
    assert "明年打算" in plans.question


def test_finance_reports_need_no_problems():
    assert not [p for p in planned(read(FINANCE))[2].plans if p.role is Role.PROBLEMS]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("人手不够，办公室就2个人", Role.PROBLEMS),
        ("缺钱，缺年轻人", Role.PROBLEMS),
        ("不足：台账不全", Role.PROBLEMS),
        ("不好的地方：台账不全", Role.PROBLEMS),
        ("缺点是手续慢", Role.PROBLEMS),
        ("问题嘛就是经费少，全年6万", Role.PROBLEMS),
        ("明年想弄：修渠3公里", Role.NEXT),
        ("明年想搞：修渠3公里", Role.NEXT),
        ("来年：修渠3公里", Role.NEXT),
        ("接下来：修渠3公里", Role.NEXT),
        ("接下来想弄个小剧场", Role.NEXT),
        ("下学年要做的：招教师2名", Role.NEXT),
        ("2025年打算 再招2人", Role.NEXT),
        ("2025打算 再招2人", Role.NEXT),
        ("2025打算把窗口延到社区，先试3个", Role.NEXT),
        ("2024年准备了物资3批", Role.WORK),
        ("2024年争取资金300万元", Role.WORK),
        ("那个不好的地方就是夜班2个人看43个老人", Role.PROBLEMS),
        ("群众反映停车难", Role.PROBLEMS),
        ("夜班看不过来", Role.PROBLEMS),
        ("困难 场地没有", Role.PROBLEMS),
        ("明年打算再修一条路", Role.NEXT),
        ("下一步：组织学习", Role.NEXT),
        ("计划再办一期培训班", Role.NEXT),
        ("计划生育检查3次", Role.WORK),
        ("完成年度计划的96%", Role.WORK),
        ("慰问困难职工32户", Role.WORK),
        ("处理纠纷14宗，3宗未解决", Role.WORK),
    ],
)
def test_problems_and_plans_are_told_by_mark_or_wording(line, role):
    plans = planned(f"检查12次\n{line}\n发放资料300份")[2].plans
    assert [p.role for p in plans if any(line in x.text for x in p.lines)] == [role]


@pytest.mark.parametrize(("year", "role"), [("2025", Role.NEXT), ("2025年", Role.NEXT), ("2023年", Role.WORK)])
@pytest.mark.parametrize("mark", ["\n", "："])
def test_a_year_is_a_plan_where_it_is_the_next_one(year, role, mark):
    plans = planned(f"速冻车间2024年\n\n产量3218吨\n{year}{mark}产量3500吨\n成品率97%")[2].plans
    assert [p.role for p in plans if any("3500" in line.text for line in p.lines)] == [role]


def test_what_goes_on_with_a_problem_is_one_and_a_plan_parted_by_a_space_ends_where_results_follow():
    plans = planned("检查12次\n缺点就是护工难招\n还有就是水管老了，冬天停过3回水\n水表换了40块")[2].plans
    assert [line.text[:4] for p in plans if p.role is Role.PROBLEMS for line in p.lines] == ["缺点就是", "还有就是"]
    plans = planned("林业站2024年\n\n造林300亩\n2025打算 补造50亩\n热线办件47件，满意率98%\n群众反映停车难")[2].plans
    told = [(p.role, line.text[:2]) for p in plans for line in p.lines]
    assert {(Role.NEXT, "20"), (Role.WORK, "热线"), (Role.PROBLEMS, "群众")} <= set(told)


def test_what_is_counted_village_by_village_stays_together():
    notes = "#接龙\n1. 李坳村：厕改完成32户，还差3户\n2. 石门村 厕改28户，验收合格\n3. 桥头村 厕改41户，2户漏水整改\n合计101户，任务106户\n巡查480次"
    plans = planned(notes)[2].plans
    assert next(len([x for x in p.lines if "户" in x.text]) for p in plans if p.role is Role.WORK and p.lines) == 4
    assert "#接龙" in {line.text for line in plans[0].lines}


def test_a_first_line_typed_by_voice_loses_what_only_announces_it():
    outline = planned("嗯那个我说一下啊我们敬老院今年的情况 现在住了86个老人 护工12个人\n体检2次")[2]
    assert "现在" not in "".join(line.text for line in outline.plans[0].lines)
    assert outline.unit == "我院"


def test_a_line_that_turns_to_problems_is_cut_there():
    plans = planned("全年检查12次，整改8处。问题：人手不够。明年：再招2人")[2].plans
    assert [(p.role, "".join(x.text for x in p.lines)) for p in plans[1:]] == [
        (Role.WORK, "全年检查12次，整改8处。"),
        (Role.PROBLEMS, "问题：人手不够。"),
        (Role.NEXT, "明年：再招2人"),
    ]


def test_a_heading_with_nothing_under_it_makes_no_section():
    assert headings("一、培训\n\n二、维权\n调解争议12件\n")[1] == "一、维权工作"


def test_chat_lines_are_furniture_and_stay_in_the_opening():
    opening = planned(read(MESSAGES))[2].plans[0]
    assert {"收到", "[图片]", "王姐 12-18 09:12", "先这样吧，想到再补"} <= {line.text for line in opening.lines}


def test_facts_the_user_added_go_to_the_section_they_fit():
    notes = Notes.of(read(UNION))
    facts = added(facts_of(notes), "技术比武参加职工", "240人")
    homes = [p.heading for p in outline_of(notes, facts).plans if facts[-1] in p.facts]
    assert homes == ["二、生产竞赛和培训"]


def test_outlines_are_deterministic():
    assert planned(read(LAND))[2] == planned(read(LAND))[2]


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (23, "二十三")])
def test_numeral(number, text):
    assert numeral(number) == text
