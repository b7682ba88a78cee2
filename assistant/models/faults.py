"""Failures of an endpoint, told to the clerk: one sentence with what failed, the value, and what to do next.

Nothing here knows a vendor's library; ``vendor`` reads the vendor's errors and asks for the sentence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from assistant.errors import (
    BadAnswer,
    BrokenStream,
    Filtered,
    ModelError,
    NotAModel,
    RateLimited,
    ServerFault,
    Stopped,
    TimedOut,
    Unauthorised,
    UnknownModel,
    Unreachable,
)
from assistant.models.endpoint import Endpoint
from assistant.models.network import is_local, shown

LONGEST_DETAIL = 120
MOST_NAMES = 8  # of the models that there are
_NO_MODEL = re.compile(
    r"(?i)model.{0,60}(not.?exist|not.?found|not.?support|unknown|no.?access)"
    r"|(no such|invalid|unknown) model|模型.{0,8}不存在"
)
_TOO_LONG = re.compile(
    r"(?i)context.?(length|window|size)|too (long|many tokens)|maximum.{0,20}(length|tokens)"
    r"|exceed.{0,40}token|input length|超长|过长"
)
_NO_MONEY = re.compile(r"(?i)insufficient|quota|balance|billing|arrear|good standing|余额|欠费|充值")
_NO_MONEY_400 = re.compile(r"(?i)arrear|good standing|insufficient.?balance|余额|欠费")  # DashScope says it with 400
_FILTERED = re.compile(
    r"(?i)data.?inspection|content.?(filter|policy|risk|management)|inappropriate|unsafe|sensitive|high.?risk|moderation"
    r"|敏感|违规|不适当|不合规|内容安全"
)
_RATE = re.compile(r"(?i)rate.?limit|too many requests|throttl|concurren|请求过|频率|并发|限流")
_KEY = re.compile(r"(?i)api.?key|unauthori[sz]ed|authenticat|access token|密钥|鉴权|令牌")
_WRONG_KEY_400 = re.compile(r"no_db_connection|invalid_api_key")  # LiteLLM without a database says so of a wrong key
_NO_NAME = re.compile(r"(?i)getaddrinfo|name or service|name resolution|nodename")
_CODES = {  # https://docs.z.ai/api-reference/api-code
    "1000": 401, "1001": 401, "1002": 401, "1003": 401, "1004": 401, "1113": 402, "1211": 404, "1301": 400,
    "1302": 429, "1303": 429, "1305": 429, "1308": 429,
}  # fmt: skip


def said_in(body: object) -> str:
    """Return the message in the body of an answer, in any of the usual forms; else an empty string."""
    if isinstance(body, str):
        return body
    if isinstance(body, list):  # FastAPI's: a list of {loc, msg}
        return "；".join(said for one in body[:3] if (said := said_in(one)))
    if isinstance(body, dict):
        where = ".".join(str(one) for one in body["loc"]) if isinstance(body.get("loc"), list) else ""
        for name in ("error", "message", "msg", "detail", "status_msg", "base_resp"):
            if said := said_in(body.get(name)):
                return f"{where} {said}".strip()
    return ""


def words_in(body: object) -> str:
    """Return everything that a body says, codes included, for telling what it is about."""
    if isinstance(body, dict):
        return " ".join(words_in(value) for value in body.values())
    if isinstance(body, list):
        return " ".join(words_in(value) for value in body)
    return str(body) if isinstance(body, str | int) else ""


def status_in(body: object) -> int:
    """Return the HTTP status that an error inside of a good answer amounts to; 0 where the body is no error."""
    if not isinstance(body, dict):
        return 0
    error = body.get("error")
    inner = error if isinstance(error, dict) else body
    for name in ("code", "status", "status_code"):
        code = str(inner.get(name) or "")
        if re.fullmatch(r"[45]\d\d", code) or code in _CODES:
            return _CODES.get(code) or int(code)
    if not error:
        return 0
    words = words_in(body)
    kinds = ((_FILTERED, 400), (_NO_MONEY, 402), (_NO_MODEL, 404), (_RATE, 429), (_KEY, 401), (_TOO_LONG, 400))
    return next((status for pattern, status in kinds if pattern.search(words)), 500)


def is_about_money(status: int, words: str) -> bool:
    """Whether a refusal means that the account is empty."""
    if status == 400:
        return _NO_MONEY_400.search(words) is not None
    return status == 402 or (status in {403, 429} and _NO_MONEY.search(words) is not None)


def detail_of(endpoint: Endpoint, said: str) -> str:
    """Return what the endpoint itself said, in brackets; empty when it said nothing readable."""
    text = " ".join(endpoint.scrubbed(said).split()).rstrip("。.")
    if not text or text.startswith("<"):
        return ""
    return f"（对方说明：{text[:LONGEST_DETAIL]}{'…' if len(text) > LONGEST_DETAIL else ''}）"


def of_status(
    endpoint: Endpoint, status: int, said: str, wait: float | None = None, words: str = "", known: Sequence[str] = ()
) -> ModelError:
    """Return the error for an HTTP status other than 200.

    ``said`` is the message of the answer's body, ``words`` all of it, ``wait`` what ``Retry-After`` asks for,
    ``known`` the models that the endpoint does have.
    """
    words = f"{words} {said}"
    kind: type[ModelError]
    model = f"模型“{endpoint.model}”"
    if is_about_money(status, words) and not (status == 429 and wait is not None):
        kind = RateLimited
        told = f"的账户余额或额度不足（{status}），请到服务商处充值，或在“设置”里换一个接口"
    elif status in {400, 403, 422, 451} and _FILTERED.search(words):
        return filtered(endpoint, said)
    elif status in {401, 403} or (status == 400 and _WRONG_KEY_400.search(words)):
        kind, said = Unauthorised, ""  # vendors repeat parts of the key here
        told = f"不接受现在的密钥（{status}），请在“设置”里重新填写，并确认它有权使用{model}"
    elif status == 429:
        kind = RateLimited
        told = f"说请求太频繁（429），请{'过一两分钟' if wait is None else f'等 {in_words(wait)}'}再试"
    elif status == 404 or (status in {400, 422} and _NO_MODEL.search(words)):
        kind = UnknownModel
        told = f"没有{model}（{status}），请在“设置”里核对模型名称，{_known(known)}"
    elif status == 413 or (status in {400, 422} and _TOO_LONG.search(words)):
        kind = BadAnswer
        told = f"说内容超过了{model}一次能读的长度（{status}），请减少笔记或换一个能读得更长的模型"
    elif status in {408, 504}:
        kind = TimedOut
        told = f"等{model}的回答等得太久，放弃了（{status}），请过几分钟再试，或换一个模型"
    elif status >= 500:
        kind = ServerFault
        told = f"自己出了故障（{status}），请过几分钟再试，或在“设置”里换一个接口"
    else:
        kind = BadAnswer
        told = f"拒绝了这次请求（{status}），请在“设置”里核对接口地址和{model}"
    return endpoint.fault(kind, f"{endpoint}{told}{detail_of(endpoint, said)}。")


def _known(names: Sequence[str]) -> str:
    if not names:
        return "以及接口地址是否完整（多以 /v1 结尾）"
    more = f"等 {len(names)} 个" if len(names) > MOST_NAMES else ""
    return f"它现有的模型是：{'、'.join(names[:MOST_NAMES])}{more}"


def in_words(seconds: float) -> str:
    """Return a time to wait in words, rounded up."""
    whole = math.ceil(seconds)
    return f"{whole} 秒" if whole < 120 else f"{math.ceil(whole / 60)} 分钟"


def waiting(endpoint: Endpoint, seconds: float) -> str:
    """Return what the user reads while a rate limit is waited for."""
    return f"{endpoint}说请求太频繁，正在等它要求的 {in_words(seconds)}，之后自动接着写。"


def of_redirect(endpoint: Endpoint, location: str) -> ModelError:
    """Return the error for an endpoint that has moved: notes and key go to no address that nobody entered."""
    there = location.removesuffix("/chat/completions").removesuffix("/embeddings") or "别处"
    told = f"已转到 {there}，如果信任它，请在“设置”里把接口地址改成它"
    return endpoint.fault(NotAModel, f"{endpoint}{told}。")


def unreachable(endpoint: Endpoint, cause: str) -> ModelError:
    """Return the error for a connection that could not be made; ``cause`` is the system's message."""
    if _NO_NAME.search(cause):
        told = f"找不到服务器 {endpoint.host}，请检查网络，并核对接口地址有没有写错"
    elif "SSL" in cause or "certificate" in cause.lower():
        told = f"的安全证书没有通过检查（{_of_certificate(cause)}），请核对接口地址，{_ABOUT_CERTIFICATES}"
    elif is_local(endpoint.host):
        told = "没有程序在应答，请确认 Ollama 等本机程序已经启动，并核对端口"
    else:
        told = "连不上，请检查网络和防火墙，并核对接口地址和端口"
    return endpoint.fault(Unreachable, f"{endpoint}{told}。")


_ABOUT_CERTIFICATES = "本机或内网的接口多以 http:// 开头，单位自签的证书要先装进系统或写进环境变量 SSL_CERT_FILE"


def _of_certificate(cause: str) -> str:
    reasons = {
        "expired": "已过期",
        "mismatch": "不是发给这个地址的",
        "not valid for": "不是发给这个地址的",
        "self-signed": "签发者不受信任",
        "self signed": "签发者不受信任",
        "unable to get local issuer": "签发者不受信任",
    }
    return next((told for said, told in reasons.items() if said in cause.lower()), "对方可能不是 https")


def bad_proxy(endpoint: Endpoint, proxy: str) -> ModelError:
    """Return the error for a proxy of the environment that cannot be used; its password is not shown."""
    if proxy.startswith("socks"):
        told = f"要经过的代理 {shown(proxy)} 是 SOCKS 代理，这里用不了，请改用 HTTP 代理（环境变量 HTTPS_PROXY）"
    else:
        told = f"要经过的代理 {shown(proxy)} 用不了，请检查环境变量 HTTP_PROXY、HTTPS_PROXY 和 NO_PROXY"
    return endpoint.fault(Unreachable, f"{endpoint}{told}。")


def timed_out(endpoint: Endpoint, seconds: float) -> ModelError:
    """Return the error for silence longer than so many seconds."""
    silence = f"在 {seconds:g} 秒内没有回应（模型“{endpoint.model}”）"
    told = f"{silence}，请稍后再试，或在“设置”里把超时时间调大"
    return endpoint.fault(TimedOut, f"{endpoint}{told}。")


def took_too_long(endpoint: Endpoint, seconds: float) -> ModelError:
    """Return the error for an answer that did not end in its whole time."""
    told = f"的一次回答超过了 {seconds:g} 秒（模型“{endpoint.model}”），请换一个快些的模型，或调大 YOUJU_TOTAL_TIMEOUT"
    return endpoint.fault(TimedOut, f"{endpoint}{told}。")


def stopped(endpoint: Endpoint) -> ModelError:
    """Return the error for an answer that the user has stopped."""
    return endpoint.fault(Stopped, f"已停下模型“{endpoint.model}”，需要时请再让它写。")


def not_an_answer(endpoint: Endpoint, body: str, parsed: object = None) -> ModelError:
    """Return the error for a 200 answer that is no model's: a web page, other JSON, damaged events.

    ``parsed`` is the body read as JSON, where it is JSON.
    """
    if "<html" in body[:2000].lower() or "<!doctype" in body[:2000].lower():
        told = "返回的是网页，不是模型的回答，请核对接口地址是否完整（多以 /v1 结尾），以及网络是否要先登录"
    else:
        detail = detail_of(endpoint, said_in(parsed) or body)
        told = f"的回答读不懂，请核对接口地址和模型“{endpoint.model}”，它应当兼容 OpenAI 的接口{detail}"
    return endpoint.fault(NotAModel, f"{endpoint}{told}。")


def empty(endpoint: Endpoint) -> ModelError:
    """Return the error for an answer that ended properly and holds no text, or nothing but thoughts."""
    told = f"没有给出任何文字（模型“{endpoint.model}”），请再试一次，或换一个模型"
    return endpoint.fault(BadAnswer, f"{endpoint}{told}。")


def thoughts_only(endpoint: Endpoint) -> ModelError:
    """Return the error for an answer whose whole length went into thoughts."""
    told = f"的模型“{endpoint.model}”只顾着思考，到长度上限也没有写出正文，请换一个不带思考的模型，或关掉它的思考"
    return endpoint.fault(BadAnswer, f"{endpoint}{told}。")


def aloud(endpoint: Endpoint) -> ModelError:
    """Return the error for thoughts that stood in front of an answer without any mark."""
    told = f"的模型“{endpoint.model}”把思考过程混进了回答，这一段没有采用，请把这一部分再写一次"
    return endpoint.fault(BadAnswer, f"{endpoint}{told}。")


def broken(endpoint: Endpoint, said: str = "") -> ModelError:
    """Return the error for an answer that was cut off."""
    told = f"的回答没有说完就断了（模型“{endpoint.model}”），请检查网络，把这一部分再写一次"
    return endpoint.fault(BrokenStream, f"{endpoint}{told}{detail_of(endpoint, said)}。")


def too_long(endpoint: Endpoint) -> ModelError:
    """Return the error for an answer that stopped at the limit on its length, as often as it was asked to go on."""
    told = f"模型“{endpoint.model}”写到长度上限就停了，请把这一部分的篇幅要求改短，或换一个模型"
    return endpoint.fault(BrokenStream, f"{told}。")


def filtered(endpoint: Endpoint, said: str = "") -> ModelError:
    """Return the error for an answer that the provider's content filter stopped."""
    told = f"的内容审查拦下了模型“{endpoint.model}”的回答，请改一改笔记里的敏感说法，或换一个接口"
    return endpoint.fault(Filtered, f"{endpoint}{told}{detail_of(endpoint, said)}。")
