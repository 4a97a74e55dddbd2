"""One case: a contract and the facts of one question, as conditions and formulas read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from fractions import Fraction
from typing import Protocol
from zoneinfo import ZoneInfo

from servdsl.model.base import Record
from servdsl.model.contract import Clause, Contract, Define, Fact
from servdsl.model.expressions import Builtin, Compare, Expr, FactRef, InRange, OneOf, ValueRef
from servdsl.reference.calendars import DAY, OpenTime, midnight, to_utc
from servdsl.reference.explore import Lacks, Variable
from servdsl.reference.inputs import Event, Given


class Question(Protocol):
    """What conditions and formulas ask of other parts of the answer."""

    def defined(self, case: Case, name: str) -> object:
        """The value of a `define` or an `amount`; Lacks where it is undecided."""

    def currency(self, case: Case, name: str) -> str | None: ...
    def is_lower_bound(self, case: Case, name: str) -> bool: ...
    def term_start(self) -> datetime: ...
    def in_force(self) -> bool: ...
    def window_status(self, name: str) -> str:
        """met, breached or neither, as of the instant of the question; Lacks where it is undecided."""

    def window_delay(self, name: str) -> Fraction:
        """By how long a window was missed, in seconds; Lacks where it is undecided."""

    def state_holds(self, name: str) -> bool: ...
    def cap(self, name: str) -> Fraction | None:
        """How many names of a list count; None: all. Lacks where that is undecided."""


class Book:
    """What is looked up in a contract again and again."""

    def __init__(self, contract: Contract) -> None:
        self.facts: dict[str, Fact] = {fact.name: fact for fact in contract.facts}
        self.defines: dict[str, Define] = {define.name: define for define in contract.defines}
        self.calendars = {calendar.name: calendar for calendar in contract.calendars}
        self.order = {clause.id: index for index, clause in enumerate(contract.clauses)}
        self.partners: dict[Variable, list[Expr | str]] = {}
        self.implied: dict[tuple[Expr | None, Expr], bool] = {}
        self.resolved: dict[object, OpenTime] = {}
        self.shown: dict[object, frozenset[tuple[bool, ...]]] = {}
        self.ranks: dict[object, tuple[tuple[str, ...], ...]] = {}
        self.held: dict[object, tuple[Clause, ...]] = {}
        for record in walk(contract):
            self._note_partners(record)

    def _note_partners(self, record: Record) -> None:
        """What each variable is compared with: these constants split its domain (decision 1)."""
        match record:
            case Compare():
                self._partner(record.left, record.right)
                self._partner(record.right, record.left)
            case InRange():
                self._partner(record.item, record.low)
                self._partner(record.item, record.high)
            case OneOf():
                for value in record.values:
                    self._partner(record.item, value)
            case _:
                pass

    def _partner(self, side: Expr, other: Expr | str) -> None:
        if (variable := variable_of(side)) is not None:
            self.partners.setdefault(variable, []).append(other)


def walk(record: Record) -> Iterator[Record]:
    """A record and all records in it."""
    yield record
    for value in vars(record).values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Record):
                yield from walk(item)


def variable_of(expr: Expr) -> Variable | None:
    """The variable that an expression is, if it is nothing more."""
    match expr:
        case FactRef() | ValueRef() | Builtin():
            return (expr.kind, expr.name)
        case _:
            return None


@dataclass(eq=False)
class Case:
    """`facts` are those at one instant (a window reads its own). Blank: nothing is known, for what holds always."""

    contract: Contract
    book: Book
    given: Given
    facts: Mapping[str, object]
    service: str | None = None
    stretch: datetime | None = None
    blank: bool = False
    question: Question | None = None
    memo: dict[object, object] = field(default_factory=dict)

    def asking(self) -> Question:
        if self.question is None:
            raise Lacks([])
        return self.question

    def of(self, service: str | None) -> Case:
        """The same case, asked for a service."""
        return self._but(("service", service), replace(self, service=service, memo={}))

    def during(self, stretch: datetime) -> Case:
        """The same case at a stretch of the time worked."""
        return self._but(("stretch", stretch), replace(self, stretch=stretch, memo={}))

    def at(self, instant: datetime | None, events: tuple[Event, ...]) -> Case:
        """The case with the values that facts have at an instant (decision 38)."""
        told = {
            e.type: e.value for e in events if e.type in self.book.facts and instant is not None and e.at <= instant
        }
        facts = {**self.given.facts, **told}
        return self._but(("facts", tuple(facts.items())), replace(self, facts=facts, memo={})) if told else self

    def _but(self, key: object, other: Case) -> Case:
        found = self.memo.setdefault(key, other)
        assert isinstance(found, Case)
        return found

    # ── Zone and layers ─────────────────────────────────────────────────────────────────────────────────────────────

    def lacking_zone(self) -> frozenset[str]:
        """The fact that holds the zone, where it is missing."""
        try:
            self.zone()
        except Lacks as lacking:
            return lacking.facts
        return frozenset()

    def zone(self) -> ZoneInfo:
        """The contract's or the site's; Lacks where the site's is not known."""
        if self.contract.zone_fact is not None and self.blank:
            return ZoneInfo("UTC")  # for what holds always, whatever the site (decision 33)
        if self.contract.zone_fact is not None:
            return self.zone_of(self.contract.zone_fact)
        return ZoneInfo(self.contract.zone or "UTC")

    def zone_of(self, fact: str) -> ZoneInfo:
        found = self.facts.get(fact)
        if not isinstance(found, ZoneInfo):
            raise Lacks([fact])
        return found

    def zone_or(self, otherwise: ZoneInfo | tzinfo) -> tzinfo:
        try:
            return self.zone()
        except Lacks:
            return otherwise

    def horizon(self) -> tuple[datetime, datetime]:
        """The first instant of the horizon and the first after it; in UTC where the zone is not known."""
        first, last = self.contract.horizon
        try:
            zone = self.zone()
        except Lacks:
            zone = ZoneInfo("UTC")
        return midnight(first, zone), midnight(last + DAY, zone)

    def ranks(self) -> tuple[tuple[str, ...], ...]:
        """Layers from near to far."""
        if self.given.tier is None:
            raise Lacks(["tier"])
        offers = (self.given.tier, *self.given.addons)
        if offers not in self.book.ranks:
            self.book.ranks[offers] = self.contract.layers(self.given.tier, offers[1:])
        return self.book.ranks[offers]

    def held(self, *kinds: str) -> tuple[Clause, ...]:
        """The clauses of these kinds in any held layer, in the order of the contract."""
        key = self.ranks(), kinds
        if key not in self.book.held:
            layers = {layer for rank in self.ranks() for layer in rank}
            found = (c for c in self.contract.clauses if c.kind in kinds and layers & set(c.layers))
            self.book.held[key] = tuple(found)
        return self.book.held[key]


# ── Dates and instants ──────────────────────────────────────────────────────────────────────────────────────────────


def as_date(case: Case, value: object) -> date:
    """A date, or the local date of an instant."""
    if isinstance(value, datetime):
        return value.astimezone(case.zone()).date()
    assert isinstance(value, date)
    return value


def as_instant(case: Case, value: object) -> datetime:
    """An instant; a date means local midnight (decision 54)."""
    if isinstance(value, datetime):
        return value
    assert isinstance(value, date)
    return midnight(value, case.zone())


def local(case: Case, reading: str) -> datetime:
    """The instant of a local time that the contract writes."""
    found = datetime.fromisoformat(reading)
    return to_utc(found, case.zone()) if found.tzinfo is None else found.astimezone(UTC)
