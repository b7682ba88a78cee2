"""The data files hold together: every entry compiles, has its reason, and no entry matches nothing at all."""

from __future__ import annotations

from assistant.claims.wording import decoration, furniture, groups, known_words, synonyms

CLASSES = {"act", "state", "cause", "compliance", "effect", "promise"}


def test_every_group_has_a_class_a_reason_and_words_that_need_something() -> None:
    assert {group.claim for group in groups()} == CLASSES
    for group in groups():
        assert group.reason
        assert group.words.search("") is None


def test_furniture_needs_something_to_match_but_emptiness() -> None:
    words = furniture()
    assert words.empty.match("")
    for pattern in (words.adjuncts, words.lead_ins, words.slogans, words.truths, words.next, words.problems):
        assert pattern.search("") is None


def test_synonyms_go_both_ways_and_never_to_the_word_itself() -> None:
    table = synonyms()
    assert all(word in table[other] for word, others in table.items() for other in others)
    assert all(word not in others for word, others in table.items())
    assert "调解" in table["化解"]


def test_longer_words_are_found_before_their_beginnings() -> None:
    found = known_words().search("无人员伤亡")
    assert found is not None
    assert found[0] == "无人员伤亡"


def test_decoration_says_nothing_of_what_was_done() -> None:
    assert {"认真", "积极", "扎实", "进一步"} <= decoration()
    assert not {"检查", "培训", "严格", "深入", "及时"} & decoration()
