"""How numbers, money and instants leave: decimal text, half-up, ISO instants (docs/design/0002-answers.md)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from fractions import Fraction
from math import ceil

MINOR_UNITS = {
    **dict.fromkeys(
        (
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
"""ISO 4217: digits after the point, where they are not two."""


def rounded(value: Fraction, places: int) -> Fraction:
    """Half-up, away from zero."""
    scale = 10**places
    magnitude = (abs(value) * scale + Fraction(1, 2)) // 1
    return Fraction(magnitude if value >= 0 else -magnitude, scale)


def fixed(value: Fraction, places: int) -> str:
    """Decimal text with exactly so many places."""
    units = int(rounded(value, places) * 10**places)
    digits = str(abs(units)).rjust(places + 1, "0")
    sign = "-" if units < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def number(value: Fraction) -> str:
    """Exact decimal text; a number without a finite decimal is rounded to 10 places."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    places = 10 if rest != 1 else value.denominator.bit_length()
    text = fixed(value, places)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def to_minor(value: Fraction, currency: str) -> Fraction:
    """A sum rounded to the minor unit of its currency."""
    return rounded(value, MINOR_UNITS.get(currency, 2))


def money(value: Fraction, currency: str) -> str:
    return fixed(to_minor(value, currency), MINOR_UNITS.get(currency, 2))


def seconds(value: Fraction) -> int | float:
    """A JSON number, exact to the microsecond."""
    micro = rounded(value, 6)
    return int(micro) if micro.denominator == 1 else float(micro)


def span(value: timedelta) -> Fraction:
    """A stretch of time as exact seconds."""
    return Fraction(value // timedelta(microseconds=1), 1_000_000)


def delta(value: Fraction) -> timedelta:
    """Exact seconds as the shortest stretch of time, in microseconds, that is not less."""
    return timedelta(microseconds=ceil(value * 1_000_000))


def instant(value: datetime | None, zone: tzinfo) -> str | None:
    return None if value is None else value.astimezone(zone).isoformat()


def iso(value: date | datetime) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()
