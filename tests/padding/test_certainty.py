"""Plain facts without a figure are never called empty; what is only meant to be is no fact."""

from __future__ import annotations

import pytest

from assistant.checks import check
from assistant.findings import Severity
from assistant.padding.certainty import certain
from assistant.padding.lexicon import Lexicon

FACTS = [
    "在全县文艺汇演中获二等奖",
    "我站被评为市级文明单位",
    "老王当选县劳模",
    "质量体系顺利通过复审",
    "工会换届方案经职代会审议通过",
    "综合楼正式投入使用",
    "东风渠主体完工",
    "与县气象局签订协议",
    "同邻县医院建立转诊联系",
    "村委会选举产生新的班子",
    "小陈考取注册会计师",
    "事迹被省报刊登",
    "非法码头已依法取缔",
    "争取到省里的改厕资金",
    "替工人追回拖欠的工资",
    "库房昼夜有人看守",
    "楼顶加装了护栏和水泵",
    "召开家长会两次",
    "转发了《节水办法》",
    "分会主席多为兼职",
    "系统同公安联网",
]
MEANT = [
    "力争获得省级文明单位称号",
    "确保顺利通过年底验收",
    "争取早日投入使用",
    "对已签订合同的企业加强管理",
    "积极争取上级支持",
    "通过召开座谈会加强沟通",
    "严格执行合同评审制度",
    "为确保顺利通过考核",
]


@pytest.mark.parametrize("clause", FACTS)
def test_facts_without_a_figure_are_certain(clause: str) -> None:
    assert certain(clause, Lexicon.standard())


@pytest.mark.parametrize("clause", MEANT)
def test_what_is_only_meant_is_not(clause: str) -> None:
    assert not certain(clause, Lexicon.standard())


@pytest.mark.parametrize("clause", FACTS)
def test_no_warning_stands_on_a_sentence_with_such_a_fact(clause: str) -> None:
    text = f"某站年度工作总结\n一、主要工作\n修路三公里，办班12期。\n进一步加强各项工作，{clause}。\n二、结束\n"
    at = text.index(clause)
    found = [f for f in check(text).findings if f.kind == "boilerplate" and f.severity is Severity.WARNING]
    assert not [f for f in found if f.start <= at < f.end]
