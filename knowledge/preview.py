"""What a file was understood to hold, as lines for a person to read before anything is taken into the library."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.kinds import kind_named
from knowledge.roles import Role
from knowledge.understanding import FoundReport, Understanding

ROLE_NAMES: dict[Role, str] = {
    "opening": "开头", "work": "工作", "results": "成绩", "problems": "问题", "next": "打算", "closing": "结尾",
}  # fmt: skip
_SHOWN = 40  # characters shown of a line that is left out


def as_lines(understanding: Understanding) -> Iterator[str]:
    """Yield the reports with their parts, then what is left out and what was mended, in plain Chinese."""
    reports = understanding.reports
    families = len({report.family for report in reports})
    versions = f"，其中有重复的，去掉重复是{families}份" if families < len(reports) else ""
    yield (
        f"{understanding.document}：读出{len(reports)}份总结{versions}；"
        f"不是正文的{len(understanding.noise)}行，修补{len(understanding.repairs)}处。"
    )
    for number, report in enumerate(reports, start=1):
        yield ""
        yield from _report(number, report, _versions(number, reports))
    if understanding.noise:
        yield ""
        yield "不是正文、不会进范文库的行："
        yield from (f"  第{n.line}行 {n.why}：{_short(n.text)}" for n in understanding.noise)
    if understanding.repairs:
        yield ""
        yield "修补过的地方："
        for repair in understanding.repairs:
            yield f"  第{repair.line}行 {repair.why}：{_inline(repair.before)} → {_inline(repair.after)}"


def _report(number: int, report: FoundReport, versions: list[int]) -> Iterator[str]:
    about = [kind_named(report.kind).name, report.period or "时间不详"]
    if versions:
        about.append(f"与第{'、'.join(map(str, versions))}份是同一份总结的不同版本")
    yield f"{number}. {_lines(report.first_line, report.last_line)}《{report.title}》（{'，'.join(about)}）"
    for role, first, last, headings in _runs(report):
        yield f"     {_lines(first, last)} {ROLE_NAMES[role]}{'：' if headings else ''}{'；'.join(headings)}"


def _runs(report: FoundReport) -> Iterator[tuple[Role, int, int, list[str]]]:
    """Yield neighbouring sections of one role as one, with their headings."""
    run: tuple[Role, int, int, list[str]] | None = None
    for section in report.sections:
        headings = [section.heading] if section.heading else []
        if run and run[0] == section.role:
            run = (run[0], run[1], section.last_line, [*run[3], *(h for h in headings if h not in run[3])])
            continue
        if run:
            yield run
        run = (section.role, section.first_line, section.last_line, headings)
    if run:
        yield run


def _versions(number: int, reports: tuple[FoundReport, ...]) -> list[int]:
    family = reports[number - 1].family
    return [n for n, report in enumerate(reports, start=1) if report.family == family and n != number]


def _lines(first: int, last: int) -> str:
    return f"第{first}行" if first == last else f"第{first}—{last}行"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"


def _inline(text: str) -> str:
    return text.replace("\n", "⏎")
