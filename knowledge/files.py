"""Reading what a user gives: txt, md and docx as text, exactly as it stands, or one sentence why not."""

from __future__ import annotations

from pathlib import Path, PurePath

from knowledge.errors import FileTooLarge, UnreadableFile

LARGEST = 20 * 1024 * 1024  # bytes of one file
LONGEST = 1_000_000  # characters of one text; a long report has 20,000
_TEXT = frozenset({".txt", ".md", ".markdown"})
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_COMMON_SHARE = 0.5  # simplified prose has .95, traditional .67, Big5 read as GB18030 below .2
_FEW = 12  # characters below which a share says nothing: 岚笕镇 is two thirds rare
_ADVICE = "请用记事本打开，另存为 UTF-8 编码的 txt 后再试"


def read_file(path: Path) -> str:
    """Return the text of a txt, md or docx file.

    Raises ``UnreadableFile`` (missing, empty, damaged, another type) or ``FileTooLarge``.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST and path.is_file() else b""
    except OSError as error:
        raise UnreadableFile(f"打不开文件“{path.name}”（{_reason(error)}），请检查路径和权限。") from error
    if path.is_dir():
        raise UnreadableFile(f"“{path.name}”是一个文件夹，请给出其中的 txt、md 或 docx 文件。")
    if size > LARGEST:
        raise FileTooLarge(_too_large(path.name, size))
    return read_bytes(path.name, data)


def read_bytes(name: str, data: bytes) -> str:
    """Return the text of a file given as bytes; the type is told from ``name``.

    Nothing is normalised except that a byte order mark is dropped. Raises as ``read_file`` does.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in _TEXT and suffix != ".docx":
        raise UnreadableFile(_wrong_type(name, suffix))
    if len(data) > LARGEST:
        raise FileTooLarge(_too_large(name, len(data)))
    if not data:
        raise UnreadableFile(f"“{name}”是空文件，请换一个有内容的文件。")
    if suffix == ".docx":
        from knowledge.word import read_docx

        text = read_docx(name, data)
    else:
        text = decode(name, data)
    if not text.strip():
        raise UnreadableFile(f"“{name}”里没有文字，请换一个有内容的文件。")
    if len(text) > LONGEST:
        raise FileTooLarge(f"“{name}”有{len(text)}字，超过{LONGEST}字的上限，请拆成几个文件。")
    return text


def decode(name: str, data: bytes) -> str:
    """Return the text of bytes: by byte order mark, else strict UTF-8, else GB18030.

    Raises ``UnreadableFile`` for binary data and where the characters that come out are not Chinese prose.
    """
    encoding = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), "")
    try:
        if encoding:
            return _printable(name, data.decode(encoding))
        text = data.decode("utf-8")
        return _printable(name, _not_by_accident(text, data))
    except UnicodeDecodeError as error:
        if encoding:
            raise UnreadableFile(f"“{name}”的文字编码损坏，{_ADVICE}。") from error
    if _nearly_utf8(data):
        raise UnreadableFile(f"“{name}”像是被截断或损坏的 UTF-8 文件，请从原文件重新复制或另存后再试。")
    try:
        text = _printable(name, data.decode("gb18030"))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"认不出“{name}”的文字编码，{_ADVICE}。") from error
    if not _chinese(text):
        raise UnreadableFile(f"认不出“{name}”的文字编码（按国标码读出来是乱码），{_ADVICE}。")
    return text


def _printable(name: str, text: str) -> str:
    if any(char < " " and char not in "\t\n\r\f\v" for char in text.removesuffix("\x1a")):
        raise UnreadableFile(f"“{name}”不是文本文件，请另存为 txt、md 或 docx。")
    return text


def _nearly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: a file cut off in a character, or with pieces of another."""
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    return sum(char > "\u07ff" for char in text) - wrong > 4 * wrong


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


def _wrong_type(name: str, suffix: str) -> str:
    if suffix in {".doc", ".wps"}:
        return f"“{name}”是旧版文档，请用 Word 或 WPS 打开，另存为 docx 后再试。"
    what = f"不能读取 {suffix} 文件" if suffix else "没有扩展名，认不出类型"
    return f"“{name}”{what}：能读的是 txt、md 和 docx，请另存为 txt、md 或 docx 后再试。"


def _too_large(name: str, size: int) -> str:
    limit = LARGEST // 1024 // 1024
    return f"“{name}”有{size / 1024 / 1024:.1f}MB，超过{limit}MB的上限，请去掉图片或拆成几个文件。"


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件不存在"
    return "没有读取权限" if isinstance(error, PermissionError) else "系统读取出错"
