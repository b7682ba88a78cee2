"""From bytes to text: never silently wrong, and where it is not certain, a look at what would come out."""

from __future__ import annotations

from knowledge.errors import UnreadableFile

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_COMMON_SHARE = 0.5  # simplified prose has .95, traditional .67, Big5 read as GB18030 below .2
_FEW = 12  # characters below which a share says nothing: 岚笕镇 is two thirds rare
_SURE_SHARE = 0.9  # for a guess that is only shown, not taken
_SHOWN = 16  # characters of a preview
_LOOKED_AT = 4_000  # bytes that a guess is made from
_ADVICE = "请用记事本打开，另存为 UTF-8 编码的 txt 后再试"
_OTHERS = (("Big5 繁体码", "big5"), ("UTF-16 码", "utf-16-le"), ("UTF-16 码", "utf-16-be"))


def decode(name: str, data: bytes) -> str:
    """Return the text of bytes: by byte order mark, else strict UTF-8, else GB18030.

    Raises ``UnreadableFile`` for binary data and where the characters that come out are not Chinese prose; its
    sentence shows the first of them.
    """
    encoding = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), "")
    try:
        if encoding:
            return _printable(name, data, data.decode(encoding))
        text = data.decode("utf-8")
        return _printable(name, data, _not_by_accident(text, data))
    except UnicodeDecodeError as error:
        if encoding:
            seen = preview(data.decode(encoding, errors="replace"))
            raise UnreadableFile(f"“{name}”的文字编码损坏（读出来是“{seen}”），{_ADVICE}。") from error
    if _nearly_utf8(data):
        seen = preview(_around_first_fault(data))
        raise UnreadableFile(
            f"“{name}”像是被截断或损坏的 UTF-8 文件（坏的地方是“{seen}”），请从原文件重新复制或另存后再试。"
        )
    try:
        text = _printable(name, data, data.decode("gb18030"))
    except UnicodeDecodeError as error:
        raise UnreadableFile(_unknown(name, data)) from error
    if not _chinese(text):
        raise UnreadableFile(_unknown(name, data))
    return text


def decode_name(raw: bytes) -> str:
    """The name of a file in an archive that does not say its encoding: UTF-8 where it is that, else GB18030."""
    try:
        return _not_by_accident(raw.decode("utf-8"), raw)
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def preview(text: str) -> str:
    """The first characters of a text, fit to stand in a sentence."""
    plain = "".join(char if char.isprintable() else " " for char in text[: 4 * _SHOWN] if char not in "。“”")
    shown = " ".join(plain.split())
    return shown[:_SHOWN] + ("…" if len(shown) > _SHOWN else "")


def _unknown(name: str, data: bytes) -> str:
    """Say what the bytes would look like: in the encoding they are likely in, else as GB18030."""
    label, text = _likely(data) or ("国标码", data[:_LOOKED_AT].decode("gb18030", errors="replace"))
    what = "像乱码" if label == "国标码" else "不能确定"
    return f"认不出“{name}”的文字编码（按{label}读出来是“{preview(text)}”，{what}），{_ADVICE}。"


def _likely(data: bytes) -> tuple[str, str] | None:
    """The one other encoding that gives common Chinese characters throughout."""
    for label, encoding in _OTHERS:
        text = data[: _LOOKED_AT - _LOOKED_AT % 2].decode(encoding, errors="ignore")
        beyond = [char for char in text if ord(char) > 127]
        if len(beyond) >= 4 and sum(map(_common, beyond)) >= _SURE_SHARE * len(beyond):
            return label, text
    return None


def _common(char: str) -> bool:
    """Whether a character is everyday in simplified or in traditional Chinese."""
    try:
        return _everyday(char) or 0xA1 <= char.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False


def _printable(name: str, data: bytes, text: str) -> str:
    if any(char < " " and char not in "\t\n\r\f\v" for char in text.removesuffix("\x1a")):
        if likely := _likely(data):
            raise UnreadableFile(
                f"“{name}”像是没有标明编码的文本（按{likely[0]}读出来是“{preview(likely[1])}”），{_ADVICE}。"
            )
        raise UnreadableFile(f"“{name}”不是文本文件，请另存为 txt、md 或 docx。")
    return text


def _nearly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: a file cut off in a character, or with pieces of another."""
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    return sum(char > "\u07ff" for char in text) - wrong > 4 * wrong


def _around_first_fault(data: bytes) -> str:
    text = data.decode("utf-8", errors="replace")
    return text[max(text.index("\ufffd") - _SHOWN // 2, 0) :]


def _not_by_accident(text: str, data: bytes) -> str:
    """Return the GB18030 reading of a few words (联通) whose bytes happen to be UTF-8 as well."""
    if all(char <= "\u07ff" for char in text) and not text.isascii():
        try:
            other = data.decode("gb18030")
        except UnicodeDecodeError:
            return text
        return other if all(_everyday(char) for char in other if not char.isascii()) else text
    return text


def _chinese(text: str) -> bool:
    """Whether text read as GB18030 is prose: mostly everyday characters, or a few words of Han characters."""
    beyond = [char for char in text if ord(char) > 127 and not char.isspace()]
    everyday = sum(map(_everyday, beyond))
    if len(beyond) < _FEW:
        return all(_everyday(char) or "\u4e00" <= char <= "\u9fff" for char in beyond)
    return everyday >= _COMMON_SHARE * len(beyond)


def _everyday(char: str) -> bool:
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return char in "—–·…“”‘’﹪％"
    return lead in {0xA1, 0xA2, 0xA3} or 0xB0 <= lead <= 0xD7
