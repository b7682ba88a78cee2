"""One answer, over as many requests as it takes: tried again before its first word, waited for, gone on with after.

::

    ask ──▶ whole ──▶ done
     ▲ └──▶ refused for its form ───▶ the other form, once, and remembered
     ├──◀── rate limit ─────────────▶ wait as long as asked, where that is bearable
     ├──◀── a passing fault, nothing said yet ──▶ once more
     └──◀── cut off, or at the limit of its length ──▶ ask for the rest after the last whole sentence
"""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import prompts
from assistant.errors import BrokenStream, ModelError, RateLimited, ServerFault, TimedOut
from assistant.models import faults
from assistant.models.chunks import Delta
from assistant.models.dialect import MEMORY
from assistant.models.endpoint import Endpoint
from assistant.models.joining import Joiner, parted
from assistant.models.port import Completion, Message, Watch
from assistant.models.presets import Preset
from assistant.models.pump import Halted, Late, Pump
from assistant.models.thinking import ThinkFilter, ThoughtsAloud
from assistant.models.usage import Estimate, Usage
from assistant.models.vendor import Exchange, Failed, Fault, ready

RETRIES = 1  # of a request that failed before its first word, for a passing reason
PAUSE = 0.5  # seconds before such a retry
LONGEST_WAIT = 60.0  # a longer Retry-After is told to the user instead of waited for
RATE_PAUSES = (2.0, 8.0)  # where a rate limit names no time
RESUMES = 3  # how often the rest of one answer is asked for
SILENT_RESUMES = 1  # after silence, which has cost a whole timeout
LAST_WORDS = 60  # characters of what was told that a model is reminded of
CLIPPED = frozenset({"length", "max_tokens"})
FILTERED = frozenset({"content_filter", "sensitive", "content_filtered"})
CUT = frozenset({"network_error", "insufficient_system_resource", "error", "abort"})  # GLM, DeepSeek, vLLM


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: until the first word or thought, between two of them, and for the whole answer."""

    first: float
    between: float
    total: float


@dataclass(slots=True)
class Attempt:
    """One request: what it has said, why it ended, what it used."""

    estimate: Estimate
    text: str = ""
    thoughts: ThinkFilter = field(default_factory=ThinkFilter)
    finish: str = ""
    refusal: str = ""
    thought: bool = False
    told: Usage | None = None

    def usage(self) -> Usage:
        """The endpoint's word, else the estimate; thoughts that it has not counted apart are estimated."""
        guess = self.estimate.usage()
        if self.told is None:
            return guess
        reasoning = self.told.reasoning or min(guess.reasoning, self.told.completion)
        return replace(self.told, reasoning=reasoning)


class Answering:
    """Asks for one answer and yields its text; ``completion`` tells what has come of it."""

    def __init__(
        self, endpoint: Endpoint, preset: Preset, limits: Limits, messages: Sequence[Message], max_tokens: int | None,
        watch: Watch,
    ) -> None:  # fmt: skip
        self._endpoint, self._preset, self._limits, self._watch = endpoint, preset, limits, watch
        self._messages, self._max_tokens = list(messages), max_tokens
        self._began = self._ended = self._first = 0.0
        self._text = ""
        self._used = Usage()
        self._now: Attempt | None = None
        self._clipped = False  # whether it was the limit on its length that cut it off last
        self._requests = self._retries = self._waits = self._resumes = self._silences = 0

    @property
    def completion(self) -> Completion:
        """What has come so far."""
        used = self._used + (self._now.usage() if self._now else Usage())
        until = self._ended or time.monotonic()
        return Completion(self._text, used, self._requests, self._first, until - self._began if self._began else 0.0)

    def pieces(self) -> Generator[str, None, None]:
        """Yield the text; raises ``ModelError`` with what may be kept of it as ``partial``."""
        self._began = time.monotonic()
        try:
            if self._watch.stopped:
                raise self._halted()
            while (fault := (yield from self._ask())) is not None:
                self._prepare(fault)
        finally:
            self._ended = time.monotonic()
            self._watch.notice = ""
            self._watch.close()

    def _ask(self) -> Generator[str, None, Fault | None]:
        """Make one request and yield what it adds; return why it was not enough, or None when all is well."""
        dialect = MEMORY.of(self._endpoint.address, self._endpoint.model, self._preset)
        turns = self._turns()
        body = dialect.body(self._endpoint.model, turns, self._max_tokens)
        attempt = Attempt(Estimate("".join(m.text for m in turns)), thoughts=ThinkFilter(held=dialect.thinks_aloud))
        self._now, before = attempt, self._text
        joiner = Joiner(before) if before else None
        fault: Fault | None = None
        self._requests += 1
        try:
            with closing(self._taken(attempt, body)) as taken:
                for piece in taken:
                    if text := joiner.feed(piece) if joiner else piece:
                        yield self._given(text)
                    if joiner and joiner.failed:
                        break
            if joiner and not joiner.failed and (text := joiner.close()):
                yield self._given(text)
            if joiner and joiner.failed:
                fault = Fault(faults.too_long(self._endpoint) if self._clipped else faults.broken(self._endpoint))
        except _Ended as ended:
            fault = ended.fault
            if attempt.text and isinstance(fault.error, ServerFault):
                fault = replace(fault, error=faults.broken(self._endpoint, fault.said))
        finally:
            self._used, self._now = self._used + attempt.usage(), None
        if fault is not None and self._text and joiner and not joiner.failed and (text := joiner.close()):
            yield self._given(text)
        if fault is not None and (form := dialect.after(fault.said, body)) and fault.status in {400, 404, 422, 500}:
            MEMORY.learn(self._endpoint.address, self._endpoint.model, form)
            fault = replace(fault, passing=True, wait=0.0)
            self._retries -= 1  # another form is no retry
        return fault

    def _given(self, text: str) -> str:
        if not self._text:
            self._first = time.monotonic() - self._began
        self._text += text
        self._watch.notice = ""
        return text

    def _taken(self, attempt: Attempt, body: dict[str, object]) -> Generator[str, None, None]:
        """Yield the answer's text as it arrives; raises ``_Ended`` where it is not whole."""
        ready()
        exchange = Exchange(self._endpoint, self._limits.total)
        late: Fault | None = None
        with Pump(lambda: exchange.deltas(body), exchange.wire.hang_up, self._watch) as pump:
            due = time.monotonic() + self._limits.first
            try:
                while (delta := pump.take(min(due, self._end()))) is not None:
                    if delta.text or delta.thought:
                        due = time.monotonic() + self._limits.between
                    if text := self._read(attempt, delta):
                        yield text
            except Late:
                late = self._late(heard=attempt.thought or bool(attempt.text))
            except Halted:
                late = Fault(faults.stopped(self._endpoint))
            except Failed as failed:
                late = failed.fault
            except ThoughtsAloud:
                self._learn_aloud()
                self._text, late = "", Fault(faults.aloud(self._endpoint))
        if text := attempt.thoughts.close():
            attempt.text += text
            yield text
        if late is None:
            late = self._flaw(attempt, exchange)
        if late is not None:
            raise _Ended(late)

    def _read(self, attempt: Attempt, delta: Delta) -> str:
        if delta.thought:
            attempt.thoughts.apart()
            attempt.thought = True
        before = len(attempt.thoughts.thoughts)
        text = attempt.thoughts.feed(delta.text) if delta.text else ""
        attempt.estimate.add(text, delta.thought + attempt.thoughts.thoughts[before:])
        attempt.thought = attempt.thought or len(attempt.thoughts.thoughts) > before
        attempt.finish = delta.finish or attempt.finish
        attempt.refusal += delta.refusal
        attempt.told = delta.usage or attempt.told
        attempt.text += text
        return text

    def _end(self) -> float:
        return self._began + self._limits.total

    def _late(self, *, heard: bool) -> Fault:
        if time.monotonic() >= self._end():
            return Fault(faults.took_too_long(self._endpoint, self._limits.total))
        return Fault(faults.timed_out(self._endpoint, self._limits.between if heard else self._limits.first))

    def _flaw(self, attempt: Attempt, exchange: Exchange) -> Fault | None:
        """Why an answer that has ended is not whole, or None."""
        if attempt.finish in FILTERED or (attempt.refusal and not attempt.text):
            return Fault(faults.filtered(self._endpoint, attempt.refusal))
        self._clipped = attempt.finish in CLIPPED
        if self._clipped:
            return Fault(faults.too_long(self._endpoint) if attempt.text else faults.thoughts_only(self._endpoint))
        if attempt.finish in CUT or (not attempt.finish and not exchange.wire.done):
            return Fault(faults.broken(self._endpoint), passing=not attempt.text)
        if not attempt.text.strip():
            return Fault(faults.empty(self._endpoint), passing=True)
        return None

    def _learn_aloud(self) -> None:
        dialect = MEMORY.of(self._endpoint.address, self._endpoint.model, self._preset)
        MEMORY.learn(self._endpoint.address, self._endpoint.model, replace(dialect, thinks_aloud=True))

    def _prepare(self, fault: Fault) -> None:
        """Make ready for the next request, or raise the error to tell."""
        error = fault.error
        error.partial = self._text
        if self._watch.stopped or not self._worth_it(fault):
            raise error
        pause = self._pause(fault)
        if pause > LONGEST_WAIT or time.monotonic() + pause >= self._end():
            raise error
        if isinstance(error, RateLimited) and pause:
            self._watch.notice = faults.waiting(self._endpoint, pause)
        if pause and self._watch.wait(pause):
            raise self._halted()

    def _halted(self) -> ModelError:
        error = faults.stopped(self._endpoint)
        error.partial = self._text
        return error

    def _worth_it(self, fault: Fault) -> bool:
        """Whether to ask once more; counts the tries."""
        error = fault.error
        if isinstance(error, RateLimited) and fault.passing:
            self._waits += 1
            return self._waits <= len(RATE_PAUSES)
        if self._text and isinstance(error, BrokenStream | TimedOut | ServerFault):
            self._resumes += 1
            self._silences += isinstance(error, TimedOut)
            return self._resumes <= RESUMES and self._silences <= SILENT_RESUMES
        self._retries += fault.passing
        return fault.passing and self._retries <= RETRIES

    def _pause(self, fault: Fault) -> float:
        if fault.wait is not None:
            return fault.wait
        if isinstance(fault.error, RateLimited):
            return RATE_PAUSES[self._waits - 1]
        return PAUSE if isinstance(fault.error, ServerFault) else 0.0

    def _turns(self) -> list[Message]:
        """What to say: the messages, and where the answer has begun already, what to go on from."""
        if not self._text:
            return self._messages
        whole, half = parted(self._text)
        told = whole[-LAST_WORDS:] or "（还没有完整的句子）"
        asked = prompts.render("continue", told=told, half=half or "（没有）")
        return [*self._messages, *([Message("assistant", whole)] if whole else []), Message("user", asked)]


class _Ended(Exception):
    """An exchange has ended with a fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault
