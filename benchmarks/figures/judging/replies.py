"""Reports in a chat model's manner with the figures that their notes do not have (``replies.toml``): what the engine flags in them.

``python -m benchmarks.figures.judging.replies [--show]``. Notes and reports are those of ``benchmarks/words/claims`` whose items may be
read; which figures are invented was labelled after the first count, by one reader.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.figures.provenance import judge
from assistant.figures.record import record
from assistant.figures.verdicts import Status

HERE = Path(__file__).parent
REPORTS = HERE.parent.parent / "words" / "claims"
FOUND = (Status.SOURCED, Status.DERIVED)


@dataclass(frozen=True, slots=True)
class Reply:
    """Notes, the report written from them, its invented figures, and the true ones that are known to be flagged."""

    name: str
    notes: str
    report: str
    invented: tuple[str, ...]
    known: tuple[str, ...]

    def judged(self) -> list[tuple[str, Status]]:
        """Every figure of the report with its status."""
        return [(j.mention.text, j.status) for j in judge(self.report, record((("笔记", self.notes),)))]

    def flagged(self) -> list[str]:
        """The figures that the engine flags."""
        return [text for text, status in self.judged() if status not in FOUND]


def replies() -> Iterator[Reply]:
    """Each report with its labels."""
    for name, labels in tomllib.loads((HERE / "replies.toml").read_text(encoding="utf-8")).items():
        held = tomllib.loads((REPORTS / f"{name}.toml").read_text(encoding="utf-8"))
        yield Reply(name, held["notes"], held["report"], tuple(labels["invented"]), tuple(labels.get("open", ())))


def main() -> None:
    """Print the counts, and with ``--show`` what is flagged wrongly or missed."""
    figures = invented = found = wrongly = 0
    for reply in replies():
        flagged = reply.flagged()
        wrong = [text for text in flagged if text not in reply.invented]
        figures += len(reply.judged())
        invented += len(reply.invented)
        found += len(set(reply.invented) & set(flagged))
        wrongly += len(wrong)
        if "--show" in sys.argv and (wrong or set(reply.invented) - set(flagged)):
            print(f"    {reply.name}: wrongly {wrong}, missed {sorted(set(reply.invented) - set(flagged))}")
    print(f"{figures} figures, {invented} invented: {found} flagged; true ones flagged {wrongly}")


if __name__ == "__main__":
    main()
