"""Rules for the small parts, and what every other rule needs: the place of a node and the worth of a word.

The parser calls the method named after a rule with the list of what the rule consists of, in order and with a gap
(None) for each optional part that is missing; punctuation and keywords stand in it as tokens, all else as nodes.
"""

from __future__ import annotations

import calendar
import datetime
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, get_args

from lark import Token

from servdsl.diagnostics import Diagnostic
from servdsl.source import Span
from servdsl.syntax.parts import (
    Allow,
    Cited,
    Cites,
    ClockTime,
    Date,
    Label,
    LabelText,
    Moment,
    Money,
    MonthDay,
    Name,
    Number,
    Percentage,
    Text,
    UnitName,
    ZoneName,
)

LONGEST_NUMBER: Final = 40
"""Characters of a number; far above any sum of money, far below what makes arithmetic slow."""

UNITS: Final[dict[str, UnitName]] = {form: unit for unit in get_args(UnitName) for form in (unit, unit + "s")}


@dataclass(frozen=True, slots=True)
class Block:
    """The lines between two braces, and the citations after the opening one."""

    lines: tuple[Any, ...]
    cites: Cites
    span: Span


def words(*tokens: Any) -> Any:
    """The plain text of keywords, with one space between them; the caller knows which words it can be."""
    return " ".join(str(token) for token in tokens if token is not None)


def nodes_in(children: list[Any], *kinds: type) -> tuple[Any, ...]:
    """Those of the children that are nodes of these kinds, or of any kind: neither tokens nor gaps."""
    if kinds:
        return tuple(child for child in children if isinstance(child, kinds))
    return tuple(child for child in children if child is not None and not isinstance(child, Token))


def _stands(child: Any) -> bool:
    """Whether a part of a rule has a place of its own in what the rule makes."""
    if type(child) is tuple:
        return bool(child) and type(child[0]) not in (Cited, Allow)
    return child is not None


class PartRules:
    """Terminals and small rules. `file` names the file being read, `problems` gathers what is wrong inside a word."""

    def __init__(self) -> None:
        self.file = ""
        self.problems: list[Diagnostic] = []

    # ── Places ──

    def place(self, token: Token) -> Span:
        """Where a token stands."""
        return Span(self.file, token.line or 1, token.column or 1, token.end_line or 1, token.end_column or 1)

    def span(self, children: list[Any]) -> Span:
        """From the first part to the last one; the citations at the end of a line are no part of what they support."""
        first = next(filter(_stands, children))
        last = next(filter(_stands, reversed(children)))
        begin: Any = first[0] if type(first) is tuple else first
        end: Any = last[-1] if type(last) is tuple else last
        begin = begin if type(begin) is Token else begin.span
        end = end if type(end) is Token else end.span
        return Span(self.file, begin.line, begin.column, end.end_line, end.end_column)

    # ── Words ──

    def NAME(self, token: Token) -> Name:  # noqa: N802 (the method's name is the terminal's)
        text = str(token)
        return Name(text if text.isascii() else unicodedata.normalize("NFC", text), self.place(token))

    def TEXT(self, token: Token) -> Text:  # noqa: N802
        return Text(token[1:-1], self.place(token))

    def DECIMAL(self, token: Token) -> Number:  # noqa: N802
        return Number(self._decimal(token, str(token)), self.place(token))

    def PERCENTAGE(self, token: Token) -> Percentage:  # noqa: N802
        return Percentage(self._decimal(token, token[:-1].rstrip()), self.place(token))

    def MONEY(self, token: Token) -> Money:  # noqa: N802
        return Money(self._decimal(token, token[:-3].rstrip()), token[-3:], self.place(token))

    def ISO_DATE(self, token: Token) -> Date:  # noqa: N802
        return Date(self._date(token, int(token[:4]), int(token[5:7]), int(token[8:])), self.place(token))

    def MONTH_DAY(self, token: Token) -> MonthDay:  # noqa: N802
        # A leap year stands for all of them: 29 February may be named, and falls away in the others.
        value = self._date(token, 2024, int(token[:2]), int(token[3:]))
        return MonthDay(value.month, value.day, self.place(token))

    def CLOCK_TIME(self, token: Token) -> ClockTime:  # noqa: N802
        return self._clock_time(token, 0)

    def EXACT_TIME(self, token: Token) -> ClockTime:  # noqa: N802
        return self._clock_time(token, int(token[6:]))

    def _clock_time(self, token: Token, second: int) -> ClockTime:
        hour, minute = int(token[:2]), int(token[3:5])
        if max(minute, second) > 59 or (hour, minute, second) > (24, 0, 0):
            self._problem("SD116", token, written=str(token))
            hour, minute, second = min(hour, 23), min(minute, 59), min(second, 59)
        return ClockTime(hour, minute, self.place(token), second)

    def TIME_ZONE(self, token: Token) -> ZoneName:  # noqa: N802
        return ZoneName(str(token), self.place(token))

    def _decimal(self, token: Token, text: str) -> Decimal:
        if len(text) > LONGEST_NUMBER:
            self._problem("SD006", token, digits=sum(c.isdigit() for c in text), most=LONGEST_NUMBER)
            return Decimal(0)
        return Decimal(text)

    def _date(self, token: Token, year: int, month: int, day: int) -> datetime.date:
        """The date; one that no calendar has is reported, and the nearest one goes on in its place."""
        real_year, real_month = max(year, 1), min(max(month, 1), 12)
        real_day = min(max(day, 1), calendar.monthrange(real_year, real_month)[1])
        if (real_year, real_month, real_day) != (year, month, day):
            self._problem("SD115", token, written=str(token), last=f"{real_year:04}-{real_month:02}-{real_day:02}")
        return datetime.date(real_year, real_month, real_day)

    def _problem(self, code: str, token: Token, **facts: object) -> None:
        self.problems.append(Diagnostic(code, self.place(token), facts))

    # ── Small rules ──

    def label(self, c: list[Any]) -> Label:
        texts = [LabelText(c[0].text, None, c[0].span)]
        for language, text in zip(c[1::2], c[2::2], strict=True):
            texts.append(LabelText(text.text, str(language), self.span([language, text])))
        return Label(tuple(texts), self.span(c))

    def names(self, c: list[Any]) -> tuple[Name, ...]:
        return nodes_in(c)

    def cites(self, c: list[Any]) -> Cites:
        return nodes_in(c)

    def allowance(self, c: list[Any]) -> Allow:
        _, code, _, because = c
        return Allow(code, because, self.span(c))

    def cited(self, c: list[Any]) -> Cited:
        first, _, last = c
        return Cited(str(first), last and str(last), self.span(c))

    def moment(self, c: list[Any]) -> Moment:
        date, time = c
        return Moment(date.value, time, self.span(c))

    def block(self, c: list[Any]) -> Block:
        _, cites, _, *lines = c
        return Block(nodes_in(lines), cites or (), self.span(c))
