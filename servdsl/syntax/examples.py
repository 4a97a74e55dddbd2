"""Examples: worked cases that a reviewer reads and a test runs.

`expect respond due 2026-03-09 12:30 @NWP-031` becomes
`Expect(ExpectDue(Name("respond"), target=None, due=Moment(2026-03-09, 12:30)), cites=(Cited("NWP-031"),))`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from servdsl.source import Span
from servdsl.syntax.clauses import NoteText
from servdsl.syntax.expressions import Expression, Value
from servdsl.syntax.parts import (
    Cites,
    Label,
    Moment,
    Money,
    Name,
    Number,
    Percentage,
    Quantity,
    Text,
    UnitName,
    YesNo,
    ZoneName,
)

# ── What is given ────────────────────────────────────────────────────────────────────────────────────────

Literals = Moment | Money | Percentage | Quantity | Number | Name | ZoneName | Text | YesNo
"""What a fact may be given as; which fits is a matter of the fact's type."""


@dataclass(frozen=True, slots=True)
class GivenFact:
    """`given severity weak`, `given opened 2026-03-06 15:30`; several values only for a fact of dates or names."""

    name: Name
    values: tuple[Literals, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class GivenTier:
    """`given tier plus`."""

    tier: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class GivenAddon:
    """`given addon extra_visit 2`: once where no quantity is written."""

    addon: Name
    quantity: Number | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class GivenWorked:
    """`given worked 2026-03-03 10:00 to 2026-03-03 12:00`; may stand several times."""

    start: Moment
    end: Moment
    span: Span = field(compare=False)


Given = GivenFact | GivenTier | GivenAddon | GivenWorked


@dataclass(frozen=True, slots=True)
class GivenLine:
    """`given tier plus, severity weak`."""

    given: tuple[Given, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """`event 2026-02-03 09:00 advice for 2 hours`, `… severity s1`, `… missed visit`, `… returned loan_pump`."""

    at: Moment
    kind: Literal["happened", "missed", "returned"]
    name: Name
    value: Literals | None
    time: Quantity | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AsOf:
    """`as of 2026-03-03 11:30`."""

    at: Moment
    span: Span = field(compare=False)


# ── What is expected ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ExpectDue:
    """`arrive target M due M`, `arrive due M`, `arrive target M`: one of the two at least."""

    window: Name
    target: Moment | None
    due: Moment | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectNotBefore:
    """`respond not before M`: the bound of `or more`."""

    window: Name
    at: Moment
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectAtRisk:
    """`respond at risk M`: when it begins to be."""

    window: Name
    at: Moment
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectState:
    """`respond state at risk`."""

    window: Name
    state: Literal["not started", "running", "paused", "at risk", "met", "breached", "cancelled", "none", "undecided"]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectNoPromise:
    """`resolve has no promise`, perhaps with its words: `resolve has no promise "when the part arrives"`."""

    window: Name
    words: Text | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectNextDue:
    """`next due respond`: of the windows still open, the one due first."""

    window: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectOpens:
    """`office opens M`: its next opening at or after `opened`."""

    calendar: Name
    at: Moment
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectOpen:
    """`office open`, `office closed`: whether it is when the ticket comes."""

    calendar: Name
    state: Literal["open", "closed"]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectAttends:
    """`attends office, nights`: exactly these calendars, in any order."""

    calendars: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectCloses:
    """`closes 2026-03-05 11:00`: when the ticket closes."""

    at: Moment
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectTerm:
    """`starts 2026-02-01`, `lasts until 2027-02-01`: the ends of the running term; a date means local midnight."""

    end: Literal["start", "end"]
    at: Moment
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectLevel:
    """`level 2 reached`, `level 2 not reached`, `level 2 at M`."""

    level: int
    reached: bool
    at: Moment | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectQuota:
    """`3 visits left`, `8 hours of advice used`, `2 visits beyond`, `40 EUR of repair left`, `unlimited sessions left` (no
    number); `at`: by the event of that moment."""

    what: Literal["left", "used", "beyond"]
    number: Number | Money | None
    unit: UnitName | None
    thing: Name
    at: Moment | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectBeyondCosts:
    """`5.10 EUR for pages beyond`: what is beyond a quota costs."""

    cost: Money
    thing: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectExhausted:
    """`advice exhausted 2026-02-03 09:00`."""

    thing: Name
    at: Moment
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectPrice:
    """`price from 900 EUR`; `price of extra_visit 300 EUR per visit` is that of an add-on."""

    addon: Name | None
    value: Value
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectTotal:
    """`total 1_200 EUR`: with the add-ons."""

    value: Value
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectCharges:
    """`charges repair 220 EUR`."""

    service: Name
    value: Value
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectDiscount:
    """`discount 5% on advice`; without a share, `no discount on advice`."""

    share: Expression | None
    service: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectNoShare:
    """`no share of parts`: none is answered."""

    service: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectSchedule:
    """`average price over pump_year 3 to 9 is 800 EUR`."""

    aggregate: Literal["average", "total"]
    fact: Name
    low: Number
    high: Number
    value: Value
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectValue:
    """`spares_held 2`, `parts 50%`: a defined value, a share or an amount."""

    name: Name
    value: Value
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectAnswer:
    """`covered`, `not in force`."""

    answer: Literal["covered", "chargeable", "undecided", "offered", "in force", "closes", "reopens"]
    negated: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExpectNeeds:
    """`needs pump_value`: facts that the answer misses, perhaps among others."""

    facts: tuple[Name, ...]
    span: Span = field(compare=False)


Expectation = (
    ExpectDue
    | ExpectNotBefore
    | ExpectAtRisk
    | ExpectState
    | ExpectNoPromise
    | ExpectNextDue
    | ExpectOpens
    | ExpectOpen
    | ExpectAttends
    | ExpectCloses
    | ExpectTerm
    | ExpectLevel
    | ExpectQuota
    | ExpectBeyondCosts
    | ExpectExhausted
    | ExpectPrice
    | ExpectTotal
    | ExpectCharges
    | ExpectDiscount
    | ExpectNoShare
    | ExpectSchedule
    | ExpectValue
    | ExpectAnswer
    | ExpectNeeds
)


@dataclass(frozen=True, slots=True)
class Expect:
    """`expect respond due 2026-03-09 12:30`."""

    expectation: Expectation
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Printed:
    """`printed 950 EUR "…"`: the document's own figure for the `expect` before it, where it differs."""

    value: Expression
    words: Label | None
    cites: Cites
    span: Span = field(compare=False)


ExampleLine = GivenLine | Event | AsOf | Expect | Printed | NoteText


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case: facts and events in, answers out."""

    title: Label
    lines: tuple[ExampleLine, ...]
    cites: Cites
    span: Span = field(compare=False)
