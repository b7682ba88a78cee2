"""``youju draft``: notes in, a report out, and what is to be looked at."""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.given import notes_in, opened, write
from assistant.cli.terminal import PRESETS_HELP, Form, FormOption, aside, say
from assistant.errors import InputError
from assistant.manuscript import Manuscript
from assistant.style import LENGTHS, READERS, TONES, Style


class Chosen(StrEnum):
    """Which writer drafts."""

    AUTO = "auto"
    OFFLINE = "offline"
    MODEL = "model"


def draft(  # noqa: PLR0913, PLR0917 - one parameter an option
    notes: Annotated[
        list[Path], typer.Argument(help="笔记文件（Word、Excel、PDF、txt、网页等）、zip 包或文件夹，可以多个。")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪里，以 .md 或 .docx 结尾。")],
    kind: Annotated[str, typer.Option("--kind", help="报告类型，默认自动判断。")] = "",
    title: Annotated[str, typer.Option("--title", help="标题，默认自动拟定。")] = "",
    writer: Annotated[Chosen, typer.Option("--writer", help="auto、offline（离线）或 model（大模型）。")] = Chosen.AUTO,
    preset: Annotated[str, typer.Option("--preset", help=PRESETS_HELP)] = "",
    person: Annotated[str, typer.Option("--person", help="自称，例如我局、我镇、我，默认按笔记。")] = "",
    tone: Annotated[str, typer.Option("--tone", help=f"语气：{'、'.join(TONES)}（大模型用）。")] = "",
    reader: Annotated[str, typer.Option("--reader", help=f"写给谁看：{'、'.join(READERS)}（大模型用）。")] = "",
    length: Annotated[str, typer.Option("--length", help=f"篇幅：{'、'.join(LENGTHS)}（大模型用）。")] = "",
    form: FormOption = Form.TEXT,
) -> None:
    """把笔记写成报告初稿，并说明有几处要核对；--format json 另给出每句话的依据。"""
    from assistant.settings import load
    from assistant.writer import writer_for

    if output.suffix.lower() not in (".md", ".docx"):
        raise InputError(f"只能写成 .md 或 .docx，不能写“{output.name}”，请改一下 -o 后面的文件名。")
    if kind:
        from knowledge.kinds import kind_named

        kind = kind_named(kind).slug
    style = Style.of(person, tone, reader, length)
    with opened() as library:
        desk = writer_for(load(preset=preset), library, writer.value)
        manuscript = Manuscript(id="cli", kind=kind, title=title, style=style)
        for name, text in notes_in(notes):
            manuscript = desk.take(manuscript, text, name)
        manuscript = desk.write(manuscript, tell=aside)
        manuscript = replace(manuscript, title=manuscript.drafted().title)
        data = desk.word(manuscript) if output.suffix.lower() == ".docx" else desk.markdown(manuscript).encode()
        report = desk.check(manuscript)
    write(output, data)
    if form is Form.JSON:
        from assistant.reporting import draft_as_json

        say(json.dumps(draft_as_json(manuscript.drafted(), report), ensure_ascii=False, indent=1))
        return
    unused = [f for f in report.findings if f.kind == "unused-note"]
    say(
        f"已写好《{manuscript.drafted().title}》，共{len(manuscript.drafted().sections)}部分，存为 {output}。"
        f"数字{len(report.figures)}个，需要核对的错误{len(report.errors)}处，笔记里没用上的数字{len(unused)}个。"
    )
    for finding in (*report.errors, *unused):
        say(f"  {finding.message}")
