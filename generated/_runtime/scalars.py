"""Reading one value of a fact: from JSON, or from python as it is. A wrong one raises `Wrong` with half a sentence.

"99.5" as percent → 199/200      "PT4H" as duration → 14,400 seconds      {"amount": "5", "currency": "EUR"} → 5
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

from .declare import Fact, FactType

Moment = TypeVar("Moment", bound=date)
Exact: TypeAlias = int | Fraction | Decimal
"""An exact number, as python callers write it."""

MOST_DIGITS = 40
"""Longer numbers are a mistake, not an amount."""

LONGEST_NAME = 200
MOST_NAMES = 10_000
LONGEST = 100 * 366 * 86_400
"""Seconds of the longest length of time that is no slip."""

_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV "
    "BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES "
    "ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE "
    "IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY "
    "MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU "
    "NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM "
    "SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE "
    "VG VI VN VU WF WS YE YT ZA ZM ZW"
)
COUNTRIES = frozenset(_CODES.split())
"""ISO 3166-1 alpha-2."""

_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_SECONDS = (604_800, 86_400, 3_600, 60, 1)


class Wrong(Exception):  # noqa: N818 - half a sentence, completed by who reads the whole
    """What is wrong with a value: "is not a date"."""


def number(value: Any) -> Fraction:
    """An exact number: an integer, decimal text, or what is exact in python."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal | Fraction):
        hint = ": write it as decimal text" if isinstance(value, float) else ""
        raise Wrong(f"is not an exact number{hint}")
    if isinstance(value, str) and (len(value) > MOST_DIGITS or not _DECIMAL.fullmatch(value)):
        raise Wrong("is not a decimal number")
    if isinstance(value, Decimal) and not value.is_finite():
        raise Wrong("is not a finite number")
    found = Fraction(value)
    if max(abs(found.numerator), found.denominator) >= 10**MOST_DIGITS:
        raise Wrong(f"has more than {MOST_DIGITS} digits")
    return found


def whole(value: Any, fact: Fact) -> int:
    """A whole number within the fact's limits."""
    found = number(value)
    if found.denominator != 1:
        raise Wrong("is not a whole number")
    if fact.low is not None and found < fact.low:
        raise Wrong(f"is below {fact.low}")
    if fact.high is not None and found > fact.high:
        raise Wrong(f"is above {fact.high}")
    return found.numerator


def money(value: Any, fact: Fact) -> Fraction:
    """A sum in the fact's currency."""
    if isinstance(value, Mapping):
        if set(value) != {"amount", "currency"}:
            raise Wrong("must have `amount` and `currency`, nothing else")
        if value["currency"] != fact.currency:
            raise Wrong(f"must be in {fact.currency}")
        return number(value["amount"])
    return number(value)


def percent(value: Any) -> Fraction:
    """A share: 99.5 or "99.5" percent is 199/200; a Fraction is the share itself."""
    return value if isinstance(value, Fraction) else number(value) / 100


def duration(value: Any) -> Fraction:
    """Seconds: ISO 8601 text in weeks, days, hours, minutes and seconds, or a whole number of seconds."""
    if isinstance(value, timedelta):
        return _of_length(Fraction(value // timedelta(microseconds=1), 1_000_000))
    if isinstance(value, Fraction):
        return _of_length(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _of_length(number(value))
    found = _DURATION.fullmatch(value) if isinstance(value, str) and len(value) <= MOST_DIGITS else None
    if found is None or not any(found.groups()):
        raise Wrong("is not a duration such as `PT4H`, nor a whole number of seconds")
    return _of_length(Fraction(sum(int(part) * size for part, size in zip(found.groups("0"), _SECONDS, strict=True))))


def _of_length(seconds: Fraction) -> Fraction:
    if seconds < 0:
        raise Wrong("is below 0")
    if seconds > LONGEST:
        raise Wrong("is longer than 100 years")
    return seconds


def day(value: Any) -> date:
    """A date without a time."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return _readable(value)
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            pass
        else:
            return _readable(found)
    raise Wrong("is not a date such as `2026-03-06`")


def days(value: Any) -> tuple[date, ...]:
    """Dates, in order, each once."""
    if isinstance(value, str) or not isinstance(value, Sequence | set | frozenset):
        raise Wrong("is not a list of dates")
    return tuple(sorted({day(one) for one in value}))


def instant(value: Any) -> datetime:
    """An instant with its offset as the caller wrote it. A naive one is an error: it names no instant."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise Wrong("is not an instant such as `2026-03-06T17:30:00-03:00`") from None
    if not isinstance(value, datetime):
        raise Wrong("is not an instant such as `2026-03-06T17:30:00-03:00`")
    if value.tzinfo is None or value.utcoffset() is None:
        raise Wrong("has no offset from UTC")
    return _readable(value)


def _readable(value: Moment) -> Moment:
    """A date or instant that can be read in every time zone: in the first and last year that Python counts, some cannot."""
    if not date.min.year < value.year < date.max.year:
        raise Wrong("lies outside the years 2 to 9998")
    return value


def zone(value: Any) -> tzinfo:
    """An IANA time zone."""
    from zoneinfo import ZoneInfo  # only here: importing an evaluator need not pay for it

    if isinstance(value, ZoneInfo):
        return value
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError, TypeError):
        raise Wrong("is not a time zone such as `America/Santiago`") from None


def choice(value: Any, fact: Fact) -> str:
    """One of the declared choices."""
    if isinstance(value, str) and (value in fact.choices or not fact.choices):
        return value
    raise Wrong(f"is none of {', '.join(fact.choices)}")


def country(value: Any, fact: Fact) -> str:
    """An ISO 3166 alpha-2 code, of those declared where the fact lists them."""
    if not isinstance(value, str) or value not in COUNTRIES:
        raise Wrong("is not an ISO 3166 country code such as `MX`")
    if fact.choices and value not in fact.choices:
        raise Wrong(f"is none of {', '.join(fact.choices)}")
    return value


def yes_no(value: Any) -> bool:
    """Yes or no."""
    if isinstance(value, bool):
        return value
    raise Wrong("is neither true nor false")


def name(value: Any) -> str:
    """A name: one line of text in Unicode's form NFC; it is compared exactly."""
    if not isinstance(value, str) or not value.strip():
        raise Wrong("is not a name")
    found = unicodedata.normalize("NFC", value)
    if len(found) > LONGEST_NAME:
        raise Wrong(f"has more than {LONGEST_NAME} characters")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in found):
        raise Wrong("has characters that are no text")
    return found


def names(value: Any) -> tuple[str, ...]:
    """Names in the order told, each once."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise Wrong("is not a list of names")
    if len(value) > MOST_NAMES:
        raise Wrong(f"has more than {MOST_NAMES} names")
    return tuple(dict.fromkeys(name(one) for one in value))


_PLAIN: dict[FactType, Callable[[Any], Any]] = {
    "yes_no": yes_no,
    "number": number,
    "percent": percent,
    "date": day,
    "dates": days,
    "duration": duration,
    "zone": zone,
    "name": name,
    "names": names,
    "instant": lambda value: instant(value).astimezone(UTC),
}
_LIMITED: dict[FactType, Callable[[Any, Fact], Any]] = {
    "choice": choice,
    "money": money,
    "whole": whole,
    "country": country,
}


def read(fact: Fact, value: Any) -> Any:
    """A fact's value as the evaluator keeps it. Raises Wrong."""
    plain = _PLAIN.get(fact.type)
    return plain(value) if plain is not None else _LIMITED[fact.type](value, fact)
