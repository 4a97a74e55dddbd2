"""Which names of the old contract the new one calls otherwise.

Inside names (calendars, defined values, states, units) by their definition; names that customers and tickets use (facts, offers,
services, windows) by an equal label, or by equal use: all that is said of the one is said of the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from servdsl.differences.meaning import essence
from servdsl.differences.names import FAMILIES, Declared, Names, declared, renamed
from servdsl.model import Contract
from servdsl.model.contract import Clause, Fact, Offer, Thing

_BY_DEFINITION = ("states", "calendars", "values")
_MOST_UNKNOWN = 40
"""Names without a counterpart, on a side; with more, use is not compared."""


def renames(old: Contract, new: Contract) -> Names:
    """The renames, each certain: no name is matched with two."""
    found: dict[str, dict[str, str]] = {family: _by_label(old, new, family) for family in FAMILIES}
    found = _by_use(old, new, found)
    for family in _BY_DEFINITION:
        found[family] |= _by_definition(renamed(old, Names(**found)), old, new, family, found[family])
    return Names(**{family: names for family, names in found.items() if names})


def _unmatched(
    old: Contract, new: Contract, family: str, known: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The records of names that only one side has, and that are not matched yet."""
    ours, theirs = declared(old, family), declared(new, family)
    taken = set(known.values())
    return (
        {name: one for name, one in ours.items() if name not in theirs and name not in known},
        {name: one for name, one in theirs.items() if name not in ours and name not in taken},
    )


def _matched(ours: Mapping[str, Hashable], theirs: Mapping[str, Hashable]) -> dict[str, str]:
    """Names whose key is the only one of its kind on both sides."""
    counts = Counter(ours.values()), Counter(theirs.values())
    by_key = {key: name for name, key in theirs.items()}
    return {
        name: by_key[key]
        for name, key in ours.items()
        if key is not None and counts[0][key] == 1 and counts[1][key] == 1
    }


# ── By label ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_label(old: Contract, new: Contract, family: str) -> dict[str, str]:
    ours, theirs = _unmatched(old, new, family, {})
    return _matched(
        {name: _labelled(one) for name, one in ours.items()}, {name: _labelled(one) for name, one in theirs.items()}
    )


def _labelled(record: Declared) -> Hashable:
    """A record's label and what it is; None for one without a label."""
    if isinstance(record, Clause) or not record.labels.texts:
        return None
    return record.labels.texts[0][1], _sort(record)


def _sort(record: Declared) -> Hashable:
    match record:
        case Fact():
            return record.type, record.currency
        case Offer() | Thing():
            return record.kind
        case _:
            return type(record).__name__


# ── By use ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _by_use(old: Contract, new: Contract, known: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Names of which both contracts say the same, whatever other unknown names are called."""
    matched = renamed(old, Names(**known))
    unknown = [{family: _unmatched(old, new, family, known[family])[side] for family in FAMILIES} for side in (0, 1)]
    found = {family: dict(names) for family, names in known.items()}
    for family in FAMILIES:
        ours, theirs = unknown[0][family], unknown[1][family]
        if not ours or not theirs or sum(map(len, unknown[0].values())) > _MOST_UNKNOWN:
            continue
        found[family] |= _matched(_uses(matched, family, ours, unknown[0]), _uses(new, family, theirs, unknown[1]))
    return found


def _uses(
    contract: Contract, family: str, names: Iterable[str], unknown: Mapping[str, Iterable[str]]
) -> dict[str, Hashable]:
    """What a contract says of each name; None of one of which it says nothing."""
    return {name: _use(contract, family, name, unknown) for name in names}


def _use(contract: Contract, family: str, name: str, unknown: Mapping[str, Iterable[str]]) -> Hashable:
    masks = {each: dict.fromkeys(names, f"any of {each}") for each, names in unknown.items()}
    masks[family] = {**masks[family], name: "this one"}
    seen = renamed(contract, Names(**masks))
    untouched = renamed(contract, Names(**{**masks, family: {k: v for k, v in masks[family].items() if k != name}}))
    said: list[Hashable] = []
    for part in ("clauses", "defines", "calendars", "offers", "windows", "states", "things", "facts"):
        for record, plain in zip(getattr(seen, part), getattr(untouched, part), strict=True):
            if record is not plain and record != plain:
                said.append(_told(record))
    told = Counter(said)
    return (_sort(declared(contract, family)[name]), frozenset(told.items())) if len(said) > 1 else None


def _told(record: Any) -> Hashable:
    """A record without what it is called."""
    if isinstance(record, Clause):
        return (
            record.kind,
            record.thing,
            frozenset(record.layers),
            essence((record.when, record.value)),
            record.strength,
        )
    return type(record).__name__, essence(record)


# ── By definition ───────────────────────────────────────────────────────────────────────────────────────────────────


def _by_definition(
    matched: Contract, old: Contract, new: Contract, family: str, known: Mapping[str, str]
) -> dict[str, str]:
    """Inside names with equal definitions."""
    ours, theirs = _unmatched(old, new, family, known)
    mine = declared(matched, family)
    return _matched(
        {name: _definition(mine[name]) for name in ours}, {name: _definition(one) for name, one in theirs.items()}
    )


def _definition(record: Declared) -> Hashable:
    """What a name stands for; of a constant or of day and night there may be many."""
    match record:
        case Clause():
            return None
        case _:
            bare = record.model_copy(update={"name": ""})
            return essence(bare)
