"""Failures of an endpoint, told to the clerk: one sentence with what failed, the value, and what to do next.

Nothing here knows a vendor's library; ``openai_chat`` reads the vendor's errors and asks for the sentence.
"""

from __future__ import annotations

import re

from assistant.errors import (
    BadAnswer,
    BrokenStream,
    ModelError,
    RateLimited,
    ServerFault,
    TimedOut,
    Unauthorised,
    UnknownModel,
    Unreachable,
)
from assistant.models.endpoint import Endpoint

LONGEST_DETAIL = 120
_NO_MODEL = re.compile(
    r"(?i)model.{0,60}(not.?exist|not.?found|not.?support|unknown)"
    r"|(no such|invalid|unknown) model|模型.{0,8}不存在"
)
_TOO_LONG = re.compile(
    r"(?i)context.?(length|window|size)|too (long|many tokens)|maximum.{0,20}(length|tokens)"
    r"|exceed.{0,40}token|超长|过长"
)
_NO_MONEY = re.compile(r"(?i)insufficient|quota|balance|billing|arrear|余额|欠费|充值")
_NO_NAME = re.compile(r"(?i)getaddrinfo|name or service|name resolution|nodename")
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def said_in(body: object) -> str:
    """Return the message in the body of an answer, in any of the usual forms; else an empty string."""
    if isinstance(body, str):
        return body
    if isinstance(body, dict):
        for name in ("error", "message", "msg", "detail", "status_msg", "base_resp"):
            if said := said_in(body.get(name)):
                return said
    return ""


def detail_of(endpoint: Endpoint, said: str) -> str:
    """Return what the endpoint itself said, in brackets; empty when it said nothing readable."""
    text = " ".join(endpoint.scrubbed(said).split()).rstrip("。.")
    if not text or text.startswith("<"):
        return ""
    return f"（对方说明：{text[:LONGEST_DETAIL]}{'…' if len(text) > LONGEST_DETAIL else ''}）"


def of_status(endpoint: Endpoint, status: int, said: str, retry_after: str = "") -> ModelError:
    """Return the error for an HTTP status other than 200; ``said`` is the message of the answer's body."""
    kind: type[ModelError]
    model = f"模型“{endpoint.model}”"
    if status == 402 or (status in {403, 429} and _NO_MONEY.search(said)):
        kind = RateLimited
        told = f"的账户余额或额度不足（{status}），请到服务商处充值，或在“设置”里换一个接口"
    elif status in {401, 403}:
        kind, said = Unauthorised, ""  # vendors repeat parts of the key here
        told = f"不接受现在的密钥（{status}），请在“设置”里重新填写，并确认它有权使用{model}"
    elif status == 429:
        kind = RateLimited
        told = f"说请求太频繁（429），请{f'等 {retry_after} 秒' if retry_after else '过一两分钟'}再试"
    elif status == 404 or (status in {400, 422} and _NO_MODEL.search(said)):
        kind = UnknownModel
        told = f"没有{model}（{status}），请在“设置”里核对模型名称，以及接口地址是否完整（多以 /v1 结尾）"
    elif status == 413 or (status in {400, 422} and _TOO_LONG.search(said)):
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


def of_redirect(endpoint: Endpoint, location: str) -> ModelError:
    """Return the error for an endpoint that has moved: notes and key go to no address that nobody entered."""
    there = location.removesuffix("/chat/completions").removesuffix("/embeddings") or "别处"
    told = f"已转到 {there}，如果信任它，请在“设置”里把接口地址改成它"
    return endpoint.fault(BadAnswer, f"{endpoint}{told}。")


def unreachable(endpoint: Endpoint, cause: str) -> ModelError:
    """Return the error for a connection that could not be made; ``cause`` is the system's message."""
    if _NO_NAME.search(cause):
        told = f"找不到服务器 {endpoint.host}，请检查网络，并核对接口地址有没有写错"
    elif "SSL" in cause or "certificate" in cause.lower():
        told = "的安全证书没有通过检查，请核对接口地址；本机或内网的接口多以 http:// 开头"
    elif endpoint.host in _LOCAL:
        told = "没有程序在应答，请确认 Ollama 等本机程序已经启动，并核对端口"
    else:
        told = "连不上，请检查网络和防火墙，并核对接口地址和端口"
    return endpoint.fault(Unreachable, f"{endpoint}{told}。")


def timed_out(endpoint: Endpoint, partial: str = "") -> ModelError:
    """Return the error for silence longer than the timeout."""
    silence = f"在 {endpoint.timeout:g} 秒内没有回应（模型“{endpoint.model}”）"
    told = f"{silence}，请稍后再试，或在“设置”里把超时时间调大"
    return endpoint.fault(TimedOut, f"{endpoint}{told}。", partial=partial)


def not_an_answer(endpoint: Endpoint, body: str, parsed: object = None) -> ModelError:
    """Return the error for a 200 answer that is no model's: a web page, other JSON, damaged events.

    ``parsed`` is the body read as JSON, where it is JSON.
    """
    if "<html" in body[:2000].lower() or "<!doctype" in body[:2000].lower():
        told = "返回的是网页，不是模型的回答，请核对接口地址是否完整（多以 /v1 结尾），以及网络是否要先登录"
    else:
        detail = detail_of(endpoint, said_in(parsed) or body)
        told = f"的回答读不懂，请核对接口地址和模型“{endpoint.model}”，它应当兼容 OpenAI 的接口{detail}"
    return endpoint.fault(BadAnswer, f"{endpoint}{told}。")


def empty(endpoint: Endpoint) -> ModelError:
    """Return the error for an answer that ended properly and holds no text, or nothing but thoughts."""
    told = f"没有给出任何文字（模型“{endpoint.model}”），请再试一次，或换一个模型"
    return endpoint.fault(BadAnswer, f"{endpoint}{told}。")


def broken(endpoint: Endpoint, partial: str = "", said: str = "") -> ModelError:
    """Return the error for an answer that was cut off."""
    told = f"的回答没有说完就断了（模型“{endpoint.model}”），请检查网络，把这一部分再写一次"
    return endpoint.fault(BrokenStream, f"{endpoint}{told}{detail_of(endpoint, said)}。", partial=partial)


def too_long(endpoint: Endpoint) -> ModelError:
    """Return the error for an answer that stopped at the limit on its length."""
    told = f"模型“{endpoint.model}”写到长度上限就停了，请把这一部分的篇幅要求改短，或换一个模型"
    return endpoint.fault(BrokenStream, f"{told}。")


def filtered(endpoint: Endpoint) -> ModelError:
    """Return the error for an answer that the provider's content filter stopped."""
    told = f"的内容审查拦下了模型“{endpoint.model}”的回答，请改一改笔记里的敏感说法，或换一个接口"
    return endpoint.fault(BadAnswer, f"{endpoint}{told}。")
