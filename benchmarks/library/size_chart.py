"""A line chart with logarithmic axes as SVG, without any library."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 560, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 100, 48, 48
_COLOURS = ("#1f6f54", "#b4662a", "#4a5a8a")
_FONT = 'font-family="Noto Sans CJK SC, Microsoft YaHei, sans-serif"'


@dataclass(frozen=True)
class Curve:
    """A name and its points."""

    name: str
    points: list[tuple[float, float]]


def chart(title: str, across: str, upward: str, curves: list[Curve]) -> str:
    """The chart as SVG text; all values are above zero."""
    xs = [x for curve in curves for x, _ in curve.points]
    ys = [y for curve in curves for _, y in curve.points]
    x_axis = (math.log10(min(xs)), math.log10(max(xs)))
    y_axis = (math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)) + 1e-9))

    def place(x: float, y: float) -> tuple[float, float]:
        wide, high = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
        right = (math.log10(x) - x_axis[0]) / ((x_axis[1] - x_axis[0]) or 1)
        up = (math.log10(y) - y_axis[0]) / ((y_axis[1] - y_axis[0]) or 1)
        return _LEFT + right * wide, HEIGHT - _BOTTOM - up * high

    parts = [_text(_LEFT, 26, title, 16, weight="bold"), _text(WIDTH - _RIGHT, HEIGHT - 10, across, 12, anchor="end")]
    parts.append(_text(_LEFT, _TOP - 6, upward, 12))
    for power in range(y_axis[0], y_axis[1] + 1):
        _, y = place(10 ** x_axis[0], 10**power)
        parts += [
            _line((_LEFT, y), (WIDTH - _RIGHT, y), "#ddd"),
            _text(_LEFT - 8, y + 4, _short(10**power), 11, anchor="end"),
        ]
    for x in sorted(set(xs)):
        across_at, _ = place(x, 10 ** y_axis[0])
        parts.append(_text(across_at, HEIGHT - _BOTTOM + 18, _short(x), 11, anchor="middle"))
    labels: list[float] = []
    for curve, colour in zip(curves, _COLOURS, strict=False):
        places = [place(x, y) for x, y in curve.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        for (x, y), (_, value) in zip(places, curve.points, strict=True):
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"><title>{value:,.1f}</title></circle>'
            )
        at = places[-1][1] + 4
        at = next((at + step for step in (0, 16, -16, 32) if all(abs(at + step - other) >= 15 for other in labels)), at)
        labels.append(at)
        parts.append(_text(places[-1][0] + 10, at, f"{curve.name} {_short(curve.points[-1][1])}", 12, colour=colour))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {_FONT} role="img">'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    return "\n".join([head, f"<title>{escape(title)}</title>", ground, *parts, "</svg>"]) + "\n"


def _short(value: float) -> str:
    if value >= 10_000:
        return f"{value / 10_000:g}万" if value % 10_000 == 0 else f"{value / 10_000:.1f}万"
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _line(start: tuple[float, float], end: tuple[float, float], colour: str) -> str:
    return f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" stroke="{colour}"/>'


def _text(
    x: float, y: float, words: str, size: int, *, anchor: str = "start", colour: str = "#222", weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}" font-weight="{weight}">'
        f"{escape(words)}</text>"
    )
