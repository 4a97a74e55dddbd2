"""What a generated evaluator declares about its contract. The engine knows contracts only through these records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from .calendars import Always, Rule, Span
from .records import Record
from .values import Kind, Test, Value

FactType: TypeAlias = Literal[
    "yes_no",
    "choice",
    "money",
    "whole",
    "number",
    "percent",
    "date",
    "dates",
    "instant",
    "zone",
    "duration",
    "country",
    "name",
    "names",
]


def reads(function: Callable[..., Any]) -> tuple[str, ...]:
    """The inputs that a function reads: the names of its parameters."""
    code = function.__code__
    names: tuple[str, ...] = code.co_varnames[: code.co_argcount]
    return names


class Clause(Record):
    """One statement of the contract. `when` None: always; the cases of a decided value stand in `Contract.cases` instead.

    `at` is the line of the `.plan` file, `says` the sentence in the contract's language, `sources` the source document's
    clauses that it encodes.
    """

    id: str
    layers: tuple[str, ...]
    value: Value
    thing: str = ""
    when: Test | None = None
    says: str = ""
    at: str = ""
    sources: tuple[str, ...] = ()


class Conflict(Record):
    """Two clauses that both decide and of which neither is the exception (decision 7)."""

    first: Clause
    second: Clause


Decision: TypeAlias = Clause | Conflict | None
Cases: TypeAlias = Callable[..., Decision]
"""The cases of one value in one layer, the most specific first; None where the layer is silent."""


# ── Inputs of conditions and formulas ───────────────────────────────────────────────────────────────────────────────


class Fact(Record):
    """A typed input. `field` is its name in python, where that differs; `choices` also lists a country fact's countries."""

    name: str
    type: FactType
    label: str = ""
    customer: bool = False
    choices: tuple[str, ...] = ()
    currency: str = ""
    low: int | None = None
    high: int | None = None
    field: str = ""


class Row(Record):
    """One case of a defined value."""

    value: Callable[..., Any] | Any
    lower_bound: bool = False


class Define(Record):
    """A defined value: `cases` finds the row that holds, `row` is the only one. A given value beats both."""

    name: str
    type: FactType
    label: str = ""
    currency: str = ""
    choices: tuple[str, ...] = ()
    row: Row | None = None
    cases: Callable[..., Row | None] | None = None
    field: str = ""


class AmountOf(Record):
    """An `amount` of the offers held, read by another formula; `with_currency`: its cases choose one, so that it is read as
    `Money`."""

    name: str
    with_currency: bool = False


class During(Record):
    """Whether a calendar is open when the ticket is opened, at the moment that a fact tells, or in this stretch of the
    time worked."""

    subject: str
    calendar: str


class WindowIs(Record):
    """Whether a window is met, or breached, as of the instant of the question."""

    window: str
    status: Literal["met", "breached"]


class DelayOf(Record):
    """By how long a window was missed, in seconds, as of the instant of the question."""

    window: str


class StateIs(Record):
    """Whether a state holds as of the instant of the question."""

    state: str


class Holds(Record):
    """Whether the customer holds a tier or an add-on."""

    offer: str


class InForce(Record):
    """Whether the customer's term runs when the ticket is opened."""


class Member(Record):
    """Whether a name is in a list of names, among those of it that count: the names of two inputs."""

    item: str
    listed: str


class Start(Record):
    """When the customer's term starts: as given, or as `starts at` says."""


class Zone(Record):
    """The time zone of local dates and times: the contract's or the site's."""


class Compared(Record):
    """A comparison of two unknowns: where one is missing it is tried as yes and as no (decision 1)."""

    holds: Test


Input: TypeAlias = AmountOf | During | WindowIs | DelayOf | StateIs | Holds | InForce | Member | Start | Zone | Compared


# ── Calendars ───────────────────────────────────────────────────────────────────────────────────────────────────────

Days: TypeAlias = tuple[tuple[date, str], ...]
"""Holidays: dates and their names."""


def holidays(named: Mapping[str, str]) -> Days:
    """Holidays by name, each with its dates: `{"Labour Day": "2026-05-01 2027-05-01"}`."""
    return tuple(sorted((date.fromisoformat(day), name) for name, days in named.items() for day in days.split()))


class HolidaysOf(Record):
    """The holidays of a fact: the days of a `dates` fact, or those of the country that it names (decision 32)."""

    fact: str
    countries: Mapping[str, Days] | None = None
    spans: tuple[Span, ...] = ()


class Guarded(Record):
    """A line of a calendar that holds for some facts only."""

    rule: Rule | HolidaysOf
    when: Test


class Openings(Record):
    """Opening hours, with everything inherited; without a zone, in the contract's or the site's."""

    rules: tuple[Rule | HolidaysOf | Guarded, ...]
    zone: str | None = None
    zone_fact: str | None = None


class Named(Record):
    """Another calendar."""

    name: str


class Combined(Record):
    """`office or plant`, `office and plant`, `always except office`."""

    op: Literal["or", "and", "except"]
    left: Schedule
    right: Schedule


Schedule: TypeAlias = Openings | Always | Named | Combined


class Calendar(Record):
    """A calendar under its name."""

    name: str
    schedule: Schedule
    label: str = ""


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Offer(Record):
    """A tier or an add-on. `level` of an add-on: one above the highest it requires (decision 21)."""

    name: str
    kind: Literal["tier", "addon"]
    label: str = ""
    parent: str | None = None
    level: int = 0


class Thing(Record):
    """A service, a unit that is counted, or a list of names that is capped; `key` is its name in answers. `block_hours`:
    uses round up to whole blocks."""

    name: str
    kind: Literal["service", "unit", "list"]
    key: str
    label: str = ""
    block_hours: Fraction | None = None


class Window(Record):
    """A promise's clock, from the first of some events to another, and with `each` again from the next of them after an
    end; `at_risk` is a share of its own time."""

    name: str
    starts: tuple[str, ...]
    ends: str
    label: str = ""
    each: bool = False
    by_customer: bool = False
    at_risk: Fraction | None = None


class State(Record):
    """Holds from one event to another."""

    name: str
    starts: str
    ends: str
    label: str = ""


class Assumption(Record):
    """A reading of ours of what the document leaves open."""

    name: str
    text: str
    sources: tuple[str, ...]


class Contract(Record):
    """A whole contract. `stages` names the layers of amendments, the nearest first. `cases` finds the clause of a decided
    value by (layer, kind, thing) where a layer has more than one; `candidates` has a value of each cell of an input's
    domain, for the inputs that are neither choices nor yes/no; `together` lists which of the `during` inputs named first
    can hold at one time (decision 3)."""

    name: str
    language: str
    zone: str | None
    zone_fact: str | None
    horizon: tuple[date, date]
    facts: tuple[Fact, ...] = ()
    defines: tuple[Define, ...] = ()
    inputs: Mapping[str, Input] = {}
    candidates: Mapping[str, tuple[Any, ...]] = {}
    together: tuple[tuple[tuple[str, ...], tuple[tuple[bool, ...], ...]], ...] = ()
    calendars: tuple[Calendar, ...] = ()
    offers: tuple[Offer, ...] = ()
    stages: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()
    windows: tuple[Window, ...] = ()
    states: tuple[State, ...] = ()
    clauses: tuple[Clause, ...] = ()
    cases: Mapping[tuple[str, Kind, str], Cases] = {}
    assumptions: tuple[Assumption, ...] = ()
