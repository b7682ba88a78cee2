"""Works and brands in quotation marks: 《杼坪之声》, “阳光驿站”; no laws, no slogans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.names.name import Grip, Kind, Name
from knowledge.names.words import Text, generic

_SHORT = 8  # characters that might stand together by chance: they count in quotation marks only
_WORK = re.compile(r"《(?P<inside>[^《》\n]{2,30})》")
# what everybody has in common: laws and papers of an office
_PAPER = re.compile(
    r"法|法典|条例|规定|办法|章程|意见|通知|方案|制度|细则|纲要|规划|决定|公约|准则|标准|规范|合同|协议|协议书|手册|明白纸|责任书|责任状|倡议书|公开信|一封信|报告|总结|情况|清单|台账"
    r"|汇编|要点|计划|暂行|试行|宪法|指南|指引|须知|目录|名录|公告|公报|批复|请示|函|决议|宣言|讲话|选集|文选|读本|教材|课本|答复|预案|指标|规则|承诺书|申请表|登记表|登记簿|记录本|问答|格式"
)
_ABOUT = re.compile(
    r"^(?:关于|中华|中国|全国|中共|国务院|习近平|毛泽东|邓小平|人民日报|求是|新闻联播|义勇军|国歌|国际歌|工人日报|农民日报)"
)
# a brand is called by what it is: before or after the marks
_BRAND = re.compile(
    r"[“\"](?P<inside>[\u4e00-\u9fff·]{2,10})[”\"](?P<after>志愿服务队|服务队|志愿队|宣讲队|驿站|工作室|栏目|节目|专栏|示范片|示范基地|品牌|公众号|小程序|平台|议事会|歌咏会|音乐会|艺术节|文化节|晚会|募款|募捐"
    r"|系列|书屋|书吧|讲堂|夜校|读书会|俱乐部|合唱团|艺术团|文艺队|超市|厨房|食堂|课堂|小屋|品种|牌|杯|号)"
)
_CALLED = re.compile(
    r"[“\"](?P<inside>[\u4e00-\u9fff·]{2,8}(?:驿站|工作室|之声|夜话|服务队|大讲堂|小院|小屋|书房|书吧|工程|调解室|议事厅|议事亭|品牌))[”\"]"
)
# brands that a whole country has
_COMMON = re.compile(
    r"职工之家|教工之家|妇女之家|儿童之家|青年之家|农家书屋|职工书屋|爱心超市|积分超市|安康杯|五一|金秋|送温暖|送清凉|阳光工程|雨露计划|希望工程|春蕾|民生工程|民心工程|实事工程|满意工程|形象工程|安居工程"
    r"|放心|绿色|文明|和谐|平安|美丽|十佳|先进|最美|三下乡|四点半|道德|新时代|党员|先锋|红色|廉政|互联网|云|户外劳动者|青蓝工程|名师|劳模|非遗|扫黑|反诈|全民|夕阳红"
)


def titles(text: str | Text) -> Iterator[Name]:
    """Works in 《》, and in “” what is called a brand by the words beside it."""
    whole = text if isinstance(text, str) else text.text
    for match in _WORK.finditer(whole):
        inside = match["inside"]
        if not (_PAPER.search(inside[-4:]) or _ABOUT.search(inside)):
            yield _named(match)
    for rule in (_BRAND, _CALLED):
        for match in rule.finditer(whole):
            if not _COMMON.search(match["inside"]) and match["inside"] not in generic():
                yield _named(match)


def _named(match: re.Match[str]) -> Name:
    inside = match["inside"]
    grip = Grip.QUOTED if len(inside) <= _SHORT else Grip.FREE
    return Name(inside, Kind.WORK, grip, inside, "", *match.span("inside"))
