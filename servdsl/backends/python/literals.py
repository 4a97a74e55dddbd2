"""Values as python text.

Decimal("15000")   →   15_000
Decimal("0.008")   →   Fraction(8, 1000)
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction


def text(value: str) -> str:
    """A string literal, in double quotes where nothing in it minds; what cannot be seen is escaped."""
    shown = repr(value)
    return f'"{shown[1:-1]}"' if shown.startswith("'") and '"' not in value else shown


def number(value: Decimal | int | Fraction) -> str:
    """An exact number: whole ones with grouped digits, others as a fraction whose denominator shows their places."""
    if isinstance(value, Fraction):
        return grouped(value.numerator) if value.denominator == 1 else _ratio(value.numerator, value.denominator)
    decimal = Decimal(value)
    if decimal == decimal.to_integral_value():
        return grouped(int(decimal))
    places = -int(decimal.normalize().as_tuple().exponent)
    return _ratio(int(decimal.scaleb(places)), 10**places)


def fraction(value: Decimal | int | Fraction) -> str:
    """The same where a Fraction is asked for."""
    text = number(value)
    return text if text.startswith("Fraction(") else f"Fraction({text})"


def grouped(value: int) -> str:
    """A whole number, its digits grouped from 10,000 on."""
    return f"{value:_}" if abs(value) >= 10_000 else str(value)


def day(value: date) -> str:
    """A date without a time."""
    return f"date({value.year}, {value.month}, {value.day})"


def instant(value: datetime) -> str:
    """An aware instant, as ISO text in UTC."""
    return f"datetime.fromisoformat({text(value.isoformat())})"


def value(known: object) -> str:
    """A value of a fact: one that a cell has for a sample."""
    match known:
        case bool():
            return str(known)
        case str():
            return text(known)
        case datetime():
            return instant(known)
        case date():
            return day(known)
        case int() | Fraction() | Decimal():
            return number(known)
        case _:
            raise TypeError(f"no fact holds {known!r}")


def _ratio(numerator: int, denominator: int) -> str:
    return f"Fraction({grouped(numerator)}, {grouped(denominator)})"
