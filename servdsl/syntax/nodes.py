"""Items: what a `.plan` file consists of.

Parts, expressions, clauses, calendars and examples have modules of their own beside this one.

    tier plus "Plus" extends base {  @NWP-020
      attends during office when not urgent
    }

becomes

    Tier(name=Name("plus"), label=Label((LabelText("Plus", None),)), parent=Name("base"), cites=(Cited("NWP-020"),),
         clauses=(Attends(also=False, calendar=Name("office"), when=Not(Name("urgent")), cites=()),))

Nodes say what is written and nothing about what it means: no name is looked up, no table unfolded, no unit converted.
They are frozen and compare by what is written: spans take no part in equality.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from servdsl.source import Span
from servdsl.syntax.calendars import Calendar, CalendarIs, Zone
from servdsl.syntax.clauses import Clause, NoteText
from servdsl.syntax.examples import Example
from servdsl.syntax.expressions import Expression, Row, Valued
from servdsl.syntax.parts import Cites, Date, Label, Name, Number, Percentage, Quantity, Text

# ── The contract and its document ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Languages:
    """`language es, en`: the first prevails where they differ."""

    names: tuple[Name, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Currencies:
    """`currency EUR, USD`."""

    names: tuple[Name, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class InForce:
    """`in force from 2026-01-01 to 2030-12-31`; open without an end."""

    start: Date
    end: Date | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Horizon:
    """`horizon to 2040-12-31`: the last day that calendars and static checks look at."""

    end: Date
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """`document NWP "Pump Care brochure" by "Northwind"`: `prefix` begins the ids of its clauses."""

    prefix: Name
    title: Text
    by: Text | None
    cites: Cites
    span: Span = field(compare=False)


Header = Languages | Currencies | InForce | Horizon | Zone | Document


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract itself, with what holds for all of it."""

    name: Name
    label: Label | None
    header: tuple[Header, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Shared:
    """`shared "Working time in Mexico" { language es }`: the head of a file whose declarations contracts use."""

    title: Label
    header: tuple[Languages | Document, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Use:
    """`use "shared/mexico.plan"`: what that file declares may be named here."""

    path: Text
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Assume:
    """`assume calendar_months "…"`: a reading of ours; `contradiction two_totals "…"`: the document says two things, and
    this is the one that the contract follows. Answers name both alike."""

    kind: Literal["assumption", "contradiction"]
    name: Name
    words: Label
    cites: Cites
    span: Span = field(compare=False)


# ── Facts and defined values ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an enumeration: `stopped "Stopped" means "The pump does not run"`."""

    name: Name
    label: Label | None
    means: Label | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Choices:
    """`{ email, phone, portal }`; `cites` are those after the opening brace, the fact has the closing one's."""

    choices: tuple[Choice, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class MoneyType:
    """`money in EUR`."""

    currency: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class WholeType:
    """`whole`, `whole from 1`, `whole 1 to 40`."""

    low: Number | None
    high: Number | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CountryType:
    """`country in PT, ES`; no countries for any."""

    countries: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class PlainType:
    """A type of one word, or `yes or no`."""

    kind: Literal["percent", "number", "date", "dates", "instant", "zone", "duration", "name", "names", "yes or no"]
    span: Span = field(compare=False)


FactType = Choices | MoneyType | WholeType | CountryType | PlainType


@dataclass(frozen=True, slots=True)
class Fact:
    """`fact severity {…}`, told with each ticket; `customer fact pumps whole from 1`, fixed for a customer."""

    scope: Literal["ticket", "customer"]
    name: Name
    label: Label | None
    type: FactType
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """`define urgent when …`: a defined yes or no."""

    condition: Expression
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Define:
    """A value with a name: one, cases, a condition, or (`define rate by country, pump_year {…}`) a table."""

    name: Name
    label: Label | None
    value: Valued | Truth
    cites: Cites
    span: Span = field(compare=False)


# ── What is served, counted, timed ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Service:
    """`service loan_pump, loan_pumps "Loan pump"`: the second name is the plural."""

    name: Name
    plural: Name | None
    label: Label | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """`unit session, sessions "Session" of 2 hours`: a started block counts in full."""

    name: Name
    plural: Name | None
    label: Label | None
    block: Quantity | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Window:
    """`window loan from repaired or refused to returned by customer, at risk at 80%`: the first start counts; `each`:
    every start after an end begins a round."""

    name: Name
    label: Label | None
    each: bool
    starts: tuple[Name, ...]
    end: Name
    by_customer: bool
    at_risk: Percentage | None
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class State:
    """`state waiting from asked to answered`."""

    name: Name
    label: Label | None
    start: Name
    end: Name
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class EventLabel:
    """`event asked "Details were asked for"`: an event is known by what it begins and ends; this is what people read."""

    name: Name
    label: Label
    cites: Cites
    span: Span = field(compare=False)


# ── Offers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Tier:
    """`tier plus "Plus" extends base {…}`."""

    name: Name
    label: Label | None
    parent: Name | None
    clauses: tuple[Clause, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Addon:
    """`addon extra_visit "Extra visit" {…}`."""

    name: Name
    label: Label | None
    parent: Name | None
    clauses: tuple[Clause, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ForOffers:
    """`for all tiers {…}`, the contract-wide layer, or `for plus, fleet {…}`, the same as in each."""

    offers: Literal["all", "all tiers", "all addons"] | tuple[Name, ...]
    clauses: tuple[Clause, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ChooseOne:
    """`choose at most one`: the offers of this matrix exclude each other."""

    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Matrix:
    """`tiers {…}`, `addons {…}`: the brochure's table, after clauses that hold for each offer in it.

    Columns or rows are offers; `head` is the first row, as written. Which way it lies is not the grammar's to say.
    """

    kind: Literal["tiers", "addons"]
    clauses: tuple[Clause, ...]
    choose_one: tuple[ChooseOne, ...]
    head: Row
    rows: tuple[Row, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Order:
    """`order base < plus < fleet except parts`: proven, each nowhere worse than the one before, but for the exceptions."""

    tiers: tuple[Name, ...]
    exceptions: tuple[Name, ...]
    cites: Cites
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Amendment:
    """`amendment winter from 2027-12-01 to 2028-02-29 {…}`: for tickets opened then."""

    name: Name
    label: Label | None
    start: Date
    end: Date | None
    items: tuple[AmendedItem, ...]
    cites: Cites
    span: Span = field(compare=False)


AmendedItem = Tier | Addon | ForOffers | Matrix | Calendar | CalendarIs | Define

# ── The file ───────────────────────────────────────────────────────────────────────────────────────────────────────

Item = (
    Contract
    | Shared
    | Use
    | Document
    | NoteText
    | Assume
    | Calendar
    | CalendarIs
    | Fact
    | Define
    | Service
    | Unit
    | Window
    | State
    | EventLabel
    | Tier
    | Addon
    | ForOffers
    | Matrix
    | Order
    | Amendment
    | Example
)


@dataclass(frozen=True, slots=True)
class File:
    """A whole file, its items in the order written."""

    items: tuple[Item, ...]
    span: Span = field(compare=False)
