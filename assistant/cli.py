"""The command line: ``youju app``, ``draft``, ``check``, ``library``. Exit status 2 and one sentence on stderr for bad input."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from assistant.errors import InputError, YoujuError
from assistant.manuscript import Manuscript
from assistant.settings import PRESETS
from assistant.style import LENGTHS, READERS, TONES, Style
from knowledge.library import AddResult, Library

app = typer.Typer(
    help="有据：把零散笔记写成年终总结，每个数字都有出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
library_app = typer.Typer(
    help="范文库：列出、查找、预览、添加、成批导入、改名、改标签、删除、重建。", no_args_is_help=True
)
app.add_typer(library_app, name="library")


class Form(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


class Chosen(StrEnum):
    """Which writer drafts."""

    AUTO = "auto"
    OFFLINE = "offline"
    MODEL = "model"


_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_PRESETS_HELP = f"大模型的服务商：{'、'.join(preset.slug for preset in PRESETS)}；密钥照旧从设置或环境变量读。"


class Part(StrEnum):
    """Which part of a report a passage stands in."""

    OPENING = "开头"
    WORK = "工作"
    RESULTS = "成效"
    PROBLEMS = "问题"
    NEXT = "打算"
    CLOSING = "结尾"


FormOption = Annotated[Form, typer.Option("--format", help="输出格式：text 或 json。")]


def main() -> None:
    """Run the command line; whatever goes wrong is one sentence on stderr and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = app(standalone_mode=False)
    except YoujuError as error:
        _fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if not hasattr(error, "format_message"):  # whatever typer raises for wrong usage has it
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.exit(2)  # the help was the answer
        _fail(f"命令写得不完整或有误（{_usage(error)}），请看 youju --help 或 youju 子命令 --help。")
    sys.exit(status if isinstance(status, int) else 0)


def _usage(error: Exception) -> str:
    """What is wrong with a command, as far as the words that the user typed tell it."""
    option = getattr(error, "param_hint", None) or getattr(getattr(error, "param", None), "opts", None)
    named = getattr(error, "option_name", None) or (" ".join(option) if isinstance(option, list) else option)
    return f"见“{named}”" if named else "不认得的命令"


def _fail(sentence: str) -> NoReturn:
    print(f"有据：{sentence}", file=sys.stderr)  # noqa: T201 - this is the command line
    sys.exit(2)


def _say(text: str) -> None:
    """Print, without what would steer the terminal: words of notes and samples are in it."""
    typer.echo(_STEERING.sub("", text))


def _aside(sentence: str) -> None:
    """Say what belongs to no result."""
    typer.echo(_STEERING.sub("", f"有据：{sentence}"), err=True)


@contextmanager
def _library(folder: Path | None = None) -> Iterator[Library]:
    """The sample library of the settings, or of ``folder``; read along where the running app holds it."""
    from assistant.settings import load
    from assistant.writer import open_library

    opened = (
        Library.open(folder, progress=_progress, shared=True)
        if folder
        else open_library(load(), progress=_progress, shared=True)
    )
    with opened as library:
        yield library


def _progress(done: int, total: int, sentence: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{sentence} {done}/{total}", end="\n" if done >= total else "", file=sys.stderr)  # noqa: T201


@app.command("app")
def run_app(port: Annotated[int | None, typer.Option(help="端口，默认自动选择。")] = None) -> None:
    """在浏览器里打开写作界面（只在本机 127.0.0.1 上）。"""
    from assistant.ui.launch import launch

    launch(port)


@app.command()
def draft(  # noqa: PLR0913, PLR0917 - one parameter an option
    notes: Annotated[
        list[Path], typer.Argument(help="笔记文件（Word、Excel、PDF、txt、网页等）、zip 包或文件夹，可以多个。")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪里，以 .md 或 .docx 结尾。")],
    kind: Annotated[str, typer.Option("--kind", help="报告类型，默认自动判断。")] = "",
    title: Annotated[str, typer.Option("--title", help="标题，默认自动拟定。")] = "",
    writer: Annotated[Chosen, typer.Option("--writer", help="auto、offline（离线）或 model（大模型）。")] = Chosen.AUTO,
    preset: Annotated[str, typer.Option("--preset", help=_PRESETS_HELP)] = "",
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
    with _library() as library:
        desk = writer_for(load(preset=preset), library, writer.value)
        manuscript = Manuscript(id="cli", kind=kind, title=title, style=style)
        for name, text in _notes(notes):
            manuscript = desk.take(manuscript, text, name)
        manuscript = desk.write(manuscript, tell=_aside)
        manuscript = replace(manuscript, title=manuscript.drafted().title)
        data = desk.word(manuscript) if output.suffix.lower() == ".docx" else desk.markdown(manuscript).encode()
        report = desk.check(manuscript)
    _write(output, data)
    if form is Form.JSON:
        from assistant.reporting import draft_as_json

        _say(json.dumps(draft_as_json(manuscript.drafted(), report), ensure_ascii=False, indent=1))
        return
    unused = [f for f in report.findings if f.kind == "unused-note"]
    _say(
        f"已写好《{manuscript.drafted().title}》，共{len(manuscript.drafted().sections)}部分，存为 {output}。"
        f"数字{len(report.figures)}个，需要核对的错误{len(report.errors)}处，笔记里没用上的数字{len(unused)}个。"
    )
    for finding in (*report.errors, *unused):
        _say(f"  {finding.message}")


def _read(path: Path) -> str:
    from knowledge.files import read_file

    return read_file(path)


def _notes(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Every text of the files, archives and folders; what cannot be read of several is said and passed over."""
    from knowledge.errors import UnreadableFile
    from knowledge.files import ReadFile, read_path

    for path in paths:
        entries = list(read_path(path))
        texts = [(entry.name, entry.text) for entry in entries if isinstance(entry, ReadFile)]
        sentences = [entry.sentence for entry in entries if not isinstance(entry, ReadFile)]
        if not texts:
            raise UnreadableFile(sentences[0])
        for sentence in sentences:
            print(f"有据：{sentence}", file=sys.stderr)  # noqa: T201 - this is the command line
        yield from texts


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"写不了“{path}”：请检查文件夹是否存在、文件是否正在别处打开。") from error


@app.command()
def check(
    drafts: Annotated[list[Path], typer.Argument(help="要检查的草稿（Word、PDF、txt、md 等），可以多个。")],
    notes: Annotated[list[Path] | None, typer.Option("--notes", help="笔记文件，可以重复给出。")] = None,
    library: Annotated[str, typer.Option("--library", help="范文库文件夹；none 表示不比对范文。")] = "",
    second_opinion: Annotated[
        bool, typer.Option("--second-opinion", help="拿不准的说法再请大模型复核，它引的原文要在笔记里找得到。")
    ] = False,
    preset: Annotated[str, typer.Option("--preset", help=_PRESETS_HELP)] = "",
    form: FormOption = Form.TEXT,
) -> None:
    """核对草稿里的每个数字和说法，列出问题。有错误时退出码为 1。"""
    from assistant.notes import Notes
    from assistant.reporting import as_json, as_lines
    from assistant.settings import load
    from assistant.writer import check_text, lexicon_of, second_reader

    if second_opinion and not notes:
        raise InputError("复核要有笔记才能进行，请用 --notes 给出笔记文件。")
    ask = second_reader(load(preset=preset)) if second_opinion else None

    texts = [(path, _read(path)) for path in drafts]
    given: Notes | None = None
    for name, text in _notes(notes or []):
        given = (given or Notes()).adding(text, name)
    with nullcontext() if library == "none" else _library(Path(library) if library else None) as opened:
        words = lexicon_of(load())
        reports = [check_text(text, path.name, given, opened, ask, words) for path, text in texts]
    if form is Form.JSON:
        _say(json.dumps([as_json(report) for report in reports], ensure_ascii=False, indent=1))
    else:
        for report, (_, text) in zip(reports, texts, strict=True):
            for line in as_lines(report, text):
                _say(line)
    raise typer.Exit(1 if any(report.errors for report in reports) else 0)


@library_app.command("list")
def list_reports(form: FormOption = Form.TEXT) -> None:
    """列出库里的范文。"""
    with _library() as library:
        reports = library.reports()
    if form is Form.JSON:
        rows = [asdict(report) for report in reports]
        _say(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for report in reports:
        _say(f"{report.document}\t{report.kind}\t{report.period}\t{report.title}")


@library_app.command("search")
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
    with _library() as library:
        role = part.name.lower() if part else None
        hits = library.search(query, k=k, kind=kind or None, role=role, period=period, own_first=own_first)
        places = library.places(hit.passage for hit in hits)
        notice = library.notice
    if notice:
        _aside(notice)
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
        _say(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for number, hit in enumerate(hits, start=1):
        others = len(places.get(hit.passage.id, ())) - 1
        why = f"{hit.why}；另有{others}处几乎相同" if others > 0 else hit.why
        _say(f"{number}. 《{hit.passage.title}》{hit.passage.heading}（{why}）\n   {hit.passage.text[:120]}……")


@library_app.command("preview")
def preview(
    file: Annotated[Path, typer.Argument(help="要看的文件（Word、PDF、网页、txt、md 等）、压缩包或文件夹。")],
    form: FormOption = Form.TEXT,
) -> None:
    """看看一个文件里有几份总结、哪些行不是正文、修补了什么；不会存进库里。"""
    from knowledge.preview import as_lines
    from knowledge.understanding import to_json, understand

    found = [understand(name, text) for name, text in _notes([file])]
    if form is Form.JSON:
        each = [{"file": one.document, **to_json(one)} for one in found]
        shown = to_json(found[0]) if len(found) == 1 else {"files": each}
        _say(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    for number, one in enumerate(found):
        for line in ("", *as_lines(one)) if number else as_lines(one):
            _say(line)


@library_app.command("add")
def add(
    files: Annotated[list[Path], typer.Argument(help="范文文件（Word、PDF、txt、md 等），可以多个。")],
    kind: Annotated[str, typer.Option("--kind", help="报告类型，默认自动判断。")] = "",
    origin: Annotated[str, typer.Option("--origin", help="own（本单位）或 other（外单位）。")] = "own",
) -> None:
    """把自己的范文加进库里；文件很多时用 youju library import。"""
    with _library() as library:
        for path in files:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise InputError(f"读不到文件“{path}”，请检查路径。") from error
            added = library.add(path.name, data, kind=kind or None, origin=origin)
            found = {report.document: report.found for report in library.reports()}
            for result in added.results:
                _say(f"《{result.report.title}》{_state(result, found=found[result.report.document])}。")
            for trouble in added.troubles:
                _aside(trouble)


def _state(result: AddResult, *, found: bool) -> str:
    """Say what came of adding a report; ``found`` is whether a search finds it, and not a better version."""
    if result.already:
        return "库里已有，没有重复添加"
    return f"已添加，切成{result.passages}段" if found else "已添加；库里有同一份总结的另一版，查找时用更完整的那一版"


@library_app.command("import")
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
    with _library() as library:
        try:
            for step in library.import_files(files, kind=kind or None, origin=origin):
                outcome = step.outcome
                counts["failed" if not outcome.results else "already" if outcome.already else "added"] += 1
                reports += sum(not result.already for result in outcome.results)
                if outcome.trouble:
                    _say(f"没有导入：{outcome.trouble}")
                left = remaining(step.seconds_left)
                _progress(step.done, step.total, f"正在导入{f'（{left}）' if left else ''}")
        except KeyboardInterrupt:
            _say("已中断，导入过的都在；再执行一次会接着导。")
    done = sum(counts.values())
    _say(
        f"共{len(files)}个文件，处理了{done}个：新导入{counts['added']}个（总结{reports}篇），"
        f"库里已有{counts['already']}个，不能导入{counts['failed']}个。"
    )
    raise typer.Exit(1 if done < len(files) else 0)


@library_app.command("rename")
def rename(
    document: Annotated[str, typer.Argument(help="文件名，见 youju library list 的第一列。")],
    name: Annotated[str, typer.Argument(help="新的文件名。")],
) -> None:
    """给自己添加的范文改文件名。"""
    with _library() as library:
        report = library.rename(document, name)
        _say(f"“{document}”已改名为“{report.document}”。")


@library_app.command("tag")
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

    with _library() as library:
        report = library.retag(document, title=title, kind=kind, period=period, unit=unit, origin=origin)
        said = (report.title, kind_named(report.kind).name, report.period, report.unit, ORIGINS.get(report.origin, ""))
        _say(f"“{document}”现在是：{'，'.join(part for part in said if part)}。")


@library_app.command("rebuild")
def rebuild() -> None:
    """按库里存的原文重新切分、重建索引；范文一篇不少。"""
    with _library() as library:
        library.rebuild(_progress)
        stats = library.stats()
        _say(f"已重建：{stats.reports}篇，{stats.passages}段，另有{stats.copies}段与它们几乎相同，只存一份。")


@library_app.command("delete")
def delete(document: Annotated[str, typer.Argument(help="文件名，见 youju library list 的第一列。")]) -> None:
    """从库里删除自己添加的范文。"""
    with _library() as library:
        library.delete(document)
        _say(f"已删除“{document}”。")
