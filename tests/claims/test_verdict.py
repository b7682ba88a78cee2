"""The border between other words and more than was said, as the guide of the labelled sets draws it."""

from __future__ import annotations

import pytest

from assistant.claims.verdict import Claim, judged
from assistant.figures.provenance import judge
from assistant.figures.record import record
from benchmarks.words.sets import pairs

HEADED = "某站2023年工作总结\n一、主要工作\n{}\n二、结束\n"


def claims(notes: str, clause: str, head: str = HEADED) -> tuple[Claim, ...]:
    text, given = head.format(clause), (("n", notes),)
    return judged(text, given, judge(text, record(given)))


def unsupported(notes: str, clause: str, head: str = HEADED) -> list[str]:
    return [claim.claim for claim in claims(notes, clause, head) if claim.unsupported]


SAID = [
    ("跑工地46次", "检查工地46次。"), ("跑工地46次", "积极开展工地检查46次。"), ("查出隐患93条，改了88条", "93条隐患整改88条，整改率94.6%。"),
    ("没出事故", "全年未发生安全事故。"), ("培训3期120人", "培训3期120人。"), ("投诉12件都办了", "受理投诉12件。"), ("设备旧", "设备老化问题较为突出。"),
    ("上年39件今年47件", "受理47件，较上年增加8件。"), ("豆腐发酸，供货商换掉了1家", "更换供货商1家。"), ("桥修好了，通车了", "大桥建成通车。"),
    ("校车6辆，开学前都查了", "对6辆校车逐车检查。"), ("平均每趟运31件", "平均每趟运31件。"),
    ("得了县里先进", "荣获全县先进单位称号。"), ("排号 平均等31分钟 去年45", "平均等候时间缩短至31分钟。"), ("票务跟公安联上了", "票务与公安实现联网。"),
    ("总机中午不关", "总机中午不间断服务。"), ("队里改选，老李当队长", "完成换届。"),
]  # fmt: skip
WIDENED = [
    ("跑工地46次", "深入各建筑工地。", "act"), ("查出隐患93条，改了88条", "建立隐患台账，实行闭环管理。", "act"),
    ("查出隐患93条，改了88条", "做到了发现一处、整改一处。", "state"), ("没接到事故上报", "实现零事故。", "state"), ("没出事故", "安全形势持续稳定向好。", "state"),
    ("没出事故", "确保了群众生命财产安全。", "effect"), ("项目：操场、围墙、厕所", "完成操场、围墙、厕所改造。", "state"),
    ("培训3期120人", "有效提升了技能。", "effect"), ("培训3期120人", "分层分类开展培训。", "act"), ("培训3期120人", "培训覆盖面不断扩大。", "state"),
    ("收水费135.8万", "严格执行收费标准。", "compliance"), ("投诉12件都办了", "件件有回音，群众满意。", "state"), ("投诉12件都办了", "第一时间响应处理。", "act"),
    ("卷宗不合格9卷", "部分人员责任心不强。", "cause"), ("6台新车", "运力得到有效补充。", "effect"),
    ("油耗21升", "建立油耗考核机制。", "act"),
    ("坝上值班92天", "秩序持续好转。", "state"), ("厂线3条", "成为新的利润增长点。", "state"),
    ("办班3期", "荣获全县先进单位称号。", "state"), ("办班3期", "被评为市级文明单位。", "state"), ("排号 平均等31分钟", "平均等候时间缩短至31分钟。", "state"),
    ("办班3期", "填补了全市空白。", "state"), ("办班3期", "在行业内引发热烈反响。", "effect"), ("亏 20万", "受网购冲击，亏损20万元。", "cause"),
    ("办班3期", "实现群众办事“只跑一次”。", "state"), ("办班3期", "讲好了水乡故事。", "effect"),
    ("办班3期", "妥善处理各类矛盾。", "act"), ("办班3期", "坚决防止此类问题再次发生。", "promise"),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "clause"), SAID)
def test_other_words_are_no_claim_without_a_source(notes: str, clause: str) -> None:
    assert unsupported(notes, clause) == []


@pytest.mark.parametrize(("notes", "clause", "claim"), WIDENED)
def test_more_than_was_said_is(notes: str, clause: str, claim: str) -> None:
    assert claim in unsupported(notes, clause)


def test_a_problem_is_no_promise_to_solve_it() -> None:
    plans = "某站2023年工作总结\n一、下一步打算\n{}\n"
    assert unsupported("设备旧\n明年：再招2人", "着力完善培训体系。", plans) == ["promise"]
    assert unsupported("设备旧\n明年：再招2人", "计划招聘2人。", plans) == []


def test_under_one_head_problems_turn_to_plans() -> None:
    both = "某站2023年工作总结\n一、主要工作\n办班3期。\n二、反思与展望\n{}\n三、结束\n"
    assert unsupported("办班3期\n教室热", "教室闷热。下学期，着力完善培训体系。", both) == ["promise"]


def test_a_fault_is_no_good_that_came_of_something() -> None:
    problems = "某站2023年工作总结\n一、存在的不足\n{}\n二、结束\n"
    assert unsupported("抛锚8次", "车辆日常维护不到位。", problems) == ["cause"]


def test_only_the_widening_words_are_wrong_where_the_rest_is_said() -> None:
    (claim,) = [c for c in claims("组织劳动竞赛19次", "深入各企业组织劳动竞赛19次。") if c.unsupported]
    assert claim.only_widens
    assert claim.reading.words == "深入各"


def test_a_gap_claims_nothing() -> None:
    assert claims("办班3期", "【待补充：效果怎样？】") == ()


def test_the_nearest_place_of_the_notes_is_given() -> None:
    (claim,) = [c for c in claims("收水费135.8万\n换水表46块", "严格执行水费收费标准。") if c.unsupported]
    assert claim.nearest is not None
    assert "水费" in claim.nearest.text


def test_what_the_user_keeps_as_a_word_of_his_own_is_said_by_the_notes() -> None:
    for pair in pairs("dev")[:4]:
        notes = (("n", pair.notes),)
        wrong = [c.clause.text for c in judged(pair.report, notes, judge(pair.report, record(notes))) if c.unsupported]
        kept = (*notes, ("事实表", "\n".join(wrong)))
        again = judged(pair.report, kept, judge(pair.report, record(kept)))
        assert wrong
        assert [c.clause.text for c in again if c.unsupported] == []


JUDGED_ALIKE = [
    ("锅炉一冬天没停过", "锅炉运行平稳。"), ("院子收拾得干净", "院内环境整洁。"), ("水样送检三次都过了", "水质检测合格。"), ("药备得够", "药品储备充足。"),
    ("疫苗没断过货", "疫苗供应正常。"), ("监控都能看清", "监控画面清晰。"), ("老客户都还在", "老客户保持稳定。"), ("场地大、亮堂", "场地宽敞明亮。"),
    ("供热面积186万平（上季178万）", "供热面积186万平方米，供热规模稳步扩大。"), ("能耗：电18万度，去年19.9万", "用电18万度，用电量明显下降。"),
]  # fmt: skip
JUDGED_ALONE = [
    ("锅炉3台 一备", "锅炉健康状况良好。"), ("水样送检不合格1次 停4天", "目前水质稳定达标。"), ("外聘教练19人", "教练队伍专业素质过硬。"),
    ("放鱼420万尾", "鱼类种群结构趋于合理。"),
    ("家长会4回", "家校关系融洽和谐。"), ("办证30本", "办证数量逐年递增。"), ("新考证6个", "青年骨干脱颖而出。"),
    ("供热面积186万平（上季198万）", "供热面积186万平方米，供热规模稳步扩大。"), ("收入612万", "经营状况良好。"),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "clause"), JUDGED_ALIKE)
def test_the_same_judgement_in_other_words_is_said(notes: str, clause: str) -> None:
    assert unsupported(f"{notes}\n办班3期", clause) == []


@pytest.mark.parametrize(("notes", "clause"), JUDGED_ALONE)
def test_a_judgement_that_nobody_made_is_a_claim(notes: str, clause: str) -> None:
    assert unsupported(f"{notes}\n办班3期", clause)


@pytest.mark.parametrize(
    ("notes", "clause"),
    [
        ("新考证6个", "成立保障专班。"),
        ("测温614户", "实行24小时热线值守，测温614户。"),
        ("抽检1回", "高度重视、立即整改。"),
    ],
)
def test_what_was_done_about_it_is_an_act(notes: str, clause: str) -> None:
    assert unsupported(notes, clause) == ["act"]


FAULTY = "某站2023年工作总结\n一、主要工作\n办班3期。\n二、存在的不足\n{}\n三、结束\n"


@pytest.mark.parametrize(
    "clause", ["安全管理存在疏漏。", "执法力量与任务不相匹配。", "维修资金申请流程较长。", "队伍结构不尽合理。"]
)
def test_a_fault_that_nobody_told_is_a_claim(clause: str) -> None:
    assert unsupported("办班3期\n4个人", clause, FAULTY)


@pytest.mark.parametrize(
    ("notes", "clause"), [("仓库小，货堆到走道", "货物堆放至走道。"), ("路灯坏了没人修", "路灯损坏无人维修。")]
)
def test_a_fault_in_other_words_is_none(notes: str, clause: str) -> None:
    assert unsupported(notes, clause, FAULTY) == []


def test_what_was_not_so_makes_nothing_bigger() -> None:
    assert unsupported("几个村不交表", "部分村报表报送不及时。", FAULTY) == []
    assert unsupported("几个村交表", "各村报表及时报送。", FAULTY) == ["act"]


PARTS = "某站2023年工作总结\n一、破解停车难题\n{}。\n二、下学年重点\n{}。\n三、结束\n"


def test_a_head_of_problems_solved_tells_work() -> None:
    assert unsupported(
        "停车难", "成立工作专班", PARTS.replace("{}。\n二", "{}。\n二", 1).replace("重点\n{}", "重点\n略")
    ) == ["act"]


def test_a_head_of_the_next_school_year_tells_plans() -> None:
    assert unsupported("办班3期", "推行导师制", PARTS.replace("题\n{}", "题\n略")) == ["promise"]


def test_what_every_last_line_says_is_no_promise() -> None:
    plans = "某站2023年工作总结\n一、下一步打算\n计划招聘2人，{}\n"
    assert unsupported("明年：再招2人", "推动各项工作再上新台阶。", plans) == []
    assert unsupported("明年：再招2人", "推行夜间门诊。", plans) == ["promise"]
