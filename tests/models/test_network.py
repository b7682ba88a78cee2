"""The way to an endpoint: proxies of the environment, and certificates, over real sockets on this machine."""

from __future__ import annotations

import select
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from assistant.errors import Unreachable
from assistant.models import network
from assistant.models.network import is_local, proxy_for, shown
from tests.fake_endpoint import FakeEndpoint, Reply
from tests.models.asking import ASK, KEY, TEXT, failure, model

FAR = "http://model.example/v1"  # reached, in these tests, through a proxy on this machine only


class Proxy:
    """Forwards plain requests and CONNECT tunnels to one port of this machine, whatever host they name."""

    def __init__(self, target: int, refuse: bytes = b"") -> None:
        self.asked: list[str] = []
        self._target, self._refuse = target, refuse
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._forward, args=(client,), daemon=True).start()

    def _forward(self, client: socket.socket) -> None:
        with suppress(OSError), client:
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(65536)
            self.asked.append(head.split(b"\r\n")[0].decode())
            if self._refuse:
                client.sendall(self._refuse)
                return
            with socket.create_connection(("127.0.0.1", self._target)) as server:
                if head.startswith(b"CONNECT"):
                    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                else:
                    server.sendall(head.replace(FAR.removesuffix("/v1").encode(), b"", 1))
                while ready := select.select([client, server], [], [], 5)[0]:
                    for one in ready:
                        data = one.recv(65536)
                        if not data:
                            return
                        (server if one is client else client).sendall(data)

    def close(self) -> None:
        self._listener.close()


@contextmanager
def proxied(endpoint: FakeEndpoint, refuse: bytes = b"") -> Iterator[Proxy]:
    proxy = Proxy(int(endpoint.url.rsplit(":", 1)[1].split("/")[0]), refuse)
    try:
        yield proxy
    finally:
        proxy.close()


def test_the_proxy_of_the_environment_is_used(endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    with proxied(endpoint) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://me:{KEY}@127.0.0.1:{proxy.port}")
        monkeypatch.setenv("http_proxy", f"http://me:{KEY}@127.0.0.1:{proxy.port}")
        assert model(endpoint, base_url=FAR, timeout=5.0).complete(ASK) == TEXT
    assert proxy.asked == [f"POST {FAR}/chat/completions HTTP/1.1"]


def test_this_machine_is_never_asked_through_a_proxy(endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    with proxied(endpoint) as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert model(endpoint).complete(ASK) == TEXT
        assert model(endpoint, base_url=endpoint.url.replace("127.0.0.1", "localhost")).complete(ASK) == TEXT
    assert proxy.asked == []


@pytest.mark.parametrize(
    ("refuse", "base"),
    [
        (b"", FAR),
        (b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", FAR),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", FAR.replace("http:", "https:")),
    ],
    ids=["nothing listens", "wants a password", "tunnel refused"],
)
def test_a_proxy_that_does_not_work_is_named_without_its_password(
    endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch, refuse: bytes, base: str
) -> None:
    with proxied(endpoint, refuse) as proxy:
        if not refuse:
            proxy.close()
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://me:{KEY}@127.0.0.1:{proxy.port}")
        sentence = failure(endpoint, Reply(), Unreachable, base_url=base, timeout=5.0)
    assert f"代理 http://127.0.0.1:{proxy.port} 用不了" in sentence
    assert "me:" not in sentence


def test_a_socks_proxy_is_told(endpoint: FakeEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:7890")
    assert "SOCKS 代理，这里用不了" in failure(endpoint, Reply(), Unreachable, base_url=FAR)


@pytest.mark.parametrize(
    ("address", "bypass", "proxy"),
    [
        ("http://a.cn/v1", "", "http://p:1"),
        ("https://a.cn/v1", "", "http://s:2"),
        ("https://a.cn/v1", "a.cn", ""),
        ("https://x.a.cn/v1", ".a.cn", ""),
        ("https://b.cn/v1", "a.cn", "http://s:2"),
        ("http://a.cn:8000/v1", "a.cn:8000", ""),
        ("https://a.cn/v1", "*", ""),
        ("http://127.0.0.2:8000/v1", "", ""),
        ("http://[::1]:8000/v1", "", ""),
        ("http://localhost:8000/v1", "", ""),
    ],
)
def test_which_proxy(monkeypatch: pytest.MonkeyPatch, address: str, bypass: str, proxy: str) -> None:
    monkeypatch.setenv("http_proxy", "p:1")
    monkeypatch.setenv("https_proxy", "http://s:2")
    monkeypatch.setenv("no_proxy", bypass)
    assert proxy_for(address) == proxy


def test_all_proxy_where_there_is_none_for_the_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "http://p:1")
    assert proxy_for("https://a.cn/v1") == "http://p:1"
    assert shown("http://me:secret@p:1/") == "http://p:1"


def test_what_is_local() -> None:
    assert all(map(is_local, ("127.0.0.1", "127.9.9.9", "::1", "localhost", "a.localhost")))
    assert not any(map(is_local, ("192.168.1.1", "a.cn", "localhost.cn", "")))


# certificates


CA = """
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
default_md = sha256
unique_subject = no
rand_serial = yes
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = {name}
"""
ENDS = {
    "good": ("IP:127.0.0.1", "20450101000000Z"),
    "other": ("DNS:other.example", "20450101000000Z"),
    "expired": ("IP:127.0.0.1", "20210101000000Z"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Certificates for 127.0.0.1, for another host, and one that has expired, with one key."""
    if shutil.which("openssl") is None:
        pytest.skip("没有 openssl 命令，造不出测试用的证书")
    folder = tmp_path_factory.mktemp("certificates")
    (folder / "index.txt").touch()

    def openssl(words: str) -> None:
        subprocess.run(["openssl", *words.split()], check=True, capture_output=True, cwd=folder)

    openssl("ecparam -name prime256v1 -genkey -noout -out key.pem")
    openssl("req -new -key key.pem -subj /CN=youju-test -out asked.pem")
    for name, (host, end) in ENDS.items():
        (folder / "ca.cnf").write_text(CA.format(name=host), encoding="ascii")
        openssl(
            f"ca -batch -selfsign -notext -config ca.cnf -keyfile key.pem -in asked.pem -out {name}.pem"
            f" -startdate 20200101000000Z -enddate {end}"
        )
    return {name: folder / f"{name}.pem" for name in (*ENDS, "key")}


@contextmanager
def secured(made: dict[str, Path], name: str) -> Iterator[FakeEndpoint]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made[name], made["key"])
    with FakeEndpoint(TEXT, tls=context) as endpoint:
        yield endpoint


def test_a_certificate_that_nobody_signed_is_refused(made: dict[str, Path]) -> None:
    with secured(made, "good") as endpoint:
        sentence = failure(endpoint, Reply(), Unreachable, timeout=5.0)
    assert "安全证书没有通过检查（签发者不受信任）" in sentence
    assert "SSL_CERT_FILE" in sentence


def test_a_certificate_of_the_house_is_trusted_when_named(
    made: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(made["good"]))
    with secured(made, "good") as endpoint:
        assert model(endpoint, timeout=5.0).complete(ASK) == TEXT


@pytest.mark.parametrize(("name", "said"), [("other", "不是发给这个地址的"), ("expired", "已过期")])
def test_what_is_wrong_with_a_certificate_is_told(
    made: dict[str, Path], monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(made[name]))
    with secured(made, name) as endpoint:
        assert said in failure(endpoint, Reply(), Unreachable, timeout=5.0)


def test_a_tunnel_through_a_proxy_is_checked_too(made: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The name in the certificate must be the endpoint's, not the proxy's."""
    monkeypatch.setenv("SSL_CERT_FILE", str(made["other"]))
    with secured(made, "other") as endpoint, proxied(endpoint) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        assert model(endpoint, base_url="https://other.example/v1", timeout=5.0).complete(ASK) == TEXT
        sentence = failure(endpoint, Reply(), Unreachable, base_url="https://third.example/v1", timeout=5.0)
    assert proxy.asked[0] == "CONNECT other.example:443 HTTP/1.1"
    assert "不是发给这个地址的" in sentence


def test_a_stop_closes_a_secured_connection_at_once(made: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from assistant.errors import Stopped

    monkeypatch.setenv("SSL_CERT_FILE", str(made["good"]))
    with secured(made, "good") as endpoint:
        endpoint.answer = Reply(TEXT, last_pause=30)
        answer = model(endpoint, timeout=20.0).stream(ASK)
        threading.Timer(0.3, answer.cancel).start()
        began = time.monotonic()
        with pytest.raises(Stopped):
            list(answer)
        assert time.monotonic() - began < 1.5
        assert "youju-model" not in [one.name for one in threading.enumerate()]


def test_trust_is_built_once() -> None:
    assert network.trust() is network.trust()
