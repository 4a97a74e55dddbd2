"""What a contract has in common with that of its text before: the same records.

Whoever remembers something of a record by its identity (`base.Same`) finds it again after a save.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar

from servdsl.model.base import Record, Same
from servdsl.model.contract import Contract

_NAMED = ("facts", "defines", "things", "windows", "states", "events", "calendars", "offers", "assumptions")
"""The parts of a contract whose records are told apart by their names."""
R = TypeVar("R", bound=Record)


def in_common(contract: Contract, before: Contract) -> Contract:
    """The same contract, with records of an earlier one in the place of those that are written alike."""
    name = attrgetter("name")
    parts: dict[str, object] = {one: _shared(getattr(contract, one), getattr(before, one), name) for one in _NAMED}
    parts["clauses"] = _shared(contract.clauses, before.clauses, attrgetter("id"))
    return contract.model_copy(update=parts)


def _shared(records: Iterable[R], before: Iterable[R], name: Callable[[R], str]) -> tuple[R, ...]:
    known = {name(one): one for one in before}
    found = ((known.get(name(one)), one) for one in records)
    return tuple(old if old is not None and old == one and _same_digits(old, one) else one for old, one in found)


def _same_digits(old: Record, new: Record) -> bool:
    """Equal amounts may be written as 40 and as 40.00."""
    return _written(Same(old)) == new.model_dump_json()


@lru_cache(maxsize=5_000)
def _written(key: Same[Record]) -> str:
    return key.part.model_dump_json()
