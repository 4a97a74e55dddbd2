"""Words with which people write contracts, and what the language says in their place."""

from __future__ import annotations

import re
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
    "eleven": "11",
    "twelve": "12",
}
"""Numbers in words; the language writes figures."""

_CHINESE: Final = "〇一二三四五六七八九"
_CHINESE_NUMBER: Final = re.compile(
    r"(?:([一二两三四五六七八九])百零?)?(?:([一二三四五六七八九]?)(十))?([一二两三四五六七八九])?"
)


def in_figures(word: str) -> str | None:
    """A number in English or Chinese words, in figures: `two`, `二十` (up to 999); None for another word."""
    if word.lower() in NUMBERS:
        return NUMBERS[word.lower()]
    found = _CHINESE_NUMBER.fullmatch(word) if word else None
    if found is None:
        return None
    hundreds, tens, ten, ones = found.groups()
    digits = [hundreds or "〇", tens or ("一" if ten else "〇"), ones or "〇"]
    return str(int("".join(str(_CHINESE.index(digit.replace("两", "二"))) for digit in digits)))


def percentage(word: str) -> str | None:
    """A Chinese percentage in words, in figures: `百分之十` is 10%, `百分之35` is 35%; None for another word."""
    share = word.removeprefix("百分之")
    if share == word:
        return None
    number = share if share.isdecimal() and share.isascii() else in_figures(share)
    return f"{number}%" if number is not None else None


def figures_apart(word: str) -> tuple[str, str] | None:
    """A Chinese number in words and what follows it without a blank: `二十分钟` is 20 and 分钟; None for another word."""
    found = _CHINESE_NUMBER.match(word)
    number = in_figures(found[0]) if found else None
    return (number, word[found.end() :]) if found and number else None


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
