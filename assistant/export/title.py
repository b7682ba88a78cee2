"""Break a title by sense: "词意完整、排列对称、长短适宜、间距恰当" (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from assistant.export.lines import width

LINE = 20.0  # characters of 22 pt in a line of 156 mm (442 pt / 22 pt)
_SHORTEST = 4.0  # a line below this is an orphan
_MOST_LINES = 4
_EXTRA_LINE = 6.0  # what a line more costs, against breaks that hurt
_NEVER = 1e6

_OPENING, _CLOSING = "（(《“‘〔[【", "）)》”’〕]】，、。：；！？—…·的和与及"
# Words that a break must not cut, and the tails that read as one.
_WORDS = re.compile(
    r"(?:工作|情况|年终|年度|个人|述职|思想)*(?:总结|报告|汇报|要点|计划|思路|方案|通知|意见|说明|小结|打算|安排)|"
    r"人民政府|委员会|办公室|办事处|街道|领导小组|指挥部|居委会|村委会|党委|党组|党支部|党总支|机关|有限公司|公司|"
    r"上半年|下半年|年度|年底|年终|年初|季度|工作|情况|建设|管理|服务|安全|生产|经济|社会|发展|农业|农村|教育|卫生|"
    r"环境|保护|改革|监督|执法|财政|税务|民政|统计|宣传|文化|旅游|应急|综合|治理|自然|资源|人力|保障|住房|城乡|"
    r"关于|贯彻|落实|推进|开展|完成|全面|第[〇零一二三四五六七八九十0-9]+[届次季]?|[0-9０-９.]+(?:年度?|[月日%％])?"
)
_PERIOD_END = re.compile(r"(?:年度?|半年|季度|月份?|日)$")
_UNIT_END = re.compile(
    r"(?:人民政府|委员会|办公室|办事处|街道|中心|公司|机关|大队|支队|党委|党组|支部|医院|学校|小学|中学|大学|学院|"
    r"[省市县区镇乡局厅部院所站社处科委办]|社区|[一-龥]村)$"
)
_NEW_START = re.compile(r"[0-9０-９〇]|二[〇零]|关于|上半年|下半年|年度|第|全年|工作|\S{0,2}情况|贯彻|开展|[“《]")
_UNIT_NEXT = re.compile(r"人民|委员|办公|办事|机关|党|街|中心|公司|大队|支队|[省市县区镇乡局厅部院所站社处科委办村]")


def title_breaks(title: str, line: float = LINE) -> tuple[int, ...]:
    """Return the places in the title where a new line begins; none when it fits in one.

    ``line`` is the room in characters. Breaks that the user typed (line feeds) are kept as they are. A title
    of more than four lines is left to Word.
    """
    typed = tuple(i + 1 for i, char in enumerate(title) if char == "\n")
    if typed or width(title) <= line:
        return typed
    fewest = int(-(-width(title) // line))
    ways = [way for count in (fewest, fewest + 1) if count <= _MOST_LINES and (way := _best(title, count, line))]
    return min(ways, default=(0.0, ()), key=lambda way: way[0] + _EXTRA_LINE * len(way[1]))[1]


def _best(title: str, count: int, line: float) -> tuple[float, tuple[int, ...]] | None:
    """Return cost and places of the best way to set the title in ``count`` lines, None if nothing fits."""
    costs = {at: cost for at in range(1, len(title)) if (cost := _cost(title, at)) < _NEVER}
    found: tuple[float, tuple[int, ...]] | None = None
    # Four lines of a title have three breaks; the 24 cheapest places are plenty to choose from then.
    places = sorted(costs) if count <= 3 else sorted(sorted(costs, key=lambda at: costs[at])[:24])
    for breaks in combinations(places, count - 1):
        widths = [width(title[a:b].strip()) for a, b in pairwise((0, *breaks, len(title)))]
        if max(widths) > line or min(widths) < _SHORTEST:
            continue
        total = sum(costs[at] for at in breaks) + 0.3 * (max(widths) - min(widths))
        if found is None or total < found[0]:
            found = (total, breaks)
    return found


def _cost(title: str, at: int) -> float:
    """Return how much a break before ``title[at]`` hurts: 0 between a unit or a year and what follows it."""
    before, after = title[:at], title[at:]
    if after[0] in _CLOSING or before[-1] in _OPENING or (before[-1] + after[0]).isascii():
        return _NEVER
    if any(word.start() < at < word.end() for word in _WORDS.finditer(title)):
        return 30.0
    inside = any(before.count(o) > before.count(c) for o, c in ("《》", "“”", "（）"))
    return _sense(before, after) + (15.0 if inside else 0.0)


def _sense(before: str, after: str) -> float:
    if _PERIOD_END.search(before):
        return 1.0
    if _UNIT_END.search(before) and not _UNIT_NEXT.match(after):
        return 0.0 if _NEW_START.match(after) else 2.0
    if before.endswith(("，", "、", " ", "\u3000", "的", "和", "与", "及", "暨")):
        return 3.0
    if before.endswith(("关于", "对", "为", "在")):
        return 15.0
    return 5.0 if _WORDS.match(after) else 9.0
