"""Notes that contradict themselves: sums, cut-off dates, one count with two values; and notes that only look so."""

from __future__ import annotations

import pytest

from assistant.checks import check
from assistant.facts import confirmed, facts_of
from assistant.findings import Finding, Severity
from assistant.notes import Notes

FLAGGED = {
    "two cut-off dates": (["截至12月20日建会3家\n会员截至12月底500人"], "12月底"),
    "two cut-off dates in two files": (["统计到11月30日：办证40本", "数据截止12月31日，收费3万元"], "12月31日"),
    "a total and its parts": (["共有30人，其中男18人，女13人"], "30人"),
    "one count under a topic of its own": (["在职党员43名\n党建：在职党员45名"], "45名"),
    "two deadlines of one matter": (["验收材料9月底前报\n验收材料10月15日前报"], "10月15日"),
    "two days of what happens once": (["新馆5月8日开馆\n新馆开馆是5月18日"], "5月18日"),
    "a rate that does not come out": (["应检200人，实检150人，检测率80%"], "80%"),
    "a difference that does not come out": (["去年事故9起，今年5起，减少3起"], "3起"),
    "a rate, the due figure second": (["到会45人 应到60人 到会率85%"], "85%"),
    "a difference in 万": (["客流 去年5.1万 今年6.4万 多1.6万"], "1.6万"),
    "a growth that does not come out": (["产值 去年400万，今年460万，增长20%"], "20%"),
    "a growth told as a fall": (["产值 去年400万，今年460万，下降15%"], "15%"),
    "an average": (["办班4期 共200人 平均每期40人"], "40人"),
    "two opposites": (["巡护员64人：男41 女25"], "64人"),
    "what was done and what was not": (["隐患77条，改了60，没改27"], "77条"),
    "what the money went to": (["支出38万：人工21万、材料9万、车6万"], "38万"),
    "two opposites on the line below": (["共走访农户75家\n其中城区30家，乡镇41家"], "75家"),
    "one count in other words": (["全年办夜校 12期\n夜校一共办了 15期"], "15期"),
    "one count by an office": (["购置电扇 40台\n总务：新买电扇 35台"], "35台"),
    "a day under a longer name": (["老年食堂 3月8日开业\n食堂 4月1日开业"], "4月1日"),
    "done and not done": (["老桥加固 8月弄好了\n老桥加固还没完成"], "老桥加固还没完成"),
    "passed and not passed": (["消防验收 通过了\n消防验收没过，还得改"], "消防验收没过，还得改"),
    "listed as not done": (["凉亭 完工了\n还没完工的：凉亭、步道"], "还没完工的：凉亭、步道"),
    "in time and late": (["大门口道闸按期装上\n大门口道闸推迟到11月装"], "大门口道闸推迟到11月装"),
    "one count twice": (["家庭医生签约7800人\n药品零差价", "慢病管了610人\n家庭医生签约7600人"], "7600人"),
}
CLEAN = {
    "one cut-off date in two forms": ["截至12月31日建会3家\n会员截至12月底500人"],
    "a sum that holds": ["三项共30人，其中男17人，女13人"],
    "one count twice with one value": ["家庭医生签约7800人\n家庭医生签约7800人"],
    "last year beside this year": ["家庭医生签约7800人，去年家庭医生签约7000人"],
    "a total and a part": ["志愿者队伍126人\n其中志愿者队伍新增20人"],
    "two times of the year": ["上半年家庭医生签约3000人\n下半年家庭医生签约4800人"],
    "a plan beside what was done": ["家庭医生签约7800人\n明年家庭医生签约目标9000人"],
    "deadlines of two matters": ["总结11月30日前交\n台账12月5日前交"],
    "a deadline put off": ["验收材料9月底前报\n验收材料推迟到10月15日前报"],
    "days of what happens again": ["5月8日开职代会\n6月8日开职代会"],
    "the same work of two places": ["石桥：修路2公里长\n柳坝：修路3公里长"],
    "a rate that comes out": ["应检200人，实检150人，检测率75%"],
    "opposites that come out": ["巡护员64人：男41 女23"],
    "traits that overlap": ["巡护员64人：男41 党员22"],
    "siblings, not a whole and its parts": ["抽120卷，优秀89 合格28 不合格3"],
    "a growth that comes out": ["产值 去年400万，今年460万，增长15%"],
    "a difference of rounded figures": ["客流 去年5.1万 今年6.4万 多1.3万"],
    "an average that comes out": ["办班4期 共200人 平均每期50人"],
    "some of what the money went to": ["支出38万，其中人工21万，车6万"],
    "two opposites on the line below that come out": ["共走访农户75家\n其中城区30家，乡镇45家"],
    "some parts on the line below": ["共走访农户75家\n其中低保户30家，五保户41家"],
    "passed at the second try": ["消防验收第一次没过\n消防验收后来过了"],
    "two of several of a name": ["东闸门修好了\n西闸门没修好"],
    "two things": ["凉亭完工了\n步道没完工"],
    "what is left of it": ["路灯修好了\n还有巷口路灯没修好"],
    "a table's rows": ["村\t户数\n石桥村\t310\n柳坝村\t280"],
}


def found(notes: list[str]) -> list[Finding]:
    given = Notes()
    for number, text in enumerate(notes, start=1):
        given = given.adding(text, f"笔记{number}.txt")
    report = check("略。", evidence=confirmed(given, facts_of(given)))
    return [f for f in report.findings if f.kind == "notes-conflict"]


@pytest.mark.parametrize(("notes", "at"), FLAGGED.values(), ids=FLAGGED)
def test_contradictions_are_told_with_their_places(notes: list[str], at: str) -> None:
    (finding,) = found(notes)
    assert finding.severity is Severity.INFO
    assert finding.text == at
    texts = {f"笔记{number}.txt": text for number, text in enumerate(notes, start=1)}
    assert len(finding.evidence) >= 2
    for source in finding.evidence:
        assert texts[source.document][source.start : source.end] == source.text
    assert (finding.start, finding.end) == (finding.evidence[0].start, finding.evidence[0].end)


@pytest.mark.parametrize("notes", CLEAN.values(), ids=CLEAN)
def test_what_only_looks_so_is_left(notes: list[str]) -> None:
    assert found(notes) == []
