"""设置: which model, if any, and where each value came from. A key goes in and never comes out again."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from pydantic import SecretStr

from assistant.settings import PRESETS, VARIABLES, Settings, Source, checked
from assistant.ui import pieces, session
from assistant.ui.guard import guarded, page

_OWN = "自己填写"
_FIELDS = {
    "base_url": "接口地址",
    "model": "模型名称",
    "api_key": "密钥",
    "timeout": "超时（秒）",
    "embedding_url": "向量接口地址",
    "embedding_model": "向量模型名称",
    "embedding_key": "向量接口密钥",
    "max_parallel": "同时写几个部分",
    "price_prompt": "输入单价（元／百万词元）",
    "price_cached": "缓存命中的输入单价（元／百万词元）",
    "price_completion": "输出单价（元／百万词元）",
    "budget_tokens": "每份报告最多用多少词元",
    "budget_yuan": "每份报告最多花多少元",
}
_MODEL = ("base_url", "model", "api_key", "timeout")
_EMBEDDING = ("embedding_url", "embedding_model", "embedding_key")
_USE = ("max_parallel", "price_prompt", "price_cached", "price_completion", "budget_tokens", "budget_yuan")  # fmt: skip
_HINTS = {
    "base_url": "例如 https://api.deepseek.com/v1",
    "model": "例如 deepseek-chat",
    "embedding_url": "不填就用上面的接口地址",
    "embedding_model": "不填就用自带的离线方式",
    "max_parallel": "不填就按服务商的惯例",
    "price_prompt": "服务商价目表上的数，例如 2",
    "price_cached": "不填就按输入单价算",
    "price_completion": "例如 8",
    "budget_tokens": "不填就不限",
    "budget_yuan": "不填就不限",
}


@dataclass(frozen=True, slots=True)
class _Key:
    """How a key is spoken of on the page."""

    state: str
    hint: str


@page
def show() -> None:
    """Draw the page: provider, address, model, key, the rarer fields, and the two buttons."""
    now = session.settings()
    st.html(
        '<div class="page-head"><h1>设置</h1><p>不填也能用：离线方式不需要大模型，也不联网。填好大模型后，'
        "文字会更通顺，数字仍由程序核对。</p></div>"
    )
    for text, tone in session.flashes():
        st.html(pieces.notice(text, tone))
    for complaint in now.complaints:
        st.html(pieces.notice(complaint, "warning"))
    with st.container(key="settings", width=720):
        preset = _provider(now)
        with st.form("settings-form", border=True):
            values = {"preset": preset} | {name: _field(now, name) for name in _MODEL}
            with st.expander("花费和上限（可以不填）"):
                values |= {name: _field(now, name) for name in _USE}
            with st.expander("范文查找用的向量模型（一般不用填）"):
                values |= {name: _field(now, name) for name in _EMBEDDING}
            with st.container(horizontal=True, gap="small"):
                save = st.form_submit_button("保存", type="primary")
                test = st.form_submit_button("测试连接")
        with guarded():
            if save:
                _save(now, values)
            if test:
                _test(now, values)
        _clear(now)
        st.html(f'<p class="side-note">报告、范文和设置都存在本机：{pieces.escaped(str(now.home))}</p>')


def _provider(now: Settings) -> str:
    """The picker of providers; returns the slug of the chosen one, empty for an address of one's own."""
    if "preset" not in st.session_state:
        st.session_state["preset"] = now.provider.name or _OWN
    fixed = now.origin_of("preset") is Source.ENVIRONMENT
    names = [_OWN, *(p.name for p in PRESETS)]
    name = st.selectbox("服务商", names, key="preset", on_change=_fill, disabled=fixed, placeholder="请选择")
    chosen = next((p for p in PRESETS if p.name == name), None)
    if chosen is None:
        return ""
    key = "要填密钥" if chosen.needs_key else "不用填密钥"
    st.caption(f"{chosen.remark}{key}。[{chosen.name}的说明]({chosen.source})")
    return chosen.slug


def _fill() -> None:
    """Put the chosen provider's address and example model into the form."""
    preset = next((p for p in PRESETS if p.name == st.session_state.get("preset")), None)
    if preset is not None:
        number = st.session_state.get("form_round", 0)
        st.session_state[f"base_url-{number}"] = preset.base_url
        st.session_state[f"model-{number}"] = preset.model


def _field(now: Settings, name: str) -> str:
    key = f"{name}-{st.session_state.get('form_round', 0)}"
    origin = now.origin_of(name)
    fixed = origin is Source.ENVIRONMENT
    if name in {"api_key", "embedding_key"}:
        about = _about_key(now, name)
        typed = st.text_input(
            f"{_FIELDS[name]}　　{about.state}", key=key, type="password", placeholder=about.hint, disabled=fixed,
            autocomplete="off",
        )  # fmt: skip
        return typed or ""
    held = getattr(now, name)
    value = "" if held is None else f"{held:g}" if isinstance(held, float) else str(held)
    if key not in st.session_state:
        st.session_state[key] = value
    shown = f"{_FIELDS[name]}　　来自{origin.value}" if value and name in now.sources else _FIELDS[name]
    typed = st.text_input(shown, key=key, placeholder=_HINTS.get(name, ""), disabled=fixed)
    return typed or ""


def _about_key(now: Settings, name: str) -> _Key:
    saved: SecretStr = getattr(now, name)
    if not saved.get_secret_value():
        return _Key("还没有填", "从服务商的网页复制过来；本机的服务一般不用填")
    return _Key(f"已保存（来自{now.origin_of(name).value}）", "已保存，不再显示；要换就填新的，不换就留空")


def _changes(now: Settings, values: dict[str, str]) -> dict[str, str]:
    """The fields that can be changed here, as typed; bad ones raise ``InputError``."""
    found = {name: text for name, text in values.items() if now.origin_of(name) is not Source.ENVIRONMENT}
    return {name: checked(name, text) for name, text in found.items()}


def _save(now: Settings, values: dict[str, str]) -> None:
    had_key = bool(now.api_key.get_secret_value())
    kept = now.save(**_changes(now, values))
    lost = had_key and not kept.api_key.get_secret_value()
    _renew("设置已保存。换了接口地址，原来的密钥没有沿用，请填新的密钥。" if lost else "设置已保存。")


def _test(now: Settings, values: dict[str, str]) -> None:
    from assistant.models.openai_chat import test_connection

    tried = now.tried(**_changes(now, values))
    with st.spinner("正在连接……"):
        answer = test_connection(tried)
    st.html(pieces.notice(answer.message, "good" if answer.ok else "error"))


def _clear(now: Settings) -> None:
    for name in ("api_key", "embedding_key"):
        saved = now.origin_of(name) is Source.SAVED and getattr(now, name).get_secret_value()
        if saved and st.button(f"清除已保存的{_FIELDS[name]}", key=f"clear-{name}", type="tertiary"):
            with guarded():
                now.clear_key(name)
                _renew(f"{_FIELDS[name]}已清除。")


def _renew(told: str) -> None:
    """Draw the form anew with what is saved; what was typed as a key is forgotten."""
    number = st.session_state.get("form_round", 0)
    for name in VARIABLES:
        st.session_state.pop(f"{name}-{number}", None)
    st.session_state["form_round"] = number + 1
    session.flash(told)
    st.rerun()
