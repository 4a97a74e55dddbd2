"""Changes of what a contract declares: offers, services and values of facts that came or went, windows, states, units, the
zone, the dates in force.

Some are questions that only one contract can take; the others are suspects like those of clauses.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from servdsl.cells import TooManyCells
from servdsl.differences.drafts import Draft, Writer
from servdsl.differences.hours import first_unlike
from servdsl.differences.joint import NEW, OLD
from servdsl.differences.meaning import essence
from servdsl.differences.names import declared
from servdsl.differences.outcomes import verdict_of
from servdsl.differences.parts import Part
from servdsl.differences.records import Change, Place, Verdict, Witness
from servdsl.differences.replay import Replay
from servdsl.differences.suspects import Found, Ground, Suspect
from servdsl.model import Contract
from servdsl.model.contract import Fact
from servdsl.runtime.instants import micros

_SPEAKING = frozenset({"share", "quota", "charge"})
_HOURS_TRIED = range(0, 96, 7)
"""After the usual hour of a Monday: what a change of zone does shows at some of them."""


class Declarations:
    """What two contracts declare. `plain`: both under the names of the new one."""

    def __init__(self, ground: Ground, writer: Writer, replay: Replay, plain: tuple[Contract, Contract]) -> None:
        self._ground = ground
        self._writer = writer
        self._replay = replay
        self._plain = plain

    # ── Questions that only one contract can take ───────────────────────────────────────────────────────────────────

    def refusals(self) -> Iterator[Change]:
        """Offers and services that came or went, and values of facts that only one contract knows."""
        yield from self._offers()
        yield from self._services()
        yield from self._facts()

    def _offers(self) -> Iterator[Change]:
        ours, theirs = (declared(contract, "offers") for contract in self._plain)
        tier = self._ground.tiers[0] if self._ground.tiers else None
        for name in dict.fromkeys((*ours, *theirs)):
            if (name in ours) == (name in theirs):
                continue
            offer: Any = ours.get(name) or theirs.get(name)
            draft = Draft(tier=name) if offer.kind == "tier" else Draft(tier=tier, addons={name: 1})
            yield from self._refused("offer", name, draft, (name,), "worse" if name in ours else "better")

    def _services(self) -> Iterator[Change]:
        ours, theirs = ({t.name: t for t in c.things if t.kind == "service"} for c in self._plain)
        for name in dict.fromkeys((*ours, *theirs)):
            if (name in ours) != (name in theirs):
                contract = self._plain[0 if name in ours else 1]
                speaking = any(c.kind in _SPEAKING and c.thing == name for c in contract.clauses)
                verdict: Verdict = "different" if not speaking else "worse" if name in ours else "better"
                yield from self._refused("service", name, Draft(service=name), (), verdict)

    def _facts(self) -> Iterator[Change]:
        ours, theirs = ({f.name: f for f in c.facts} for c in self._plain)
        for name, fact in ours.items():
            if name in theirs:
                for draft in self._only_one_takes(fact, theirs[name]):
                    yield from self._refused("fact", name, draft, (), "different")

    def _only_one_takes(self, old: Fact, new: Fact) -> Iterator[Draft]:
        """A value of each kind that only one contract takes."""
        if (old.type, old.currency) != (new.type, new.currency):
            yield Draft(facts={old.name: _sample(old, new)})
            return
        for ours, theirs in ((old, new), (new, old)):
            only = [v for v in _named(ours) if v not in _named(theirs)]
            if only and _named(theirs):
                yield Draft(facts={old.name: only[0]})
            if ours.low != theirs.low and theirs.low is not None and (ours.low is None or ours.low < theirs.low):
                yield Draft(facts={old.name: theirs.low - 1})
            if ours.high != theirs.high and theirs.high is not None and (ours.high is None or ours.high > theirs.high):
                yield Draft(facts={old.name: theirs.high + 1})

    def _refused(
        self, kind: str, name: str, draft: Draft, offers: tuple[str, ...], verdict: Verdict
    ) -> Iterator[Change]:
        question = self._writer.question(draft)
        told = self._replay.ask(question)
        if isinstance(told, tuple) and (told[0] is None) != (told[1] is None):
            before, after = (f"refused: {one}" if one is not None else "answered" for one in told)
            witness = Witness(verdict, "", question, kind, before, after)
            family = {"offer": "offers", "service": "things", "fact": "facts"}[kind]
            places = [_place(declared(contract, family).get(name)) for contract in self._plain]
            yield Change(kind, name, offers, verdict, (witness,), places[0], places[1])

    # ── Windows, states, units ──────────────────────────────────────────────────────────────────────────────────────

    def suspects(self, tier: str) -> Iterator[Found]:
        """Windows, states and units that both contracts declare, differently."""
        for family, kind in (("windows", "window"), ("states", "state"), ("things", "unit")):
            ours, theirs = (declared(contract, family) for contract in self._plain)
            for name, record in ours.items():
                if name in theirs and _course(record) != _course(theirs[name]):
                    yield from self._declared(tier, kind, name, record, theirs[name])

    def _declared(self, tier: str, kind: str, name: str, old: Any, new: Any) -> Iterator[Found]:
        windows = [name] if kind == "window" else [w.name for w in self._plain[1].windows] if kind == "state" else []
        for window in windows:
            for grid, within, cells in self._promised(tier, window):
                old_part, new_part = (Part(cells, one, (window, _course(one))) for one in (old, new))
                yield Suspect(kind, name, tier, (), old_part, new_part, grid, within, cells)
        ranks = self._ground.ranks(tier, ())
        counted = any(self._ground.clauses(ranks, "quota", name))
        if kind == "state" or (kind == "unit" and counted):
            grid, within = self._ground.grid([], self._ground.where(tier, ()))
            if within:
                parts = [Part(within, one, _course(one)) for one in (old, new)]
                yield Suspect(kind, name, tier, (), parts[0], parts[1], grid, within, within)

    def _promised(self, tier: str, window: str) -> Iterator[tuple[Any, int, int]]:
        """Cells in which both contracts promise something of a window."""
        ranks = self._ground.ranks(tier, ())
        old, new = self._ground.clauses(ranks, "promise", window)
        try:
            grid, within = self._ground.grid(self._ground.asked((*old, *new)), self._ground.where(tier, ()))
        except TooManyCells:
            return
        cells = self._ground.promised(ranks, window, grid, within)
        if cells:
            yield grid, within, cells

    # ── Zone, dates in force, calendars ─────────────────────────────────────────────────────────────────────────────

    def zone(self, tier: str) -> Iterator[Found]:
        """Another zone: every local time means something else; tried over some days."""
        old, new = self._plain
        if (old.zone, old.zone_fact) == (new.zone, new.zone_fact):
            return
        for window in new.windows:
            for grid, within, cells in self._promised(tier, window.name):
                for hours in _HOURS_TRIED:
                    at = micros(self._writer.usual() + timedelta(hours=hours))
                    ours, theirs = (Part(cells, None, (window.name, hours, side)) for side in (0, 1))
                    yield Suspect("zone", window.name, tier, (), ours, theirs, grid, within, cells, opened=at)

    def in_force(self) -> Iterator[Change]:
        """Other dates in force: tickets on days that only one contract computes."""
        old, new = self._plain
        if (old.in_force, old.horizon) == (new.in_force, new.horizon):
            return
        firsts, lasts = {old.horizon[0], new.horizon[0]}, {old.horizon[1], new.horizon[1]}
        days = [*([min(firsts)] if len(firsts) > 1 else []), *([max(lasts)] if len(lasts) > 1 else [])]
        for day in days:
            for tier in self._ground.tiers:
                change = self._on(tier, day)
                if change is not None:
                    yield change
                    break

    def _on(self, tier: str, day: date) -> Change | None:
        at = datetime.combine(day, time(10), self._writer.zone)
        for window in self._plain[1].windows:
            for grid, within, cells in self._promised(tier, window.name):
                ours, theirs = (Part(cells, None, side) for side in (0, 1))
                suspect = Suspect(
                    "in force", window.name, tier, (), ours, theirs, grid, within, cells, opened=micros(at)
                )
                draft, where = self._writer.smallest(suspect)
                assert draft is not None
                question = self._writer.question(draft)
                told = self._replay.ask(question)
                if isinstance(told, list) and told:
                    shown = next((one for one in told if one.path[0] == "windows"), told[0])
                    verdict = verdict_of(one.verdict for one in told)
                    witness = Witness(verdict, where, question, ".".join(shown.path), shown.before, shown.after)
                    places = [
                        (Place("in force", f"{c.file}:1", f"in force from {c.in_force[0]}"),) for c in self._plain
                    ]
                    return Change("in force", "", (tier,), verdict, (witness,), places[0], places[1])
        return None

    def calendars(self) -> Iterator[Found]:
        """Calendars that are open at other times."""
        joint, opening = self._ground.joint, self._ground.opening
        horizon = opening.deadlines.horizon
        for name in sorted(joint.apart["calendars"]):
            try:
                unlike = list(opening.unlike(name + OLD, name + NEW))
            except TooManyCells:
                continue
            for grid, cell, what in unlike:
                tables = [opening.table(opening.resolved((name + mark,), what)) for mark in (OLD, NEW)]
                at = first_unlike(tables[0], tables[1], horizon.start, horizon.end)
                ours, theirs = (Part(1 << cell, None, (mark, cell)) for mark in (OLD, NEW))
                yield Suspect("hours", name, None, (), ours, theirs, grid, grid.all, 1 << cell, opened=at)


def _course(record: Any) -> object:
    """What of a declared thing answers depend on."""
    if hasattr(record, "by_customer"):
        return frozenset(record.starts), record.ends, record.at_risk, record.each
    return getattr(record, "block_hours", None) if hasattr(record, "key") else essence(record)


def _named(fact: Fact) -> tuple[str, ...]:
    return fact.countries or tuple(choice.name for choice in fact.choices)


def _sample(fact: Fact, other: Fact) -> object:
    """A value of a fact's type that another type does not take."""
    match fact.type:
        case "yes_no":
            return True
        case "choice":
            return fact.choices[0].name
        case "country":
            return (fact.countries or ("PT",))[0]
        case "date" | "dates" | "instant":
            return "2026-03-02"
        case "money" if other.type == "money":
            return {"amount": "1", "currency": fact.currency}
        case _:
            return fact.low or 1


def _place(record: Any) -> tuple[Place, ...]:
    return () if record is None else (Place(record.name, str(record.origin), record.name, record.sources),)
