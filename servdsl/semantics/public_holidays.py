"""Public holidays of a country, frozen when compiled, from the pinned package `holidays`.

The language is always passed: left to itself the package would follow the machine's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.metadata import version

import holidays

VERSION = version("holidays")
"""Of the data; kept with the contract."""

Day = tuple[date, str]

_PARTS = "; "  # between the names of holidays that fall on one date


def days(country: str, horizon: tuple[date, date], language: str | None, substitutes: bool) -> tuple[Day, ...]:
    """Date and name of each holiday from the first to the last day of the horizon, named in `language` if possible.

    Without `substitutes`, only the holidays' own dates: no day off instead of a Saturday.
    """
    return tuple(
        (day, name)
        for day, name in sorted(_year_by_year(country, horizon, _language(country, language), substitutes).items())
        if horizon[0] <= day <= horizon[1]
    )


def only(country: str, horizon: tuple[date, date], substitutes: bool, wanted: frozenset[str]) -> frozenset[date]:
    """The dates of the holidays of these names, in whatever language; a substitute goes with its holiday."""
    return frozenset(
        day
        for language in _languages(country)
        for day, name in days(country, horizon, language, substitutes)
        if any(_is(part, one) for part in name.split(_PARTS) for one in wanted)
    )


def names(country: str, horizon: tuple[date, date]) -> tuple[str, ...]:
    """Every name that a holiday of the country bears, in any language."""
    found: dict[str, None] = {}
    for language in _languages(country):
        for _, name in days(country, horizon, language, substitutes=False):
            found.update(dict.fromkeys(name.split(_PARTS)))
    return tuple(found)


def make_up_days(country: str, horizon: tuple[date, date]) -> tuple[date, ...]:
    """The days of a weekend that a decree makes working days, within the horizon; none where the data has none."""
    years = range(horizon[0].year, horizon[1].year + 1)
    made = holidays.country_holidays(country, years=years, expand=False)
    return tuple(sorted(day for day in made.weekend_workdays if horizon[0] <= day <= horizon[1]))


def last_gazetted(country: str) -> int | None:
    """The last year whose holidays have been decreed, where that is done year by year and the data shows it."""
    if country != "CN":
        return None
    from holidays.countries.china import ChinaStaticHolidays

    return max(ChinaStaticHolidays.special_public_holidays)


def _is(name: str, wanted: str) -> bool:
    """`Independence Day (observed)` is a day of `Independence Day`."""
    return name == wanted or name.startswith((f"{wanted} (", f"{wanted}（"))


def _languages(country: str) -> Iterator[str | None]:
    made = holidays.country_holidays(country)
    yield from made.supported_languages or (made.default_language,)


def _language(country: str, wanted: str | None) -> str | None:
    made = holidays.country_holidays(country)
    known = made.supported_languages
    if wanted in known:
        return wanted
    return next((language for language in known if language.split("_")[0] == wanted), made.default_language)


@cache
def _year_by_year(country: str, horizon: tuple[date, date], language: str | None, substitutes: bool) -> dict[date, str]:
    years = range(horizon[0].year, horizon[1].year + 1)
    return dict(holidays.country_holidays(country, years=years, expand=False, observed=substitutes, language=language))
