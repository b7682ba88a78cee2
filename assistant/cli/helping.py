"""The help of the command line in Chinese: typer's own words about usage and about ``--help`` are English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group as Lines
from rich.table import Table
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer.core import TyperOption

_WORDS = {"Usage:": "用法：", "[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 …", "[ARGS]...": "…"}


class _Folded(Table):
    """A table whose cells go on in the next line: Chinese has no spaces to break at, and would be cut off."""

    def add_row(self, *cells: Any, **options: Any) -> None:
        super().add_row(*cells, **options)
        for column in self.columns:
            column.overflow = "fold"


def _stacked(pieces: list[Any]) -> Lines:
    """An explanation and its remarks, one below the other: columns of rich cut off what they cannot break."""
    return Lines(*pieces)


def in_chinese() -> None:
    """Set the titles and remarks that typer prints around the help of every command."""
    rich_utils.ARGUMENTS_PANEL_TITLE, rich_utils.OPTIONS_PANEL_TITLE = "参数", "选项"
    rich_utils.COMMANDS_PANEL_TITLE, rich_utils.DEFAULT_STRING = "命令", "[默认：{}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    for name, ours in {"Table": _Folded, "Columns": _stacked}.items():
        setattr(rich_utils, name, ours)


def _usage(english: str) -> str:
    for word, ours in _WORDS.items():
        english = english.replace(word, ours)
    return english


def _explained(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = "显示这份说明。"
    return option


class Command(TyperCommand):
    """A command whose help is Chinese throughout."""

    def get_usage(self, ctx: Any) -> str:
        """The line of usage."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The option ``--help``."""
        return _explained(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands whose help is Chinese throughout."""

    def get_usage(self, ctx: Any) -> str:
        """The line of usage."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The option ``--help``."""
        return _explained(super().get_help_option(ctx))
