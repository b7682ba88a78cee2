"""``youju check``: a draft judged by its notes. Exit status 1 where there is an error."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.given import notes_in, opened, read
from assistant.cli.terminal import PRESETS_HELP, Form, FormOption, aside, say
from assistant.errors import InputError


def check(
    drafts: Annotated[list[Path], typer.Argument(help="要检查的草稿（Word、PDF、txt、md 等），可以多个。")],
    notes: Annotated[list[Path] | None, typer.Option("--notes", help="笔记文件，可以重复给出。")] = None,
    library: Annotated[str, typer.Option("--library", help="范文库文件夹；none 表示不比对范文。")] = "",
    second_opinion: Annotated[
        bool, typer.Option("--second-opinion", help="拿不准的说法再请大模型复核，它引的原文要在笔记里找得到。")
    ] = False,
    preset: Annotated[str, typer.Option("--preset", help=PRESETS_HELP)] = "",
    form: FormOption = Form.TEXT,
) -> None:
    """核对草稿里的每个数字和说法，列出问题。有错误时退出码为 1。"""
    from assistant.notes import Notes
    from assistant.reporting import as_json, as_lines
    from assistant.settings import load
    from assistant.writer import check_text, lexicon_of, model_line

    if second_opinion and not notes:
        raise InputError("复核要有笔记才能进行，请用 --notes 给出笔记文件。")
    asked = model_line(load(preset=preset)) if second_opinion else None
    ask = asked.ask if asked else None

    texts = [(path, read(path)) for path in drafts]
    given: Notes | None = None
    for name, text in notes_in(notes or []):
        given = (given or Notes()).adding(text, name)
    with nullcontext() if library == "none" else opened(Path(library) if library else None) as samples:
        words = lexicon_of(load())
        reports = [check_text(text, path.name, given, samples, ask, words) for path, text in texts]
    if asked and asked.spending:
        aside(asked.spending)
    if form is Form.JSON:
        say(json.dumps([as_json(report) for report in reports], ensure_ascii=False, indent=1))
    else:
        for report, (_, text) in zip(reports, texts, strict=True):
            for line in as_lines(report, text):
                say(line)
    raise typer.Exit(1 if any(report.errors for report in reports) else 0)
