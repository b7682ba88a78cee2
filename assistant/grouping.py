"""Which section each block of work belongs to: by the notes' own headings, else by the topics of the report's kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.noteforms import Block, Form
from assistant.notewords import DAY_ALONE, MONTH_ALONE, rules
from knowledge.kinds import GENERAL, ReportKind, Topic
from knowledge.splitting import Passage

MOST = 7  # body sections in one report
OTHER = "其他工作"
INDICATORS = "主要指标完成情况"
_MANY_ROWS = 5  # of a table that may be of many topics
_TWO = 2  # sections stand as the notes have them
_FEW_LABELS = 3  # from so many on, labels are sections where no kind of report gives its own
_MOST_LABELS = 10  # and up to so many
_SECTION = 25  # and so many characters of notes for each
_TINY, _ENOUGH = 30, 5  # characters of a section too small to stand alone, where there are more sections than enough
_MANY_OTHERS = 4  # lines of no topic, beside which a topic that one line has is chance
_MONTH = re.compile(r"(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月(?!\d|[底初])")  # a ledger kept by the month
_REST = re.compile(
    "(?:表[里上中]?|上面|前面)?(?:其他|其它|另外|别的|剩下)?(?:没有?(?:写|列|数|填)?[到上进]?的?|补充?)|文字(?:补充|说明)|另外|其它|还有"
)
_GOES_ON = re.compile("去年|上年|其中|其余|剩|还剩|另有")
_ONLY = "主要工作"
_GUESSED = 0.4  # a kind is guessed wrong where a smaller share of the lines has a topic of it
_VAGUE = frozenset({"重点任务和项目", "业务工作"})
_PLACE = re.compile(
    r"[（(]?[0-9]{0,2}[)）.、．]?\s*[\u4e00-\u9fff]{1,6}?(?:村|社区|组|班|镇|乡|街道|中队|支部)(?=[：:\s])"
)
_SUM = re.compile(r"(?:合计|共计|总计|一共)[：:]?(?=[\u4e00-\u9fff]?[0-9])")


@dataclass
class Group:
    """A section in the making: its heading and the blocks that it tells, in the order of the notes."""

    heading: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """How many characters of notes it tells."""
        return sum(len(line.text) for block in self.blocks for line in block.lines)


def grouped(
    blocks: Sequence[Block],
    kind: ReportKind,
    passages: Iterable[Passage] = (),
    title: str = "",
    *,
    most: int = MOST,
) -> list[Group]:
    """The body sections; every given block lands in exactly one of them, at most ``most`` sections.

    A kind that the ``title`` of the notes does not name is a guess: a topic of it needs more than one word or line.
    """
    topics = (*_own_topics(kind), *(_widened(kind, topic) for topic in kind.topics), *_sample_topics(passages))
    sure = not title or kind.is_named_in(title)
    topics = tuple(_telling(topic, title, sure=sure) for topic in topics)
    headed = list(dict.fromkeys(block.heading for block in blocks if block.heading))
    loose = [block for block in blocks if not block.heading]
    if not headed and len({block.label for block in loose if _is_time(block.label)}) >= _FEW_LABELS:
        return [Group(_ONLY, loose)] if loose else []
    if len(headed) > most:
        return _fitted(_by_topic([_as_label(block) for block in blocks], topics, sure=sure))
    if not headed and kind.slug == GENERAL and _mostly_labelled(loose):
        return _fitted(_by_label(loose))
    groups = {name: Group(printed_heading(name, topics)) for name in headed}
    for block in blocks:
        if block.heading:
            groups[block.heading].blocks.append(block)
    return _fitted([*_by_topic(loose, topics, sure=sure), *groups.values()], most)


def _is_time(label: str) -> bool:
    return bool(MONTH_ALONE.fullmatch(label) or DAY_ALONE.fullmatch(label))


def _mostly_labelled(blocks: Sequence[Block]) -> bool:
    """Whether labels are the notes' structure, with enough under each to make a section."""
    told = [block for block in blocks if block.label]
    labels = {block.label for block in told}
    weight = sum(len(line.text) for block in told for line in block.lines)
    return (
        _FEW_LABELS <= len(labels) <= _MOST_LABELS and len(told) * 2 > len(blocks) and weight >= _SECTION * len(labels)
    )


def _by_label(blocks: Sequence[Block]) -> list[Group]:
    """A section for each label, in the order of the notes; what has none is other work."""
    groups: dict[str, Group] = {}
    for block in blocks:
        heading = printed_heading(block.label) if block.label else OTHER
        groups.setdefault(heading, Group(heading)).blocks.append(block)
    return list(groups.values())


def _as_label(block: Block) -> Block:
    return replace(block, label=block.label or block.heading)


def printed_heading(core: str, topics: Sequence[Topic] = ()) -> str:
    """A heading of the notes as a report prints it: short ones made whole, from the kind's headings where they fit."""
    known: dict[str, str] = rules()["headings"]
    parts = [part for topic in topics for part in _parts(topic.heading)]
    if is_rest(core):
        return OTHER
    if len(core) <= 2:
        whole = next((part for part in parts if core in part and part != core), None)
        return whole or known.get(core) or f"{core}工作"
    if core not in known and (made := re.fullmatch(r"修([\u4e00-\u9fff]{2,4})", core)):
        return f"{made[1]}建设"
    if (mark := next((mark for mark in "、/／" if mark in core), "")) and not re.search(r"[和与及]", core):
        return "和".join(core.rsplit(mark, 1))
    return known.get(core, core)


def is_rest(core: str) -> bool:
    """Whether a heading of the notes only says that what follows is the rest (表里没有的, 另外)."""
    return bool(_REST.fullmatch(core))


def _parts(heading: str) -> list[str]:
    return [part for part in re.split(r"[和、与及]", heading) if len(part) >= 2]


def _widened(kind: ReportKind, topic: Topic) -> Topic:
    more = [
        entry["words"] for entry in rules()["words"] if entry["kind"] == kind.slug and entry["heading"] == topic.heading
    ]
    return Topic(topic.heading, (*topic.words, *(word for words in more for word in words)))


def _own_topics(kind: ReportKind) -> tuple[Topic, ...]:
    return tuple(
        Topic(entry["heading"], tuple(entry["all"])) for entry in rules()["topics"] if entry["kind"] == kind.slug
    )


def _telling(topic: Topic, title: str, *, sure: bool) -> Topic:
    """The topic without words that tell nothing of a line: those of the unit's own name, single characters of a guessed kind."""
    return Topic(topic.heading, tuple(w for w in topic.words if w not in title and (sure or len(w) > 1)))


def _sample_topics(passages: Iterable[Passage]) -> tuple[Topic, ...]:
    found: dict[str, Topic] = {}
    for passage in passages:
        heading = re.sub(r"^[（(]?[一二三四五六七八九十0-9]{1,3}[）)、．.]\s*", "", passage.heading.split(" / ")[-1])
        words = tuple(part for part in _parts(heading) if len(part) <= 6)
        if words and len(heading) <= 14 and not re.search(r"[0-9：:，问题不足年]", heading):
            found.setdefault(heading, Topic(heading, words))
    return tuple(found.values())


def _clusters(blocks: Sequence[Block]) -> list[list[Block]]:
    """Runs of blocks that belong together: a label with what follows it, a paragraph of short lines, else single lines."""
    clusters: list[list[Block]] = []
    whole = _in_paragraphs(blocks)
    ledger = sum(bool(_MONTH.match(block.text)) for block in blocks) >= _FEW_LABELS  # kept by the month
    for block in blocks:
        last = clusters[-1][-1] if clusters else None
        monthly = last is not None and bool(_MONTH.match(last.text) and _MONTH.match(block.text))
        kept = ledger and last is not None and _in_its_line(last, block) and _MONTH.match(clusters[-1][0].text)
        monthly = monthly or bool(kept)
        placed = last is not None and _counted_by_place(last, block)
        together = last is not None and last.paragraph == block.paragraph and block.label == last.label
        goes_on = last is not None and _in_its_line(last, block) and bool(_GOES_ON.match(block.text))
        if (
            monthly
            or placed
            or goes_on
            or (together and (whole or block.follows or block.label or block.form is Form.TABLE))
        ):
            clusters[-1].append(block)
        else:
            clusters.append([block])
    return clusters


def _in_its_line(last: Block, block: Block) -> bool:
    """Whether a sentence stands in the line of the one before it."""
    one, other = last.lines[-1], block.lines[0]
    return one.document == other.document and one.end == other.start


def _counted_by_place(last: Block, block: Block) -> bool:
    """Whether two lines count the same village by village, or the second is the sum of such lines."""
    before, here = last.lines[0].text, block.lines[0].text
    return bool(_PLACE.match(before) and (_PLACE.match(here) or _SUM.match(here)))


def _in_paragraphs(blocks: Sequence[Block]) -> bool:
    """Whether the notes keep to paragraphs of two to seven lines, so that a paragraph is about one thing."""
    sizes: dict[int, int] = {}
    for block in blocks:
        sizes[block.paragraph] = sizes.get(block.paragraph, 0) + 1
    return len(sizes) >= 2 and len(blocks) / len(sizes) >= 1.5 and max(sizes.values()) <= 7


def _by_topic(blocks: Sequence[Block], topics: Sequence[Topic], *, sure: bool = True) -> list[Group]:
    if not blocks:
        return []
    shares = _shares(topics)
    groups: dict[str, Group] = {}
    previous, paragraph, whole = "", -1, _in_paragraphs(blocks)
    clusters = _clusters(blocks)
    best = [_best(cluster, topics, shares) for cluster in clusters]
    if not sure:
        best = _without_guesses(best, clusters, topics)
    for cluster, known in zip(clusters, best, strict=True):
        near = whole and previous and not cluster[0].label and cluster[0].paragraph == paragraph
        heading = known or (previous if near else OTHER)
        groups.setdefault(heading, Group(heading)).blocks.extend(cluster)
        previous, paragraph = heading, cluster[-1].paragraph
    order = {INDICATORS: -1} | {topic.heading: n for n, topic in enumerate(topics)}
    ordered = sorted(groups.values(), key=lambda group: order.get(group.heading, len(order)))
    return [Group(_told(group), group.blocks) for group in _without_tiny(ordered)]


def _without_guesses(best: Sequence[str], clusters: Sequence[Sequence[Block]], topics: Sequence[Topic]) -> list[str]:
    """The topics of a guessed kind that more than one line has, or one with two of its words; the vague ones of any report are none."""
    words = {topic.heading: topic.words for topic in topics}
    likely = sum(map(bool, best)) >= len(best) * _GUESSED
    told = set()
    for heading in set(best) - _VAGUE - {"", INDICATORS}:
        own = [cluster for cluster, its in zip(clusters, best, strict=True) if its == heading]
        labelled = any(word in cluster[0].label for cluster in own for word in words.get(heading, ()))
        if labelled or (likely and (len(own) > 1 or _distinct(words.get(heading, ()), own[0]) > 1)):
            told.add(heading)
    return [heading if heading in told or heading == INDICATORS else "" for heading in best]


def _distinct(words: Sequence[str], cluster: Sequence[Block]) -> int:
    """How many words of a topic a cluster has, one inside another counted once."""
    text = cluster[0].label + "\n".join(line.text for block in cluster for line in block.lines)
    had = [word for word in words if word in text]
    return sum(not any(word != other and word in other for other in had) for word in had)


def _without_tiny(groups: list[Group]) -> list[Group]:
    """The groups, those of one short line put into 其他工作 where that is there and groups are many."""
    other = next((group for group in groups if group.heading == OTHER), None)
    if other is None:
        return groups
    chance = len(groups) > _ENOUGH or len(other.blocks) >= _MANY_OTHERS
    tiny = [
        g
        for g in groups
        if chance
        and g is not other
        and len(g.blocks) == 1
        and g.weight < _TINY
        and (len(groups) > _ENOUGH or not g.blocks[0].label)
    ]
    taken = [*(block for group in tiny for block in group.blocks), *other.blocks]
    other.blocks = sorted(taken, key=lambda block: block.lines[0].start) if _of_one(taken) else taken
    return [group for group in groups if group not in tiny]


def _of_one(blocks: Sequence[Block]) -> bool:
    """Whether all blocks are of one document, whose order they then keep."""
    return len({block.lines[0].document for block in blocks}) == 1


def _shares(topics: Sequence[Topic]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for topic in topics:
        for word in topic.words:
            counts[word] = counts.get(word, 0) + 1
    return counts


def _best(cluster: Sequence[Block], topics: Sequence[Topic], shares: dict[str, int]) -> str:
    if not cluster[0].label and (rows := _rows(cluster)) and not _of_one_topic(rows, topics):
        return INDICATORS
    label = cluster[0].label
    text = "\n".join(line.text for block in cluster for line in block.lines)
    best, most = "", 0.0
    own = {entry["heading"] for entry in rules()["topics"]}
    for topic in topics:
        if topic.heading in own:
            if all(word in text for word in topic.words):
                return topic.heading
            continue
        score = sum((len(w) - 0.5) * (_hits(w, text) + 2 * _hits(w, label)) / shares[w] for w in topic.words)
        if score > most:
            best, most = topic.heading, score
    return best


def _rows(cluster: Sequence[Block]) -> list[str]:
    """The rows of a table of many (its head is none); empty for other clusters."""
    if len(cluster) != 1 or cluster[0].form is not Form.TABLE:
        return []
    lines = [line.text for line in cluster[0].lines if re.search("[0-9]", line.text)]
    return lines if len(lines) >= _MANY_ROWS else []


def _of_one_topic(rows: Sequence[str], topics: Sequence[Topic]) -> bool:
    """Whether the words of one topic stand in a good part of the rows."""
    most = max((sum(any(word in row for word in topic.words) for row in rows) for topic in topics), default=0)
    return most >= len(rows) * _GUESSED


def _hits(word: str, text: str) -> float:
    if word in text:
        return 1.0
    return 0.5 if len(word) >= 4 and word[:-1] in text else 0.0


def _told(group: Group) -> str:
    """The group's heading: its one label or its two, else the topic's without the half that the notes do not tell."""
    labels = list(dict.fromkeys(block.label for block in group.blocks))
    if len(labels) == 1 and labels[0]:
        return _label_heading(labels[0], group.heading)
    if group.heading != OTHER and _joinable(labels):
        return "和".join(labels)
    text = "\n".join(line.text for block in group.blocks for line in block.lines)
    parts = _parts(group.heading)
    told = [part for part in parts if any(part[i : i + 2] in text for i in range(len(part) - 1))]
    if len(parts) != 2 or len(told) != 1:
        return group.heading
    return told[0] if len(told[0]) >= 4 else rules()["headings"].get(told[0], group.heading)


def _joinable(labels: Sequence[str]) -> bool:
    """Whether two labels make one short heading."""
    plain = not re.search(r"[和与及、]", "".join(labels))
    return (
        len(labels) == 2
        and plain
        and "荣誉" not in labels
        and all(len(name) > 1 for name in labels)
        and len("".join(labels)) <= 12
    )


def _label_heading(label: str, topic: str) -> str:
    if len(label) > 2:
        return printed_heading(label)
    parts = _parts(topic)
    if label in parts or len(parts) == 1:
        return printed_heading(label)
    near = [part for part in parts if label in part] or [part for part in parts if set(label) & set(part)]
    return near[0] if near else printed_heading(label)


def _fitted(groups: list[Group], most: int = MOST) -> list[Group]:
    """The groups, the smallest put together as 其他工作 where there are too many."""
    merged: dict[str, Group] = {}
    for group in groups:
        merged.setdefault(group.heading, Group(group.heading)).blocks.extend(group.blocks)
    kept = list(merged.values())
    while len(kept) > most:
        rest = next((g for g in kept if g.heading == OTHER), None) or min(kept, key=lambda g: g.weight)
        kept.remove(rest)
        small = min(kept, key=lambda g: g.weight)
        kept.remove(small)
        kept.append(Group(OTHER, [*small.blocks, *rest.blocks]))
    kept.sort(key=lambda group: group.heading == OTHER)
    beside = sum(group.weight for group in kept[:-1] if group.heading != INDICATORS)
    if kept and kept[-1].heading == OTHER and kept[-1].weight >= beside:
        kept[-1].heading = _ONLY
        kept.sort(key=lambda group: (group.heading != INDICATORS, group.heading != _ONLY))
        if len(kept) == _TWO and kept[1].blocks[0].form is Form.TABLE and kept[1].heading != INDICATORS:
            kept.reverse()  # the table that the notes begin with
    return kept
