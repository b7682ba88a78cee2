"""Places of a draft as people name them: the third part, the last one, 那一段, and what was last spoken of."""

from __future__ import annotations

import re

from assistant.draft import Draft, Role, Section
from assistant.manuscript import Manuscript, Speaker
from assistant.revision import meant

_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_PLACE = re.compile(
    rf"第(?:{_NUMBER})(?:个?部分|大?节|段|句|条|点|章|块)|(?:最后|末尾|倒数第[一二三])的?(?:一?(?:段|部分|节|句|块|条)|那段)"
    r"|开头|开篇|前言|结尾|结束语|标题下面|(?:那|这)(?:一)?(?:部分|段|块|节|句)|(?:部分|段|章节)(?:太|写|改|再|压|里|的)"
    r"|(?:存在的?)?(?:问题|不足)(?:里|那|部分|写|改|太|再|压)|存在的?问题|(?:下一步|下步|明年)(?:的)?(?:打算|计划|工作|思路)?(?:里|那|部分|写|改|太|再|压|细)"
)
_LAST = re.compile(r"(?:最后|末尾)的?(?:一?(?:段|部分|节|块)|那段)")
_QUOTED = re.compile(r"“([^“”]+)”")


def names_a_place(text: str) -> bool:
    """Whether the words name a part of a report."""
    return bool(_PLACE.search(text))


def section_meant(manuscript: Manuscript, text: str, chosen: str | None = None) -> Section | None:
    """The section that the words mean: the one named, else the chosen, else the one last spoken of in the chat."""
    draft, text = manuscript.drafted(), text.replace("部份", "部分")
    if _LAST.search(text) and draft.sections:
        return draft.sections[-1]
    return meant(draft, text, chosen) or (
        None if re.search(r"第\S{1,3}(?:部分|节|章)", text) else _spoken_of(manuscript, draft)
    )


def home_of(draft: Draft, note: str, topic: str = "") -> Section | None:
    """The section where a new note belongs: problems and plans by its first words, else by the words it shares."""
    for role, words in ((Role.PROBLEMS, ("不足", "问题", "存在")), (Role.NEXT, ("明年", "下一步", "下步"))):
        if note.strip().startswith(words):
            return next((s for s in draft.sections if s.role is role), None)
    said = pairs(note) | pairs(topic)
    work = [s for s in draft.sections if s.role is Role.WORK and s.heading]
    scored = [(len(said & pairs(s.text)) + 3 * len(said & pairs(s.heading)), -n, s) for n, s in enumerate(work)]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best and best[0] else None


def pairs(text: str) -> set[str]:
    """The pairs of characters of a text, digits and signs left out."""
    kept = "".join(re.findall(r"[一-鿿A-Za-z]", text))
    return {kept[i : i + 2] for i in range(len(kept) - 1)}


def _spoken_of(manuscript: Manuscript, draft: Draft) -> Section | None:
    for message in reversed(manuscript.chat):
        if message.speaker is Speaker.ASSISTANT and message.text.startswith(("“", "已保留", "已撤销")):
            named = set(_QUOTED.findall(message.text))
            found = next((s for s in draft.sections if s.heading and s.heading in named), None)
            if found is not None:
                return found
    return None
