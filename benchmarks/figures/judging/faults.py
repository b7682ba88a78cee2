"""Variants of the faithful drafts, made by program, with known truth (seeded: the same set each time).

A fault changes one figure (a swap: two) and says which status the contract asks for there; every other figure keeps its
status. A rewrite changes the form of many figures and nothing that they say: nothing may be flagged. Where the truth would
depend on reading the contract this way or that, no variant is made: a wrong value must stand nowhere in the notes in any
unit or rounding, and be no sum, difference or ratio of figures of the case; an exchanged one must be unique. Where only the
kind is open (41个 of foods put for 137个 of villages: another thing, or another unit?) ``either`` is expected.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from benchmarks.figures.judging.cases import Amount, Case, Label, amount, chinese, numbers, plain
from benchmarks.figures.judging.check_labels import computed

SEED = 20240607
SLIPS_PER_CASE = 12
RATIOS = tuple(
    map(Decimal, ("1", "10000", "0.0001", "100000000", "0.00000001", "1000", "0.001", "15", "0.1", "10", "2"))
)
SAME_UNIT = {"名": "人", "位": "人", "人": "人"}


@dataclass(frozen=True)
class Variant:
    """A changed draft: ``expected`` gives the status asked for by label index; ``exempt`` labels are not judged."""

    case: Case
    type: str
    draft: str
    labels: tuple[Label, ...]
    expected: dict[int, str] = field(default_factory=dict)
    exempt: frozenset[int] = frozenset()


def rewritten(case: Case, changes: dict[int, str]) -> tuple[str, tuple[Label, ...]]:
    """Put other texts in the place of labels; the labels move along."""
    out, labels, at, length = [], [], 0, 0
    for index, label in enumerate(case.labels):
        before = case.draft[at : label.start]
        text = changes.get(index, label.text)
        start = length + len(before)
        labels.append(
            Label(start, start + len(text), text, label.kind, label.status, label.noted, label.previous, label.formula)
        )
        out += [before, text]
        length = start + len(text)
        at = label.end
    out.append(case.draft[at:])
    return "".join(out), tuple(labels)


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def unit_of(parts: Amount) -> str:
    return SAME_UNIT.get(parts.unit, parts.unit)


class Truth:
    """What the notes of a case could be said to state: used only to keep faults clear of accidental truth."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.notes = case.notes.replace(",", "").replace(" ", "")
        self.stated = numbers(case.notes)
        self.amounts = [(i, a) for i, label in enumerate(case.labels) if label.status and (a := amount(label.text))]
        pool: dict[str, set[Decimal]] = {}
        for index, parts in self.amounts:
            label = case.labels[index]
            for text in (label.text, label.noted, label.previous):
                if text and (a := amount(text)):
                    pool.setdefault(unit_of(parts), set()).add(a.value)
        self.pool = pool

    def states(self, number: Decimal, decimals: int) -> bool:
        """Whether some number of the notes, in some unit, would be shown as this one."""
        return any(rounded(y * s, decimals) == number for y in self.stated for s in RATIOS) or any(
            rounded(a.number, decimals) == number for _, a in self.amounts
        )

    def gives(self, parts: Amount, number: Decimal) -> bool:
        """Whether some sum, difference or ratio of figures of one unit would be shown as this number."""
        shown = Decimal(10) ** parts.decimals
        scale = {"": 1, "万": 10**4, "亿": 10**8}[parts.scale]
        target = int(number * shown)

        def hits(value: Decimal) -> bool:
            return int((value * shown).to_integral_value(ROUND_HALF_UP)) == target

        if parts.unit in ("%", "‰", "个百分点"):
            for values in self.pool.values():
                for a, b in itertools.permutations(values, 2):
                    if b and (hits(a / b * 100) or hits((a - b) / b * 100) or hits(a - b)):
                        return True
            return False
        values = self.pool.get(unit_of(parts), set())
        return any(hits((a + b) / scale) or hits(abs(a - b) / scale) for a, b in itertools.combinations(values, 2))

    def wrong(self, parts: Amount, number: Decimal) -> bool:
        """Whether a number is certainly wrong in the place of this amount."""
        return (
            number > 0
            and number != parts.number
            and not self.states(number, parts.decimals)
            and not self.gives(parts, number)
        )

    def alone(self, index: int) -> bool:
        """Whether no other figure of the draft or the notes has the value of this one: so an exchange is a fault."""
        mine = amount(self.case.labels[index].text)
        if mine is None:
            return False
        again = sum(
            1
            for i, other in self.amounts
            for text in (other.shown(), self.case.labels[i].previous, self.case.labels[i].noted)
            if text and (a := amount(text)) and a.value == mine.value and unit_of(a) == unit_of(mine) and i != index
        )
        return not again and mine.number != 1


def digits_changed(number: str, rng: random.Random) -> str:
    places = [i for i, char in enumerate(number) if char.isdigit()]
    at = rng.choice(places)
    return number[:at] + rng.choice([d for d in "123456789" if d != number[at]]) + number[at + 1 :]


def digits_transposed(number: str, rng: random.Random) -> str:
    bare = [i for i, char in enumerate(number) if char.isdigit()]
    pairs = [
        (a, b) for a, b in itertools.pairwise(bare) if number[a] != number[b] and not (a == 0 and number[b] == "0")
    ]
    if not pairs:
        return number
    a, b = rng.choice(pairs)
    chars = list(number)
    chars[a], chars[b] = chars[b], chars[a]
    return "".join(chars)


def off_by_one(number: str, rng: random.Random) -> str:
    decimals = len(number.partition(".")[2])
    return plain(Decimal(number) + rng.choice((1, -1)) * Decimal(1).scaleb(-decimals), decimals)


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "digit": digits_changed,
    "transposed": digits_transposed,
    "off-by-one": off_by_one,
}
MEASURED = ("quantity", "percent", "points")


def one(case: Case, kind: str, changes: dict[int, str], status: str, exempt: frozenset[int] = frozenset()) -> Variant:
    draft, labels = rewritten(case, changes)
    return Variant(case, kind, draft, labels, dict.fromkeys(changes, status), exempt)


def wrong_values(case: Case, truth: Truth, rng: random.Random) -> Iterator[Variant]:
    for index, label in enumerate(case.labels):
        parts = amount(label.text)
        if not label.status or label.kind not in MEASURED or parts is None or "第" in label.text:
            continue
        names = ["digit", "transposed"] if parts.qualified else list(CHANGES)  # 约349 for 约350 is no clear fault
        name = rng.choice(names)
        for _ in range(12):
            number = CHANGES[name](plain(parts.number, parts.decimals), rng)
            if truth.wrong(parts, Decimal(number)):
                kind = f"wrong-{name}" if label.status == "sourced" else f"derived-{name}"
                yield one(case, kind, {index: parts.shown(number)}, "unsourced")
                break


def exchanges(case: Case, truth: Truth, rng: random.Random) -> Iterator[Variant]:
    plainly = [
        (i, a)
        for i, a in truth.amounts
        if case.labels[i].status == "sourced"
        and case.labels[i].kind in ("quantity", "percent")
        and not a.qualified
        and truth.alone(i)
    ]
    pairs = [(x, y) for x, y in itertools.combinations(plainly, 2) if unit_of(x[1]) == unit_of(y[1])]
    near = [pair for pair in pairs if pair[1][0] - pair[0][0] <= 4]
    far = [pair for pair in pairs if pair not in near]
    for pool, most in ((near, 8), (far, 6)):
        for (i, _), (j, _) in rng.sample(pool, min(most, len(pool))):
            status = "either" if case.labels[i].text.endswith("个") else "mismatched"
            yield one(case, "swap", {i: case.labels[j].text, j: case.labels[i].text}, status)
    for (i, _), (j, _) in rng.sample(pairs, min(8, len(pairs))):
        at, other = rng.choice(((i, j), (j, i)))
        status = "either" if case.labels[at].text.endswith("个") else "mismatched"
        yield one(case, "other-thing", {at: case.labels[other].text}, status)
    derived = [(i, a) for i, a in truth.amounts if case.labels[i].status == "derived" and a.unit != "个百分点"]
    for i, a in derived:
        others = [j for j, b in plainly if unit_of(b) == unit_of(a) and b.value != a.value and abs(i - j) > 4]
        if others and rng.random() < 0.35:
            yield one(case, "derived-other-thing", {i: case.labels[rng.choice(others)].text}, "mismatched")


SLIPS = (
    ("人次", "人"),
    ("人", "人次"),
    ("名", "人次"),
    ("家次", "家"),
    ("万元", "元"),
    ("亿元", "万元"),
    ("元", "万元"),
    ("万亩", "亩"),
    ("亩", "公顷"),
    ("公顷", "亩"),
    ("公里", "米"),
    ("吨", "公斤"),
    ("公斤", "吨"),
    ("平方米", "亩"),
    ("万吨", "吨"),
    ("%", "个百分点"),
    ("个百分点", "%"),
)


def states_unit(case: Case, truth: Truth, label: Label, parts: Amount) -> bool:
    """Whether the notes give the unit of this figure beside it or in a heading: else a slip is open to question."""
    source = amount(label.noted) if label.noted else parts
    if label.status == "derived" or case.name == "three_rural" or source is None:
        return source is not None
    units = "[人名位]" if unit_of(source) == "人" else re.escape(source.unit)
    shown = re.escape(plain(source.number, source.decimals))
    if re.search(rf"(?<![\d.]){shown}{source.scale}[余多]?{units}", truth.notes):
        return True
    whole = re.escape(source.scale + source.unit)
    return len(whole) > 1 and bool(re.search(rf"（{whole}）|单位：{whole}", case.notes))


def unit_slips(case: Case, truth: Truth, rng: random.Random) -> Iterator[Variant]:
    made = list(every_slip(case, truth, rng))
    yield from rng.sample(made, min(SLIPS_PER_CASE, len(made)))


def every_slip(case: Case, truth: Truth, rng: random.Random) -> Iterator[Variant]:
    for index, label in enumerate(case.labels):
        parts = amount(label.text)
        if not label.status or label.kind not in MEASURED or parts is None:
            continue
        if not states_unit(case, truth, label, parts):
            continue
        whole = parts.scale + parts.unit
        for old, new in SLIPS:
            if whole != old:
                continue
            text = label.text.replace(old, new)
            shown = plain(parts.number, parts.decimals)
            number = re.escape(shown)
            if re.search(rf"(?<![\d.]){number}{parts.mid}{new}(?!次)", truth.notes):
                continue
            same = [o for o in case.labels if o is not label and o.text == text]
            if same or (label.status == "derived" and truth.states(parts.number, parts.decimals)):
                continue
            if label.status == "derived" and rng.random() < 0.5:
                continue
            yield one(case, "unit-slip", {index: text}, "mismatched" if label.status == "sourced" else "unsourced")


def qualifiers(case: Case, rng: random.Random) -> Iterator[Variant]:
    for index, label in enumerate(case.labels):
        parts = amount(label.text)
        if label.status != "sourced" or label.kind != "quantity" or parts is None:
            continue
        number = plain(parts.number, parts.decimals)
        noted = amount(label.noted) if label.noted else parts
        if noted is None:
            continue
        bare = f"{number}{parts.scale}{parts.unit}"
        if noted.qualified and parts.qualified:
            yield one(case, "qualifier-dropped", {index: bare}, "mismatched")
            if parts.mid or parts.post == "以上":
                yield one(case, "qualifier-changed", {index: f"近{bare}"}, "mismatched")
            elif "约" in parts.pre or parts.post == "左右":
                middle = f"{number}{parts.scale}余{parts.unit}"
                yield one(case, "qualifier-changed", {index: middle}, "mismatched")
        elif not noted.qualified and not label.noted and parts.number >= 10 and rng.random() < 0.3:
            word = rng.choice(("近", "近", "余", "约"))
            if word == "余" and parts.decimals:
                word = "近"
            text = f"{number}{parts.scale}余{parts.unit}" if word == "余" else f"{word}{bare}"
            kind = "qualifier-untrue" if word == "近" else "qualifier-added"
            yield one(case, kind, {index: text}, "mismatched")


FLIPS = {
    "增长": "下降",
    "下降": "增长",
    "增加": "减少",
    "减少": "增加",
    "提高": "降低",
    "上升": "下降",
    "前移": "后移",
    "节约": "超支",
}


def directions(case: Case) -> Iterator[Variant]:
    for index, label in enumerate(case.labels):
        if label.status != "derived":
            continue
        word = case.draft[label.start - 2 : label.start]
        after = case.draft[label.end : label.end + 1]
        if word not in FLIPS or after not in "，。；、" or "分别" in case.draft[label.start - 6 : label.start]:
            continue
        draft = case.draft[: label.start - 2] + FLIPS[word] + case.draft[label.start :]
        yield Variant(case, "false-direction", draft, case.labels, {index: "unsourced"})


def growths(case: Case, truth: Truth) -> Iterator[Variant]:
    for index, label in enumerate(case.labels):
        parts = amount(label.text)
        match = re.fullmatch(r"\(([\d.]+)-([\d.]+)\)/([\d.]+)\*100", label.formula)
        if parts is None or match is None:
            continue
        a, b, base = match.groups()
        other = a if base == b else b
        number = rounded(computed(f"({a}-{b})/{other}*100"), parts.decimals)
        if number != parts.number and not truth.states(number, parts.decimals):
            yield one(case, "growth-on-wrong-base", {index: parts.shown(plain(number, parts.decimals))}, "unsourced")


def last_years(case: Case) -> Iterator[Variant]:
    for index, label in enumerate(case.labels):
        if label.previous and amount(label.previous):
            yield one(case, "last-year", {index: label.previous}, "mismatched")


def dates(case: Case, truth: Truth, rng: random.Random) -> Iterator[Variant]:
    days = [(i, label) for i, label in enumerate(case.labels) if label.kind == "date"]
    for index, label in days:
        if re.fullmatch(r"20\d\d年", label.text):
            years = {int(y) for y in re.findall(r"20\d\d", case.notes + case.draft)}
            wrong = rng.choice([y for y in range(2012, 2026) if min(abs(y - x) for x in years) > 1])
            # other figures may lean on the year: only the year itself is judged
            rest = frozenset(range(len(case.labels))) - {index}
            yield one(case, "wrong-year", {index: f"{wrong}年"}, "unsourced", rest)
        elif match := re.fullmatch(r"(\d+)月(?:(\d+)日)?(.*)", label.text):
            month, day, rest_of = match.groups()
            noted = re.findall(r"(\d+)(?:月|\.)(\d*)", truth.notes)
            if day and not rest_of:
                free = [d for d in range(2, 28) if (month, str(d)) not in noted and str(d) != day]
                if free:
                    yield one(case, "wrong-date", {index: f"{month}月{rng.choice(free)}日"}, "unsourced")
            free = [m for m in range(1, 13) if not any(str(m) == x for x, _ in noted)]
            if free and not re.match(r"至", rest_of) and "至" not in label.text:
                text = f"{rng.choice(free)}月{f'{day}日' if day else ''}{rest_of}"
                yield one(case, "wrong-date", {index: text}, "unsourced")
    whole = [(i, label) for i, label in days if re.fullmatch(r"\d+月\d+日", label.text)]
    for (i, x), (j, y) in itertools.combinations(whole, 2):
        yield one(case, "date-swap", {i: y.text, j: x.text}, "mismatched")


def faults(case: Case) -> list[Variant]:
    """Make every faulty variant of a case."""
    rng = random.Random(f"{SEED}-{case.name}")
    truth = Truth(case)
    made = [
        *wrong_values(case, truth, rng),
        *exchanges(case, truth, rng),
        *unit_slips(case, truth, rng),
        *qualifiers(case, rng),
        *directions(case),
        *growths(case, truth),
        *last_years(case),
        *dates(case, truth, rng),
    ]
    return [variant for variant in made if variant.draft != case.draft]


# Harmless rewrites ----------------------------------------------------------------------------------------------------


def exact(label: Label) -> Decimal | None:
    """Give the exact value behind a figure, in base units; None where only a qualified one is known."""
    parts = amount(label.text)
    if parts is None or parts.qualified:
        return None
    if label.status == "derived":
        result = computed(label.formula)
        near = rounded(result, parts.decimals) == parts.number
        return result * {"": 1, "万": 10**4, "亿": 10**8}[parts.scale] if near else None
    if label.noted:
        noted = amount(label.noted)
        same = noted is not None and unit_of(noted) == unit_of(parts) and not noted.qualified
        return noted.value if same and noted is not None else None
    return parts.value


def in_chinese(label: Label, rng: random.Random) -> str | None:
    if label.kind == "date" and re.fullmatch(r"20\d\d年", label.text):
        return "".join("〇一二三四五六七八九"[int(c)] for c in label.text[:4]) + "年"
    if label.kind == "date":
        return re.sub(r"\d+", lambda match: chinese(int(match.group())), label.text)
    parts = amount(label.text)
    if parts is None or label.kind not in MEASURED or not label.text[-1:].strip("‰"):
        return None
    whole, _, part = plain(parts.number, parts.decimals).partition(".")
    if int(whole) >= 100000 or parts.number == 1:
        return None
    number = chinese(int(whole)) + ("点" + "".join("零一二三四五六七八九"[int(c)] for c in part) if part else "")
    if parts.unit == "%":
        return f"百分之{number}"
    if number == "二" and rng.random() < 0.7 and parts.unit not in ("元", "%") and not parts.scale:
        number = "两"
    return parts.shown(number)


def full_width(label: Label, rng: random.Random) -> str | None:
    del rng
    if label.kind == "reference":
        return None
    return label.text.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})


def other_percent(label: Label, rng: random.Random) -> str | None:
    return label.text.replace("%", rng.choice("﹪％")) if "%" in label.text else None


def people(label: Label, rng: random.Random) -> str | None:
    del rng
    parts = amount(label.text)
    other = {"人": "名", "名": "人"}
    if label.kind != "quantity" or parts is None or parts.unit not in other or parts.scale:
        return None
    return label.text.replace(parts.unit, other[parts.unit])


def thousands(label: Label, rng: random.Random) -> str | None:
    del rng
    parts = amount(label.text)
    if label.kind != "quantity" or parts is None or parts.number < 1000:
        return None
    return label.text.replace(plain(parts.number, parts.decimals), f"{parts.number:,.{parts.decimals}f}")


def fewer_digits(label: Label, rng: random.Random) -> str | None:
    del rng
    parts, value = amount(label.text), exact(label)
    if parts is None or value is None or not parts.decimals or label.kind not in MEASURED:
        return None
    scale = {"": 1, "万": 10**4, "亿": 10**8}[parts.scale]
    number = rounded(value / scale, parts.decimals - 1)
    return parts.shown(plain(number, parts.decimals - 1)) if number >= 1 else None


def in_ten_thousands(label: Label, rng: random.Random) -> str | None:
    parts, value = amount(label.text), exact(label)
    if parts is None or value is None or label.kind != "quantity" or parts.unit in ("年", ""):
        return None
    if parts.scale == "万":
        if value != parts.value:
            return None  # 户均2.07万元 for 20707元: 20700元 would claim digits that are not so
        whole = parts.number * 10000
        return f"{whole:f}".split(".")[0] + parts.unit if whole == whole.to_integral_value() else None
    if parts.scale or parts.value < 10000:
        return None
    decimals = rng.choice((1, 2, 4))
    return f"{plain(rounded(value / 10000, decimals), decimals)}万{parts.unit}"


def other_measure(label: Label, rng: random.Random) -> str | None:
    del rng
    parts, value = amount(label.text), exact(label)
    if parts is None or value is None or label.kind != "quantity":
        return None
    if parts.unit == "亩" and value >= 150:
        scale, name = (Decimal(150000), "万公顷") if value >= 10**6 else (Decimal(15), "公顷")
        exactly = value % scale == 0
        return f"{plain(rounded(value / scale, 2), 0 if exactly else 2)}{name}"
    if parts.unit == "公顷":
        return f"{plain(rounded(value * 15, 1), 1)}亩"
    if parts.unit == "吨" and parts.scale == "" and value * 1000 == (value * 1000).to_integral_value():
        return f"{value * 1000:.0f}公斤"
    if parts.unit == "公里" and value * 1000 == (value * 1000).to_integral_value():
        return f"{value * 1000:.0f}米"
    return None


def with_qualifier(label: Label, rng: random.Random) -> str | None:
    """Shorten an exact figure to a rounder one with a qualifier that is true of it."""
    parts, value = amount(label.text), exact(label)
    if label.status != "sourced" or parts is None or value is None or label.kind != "quantity" or parts.unit == "年":
        return None
    digits = plain(parts.number, parts.decimals).replace(".", "").lstrip("0")
    if len(digits) < 3:
        return None
    keep = 2
    shift = parts.number.adjusted() - keep + 1
    step = Decimal(1).scaleb(shift)
    scale = {"": 1, "万": 10**4, "亿": 10**8}[parts.scale]
    low = (value / scale // step) * step
    if low == value / scale or (low / step) % 10 == 0 or (low / step + 1) % 10 == 0:
        return None
    decimals = max(0, -shift)
    if rng.random() < 0.5:
        number = plain(low, decimals)
        return f"{number}{parts.scale}余{parts.unit}" if not decimals or parts.scale else None
    return f"近{plain(low + step, decimals)}{parts.scale}{parts.unit}"


REWRITES: dict[str, Callable[[Label, random.Random], str | None]] = {
    "chinese-numerals": in_chinese,
    "full-width": full_width,
    "percent-sign": other_percent,
    "名/人": people,
    "thousands": thousands,
    "rounding": fewer_digits,
    "万": in_ten_thousands,
    "measure": other_measure,
    "true-qualifier": with_qualifier,
}


def rewrites(case: Case) -> list[Variant]:
    """Make the harmless variants of a case: each rewrite on every figure it fits, and two mixtures."""
    rng = random.Random(f"{SEED}-{case.name}-rewrites")
    made = []
    for name, rewrite in REWRITES.items():
        changes = {
            i: text
            for i, label in enumerate(case.labels)
            if label.status and (text := rewrite(label, rng)) and text != label.text
        }
        if changes:
            draft, labels = rewritten(case, changes)
            made.append(Variant(case, name, draft, labels))
    for turn in (1, 2):
        changes = {}
        for i, label in enumerate(case.labels):
            fits = [text for rewrite in REWRITES.values() if label.status and (text := rewrite(label, rng))]
            if fits and rng.random() < 0.6:
                changes[i] = rng.choice(fits)
        draft, labels = rewritten(case, changes)
        made.append(Variant(case, f"mixture-{turn}", draft, labels))
    return made


if __name__ == "__main__":
    import sys
    from collections import Counter

    from benchmarks.figures.judging.cases import half

    totals: Counter[str] = Counter()
    for each in half("dev") + half("held"):
        for made in faults(each):
            totals[made.type] += 1
            if len(sys.argv) > 1 and each.name == sys.argv[1]:
                for at, wanted in made.expected.items():
                    now = made.labels[at]
                    print(
                        made.type, wanted, each.labels[at].text, "→", made.draft[max(0, now.start - 14) : now.end + 4]
                    )
        for made in rewrites(each):
            totals[f"rewrite {made.type}"] += 1
            if len(sys.argv) > 1 and each.name == sys.argv[1]:
                pairs = zip(each.labels, made.labels, strict=True)
                print(made.type, [f"{a.text}→{b.text}" for a, b in pairs if a.text != b.text])
    print(totals, sum(totals.values()))
