"""Clause values and lengths of time as python text: one constructor of the runtime for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from servdsl.backends.python import literals
from servdsl.backends.python.layout import Call, Node, call, sequence
from servdsl.model import values as v
from servdsl.model.contract import Clause
from servdsl.model.expressions import Expr, Literal, Or, WindowIs, children

Formula = Callable[[str, Expr], str]
"""Makes the function of a formula, named after the part of the clause that it computes, and gives its name."""
Lapse = Callable[[str, Expr, str | None], str]
"""The same for a length of time, counted in a calendar where one is named."""
Test = Callable[[str, Expr], str]
"""The same for a condition."""


def length(of: v.Length) -> Node:
    """`4 business hours on office` → `rt.business_hours(4, on="office")`."""
    match of:
        case v.Elapsed():
            unit, count = _clock(of.seconds)
            return call(f"rt.{unit}", count)
        case v.BusinessTime():
            unit, count = _clock(of.seconds)
            return call(f"rt.business_{unit}", count, on=text_or_none(of.calendar))
        case v.CalendarUnits():
            return units(of)
        case v.BusinessDays():
            return call(
                "rt.BusinessDays",
                str(of.count),
                calendar=text_or_none(of.calendar),
                cutoff=None if of.cutoff is None else str(of.cutoff),
                same_time="True" if of.same_time else None,
            )
        case _:
            assert_never(of)


def units(of: v.CalendarUnits) -> Node:
    """`3 months` → `rt.CalendarUnits(3, "months")`."""
    return call("rt.CalendarUnits", str(of.count), literals.text(of.unit))


def _clock(seconds: Decimal) -> tuple[str, str]:
    """The largest unit that needs no fraction."""
    for unit, size in (("hours", 3600), ("minutes", 60)):
        if seconds % size == 0:
            return unit, literals.number(seconds / size)
    return "seconds", literals.number(seconds)


def text_or_none(text: str | None) -> str | None:
    """A string, or no argument."""
    return None if text is None else literals.text(text)


def flag(holds: bool) -> str | None:
    """`True`, or no argument."""
    return "True" if holds else None


def fraction_or_none(number: Decimal | Fraction | None) -> str | None:
    """A Fraction, or no argument."""
    return None if number is None else literals.fraction(number)


def _length_or_none(of: v.Length | None) -> Node | None:
    return None if of is None else length(of)


def windows_named(expr: Expr) -> Iterator[str]:
    """The windows that a condition asks about, in the order written."""
    if isinstance(expr, WindowIs):
        yield expr.window
    for part in children(expr):
        yield from windows_named(part)


def breaches_enough(expr: Expr) -> Iterator[str]:
    """The windows whose breach by itself makes a condition hold."""
    if isinstance(expr, WindowIs) and expr.status == "breached":
        yield expr.window
    if isinstance(expr, Or):
        for item in expr.items:
            yield from breaches_enough(item)


class Values:
    """Writes the values of clauses; formulas and conditions become functions on the way."""

    def __init__(self, formula: Formula, lapse: Lapse, test: Test, input_name: Callable[[str], str]) -> None:
        self._formula = formula
        self._lapse = lapse
        self._test = test
        self._input = input_name

    def of(self, clause: Clause) -> Node:
        """What a clause says."""
        value = clause.value
        match value:
            case v.PromiseOf():
                return self._promise(value.promise)
            case v.Attends():
                return call("rt.Attends", literals.text(value.calendar), also=flag(value.also))
            case v.CountsFrom():
                return call("rt.CountsFrom", literals.text(value.event))
            case v.Share():
                return call("rt.Share", self._quantity("share", value.share))
            case v.Price():
                return self._price(value, "amount")
            case v.Charge():
                return self._charge(value)
            case v.Discount():
                return call("rt.Discount", self._quantity("share", value.share))
            case v.Amount():
                return self._amount(value)
            case v.Lasts() | v.Starts() | v.Renews() | v.Cancellable():
                return self._term(value)
            case v.Level():
                return self._level(value, clause.when)
            case v.Quota():
                return self._quota(value)
            case v.Pauses() | v.Uses() | v.CountsAsUsed() | v.Closes() | v.Reopens():
                return _accumulated(value)
            case v.Offered() | v.LastsWhile() | v.Requires() | v.Conflicts() | v.Accepts() | v.Excludes() | v.Needs():
                return self._gate(value)
            case _:
                assert_never(value)

    def _quantity(self, part: str, expr: Expr) -> Node:
        return self._constant(expr) or self._formula(part, expr)

    def _constant(self, expr: Expr) -> str | None:
        if not isinstance(expr, Literal) or expr.type not in {"money", "whole", "number", "percent"}:
            return None
        return literals.number(Decimal(expr.value))

    def _promise(self, promise: v.Promise) -> Node:
        match promise:
            case v.Within():
                target = None if promise.target is None else self._promised("target", promise.target)
                return call(
                    "rt.Within", self._promised("limit", promise.limit), target=target, or_more=flag(promise.or_more)
                )
            case v.Every():
                return call("rt.Every", self._promised("interval", promise.length), literals.text(promise.until))
            case v.NoPromise():
                return call("rt.NoPromise", *([literals.text(promise.words.own)] if promise.words.own else []))
            case _:
                assert_never(promise)

    def _promised(self, part: str, of: v.ToldLength) -> Node:
        return self._lapse(part, of.amount, of.calendar) if isinstance(of, v.Computed) else length(of)

    def _price(self, price: v.Price, part: str) -> Call:
        amount = None if price.amount is None else self._quantity(part, price.amount)
        return call(
            "rt.Price",
            *([] if amount is None else [amount]),
            by=None if price.by == "amount" else literals.text(price.by),
            currency=text_or_none(getattr(price.amount, "currency", None)),
            lower_bound=flag(price.lower_bound),
            per=sequence(literals.text(unit) for unit in price.per) if price.per else None,
            once=flag(price.once),
            tax=text_or_none(price.tax),
        )

    def _charge(self, charge: v.Charge) -> Node:
        beyond = None
        if charge.beyond is not None:
            beyond = call(
                "rt.BeyondHours",
                literals.fraction(charge.beyond.hours),
                str(charge.beyond.per_day),
                self._price(charge.beyond.price, "amount_beyond"),
            )
        return call(
            "rt.Charge",
            self._price(charge.price, "amount"),
            minimum_hours=fraction_or_none(charge.minimum_hours),
            minimum_per_day=flag(charge.minimum_per_day),
            minimum_amount=None if charge.minimum_amount is None else self._quantity("minimum", charge.minimum_amount),
            cap=None if charge.cap is None else self._quantity("cap", charge.cap),
            step_hours=fraction_or_none(charge.step_hours),
            beyond=beyond,
        )

    def _amount(self, amount: v.Amount) -> Node:
        return call(
            "rt.Amount",
            self._quantity("amount", amount.value),
            literals.text(amount.value.type),
            currency=text_or_none(getattr(amount.value, "currency", None)),
            lower_bound=flag(amount.lower_bound),
        )

    def _term(self, value: v.Lasts | v.Starts | v.Renews | v.Cancellable) -> Node:
        match value:
            case v.Lasts():
                return call(
                    "rt.Lasts",
                    *([] if value.length is None else [self._promised("length", value.length)]),
                    then=_length_or_none(value.then),
                    at_least=_length_or_none(value.at_least),
                    at_most=_length_or_none(value.at_most),
                )
            case v.Starts():
                return call("rt.Starts", self._formula("at", value.at))
            case v.Renews():
                return call("rt.Renews", units(value.every))
            case v.Cancellable():
                return call(
                    "rt.Cancellable",
                    notice=_length_or_none(value.notice),
                    to_period_end=flag(value.to_period_end),
                    to_end_of=text_or_none(value.to_end_of),
                )
            case _:
                assert_never(value)

    def _level(self, level: v.Level, when: Expr | None) -> Node:
        named = tuple(dict.fromkeys(windows_named(when))) if when is not None else ()
        breaches = tuple(dict.fromkeys(breaches_enough(when))) if when is not None else ()
        told = level.before
        before = self._promised("before", told) if isinstance(told, v.Computed) else fraction_or_none(told)
        return call(
            "rt.Level",
            str(level.number),
            literals.text(level.labels.own),
            after_level=None if level.after_level is None else str(level.after_level),
            after_event=text_or_none(level.after_event),
            length=None if level.length is None else self._promised("length", level.length),
            share=fraction_or_none(level.share),
            before=before,
            window=text_or_none(level.window),
            windows=sequence(map(literals.text, named)) if named else None,
            breaches=sequence(map(literals.text, breaches)) if breaches else None,
        )

    def _quota(self, quota: v.Quota) -> Node:
        carry: Node | None = None
        if quota.carry_over is not None:
            carry = literals.text("term") if quota.carry_over == "term" else units(quota.carry_over)
        beyond = None
        if quota.beyond is not None:
            beyond = call(
                "rt.Beyond",
                self._price(quota.beyond.price, "amount_beyond"),
                minimum=fraction_or_none(quota.beyond.minimum),
                step=fraction_or_none(quota.beyond.step),
            )
        return call(
            "rt.Quota",
            literals.text(quota.limits),
            "None" if quota.count is None else self._quantity("count", quota.count),
            hours=flag(quota.measure == "hours"),
            currency=text_or_none(quota.currency),
            period=_period(quota),
            carry_over=carry,
            ends_term=flag(quota.ends_term),
            minimum=fraction_or_none(quota.minimum),
            step=fraction_or_none(quota.step),
            beyond=beyond,
            counted_in=text_or_none(quota.counted_in),
        )

    def _gate(
        self, value: v.Offered | v.LastsWhile | v.Requires | v.Conflicts | v.Accepts | v.Excludes | v.Needs
    ) -> Node:
        match value:
            case v.Offered():
                return call("rt.Offered")
            case v.LastsWhile():
                return call("rt.LastsWhile", self._test("holds", value.condition))
            case v.Requires():
                return call("rt.Requires", self._test("holds", value.condition))
            case v.Needs():
                return call("rt.Needs", self._test("holds", value.condition))
            case v.Conflicts():
                return call("rt.Conflicts", sequence(map(literals.text, value.offers)))
            case v.Accepts():
                return call(
                    "rt.Accepts", "None" if value.values is None else sequence(map(literals.text, value.values))
                )
            case v.Excludes():
                return call(
                    "rt.Excludes",
                    services=sequence(map(literals.text, value.services)) if value.services else None,
                    fact=None if value.fact is None else literals.text(self._input(value.fact)),
                    values=sequence(map(literals.text, value.values)) if value.values else None,
                )
            case _:
                assert_never(value)


def _period(quota: v.Quota) -> Node | None:
    if isinstance(quota.period, tuple):
        return sequence(map(literals.text, quota.period))
    return text_or_none(quota.period)


def _accumulated(value: v.Pauses | v.Uses | v.CountsAsUsed | v.Closes | v.Reopens) -> Node:
    match value:
        case v.Pauses():
            return call("rt.Pauses", literals.text(value.state))
        case v.Uses():
            return call("rt.Uses", literals.fraction(value.count), literals.text(value.of))
        case v.CountsAsUsed():
            return call("rt.CountsAsUsed")
        case v.Closes():
            return call(
                "rt.Closes",
                after=None if value.after is None else str(value.after),
                event=text_or_none(value.event),
                calendar=text_or_none(value.calendar),
                state=text_or_none(value.state),
            )
        case v.Reopens():
            return call("rt.Reopens")
        case _:
            assert_never(value)
