"""Words with which people write contracts, and what the language says in their place."""

from __future__ import annotations

from typing import Final

OTHER_WORDS: Final = {
    "if": "when",
    "where": "when",
    "unless": "when not",
    "else": "otherwise",
    "default": "otherwise",
    "equals": "is",
    "are": "is",
    "until": "to",
    "till": "to",
    "through": "to",
    "thru": "to",
    "in": "within",
    "under": "within",
    "working": "business",
    "natural": "calendar",
    "monthly": "per month",
    "yearly": "per year",
    "annually": "per year",
    "minimum": "at least",
    "maximum": "at most",
    "when": "while",
    "x": "times",
    "before": "<",
    "isnt": "is not",
    "status": "state",
    "day": "business day",
    "late": "breached",
    "overdue": "breached",
    "ano": "year",
    "anos": "years",
}
"""Words of everyday use and what the language says; one is offered only where it can stand."""

NUMBERS: Final = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "twelve": "12",
}
"""Numbers in words; the language writes figures."""

BEGINNINGS: Final = {
    "plan": "tier",
    "package": "tier",
    "edition": "tier",
    "option": "addon",
    "extra": "addon",
    "status": "state",
    "import": "use",
    "include": "use",
    "assumption": "assume",
}
"""Words with which people begin a line, and the language's own."""
