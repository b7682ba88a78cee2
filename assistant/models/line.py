"""The one way to ask a chat model: a line for one piece of work, whose answers are counted together and end together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.models.metering import Meter, MeteredModel
from assistant.models.port import Answer, ChatModel, Message, Watch


class Line:
    """The line to a model for one draft, one change or one message; safe to use from several threads at once.

    All its answers are counted on one meter, which ends them at the user's limit, and end when ``watch`` is stopped.
    """

    def __init__(self, model: ChatModel, meters: Callable[[], Meter] = Meter, watch: Watch | None = None) -> None:
        self._model = model
        self._meters = meters
        self._watch = watch
        self._meter = meters()
        self._metered = MeteredModel(model, self._meter)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    @property
    def max_parallel(self) -> int:
        """How many answers may be asked for at the same time."""
        return self._model.max_parallel

    @property
    def spending(self) -> str:
        """A sentence on the tokens used by now and their price, or empty."""
        return self._meter.sentence()

    def begin(self, watch: Watch | None = None) -> Line:
        """Return the line for the next piece of work, with a meter of its own."""
        return Line(self._model, self._meters, watch)

    def stream(self, turns: Sequence[Message]) -> Answer:
        """Return the answer as it arrives; raises ``ModelError`` while it is iterated."""
        return self._metered.stream(turns, watch=self._watch)

    def ask(self, question: str, *, under: str = "") -> str:
        """Return the whole answer to one question, put under the system prompt ``under``; raises ``ModelError``."""
        turns = [Message("system", under)] if under else []
        return "".join(self.stream([*turns, Message("user", question)]))
