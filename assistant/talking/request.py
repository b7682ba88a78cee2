"""A request: one message of the chat, and what it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Intent(StrEnum):
    """What a message asks for; ``UNCLEAR`` is asked about, never guessed."""

    REVISE = "revise"
    ADD = "add"
    NOTES = "notes"
    ASK = "ask"
    EXPLAIN = "explain"
    FINDINGS = "findings"
    FACTS = "facts"
    DELETE = "delete"
    CORRECT = "correct"
    UNDO = "undo"
    KEEP = "keep"
    EXPORT = "export"
    RENAME = "rename"
    REDRAFT = "redraft"
    HELP = "help"
    CHATTER = "chatter"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Request:
    """One message; ``body`` is what the intent is about: the note to add, the new title, else the text itself."""

    intent: Intent
    text: str
    body: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction says: ``old`` (may be empty) is to be ``new``, in the fact that ``about`` names."""

    about: str
    old: str
    new: str
