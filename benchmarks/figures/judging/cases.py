"""The labelled cases: notes, and a faithful draft in which every mention carries its label.

A label stands in the draft itself as ``{text|ks|options}``: ``k`` is the kind (q quantity, p percent, t points, m multiple,
d date, o ordinal, r reference, n name, x structure, h placeholder), ``s`` the status (s sourced, d derived; none for n, x
and h). Options, separated by ``;``: ``n=`` the notes' own form where it differs, ``p=`` last year's value of the same
thing as the notes give it, ``f=`` the sum behind a derived figure.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
KINDS = {
    "q": "quantity",
    "p": "percent",
    "t": "points",
    "m": "multiple",
    "d": "date",
    "o": "ordinal",
    "r": "reference",
    "n": "name",
    "x": "structure",
    "h": "placeholder",
}
STATUS = {"s": "sourced", "d": "derived"}
MARK = re.compile(r"\{([^{}|]+)\|([a-z])([sd]?)((?:\|[^{}|]*)?)\}")
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Label:
    """One mention of a draft: where it stands and what is true of it."""

    start: int
    end: int
    text: str
    kind: str
    status: str | None
    noted: str = ""
    previous: str = ""
    formula: str = ""


@dataclass(frozen=True)
class Case:
    """Notes, a faithful draft, and its labels in order."""

    name: str
    kind: str
    style: str
    notes: str
    draft: str
    labels: tuple[Label, ...]

    @property
    def figures(self) -> tuple[Label, ...]:
        """The labels that have a status."""
        return tuple(label for label in self.labels if label.status)


def unmarked(marked: str) -> tuple[str, tuple[Label, ...]]:
    """Take the labels out of a marked draft: the plain text and the labels with their offsets in it."""
    plain, labels, at, length = [], [], 0, 0
    for match in MARK.finditer(marked):
        before = marked[at : match.start()]
        text, kind, status, options = match.groups()
        given = dict(pair.split("=", 1) for pair in options.strip("|").split(";") if pair)
        unknown = set(given) - {"n", "p", "f"}
        if unknown:
            raise ValueError(f"{match.group()}: {unknown}")
        start = length + len(before)
        labels.append(
            Label(
                start,
                start + len(text),
                text,
                KINDS[kind],
                STATUS.get(status),
                given.get("n", ""),
                given.get("p", ""),
                given.get("f", ""),
            )
        )
        plain += [before, text]
        length = start + len(text)
        at = match.end()
    plain.append(marked[at:])
    return "".join(plain), tuple(labels)


def load(path: Path) -> Case:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    draft, labels = unmarked(data["draft"])
    return Case(path.stem, data["kind"], data["style"], data["notes"], draft, labels)


def split() -> dict[str, list[str]]:
    return tomllib.loads((HERE / "split.toml").read_text(encoding="utf-8"))


def half(name: str) -> list[Case]:
    """Load one part of the cases: dev, held or sealed."""
    return [load(HERE / "cases" / f"{case}.toml") for case in split()[name]]


# Numbers, read here on their own: the set must not lean on the engine that it measures.

AMOUNT = re.compile(
    r"^(?P<pre>约|近|超|逾)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?P<mid>余|多)?"
    r"(?P<unit>[^\d约近超逾余多]*?)(?P<post>左右|以上)?$"
)
SCALES = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}


@dataclass(frozen=True)
class Amount:
    """A written amount in its parts: ``约`` ``36.4`` ``万`` ``余`` ``元``."""

    pre: str
    number: Decimal
    decimals: int
    scale: str
    mid: str
    unit: str
    post: str

    @property
    def value(self) -> Decimal:
        """In base units: 万 and 亿 multiplied out."""
        return self.number * SCALES[self.scale]

    @property
    def qualified(self) -> bool:
        """Whether a qualifier stands with it."""
        return bool(self.pre or self.mid or self.post)

    def shown(self, number: str | None = None) -> str:
        """Write it out again, with another number where one is given."""
        mine = number if number is not None else plain(self.number, self.decimals)
        middle = f"{self.scale}{self.mid}" if self.mid else self.scale
        return f"{self.pre}{mine}{middle}{self.unit}{self.post}"


def amount(text: str) -> Amount | None:
    match = AMOUNT.match(text)
    if match is None:
        return None
    number = match["number"].replace(",", "")
    decimals = len(number.partition(".")[2])
    return Amount(
        match["pre"] or "",
        Decimal(number),
        decimals,
        match["scale"],
        match["mid"] or "",
        match["unit"],
        match["post"] or "",
    )


def plain(number: Decimal, decimals: int) -> str:
    return f"{number:.{decimals}f}"


def chinese(number: int) -> str:
    """Write an integer below 10⁸ in Chinese numerals."""
    if number >= 10000:
        high, low = divmod(number, 10000)
        gap = "零" if low and low < 1000 else ""
        return chinese(high) + "万" + gap + (chinese(low) if low else "")
    out, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += ("零" if zero else "") + DIGITS[digit] + name
            zero = False
        elif out:
            zero = True
    return out.removeprefix("一") if 10 <= number < 20 else out or "零"


def from_chinese(text: str) -> Decimal | None:
    """Read a Chinese numeral (with 点); None where it is not one."""
    whole, _, part = text.partition("点")
    total = section = digit = 0
    if whole and set(whole) <= set("〇" + DIGITS) and len(whole) > 2:
        return Decimal("".join(str(("〇" + DIGITS).index(char) - 1 if char != "〇" else 0) for char in whole))
    for char in whole:
        if char in DIGITS or char in "〇两":
            digit = 2 if char == "两" else max(DIGITS.find(char), 0)
        elif char in "十百千":
            section += (digit or 1) * 10 ** ("十百千".index(char) + 1)
            digit = 0
        elif char in "万亿":
            total = (total + section + digit) * 10 ** (4 if char == "万" else 8)
            section = digit = 0
        else:
            return None
    value = Decimal(total + section + digit)
    if part:
        if set(part) - set(DIGITS):
            return None
        value += Decimal("0." + "".join(str(DIGITS.index(char)) for char in part))
    return value


NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+(?:点[一二三四五六七八九零]+)?")


def numbers(text: str) -> set[Decimal]:
    """Every number that the text could be said to contain: a superset, to keep wrong values clear of it."""
    found: set[Decimal] = set()
    for match in NUMERAL.finditer(text):
        token = match.group().replace(",", "")
        if token[0].isdigit():
            found.add(Decimal(token))
        else:
            value = from_chinese(token)
            if value is not None:
                found.add(value)
    for match in re.finditer(
        r"[一二两三四五六七八九][〇零一二两三四五六七八九十百千万亿]+(?:点[一二三四五六七八九]+)?", text
    ):
        value = from_chinese(match.group())
        if value is not None:
            found.add(value)
    return found
