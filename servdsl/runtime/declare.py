"""What a generated evaluator declares about its contract. The engine knows contracts only through these records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from .calendars import Calendar
from .records import Record
from .values import Attends, Kind, Test, Value

FactType: TypeAlias = Literal[
    "yes_no", "choice", "money", "whole", "number", "percent", "date", "dates", "instant", "zone", "duration", "country"
]


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
    """An `amount` of the offers held, read by another formula."""

    name: str


class During(Record):
    """Whether a calendar is open when the ticket is opened, or in this stretch of the time worked."""

    subject: Literal["opened", "worked"]
    calendar: str


class WindowIs(Record):
    """Whether a window is met, or breached, as of the instant of the question."""

    window: str
    status: Literal["met", "breached"]


class StateIs(Record):
    """Whether a state holds as of the instant of the question."""

    state: str


class Holds(Record):
    """Whether the customer holds a tier or an add-on."""

    offer: str


class InForce(Record):
    """Whether the customer's term runs when the ticket is opened."""


class Zone(Record):
    """The time zone of local dates and times: the contract's or the site's."""


class Compared(Record):
    """A comparison of two unknowns: where one is missing it is tried as yes and as no (decision 1)."""

    holds: Test


Input: TypeAlias = AmountOf | During | WindowIs | StateIs | Holds | InForce | Zone | Compared


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Offer(Record):
    """A tier or an add-on. `level` of an add-on: one above the highest it requires (decision 21)."""

    name: str
    kind: Literal["tier", "addon"]
    label: str = ""
    parent: str | None = None
    level: int = 0


class Thing(Record):
    """A service, or a unit that is counted; `key` is its name in answers. `block_hours`: uses round up to whole blocks."""

    name: str
    kind: Literal["service", "unit"]
    key: str
    label: str = ""
    block_hours: Fraction | None = None


class Window(Record):
    """A promise's clock, from the first of some events to another; `at_risk` is a share of its own time."""

    name: str
    starts: tuple[str, ...]
    ends: str
    label: str = ""
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
    """A whole contract. `cases` finds the clause of a decided value by (layer, kind, thing) where a layer has more than
    one; `candidates` has a value of each cell of an input's domain, for the inputs that are neither choices nor yes/no;
    `together` lists which of the calendars named first are open at one time, of those that `opened during` names."""

    name: str
    language: str
    zone: str | None
    zone_fact: str | None
    horizon: tuple[date, date]
    facts: tuple[Fact, ...] = ()
    defines: tuple[Define, ...] = ()
    inputs: Mapping[str, Input] = {}
    candidates: Mapping[str, tuple[Any, ...]] = {}
    together: tuple[tuple[str, ...], tuple[tuple[bool, ...], ...]] | None = None
    calendars: tuple[Calendar, ...] = ()
    offers: tuple[Offer, ...] = ()
    things: tuple[Thing, ...] = ()
    windows: tuple[Window, ...] = ()
    states: tuple[State, ...] = ()
    clauses: tuple[Clause, ...] = ()
    cases: Mapping[tuple[str, Kind, str], Cases] = {}
    assumptions: tuple[Assumption, ...] = ()


class Index:
    """A contract's declarations by name, made once; read-only afterwards, so safe for many threads."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.facts = {fact.field or fact.name: fact for fact in contract.facts}
        self.defines = {define.field or define.name: define for define in contract.defines}
        self.offers = {offer.name: offer for offer in contract.offers}
        self.calendars = {calendar.name: calendar for calendar in contract.calendars}
        self.windows = {window.name: window for window in contract.windows}
        self.states = {state.name: state for state in contract.states}
        self.things = {thing.name: thing for thing in contract.things}
        self.services = tuple(thing.name for thing in contract.things if thing.kind == "service")
        self.place = {clause.id: number for number, clause in enumerate(contract.clauses)}
        self._clauses: dict[tuple[str, Kind, str], list[Clause]] = {}
        self._kinds: dict[tuple[str, Kind], list[Clause]] = {}
        for clause in contract.clauses:
            for layer in clause.layers:
                self._clauses.setdefault((layer, clause.value.kind, clause.thing), []).append(clause)
                self._kinds.setdefault((layer, clause.value.kind), []).append(clause)

    def clauses(self, layer: str, kind: Kind, thing: str) -> list[Clause]:
        """The cases of one value in one layer, in the order of the contract."""
        return self._clauses.get((layer, kind, thing), [])

    def all_of(self, layers: tuple[str, ...], kind: Kind) -> list[Clause]:
        """Every clause of a kind in some layers, in the order of the contract."""
        found = {clause.id: clause for layer in layers for clause in self._kinds.get((layer, kind), [])}
        return sorted(found.values(), key=self.order)

    def things_of(self, layers: tuple[str, ...], kind: Kind) -> tuple[str, ...]:
        """What the clauses of a kind in some layers are about, in the order of the contract."""
        return tuple(dict.fromkeys(clause.thing for clause in self.all_of(layers, kind)))

    def order(self, clause: Clause) -> int:
        """The place of a clause in the contract."""
        return self.place[clause.id]

    def lineage(self, offer: str) -> tuple[str, ...]:
        """The layers of one offer from near to far: itself, its parents, the contract-wide layer of its kind."""
        names: list[str] = []
        current: str | None = offer
        while current is not None:
            names.append(current)
            current = self.offers[current].parent
        return (*names, "all tiers" if self.offers[offer].kind == "tier" else "all addons")

    def ranks(self, tier: str, addons: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Ranks of layers from near to far: add-ons by falling level, their parents, the tier, its parents, all tiers.
        Layers of one rank stand equally near (decisions 17 to 21)."""
        levels = sorted({self.offers[name].level for name in addons}, reverse=True)
        ranks = [tuple(sorted(name for name in addons if self.offers[name].level == level)) for level in levels]
        depths: dict[str, int] = {}
        for name in addons:
            for depth, layer in enumerate(self.lineage(name)[1:-1]):
                depths[layer] = max(depth, depths.get(layer, 0))
        parents = sorted(depths.keys() - set(addons), key=lambda layer: (depths[layer], layer))
        wide = ("all addons",) if addons else ()
        return (*ranks, *((layer,) for layer in (*parents, *wide, *self.lineage(tier))))
