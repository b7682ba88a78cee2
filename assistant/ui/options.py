"""The server's options, which no file need give: on this machine only, silent towards the outside, no tracebacks."""

from __future__ import annotations

from types import MappingProxyType

SANS = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
ADDRESS = "127.0.0.1"
OPTIONS = MappingProxyType(
    {
        "server.address": ADDRESS,
        "server.allowedHosts": [ADDRESS, "localhost"],
        "server.fileWatcherType": "none",
        "server.maxUploadSize": 20,
        "server.showEmailPrompt": False,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "minimal",
        "logger.level": "error",
        "logger.hideWelcomeMessage": True,
        "runner.magicEnabled": False,
        "theme.base": "light",
        "theme.primaryColor": "#1f5c57",
        "theme.backgroundColor": "#f6f5f1",
        "theme.secondaryBackgroundColor": "#eceae3",
        "theme.textColor": "#262a2b",
        "theme.borderColor": "#d9d6cc",
        "theme.baseRadius": "6px",
        "theme.font": SANS,
        "theme.headingFont": SANS,
    }
)
