"""What a difference comes from: the clause, the hours attended, a calendar, a defined value, the zone.

the same clause, `respond within 4 business hours`, on both sides; `office` has a new holiday     →     hours of office
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from servdsl.cells import Case
from servdsl.cells.words import text
from servdsl.differences.joint import NEW, OLD, Joint, bare
from servdsl.differences.meaning import all_expressions, essence
from servdsl.differences.names import declared
from servdsl.differences.records import Place
from servdsl.differences.suspects import Suspect
from servdsl.model import Contract
from servdsl.model.base import Record
from servdsl.model.contract import (
    Always,
    Calendar,
    CalendarRule,
    Clause,
    Define,
    DefineCase,
    Joined,
    Named,
    Schedule,
    State,
    Thing,
    Week,
    Window,
)
from servdsl.model.expressions import During, FactRef, ValueRef
from servdsl.wording import calendar_lines

Sides = tuple[tuple[Clause, ...], tuple[Clause, ...]]
Places = tuple[tuple[Place, ...], tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class Cause:
    """Suspects of one cause are one change. `key`: equal for one cause."""

    kind: str
    thing: str
    old: tuple[Place, ...]
    new: tuple[Place, ...]
    key: Hashable


class Causes:
    """Finds causes. `plain`: the two contracts under common names, nothing told apart yet."""

    def __init__(self, joint: Joint, old: Contract, new: Contract) -> None:
        self._joint = joint
        self._plain = (old, new)
        self._clauses = tuple({clause.id: clause for clause in contract.clauses} for contract in self._plain)
        self._twins = tuple(
            {(layer, c.kind, c.thing, _said(c)) for c in contract.clauses for layer in c.layers}
            for contract in self._plain
        )

    def of(self, suspect: Suspect) -> Cause:
        """The nearest thing that differs."""
        clauses = _clauses(suspect.old.clauses), _clauses(suspect.new.clauses)
        if suspect.kind in ("window", "state", "unit", "hours", "zone", "value"):
            return self._declared(suspect.kind, suspect.thing)
        single = self._single(clauses, suspect)
        if single[0] or single[1]:
            return self._clause_cause(suspect.kind, suspect.thing, clauses, single)
        single = self._single(suspect.beside, suspect)
        if single[0] or single[1]:
            return self._clause_cause("attends", "", suspect.beside, single)
        for kind, name in self._apart(
            (*clauses[0], *clauses[1], *suspect.beside[0], *suspect.beside[1]), suspect.names
        ):
            return self._declared(kind, name)
        return self._clause_cause(suspect.kind, suspect.thing, clauses, clauses)

    def _clause_cause(self, kind: str, thing: str, clauses: Sides, single: Sides) -> Cause:
        """A change of clauses: known by those that stand on one side only, told with all that decide."""
        told = self.places_of(self._differing(clauses))
        return Cause(kind, thing, *told, (kind, thing, *(tuple(c.id for c in side) for side in single)))

    def _single(self, clauses: Sides, suspect: Suspect) -> Sides:
        """The clauses that do not stand on the other side too, in a layer of the same offers."""
        offers = (*((suspect.tier,) if suspect.tier else ()), *suspect.held)
        found: list[tuple[Clause, ...]] = []
        for side, told in enumerate(clauses):
            other = self._plain[1 - side]
            known = {offer.name for offer in other.offers}
            near = {layer for offer in offers if offer in known for layer in other.lineage(offer)}
            plain = ((c, self._clauses[side].get(c.id, c)) for c in told)
            found.append(tuple(c for c, p in plain if not self._has_twin(1 - side, near, p)))
        return found[0], found[1]

    def _has_twin(self, side: int, layers: set[str], clause: Clause) -> bool:
        return any((layer, clause.kind, clause.thing, _said(clause)) in self._twins[side] for layer in layers)

    def _differing(self, clauses: Sides) -> Sides:
        """The clauses that do not stand on both sides alike; all where that leaves none."""
        told = [{_said(self._clauses[side].get(c.id, c)): c for c in clauses[side]} for side in (0, 1)]
        rest = [tuple(c for said, c in told[side].items() if said not in told[1 - side]) for side in (0, 1)]
        return (rest[0], rest[1]) if rest[0] or rest[1] else clauses

    def _apart(self, clauses: Iterable[Case], calendars: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The names in clauses that mean different things: values before calendars before facts."""
        found: dict[str, dict[str, None]] = {"value": {}, "hours": {}, "fact": {}}
        for clause in clauses:
            found["hours"] |= dict.fromkeys(_calendars(clause.value))
            for expr in all_expressions((clause.when, clause.value)):
                match expr:
                    case ValueRef():
                        found["value"] |= dict.fromkeys(_named(expr.name))
                    case During():
                        found["hours"][expr.calendar] = None
                    case FactRef():
                        found["fact"][expr.name] = None
                    case _:
                        pass
        found["hours"] |= dict.fromkeys(calendars)
        for kind, names in found.items():
            for name in names:
                if _is_apart(name):
                    yield kind, bare(name)

    # ── Places ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def places_of(self, clauses: Sides) -> Places:
        """Where clauses stand, and what they say."""
        return _places(clauses[0]), _places(clauses[1])

    def _declared(self, kind: str, name: str) -> Cause:
        if kind == "hours":
            calendars = [next((c for c in side.calendars if c.name == name), None) for side in self._plain]
            if self._only_zone(*calendars):
                part = next(self._changed_parts(calendars[0]), None)
                return self._zone() if part is None else self._declared("hours", part)
            return Cause("hours", name, *self._lines(*calendars), ("hours", name))
        if kind == "zone":
            return self._zone()
        families = {"value": "values", "fact": "facts", "window": "windows", "state": "states", "unit": "things"}
        records = [declared(side, families[kind]).get(name) for side in self._plain]
        if isinstance(records[0], Define) and isinstance(records[1], Define):
            return self._value(records[0], records[1])
        return Cause(kind, name, _statement(records[0]), _statement(records[1]), (kind, name))

    def _value(self, old: Define, new: Define) -> Cause:
        """A defined value: itself, or what its cases read where these are the same on both sides."""
        places = _cases(old, new)
        cases = [case for mark in (OLD, NEW) for case in self._cases_of(old.name + mark)]
        read = [] if places[0] or places[1] else [one for one in self._apart(cases, ()) if one != ("value", old.name)]
        return self._declared(*read[0]) if read else Cause("value", old.name, *places, ("value", old.name))

    def _cases_of(self, name: str) -> tuple[DefineCase, ...]:
        define = self._joint.defines.get(name)
        return define.cases if define is not None else ()

    def _zone(self) -> Cause:
        return Cause("zone", "", self._header(self._plain[0]), self._header(self._plain[1]), "zone")

    def _only_zone(self, old: Calendar | None, new: Calendar | None) -> bool:
        return old is not None and new is not None and essence(old.schedule) == essence(new.schedule)

    def _changed_parts(self, calendar: Calendar | None) -> Iterator[str]:
        """The calendars of which one is joined, on either side alike, that are not the same themselves."""
        known = [{one.name: one for one in side.calendars} for side in self._plain]
        for name in _joined(calendar.schedule) if calendar is not None else ():
            old, new = (side.get(name) for side in known)
            if self._only_zone(old, new):
                yield from self._changed_parts(old)
            else:
                yield name

    def _header(self, contract: Contract) -> tuple[Place, ...]:
        zone = contract.zone or f"of {contract.zone_fact}"
        return (Place("zone", f"{contract.file}:1", f"zone {zone}"),)

    def _lines(self, old: Calendar | None, new: Calendar | None) -> Places:
        """The lines of a calendar that the other has not; its first line where that is none of them."""
        ours, theirs = ({essence((r.rule, r.when)): r for r in _rules(one)} for one in (old, new))
        return (
            self._calendar(0, old, [rule for key, rule in ours.items() if key not in theirs]),
            self._calendar(1, new, [rule for key, rule in theirs.items() if key not in ours]),
        )

    def _calendar(self, side: int, calendar: Calendar | None, rules: list[CalendarRule]) -> tuple[Place, ...]:
        if calendar is None:
            return ()
        contract = self._plain[side]
        language = contract.languages[0]
        if not rules:
            said = "; ".join(calendar_lines(contract, calendar, language))
            return (Place(calendar.name, str(calendar.origin), said, calendar.sources),)
        alone = (calendar.model_copy(update={"schedule": Week(rules=(rule,))}) for rule in rules)
        words = ("; ".join(calendar_lines(contract, one, language)) for one in alone)
        return tuple(
            Place(calendar.name, str(rule.origin), said, rule.sources) for rule, said in zip(rules, words, strict=True)
        )


def _calendars(record: object) -> Iterator[str]:
    """The calendars that a value names."""
    if isinstance(record, Record):
        for name in type(record).model_fields:
            inner = getattr(record, name)
            if name == "calendar" and isinstance(inner, str):
                yield inner
            yield from _calendars(inner)


def _joined(schedule: Schedule) -> Iterator[str]:
    """The calendars that a schedule names."""
    match schedule:
        case Named():
            yield schedule.name
        case Joined():
            yield from _joined(schedule.left)
            yield from _joined(schedule.right)
        case Week() | Always():
            return
        case _:
            assert_never(schedule)


def _said(clause: Clause) -> Hashable:
    return essence(clause.when), clause.strength, essence(clause.value)


def _named(name: str) -> Iterator[str]:
    """A defined value's name; of a comparison put in place of a table, the table's."""
    for mark in (OLD, NEW):
        before, found, _ = name.partition(mark)
        if found:
            yield before + mark


def _is_apart(name: str) -> bool:
    return name != bare(name)


def _clauses(told: Iterable[object]) -> tuple[Clause, ...]:
    return tuple(one for one in told if isinstance(one, Clause))


def _places(clauses: Iterable[Clause]) -> tuple[Place, ...]:
    return tuple(Place(c.id, str(c.origin), c.says, c.sources) for c in clauses)


def _rules(calendar: Calendar | None) -> tuple[CalendarRule, ...]:
    schedule = calendar.schedule if calendar is not None else None
    return schedule.rules if isinstance(schedule, Week) else ()


def _cases(old: Define, new: Define) -> Places:
    """The cases of a defined value that the other has not."""
    ours, theirs = ({essence(case): case for case in define.cases} for define in (old, new))
    return (
        tuple(_case(old, case) for key, case in ours.items() if key not in theirs),
        tuple(_case(new, case) for key, case in theirs.items() if key not in ours),
    )


def _case(define: Define, case: DefineCase) -> Place:
    value = text(case.value) if define.type != "yes_no" or case.when is None else "yes"
    when = f" when {text(case.when)}" if case.when is not None else ""
    return Place(define.name, str(case.origin), f"{define.name}: {value}{when}", case.sources or define.sources)


def _statement(record: object) -> tuple[Place, ...]:
    match record:
        case Window():
            return (Place(record.name, str(record.origin), _window(record), record.sources),)
        case State():
            said = f"state {record.name} from {record.starts} to {record.ends}"
            return (Place(record.name, str(record.origin), said, record.sources),)
        case Thing():
            size = f" of {record.block_hours} hours" if record.block_hours is not None else ""
            return (Place(record.name, str(record.origin), f"{record.kind} {record.name}{size}", record.sources),)
        case None:
            return ()
        case _:
            origin = getattr(record, "origin", "")
            return (Place(getattr(record, "name", ""), str(origin), str(getattr(record, "name", ""))),)


def _window(window: Window) -> str:
    risk = f", at risk at {window.at_risk * 100:f}%" if window.at_risk is not None else ""
    customer = " by customer" if window.by_customer else ""
    each = "each " if window.each else ""
    return f"window {window.name} from {each}{' or '.join(window.starts)} to {window.ends}{customer}{risk}"
