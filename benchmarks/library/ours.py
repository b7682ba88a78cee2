"""Search as the library does it, over any reports."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.library.rivals import Rival, Search
from knowledge.embedding import offline_embedding
from knowledge.kinds import GENERAL, kind_of
from knowledge.reports import Report
from knowledge.retrieval import CANDIDATES, LexicalIndex, Query, choose, indexed_text
from knowledge.splitting import passages


def _search(reports: Sequence[Report]) -> Search:
    found = [passage for report in reports for passage in passages(report)]
    index = LexicalIndex(found)
    embedding = offline_embedding().embeddings
    matrix = np.array(embedding.embed_documents([indexed_text(p) for p in found]))

    def search(query: str, k: int) -> list[str]:
        slug = kind_of(query).slug
        near = np.argsort(-(matrix @ np.array(embedding.embed_query(query))))[:CANDIDATES]
        wanted = Query(query, k, "" if slug == GENERAL else slug)
        hits = choose(wanted, index, [index.rank(query), [found[n].id for n in near]])
        return [hit.passage.text for hit in hits]

    return search


def ours() -> dict[str, Rival]:
    return {"ours": _search}
