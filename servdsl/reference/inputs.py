"""Facts in: the caller's mapping read into exact values, or all mistakes in it (docs/design/0002-answers.md)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from servdsl.model.contract import Contract, Define, Fact
from servdsl.model.values import Closes, CountsFrom, Every, Level, PromiseOf, Quota
from servdsl.reference import text

KEYS = ("tier", "addons", "service", "opened", "start", "as_of", "events", "worked")
TERM_EVENTS = ("renewed", "ended")
T = TypeVar("T")
_Moment = TypeVar("_Moment", bound=date)
_DECIMAL = re.compile(r"[+-]?(?=[0-9.]{1,40}\Z)[0-9]+(\.[0-9]+)?")
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
LONGEST_NAME = 200
MOST_NAMES = 10_000
LONGEST = 100 * 366 * 86_400
"""Seconds of the longest length of time that is no slip."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class InputErrors(ValueError):  # noqa: N818 - several errors in one
    """The facts cannot be taken. `sentences` lists every mistake."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences

    def __reduce__(self) -> tuple[type[InputErrors], tuple[list[str]]]:
        return type(self), (self.sentences,)


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happened. `argument` is the new value, the hours or the count as text, for order and printing; `paid`
    what a use cost, where quotas are in money."""

    at: datetime
    type: str
    argument: str = ""
    value: object = field(default=None, compare=False)
    hours: Fraction | None = field(default=None, compare=False)
    count: Fraction = field(default=Fraction(1), compare=False)
    paid: Fraction = field(default=Fraction(0), compare=False)


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller said, with exact values; instants in UTC."""

    tier: str | None = None
    addons: Mapping[str, int] = field(default_factory=dict)
    service: str | None = None
    opened: datetime | None = None
    start: date | datetime | None = None
    as_of: datetime | None = None
    events: tuple[Event, ...] = ()
    worked: tuple[tuple[datetime, datetime], ...] | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    caller_zone: tzinfo = UTC


def read(contract: Contract, facts: Mapping[str, object]) -> Given:
    """The facts, or `InputErrors` with all that is wrong with them. One that is None is unknown."""
    reader = _Reader(contract)
    given = reader.given({name: value for name, value in facts.items() if value is not None})
    if reader.errors:
        raise InputErrors(reader.errors)
    return given


class _Reader:
    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.errors: list[str] = []
        self.facts = {fact.name: fact for fact in contract.facts}
        given = (one for one in contract.defines if one.type != "money" or one.currency is not None)
        self.defines = {define.name: define for define in given}  # of the others nobody tells the currency

    def given(self, raw: Mapping[str, object]) -> Given:
        known = {*KEYS, *self.facts, *self.defines}
        self.errors += [f"{key}: unknown" for key in raw if key not in known]
        tiers = [offer.name for offer in self.contract.offers if offer.kind == "tier"]
        services = [thing.name for thing in self.contract.things if thing.kind == "service"]
        opened = self._take(raw, "opened", _instant)
        as_of = self._take(raw, "as_of", _instant)
        events = self._take(raw, "events", self._events) or ()
        instants = [at for at in (opened, *(event.at for event in events)) if at is not None]
        return Given(
            tier=self._take(raw, "tier", lambda value: _one_of(value, tiers)),
            addons=self._take(raw, "addons", self._addons) or {},
            service=self._take(raw, "service", lambda value: _one_of(value, services)),
            opened=opened,
            start=self._take(raw, "start", _date_or_instant),
            as_of=as_of or max(instants, default=None),
            events=events,
            worked=self._take(raw, "worked", _worked),
            facts={n: v for n, f in self.facts.items() if (v := self._take(raw, n, _fact_reader(f))) is not None},
            values={n: v for n, d in self.defines.items() if (v := self._take(raw, n, _fact_reader(d))) is not None},
            caller_zone=_offset(raw.get("opened")) if opened else UTC,
        )

    def _take(self, raw: Mapping[str, object], key: str, read_one: Callable[[object], T]) -> T | None:
        return self._read(key, raw[key], read_one) if key in raw else None

    def _read(self, place: str, value: object, read_one: Callable[[object], T]) -> T | None:
        try:
            return read_one(value)
        except ValueError as error:
            self.errors.append(f"{place}: {error}")
            return None

    def _addons(self, value: object) -> Mapping[str, int]:
        names = [offer.name for offer in self.contract.offers if offer.kind == "addon"]
        if isinstance(value, list):
            value = {_text(name): 1 for name in value}
        if not isinstance(value, Mapping):
            raise ValueError("expected a list of add-ons, or quantities by add-on")
        for name, quantity in value.items():
            self._read("addons", name, lambda name: _one_of(name, names))
            if not isinstance(quantity, int) or isinstance(quantity, bool) or quantity < 1:
                self.errors.append(f"addons: the quantity of {name} is not a whole number from 1")
        return {str(name): quantity for name, quantity in value.items() if isinstance(quantity, int)}

    def _events(self, value: object) -> tuple[Event, ...]:
        if not isinstance(value, list):
            raise ValueError("expected a list of events")
        found = {self._read(f"events[{index}]", event, self._event) for index, event in enumerate(value)}
        return tuple(sorted(event for event in found if event is not None))

    def _event(self, value: object) -> Event:
        if not isinstance(value, Mapping):
            raise ValueError("expected an object with `at` and `type`")
        if unknown := sorted(str(key) for key in value.keys() - {"at", "type", "value", "count", *LENGTHS}):
            raise ValueError(f"unknown {', '.join(unknown)}")
        kind, at = _text(value.get("type")), _instant(value.get("at"))
        fact = self.facts.get(kind)
        if fact is not None and fact.scope == "ticket":
            if value.keys() & {"count", *LENGTHS}:
                raise ValueError(f"{kind} takes its new value, neither hours nor a count")
            told = _fact_reader(fact)(value.get("value"))
            return Event(at, kind, _printed(told), value=told)
        _, _, thing = kind.rpartition(" ")
        if thing in self._things() and kind in {thing, f"missed {thing}", f"returned {thing}"}:
            return self._use(at, kind, thing, value)
        if kind not in event_types(self.contract):
            raise ValueError(f"unknown event {kind}")
        if value.keys() & {"value", "count", *LENGTHS}:
            raise ValueError(f"{kind} takes neither value nor hours nor count")
        return Event(at, kind)

    def _use(self, at: datetime, kind: str, thing: str, value: Mapping[str, object]) -> Event:
        currency = None if kind.startswith("returned ") else _paid_in(self.contract, thing)
        if currency is None:
            if value.get("value") is not None:
                raise ValueError(f"{kind} takes no value")
            return self._amount(at, kind, thing, value)
        if value.get("value") is None:
            raise ValueError(f"{kind} needs its cost as value")
        paid = _money(value["value"], currency)
        if paid < 0:
            raise ValueError("the cost is below 0")
        found = self._amount(at, kind, thing, value)
        return replace(found, argument=f"{text.number(paid)} {found.argument}".strip(), paid=paid)

    def _amount(self, at: datetime, kind: str, thing: str, value: Mapping[str, object]) -> Event:
        told = {"count", *LENGTHS} & value.keys()
        if len(told) > 1:
            raise ValueError("hours, minutes and count: one of them is enough")
        if _in_hours(self.contract, thing) and not told & LENGTHS.keys() and not kind.startswith("returned "):
            raise ValueError(f"{kind} needs its hours")
        if not told:
            return Event(at, kind)
        (unit,) = told
        if unit == "count":
            pieces = _number(value[unit])
            if pieces.denominator != 1 or pieces < 1 or pieces > MOST_PIECES:
                raise ValueError(f"the count is not a whole number from 1 to {MOST_PIECES}")
            return Event(at, kind, text.number(pieces), count=pieces)
        hours = _number(value[unit]) / LENGTHS[unit]
        if hours <= 0:
            raise ValueError("the hours are not more than 0")
        return Event(at, kind, text.number(hours), hours=hours)

    def _things(self) -> set[str]:
        return {thing.name for thing in self.contract.things}


LENGTHS = {"hours": 1, "minutes": 60}
"""In what the length of a use is told, and how many make an hour."""


MOST_PIECES = 1_000_000_000_000
"""The most of a thing that one use can be."""


def event_types(contract: Contract) -> set[str]:
    """Events that are neither a fact's change nor a use (decision 34)."""
    types = {"reopened", "cancelled", *TERM_EVENTS}
    types |= {name for window in contract.windows for name in (*window.starts, window.ends)} - {"opened"}
    types |= {name for state in contract.states for name in (state.starts, state.ends)}
    return types | set(_clause_events(contract))


def _clause_events(contract: Contract) -> Iterator[str]:
    for clause in contract.clauses:
        match clause.value:
            case PromiseOf(promise=Every(until=name)) | CountsFrom(event=name):
                yield name
            case Closes(event=str(name)) | Level(after_event=str(name)):
                yield name
            case _:
                pass


def _paid_in(contract: Contract, thing: str) -> str | None:
    """The currency in which uses of a thing are counted, where they are."""
    quotas = [c.value for c in contract.clauses if c.thing == thing and isinstance(c.value, Quota)]
    return next((quota.currency for quota in quotas if quota.measure == "money"), None)


def _in_hours(contract: Contract, thing: str) -> bool:
    return any(
        isinstance(clause.value, Quota) and clause.value.measure == "hours" and clause.thing == thing
        for clause in contract.clauses
    )


# ── One value ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _fact_reader(declared: Fact | Define) -> Callable[[object], object]:
    match declared.type:
        case "yes_no":
            return _yes_no
        case "choice" | "country" if isinstance(declared, Fact):
            return lambda value: _named(value, declared)
        case "choice" | "country":
            return _text
        case "money":
            return lambda value: _money(value, declared.currency or "")
        case "whole":
            return lambda value: _whole(value, declared)
        case "number":
            return _number
        case "percent":
            return lambda value: _number(value) / 100
        case "date":
            return _date
        case "dates":
            return _dates
        case "instant":
            return _instant
        case "zone":
            return _zone
        case "duration":
            return _seconds
        case "name":
            return _name
        case "names":
            return _names


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("expected text")
    return value


def _one_of(value: object, names: list[str]) -> str:
    if _text(value) not in names:
        raise ValueError(f"unknown {value}")
    return _text(value)


def _named(value: object, fact: Fact) -> str:
    if fact.type == "choice":
        return _one_of(value, [choice.name for choice in fact.choices])
    if fact.countries is not None:
        return _one_of(value, list(fact.countries))
    if not re.fullmatch("[A-Z]{2}", _text(value)):
        raise ValueError(f"{value} is not an ISO 3166 alpha-2 code")
    return _text(value)


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("expected true or false")
    return value


def _number(value: object) -> Fraction:
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, float):
        raise ValueError("a floating-point number is not exact: write decimal text")
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise ValueError(f"{value!r} is not a decimal number of at most 40 digits")
    return Fraction(Decimal(_text(value)))


def _whole(value: object, declared: Fact | Define) -> Fraction:
    found = _number(value)
    if found.denominator != 1:
        raise ValueError(f"{value} is not a whole number")
    if isinstance(declared, Fact):
        if declared.low is not None and found < declared.low:
            raise ValueError(f"{value} is less than {declared.low}")
        if declared.high is not None and found > declared.high:
            raise ValueError(f"{value} is more than {declared.high}")
    return found


def _money(value: object, currency: str) -> Fraction:
    if isinstance(value, Mapping):
        if value.keys() != {"amount", "currency"}:
            raise ValueError("expected amount and currency")
        if value["currency"] != currency:
            raise ValueError(f"expected {currency}, not {value['currency']}")
        value = value["amount"]
    return _number(value)


def _instant(value: object) -> datetime:
    found = datetime.fromisoformat(_text(value))
    if found.tzinfo is None:
        raise ValueError(f"{value} has no offset from UTC")
    return _readable(found).astimezone(UTC)


def _readable(found: _Moment) -> _Moment:
    """One that every time zone can read; in the first and last year that Python counts some cannot."""
    if found.year in (date.min.year, date.max.year):
        raise ValueError(f"{found} lies outside the years 2 to 9998")
    return found


def _offset(value: object) -> tzinfo:
    return datetime.fromisoformat(_text(value)).tzinfo or UTC


def _date(value: object) -> date:
    if not _DATE.fullmatch(_text(value)):
        raise ValueError(f"{value} is not a date such as 2026-03-31")
    return _readable(date.fromisoformat(_text(value)))


def _date_or_instant(value: object) -> date | datetime:
    return _date(value) if _DATE.fullmatch(_text(value)) else _instant(value)


def _dates(value: object) -> frozenset[date]:
    if not isinstance(value, list):
        raise ValueError("expected a list of dates")
    return frozenset(_date(day) for day in value)


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(_text(value))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{value} is no time zone") from error


def _seconds(value: object) -> Fraction:
    if isinstance(value, int) and not isinstance(value, bool):
        return _of_length(Fraction(value))
    found = _DURATION.fullmatch(_text(value))
    if not found or not any(found.groups()):
        raise ValueError(f"{value} is not a duration such as PT4H")
    units = (604_800, 86_400, 3600, 60, 1)
    parts = zip(found.groups(), units, strict=True)
    return _of_length(sum((Fraction(part) * unit for part, unit in parts if part), Fraction(0)))


def _of_length(seconds: Fraction) -> Fraction:
    if seconds < 0:
        raise ValueError("a length of time below 0")
    if seconds > LONGEST:
        raise ValueError("a length of time of more than 100 years")
    return seconds


def _name(value: object) -> str:
    """Text of one line, in the form NFC of Unicode, which is compared exactly."""
    found = unicodedata.normalize("NFC", _text(value))
    if not found.strip():
        raise ValueError("a name is empty")
    if len(found) > LONGEST_NAME:
        raise ValueError(f"a name has more than {LONGEST_NAME} characters")
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in found):
        raise ValueError("a name holds control characters")
    return found


def _names(value: object) -> tuple[str, ...]:
    """Names in the order told, each once."""
    if not isinstance(value, list | tuple):
        raise ValueError("expected a list of names")
    if len(value) > MOST_NAMES:
        raise ValueError(f"more than {MOST_NAMES} names")
    return tuple(dict.fromkeys(_name(one) for one in value))


def _worked(value: object) -> tuple[tuple[datetime, datetime], ...]:
    if not isinstance(value, list) or not all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in value):
        raise ValueError("expected a list of [start, end]")
    pairs = [(_instant(start), _instant(end)) for start, end in value]
    if any(end < start for start, end in pairs):
        raise ValueError("an interval ends before it starts")
    return tuple(pairs)


def _printed(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return text.number(value)
        case date():
            return text.iso(value)
        case frozenset():
            return ", ".join(sorted(map(_printed, value)))
        case tuple():
            return ", ".join(map(_printed, value))
        case _:
            return str(value)
