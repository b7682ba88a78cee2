"""Small pieces of HTML around the draft: notices, chat bubbles, the bar of counts, a change, a note with its figures.

Whatever a user, a note or a model wrote is escaped. ``label`` is for the places where only Streamlit's Markdown will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from assistant.manuscript import Message, Speaker
from assistant.revision import Change, Piece
from assistant.ui.marks import Counts

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>&^=])")
_DIRECTIVES = str.maketrans({":": "：", "$": "＄", "\n": " ", "\r": " ", "\t": " "})
_TAGS = {Change.GONE: "del", Change.NEW: "ins"}
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))
LONG = 400  # characters of a chat message beyond which it is folded


def escaped(text: str) -> str:
    """Text made safe to stand in HTML: no tag, and nothing that turns the reading direction round."""
    return escape(text.translate(_TURNING))


def label(text: str, longest: int = 60) -> str:
    """Text for a button or heading that Streamlit reads as Markdown: nothing in it is a link, an image or an icon."""
    text = " ".join(text.translate(_TURNING).translate(_DIRECTIVES).split())
    short = text if len(text) <= longest else text[: longest - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", short) or "（空）"


def notice(text: str, tone: str = "info") -> str:
    """One sentence in a quiet box; ``tone`` is info, good, warning or error."""
    return f'<div class="notice {escaped(tone)}" role="status">{escaped(text)}</div>'


def bubbles(chat: Sequence[Message]) -> str:
    """The chat so far, the latest at the bottom, where it is scrolled to."""
    said = "".join(_bubble(message) for message in chat)
    return f'<div class="chat"><div class="chat-inner">{said}</div></div>'


def _bubble(message: Message) -> str:
    who = "mine" if message.speaker is Speaker.USER else "theirs"
    words = escaped(message.text)
    if len(message.text) > LONG:
        first = escaped(message.text[:60].split("\n")[0])
        words = f"<details><summary>{first}…（共{len(message.text)}字，点开看全文）</summary>{words}</details>"
    return f'<div class="bubble {who}">{words}</div>'


def bar(counts: Counts) -> str:
    """The bar above a draft: how many figures there are and how they stand."""
    parts = [
        f"数字 <b>{counts.figures}</b> 个：",
        _chip("sourced", "有出处", counts.sourced),
        _chip("derived", "算得出", counts.derived),
        _chip("error" if counts.wrong else "none", "需核对", counts.wrong),
        '<span class="gap"></span>',
        _chip("warning" if counts.boilerplate else "none", "空话", counts.boilerplate, "处"),
    ]
    if counts.other_errors:
        parts.append(_chip("error", "其他要改的", counts.other_errors, "处"))
    parts.append(f'<span class="rest">笔记里还有 <b>{counts.unused}</b> 个数没用上</span>')
    return f'<div class="bar">{"".join(parts)}</div>'


def _chip(tone: str, name: str, number: int, unit: str = "") -> str:
    return f'<span class="chip {tone}">{name} <b>{number}</b>{f" {unit}" if unit else ""}</span>'


def legend() -> str:
    """What the colours mean."""
    marks = (("sourced", "有出处"), ("derived", "由笔记算出"), ("error", "必须核对"), ("warning", "空话或提醒"))
    shown = "".join(f'<mark class="{tone}">{name}</mark>' for tone, name in marks)
    return f'<div class="legend">{shown}<span>把鼠标移到或点到标记上，看它的出处</span></div>'


def change(pieces: Iterable[Piece]) -> str:
    """A change with what goes struck out and what comes underlined."""
    shown = []
    for piece in pieces:
        words = escaped(piece.text)
        tag = _TAGS.get(piece.change)
        shown.append(f"<{tag}>{words}</{tag}>" if tag else words)
    return f'<div class="change">{"".join(shown)}</div>'


def noted(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A note as given, the figures read in it marked."""
    shown, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            shown.append(f'{escaped(text[at:start])}<mark class="sourced">{escaped(text[start:end])}</mark>')
            at = end
    return f'<div class="note">{"".join(shown)}{escaped(text[at:])}</div>'
