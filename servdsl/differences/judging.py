"""From suspects to changes: each is put to both contracts, and one cause is told once.

suspect: respond, severity s1, 2 hours | 4 hours     →     asked on Monday at 09:00: due 11:00 | due 13:00: worse
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from servdsl.differences.causes import Cause, Causes
from servdsl.differences.drafts import Draft, Writer
from servdsl.differences.outcomes import Outcome, verdict_of
from servdsl.differences.points import Points
from servdsl.differences.records import Change, Doubt, Place, Question, Verdict, Witness
from servdsl.differences.replay import Replay
from servdsl.differences.scenarios import Scenarios
from servdsl.differences.schedules import Schedules
from servdsl.differences.suspects import Found, Suspect, TooBig

_QUESTIONS = 16
"""Asked at most for one suspect with the fewest facts, and again with all facts of a cell."""

_EXTERNAL = frozenset({"hours", "value", "zone", "state", "attends"})
"""Causes outside the clause that a difference is found in: what it does to promises and prices tells the verdict."""

_TIERS_TRIED = 3
"""Tiers of which the same suspect is asked until one of them shows it."""

_IN_VAIN = 8
"""Suspects of one cause that are asked about though none shows it."""

_FILLED = 2
"""Times that facts which an answer still needs are given, and it is asked again."""

_EVERY_COURSE = frozenset({"state", "window"})
"""Changes that can be better in one course of a ticket and worse in another."""


@dataclass(frozen=True)
class Bench:
    """What it takes to look into suspects: questions, causes, schedules, in one zone."""

    writer: Writer
    points: Points
    scenarios: Scenarios
    causes: Causes
    schedules: Schedules


@dataclass
class _Group:
    """All that was found of one cause."""

    cause: Cause
    bench: Bench
    offers: dict[str, None] = field(default_factory=dict)
    witnesses: dict[Verdict, Witness] = field(default_factory=dict)
    shown: set[object] = field(default_factory=set)
    old: dict[Place, None] = field(default_factory=dict)
    new: dict[Place, None] = field(default_factory=dict)
    tried: Counter[object] = field(default_factory=Counter)
    is_partial: bool = False
    suspect: Suspect | None = None


class Judge:
    """Gathers suspects by cause, and asks about as many as it takes."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._groups: dict[object, _Group] = {}
        self._doubts: dict[object, Doubt] = {}

    def take(self, found: Iterable[Found], bench: Bench) -> None:
        """Look into what a search has found."""
        for one in found:
            if isinstance(one, TooBig):
                self._too_big(one, bench)
            else:
                self._take(one, bench)

    def _too_big(self, one: TooBig, bench: Bench) -> None:
        offers = (one.tier,) if one.tier is not None else ()
        old, new = bench.causes.places_of(one.clauses)
        earlier = self._doubts.get((one.kind, one.thing, old, new))
        offers = tuple(dict.fromkeys((*(earlier.offers if earlier else ()), *offers)))
        why = f"{one.size} cells, more than are compared, of {', '.join(one.facts[:6])}"
        self._doubts[one.kind, one.thing, old, new] = Doubt(one.kind, one.thing, offers, why, old, new)

    def _take(self, suspect: Suspect, bench: Bench) -> None:
        cause = bench.causes.of(suspect)
        group = self._groups.setdefault(cause.key, _Group(cause, bench))
        group.old |= dict.fromkeys(cause.old)
        group.new |= dict.fromkeys(cause.new)
        group.offers |= dict.fromkeys((*((suspect.tier,) if suspect.tier else ()), *suspect.held))
        group.suspect = group.suspect or suspect
        direction = (suspect.kind, suspect.sign, suspect.by_customer) if suspect.sign else suspect.told
        if direction in group.shown or {"better", "worse"} <= group.witnesses.keys():
            return
        group.tried[suspect.told] += 1
        if group.tried[suspect.told] > _TIERS_TRIED or sum(group.tried.values()) - len(group.shown) > _IN_VAIN:
            group.is_partial = True
            return
        for witness in self.witnesses(suspect, bench):
            group.witnesses.setdefault(witness.verdict, witness)
            group.shown.add(direction)

    # ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def witnesses(self, suspect: Suspect, bench: Bench) -> list[Witness]:
        """The questions that show a suspect, at most one for each verdict; none where none of those tried does."""
        for write in (bench.writer.smallest, bench.writer.whole):
            draft, where = write(suspect)
            found = self._asked(suspect, bench, draft, where) if draft is not None else {}
            if found:
                return list(found.values())
        return []

    def _asked(self, suspect: Suspect, bench: Bench, draft: Draft, where: str) -> dict[Verdict, Witness]:
        found: dict[Verdict, Witness] = {}
        left = _QUESTIONS
        for point in bench.points.of(suspect, draft):
            for course in bench.scenarios.of(suspect, point):
                left -= 1
                if left < 0 or {"better", "worse"} <= found.keys():
                    return found
                witness = self._told(suspect, bench, course, where)
                if witness is not None:
                    found.setdefault(witness.verdict, witness)
                    if suspect.kind not in _EVERY_COURSE:
                        break
        return found

    def _told(self, suspect: Suspect, bench: Bench, course: Draft, where: str) -> Witness | None:
        """A course's witness; where a part of the answer lacks facts still, with some values for them."""
        for _ in range(_FILLED):
            question = bench.writer.question(course)
            witness = self._witness(suspect, question, where)
            parts = parts_of(suspect) if witness is None else ()
            needs = {need for part in parts for need in self._replay.needs(question, part)}
            filled = bench.points.filled(course, sorted(needs))
            if filled is None:
                return witness
            course = filled
        return self._witness(suspect, bench.writer.question(course), where)

    def _witness(self, suspect: Suspect, question: Question, where: str) -> Witness | None:
        outcomes = self._replay.ask(question)
        if isinstance(outcomes, tuple):
            return None
        told = [outcome for outcome in outcomes if is_about(suspect, outcome)]
        if not told:
            return None
        verdict = verdict_of(outcome.verdict for outcome in told)
        shown = next((one for one in told if one.verdict == verdict), told[0])
        hint = suspect.hint if verdict == "different" else None
        return Witness(hint or verdict, where, question, ".".join(shown.path), shown.before, shown.after)

    # ── What is told ────────────────────────────────────────────────────────────────────────────────────────────────

    def changes(self) -> Iterator[Change]:
        """The causes that some question has shown, the worse first."""
        made = [self._change(group) for group in self._groups.values() if group.witnesses]
        ranks: dict[Verdict, int] = {"worse": 0, "different": 1, "better": 2}
        yield from sorted(made, key=lambda change: ("worse" not in change.verdicts, ranks[change.verdict]))

    def _change(self, group: _Group) -> Change:
        witnesses = dict(group.witnesses)
        if group.cause.kind in _EXTERNAL and len(witnesses) > 1:
            witnesses.pop("different", None)
        verdict = verdict_of(witnesses)
        assert group.suspect is not None
        schedule = group.bench.schedules.of(group.suspect, next(iter(witnesses.values())))
        cause = group.cause
        return Change(
            cause.kind,
            cause.thing,
            tuple(group.offers),
            verdict,
            tuple(witnesses.values()),
            tuple(group.old),
            tuple(group.new),
            schedule,
            group.is_partial,
        )

    def doubts(self) -> Iterator[Doubt]:
        """What no question has shown, and what is too big to be compared."""
        yield from self._doubts.values()
        for group in self._groups.values():
            if not group.witnesses:
                why = "may differ: it is written differently, and no question that was tried shows a difference"
                cause = group.cause
                yield Doubt(cause.kind, cause.thing, tuple(group.offers), why, tuple(group.old), tuple(group.new))


def parts_of(suspect: Suspect) -> tuple[tuple[str, str], ...]:
    """The parts of an answer that a suspect is about."""
    windows = dict.fromkeys(("promise", "counts_from", "pauses", "window", "state", "level", "zone"), ("windows",))
    counted = dict.fromkeys(("quota", "uses", "unit", "counts_as_used"), ("quotas", "charges"))
    money = {"share": ("shares",), "charge": ("charges",), "discount": ("discounts",), "price": ("price",)}
    told = {**windows, **counted, **money, "amount": ("amounts",), "value": ("values",)}
    return tuple((part, suspect.thing) for part in told.get(suspect.kind, ()))


def is_about(suspect: Suspect, outcome: Outcome) -> bool:
    """Whether an outcome is one of the value that a suspect is about."""
    top, name = outcome.path[0], outcome.path[1] if len(outcome.path) > 1 else ""
    match suspect.kind:
        case "promise" | "counts_from" | "pauses" | "window":
            return top == "windows" and name == suspect.thing
        case "state":
            return top == "windows"
        case "attends":
            return top == "attends"
        case "hours":
            return top == "calendars" and name == suspect.thing
        case "share" | "charge":
            return top in ("shares", "charges", "services") and name == suspect.thing
        case "discount":
            return top == "discounts" and name == suspect.thing
        case "price":
            return top == "addons" if suspect.held else top == "price"
        case "amount":
            return top in ("amounts", "values") and name == suspect.thing
        case "value":
            return top == "values" and name == suspect.thing
        case "level":
            return top == "levels" and name == suspect.thing
        case "quota" | "uses" | "counts_as_used" | "unit":
            return top in ("quotas", "services", "in_force", "charges", "term")
        case "lasts" | "starts" | "renews" | "cancellable":
            return top in ("term", "in_force")
        case "lasts_while":
            return top in ("in_force", "services")
        case "offered" | "requires" | "conflicts":
            return top in ("offered", "services")
        case "accepts" | "excludes" | "needs":
            return top == "services"
        case "closes" | "reopens":
            return top == "closure"
        case _:
            return True
