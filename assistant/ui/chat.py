"""The conversation beside the draft: notes come in here, and wishes for one section; nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from assistant.errors import InputError, ModelError
from assistant.manuscript import Manuscript, Speaker
from assistant.talking.request import Intent, Request
from assistant.ui import session
from assistant.ui.guard import sentence_for
from assistant.ui.pieces import bubbles
from knowledge.files import SUFFIXES

if TYPE_CHECKING:
    from streamlit.elements.widgets.chat import ChatInputValue
    from streamlit.runtime.uploaded_file_manager import UploadedFile

TYPES = [suffix.removeprefix(".") for suffix in SUFFIXES]
_TROUBLES = 5  # files of one archive that are named when they cannot be read
NOTES_HERE = "把今年工作的笔记粘贴到这里，也可以拖入文件，然后按回车"
WISH_HERE = "说说怎么改，例如：把第二部分压缩一下"
QUICK = ("压缩一下", "改成三条", "合成一段", "按笔记重写")
_QUICK_WAIT = 1.5  # seconds in which offline work is done, so that the page is drawn only once
_HINT = "请把今年工作的笔记粘贴进来，一行写一件事，带上数字，例如“劳动竞赛19次，参加职工1300人次”。"


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
            _files(manuscript, text, files)
        else:
            _message(manuscript, text)
    except Exception as error:  # noqa: BLE001 - the typed words must be kept whatever happens
        said = text + "".join(f"\n（附件：{file.name}）" for file in files)
        session.tell(session.current(), said.strip(), sentence_for(error))


def _message(manuscript: Manuscript, text: str) -> None:
    from assistant.ui.talk import heard

    st.session_state.pop("unclear", None)
    try:
        request = heard(session.writer(), manuscript, text)
    except ModelError as error:
        _ask_back(manuscript, text, sentence_for(error))
        return
    if request is None:
        session.tell(manuscript, text, _HINT)
    elif request.intent is Intent.UNCLEAR:
        _ask_back(manuscript, text, "没看出这句话是要记的笔记，还是修改要求。请在下面点一下，话先留着。")
    else:
        _HANDLERS.get(request.intent, _answered)(manuscript, request)


def _ask_back(manuscript: Manuscript, text: str, question: str) -> None:
    st.session_state["unclear"] = (session.tell(manuscript, text, question).id, text)


def _two_buttons(manuscript: Manuscript, *, busy: bool) -> None:
    """What an unclear message was: a note, or a wish."""
    report, text = st.session_state.get("unclear", ("", ""))
    if report != manuscript.id or not text:
        return
    with st.container(horizontal=True, key="unclear-choice", gap="small"):
        as_note = st.button("当作笔记", key="as-note", disabled=busy)
        as_wish = st.button("当作修改要求", key="as-wish", disabled=busy)
    if not (as_note or as_wish):
        return
    st.session_state.pop("unclear")
    try:
        if as_note:
            _added(manuscript, Request(Intent.ADD, "", text))  # the words stand in the chat already
        else:
            _wish(manuscript, text)
    except Exception as error:  # noqa: BLE001 - the typed words are in the chat already
        session.tell(session.current(), "", sentence_for(error))
    st.rerun()


def _answered(manuscript: Manuscript, request: Request) -> None:
    """What is answered in words, with the view that goes with it."""
    writer, text, intent = session.checker(), request.text, request.intent
    if intent is Intent.ASK:
        answer = writer.reply(manuscript, text)
    elif intent in (Intent.EXPLAIN, Intent.FINDINGS):
        answer = writer.explain(session.report_of(manuscript), text if intent is Intent.EXPLAIN else "")
        st.session_state["view"] = "check" if intent is Intent.FINDINGS else st.session_state.get("view", "draft")
    elif intent is Intent.FACTS:
        answer = f"笔记里共有{len(manuscript.facts)}个数，都列在右边的“事实表”里，可以直接改。"
        st.session_state["view"] = "facts"
    elif intent is Intent.EXPORT:
        answer = "请点右上方的“导出”：可选带批注的Word、清样和纯文本。"
        st.session_state["view"] = "draft"
    elif intent is Intent.HELP:
        answer = writer.help()
    else:
        answer = "好的。这句没有当作笔记，要改哪里直接说。"
    session.tell(manuscript, text, answer)


def _added(manuscript: Manuscript, request: Request) -> None:
    if "\n" in request.body.strip() or manuscript.draft is None:
        take(manuscript, [("", request.body)])
        return
    from assistant.ui.talk import told_of_notes

    taken = session.checker().add(manuscript, request.body)
    answer = told_of_notes(manuscript, taken)
    if taken.revision is not None and manuscript.revision is None:
        answer += f"已在“{taken.revision.before.heading}”里加了一句，右边标绿。请点“保留”或“撤销”。"
        st.session_state["view"] = "draft"
    else:
        answer += "没有自动写进草稿；要写进去，请让某一部分“按笔记重写”。"
        st.session_state["view"] = "facts"
    session.tell(taken, request.text, answer, "收到笔记")


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


def _wish(manuscript: Manuscript, text: str) -> None:
    from assistant.ui.jobs import board

    if manuscript.revision is not None:
        name = manuscript.revision.before.heading or "这一部分"
        session.tell(manuscript, text, f"“{name}”的改动还没定下来，请先在右边点“保留”或“撤销”，再提下一个要求。")
        return
    said = session.keep(manuscript.saying(Speaker.USER, text), "对话")
    job = board().revise(session.desk(), session.writer(), said, text, st.session_state.get("chosen"))
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


def _files(manuscript: Manuscript, text: str, files: Sequence[UploadedFile]) -> None:
    from assistant.ui.talk import notes_beside_files
    from knowledge.files import ReadFile, read_all

    entries = [entry for file in files for entry in read_all(file.name, file.getvalue())]
    texts = [(entry.name, entry.text) for entry in entries if isinstance(entry, ReadFile)]
    troubles = [entry.sentence for entry in entries if not isinstance(entry, ReadFile)]
    if beside := notes_beside_files(text):
        texts.insert(0, ("", beside))
    for trouble in troubles[:_TROUBLES]:
        manuscript = session.tell(manuscript, "", trouble)
    if len(troubles) > _TROUBLES:
        manuscript = session.tell(manuscript, "", f"另有{len(troubles) - _TROUBLES}个文件没有读，原因相近。")
    if not texts:
        if text.strip():
            session.keep(manuscript.saying(Speaker.USER, text), "对话")
        return
    take(manuscript, texts)


def take(manuscript: Manuscript, texts: Sequence[tuple[str, str]]) -> None:
    """Add notes and say what was read in them; the first notes are drafted at once."""
    from assistant.ui.talk import told_of_notes

    taken = manuscript
    for name, text in texts:
        writer = session.checker()
        taken = writer.take(taken, text, name) if name else writer.take(taken, text)
    names = "、".join(f"“{name}”" for name, _ in texts if name)
    said = f"附上文件{names}" if names else _first_words(texts[0][1])
    answer = told_of_notes(manuscript, taken)
    if manuscript.draft is not None:
        answer += "要把它们写进去，请点“按新的事实表重写草稿”，或只让某一部分“按笔记重写”。"
    kept = session.tell(taken, said, answer, "收到笔记")
    if manuscript.draft is None:
        start_draft(kept)
    else:
        st.session_state["view"] = "facts"


def _first_words(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    more = f"\n……（共{len(lines)}行，全文在“事实表”下面）" if len(lines) > 3 else ""
    return "\n".join(lines[:3])[:200] + more


def start_draft(manuscript: Manuscript) -> None:
    """Begin to write the whole report; a quick writer is waited for."""
    from assistant.ui.jobs import board

    if not manuscript.notes.items:
        raise InputError(_HINT)
    session.shelf().start()
    now = session.settings()
    with_model = now.has_model and session.choice() != "offline"
    st.session_state["view"] = "draft"
    board().draft(session.desk(), session.writer(), manuscript, can_stop=with_model).wait(_QUICK_WAIT / 3)
