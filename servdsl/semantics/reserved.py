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
        "all",
        "and",
        "any",
        "at",
        "by",
        "divided",
        "during",
        "earlier",
        "every",
        "excluding",
        "for",
        "free",
        "from",
        "greater",
        "in",
        "including",
        "is",
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

RESERVED: Final[Mapping[str, frozenset[str]]] = {
    "fact": JOINING | CELLS | HAPPENING | {"tier", "addon"},
    "value": JOINING | CELLS | {"more"},
    "define": JOINING | CELLS | EXPECTATIONS | {"tier", "addon"},
    "amount": JOINING | CELLS | EXPECTATIONS,
    "service": JOINING | CLAUSES | EXPECTATIONS | TIME | HAPPENING,
    "unit": JOINING | CLAUSES | EXPECTATIONS | TIME | HAPPENING,
    "window": JOINING | CLAUSES | EXPECTATIONS,
    "state": JOINING,
    "calendar": JOINING | EXPECTATIONS | {"always"},
    "tier": JOINING | CELLS,
    "addon": JOINING | CELLS,
    "event": JOINING | HAPPENING,
}
"""By the sort of the name; `value`: one of a fact."""
