"""What the commands print: results on stdout, all else on stderr, and nothing that would steer the terminal."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from typing import Annotated, NoReturn

import typer

from assistant.settings import PRESETS

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
PRESETS_HELP = f"大模型的服务商：{' '.join(preset.slug for preset in PRESETS)}；密钥照旧从设置或环境变量读。"


class Form(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


FormOption = Annotated[Form, typer.Option("--format", help="输出格式：text 或 json。")]


def fail(sentence: str) -> NoReturn:
    """End with one sentence on stderr and exit status 2."""
    print(f"有据：{sentence}", file=sys.stderr)  # noqa: T201 - this is the command line
    sys.exit(2)


def say(text: str) -> None:
    """Print, without what would steer the terminal: words of notes and samples are in it."""
    typer.echo(_STEERING.sub("", text))


def aside(sentence: str) -> None:
    """Say what belongs to no result."""
    typer.echo(_STEERING.sub("", f"有据：{sentence}"), err=True)


def progress(done: int, total: int, sentence: str) -> None:
    """Show how far work has come, where somebody is looking."""
    if sys.stderr.isatty():
        print(f"\r{sentence} {done}/{total}", end="\n" if done >= total else "", file=sys.stderr)  # noqa: T201
