"""The names of a contract, and the same contract under other names.

    Names(calendars={"desk": "office"})      `attends during desk`  →  `attends during office`

Renaming leaves origins, sentences and clause ids as they are: they tell where and how something was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from servdsl.model import Contract, values
from servdsl.model import contract as model
from servdsl.model import expressions as expr
from servdsl.model.base import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Names:
    """New names by old ones, for each family of names. Services and units are things."""

    facts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    calendars: Mapping[str, str] = field(default_factory=dict)
    offers: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, str] = field(default_factory=dict)
    windows: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)

    def of(self, family: str) -> Mapping[str, str]:
        """The names of one family."""
        found: Mapping[str, str] = getattr(self, family)
        return found

    def __bool__(self) -> bool:
        return any(self.of(one.name) for one in fields(self))

    def turned(self) -> Names:
        """The way back."""
        return Names(**{one.name: {new: old for old, new in self.of(one.name).items()} for one in fields(self)})


FAMILIES = tuple(one.name for one in fields(Names))

_PLACES: dict[tuple[type[Record], str], str] = {
    (expr.FactRef, "name"): "facts",
    (expr.ValueRef, "name"): "values",
    (expr.During, "calendar"): "calendars",
    (expr.During, "subject"): "facts",
    (expr.WindowIs, "window"): "windows",
    (expr.Delay, "window"): "windows",
    (expr.StateIs, "state"): "states",
    (expr.Holds, "offer"): "offers",
    (values.BusinessTime, "calendar"): "calendars",
    (values.Computed, "calendar"): "calendars",
    (values.BusinessDays, "calendar"): "calendars",
    (values.Attends, "calendar"): "calendars",
    (values.Price, "per"): "things",
    (values.Level, "window"): "windows",
    (values.Quota, "counted_in"): "things",
    (values.Quota, "period"): "things",
    (values.Pauses, "state"): "states",
    (values.Uses, "of"): "things",
    (values.Closes, "calendar"): "calendars",
    (values.Closes, "state"): "states",
    (values.Conflicts, "offers"): "offers",
    (values.Excludes, "services"): "things",
    (values.Excludes, "fact"): "facts",
    (model.Holidays, "fact"): "facts",
    (model.Week, "zone_fact"): "facts",
    (model.Named, "name"): "calendars",
    (model.Fact, "name"): "facts",
    (model.Define, "name"): "values",
    (model.Thing, "name"): "things",
    (model.Window, "name"): "windows",
    (model.State, "name"): "states",
    (model.Calendar, "name"): "calendars",
    (model.Offer, "name"): "offers",
    (model.Offer, "parent"): "offers",
    (model.Clause, "layers"): "offers",
    (model.Contract, "zone_fact"): "facts",
}
"""Where names stand: class, field, family."""

THINGS_OF = MappingProxyType(
    {
        "promise": "windows",
        "counts_from": "windows",
        "pauses": "windows",
        "share": "things",
        "charge": "things",
        "discount": "things",
        "uses": "things",
        "counts_as_used": "things",
        "quota": "things",
        "accepts": "facts",
        "amount": "values",
    }
)
"""What a clause's `thing` names, by its kind."""


def renamed(record: R, names: Names) -> R:
    """The record under other names; it itself where none of them stands in it."""
    found = _Renaming(names).of(record) if names else record
    assert isinstance(found, type(record))
    return found


def remade(contract: Contract, **parts: Any) -> Contract:
    """The contract with other parts. A copy would keep what the old one has looked up in itself."""
    fields = {name: getattr(contract, name) for name in Contract.model_fields}
    return Contract.model_construct(**{**fields, **parts})


class _Renaming:
    def __init__(self, names: Names) -> None:
        self._names = names

    def of(self, item: Any) -> Any:
        match item:
            case tuple():
                changed = tuple(self.of(one) for one in item)
                return item if all(a is b for a, b in zip(changed, item, strict=True)) else changed
            case model.Example():
                return item
            case Record():
                return self._record(item)
            case _:
                return item

    def _record(self, item: Record) -> Record:
        changes: dict[str, Any] = {}
        for name, family in _fields(type(item)):
            old = getattr(item, name)
            new = self._named(old, family) if family else self.of(old)
            if new is not old and new != old:
                changes[name] = new
        changes.update(self._special(item, changes))
        if isinstance(item, Contract):
            return remade(item, **changes)
        return item.model_copy(update=changes) if changes else item

    def _named(self, value: Any, family: str) -> Any:
        known = self._names.of(family)
        if isinstance(value, tuple):
            return tuple(known.get(one, one) for one in value)
        return known.get(value, value) if isinstance(value, str) else value

    def _special(self, item: Record, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a record's other fields say the name is of: a clause's thing, a service compared with `service`."""
        match item:
            case model.Clause():
                family = THINGS_OF.get(item.kind)
                thing = self._named(item.thing, family) if family else item.thing
                return {"thing": thing} if thing != item.thing else {}
            case expr.Compare(left=expr.Builtin(name="service"), right=expr.Literal() as named):
                return {"right": self._service(named)}
            case expr.Compare(left=expr.Literal() as named, right=expr.Builtin(name="service")):
                return {"left": self._service(named)}
            case expr.OneOf(item=expr.Builtin(name="service")):
                return {"values": self._named(item.values, "things")}
            case _:
                return changes

    def _service(self, named: expr.Literal) -> expr.Literal:
        value = self._named(named.value, "things")
        return named if value == named.value else named.model_copy(update={"value": value})


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, str | None], ...]:
    """The fields in which a name may stand, with the family where it is a name itself."""
    skipped = {"origin", "sources", "labels", "says", "id", "kind", "type"}
    return tuple((name, _PLACES.get((kind, name))) for name in kind.model_fields if name not in skipped)


# ── What a contract declares ────────────────────────────────────────────────────────────────────────────────────────

Declared = (
    model.Fact | model.Define | model.Calendar | model.Offer | model.Thing | model.Window | model.State | model.Clause
)


def declared(contract: Contract, family: str) -> dict[str, Declared]:
    """The records of one family by name, in the order of the contract. An `amount` is a value, told by its first
    clause."""
    if family == "values":
        amounts = [c for c in contract.clauses if c.kind == "amount"]
        return {**{c.thing: c for c in reversed(amounts)}, **{d.name: d for d in contract.defines}}
    records: tuple[Any, ...] = getattr(contract, family)
    return {record.name: record for record in records}
