"""Units: which there are, and which of them measure the same thing (design ``figures.md`` §1).

Legal units after GB 3100/3101-1993, the customary Chinese ones (亩 = 2000/3 ㎡, 里 = 500 m, 斤 = 500 g) beside them.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources

_MU = Decimal(2000) / Decimal(3)
_MEMBERS: dict[str, dict[str, Decimal | int | str]] = {
    "元": {"元": 1, "块": 1, "块钱": 1, "人民币": 1, "元人民币": 1, "角": "0.1", "毛": "0.1", "毛钱": "0.1"},
    "平方米": {
        "平方米": 1, "平方": 1, "平米": 1, "㎡": 1, "m²": 1, "m2": 1, "平": 1, "亩": _MU, "公顷": 10000, "hm²": 10000,
        "平方公里": 1000000, "平方千米": 1000000, "km²": 1000000, "km2": 1000000,
    },
    "米": {"米": 1, "m": 1, "公里": 1000, "千米": 1000, "km": 1000, "里": 500, "华里": 500, "厘米": "0.01",
           "cm": "0.01", "毫米": "0.001", "mm": "0.001", "延米": 1},
    "公斤": {"公斤": 1, "千克": 1, "kg": 1, "斤": "0.5", "市斤": "0.5", "吨": 1000, "t": 1000, "担": 50, "克": "0.001",
             "g": "0.001"},
    "立方米": {"立方米": 1, "立方": 1, "方": 1, "m³": 1, "m3": 1, "升": "0.001"},
    "人": {"人": 1, "名": 1, "位": 1, "个人": 1, "口人": 1},
    "小时": {"小时": 1, "个小时": 1, "钟头": 1, "h": 1},
    "分钟": {"分钟": 1, "min": 1},
    "次": {"次": 1, "回": 1, "趟": 1, "车次": 1, "台次": 1, "辆次": 1, "趟次": 1},
    "千瓦时": {"千瓦时": 1, "度": 1, "kWh": 1, "KWH": 1, "kwh": 1},
    "天": {"天": 1, "日": 1, "d": 1},
    "月": {"个月": 1, "月": 1},
    "年": {"年": 1, "周年": 1},
    "个百分点": {"个百分点": 1, "百分点": 1},
    "辆": {"辆": 1, "台车": 1, "辆车": 1},
    "%": {"%": 1, "﹪": 1, "％": 1, "成": 10, "‰": "0.1"},
}  # fmt: skip
MEASURES: dict[str, tuple[str, Decimal]] = {
    unit: (canonical, Decimal(factor)) for canonical, members in _MEMBERS.items() for unit, factor in members.items()
}
GENERIC = frozenset({"家", "户", "个"})  # one another's equal only where they count the same noun

COUNTERS = frozenset("件起宗例处台套辆张座条项位只头所间套块面部幅份本册棵株把口眼盏艘")  # 个 stands for them in talk


@cache
def classifiers() -> tuple[str, ...]:
    """Every unit and classifier that we know by name, the longest first (``data/classifiers.txt`` and the measures)."""
    text = resources.files(__package__).joinpath("data/classifiers.txt").read_text(encoding="utf-8")
    listed = {word for line in text.splitlines() if not line.startswith("#") for word in line.split()}
    return tuple(sorted(listed | set(MEASURES), key=lambda u: (-len(u), u)))


def in_measure(unit: str) -> bool:
    """Whether a unit measures, and does not count: metres and yuan come in parts, people and cases do not."""
    return unit in MEASURES and canonical(unit)[0] not in ("人", "次")


@lru_cache(maxsize=4096)
def canonical(unit: str) -> tuple[str, Decimal]:
    """The unit that ``unit`` is compared in, and the factor to it; an unlisted unit is its own."""
    if unit not in MEASURES and "/" in unit.strip("/"):
        unit = unit.partition("/")[0]  # 2.62元/斤 is 每斤2.62元
    return MEASURES.get(unit, (unit, Decimal(1)))


def comparable(one: str, other: str) -> bool:
    """Whether figures in these units may state the same figure."""
    first, second = canonical(one)[0], canonical(other)[0]
    if "/" in one and "/" in other and one.partition("/")[2] != other.partition("/")[2]:
        return False
    return first == second or {first, second} <= GENERIC


def converted(value: Decimal, unit: str, into: str) -> Decimal:
    """``value`` of ``unit`` expressed in ``into``; both must be comparable."""
    return value * canonical(unit)[1] / canonical(into)[1]
