"""The sample library: the face of this room. One folder, one process that writes, any number that read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from threading import RLock
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from knowledge.asking import understood
from knowledge.errors import EmbeddingError, LibraryBusy, LibraryError, RerankError
from knowledge.files import read_bytes
from knowledge.kinds import GENERAL, kind_named
from knowledge.reports import Report, built_in_reports, own_report
from knowledge.reranking import Reranker, reranked
from knowledge.retrieval import CANDIDATES, POOL, Hit, LexicalIndex, Query, fuse, ranked, varied
from knowledge.splitting import VERSION, Passage, passages
from knowledge.texts import Texts, digest_of

if TYPE_CHECKING:
    from knowledge.embedding import NamedEmbedding
    from knowledge.names import Name
    from knowledge.store import VectorIndex

Progress = Callable[[int, int, str], None]
_PATIENCE = 0.3  # seconds to wait for another process that is just leaving


@dataclass(frozen=True, slots=True)
class Summary:
    """One report of the library, without its text."""

    document: str
    title: str
    kind: str
    period: str
    unit: str
    origin: str
    characters: int
    passages: int


@dataclass(frozen=True, slots=True)
class AddResult:
    """What came of adding a file; ``already``: the same text was here before, as ``report``."""

    report: Report
    already: bool
    passages: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts for a status line; ``embedding`` is empty where search goes by words alone."""

    reports: int
    built_in: int
    own: int
    passages: int
    embedding: str
    read_only: bool


class Library:
    """The reports in a folder, searchable. Open it with ``Library.open``, close it or use it in a ``with``.

    Safe to use from several threads. ``notice`` is a Chinese sentence when search has to go by words alone.
    """

    folder: Path | None = None

    def __init__(
        self,
        texts: Texts,
        lock: FileLock | None,
        index: Callable[[], VectorIndex] | None,
        reranker: Reranker | None = None,
        *,
        by_meaning: bool = False,
    ) -> None:
        """Use ``Library.open``; no ``lock`` means read-only, no ``index`` or ``by_meaning`` search by words alone."""
        self._texts = texts
        self._lock = lock
        self._make_index = index
        self._by_meaning = by_meaning
        self._reranker = reranker
        self._index: VectorIndex | None = None
        self._lexical: LexicalIndex | None = None
        self._seen = -1
        self._guard = RLock()
        self.notice = ""

    @classmethod
    def open(
        cls,
        folder: Path,
        embedding: NamedEmbedding | None = None,
        progress: Progress | None = None,
        *,
        shared: bool = False,
        reranker: Reranker | None = None,
    ) -> Self:
        """Open or create the library in ``folder``, with the built-in samples and an up-to-date index.

        ``progress`` is called with (done, total, sentence) while the index is built. Without ``embedding``
        our own offline one is used; ``reranker`` puts what was found in its order. When another process holds the folder, ``LibraryBusy`` is raised; with
        ``shared`` the library opens read-only instead, searching by words alone. Raises ``LibraryError``
        for a folder or database that cannot be used, ``EmbeddingError`` when the embedding fails.
        """
        folder = Path(folder)
        lock = _locked(folder, shared=shared)
        if lock is None:
            reading = cls(_read_only(folder), None, None, reranker)
            reading.folder = folder
            return reading
        try:
            texts = Texts(folder / "texts.sqlite3")
        except BaseException:
            lock.release()
            raise
        index = partial(_index, folder / "index", embedding, progress)
        by_meaning = embedding is not None and embedding.knows_meaning
        library = cls(texts, lock, index, reranker, by_meaning=by_meaning)
        library.folder = folder
        try:
            library._prepare()
        except BaseException:
            library.close()
            raise
        return library

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files and of the folder; closing twice does nothing."""
        with self._guard:
            if self._index is not None:
                self._index.close()
                self._index = None
            self._texts.close()
            if self._lock is not None:
                self._lock.release()

    @property
    def read_only(self) -> bool:
        """Whether another process holds the folder, so that this one only reads."""
        return self._lock is None

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
            lexical = self._lexical_index()
            scores = fuse(lexical.rank(asked.weights, wanted.admits), self._nearest(asked.text, lexical.passages))
            hits = ranked(wanted, asked, lexical.by_id, scores, POOL if self._reranker else 0)
        return varied(wanted, asked, self._reranked(asked.text, hits, k), lexical)

    def add(self, name: str, data: bytes, kind: str | None = None) -> AddResult:
        """Take in one file as a report of the user's own; the same text a second time changes nothing.

        Raises ``UnreadableFile``, ``FileTooLarge``, ``UnknownKind``, ``EmbeddingError``, or ``LibraryBusy``
        in a read-only library; nothing is kept then.
        """
        from knowledge import names

        report = own_report(PurePath(name).name, read_bytes(name, data), kind)
        with self._guard:
            self._writable()
            known = self._texts.with_digest(digest_of(report.text))
            if known:
                count = sum(p.document == known.document for p in self.passages())
                return AddResult(known, already=True, passages=count)
            taken = {known.document for known in self._texts.reports()}
            report = replace(report, document=_free_name(report.document, taken))
            found = passages(report)
            with self._texts.transaction():
                self._texts.put(report, found)
                self._texts.put_names(names.finder_id(), {p.id: names.dumped(names.names_of(p)) for p in found})
                self._changed().sync(self._texts.passages())
            return AddResult(report, already=False, passages=len(found))

    def delete(self, document: str) -> None:
        """Delete one of the user's own reports; raises ``LibraryError`` for a built-in or unknown one."""
        with self._guard:
            self._writable()
            origin = next((r.origin for r in self._texts.reports() if r.document == document), None)
            if origin is None:
                raise LibraryError(f"样本库里没有“{document}”，请刷新列表后再试。")
            if origin == "built-in":
                raise LibraryError(f"“{document}”是内置样本，不能删除；可以只删除自己导入的样本。")
            with self._texts.transaction():
                self._texts.remove(document)
                self._changed().sync(self._texts.passages())

    def reports(self) -> list[Summary]:
        """Return what the library holds, the user's own reports first."""
        with self._guard:
            counts: dict[str, int] = {}
            for passage in self.passages():
                counts[passage.document] = counts.get(passage.document, 0) + 1
            return [_summary(report, counts.get(report.document, 0)) for report in self._texts.reports()]

    def report(self, document: str) -> Report:
        """Return one report with its text, into which ``Passage.start`` counts; raises ``LibraryError``."""
        with self._guard:
            for report in self._texts.reports():
                if report.document == document:
                    return report
        raise LibraryError(f"样本库里没有“{document}”，请刷新列表后再试。")

    def passages(self) -> Sequence[Passage]:
        """Return all passages, by document and place."""
        with self._guard:
            return self._texts.passages()

    def find(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return the passages of these ids that are here."""
        with self._guard:
            return self._texts.passages_of(ids)

    def names(self) -> Mapping[str, tuple[Name, ...]]:
        """Return the names to look for in drafts, by the ids of passages.

        They are found when a report is added and stored; the built-in samples, and all of them after the finder has changed,
        are gone through on the first call, at some two milliseconds a passage.
        """
        from knowledge import names

        finder = names.finder_id()
        with self._guard:
            known = {id_: names.loaded(found) for id_, found in self._texts.names(finder).items()}
            missing = [passage for passage in self._texts.passages() if passage.id not in known]
        fresh = {passage.id: names.names_of(passage) for passage in missing}
        if fresh and not self.read_only:
            with self._guard, self._texts.transaction():
                self._texts.put_names(finder, {id_: names.dumped(found) for id_, found in fresh.items()})
        return known | fresh

    def stats(self) -> Stats:
        """Return the counts of what is here."""
        with self._guard:
            reports = self._texts.reports()
            built_in = sum(report.origin == "built-in" for report in reports)
            name = self._vectors().name if self._make_index else ""
            return Stats(
                reports=len(reports),
                built_in=built_in,
                own=len(reports) - built_in,
                passages=len(self._texts.passages()),
                embedding=name,
                read_only=self.read_only,
            )

    def warm(self) -> None:
        """Load dictionary and index ahead of the first search, find names; meant for a thread after the first paint."""
        self.search("工作总结", k=1)
        self.names()

    def _prepare(self) -> None:
        self._seed()
        found = self._texts.passages()
        if not self._vectors().matches(found):
            self._vectors().sync(found)

    def _seed(self) -> None:
        """Put in the built-in samples as they are now; cut all anew when the splitting has changed."""
        built_in = built_in_reports()
        state = hashlib.sha256("\n".join(map(repr, (VERSION, *built_in))).encode()).hexdigest()
        if self._texts.meta("seeded") == state:
            return
        with self._texts.transaction():
            stored = self._texts.reports()
            for report in stored:
                self._texts.remove(report.document)
            for report in [*built_in, *(r for r in stored if r.origin == "own")]:
                if not self._texts.with_digest(digest_of(report.text)):
                    self._texts.put(report, passages(report))
            self._texts.remember("seeded", state)

    def _nearest(self, query: str, known: Sequence[Passage]) -> list[str]:
        self.notice = ""
        if self._make_index is None or not self._by_meaning:
            return []
        try:
            return self._vectors().nearest(query, known, min(len(known), CANDIDATES))
        except EmbeddingError as error:
            self.notice = f"{error}这次只按词语查找样本。"
            return []

    def _reranked(self, query: str, hits: list[Hit], k: int) -> list[Hit]:
        if self._reranker is None:
            return hits
        try:
            return reranked(self._reranker, query, hits, k)
        except RerankError as error:
            self.notice += f"{error}这次没有重排。"
            return hits

    def _vectors(self) -> VectorIndex:
        if self._index is None:
            if self._make_index is None:
                raise LibraryBusy("样本库正被另一个有据程序使用，这里只能读取。")
            self._index = self._make_index()
        return self._index

    def _lexical_index(self) -> LexicalIndex:
        version = self._texts.version()
        if self._lexical is None or version != self._seen:
            self._lexical, self._seen = LexicalIndex(self._texts.passages()), version
        return self._lexical

    def _changed(self) -> VectorIndex:
        self._lexical = None
        return self._vectors()

    def _writable(self) -> None:
        if self.read_only:
            raise LibraryBusy("样本库正被另一个有据程序使用，这里只能查找，请关掉那个程序后再导入或删除样本。")


def _locked(folder: Path, *, shared: bool) -> FileLock | None:
    """Return the held lock of a folder; None where another process has it and ``shared`` allows that."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "library.lock", thread_local=False)
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        if shared:
            return None
        raise LibraryBusy(_busy(folder)) from None
    except OSError as error:
        raise LibraryError(_unusable(folder)) from error
    try:
        (folder / "library.pid").write_text(str(os.getpid()), encoding="utf-8")
    except OSError as error:
        lock.release()
        raise LibraryError(_unusable(folder)) from error
    return lock


def _read_only(folder: Path) -> Texts:
    """Open the texts beside a process that writes; raises ``LibraryBusy`` while it is still filling them."""
    try:
        texts = Texts(folder / "texts.sqlite3", read_only=True)
        if texts.meta("seeded"):
            return texts
        texts.close()
    except LibraryError as error:
        raise LibraryBusy(_busy(folder)) from error
    raise LibraryBusy(_busy(folder))


def _index(folder: Path, embedding: NamedEmbedding | None, progress: Progress | None) -> VectorIndex:
    from knowledge.embedding import offline_embedding
    from knowledge.store import VectorIndex

    return VectorIndex(folder, embedding or offline_embedding(), progress)


def _summary(report: Report, count: int) -> Summary:
    return Summary(
        document=report.document,
        title=report.title,
        kind=report.kind,
        period=report.period,
        unit=report.unit,
        origin=report.origin,
        characters=sum(not char.isspace() for char in report.text),
        passages=count,
    )


def _free_name(document: str, taken: set[str]) -> str:
    path, number, name = PurePath(document), 2, document
    while name in taken:
        name, number = f"{path.stem}（{number}）{path.suffix}", number + 1
    return name


def _unusable(folder: Path) -> str:
    return f"样本库文件夹“{folder}”不能写入，请检查权限或换一个文件夹。"


def _busy(folder: Path) -> str:
    try:
        holder = (folder / "library.pid").read_text(encoding="utf-8").strip()
    except OSError:
        holder = ""
    if holder == str(os.getpid()):
        return "样本库已在本程序里打开，请先关闭前一次打开的再试。"
    who = f"（进程号{holder}）" if holder.isdecimal() else ""
    return f"样本库正被另一个有据程序{who}使用，请先关掉那个程序，或换一个样本库文件夹。"
