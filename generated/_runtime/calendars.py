"""Calendars as data: what a contract says about opening hours, and nothing computed from it.

Times are minutes after local midnight; a span `(opening, closing)` that closes at or before it opens is written with
1,440 added to its closing: 18:00-08:00 is `(1080, 1920)`, all day is `(0, 1440)`. Weekdays count from Monday, 0.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from .records import Record

Span: TypeAlias = tuple[int, int]


class Weekly(Record):
    """`monday to friday 09:00-14:00, 16:00-19:00`. With a `season`, `((6, 15), (9, 15))`, only from one day of each year
    to another, in place of the hours that hold all year. `dates`: make-up working days, which follow these hours in place
    of their weekday's."""

    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]
    dates: tuple[date, ...] = ()
    season: tuple[tuple[int, int], tuple[int, int]] | None = None


class WeekLong(Record):
    """`from sunday 22:00 to friday 20:00`, without a break; a whole week where both ends are the same."""

    from_day: int
    from_minute: int
    to_day: int
    to_minute: int


class Holidays(Record):
    """`holidays MX`, frozen to dates and names. Without spans they close their dates, with spans they are open then."""

    dates: tuple[tuple[date, str], ...]
    spans: tuple[Span, ...] = ()

    def __hash__(self) -> int:
        # Cheap, since a calendar is the key under which its timetable is kept, and its holidays are hundreds.
        return hash((len(self.dates), self.dates[:1], self.dates[-1:], self.spans))


class Closed(Record):
    """`closed 2027-08-09 to 2027-08-13 "Works holiday"`. With spans, only those hours are closed (decision 24)."""

    first: date
    last: date
    spans: tuple[Span, ...] = ()
    label: str = ""


class ClosedYearly(Record):
    """`closed every 12-28 to 01-02`: from one (month, day) to another, both included, perhaps over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]
    spans: tuple[Span, ...] = ()
    label: str = ""


class ClosedNth(Record):
    """`closed every last friday of december`: `nth` from 1 to 4, or -1 for the last; `month` None: of each month."""

    nth: int
    weekday: int
    month: int | None = None
    spans: tuple[Span, ...] = ()
    label: str = ""


class Opened(Record):
    """`open 2026-10-10 09:00-13:00 "Make-up Saturday"`: open exactly then on these dates, whatever else is said."""

    first: date
    last: date
    spans: tuple[Span, ...]
    label: str = ""


Rule: TypeAlias = Weekly | WeekLong | Holidays | Closed | ClosedYearly | ClosedNth | Opened


class Week(Record):
    """Opening hours by rules, whose order does not matter; `zone` None: the contract's (or the site's)."""

    rules: tuple[Rule, ...]
    zone: str | None = None


class Always(Record):
    """Open around the clock; each local date is a business day."""


class Joined(Record):
    """`office or plant`, `office and plant`, `always except office`."""

    op: Literal["or", "and", "except"]
    left: Calendar
    right: Calendar


Calendar: TypeAlias = Week | Always | Joined
