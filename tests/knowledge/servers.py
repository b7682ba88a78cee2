"""A PostgreSQL and a Chroma server for the tests: real ones, on loopback, on free ports, in folders that are deleted again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

PASSWORD = "geheim-口令"  # must stand in no message
_PATIENCE = 40  # seconds until a server must answer
_numbers = count()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_binary(name: str) -> str:
    """The path of a PostgreSQL program; empty where it is not installed."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(places[0]) if places else shutil.which(name) or ""


def chroma_binary() -> str:
    """The path of Chroma's own server; empty where it is not installed."""
    beside = Path(sys.executable).with_name("chroma")
    return str(beside) if beside.exists() else shutil.which("chroma") or ""


def as_servant() -> list[str]:
    """How to start PostgreSQL, which refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []


class Postgres:
    """A running server; every ``database`` is a new one."""

    def __init__(self, port: int) -> None:
        self.port = port

    def address(self, database: str = "postgres", password: str = PASSWORD) -> str:
        from urllib.parse import quote

        return f"postgresql://youju:{quote(password)}@127.0.0.1:{self.port}/{database}"

    def database(self) -> str:
        """Create a database and return its address."""
        import psycopg

        name = f"library{next(_numbers)}"
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start PostgreSQL with one user and a password."""
    folder = Path(tempfile.mkdtemp(prefix="youju-pg-", dir="/tmp"))
    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    if os.getuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, "postgres")
    data, port = folder / "data", free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(
        [*as_servant(), postgres_binary("initdb"), "-D", str(data), "-U", "youju", "-A", "scram-sha-256",
         f"--pwfile={secret}", "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True, **quiet,
    )  # fmt: skip
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    start = ["start", "-D", str(data), "-w", "-t", str(_PATIENCE), "-o", options]
    try:
        subprocess.run([*as_servant(), postgres_binary("pg_ctl"), *start], check=True, **quiet)
        yield Postgres(port)
    finally:
        stop = [*as_servant(), postgres_binary("pg_ctl"), "stop", "-D", str(data), "-m", "immediate", "-w"]
        subprocess.run(stop, check=False, **quiet)
        shutil.rmtree(folder, ignore_errors=True)


class Chroma:
    """A Chroma server, which can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._process = subprocess.Popen(
            [chroma_binary(), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder,
        )  # fmt: skip
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError("chroma run does not answer")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def chroma() -> Iterator[Chroma]:
    """Start a Chroma server."""
    folder = Path(tempfile.mkdtemp(prefix="youju-chroma-"))
    server = Chroma(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
