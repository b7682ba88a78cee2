"""What a report says against its notes is found, however many words it shares with them; what agrees is left alone."""

from __future__ import annotations

import pytest

from assistant.checks import check
from assistant.claims.contrary import contrary, poles
from assistant.claims.support import Ground
from assistant.facts import confirmed, facts_of
from assistant.notes import Notes

AGAINST = [
    ("灌溉站 泵房没盖好", "灌溉站泵房建成投用"),
    ("档案楼装修拖到了10月", "档案楼装修如期结束"),
    ("跟县医院的协议没谈成", "与县医院签订协议"),
    ("水质检测没过", "水质检测合格"),
    ("房租收入掉了两成多", "房租收入稳步增长"),
    ("逃课的多了", "逃课现象明显减少"),
    ("扫描仪老卡", "扫描仪运行良好"),
    ("路灯还有三条巷没装", "各条巷路灯全部安装"),
    ("摔伤 2起", "全年未发生摔伤"),
    ("监控换新：推迟到明年", "监控更新工作圆满完成"),
    ("暑期班取消了", "举办暑期班"),
    ("车间一次返工", "车间零返工"),
]
ALIKE = [
    ("灌溉站 泵房盖好了", "灌溉站泵房建成投用"),
    ("泵房第一回没盖好\n泵房后来盖好了", "泵房建成投用"),
    ("水质检测过了", "水质检测合格"),
    ("一号井没修\n二号井修好了", "二号井修复"),
    ("扫描仪没坏过", "扫描仪运行良好"),
    ("没人摔伤", "全年未发生摔伤"),
    ("错字 3处", "未发生重大错误"),
    ("逃课的少了", "逃课现象明显减少"),
    ("桥没修", "完成宿舍粉刷"),
    ("电价多了", "报名人数减少"),
    ("暑期班取消了", "暑期班未能举办"),
    ("档案楼装修提前完了", "档案楼装修如期结束"),
]


def ground(notes: str) -> Ground:
    return Ground((("笔记", notes),))


@pytest.mark.parametrize(("notes", "clause"), AGAINST)
def test_the_contrary_of_a_note_is_found(notes: str, clause: str) -> None:
    found = contrary(clause, ground(notes), counted=False)
    assert found is not None
    words, place = found
    assert words in clause
    assert place.text in notes


@pytest.mark.parametrize(("notes", "clause"), ALIKE)
def test_what_agrees_or_is_of_another_thing_is_not(notes: str, clause: str) -> None:
    assert contrary(clause, ground(notes), counted=False) is None


def test_done_in_part_is_no_contrary_of_the_part_that_was_done() -> None:
    assert contrary("更换门窗30扇", ground("门窗坏 42扇 换了30 还有12没换"), counted=True) is None


def test_every_family_says_why() -> None:
    assert {pole.name for pole in poles()} == {"settled", "passed", "timely", "up", "down", "all", "running"}


def messages(notes: str, sentence: str, head: str = "一、主要工作") -> list[str]:
    text = f"某站2024年工作总结\n{head}\n办班3期。{sentence}。\n三、其他\n"
    given = Notes.of(f"办班3期\n{notes}", "笔记")
    found = check(text, evidence=confirmed(given, facts_of(given))).findings
    return [f.message for f in found if f.kind == "unsourced-claim"]


def test_the_finding_shows_the_note_that_says_the_contrary() -> None:
    (message,) = messages("泵房没盖好", "泵房建成投用")
    assert "正相反" in message
    assert "泵房没盖好" in message


def test_plans_may_say_what_is_not_yet_so() -> None:
    assert not [m for m in messages("泵房没盖好\n明年 盖好泵房", "建成泵房", "二、明年打算") if "正相反" in m]
