"""Whether a wrong figure ever leaves unmarked, by a lying model in the whole model path.

    python -m benchmarks.lying [DRAFTS] [--seed N] [--show N]

Every section is written as the offline writer would, in slots, with one lie at a known place; asked to repair, the liar says
the same again. A lie is caught where a finding (error or warning) stands on its figure in the finished draft; it is gone
where the figure is no more in the draft. Notes: the examples, the tests' notes, and the dev part of the judging cases.

    wrong       digits typed in place of a slot, another value
    numeral     the same in Chinese numerals
    swapped     the slots of two figures of one unit exchanged
    operands    an arithmetic form over figures that have nothing to do with each other
    broken      a slot that does not exist, or a form that cannot be computed
    last year   last year's slot in place of this year's
    borrowed    a figure of a sample of the same unit
    passage     a sentence of a sample, figures and all
    invented    a sentence of its own with figures
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.draft import Role
from assistant.drafting import Assignment
from assistant.drafting.arithmetic import FormError, SlotFact, computed
from assistant.drafting.model import ModelWriter
from assistant.drafting.offered import Offer, reslotted
from assistant.drafting.offline import OfflineWriter
from assistant.drafting.slots import FAULTY
from assistant.facts import PERIODS
from assistant.figures.mentions import Kind, Qualifier
from assistant.figures.reading import figures
from assistant.findings import Report, Severity
from assistant.manuscript import Manuscript
from assistant.models.port import Message
from assistant.models.scripted import ScriptedModel
from assistant.outline import Outline
from assistant.writer import Writer
from benchmarks.figures.judging.cases import amount, chinese, half, numbers
from benchmarks.shelf import Shelf
from knowledge.reports import built_in_reports
from knowledge.splitting import passages

ROOT = Path(__file__).resolve().parents[1]
EXACT = Qualifier.EXACT
SEED = 20261122
AROUND = 10  # characters beside a lie by which it is found again
HEADING = re.compile(r"<本部分>\n(.+)\n</本部分>")
QUESTIONED = re.compile(r"<问题句子>\n(.*)\n</问题句子>", re.DOTALL)


@dataclass(frozen=True)
class Edit:
    """One change of a section's honest text: what comes in place of ``[start, end)``, as the model writes it and as it reads."""

    start: int
    end: int
    written: str
    reads: str


@dataclass(frozen=True)
class Lie:
    """A lie of one kind in one section."""

    kind: str
    edits: tuple[Edit, ...]


def built_in_shelf() -> Shelf:
    """The built-in samples in place of a library: any passages serve, for the liar knows them by heart."""
    return Shelf(*(p for report in built_in_reports() for p in passages(report)))


def all_notes() -> list[tuple[str, str]]:
    paths = [*sorted((ROOT / "examples").glob("*.txt")), *sorted((ROOT / "tests/fixtures/notes").glob("*.txt"))]
    return [(p.stem, p.read_text(encoding="utf-8")) for p in paths] + [(c.name, c.notes) for c in half("dev")]


class Liar:
    """Writes the sections of one report, each with a lie, and keeps what it lied."""

    def __init__(self, manuscript: Manuscript, outline: Outline, shelf: Shelf, rng: random.Random) -> None:
        self._rng, self._shelf = rng, shelf
        notes = "\n".join(item.text for item in manuscript.notes.items)
        self._notes, self._known = notes, numbers(notes)
        values = [f.value for f in manuscript.facts if f.value is not None]
        self._known |= (
            {abs(a - b) for a in values for b in values} | {a + b for a in values for b in values} | set(values)
        )
        self.lies: dict[str, tuple[str, Lie]] = {}
        self._answers: dict[str, str] = {}
        for plan in outline.plans:
            job = Assignment(plan, outline, manuscript.notes, manuscript.facts)
            if not plan.heading or plan.question or plan.role is Role.OPENING:
                continue
            self._prepare(job)

    def answer(self, messages: Sequence[Message]) -> str:
        """The section as prepared; in a repair the sentences as they were."""
        asked = messages[1].text
        if found := QUESTIONED.search(asked):
            return found[1]
        heading = HEADING.search(asked)
        return self._answers.get(heading[1], "情况如前。") if heading else "情况如前。"

    def _prepare(self, job: Assignment) -> None:
        honest = "".join(piece for piece in OfflineWriter().write(job) if isinstance(piece, str))
        offer = Offer.of(job)
        kinds = list(LIES)
        self._rng.shuffle(kinds)
        lie = next((found for kind in kinds if (found := LIES[kind](self, honest, offer))), None)
        if lie is None:
            return
        out, at = [], 0
        for edit in sorted(lie.edits, key=lambda e: e.start):
            out += [in_slots(honest[at : edit.start], offer), edit.written]
            at = edit.end
        self._answers[job.plan.heading] = "".join([*out, in_slots(honest[at:], offer)])
        self.lies[job.plan.id] = (honest, lie)

    # the lies

    def _fresh(self, value: Decimal) -> Decimal | None:
        """A value near this one that nothing in the notes gives."""
        step = (
            Decimal(1).scaleb(value.as_tuple().exponent) if isinstance(value.as_tuple().exponent, int) else Decimal(1)
        )
        for _ in range(40):
            new = value + step * self._rng.choice((-1, 1)) * self._rng.randint(1, max(3, int(value / step / 5) or 1))
            if new > 1 and not {new, new * 10000} & self._known:
                return new
        return None

    def _typed(self, honest: str, offer: Offer, spell: Callable[[Any, Decimal], str | None], kind: str) -> Lie | None:
        places = placed(honest, offer)
        self._rng.shuffle(places)
        for start, end, fact in places:
            said = amount(fact.figure_text)
            if said is None or not said.unit or said.qualified or fact.kind is not Kind.QUANTITY:
                continue
            new = self._fresh(said.number)
            text = spell(said, new) if new is not None else None
            if text:
                return Lie(kind, (Edit(start, end, text, text),))
        return None

    def tell_wrong(self, honest: str, offer: Offer) -> Lie | None:
        """Other digits."""
        return self._typed(honest, offer, lambda said, new: said.shown(f"{new:f}"), "wrong")

    def tell_numeral(self, honest: str, offer: Offer) -> Lie | None:
        """Another number in Chinese numerals."""

        def spell(said: Any, new: Decimal) -> str | None:
            return f"{chinese(int(new))}{said.scale}{said.unit}" if new == int(new) and new < 10000 else None

        return self._typed(honest, offer, spell, "numeral")

    def _pairs(
        self, honest: str, offer: Offer
    ) -> Iterator[tuple[tuple[int, int, SlotFact], tuple[int, int, SlotFact]]]:
        places = [p for p in placed(honest, offer) if p[2].value is not None and p[2].unit]
        self._rng.shuffle(places)
        for n, one in enumerate(places):
            for other in places[n + 1 :]:
                same = one[2].unit == other[2].unit and one[2].kind is other[2].kind
                if same and one[2].value != other[2].value and one[2].id != other[2].id:
                    yield one, other

    def tell_swapped(self, honest: str, offer: Offer) -> Lie | None:
        """Two figures in each other's place."""
        for one, other in self._pairs(honest, offer):
            if all(self._notes.count(p[2].figure_text) == 1 for p in (one, other)):
                return Lie("swapped", (edit(one, other[2]), edit(other, one[2])))
        return None

    def tell_last_year(self, honest: str, offer: Offer) -> Lie | None:
        """Last year's figure as this year's."""
        for one, other in self._pairs(honest, offer):
            for now, before in ((one, other), (other, one)):
                beside = honest[min(now[1], before[1]) : max(now[0], before[0])]
                if (
                    before[2].period == PERIODS["last"]
                    and now[2].period == PERIODS[""]
                    and not re.search("[。；\n]", beside)
                ):
                    return Lie("last year", (edit(now, before[2]),))
        return None

    def tell_operands(self, honest: str, offer: Offer) -> Lie | None:
        """Arithmetic over two things."""
        for one, other in self._pairs(honest, offer):
            form = self._rng.choice(("sum", "diff", "mean"))
            slot = f"{form} {one[2].id} {other[2].id}"
            try:
                reads = computed(form, (one[2], other[2]))
            except FormError:
                continue
            said = amount(reads)
            if reads not in self._notes and (said is None or said.value != one[2].value):
                return Lie("operands", (Edit(one[0], one[1], f"{{{slot}}}", reads),))
        return None

    def tell_broken(self, honest: str, offer: Offer) -> Lie | None:
        """A slot that cannot be filled."""
        places = placed(honest, offer)
        if not places:
            return None
        start, end, fact = self._rng.choice(places)
        other = next((f for f in offer.slot_facts if f.unit != fact.unit), fact)
        slot = self._rng.choice(
            ("{F999}", f"{{sum {fact.id} {other.id}}}", f"{{times {fact.id}}}", "{growth F999 F998}")
        )
        return Lie("broken", (Edit(start, end, slot, FAULTY),))

    def tell_borrowed(self, honest: str, offer: Offer) -> Lie | None:
        """A figure of a sample."""
        places = [p for p in placed(honest, offer) if p[2].unit and p[2].kind is Kind.QUANTITY]
        self._rng.shuffle(places)
        for start, end, fact in places:
            for passage in self._rng.sample(self._shelf.all, 40):
                for m in figures(passage.text):
                    if (
                        m.unit == fact.unit
                        and m.qualifier is EXACT
                        and m.value not in self._known
                        and (m.value or 0) > 2
                    ):
                        return Lie("borrowed", (Edit(start, end, m.text, m.text),))
        return None

    def tell_passage(self, honest: str, offer: Offer) -> Lie | None:
        """A sentence of a sample."""
        del offer
        for one in self._rng.sample(self._shelf.all, 40):
            for sentence in re.findall(r"[^。\n]+。", one.text):
                told = [m for m in figures(sentence) if m.value is not None and m.unit and m.value > 2]
                if told and all(m.value not in self._known for m in told) and len(sentence) < 80:
                    return Lie("passage", appended(honest, sentence, [m.text for m in told]))
        return None

    def tell_invented(self, honest: str, offer: Offer) -> Lie | None:
        """A sentence of its own."""
        del offer
        told = [self._fresh(Decimal(self._rng.randint(20, 900))) for _ in range(2)]
        if None in told:
            return None
        said, (one, two) = self._rng.choice(INVENTED), told
        return Lie("invented", appended(honest, said.format(one, two), [f"{one}", f"{two}"]))


INVENTED = (
    "走访企业{}家，发放宣传资料{}份。", "累计投入资金{}万元，惠及群众{}人。", "共召开会议{}次，参会{}人次。", "整改隐患{}处，清运垃圾{}吨。",
)  # fmt: skip
LIES: dict[str, Callable[[Liar, str, Offer], Lie | None]] = {
    "wrong": Liar.tell_wrong, "numeral": Liar.tell_numeral, "swapped": Liar.tell_swapped, "operands": Liar.tell_operands, "broken": Liar.tell_broken,
    "last year": Liar.tell_last_year, "borrowed": Liar.tell_borrowed, "passage": Liar.tell_passage, "invented": Liar.tell_invented,
}  # fmt: skip


def placed(honest: str, offer: Offer) -> list[tuple[int, int, SlotFact]]:
    """Where the text states a fact to the letter."""
    by_text = {f.figure_text: f for f in reversed(offer.slot_facts)}
    return [(m.start, m.end, by_text[m.text]) for m in figures(honest) if m.text in by_text]


def edit(place: tuple[int, int, SlotFact], fact: SlotFact) -> Edit:
    return Edit(place[0], place[1], f"{{{fact.id}}}", fact.figure_text)


def appended(honest: str, sentence: str, told: Sequence[str]) -> tuple[Edit, ...]:
    """The sentence at the end of the text, an edit for each figure in it."""
    edits, at = [], 0
    for n, figure in enumerate(told):
        stop = sentence.index(figure, at) + len(figure)
        end = len(sentence) if n == len(told) - 1 else stop
        edits.append(Edit(len(honest), len(honest), sentence[at:end], figure))
        at = end
    return tuple(edits)


def in_slots(text: str, offer: Offer) -> str:
    """The text as a model writes it: facts in slots, what was worked out as it stands."""
    slotted, kept = reslotted(text, offer.slot_facts)
    for fact in kept:
        slotted = slotted.replace(f"{{{fact.id}}}", fact.figure_text)
    return slotted


@dataclass(frozen=True)
class Outcome:
    """What became of one lie: ``caught`` by these kinds of finding, gone from the draft, or neither."""

    notes: str
    kind: str
    found: tuple[str, ...]
    gone: bool
    text: str

    @property
    def missed(self) -> bool:
        """Whether it stands there unmarked."""
        return not self.found and not self.gone


def outcomes(name: str, notes: str, shelf: Shelf, seed: int) -> tuple[list[Outcome], int, int]:
    """One draft: what became of its lies, and of its honest figures how many were marked."""
    rng = random.Random(f"{seed}{name}")
    start = Writer().take(Manuscript("m"), notes)
    outline = Writer().plan(start)
    liar = Liar(start, outline, shelf, rng)
    writer = Writer(shelf, ModelWriter(ScriptedModel(liar.answer, size=400)))  # type: ignore[arg-type]
    done = writer.write(replace(start, outline=outline), tell=lambda _: None)
    report = writer.check(done)
    text, found, at = done.drafted().text(), [], set[int]()
    for section, first, last in done.drafted().spans():
        if section.id not in liar.lies:
            continue
        honest, lie = liar.lies[section.id]
        spans = [span for e in lie.edits if (span := where(text, first, last, honest, e, lie))]
        at |= {n for a, b in spans for n in range(a, b)}
        kinds = {f.kind for a, b in spans for f in marks(report, a, b)}
        shown = text[max(first, spans[0][0] - 30) : spans[0][1] + 20] if spans else ""
        found.append(Outcome(name, lie.kind, tuple(sorted(kinds)), not spans, shown.replace("\n", "／")))
    true = [f.mention for f in report.figures if not at & set(range(f.mention.start, f.mention.end))]
    return found, len(true), sum(bool(marks(report, m.start, m.end, errors=True)) for m in true)


def where(text: str, first: int, last: int, honest: str, one: Edit, lie: Lie) -> tuple[int, int] | None:
    """Where a lie stands in the finished section, known by what stands before it; None where it is gone."""
    section = text[first:last]
    if one.reads not in section and FAULTY in section:
        at = section.index(FAULTY)  # refused when it was filled
        return first + at, first + at + len(FAULTY)
    if one.start == len(honest):
        at = section.rfind(one.reads)
        return None if at < 0 else (first + at, first + at + len(one.reads))
    others = [e for e in lie.edits if e is not one and one.start - AROUND < e.end <= one.start]
    before = honest[max([0, one.start - AROUND, *(e.end for e in others)]) : one.start].rsplit("\n", maxsplit=1)[-1]
    if (at := section.find(before[-3:] + FAULTY)) >= 0:
        return first + at, first + at + len(before[-3:] + FAULTY)  # refused when it was filled
    at = section.find(before + one.reads)
    if at < 0 and before:
        at = section.find(before[-3:] + one.reads)
        before = before[-3:]
    if at < 0:
        at, before = section.find(one.reads), ""
    return None if at < 0 else (first + at + len(before), first + at + len(before) + len(one.reads))


def marks(report: Report, start: int, end: int, *, errors: bool = False) -> list[Any]:
    return [
        f for f in report.findings
        if f.start < end and f.end > start and f.kind not in ("unused-note", "notes-conflict")
        and (f.severity is Severity.ERROR or (f.severity is Severity.WARNING and not errors))
    ]  # fmt: skip


def measured(drafts: int, seed: int = SEED) -> tuple[list[Outcome], int, int]:
    shelf, everything = built_in_shelf(), all_notes()
    found: list[Outcome] = []
    true = flagged = 0
    for n in range(drafts):
        name, notes = everything[n % len(everything)]
        lies, honest, wrongly = outcomes(name, notes, shelf, seed + n // len(everything))
        found += lies
        true, flagged = true + honest, flagged + wrongly
    return found, true, flagged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("drafts", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    found, true, flagged = measured(given.drafts, given.seed)
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for one in found:
        by_kind[one.kind].append(one)
    print(f"{given.drafts} drafts, {len(found)} lies, unmarked {sum(o.missed for o in found)}")
    for kind in LIES:
        lies = by_kind[kind]
        by = Counter(name for o in lies for name in o.found)
        print(
            f"{kind:10} {len(lies):4} lies, gone {sum(o.gone for o in lies):3}, unmarked {sum(o.missed for o in lies):3}  {dict(by)}"
        )
    print(f"true figures beside them: {true}, marked as errors {flagged}")
    for one in [o for o in found if o.missed][: given.show]:
        print(f"  [{one.kind}] {one.notes}: …{one.text}…")
    print(json.dumps({"lies": len(found), "unmarked": sum(o.missed for o in found), "true": true, "flagged": flagged}))


if __name__ == "__main__":
    main()
