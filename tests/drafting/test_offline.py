import re
import time
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import checks
from assistant.draft import Role
from assistant.drafting import Assignment, offline
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.sentences import DELETED
from assistant.errors import InputError
from assistant.facts import added, confirmed, corrected, facts_of
from assistant.figures.mentions import Kind
from assistant.figures.provenance import judge
from assistant.figures.reading import figures
from assistant.figures.record import record
from assistant.figures.tables import cells
from assistant.figures.verdicts import Status
from assistant.findings import Severity
from assistant.noteforms import Form, blocks_of
from assistant.notes import Notes
from assistant.outline import outline_of
from tests.drafting.drafts import EXAMPLES, NAMES, ROOT, assignment, drafted, read, written

UNION = read(ROOT / "examples/乡镇工会年度总结.txt")
LAND = read(ROOT / "examples/国土所年度总结.txt")
FINANCE = read(ROOT / "examples/志愿者协会财务总结.txt")
_PADDING = re.compile("深入|扎实|有效|显著|全面|圆满|高度重视|狠抓|进一步|切实|明显|积极|大力|得到了|赢得|奠定")
_HALF = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?()]|[,;!?()](?=[\u4e00-\u9fff])")
_DOUBLED = re.compile(r"[，。；：、！？]{2,}|（）|“”|【】|（[，。；、]")


def derived_in(path):
    """Where the draft says a change or a rate, which the checker takes for derived from the notes."""
    notes = Notes.of(read(path))
    judged = judge(drafted(read(path)).text(), record(tuple((n.document, n.text) for n in notes.items)))
    said = re.compile("(?:同比增长|同比下降|提高|下降|增加|减少|完成率|收缴率)$")
    text = drafted(read(path)).text()
    return {v.mention.start for v in judged if v.status is Status.DERIVED and said.search(text[: v.mention.start])}


def bare_values(text):
    """Every value the notes state, with units given by table heads and signs left out."""
    found = {(m.value, m.high) for m in figures(text) if m.value is not None}
    found |= {
        (Decimal(text[c.start : c.end].rstrip("%").replace(",", "")) * c.scale, None)
        for c in cells(text)
        if text[c.start].isdigit()
    }
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_the_checker_finds_every_figure_sourced(path):
    notes = Notes.of(read(path))
    report = checks.check(
        drafted(read(path)).text(), document="稿", evidence=confirmed(notes, facts_of(notes)), samples=None
    )
    weighty = [f for f in report.findings if f.severity is not Severity.INFO]  # 惯用引子，可保留 is no fault
    assert [(f.kind, f.text, f.message) for f in weighty if f.kind not in ("placeholder", "unused-note")] == []
    title = read(path).partition("\n")[0]
    left = [f.text for f in report.findings if f.kind == "unused-note"]
    told = [t for t in left if t not in title]  # when and by whom they were dictated is no part of the report
    assert [t for t in told if not re.match(r"\d\d(?::\d\d)?$", t)] == []  # times of chat messages only


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_every_value_of_the_draft_stands_in_the_notes(path):
    known = bare_values(read(path))
    scaled = {(value * factor, high) for value, high in known if value is not None for factor in (1, 10000)}
    derived = derived_in(path)
    for m in figures(drafted(read(path)).text()):
        if m.start in derived:
            continue
        if m.kind is Kind.DATE or m.value is None:
            assert m.text.rstrip("年").lower() in re.sub("(?<=月)([0-9]+)号", r"\1日", read(path)).lower()
        else:
            assert (m.value, m.high) in known | scaled, m.text


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_every_line_of_work_is_told(path):
    text = drafted(read(path)).text()
    for block in blocks_of(Notes.of(read(path))):
        if block.form in (Form.ITEM, Form.TABLE):
            for m in figures(block.text):
                assert all(digits in text for digits in re.findall(r"[0-9.]*[0-9]", m.text)), block
            words = [block.text[i : i + 2] for i in range(len(block.text) - 1)]
            assert not words or sum(word in text for word in words) >= 0.4 * len(words), block


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_nothing_is_claimed_and_punctuation_is_clean(path):
    text = drafted(read(path)).text()
    notes = read(path)
    assert [word for word in _PADDING.findall(text) if word not in notes] == []
    assert _HALF.findall(text) == []
    assert _DOUBLED.findall(text) == []
    assert "了了" not in text
    for section in drafted(read(path)).sections:
        assert section.text.strip()
        for line in section.text.splitlines():
            assert line[-1] in "。！？：】" or line.startswith("（")


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_drafting_is_deterministic_and_quick(path):
    first = drafted(read(path))
    begun = time.perf_counter()
    assert drafted(read(path)) == first
    assert time.perf_counter() - begun < 0.3


def test_union_section_reads_as_a_clerk_would_write_it():
    assert written(assignment(UNION, "维权")).text.startswith(
        "集体合同签订率100%，今年到期10家企业均已续签。工资集体协议去年45家，今年新增5家，累计50家；到期的也均已重新签订。"
    )


def test_labels_become_sub_headings_where_there_is_much_under_them():
    text = written(assignment(LAND, "耕地")).text
    assert text.splitlines()[:2] == [
        "（一）占补平衡",
        "县下达我镇任务150亩，目前完成153亩，其中长岗桑园点20亩，庆广小队32亩，塔岗韦咀点13.9亩，漕坊点87亩（漕坊点不符合规划）。",
    ]


def test_a_list_of_parts_hangs_on_its_total():
    assert "全镇204组，其中庆广村37组、太湖村30组、西河村20组、" in written(assignment(LAND, "发证")).text


def test_a_list_that_does_not_add_up_is_not_called_its_parts():
    text = written(assignment("发证\n全镇204组\n甲村37组 乙村30组\n", "发证")).text
    assert "其中" not in text


def test_a_table_becomes_sentences_with_its_unit():
    assert "专项基金收入147350元，支出123830元，余款23520元；" in written(assignment(FINANCE, "收支")).text
    assert "合计收入364212元，支出330562.5元，余款33649.5元。" in written(assignment(FINANCE, "收支")).text


def test_a_table_with_one_column_of_numbers_becomes_a_list():
    note = "改厕\n村\t户数(户)\n东村\t12\n西村\t8\n合计\t20"
    assert "户数合计20户，其中东村12户、西村8户。" in drafted(note).text()


def test_a_table_with_remarks_keeps_them():
    note = "改厕\n村\t面积(亩)\t备注\n东村\t30\t已验收\n西村\t22.5\t没验收"
    assert "东村面积30亩，已验收；西村面积22.5亩，未验收。" in drafted(note).text()


def test_a_head_that_names_what_is_counted_gives_the_unit():
    note = "饮水\n村\t受益户\t人口\t投资(万元)\n东村\t86\t312\t18.6\n西村\t54\t197\t12.4"
    assert "东村受益86户312人，投资18.6万元；西村受益54户197人，投资12.4万元。" in drafted(note).text()


def test_a_line_that_only_says_what_the_table_shows_leads_it():
    note = "一、救助\n低保情况（12月底）\n类别\t户数\t金额(万元)\n城市\t38\t42.7\n农村\t412\t318.5\n二、养老\n床位80张"
    assert "低保情况（12月底）：城市38户，金额42.7万元；" in drafted(note).text()


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("公积金\n指标|2023|2024\n新开户单位(家)|412|515\n提取(笔)|2100|2310", "515家，2023年412家"),
        (
            "卫生局总结\n(去年稿子,括号里是今年的数)\n全县医疗机构312(318)个,床位2846(2980)张。\n签约21.6万(22.9万)人。",
            "318个（去年312个），床位2980张（去年2846张）",
        ),
        (
            "文旅办总结\n（方括号里是今年的数，~~划掉的~~不要）\n文物原46处[改48处，新增上店古井]，其中省级2处[没变]。\n最高一条~~17万次~~[52万次]。\n文保员原6名[改7名]。",
            "文物48处，新增上店古井（去年46处），其中省级2处",
        ),
        (
            "售电\n用电类别\t季度\t2024年\t2023年\n居民\t一季度\t312.5\t298.7\n\t二季度\t247.3\t241.6",
            "居民一季度312.5，2023年298.7；居民二季度247.3",
        ),
        ("镇账(万元)\n1.9 收 运转经费 120\n2.26 支 干部报酬 38.4\n4.15 收 奖补 86", "2月26日支出干部报酬38.4万元"),
    ],
)
def test_years_brackets_and_cash_books_are_told_in_words(note, told):
    text = drafted(note).text()
    assert told in text
    assert "括号里" not in text
    assert not [j for j in judge(text, record((("笔记", note),))) if j.status not in (Status.SOURCED, Status.DERIVED)]


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("茶叶：采了3.2吨，卖了96万", "茶叶采了3.2吨，卖出96万元；"),
        ("法律援助：接了47件，去年39件", "法律援助受理47件，去年39件，同比增长20.5%；"),
        ("水渠：清淤3处", "水渠方面，清淤3处；"),
        ("修渠：修了3公里", "修渠3公里；"),
    ],
)
def test_a_deed_without_a_subject_keeps_its_label(note, sentence):
    assert sentence in drafted(f"{note}\n\n修路：修了2公里\n\n开会3次").text()


def test_a_section_of_one_label_keeps_it_where_nothing_else_is_the_subject():
    note = "1. 茶叶：采了3.2吨\n2. 防汛：值班92天\n3. 饮水：水质检测4次"
    assert "\n茶叶采了3.2吨。" in drafted(note).text()


def test_plans_that_begin_with_their_time_are_told_once():
    note = "检查3次\n接下来想弄个小剧场到村里演，再就是筛查往山里跑"
    text = written(assignment(note, "下一步")).text
    assert text == "下一步，主要做好以下工作：一是办一个小剧场到村里演；二是筛查往山里跑。"


def test_a_year_of_plans_is_said_once_and_a_cost_goes_with_its_plan():
    text = written(
        assignment("站2024年\n\n检查3次\n2025打算 再设自助机2台\n2025打算把窗口延到社区，先试3个", "下一步")
    ).text
    assert text == "2025年，主要做好以下工作：一是再设自助机2台；二是把窗口延到社区，先试3个。"
    text = written(assignment("检查3次\n明年呢想再招4个护工 把热水管换掉 预算大概6万", "下一步")).text
    assert text == "明年，主要做好以下工作：一是再招4个护工；二是把热水管换掉，预算约6万元。"


def test_a_column_of_results_without_a_plan_does_not_call_events_completed():
    note = "林业台账\n\n指标\t单位\t计划\t完成\t去年同期\n造林\t亩\t12000\t12360\t11800\n森林火灾\t起\t\t2\t5"
    text = drafted(note).text()
    assert "造林计划12000亩，完成12360亩" in text
    assert "森林火灾2起，去年同期5起" in text


def test_a_rate_of_the_notes_is_not_worked_out_once_more_and_a_count_gets_no_unit_of_money():
    text = drafted(
        "市场2024年（钱不写单位的都是万元）\n应收98.2，实收94.27，收缴率96.0%\n摊位426个，年底租出398，23年底租出381"
    ).text()
    assert text.count("收缴率") == 1
    assert "381万" not in text


def test_items_that_are_numbered_already_are_not_numbered_twice():
    text = written(assignment("检查3次\n不好的地方：一是人手少；二是场地小；三是账乱", "问题")).text
    assert text == "一是人手少；二是场地小；三是账乱。"


def test_the_opening_claims_nothing():
    assert written(assignment(LAND, "")).text == "现将我所今年以来主要工作情况汇报如下："


def test_gaps_are_asked_for():
    draft = drafted("维权\n调解争议12件")
    problems, plans = draft.sections[-2:]
    assert problems.text.startswith("【待补充：今年哪些事没有完成")
    assert plans.text.startswith("【待补充：明年打算做哪几件事")


def test_problems_written_as_numbers_in_one_line_become_items():
    text = written(assignment("检查3次\n问题：1、人手不够 2、经费紧张 3.台账不全", "问题")).text
    assert text == "一是人手不足；二是经费紧张；三是台账不全。"


def test_corrected_deleted_and_added_facts_are_written():
    notes = Notes.of("维权\n调解争议12件，成功10件，追回工资5万元")
    facts = facts_of(notes)
    facts = added((corrected(facts[0], figure="13件"), facts[2]), "法律咨询", "40人次")
    outline = outline_of(notes, facts)
    plan = next(p for p in outline.plans if p.role is Role.WORK)
    text = offline.written(Assignment(plan, outline, notes, facts)).text
    assert "调解争议13件" in text
    assert f"成功{DELETED}" in text
    assert "法律咨询40人次" in text


def test_a_plan_whose_lines_were_changed_by_hand_is_written_all_the_same():
    task = assignment(UNION, "文体")
    plan = replace(task.plan, lines=(replace(task.plan.lines[1], text="另起一行的话", start=1, end=3),))
    assert written(replace(task, plan=plan)).text == "另起一行的话。"


# revising


def said(pieces):
    return "".join(piece for piece in pieces if isinstance(piece, str))


def revise(text, section, instruction):
    task = assignment(text, section)
    return said(OfflineWriter().revise(task, written(task), instruction))


def numbers(text):
    return [m.text for m in figures(text)]


@pytest.mark.parametrize("instruction", ["太长了，压缩一下", "精简", "改成三条", "合成一段", "把第一部分改成8条"])
def test_reshaping_keeps_every_figure(instruction):
    before = written(assignment(UNION, "维权")).text
    assert numbers(revise(UNION, "维权", instruction)) == numbers(before)


def test_as_many_items_as_asked_for():
    assert re.findall(r"([一二三四五])是", revise(UNION, "文体", "改成两条")) == ["一", "二"]
    assert revise(UNION, "问题", "改成2条").endswith("二是【待补充：第二条请补充】。")


def test_sub_headings_are_folded_into_items():
    assert revise(LAND, "耕地", "分条写").startswith("一是占补平衡方面，县下达")
    assert "二是土地增减挂3个点" in revise(LAND, "耕地", "分条写")


def test_shortening_spares_restrictions():
    text = revise(LAND, "耕地", "压缩")
    assert "漕坊点不符合规划" in text
    assert "（一）" not in text
    assert "包水饺" not in revise(UNION, "文体", "压缩一下")


def test_words_are_added_dropped_and_replaced():
    assert revise(UNION, "文体", "加上：九月还办了一次登山活动").endswith("；五是九月还办了一次登山活动。")
    assert "巡回演出" not in revise(UNION, "文体", "删掉“巡回演出”那句")
    assert "四是" not in revise(UNION, "文体", "去掉第二条")
    assert "文艺演出，17家" in revise(UNION, "文体", "把第四部分里的“汇演”改成“演出”")


def test_what_is_added_to_a_gap_takes_its_place():
    task = assignment("维权\n调解争议12件", "问题")
    assert said(OfflineWriter().revise(task, written(task), "加上：人手不足")) == "人手不足。"


def test_notes_that_the_section_leaves_out_are_added():
    task = assignment(UNION, "文体")
    section = replace(written(task), text="各基层工会每年组织2—3次文体活动。")
    text = said(OfflineWriter().revise(task, section, "再具体点"))
    assert text.startswith(section.text)
    assert "17家企业参加" in text


@pytest.mark.parametrize(
    ("instruction", "words"),
    [
        ("语气再正式一点", "设置"),
        ("展开写写", "没有可以展开的材料"),
        ("删掉“登山”那句", "没有"),
        ("把“登山”改成“跑步”", "没有“登山”"),
        ("把这部分删掉", "不能把整个部分删掉"),
        ("去掉第九句", "没有第9句"),
        ("", "离线"),
    ],
)
def test_what_it_cannot_do_it_says(instruction, words):
    with pytest.raises(InputError, match=words):
        revise(UNION, "文体", instruction)


# any text

WORDS = st.sampled_from(
    ["维权", "今年", "去年45家", "+5", "=", "→", "12件", "，", "。", "；", "：", ":", "\t", " ", "\n", "\n\n", "一、", "1.", "（一）", "- ", "#", "【", "】", "“",
     "”", "(", ")", "问题", "明年", "开了", "会", "搞", "3.5万", "合计", "单位：元", "百分之九十", "xx", "😂", "—", "%", "去", "没", "都", "了", "|", "10:30"]
)  # fmt: skip
NOTES = st.one_of(st.text(min_size=1, max_size=60), st.lists(WORDS, min_size=1, max_size=30).map("".join))


@settings(max_examples=200, deadline=None)
@given(NOTES)
def test_any_notes_are_drafted_and_every_character_placed(text):
    if not text.strip() or "——" in text:  # after a dash stands who said it
        return
    draft = drafted(text)
    notes = Notes.of(text)
    outline = outline_of(notes, facts_of(notes))
    told = [line for plan in outline.plans for line in plan.lines]
    assert len(told) == len({(line.start, line.end) for line in told})
    assert sum(len(re.sub(r"\s", "", line.text)) for line in told) == len(re.sub(r"\s", "", text))
    assert draft == drafted(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=30).map("".join))
def test_any_notes_come_out_with_clean_punctuation(text):
    if not text.strip():
        return
    body = "\n".join(section.text for section in drafted(text).sections)
    assert re.findall(r"，。|。。|，，|、，|；；|（）", body) == []


@settings(max_examples=100, deadline=None)
@given(
    NOTES,
    st.sampled_from(
        ["压缩", "改成3条", "合成一段", "分条", "展开", "加上：开会2次", "删掉会", "把会改成班", "重写", "随便"]
    ),
)
def test_any_revision_gives_text_or_a_sentence_for_the_clerk(text, instruction):
    if not text.strip():
        return
    notes = Notes.of(text)
    outline = outline_of(notes, facts_of(notes))
    for plan in outline.plans:
        task = Assignment(plan, outline, notes, facts_of(notes))
        with suppress(InputError):
            assert said(OfflineWriter().revise(task, written(task), instruction))


def test_what_the_notes_say_twice_is_told_once():
    text = drafted("县水利局2023年总结\n\n调解纠纷12件\n检查安全30次\n调解纠纷12件。\n").text()
    assert text.count("调解纠纷12件") == 1
