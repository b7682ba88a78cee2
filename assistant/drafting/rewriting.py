"""From a clerk's shorthand to plain sentences: signs, units and wording, never a figure's value or what it counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.drafting.punctuation import mended
from assistant.figures.reading import figures

_FILLER = re.compile(r"(?:^|(?<=[\s，,。；]))(?:嗯+|呃+)(?:[那这]个)?[啊呢]?[\s，,、]*(?=\S)")  # sounds of speech
_APART = re.compile(
    r"(?<=[0-9]) (?=[台辆个人名户家件次处座艘条本份套间亩吨棵株头只张期场篇块](?:[ 　，。；、,;0-9]|$))"
)  # 9 台 2台超龄
_QUOTED = re.compile(r"(“[^“”\n]*”|《[^《》\n]*》|【[^【】\n]*】|「[^「」\n]*」)")
_OPAQUE = "".join(map(chr, range(0x9FB0, 0x9FFF)))  # rare characters inside the range that rules call Chinese
_NUMBER = r"(?<![0-9.])[0-9]{1,15}(?:,[0-9]{3}){0,5}(?:\.[0-9]{1,8})?(?![0-9.])"
_UNIT = r"(?:万元|亿元|万|人次|[\u4e00-\u9fff%％﹪])"
_ARROW = re.compile(
    rf"(?P<from>(?P<a>{_NUMBER})(?P<ua>{_UNIT}{{0,3}}))\s*(?:→|—+>|-+>|=>|＝>)\s*(?P<to>(?P<b>{_NUMBER})(?!\s*[年月日号届季])(?P<ub>%|％|﹪)?)"
)
_PLANNED = re.compile(r"(?:任务|计划|目标|指标)数?(?:新增|新建|完成)?[：:为是]?\s*$")
_TO_A_FIGURE = re.compile(r"(?<=[\u4e00-\u9fff])\s*(?:→|=>)\s*(?=[约近共]?[0-9]|[收支发][0-9])")  # 手术→274例
_WHEN = r"(?:(?:20[0-9]{2}年)?[0-9]{1,2}月(?:份|底|末|初|[0-9]{1,2}日)?|20[0-9]{2}年[底末初]?|[去上今本]年[底末初]?|年[底末初]|[上下]半年|[一二三四]季度末?|目前|现在)"
_DATED_ARROW = re.compile(
    rf"(?P<then>{_WHEN})\s*(?P<a>{_NUMBER})(?P<ua>{_UNIT}{{0,3}})\s*(?:→|—+>|-+>|=>|＝>)\s*(?P<now>{_WHEN})\s*(?P<to>(?P<b>{_NUMBER})(?P<ub>%|％|﹪)?)"
)
_PLUS = re.compile(
    rf"(?P<before>^|[\u4e00-\u9fff，；。：:\s（(])\+\s*(?P<number>{_NUMBER})(?P<unit>%|％|﹪|个百分点|[\u4e00-\u9fff]{{0,2}})"
)
_MINUS = re.compile(rf"(?P<before>(?:同比|比去年|比上年|较上年|较去年|环比))\s*[-－]\s*(?P<number>{_NUMBER})")
_FROM_TO = re.compile(
    rf"从(?P<a>{_NUMBER})(?P<ua>万元|[人户家个亩吨元辆台名座条对%％])(?:到|变成|变为|成了)(?P<b>{_NUMBER})(?P<ub>万元|[人户家个亩吨元辆台名座条对%％])(?!不等|之间|的|左右|以[上下])"
)
_UPDOWN = re.compile(rf"([↑↓])\s*(?={_NUMBER})")
_PART = rf"[^=+，。；\n]*?{_NUMBER}[^=+，。；\n]*"
_SUM = re.compile(
    rf"(?P<total>{_NUMBER}(?P<unit>[\u4e00-\u9fff]{{1,2}}))\s*[=＝]\s*(?P<parts>{_PART}(?:[+＋]{_PART})+)"
)
_SUMMAND = rf"{_NUMBER}(?:万|亿)?[\u4e00-\u9fff]{{0,2}}"
_SUM_FIRST = re.compile(rf"(?P<parts>{_SUMMAND}(?:\s*[+＋]\s*{_SUMMAND})+)\s*[=＝]\s*(?P<total>{_SUMMAND})")
_DIFFERENCE = re.compile(rf"(?P<first>{_SUMMAND})(?P<less>(?:\s*[-－−]\s*{_SUMMAND})+)\s*[=＝]\s*(?P<total>{_SUMMAND})")
_MONEY = re.compile(
    r"报销|毛利|净利|纳税|交税|坑位费|创效|金额|理赔|资金|投入|投资|收入|支出|经费|补助|补贴|补偿|销售|产值|利润|贷款|捐|募集|奖金|罚款|赔付|营业额|总额|节约|成本|税|拨付|下拨|花费|支付|救助金|慰问金|应收|货款|欠款|分红|卖[了出到]|少卖|多卖|花了|自筹|退回|临时救助"
    r"|返利|预算|租金|工资|[水电学房话运保会]费|[\u4e00-\u9fff]费(?=[0-9 ])|收益|[赔亏罚]"
    r"|(?:上级|[县市省镇乡]里?|财政|民政局?)给[了0-9]|集体出|县里配|应缴|价款|工程款|老?账|[0-9]元|花[0-9]|省了?约?[0-9]|造价|价(?=[0-9])|贷了|向[县市省区上][^，]{0,3}争取[0-9]"
    r"|[0-9一两二三四五六](?:台|套|辆|间|处|座|部|组|条)，?[0-9.]+万|被扣|扣[了减]?[0-9]|欠|收回"
)
_BARE_SCALE = re.compile(rf"({_NUMBER}[余多来几]?[万亿][多余]?)(?=[，。；、（）以左上未收报批没打是]|$)(?!元)")
_OF_MONEY = re.compile("(?:销售额|营业额|产值|利润|收入|支出|经费|投资)$")  # a label whose bare amounts are money
_SUM_ALONE = re.compile(rf"约?{_NUMBER}[余多来几]?[万亿][多余]?，")  # 路修好了，63万，上级给50万
_PAID = re.compile(
    r"(?:收|发放?|缴|交|拨|付|要回|追回|给|筹|争取|拿)了?约?(?=[0-9])"
)  # money where its sentence is of money


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = files("assistant.drafting").joinpath("rewrites.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((re.compile(pattern), replacement) for pattern, replacement in rows)


def rewritten(text: str, about: str = "") -> str:
    """The note as plain written Chinese, full-width, without a full stop at its end; quoted words stay as they are.

    ``about`` is the label or heading it stands under, which may say that its figures are money.
    """
    text = mended(_signs(_APART.sub("", _FILLER.sub("", text))))
    return mended(_with_money(_outside_quotes(text, _worded), about)).rstrip("。；，、：")


def _outside_quotes(text: str, change: Callable[[str], str]) -> str:
    """``change`` applied with every quotation standing for one opaque character, so that rules see across but not into it."""
    quotes = _QUOTED.findall(text)
    if len(quotes) > len(_OPAQUE) or any(char in text for char in _OPAQUE):
        return text
    left = iter(_OPAQUE)
    changed = change(_QUOTED.sub(lambda _: next(left), text))
    for char, quote in zip(_OPAQUE, quotes, strict=False):
        changed = changed.replace(char, quote)
    return changed


def _worded(text: str) -> str:
    for pattern, replacement in _rules():
        text = pattern.sub(replacement, text)
    return text


def _signs(text: str) -> str:
    """Arrows, plus signs and equations in words."""
    text = re.sub(r"[ 　]*[/／][ 　]+|[～~](?=去年|上年)", "，", text)
    text = _SUM_FIRST.sub(_total_first, text)
    text = _SUM.sub(_summed, text)
    text = _DIFFERENCE.sub(_difference, text)
    text = _DATED_ARROW.sub(_moved_since, text)
    text = _FROM_TO.sub(_from_to, text)
    text = _ARROW.sub(_moved, text)
    text = re.sub(r"(?<=[0-9%％])\s*([↑↓])(?!\s*[0-9])", lambda m: "（上升）" if m[1] == "↑" else "（下降）", text)
    text = re.sub(r"([\u4e00-\u9fff]{1,4}[奖名级位])\s*→\s*(?=[\u4e00-\u9fff])", r"由\1升为", text)
    text = _TO_A_FIGURE.sub("", text)
    text = re.sub(r"^([\u4e00-\u9fff]{1,4})\s*(?:→|=>)\s*(?=[\u4e00-\u9fff])", r"\1方面，", text)
    text = re.sub(
        r"(?<=[0-9\u4e00-\u9fff%％）)])\s*(?:→|=>)\s*(?=[\u4e00-\u9fff]|[0-9]+[天日]内?[\u4e00-\u9fff])", "，", text
    )
    text = _UPDOWN.sub(lambda m: "上升" if m[1] == "↑" else "下降", text)
    text = _MINUS.sub(lambda m: f"{m['before']}{'下降' if _rate_follows(m) else '减少'}{m['number']}", text)
    text = _PLUS.sub(lambda m: _grown(text, m), text)
    return re.sub(r"(?<=[\u4e00-\u9fff])\s*[=＝]\s*(?=[\u4e00-\u9fff“])", "即", text)


def _rate_follows(match: re.Match[str]) -> bool:
    return match.string[match.end() : match.end() + 1] in ("%", "％", "﹪")


def _total_first(match: re.Match[str]) -> str:
    """96.4+98.2=194.6 as 194.6（96.4、98.2）."""
    parts = [part.strip() for part in re.split("[+＋]", match["parts"])]
    return f"{match['total']}（{'、'.join(parts)}）"


def _difference(match: re.Match[str]) -> str:
    """486.0-267.0-4.7=214.3 as 214.3（486.0减去267.0、4.7）."""
    parts = [part.strip() for part in re.split("[-－−]", match["less"]) if part.strip()]
    return f"{match['total']}（{match['first']}减去{'、'.join(parts)}）"


def _summed(match: re.Match[str]) -> str:
    parts = []
    for part in re.split(r"[+＋]", match["parts"]):
        bare = part.strip()
        parts.append(bare + match["unit"] if bare[-1:].isdigit() else bare)
    return f"{match['total']}，其中{'、'.join(parts)}"


def _moved(match: re.Match[str]) -> str:
    if _PLANNED.search(match.string[: match.start()]):  # 任务5200→5486: no rise, but what came of the task
        return f"{match['a']}{_unit_of_base(match)}，实际达{match['to']}"
    if _size(match["a"]) == _size(match["b"]) and not match["ub"]:
        return f"保持在{match['to']}"
    return f"由{match['a']}{_unit_of_base(match)}{_turn(match)}{match['to']}"


def _from_to(match: re.Match[str]) -> str:
    """从31人到52人: 由31人增加到52人."""
    if match["ua"] != match["ub"] or _size(match["a"]) == _size(match["b"]):
        return match[0]
    turn = "下降" if _size(match["b"]) < _size(match["a"]) else "上升"
    if match["ua"] not in "%％":
        turn = "减少" if turn == "下降" else "增加"
    return f"由{match['a']}{match['ua']}{turn}到{match['b']}{match['ub']}"


def _moved_since(match: re.Match[str]) -> str:
    """1月底 4210 → 12月底 4386人: 由1月底的4210人增至12月底的4386人."""
    if _size(match["a"]) == _size(match["b"]):
        return f"{match['then']}{match['a']}{_unit_of_base(match)}，{match['now']}{match['to']}"
    return f"由{match['then']}的{match['a']}{_unit_of_base(match)}{_turn(match)}{match['now']}的{match['to']}"


def _turn(match: re.Match[str]) -> str:
    if _size(match["b"]) < _size(match["a"]):
        return "降至"
    return "升至" if match["ub"] else "增至"


def _unit_of_base(match: re.Match[str]) -> str:
    return match["ua"] or _following_unit(match) or match["ub"] or ""


def _size(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _following_unit(match: re.Match[str]) -> str:
    rest = match.string[match.end() :]
    said = next((m for m in figures(match["b"] + rest[:6]) if m.start == 0), None)
    return (
        said.unit
        if said and said.unit and (match["b"] + said.unit) == (match["b"] + rest)[: len(match["b"] + said.unit)]
        else ""
    )


def _grown(text: str, match: re.Match[str]) -> str:
    unit = match["unit"]
    if unit in ("%", "％", "﹪", "个百分点"):
        return f"{match['before']}增长{match['number']}{unit}"
    before = match["before"].rstrip()
    sibling = ""
    noun = re.search(r"[\u4e00-\u9fff]*$", before and text[: match.start() + 1].rstrip())
    named = re.sub(r"^(?:今年|本年|去年|上半年|下半年|又|再|新|其中)+", "", noun[0]) if noun else ""
    if not unit and named:
        sibling = "名" if named[-1] in "员生师工" else ""
    elif not unit:
        earlier = [m.unit for m in figures(text[: match.start()]) if m.unit and m.unit not in ("%", "个百分点")]
        later = [m.unit for m in figures(text[match.end() :]) if m.unit and m.unit not in ("%", "个百分点")]
        sibling = (earlier[-1:] or later[:1] or [""])[0]
    if (
        figures(text[: match.start() + 1].rstrip()[-12:])
        and text[: match.start() + 1].rstrip()[-1:] not in "，；。：（("
    ):
        known = [m for m in figures(text[: match.start() + 1]) if m.end == len(text[: match.start() + 1].rstrip())]
        if known and unit in ("", known[0].unit):
            return f"{match['before']}，增加{match['number']}{known[0].unit}"
    verb = "增加" if re.search(r"(?:比|较)[去上]年[^，。；]{0,4}$|同比$", text[: match.start() + 1]) else "新增"
    return f"{before}{verb}{match['number']}{sibling}{unit}"


def _with_money(text: str, about: str) -> str:
    """66万 → 66万元 where its clause speaks of money and nothing else can be meant."""
    done, money = "", bool(_OF_MONEY.search(about))
    whole = bool(_MONEY.search(about)) or not _counts_other(f"{about}{text}")
    clauses = re.split(r"(?<=[，。；])", text)
    for clause, after in zip(clauses, [*clauses[1:], ""], strict=True):
        alone = bool(_SUM_ALONE.fullmatch(clause) and _MONEY.search(after))
        money = bool(_MONEY.search(clause)) or alone or (money and not done.endswith("。"))
        paid = whole and bool(_PAID.search(clause)) and bool(_MONEY.search(f"{about}{text}"))
        money = money or paid
        done += _BARE_SCALE.sub(r"\1元", clause) if money and not _counts_other(clause) else clause
    return done


def _counts_other(clause: str) -> bool:
    return bool(re.search(r"人次|人数|亩|册|株|吨|受益|惠及|覆盖|播放|点击|阅读|产量|观众|份|粉丝|资料|折页", clause))


__all__ = ["rewritten"]
