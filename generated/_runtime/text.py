"""Numbers, sums and instants as the text in which they leave: exact, and the same on every machine.

Nothing here is floating point but `seconds`, whose text is exact to the microsecond.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from fractions import Fraction

PLACES = 10
"""Decimal places of a number that has no finite decimal."""

MINOR_UNITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
"""ISO 4217: decimal places of the currencies that do not have two."""

_PLACES_OF = {code: places for places, codes in MINOR_UNITS.items() for code in codes.split()}


def minor_units(currency: str) -> int:
    """The decimal places of a currency's smallest unit (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD."""
    return _PLACES_OF.get(currency, 2)


def round_half_up(number: Fraction | int, places: int = 0) -> Fraction:
    """`number` rounded to so many decimal places; a half goes away from zero, as on an invoice."""
    scaled = abs(Fraction(number)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if number >= 0 else -whole, 10**places)


def rounded_money(amount: Fraction | int, currency: str) -> Fraction:
    """A sum in its currency's minor unit, half-up (decision 58)."""
    return round_half_up(amount, minor_units(currency))


def decimal(number: Fraction | int) -> str:
    """Decimal text without exponent and without trailing zeros; without a finite decimal, half-up to 10 places."""
    fraction = Fraction(number)
    places = _finite_places(fraction.denominator)
    if places is None:
        fraction, places = round_half_up(fraction, PLACES), PLACES
    text = _fixed(fraction, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: Fraction | int, currency: str) -> str:
    """A sum as text with all the places of its currency, rounded half-up: `"30000.00"`, `"1200"` for JPY."""
    return _fixed(rounded_money(amount, currency), minor_units(currency))


def percent(share: Fraction | int) -> str:
    """A share as percent text: 1/2 is `"50"`."""
    return decimal(Fraction(share) * 100)


def instant(at: datetime, zone: tzinfo) -> str:
    """ISO text in a zone: seconds always, microseconds where they are not zero."""
    return at.astimezone(zone).isoformat()


def seconds(number: Fraction | int) -> int | float:
    """Seconds as a JSON number: whole where they are, else half-up to the microsecond.

    A double holds microseconds exactly enough that its shortest text is that decimal, up to some two hundred years.
    """
    rounded = round_half_up(number, 6)
    return rounded.numerator if rounded.denominator == 1 else float(rounded)


def _finite_places(denominator: int) -> int | None:
    """How many decimal places a fraction in lowest terms needs; None where no number of them is enough."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def _fixed(number: Fraction, places: int) -> str:
    """A number that is a multiple of its last place, with exactly so many places."""
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if number < 0 else text
