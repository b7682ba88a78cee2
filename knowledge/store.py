"""Where the vectors live: Chroma in a folder of this machine, or a Chroma server. The only import of chromadb.

A *stamp* beside the vectors tells up to which change of the texts they have come. In a folder it also tells whether a
write was broken off, for Chroma killed while it writes may lose what it held before; a server outlives its clients.
"""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from knowledge.errors import LibraryError

_SPACE = {"hnsw": {"space": "cosine"}}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Up to which change the vectors have come, and whether no write was broken off since."""

    change: int
    whole: bool = True


class Place(Protocol):
    """One collection of vectors, named after the library and the embedding; one thread at a time uses it."""

    def open(self) -> Any:
        """Return the collection, made where it is missing."""

    def stamp(self) -> Stamp | None:
        """Return the stamp; None where there is no index that can be followed up."""

    def begin(self, stamp: Stamp) -> None:
        """Note that a write begins."""

    def end(self, stamp: Stamp) -> None:
        """Note that the vectors have come so far."""

    def alive(self) -> bool:
        """Whether trouble is to be looked for in the vectors, not on the way to them."""

    def renew(self) -> bool:
        """Let go of what may have been replaced by another machine; False where that cannot be."""

    def discard(self) -> None:
        """Throw the vectors away; ``open`` then begins anew."""

    def close(self) -> None:
        """Let go of files and connections."""

    @property
    def trouble(self) -> str:
        """The sentence to show when not even a new index can be built."""

    @property
    def away(self) -> str:
        """The sentence to show when the vectors cannot be reached."""


class FolderPlace:
    """Chroma in a folder, which one process uses at a time.

    A damaged index is left for a new folder, for Chroma keeps a broken client of a folder for the life of the process.
    """

    trouble = away = "样本索引建不起来，请检查磁盘空间和样本库文件夹的写入权限。"

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._file = folder / "stamp.json"
        self._client: Any = None
        self._collection: Any = None

    def open(self) -> Any:
        """Return the collection; those of other embeddings are deleted, for they would not follow the texts."""
        if self._collection is None:
            import chromadb
            from chromadb.config import Settings

            place = self._place()
            place.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(str(place), Settings(anonymized_telemetry=False))
            for other in self._client.list_collections():
                if other.name != self._name:
                    self._client.delete_collection(other.name)
            self._collection = self._client.get_or_create_collection(
                self._name, embedding_function=None, configuration=_SPACE
            )
        return self._collection

    def stamp(self) -> Stamp | None:
        """Return the stamp in the folder, where it speaks of this collection."""
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            found = Stamp(int(kept["change"]), bool(kept["whole"])) if kept["collection"] == self._name else None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if (self._place() / "chroma.sqlite3").is_file() else None

    def begin(self, stamp: Stamp) -> None:
        """Note in the folder that a write begins."""
        self._write(Stamp(stamp.change, whole=False))

    def end(self, stamp: Stamp) -> None:
        """Note in the folder that the vectors have come so far."""
        self._write(stamp)

    def alive(self) -> bool:
        """A folder is always there."""
        return True

    def renew(self) -> bool:
        """A folder is nobody else's."""
        return False

    def discard(self) -> None:
        """Leave the vectors for a new folder, and delete the old ones as far as the system lets go of them."""
        self.close()
        generation = self._generation() + 1
        for old in self._folder.glob("g*"):
            shutil.rmtree(old, ignore_errors=True)
        self._file.unlink(missing_ok=True)
        (self._folder / f"g{generation}").mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        """Let go of the files."""
        if self._client is not None:
            with suppress(Exception):
                self._client.close()
        self._client = self._collection = None

    def _write(self, stamp: Stamp) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps({"collection": self._name, **asdict(stamp)}), encoding="utf-8")
        part.replace(self._file)

    def _generation(self) -> int:
        names = (path.name[1:] for path in self._folder.glob("g*"))
        return max((int(name) for name in names if name.isdecimal()), default=1)

    def _place(self) -> Path:
        return self._folder / f"g{self._generation()}"


class ServerPlace:
    """A collection on a Chroma server, which any number of machines use; the stamp is part of the collection."""

    def __init__(self, address: str, name: str) -> None:
        """``address`` is http(s)://host:port, with user:password@ where a proxy before the server asks for them."""
        self._name = name
        parts = urlsplit(address)
        try:
            port = parts.port or (443 if parts.scheme == "https" else 8000)
        except ValueError:
            port = 0
        if parts.scheme not in {"http", "https"} or not parts.hostname or not port:
            raise LibraryError("YOUJU_CHROMA_URL 写得不对，应像 http://主机:8000 这样写。")
        self._where = f"{parts.hostname}:{port}"
        self._host, self._port, self._safe = parts.hostname, port, parts.scheme == "https"
        self._headers = _authorization(parts.username, parts.password)
        self._client: Any = None
        self._collection: Any = None

    @property
    def trouble(self) -> str:
        """The sentence to show when the server is there and does not do what it is asked."""
        return f"样本索引服务器 {self._where} 建不起索引，请检查它的磁盘空间和版本。"

    def open(self) -> Any:
        """Return the collection; collections of other libraries and embeddings are left alone."""
        if self._collection is None:
            import chromadb
            from chromadb.config import Settings

            try:
                self._client = chromadb.HttpClient(
                    self._host, self._port, ssl=self._safe, headers=dict(self._headers),
                    settings=Settings(anonymized_telemetry=False),
                )  # fmt: skip
                self._collection = self._client.get_or_create_collection(
                    self._name, embedding_function=None, configuration=_SPACE
                )
            except Exception:  # noqa: BLE001 - whatever the client says of a server; its words may hold the address
                self.close()
                raise LibraryError(self.away) from None
        return self._collection

    def stamp(self) -> Stamp | None:
        """Return the stamp as the server has it now."""
        self.open()
        try:
            kept = self._client.get_collection(self._name, embedding_function=None).metadata or {}
        except Exception:  # noqa: BLE001 - as in ``open``
            if not self.alive():
                raise LibraryError(self.away) from None
            self._collection = None  # deleted on the server
            return None
        return Stamp(int(kept["change"])) if "change" in kept else None

    def begin(self, stamp: Stamp) -> None:
        """Nothing: a client that dies harms no server, and what it wrote is written again."""

    def end(self, stamp: Stamp) -> None:
        """Note on the server that the vectors have come so far."""
        self.open().modify(metadata={"change": stamp.change})

    def alive(self) -> bool:
        """Whether the server answers."""
        try:
            self._client.heartbeat()
        except Exception:  # noqa: BLE001 - as in ``open``
            return False
        return True

    def renew(self) -> bool:
        """Ask the server for the collection once more."""
        self.close()
        return True

    def discard(self) -> None:
        """Delete the collection."""
        self.open()
        with suppress(Exception):
            self._client.delete_collection(self._name)
        self._collection = None

    def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            with suppress(Exception):
                self._client.close()
        self._client = self._collection = None

    @property
    def away(self) -> str:
        """The sentence to show when the server cannot be reached."""
        return f"连不上样本索引服务器 {self._where}，请检查网络、YOUJU_CHROMA_URL，以及服务器是否开着。"


def _authorization(user: str | None, password: str | None) -> Mapping[str, str]:
    if not user:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
