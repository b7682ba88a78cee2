"""Where the texts live: what is said when a server cannot be used, without any server."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from knowledge.database import file_database, server_database
from knowledge.errors import LibraryError
from knowledge.texts import Texts


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LibraryError, match="安装驱动") as caught:
        server_database("postgresql://amt:geheim@127.0.0.1/samples")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("address", ["", "samples", "mysql://a:geheim@h/d", "postgresql://a:geheim@h:x/d"])
def test_an_address_that_is_none_is_said_and_not_shown(address: str) -> None:
    with pytest.raises(LibraryError, match="写得不对") as caught:
        server_database(address)
    assert "geheim" not in str(caught.value)


def test_what_is_written_inside_is_kept_or_none_of_it(tmp_path: Path) -> None:
    database = file_database(tmp_path / "a.sqlite3")
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
    with pytest.raises(ZeroDivisionError), database.writing() as connection:  # noqa: PT012
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    assert not database.is_server
    with database.alone() as got:
        assert got
    database.close()
    with pytest.raises(LibraryError, match="已经关闭"), database.reading():
        pass


def test_a_file_that_only_reads_refuses_to_write(tmp_path: Path) -> None:
    Texts(file_database(tmp_path / "a.sqlite3")).close()
    texts = Texts(file_database(tmp_path / "a.sqlite3", read_only=True), read_only=True)
    assert texts.summaries() == ()
    with pytest.raises(LibraryError, match="读写失败"):
        texts.remember("a", "b")
    texts.close()
    with pytest.raises(LibraryError):
        Texts(file_database(tmp_path / "none.sqlite3", read_only=True), read_only=True)
