"""Tokens cut into the lines that the layout prints.

    tier plus "Plus" { # ours          Line(0, `tier plus "Plus" {`, comment="# ours")
    price free @NWP-020 }              Line(1, `price free`, cites=`@NWP-020`), Line(0, `}`)

A statement begins a line, and so does what an author broke after a comma or before `and`, `or`, `when`, or behind a
comment; what a statement allows stands on lines of its own. A block that is written on one line stays there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from lark import Token

from servdsl.syntax.columns import WIDEST, width
from servdsl.syntax.keywords import Tongue
from servdsl.syntax.parser import BEHIND_ROWS, REMARKS, Reading, offsets
from servdsl.syntax.speaking import Word, spoken

AMOUNT: Final = re.compile(r"([0-9_.]+)\s*([A-Z]{3}|%)")
MAY_BREAK_BEFORE: Final = ("and", "or", "when")


@dataclass(slots=True)
class Line:
    """One line to be printed."""

    indent: int
    kind: str
    """The kind of the block that it stands in."""
    begins: bool
    """Whether a statement, a closing brace or a comment of its own begins here; else it runs on."""
    blank_before: bool = False
    tokens: list[Token] = field(default_factory=list)
    cites: list[Token] = field(default_factory=list)
    comment: str = ""


def written(tokens: Sequence[Token]) -> str:
    """Tokens on one line, set apart as the layout wants."""
    text, before = "", None
    for token in tokens:
        if isinstance(token, Word) and not token.printed:
            continue
        if before is not None and not _touch(before, token):
            text += " "
        text += _canonical(token)
        before = token
    return text


def _touch(left: Token, right: Token) -> bool:
    if right.type in ("COMMA", "RPAR") or left.type in ("LPAR", "AT_SIGN"):
        return True
    return (left.type, right.type) in (("CLOCK_TIME", "MINUS"), ("MINUS", "CLOCK_TIME"))


def _canonical(token: Token) -> str:
    if isinstance(token, Word):
        return token.printed
    if token.type == "MONEY":
        return AMOUNT.sub(r"\1 \2", token)
    return AMOUNT.sub(r"\1\2", token) if token.type == "PERCENTAGE" else str(token)


def lines_of(reading: Reading, tongue: Tongue) -> list[Line]:
    """The lines of a text without errors, with keywords in this language."""
    return _Cutter(reading, tongue).lines()


class _Cutter:
    """Goes through the tokens once; the gaps between them hold the comments and the ends of lines."""

    def __init__(self, reading: Reading, tongue: Tongue) -> None:
        self.text, self.kinds = reading.text, reading.blocks
        self.tokens: list[Token] = []
        self.beginnings = {0}
        for token in spoken(reading.record, reading.rules or {}, tongue, reading.grammar):
            if token.type == "_NL":
                self.beginnings.add(len(self.tokens))
            else:
                self.tokens.append(token)
        self.one_line = _one_line_blocks(self.tokens)
        self.cells = self._in_cells()
        """The numbers of the tokens that stand between the outer bars of a row."""
        self.open: list[str] = []
        """The kinds of the blocks that are open, each with lines of its own."""
        self.inside = 0
        """How many blocks are open that stand on one line."""
        self.done: list[Line] = []
        self.in_languages = False
        """Whether the statement at hand is a remark too long to stand on one line in all its languages."""

    def lines(self) -> list[Line]:
        end = 0
        for number, token in enumerate(self.tokens):
            start = offsets(token)[0]
            self._before(number, token, self.text[end:start])
            self._put(number, token)
            end = offsets(token)[1]
        self._comments(self.text[end:], 0, at_edge=False)
        return self.done

    def _before(self, number: int, token: Token, gap: str) -> None:
        """Begins a new line for this token where one is due."""
        previous = self.tokens[number - 1] if number else None
        opened = previous is not None and previous.type == "LBRACE" and not self._on_one_line(previous)
        closes = token.type == "RBRACE" and not self._on_one_line(token)
        begins = number in self.beginnings or closes or (opened and token.type not in BEHIND_ROWS)
        if begins or self._in_list_of_choices(previous, gap):
            depth = len(self.open)
            blank = self._comments(gap, depth, at_edge=opened or number == 0)
            line = Line(depth - closes, self.open[-1] if self.open else "item", True, blank and not closes)
            self.done.append(line)
            self.statement = line.indent
            self.in_languages = token.type in REMARKS and self._is_wide(number)
        elif self._is_broken(previous, token, gap) or (token.type == "ALLOW" and not self.inside):
            self._comments(gap, self.statement + 1, at_edge=True)
            self.done.append(Line(self.statement + 1, self.done[-1].kind, False))

    def _in_list_of_choices(self, previous: Token | None, gap: str) -> bool:
        after_comma = previous is not None and previous.type == "COMMA" and "\n" in gap
        return after_comma and not self.inside and self.open[-1:] == ["choice"] and not self.done[-1].cites

    def _is_broken(self, previous: Token | None, token: Token, gap: str) -> bool:
        """Whether the author's end of a line stays inside a statement; behind a comment it must."""
        after_comma = previous is not None and previous.type == "COMMA" and not self.done[-1].cites
        language = token.type == "LANGUAGE_CODE"
        may_break = after_comma or token in MAY_BREAK_BEFORE or language
        return "#" in gap or ("\n" in gap and may_break) or (language and self.in_languages)

    def _is_wide(self, number: int) -> bool:
        """Whether the remark that begins here would not fit on one line without its citations."""
        end = number + 1
        while (
            end < len(self.tokens) and end not in self.beginnings and self.tokens[end].type not in ("AT_SIGN", "ALLOW")
        ):
            end += 1
        return width(written(self.tokens[number:end])) > WIDEST

    def _in_cells(self) -> set[int]:
        found: set[int] = set()
        opened = {number + 1 for number, token in enumerate(self.tokens) if token.type == "LBRACE"}
        for start, end in pairwise(sorted(self.beginnings | opened | {len(self.tokens)})):
            bars = [number for number in range(start, end) if self.tokens[number].type == "VBAR"]
            if bars and bars[0] == start:
                found.update(range(start, bars[-1] + 1))
        return found

    def _put(self, number: int, token: Token) -> None:
        line = self.done[-1]
        cites = (token.type == "AT_SIGN" or line.cites) and not self.inside and number not in self.cells
        (line.cites if cites else line.tokens).append(token)
        if token.type not in ("LBRACE", "RBRACE"):
            return
        if self._on_one_line(token):
            self.inside += 1 if token.type == "LBRACE" else -1
        elif token.type == "LBRACE":
            self.open.append(self.kinds[offsets(token)[0]])
        else:
            self.open.pop()

    def _on_one_line(self, brace: Token) -> bool:
        return offsets(brace)[0] in self.one_line

    def _comments(self, gap: str, indent: int, at_edge: bool) -> bool:
        """Keeps the comments of a gap; whether a blank line stands behind the last of them."""
        behind, *rest = gap.split("\n")
        if behind.strip() and self.done:
            self.done[-1].comment = behind.strip()
        elif behind.strip():
            rest.insert(0, behind)
        blank = False
        for text in rest[:-1] if rest and not rest[-1].strip() else rest:
            if text.strip():
                self.done.append(Line(indent, "", True, blank and not at_edge, comment=text.strip()))
                blank = at_edge = False
            else:
                blank = True
        return blank and not at_edge


def _one_line_blocks(tokens: Sequence[Token]) -> set[int]:
    """The offsets of the braces of blocks that are written on one line."""
    found: set[int] = set()
    open_: list[Token] = []
    for token in tokens:
        if token.type == "LBRACE":
            open_.append(token)
        elif token.type == "RBRACE" and (brace := open_.pop()).line == token.line:
            found |= {offsets(brace)[0], offsets(token)[0]}
    return found
