"""Search as the library does it offline, over any reports: its texts and its word index on disk, without the built-in samples."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.asking import understood
from knowledge.database import file_database
from knowledge.finding import Finder
from knowledge.reports import Report
from knowledge.retrieval import Query
from knowledge.splitting import passages
from knowledge.texts import Texts, digest_of
from knowledge.words import WordIndex
from knowledge.writing import Entry

Search = Callable[[str, int], list[str]]
Rival = Callable[[Sequence[Report]], Search]


def _search(reports: Sequence[Report]) -> Search:
    folder = Path(tempfile.mkdtemp(prefix="youju-benchmark-"))
    texts = Texts(file_database(folder / "texts.sqlite3"))
    with texts.writing() as writing:
        for report in reports:
            if writing.known(digest_of(report.text)):
                continue
            named = replace(report, document=writing.free_name(report.document))
            writing.put(Entry(named, passages(named)))
    finder = Finder(texts, WordIndex(folder / "words", "benchmark"), None)

    def search(query: str, k: int) -> list[str]:
        asked, wanted = understood(query), Query(query, k)
        return [hit.passage.text for hit in finder.answer(wanted, asked, finder.candidates(wanted, asked))]

    return search


def ours() -> dict[str, Rival]:
    return {"ours": _search}
