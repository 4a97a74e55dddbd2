"""What to ask with: values of facts on and beside every constant of a contract, and openings beside every edge of its
calendars."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from servdsl.model import Contract
from servdsl.model.base import Record
from servdsl.model.contract import (
    Closed,
    ClosedNth,
    ClosedYearly,
    Define,
    Fact,
    Holidays,
    Opened,
    Week,
    WeekLong,
    Weekly,
)
from servdsl.model.expressions import FactRef, ValueRef
from servdsl.reference.case import Book, Case, walk
from servdsl.reference.conditions import ANOTHER, domain
from servdsl.reference.inputs import Given

Json = Any
DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_TIMES = (30, 600, 1020, 1410)
"""Minutes of a day: night, morning, late afternoon, late evening."""

_FIGURES = ("whole", "number", "percent", "money")
_PLAIN: dict[str, tuple[Json, ...]] = {
    "money": ("1000", "250000.50"),
    "whole": (1, 2, 3, 7),
    "number": ("2.5", "12"),
    "percent": ("98.5", "99.9"),
    "duration": (1800, 7200, 86_400),
    "zone": ("America/Mexico_City", "Asia/Shanghai"),
    "country": ("ES", "CL"),
}
"""Values of facts that no condition mentions."""


def samples(contracts: Iterable[Contract]) -> dict[str, tuple[Json, ...]]:
    """For each fact, values of every region into which the conditions of these contracts split it, and those that their
    examples give."""
    found: dict[str, dict[str, Json]] = {}
    for contract in contracts:
        case = Case(contract, Book(contract), Given(), {}, blank=True)
        for fact in contract.facts:
            told = found.setdefault(fact.name, {})
            given = [example.facts[fact.name] for example in contract.examples if fact.name in example.facts]
            for value in (*_domain(case, fact), *given, *_plain(fact, contract)):
                told.setdefault(str(value), value)
    return {name: tuple(values.values()) for name, values in found.items()}


def defined(contracts: Iterable[Contract]) -> dict[str, tuple[Json, ...]]:
    """The same for defined figures, which a caller may give in place of what they are computed from."""
    found: dict[str, dict[str, Json]] = {}
    for contract in contracts:
        case = Case(contract, Book(contract), Given(), {}, blank=True)
        for define in contract.defines:
            if define.type in _FIGURES:
                told = found.setdefault(define.name, {})
                reference = ValueRef(name=define.name, type=define.type, currency=define.currency)
                told.update((str(value), _json(value, define)) for value in domain(case, reference))
    return {name: tuple(values.values()) for name, values in found.items()}


def _domain(case: Case, fact: Fact) -> list[Json]:
    if fact.type in ("dates", "zone", "duration"):
        return []
    values = domain(case, FactRef(name=fact.name, type=fact.type, currency=fact.currency))
    return [_json(value, fact) for value in values]


def _plain(fact: Fact, contract: Contract) -> list[Json]:
    first = contract.in_force[0]
    values: Sequence[Json]
    match fact.type:
        case "date":
            values = [(first + n * DAY).isoformat() for n in (0, 400)]
        case "instant":
            values = [f"{(first + n * DAY).isoformat()}T12:00:00+00:00" for n in (1, 400)]
        case "dates":
            values = [[(first + n * DAY).isoformat() for n in (7, 400)]]
        case "country" if fact.countries is not None:
            values = list(fact.countries)
        case "whole":
            low, high = fact.low if fact.low is not None else 0, fact.high
            values = [
                n for n in (low, *_PLAIN["whole"], high) if n is not None and n >= low and (high is None or n <= high)
            ]
        case _:
            values = _PLAIN.get(fact.type, ())
    return list(values)


def _json(value: object, fact: Fact | Define) -> Json:
    match value:
        case Fraction() if fact.type == "whole":
            return int(value)
        case Fraction():
            return _decimal(value * 100 if fact.type == "percent" else value)
        case datetime() | date():
            return value.isoformat()
        case str() if value == ANOTHER and fact.type == "country":
            return "JP"
    return value


def _decimal(value: Fraction) -> str:
    """Exact decimal text: of what splits domains, and middles of it, there always is one."""
    scale = 0
    while value.denominator != 1 and scale < 12:
        value, scale = value * 10, scale + 1
    digits = f"{int(value):0{scale + 1}}"
    return f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits


def facts_read(record: Record, contract: Contract) -> set[str]:
    """The facts that a record reads, through defined values and amounts too."""
    facts: set[str] = set()
    seen: set[str] = set()
    todo: list[Record] = [record]
    while todo:
        for part in walk(todo.pop()):
            if isinstance(part, FactRef):
                facts.add(part.name)
            elif isinstance(part, ValueRef) and part.name not in seen:
                seen.add(part.name)
                todo += [define for define in contract.defines if define.name == part.name]
                todo += [c for c in contract.clauses if c.kind == "amount" and c.thing == part.name]
    return facts


def figures_read(record: Record, figures: Container[str]) -> set[str]:
    """The facts and the defined figures that a record itself reads; none where it reads no figure."""
    parts = list(walk(record))
    names = {part.name for part in parts if isinstance(part, ValueRef) and part.name in figures}
    return names | {part.name for part in parts if isinstance(part, FactRef)} if names else set()


# ── Openings ────────────────────────────────────────────────────────────────────────────────────────────────────────


def zone_of(contract: Contract) -> str:
    """The contract's zone; where each site has its own, one that an example gives."""
    if contract.zone_fact is None:
        return contract.zone or "UTC"
    given = (example.facts.get(contract.zone_fact) for example in contract.examples)
    return next((str(zone) for zone in given if zone is not None), "America/Mexico_City")


def openings(contract: Contract) -> list[datetime]:
    """Moments on each weekday, on and beside each edge of a calendar's hours, and on days that a calendar singles out."""
    zone = ZoneInfo(zone_of(contract))
    rules = [r.rule for c in contract.calendars if isinstance(c.schedule, Week) for r in c.schedule.rules]
    edges = sorted({minute % 1440 for rule in rules for minute in _edges(rule)})
    first, last = contract.in_force[0], contract.in_force[1] or contract.horizon[1]
    monday = _monday(max(first + 35 * DAY, min(date(2026, 3, 2), last - 60 * DAY)))
    moments = [(monday + n * DAY, minute) for n in range(7) for minute in _TIMES]
    moments += [(monday + n * DAY, edge + step) for n in (2, 4, 5) for edge in edges for step in (-1, 0, 1)]
    special = sorted({day for rule in rules for day in _days(rule, first, last)})
    moments += [(day + n * DAY, minute) for day in special for n in (-1, 0) for minute in (600, 1020)]
    inside = [_at(day, minute, zone) for day, minute in moments if first <= day <= last]
    return list(dict.fromkeys([*inside, *borders(contract)]))


def borders(contract: Contract) -> list[datetime]:
    """Moments on the first and the last day on which a contract is in force, and on the last of its horizon."""
    days = (contract.in_force[0], contract.in_force[1], contract.horizon[1])
    zone = ZoneInfo(zone_of(contract))
    return [_at(day, 600, zone) for day in days if day is not None]


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    reading = datetime.combine(day, time()) + minute * _MINUTE
    return reading.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _edges(rule: object) -> Iterator[int]:
    match rule:
        case WeekLong():
            yield from (rule.from_minute, rule.to_minute)
        case Weekly() | Holidays() | Closed() | ClosedYearly() | ClosedNth() | Opened():
            for span in rule.spans:
                yield from span
        case _:
            pass


def _days(rule: object, first: date, last: date) -> Iterator[date]:
    """A few of the days that a rule singles out."""
    match rule:
        case Holidays():
            inside = [day for day, _ in (*rule.dates, *(d for _, days in rule.countries for d in days))]
            yield from [day for day in inside if first <= day <= last and day.year >= min(2026, last.year)][:14]
        case Closed() | Opened():
            yield from (rule.first, rule.last, rule.last + DAY)
        case ClosedYearly():
            year = min(max(first.year, 2026), last.year)
            yield from (date(year, *rule.first), date(year, *rule.last) + DAY)
        case _:
            pass
