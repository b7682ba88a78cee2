"""Homes: notes of many offices together, where the same words stand with other figures."""

from __future__ import annotations

import pytest

from assistant.figures.homes import LONG, at_home
from assistant.figures.provenance import judge
from assistant.figures.record import Record, noted, record
from assistant.figures.verdicts import Status

OFFICES = ("青石", "柳湾", "大堰", "石桥", "杏花", "新塘", "白沙", "云栖", "河湾", "栗溪")
GOOD = (Status.SOURCED, Status.DERIVED)


def notes_of(at: int) -> str:
    """Eighteen figures of an office, each unlike those of all others, in the words of all others."""
    n = at * 100
    return "\n".join(
        [
            f"{OFFICES[at]}所 全年的数",
            f"受理案件{n + 311}件，办结{n + 302}件",
            f"巡查{n + 12}次，发现隐患{n + 47}处，整改{n + 41}处",
            f"培训{n + 5}期，参加{n + 633}人次",
            f"收入{n + 219}.5万元，支出{n + 208}.3万元",
            f"新增会员{n + 71}人，慰问{n + 29}户，发放慰问金{n + 9}万元",
            f"走访企业{n + 16}家，解决问题{n + 22}个",
            f"发放宣传单{n + 850}份，悬挂横幅{n + 18}条",
            f"调解纠纷{n + 64}起，成功{n + 61}起",
            f"维修路灯{n + 38}盏，新建公厕{n + 3}座",
        ]
    )


def draft_of(at: int) -> str:
    n = at * 100
    return (
        f"{OFFICES[at]}所受理案件{n + 311}件，办结{n + 302}件。开展巡查{n + 12}次，发现隐患{n + 47}处，整改{n + 41}处。\n"
        f"调解纠纷{n + 64}起，调解成功{n + 61}起；走访企业{n + 16}家，解决问题{n + 22}个；新增会员{n + 71}人，慰问{n + 29}户。"
    )


def all_notes(offices: int = len(OFFICES)) -> Record:
    return record(tuple((f"{at}.txt", notes_of(at)) for at in range(offices)))


@pytest.mark.parametrize("at", range(len(OFFICES)))
def test_a_report_of_one_office_is_true_before_the_notes_of_all(at: int) -> None:
    found = judge(draft_of(at), all_notes())
    assert [f.mention.text for f in found if f.status not in GOOD] == []
    assert {source.document for f in found for source in f.sources} == {f"{at}.txt"}


def test_every_paragraph_rests_on_the_notes_of_its_office() -> None:
    notes = all_notes()
    assert len(notes.figures) >= LONG
    figures = noted("", draft_of(3))
    homes = list(at_home(figures, notes))
    assert sum(len(stretch) for stretch, _ in homes) == len(figures)
    assert {n.document for _, home in homes for n in home.figures} == {"3.txt"}


def test_notes_that_are_not_long_have_no_homes() -> None:
    assert list(at_home(noted("", draft_of(1)), all_notes(2))) == []


def test_figures_swapped_within_a_paragraph_are_both_flagged() -> None:
    draft = draft_of(4).replace("隐患447处，整改441处", "隐患441处，整改447处")
    bad = {f.mention.text for f in judge(draft, all_notes()) if f.status not in GOOD}
    assert bad == {"447处", "441处"}


def test_a_figure_of_another_office_is_flagged() -> None:
    draft = draft_of(4).replace("调解纠纷464起", "调解纠纷264起")
    (bad,) = [f for f in judge(draft, all_notes()) if f.status not in GOOD]
    assert bad.mention.text == "264起"
    assert "464" in bad.message


def test_a_report_of_all_offices_is_true_paragraph_by_paragraph() -> None:
    draft = "\n".join(draft_of(at) for at in range(len(OFFICES)))
    assert [f.mention.text for f in judge(draft, all_notes()) if f.status not in GOOD] == []


def test_a_unit_said_once_for_all_figures_is_said_for_its_own_office() -> None:
    first = "农批市场2024年底稿（会计老辛，钱不写单位的都是万元）\n摊位费应收96.4，实收92.8\n"
    second = "柳湾镇妇幼工作群 2024年\n建册孕妇168（去年191），高危37（去年29）\n"
    notes = record((("notes.txt", f"{first}\n{second}"),))
    found = judge("摊位费应收96.4万元，实收92.8万元。建册孕妇168名，高危孕妇37名。", notes)
    assert [f.mention.text for f in found if f.status not in GOOD] == []


def test_a_unit_said_once_goes_on_past_an_empty_line_in_the_same_notes() -> None:
    text = "农批市场2024年底稿（钱不写单位的都是万元）\n摊位费应收96.4\n\n贷款年初300，年底余180\n"
    found = judge("年初贷款300万元，年底贷款余额180万元。", record((("notes.txt", text),)))
    assert [f.status for f in found] == [Status.SOURCED] * 2
