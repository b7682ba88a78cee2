"""The command line: ``youju app``, ``draft``, ``check``, ``library``. Exit status 2 and one sentence on stderr for bad input."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from assistant.cli import library
from assistant.cli.checking import check
from assistant.cli.drafting import draft
from assistant.cli.helping import Command, Group, in_chinese
from assistant.cli.terminal import fail
from assistant.errors import YoujuError

app = typer.Typer(
    cls=Group,
    help="有据：把零散笔记写成年终总结，每个数字都有出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; whatever goes wrong is one sentence on stderr and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    in_chinese()
    try:
        status = app(standalone_mode=False)
    except YoujuError as error:
        fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if not hasattr(error, "format_message"):  # whatever typer raises for wrong usage has it
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.exit(2)  # the help was the answer
        fail(f"命令写得不完整或有误（{_usage(error)}），请看 youju --help 或 youju 子命令 --help。")
    sys.exit(status if isinstance(status, int) else 0)


def _usage(error: Exception) -> str:
    """What is wrong with a command, as far as the words that the user typed tell it."""
    option = getattr(error, "param_hint", None) or getattr(getattr(error, "param", None), "opts", None)
    named = getattr(error, "option_name", None) or (" ".join(option) if isinstance(option, list) else option)
    return f"见“{named}”" if named else "不认得的命令"


@app.command("app", cls=Command)
def run_app(port: Annotated[int | None, typer.Option(help="端口，默认自动选择。")] = None) -> None:
    """在浏览器里打开写作界面（只在本机 127.0.0.1 上）。"""
    from assistant.ui.launch import launch

    launch(port)


app.command(cls=Command)(draft)
app.command(cls=Command)(check)
app.add_typer(library.app, name="library")
