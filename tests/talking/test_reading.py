"""Reading a request: each intent in clerks' words, and the bodies and corrections in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.talking.reading import correction_in, read
from assistant.talking.request import Correction, Intent
from benchmarks.talking.accuracy import labelled, wrong

CASES = {
    "revise": ("再具体点", "第三部分太长", "把存在的问题改成三条", "最后一段删掉", "少一半", "第二部份太罗嗦了 压一压"),
    "add": ("加上:11月又建会2家", "漏了一条：9月组织献血35人次"),
    "notes": ("删除重复登记会员37人，更正信息120条", "补充招录网格员12名", "不足：人手紧，一人多岗", "11月又建会2家"),
    "ask": ("去年的数是多少", "83万是哪来的"),
    "explain": ("为什么标红", "2500怎么标红了"),
    "findings": ("还有哪些问题", "全文核对一下", "哪个数没出处"),
    "facts": ("看看事实表",),
    "delete": ("11月那条不要了", "那个合理化建议的删了吧"),
    "correct": ("建会不是2家是3家", "合理化建议211条有误，应为221条"),
    "undo": ("撤销", "撤回刚才的修改", "撤消", "不对，改回去"),
    "keep": ("就这样",),
    "export": ("导出Word",),
    "rename": ("标题改成某某镇工会2026年工作总结", "标题该成某某镇工会2026年总结"),
    "redraft": ("全文重写",),
    "help": ("帮助", "你能干什么"),
    "chatter": ("好的主任", "收到", "嗯", "谢谢"),
    "unclear": ("会员", "第三部分", "帮我写个请假条", "今天天气怎么样"),
}


@pytest.mark.parametrize(("intent", "text"), [(i, text) for i, texts in CASES.items() for text in texts])
def test_each_intent_in_clerks_words(intent: str, text: str) -> None:
    assert read(text).intent.value == intent


def test_every_intent_has_a_case() -> None:
    assert set(CASES) == {intent.value for intent in Intent}


@pytest.mark.parametrize("half", ["dev", "held"])
def test_the_labelled_requests_are_read_and_no_note_is_dropped(half: str) -> None:
    bad = wrong(half)
    assert len(bad) / len(labelled(half)) <= 0.04
    assert not [row for row in bad if row[0] in ("notes", "add") and row[1] in ("chatter", "delete", "undo", "redraft")]


def test_bodies_are_without_the_words_that_announce_them() -> None:
    assert read("加上:11月又建会2家").body == "11月又建会2家"
    assert read("再补一条：12月慰问困难职工36户").body == "12月慰问困难职工36户"
    assert read("标题改成某某镇工会2026年工作总结").body == "某某镇工会2026年工作总结"
    assert read("标题该成某某镇工会2026年总结").body == "某某镇工会2026年总结"
    assert read("题目换成《2026年度工会工作总结》").body == "2026年度工会工作总结"


def test_the_old_and_the_new_figure_of_a_correction() -> None:
    assert correction_in("建会不是2家是3家") == Correction("建会", "2家", "3家")
    assert correction_in("新增会员应该是1580人，不是1850人") == Correction("新增会员", "1850人", "1580人")
    assert correction_in("培训班更正为105期") == Correction("培训班", "", "105期")
    assert correction_in("不对") is None


@given(st.text(max_size=80))
def test_any_text_is_read_and_kept_whole(text: str) -> None:
    assert read(text).text == text
