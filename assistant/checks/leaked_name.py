"""An organisation, person or place that a sample has and the notes have not (``figures.md`` §3)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from assistant.checks.case import Case
from assistant.findings import Finding, Severity
from knowledge.names import Hit, Kind, alike, called, is_famous, is_generic

KIND = "leaked-name"
_CALLED = {Kind.PLACE: "地名", Kind.ORGANISATION: "单位名", Kind.PERSON: "人名", Kind.WORK: "名称"}
_BEFORE = r"(?:(?<![\u4e00-\u9fff])|(?<=[在到往从由和与及对给是赴去]))"
_LONGEST_SUFFIX = 4  # of a name that another can be put for


def check(case: Case) -> Iterator[Finding]:
    """One error for each place where a sample's name stands in the draft; the notes' own names are free in any form.

    What the user calls the report (its title or file name) counts as said by the user.
    """
    if case.samples is None or case.evidence is None:
        return
    own = f"{case.notes_text}\n{case.document}"
    for hit, source in case.samples.names.shown(case.text):
        if _is_noted(hit, case.text, own) or _is_excepted(hit, case.text):
            continue
        said = case.text[hit.start : hit.end]
        instead = _instead(said, hit, own)
        advice = f"请换成“{instead}”或删去" if instead else "请换成本单位的或删去"
        message = f"“{said}”是范文《{source.document}》里的{_CALLED[hit.name.kind]}，笔记里没有，{advice}。"
        yield Finding(KIND, Severity.ERROR, hit.start, hit.end, said, message, instead, (source,))


def _is_noted(hit: Hit, text: str, own: str) -> bool:
    """Whether the notes have the name or another form of it: 鸿达公司 for 鸿达纺织有限公司, but not 青石镇 for 青石村."""
    if text[hit.start : hit.end] in own:
        return True
    if hit.name.kind not in (Kind.PLACE, Kind.ORGANISATION):
        return False
    core = hit.name.core
    here = called(text, hit.start + len(core))
    return any(alike(here, called(own, match.end())) for match in re.finditer(re.escape(core), own))


def _is_excepted(hit: Hit, text: str) -> bool:
    """Whether the characters stand in other words there (``data/names.tsv``), or a city in the title of a paper."""
    for context in _exceptions().get(hit.name.text, ()):
        at = text.find(context, max(0, hit.start - len(context)), hit.end + len(context))
        if at >= 0 and at < hit.end and hit.start < at + len(context):
            return True
    opened = text.rfind("《", 0, hit.start)
    return opened >= 0 and is_famous(hit.name.core) and "》" not in text[opened : hit.start]


def _instead(said: str, hit: Hit, own: str) -> str:
    """The notes' only name of this sort (镇 for 镇), or nothing."""
    suffix = called(said, len(hit.name.core)) or hit.name.suffix
    if not suffix or len(suffix) > _LONGEST_SUFFIX or said != hit.name.core + suffix:
        return ""
    found = {m[0] for m in re.finditer(rf"{_BEFORE}([\u4e00-\u9fff]{{2,4}}){suffix}", own) if not is_generic(m[1])}
    return found.pop() if len(found) == 1 else ""


@cache
def _exceptions() -> Mapping[str, tuple[str, ...]]:
    """Names with the words in which they are none."""
    lines = (files("assistant.checks") / "data" / "names.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line and not line.startswith("#"):
            name, context, _ = line.split("\t")
            found[name].append(context)
    return {name: tuple(contexts) for name, contexts in found.items()}
