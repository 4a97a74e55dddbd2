"""Codes that standards fix: currencies (ISO 4217), languages (ISO 639-1), countries (ISO 3166-1), time zones (the tz
database)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones


def _lines(name: str) -> list[str]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def currencies() -> frozenset[str]:
    """Every currency code that a sum may bear."""
    return frozenset(code for line in _lines("currencies.txt") for code in line.split())


@cache
def languages() -> frozenset[str]:
    """Every code of a language in two letters."""
    return frozenset(code for line in _lines("languages.txt") for code in line.split())


@cache
def countries() -> Mapping[str, str]:
    """Alpha-2 code to short English name."""
    rows = (line.split("\t") for line in _lines("countries.tsv"))
    return MappingProxyType({row[0]: row[1] for row in rows})


@cache
def country_names() -> Mapping[str, tuple[str, ...]]:
    """Alpha-2 code to short names in the languages of messages."""
    rows = (line.split("\t") for line in _lines("countries.tsv"))
    return MappingProxyType({row[0]: tuple(row[1:]) for row in rows})


def is_zone(name: str) -> bool:
    """Whether a time zone has this name: with a region, or UTC."""
    if "/" not in name and name != "UTC":
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def zones() -> frozenset[str]:
    """The names of all time zones; slow, for suggestions."""
    return frozenset(name for name in available_timezones() if is_zone(name))
