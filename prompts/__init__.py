"""Wording is data: one versioned text file a prompt.

A file begins with ``# version: N``; the rest is a template whose variables are written ``{{name}}``. Single
braces (``{F12}``) are ordinary text. Text between the tags of a template (``<笔记>`` … ``</笔记>``) is data:
a value cannot close the fence that it stands in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["Prompt", "PromptError", "load", "names", "render"]

_HEADER = re.compile(r"# version: ([1-9]\d*)\n")
_VARIABLE = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")
_TAG = re.compile(r"</?[一-鿿]+>")


class PromptError(Exception):
    """A prompt is missing or damaged, or its variables are not the ones given."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: its name, the version of its wording, and the template."""

    name: str
    version: int
    template: str

    @property
    def variables(self) -> frozenset[str]:
        """The names that ``render`` needs, no more and no fewer."""
        return frozenset(_VARIABLE.findall(self.template))

    @property
    def fences(self) -> frozenset[str]:
        """The tags that set data apart from instructions."""
        return frozenset(_TAG.findall(self.template))

    def render(self, **variables: str) -> str:
        """Return the template with every variable put in, once; values are never scanned for variables.

        Raises ``PromptError`` naming what is missing and what is unknown.
        """
        missing = sorted(self.variables - variables.keys())
        unknown = sorted(variables.keys() - self.variables)
        if missing or unknown:
            said = [f"缺少变量 {'、'.join(missing)}"] if missing else []
            said += [f"多出变量 {'、'.join(unknown)}"] if unknown else []
            raise PromptError(f"提示词“{self.name}”{'；'.join(said)}。")
        return _VARIABLE.sub(lambda found: self._inert(variables[found[1]]), self.template)

    def _inert(self, value: str) -> str:
        words = "|".join(sorted({tag.strip("</>") for tag in self.fences}))
        return re.sub(rf"[<＜]\s*(/?)\s*({words})\s*[>＞]", r"＜\1\2＞", value) if words else value


def names() -> tuple[str, ...]:
    """Return the names of all prompts, sorted."""
    found = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".txt") for name in found if name.endswith(".txt")))


@lru_cache
def load(name: str) -> Prompt:
    """Return the prompt of that name; raises ``PromptError`` for an unknown name or no version line."""
    if name not in names():
        raise PromptError(f"没有名为“{name}”的提示词，现有：{'、'.join(names())}。")
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    header = _HEADER.match(text)
    if header is None:
        raise PromptError(f"提示词“{name}”的第一行不是“# version: 1”这样的版本号。")
    return Prompt(name, int(header[1]), text[header.end() :].strip("\n"))


def render(name: str, **variables: str) -> str:
    """Return the prompt of that name with its variables put in; see ``Prompt.render``."""
    return load(name).render(**variables)
