"""Chats: lines that begin with who said it and when; an answer that is a bare number tells of what was asked in the line before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.mentions import Kind
from assistant.figures.placing import Place

_SAID_BY = re.compile(
    r"^[ 　]*[\u4e00-\u9fffA-Za-z]{1,6}[ 　]*[（(]?(?:[0-9]{4}[-/年][0-9]{1,2}[-/月][0-9]{1,2}日?[ 　]*)?[0-9]{1,2}[：:][0-9]{2}(?:[：:][0-9]{2})?[）)]?[：:]?[ 　]*",
    re.MULTILINE,
)
_ASKS = re.compile(r"多少|几[\u4e00-\u9fff]{0,2}|呢|[?？]|什么|怎么样|有没有|出来没有?|是不是|吗")
_ANSWER = re.compile(
    r"^[ 　]*[\u4e00-\u9fff]{1,4}[：:][ 　]*(?P<question>[^\n0-9]{1,30})\n(?P<answer>)[ 　]*答[：:][ 　]*", re.MULTILINE
)
_YEAR = re.compile("[去上今本]年(?:同期)?")
FEWEST = 3  # lines of a chat
_CJK = re.compile("[\u4e00-\u9fff]")


def chatted(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """The figures of a chat without the speaker among their words, a bare answer with the words of the question."""
    heads = list(_SAID_BY.finditer(text))
    if len(heads) < FEWEST:
        return found
    lines = {head.start(): (head, heads[k - 1] if k else None) for k, head in enumerate(heads)}
    result: list[Place] = []
    for place in found:
        head, before = lines.get(place.line[0], (None, None))
        if head is None:
            result.append(place)
        elif place.mention.start >= head.end():  # the time itself is no figure of the notes
            result.append(_said(text, place, head, before))
    return result


def answered(text: str, found: Sequence[Place]) -> Sequence[Place]:
    """The figures of a record of questions (问：报废率？ 答：1.8，去年2.1), those that say nothing of their own with the question's words."""
    answers = {m.start("answer"): m for m in _ANSWER.finditer(text)}
    if len(answers) < FEWEST:
        return found
    return [_of_question(text, place, answers[place.line[0]]) if place.line[0] in answers else place for place in found]


def _of_question(text: str, place: Place, answer: re.Match[str]) -> Place:
    own = text[max(answer.end(), place.clause[0]) : place.mention.start]
    question = _ASKS.sub("", answer["question"]).strip(" 　，。")
    if place.mention.kind is Kind.DATE or not question or _CJK.search(_YEAR.sub("", own)) or any(map(str.isdigit, own)):
        return place
    return replace(place, before=f"{question}{own}", head="")


def _said(text: str, place: Place, head: re.Match[str], before: re.Match[str] | None) -> Place:
    """One figure of a line of the chat."""
    own = text[head.end() : place.mention.start]
    lead, words = _without(place.lead, head[0]), _without(place.before, head[0])
    first = not any(char.isdigit() for char in own)
    if first and place.mention.kind is not Kind.DATE and before is not None and len(_CJK.findall(own)) < 2:
        end = text.find("\n", before.end())
        asked = text[before.end() : end if end >= 0 else len(text)]
        if _ASKS.search(asked) and not any(char.isdigit() for char in asked):
            question = _ASKS.sub("", asked).strip(" 　，。")
            return replace(place, before=f"{question}{own}", lead=lead, head="")
    return replace(place, before=words if place.clause[0] >= head.end() else own, lead=lead)


def _without(words: str, head: str) -> str:
    """The words without the speaker and the time, of which a clause may hold but the end."""
    return words.replace(head.strip(), "")
