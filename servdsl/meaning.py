"""The fingerprint of what a contract means and of the words in which people read it, statement by statement.

Floor 3, over the model alone. Two texts with the same fingerprint compute the same and read the same; layout, order,
comments, places in the file and citations of clauses leave no trace in it. An assumption's citations do: they decide
which answers name it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from servdsl.model import Contract
from servdsl.model.base import Record, Same
from servdsl.model.contract import CalendarRule

_UNREAD = frozenset({"origin", "sources", "says", "file", "source_sha256"})
"""Fields that say where something is written, or repeat it in words."""

_SHORT = 12


def fingerprints(contract: Contract) -> dict[str, str]:
    """A short fingerprint of each statement, by its name: `clause base.price`, `assumption free_is_whole`, `head`."""
    return {name: _short(content) for name, content in sorted(_parts(contract), key=itemgetter(0))}


def fingerprint(parts: Mapping[str, str]) -> str:
    """One fingerprint of all statements, as hexadecimal digits."""
    return _digest(sorted(parts.items()))


def _parts(contract: Contract) -> Iterator[tuple[str, object]]:
    yield "head", [_read(getattr(contract, name)) for name in _HEAD]
    for sort, ones in _NAMED.items():
        for one in getattr(contract, ones):
            yield f"{sort} {one.name}", one
    for clause in contract.clauses:
        yield f"clause {clause.id}", clause
    for remark in contract.assumptions:
        yield f"{remark.kind} {remark.name}", [_read(remark), sorted(remark.sources)]
    for order in contract.orders:
        yield f"order {' < '.join(order.tiers)}", order


_HEAD = ("name", "labels", "languages", "currencies", "zone", "zone_fact", "in_force", "horizon", "document")
_NAMED = {
    "fact": "facts",
    "value": "defines",
    "thing": "things",
    "window": "windows",
    "state": "states",
    "event": "events",
    "calendar": "calendars",
    "offer": "offers",
    "amendment": "amendments",
}


def _short(content: object) -> str:
    return _of_record(Same(content)) if isinstance(content, Record) else _digest(content)[:_SHORT]


@lru_cache(maxsize=5_000)
def _of_record(key: Same[Record]) -> str:
    """Most records of a contract are those of its text before (`model.common`)."""
    return _digest(_read(key.part))[:_SHORT]


def _read(value: object) -> object:
    """A part of the model as plain data, without what leaves no trace. Rules of a calendar and choices keep no order of
    their own where none counts: rules are sorted."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Record):
        return {name: _read(one) for name, one in value.parts().items() if name not in _UNREAD}
    if isinstance(value, tuple | list):
        return _in_order([_read(one) for one in value], value)
    if isinstance(value, dict):
        return {str(key): _read(one) for key, one in value.items()}
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def _in_order(read: list[object], written: tuple[Any, ...] | list[Any]) -> list[object]:
    return sorted(read, key=_json) if written and isinstance(written[0], CalendarRule) else read


def _json(content: object) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def _digest(content: object) -> str:
    return hashlib.sha256(_json(content).encode()).hexdigest()
