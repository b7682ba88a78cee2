"""The way to an endpoint: the proxy that the environment names, and the certificates that are trusted."""

from __future__ import annotations

import ipaddress
import os
import ssl
from functools import lru_cache
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

LOCAL_NAMES = frozenset({"localhost", "localhost.localdomain"})


def is_local(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() in LOCAL_NAMES or host.lower().endswith(".localhost")


def proxy_for(address: str) -> str:
    """Return the proxy of ``HTTP(S)_PROXY`` or ``ALL_PROXY`` for an address, minding ``NO_PROXY``; else empty.

    This machine is never asked through a proxy.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if is_local(host):
        return ""
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all") or ""
    if not proxy or proxy_bypass(host if parts.port is None else f"{host}:{parts.port}") or proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def shown(proxy: str) -> str:
    """Return a proxy's address without name and password."""
    parts = urlsplit(proxy)
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = ""
    return f"{parts.scheme}://{parts.hostname or '…'}{port}"


def trust() -> ssl.SSLContext:
    """Return what certificates are trusted: the system's, those of ``SSL_CERT_FILE``, and Mozilla's list."""
    return _trust(os.environ.get("SSL_CERT_FILE", ""), os.environ.get("SSL_CERT_DIR", ""))


def nobody() -> ssl.SSLContext:
    """Return a context that trusts nobody, for plain http: building ``trust`` takes 30 ms."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@lru_cache(maxsize=4)
def _trust(file: str, folder: str) -> ssl.SSLContext:
    del file, folder  # OpenSSL reads them itself; they are here to notice a change
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
