"""Title, unit and period of a report, as far as the notes tell them."""

from __future__ import annotations

import re

from assistant.notewords import SEASONS, bare_title, rules, unit_pattern
from knowledge.kinds import ReportKind

_SCHOOL_YEAR = re.compile(r"(20[0-9]{2})\s*[—–~-]+\s*(20[0-9]{2})\s*学年度?")
_SEASON = re.compile(rf"(20[0-9]{{2}})\s*[—–~-]+\s*(?:20)?([0-9]{{2}})\s*((?!学年)(?:{SEASONS}))")
_YEAR = r"(?P<year>20[0-9]{2})\s*(?:年度?|(?=工作|总结|情况|社区|全年|速记|记事|库存|运营|[上下]半年|[一二三四]季度|$|\s|[）)]))"
_BEFORE = re.compile(
    r"^\s*(?:关于)?(?:(?:20)?[0-9]{2}(?![0-9])\s*年?度?|今年|全年|年度|上半年|年终|我们)*(?:的)?"
)  # before the unit's name
_SELF = {
    "阀门": "公司", "物业": "公司", "公交": "公司", "粮库": "库", "纪委": "纪委", "分局": "局", "法庭": "庭", "中队": "中队", "大队": "大队",
    "初中": "校", "高中": "校",
    "总工会": "工会", "教育工会": "教育工会", "工会": "工会", "林学会": "学会", "学会": "学会", "协会": "协会", "义工联": "会",
    "义工会": "会", "基金会": "基金会", "有限公司": "公司", "人民武装部": "武装部", "人武部": "武装部", "医疗保障局": "局", "医保局": "局",
    "教育局": "局", "卫生院": "院", "医院": "院", "中心校": "校", "小学": "校", "中学": "校", "学校": "校", "幼儿园": "园",
    "办公室": "办", "爱卫办": "办", "科教文卫办": "办", "合管办": "办", "扶贫办": "办", "农办": "办", "综治办": "办", "服务中心": "中心",
    "公司": "公司", "中心": "中心", "社区": "社区", "街道": "街道", "合作社": "合作社", "武装部": "武装部", "宣传部": "部",
    "党支部": "支部", "供销社": "社", "车间": "车间", "妇联": "妇联", "残联": "残联", "文联": "文联", "工商联": "会", "团委": "团委", "党委": "党委",
    "信用社": "社", "合作社联合社": "社", "委员会": "委员会", "村委会": "村", "庄": "村", "屯": "村", "寨": "村", "居委会": "社区",
}  # fmt: skip
_PLACE = re.compile(r"(镇|乡|县|村|街道|社区|局|公司|厂|中学|小学|学校|中心校|幼儿园)(?=总?工会)")


_PLACE_LAST = re.compile(  # 2026年妇联工作 东河乡
    r"^((?:20[0-9]{2}年?)?)([^\s]*(?:妇联|残联|团委|工会|武装|民政|党建|工作|总结|情况))[ 　]+([\u4e00-\u9fff]{2,8}(?:乡|镇|村|街道|社区|县|局|公司|厂|学校|[小中]学))$"
)
_PLACE_SELF = {"中学": "校", "小学": "校", "学校": "校", "中心校": "校", "幼儿园": "园"}


def period_of(title: str, text: str) -> str:
    """2024年, 2025年上半年, 上半年, or empty: from the title, else from the one year that the notes call their own."""
    if school := _SCHOOL_YEAR.search(title):
        return f"{school[1]}—{school[2]}学年"
    if season := _SEASON.search(title):
        return f"{season[1]}—{season[1][:2]}{season[2]}{season[3]}"
    new = re.search(r"(?:括号|[\[（(〔【][\]）)〕】])[里内中]?头?的?是(20[0-9]{2})年", title)
    if new:
        return f"{new[1]}年"
    title = re.sub(r"(?<![0-9])([12][0-9])年(?=[度底终工总小合计全\s]|[0-9]{1,2}[-—–~至]|$)", r"20\1年", title)
    stated = re.findall("(?<![0-9])20[0-9]{2}(?![0-9])", title)
    year = re.search(_YEAR, title) or (re.search(f"(?P<year>{stated[0]})", title) if len(stated) == 1 else None)
    half = re.search(r"上半年|半年(?!级)", title)
    if year is None:
        years = {m["year"] for m in re.finditer(_YEAR + r"(?=度|上半年|全年|工作|以来)", text)}
        year_text = f"{years.pop()}年" if len(years) == 1 else ""
    else:
        year_text = f"{year['year']}年"
    return year_text + ("上半年" if half else "")


def unit_name(title: str) -> tuple[str, str]:
    """The unit as the title names it, and the last word of the name; both empty where it names none."""
    bare = _BEFORE.sub("", clean_title(title))
    match = unit_pattern().match(bare)
    if boxed := re.search(r"[（(]([^（）()]{2,24})[）)]", clean_title(title)):
        match = unit_pattern().fullmatch(boxed[1]) or match
    if match is None or match[0].endswith("农村"):
        return "", ""
    name = match[0]
    tails = [tail for tail in _SELF if name.endswith(tail)]
    return name, max(tails, key=len) if tails else name[-1]


def self_name(title: str) -> str:
    """How the unit calls itself: 我所, 我镇工会; empty where the title names none."""
    name, tail = unit_name(title)
    if not name:
        return ""
    own = _SELF.get(tail, tail)
    place = _PLACE.search(name)
    return f"我{_PLACE_SELF.get(place[1], place[1]) if place and own == '工会' else ''}{own}"


def clean_title(line: str) -> str:
    """A first line without what is about the notes: 素材, 随手记, brackets on who said it."""
    text = re.sub(r"^[#*《\s]+|[*》\s]+$", "", bare_title(line))
    text = _PLACE_LAST.sub(r"\1\3\2", text)
    text = re.sub(r"[（(][^（）()]*(?:口述|核|数字)[^（）()]*[）)]", "", text)
    for noise in rules()["title_noise"]:
        text = re.sub(noise, "", text)
    return re.sub(r"[\s　:：—_-]+", "", _SCHOOL_YEAR.sub("", text))


def title_of(first: str, period: str, kind: ReportKind) -> str:
    """The report's title, from the notes' first line, the period and the kind; no year or place is invented."""
    name, _ = unit_name(first)
    name = name if len(name) > 1 and not re.search(r"20[0-9]{2}|[我你]", name) else ""
    year = period or ("上半年" if kind.half else "年度")
    year = year if year != "上半年" or not kind.half else "上半年"
    rest = _BEFORE.sub("", re.sub(r"[（(].*?[）)]", "", clean_title(first)))
    rest = rest[len(name) :] if name and rest.startswith(name) else rest
    if re.search(r"[说凑写记干做事]|一下|大概|就是", rest):
        rest = ""
    matter = re.sub(
        rf"20[0-9]{{2}}(?:20)?[0-9]{{2}}(?:{SEASONS})|[上下]学期|学年|"
        r"(?:20)?[0-9]{2}\s*年?度?底?(?:[0-9]{1,2}[-—–~至]?[0-9]{1,2}月)?|今年|全年|年度|年终|年底|上半年|下半年|半年|个人|总结|小结|汇报|报告|情况|工作|的|及?下半年.*|和|关于",
        "",
        rest,
    )
    matter = re.sub(r"^[度度]|[（(][）)]|[^\u4e00-\u9fffA-Za-z（）()“”、]", "", matter)
    if kind.slug == "volunteer-finance" and "财务" not in matter:
        matter += "财务"
    if len(matter) > 14:
        matter = ""
    if not name and not matter:
        matter = rules()["matters"].get(kind.slug, "")
    core = f"{matter}情况总结" if matter.endswith(("财务", "收支", "经费")) else f"{matter}工作总结"
    return f"{name}{year}{core}"
