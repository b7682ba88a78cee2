"""Reports by the thousand, put together by program from our own samples: seeded, and no two alike.

Sentences are taken apart into clauses and put together anew within one kind and role; every figure and every name of a place,
unit or person is drawn afresh. The words are those of thirty-two samples, so a real collection has more of them; how long a
posting list or a graph becomes is what this is for, not how well anything is found.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from knowledge.kinds import kind_named
from knowledge.reports import Report, built_in_reports
from knowledge.splitting import sections

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}(?=镇|乡|县|村|社区|街道|公司|学校|小学|中学)")
_SYLLABLES = "云岭清河石桥东湾南浦柳溪梅江松柏杨林桂塘荷洲竹园枫坪榆关槐树银杏金沙玉泉龙潭凤台青山白鹤双井大营新集长岗平安永兴和丰福田瑞昌"
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧"
_HEADS = {
    "opening": "",
    "work": "主要工作",
    "results": "工作成效",
    "problems": "存在的问题",
    "next": "下一步打算",
    "closing": "",
}
_NUMERALS = "一二三四五六七八九十"
_ROLES = ("work", "work", "work", "problems", "next")
_FOREIGN = 0.15  # share of clauses taken from another kind


@cache
def _clauses() -> dict[tuple[str, str], tuple[tuple[str, ...], ...]]:
    """For each kind and role the clauses of its sentences: those that begin, those within, those that end one."""
    found: dict[tuple[str, str], tuple[list[str], list[str], list[str]]] = defaultdict(lambda: ([], [], []))
    for report in built_in_reports():
        for section in sections(report.text, report.title):
            for sentence in _SENTENCE.findall(report.text[section.start : section.end]):
                parts = sentence.strip()[:-1].split("，")
                first, inner, last = found[report.kind, section.role]
                first.append(parts[0])
                inner += parts[1:-1]
                last.append(parts[-1])
    return {key: tuple(map(tuple, lists)) for key, lists in found.items() if all(lists)}


def reports(count: int, seed: int = 20261122) -> Iterator[Report]:
    """Yield that many reports of five to eight sections, about a dozen passages each."""
    for number in range(count):
        yield _report(number, random.Random(f"{seed}-{number}"))


def _report(number: int, chance: random.Random) -> Report:
    kinds = sorted({kind for kind, _ in _clauses()})
    kind = chance.choice(kinds)
    year, unit = chance.randint(2008, 2025), f"{_place(chance)}{chance.choice('镇乡县')}"
    title = f"{unit}{year}年{kind_named(kind).name}"
    lines = [title, "", _paragraph(chance, kind, "work")]
    for n, role in enumerate(chance.choices(_ROLES, k=chance.randint(5, 8))):
        lines += [f"{_NUMERALS[n]}、{_place(chance)}{_HEADS[role]}"]
        lines += [_paragraph(chance, kind, role) for _ in range(chance.randint(1, 3))]
    text = "\n".join(lines)
    return Report(
        title=title, kind=kind, period=f"{year}年", level="", unit=unit, text=text,
        document=f"{number:06}-{title}.txt", origin="own",
    )  # fmt: skip


def _paragraph(chance: random.Random, kind: str, role: str) -> str:
    return "".join(_sentence(chance, kind, role) for _ in range(chance.randint(3, 7)))


def _sentence(chance: random.Random, kind: str, role: str) -> str:
    pools = [_pool(chance, kind, role) for _ in range(chance.randint(3, 5))]
    parts = [chance.choice(pools[0][0]), *(chance.choice(pool[1]) for pool in pools[1:-1]), chance.choice(pools[-1][2])]
    return _varied(chance, "，".join(parts)) + "。"


def _pool(chance: random.Random, kind: str, role: str) -> tuple[tuple[str, ...], ...]:
    pools = _clauses()
    if chance.random() < _FOREIGN or (kind, role) not in pools:
        return pools[chance.choice(sorted(pools))]
    return pools[kind, role]


def _varied(chance: random.Random, text: str) -> str:
    text = _NUMBER.sub(lambda m: _number(chance, m[0]), text)
    text = _PLACE.sub(lambda _: _place(chance), text)
    return text if chance.random() < 0.7 else f"{chance.choice(_SURNAMES)}{chance.choice(_SYLLABLES)}同志牵头，{text}"


def _number(chance: random.Random, old: str) -> str:
    if "." in old:
        return f"{chance.uniform(1, 99):.2f}"
    if len(old) == 4 and old.startswith(("19", "20")):
        return str(chance.randint(2008, 2025))
    return str(chance.randint(1, 10 ** len(old)))


def _place(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=2))
