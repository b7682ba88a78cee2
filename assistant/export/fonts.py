"""The fonts of an official document (GB/T 9704-2012, 5.2.2 and 7): named, never bundled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Font:
    """A font by the name that Word lists it under; ``fallback`` stands in on machines that do not have it."""

    name: str
    fallback: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fonts:
    """The font of each part of the document; ``Fonts()`` names those of the standard.

    The fallback goes into the file as ``w:altName``, which Word uses when the named font is not installed.
    It cannot make a font bold: where 小标宋 is missing, prefer ``Fonts.installed_everywhere()``.
    """

    title: Font = Font("方正小标宋简体", "宋体")
    body: Font = Font("仿宋_GB2312", "仿宋")
    heading: Font = Font("黑体", "SimHei")  # 一、
    subheading: Font = Font("楷体_GB2312", "楷体")  # （一）
    page_number: Font = Font("宋体", "SimSun")

    @classmethod
    def installed_everywhere(cls) -> Fonts:
        """Return fonts that come with every Chinese Windows; bold 宋体 stands in for 小标宋."""
        return cls(
            title=Font("宋体", "SimSun", bold=True),
            body=Font("仿宋", "FangSong"),
            subheading=Font("楷体", "KaiTi"),
        )

    def all(self) -> tuple[Font, ...]:
        """Each font once, in the order of use."""
        fonts = (self.title, self.body, self.heading, self.subheading, self.page_number)
        return tuple({font.name: font for font in fonts}.values())
