"""The library as a LangChain retriever, for chains that want documents."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever


class LibraryRetriever(BaseRetriever):
    """Documents of the passages that ``Library.search`` finds.

    ``page_content`` is the passage's text; the metadata hold its other fields, ``score``, ``why`` and ``family``.
    """

    library: Any  # knowledge.library.Library
    k: int = 5
    kind: str | None = None
    role: str | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        hits = self.library.search(query, k=self.k, kind=self.kind, role=self.role)
        return [
            Document(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata=asdict(hit.passage) | {"score": hit.score, "why": hit.why, "family": hit.family},
            )
            for hit in hits
        ]
