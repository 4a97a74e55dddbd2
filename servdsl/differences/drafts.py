"""From a suspect's cells to facts that can be asked: the fewest that lead there, in the words of each contract.

severity is s1 and not waiting, opened Friday 17:00     {"tier": "gold", "severity": "s1", "opened": "2026-03-06T17:00-06:00"}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from servdsl.cells import Atom, Cell, CellValue, Witness, expressions, witness
from servdsl.cells.concrete import replay
from servdsl.cells.deadlines import Openings
from servdsl.cells.witness import members
from servdsl.cells.words import number
from servdsl.differences.hours import Opening
from servdsl.differences.joint import NEW, OLD, Joint, bare, days_given
from servdsl.differences.names import Names
from servdsl.differences.promises import opened_between
from servdsl.differences.records import Json, Question
from servdsl.differences.solving import Solver
from servdsl.differences.suspects import Ground, Suspect
from servdsl.model import Contract
from servdsl.model.expressions import Builtin, During, FactRef, StateIs, ValueRef
from servdsl.reference.inputs import event_types
from servdsl.runtime.instants import instant

_USUAL_HOUR = 10
_DAYS_IN = 45
"""A ticket of which nothing else is known comes so long after the horizon's start, so that a term can have begun."""


@dataclass
class Draft:
    """Facts under the joint contract's names; instants are aware datetimes."""

    tier: str | None = None
    addons: dict[str, int] = field(default_factory=dict)
    service: str | None = None
    opened: datetime | None = None
    start: date | datetime | None = None
    as_of: datetime | None = None
    facts: dict[str, object] = field(default_factory=dict)
    events: list[tuple[datetime, str, Json]] = field(default_factory=list)
    worked: list[tuple[datetime, datetime]] = field(default_factory=list)
    wanted: dict[str, Cell] = field(default_factory=dict)
    """What values that both contracts compute, each in its own way, must come to."""

    def copy(self) -> Draft:
        """One that can be changed without this one."""
        return Draft(
            self.tier, dict(self.addons), self.service, self.opened, self.start, self.as_of, dict(self.facts),
            list(self.events), list(self.worked),
        )  # fmt: skip

    def size(self) -> int:
        """How much is told: a smaller witness is a better one."""
        told = (self.tier, self.service, self.opened, self.start, self.as_of)
        return sum(one is not None for one in told) + len(self.addons) + len(self.facts) + len(self.events)


class Writer:
    """Makes drafts from cells, and questions from drafts."""

    def __init__(self, ground: Ground, old: Contract, new: Contract, names: Names) -> None:
        self._ground = ground
        self._joint: Joint = ground.joint
        self._opening: Opening = ground.opening
        self._contracts = (old, new)
        self._back = (names.turned(), Names())
        self._known = tuple(_known(contract) for contract in self._contracts)
        self._types = {fact.name: fact.type for fact in self._joint.contract.facts}
        self._types |= {define.name: define.type for define in self._joint.contract.defines}
        self._solver = Solver(self._joint)
        self.zone = ZoneInfo(self._joint.contract.zone or "UTC")

    # ── From cells ──────────────────────────────────────────────────────────────────────────────────────────────────

    def smallest(self, suspect: Suspect) -> tuple[Draft | None, str]:
        """The fewest facts that lead into the suspect's cells, and the words for them; None where none were found by which
        formulas that differ come to what the cells say."""
        found = witness(suspect.grid, suspect.cells, suspect.within)
        assert found is not None
        told = [(atom, cell) for atom, cell in found.facts]
        return self._draft(suspect, told, found.values), said(found)

    def whole(self, suspect: Suspect) -> tuple[Draft | None, str]:
        """All facts of one cell, and the words for them."""
        for cell in members(suspect.cells):
            numbers = suspect.grid.assignment(cell)
            values = replay(self._joint.contract, tuple(zip(suspect.grid.atoms, numbers, strict=True)))
            if values is not None:
                break
        told = [(atom, atom.cells[n]) for atom, n in zip(suspect.grid.atoms, numbers, strict=True)]
        return self._draft(suspect, told, values), " and ".join(cell.text for _, cell in told)

    def _draft(
        self, suspect: Suspect, told: Sequence[tuple[Atom, Cell]], values: Mapping[str, CellValue] | None
    ) -> Draft | None:
        draft = Draft(tier=suspect.tier, addons=dict.fromkeys(suspect.held, 1))
        for atom, cell in told:
            self._tell(draft, atom, cell, values or {})
        if draft.tier is None and suspect.held:
            draft.tier = self._tier_for(suspect.held)
        if suspect.opened is not None:
            draft.opened = self.local(suspect.opened)
        elif draft.opened is None:
            draft.opened = self._shown(suspect, told, "opened")
        moments = {a.condition.subject for a, _ in told if a.kind == "during" and isinstance(a.condition, During)}
        for moment in sorted(moments - {"opened", "worked"}):
            draft.facts[moment] = self._shown(suspect, told, moment)
        return self._solved(draft)

    def _solved(self, draft: Draft) -> Draft | None:
        """The draft with facts in place of values that the two contracts compute differently."""
        if not draft.wanted:
            return draft
        draft.opened = draft.opened or self.usual()
        found = self._solver.solved(draft.wanted, draft.facts, draft.opened)
        if found is None:
            return None
        draft.facts |= found
        return draft

    def _tier_for(self, held: tuple[str, ...]) -> str | None:
        """A tier with which add-ons may be held, in both contracts."""
        holds = self._joint.study.can_hold
        return next((tier for tier in self._ground.tiers if holds(self._ground.where(tier, held))), None)

    def _tell(self, draft: Draft, atom: Atom, cell: Cell, values: Mapping[str, CellValue]) -> None:
        match atom.kind:
            case "value" if atom.name != bare(atom.name):
                draft.wanted[atom.name] = cell
            case "fact" | "value":
                draft.facts[atom.name] = values.get(atom.name, cell.sample)
            case "builtin":
                setattr(draft, atom.name, values.get(atom.name, cell.sample))
            case "tier":
                draft.tier = str(cell.sample) if draft.tier is None else draft.tier
            case "addon":
                if cell.sample:
                    draft.addons[atom.name] = 1
            case "comparison":
                self._tell_compared(draft, atom, values)
            case _:
                self._tell_course(draft, atom, cell)

    def _tell_compared(self, draft: Draft, atom: Atom, values: Mapping[str, CellValue]) -> None:
        assert atom.kind == "comparison"
        for expr in expressions(atom.condition):
            if isinstance(expr, FactRef | ValueRef) and expr.name in values:
                draft.facts[expr.name] = values[expr.name]
            elif isinstance(expr, Builtin) and expr.name in values:
                setattr(draft, expr.name, values[expr.name])

    def _tell_course(self, draft: Draft, atom: Atom, cell: Cell) -> None:
        """What events show: a state that lasts, a window met or breached, a term that has not begun."""
        opened = draft.opened or self.usual()
        match atom.kind:
            case "state":
                assert isinstance(atom.condition, StateIs)
                state = next(s for s in self._joint.contract.states if s.name == atom.condition.state)
                if cell.sample:
                    draft.opened = opened
                    draft.events.append((opened + timedelta(minutes=1), state.starts, {}))
            case "window":
                window = next(w for w in self._joint.contract.windows if w.name == atom.name)
                draft.opened = opened
                if cell.sample == "met":
                    draft.events.append((opened + timedelta(minutes=1), window.ends, {}))
                elif cell.sample == "breached":
                    draft.as_of = opened + timedelta(days=400)
            case "in force":
                draft.opened = opened
                draft.start = opened + timedelta(days=-1 if cell.sample else 1)
            case _:
                pass

    def _shown(self, suspect: Suspect, told: Iterable[tuple[Atom, Cell]], moment: str) -> datetime | None:
        """An instant for what cells say of the calendars then; None where they say nothing."""
        asked = [
            (atom.condition.calendar, bool(cell.sample))
            for atom, cell in told
            if atom.kind == "during" and isinstance(atom.condition, During) and atom.condition.subject == moment
        ]
        low, high = opened_between(told) if moment == "opened" else (None, None)
        return self._open_so(suspect, asked, low, high) if asked else None

    def _open_so(
        self, suspect: Suspect, asked: Sequence[tuple[str, bool]], low: int | None, high: int | None
    ) -> datetime | None:
        what = self._opening.circumstances([name for name, _ in asked], suspect.grid, next(members(suspect.cells)))
        during = tuple((self._opening.resolved([name], what), is_open) for name, is_open in asked)
        at = self._opening.deadlines.shown(Openings(during, low, high))
        return None if at is None else self.local(at)

    def during(self, suspect: Suspect, moment: str) -> datetime | None:
        """An instant at which the calendars asked about then (`worked`) are as a cell of the suspect says."""
        numbers = suspect.grid.assignment(next(members(suspect.cells)))
        told = [(atom, atom.cells[n]) for atom, n in zip(suspect.grid.atoms, numbers, strict=True)]
        return self._shown(suspect, told, moment)

    # ── Moments ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def local(self, at: int) -> datetime:
        """An instant as people there read it."""
        return instant(at).astimezone(self.zone)

    def usual(self) -> datetime:
        """A weekday morning inside the horizon."""
        first, last = self._joint.contract.horizon
        day = min(first + timedelta(days=_DAYS_IN - (first + timedelta(days=_DAYS_IN)).weekday()), last)
        return datetime(day.year, day.month, day.day, _USUAL_HOUR, tzinfo=self.zone)

    # ── Questions ───────────────────────────────────────────────────────────────────────────────────────────────────

    def question(self, draft: Draft) -> Question:
        """The draft as each contract takes it: its own names, and only facts that it knows."""
        return Question(self._side(draft, 0), self._side(draft, 1))

    def _side(self, draft: Draft, side: int) -> Json:
        back, known = self._back[side], self._known[side]
        facts: Json = {}
        if draft.tier is not None:
            facts["tier"] = back.offers.get(draft.tier, draft.tier)
        addons = {back.offers.get(name, name): number for name, number in draft.addons.items()}
        if addons:
            facts["addons"] = addons
        if draft.service is not None:
            facts["service"] = back.things.get(draft.service, draft.service)
        for key in ("opened", "start", "as_of"):
            at = getattr(draft, key)
            if at is not None:
                facts[key] = at.isoformat()
        for name, value in self._with_days(draft.facts).items():
            own = self._own(name, side)
            if own is not None and own in known:
                facts[own] = _json(value, self._types.get(name, "choice"))
        told = [self._event(at, kind, more, side) for at, kind, more in draft.events]
        events = [event for event in told if event["type"] in known]
        if events:
            facts["events"] = events
        if draft.events and draft.as_of is None:
            # both are asked as of the same moment, also where one of them knows fewer of the events
            instants = [at for at, _, _ in draft.events] + ([draft.opened] if draft.opened is not None else [])
            facts["as_of"] = max(instants).isoformat()
        if draft.worked:
            facts["worked"] = [[start.isoformat(), end.isoformat()] for start, end in draft.worked]
        return self._with_zone(facts, side)

    def own_names(self, name: str) -> tuple[str, str]:
        """What each contract calls a fact or value of the joint one."""
        return self._own(name, 0) or name, self._own(name, 1) or name

    def _with_days(self, facts: Mapping[str, object]) -> dict[str, object]:
        """Facts with the trial days where some are given."""
        days = {
            days_given(name): (name, [day.isoformat() for day in trial]) for name, trial in self._joint.days.items()
        }
        told = {name: value for name, value in facts.items() if name not in days}
        return told | {days[name][0]: days[name][1] if given else [] for name, given in facts.items() if name in days}

    def _own(self, name: str, side: int) -> str | None:
        """A joint name as a side knows it; None where it is the other's."""
        mark, other = ((OLD, NEW), (NEW, OLD))[side]
        if name.endswith(other):
            return None
        name = name.removesuffix(mark)
        back = self._back[side]
        return back.facts.get(name, back.values.get(name, name))

    def _event(self, at: datetime, kind: str, more: Json, side: int) -> Json:
        before, _, thing = kind.rpartition(" ")
        own = self._back[side].things.get(thing, thing)
        return {"at": at.isoformat(), "type": f"{before} {own}".strip(), **more}

    def _with_zone(self, facts: Json, side: int) -> Json:
        """The site's zone, where local time matters, and days that a caller gives."""
        contract = self._contracts[side]
        timed = facts.keys() & {"opened", "start", "as_of"}
        if contract.zone_fact is not None and timed:
            facts.setdefault(contract.zone_fact, self._joint.zone)
        for fact in contract.facts:
            if fact.type == "dates" and fact.name not in facts and timed:
                facts[fact.name] = []
        return facts


def said(found: Witness) -> str:
    """The facts of a witness in words."""
    return " and ".join(cell.text for _, cell in found.facts)


def _known(contract: Contract) -> frozenset[str]:
    """The facts, values and events that a contract can take."""
    names = {fact.name for fact in contract.facts} | {define.name for define in contract.defines}
    for thing in contract.things:
        names |= {thing.name, f"missed {thing.name}", f"returned {thing.name}"}
    return frozenset(names | event_types(contract))


def _json(value: object, type_: str) -> Any:
    """A value in the shape that evaluators take."""
    match value:
        case bool() | str() | list():
            return value
        case datetime():
            return value.isoformat()
        case date():
            return value.isoformat()
        case int():
            return value
        case Fraction() if type_ == "percent":
            return number(value * 100)
        case Fraction() if type_ == "duration":
            return int(value)
        case Fraction():
            return number(value)
        case _:
            return str(value)
