"""The classifier that a noun is counted with, for bare numbers of notes: 锅炉 213 is 锅炉213台; only where a noun leaves no choice."""

from __future__ import annotations

import re
from functools import cache

_COUNTED = {
    "台": "锅炉|电梯|空调|电脑|无人机|自助机|收割机|插秧机|水泵|抽水泵|生化仪|压力容器|打印机|摄像机|变压器",
    "辆": "汽车|客车|公交车|救护车|消防车|洒水车|巡逻车|电动车|自行车|三轮车|校车",
    "艘": "渔船|快艇|巡逻艇|渡船",
    "座": "水库|桥梁|公厕|厕所|泵站|加油站|变电站|水闸",
    "家": "企业|药店|养殖场|合作社|分馆|餐馆|饭店|民宿|门店|商户单位|培训机构|加工厂",
    "户": "农户|用户|困难户|低保户|脱贫户|贫困户|监测户|个体户|商户|退捕户|移民户",
    "件": "投诉|信访件|纠纷|诉求|工单|举报|提案|议案|专利|民事案件|刑事案件|行政案件|案件",
    "对": "结婚|离婚|复婚",
    "棵": "古树|死树|行道树|果树",
    "份": "标本|合同|协议|传单|问卷|折页|宣传单",
    "篇": "论文|稿件|新闻稿",
    "块": "警示牌|标识牌|展板|宣传牌",
    "本": "渔民证|房产证|不动产证|许可证",
    "头": "生猪|能繁母猪|母猪|肉牛|奶牛",
    "只": "山羊|肉羊|肉鸡|蛋鸡|鸭子|气瓶",
    "张": "床位|病床|课桌",
    "次": "演练|应急演练|消防演练|例会",
}


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, str]]:
    of = {noun: counter for counter, nouns in _COUNTED.items() for noun in nouns.split("|")}
    longest = sorted(of, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest)})$"), of


def counter(words: str) -> str:
    """The classifier of the noun that words end with; empty where several are usual or the noun is not known."""
    nouns, of = _nouns()
    found = nouns.search(words)
    return of[found[0]] if found else ""
