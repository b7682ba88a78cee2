"""Ways of keeping notes that plain offices have: parts of an amount, verbs behind amounts, rates without a sign."""

from __future__ import annotations

import pytest

from assistant.figures.arithmetic import slips
from assistant.figures.clauses import places
from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import Status


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        (
            "总收入1420万，财政补助518，医疗收入886，其他16",
            "总收入1420万元，其中财政补助518万元、医疗收入886万元、其他16万元。",
        ),
        ("老欠的46万收回19万", "陈欠46万元已收回19万元。"),
        ("老账41万报了3回", "老账41万元已上报3次。"),
        ("一类苗接种率都在95以上", "一类疫苗接种率均在95%以上。"),
        (
            "合格率99.93%\n漏损率：上年14.6%，本年11.9%",
            "合格率99.93%。漏损率方面，上年14.6%，本年11.9%，下降2.7个百分点。",
        ),
        ("妇女微家 从4个到9个", "妇女微家由4个增加到9个。"),
        ("1月\n5号开站务会\n14号半夜去黄家沟", "1月5日召开站务会。14号半夜去黄家沟。"),
        ("2024年\n23年应收372.5万，实收349.78万", "2023年应收372.5万元，实收349.78万元。"),
        ("编制16 在编14\n民生档案进系统 16类", "人员编制16，在编14人。"),
        (
            "春防猪免了17920\n去年春防猪免了16880,牛3040\n狂犬苗 1486条",
            "去年春防猪免疫16880，牛3040。犬只狂犬苗1486条。",
        ),
    ],
)
def test_they_are_read_as_meant(notes: str, text: str) -> None:
    verdicts = judge(text, record((("笔记", notes),)))
    assert [j.mention.text for j in verdicts if j.status not in (Status.SOURCED, Status.DERIVED)] == []


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        ("总收入1420万，财政补助518，医疗收入886，其他16", "医疗收入886元。"),
        ("总收入1420万，病床518，医生886", "病床518万元。"),
    ],
)
def test_and_no_further(notes: str, text: str) -> None:
    verdicts = judge(text, record((("笔记", notes),)))
    assert [j.mention.text for j in verdicts if j.status not in (Status.SOURCED, Status.DERIVED)] != []


def test_a_share_of_what_its_own_words_name_is_not_reckoned_of_the_figure_before() -> None:
    assert slips("家庭医生签约12800人，重点人群签约7900人，占重点人群81%。") == ()
    assert [slip.right for slip in slips("签约居民12800人，其中重点人群7900人，占签约居民的81%。")] == ["62%"]


def test_a_plus_sign_alone_hands_no_unit_on() -> None:
    assert [place.mention.unit for place in places("停班15天+罚2000")] == ["天", ""]


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        ("火灾128(去133) 抢险救援97(去72)", "抢险救援97起，同比增加25起。"),
        ("救人 61——不对，翻车那3个没算进去，应是64", "营救被困人员64人。"),
        (
            "火灾128起\n火灾原因：电气51 厨房34",
            "火灾128起，其中电气火灾51起，占火灾总数的39.8%；厨房用火34起，占26.6%。",
        ),
        (
            "到馆21.36万人次\n分季：一季4.61，二季4.98，三季6.72(暑假)，四季5.05，单位都是万",
            "三季度到馆6.72万人次，占全年到馆21.36万人次的31.5%。",
        ),
        ("参加活动的合计1万8千4百人次", "参与活动1.84万人次。"),
        ("田长：村级18个，网格员74个", "落实村级田长18名、网格员74名。"),
        ("处理：拆了8个13.1亩 / 补手续2个4.3亩 / 立案1个1.2亩", "拆除8个13.1亩，补办手续2个4.3亩，立案1个1.2亩。"),
        ("产量、销售、利润都涨了", "产销利三项指标均有增长。"),
        (
            "销售收入2374万 去年2105万\n  经销商1420|商超531|网店423(网店去年才268)",
            "经销商渠道1420万元，商超531万元，网店423万元；网店同比增长57.8%。",
        ),
        ("老账64万上半年收回一半", "上半年收回老账32万元。"),
        ("恢复耕地干了456\n补助一亩400", "恢复耕地456亩，按每亩400元发放补助18.24万元。"),
        ("全市游泳赛，咱县7金5银9铜", "夺得金牌7枚、银牌5枚、铜牌9枚，奖牌共21枚。"),
        ("送器材32个村：健身路径27套、乒乓台40张", "向32个村配送健身路径27套、乒乓球台40张。"),
        ("信访总量1286件次，网上投诉636件", "网上投诉636件，占信访总量1286件次的49.5%。"),
        ("举报 289件=气151+水46+噪声77+固废15", "举报289件，其中大气类151件、噪声类77件。"),
        ("(ppl=人, LY=去年)\n次均¥98.6 (LY 104.2)\nNov 中医馆扩建", "11月中医馆完成扩建。"),
        (
            "（拿2022年总结的底子，方括号里是2023年的数）\n病例1846例〔改2137例〕，乙类628例〔595〕，丙类1218例〔1542〕",
            "2023年报告病例2137例，乙类595例，丙类1542例。",
        ),
    ],
)
def test_ways_of_five_more_clerks(notes: str, text: str) -> None:
    verdicts = judge(text, record((("笔记", notes),)))
    assert [j.mention.text for j in verdicts if j.status not in (Status.SOURCED, Status.DERIVED)] == []


@pytest.mark.parametrize(
    ("notes", "text", "wrong"),
    [
        ("火灾128(去133) 抢险救援97(去72)", "抢险救援72起。", "72起"),
        ("救人 61——不对，翻车那3个没算进去，应是64", "营救被困人员61人。", "61人"),
        ("全市游泳赛，咱县7金5银9铜", "夺得金牌5枚、银牌7枚、铜牌9枚。", "5枚"),
        (
            "（拿2022年总结的底子，方括号里是2023年的数）\n病例1846例〔改2137例〕，乙类628例〔595〕，丙类1218例〔1542〕",
            "2023年报告病例1846例。",
            "1846例",
        ),
        ("恢复耕地干了456\n补助一亩400", "恢复耕地456亩，按每亩400元发放补助19.24万元。", "19.24万元"),
    ],
)
def test_and_their_lies_are_seen(notes: str, text: str, wrong: str) -> None:
    verdicts = judge(text, record((("笔记", notes),)))
    assert wrong in [j.mention.text for j in verdicts if j.status not in (Status.SOURCED, Status.DERIVED)]
