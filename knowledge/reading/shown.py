"""A cell's value as its sheet shows it: 0.123 under 0.0% is 12.3%, 45356 under yyyy"年"m"月" is 2024年3月."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta

GENERAL = "General"
# what Excel and WPS show in Chinese for formats that are stored by number alone
CHINESE_FORMATS = {
    14: "yyyy/m/d", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
_LONG_DATE = 'yyyy"年"m"月"d"日"'
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]?|(?P<general>General|G/通用格式)'
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[eE](?![+-])|a{3,4}|AM/PM|A/P|上午/下午)|(?P<digits>[0#?][0#?,]*)|(?P<exponent>[eE][+-])"
    r"|(?P<char>.)",
    re.DOTALL,
)
_SIGNS = ".%;@/"  # that a format says something with, unless quoted
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_WEEKDAYS = "一二三四五六日"
_DIGITS = 10  # that a cell of ordinary width shows of a long fraction
_LONGEST_CODE = 200
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no time zones


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def shown(value: Value, code: str) -> str:
    """Return what a cell with ``value`` shows under the number format ``code``; plainly where the format is beyond us."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    sections = _sections(code[:_LONGEST_CODE])
    if isinstance(value, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        return _date(value, sections[0] if _is_date(sections[0]) else _tokens(_LONG_DATE))
    number = _decimal(value)
    if number is None:
        return str(value)
    section, number = _chosen(sections, number)
    if _is_date(section):
        return _date(_moment(value), section) if 0 <= value < 2_958_466 else _general(number)
    return _number(number, section)


def _general(number: Decimal) -> str:
    """The number as a cell without a format shows it."""
    if number == number.to_integral_value():
        return f"{number.to_integral_value():f}"
    whole = max(number.adjusted() + 1, 1)
    places = max(_DIGITS - whole, 2)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return (f"{rounded:f}".rstrip("0").rstrip(".")) if rounded else f"{number.normalize():f}"


def _decimal(value: float) -> Decimal | None:
    try:
        number = Decimal(repr(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 30 else None


def _tokens(code: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup
        if kind in ("quoted", "escaped", "char"):
            text = match[kind]
            found.append(_Token(text if kind == "char" and text in _SIGNS else "literal", text))
        elif kind:
            found.append(_Token(kind, match[kind]))
    return found


def _sections(code: str) -> list[list[_Token]]:
    sections: list[list[_Token]] = [[]]
    for token in _tokens(code):
        if token.kind == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return sections


def _chosen(sections: Sequence[list[_Token]], number: Decimal) -> tuple[list[_Token], Decimal]:
    """The section of a format that holds for a number, by its conditions, else by its sign."""
    conditions = [_condition(section) for section in sections[:3]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _holds(number, *condition):
                return section, number
        return sections[-1], number
    if number < 0 and len(sections) > 1:
        return [t for t in sections[1] if not (t.kind == "literal" and t.text in "-()（）")], number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _condition(section: Sequence[_Token]) -> tuple[str, Decimal] | None:
    for token in section:
        if token.kind == "bracket" and (match := _CONDITION.fullmatch(token.text)):
            try:
                return match[1], Decimal(match[2])
            except InvalidOperation:
                return None
    return None


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    less, same = number < bound, number == bound
    return {"<": less, "<=": less or same, "=": same, "<>": not same, ">": not (less or same), ">=": not less}[sign]


def _number(number: Decimal, section: Sequence[_Token]) -> str:
    """The number in the digits of a section; words before and after it stand as they are."""
    kinds = [token.kind for token in section]
    digits = [n for n, kind in enumerate(kinds) if kind == "digits"]
    if digits and {"exponent", "/"} & set(kinds):
        return _general(number)
    if not digits:
        plain = not section or {"general", "@"} & set(kinds)
        return _beside(section, _general(number)) if plain else _literals(section).strip()
    inner = [token for token in section[digits[0] : digits[-1]] if token.kind not in ("digits", ".", "bracket")]
    if inner or kinds.count(".") > 1:
        return _general(number)
    point = kinds.index(".") if "." in kinds else len(kinds)
    whole = "".join(section[n].text for n in digits if n < point)
    fraction = "".join(section[n].text for n in digits if n > point)
    last = fraction or whole
    scaled = (number * 100 ** kinds.count("%")).scaleb(-3 * (len(last) - len(last.rstrip(","))))
    fraction = fraction.replace(",", "")
    text = _figure(scaled, whole.rstrip(","), fraction)
    before, after = _literals(section[: digits[0]]), _literals(section[digits[-1] + 1 :])
    return f"{'-' if text.startswith('-') else ''}{before}{text.lstrip('-')}{after}".replace(" ", "")


def _figure(number: Decimal, whole: str, fraction: str) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = f"{abs(rounded):{',' if ',' in whole else ''}f}"
    least = len(fraction.rstrip("#?"))
    if not rounded and "0" not in whole + fraction:
        return ""  # places marked # or ? stay empty
    head, _, tail = text.partition(".")
    tail = tail[:least] + tail[least:].rstrip("0")
    head = head.rjust(whole.count("0"), "0") if "," not in whole else head
    return f"{'-' if rounded < 0 else ''}{head}{'.' if tail else ''}{tail}"


def _beside(section: Sequence[_Token], text: str) -> str:
    """A number in no digits of its own (General"人"), with the words of the format about it."""
    at = next((n for n, token in enumerate(section) if token.kind in ("general", "@")), None)
    if at is None:
        return text
    return f"{_literals(section[:at])}{text}{_literals(section[at + 1 :])}".strip()


def _literals(section: Sequence[_Token]) -> str:
    """The words of a format, and the sign of a currency ([$￥-804])."""
    said = ""
    for token in section:
        if token.kind in ("literal", "%"):
            said += token.text
        elif token.kind == "bracket" and token.text.startswith("$"):
            said += token.text[1:].partition("-")[0]
    return said


def _is_date(section: Sequence[_Token]) -> bool:
    return any(
        token.kind == "date" or (token.kind == "bracket" and re.fullmatch(r"[hms]+|\$-F[48]00", token.text, re.IGNORECASE))
        for token in section
    )  # fmt: skip


def _moment(value: float) -> dt.datetime:
    """The time of a serial number, to the nearest second."""
    return _EPOCH + dt.timedelta(seconds=round(value * 86_400))


def _date(value: dt.datetime | dt.date | dt.time | dt.timedelta, section: Sequence[_Token]) -> str:
    """A date or time in the order and the words of its format."""
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, dt.time):
        value = dt.datetime.combine(_EPOCH, value)
    elif not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    brackets = {token.text.upper() for token in section if token.kind == "bracket"}
    if "$-F800" in brackets or any(t.kind == "date" and re.fullmatch("[mM]{3,}", t.text) for t in section):
        section = _tokens(_LONG_DATE)  # March in English letters is no date to a clerk
    half = any(token.text in ("AM/PM", "A/P", "上午/下午") for token in section)
    said, clock = "", False
    for n, token in enumerate(section):
        if token.kind == "date":
            clock = _clock(section, n, clock)
            said += _part(value, token.text.lower(), half, clock)
        elif token.kind in ("literal", "/", "%", "."):
            said += token.text
    return said.strip()


def _clock(section: Sequence[_Token], at: int, clock: bool) -> bool:
    """Whether an m here is a minute: after hours, or before seconds."""
    letter = section[at].text[0].lower()
    if letter != "m":
        return letter == "h" or (clock and letter == "s")
    following = next((t.text[0].lower() for t in section[at + 1 :] if t.kind == "date"), "")
    return clock or following == "s"


def _part(value: dt.datetime, token: str, half: bool, clock: bool) -> str:
    letter, wide = token[0], len(token) > 1
    if token in ("am/pm", "a/p", "上午/下午"):
        return "上午" if value.hour < 12 else "下午"
    if letter == "a":
        return ("星期" if len(token) == 4 else "") + _WEEKDAYS[value.weekday()]
    if letter in "ye":
        return f"{value.year % 100:02}" if letter == "y" and len(token) < 3 else f"{value.year:04}"
    if letter == "d" and len(token) > 2:
        return f"星期{_WEEKDAYS[value.weekday()]}"
    hour = (value.hour - 1) % 12 + 1 if half else value.hour
    number = {"m": value.minute if clock else value.month, "d": value.day, "h": hour, "s": value.second}[letter]
    return f"{number:02}" if wide else str(number)
