"""The same library on a PostgreSQL and a Chroma server: several machines write at once, and no trouble tells a password."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.embedding import HashedEmbedding, NamedEmbedding
from knowledge.errors import LibraryBusy, LibraryError
from knowledge.library import Library
from knowledge.names.forms import Forms
from tests.knowledge import servers
from tests.knowledge.test_library import OWN, Counting

pytestmark = [
    pytest.mark.skipif(not servers.postgres_binary("initdb"), reason="PostgreSQL is not installed here"),
    pytest.mark.skipif(not servers.chroma_binary(), reason="Chroma's server is not installed here"),
]
MEANING = NamedEmbedding(HashedEmbedding(), "hashed")  # our own, as if it knew meaning: so search asks the vectors
SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture(scope="module")
def postgres() -> Iterator[servers.Postgres]:
    pytest.importorskip("psycopg", reason="the PostgreSQL driver (extra: server) is not installed here")
    with servers.postgres() as running:
        yield running


@pytest.fixture(scope="module")
def chroma() -> Iterator[servers.Chroma]:
    with servers.chroma() as running:
        yield running


def report(number: int) -> bytes:
    """A report of its own words, so that it is no version of another and can be found by them."""
    words = "，".join(word_of(number, part) for part in range(12))
    return f"丁镇总工会2024年工作总结\n\n一、组织建设\n今年{words}。\n".encode()


def word_of(number: int, part: int = 0) -> str:
    return "".join(chr(0x4E00 + (37 * number + 911 * n + 1709 * part) % 20_000) for n in range(1, 9))


def indexed(library: Library) -> int:
    """How many vectors the library's index holds."""
    return int(library._finder._vectors._place.open().count())  # type: ignore[union-attr]


def test_two_machines_share_one_library(tmp_path: Path, postgres: servers.Postgres, chroma: servers.Chroma) -> None:
    where = {"database_url": postgres.database(), "chroma_url": chroma.address}
    with Library.open(tmp_path / "a", MEANING, **where) as one, Library.open(tmp_path / "b", MEANING, **where) as other:
        assert one.stats() == other.stats()
        assert not one.read_only
        assert not other.read_only
        assert not one.add("甲.txt", OWN).already
        assert other.search("货船船员联合工会")[0].passage.document == "甲.txt"
        assert other.notice == ""
        assert other.add("抄.txt", OWN).already
        assert not other.add("甲.txt", report(1)).already
        assert [r.document for r in one.reports() if r.origin == "own"] == ["甲.txt", "甲（2）.txt"]
        assert one.search(word_of(1))[0].passage.document == "甲（2）.txt"
        other.retag("甲.txt", origin="外单位", period="2019年")
        assert one.reports()[0].period == "2019年"
        one.delete("甲（2）.txt")
        assert other.search("货船船员", origin="other")[0].passage.document == "甲.txt"
        assert indexed(one) == indexed(other) == one.stats().passages


def test_each_machine_follows_what_checks_look_up(tmp_path: Path, postgres: servers.Postgres) -> None:
    where = {"database_url": postgres.database()}
    with Library.open(tmp_path / "a", **where) as one, Library.open(tmp_path / "b", **where) as other:
        forms = Forms.beside(other)
        assert forms.near("在丁家湾码头") == {}
        one.add("甲.txt", OWN)
        forms.follow(other)
        assert "丁家湾码头" in forms.near("在丁家湾码头")
        one.rebuild()
        forms.follow(other)
        assert Forms.beside(one).near("在丁家湾码头").keys() == forms.near("在丁家湾码头").keys()
        one.delete("甲.txt")
        forms.follow(other)
        assert forms.near("在丁家湾码头") == {}
        assert {row[0] for row in forms._rows("SELECT id FROM passages")} == {p.id for p in other.passages()}


def test_a_second_process_on_the_same_folder_writes_too(
    tmp_path: Path, postgres: servers.Postgres, chroma: servers.Chroma
) -> None:
    where = {"database_url": postgres.database(), "chroma_url": chroma.address}
    with Library.open(tmp_path, MEANING, **where) as one, Library.open(tmp_path, MEANING, **where) as other:
        one.add("甲.txt", OWN)
        other.add("乙.txt", report(2))
        assert one.search(word_of(2))[0].passage.document == "乙.txt"


def _office(folder: Path, where: dict[str, str], numbers: list[int]) -> None:
    with Library.open(folder, MEANING, **where) as library:
        for number in numbers:
            library.add("总结.txt", report(number))


def test_offices_that_write_at_once_lose_and_double_nothing(
    tmp_path: Path, postgres: servers.Postgres, chroma: servers.Chroma
) -> None:
    where = {"database_url": postgres.database(), "chroma_url": chroma.address}
    shares = [list(range(6)), list(range(3, 9)), list(range(8, 2, -1))]
    offices = [SPAWN.Process(target=_office, args=(tmp_path / str(n), where, share)) for n, share in enumerate(shares)]
    for office in offices:
        office.start()
    for office in offices:
        office.join(90)
    assert [office.exitcode for office in offices] == [0, 0, 0]
    with Library.open(tmp_path / "reader", MEANING, **where) as library:
        stats = library.stats()
        assert stats.own == 9
        assert stats.built_in == 32
        assert indexed(library) == stats.passages == len({p.id for p in library.passages()})
        names = [r.document for r in library.reports() if r.origin == "own"]
        assert len(set(names)) == 9
        for number in range(9):
            assert word_of(number) in library.search(word_of(number))[0].passage.text


def test_an_office_that_is_killed_leaves_the_servers_whole(
    tmp_path: Path, postgres: servers.Postgres, chroma: servers.Chroma
) -> None:
    where = {"database_url": postgres.database(), "chroma_url": chroma.address}
    with Library.open(tmp_path / "b", MEANING, **where) as library:
        office = SPAWN.Process(target=_office, args=(tmp_path / "a", where, list(range(400))))
        office.start()
        until = time.monotonic() + 60
        while library.stats().own < 5 and time.monotonic() < until:
            time.sleep(0.01)
        assert office.pid is not None
        os.kill(office.pid, signal.SIGKILL)
        office.join()
        library.add("后来.txt", OWN)
        stats = library.stats()
        assert 6 <= stats.own < 400
        assert library.search("货船船员联合工会")[0].passage.document == "后来.txt"
        assert indexed(library) == stats.passages
        for number in range(stats.own - 1):
            assert word_of(number) in library.search(word_of(number))[0].passage.text


def test_a_database_server_alone_and_the_vectors_at_home(tmp_path: Path, postgres: servers.Postgres) -> None:
    where = {"database_url": postgres.database()}
    with Library.open(tmp_path / "a", MEANING, **where) as one, Library.open(tmp_path / "b", MEANING, **where) as other:
        one.add("甲.txt", OWN)
        assert other.search("货船船员联合工会")[0].passage.document == "甲.txt"
        assert indexed(one) == indexed(other) == one.stats().passages
        with Library.open(tmp_path / "a", MEANING, **where) as third:  # the folder's index is another's: words alone
            assert third.stats().embedding == ""
            third.add("乙.txt", report(3))
        assert one.search(word_of(3))[0].passage.document == "乙.txt"
        assert indexed(one) == one.stats().passages


def test_an_index_server_alone_and_the_texts_at_home(tmp_path: Path, chroma: servers.Chroma) -> None:
    with Library.open(tmp_path / "a", MEANING, chroma_url=chroma.address) as one:
        one.add("甲.txt", OWN)
        assert indexed(one) == one.stats().passages
    with Library.open(
        tmp_path / "b", MEANING, chroma_url=chroma.address
    ) as other:  # another library on the same server
        assert indexed(other) == other.stats().passages
        with pytest.raises(LibraryBusy):
            Library.open(tmp_path / "b", MEANING, chroma_url=chroma.address)
    with Library.open(tmp_path / "a", MEANING, chroma_url=chroma.address) as one:
        assert one.search("货船船员联合工会")[0].passage.document == "甲.txt"


def test_an_index_server_that_is_away_is_made_up_for(tmp_path: Path, postgres: servers.Postgres) -> None:
    with servers.chroma() as server:
        where = {"database_url": postgres.database(), "chroma_url": server.address}
        with Library.open(tmp_path, MEANING, **where) as library:
            server.stop()
            library.add("甲.txt", OWN)
            assert "自动补上" in library.notice
            assert library.search("货船船员联合工会")[0].passage.document == "甲.txt"
            assert "只按词语" in library.notice
            assert str(server.port) in library.notice
            server.start()
            assert library.search("货船船员联合工会")[0].passage.document == "甲.txt"
            assert library.notice == ""
            assert indexed(library) == library.stats().passages
        server.stop()
        with pytest.raises(LibraryError, match="连不上样本索引服务器"):
            Library.open(tmp_path, MEANING, **where)


def test_an_index_that_another_machine_has_replaced_is_taken_as_it_is(
    tmp_path: Path, postgres: servers.Postgres, chroma: servers.Chroma
) -> None:
    where = {"database_url": postgres.database(), "chroma_url": chroma.address}
    counting = Counting()
    with (
        Library.open(tmp_path / "a", NamedEmbedding(counting, "x"), **where) as one,
        Library.open(tmp_path / "b", NamedEmbedding(Counting(), "x"), **where) as other,
    ):
        assert one.search("建会和会员发展")
        before = counting.texts
        other.rebuild()
        assert one.search("建会和会员发展")
        assert one.notice == ""
        assert counting.texts == before
        assert indexed(one) == indexed(other) == one.stats().passages


def test_a_wiped_index_server_is_filled_again(tmp_path: Path, chroma: servers.Chroma) -> None:
    import chromadb

    with Library.open(tmp_path, MEANING, chroma_url=chroma.address) as library:
        name = library._finder._vectors._place._name  # type: ignore[union-attr]
        chromadb.HttpClient("127.0.0.1", chroma.port).delete_collection(name)
        assert library.search("建会和会员发展")
    with Library.open(tmp_path, MEANING, chroma_url=chroma.address) as library:
        assert indexed(library) == library.stats().passages


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda a: a.replace("youju:", "niemand:"), "账号或密码"),
        (lambda a: a.replace("%", "x%"), "账号或密码"),
        (lambda a: a.rpartition("/")[0] + "/nirgends", "没有这个库"),
        (lambda a: a.rpartition(":")[0] + ":1/postgres", "连不上数据库服务器 127.0.0.1:1"),
        (lambda a: a.replace("postgresql", "mysql"), "写得不对"),
        (lambda a: a.replace("@127.0.0.1:", "@127.0.0.1:x"), "写得不对"),
    ],
)
def test_no_trouble_tells_the_password(
    tmp_path: Path, postgres: servers.Postgres, caplog: pytest.LogCaptureFixture, change, said: str
) -> None:
    address = change(postgres.address())
    with caplog.at_level(logging.DEBUG), pytest.raises(LibraryError, match=said) as caught:
        Library.open(tmp_path, database_url=address)
    shown = f"{caught.value}{caught.value.__cause__}{caplog.text}"
    assert "geheim" not in shown
    assert "口令" not in shown
    assert "\n" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    Library.open(tmp_path).close()  # the folder was let go of


def test_an_index_address_with_a_password_is_not_shown(tmp_path: Path) -> None:
    port = servers.free_port()
    with pytest.raises(LibraryError, match=f"127.0.0.1:{port}") as caught:
        Library.open(tmp_path, chroma_url=f"http://amt:geheim@127.0.0.1:{port}")
    assert "geheim" not in str(caught.value)
    with pytest.raises(LibraryError, match="写得不对") as caught:
        Library.open(tmp_path, chroma_url="geheim@127.0.0.1")
    assert "geheim" not in str(caught.value)


def test_a_read_only_account_is_told_so(tmp_path: Path, postgres: servers.Postgres) -> None:
    import psycopg

    address = postgres.database()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE ROLE gast LOGIN PASSWORD 'gast'")
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    guest = f"postgresql://gast:gast@127.0.0.1:{postgres.port}/{address.rpartition('/')[2]}"
    with pytest.raises(LibraryError, match="权限"):
        Library.open(tmp_path, database_url=guest)
