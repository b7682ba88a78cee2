"""The finder of version 0.1.0, rules only, kept to compare with; taken from ``assistant/checks/samples.py`` as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

SUFFIX = (
    "镇|乡|村|社区|街道|县|市|区|总工会|工会|公司|厂|学校|小学|中学|幼儿园|合作社|局|办公室|协会|学会|医院|卫生院|中心|商会|林场|农场|水库|园区|小区|超市|银行|"
    "派出所|基金会|联合会|服务站|广播站"
)
NAME = re.compile(
    rf"(?:(?<=^)|(?<=[\n，。、；：“”《》（）\s和与及在到从由为对向赴请经把给是])|(?<=以及))(?P<stem>[\u4e00-\u9fff]{{2,6}}?)(?P<suffix>{SUFFIX})"
    r"(?=[，。、；：“”（）\s的和与及在为有被将\d举组召投]|$)"
)
COMMON = re.compile(
    r"[各全本我该某每两三四五六七八九十几多这那其他]|所有|基层|企业|职工|规模|非公|机关|单位|农村|行政|自然|中心|服务|文化|卫生|教育|村级|镇级|县级|市级|上级|有关|相关|"
    r"重点|示范|试点|贫困|困难|民办|公办|城乡|居民|社会|志愿|老年|医疗|健康|便民|综合|专业|先进|优秀|外地|省|新建|已建|成立|建立|完成|开展|负责|参加|组织|联合"
)
PERSON = re.compile(
    r"(?<=[，。、；：\s由为是请])(?P<name>[王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚]"
    r"[\u4e00-\u9fff]{1,2}?)(?=同志|书记|主席|镇长|乡长|县长|局长|主任|所长|站长|校长|老师|医生|经理|厂长|师傅|（)"
)
TITLE = re.compile(r"([\u4e00-\u9fff]{2,6}?(?:镇|乡|街道|县|市|区))")


def spans(text: str) -> Iterator[tuple[int, int]]:
    for match in NAME.finditer(text):
        if not COMMON.search(match["stem"]):
            yield match.span()
    for match in PERSON.finditer(text):
        yield match.span("name")


def title_spans(title: str) -> Iterator[tuple[int, int]]:
    if unit := TITLE.match(title):
        yield unit.span()
