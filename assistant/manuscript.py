"""A report in the making, whole: notes, facts, plan, draft, chat, and the change that awaits the user's word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.draft import Draft, Section
from assistant.errors import InputError
from assistant.facts import Evidence, Fact, confirmed
from assistant.notes import Notes
from assistant.outline import Outline
from assistant.style import AS_USUAL, Style


class Speaker(StrEnum):
    """Who says a chat message."""

    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the chat beside the draft."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A change of one section that the user has yet to keep or undo; ``before`` is what the draft holds now.

    ``remark`` says plainly what came of an amount that was asked for (两百字以内).
    """

    instruction: str
    before: Section
    after: Section
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Everything of one report. ``id`` is its address in the workspace; values are never changed in place."""

    id: str
    notes: Notes = field(default_factory=Notes)
    facts: tuple[Fact, ...] = ()
    kind: str = ""
    title: str = ""
    outline: Outline | None = None
    draft: Draft | None = None
    revision: Revision | None = None
    chat: tuple[Message, ...] = ()
    style: Style = AS_USUAL

    @property
    def evidence(self) -> Evidence:
        """What the figures of the draft are judged by: the notes with the user's corrections."""
        return confirmed(self.notes, self.facts)

    def saying(self, speaker: Speaker, text: str) -> Manuscript:
        """Return the manuscript with one more chat message."""
        return replace(self, chat=(*self.chat, Message(speaker, text)))

    def drafted(self) -> Draft:
        """The draft; raises ``InputError`` where nothing is drafted yet."""
        if self.draft is None:
            raise InputError("还没有草稿。请先把笔记粘贴到左侧的对话框里发送。")
        return self.draft

    def kept(self) -> Manuscript:
        """Return the manuscript with its pending revision taken into the draft; the other sections stay as they are."""
        if self.revision is None:
            return self
        return replace(self, draft=self.drafted().replacing(self.revision.after), revision=None)

    def undone(self) -> Manuscript:
        """Return the manuscript without its pending revision."""
        return replace(self, revision=None)

    def with_section(self, section_id: str, text: str) -> Manuscript:
        """Return the manuscript with one section's text typed by the user; a pending change of it is dropped."""
        draft = self.drafted()
        section = draft.section(section_id).typed(text)
        pending = None if self.revision and self.revision.before.id == section_id else self.revision
        return replace(self, draft=draft.replacing(section), revision=pending)
