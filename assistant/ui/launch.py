"""Starting the app: a free port on this machine, the options in code, the browser opened on it."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.ui.options import ADDRESS, OPTIONS

APP = Path(__file__).resolve().parents[2] / "app.py"
FIRST, LAST = 8501, 8600


def launch(port: int | None = None, open_browser: bool = True) -> None:
    """Serve the app until it is stopped; raises ``InputError`` when the port is taken."""
    if port is not None and not 1024 <= port <= 65535:
        raise InputError(f"端口{port}不能用，应在1024到65535之间，例如 youju app --port {FIRST}。")
    if port is not None and not _free(port):
        raise InputError(f"端口{port}已被占用，请换一个，或者不写端口，让程序自己选。")
    chosen = port or next((p for p in range(FIRST, LAST) if _free(p)), None)
    if chosen is None:
        raise InputError(f"{FIRST}到{LAST}的端口都被占用，请关掉一些程序再试。")
    options: dict[str, Any] = {**OPTIONS, "server.port": chosen, "server.headless": not open_browser or _no_screen()}
    print(f"有据已打开：http://{ADDRESS}:{chosen}　（关掉这个窗口或按 Ctrl+C 即退出）", flush=True)  # noqa: T201
    _serve(options)


def _serve(options: dict[str, Any]) -> None:
    from streamlit import config
    from streamlit.web import bootstrap

    bootstrap.load_config_options(flag_options=options)
    config.set_option("server.port", options["server.port"])
    bootstrap.run(str(APP), is_hello=False, args=[], flag_options=options)


def _no_screen() -> bool:
    """Whether there is no desktop to open a browser on."""
    import os

    return sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except (OSError, OverflowError):
            return False
    return True
