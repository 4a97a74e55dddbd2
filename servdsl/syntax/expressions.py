"""What stands for an answer: arithmetic, conditions, values with their terms, cases and tables.

`from 1.8% of pump_value per year, at least 100 EUR when not urgent` becomes

    Single(Value(LowerBound(Product(Percentage(1.8), (Factor("of", Name("pump_value")),))),
                 terms=(Per("year"),), modifiers=(AtLeast(Money(100, "EUR")),)),
           when=Not(Name("urgent")))

Sums, products and both kinds of logical chain are flat, so that no length of a chain nests a tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from servdsl.source import Span
from servdsl.syntax.parts import (
    Cites,
    ClockTime,
    Date,
    Label,
    Moment,
    Money,
    Name,
    NearUnit,
    Number,
    Percentage,
    Quantity,
    UnitName,
    YesNo,
)

# ── Arithmetic ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Term:
    """One summand after the first, with its sign."""

    sign: Literal["+", "-"]
    operand: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Sum:
    """`first + a - b`: never without a further term."""

    first: Expression
    terms: tuple[Term, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Factor:
    """One operand after the first of a product, with what is done with it."""

    operator: Literal["of", "times", "divided by", "as percentage of"]
    operand: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Product:
    """`2% of amount divided by 12`, from left to right: never without a further factor."""

    first: Expression
    factors: tuple[Factor, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Elapsed:
    """`whole years from installed to opened`: completed units between two dates."""

    unit: UnitName
    start: Expression
    end: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class OfPeriod:
    """`first day of calendar month of opened`, `last day of …`, and `remainder of calendar month from start`."""

    which: Literal["first", "last", "rest"]
    unit: UnitName
    day: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Delay:
    """`delay of restore`: by how long a window was missed."""

    window: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Pick:
    """`later of a and b`, `lesser of a and b`."""

    which: Literal["later", "earlier", "greater", "lesser"]
    left: Expression
    right: Expression
    span: Span = field(compare=False)


# ── Conditions ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Either:
    """`a or b or c`: at least two parts."""

    parts: tuple[Expression, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Both:
    """`a and b and c`: at least two parts."""

    parts: tuple[Expression, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """`not a`."""

    operand: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """`uptime >= 97%`."""

    left: Expression
    operator: Literal["<", "<=", ">", ">="]
    right: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Is:
    """`severity is weak`, `loan is met`; `negated` for `is not`."""

    left: Expression
    right: Expression
    negated: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class InRange:
    """`pump_year in 3 to 9`: both ends belong to it."""

    subject: Expression
    low: Expression
    high: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class InNames:
    """`country in PT, ES`."""

    subject: Expression
    names: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class During:
    """`opened during office`; `outside` for the opposite."""

    subject: Expression
    outside: bool
    calendar: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Valid:
    """`from 2027-01-01 to 2027-12-31 when urgent`: for what is opened on one of these days, both included; open without a
    last one. `when`: what must hold besides."""

    first: Date
    last: Date | None
    when: Expression | None
    span: Span = field(compare=False)


Condition = Name | YesNo | Either | Both | Not | Compare | Is | InRange | InNames | During | Valid
Expression = (
    Number
    | Percentage
    | Money
    | Quantity
    | NearUnit
    | Moment
    | Sum
    | Product
    | Elapsed
    | OfPeriod
    | Delay
    | Pick
    | Condition
)
"""The grammar does not tell a condition in parentheses from a sum in parentheses: types do, later."""

# ── Values ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LowerBound:
    """`from 900 EUR`: at least that, the exact sum is not printed."""

    low: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Range:
    """`24 to 48 hours`, a target and a limit, or `1 to 2`, both ends included, in a table's key.

    A low end written as a bare number takes the unit of the high end, here already done.
    """

    low: Expression
    high: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class OrMore:
    """`24 business hours or more`: a bound, and no limit is promised."""

    bound: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Free:
    """`free`."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ByQuote:
    """`by quote`."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class NoPromise:
    """`no promise "by agreement"`: said on purpose, with its words."""

    words: Label | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Every:
    """`every 4 hours until resolved`: a cadence."""

    interval: Expression
    until: Name
    span: Span = field(compare=False)


Body = Expression | LowerBound | Range | OrMore | Free | ByQuote | NoPromise | Every
NO_FIGURE = (LowerBound, Range, OrMore, Free, ByQuote, NoPromise, Every)
"""Bodies that are no expression, so that they cannot stand where one figure is wanted."""


@dataclass(frozen=True, slots=True)
class On:
    """`on plant`: the calendar that counts."""

    calendar: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AtTheSameTime:
    """`at the same time`."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """`cutoff 17:00`."""

    time: ClockTime
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ForEach:
    """`for each started 1 hour of travel_time`; `part` is None where neither word is written."""

    part: Literal["started", "full"] | None
    step: Quantity | Percentage | Number
    of: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Per:
    """`per year`, `per visit`, `per month or year`: a unit of time or a name, and a second one to choose from."""

    each: UnitName | Name
    other: UnitName | Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Once:
    """`once`."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Tax:
    """`excluding VAT`, `including VAT`: the wording is kept."""

    included: bool
    what: Name
    span: Span = field(compare=False)


PriceTerm = Per | Once | Tax
Qualifier = On | AtTheSameTime | Cutoff | ForEach | PriceTerm


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`, at least 3 hours per day`."""

    low: Expression
    per: UnitName | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AtMost:
    """`, at most monthly_fee`."""

    high: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Steps:
    """`, in steps of 1 hour`."""

    step: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Rounded:
    """`, rounded up`: to a whole number."""

    direction: Literal["up", "down"]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CarryOver:
    """`, carry over for 3 months`; None for `, carry over until the term ends`."""

    time: Quantity | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class EndsTerm:
    """`, then the term ends`."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Then:
    """`, then 1 month`: the periods after the first term."""

    length: Quantity
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Beyond:
    """`, beyond that 90 EUR per hour`, or `, beyond 6 hours per day 140 EUR per hour`: the price of what is above."""

    above: Quantity | None
    per: UnitName | None
    price: Value
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CountedIn:
    """`, counted in repair`: shares that quota."""

    thing: Name
    span: Span = field(compare=False)


Modifier = AtLeast | AtMost | Steps | Rounded | CarryOver | EndsTerm | Then | Beyond | CountedIn


@dataclass(frozen=True, slots=True)
class Value:
    """What is answered, its terms in the order written, and the rules after its commas."""

    body: Body
    terms: tuple[Qualifier, ...]
    modifiers: tuple[Modifier, ...]
    span: Span = field(compare=False)


# ── One value, cases, a table ──────────────────────────────────────────────────────────────────────────────────────


Strength = Literal["in any case", "plain", "otherwise"]
"""Whether a case beats the others, is one of them, or yields to them."""


@dataclass(frozen=True, slots=True)
class Single:
    """One value, for all facts or those of `when`; `otherwise` has no condition."""

    value: Value
    strength: Strength
    when: Expression | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a block of cases; `otherwise` has no condition, the other strengths have one."""

    value: Value
    strength: Strength
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Cases:
    """`{ 1 month when … }`: cases in no order, and the citations of the block."""

    cases: tuple[Case, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """`by severity { | … | }` as written: `head` is the first row. The rule for unfolding it is not the grammar's."""

    keys: tuple[Name, ...]
    head: Row
    rows: tuple[Row, ...]
    cites: Cites
    span: Span = field(compare=False)


Valued = Single | Cases | Table

# ── Rows and cells ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    cells: tuple[Cell, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands between two bars; None where nothing does. `when` belongs to a stem or a value."""

    content: CellContent | None
    when: Expression | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Alternatives:
    """`stopped or weak`, `email or portal`."""

    options: tuple[Expression, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Bound:
    """`> 9`, `< 750_000 CNY`: a band of an ordered key."""

    operator: Literal["<", "<=", ">", ">="]
    limit: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class DeclaredOffer:
    """`fast_arrival "Fast arrival"` in a matrix: a labelled name declares, a bare one refers (a `Value`)."""

    name: Name
    label: Label
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AnyValue:
    """`any`."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """`otherwise`."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Stem:
    """The beginning of a clause that the cells of its line complete.

    `verb` tells which; `thing` is the service, fact or counted thing; `unit` stands in `includes hours of support …`;
    `period` belongs to quotas, `terms` to prices and charges, `modifiers` to any.
    """

    verb: StemVerb
    thing: Name | None
    unit: UnitName | None
    period: Period | None
    terms: tuple[PriceTerm, ...]
    modifiers: tuple[Modifier, ...]
    span: Span = field(compare=False)


StemVerb = Literal[
    "covers",
    "charges",
    "includes",
    "adds",
    "at most",
    "accepts",
    "price",
    "attends",
    "attends also",
    "offered when is",
    "discount on",
    "lasts",
]


@dataclass(frozen=True, slots=True)
class Period:
    """`per contract year`, `per term`, `per event`; a `bare` one (`per month`) does not say which kind is meant."""

    basis: Literal["calendar", "contract", "term", "bare", "thing"]
    unit: UnitName | None
    thing: Name | None
    span: Span = field(compare=False)


CellContent = Value | Stem | Alternatives | Bound | DeclaredOffer | AnyValue | Otherwise
