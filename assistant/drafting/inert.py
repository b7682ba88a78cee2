"""Notes and samples are data: what in them could pass for a part of the prompt loses its force and stays readable.

Braces and the brackets of names are the writers' own signs; chat templates know tags, ``<|im_start|>``, ``[INST]`` and
``### System``; characters that nobody sees (zero-width, bidirectional, tag characters) hide words from the user.
"""

from __future__ import annotations

import re
import unicodedata

_SIGNS = str.maketrans("{}｛｝﹛﹜⟦⟧〚〛", "（）（）（）〔〕〔〕")
_TAG_OPENS = re.compile(r"<(?=\s*[^\d\s=.])")
_TAG_CLOSES = re.compile(r"(?<=[^\d\s=<])>")
_INSTRUCTION = re.compile(r"\[(\s*/?\s*[A-Z][A-Z_ ]{2,30})\]")
_ROLE = re.compile(
    r"(?im)^(\W{0,4})#+(?=\s*(?:system|user|assistant|human|instructions?|response|tool|指令|系统|用户|助手))"
)
_KEPT = "\n\t"
_HIDDEN = frozenset(("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"))


def visible(text: str) -> str:
    """The text without characters that nobody sees; line breaks and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in text if c in _KEPT or not _is_hidden(c))


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN or "\ufe00" <= char <= "\ufe0f" or char in "\u3164\uffa0\u115f\u1160"


def data(text: str) -> str:
    """The text as a prompt may hold it: nothing in it is a slot, a name of a note, a tag, or a mark of a chat template."""
    text = visible(text).translate(_SIGNS)
    text = _TAG_CLOSES.sub("＞", _TAG_OPENS.sub("＜", text))
    return _ROLE.sub(r"\1＃", _INSTRUCTION.sub(r"（\1）", text))


def line(text: str) -> str:
    """The same on one line: a title, a heading, the words of a fact."""
    return " ".join(data(text).split())
