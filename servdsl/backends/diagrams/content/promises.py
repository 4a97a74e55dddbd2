"""What is promised how fast: windows, the cases that they tell apart, and a lane for each group of offers.

respond, severity s1     Basic, Business     8 business hours     over 10 hours after a report on Monday 09:00
                         Corporate           4 hours              over 4 hours after it
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from servdsl.backends.diagrams.content.cases import case_text, counted_names, offers_text, parted
from servdsl.backends.diagrams.content.counting import Counting
from servdsl.backends.diagrams.content.ordinary import Course, OrdinaryWeek
from servdsl.backends.diagrams.content.winners import Counted, Part, Split, deciding_layers, heard, splits
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.cells import Study
from servdsl.model.contract import Clause, Window
from servdsl.model.expressions import Condition
from servdsl.model.values import BusinessDays, BusinessTime, Computed, Every, NoPromise, Promise, PromiseOf, Value
from servdsl.wording import value_text
from servdsl.wording.voice import NO_BREAK, unique

MOST_NAMED = 3
"""Offers that a summary names, the number of the others included."""
MOST_LANES = 150
"""Lanes that people read; a contract with more has each case's shortest and longest promise instead."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What some offers promise in a case. `calendars` None: it counts by the clock. `other`: of a summary, the clause of
    the longest promise, `clause` being that of the shortest; `clocked`: its words say on which clocks they count. `counted`:
    the names of the plans of which `who` tells the number only."""

    who: str
    text: str
    clause: Clause
    calendars: Counted | None = None
    course: Course | None = None
    other: Clause | None = None
    clocked: bool = False
    offers: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return (self.clause,) if self.other is None else (self.clause, self.other)

    @property
    def is_promised(self) -> bool:
        """Whether a length is promised at all."""
        return not isinstance(self.promise, NoPromise)

    @property
    def promise(self) -> Promise:
        """The promise of its clause."""
        assert isinstance(self.clause.value, PromiseOf)
        return self.clause.value.promise


@dataclass(frozen=True, slots=True)
class Rung:
    """A case, and its lanes."""

    case: str
    lanes: tuple[Lane, ...]


@dataclass(slots=True)
class Ladder:
    """A window's rungs; `silent`: tiers that say nothing of it, `counted`: their names where that is their number only;
    `remarks`: what moves its start or stops its clock."""

    window: Window
    rungs: list[Rung] = field(default_factory=list)
    silent: str = ""
    counted: tuple[str, ...] = ()
    remarks: tuple[Clause, ...] = ()

    @property
    def lanes(self) -> list[Lane]:
        return [lane for rung in self.rungs for lane in rung.lanes]

    @property
    def longest(self) -> int:
        """The end of the longest promise, in seconds after the report; 0 where none is counted."""
        return max((lane.course.end for lane in self.lanes if lane.course), default=0)

    @property
    def shortest(self) -> int:
        ends = [lane.course.end for lane in self.lanes if lane.course and lane.course.end]
        return min(ends, default=0)


class Promises:
    """Reads the ladders off a contract."""

    def __init__(self, speaker: Speaker, study: Study) -> None:
        self._speaker = speaker
        self._contract = speaker.contract
        self._tiers = [offer.name for offer in self._contract.offers if offer.kind == "tier"]
        self._counting = Counting(study)
        self.week = OrdinaryWeek(self._contract, self._used())

    def _used(self) -> Iterable[str]:
        for offer in self._contract.offers:
            for clause in self._contract.clauses:
                if clause.kind == "promise" and set(clause.layers) & set(self._contract.lineage(offer.name)):
                    counted = self._calendars(offer.name, clause)
                    yield from counted.drawn if counted is not None else ()

    def _calendars(self, offer: str, clause: Clause) -> Counted | None:
        return self._counting.of(offer, clause)

    def ladders(self) -> list[Ladder]:
        """A ladder for each window that any offer promises something about."""
        found = [self._ladder(window) for window in self._contract.windows]
        found = [one for one in found if one.rungs]
        if sum(len(one.lanes) for one in found) > MOST_LANES:
            for one in found:
                one.rungs = [self._summed(rung) for rung in one.rungs]
        return found

    def _ladder(self, window: Window) -> Ladder:
        silent: list[str] = []
        rungs: list[Rung] = []
        for conditions, tiers in self._alike(window.name).items():
            if conditions is None:
                silent += tiers
            else:
                rungs += [self._rung(one, tiers) for one in splits(self._counting.study, tiers, "promise", window.name)]
        for offer in self._contract.offers:
            if offer.kind == "addon":
                rungs += self._added(offer.name, window.name)
        if any(one.case for one in rungs):
            always = self._speaker.say("matrix", "always")
            rungs = [replace(one, case=one.case or always) for one in rungs]
        moved = [c for c in self._contract.clauses if c.kind in ("counts_from", "pauses") and c.thing == window.name]
        some = silent if len(silent) < len(self._tiers) else []
        names = counted_names(self._speaker, some)
        return Ladder(window, rungs, offers_text(self._speaker, some) if some else "", names, tuple(moved))

    def _alike(self, window: str) -> dict[frozenset[Condition | None] | None, list[str]]:
        """Tiers by the cases that they tell apart, those of amendments left out, so that none is repeated for another's;
        None: they say nothing."""
        found: dict[frozenset[Condition | None] | None, list[str]] = {}
        for tier in self._tiers:
            layers = heard(self._counting.study, deciding_layers(self._contract, tier, "promise", window))
            cases = (clause.when for layer in layers for clause in layer if not clause.amendment)
            key = frozenset(cases) if layers else None
            found.setdefault(key, []).append(tier)
        return found

    def _rung(self, split: Split, offers: Sequence[str]) -> Rung:
        groups: dict[tuple[object, ...], list[str]] = {}
        for offer in offers:
            parts = split.by_offer[offer]
            key = tuple((part.clause.id, part.whole, self._calendars(offer, part.clause)) for part in parts)
            groups.setdefault(key, []).append(offer)
        lanes = [self._lane(group, part) for group in groups.values() for part in split.by_offer[group[0]]]
        return Rung("" if split.alone else case_text(self._speaker, split, short=True), tuple(lanes))

    def _added(self, addon: str, window: str) -> list[Rung]:
        """What an add-on itself promises."""
        rungs = [self._rung(split, [addon]) for split in splits(self._counting.study, [addon], "promise", window)]
        return [
            replace(rung, lanes=tuple(replace(lane, who=f"+{NO_BREAK}{lane.who}") for lane in rung.lanes))
            for rung in rungs
        ]

    def _lane(self, offers: Sequence[str], part: Part) -> Lane:
        clause = part.clause
        text = value_text(self._contract, _without_calendar(clause.value), self._speaker.language)
        who = offers_text(self._speaker, offers)
        calendars, counted = self._calendars(offers[0], clause), counted_names(self._speaker, offers)
        lane = Lane(who, "", clause, calendars, offers=tuple(offers), counted=counted)
        if isinstance(lane.promise, Every):
            until = self._speaker.voice.event(lane.promise.until, after_until=True)
            text = self._speaker.say("ladder", "until", length=text, event=until)
        course = self.week.course(lane.promise, lane.calendars.drawn if lane.calendars is not None else ())
        return replace(lane, text=parted(self._speaker, text, part), course=course)

    def _summed(self, rung: Rung) -> Rung:
        """The shortest and the longest promise of a case in one lane; what is not counted stays as it is, once."""
        counted = [(lane.course.end, lane) for lane in rung.lanes if lane.course]
        others = {lane.text: lane for lane in rung.lanes if not lane.course}
        if len(counted) < 2:
            return replace(rung, lanes=(*(lane for _, lane in counted), *others.values()))
        alike = {(lane.text, lane.calendars, lane.course) for _, lane in counted}
        if len(alike) == 1:
            lane = counted[0][1]
            return replace(rung, lanes=(replace(lane, who=self._among(counted), counted=()), *others.values()))
        (soonest, first), (_, last) = min(counted, key=_end), max(counted, key=_end)
        assert last.course is not None
        who = self._speaker.say("ladder", "lanes", count=len(counted), plans=self._among(counted))
        same = len({lane.calendars for _, lane in counted}) == 1
        clocks = {"a": self.clock(first), "b": self.clock(last)}
        told = {key: lane.text if same else f"{lane.text}, {clocks[key]}" for key, lane in (("a", first), ("b", last))}
        text = self._speaker.say("ladder", "from_to", **told, plan_a=first.who, plan_b=last.who)
        course = replace(last.course, target=soonest, rounds=())
        summed = Lane(who, text, first.clause, last.calendars, course, last.clause, clocked=not same)
        return replace(rung, lanes=(summed, *others.values()))

    def _among(self, counted: Sequence[tuple[int, Lane]]) -> str:
        """Whose promises are summed up: the first of them, and how many others."""
        names = [self._speaker.voice.name("offer", o) for o in unique(o for _, lane in counted for o in lane.offers)]
        return self._speaker.voice.say("list", "comma").join(self._speaker.some(names, MOST_NAMED))

    def clock(self, lane: Lane) -> str:
        """On which clock a lane counts."""
        if lane.calendars is None:
            return self._speaker.say("ladder", "by_clock")
        voice = self._speaker.voice
        either, added = (
            [voice.name("calendar", n) for n in ns] for ns in (lane.calendars.either, lane.calendars.added)
        )
        base = [voice.listed(either, "or")] if either else []
        return self._speaker.say("ladder", "by_calendar", calendar=voice.listed([*base, *added], "both"))


def _without_calendar(value: Value) -> Value:
    """A promise without the calendars that it names: a lane says them apart."""
    if not isinstance(value, PromiseOf):
        return value
    lengths = {
        field: length.model_copy(update={"calendar": None})
        for field in ("limit", "target", "length")
        if isinstance(length := getattr(value.promise, field, None), BusinessTime | BusinessDays | Computed)
    }
    return value.model_copy(update={"promise": value.promise.model_copy(update=lengths)}) if lengths else value


def _end(counted: tuple[int, Lane]) -> int:
    return counted[0]


def sources_of(lane: Lane) -> tuple[str, ...]:
    """What a lane cites."""
    return unique(source for clause in lane.clauses for source in clause.sources)
