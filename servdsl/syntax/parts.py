"""Small parts that every other node is made of: names, labels, citations, dates and times.

`respond "Response" es "Respuesta"  @NWP-001 to NWP-003` holds a `Name`, a `Label` of two `LabelText`s and one `Cited`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from servdsl.source import Span

UnitName = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year"]
"""A unit of time in the singular, however it was written."""

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Nth = Literal["first", "second", "third", "fourth", "last"]
Month = Literal[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


@dataclass(frozen=True, slots=True)
class Name:
    """A word that declares or refers: `severity`, `plus`, `EUR`."""

    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Words in quotes, without them."""

    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class LabelText:
    """A label in one language; `language` is None for the contract's own, the first that it names."""

    text: str
    language: str | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Label:
    """What people call a thing: `"Severity" es "Gravedad"`."""

    texts: tuple[LabelText, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause of the source document, `NWP-001`, or with `last` an inclusive range of them."""

    first: str
    last: str | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Allow:
    """`allow SD504 because "round the clock is meant"`: quiets a warning or hint that points into the statement."""

    code: Name
    because: Label
    span: Span = field(compare=False)


Cites = tuple[Cited | Allow, ...]
"""What stands behind a statement: the source clauses that it encodes, then what its author allows. Those after its
opening and its closing brace stand together; may be empty."""


@dataclass(frozen=True, slots=True)
class ZoneName:
    """A time zone by its name in the tz database: `Europe/Lisbon`, `UTC`."""

    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Date:
    """A day: `2026-03-09`."""

    value: datetime.date
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day, 00:00 to 24:00; 24:00 is the midnight that ends the day. `second`: of moments alone."""

    hour: int
    minute: int
    span: Span = field(compare=False)
    second: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or with `time` a local time on it; it has no zone of its own."""

    date: datetime.date
    time: ClockTime | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of every year: `12-28`."""

    month: int
    day: int
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A bare number, exact."""

    value: Decimal
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Percentage:
    """`2.5%` has the value 2.5."""

    value: Decimal
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum with its ISO 4217 currency: `50_000 EUR`."""

    amount: Decimal
    currency: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A length of time: `4 business hours`; `clock` is None where none is written."""

    amount: Decimal
    clock: Literal["business", "calendar"] | None
    unit: UnitName
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class NearUnit:
    """`same business day`, `next business day`."""

    which: Literal["same", "next"]
    clock: Literal["business", "calendar"]
    unit: UnitName
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class YesNo:
    """`yes` or `no`."""

    value: bool
    span: Span = field(compare=False)
