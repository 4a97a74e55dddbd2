"""Facts in: what a caller says about a case, checked as a whole. All mistakes come in one error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from fractions import Fraction
from typing import Any

from . import scalars
from .declare import Define, Fact
from .history import Event, EventTypes
from .index import Index
from .records import Record
from .scalars import Wrong

Worked = tuple[tuple[datetime, datetime], ...]


class InputErrors(ValueError):  # noqa: N818 - the name that users rely on
    """Facts that cannot be taken: `errors` lists every mistake as a sentence."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))

    def __reduce__(self) -> tuple[type[InputErrors], tuple[tuple[str, ...]]]:
        return type(self), (self.errors,)  # an exception is pickled by its message otherwise


class Given(Record):
    """What is known of a case. Instants are in UTC; `offset` is that of the caller's `opened`. `facts` and `values` (the
    defined values that the caller gives) are keyed by their names in python."""

    tier: str | None = None
    addons: Mapping[str, int] = {}
    service: str | None = None
    opened: datetime | None = None
    offset: tzinfo | None = None
    start: date | datetime | None = None
    as_of: datetime | None = None
    worked: Worked | None = None
    events: tuple[Event, ...] = ()
    facts: Mapping[str, Any] = {}
    values: Mapping[str, Any] = {}


KEYS = ("tier", "addons", "service", "opened", "start", "as_of", "events", "worked")


def read_facts(index: Index, types: EventTypes, told: Mapping[str, Any]) -> Given:
    """Facts in the shape that `ask` takes; a missing key, or None, is an unknown fact. Raises InputErrors."""
    if not isinstance(told, Mapping):
        raise InputErrors(["facts are a mapping of names to values"])
    reader = _Reader(index, types)
    given = reader.read({key: value for key, value in told.items() if value is not None})
    if reader.errors:
        raise InputErrors(reader.errors)
    return given


class _Reader:
    """Reads one mapping and gathers its mistakes."""

    def __init__(self, index: Index, types: EventTypes) -> None:
        self.index = index
        self.types = types
        self.errors: list[str] = []
        self.facts = {fact.name: fact for fact in index.contract.facts}
        given = (one for one in index.contract.defines if one.type != "money" or one.currency)
        self.defines = {define.name: define for define in given}  # of the others nobody tells the currency

    def read(self, told: Mapping[str, Any]) -> Given:
        self._unknown_keys(told)
        opened = self._try("opened", scalars.instant, told)
        return Given(
            self._name("tier", self._offers("tier"), told.get("tier")),
            self._addons(told.get("addons", {})),
            self._name("service", self.index.services, told.get("service")),
            opened.astimezone(UTC) if opened is not None else None,
            opened.tzinfo if opened is not None else None,
            self._try("start", _date_or_instant, told),
            self._instant("as_of", told),
            self._worked(told.get("worked")),
            self._events(told.get("events", ())),
            {
                fact.field or name: value
                for name, fact in self.facts.items()
                if (value := self._fact(fact, told)) is not None
            },
            {
                define.field or name: value
                for name, define in self.defines.items()
                if (value := self._fact(_as_fact(define), told)) is not None
            },
        )

    def _offers(self, kind: str) -> tuple[str, ...]:
        return tuple(offer.name for offer in self.index.contract.offers if offer.kind == kind)

    def _unknown_keys(self, told: Mapping[str, Any]) -> None:
        known = (*KEYS, *self.facts, *self.defines)
        for key in told:
            if key not in known:
                self.errors.append(f"there is no fact `{key}`{_meant(key, known)}")

    def _try(self, name: str, read: Callable[[Any], Any], told: Mapping[str, Any]) -> Any:
        if name not in told:
            return None
        try:
            return read(told[name])
        except Wrong as wrong:
            self.errors.append(f"`{name}`: {_shown(told[name])} {wrong}")
            return None

    def _instant(self, name: str, told: Mapping[str, Any]) -> datetime | None:
        found = self._try(name, scalars.instant, told)
        return found.astimezone(UTC) if found is not None else None

    def _fact(self, fact: Fact, told: Mapping[str, Any]) -> Any:
        return self._try(fact.name, lambda value: scalars.read(fact, value), told)

    def _name(self, what: str, known: Sequence[str], name: Any) -> str | None:
        if name is None or name in known:
            return name if isinstance(name, str) else None
        self.errors.append(f"`{what}`: {_shown(name)} is none of {', '.join(known)}{_meant(name, known)}")
        return None

    def _addons(self, told: Any) -> dict[str, int]:
        if isinstance(told, Mapping):
            pairs = list(told.items())
        elif isinstance(told, Sequence) and not isinstance(told, str):
            pairs = [(name, 1) for name in told]
        else:
            self.errors.append("`addons` is neither a mapping of add-ons to quantities nor a list of add-ons")
            return {}
        found: dict[str, int] = {}
        known = self._offers("addon")
        for name, quantity in pairs:
            if not isinstance(name, str) or name not in known:
                self.errors.append(f"`addons`: there is no add-on {_shown(name)}{_meant(name, known)}")
            elif not isinstance(quantity, int) or isinstance(quantity, bool) or quantity < 1:
                self.errors.append(f"`addons`: the quantity of `{name}` is not a whole number from 1")
            else:
                found[name] = quantity
        return found

    def _worked(self, told: Any) -> Worked | None:
        if told is None:
            return None
        if not isinstance(told, Sequence) or isinstance(told, str):
            self.errors.append("`worked` is not a list of intervals")
            return None
        found = []
        for number, pair in enumerate(told, 1):
            if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
                self.errors.append(f"`worked`: interval {number} is not a pair of instants")
                continue
            try:
                start, end = (scalars.instant(one).astimezone(UTC) for one in pair)
            except Wrong as wrong:
                self.errors.append(f"`worked`: an end of interval {number} {wrong}")
                continue
            if end < start:
                self.errors.append(f"`worked`: interval {number} ends before it starts")
            found.append((start, end))
        return tuple(found)

    # ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _events(self, told: Any) -> tuple[Event, ...]:
        if not isinstance(told, Sequence) or isinstance(told, str):
            self.errors.append("`events` is not a list")
            return ()
        found = []
        for number, one in enumerate(told, 1):
            if isinstance(one, Event):
                one = {
                    key: part
                    for key, part in zip(one.record_fields, one.record_values(), strict=True)
                    if part is not None
                }
            try:
                found.append(self._event(one))
            except Wrong as wrong:
                self.errors.append(f"`events`: event {number}: {wrong}")
        return tuple(found)

    def _event(self, told: Any) -> Event:
        if not isinstance(told, Mapping) or not _EVENT <= set(told) <= {*_EVENT, "value", "hours", "minutes", "count"}:
            raise Wrong("an event has `at` and `type`, perhaps `value`, `hours`, `minutes` or `count`, nothing else")
        at = _part("at", scalars.instant, told["at"]).astimezone(UTC)
        kind = told["type"]
        if not isinstance(kind, str):
            raise Wrong("`type` is not a name")
        value = told.get("value")
        fact = self.facts.get(kind)
        if fact is not None and value is not None:
            value = _part("value", lambda one: scalars.read(fact, one), value)
        elif (currency := self.types.costs(kind)) is not None and value is not None:
            value = _part("value", lambda one: _cost(one, currency), value)
        count = _part("count", _pieces, told["count"]) if told.get("count") is not None else None
        event = Event(at, kind, value, _hours(told), count)
        mistake = self.types.mistake(event)
        if mistake is not None:
            raise Wrong(mistake + (_meant(kind, self.types.known()) if "there is no event" in mistake else ""))
        return event


def _date_or_instant(value: Any) -> date | datetime:
    """A date, whose local midnight is meant, or an instant (decision 54)."""
    try:
        return scalars.day(value)
    except Wrong:
        return scalars.instant(value).astimezone(UTC)


def _part(name: str, read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except Wrong as wrong:
        raise Wrong(f"`{name}`: {_shown(value)} {wrong}") from None


def _as_fact(define: Define) -> Fact:
    """A defined value as the fact that a caller may give."""
    return Fact(define.name, define.type, currency=define.currency, choices=define.choices)


def _shown(value: Any) -> str:
    text = str(value)
    return f"`{text if len(text) <= 60 else text[:57] + '...'}`"


def _meant(name: Any, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only for mistakes

    close = get_close_matches(str(name), list(known), n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


_EVENT = frozenset({"at", "type"})


MOST_PIECES = 10**12
"""More pieces in one event are a slip."""


def _pieces(value: Any) -> int:
    """How many of a thing were used at once."""
    found = scalars.number(value)
    if found.denominator != 1 or not 1 <= found <= MOST_PIECES:
        raise Wrong(f"is not a whole number from 1 to {MOST_PIECES}")
    return found.numerator


def _cost(value: Any, currency: str) -> Fraction:
    """What a use cost."""
    found = scalars.money(value, Fact("cost", "money", currency=currency))
    if found < 0:
        raise Wrong("is below 0")
    return found


def _hours(told: Mapping[str, Any]) -> Fraction | None:
    """How long an event lasted: told in hours or in minutes. Raises Wrong."""
    sizes = [(unit, size) for unit, size in (("hours", 1), ("minutes", 60)) if told.get(unit) is not None]
    if len(sizes) > 1:
        raise Wrong("`hours` and `minutes` tell the same; give one")
    return next((Fraction(_part(unit, scalars.number, told[unit])) / size for unit, size in sizes), None)
