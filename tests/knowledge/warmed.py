"""What the processes of ``killing`` are forked with: all that a library loads."""

from __future__ import annotations

import chromadb  # noqa: F401
import tantivy  # noqa: F401

import knowledge.importing
import knowledge.opening  # noqa: F401
from benchmarks.library import size_texts  # noqa: F401
from knowledge.embedding import offline_embedding

offline_embedding().embeddings.embed_query("工会")
