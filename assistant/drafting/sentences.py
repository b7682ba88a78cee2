"""From blocks of notes to the sentences of one section: entries with their label, each a run of plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.draft import Role
from assistant.drafting import Assignment
from assistant.drafting.completing import completions
from assistant.drafting.items import bare, numbered, parts, unwrapped
from assistant.drafting.joining import joined
from assistant.drafting.rewriting import rewritten
from assistant.drafting.tables import caption_of, table_text
from assistant.facts import Fact, facts_of
from assistant.figures.mentions import Kind
from assistant.figures.reading import read
from assistant.grouping import is_rest
from assistant.noteforms import Block, Form, blocks_of
from assistant.notes import NoteLine
from assistant.notewords import DAY_ALONE, MONTH_ALONE, lacks_subject

_TIME = re.compile(
    r"^[\s#*【（(一二三四五六七八九十、．.）)]*(明年|来年|下季|下学[年期]|下一学[年期]|下一?步|下半年|下一年|下一阶段|20[0-9]{2}(?:年|\s*$|(?=[：:]|打算|准备|想|计划))"
    r"|[12][0-9]年?(?=[：:])|[12][0-9]年(?=[ 　]))"
)
_LABELS = {"钱": "经费", "支": "支出", "收": "收入", "矿": "矿产", "水": "供水", "路": "道路"}
_OVERALL = re.compile("(?:全年|今年)(?:合起来|加起来|汇总|总的|合计)")
_DEED = re.compile(r"[\u4e00-\u9fff]{1,2}了?(?=[约近]?[0-9])")
_PLACE = re.compile(r"(?:村|镇|乡|组|社区|街道|学校|小学|中学|幼儿园|厂|公司|局|所|站|队|班|点|园区)$")
DELETED = "【待补充：数字】"
_BLANK = re.compile(r"[_＿]{2,}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter of a section: its label (may be empty) and its text without the last full stop."""

    text: str
    label: str = ""
    time: str = ""  # the word of time of its heading: 明年, 下半年
    table: bool = False
    made_of: tuple[
        tuple[str, tuple[NoteLine, ...]], ...
    ] = ()  # its words piece by piece, each with its lines of the notes

    def with_label(self) -> str:
        """The text as a sentence which names its matter."""
        return self.text if not self.label or self.table else labelled(self.label, self.text)


def labelled(label: str, text: str) -> str:
    """``占补平衡`` and what follows its colon as one sentence."""
    if text.startswith(label):
        return text
    label = re.sub("大概$|大约$", "", _LABELS.get(label, label)) or label
    if dated := _dated(label, text):
        return dated
    if (len(label) >= 2 or label in "亏赔欠") and label in re.split("[，。；：]", text)[0]:
        return text
    if label[0] == text[0] and (deed := _DEED.match(text)):  # 修渠：修建了3公里 → 修渠3公里
        alone = _counts_it(text[deed.end() :])
        return f"{label}{text[deed.end() :]}" if alone else f"{label}方面，{text}"
    first = next(iter(read(text)), None)
    if first and first.start == 0 and (noun := re.match(r"[\u4e00-\u9fff]{2,6}(?=[，。；]|$)", text[first.end :])):
        text = first.text + text[first.end + noun.end() :] if label.endswith(noun[0]) else text
    if (
        first
        and first.start == 0
        and first.is_figure
        and first.kind is not Kind.DATE
        and _stands_alone(text[first.end :])
    ):
        return f"{label}{text}"
    if first and first.start == 0 and first.kind is Kind.DATE:
        done = re.match(r"[^，。；]*(?:完成|召开|举办|启动|开工|结束|通过|成立)", text[first.end :])
        return f"{label}于{text}" if done else f"{label}方面，{text}"
    if _PLACE.search(label) or (lacks_subject(text) and not (first and first.start == 0)):
        return f"{label}{text}"
    return f"{re.sub(r'(?:情况|方面)$', '', label) or label}方面，{text}"


def _counts_it(text: str) -> bool:
    """Whether a text begins with a figure that says how much and of nothing else (3公里), not of which things (5个教学点)."""
    first = next(iter(read(text)), None)
    after = text[first.end :] if first is not None and first.start == 0 else "0"
    return not re.match("[0-9]", after) and _stands_alone(after)


def _dated(label: str, text: str) -> str:
    """What stands under a day or a month alone: 【2.14】雪 is 2月14日，雪, 1月 and 5号开会 is 1月5日开会, 全年合起来 is 全年; empty for other labels."""
    if day := re.fullmatch(r"(1[0-2]|[1-9])[.．]([12][0-9]|3[01]|[1-9])", label):
        return f"{day[1]}月{day[2]}日，{text}"
    if DAY_ALONE.fullmatch(label):
        return f"{re.sub('[-—–~～]', '至', label)}，{text}"
    if not MONTH_ALONE.fullmatch(label):
        return f"全年，{text}" if _OVERALL.fullmatch(label) else ""
    of_month = re.match("([0-9]{1,2})[号日](?![0-9])", text)
    return f"{label}{of_month[1]}日{text[of_month.end() :]}" if of_month else f"{label}，{text}"


def _stands_alone(after: str) -> bool:
    """Whether a figure at the head of a text is its own clause (3个点，……), not the subject of one (七个村分片包干)."""
    return len(re.split(r"[，。；、（0-9]", after)[0]) <= 2 and not re.match(r"[^，。；（]*、[^，。；（]{4}", after)


def entries_of(assignment: Assignment) -> tuple[Entry, ...]:
    """What the plan's notes say, as entries in their order; then the facts that the user added to this section."""
    plan = assignment.plan
    blocks = _planned(assignment)
    corrections = _completions(assignment) | _corrections(assignment)
    found: list[Entry] = []
    for run in _runs(blocks):
        found.extend(_entries(assignment, run, corrections))
    once: dict[tuple[str, str], Entry] = {}
    for entry in found:
        once.setdefault((entry.label, re.sub(r"[，。；、：]", "", entry.text)), entry)
    found = list(once.values())
    added = [f for f in plan.facts if f.source is None]
    found.extend(Entry(rewritten(_stated(fact))) for fact in added)
    time = _time_of(plan.lines)
    if plan.role in (Role.PROBLEMS, Role.NEXT):
        return tuple(replace(e, time=e.time or time) for e in found if e.text)
    return _together([e for e in found if e.text])


def _together(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Neighbouring entries of one label as one, so that the label is said once."""
    found: list[Entry] = []
    for entry in entries:
        last = found[-1] if found else None
        if last and entry.label and entry.label == last.label and not entry.table and not last.table:
            made_of = last.made_of + entry.made_of
            found[-1] = replace(last, text=joined([last.text, entry.text]), made_of=made_of)
        else:
            found.append(entry)
    return tuple(found)


def _stated(fact: Fact) -> str:
    period = "" if fact.period in ("", "本期") else fact.period
    return f"{period}{fact.what}{fact.figure}"


def _planned(assignment: Assignment) -> list[Block]:
    """The blocks of the plan's lines; a line that is no block of the notes is taken as it is."""
    wanted = set(assignment.plan.lines)
    blocks = [b for b in blocks_of(assignment.notes) if wanted.intersection(b.lines)]
    told = {line for block in blocks for line in block.lines}
    rest = [line for line in assignment.plan.lines if line not in told]
    role = assignment.plan.role
    kept = [b for b in blocks if b.form in (Form.ITEM, Form.TABLE)]
    if role is Role.WORK and len({b.heading for b in kept}) > 1:  # several topics in one section: each is named
        kept = [
            b if b.label or b.form is Form.TABLE or is_rest(b.heading) else replace(b, label=b.heading) for b in kept
        ]
    return [*kept, *(Block(Form.ITEM, (line,), line.text, role) for line in rest)]


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks that make one entry: one that follows another of the same label and paragraph goes with it."""
    runs: list[list[Block]] = []
    for block in blocks:
        last = runs[-1][-1] if runs else None
        joins = last is not None and block.follows and last.paragraph == block.paragraph and last.label == block.label
        if joins and block.form is Form.ITEM and last is not None and last.form is Form.ITEM:
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _completions(assignment: Assignment) -> dict[tuple[str, int, int], str]:
    """What the layout of the notes says of their figures, by place."""
    return {
        (note.document, start, end): new
        for note in assignment.notes.items
        for start, end, new in completions(note.text)
    }


def _corrections(assignment: Assignment) -> dict[tuple[str, int, int], str]:
    """What to write in place of figures of the notes that the user corrected or deleted."""
    if not assignment.facts:
        return {}
    kept = {(f.source.document, f.source.start, f.source.end): f for f in assignment.facts if f.source}
    changed = {place: fact.figure for place, fact in kept.items() if fact.edited}
    every = [f.source for f in facts_of(assignment.notes) if f.source]
    gone = {(s.document, s.start, s.end): DELETED for s in every if (s.document, s.start, s.end) not in kept}
    return changed | gone


def _entries(assignment: Assignment, run: Sequence[Block], corrections: dict[tuple[str, int, int], str]) -> list[Entry]:
    first = run[0]
    if first.form is Form.TABLE:
        document = first.lines[0].document
        at = {start: text for (name, start, _), text in corrections.items() if name == document}
        told = table_text(assignment.notes, first.lines, at)
        return [Entry(told, first.label, table=True, made_of=((told, first.lines),))]
    texts = [unwrapped(text) for text in (caption_of(block.text) or _corrected(block, corrections) for block in run)]
    about = f"{first.heading}{first.label}"
    if first.role in (Role.PROBLEMS, Role.NEXT):
        time = _time_of(first.lines)
        return [
            Entry(text, first.label, time, made_of=((text, block.lines),))
            for block, raw in zip(run, texts, strict=True)
            for part in parts(bare(raw))
            if (text := rewritten(bare(part), about))
        ]
    if len(run) == 1 and len(items := numbered(texts[0])) > 1:
        return [
            Entry(text, first.label, made_of=((text, first.lines),))
            for item in items
            if (text := rewritten(item, about))
        ]
    said = [rewritten(text, about) for text in texts]
    made_of = tuple((text, block.lines) for block, text in zip(run, said, strict=True) if text)
    return [Entry(joined(said), first.label, made_of=made_of)]


def _time_of(lines: Iterable[NoteLine]) -> str:
    first = next(iter(lines), None)
    match = _TIME.match(first.text) if first else None
    if match is None:
        return ""
    said = match[1].strip()
    if short := re.fullmatch(r"([12][0-9])年?", said):
        said = f"20{short[1]}"
    return {"下步": "下一步", "来年": "明年"}.get(said, f"{said}年" if said.isdigit() else said)


def _corrected(block: Block, edits: dict[tuple[str, int, int], str]) -> str:
    """The block's text with what the user corrected and what the layout of the notes leaves unsaid."""
    line, text = block.lines[0], block.text
    shift = line.text.rfind(text) + line.start
    exact = shift >= line.start
    for (name, start, end), new in sorted(edits.items(), key=lambda edit: edit[0][1], reverse=True):
        if name != line.document or start >= line.end or end <= line.start:
            continue
        if exact and (start < shift < end or start < shift + len(text) < end) and not new:
            return ""
        if exact and shift <= start and end <= shift + len(text):
            text = text[: start - shift] + new + text[end - shift :]
        elif not exact and line.start <= start and end <= line.end:
            text = text.replace(line.text[start - line.start : end - line.start], new, 1)
    return _BLANK.sub(DELETED, text)
