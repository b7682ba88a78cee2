"""Counting what a draft uses: tokens, their price, and the limit at which the user wants it to stop."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal

from assistant.errors import BudgetSpent
from assistant.models.port import Answer, ChatModel, Message, Watch
from assistant.models.usage import Usage
from assistant.settings import Settings

MILLION = Decimal(1_000_000)
FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Tariff:
    """Yuan for a million tokens; None where the user has told no price. What is cached costs as the rest unless told."""

    prompt: Decimal | None = None
    cached: Decimal | None = None
    completion: Decimal | None = None

    def cost(self, usage: Usage) -> Decimal | None:
        """Return the yuan that a usage costs, or None without prices."""
        if self.prompt is None and self.completion is None:
            return None
        prompt, completion = self.prompt or Decimal(0), self.completion or Decimal(0)
        cached = prompt if self.cached is None else self.cached
        fresh = usage.prompt - usage.cached
        return (fresh * prompt + usage.cached * cached + usage.completion * completion) / MILLION


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that one draft may use; None is no limit."""

    tokens: int | None = None
    yuan: Decimal | None = None


class Meter:
    """Adds up the usage of one draft, whose answers may run side by side."""

    def __init__(self, tariff: Tariff | None = None, budget: Budget | None = None) -> None:
        self._tariff, self._budget = tariff or Tariff(), budget or Budget()
        self._guard = threading.Lock()
        self._usages: dict[int, Usage] = {}

    @classmethod
    def of(cls, settings: Settings) -> Meter:
        """A meter with the prices and limits of the settings."""
        tariff = Tariff(settings.price_prompt, settings.price_cached, settings.price_completion)
        return cls(tariff, Budget(settings.budget_tokens, settings.budget_yuan))

    @property
    def usage(self) -> Usage:
        """What was used so far."""
        with self._guard:
            return sum(self._usages.values(), Usage())

    @property
    def cost(self) -> Decimal | None:
        """What that costs, or None without prices."""
        return self._tariff.cost(self.usage)

    def note(self, answer: int, usage: Usage) -> None:
        """Take in what that answer has used by now, in place of what it had used before."""
        with self._guard:
            self._usages[answer] = usage

    def spent(self) -> BudgetSpent | None:
        """Return the error for a limit that is reached, or None."""
        usage, cost = self.usage, self.cost
        most = self._budget
        if most.tokens is not None and usage.total >= most.tokens:
            told = f"这次已用 {usage.total} 个词元，到了你设的上限 {most.tokens}"
        elif most.yuan is not None and cost is not None and cost >= most.yuan:
            told = f"这次已花约 {in_yuan(cost)}，到了你设的上限 {in_yuan(most.yuan)}"
        else:
            return None
        return BudgetSpent(f"{told}，已停下大模型，请在“设置”里调高上限后再让它接着写。")

    def sentence(self) -> str:
        """Tell the user what was used; empty where nothing was."""
        usage, cost = self.usage, self.cost
        if not usage.total:
            return ""
        parts = [
            f"其中{what} {count}" for what, count in (("命中缓存", usage.cached), ("思考", usage.reasoning)) if count
        ]
        about = "约 " if usage.estimated else ""
        money = "" if cost is None else f"，约合 {in_yuan(cost)}"
        note = "（接口没有报全用量，部分是估计）" if usage.estimated else ""
        detail = f"（输入 {usage.prompt}，输出 {usage.completion}{''.join('，' + part for part in parts)}）"
        return f"这次共用 {about}{usage.total} 个词元{detail}{money}{note}。"


def in_yuan(amount: Decimal) -> str:
    """Return an amount of money in words, small ones not rounded to nothing."""
    if amount and amount < FEN:
        return "不到 0.01 元"
    return f"{amount.quantize(FEN)} 元"


class MeteredModel:
    """A chat model whose usage is added up, and which stops where the budget is reached."""

    def __init__(self, model: ChatModel, meter: Meter) -> None:
        self._model = model
        self._meter = meter
        self._guard = threading.Lock()
        self._asked = 0

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    @property
    def max_parallel(self) -> int:
        """How many answers may be asked for at the same time."""
        return self._model.max_parallel

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int | None = None, watch: Watch | None = None
    ) -> Answer:
        """Return the answer as it arrives; raises ``BudgetSpent`` while it is iterated, keeping what had come."""
        own = Watch(watch)
        answer = self._model.stream(messages, max_tokens=max_tokens, watch=own)
        with self._guard:
            self._asked += 1
            number = self._asked
        return Answer(self._counted(answer, number, own), lambda: answer.completion, own)

    def _counted(self, answer: Answer, number: int, watch: Watch) -> Generator[str, None, None]:
        if spent := self._meter.spent():
            watch.close()
            raise spent
        given: list[str] = []
        try:
            with closing(answer):
                for piece in answer:
                    given.append(piece)
                    yield piece
                    self._meter.note(number, answer.completion.usage)
                    if spent := self._meter.spent():
                        break
        finally:
            self._meter.note(number, answer.completion.usage)
            watch.close()
        if spent:
            spent.partial = "".join(given)
            raise spent

    def complete(
        self, messages: Sequence[Message], *, max_tokens: int | None = None, watch: Watch | None = None
    ) -> str:
        """Return the whole answer."""
        return "".join(self.stream(messages, max_tokens=max_tokens, watch=watch))
