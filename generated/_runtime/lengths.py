"""Lengths of time as a contract says them: `hours(4)`, `business_hours(4, on="office")`."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from .durations import Business, CalendarUnits, Elapsed, Length
from .instants import HOUR, MINUTE, SECOND


def seconds(count: int | Fraction) -> Elapsed:
    """Elapsed seconds, to the microsecond."""
    return Elapsed(int(count * SECOND))


def minutes(count: int) -> Elapsed:
    """Elapsed minutes."""
    return Elapsed(count * MINUTE)


def hours(count: int) -> Elapsed:
    """Elapsed hours."""
    return Elapsed(count * HOUR)


def business_seconds(count: int | Fraction, on: str | None = None) -> Business:
    """Open seconds of a calendar, or of the one attended, to the microsecond."""
    return Business(int(count * SECOND), on)


def business_minutes(count: int, on: str | None = None) -> Business:
    """Open minutes of a calendar, or of the one attended."""
    return Business(count * MINUTE, on)


def business_hours(count: int, on: str | None = None) -> Business:
    """Open hours of a calendar, or of the one attended."""
    return Business(count * HOUR, on)


class LengthBelowZeroError(ArithmeticError):
    """A length that facts tell is below 0."""


def lapse(count: int | Fraction, on: str | None = None) -> Length:
    """A length that facts tell, in seconds, to the microsecond: elapsed time, or open time of a calendar. Raises
    LengthBelowZeroError."""
    if count < 0:
        raise LengthBelowZeroError
    return seconds(count) if on is None else business_seconds(count, on)


def units(count: int | Fraction, unit: Literal["days", "months", "years"]) -> CalendarUnits:
    """So many units of the calendar, as facts tell. Raises LengthBelowZeroError."""
    if count < 0:
        raise LengthBelowZeroError
    return CalendarUnits(int(count), unit)


def span(opening: str, closing: str) -> tuple[int, int]:
    """Opening hours of a day in minutes after its midnight; 32:00 is 08:00 of the next day."""
    first, last = (int(text[:-3]) * 60 + int(text[-2:]) for text in (opening, closing))
    return first, last
