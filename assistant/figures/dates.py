"""Calendar points in ISO 8601 form, so that two ways of writing one date compare as equal (GB/T 7408)."""

from __future__ import annotations

import re

from assistant.figures.numerals import chinese

_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_FIELD = re.compile(
    r"(?P<n>[0-9]+|[〇零○一二三四五六七八九十]+)(?P<u>学年|年度|年|月份|月|日|号|季度?)?|(?P<part>上旬|中旬|下旬|初|底|末|上半月|下半月)"
)
_DASH = re.compile(r"[—–\-－~～―‐‑]{1,2}|至|到")
_ISO = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})(?:[./-]([0-9]{1,2}))?$")
_DOTTED_RANGE = re.compile(
    rf"([0-9]{{1,2}})[./]([0-9]{{1,2}})\s?(?:{_DASH.pattern})\s?([0-9]{{1,2}})[./]([0-9]{{1,2}})[日号]?$"
)
MONTHS = 12
_SEASON = re.compile(rf"([12][0-9]{{3}})年?(?:{_DASH.pattern})([0-9]{{2}})(?:学年|年度)?")
_DOTTED = re.compile(r"(1[0-2]|0?[1-9])[.．](3[01]|[12][0-9]|0?[1-9])")
_SPANS = {"--01/--03": "Q1", "--04/--06": "Q2", "--07/--09": "Q3", "--10/--12": "Q4"}  # 1-3月 is 一季度
_SEVERAL_MONTHS = re.compile(r"(?:[0-9]{1,2}月?[、和])+[0-9]{1,2}(?:月份?|[两三四五六]个?月)")
_TWO_QUARTERS = re.compile(r"第?([一二三四1-4])[至到—–\-~～、]?([二三四2-4])季度")
_QUARTERS = {"前二": "Q1/Q2", "前两": "Q1/Q2", "前三": "Q1/Q3", "前2": "Q1/Q2", "前3": "Q1/Q3"}
_PARTS = {"末": "底"}


def iso(text: str) -> str:
    """``2023年6月`` → ``2023-06``; ``8月4日至15日`` → ``--08-04/--08-15``; ``10月底`` → ``--10-底``; ``一季度`` → ``Q1``."""
    plain = text.translate(_WIDE)
    if known := _two_digits(plain):
        return known
    if dotted := _ISO.match(plain):
        return "-".join([dotted[1], *(f"{int(part):02d}" for part in dotted.groups()[1:] if part)])
    if dotted := _DOTTED_RANGE.match(plain):
        month, day, to_month, to_day = map(int, dotted.groups())
        return f"--{month:02d}-{day:02d}/--{to_month:02d}-{to_day:02d}"
    if ":" in plain or "：" in plain:
        hour, minute = re.split("[:：]", re.split(" +", plain)[-1])[:2]
        return f"T{int(hour):02d}:{minute}"
    if quarter := re.fullmatch(r"[QqＱ]([1-4])", plain):
        return f"Q{quarter[1]}"
    if several := _quarters(plain) or _months(plain):
        return several
    ends = _DASH.split(plain, maxsplit=1)
    if len(ends) == 1:
        return _rendered(_fields(plain, {}))
    last = _fields(ends[1], {})
    first = _fields(ends[0], last)
    form = f"{_rendered(first)}/{_rendered({**{k: first[k] for k in ('年', '月') if k in first}, **last})}"
    return _SPANS.get(form, form)


def _two_digits(plain: str) -> str:
    """23年, 23年底, 2023-24采暖季: years of two digits; empty for what has none."""
    if short := re.fullmatch(r"([12][0-9])年(?:度|([底末初]))?", plain):
        return f"20{short[1]}" + (f"-{_PARTS.get(short[2], short[2])}" if short[2] else "")
    season = _SEASON.fullmatch(plain)
    return f"{season[1]}/{season[1][:2]}{season[2]}" if season and int(season[2]) > MONTHS else ""


def _quarters(plain: str) -> str:
    """前三季度, 一至三季度 → ``Q1/Q3``; empty for what names no span of quarters."""
    if ends := _TWO_QUARTERS.fullmatch(plain):
        return "/".join(f"Q{'一二三四'.find(q) + 1 or int(q)}" for q in ends.groups())
    return next((form for words, form in _QUARTERS.items() if plain.startswith(words)), "")


def _months(plain: str) -> str:
    """7、8两个月 → ``--07/--08``; empty for what lists no months."""
    if not _SEVERAL_MONTHS.fullmatch(plain):
        return ""
    return "/".join(f"--{int(month):02d}" for month in re.findall("[0-9]+", plain))


def dotted(text: str) -> str:
    """The ISO form of a day written as a decimal (6.28); empty where it can be none."""
    match = _DOTTED.fullmatch(text)
    return f"--{int(match[1]):02d}-{int(match[2]):02d}" if match else ""


def year(form: str) -> int | None:
    """The year of an ISO form, where it has one."""
    return int(form[:4]) if form[:4].isdigit() else None


def _fields(text: str, other: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _FIELD.finditer(text):
        if match["part"]:
            found["part"] = _PARTS.get(match["part"], match["part"])
            continue
        name = {"月份": "月", "号": "日", "季": "季度", "年度": "年", "学年": "年"}.get(
            match["u"] or "", match["u"] or ""
        )
        number = match["n"] if match["n"].isdigit() and match["n"].isascii() else str(chinese(match["n"]).value)
        if not name:  # the first end of 1-10月 or 2023-2024年 has the unit of the second
            behind_month = "日" if "月" in found else "月"  # 3月12那天
            name = "年" if len(number) == 4 else next((k for k in ("日", "月") if k in other), behind_month)
        found[name] = number
    return found


def _rendered(fields: dict[str, str]) -> str:
    if "季度" in fields:
        return f"{fields['年']}-Q{fields['季度']}" if "年" in fields else f"Q{fields['季度']}"
    form = fields.get("年", "-" if fields.keys() & {"月", "日"} else "")
    if "月" in fields:
        form += f"-{int(fields['月']):02d}"
    elif "日" in fields:
        form += "-"
    if "日" in fields:
        form += f"-{int(fields['日']):02d}"
    return f"{form}-{fields['part']}" if "part" in fields else form
