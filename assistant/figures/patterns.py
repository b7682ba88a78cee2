"""The regular expressions of reading, each with what it reads.

``reading.py`` walks the text once and tries them, in order, at the characters on which a mention can begin. Every one is
bounded or possessive and guards its left edge by a look-behind, so that no input takes more than linear time.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from assistant.figures.numerals import ARABIC, CHINESE
from assistant.figures.tries import pattern
from assistant.figures.units import classifiers

CN = f"[{CHINESE}]"
_TEN = "[一二三四五六七八九十]"
DASH = r"(?:[—–\-－~～―‐‑]{1,2}|至|到)"
_CUT = r"(?<![0-9０-９.．])"  # not inside a longer number

_CN_MONTH = "(?:十[一二]|[一二三四五六七八九十])"
_CN_DAY = "(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2}|(?:１９|２０)[０-９]{2})"
_MONTH = rf"(?:1[0-2]|0?[1-9]|１[０-２]|[１-９]|{_CN_MONTH})"
_DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]|[１-３]?[０-９]|{_CN_DAY})"
_PART = r"(?:上旬|中旬|下旬|上半月|下半月|月初|月底|初|底|末)"
_MONTH_DAY = rf"{_MONTH}月(?!季|饼|子|嫂)(?:份)?(?:{_DAY}(?:日|号)|{_PART})?"
_POINT = rf"(?:{_YEAR}年(?:度)?(?:{_MONTH_DAY}|第?[一二三四1-4]季度|{_PART})?|{_MONTH_DAY})"

# 2023年 · 2023年6月 · 8月4日至15日 · 6月上旬 · 10月底 · 1-10月 · 一季度 · 2023-2024学年 · 2024.5.8 · 15日 · 14:30
DATE = re.compile(
    rf"{_CUT}(?:"
    rf"{_YEAR}年?{DASH}{_YEAR}(?:学年|年度|年)"
    r"|(?:19|20)[0-9]{2}学年(?:度)?"
    rf"|(?:{_YEAR}年)?(?<!第){_MONTH}(?:月(?:份)?)?{DASH}{_MONTH}月(?:份)?(?!{_DAY}[日号])(?:{_PART})?"
    rf"|(?<!第)(?:{_YEAR}年)?{_MONTH}月{_DAY}{DASH}{_DAY}(?:日|号)"
    rf"|(?<!第){_POINT}(?:{DASH}(?:{_POINT}|{_DAY}(?:日|号)))?"
    r"|(?:前[两二三]|第?[一二三四1-4])季度"
    r"|(?:19|20)[0-9]{2}[./-](?:1[0-2]|0?[1-9])[./-](?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
    r"|20[0-9]{2}[./-](?:1[0-2]|0[1-9])(?![0-9.]|\s?[十百千万亿元块%﹪％‰亩吨公平方米斤克升人名户家个项件次倍])"
    rf"|(?:3[01]|[12][0-9]|[1-9]){DASH}(?:3[01]|[12][0-9]|[1-9])(?:日|号)(?![楼线])"
    r"|(?:3[01]|[12][0-9]|0?[1-9])日(?!子|均|产|处理|常|供|报|期)"
    r"|(?:1[0-2]|0?[1-9])[/-](?:3[01]|[12][0-9]|0?[1-9]) {1,2}(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9])"
    r"|(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?::[0-5][0-9])?(?![0-9])"
    r")"
)

# xx人 · ×× · ____年 · 20xx年 · 2xx3年 · 71.20xx · 十x五 · 某某 · 【待补充……】
_MASK = r"(?:[xX×Ｘｘ✕]{2,}+|_{2,}+|＿{2,}+|○{2,}+|\*{2,}+|＊{2,}+)"
PLACEHOLDER = re.compile(
    r"【待(?:补充|核实|填)[^】\n]{0,200}】?"
    rf"|(?<![A-Za-z])(?:[0-9]{{1,12}}(?:[.．、][0-9]{{1,6}})?)?{_MASK}(?![A-Za-wyzA-WYZ])[0-9]{{0,4}}"
    r"|(?<![0-9A-Za-z])[12][0-9]?[xX×_＿*＊]{1,2}[0-9]{1,2}(?=年)"
    r"|(?<![A-Za-z0-9])[xX×Ｘ](?=[月日年人县镇乡村市局省区])"
    r"|十[xX×*＊][一二三四五六七八九]|某某"
)
BOLD = re.compile(r"\*\*[^*\n]{1,400}\*\*")

_CODE = "会国中省市县区镇乡州政党委府办发字函令通组宣教育财农林业人社土资税卫健民工总团妇文旅体医保水利环应急规建"
REFERENCE = re.compile(
    rf"[{_CODE}]{{0,10}}[〔［\[（(【](?:19|20)[0-9]{{2}}[〕］\]）)】]\s?第?[0-9]{{1,5}}号"
    r"|(?<![A-Za-z])(?:ISO|iso|GB|DB|HJ|NY|LY|CJJ?|JGJ|SL|TD|WS|YY|CH|DL|JT|SC)(?:/[TZ])?[ \-]?[0-9]{2,6}"
    r"(?:[.:\-—][0-9]{1,5}){0,3}(?![0-9])"
    r"|(?<![0-9])第?[0-9]{1,4}号(?:令|文(?!化|明)|公告|通知)"
)
REFERENCE_MARK = re.compile(r"[〔［\[（(【](?=(?:19|20)[0-9]{2}[〕］\]）)】])")
REFERENCE_CODE = re.compile(rf"[{_CODE}]{{1,10}}$")

# 十九大 · 十八届五中全会 · 十三五 · 12345热线 · 12.4法制宣传日 · 3+1模式 · 5G · PM2.5 · 三中队 · 三年行动 · 七年级
RULED_NAME = re.compile(
    r"[一二]?十[一二三四五六七八九]?(?:大(?!队|桥|型|类|项|件|行动|工程|重点|任务|量|多|约|学|件)|届[一二三四五六七]中全会)"
    rf"|十[一二三四五]五(?!{CN}|[人名户家个年月日万%])"
    r"|(?<![0-9])[0-9]{3,6}(?:(?:便民|政务|市民|消费者)?(?:服务)?(?:热线|平台)|(?=报警|急救|指挥中心|举报电话|电话))"
    r"|(?<![0-9])[0-9]{1,2}[.·．][0-9]{1,2}"
    r"(?=[^\d万亿元%人亩吨公，。；]{0,8}?(?:宣传日|宣传周|纪念日|植树节|护士节|消防日|禁毒日|宪法日|地球日|事故|事件|案件|维权))"
    r"|(?<![0-9+])[0-9N]{1,2}(?:\+[0-9NXn]{1,2}){1,4}"
    r"(?:模式|工作法|机制|行动|工程|制度|体系|方案|服务|党建|帮扶|(?=[”\"’』」]?的?(?:模式|工作法|机制|行动|工程|制度|体系)))"
    r"|(?<![A-Za-z0-9])[A-Za-z]{1,8}[\-]?[0-9]{1,4}(?:\.[0-9]{1,2})?(?![0-9A-Za-z])"
    r"|(?<![0-9.])[2345][GgDdSsKA](?![A-Za-z0-9])"
    r"|(?<![0-9])985(?=工程|高校|、211)|(?<![0-9])211(?=工程|高校)"
    r"|(?<![0-9])1[3-9][0-9]{9}(?![0-9])|(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}(?![0-9])"
    rf"|{_TEN}{{1,3}}(?:中队|大队|小学|中学|初中|高中|幼儿园|分公司|分厂|车间|号楼|年级)(?!数)"
    r"|[三五十]年(?:行动|规划|计划|攻坚|提升行动)"
    r"|(?<![0-9.])[0-9]{1,4}号(?:楼|门|机|线|桥|院|路|井|泵|变|仓|棚|地块)"
)
QUOTED = re.compile(r"[“\"‘「『]([^”\"’」』“「『\n]{1,24})[”\"’」』]")
QUOTED_FIGURE = re.compile(r"[0-9]{4}年|[0-9](?:[万亿千百余多]{0,2})(?:元|家|人|名|户|亩|个|次|项|吨|公里|%|平方)")

_SP = r"[ \t　]{0,8}"
LINE_MARK = re.compile(
    rf"{_SP}(?:[#>*\-]{{1,6}}[ \t])?{_SP}([（(](?:{_TEN}{{1,3}}|[0-9]{{1,2}})[）)]|{_TEN}{{1,3}}[、．.]"
    r"|[0-9０-９]{1,2}(?:[、．](?![0-9])|\.(?![0-9])|[）)])|第[一二三四五六七八九十0-9]{1,3}(?:部分|章|节|[、，,：:])|[①-⑳])"
)
ITEM = re.compile(
    rf"(?<![一二三四五六七八九十百千万第之其]){_TEN}{{1,2}}(?:是(?!否|非)|要(?!求|素|点|紧))"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|[①-⑳]"
    r"|其[一二三四五六](?=[，,、是：:])"
    r"|(?<=[。；;：:])(?:[一二三四五六七八九十]{1,2}、|[0-9]{1,2}(?:、|[.．](?![0-9])|[）)])|[（(][0-9]{1,2}[）)])(?=[^0-9])"
    r"|(?<=[ 　\t])[0-9]{1,2}(?:、|[.．](?![0-9]))(?=[\u4e00-\u9fff])"
    rf"|(?<=[。；;：:\n])第{_TEN}[、，,：:]"
)
_OWN = (
    "(?:个方面|方面|个部分|部分|个问题|项工作|项措施|项重点|个重点|个环节|个结合|项任务|个|点|项|条|类|大类|件|种|步)"
)
OWN_COUNT = re.compile(
    rf"(?:(?<=以上)|(?<=以下)|(?<=如下)|(?<=下列)|(?<=上述)|(?<=这)|(?<=分为)|(?<=分)|(?<=从))(?:{_TEN}{{1,2}}|[0-9]{{1,2}})大?{_OWN}"
    rf"|(?<![第0-9.一二三四五六七八九十百])[两三四五六七八九](?:项|者|个方面)(?=合计|共|共计|相加|之和|加起来)"
    rf"|(?<![第0-9.一二三四五六七八九十百])(?:{_TEN}{{1,2}}|[0-9]{{1,2}})大?{_OWN}"
    rf"(?=[^，。；;：:\n0-9]{{0,12}}[：:][ \n“]{{0,3}}(?:{_TEN}(?:是|、)|1[、.．]|[（(][一1]|①|第一|[^，。\n]{{2,12}}[、；]))"
)

PERCENT_CN = re.compile(rf"百分之({ARABIC}|{CN}{{1,8}}+(?:点{CN}{{1,6}}+)?)")
FRACTION = re.compile(rf"(?<![百千])({CN}{{1,4}}|[0-9]{{1,3}})分之({CN}{{1,4}}|[0-9]{{1,3}})")
DOUBLING = re.compile(r"翻了?([一两二三四])番")
ORDINAL = re.compile(
    rf"第(?P<n>[0-9]{{1,4}}|{CN}{{1,6}}+)(?P<u>名|届|位|次|批|期|轮|个|类|季|站|场|代|套|梯队|方阵)?"
    r"|前(?P<top>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?P<tu>名|位|强)"
    r"|(?<=[列居名])(?P<bare>[0-9]{1,3})(?P<bu>位|名)(?=[，。；、,;）)\n]|$)"
)

_PAIRS = "|".join(f"{a}{b}" for a, b in zip("一两三四五六七八", "二三四五六七八九", strict=True)) + "|一两|三五|二三"
_TAIL = r"(?:[十百千万]?[万亿]|百(?!货|姓|强|科|年)|千(?!克|米|瓦|伏|卡|帕|秋|粒))"
SCALED = rf"{ARABIC}(?:{_TAIL}(?:{ARABIC}{_TAIL})?)?"
CHINESE_NUMBER = rf"{CN}{{1,16}}+(?:点[{CHINESE[:13]}]{{1,6}}+[百千]?[万亿]{{0,2}})?"
NUMBER = re.compile(
    rf"(?P<arabic>(?<![0-9０-９.．A-Za-z]){SCALED})"
    r"|(?P<order>(?:[上数几]|好几|成)(?:[十百千]?[万亿]|[十百千])(?!姓|方)|(?<=[近超逾过破])[百千万亿](?!年|姓|方))"
    rf"|(?P<bare>(?<!{CN})[十百千万](?=[余多几]))"
    rf"|(?P<pair>(?<!{CN})十?(?:{_PAIRS})[十百千万]?(?!{CN}))"
    rf"|(?P<chinese>(?<!{CN}){CHINESE_NUMBER})"
)
RANGE = re.compile(rf"[ ]?{DASH}[ ]?(?P<high>{SCALED}|{CHINESE_NUMBER})")
BEFORE = re.compile(
    r"(?:约为|大约|大概|(?<![签预节违履集条合失赴解制契])约|将近|接近|(?<![最附邻就临靠相远亲])近|不到|不足|未满|不少于|不低于|至少|不下于"
    r"|超过|超出|突破|(?<!赶)超|逾|多于|高于|大于|(?<=[已早均])过)[ ]?$"
)
AFTER = re.compile(r"(?:及|或)?以上|以内|之内|以下|左右|上下")
SIGN = re.compile(r"[为长降幅率是\s：:（(][-−－]$")


def _words(name: str) -> list[str]:
    text = resources.files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]


@cache
def terms() -> re.Pattern[str]:
    """The fixed terms of ``data/terms.txt`` as one expression."""
    return re.compile(rf"(?<![0-9.]){pattern(_words('terms.txt'))}")


@cache
def term_heads() -> tuple[str, ...]:
    """The first characters of the fixed terms whose number stands further in (举一反三)."""
    numeric = re.compile(f"[0-9{CHINESE}]")
    heads = {word[0] for word in _words("terms.txt") if not numeric.match(word) and numeric.search(word)}
    return tuple(sorted(heads))


@cache
def unit() -> re.Pattern[str]:
    """Any unit or classifier known by name, the longest that stands there."""
    return re.compile(pattern(classifiers()))
