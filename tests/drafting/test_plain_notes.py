"""Notes kept one matter a line: title, plans under next year's number, problems, counted nouns, days."""

from __future__ import annotations

import pytest

from assistant.manuscript import Manuscript
from assistant.writer import Writer


def drafted(notes: str) -> str:
    writer = Writer()
    return writer.write(writer.take(Manuscript("x"), notes)).drafted().text()


def errors(notes: str) -> list[str]:
    writer = Writer()
    written = writer.write(writer.take(Manuscript("x"), notes))
    return [f.text for f in writer.check(written).errors if f.kind != "placeholder"]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("民政局婚姻登记处 2023", "民政局婚姻登记处2023年工作总结"),
        ("城北供热站 2022-23采暖季", "城北供热站2022—2023采暖季工作总结"),
        ("育才学校（特教） 2022-2023学年", "育才学校2022—2023学年工作总结"),
        ("东桥收费站 23年1-12月", "东桥收费站2023年工作总结"),
        ("检验科2023", "检验科2023年工作总结"),
        ("120急救站", "120急救站年度工作总结"),
    ],
)
def test_the_first_line_names_unit_and_time(first: str, title: str) -> None:
    assert drafted(f"{first}\n接待 3600人次\n培训 4期\n检查 21次").splitlines()[0] == title


@pytest.mark.parametrize("ahead", ["24年 补 6人 换车 2辆", "2024：补 6人；换车 2辆", "24：补 6人，换车 2辆"])
def test_a_line_of_next_years_number_is_a_plan(ahead: str) -> None:
    notes = f"特检所 2023年\n锅炉 213台\n检验员 34人\n{ahead}"
    text = drafted(notes)
    plans = text[text.index("下一步工作") :]
    assert "补6人" in plans
    assert "2024年" in plans
    assert errors(notes) == []


def test_the_second_half_is_the_plan_of_a_report_on_the_first() -> None:
    notes = "客运二车队 上半年\n车 46台 跑 9条线\n事故 3起\n下半年：停 1条线；厂线再开 2条"
    text = drafted(notes)
    assert "停1条线" in text[text.index("下半年工作打算") :]
    assert errors(notes) == []


def test_what_went_wrong_is_a_problem_without_a_mark() -> None:
    text = drafted("血站 2023年\n采血 2.31万人次\n司机退了一个没补 车排不开\n老楼漏 修不了")
    problems = text[text.index("存在的问题") : text.index("下一步")]
    assert "没补" in problems
    assert "漏" in problems


def test_lines_of_no_topic_are_not_put_under_the_topic_of_the_line_before() -> None:
    text = drafted(
        "血站 2023年\n流动车两台 进厂矿、学校\n报废率 1.8 去年 2.2\n实验室过了省里评审\n签了供血协议\n库存盘点 4次"
    )
    assert text.splitlines()[2] == "一、主要工作"


def test_bare_numbers_take_the_classifier_that_their_noun_leaves_no_choice_of() -> None:
    notes = "特检所 2023年\n锅炉 213 压力容器 1120\n投诉 3 离婚 1410\n车 9 辆 2辆超龄\n人员 23 进修 1"
    text = drafted(notes)
    for said in ("锅炉213台", "压力容器1120台", "投诉3件", "离婚1410对", "车9辆", "2辆超龄"):
        assert said in text
    assert "进修1台" not in text
    assert errors(notes) == []


def test_a_decimal_that_begins_a_line_is_a_day() -> None:
    notes = "登记处 2023年\n5.20 一天 186对\n结婚 3186对"
    assert "5月20日" in drafted(notes)
    assert errors(notes) == []


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("我是青石小学教务处的，写2025-2026学年工作总结。", "青石小学2025—2026学年教务处工作总结"),
        ("县供销社下属恒丰农资公司 2026上半年", "县供销社下属恒丰农资公司2026年上半年工作总结"),
    ],
)
def test_a_first_line_that_speaks_of_the_writer_or_the_half_is_the_title(first: str, title: str) -> None:
    text = drafted(f"{first}\n听课 213节\n公开课46节\n培训3次")
    assert text.splitlines()[0] == title
    assert first.strip("。") not in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("志愿者从31人到52人", "志愿者由31人增加到52人"),
        ("排查从9月1号开始", "9月1日"),
        ("电影放了144场（12个村每村12场）任务完成", "放映电影144场（12个村每村12场），任务完成"),
        ("送戏下乡12场，看的人大概6000", "观众约6000人"),
        ("打铁花申报县级成了", "打铁花申报县级成功"),
        ("舞蹈班2期46人，剪纸班1期25", "剪纸班1期25人"),
        ("农药136吨 +9", "农药136吨，增加9吨"),
        ("销售收入731万 去年同期768万 利润23.4万 去年26", "销售收入731万元，去年同期768万元，利润23.4万元，去年26万元"),
        ("老欠的46万收回19万", "老欠的46万元收回19万元"),
        ("总收入1420万，财政补助518，医疗收入886，其他16", "财政补助518万元，医疗收入886万元，其他16万元"),
        ("预防接种 12460针次，一类苗接种率都在95以上", "接种率都在95%以上"),
        ("糖尿病管理1120人 规范830 达标590", "规范830人、达标590人"),
        ("招了2个护士，走了1个医生", "新招护士2名，离职医生1名"),
        ("新买DR一台68万", "新购置DR一台68万元"),
        ("老师获奖：县优质课一等奖2个二等奖3个", "一等奖2个、二等奖3个"),
        ("钱：免费开放经费5万，花了4.86万", "免费开放经费5万元，支出4.86万元"),
        ("尿素每吨涨了180", "每吨上涨180元"),
    ],
)
def test_fragments_become_clauses_of_a_report(line: str, said: str) -> None:
    notes = f"平川镇服务中心2026年工作小结素材\n{line}\n检查 21次\n会议 12次"
    assert said in drafted(notes)
    assert errors(notes) == []


def test_what_is_wished_for_next_year_is_a_plan() -> None:
    text = drafted("平川镇文化站2026年\n送戏12场\n明年想：争取把二楼改成小剧场（80座）")
    assert "小剧场" in text[text.index("下一步工作") :]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("包饺子比赛14个村都来了，150多人", "14个村均参加"),
        ("转移群众2次一共118人，没死人没伤人", "无人员伤亡"),
        ("投资54万，县里拿40万，剩下的镇里凑", "县级出资40万元，其余由镇自筹"),
        ("满意度 89.6分 比去年高1.4", "比去年高1.4分"),
        ("电梯 86部 困人 11次 (去年19)", "困人11次（去年19次"),
        ("员工走了37人 招了33", "新招33人"),
        ("停车费 96.3万", "停车费96.3万元"),
        ("展览 2个，观众1.3万", "观众1.3万人"),
        ("管护面积38.6万平", "38.6万平方米"),
        ("妇女微家 从4个到9个", "由4个增加到9个"),
        ("人 编制16 在编14 借出去1个", "人员编制16名，在编14人，借出1人"),
        ("亏：天悦府小区亏12万", "天悦府小区亏12万元"),
        ("全市游泳赛，咱县7金5银9铜", "金牌7枚、银牌5枚、铜牌9枚"),
    ],
)
def test_talk_becomes_prose(line: str, said: str) -> None:
    notes = f"顺达物业 2026年\n{line}\n检查 21次\n会议 12次"
    assert said in drafted(notes)
    assert errors(notes) == []


def test_plans_end_the_problems_and_what_is_not_to_be_told_is_not() -> None:
    text = drafted(
        "石桥镇水利站 2026年\n巡河640次\n浇地1.1万亩\n高标准农田那个是农业办搞的不写了\n"
        "难处有：山塘漏水没钱修\n来年打算先修5口，收缴率90以上"
    )
    assert "高标准农田" not in text
    assert "先修5口" in text[text.index("下一步工作") :]
    assert "收缴率90%以上" in text


def test_a_guess_makes_no_section_of_one_line() -> None:
    notes = "档案馆2026总结素材\n馆藏 12.6万卷\n查档 2340人次，婚姻档案1420人次\n执法检查 26家\n民生档案进系统 16类\n编研 2本\n经费 236万"
    assert [line for line in drafted(notes).splitlines() if line.startswith("一、")] == ["一、主要工作"]


def test_the_place_behind_the_matter_is_the_unit() -> None:
    assert drafted("2026年妇联工作 东河乡\n培训2期68人\n结对37对\n宣传4次").startswith("东河乡妇联2026年工作总结")


def test_the_size_of_the_unit_opens_the_report() -> None:
    text = drafted("青石小学 2026年\n全校24个班，1086个学生，教师63人\n听课213节\n公开课46节\n课题3个\n培训2期")
    assert text.index("24个班") < text.index("一、")


CHAT = """柳树湾村妇联 2026年工作总结(素材,聊天里翻出来的,帮我理一理)
在不在 年底那个总结镇妇联催了
我先把想起来的发你哈
咱村现在妇女 1127 人,执委11个
结对爱心妈妈19对19,一对一都落实了
调成了12 有1起还是离了 1起还在拖
家政培训去县里的 6 人,拿证5个
问题嘛 年轻媳妇都不在家
执委有几个不太管事,一年开了6次会
明年 想弄个宝妈微信群
两癌争取查到 250
儿童之家想寒假也开
就这些 想起来再说"""


def test_a_chat_is_a_report_without_its_small_talk() -> None:
    text = drafted(CHAT)
    for talk in ("在不在", "发你", "就这些", "问题嘛"):
        assert talk not in text
    problems, plans = text.index("存在的问题"), text.index("下一步工作")
    assert problems < text.index("执委有几个") < plans < text.index("儿童之家")
    assert errors(CHAT) == []


DIARY = """石门坎镇畜牧兽医站 2026年上半年工作总结
1月
5号开站务会,6个人
14号半夜去黄家沟,母牛难产
2月
屠宰场检疫 890头
3月
春防动员会3月6号开的,镇长到场
存在的:
人少,没有年轻的来"""


def test_a_diary_by_months_keeps_its_months_and_days() -> None:
    text = drafted(DIARY)
    assert text.index("1月5日召开站务会") < text.index("2月") < text.index("3月6日召开春防动员会")
    assert "人少" in text[text.index("存在的问题") :]
    assert errors(DIARY) == []


def test_remarks_in_a_table_are_this_years() -> None:
    notes = (
        "顺达客运公司安全科 2026年度安全工作总结(底稿:先放表,后面备注)\n项目\t2025年\t2026年\t备注\n"
        "营运车辆\t58\t54\t报废6 新增2(电动)\n驾驶员\t71\t66\n隐患排查(条)\t93\t118\t整改115,剩3"
    )
    text = drafted(notes)
    assert text.startswith("顺达客运公司安全科2026年安全工作总结")
    assert "营运车辆54（2025年58），报废6" in text
    assert errors(notes) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("停班15天+罚2000", "停班15天并罚款2000元"),
        ("理赔97头,赔了 8.7万", "赔了8.7万元"),
        ("春运40天(2月2日—3月13日)发班 3960班", "发班3960班"),
        ("累计数字化率 71.3%,年初 62%", "年初62%"),
        ("下乡指导37个村,(全县共112个村)", "37个村（全县共112个村）"),
        ("食堂一顿饭12块，老人自己掏8块，政府贴3块", "一顿饭12元，老人自付8元，政府贴3元"),
        ("全年收入198.7万，里面政府补贴74万，支出203.2万", "其中政府补贴74万元"),
        ("展板24块，推文46篇", "展板24块"),
        ("接待查档 3421人次，上年2976人次\n其中民生类占八成多", "。其中民生类占八成多"),
        ("全年扫描142.8万页\n上年 96.5万页", "全年扫描142.8万页，上年96.5万页"),
        ("体检66人都做了", "体检66人均已完成"),
        ("预算报70万，老总还没批", "老总尚未批准"),
    ],
)
def test_more_talk_becomes_prose(line: str, said: str) -> None:
    notes = f"顺达物业 2026年\n{line}\n检查 21次\n会议 12次"
    assert said in drafted(notes)
    assert errors(notes) == []


ASKED = """鸿锦制衣 人事部2024年终总结——老板微信里问的,我先一条条答,回头再写成文
1、现在厂里到底多少人?
答:在册218人,车缝126人
2、为啥走?
离职单上写的:嫌工价低34 家里有事28
3、工伤有没有
有,3起
4、社保
参保164人
5、明年怎么打算
人数保持230人左右"""


def test_questions_are_not_told_and_the_last_asks_for_plans() -> None:
    text = drafted(ASKED)
    assert text.startswith("鸿锦制衣人事部2024年终工作总结")
    for asked in ("多少人", "为啥", "有没有", "怎么打算", "答方面", "社保。"):
        assert asked not in text
    assert "嫌工价低34，家里有事28" in text
    assert "工伤3起" in text
    assert "保持230人" in text[text.index("下一步工作") :]
    assert errors(ASKED) == []


DASHED = """县气象局 / 2024年工作总结 / 素材(办公室汇)
预警—全年发布 146期 / 去年118 / 其中红2 橙19
叫应—红橙预警电话叫应 312人次 / 应答率100
站网—区域站 27个 / 今年新建2(云岭、下坪)/ 更换雨量筒 6
问题—山区站少 / 老设备超期 8套
明年—补站3个 / 招1人"""


def test_a_dash_parts_the_matter_from_what_is_told_of_it() -> None:
    text = drafted(DASHED)
    assert text.startswith("县气象局2024年工作总结")
    assert "全年发布146期，去年118期" in text
    assert "预警—" not in text
    assert "/" not in text
    assert "山区站少" in text[text.index("存在的问题") : text.index("下一步工作")]
    assert "补站3个" in text[text.index("下一步工作") :]
    assert errors(DASHED) == []


TWO_HEADS = """城东二小后勤处 年终总结底稿(2024 老孙)
项目\t2023年\t\t2024年\t\t备注
(单位:万元)\t预算\t实支\t预算\t实支\t
水费\t4.5\t4.82\t4.8\t4.37\t换了感应龙头
维修\t15\t13.4\t18\t19.06\t超了

满意度问卷发了600份收回571
还要搞个报修小程序"""


def test_a_table_under_two_lines_of_heads_with_the_unit_between() -> None:
    text = drafted(TWO_HEADS)
    assert "2023年实支4.82万元" in text
    assert "收回571万" not in text
    assert "备注" not in text
    assert errors(TWO_HEADS) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("六年级语文均分82.6，全县第9", "语文均分82.6分，全县第9"),
        ("全校24个班，1086个学生", "1086名学生"),
        ("课题市级1个，县级3个结题2个", "县级3个、结题2个"),
        ("全县共112个村，累计达标 89", "累计达标89个"),
        ("接收系统还没上", "接收系统尚未上线"),
    ],
)
def test_what_is_counted_is_counted_as_in_writing(line: str, said: str) -> None:
    notes = f"青石服务中心 2026年\n检查 21次\n{line}\n会议 12次\n培训 3期"
    assert said in drafted(notes)
    assert errors(notes) == []
