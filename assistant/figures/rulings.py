"""Rulings: the verdicts on one figure, with the sentence that the user reads."""

from __future__ import annotations

from assistant.figures.mentions import Mention
from assistant.figures.record import Noted
from assistant.figures.verdicts import JudgedFigure, Source, Status


def sourced(figure: Noted, noted: Noted) -> JudgedFigure:
    """The notes state the figure."""
    return JudgedFigure(figure.mention, Status.SOURCED, None, (noted.source(),))


def mismatched(
    figure: Noted, noted: Noted, said: str, right: Noted | None = None, *, suggest: str = ""
) -> JudgedFigure:
    """The notes state the number, but not this: ``said`` tells why; ``right`` is the figure of the notes that it should be."""
    sources = (noted.source(),) if right is None else (noted.source(), right.source())
    message = f"{said}，请核对“{figure.mention.text}”。"
    suggestion = right.mention.text if right else suggest
    return JudgedFigure(figure.mention, Status.MISMATCHED, None, sources, message, suggestion)


def exchanged(figure: Noted, stated: Noted, right: Noted) -> JudgedFigure:
    """The notes state the number of another thing, and of this thing another number."""
    said = f"笔记里“{stated.mention.text}”说的是“{stated.label}”，而“{right.label}”是{right.mention.text}"
    return mismatched(figure, stated, said, right)


def in_place_of(figure: Noted, formula: str, sources: tuple[Source, ...], right: Noted) -> JudgedFigure:
    """What arithmetic gives stands where another figure of the notes belongs."""
    said = f"笔记里“{right.label}”是{right.mention.text}，“{figure.mention.text}”是另算出来的（{formula.rstrip('＝')}），请核对。"
    return JudgedFigure(
        figure.mention, Status.MISMATCHED, None, (*sources[:1], right.source()), said, right.mention.text
    )


def elsewhere(figure: Noted, stated: Noted) -> JudgedFigure:
    """The notes state the number of another thing."""
    return mismatched(figure, stated, f"笔记里“{stated.mention.text}”说的是“{stated.label}”，与此处不是一回事")


def leaked(figure: Noted, leak: Source) -> JudgedFigure:
    """A sample states the figure, the notes do not."""
    said = f"笔记里没有“{figure.mention.text}”，它是范文《{leak.document}》里的数，请换成本单位的数字或删去。"
    return JudgedFigure(figure.mention, Status.LEAKED, None, (leak,), said)


def misreckoned(figure: Noted, formula: str, sources: tuple[Source, ...], right: str) -> JudgedFigure:
    """The arithmetic over the notes gives another result."""
    said = f"“{figure.mention.text}”与笔记算出来的不符：{formula}，请改正或说明口径。"
    return JudgedFigure(figure.mention, Status.UNSOURCED, None, sources, said, right)


def unsourced(mention: Mention, near: Noted | None = None) -> JudgedFigure:
    """Nothing states the figure; ``near`` is what the notes say of the same thing."""
    if near is None:
        said = f"笔记里没有“{mention.text}”，请补上出处或删去。"
        return JudgedFigure(mention, Status.UNSOURCED, None, (), said)
    said = f"笔记里没有“{mention.text}”，关于“{near.label}”笔记写的是{near.mention.text}，请核对。"
    return JudgedFigure(mention, Status.UNSOURCED, None, (near.source(),), said, near.mention.text)
