"""Where the texts live: one SQLite file, or a PostgreSQL database that several offices share.

One writer at a time, in either: for SQLite the library's folder lock sees to it, for PostgreSQL an advisory lock.
Addresses hold passwords, so no message quotes one: ``where`` names the server alone.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from knowledge.errors import LibraryBusy, LibraryError

_WRITERS = 0x796F756A75  # the advisory lock of a library in PostgreSQL
_PATIENCE = 300  # seconds to wait for another office's change; one of them is done in some tenths of a second
_INSTALL = ".venv/bin/pip install -c constraints.txt -e '.[server]'"
_BUSY = "样本库正忙：另一个单位的写入一直没有结束，请稍后再试。"

_REFUSALS = (
    ("28P01", r"authentication failed|no password supplied|pg_hba\.conf|认证失败"),
    ("3D000", r'database "[^"]*" does not exist|数据库 "[^"]*" 不存在'),
)


class Database:
    """Connections, transactions and the writers' lock; safe to use from several threads."""

    def __init__(self, engine: Engine, where: str) -> None:
        """Use ``file_database`` or ``server_database``; an empty ``where`` is a file of this machine."""
        self._engine = engine
        self._closed = False
        self.where = where

    @property
    def is_server(self) -> bool:
        """Whether other machines write here too."""
        return bool(self.where)

    def close(self) -> None:
        """Close all connections; closing twice does nothing."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database."""
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All that is written inside is kept, or nothing of it."""
        with (
            self._translated(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def alone(self, *, wait: bool = True) -> Iterator[bool]:
        """Keep all other writers out; yields False, having kept nobody out, where one is in and ``wait`` is not."""
        if not self.is_server:
            yield True
            return
        with self._translated():
            holder = self._engine.connect()
        try:
            with self._translated():
                got = _locked(holder, wait=wait)
            yield got
        finally:
            with suppress(SQLAlchemyError):
                holder.execute(text("SELECT pg_advisory_unlock_all()"))
                holder.commit()
            holder.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        if self._closed:
            raise LibraryError("样本库已经关闭，请重新打开后再试。")
        try:
            yield
        except DBAPIError as error:
            raise (self._server_error(error) if self.is_server else _file_error(error)) from None
        except SQLAlchemyError as error:
            raise LibraryError(f"样本库读写失败（{type(error).__name__}），请稍后再试。") from None

    def _server_error(self, error: DBAPIError) -> LibraryError:
        code = str(getattr(error.orig, "sqlstate", "") or _code_of(str(error.orig)))
        if code == "55P03":
            return LibraryBusy(_BUSY)
        if code.startswith("28"):
            return LibraryError(f"数据库服务器 {self.where} 不认这个账号或密码，请检查 YOUJU_DATABASE_URL。")
        if code == "3D000":
            return LibraryError(
                f"数据库服务器 {self.where} 上没有这个库，请先建库，或检查 YOUJU_DATABASE_URL 末尾的库名。"
            )
        if code == "42501":
            return LibraryError(f"账号在数据库服务器 {self.where} 上没有建表或写入的权限，请让管理员授权。")
        if code and not code.startswith(("08", "57P")):
            return LibraryError(f"数据库服务器 {self.where} 没有做成这件事（错误码 {code}），请稍后再试或联系管理员。")
        return LibraryError(f"连不上数据库服务器 {self.where}，请检查网络、YOUJU_DATABASE_URL，以及服务器是否开着。")


def file_database(path: Path, *, read_only: bool = False) -> Database:
    """Open or create a SQLite file; a damaged or foreign one raises ``LibraryError`` when it is first used."""
    where = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(where, uri=True, check_same_thread=False, isolation_level=None, timeout=5)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, max_overflow=20, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -32000")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")  # what was acknowledged outlives a power cut too

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return Database(engine, "")


def server_database(address: str) -> Database:
    """Open a PostgreSQL database by its address; nothing is sent before it is used. Raises ``LibraryError``."""
    url = _postgres_url(address)
    shown = f"{url.host or '本机'}{f':{url.port}' if url.port else ''}"
    try:
        engine = create_engine(
            url, pool_pre_ping=True, pool_size=5, max_overflow=20, hide_parameters=True,
            connect_args={"connect_timeout": 10, "options": f"-c lock_timeout={_PATIENCE}s"},
        )  # fmt: skip
    except (ImportError, NoSuchModuleError):
        raise LibraryError(f"要用 PostgreSQL 存放样本，请先在程序的文件夹里安装驱动：{_INSTALL}") from None
    return Database(engine, shown)


def _postgres_url(address: str) -> URL:
    wrong = LibraryError("YOUJU_DATABASE_URL 写得不对，应像 postgresql://账号:密码@主机:5432/库名 这样写。")
    if address.partition("://")[0].partition("+")[0] not in {"postgresql", "postgres"}:
        raise wrong
    try:
        return make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise wrong from None


def _locked(holder: Connection, *, wait: bool) -> bool:
    """Take the lock for the connection's session, not for a transaction: it spans several of them."""
    call = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
    got = holder.execute(text(f"SELECT {call}(:key)"), {"key": _WRITERS}).scalar()
    holder.commit()
    return True if wait else bool(got)


def _code_of(words: str) -> str:
    """Return the code of a refused connection, which comes in words alone; empty for a server out of reach."""
    return next((code for code, pattern in _REFUSALS if re.search(pattern, words)), "")


def _file_error(error: DBAPIError) -> LibraryError:
    if isinstance(error.orig, sqlite3.ProgrammingError):
        return LibraryError("样本库已经关闭，请重新打开后再试。")
    if isinstance(error.orig, sqlite3.OperationalError):
        return LibraryError("样本库读写失败（磁盘已满、没有权限或正被占用），请检查文件夹后再试。")
    return LibraryError("样本库的数据文件已损坏，请把样本库文件夹改名后重新打开，再导入自己的样本。")
