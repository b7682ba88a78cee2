"""The one import of openai: sending a request, and every error of its library made one of ours.

It takes 0.7 s to import and is imported at the first request. A request goes to the address that the user set and
nowhere else, through the proxy that the environment names: no keys from the environment, no redirects, no tracing;
it carries no headers about this machine.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError, RateLimited, ServerFault, UnknownModel
from assistant.models import faults
from assistant.models.chunks import Delta, delta_of
from assistant.models.endpoint import Endpoint
from assistant.models.network import nobody, proxy_for, trust
from assistant.models.wire import Wire

if TYPE_CHECKING:
    import openai

LIST_TIMEOUT = 5.0  # for the names of the models that there are
LOGGERS = ("openai", "httpx2", "httpcore2", "httpx", "httpcore")  # at DEBUG they write out the notes


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an exchange failed: the error to tell, what the endpoint said, whether and when to try again."""

    error: ModelError
    status: int = 0
    said: str = ""
    wait: float | None = None  # seconds that the endpoint asks for
    passing: bool = False  # trying again at once makes sense


class Failed(Exception):
    """Carries a ``Fault`` from one thread to another; holds nothing of the vendor's error."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault.error))
        self.fault = fault


def ready() -> None:
    """Import the library, so that no endpoint's time is spent on it."""
    import openai  # noqa: F401


class Exchange:
    """One request and what comes back; ``wire`` can be cut from another thread."""

    def __init__(self, endpoint: Endpoint, longest: float) -> None:
        self.wire = Wire()
        self._endpoint = endpoint
        self._longest = longest  # seconds of silence; whoever takes the deltas has less patience

    def deltas(self, body: dict[str, Any]) -> Iterator[Delta]:
        """Send, and yield what arrives; raises ``Failed`` and nothing else."""
        fault: Fault | None = None
        try:
            http = http_client(self._endpoint, self.wire, self._longest)
        except ModelError as error:
            fault = Fault(error)
        if fault is None:
            try:
                yield from self._asked(body, http)
            except Exception as error:  # noqa: BLE001 - whatever a vendor raises becomes one of ours
                fault = self._known_models(fault_of(error, self._endpoint, self.wire), http)
            finally:
                http.close()
        if fault is not None:
            raise Failed(fault)  # outside of the handler: a vendor's error can hold the key

    def _asked(self, body: dict[str, Any], http: openai.DefaultHttpxClient) -> Iterator[Delta]:
        import openai

        client = openai.OpenAI(
            base_url=self._endpoint.address, api_key=secret(self._endpoint), max_retries=0, http_client=http
        )
        with client.post(
            "/chat/completions", body=body, cast_to=object, stream=True, stream_cls=openai.Stream[object]
        ) as chunks:
            for chunk in chunks:
                yield delta_of(chunk)
        if not self.wire.is_stream:
            yield self._unstreamed()

    def _unstreamed(self) -> Delta:
        """An answer sent whole although a stream was asked for, or an error sent as if it were one."""
        body = self.wire.json()
        try:
            delta = delta_of(body)
        except ValueError:
            raise Failed(_of_body(self._endpoint, body, self.wire.text)) from None
        self.wire.done = True
        return delta

    def _known_models(self, fault: Fault, http: openai.DefaultHttpxClient) -> Fault:
        """Name the models that there are where the one asked for is none of them."""
        if not isinstance(fault.error, UnknownModel):
            return fault
        names = _models(self._endpoint, http)
        error = faults.of_status(self._endpoint, fault.status, "", None, fault.said, names) if names else fault.error
        return replace(fault, error=error)


def http_client(endpoint: Endpoint, wire: Wire, silence: float) -> openai.DefaultHttpxClient:
    """Return a client for one exchange that bears so many seconds of silence; raises ``Unreachable`` for a proxy that cannot be used."""
    import openai

    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    proxy = proxy_for(endpoint.address)
    failed = False
    try:
        client = openai.DefaultHttpxClient(
            timeout=openai.Timeout(silence, connect=min(silence, endpoint.connect_timeout)),
            trust_env=False,
            proxy=proxy or None,
            verify=trust() if "https:" in f"{endpoint.address} {proxy}" else nobody(),
            follow_redirects=False,
            event_hooks={"request": [_anonymous(endpoint), wire.prepare], "response": [wire.watch]},
        )
    except (ImportError, ValueError):
        failed = True
    if failed:
        raise faults.bad_proxy(endpoint, proxy)
    return client


def secret(endpoint: Endpoint) -> str:
    """Return the key, or a word in its place; ``_anonymous`` takes that out again."""
    return endpoint.key.get_secret_value() or "none"


def _anonymous(endpoint: Endpoint) -> Callable[[Any], None]:
    def tidy(request: Any) -> None:
        for name in list(request.headers):
            if name.lower().startswith(("x-stainless-", "openai-")):  # this machine, somebody's organisation
                del request.headers[name]
        request.headers["User-Agent"] = "youju"
        if not endpoint.key.get_secret_value():
            request.headers.pop("Authorization", None)

    return tidy


def _models(endpoint: Endpoint, http: openai.DefaultHttpxClient) -> list[str]:
    """The names that ``GET /models`` tells, or none."""
    try:
        answer = http.get(
            f"{endpoint.address}/models", headers={"Authorization": f"Bearer {secret(endpoint)}"}, timeout=LIST_TIMEOUT
        )
        entries = answer.json()["data"]
        return [str(entry["id"]) for entry in entries if isinstance(entry.get("id"), str)]
    except Exception:  # noqa: BLE001 - it is only to help with another failure
        return []


def fault_of(error: Exception, endpoint: Endpoint, wire: Wire) -> Fault:
    """Return what a vendor's error means."""
    import openai

    if isinstance(error, Failed):
        return error.fault
    if isinstance(error, openai.APIStatusError):
        return _of_status(error, endpoint)
    if isinstance(error, openai.APITimeoutError):
        late = (
            faults.timed_out(endpoint, endpoint.timeout)
            if wire.connected
            else faults.unreachable(endpoint, "timed out")
        )
        return Fault(late)
    if isinstance(error, openai.APIConnectionError):
        if wire.status == 200:
            return Fault(faults.broken(endpoint))
        proxy = proxy_for(endpoint.address)
        if proxy and ("Proxy" in causes(error) or not wire.connected):
            return Fault(faults.bad_proxy(endpoint, proxy))
        lost = wire.connected and "SSL" not in causes(error)
        return Fault(faults.unreachable(endpoint, causes(error)), passing=lost)
    if isinstance(error, openai.APIError):  # an error event in the stream
        return _of_body(endpoint, {"error": error.body or str(error)}, "")
    return Fault(faults.not_an_answer(endpoint, wire.text, wire.json()))


def _of_status(error: openai.APIStatusError, endpoint: Endpoint) -> Fault:
    headers = error.response.headers
    status = error.status_code
    if 300 <= status < 400:
        return Fault(faults.of_redirect(endpoint, str(headers.get("location", ""))), status)
    if status == 407:
        return Fault(faults.bad_proxy(endpoint, proxy_for(endpoint.address)), status)
    wait = seconds_of(str(headers.get("retry-after-ms", "")), str(headers.get("retry-after", "")))
    return _told(endpoint, status, error.body, wait)


def _of_body(endpoint: Endpoint, body: object, text: str) -> Fault:
    """The fault of an error that came inside of a good answer."""
    status = faults.status_in(body)
    if not status:
        return Fault(faults.not_an_answer(endpoint, text, body))
    return _told(endpoint, status, body, None)


def _told(endpoint: Endpoint, status: int, body: object, wait: float | None) -> Fault:
    said, words = faults.said_in(body), faults.words_in(body)
    error = faults.of_status(endpoint, status, said, wait, words)
    passing = isinstance(error, ServerFault) or (
        isinstance(error, RateLimited) and not faults.is_about_money(status, words)
    )
    return Fault(error, status, words, wait, passing)


def seconds_of(milliseconds: str, after: str) -> float | None:
    """Return the seconds that ``Retry-After`` (a number or a date) asks for; None where it tells nothing."""
    if re.fullmatch(r"\d+(\.\d+)?", milliseconds.strip()):
        return float(milliseconds) / 1000
    if re.fullmatch(r"\d+(\.\d+)?", after.strip()):
        return float(after)
    try:
        then = parsedate_to_datetime(after)
    except (TypeError, ValueError):
        return None
    now = datetime.fromtimestamp(time.time(), UTC)
    return max(0.0, (then if then.tzinfo else then.replace(tzinfo=UTC)).timestamp() - now.timestamp())


def causes(error: BaseException) -> str:
    """Return the messages of what caused an error, and their kinds."""
    told: list[str] = []
    at = error.__cause__
    while at is not None and len(told) < 5:
        told.append(f"{type(at).__name__}: {at}")
        at = at.__cause__ or at.__context__
    return " ".join(told)
