"""Metering: sums over answers side by side, prices, and the limit that stops a draft."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from assistant.errors import BadAnswer, BudgetSpent, ModelGone
from assistant.models.metering import Budget, Meter, MeteredModel, Tariff, in_yuan
from assistant.models.port import Message
from assistant.models.scripted import ScriptedModel
from assistant.models.usage import Usage
from assistant.settings import Settings
from tests.fake_endpoint import FakeEndpoint, Reply
from tests.models.asking import ASK, model

PRICES = Tariff(Decimal(2), Decimal("0.5"), Decimal(8))


@pytest.mark.parametrize(
    ("tariff", "cost"),
    [
        (PRICES, Decimal("18.5")),
        (Tariff(Decimal(2), None, Decimal(8)), Decimal(20)),
        (Tariff(None, None, Decimal(8)), Decimal(16)),
        (Tariff(), None),
    ],
)
def test_prices_are_for_a_million(tariff: Tariff, cost: Decimal | None) -> None:
    assert tariff.cost(Usage(2_000_000, 1_000_000, 2_000_000, 500_000)) == cost


def test_the_settings_give_prices_and_limits() -> None:
    meter = Meter.of(Settings(price_prompt=Decimal(2), price_completion=Decimal(8), budget_yuan=Decimal(1)))
    meter.note(1, Usage(400_000, 0, 24_999))
    assert meter.spent() is None
    meter.note(1, Usage(400_000, 0, 25_000))
    assert "已花约 1.00 元，到了你设的上限 1.00 元" in str(meter.spent())


def test_a_draft_s_usage_is_told_in_one_sentence(endpoint: FakeEndpoint) -> None:
    meter = Meter(PRICES)
    assert meter.sentence() == ""
    metered = MeteredModel(model(endpoint), meter)
    endpoint.answer = Reply("好。", usage={"prompt_tokens": 1000, "completion_tokens": 500, "prompt_cache_hit_tokens": 600,
                                         "completion_tokens_details": {"reasoning_tokens": 100}})  # fmt: skip
    metered.complete(ASK)
    metered.complete(ASK)
    assert (
        meter.sentence()
        == "这次共用 3000 个词元（输入 2000，输出 1000，其中命中缓存 1200，其中思考 200），约合 0.01 元。"
    )
    endpoint.answer = Reply("好。")
    metered.complete(ASK)
    assert "部分是估计" in meter.sentence()


def test_small_amounts_are_not_nothing() -> None:
    assert in_yuan(Decimal("0.004")) == "不到 0.01 元"
    assert in_yuan(Decimal(0)) == "0.00 元"
    assert in_yuan(Decimal("12.345")) == "12.34 元"


def test_the_limit_stops_in_the_middle_and_keeps_what_was_written() -> None:
    metered = MeteredModel(ScriptedModel(["工会" * 100]), Meter(budget=Budget(tokens=50)))
    given: list[str] = []
    with pytest.raises(BudgetSpent, match="到了你设的上限 50") as caught:
        given.extend(metered.stream([Message("user", "写")]))
    assert caught.value.partial == "".join(given)
    assert 0 < len(caught.value.partial) < 200
    assert isinstance(caught.value, ModelGone)
    assert str(caught.value).count("。") == 1


def test_the_limit_closes_the_connection(endpoint: FakeEndpoint) -> None:
    endpoint.answer = Reply("工会" * 40, last_pause=30)
    with pytest.raises(BudgetSpent):
        MeteredModel(model(endpoint, timeout=20.0), Meter(budget=Budget(tokens=20))).complete(ASK)
    assert endpoint.hung_up.wait(1)


def test_nothing_is_asked_once_the_limit_is_reached(endpoint: FakeEndpoint) -> None:
    meter = Meter(budget=Budget(tokens=10))
    meter.note(99, Usage(10))
    with pytest.raises(BudgetSpent) as caught:
        MeteredModel(model(endpoint), meter).complete(ASK)
    assert caught.value.partial == ""
    assert endpoint.requests == []


def test_a_failed_answer_is_counted_too() -> None:
    meter = Meter()
    with pytest.raises(BadAnswer):
        MeteredModel(ScriptedModel([BadAnswer("不对。", partial="工会" * 10)]), meter).complete([Message("user", "写")])
    assert meter.usage.completion == 12


def test_answers_side_by_side_are_summed(endpoint: FakeEndpoint) -> None:
    meter = Meter()
    metered = MeteredModel(model(endpoint), meter)
    endpoint.answer = Reply("好。", usage={"prompt_tokens": 7, "completion_tokens": 5})
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: metered.complete(ASK), range(24)))
    assert meter.usage == Usage(24 * 7, 0, 24 * 5)
