"""Words of the language that a name of each sort cannot be: where such a name is used, the word means something else.

service when       `covers parts when …`: nobody could tell the service from the condition
window price       `price within 4 hours` begins like a price
fact year          is a name: nothing else can stand where a fact is named
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

JOINING: Final = frozenset(
    [
        "after",
        "all",
        "and",
        "any",
        "as",
        "at",
        "before",
        "by",
        "delay",
        "divided",
        "during",
        "earlier",
        "every",
        "excluding",
        "first",
        "for",
        "free",
        "from",
        "greater",
        "in",
        "including",
        "is",
        "last",
        "later",
        "lesser",
        "next",
        "no",
        "not",
        "of",
        "on",
        "once",
        "or",
        "otherwise",
        "outside",
        "per",
        "remainder",
        "same",
        "times",
        "to",
        "unlimited",
        "until",
        "when",
        "whole",
        "yes",
    ]
)
"""Words that join the parts of a statement."""

CELLS: Final = frozenset(
    ["accepts", "adds", "attends", "charges", "covers", "discount", "includes", "lasts", "offered", "price"]
)
"""Words that begin a cell of a matrix."""

CLAUSES: Final = CELLS | frozenset(
    [
        "amount",
        "cancellable",
        "closes",
        "conflicts",
        "excludes",
        "level",
        "needs",
        "note",
        "renews",
        "reopens",
        "requires",
        "starts",
        "windows",
    ]
)
"""Words that begin a clause."""

EXPECTATIONS: Final = frozenset(
    [
        "attends",
        "average",
        "chargeable",
        "charges",
        "closes",
        "covered",
        "discount",
        "lasts",
        "level",
        "needs",
        "offered",
        "price",
        "reopens",
        "starts",
        "total",
        "undecided",
    ]
)
"""Words that begin what an example expects."""

TIME: Final = frozenset(
    word
    for unit in ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]
    for word in (unit, f"{unit}s")
)
"""Units of time: `2 hours left`."""

HAPPENING: Final = frozenset({"cutoff", "due", "missed", "returned"})
"""Words that may follow the moment of an event."""

CONNECTIVES: Final = frozenset(["and", "in", "is", "not", "or", "otherwise", "when"])
"""Words that join conditions: no name at all, since nobody could read such a condition aloud."""

_HARMLESS: Final = {
    "offer": "after as before divided during excluding for including of on once outside per times to unlimited until",
    "amount": "after all as before divided during for of on outside times to until",
    "calendar": (
        "after all any as at before by delay divided during earlier every excluding first for free from greater including"
        " last later lesser of on once outside per remainder same times to until whole yes"
    ),
    "event": "all any unlimited",
    "fact": "all unlimited",
    "service": "all any",
    "state": (
        "after all any as at before by divided during every excluding for free from including of on once outside per times to"
        " unlimited until"
    ),
    "value": "after all as before divided during excluding including of on once outside per times to unlimited until",
    "window": "after all as before divided during excluding for including of on once outside per times to until",
}
"""Joining words that stand nowhere near the names of a sort. A test tries each word in each use."""


def _joining(sort: str) -> frozenset[str]:
    return JOINING - frozenset(_HARMLESS[sort].split())


RESERVED: Final[Mapping[str, frozenset[str]]] = {
    "fact": _joining("fact") | CELLS | HAPPENING | {"tier", "addon"},
    "value": _joining("value") | CELLS | {"more"},
    "define": _joining("amount") | CELLS | EXPECTATIONS | {"tier", "addon"},
    "amount": _joining("amount") | CELLS | EXPECTATIONS,
    "service": _joining("service") | CLAUSES | EXPECTATIONS | TIME | HAPPENING,
    "unit": _joining("service") | CLAUSES | EXPECTATIONS | TIME | HAPPENING,
    "window": _joining("window") | CLAUSES | EXPECTATIONS,
    "state": _joining("state"),
    "calendar": _joining("calendar") | EXPECTATIONS | {"always"},
    "tier": _joining("offer") | CELLS,
    "addon": _joining("offer") | CELLS,
    "event": _joining("event") | HAPPENING | {"each"},
}
"""By the sort of the name; `value`: one of a fact."""
