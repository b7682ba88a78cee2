"""The sample library: the face of this room. One folder, one process that writes, any number that read.

With a database server and an index server in place of the folder's own files, any number of machines write.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from threading import RLock
from typing import TYPE_CHECKING, Any, Self, cast

from knowledge.asking import understood
from knowledge.errors import LibraryBusy, LibraryError, RerankError
from knowledge.holdings import BUILT_IN, ORIGINS, OWN, Added, AddResult, Cursor, Found, Place, Stats, Summary
from knowledge.kinds import GENERAL, kind_named
from knowledge.lock import locked
from knowledge.reports import Origin, Report
from knowledge.reranking import Reranker, reranked
from knowledge.retrieval import POOL, Hit, Query
from knowledge.splitting import Passage

if TYPE_CHECKING:
    from filelock import FileLock

    from knowledge.embedding import NamedEmbedding
    from knowledge.finding import Finder
    from knowledge.importing import Step
    from knowledge.texts import Texts
    from knowledge.writing import Entry

Progress = Callable[[int, int, str], None]
__all__ = ["AddResult", "Added", "Hit", "Library", "Place", "Progress", "Report", "Stats", "Summary"]


class Library:
    """The reports in a folder, searchable. Open it with ``Library.open``, close it or use it in a ``with``.

    Safe to use from several threads. ``notice`` is a Chinese sentence when search has to go by words alone.
    """

    folder: Path | None = None
    progress: Progress = staticmethod(lambda _done, _total, _what: None)

    def __init__(
        self, texts: Texts, finder: Finder, lock: FileLock | None, refusal: str = "", reranker: Reranker | None = None
    ) -> None:
        """Use ``Library.open``; ``refusal`` is the sentence why nothing can be written."""
        self._texts, self._finder, self._lock, self._refusal = texts, finder, lock, refusal
        self._reranker = reranker
        self._unranked = ""
        self._guard = RLock()

    @classmethod
    def open(
        cls,
        folder: Path,
        embedding: NamedEmbedding | None = None,
        progress: Progress | None = None,
        *,
        shared: bool = False,
        reranker: Reranker | None = None,
        database_url: str = "",
        chroma_url: str = "",
    ) -> Self:
        """Open or create the library in ``folder``, with the built-in samples and an up-to-date index.

        ``progress`` is called with (done, total, sentence) while an index is built, later ones too. Without ``embedding``
        our own offline one is used; ``reranker`` puts what was found in its order. When another process holds the folder, ``LibraryBusy`` is raised; with
        ``shared`` the library opens read-only instead, searching by words alone. With ``database_url``
        (PostgreSQL) and ``chroma_url`` the texts and vectors live on servers. Raises ``LibraryError`` for a
        folder, database or server that cannot be used, ``EmbeddingError`` when the embedding fails.
        """
        from knowledge.opening import opened

        lock = locked(Path(folder), shared=shared or bool(database_url))
        try:
            parts = opened(Path(folder), embedding, progress, database_url, chroma_url, held=lock is not None)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        library = cls(*parts[:2], lock, parts[2], reranker)
        library.folder = Path(folder)
        library.progress = progress or library.progress
        return library

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files and of the folder; closing twice does nothing."""
        with self._guard:
            self._finder.close()
            self._texts.close()
            if self._lock is not None:
                self._lock.release()

    @property
    def identity(self) -> str:
        """The id of its texts, wherever they live."""
        return self._texts.meta("library")

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written here, for another process holds the folder."""
        return bool(self._refusal)

    @property
    def notice(self) -> str:
        """A Chinese sentence when search has to go by words alone, or without the reranker; else empty."""
        return self._finder.notice + self._unranked

    def search(
        self,
        query: str,
        k: int = 5,
        kind: str | None = None,
        role: str | None = None,
        origin: str | None = None,
        *,
        period: str | None = None,
        own_first: bool = False,
        names: Sequence[str] = (),
    ) -> list[Hit]:
        """Return at most ``k`` passages that help with ``query``, best first, at most two of one report.

        ``kind`` (slug or Chinese name, else hinted at by the query) lifts its own reports, ``own_first`` the user's;
        ``role``, ``origin`` and ``period`` (上半年, 全年 or a year) exclude all others; ``names`` are the user's own
        names, which no sample has. Raises ``UnknownKind``. When the embedding or reranking endpoint fails,
        ``notice`` says so, and what is left decides.
        """
        slug = kind_named(kind).slug if kind else GENERAL
        if not query.strip() or k < 1:
            return []
        wanted = Query(
            query, k, "" if slug == GENERAL else slug, role or "", origin or "", period or "", own_first, tuple(names)
        )
        asked = understood(query, names)
        with self._guard:
            hits = self._finder.candidates(wanted, asked, POOL if self._reranker else 0)
        hits = self._reranked(asked.text, hits, k)  # which may take long
        with self._guard:
            return self._finder.answer(wanted, asked, hits)

    def add(self, name: str, data: bytes, kind: str | None = None, origin: str = OWN) -> Added:
        """Take in the reports of one file, be it a dump of many; the same file or text a second time changes nothing.

        Site noise is left out and what is torn mended; versions of one report are one family, of which the best is found.
        Raises ``UnreadableFile``, ``FileTooLarge``, ``UnknownKind``, ``EmbeddingError``, or ``LibraryBusy``
        in a read-only library; nothing is kept then.
        """
        from knowledge import intake
        from knowledge.texts import digest_of

        self._writable()
        checked = _origin(origin)
        known = intake.stored_before(self._texts, digest_of(data))
        if known:
            return Added(tuple(known))
        arrival = intake.read_arrival(name, data, kind, checked)
        return Added(self._take([arrival])[0], arrival.troubles)

    def here(self, digest: str, text: str = "") -> str:
        """Return the document name of the report of exactly that text, or of the first one of that file; empty for none.

        ``digest`` is of the file's bytes, as in ``add_reports``.
        """
        from knowledge.texts import digest_of

        known = [*self._texts.of_file(digest), *filter(None, [self._texts.with_digest(digest_of(text))])]
        return known[0].document if known else ""

    def add_reports(
        self, source: str, reports: Sequence[Found], origin: str = OWN, digest: str = ""
    ) -> tuple[AddResult, ...]:
        """Take in the reports that reading one file has found, all of them or none; raises as ``add`` does.

        Of those that share a family, in this file or the library, only the best version is found by a search.
        ``digest`` is of the file's bytes, so that the same file is known when it comes again.
        """
        return self.add_files([(source, reports, digest)], origin)[0]

    def add_files(
        self, files: Sequence[tuple[str, Sequence[Found], str]], origin: str = OWN
    ) -> list[tuple[AddResult, ...]]:
        """Take in what several files gave (source, reports, digest), as ``add_reports`` does, all of it or nothing."""
        from knowledge import intake

        self._writable()
        checked = _origin(origin)
        return self._take([intake.arrival_of(source, reports, checked, digest) for source, reports, digest in files])

    def import_files(self, paths: Iterable[Path], kind: str | None = None, origin: str = OWN) -> Iterator[Step]:
        """Take in many files and folders of files, yielding one step a file once it is stored and can be found.

        Stop iterating to break off; the same import a second time skips what is here. A file that cannot be read is a
        step with its trouble. Raises ``UnknownKind``, ``EmbeddingError``, ``LibraryBusy``; what was yielded stays.
        """
        from knowledge import intake
        from knowledge.importing import Importer, files_under
        from knowledge.texts import digest_of

        self._writable()
        slug, checked = kind_named(kind).slug if kind else None, _origin(origin)
        importer = Importer(
            known=lambda data: intake.stored_before(self._texts, digest_of(data)),
            read=lambda name, data: intake.read_arrival(name, data, slug, checked),
            prepare=partial(intake.prepare, self._finder),
            store=self._store,
        )
        return importer.run(files_under(paths))

    def rename(self, document: str, name: str) -> Report:
        """Give one of the user's reports another document name; raises ``LibraryError`` where that cannot be."""
        name = name.strip()
        if not name or PurePath(name).name != name or not name.isprintable():
            raise LibraryError(f"“{name}”不能用作文件名，请不要留空，也不要带斜杠。")
        return self._changed(document, {"document": name})

    def retag(self, document: str, **tags: str | None) -> Report:
        """Change ``title``, ``kind``, ``period``, ``unit`` or ``origin`` (own, other) of one of the user's reports.

        A tag that is None stays as it is. Raises ``UnknownKind``, ``LibraryError``.
        """
        given = {name: value.strip() for name, value in tags.items() if value is not None}
        unknown = given.keys() - {"title", "kind", "period", "unit", "origin"}
        if unknown or given.get("title") == "":
            raise LibraryError("可以改的是标题、类型、年度、单位、本单位或外单位，标题不能为空。")
        if "kind" in given:
            given["kind"] = kind_named(given["kind"]).slug
        if "origin" in given:
            given["origin"] = _origin(given["origin"])
        return self._changed(document, given)

    def delete(self, document: str) -> None:
        """Delete one of the user's own reports; raises ``LibraryError`` for a built-in or unknown one."""
        self._own(document, "删除；可以只删除自己导入的样本")
        with self._guard, self._texts.alone():
            with self._texts.writing() as writing:
                writing.remove(document)
            self._finder.follow()

    def rebuild(self, progress: Progress | None = None) -> None:
        """Cut all reports anew and build both indexes from the stored texts; raises as ``open`` does."""
        from knowledge import upkeep

        self._writable()
        with self._guard:
            upkeep.rebuild(self._texts, progress)
            self._finder.rebuild()

    def reports(self) -> list[Summary]:
        """Return what the library holds, the user's own reports first."""
        return list(self._texts.summaries())

    def report(self, document: str) -> Report:
        """Return one report with its text, into which ``Passage.start`` counts; raises ``LibraryError``."""
        found = self._texts.report(document)
        if found is None:
            raise LibraryError(f"样本库里没有“{document}”，请刷新列表后再试。")
        return found

    def passages(self) -> Sequence[Passage]:
        """Return all passages that can be found, by document and place; for a small library, as it reads them all."""
        return self._texts.passages()

    def some(self, kind: str, roles: Collection[str], count: int) -> Sequence[Passage]:
        """Return at most so many passages of a kind (a slug) and of those roles."""
        return self._texts.some(kind, roles, count)

    def change(self) -> int:
        """Return the number of the last change of the texts, by whomever; it grows with each."""
        return self._texts.change()

    def came(self, after: int = 0) -> Iterator[Sequence[Passage]]:
        """Yield, some hundred at a time, the passages that changes after that one made findable; after 0, all there are.

        With ``went`` this is how an index of any size follows the texts without reading them anew.
        """
        return self._texts.came(after)

    def pages(self, after: Cursor) -> Iterator[tuple[Cursor, Sequence[Passage]]]:
        """Yield what ``came`` does, each time with where to go on from; (0, 0) is the beginning."""
        return self._texts.pages(after)

    def how_many(self, after: Cursor) -> int:
        """Return how many passages ``pages`` yields in all."""
        return self._texts.how_many(after)

    def went(self, after: int) -> Sequence[str]:
        """Return the ids of passages that changes after that one took away."""
        return self._texts.went(after)

    def places(self, passages: Iterable[Passage]) -> Mapping[str, tuple[Place, ...]]:
        """Return by id where each passage stands: its own place first, then those of its near-identical copies."""
        return self._texts.places([passage.id for passage in passages])

    def find(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return the passages of these ids that are here."""
        with self._guard:
            return self._texts.passages_of(ids)

    def stats(self) -> Stats:
        """Return the counts of what is here."""
        counts, (shown, copies) = self._texts.counts(), self._texts.number_of_passages()
        built_in, every = counts.get(BUILT_IN, 0), sum(counts.values())
        return Stats(every, built_in, every - built_in, shown, self._finder.embedding, self.read_only, copies)

    def warm(self) -> None:
        """Load the index ahead of the first search; meant for a thread after the first paint."""
        self.search("工作总结", k=1)

    def _reranked(self, query: str, hits: list[Hit], k: int) -> list[Hit]:
        self._unranked = ""
        if self._reranker is None:
            return hits
        try:
            return reranked(self._reranker, query, hits, k)
        except RerankError as error:
            self._unranked = f"{error}这次没有重排。"
            return hits

    def _take(self, arrivals: Any) -> list[tuple[AddResult, ...]]:
        from knowledge import intake

        return self._store(arrivals, intake.prepare(self._finder, arrivals))

    def _store(self, arrivals: Any, prepared: Any) -> list[tuple[AddResult, ...]]:
        from knowledge import intake

        with self._guard:
            return intake.store(self._texts, self._finder, arrivals, prepared)

    def _changed(self, document: str, fields: Mapping[str, str]) -> Report:
        from knowledge.splitting import passages

        self._own(document, "改动；可以只改自己导入的样本")
        with self._guard, self._texts.alone():
            with self._texts.writing() as writing:
                entry = cast("Entry", writing.entry(document))
                report = replace(entry.report, **cast("Any", fields))
                if report == entry.report:
                    return report
                if report.document != document and writing.entry(report.document) is not None:
                    raise LibraryError(f"样本库里已有“{report.document}”，请换一个名字。")
                elsewhere = (report.origin, report.period) != (entry.report.origin, entry.report.period)
                family = "" if elsewhere else entry.family  # another year's report is no version of this one
                writing.replace(document, replace(entry, report=report, passages=passages(report), family=family))
            self._finder.follow()
        return report

    def _own(self, document: str, what: str) -> None:
        self._writable()
        if self.report(document).origin == BUILT_IN:
            raise LibraryError(f"“{document}”是内置样本，不能{what}。")

    def _writable(self) -> None:
        if self._refusal:
            raise LibraryBusy(self._refusal)


def _origin(origin: str) -> Origin:
    found = next((slug for slug, name in ORIGINS.items() if origin in {slug, name}), "")
    if not found:
        raise LibraryError(f"没有“{origin}”这种来源，可以是 own（本单位）或 other（外单位）。")
    return cast("Origin", found)
