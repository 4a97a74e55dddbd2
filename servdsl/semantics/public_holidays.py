"""Public holidays of a country, frozen when compiled, from the pinned package `holidays`.

The language is always passed: left to itself the package would follow the machine's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import version

import holidays

VERSION = version("holidays")
"""Of the data; kept with the contract."""

Day = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or one of its regions by the code that the data uses, with the country's own holidays."""

    country: str
    region: str | None = None


KEPT = 1_000
"""Questions whose answers are kept: an editor asks for the same days at each save."""
_PARTS = "; "  # between the names of holidays that fall on one date


@cache
def regions(country: str) -> Mapping[str, str]:
    """Every way to write a region of the country, code or name, with its code."""
    made = holidays.country_holidays(country)
    return {code: code for code in made.subdivisions} | made.subdivisions_aliases


@lru_cache(maxsize=KEPT)
def days(place: Place, horizon: tuple[date, date], language: str | None, substitutes: bool) -> tuple[Day, ...]:
    """Date and name of each holiday from the first to the last day of the horizon, named in `language` if possible.

    Without `substitutes`, only the holidays' own dates: no day off instead of a Saturday.
    """
    return tuple(
        (day, name)
        for day, name in sorted(_by_year(place, horizon, _language(place.country, language), substitutes).items())
        if horizon[0] <= day <= horizon[1]
    )


@lru_cache(maxsize=KEPT)
def only(
    place: Place, horizon: tuple[date, date], language: str | None, substitutes: bool, wanted: str
) -> tuple[Day, ...]:
    """The holidays of this name, in whatever language, each named in `language`; a substitute goes with its holiday."""
    dates = frozenset(
        day
        for spoken in _languages(place.country)
        for day, name in days(place, horizon, spoken, substitutes)
        if any(_is(part, wanted) for part in name.split(_PARTS))
    )
    return tuple((day, name) for day, name in days(place, horizon, language, substitutes) if day in dates)


def names(place: Place, horizon: tuple[date, date]) -> tuple[str, ...]:
    """Every name that a holiday of the place bears, in any language."""
    found: dict[str, None] = {}
    for language in _languages(place.country):
        for _, name in days(place, horizon, language, substitutes=False):
            found.update(dict.fromkeys(name.split(_PARTS)))
    return tuple(found)


@cache
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


@cache
def _languages(country: str) -> tuple[str | None, ...]:
    made = holidays.country_holidays(country)
    return made.supported_languages or (made.default_language,)


@cache
def _language(country: str, wanted: str | None) -> str | None:
    made = holidays.country_holidays(country)
    known = made.supported_languages
    if wanted in known:
        return wanted
    return next((language for language in known if language.split("_")[0] == wanted), made.default_language)


@cache
def _by_year(place: Place, horizon: tuple[date, date], language: str | None, substitutes: bool) -> dict[date, str]:
    years = range(horizon[0].year, horizon[1].year + 1)
    made = holidays.country_holidays(
        place.country, place.region, years, expand=False, observed=substitutes, language=language
    )
    return dict(made)
