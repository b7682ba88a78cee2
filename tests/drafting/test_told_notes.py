"""Notes that were told rather than written: dictated, spoken, asked and answered, chatted, typed without a stop."""

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


def section(text: str, heading: str) -> str:
    """The text of one section, without its heading."""
    return text[text.index(heading) :].split("\n", 1)[1].split("\n", 1)[0]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("（办公室发的提纲，我往里填的，人事股 小李）", "人事股年度工作总结"),
        ("石岭所 24年小结 草", "石岭所2024年工作总结"),
        ("李院长让报的数，医保办凑的，白沙镇卫生院", "白沙镇卫生院年度工作总结"),
        ("12月18日 上午 王书记办公室 记录：陈红（永和街道综治中心）", "永和街道综治中心年度工作总结"),
        ("融媒 采编部 流水（我自己的本子上抄的）", "融媒采编部年度工作总结"),
        ("县水务公司 生产/营业两个科报上来的 综合办汇总 12.25", "县水务公司年度工作总结"),
        ("【微信聊天记录】", "年度工作总结"),
    ],
)
def test_who_kept_the_notes_is_no_part_of_the_title(first: str, title: str) -> None:
    notes = f"{first}\n接待 3600人次\n培训 4期\n检查 21次\n会议 12次"
    assert drafted(notes).splitlines()[0] == title
    assert errors(notes) == []


SPOKEN = """喂小赵啊你给我记着回头整理整理，我老钱，林业站的。今年造林任务是一千二百亩，实际干了一千二百六十亩，成活率百分之八十九。\
护林员二十六个，每天都得巡山。公益林补偿款发下去了，一百零三万，两千一百户。采伐证办了五十七本，路修了一点八公里。
要说不足嘛就是护林员岁数大，有的不会用手机。再一个站里那台皮卡老趴窝。明年啊造林任务说是一千亩。行就这些，你别写太长。"""


def test_a_voice_message_is_a_report_in_digits_without_its_asides() -> None:
    text = drafted(SPOKEN)
    assert text.splitlines()[0] == "林业站年度工作总结"
    for said in ("1260亩", "完成率105%", "89%", "26名", "103万元", "2100户", "57本", "1.8公里"):
        assert said in text
    assert "整理整理" not in text
    assert "写太长" not in text
    assert section(text, "存在的问题").startswith("一是护林员年龄大")
    assert "1000亩" in section(text, "下一步工作")
    assert errors(SPOKEN) == []


def test_figures_in_words_stay_in_words_where_notes_are_written() -> None:
    assert "十二家" in drafted("东湾商会 2024年\n走访 36次\n会员企业新增十二家\n捐款 8.6万元\n座谈会 4次")


DICTATED = """12月20日 下午 张书记办公室 记录：刘敏（永安街道综治中心）

张书记说：今年总结不要写成流水账，2000字左右。开头写今年总的形势，就说辖区平稳、没有发生重大案事件，再点一下“一站式”中心4月份挂牌。\
然后主要做法分四块，矛盾调解放最前面。问题写三条，要实在。不要提南苑小区那个案子。最后不用喊口号。

矛盾纠纷：受理874件，化解851件
网格：62个网格，专职网格员70人
反诈：发案97起，去年128起，少31起

问题（我想的）：物业纠纷反复；网格员流动大，今年走了14个
打算：网格员考核跟报酬挂钩、反诈发案再降10%、……第四条书记说写“楼栋长”"""


def test_what_a_leader_dictates_opens_the_report_and_how_to_write_it_is_not_told() -> None:
    text = drafted(DICTATED)
    assert text.splitlines()[1] == "辖区平稳、没有发生重大案事件，“一站式”中心4月份挂牌。"
    for never in ("流水账", "2000字", "南苑", "口号", "写三条", "第四条", "放最前"):
        assert never not in text
    assert "同比下降24.2%，减少31起" in text
    assert "物业纠纷反复" in section(text, "存在的问题")
    assert section(text, "下一步工作").endswith("反诈发案再降10%、“楼栋长”。")


ASKED = """（敬老院 张院长，我问她答，我记的。民政办 小田）

问：院里现在多少老人？
答：78个，特困62个，社会上代养的16个。

问：今年都干啥了？
答：把东楼的厕所都改了，24间。民政局给的钱，46万。屋里装了呼叫铃，全院都有了。

问：伙食呢？
答：一天三块五涨到……不是，是一天19块，去年17。

问：出过事没？
答：没有。摔的有2个，都是皮外伤。

问：得奖没？
答：评了二级养老机构，8月挂的牌。

问：有啥难处？
答：工资低招不来人，一个月2600，今年走了3个。还有西楼老，没电梯。

问：明年想咋弄？
答：西楼装电梯。再送5个护工去考证。"""


def test_questions_give_their_answers_a_subject_and_a_place() -> None:
    text = drafted(ASKED)
    assert text.splitlines()[0] == "敬老院年度工作总结"
    for said in (
        "老人78个，特困62个",
        "东楼的厕所全部改造，24间",
        "伙食方面，一天19元，去年17元",
        "未出事",
        "获评二级养老机构",
    ):
        assert said in text
    assert "一是工资低招不来人，一个月2600元，今年走了3个；二是西楼老" in section(text, "存在的问题")
    assert "二是再送5个护工去考证" in section(text, "下一步工作")
    assert errors(ASKED) == []


BREATHLESS = (
    "我是清水乡农技站的小马，今年站里的事我想到哪写到哪，今年粮食面积落实了3.42万亩，比任务的3.4万亩多200亩，玉米单产提升搞了5000亩示范片，"
    "亩产781公斤，培训办了14期912人次，县里专家来了3回，病虫害这块草地贪夜蛾7月初发现的，打药打得早没扩散，农药瓶子回收今年收了1.9吨，去年才0.8吨，"
    "种粮大户现在有37户，去年31户，另外站里被评为县里农技推广先进集体，困难就是站里一共6个人有2个长期被乡里抽去干别的，化验设备是2011年的，"
    "明年准备示范片扩到8000亩，再就是想搞个土专家微信群"
)


def test_a_page_without_a_full_stop_is_told_matter_by_matter() -> None:
    text = drafted(BREATHLESS)
    assert text.splitlines()[0] == "清水乡农技站年度工作总结"
    assert "想到哪写到哪" not in text
    assert "比任务的3.4万亩多200亩；二是玉米单产提升建了5000亩示范片" in text
    assert "8000亩" in section(text, "下一步工作")
    assert "2011年" in section(text, "存在的问题")
    assert max(map(len, text.replace("；", "。").split("。"))) < 80
    assert errors(BREATHLESS) == []


CHAT = """【微信聊天记录】

陈总 12-18 09:12
小何 行政的总结这周五给我

行政-何佳 12-18 10:40
1 今年入职23人离职17人，年底在册86人，去年底80人
行政-何佳 12-18 10:41
2 办公费用全年31.4万，去年36.9万
行政-何佳 12-18 10:41
3 8月份搬办公室，两天搬完，没耽误发货
4 固定资产盘了一遍，412件

陈总 12-18 11:20
问题也要写 车辆管理就很乱"""


def test_numbers_of_a_list_typed_into_a_chat_are_no_figures() -> None:
    text = drafted(CHAT)
    assert "8月份搬办公室" in text
    assert "3、8月份" not in text
    assert "周五给我" not in text
    assert "车辆管理就很乱" in section(text, "存在的问题")
    assert errors(CHAT) == []


PLANNED = """县水务公司 2024年
| 指标 | 单位 | 去年 | 今年 | 全年计划 |
|---|---|---|---|---|
| 供水量 | 万m³ | 1286 | 1342 | 1320 |
| 漏损率 | % | 15.0 | 13.0 | 13.5 |
| 新装用户 | 户 | 1870 | 1425 | 1500 |
| 抢修 | 次 | 418 | 367 | — |
| 安全事故 | 起 | 0 | 0 | 0 |
| 营业收入 | 万元 | 4012 | 4285 | 4200 |

工程：管网改造8.6km，11月通水
客服：热线接了9734个，及时率99%"""


def test_a_table_with_a_plan_tells_the_change_and_how_much_is_done() -> None:
    text = drafted(PLANNED)
    assert "一、主要指标完成情况" in text
    assert "供水量1342万立方米（上年1286万立方米，同比增长4.4%），全年计划1320万立方米，完成率101.7%" in text
    assert "漏损率13.0%（上年15.0%，下降2个百分点），全年计划13.5%" in text
    assert "抢修367次，上年418次，同比下降12.2%；" in text
    assert "安全事故0起，与上年持平" in text
    assert errors(PLANNED) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("积分超市换了三百多人次", "积分超市换了三百多人次"),
        ("防溺水立了牌子，夏天天天有人转", "夏天每天有人转"),
        ("滚动播了3天，发了121条", "发布了121条"),
        ("课后服务搞“菜单式”", "课后服务推行“菜单式”"),
        ("和县医院搞医共体", "和县医院组建医共体"),
        ("金秋助学7人，每人3000，合计2.1万", "每人3000元，合计2.1万元"),
        ("路修好了，63万，上头给50万，剩下13万是村集体出的", "63万元，上级给50万元，剩下13万元是村集体出的"),
        ("42所学校都开了", "42所学校都开了"),
        ("评了文明户20户", "评选文明户20户"),
    ],
)
def test_words_of_talk_are_changed_only_where_the_new_ones_say_the_same(line: str, said: str) -> None:
    notes = f"青石村 2026年\n检查 21次\n{line}\n会议 12次\n培训 3期"
    assert said in drafted(notes)
    assert errors(notes) == []


@pytest.mark.parametrize("heading", ["不行的地方", "懒得想的问题", "问题（我想的）", "欠缺的地方", "头疼的"])
def test_problems_by_any_name_are_problems(heading: str) -> None:
    text = drafted(f"青石站 2026年\n检查 21次\n会议 12次\n{heading}：没有专职会计；仓库漏雨")
    assert section(text, "存在的问题") == "一是没有专职会计；二是仓库漏雨。"


def test_an_empty_item_and_an_eventless_month_are_not_told() -> None:
    text = drafted("青石站 2026年\n1月 检查21次\n2月 没大事。\n3月 会议12次\n明年打算\n1.买车1辆\n2.")
    assert "没大事" not in text
    assert "二是" not in section(text, "明年工作打算")


OUTLINE = """司法所 年终 提纲（先列着）

一 调解
  受理218 成功213
  东沟村坟地纠纷拖了三年 今年也了了
二 社区矫正
  年初17 新收9 解矫11 现15
三 安帮  在册43，新接8
四 法援  代接26（去年19）

问题：卷宗有的不规范
明年：每季度一次以案释法"""


def test_an_outline_numbered_without_marks_gives_the_headings() -> None:
    text = drafted(OUTLINE)
    for heading in ("一、调解工作", "二、社区矫正", "三、安置帮教", "四、法律援助"):
        assert heading in text
    assert "拖了三年，今年已了结" in text
    assert errors(OUTLINE) == []


LOG = """值班本摘抄（通信员抄的）

1.28 除夕 全员在岗 烟花引燃柴垛 出2车10人
2.16 山火 五里岗 18人 打了7个小时
3.9  省道追尾 破拆40分钟救出
4.22 练兵考核 总分第3（去年第7）

全年接警286（去年311）

短板 专职队员流动大走了5个 / 无人机会飞的只1人
26年 攻坚组重新编 / 无人机手再培3个"""


def test_days_at_the_head_of_lines_are_days_not_numbers_of_items() -> None:
    text = drafted(LOG)
    for day in ("1月28日", "2月16日", "3月9日", "4月22日"):
        assert day in text
    assert "二是无人机会飞的只1人" in section(text, "存在的问题")
    assert section(text, "下一步工作").startswith("2026年，主要做好以下工作：一是攻坚组重新编；二是")
    assert errors(LOG) == []


CHECKLIST = """县残联 今年目标清单（打✓的完成 △差一点 ×没弄成）

[✓] 换证新办证 新办312 换领640
[✓] 辅具适配 任务300 → 做了338件
[△] 按比例就业 任务新增45 → 41，企业宁可交钱
[×] 托养中心 原定10月开 消防没过 推到明年
[✓] 运动会 市残运会 金3银5铜4

另外
- 爱心企业捐电动轮椅20台
问题自己想的：就业稳定率低"""


def test_what_a_checklist_marks_as_not_done_is_a_problem() -> None:
    text = drafted(CHECKLIST)
    assert text.splitlines()[0] == "县残联年度工作总结"
    assert "任务新增45，实际达41" in text
    assert "金牌3枚、银牌5枚、铜牌4枚" in text
    assert not set("✓△×") & set(text)
    assert section(text, "存在的问题").startswith("一是托养中心，原定10月开，消防未通过，推到明年；二是就业")
    assert errors(CHECKLIST) == []


GROUP = """【锦苑项目管理群】12月20日 群里报的 复制下来的

经理：各位，总结要用，今天下班前把数报群里
客服-晓燕：老欠费追回来7.3万
客服-晓燕：投诉57件 去年83
经理：@晓燕 报事呢
客服-晓燕：报事报修3126单 完成3098
工程-老郑：水泵房检修12次[捂脸]
工程-老郑：楼道灯换了1140盏
秩序-强哥：消防演练2次
秩序-强哥：灭火器换了310具
秩序-强哥：保安24个
经理：都说说问题
工程-老郑：二期电梯老了 配件贵
秩序-强哥：工资低
经理：收到。明年收缴率奔92，电梯大修两台。辛苦"""


def test_a_group_of_departments_tells_its_work_troubles_and_plans() -> None:
    text = drafted(GROUP)
    assert "锦苑项目管理工作总结" in text.splitlines()[0]
    for never in ("晓燕", "老郑", "强哥", "经理", "捂脸", "报群里", "辛苦", "说说"):
        assert never not in text
    assert "二期电梯老了，配件贵" in section(text, "存在的问题")
    assert "收缴率达到92%" in section(text, "下一步工作")
    assert errors(GROUP) == []


RENEWED = """（在去年的上面改，括号里是今年的，没括号的就是没变）

2024年（2025年）县图书馆工作总结
一、基本服务
全年开放345天（347天），外借图书7.46万册次（7.93万册次）。馆藏总量21.32万册（21.80万册），当年购新书6200册（4800册，经费砍了，从25万到19万）。报刊286种（240种）。
二、不足
一是在编9人（8人，退了1个）。二是部分分馆利用率不高（还是老样子，5个乡镇分馆月均借不到50册）。三是（自助借还机坏了两台）。
三、明年打算
1.办好读书月。2.争取购书经费（恢复到25万）。3.（自助设备换新）4.（延时开放，先暑假试）"""


def test_last_years_report_with_this_years_figures_in_brackets() -> None:
    text = drafted(RENEWED)
    assert "外借图书7.93万册次（去年7.46万册）" in text
    assert "馆藏总量21.80万册（去年21.32万册）" in text
    assert "当年购新书4800册" in text
    problems = section(text, "存在的问题")
    assert "5个乡镇分馆月均借不到50册" in problems
    assert "三是自助借还机坏了两台。" in problems
    assert "二是争取购书经费，恢复到25万元" in section(text, "明年工作打算")
    assert errors(RENEWED) == []


ALIGNED = """河长办周记

W2  开年度第一次河长会
W29 蓝藻，打捞，花了4.2万

            去年    今年
巡河次数     2860    3214    （镇级412 村级2802）
清漂(吨)      640     715
四乱(处)       14       9
保洁员(人)     28      30

还有4个没整改完的问题：2个管网的要等住建，2个养鸭的不肯搬"""


def test_columns_set_by_spaces_with_a_remark_behind_them() -> None:
    text = drafted(ALIGNED)
    assert "巡河次数3214（上年2860），镇级412，村级2802" in text
    assert "清漂715吨，上年640吨，同比增长11.7%" in text
    assert "W2" not in text
    assert "等住建" in section(text, "存在的问题")
    assert errors(ALIGNED) == []


VOICE = (
    "喂喂 开始了啊 我就随便说说你们帮我整理 今年我们园是八个班 孩子一共231个 去年是九个班258个 少了27个 老师22个 保育员8个 "
    "教研这块 我们搞了18次园本教研 老师出去培训46人次 消防演练四次 食堂呢 市场局来查了三次 都过了 满意度问卷发了231份收回来219份 "
    "问题嘛 老师不够年轻的留不住 今年走了三个 明年打算呢 办一个托班 收个20个孩子 大概就这些 好了"
)


def test_talk_typed_with_spaces_for_stops() -> None:
    text = drafted(VOICE)
    assert "随便说说" not in text
    assert "好了" not in text
    assert "今年走了三个" in section(text, "存在的问题")
    assert "20个孩子" in section(text, "下一步工作")
    assert errors(VOICE) == []


QUARTERS = """县教育局人事股全年工作（按季度捋一下，给股长看）

一季度
- 检查52所学校，发现问题37条
- 疑似辍学9人，劝返8人

二季度
- 报名，今年4216人，去年4087人
- 培训1期，参训96人

不足：3所小学班额还是大
2025年：城东新小学9月要开学；继续消大班额"""


def test_quarters_are_sections_and_next_year_is_told_by_its_number() -> None:
    text = drafted(QUARTERS)
    assert text.splitlines()[0] == "县教育局人事股年度工作总结"
    assert "一、一季度" in text
    assert "二、二季度" in text
    assert section(text, "存在的问题") == "3所小学班额还是大。"
    assert "继续消大班额" in section(text, "下一步工作")
    assert errors(QUARTERS) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("春季栽了1350亩，任务1300亩。其中油茶600亩，杉木750亩", "任务1300亩。其中油茶600亩，杉木750亩"),
        ("烧荒处罚了7个人，罚款共3500", "烧荒处罚了7个人，罚款共3500元"),
        ("老人平均年龄78了", "老人平均年龄78岁"),
        ("相亲会1次，来了38人，成了2对（听说的，总结里别写几对了）", "相亲会1次，38人参加"),
        ("没有一起弄成立案的……不对，立案有2起", "立案有2起"),
        ("年轻人都出去了", "年轻人都出去了"),
        ("工单204件，都按期办了", "均已按期办结"),
        ("刘桂芳被镇里评了优秀村干部", "刘桂芳被镇里评为优秀村干部"),
        ("全年交税93万，利润先别写", "全年交税93万元"),
        ("收到转办件67件，办结67件", "收到转办件67件"),
    ],
)
def test_more_words_of_talk(line: str, said: str) -> None:
    notes = f"青石镇林业站 2026年\n检查 21次\n{line}\n会议 12次\n培训 3期"
    assert said in drafted(notes)
    assert errors(notes) == []


VISITS = """卫生院2024年数据

项目 | 2024年 | 2023年
门急诊人次 | 38460 | 35912
住院人次 | 1236 | 1308

缺：儿科医生招不来"""


def test_a_row_named_by_its_unit_is_counted_in_it() -> None:
    text = drafted(VISITS)
    assert "门急诊38460人次，2023年35912人次，同比增长7.1%" in text
    assert section(text, "存在的问题") == "儿科医生招不来。"
    assert errors(VISITS) == []


DAYS = """体育中心2023大事记
3月8日
 妇女健步走，412人，5公里
4月2日-6日
 承办全市少儿游泳赛。14支队268人
5月27日
 体质监测车出发，16个村
12月20日 盘点
 接待24.3万人次，去年19.8万
 送器材32个村"""


def test_days_alone_on_a_line_head_what_happened_on_them() -> None:
    text = drafted(DAYS)
    for said in ("3月8日，妇女健步走", "4月2日至6日，承办全市少儿游泳赛", "5月27日，体质监测车出发"):
        assert said in text
    assert "5月27日，送器材" not in text
    assert "二、存在的问题" in text
    assert errors(DAYS) == []


SALES = """供销社，主任问，我答（录音整理）

主任：先说总的，卖了多少？
答：一亿三千六百二十万，去年一亿二千四百万。
主任：赚了没有？
答：利润二百四十六万，去年一百九十八万。
主任：冬储呢？
答：冬储任务三千吨，实到3150。门面86间。
主任：网上？
答：网店9个，直播73场。"""


def test_spoken_amounts_among_written_ones_are_printed_in_digits() -> None:
    text = drafted(SALES)
    assert "销售额1.362亿元，去年1.24亿元" in text
    assert "利润246万元，去年198万元" in text
    assert "3000吨" in text
    assert errors(SALES) == []


def test_what_the_head_of_the_firm_asks_for_is_no_matter_and_the_aim_is_a_plan() -> None:
    notes = "生产部 老周：今年产量3.26万台，去年2.98万台\n人事：在岗186人，培训19场\n老板：问题也写写，明年目标3200万"
    text = drafted(notes)
    assert "写写" not in text
    assert "3200万" in section(text, "下一步工作")
