"""Rules for arithmetic, conditions, values, cases and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from lark import Token

from servdsl.diagnostics import Diagnostic
from servdsl.source import Span
from servdsl.syntax.builder.parts import UNITS, PartRules, nodes_in, words
from servdsl.syntax.expressions import (
    Alternatives,
    AnyValue,
    AtLeast,
    AtMost,
    AtTheSameTime,
    Beyond,
    Body,
    Both,
    Bound,
    ByQuote,
    CarryOver,
    Case,
    Cases,
    Cell,
    Compare,
    CountedIn,
    Cutoff,
    DeclaredOffer,
    Delay,
    During,
    Either,
    Elapsed,
    EndsTerm,
    Every,
    Expression,
    Factor,
    ForEach,
    Free,
    InNames,
    InRange,
    Is,
    LowerBound,
    Modifier,
    NoPromise,
    Not,
    OfPeriod,
    On,
    Once,
    OrMore,
    Otherwise,
    Per,
    Period,
    Pick,
    Product,
    Qualifier,
    Range,
    Rounded,
    Row,
    Single,
    Stem,
    StemVerb,
    Steps,
    Strength,
    Sum,
    Table,
    Tax,
    Term,
    Then,
    Valid,
    Value,
)
from servdsl.syntax.parts import Cites, Money, Name, NearUnit, Number, Percentage, Quantity, UnitName, YesNo


@dataclass(frozen=True, slots=True)
class Guard:
    """What follows the value of a case: under which condition, and how strong it is."""

    strength: Strength
    when: Expression | None
    span: Span


def guarded(guard: Guard | None) -> tuple[Strength, Expression | None]:
    """Strength and condition of a clause; without either it is plain and always holds."""
    return (guard.strength, guard.when) if guard is not None else ("plain", None)


def unit_or_name(part: Any) -> UnitName | Name | None:
    """`year` or `visit` after `per`."""
    return UNITS[part] if isinstance(part, Token) else part


def with_unit_of(low: Expression, high: Expression) -> Expression:
    """`24` in `24 to 48 hours` means 24 hours, `2` in `2 to 3%` means 2%."""
    if not isinstance(low, Number):
        return low
    match high:
        case Quantity():
            return Quantity(low.value, high.clock, high.unit, low.span)
        case Money():
            return Money(low.value, high.currency, low.span)
        case Percentage():
            return Percentage(low.value, low.span)
        case _:
            return low


class ExpressionRules(PartRules):
    """From a number to a table."""

    # ── Arithmetic ──

    def sum(self, c: list[Any]) -> Sum:
        first, *terms = c
        return Sum(first, tuple(terms), self.span(c))

    def term(self, c: list[Any]) -> Term:
        sign, operand = c
        return Term(words(sign), operand, self.span(c))

    def product(self, c: list[Any]) -> Product:
        first, *factors = c
        return Product(first, tuple(factors), self.span(c))

    def factor(self, c: list[Any]) -> Factor:
        *operator, operand = c
        return Factor(words(*operator), operand, self.span(c))

    def parentheses(self, c: list[Any]) -> Expression:
        return cast(Expression, c[1])

    def yes_no(self, c: list[Any]) -> YesNo:
        return YesNo(c[0] == "yes", self.span(c))

    def quantity(self, c: list[Any]) -> Quantity:
        number, clock, unit = c
        return Quantity(number.value, clock and words(clock), UNITS[unit], self.span(c))

    def near(self, c: list[Any]) -> NearUnit:
        which, clock, unit = c
        return NearUnit(words(which), words(clock), UNITS[unit], self.span(c))

    def elapsed(self, c: list[Any]) -> Elapsed:
        _, unit, _, start, _, end = c
        return Elapsed(UNITS[unit], start, end, self.span(c))

    def period_day(self, c: list[Any]) -> OfPeriod:
        which, *_, unit, _, day = c
        return OfPeriod(words(which), UNITS[unit], day, self.span(c))

    def period_rest(self, c: list[Any]) -> OfPeriod:
        *_, unit, _, day = c
        return OfPeriod("rest", UNITS[unit], day, self.span(c))

    def delay(self, c: list[Any]) -> Delay:
        return Delay(c[2], self.span(c))

    def pick(self, c: list[Any]) -> Pick:
        which, _, left, _, right = c
        return Pick(words(which), left, right, self.span(c))

    # ── Conditions ──

    def either(self, c: list[Any]) -> Either:
        return Either(nodes_in(c), self.span(c))

    def both(self, c: list[Any]) -> Both:
        return Both(nodes_in(c), self.span(c))

    def not_(self, c: list[Any]) -> Not:
        return Not(c[1], self.span(c))

    def compare(self, c: list[Any]) -> Compare:
        left, operator, right = c
        return Compare(left, words(operator), right, self.span(c))

    def is_(self, c: list[Any]) -> Is:
        left, _, negation, right = c
        return Is(left, right, negation is not None, self.span(c))

    def in_range(self, c: list[Any]) -> InRange:
        subject, _, low, _, high = c
        return InRange(subject, with_unit_of(low, high), high, self.span(c))

    def in_names(self, c: list[Any]) -> InNames:
        subject, _, names = c
        return InNames(subject, names, self.span(c))

    def during(self, c: list[Any]) -> During:
        subject, how, calendar = c
        return During(subject, how == "outside", calendar, self.span(c))

    def guard(self, c: list[Any]) -> Expression:
        validity, when = c[0], c[-1] if len(c) > 1 else None
        if validity is None or when is None:
            return cast(Expression, validity or when)
        return Valid(validity.first, validity.last, when, self.span(c))

    def validity(self, c: list[Any]) -> Valid:
        _, first, _, last = c
        return Valid(first, last, None, self.span(c))

    # ── Values ──

    def _value(self, body: Body, terms: tuple[Qualifier, ...], c: list[Any]) -> Value:
        return Value(body, terms, (), self.span(c))

    def plain(self, c: list[Any]) -> Value:
        body, terms = c
        return self._value(body, terms, c)

    def lower_bound(self, c: list[Any]) -> Value:
        word, low, terms = c
        return self._value(LowerBound(low, self.span([word, low])), terms, c)

    def range(self, c: list[Any]) -> Value:
        low, to, high, terms = c
        return self._value(Range(with_unit_of(low, high), high, self.span([low, to, high])), terms, c)

    def or_more(self, c: list[Any]) -> Value:
        bound, _, more, terms = c
        return self._value(OrMore(bound, self.span([bound, more])), terms, c)

    def free(self, c: list[Any]) -> Value:
        return self._value(Free(self.span(c)), (), c)

    def by_quote(self, c: list[Any]) -> Value:
        by, quote, terms = c
        return self._value(ByQuote(self.span([by, quote])), terms, c)

    def bare(self, c: list[Any]) -> Value:
        """A value that is whole already: `no promise`, `every … until`."""
        return cast(Value, c[0])

    def no_promise(self, c: list[Any]) -> Value:
        _, _, said = c
        return self._value(NoPromise(said, self.span(c)), (), c)

    def every(self, c: list[Any]) -> Value:
        _, interval, terms, _, until = c
        return self._value(Every(interval, until, self.span(c)), terms, c)

    def qualifiers(self, c: list[Any]) -> tuple[Qualifier, ...]:
        return nodes_in(c)

    def price_terms(self, c: list[Any]) -> tuple[Qualifier, ...]:
        return nodes_in(c)

    def on(self, c: list[Any]) -> On:
        return On(c[1], self.span(c))

    def same_time(self, c: list[Any]) -> AtTheSameTime:
        return AtTheSameTime(self.span(c))

    def cutoff(self, c: list[Any]) -> Cutoff:
        return Cutoff(c[1], self.span(c))

    def for_each(self, c: list[Any]) -> ForEach:
        _, _, part, step, _, of = c
        return ForEach(part and words(part), step, of, self.span(c))

    def per(self, c: list[Any]) -> Per:
        _, each, _, other = c
        return Per(unit_or_name(each) or each, unit_or_name(other), self.span(c))

    def once(self, c: list[Any]) -> Once:
        return Once(self.span(c))

    def tax(self, c: list[Any]) -> Tax:
        how, what = c
        return Tax(how == "including", what, self.span(c))

    # ── What stands after a comma ──

    def modifiers(self, c: list[Any]) -> tuple[Modifier, ...]:
        return nodes_in(c)

    def at_least(self, c: list[Any]) -> AtLeast:
        _, _, low, _, unit = c
        return AtLeast(low, unit and UNITS[unit], self.span(c))

    def at_most(self, c: list[Any]) -> AtMost:
        return AtMost(c[2], self.span(c))

    def steps(self, c: list[Any]) -> Steps:
        return Steps(c[3], self.span(c))

    def rounded(self, c: list[Any]) -> Rounded:
        return Rounded(words(c[1]), self.span(c))

    def carry_over(self, c: list[Any]) -> CarryOver:
        return CarryOver(c[3] if len(c) == 4 else None, self.span(c))

    def ends_term(self, c: list[Any]) -> EndsTerm:
        return EndsTerm(self.span(c))

    def then(self, c: list[Any]) -> Then:
        return Then(c[1], self.span(c))

    def beyond(self, c: list[Any]) -> Beyond:
        if len(c) == 3:
            return Beyond(None, None, c[2], self.span(c))
        _, above, _, unit, price = c
        return Beyond(above, unit and UNITS[unit], price, self.span(c))

    def counted_in(self, c: list[Any]) -> CountedIn:
        return CountedIn(c[2], self.span(c))

    def period(self, c: list[Any]) -> Period:
        match c:
            case [Name() as thing]:
                return Period("thing", None, thing, self.span(c))
            case ["term"]:
                return Period("term", None, None, self.span(c))
            case [unit]:
                return Period("bare", UNITS[unit], None, self.span(c))
            case _:
                return Period(words(c[0]), UNITS[c[1]], None, self.span(c))

    # ── One value, cases, a table ──

    def _modified(self, value: Value, modifiers: tuple[Modifier, ...]) -> Value:
        return Value(value.body, value.terms, modifiers, self.span([value, modifiers])) if modifiers else value

    def single(self, c: list[Any]) -> Single:
        value, modifiers, guard = c
        return Single(self._modified(value, modifiers), *guarded(guard), self.span(c))

    def dated(self, c: list[Any]) -> Cases:
        """`1_200 EUR per year from 2026-01-01, 1_260 EUR from 2027-01-01`: what is said of the first value holds for the
        others, unless they say otherwise."""
        first, modifiers, *rest = c
        values = [self._modified(first, modifiers), *rest[2::3]]
        terms, rules = values[0].terms, values[0].modifiers
        made = (
            Case(
                Value(value.body, value.terms or terms, value.modifiers or rules, value.span),
                "plain",
                valid,
                (),
                self.span([value, valid]),
            )
            for value, valid in zip(values, rest[::3], strict=True)
        )
        return Cases(tuple(made), (), self.span(c))

    def guarded(self, c: list[Any]) -> Guard:
        *exception, when = c
        return Guard("in any case" if exception[0] else "plain", when, self.span(c))

    def unguarded(self, c: list[Any]) -> Guard:
        return Guard("otherwise", None, self.span(c))

    def case(self, c: list[Any]) -> Case:
        value, modifiers, guard, cites = c
        return Case(self._modified(value, modifiers), guard.strength, guard.when, cites or (), self.span(c))

    def cases(self, c: list[Any]) -> Cases:
        (block,) = c
        if not block.lines:
            self.problems.append(Diagnostic("SD125", block.span))
        return Cases(block.lines, block.cites, block.span)

    def by_table(self, c: list[Any]) -> Table:
        _, keys, block = c
        if not block.lines:
            self.problems.append(Diagnostic("SD125", block.span))
        head, rows = self.table_rows(block.lines, block.span)
        return Table(keys, head, rows, block.cites, self.span(c))

    def table_rows(self, rows: tuple[Row, ...], span: Span) -> tuple[Row, tuple[Row, ...]]:
        """The head and the rows that have as many cells; the others are reported and left out."""
        if not rows:
            return Row((), (), span), ()
        head, *rest = rows
        odd = [row for row in rest if len(row.cells) != len(head.cells)]
        if len(rest) > 1 and len(odd) == len(rest) and len({len(row.cells) for row in rest}) == 1:
            odd = [head]  # all others agree: it is the head that is wrong
        for row in odd:
            cells, others = len(row.cells), len(rest[0].cells if row is head else head.cells)
            self.problems.append(Diagnostic("SD123", row.span, {"cells": cells, "others": others}))
        return head, tuple(row for row in rest if len(row.cells) == len(head.cells))

    # ── Rows and cells ──

    def row(self, c: list[Any]) -> Row:
        *bars_and_cells, cites = c
        cells = []
        for left, cell, right in zip(bars_and_cells[::2], bars_and_cells[1::2], bars_and_cells[2::2], strict=False):
            cells.append(cell if cell.content is not None else Cell(None, None, (), self.span([left, right])))
        return Row(tuple(cells), cites or (), self.span(c))

    def full_cell(self, c: list[Any]) -> Cell:
        content, modifiers, when, cites = c
        match content:
            case Stem(verb, thing, unit, period, terms):
                stem = Stem(verb, thing, unit, period, terms, modifiers, self.span([content, modifiers]))
                return Cell(stem, when, cites or (), self.span(c))
            case _:
                return Cell(self._modified(content, modifiers), when, cites or (), self.span(c))

    def short_cell(self, c: list[Any]) -> Cell:
        content, cites = c
        return Cell(content, None, cites or (), self.span(c))

    def empty_cell(self, _: list[Any]) -> Cell:
        """Has no place of its own; its row gives it the one between the bars."""
        return Cell(None, None, (), Span(self.file, 1, 1, 1, 1))

    def cell_cites(self, c: list[Any]) -> Cites:
        return nodes_in(c)

    def alternatives(self, c: list[Any]) -> Alternatives:
        return Alternatives(nodes_in(c), self.span(c))

    def bound(self, c: list[Any]) -> Bound:
        operator, limit = c
        return Bound(words(operator), limit, self.span(c))

    def declared(self, c: list[Any]) -> DeclaredOffer:
        name, label = c
        return DeclaredOffer(name, label, self.span(c))

    def any(self, c: list[Any]) -> AnyValue:
        return AnyValue(self.span(c))

    def otherwise(self, c: list[Any]) -> Otherwise:
        return Otherwise(self.span(c))

    def _stem(self, verb: StemVerb, c: list[Any], **rest: Any) -> Stem:
        parts = {"thing": None, "unit": None, "period": None, "terms": (), **rest}
        return Stem(verb, modifiers=(), span=self.span(c), **parts)

    def stem_of_thing(self, c: list[Any]) -> Stem:
        return self._stem(words(c[0]), c, thing=c[1])

    def stem_discount(self, c: list[Any]) -> Stem:
        return self._stem("discount on", c, thing=c[2])

    def stem_charges(self, c: list[Any]) -> Stem:
        return self._stem("charges", c, thing=c[1], terms=c[2])

    def stem_price(self, c: list[Any]) -> Stem:
        return self._stem("price", c, terms=c[1])

    def stem_quota(self, c: list[Any]) -> Stem:
        verb, unit, _, thing, _, period = c
        return self._stem(verb.text, c, unit=unit and UNITS[unit], thing=thing, period=period)

    def stem_attends(self, c: list[Any]) -> Stem:
        return self._stem("attends also" if c[1] else "attends", c)

    def stem_offered(self, c: list[Any]) -> Stem:
        return self._stem("offered when is", c, thing=c[2])

    def stem_lasts(self, c: list[Any]) -> Stem:
        return self._stem("lasts", c)
