"""The command line, run as a user runs it; exit statuses of ``figures.md`` §4."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document

from assistant.errors import YoujuError
from tests.fake_endpoint import FakeEndpoint, Reply

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for the whole module, so that the library is indexed once."""
    return tmp_path_factory.mktemp("home")


def youju(home: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    own = {"YOUJU_HOME": str(home)} | more
    environment = {k: v for k, v in os.environ.items() if not k.startswith("YOUJU_")} | own
    return subprocess.run(
        [sys.executable, "-c", "from assistant.cli import main; main()", *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, env=environment, check=False, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize("notes", EXAMPLES, ids=lambda p: p.stem)
def test_each_example_becomes_a_report_without_an_error(home: Path, tmp_path: Path, notes: Path) -> None:
    made = youju(home, "draft", notes, "-o", tmp_path / "a.md")
    assert made.returncode == 0, made.stderr
    youju(home, "draft", notes, "-o", tmp_path / "a.docx")
    assert (tmp_path / "a.md").read_text(encoding="utf-8").count("\n## ") >= 4
    assert (
        len(
            [p for p in Document(str(tmp_path / "a.docx")).paragraphs if p.text[:2] in ("一、", "二、", "三、", "四、")]
        )
        == 4
    )
    for name in ("a.md", "a.docx"):
        checked = youju(home, "check", tmp_path / name, "--notes", notes, "--format", "json")
        assert checked.returncode == 0, checked.stdout
        (report,) = json.loads(checked.stdout)
        sources = [s for f in report["figures"] for s in f["sources"]] + [
            e for f in report["findings"] if f["kind"] == "unused-note" for e in f["evidence"]
        ]
        used = {(s["start"], s["end"]) for s in sources}
        assert _figures_of(notes) <= used | _dates_of(notes)


LEDGER = [
    ["鹭埠圩镇总工会2024年重点工作统计表"], ["序号", "类别", "项目", "单位", "计划", "完成", "完成率", "备注"],
    [1, "组织建设", "新建工会", "家", 8, 9, 1.125, "超额完成"], [2, None, "发展会员", "人", 400, 386, 0.965, "2家企业停产"],
    [3, "职工服务", "医疗互助理赔", "件", 60, 63, 1.05, "赔付11.82万元"], [4, None, "技能培训", "期", 12, 12, 1, None],
]  # fmt: skip


def _ledger(path: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in LEDGER:
        sheet.append(row)
    for area in ("A1:H1", "B3:B4", "B5:B6"):
        sheet.merge_cells(area)
    for row in range(3, 7):
        sheet[f"G{row}"].number_format = "0.0%"
    book.save(path)
    return path


def test_a_spreadsheet_becomes_a_report_whose_figures_all_stand(home: Path, tmp_path: Path) -> None:
    notes = _ledger(tmp_path / "台账.xlsx")
    made = youju(home, "draft", notes, "-o", tmp_path / "a.docx")
    assert made.returncode == 0, made.stderr
    text = "\n".join(p.text for p in Document(str(tmp_path / "a.docx")).paragraphs)
    for said in ("完成9家", "完成386人", "96.5%", "完成63件", "11.82万元", "12期"):
        assert said in text
    checked = youju(home, "check", tmp_path / "a.docx", "--notes", notes, "--format", "json")
    (report,) = json.loads(checked.stdout)
    assert [f["message"] for f in report["findings"] if f["severity"] == "error" and f["kind"] != "placeholder"] == []


def test_notes_may_be_an_archive_or_a_folder_and_what_is_bad_in_it_is_said(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "笔记"
    folder.mkdir()
    _ledger(folder / "台账.xlsx")
    (folder / "补充.txt").write_bytes("慰问困难职工134人次。".encode("gbk"))
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as packed:
        for path in folder.iterdir():
            packed.write(path, path.name)
    for notes in (folder, tmp_path / "包.zip"):
        made = youju(home, "draft", notes, "-o", tmp_path / "a.md")
        assert made.returncode == 0, made.stderr
        assert "“坏.docx”" in made.stderr
        assert "Traceback" not in made.stderr
        text = (tmp_path / "a.md").read_text(encoding="utf-8")
        assert "134人次" in text
        assert "386人" in text
    (folder / "台账.xlsx").unlink()
    (folder / "补充.txt").unlink()
    refused = youju(home, "draft", folder, "-o", tmp_path / "a.md")
    assert refused.returncode == 2
    assert "坏.docx" in refused.stderr


def _figures_of(notes: Path) -> set[tuple[int, int]]:
    from assistant.facts import facts_of
    from assistant.notes import Notes

    facts = facts_of(Notes.of(notes.read_text(encoding="utf-8"), notes.name))
    firsts: dict[tuple[object, str, str], tuple[int, int]] = {}
    for fact in facts:  # the same figure of the same thing said twice counts once
        if fact.source:
            firsts.setdefault((fact.value, fact.unit, fact.figure), (fact.source.start, fact.source.end))
    return set(firsts.values())


def _dates_of(notes: Path) -> set[tuple[int, int]]:
    from assistant.figures.reading import figures

    return {(m.start, m.end) for m in figures(notes.read_text(encoding="utf-8")) if m.date}


def test_the_json_is_the_contracts(home: Path, tmp_path: Path) -> None:
    notes, draft = tmp_path / "notes.txt", tmp_path / "draft.md"
    notes.write_text("去年45家，今年新增5家，累计50家\n", encoding="utf-8")
    draft.write_text("一是累计50家，走访87家。\n", encoding="utf-8")
    done = youju(home, "check", draft, "--notes", notes, "--library", "none", "--format", "json")
    assert done.returncode == 1
    (report,) = json.loads(done.stdout)
    assert report["document"] == "draft.md"
    first = report["figures"][0]
    assert {k: first[k] for k in ("start", "end", "text", "kind", "value", "unit", "status", "formula")} == {
        "start": 4, "end": 7, "text": "50家", "kind": "quantity", "value": "50", "unit": "家", "status": "sourced", "formula": None,
    }  # fmt: skip
    assert first["sources"] == [{"origin": "notes", "document": "notes.txt", "start": 15, "end": 18, "text": "50家"}]
    assert report["mentions"] == [{"start": 0, "end": 2, "text": "一是", "kind": "structure"}]
    error = next(f for f in report["findings"] if f["severity"] == "error")
    assert (error["kind"], error["text"], error["start"], error["end"]) == ("unsourced-figure", "87家", 10, 13)


def test_without_notes_figures_have_no_status(home: Path, tmp_path: Path) -> None:
    draft = tmp_path / "d.txt"
    draft.write_text("建会50家。", encoding="utf-8")
    done = youju(home, "check", draft, "--library", "none", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["figures"][0]["status"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "没有.txt"), "没有.txt"),
        (("draft", "没有.txt", "-o", "a.md"), "没有.txt"),
        (("draft", EXAMPLES[0], "-o", "a.pdf"), ".docx"),
        (("draft", EXAMPLES[0], "-o", "/nowhere/a.md"), "写不了"),
        (("draft", EXAMPLES[0], "--kind", "诗歌", "-o", "a.md"), "诗歌"),
        (("draft", EXAMPLES[0], "--writer", "model", "-o", "a.md"), "设置"),
        (("library", "add", "没有.docx"), "没有.docx"),
        (("library", "preview", "没有.txt"), "没有.txt"),
        (("draft", EXAMPLES[0]), "--help"),
        (("draft", EXAMPLES[0], "--writer", "foo", "-o", "a.md"), "--help"),
        (("library", "search", "x", "-k", "0"), "--help"),
        (("library", "remove"), "--help"),
    ],
)
def test_bad_input_is_one_chinese_sentence_and_status_two(home: Path, arguments: tuple[object, ...], said: str) -> None:
    done = youju(home, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_own_samples_are_added_found_and_deleted(home: Path, tmp_path: Path) -> None:
    sample = tmp_path / "我的范文.txt"
    sample.write_text(
        "白鹭镇茶叶协会2024年工作总结\n一、茶园管护\n全年修剪茶园320亩，施有机肥46吨，聘请技术员6名驻园指导，病虫害统防3次。\n",
        encoding="utf-8",
    )
    assert "已添加" in youju(home, "library", "add", sample).stdout
    assert "没有重复添加" in youju(home, "library", "add", sample).stdout
    hits = json.loads(youju(home, "library", "search", "茶园修剪施肥", "-k", "5", "--format", "json").stdout)
    assert "我的范文.txt" in {hit["document"] for hit in hits}
    wanted = {"document", "first_line", "last_line", "score", "text", "heading", "family"}
    assert all(wanted <= hit.keys() and hit["family"] for hit in hits)
    parts = json.loads(
        youju(home, "library", "search", "工会", "--part", "问题", "--period", "上半年", "--format", "json").stdout
    )
    assert parts
    assert all("半年" in hit["title"] for hit in parts)
    assert youju(home, "library", "delete", "我的范文.txt").returncode == 0
    hits = json.loads(youju(home, "library", "search", "茶园修剪施肥", "-k", "5", "--format", "json").stdout)
    assert "我的范文.txt" not in {hit["document"] for hit in hits}


def test_a_provider_chosen_by_name_and_its_failure_costs_no_draft(home: Path, tmp_path: Path) -> None:
    key = "sk-geheim-0123456789"
    with FakeEndpoint(Reply(status=401, error=f"bad key {key}")) as endpoint:
        made = youju(
            home, "draft", EXAMPLES[0], "-o", tmp_path / "a.md", "--preset", "moonshot",
            YOUJU_BASE_URL=endpoint.url, YOUJU_API_KEY=key,
        )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert endpoint.requests[0].body["model"] == "kimi-k2.5"
    assert "不接受现在的密钥（401）" in made.stderr
    assert "离线方式写出" in made.stderr
    assert key not in made.stdout + made.stderr
    assert (tmp_path / "a.md").read_text(encoding="utf-8").count("\n## ") >= 4
    wrong = youju(home, "draft", EXAMPLES[0], "-o", tmp_path / "b.md", "--preset", "文心")
    assert wrong.returncode == 2
    assert "没有名为“文心”的服务商" in wrong.stderr


def test_a_preview_shows_what_a_file_holds_and_stores_nothing(home: Path, tmp_path: Path) -> None:
    first = "一年来，镇工会在镇党委的领导下，现将工作总结如下：\n一、组织建设\n新建工会9家，发展会员300人，签订集体合同50份，慰问困难职工20户，调解争议7件。"
    second = "甲镇国土所2023年工作总结\n一、耕地保护\n完成占补平衡153亩，巡查185次，没有违法占地。"
    sample = tmp_path / "合集.txt"
    sample.write_text(f"{first}\n欢迎阅读。\n{second}\n二、问题\n" + "人员不足，宣传不够。" * 12, encoding="utf-8")
    shown = youju(home, "library", "preview", sample)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("合集.txt：读出2份总结；不是正文的1行，修补0处。")
    data = json.loads(youju(home, "library", "preview", sample, "--format", "json").stdout)
    assert [(r["first_line"], r["last_line"]) for r in data["reports"]] == [(1, 3), (5, 9)]
    assert data["noise"] == [{"line": 4, "text": "欢迎阅读。", "why": "网站加的话"}]
    assert data["repairs"] == []
    assert "合集.txt" not in youju(home, "library", "list").stdout
    with zipfile.ZipFile(tmp_path / "往年.zip", "w") as archive:
        archive.writestr("2023/甲.txt", first)
        archive.writestr("乙.txt", second)
        archive.writestr("照片.jpg", b"x")
    both = youju(home, "library", "preview", tmp_path / "往年.zip", "--format", "json")
    assert "没有读" in both.stderr
    files = json.loads(both.stdout)["files"]
    assert [(one["file"], len(one["reports"])) for one in files] == [("2023/甲.txt", 1), ("乙.txt", 1)]


def test_a_folder_is_imported_once_and_its_reports_are_renamed_tagged_and_kept_by_a_rebuild(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from assistant.cli import app

    def library(*arguments: object) -> str:
        done = CliRunner().invoke(app, ["library", *map(str, arguments)])
        assert done.exit_code == 0, done.output
        return done.stdout

    monkeypatch.setenv("YOUJU_HOME", str(tmp_path / "home"))
    folder = tmp_path / "往年总结"
    (folder / "下级").mkdir(parents=True)
    for n, place in enumerate((folder / "甲.txt", folder / "下级" / "乙.txt"), start=1):
        place.write_text(
            f"白鹭镇茶叶协会202{n}年工作总结\n一、茶园管护\n修剪茶园{n}20亩，聘请技术员6名驻园指导。\n",
            encoding="utf-8",
        )
    (folder / "坏.txt").write_bytes(b"")
    (folder / "照片.jpg").write_bytes(b"x")
    first = library("import", folder, "--origin", "other")
    assert "共3个文件，处理了3个：新导入2个（总结2篇），库里已有0个，不能导入1个" in first
    assert "“坏.txt”是空文件" in first
    assert "新导入0个（总结0篇），库里已有2个" in library("import", folder)
    assert "改名为“丙.txt”" in library("rename", "甲.txt", "丙.txt")
    library("tag", "丙.txt", "--period", "2019年", "--origin", "own", "--kind", "company")
    assert "34篇" in library("rebuild")
    rows = {row["document"]: row for row in json.loads(library("list", "--format", "json"))}
    assert (rows["丙.txt"]["period"], rows["丙.txt"]["origin"], rows["丙.txt"]["kind"]) == ("2019年", "own", "company")
    assert rows["乙.txt"]["origin"] == "other"
    for wrong in (
        ("import", tmp_path / "没有"),
        ("rename", "company-1.md", "x.md"),
        ("tag", "丙.txt", "--origin", "x"),
    ):
        assert isinstance(CliRunner().invoke(app, ["library", *map(str, wrong)]).exception, YoujuError)


@pytest.mark.parametrize("command", [(), ("draft",), ("check",), ("library",), ("library", "import")])
def test_help_is_chinese_and_whole(home: Path, command: tuple[str, ...]) -> None:
    shown = youju(home, *command, "--help").stdout
    told = "".join(line.strip(" │") for line in shown.splitlines())
    assert "用法" in told
    if command == ("draft",):
        assert "deepseek" in told
        assert "上级、本单位、群众（大模型用）" in told
    assert "显示这份说明" in told
    for english in ("Usage", "Show this", "required", "OPTIONS", "COMMAND"):
        assert english not in shown
