"""``youju library``: the samples listed, searched, looked at, added, imported, renamed, deleted, rebuilt."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.given import notes_in, opened
from assistant.cli.helping import Command, Group
from assistant.cli.terminal import Form, FormOption, aside, progress, say
from assistant.errors import InputError
from knowledge.library import AddResult

app = typer.Typer(
    cls=Group, help="范文库：列出、查找、预览、添加、成批导入、改名、改标签、删除、重建。", no_args_is_help=True
)


class Part(StrEnum):
    """Which part of a report a passage stands in."""

    OPENING = "开头"
    WORK = "工作"
    RESULTS = "成效"
    PROBLEMS = "问题"
    NEXT = "打算"
    CLOSING = "结尾"


@app.command("list", cls=Command)
def list_reports(form: FormOption = Form.TEXT) -> None:
    """列出库里的范文。"""
    with opened() as library:
        reports = library.reports()
    if form is Form.JSON:
        rows = [asdict(report) for report in reports]
        say(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for report in reports:
        say(f"{report.document}\t{report.kind}\t{report.period}\t{report.title}")


@app.command("search", cls=Command)
def search(
    query: Annotated[str, typer.Argument(help="想写什么，用自己的话说。")],
    k: Annotated[int, typer.Option("-k", help="要几段。", min=1, max=100)] = 5,
    kind: Annotated[str, typer.Option("--kind", help="报告类型。")] = "",
    part: Annotated[Part | None, typer.Option("--part", help="只要这一部分。")] = None,
    period: Annotated[str, typer.Option("--period", help="只要这个时期：上半年、全年，或某一年如 2024。")] = "",
    own_first: Annotated[bool, typer.Option("--own-first", help="自己的范文靠前。")] = False,
    form: FormOption = Form.TEXT,
) -> None:
    """查找相近的范文段落。"""
    if not query.strip():
        raise InputError("没有写要找什么，请在引号里写几个字，例如“工资集体协商”。")
    with opened() as library:
        role = part.name.lower() if part else None
        hits = library.search(query, k=k, kind=kind or None, role=role, period=period, own_first=own_first)
        places = library.places(hit.passage for hit in hits)
        notice = library.notice
    if notice:
        aside(notice)
    if form is Form.JSON:
        rows = [
            {
                "document": h.passage.document, "title": h.passage.title, "kind": h.passage.kind,
                "heading": h.passage.heading, "first_line": h.passage.first_line, "last_line": h.passage.last_line,
                "score": h.score, "why": h.why, "family": h.family, "text": h.passage.text,
                "places": [asdict(place) for place in places.get(h.passage.id, ())],
            }
            for h in hits
        ]  # fmt: skip
        say(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for number, hit in enumerate(hits, start=1):
        others = len(places.get(hit.passage.id, ())) - 1
        why = f"{hit.why}；另有{others}处几乎相同" if others > 0 else hit.why
        say(f"{number}. 《{hit.passage.title}》{hit.passage.heading}（{why}）\n   {hit.passage.text[:120]}……")


@app.command("preview", cls=Command)
def preview(
    file: Annotated[Path, typer.Argument(help="要看的文件（Word、PDF、网页、txt、md 等）、压缩包或文件夹。")],
    form: FormOption = Form.TEXT,
) -> None:
    """看看一个文件里有几份总结、哪些行不是正文、修补了什么；不会存进库里。"""
    from knowledge.preview import as_lines
    from knowledge.understanding import to_json, understand

    found = [understand(name, text) for name, text in notes_in([file])]
    if form is Form.JSON:
        each = [{"file": one.document, **to_json(one)} for one in found]
        shown = to_json(found[0]) if len(found) == 1 else {"files": each}
        say(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    for number, one in enumerate(found):
        for line in ("", *as_lines(one)) if number else as_lines(one):
            say(line)


@app.command("add", cls=Command)
def add(
    files: Annotated[list[Path], typer.Argument(help="范文文件（Word、PDF、txt、md 等），可以多个。")],
    kind: Annotated[str, typer.Option("--kind", help="报告类型，默认自动判断。")] = "",
    origin: Annotated[str, typer.Option("--origin", help="own（本单位）或 other（外单位）。")] = "own",
) -> None:
    """把自己的范文加进库里；文件很多时用 youju library import。"""
    with opened() as library:
        for path in files:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise InputError(f"读不到文件“{path}”，请检查路径。") from error
            added = library.add(path.name, data, kind=kind or None, origin=origin)
            found = {report.document: report.found for report in library.reports()}
            for result in added.results:
                say(f"《{result.report.title}》{_state(result, found=found[result.report.document])}。")
            for trouble in added.troubles:
                aside(trouble)


def _state(result: AddResult, *, found: bool) -> str:
    """Say what came of adding a report; ``found`` is whether a search finds it, and not a better version."""
    if result.already:
        return "库里已有，没有重复添加"
    return f"已添加，切成{result.passages}段" if found else "已添加；库里有同一份总结的另一版，查找时用更完整的那一版"


@app.command("import", cls=Command)
def import_files(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹（连同下级文件夹），可以多个。")],
    kind: Annotated[str, typer.Option("--kind", help="报告类型，默认逐篇自动判断。")] = "",
    origin: Annotated[str, typer.Option("--origin", help="own（本单位）或 other（外单位）。")] = "own",
) -> None:
    """成批导入。随时可以按 Ctrl+C 中断，已导入的都在；再执行一次同样的命令，会跳过已有的接着导。"""
    from knowledge.importing import files_under, remaining

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise InputError(f"找不到“{missing[0]}”，请检查路径。")
    files = files_under(paths)
    counts = {"added": 0, "already": 0, "failed": 0}
    reports = 0
    with opened() as library:
        try:
            for step in library.import_files(files, kind=kind or None, origin=origin):
                outcome = step.outcome
                counts["failed" if not outcome.results else "already" if outcome.already else "added"] += 1
                reports += sum(not result.already for result in outcome.results)
                if outcome.trouble:
                    say(f"没有导入：{outcome.trouble}")
                left = remaining(step.seconds_left)
                progress(step.done, step.total, f"正在导入{f'（{left}）' if left else ''}")
        except KeyboardInterrupt:
            say("已中断，导入过的都在；再执行一次会接着导。")
    done = sum(counts.values())
    say(
        f"共{len(files)}个文件，处理了{done}个：新导入{counts['added']}个（总结{reports}篇），"
        f"库里已有{counts['already']}个，不能导入{counts['failed']}个。"
    )
    raise typer.Exit(1 if done < len(files) else 0)


@app.command("rename", cls=Command)
def rename(
    document: Annotated[str, typer.Argument(help="文件名，见 youju library list 的第一列。")],
    name: Annotated[str, typer.Argument(help="新的文件名。")],
) -> None:
    """给自己添加的范文改文件名。"""
    with opened() as library:
        report = library.rename(document, name)
        say(f"“{document}”已改名为“{report.document}”。")


@app.command("tag", cls=Command)
def tag(
    document: Annotated[str, typer.Argument(help="文件名，见 youju library list 的第一列。")],
    title: Annotated[str | None, typer.Option("--title", help="标题。")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="报告类型。")] = None,
    period: Annotated[str | None, typer.Option("--period", help="年度，例如 2024年。")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="单位。")] = None,
    origin: Annotated[str | None, typer.Option("--origin", help="own（本单位）或 other（外单位）。")] = None,
) -> None:
    """改自己添加的范文的标题、类型、年度、单位、来源；不给的不变。"""
    from knowledge.holdings import ORIGINS
    from knowledge.kinds import kind_named

    with opened() as library:
        report = library.retag(document, title=title, kind=kind, period=period, unit=unit, origin=origin)
        said = (report.title, kind_named(report.kind).name, report.period, report.unit, ORIGINS.get(report.origin, ""))
        say(f"“{document}”现在是：{'，'.join(part for part in said if part)}。")


@app.command("rebuild", cls=Command)
def rebuild() -> None:
    """按库里存的原文重新切分、重建索引；范文一篇不少。"""
    with opened() as library:
        library.rebuild(progress)
        stats = library.stats()
        say(f"已重建：{stats.reports}篇，{stats.passages}段，另有{stats.copies}段与它们几乎相同，只存一份。")


@app.command("delete", cls=Command)
def delete(document: Annotated[str, typer.Argument(help="文件名，见 youju library list 的第一列。")]) -> None:
    """从库里删除自己添加的范文。"""
    with opened() as library:
        library.delete(document)
        say(f"已删除“{document}”。")
