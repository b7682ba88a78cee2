"""How often a request is read as a clerk meant it: ``python -m benchmarks.talking.accuracy`` [--wrong], both halves."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.talking.reading import read

HERE = Path(__file__).parent


def labelled(half: str) -> list[tuple[str, str]]:
    """The requests of one half (dev, held) with their intents."""
    lines = (HERE / f"{half}.tsv").read_text(encoding="utf-8").splitlines()
    return [(intent, text) for intent, _, text in (line.partition("\t") for line in lines)]


def wrong(half: str) -> list[tuple[str, str, str]]:
    """The requests of one half that are read wrongly: wanted, read, text."""
    read_as = [(wanted, read(text).intent.value, text) for wanted, text in labelled(half)]
    return [row for row in read_as if row[0] != row[1]]


def main() -> None:
    """Print the accuracy of both halves."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--wrong", action="store_true", help="show what dev gets wrong")
    shown = parser.parse_args().wrong
    for half in ("dev", "held"):
        total, bad = len(labelled(half)), wrong(half)
        lost = sum(wanted in ("notes", "add") and got in ("chatter", "delete", "undo") for wanted, got, _ in bad)
        print(f"{half}: {total - len(bad)}/{total} = {1 - len(bad) / total:.3f}; unclear where a guess was due: "
              f"{sum(got == 'unclear' for _, got, _ in bad)}; notes taken for something that drops them: {lost}")  # fmt: skip
        if shown and half == "dev":
            print(*("\t".join(row) for row in bad), sep="\n")


if __name__ == "__main__":
    main()
