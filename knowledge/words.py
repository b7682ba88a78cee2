"""The word index, on disk: BM25 over the terms of passages, following the texts change by change. The only import of tantivy.

It finds what ``lexical.LexicalIndex``, which then scores it, would find among all; it opens at once, holds next to
nothing in memory, and any number of processes may read it; whoever finds it behind brings it up to date.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import LibraryError
from knowledge.lexical import rarity, searched_text
from knowledge.retrieval import Query, span_asked, spans_of
from knowledge.splitting import Passage
from knowledge.tokens import terms, vocabulary_id

if TYPE_CHECKING:
    from knowledge.texts import Texts

Progress = Callable[[int, int, str], None]
Terms = Mapping[str, str]  # terms joined by spaces, by searched text
_VERSION = "2"  # change it when documents are written differently, and the index is built anew
_STAMP = "stamp"  # the id of the document that says how far the index has come
_HEAP = 30_000_000  # bytes the writer may hold
_PATIENCE = 30.0  # seconds to wait for another process that brings the index up to date
_SLOW = 2_000  # passages to be read from which on progress is told


class WordIndex:
    """The word index in a folder; one thread at a time uses it."""

    def __init__(self, folder: Path, library: str, progress: Progress | None = None) -> None:
        """``library`` is the id of the texts it belongs to."""
        self._folder = folder
        self._state = f"{_VERSION}-{library}-{vocabulary_id()}"
        self._progress = progress or (lambda _done, _total, _what: None)
        self._index: Any = None
        self._searcher: Any = None
        self._change = -1
        self._rarity: dict[str, float] = {}
        self._mean: float | None = None

    def follow(self, texts: Texts, ready: Terms | None = None) -> None:
        """Bring the index up to date; ``ready`` holds terms that need not be found. Raises ``LibraryError``."""
        if self._change == texts.change():
            return
        try:
            self._catch_up(texts, ready or {})
        except LibraryError:
            raise
        except Exception:  # noqa: BLE001 - whatever the vendor says of a damaged index: it is only a copy
            self.discard()
            try:
                self._catch_up(texts, ready or {})
            except Exception as error:
                raise LibraryError("样本的词语索引建不起来，请检查磁盘空间和样本库文件夹的写入权限。") from error

    def find(self, weights: Mapping[str, float], query: Query, count: int) -> list[str]:
        """Return at most ``count`` ids of passages that share a term with a query, the likeliest first.

        Passages of another role, origin or time than ``query`` wants are left out, as far as the index can tell.
        """
        import tantivy

        occur, boosted = tantivy.Occur, tantivy.Query.boost_query
        any_of = [
            (occur.Should, self._term("terms", term) if weight == 1 else boosted(self._term("terms", term), weight))
            for term, weight in weights.items()
        ]
        if not any_of:
            return []
        wanted = [(occur.Must, tantivy.Query.boolean_query(any_of))]
        for name, value in (("role", query.role), ("origin", query.origin), ("span", span_asked(query.period))):
            if value:
                wanted.append((occur.Must, tantivy.Query.const_score_query(self._term(name, value), 0.0)))
        hits = self._searcher.search(tantivy.Query.boolean_query(wanted), count).hits
        return [str(self._searcher.doc(address)["id"][0]) for _, address in hits]

    def rarity(self, term: str) -> float:
        """How much one hit of a term says: the fewer passages have it, the more."""
        if term not in self._rarity:
            passages = max(self._searcher.num_docs - 1, 0)
            self._rarity[term] = rarity(passages, min(self._searcher.doc_freq("terms", term), passages))
        return self._rarity[term]

    @property
    def mean_length(self) -> float:
        """How many terms a passage has on average; 0 where there is none."""
        if self._mean is None:
            import tantivy

            asked = {"mean": {"avg": {"field": "length"}}}
            found = self._searcher.aggregate(tantivy.Query.all_query(), asked)
            self._mean = float(found["mean"]["value"] or 0.0)
        return self._mean

    def rebuild(self, texts: Texts) -> None:
        """Throw the index away and build it anew; raises as ``follow`` does."""
        self.discard()
        self.follow(texts)

    def discard(self) -> None:
        """Throw the index away."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the files."""
        self._index = self._searcher = None
        self._change = -1
        self._rarity = {}

    def _catch_up(self, texts: Texts, ready: Terms) -> None:
        self._open()
        if self._stamped() != texts.change():
            writer = self._writer()
            try:
                self._reload()  # another process may have been at it
                self._write(writer, texts, self._stamped(), ready)
            finally:
                del writer  # lets the next one write
            self._reload()
        self._change = self._stamped()

    def _write(self, writer: Any, texts: Texts, stamped: int, ready: Terms) -> None:
        change = texts.change()
        if not 0 <= stamped <= change:
            writer.delete_all_documents()
            stamped = 0
        for item in texts.went(stamped):
            writer.delete_documents_by_term("id", item)
        total, done = texts.how_many_came(stamped), 0
        for batch in texts.came(stamped):
            for passage in batch:
                self._put(writer, passage, ready)
            done += len(batch)
            if total >= _SLOW:
                self._progress(done, total, "正在建立词语索引")
        self._stamp(writer, change)
        writer.commit()
        writer.wait_merging_threads()

    def _put(self, writer: Any, passage: Passage, ready: Terms) -> None:
        import tantivy

        text = searched_text(passage)
        found = ready[text] if text in ready else joined_terms(text)
        writer.delete_documents_by_term("id", passage.id)
        document = tantivy.Document(
            id=passage.id, role=passage.role, origin=passage.origin, span=spans_of(passage), terms=found
        )
        document.add_unsigned("length", found.count(" ") + 1 if found else 0)
        writer.add_document(document)

    def _stamp(self, writer: Any, change: int) -> None:
        import tantivy

        writer.delete_documents_by_term("id", _STAMP)
        writer.add_document(tantivy.Document(id=_STAMP, stamp=json.dumps([self._state, change])))

    def _stamped(self) -> int:
        """Return up to which change the index has come; -1 for a new one, or one of other texts or words."""
        hits = self._searcher.search(self._term("id", _STAMP), 1).hits
        if not hits:
            return -1
        state, change = json.loads(self._searcher.doc(hits[0][1])["stamp"][0])
        return int(change) if state == self._state else -1

    def _open(self) -> None:
        if self._index is None:
            import tantivy

            self._folder.mkdir(parents=True, exist_ok=True)
            builder = tantivy.SchemaBuilder()
            builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
            builder.add_text_field("role", tokenizer_name="raw", index_option="basic")
            builder.add_text_field("origin", tokenizer_name="raw", index_option="basic")
            builder.add_text_field("span", tokenizer_name="raw", index_option="basic")
            builder.add_unsigned_field("length", fast=True)
            builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
            builder.add_text_field("stamp", stored=True, tokenizer_name="raw", index_option="basic")
            self._index = tantivy.Index(builder.build(), path=str(self._folder))
        self._reload()

    def _reload(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()
        self._rarity, self._mean = {}, None

    def _writer(self) -> Any:
        """Return the writer, of which there is one among all processes."""
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._index.writer(_HEAP, 1)
            except ValueError as error:
                if "LockBusy" not in str(error) or time.monotonic() > until:
                    raise
            time.sleep(0.05)

    def _term(self, name: str, value: str) -> Any:
        import tantivy

        return tantivy.Query.term_query(self._index.schema, name, value, "freq" if name == "terms" else "basic")


def joined_terms(text: str) -> str:
    """Return the terms of a searched text as the index takes them."""
    return " ".join(terms(text))
