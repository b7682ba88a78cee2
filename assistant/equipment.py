"""What the settings call for: the sample library, the words of the office, a model for questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.padding.lexicon import OWN_FILE, Lexicon
from assistant.settings import Settings
from knowledge.library import Library

if TYPE_CHECKING:
    from assistant.models.line import Line


def open_library(
    settings: Settings, progress: Callable[[int, int, str], None] | None = None, *, shared: bool = False
) -> Library:
    """Open the sample library of ``settings.home``, or on the servers that are set.

    ``shared`` reads along where another process holds the folder.
    """
    embedding = None
    if settings.has_embedding:
        from assistant.models.embeddings import endpoint_embeddings
        from knowledge.embedding import NamedEmbedding

        embedding = NamedEmbedding(endpoint_embeddings(settings), f"endpoint:{settings.embedding_model}")
    reranker = None
    if settings.rerank_url:
        from assistant.models.rerank_endpoint import EndpointReranker

        reranker = EndpointReranker(settings)
    return Library.open(
        settings.home / "library",
        embedding=embedding,
        progress=progress,
        shared=shared,
        reranker=reranker,
        database_url=settings.database_url.get_secret_value(),
        chroma_url=settings.chroma_url.get_secret_value(),
    )


def lexicon_of(settings: Settings) -> Lexicon:
    """Our worn words and those that the office has listed in its data folder (``套话.txt``)."""
    return Lexicon.of(settings.home / OWN_FILE)


def model_line(settings: Settings) -> Line:
    """The line to the model of the settings, with its prices and limits; raises ``NotConfigured`` where none is set."""
    from assistant.models.line import Line
    from assistant.models.metering import Meter
    from assistant.models.openai_chat import OpenAIChat

    return Line(OpenAIChat(settings), lambda: Meter.of(settings))
