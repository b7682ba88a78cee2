"""How a report is to sound: how the unit calls itself, tone, reader, and how much of it; the user's choice, all optional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.errors import InputError

TONES: Mapping[str, str] = MappingProxyType(
    {
        "平实": "语气平实，像老同志当面汇报，少用四字套语",
        "庄重": "语气庄重，用规范的公文句式，不用口语",
        "简练": "语气简练，一句话说一件事，能短就短",
    }
)
READERS: Mapping[str, str] = MappingProxyType(
    {
        "上级": "读者是上级机关，行话不用解释，先说结果",
        "本单位": "读者是本单位的同事，写清楚谁办的、怎么办的",
        "群众": "读者是群众和代表，行话换成大家听得懂的话，专有名称照写",
    }
)
LENGTHS: Mapping[str, float] = MappingProxyType({"短": 0.7, "适中": 1.0, "长": 1.2})
_LENGTH_WISHES = {
    "短": "篇幅要短：做法一笔带过，数字和没办成的事一样不少",
    "长": "篇幅可以展开：笔记里每件事的做法、数量、结果分开写全，但不添笔记没有的",
}
LONGEST_PERSON = 12


@dataclass(frozen=True, slots=True)
class Style:
    """The user's wishes; empty leaves it to the notes and the habits of the genre."""

    person: str = ""  # how the unit calls itself: 我局, 我镇, 我
    tone: str = ""
    reader: str = ""
    length: str = ""

    @classmethod
    def of(cls, person: str = "", tone: str = "", reader: str = "", length: str = "") -> Style:
        """A style of these words; raises ``InputError`` for one that there is not."""
        person = "".join(person.split())
        if len(person) > LONGEST_PERSON or not all("\u4e00" <= char <= "\u9fff" for char in person):
            raise InputError(f"自称“{person[:LONGEST_PERSON]}”不能用，请写成“我局”“我镇”“我”这样的几个汉字。")
        for name, value, known in (("语气", tone, TONES), ("读者", reader, READERS), ("篇幅", length, LENGTHS)):
            if value and value not in known:
                raise InputError(f"没有“{value}”这种{name}，可以选：{'、'.join(known)}。")
        return cls(person, tone, reader, length)

    @property
    def measure(self) -> float:
        """How much longer or shorter than usual."""
        return LENGTHS.get(self.length, 1.0)

    def wish(self) -> str:
        """The wishes as a writer is told them."""
        person = f"自称一律用“{self.person}”" if self.person else ""
        said = [person, TONES.get(self.tone, ""), READERS.get(self.reader, ""), _LENGTH_WISHES.get(self.length, "")]
        return "；".join(part for part in said if part) or "没有特别的要求"


AS_USUAL = Style()
