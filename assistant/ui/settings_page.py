"""设置: which model, if any, and where each value came from. A key goes in and never comes out again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from pydantic import SecretStr

from assistant.settings import PRESETS, VARIABLES, Settings, Source, checked
from assistant.ui import pieces, session
from assistant.ui.guard import guarded, page

_OWN = "自己填写"
_FIELDS = {
    "base_url": "接口地址", "model": "模型名称", "api_key": "密钥", "timeout": "超时（秒）",
    "embedding_url": "向量接口地址", "embedding_model": "向量模型名称", "embedding_key": "向量接口密钥",
}  # fmt: skip
_HINTS = {
    "base_url": "例如 https://api.deepseek.com/v1",
    "model": "例如 deepseek-chat",
    "embedding_url": "不填就用上面的接口地址",
    "embedding_model": "不填就用自带的离线方式",
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
        st.selectbox("服务商", [_OWN, *(p.name for p in PRESETS)], key="preset", on_change=_fill, placeholder="请选择")
        with st.form("settings-form", border=True):
            values = {name: _field(now, name) for name in ("base_url", "model", "api_key", "timeout")}
            with st.expander("范文查找用的向量模型（一般不用填）"):
                values |= {name: _field(now, name) for name in ("embedding_url", "embedding_model", "embedding_key")}
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
    value = f"{now.timeout:g}" if name == "timeout" else str(getattr(now, name))
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
    now.save(**_changes(now, values))
    _renew("设置已保存。")


def _test(now: Settings, values: dict[str, str]) -> None:
    from assistant.models.openai_chat import test_connection

    changes = _changes(now, values)
    key = changes.get("api_key", "")
    tried = replace(
        now,
        base_url=changes.get("base_url", now.base_url),
        model=changes.get("model", now.model),
        api_key=SecretStr(key) if key else now.api_key,
        timeout=float(changes.get("timeout") or now.timeout),
    )
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
