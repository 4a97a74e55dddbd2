"""Columns: what stands under what in the canonical layout.

A line is a list of segments; lines of one group that follow one another have their segments padded to the same widths:

    service parts                 "Parts"            ["service parts", "\\"Parts\\""]
    service loan_pump, loan_pumps "Loan pump"        ["service loan_pump, loan_pumps", "\\"Loan pump\\""]

Which lines belong together, and where their segments begin, is told by the kind of block and the first word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from lark import Token

WIDEST: Final = 152
"""Columns of a line: citations that do not fit beside what they support take lines of their own, and so do the languages
of a remark."""

NAME_THEN_REST: Final = frozenset({"fact", "customer", "define", "service", "unit"})
"""Declarations that have a name and then all else."""

NAME_LABEL_REST: Final = frozenset({"window", "state", "calendar", "tier", "addon"})
"""Declarations that, on one line, have a name, a label and then all else; the labels of states stand alone."""

ALL_THROUGH_PARAGRAPH: Final = NAME_THEN_REST
"""The groups whose lines share columns up to the next blank line, whatever stands between them."""

ALL_THROUGH_BLOCK: Final = frozenset({"row", "header"})
"""The groups whose lines share columns all through a block."""

PADDED_WORDS: Final = {
    "item": {
        "assume": "assume",
        "contradiction": "contradiction",
        "note": "assume",
        "window": "window",
        "state": "window",
    },
    "header": dict.fromkeys(("language", "currency", "zone", "horizon"), "header"),
}
"""First words that are padded to the same width, by kind of block, and the group that they share."""


def width(text: str) -> int:
    """Columns on a screen: wide characters take two, those that combine with the one before them none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """The text with blanks up to this width."""
    return text + " " * (columns - width(text))


def group_of(kind: str, tokens: Sequence[Token], whole: bool) -> str | None:
    """What a line is aligned with; None for a line that stands by itself. `whole` if its statement ends with it."""
    first = str(tokens[0])
    if first == "|":
        return "row"
    if kind == "item" and (first in NAME_THEN_REST or (first in NAME_LABEL_REST and whole)):
        return PADDED_WORDS[kind].get(first, first)
    if kind == "choice":
        return "choice" if all(token.type != "COMMA" for token in tokens) else None
    if kind == "clause":
        return "level" if first == "level" else None
    if kind == "case":
        return "case"
    if kind == "header" and tokens[1] == "of":
        return None
    return PADDED_WORDS.get(kind, {}).get(first)


def stops(kind: str, tokens: Sequence[Token]) -> list[int]:
    """Where the segments of a line begin, after the first one."""
    first = str(tokens[0])
    if kind == "case":
        return _before_condition(tokens)
    if kind == "choice":
        return [n for n in range(1, len(tokens)) if _begins_part_of_choice(tokens, n)]
    if first == "level":
        return [2, _after_label(tokens, 2)]
    if kind == "header":
        return [1]
    found = [1] if first in PADDED_WORDS["item"] else []
    if first in NAME_THEN_REST | NAME_LABEL_REST | {"assume", "contradiction"}:
        found.append(_after_names(tokens))
    if first in NAME_LABEL_REST and first != "state":
        found.append(_after_label(tokens, found[-1]))
    return [stop for n, stop in enumerate(found) if stop < len(tokens) and stop not in found[:n]]


def _before_condition(tokens: Sequence[Token]) -> list[int]:
    for n, token in enumerate(tokens):
        if token in ("when", "otherwise") or token.type == "FROM_DATE" or (token == "in" and tokens[n + 1] == "any"):
            return [n]
    return []


def _begins_part_of_choice(tokens: Sequence[Token], n: int) -> bool:
    if tokens[n].type == "TEXT":
        return tokens[n - 1].type == "NAME"
    return tokens[n].type == "LANGUAGE_CODE" or tokens[n] == "means"


def _after_names(tokens: Sequence[Token]) -> int:
    n = 3 if tokens[0] == "customer" else 2
    return n + 2 if len(tokens) > n and tokens[n].type == "COMMA" else n


def _after_label(tokens: Sequence[Token], n: int) -> int:
    while n < len(tokens) and tokens[n].type in ("TEXT", "LANGUAGE_CODE"):
        n += 1
    return n


def aligned(lines: Sequence[Sequence[str]], framed: bool) -> list[str]:
    """Each line's segments in one string, those of one number in one column; `framed` between the bars of a table."""
    widths: dict[int, int] = {}
    for line in lines:
        for n, segment in enumerate(line if framed else line[:-1]):
            widths[n] = max(widths.get(n, 0), width(segment))
    padded = [[pad(part, widths.get(n, 0)) for n, part in enumerate(line)] for line in lines]
    if framed:
        return [f"| {' | '.join(line)} |" for line in padded]
    return [" ".join([*line[:-1], segments[-1]]) for line, segments in zip(padded, lines, strict=True)]
