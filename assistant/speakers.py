"""Who speaks in pasted chats and recorded questions: names and times before what was said are no part of the report.

A line is cut only where the notes as a whole are a chat: names that speak again and again, names with the time of day, or
questions that another speaker answers.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

_NAME = r"[\u4e00-\u9fff]{1,8}"
_PERSON = re.compile(
    r"@?(?:[老小阿][\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}(?:姐|哥|叔|总|工|组长|村长|支书|网格员|老师|师傅|主任|书记|所长|站长|会计|医生|园长|校长|院长|经理)|[\u4e00-\u9fff]{2,5}(?:医生|师傅|老师)"
    r"|[\u4e00-\u9fff]{2,5}(?:老师|师傅|医生|指导员)?[老小][\u4e00-\u9fff]|站长[\u4e00-\u9fff]|园长|指导员|[\u4e00-\u9fff]{2,4}[孙王李赵陈刘马何周吴郑张杨]师?傅?)"
    r"(?:[（(][^（）()]{1,8}[）)])?"
)
_STAMP = r"(?:20)?[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[ 　]+(?:[上下]午)?[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?[ 　]+"
_STAMPED = re.compile(rf"[ 　]*{_STAMP}({_NAME})[ 　]*[：:]")  # 2024-12-10 10:05 小赵：
_SAID = re.compile(
    rf"[ 　]*(?:{_STAMP}|[0-9]{{1,2}}[.、．][ 　]?)?(?:[\[［][0-9]{{4}}[^\]］\n]{{6,20}}[\]］][ 　]*)?"
    rf"(?:[\u4e00-\u9fff]{{2,4}}(?:[ 　]+|-))?(@?{_NAME}(?:[（(][^（）()\n]{{1,8}}[）)])?)"
    r"(?:[ 　]+(?:(?:[上下]午)?[0-9]{1,2}[:：][0-9]{2}|[0-9]{1,2}月[0-9]{1,2}日))?[ 　]*[：:～~][ 　]*(?=\S)"
)
_CLOCK = r"(?:[上下]午)?[0-9]{1,2}[:：][0-9]{2}"
_TIMED = re.compile(  # 老陆 9:20, 行政-何佳 12-18 10:40
    rf"[ 　]*@?{_NAME}(?:-{_NAME})?[ 　]+(?:(?:20[0-9]{{2}}[-/年.])?[0-9]{{1,2}}[-/月.][0-9]{{1,2}}日?[ 　]+)?{_CLOCK}[ 　]*$"
)
_ALONE = re.compile(r"[ 　]*(?:[老小阿][\u4e00-\u9fff]|[\u4e00-\u9fff]姐)[ 　]*(?:[（(][^（）()\n]{1,8}[）)])?[ 　]*$")
_GROUP = re.compile(r"[ 　]*(?:[\u4e00-\u9fff]{2,4}组[ 　]+)?[老小][\u4e00-\u9fff][ 　]{1,3}(?=\S)")
_CALLED = re.compile(r"[ 　]*@[\u4e00-\u9fff]{1,4}(?:[（(][^（）()\n]{1,8}[）)])?[ 　：:，,]+(?=\S)")
_BOLD_TAG = re.compile(r"[ 　]*——+[ 　]*[\u4e00-\u9fff]{2,3}[ 　]*$")
_ADDING = re.compile(rf"[ 　]*{_NAME}补(?:充)?[：:][ 　]*(?=\S)")
_WORTH = re.compile(
    r"(?:我起头|再补(?:一下)?|更正|收到(?:，[0-9]+)?|好的?)[。，,]\s*|(?:发|做|搞|写|有)了?[，,](?=[0-9])|写。(?=[\u4e00-\u9fff])|那就(?=[0-9])"
    r"|(?:(?:对+(?=[，,！! 　]|谢)|嗯嗯)[，,！! 　]*|(?:好的?|收到)[，,！!🙏 　]+)(?:谢谢?[\u4e00-\u9fff]{1,3}[，,！! 　]+)?(?=[\u4e00-\u9fff]{3})"
)
_QUESTION = re.compile(r"[？?]\s*$|别漏了。?$|分分看。?$|说说。?$")
_TOPIC = re.compile(r"([\u4e00-\u9fff]{2,6})(?:呢|那块|这块)[？?]?$")
_WHETHER = re.compile(r"有没有([\u4e00-\u9fff]{2,6})[？?]?$")
_HOW_MUCH = (
    (re.compile(r"(?:涨|增|增加|增长|多)了多少[？?]?$"), "增加"),
    (re.compile(r"(?:卖|销售)了?多少[钱]?[？?]?$"), "销售额"),
)
_OF_TROUBLES = re.compile(r"难处|困难(?!救助|群众|职工|户|家庭|学生|老人|帮扶|补助)|问题(?!整改)|不足|头疼|发愁")
_OF_PLANS = re.compile(r"明年|来年|下一?步|打算|下半年")
_OF_PRIZES = re.compile(r"[得获]了?(?:什么|啥|哪些)?[奖荣]|荣誉")
_OF_HARM = re.compile(r"出过?(?:什么|啥)?事(?:故)?")
_MATTER = re.compile(  # 总量？ / 初次件办得怎样 / 困难救助发了没 / 大厅哪个月完的工
    r"([\u4e00-\u9fff]{2,6}?)(?:(?:办|做|搞)得怎么?样|怎么样|咋样|如何|(?:发|做|搞|写)(?:上|完)?了?没有?|(?:哪个月|什么时候|啥时候|几月).*)?[？?]?$"
)
_ASKING = re.compile("[吗呢没啥咋谁几吧了]|什么|怎|多少|哪|如何|的$")
_HOW_MANY = re.compile(r"(?:现在|目前|今年|一共|共)*有?多少([\u4e00-\u9fff]{1,6})[？?]")
_PROMPTS = re.compile("[^0-9，。]{1,8}呢[？?]?")  # @晓燕 报事呢
_ROOM = re.compile(r"[大中小托][一二三四五]?班")
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a chat: where what was said begins and ends; ``asked`` is the topic of the question it answers."""

    start: int
    end: int
    spoken: bool = True  # False: only a name, a time or a question
    asked: str = ""


@lru_cache(maxsize=32)
def turns_of(text: str) -> dict[int, Turn]:
    """The lines of a chat that do not say all they hold, by the place of their first character."""
    names = _speakers(text)
    found: dict[int, Turn] = {}
    at, asked, asker = 0, "", ""
    for raw in text.splitlines(keepends=True):
        line = raw.rstrip()
        begin = at + len(line) - len(line.lstrip(" 　"))
        said = _SAID.match(line)
        name = said[1] if said else ""
        who = name.lstrip("@")
        if names and (_TIMED.match(line) or (_ALONE.match(line) and line.strip())):
            found[begin] = Turn(begin, at + len(line), spoken=False)
        elif said and (who in names or (names and _PERSON.fullmatch(name))):
            rest = line[said.end() :]
            if "答" in names and who != "答" and (who == "问" or _QUESTION.search(rest)):
                asked, asker = _asked_of(rest), who
                found[begin] = Turn(begin, at + len(line), spoken=False)
            elif room := _ROOM.match(who):
                found[begin] = Turn(at + said.end(), at + len(line), asked=room[0])
            else:
                skipped = _WORTH.match(rest) or _CALLED.match(rest)
                start = said.end() + (skipped.end() if skipped else 0)
                told = bool(line[start:].strip()) and not _PROMPTS.fullmatch(line[start:].strip())
                found[begin] = Turn(at + start, at + len(line), told, asked if asker else "")
                asked = ""
        elif head := (
            _CALLED.match(line) or (_ADDING.match(line) if names else None) or (_GROUP.match(line) if names else None)
        ):
            found[begin] = Turn(at + head.end(), at + len(line))
        elif names and (head := _WORTH.match(line.lstrip())):
            found[begin] = Turn(begin + head.end(), at + len(line), bool(line.strip()[head.end() :]))
        if begin in found and (tag := _BOLD_TAG.search(line)):
            found[begin] = Turn(found[begin].start, at + tag.start(), found[begin].spoken)
        elif tag := _BOLD_TAG.search(line):
            found[begin] = Turn(begin, at + tag.start())
        at += len(raw)
    return found


def _asked_of(question: str) -> str:
    """What a question is about, as a label has it: 老人 of 院里现在多少老人, 困难, 明年打算; empty where it does not show."""
    for pattern, label in ((_OF_TROUBLES, "困难"), (_OF_PLANS, "明年打算"), (_OF_PRIZES, "荣誉"), (_OF_HARM, "安全")):
        if pattern.search(question):
            return label
    if said := next((label for pattern, label in _HOW_MUCH if pattern.search(question)), ""):
        return said
    match = (
        _WHETHER.search(question)
        or _TOPIC.search(question)
        or _HOW_MANY.search(question)
        or _MATTER.match(question.strip())
    )
    return match[1].removesuffix("那个") if match and not _ASKING.search(match[1]) else ""


def _speakers(text: str) -> frozenset[str]:
    """The names that speak in a chat; empty where the notes are none."""
    lines = [line.strip() for line in text.splitlines()]
    said = Counter(m[1].lstrip("@") for line in lines if (m := _SAID.match(line)))
    people = {name for name in said if _PERSON.fullmatch(name)}
    timed = sum(bool(_TIMED.match(line)) for line in lines)
    asks = sum(bool(_QUESTION.search(line)) for line in lines)
    called = sum(line.startswith("@") for line in lines)
    often = {name for name, count in said.items() if count >= FEWEST and len(name) <= 4}
    stamped = {m[1] for line in lines if (m := _STAMPED.match(line))}
    if len(stamped) > 1:
        return frozenset({"", *stamped, *people})
    if said["答"] >= FEWEST and max(asks, said["问"]) >= FEWEST:
        return frozenset({"答", *often})
    alone = sum(bool(_ALONE.match(line)) for line in lines)
    if len(people) + timed + called < 2 or sum(said[name] for name in people) + timed + called + alone < FEWEST:
        return frozenset()
    short = {
        name
        for name in said
        if len(name) == 1 and name in "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜马刘"
    }
    doubled = {name for name in said if len(name) == 2 and name[0] == name[1]}
    rooms = {name for name in said if _ROOM.match(name)}
    return frozenset({"", *people, *short, *often, *doubled, *rooms})
