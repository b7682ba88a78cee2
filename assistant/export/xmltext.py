"""What an XML file can hold."""

from __future__ import annotations

import re

# XML 1.0, 2.2: tab, line feed, carriage return, and all from the space up but surrogates, U+FFFE, U+FFFF.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Drop what XML cannot hold, such as the control characters that come with scraped text."""
    return _ILLEGAL.sub("", text)
