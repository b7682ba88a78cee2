from __future__ import annotations

from assistant.checks.voice import one_voice
from assistant.findings import Finding, Severity

TEXT = "高度重视，狠抓落实，有效提升了满意度。检查46次。"


def finding(kind: str, words: str, severity: Severity = Severity.WARNING) -> Finding:
    start = TEXT.index(words)
    return Finding(kind, severity, start, start + len(words), words, kind)


def said(*findings: Finding) -> list[tuple[str, str]]:
    return [(f.kind, f.text) for f in one_voice(TEXT, findings)]


def test_a_claim_outranks_padding_which_keeps_the_clauses_left_to_it() -> None:
    whole, claim = finding("boilerplate", TEXT[:19]), finding("unsourced-claim", "有效提升了满意度")
    assert said(whole, claim) == [("boilerplate", "高度重视，狠抓落实"), ("unsourced-claim", "有效提升了满意度")]


def test_padding_gives_way_to_what_tells_more() -> None:
    three = [finding(kind, "狠抓落实") for kind in ("boilerplate", "repetition", "copied-passage")]
    assert said(*three) == [("copied-passage", "狠抓落实"), ("repetition", "狠抓落实")]


def test_a_copied_run_is_named_beside_a_claim() -> None:
    both = [finding("unsourced-claim", "狠抓落实"), finding("copied-passage", TEXT[:19])]
    assert {kind for kind, _ in said(*both)} == {"unsourced-claim", "copied-passage"}


def test_figures_speak_for_themselves() -> None:
    both = [finding("unsourced-figure", "46次", Severity.ERROR), finding("repetition", "检查46次")]
    assert {kind for kind, _ in said(*both)} == {"unsourced-figure", "repetition"}


def test_an_info_gives_way_to_a_warning() -> None:
    info, claim = finding("boilerplate", TEXT[:19], Severity.INFO), finding("unsourced-claim", "有效提升了满意度")
    assert ("unsourced-claim", "有效提升了满意度") in said(info, claim)
