"""Search as the library does it offline, over any reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge.asking import understood
from knowledge.reports import Report
from knowledge.retrieval import LexicalIndex, Query, fuse, ranked, varied
from knowledge.splitting import passages

Search = Callable[[str, int], list[str]]
Rival = Callable[[Sequence[Report]], Search]


def _search(reports: Sequence[Report]) -> Search:
    index = LexicalIndex([passage for report in reports for passage in passages(report)])

    def search(query: str, k: int) -> list[str]:
        asked, wanted = understood(query), Query(query, k)
        scores = fuse(index.rank(asked.weights), [])
        hits = varied(wanted, asked, ranked(wanted, asked, index.by_id, scores), index)
        return [hit.passage.text for hit in hits]

    return search


def ours() -> dict[str, Rival]:
    return {"ours": _search}
