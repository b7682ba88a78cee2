"""The scripted model: a real implementation of the port, without HTTP."""

from __future__ import annotations

import pytest

from assistant.errors import BrokenStream
from assistant.models.port import ChatModel, Message
from assistant.models.scripted import ScriptedModel

ASK = [Message("user", "写一段")]


def test_answers_come_in_order_and_in_pieces() -> None:
    model = ScriptedModel(["第一个回答", "二"])
    chat: ChatModel = model
    assert list(chat.stream(ASK)) == ["第一个回", "答"]
    assert chat.complete([*ASK, Message("assistant", "好")]) == "二"
    assert [len(request) for request in model.requests] == [1, 2]


def test_an_answer_can_be_worked_out_from_the_question() -> None:
    assert ScriptedModel(lambda messages: messages[-1].text * 2).complete(ASK) == "写一段写一段"


def test_an_error_is_raised_after_its_partial_text() -> None:
    pieces = ScriptedModel([BrokenStream("断了", partial="写到一半")]).stream(ASK)
    assert next(pieces) == "写到一半"
    with pytest.raises(BrokenStream, match="断了"):
        next(pieces)


def test_asking_too_often_is_a_mistake_of_the_script() -> None:
    model = ScriptedModel(["一"])
    model.complete(ASK)
    with pytest.raises(LookupError, match="只有1个回答"):
        model.complete(ASK)
