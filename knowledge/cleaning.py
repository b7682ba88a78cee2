"""Cleaning text of one report: white space, a site's own lines, marks put inside words. Figures stay."""

from __future__ import annotations

import re

from knowledge.mending import mended
from knowledge.noise import noise_of

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f]")
_BREAKS = re.compile(r"\r\n?|[\n\f\v\u0085\u2028\u2029]")
_BLANKS = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    r"""Return the text without noise that no author wrote; what is in doubt stays.

    Line breaks become ``\n``, at most one blank line stands between paragraphs, none at the ends.
    """
    lines = (kept(line)[0] for line in tidy_lines(text))
    return _BLANKS.sub("\n\n", "\n".join(line for line in lines if line is not None)).strip("\n")


def tidy_lines(text: str) -> list[str]:
    """Return the lines of a file, stripped and without invisible characters; a run of spaces is one space, tabs stay."""
    return [tidy(line) for line in _BREAKS.split(text)]


def tidy(line: str) -> str:
    """Return a line without white space that says nothing."""
    cells = _INVISIBLE.sub("", line).split("\t")
    return "\t".join(_SPACES.sub(" ", cell).strip() for cell in cells).strip()


def kept(line: str) -> tuple[str | None, str]:
    """Return a tidy line as mended and nothing, or None and why it goes; a blank line is kept."""
    why = noise_of(line)
    if why:
        return None, why
    text = tidy(mended(0, line)[0])
    why = noise_of(text)
    return (None, why) if why else (text, "")
