"""How a clause judges its subject: by its last words, and no noun of the same characters."""

from __future__ import annotations

import pytest

from assistant.claims.judgements import judgement

JUDGED = {
    "校园环境整洁优美": "整洁优美", "全民健身热潮持续升温": "持续升温", "场馆利用率保持高位": "保持高位", "仪器配置日益先进": "日益先进", "投诉量逐年递减": "逐年递减",
    "检验项目更加齐全": "更加齐全", "制度作用充分发挥": "充分发挥", "青年骨干脱颖而出": "脱颖而出", "赛事组织严密有序": "严密有序",
}  # fmt: skip


@pytest.mark.parametrize(("clause", "words"), JUDGED.items())
def test_a_judging_clause_is_known_by_its_end(clause: str, words: str) -> None:
    found = judgement(clause)
    assert found is not None
    assert found.words == words
    assert not found.wanting


@pytest.mark.parametrize(
    "clause", ["打扫卫生", "开展安全检查", "评选先进", "保障安全", "良好", "制定方案", "检查46次", ""]
)
def test_deeds_and_things_judge_nothing(clause: str) -> None:
    assert judgement(clause) is None


@pytest.mark.parametrize("clause", ["队伍结构不尽合理", "安全管理存在疏漏", "执法力量与任务不相匹配"])
def test_some_find_fault(clause: str) -> None:
    found = judgement(clause)
    assert found is not None
    assert found.wanting


def test_the_same_in_the_words_of_talk_and_its_contrary() -> None:
    found = judgement("目前水质稳定达标")
    assert found is not None
    assert found.said_in("水样三次都达标")
    assert found.said_in("水样没超标")
    assert not found.said_in("水样不达标")
