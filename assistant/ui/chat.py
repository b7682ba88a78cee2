"""The conversation beside the draft: notes come in here, and wishes for one section; nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from assistant.findings import Report
from assistant.manuscript import Manuscript, Speaker
from assistant.talking.request import Intent, Request
from assistant.ui import session, talk
from assistant.ui.guard import sentence_for
from assistant.ui.intake import HINT, start_draft, take, take_files
from assistant.ui.pieces import bubbles
from knowledge.files import SUFFIXES

if TYPE_CHECKING:
    from streamlit.elements.widgets.chat import ChatInputValue

TYPES = [suffix.removeprefix(".") for suffix in SUFFIXES]
NOTES_HERE = "把今年工作的笔记粘贴到这里，也可以拖入文件，然后按回车"
WISH_HERE = "说说怎么改，例如：把第二部分压缩一下"
QUICK = ("压缩一下", "改成三条", "合成一段", "按笔记重写")
_QUICK_WAIT = 1.5  # seconds in which offline work is done, so that the page is drawn only once


def column(manuscript: Manuscript, *, busy: bool) -> None:
    """The whole left column of a report that has been begun."""
    st.html(bubbles(manuscript.chat))
    if manuscript.draft is not None:
        _aim(manuscript, busy=busy)
    elif manuscript.notes.items and not busy and st.button("开始写草稿", type="primary", key="begin"):
        start_draft(manuscript)
        st.rerun()
    _two_buttons(manuscript, busy=busy)
    entry(manuscript, busy=busy)


def entry(manuscript: Manuscript, *, busy: bool = False) -> None:
    """The box to type in; what is sent is taken in at once."""
    place = NOTES_HERE if manuscript.draft is None else WISH_HERE
    if busy:
        place = "正在写，请稍候"
    sent = st.chat_input(
        place, key="chat_box", accept_file="multiple", file_type=TYPES, disabled=busy, max_upload_size=20,
        height=120 if manuscript.draft is None and not busy else "content",
    )  # fmt: skip
    if sent is not None:
        receive(manuscript, sent)
        st.rerun()


def _aim(manuscript: Manuscript, *, busy: bool) -> None:
    """Which section the next wish is for, and a few wishes to click."""
    names = {s.id: s.heading or ("开头" if n == 0 else "结尾") for n, s in enumerate(manuscript.drafted().sections)}
    if "choose" in st.session_state:
        st.session_state["chosen"] = st.session_state.pop("choose")
    if st.session_state.get("chosen") not in names:
        st.session_state["chosen"] = None
    chosen = st.selectbox(
        "要改哪一部分", list(names), key="chosen", index=None, format_func=lambda i: names[i],
        placeholder="看我话里说的是哪一部分", disabled=busy,
    )  # fmt: skip
    if chosen is None:
        return
    with st.container(horizontal=True, key="quick", gap="small"):
        for words in QUICK:
            if st.button(words, key=f"quick-{words}", disabled=busy):
                _wish(manuscript, words)
                st.rerun()


def receive(manuscript: Manuscript, sent: ChatInputValue | str) -> None:
    """Take in one message with its files; whatever is wrong with it is answered in the chat."""
    text = sent if isinstance(sent, str) else sent.text
    files = [] if isinstance(sent, str) else list(sent.files)
    try:
        if files:
            take_files(manuscript, text, files)
        else:
            _message(manuscript, text)
    except Exception as error:  # noqa: BLE001 - the typed words must be kept whatever happens
        said = text + "".join(f"\n（附件：{file.name}）" for file in files)
        session.tell(session.current(), said.strip(), sentence_for(error))


def _message(manuscript: Manuscript, text: str) -> None:
    request = talk.heard(session.checker(), manuscript, text)  # by rules; a model is asked in a job
    if request is None:
        session.tell(manuscript, text, HINT)
    elif request.intent is Intent.UNCLEAR and manuscript.draft is not None and session.writer().has_model:
        _asked_of_model(manuscript, text)
    elif request.intent is Intent.UNCLEAR:
        session.tell(manuscript, text, talk.ASKED_BACK)
    else:
        _HANDLERS.get(request.intent, _answered)(manuscript, request)


def _asked_of_model(manuscript: Manuscript, text: str) -> None:
    from assistant.ui.jobs import board

    said = session.keep(manuscript.saying(Speaker.USER, text), "对话")
    board().hear(session.desk(), session.writer(), said, text, st.session_state.get("chosen")).wait(_QUICK_WAIT)


def _two_buttons(manuscript: Manuscript, *, busy: bool) -> None:
    """What an unclear message was: a note, or a wish."""
    text = talk.left_open(manuscript)
    if not text:
        return
    with st.container(horizontal=True, key="unclear-choice", gap="small"):
        as_note = st.button("当作笔记", key="as-note", disabled=busy)
        as_wish = st.button("当作修改要求", key="as-wish", disabled=busy)
    if not (as_note or as_wish):
        return
    try:  # the words stand in the chat already
        if as_note:
            _added(manuscript, Request(Intent.ADD, "", text))
        else:
            _wish(manuscript, text, said="")
    except Exception as error:  # noqa: BLE001 - the typed words are in the chat already
        session.tell(session.current(), "", sentence_for(error))
    st.rerun()


def _answered(manuscript: Manuscript, request: Request) -> None:
    """What is answered in words, with the view that goes with it."""
    report = session.report_of(manuscript) if manuscript.draft is not None else Report("")
    session.tell(manuscript, request.text, talk.answer(session.checker(), manuscript, request, report))
    st.session_state["view"] = talk.VIEWS.get(request.intent, st.session_state.get("view", "draft"))


def _added(manuscript: Manuscript, request: Request) -> None:
    if "\n" in request.body.strip() or manuscript.draft is None:
        take(manuscript, [("", request.body)])
        return
    taken, told = talk.with_note(session.checker(), manuscript, request.body)
    st.session_state["view"] = "draft" if taken.revision is not None else "facts"
    session.tell(taken, request.text, told, "收到笔记")


def _corrected(manuscript: Manuscript, request: Request) -> None:
    changed = session.checker().correct(manuscript, request.text)
    session.tell(changed.manuscript, request.text, changed.told, "改正数字")


def _forgotten(manuscript: Manuscript, request: Request) -> None:
    changed = session.checker().forget(manuscript, request.text)
    session.tell(changed.manuscript, request.text, changed.told, "删去数字")


def _renamed(manuscript: Manuscript, request: Request) -> None:
    renamed = session.checker().rename(manuscript, request.body)
    session.tell(renamed, request.text, f"标题已改为“{renamed.title}”。", "改标题")


def _redrafted(manuscript: Manuscript, request: Request) -> None:
    start_draft(session.keep(manuscript.saying(Speaker.USER, request.text), "对话"))


def _kept(manuscript: Manuscript, request: Request) -> None:
    if manuscript.revision is None:
        session.tell(manuscript, request.text, "现在没有等您定的改动，草稿就是右边这样。")
    else:
        settle(manuscript.saying(Speaker.USER, request.text), keep=True)


def _undone(manuscript: Manuscript, request: Request) -> None:
    if manuscript.revision is not None:
        settle(manuscript.saying(Speaker.USER, request.text), keep=False)
        return
    from assistant.ui.history import before

    found = before(manuscript)
    if found is None:
        session.tell(manuscript, request.text, "没有可以撤销的改动。")
        return
    number, old = found
    back = replace(old, chat=manuscript.chat, revision=None)
    session.tell(back, request.text, f"已退回到第{number}版，后来的内容仍在“历史版本”里。", f"撤销到第{number}版")


def _wished(manuscript: Manuscript, request: Request) -> None:
    _wish(manuscript, request.text)


_HANDLERS: dict[Intent, Callable[[Manuscript, Request], None]] = {
    Intent.ADD: _added, Intent.NOTES: _added, Intent.CORRECT: _corrected, Intent.DELETE: _forgotten, Intent.RENAME: _renamed,
    Intent.REDRAFT: _redrafted, Intent.KEEP: _kept, Intent.UNDO: _undone, Intent.REVISE: _wished,
}  # fmt: skip


def _wish(manuscript: Manuscript, text: str, said: str | None = None) -> None:
    """Begin to change a section; ``said`` is what the chat is to show of it."""
    from assistant.ui.jobs import board

    said = text if said is None else said
    if manuscript.revision is not None:
        session.tell(manuscript, said, talk.first_settle(manuscript))
        return
    spoken = session.keep(manuscript.saying(Speaker.USER, said), "对话") if said else manuscript
    job = board().revise(session.desk(), session.writer(), spoken, text, st.session_state.get("chosen"))
    st.session_state["view"] = "draft"
    job.wait(_QUICK_WAIT)


def settle(manuscript: Manuscript, *, keep: bool) -> None:
    """Take the pending change into the draft, or drop it."""
    if manuscript.revision is None:
        return
    heading = manuscript.revision.before.heading or "这一部分"
    if keep:
        session.tell(manuscript.kept(), "", f"已保留“{heading}”的改动。", f"保留“{heading}”的改动")
    else:
        session.tell(manuscript.undone(), "", f"已撤销，“{heading}”仍是原来的文字。", f"撤销“{heading}”的改动")
