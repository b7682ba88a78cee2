"""What a chat model wraps around the prose it was asked for, taken off while it streams.

Markdown signs, code fences, lines such as 好的，以下是……, the section's own heading written once more, blank lines, characters
that nobody sees. A heading of another section ends the text: the model went on to write what it was not asked for. Slots pass through untouched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.drafting.inert import visible
from assistant.drafting.masking import MARKS

HELD = 28  # characters of a line that are looked at before any of it goes out
_LONGEST_ASIDE = 90
_LEAD = re.compile(r"^[\s　]*(?:(?:#{1,6}|>|[-*+•·])[ \t　]+|(?=\*\*))*")
_ASIDE = re.compile(r"好的|没问题|当然|[以如]下|下面|根据|修改|改写|压缩|调整|改正|正文|\**注|（注|【?说明|以上")
_PREAMBLE = re.compile(
    r"^(?:(?:好的|没问题)(?:[，,！!。].{0,60})?"
    r"|(?:当然|[以如]下[是为]|下面是|根据(?:您|你|以上|上述)).{0,60}[：:]"
    r"|(?:修改|改写|压缩|调整|改正)后.{0,16}(?:正文|文字|内容|版本|如下).{0,6}"
    r"|正文(?:如下)?[：:])$"
)
_TRAILER = re.compile(
    r"^(?:\**注\**[：:].*|（注[：:].*）|【?说明】?[：:].*|以上[是为].{0,40}(?:部分|正文|内容|要求).{0,20})$"
)
_DROPPED = re.compile(r"^(?:```.*|~~~.*|[-*_=—]{3,}|[|:\- ]{5,}|</?[\u4e00-\u9fffA-Za-z]{1,8}>)?$")
_HEADING_MARK = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)]?[、．.]?|[0-9]{1,2}[、．.])?\s*")
_NOISE = re.compile(r"\*\*|`+|~~|\\(?=[{}])|</?正文>")
_MASK = re.compile("|".join(re.escape(mark) for mark in MARKS))
_OPEN_END = re.compile(r"[*`~\\]+$|〔[^〕]{0,3}$|</?正?文?$")


class Tidied:
    """Tidies one answer piece by piece; whatever way it is cut up, the same text comes out.

    Lines come out with single line breaks between them and none at the ends.
    """

    def __init__(self, heading: str = "", title: str = "", others: Iterable[str] = ()) -> None:
        """Take the section's heading, the report's title, and the headings of the other sections."""
        self._own = {core for core in (_core(heading), _core(title)) if core}
        self._others = {core for core in map(_core, others) if len(core) > 1} - self._own
        self._line = ""  # of a line that has not begun to go out
        self._inside = False  # whether this line has begun to go out
        self._rest = ""  # held back because a sign may go on
        self._begun = False  # whether any line has gone out
        self._over = False

    def feed(self, delta: str) -> str:
        """Take in a piece of the answer and return what is certain by now, perhaps nothing."""
        out: list[str] = []
        for part in re.split(r"(\n)", visible(delta)):
            if self._over:
                break
            if part == "\n":
                out.append(self._end_line())
            elif part:
                out.append(self._text(part))
        return "".join(out)

    def close(self) -> str:
        """Return what is still held back."""
        return "" if self._over else self._end_line()

    def _text(self, part: str) -> str:
        if self._inside:
            return self._clean(part)
        self._line += part
        bare = _LEAD.sub("", self._line)
        aside = _ASIDE.match(bare) or _ASIDE.match(bare.lstrip("*"))
        if len(bare) < (_LONGEST_ASIDE if aside else HELD) or bare.startswith(("```", "~~~")):
            return ""
        return self._begin()

    def _begin(self) -> str:
        """Let the held line go on its way, without its marks; nothing where it repeats the heading."""
        text, self._line, self._inside = _LEAD.sub("", self._line), "", True
        if not self._begun:
            text = self._without_heading(text)
        lead = "\n" if self._begun else ""
        self._begun = True
        return lead + self._clean(text)

    def _without_heading(self, text: str) -> str:
        """The first line, without the section's heading at its head (一、职工维权。今年……)."""
        for own in self._own:
            match = re.match(rf"\**{_HEADING_MARK.pattern[1:]}{re.escape(own)}\**[：:。\s]+(?=\S)", text)
            if match:
                return text[match.end() :]
        return text

    def _end_line(self) -> str:
        if self._inside:
            self._inside = False
            return self._clean("", final=True).rstrip()
        line, bare = self._line, _LEAD.sub("", self._line).strip()
        self._line = ""
        core = _core(bare)
        aside = _TRAILER if self._begun else _PREAMBLE
        if _DROPPED.match(bare) or aside.match(bare.strip("*")) or (not self._begun and core in self._own):
            return ""
        if core in self._others and (mark := _HEADING_MARK.match(bare.lstrip("*# "))) and mark[0]:
            self._over = True
            return ""
        self._line = line.rstrip()
        text = self._begin() + self._clean("", final=True)
        self._inside = False
        return text

    def _clean(self, text: str, *, final: bool = False) -> str:
        text, self._rest = self._rest + text, ""
        if not final and (match := _OPEN_END.search(text)):
            text, self._rest = text[: match.start()], match[0]
        return _MASK.sub(_asked, _NOISE.sub("", text))


def _asked(mask: re.Match[str]) -> str:
    """What stands for a mask that the model copied from a sample."""
    return f"【待补充：{mask[0][1:-1]}】"


def _core(heading: str) -> str:
    """A heading's own words, without number and marks."""
    bare = heading.strip().strip("*#《》 　").rstrip("：:。")
    return _HEADING_MARK.sub("", bare).strip("*《》 　")
