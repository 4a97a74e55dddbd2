"""Arithmetic and conditions of the checked contract: one typed expression tree.

    respond within 4 hours when severity is s1 and opened during office

has the condition

    And(items=(Compare(op="=", left=FactRef("severity"), right=Literal("choice", "s1")), During("opened", "office")))

Every expression has been type-checked: both sides of an operator fit, currencies agree, names exist.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from typing import Literal as Lit

from pydantic import Field

from servdsl.model.base import Record

Type = Lit[
    "yes_no", "choice", "money", "whole", "number", "percent", "date", "dates", "instant", "zone", "duration", "country",
    "name", "names",
]  # fmt: skip
Comparison = Lit["=", "!=", "<", "<=", ">", ">="]
Unit = Lit["days", "months", "years"]
"""Units of a length that the calendar counts; a week is 7 days, a quarter 3 months."""


class Literal(Record):
    """A constant. `value` is: Decimal for money, whole, number, percent (5% is 0.05) and duration (seconds);
    "yes"/"no"; a choice's or country's name; an ISO date; for `instant`, ISO local time in the contract's zone."""

    kind: Lit["literal"] = "literal"
    type: Type
    value: Decimal | str
    currency: str | None = None
    unit: Unit | None = None  # a duration in calendar units: `value` counts those instead


class FactRef(Record):
    """The value of a declared fact."""

    kind: Lit["fact"] = "fact"
    name: str
    type: Type
    currency: str | None = None


class ValueRef(Record):
    """A defined value (`define`, or an `amount` of an offer); a value the caller gives beats its formula. Money without a
    currency is in that of the case which decides it."""

    kind: Lit["value"] = "value"
    name: str
    type: Type
    currency: str | None = None


class Builtin(Record):
    """A built-in input: `opened`, `start` (instants), `service` (the name of the service asked for)."""

    kind: Lit["builtin"] = "builtin"
    name: Lit["opened", "start", "service"]
    type: Type


class Arithmetic(Record):
    """Exact arithmetic over rationals; `of` is multiplication. A date or instant plus a calendar duration is a date or
    instant."""

    kind: Lit["arithmetic"] = "arithmetic"
    op: Lit["+", "-", "*", "/"]
    left: Expr
    right: Expr
    type: Type
    currency: str | None = None


def is_share(expr: Arithmetic) -> bool:
    """Whether it says one quantity as a percentage of a like one."""
    return expr.op == "/" and expr.type == "percent" and (expr.left.type != "percent" or expr.right.type == "percent")


def unit_of(expr: Expr) -> Unit | None:
    """The unit of a length in units of the calendar, `years times 1 year`; None for all else. Such a length is so many of
    its units, and stands only where it is counted from a day."""
    match expr:
        case Literal():
            return expr.unit
        case Arithmetic() | Pick() if expr.type == "duration":
            return unit_of(expr.left) or unit_of(expr.right)
        case _:
            return None


class WholeYears(Record):
    """Completed anniversaries from one date to another, or completed hours or minutes from one instant to another (a date
    is its local midnight); 0 where the end comes first (decision 55)."""

    kind: Lit["whole_years"] = "whole_years"
    unit: Lit["seconds", "minutes", "hours", "days", "months", "years"] = "years"
    start: Expr
    end: Expr
    type: Lit["whole"] = "whole"


class OfPeriod(Record):
    """Of the calendar week (from Monday), month, quarter or year in which a day lies: its first or last day, or (`rest`,
    a number) the share of its days from that day on, the day included. An instant stands for its local day."""

    kind: Lit["of_period"] = "of_period"
    which: Lit["first", "last", "rest"]
    unit: Lit["week", "month", "quarter", "year"]
    day: Expr
    type: Lit["date", "number"]


class Delay(Record):
    """By how long a window was missed, from its due instant to its end, or to the instant of the question: in the window's
    own time, of a promise in days by the clock; 0 where it was met or is not yet due."""

    kind: Lit["delay"] = "delay"
    window: str
    type: Lit["duration"] = "duration"


class Pick(Record):
    """The later or earlier of two dates or instants, the greater or lesser of two quantities."""

    kind: Lit["pick"] = "pick"
    which: Lit["greater", "lesser"]
    left: Expr
    right: Expr
    type: Type
    currency: str | None = None


class Rounded(Record):
    """A quantity rounded up or down to a multiple of `step`."""

    kind: Lit["rounded"] = "rounded"
    direction: Lit["up", "down"]
    step: Decimal
    of: Expr
    type: Type
    currency: str | None = None


class Steps(Record):
    """`RATE for each started 1 hour of X`: how many steps X holds, started (rounded up), full (down) or exact."""

    kind: Lit["steps"] = "steps"
    part: Lit["started", "full", "exact"]
    size: Decimal
    of: Expr
    type: Lit["number"] = "number"


# ── Conditions: expressions of type yes_no ──────────────────────────────────────────────────────────────────────────


class Compare(Record):
    """A comparison of two quantities, instants, choices or countries."""

    kind: Lit["compare"] = "compare"
    op: Comparison
    left: Expr
    right: Expr
    type: Lit["yes_no"] = "yes_no"


class OneOf(Record):
    """`country in PT, ES`: the value is one of those named."""

    kind: Lit["one_of"] = "one_of"
    item: Expr
    values: tuple[str, ...]
    type: Lit["yes_no"] = "yes_no"


class Member(Record):
    """`asker in contacts`: a name is in a list of names. Of a list with a cap (`at most 5 contacts`) only as many names
    count, from the first."""

    kind: Lit["member"] = "member"
    item: Expr
    listed: FactRef
    type: Lit["yes_no"] = "yes_no"


class InRange(Record):
    """`pump_year in 3 to 9`: both ends included."""

    kind: Lit["in_range"] = "in_range"
    item: Expr
    low: Expr
    high: Expr
    type: Lit["yes_no"] = "yes_no"


class During(Record):
    """Whether the calendar was open when the ticket was opened, at the moment that a fact tells, or during this stretch of
    the time worked. `subject`: "opened", "worked", or the name of an `instant` fact. `outside` is `Not(During(…))`."""

    kind: Lit["during"] = "during"
    subject: str
    calendar: str
    type: Lit["yes_no"] = "yes_no"


class WindowIs(Record):
    """Whether a window was met, or is breached, as of the instant of the question."""

    kind: Lit["window_is"] = "window_is"
    window: str
    status: Lit["met", "breached"]
    type: Lit["yes_no"] = "yes_no"


class StateIs(Record):
    """Whether a state (`waiting`) holds as of the instant of the question."""

    kind: Lit["state_is"] = "state_is"
    state: str
    type: Lit["yes_no"] = "yes_no"


class Holds(Record):
    """Whether the customer holds a tier or an add-on."""

    kind: Lit["holds"] = "holds"
    offer: str
    type: Lit["yes_no"] = "yes_no"


class InForce(Record):
    """Whether the customer's term is running when the ticket is opened."""

    kind: Lit["in_force"] = "in_force"
    type: Lit["yes_no"] = "yes_no"


class And(Record):
    kind: Lit["and"] = "and"
    items: tuple[Expr, ...]
    type: Lit["yes_no"] = "yes_no"


class Or(Record):
    kind: Lit["or"] = "or"
    items: tuple[Expr, ...]
    type: Lit["yes_no"] = "yes_no"


class Not(Record):
    kind: Lit["not"] = "not"
    item: Expr
    type: Lit["yes_no"] = "yes_no"


Expr = Annotated[
    Literal
    | FactRef
    | ValueRef
    | Builtin
    | Arithmetic
    | WholeYears
    | OfPeriod
    | Delay
    | Pick
    | Rounded
    | Steps
    | Compare
    | OneOf
    | Member
    | InRange
    | During
    | WindowIs
    | StateIs
    | Holds
    | InForce
    | And
    | Or
    | Not,
    Field(discriminator="kind"),
]
"""Any expression."""

Condition = Expr
"""An expression of type yes_no. A yes/no fact or value is a condition by itself."""


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside one."""
    match expr:
        case Arithmetic() | Pick() | Compare():
            return (expr.left, expr.right)
        case WholeYears():
            return (expr.start, expr.end)
        case OfPeriod():
            return (expr.day,)
        case Rounded() | Steps():
            return (expr.of,)
        case InRange():
            return (expr.item, expr.low, expr.high)
        case Member():
            return (expr.item, expr.listed)
        case OneOf() | Not():
            return (expr.item,)
        case And() | Or():
            return expr.items
        case _:
            return ()


for _record in (Arithmetic, WholeYears, OfPeriod, Pick, Rounded, Steps, Compare, OneOf, Member, InRange, And, Or, Not):
    _record.model_rebuild()
