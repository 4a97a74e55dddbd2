"""Rules for the clauses of an offer."""

from __future__ import annotations

from typing import Any

from lark import Token

from servdsl.diagnostics import Diagnostic
from servdsl.syntax.builder.expressions import ExpressionRules, guarded
from servdsl.syntax.builder.parts import UNITS, words
from servdsl.syntax.clauses import (
    Accepts,
    AfterLevel,
    Amount,
    Attends,
    Cancellable,
    Charges,
    Closes,
    ClosesAfter,
    ConflictsWith,
    Count,
    CountsAsUsed,
    CountsFrom,
    Covers,
    Discount,
    Excludes,
    ExcludesValues,
    Lasts,
    LastsBound,
    LastsWhile,
    Level,
    Needs,
    NoteText,
    Offered,
    Pauses,
    Price,
    Promise,
    Quota,
    Renews,
    Reopens,
    Requires,
    ShareOfWindow,
    Starts,
    TimeAfter,
    TimeBefore,
    Uses,
    When,
    Windows,
)
from servdsl.syntax.expressions import Cases, Every, Expression, Single, Strength, Table, Valued
from servdsl.syntax.parts import Name, Number, Text


def value_or_guard(part: Any) -> tuple[Valued | None, Strength, Expression | None]:
    """What may follow `covers parts`: a value, which holds its own condition, or a condition alone."""
    return (part, "plain", None) if isinstance(part, Single | Cases | Table) else (None, *guarded(part))


class ClauseRules(ExpressionRules):
    """One method a clause."""

    def whole(self, number: Number) -> int:
        """A level's number; a fraction is reported."""
        if number.value != int(number.value):
            self.problems.append(Diagnostic("SD126", number.span, {"written": number.value}))
        return int(number.value)

    def needs_unit(self, value: Valued) -> None:
        """Reports bare numbers among the values of a promise or a term, which are lengths of time."""
        values = value.cases if isinstance(value, Cases) else (value,) if isinstance(value, Single) else ()
        for one in values:
            body = one.value.body
            number = body.interval if isinstance(body, Every) else body
            if isinstance(number, Number):
                self.problems.append(Diagnostic("SD119", number.span, {"number": number.value}))

    # ── Money ──

    def price(self, c: list[Any]) -> Price:
        _, terms, value, cites = c
        return Price(terms, value, cites or (), self.span(c))

    def discount(self, c: list[Any]) -> Discount:
        _, share, _, services, guard, cites = c
        return Discount(share, services, *guarded(guard), cites or (), self.span(c))

    def amount(self, c: list[Any]) -> Amount:
        _, name, label, modifiers, value, cites = c
        return Amount(name, label, modifiers, value, cites or (), self.span(c))

    def charges(self, c: list[Any]) -> Charges:
        _, service, modifiers, rest, cites = c
        return Charges(service, modifiers, *value_or_guard(rest), cites or (), self.span(c))

    # ── What is served ──

    def covers(self, c: list[Any]) -> Covers:
        _, services, rest, cites = c
        return Covers(services, *value_or_guard(rest), cites or (), self.span(c))

    def excludes(self, c: list[Any]) -> Excludes:
        _, services, *when, cites = c
        return Excludes(services or (), when[0] if when else None, cites or (), self.span(c))

    def excludes_values(self, c: list[Any]) -> ExcludesValues:
        _, fact, values, when, cites = c
        return ExcludesValues(fact, values, when, cites or (), self.span(c))

    def accepts(self, c: list[Any]) -> Accepts:
        _, fact, values, when, cites = c
        return Accepts(fact, values if isinstance(values, tuple) else None, when, cites or (), self.span(c))

    def needs(self, c: list[Any]) -> Needs:
        _, condition, when, cites = c
        return Needs(condition, when, cites or (), self.span(c))

    # ── How much of it ──

    def quota_verb(self, c: list[Any]) -> Text:
        return Text(words(*c), self.span(c))

    def count(self, c: list[Any]) -> Count:
        number, *counted, _, period = c
        unit = UNITS[counted[0]] if len(counted) == 3 else "money" if len(counted) == 2 else None
        exact = None if isinstance(number, Token) else number
        return Count(exact, unit, counted[-1], period, self.span(c))

    def quota(self, c: list[Any]) -> Quota:
        verb, count, modifiers, when, cites = c
        return Quota(verb.text, count, modifiers, when, cites or (), self.span(c))

    # ── Who may buy it, and for how long ──

    def offered(self, c: list[Any]) -> Offered:
        _, when, cites = c
        return Offered(when, cites or (), self.span(c))

    def requires(self, c: list[Any]) -> Requires:
        _, condition, valid, cites = c
        return Requires(condition, valid, cites or (), self.span(c))

    def conflicts(self, c: list[Any]) -> ConflictsWith:
        _, _, offers, cites = c
        return ConflictsWith(offers, cites or (), self.span(c))

    def lasts(self, c: list[Any]) -> Lasts:
        _, value, cites = c
        self.needs_unit(value)
        return Lasts(value, cites or (), self.span(c))

    def lasts_bound(self, c: list[Any]) -> LastsBound:
        _, at, which, time, when, cites = c
        return LastsBound(words(at, which), time, when, cites or (), self.span(c))

    def lasts_while(self, c: list[Any]) -> LastsWhile:
        _, _, condition, cites = c
        return LastsWhile(condition, cites or (), self.span(c))

    def starts(self, c: list[Any]) -> Starts:
        _, _, at, guard, cites = c
        return Starts(at, *guarded(guard), cites or (), self.span(c))

    def renews(self, c: list[Any]) -> Renews:
        return Renews(UNITS[c[2]], c[-1] or (), self.span(c))

    def any_time(self, c: list[Any]) -> Text:
        return Text(words(*c), self.span(c))

    def to_period_end(self, c: list[Any]) -> Text:
        return Text(words(*c), self.span(c))

    def cancellable(self, c: list[Any]) -> Cancellable:
        _, *notice, _, end, cites = c
        time = notice[1] if len(notice) == 3 else None
        return Cancellable(time, end and end.text.split()[-1], cites or (), self.span(c))

    # ── When ──

    def attends(self, c: list[Any]) -> Attends:
        _, also, _, calendar, guard, cites = c
        return Attends(also is not None, calendar, *guarded(guard), cites or (), self.span(c))

    def windows(self, c: list[Any]) -> Windows:
        _, table, cites = c
        return Windows(table, cites or (), self.span(c))

    def promise(self, c: list[Any]) -> Promise:
        window, _, value, cites = c
        self.needs_unit(value)
        return Promise(window, value, cites or (), self.span(c))

    def cadence(self, c: list[Any]) -> Promise:
        window, value, guard, cites = c
        one = Single(value, *guarded(guard), self.span([value, guard]))
        self.needs_unit(one)
        return Promise(window, one, cites or (), self.span(c))

    def promises_nothing(self, c: list[Any]) -> Promise:
        window, _, value, guard, cites = c
        return Promise(window, Single(value, *guarded(guard), self.span([value, guard])), cites or (), self.span(c))

    def pauses(self, c: list[Any]) -> Pauses:
        window, _, _, state, when, cites = c
        return Pauses(window, state, when, cites or (), self.span(c))

    def counts_from(self, c: list[Any]) -> CountsFrom:
        window, _, _, event, guard, cites = c
        return CountsFrom(window, event, *guarded(guard), cites or (), self.span(c))

    def counts_used(self, c: list[Any]) -> CountsAsUsed:
        thing, _, _, _, when, cites = c
        return CountsAsUsed(thing, when, cites or (), self.span(c))

    def uses(self, c: list[Any]) -> Uses:
        service, _, number, thing, when, cites = c
        return Uses(service, number, thing, when, cites or (), self.span(c))

    def level(self, c: list[Any]) -> Level:
        _, number, label, trigger, cites = c
        return Level(self.whole(number), label, trigger, cites or (), self.span(c))

    def when(self, c: list[Any]) -> When:
        return When(c[1], self.span(c))

    def after_level(self, c: list[Any]) -> AfterLevel:
        return AfterLevel(self.whole(c[2]), self.span(c))

    def time_after(self, c: list[Any]) -> TimeAfter:
        time, _, *after = c
        return TimeAfter(time, after[0] if isinstance(after[0], Name) else self.whole(after[1]), self.span(c))

    def time_before(self, c: list[Any]) -> TimeBefore:
        time, _, window = c
        return TimeBefore(time, window, self.span(c))

    def share_of_window(self, c: list[Any]) -> ShareOfWindow:
        _, share, _, window = c
        return ShareOfWindow(share, window, self.span(c))

    def closes(self, c: list[Any]) -> Closes:
        _, when, cites = c
        return Closes(when, cites or (), self.span(c))

    def closes_after(self, c: list[Any]) -> ClosesAfter:
        _, _, number, thing, _, calendar, when, cites = c
        return ClosesAfter(number, thing, calendar, when, cites or (), self.span(c))

    def reopens(self, c: list[Any]) -> Reopens:
        _, when, cites = c
        return Reopens(when, cites or (), self.span(c))

    def note(self, c: list[Any]) -> NoteText:
        _, said, cites = c
        return NoteText(said, cites or (), self.span(c))
