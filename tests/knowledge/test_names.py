"""Names in sample passages: what is found, what is no name, how a draft is searched for them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.names import Grip, Kind, Lookup, Name, alike, called, finder_id, forms_in, names_in
from knowledge.names.words import chars, generic, parts, suffixes
from knowledge.reports import built_in_reports
from knowledge.splitting import passages

PLACE, BODY, PERSON, WORK = Kind.PLACE, Kind.ORGANISATION, Kind.PERSON, Kind.WORK


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # by their last word
        ("对溪荻农机园38家企业逐家上门。", {"溪荻农机园": PLACE}),
        ("给了笋坪砖厂一名装窑工。", {"笋坪砖厂": BODY}),
        ("油坊冲村800亩、石磴村650亩。", {"油坊冲村": PLACE, "石磴村": PLACE}),
        ("麻石塘镇岗背村87亩。", {"麻石塘镇": PLACE, "岗背村": PLACE}),
        ("云岚物业服务有限公司2024年工作总结", {"云岚物业服务有限公司": BODY}),
        ("鹭埠圩镇总工会的做法", {"鹭埠圩镇总工会": BODY}),
        ("在花园村和幸福路各设一处。", {"花园村": PLACE, "幸福路": PLACE}),
        ("联合宏远物业公司清理楼道。", {"宏远物业公司": BODY}),
        ("书店和红星幼儿园参加。", {"红星幼儿园": BODY}),
        # in rows
        ("每天往枫桠、大箐脚、野鸭凼4个村送水。", {"枫桠": PLACE, "大箐脚": PLACE, "野鸭凼": PLACE}),
        ("三是岑碓、瓦苕两村各建1支文艺队。", {"岑碓": PLACE, "瓦苕": PLACE}),
        ("柳西、杜庄、大樟坞村打造广场。", {"柳西": PLACE, "杜庄": PLACE, "大樟坞村": PLACE}),
        ("鹧鸪尖180亩、洗砚冲150亩。", {"鹧鸪尖": PLACE, "洗砚冲": PLACE}),
        ("深入禾泽饲料、松坤建材、青狮建筑等14家企业。", {"禾泽饲料": BODY, "松坤建材": BODY, "青狮建筑": BODY}),
        # persons
        ("写出养蜂户鲁贵祥从12箱蜂养到58箱的经过。", {"鲁贵祥": PERSON}),
        ("由李国强负责，组长周海燕汇报。", {"李国强": PERSON, "周海燕": PERSON}),
        ("局长陈辉同志到会。", {"陈辉": PERSON}),
        # works and brands, cities
        ("栏目《攻坚在一线》每周1期。", {"攻坚在一线": WORK}),
        ("在村口建成“阳光驿站”1处。", {"阳光驿站": WORK}),
        ("赴杭州学习，到武汉大学培训。", {"杭州": PLACE, "武汉大学": BODY}),
    ],
)
def test_names_are_found(text: str, found: dict[str, Kind]) -> None:
    assert {name.text: name.kind for name in names_in(text)} == found


@pytest.mark.parametrize(
    "text",
    [
        "镇总工会、县总工会、上级工会和各基层工会密切配合，我局、我镇、全镇各村都参加。",
        "党员活动室、便民服务中心、职工之家、农家书屋和示范村全部建成。",
        "行政村、自然村、贫困村、文明村、深度贫困村和移民村都有驻村工作队。",
        "九年一贯制学校2所、普通高中2所、民办幼儿园12所、中心小学1所。",
        "食品厂、物流园、建材公司和化工企业的职工参加，酒店、饲料等行业也来了。",
        "开展“两学一做”和“不忘初心”教育，落实《中华人民共和国工会法》《关于加强工会工作的意见》。",
        "张某、周某某和xx镇、××公司、__村的情况另报。",
        "书记高度重视，职工高温补贴按月发放，干部高标准完成任务，教师全员培训。",
        "学习雷锋同志，贯彻邓小平理论。",
        "高血压、糖尿病等6个病种改在乡镇卫生院认定；应急班6月在水库训练。",
        "河长办、林长办、融媒体中心、综治中心、爱卫办和科教文卫办公室联合检查。",
        "《北京市居民委员会条例》和全国、全省的要求。",
        "女职工委员会、经费审查委员会、领导小组办公室设在镇政府。",
    ],
)
def test_what_every_unit_has_is_no_name(text: str) -> None:
    assert [name.text for name in names_in(text)] == []


@pytest.mark.parametrize("report", built_in_reports(), ids=lambda r: r.document)
def test_names_stand_where_they_say_and_do_not_overlap(report) -> None:  # type: ignore[no-untyped-def]
    for passage in passages(report):
        found, end = names_in(passage.text), 0
        for name in found:
            assert passage.text[name.start : name.end] == name.text
            assert name.start >= end
            assert name.core in name.text
            end = name.end


@given(st.text(alphabet="石磴村镇鸿达公司和在李国强书记《》“”、0123等个两家企业。\n xA", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_names_stand_where_they_say(text: str) -> None:
    found = names_in(text)
    assert all(text[name.start : name.end] == name.text for name in found)


def test_short_forms_are_looked_for_but_no_everyday_words() -> None:
    forms = {name.text: name.grip for name in forms_in("石磴村修路，在花园村修渠。", "鹭埠圩镇总工会2024年工作总结")}
    assert forms["石磴"] is Grip.FREE
    assert {"鹭埠圩镇总工会", "鹭埠圩镇", "鹭埠圩"} <= forms.keys()
    assert "花园村" in forms
    assert "花园" not in forms


def test_two_everyday_characters_count_between_edges_only() -> None:
    lookup = Lookup(forms_in("三湖村修路。"))
    assert [hit.name.text for hit in lookup.find("在三湖两岸，到三湖、石门两村，三湖段完工。")] == ["三湖"] * 2 + [
        "三湖"
    ]
    assert [hit.name.text for hit in lookup.find("第三湖区有三湖泊。")] == []


def test_works_of_few_characters_count_in_quotation_marks_only() -> None:
    lookup = Lookup(forms_in("排演小戏《借牛》。"))
    assert [(hit.start, hit.end) for hit in lookup.find("向邻村借牛。又演《借牛》。")] == [(9, 11)]


def test_a_hit_takes_in_the_suffix_that_the_text_adds() -> None:
    text = "石磴段已完工。"
    (hit,) = Lookup(forms_in("石磴村修路。")).find(text)
    assert text[hit.start : hit.end] == "石磴段"


@given(
    st.lists(st.text("石磴村镇鸿达和", min_size=2, max_size=4), max_size=12), st.text("石磴村镇鸿达和、。", max_size=40)
)
def test_hits_are_in_order_and_apart_and_the_longest(words: list[str], text: str) -> None:
    names = [Name(w, WORK, Grip.FREE, w, "", 0, len(w)) for w in words]
    hits, end = list(Lookup(names).find(text)), 0
    for hit in hits:
        assert text[hit.start : hit.end] == hit.name.text
        assert hit.start >= end
        assert not any(len(w) > len(hit.name.text) and text.startswith(w, hit.start) for w in words)
        end = hit.end
    assert bool(hits) == any(w in text for w in words)


def test_what_a_thing_is_called() -> None:
    assert called("鸿达纺织有限公司", 2) == "有限公司"
    assert called("青石镇总工会", 2) == "镇"
    assert called("鸿达送清凉", 2) == ""
    assert alike("有限公司", "公司")
    assert alike("", "村")
    assert not alike("镇", "村")
    assert not alike("小学", "公司")


def test_the_data_is_in_order() -> None:
    lines = [line for line in _data("generic.tsv").splitlines() if line and not line.startswith("#")]
    assert all(len(line.split("\t")) == 2 and all(line.split("\t")) for line in lines), "each entry has its reason"
    assert len({line.split("\t")[0] for line in lines}) == len(lines) == len(generic())
    known = parts()["wellknown"]
    assert set(known["doubtful"].split()) <= set((known["cities"] + known["provinces"]).split())
    assert not suffixes("seats") & suffixes("firms", "schools", "offices")
    assert chars("hard")
    assert not chars("hard") & suffixes("seats")
    assert len(finder_id()) == 8


def _data(name: str) -> str:
    from importlib.resources import files

    return (files("knowledge.names") / name).read_text(encoding="utf-8")
