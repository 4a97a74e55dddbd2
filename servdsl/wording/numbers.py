"""Numbers, money, dates and clock times as a language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from servdsl.runtime.text import minor_units
from servdsl.wording.tables import Phrases, phrases


def number(words: Phrases, value: Decimal, places: int = 0) -> str:
    """Exact decimal text without trailing zeros, grouped by thousands, with at least so many places."""
    whole, _, fraction = f"{value.copy_abs():f}".partition(".")
    fraction = fraction.rstrip("0").ljust(places, "0")
    groups = [whole[max(end - 3, 0) : end] for end in range(len(whole), 0, -3)][::-1]
    text = words.say("number", "group").join(groups)
    text += words.say("number", "point") + fraction if fraction else ""
    return ("−" if value < 0 else "") + text


def percent(words: Phrases, share: Decimal) -> str:
    """A share (0.05) in percent (5%)."""
    digits = share.as_tuple()
    shifted = Decimal((digits.sign, digits.digits, int(digits.exponent) + 2))
    return words.say("number", "percent", n=number(words, shifted))


def money_text(amount: Decimal, currency: str, language: str) -> str:
    """A sum of money: "1,200.00 EUR", "1 200,00 EUR" (with no-break spaces), "1,200.00元".

    Finer sums keep their digits.
    """
    words = phrases(language)
    shown = number(words, amount, minor_units(currency))
    name = words.say("currency", currency) if words.has("currency", currency) else currency
    return words.say("number", "money", n=shown, currency=name)


def date_text(words: Phrases, day: date) -> str:
    month = words.names("date", "months")[day.month - 1]
    return words.say("date", "day", day=day.day, month=month, year=day.year)


def time_text(at: datetime) -> str:
    """A time of day, with seconds where there are any."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def year_day_text(words: Phrases, month: int, day: int | str) -> str:
    """A day of any year, or days of one month ("28–31")."""
    return words.say("date", "year_day", day=day, month=words.names("date", "months")[month - 1])


def clock_text(minutes: int) -> str:
    """Minutes after midnight as a clock reads: 1440 is 24:00."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
