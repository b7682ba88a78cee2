import pytest

from assistant.drafting.changing import changed, completed
from assistant.drafting.completing import completions
from tests.drafting.drafts import drafted


def applied(text):
    for start, end, new in sorted(completions(text), reverse=True):
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("站 2022年（水量单位：万立方米）\n来水：年来水 3180，上年 3725", "年来水3180万立方米"),
        ("2023年（括号里去年）\n事故31起（38） 伤37人（46）", "31起（去年38起，同比下降18.4%）"),
        ("水稻 3.42→3.58万亩", "3.42万亩→3.58万亩"),
        ("利润92.7万元，去年81.4万元", "去年81.4万元，同比增长13.9%"),
        ("改厕 计划1500座 完成1486座", "完成1486座，完成率99.1%"),
        ("保费应收102.5万元，收到98.4万元", "收到98.4万元，收缴率96%"),
        ("总结（方括号里是2023年的数）\n班24个[26]，学生1136人[1208]，教师89人[93]", "班26个（去年24个）"),
        ("案子 结案812件\n是我看错，结案数系统里是821件不是812件", "案子 结案821件\n"),
    ],
)
def test_what_the_layout_says_is_written_out(note, said):
    assert said in applied(note)


@pytest.mark.parametrize(
    "note",
    [
        "信访件40件，办结38件，上年收了52件",
        "本科上线1371人；去年报考2305人",
        "上稿311篇=省级64+市级238（去年274）",
        "工资协商 去年71家 今年新增6家",
    ],
)
def test_different_things_are_not_compared(note):
    assert "同比" not in applied(note)
    assert "减少" not in applied(note)


@pytest.mark.parametrize(
    ("now", "last", "said"),
    [
        ("96.8%", "95.1%", "，提高1.7个百分点"),
        ("4人", "4人", "，与上年持平"),
        ("2人", "5人", "，减少3人"),
        ("68分钟", "81分钟", "，减少13分钟"),
        ("120件", "100元", ""),
        ("约120件", "100件", ""),
    ],
)
def test_a_change_is_said_in_the_measure_of_its_figures(now, last, said):
    assert changed(now, last) == said


def test_a_rate_needs_one_unit():
    assert completed("90户", "100户") == "，完成率90%"
    assert completed("90户", "100人") == ""


def test_a_form_is_told_without_its_numbers():
    note = (
        "安澜物业 年度填报表（2023）  填表：客服部小殷\n1 在管项目（个）：9\n 1.1 其中 住宅6 写字楼2 产业园1\n"
        "2 收入（万元）：2148.6   上年1976.3\n 2.1 物业费 1732.5\n  2.1.1 其中 清旧欠 118.4\n 2.2 停车费 246.8\n"
        " 2.3 公共收益 169.3\n3 投诉（件）：187\n"
    )
    text = drafted(note).text()
    assert text.startswith("安澜物业2023年工作总结")
    assert "在管项目9个，其中住宅6个，写字楼2个，产业园1个" in text
    assert "其中物业费1732.5万元（其中清旧欠118.4万元），停车费246.8万元，公共收益169.3万元" in text
    assert "填表" not in text
    assert "2.1" not in text
