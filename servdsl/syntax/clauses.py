"""Clauses: what a tier, an add-on, a `for` block and the head of a matrix consist of.

`respond within 4 business hours when severity is weak @NWP-031` becomes

    Promise(Name("respond"), Single(Value(Quantity(4, "business", "hour")), "plain", when=Is(…)), cites=(Cited("NWP-031"),))

`when` is the condition under which a clause holds, None where it always does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from servdsl.source import Span
from servdsl.syntax.expressions import Expression, Modifier, Period, PriceTerm, Strength, Table, Valid, Valued
from servdsl.syntax.parts import Cites, Label, Money, Name, Number, Percentage, Quantity, UnitName

# ── Money ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Price:
    """`price per year excluding VAT {…}`: `terms` stand before the value and hold for each of its cases."""

    terms: tuple[PriceTerm, ...]
    value: Valued
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Discount:
    """`discount 5% on advice when pumps >= 3`."""

    share: Expression
    services: tuple[Name, ...]
    strength: Strength
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Amount:
    """`amount credit "Service credit", at most monthly_fee {…}`: any other sum that the contract computes."""

    name: Name
    label: Label | None
    modifiers: tuple[Modifier, ...]
    value: Valued
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Charges:
    """`charges repair, at least 2 hours {…}`: what the customer pays for it; without a value, it is charged at all.

    `strength` and `when` stand only where there is no value; else they are the value's.
    """

    service: Name
    modifiers: tuple[Modifier, ...]
    value: Valued | None
    strength: Strength
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


# ── What is served ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Covers:
    """`covers parts 50% when …`: the share that the vendor bears; without a value, all of it.

    `strength` and `when` stand only where there is no value; else they are the value's.
    """

    services: tuple[Name, ...]
    value: Valued | None
    strength: Strength
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Excludes:
    """`excludes parts`, `excludes when floor > 12`; without services, the whole case."""

    services: tuple[Name, ...]
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ExcludesValues:
    """`excludes severity weak, other when channel is phone`: values of a fact."""

    fact: Name
    values: tuple[Name, ...]
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Accepts:
    """`accepts channel email, portal`; `values` is None for `any`."""

    fact: Name
    values: tuple[Name, ...] | None
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Needs:
    """`needs photos_given when channel is portal`: a duty of the customer when the service is used."""

    condition: Expression
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Count:
    """`4 hours of advice per contract year`, `unlimited sessions`, `pumps loan_pumps per term`, `500 EUR of repair per term`.

    `number` is None for `unlimited` and a name where a fact or definition gives it; `unit` is None for things counted.
    """

    number: Number | Money | Name | None
    unit: UnitName | Literal["money"] | None
    thing: Name
    period: Period | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Quota:
    """`includes` entitles and caps, `at most` caps, `adds` raises what is included."""

    verb: Literal["includes", "at most", "adds"]
    count: Count
    modifiers: tuple[Modifier, ...]
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


# ── Who may buy it, and for how long ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Offered:
    """`offered when country in PT, ES`: whether it may be bought."""

    when: Expression
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Requires:
    """`requires plus or fleet`, `requires plus from 2027-01-01`."""

    condition: Expression
    valid: Valid | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ConflictsWith:
    """`conflicts with weekend_watch`."""

    offers: tuple[Name, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Lasts:
    """`lasts 1 year`, or by cases."""

    value: Valued
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class LastsBound:
    """`lasts at least 6 months`."""

    bound: Literal["at least", "at most"]
    time: Quantity
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class LastsWhile:
    """`lasts while pumps >= 5`."""

    condition: Expression
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Starts:
    """`starts at first_day`."""

    at: Expression
    strength: Strength
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Renews:
    """`renews every year without a gap`."""

    every: UnitName
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Cancellable:
    """`cancellable with 30 calendar days notice, to the end of the period`; no `notice` is `at any time`."""

    notice: Quantity | None
    to_end_of: Literal["period", "month", "quarter", "year"] | None
    cites: Cites
    span: Span = field(compare=False)


# ── When ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Attends:
    """`attends during office`; `also` adds to the inherited hours."""

    also: bool
    calendar: Name
    strength: Strength
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Windows:
    """`windows by severity {…}`: promises of several windows in one table."""

    table: Table
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Promise:
    """`respond within 2 hours`, `update every 4 hours until resolved`, `resolve has no promise "…"`: one clause."""

    window: Name
    value: Valued
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Pauses:
    """`respond pauses while waiting`."""

    window: Name
    state: Name
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CountsFrom:
    """`arrive counts from part_arrived when severity is other`."""

    window: Name
    event: Name
    strength: Strength
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CountsAsUsed:
    """`visit counts as used when urgent`: spent although it did not take place."""

    thing: Name
    when: Expression
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Uses:
    """`repair uses 1 visit`."""

    service: Name
    number: Number
    thing: Name
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class When:
    """A level reached when this holds."""

    condition: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AfterLevel:
    """`after level 3`."""

    level: int
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TimeAfter:
    """`4 business hours after level 1`, `2 hours after opened`: a level's number or an event."""

    time: Expression
    after: int | Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TimeBefore:
    """`1 hour before respond`: before it is due, in the window's own time."""

    time: Expression
    window: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ShareOfWindow:
    """`at 75% of respond`."""

    share: Percentage
    window: Name
    span: Span = field(compare=False)


Trigger = When | AfterLevel | TimeAfter | TimeBefore | ShareOfWindow


@dataclass(frozen=True, slots=True)
class Level:
    """`level 2 "Plant manager" 4 business hours after level 1`."""

    number: int
    label: Label
    trigger: Trigger
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Closes:
    """`closes when loan is met`."""

    when: Expression
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ClosesAfter:
    """`closes after 3 contact_attempts on office when waiting`."""

    number: Number
    thing: Name
    calendar: Name | None
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Reopens:
    """`reopens when urgent`."""

    when: Expression
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class NoteText:
    """`note "Greetings."`: read, not computed."""

    words: Label
    cites: Cites
    span: Span = field(compare=False)


Clause = (
    Price
    | Discount
    | Amount
    | Charges
    | Covers
    | Excludes
    | ExcludesValues
    | Accepts
    | Needs
    | Quota
    | Offered
    | Requires
    | ConflictsWith
    | Lasts
    | LastsBound
    | LastsWhile
    | Starts
    | Renews
    | Cancellable
    | Attends
    | Windows
    | Promise
    | Pauses
    | CountsFrom
    | CountsAsUsed
    | Uses
    | Level
    | Closes
    | ClosesAfter
    | Reopens
    | NoteText
)
