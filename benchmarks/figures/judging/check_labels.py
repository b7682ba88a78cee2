"""Verify the labels of every case: each stands in its draft, derived sums come out, sourced ones stand in the notes.

Prints what a person should look at; the exit status is 1 where a label is certainly wrong.
"""

from __future__ import annotations

import re
import sys
from decimal import ROUND_HALF_UP, Decimal

from benchmarks.figures.judging.cases import HERE, Case, amount, load, numbers, unmarked

LOOSE = re.compile(r"\d+|[一二两三四五六七八九十百千]+(?=[^一-龥]|[个家人名次场项年月])")


def computed(formula: str) -> Decimal:
    if not re.fullmatch(r"[\d.+\-*/() ]+", formula):
        raise ValueError(formula)
    wrapped = re.sub(r"\d+(?:\.\d+)?", lambda match: f"Decimal('{match.group()}')", formula)
    return eval(wrapped, {"Decimal": Decimal})  # our own files, digits and operators only


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def problems(case: Case) -> list[str]:
    out = []
    stated = numbers(case.notes)
    at = 0
    for label in case.labels:
        if label.start < at or case.draft[label.start : label.end] != label.text:
            out.append(f"offset: {label.text}")
        at = label.end
        if label.status == "derived":
            parts = amount(label.text)
            if parts is None or not label.formula:
                out.append(f"derived without formula: {label.text}")
                continue
            result = computed(label.formula)
            shown = {rounded(result, parts.decimals), rounded(result, parts.decimals + 2)}
            if parts.number not in shown and parts.value != result:
                out.append(f"sum: {label.text} but {label.formula} = {result}")
            operands = {Decimal(x) for x in re.findall(r"\d+(?:\.\d+)?", label.formula)} - {Decimal(100)}
            missing = {
                x
                for x in operands
                if not any(x * s in stated for s in map(Decimal, ("1", "0.1", "0.01", "0.0001", "10000")))
            }
            if missing - {Decimal(1), Decimal(10000)}:
                out.append(f"look: operands {missing} of {label.text}")
        elif label.status == "sourced":
            source = label.noted or label.text
            if source.replace(",", "") in case.notes.replace(",", "").replace(" ", ""):
                continue
            if numbers(source) & stated:
                continue
            out.append(f"look: {label.text} ({source}) is not in the notes")
    covered = [(label.start, label.end) for label in case.labels]
    out.extend(
        f"look: unlabelled {case.draft[max(0, match.start() - 6) : match.end() + 6]!r}"
        for match in LOOSE.finditer(case.draft)
        if not any(start < match.end() and match.start() < end for start, end in covered)
    )
    return out


def main() -> int:
    certain = False
    for path in sorted((HERE / "cases").glob("*.toml")):
        case = load(path)
        plain, _ = unmarked(case.draft)
        if plain != case.draft or set(case.draft) & set("{}|"):
            print(f"{case.name}: marks left in the draft")
            certain = True
        found = problems(case)
        certain = certain or any(not line.startswith("look") for line in found)
        print(
            f"{case.name}: {len(case.figures)} figures, {len(case.labels) - len(case.figures)} others, "
            f"{len(case.draft)} characters"
        )
        for line in found:
            print("   ", line)
    return int(certain)


if __name__ == "__main__":
    sys.exit(main())
