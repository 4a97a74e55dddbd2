"""Rules for the lines of an example."""

from __future__ import annotations

from typing import Any, Literal

from servdsl.diagnostics import Diagnostic
from servdsl.syntax.builder.items import ItemRules
from servdsl.syntax.builder.parts import UNITS, words
from servdsl.syntax.examples import (
    AsOf,
    Event,
    Example,
    Expect,
    ExpectAnswer,
    ExpectAtRisk,
    ExpectAttends,
    ExpectBeyondCosts,
    ExpectCharges,
    ExpectCloses,
    ExpectDiscount,
    ExpectDue,
    ExpectExhausted,
    ExpectLevel,
    ExpectNeeds,
    ExpectNextDue,
    ExpectNoPromise,
    ExpectNoShare,
    ExpectNotBefore,
    ExpectOpen,
    ExpectOpens,
    ExpectPrice,
    ExpectQuota,
    ExpectSchedule,
    ExpectState,
    ExpectTerm,
    ExpectTotal,
    ExpectValue,
    Given,
    GivenAddon,
    GivenFact,
    GivenLine,
    GivenTier,
    GivenWorked,
    Printed,
)
from servdsl.syntax.parts import Moment, Money, Number, Text


class ExampleRules(ItemRules):
    """Facts and events in, answers out."""

    def example(self, c: list[Any]) -> Example:
        _, title, block, cites = c
        return Example(title, block.lines, block.cites + (cites or ()), self.span(c))

    # ── What is given ──

    def given(self, c: list[Any]) -> GivenLine:
        given: list[Given] = []
        for part in c[1::2]:
            if isinstance(part, Moment | Text):
                self._add(given, part)
            else:
                given.append(part)
        return GivenLine(tuple(given), self.span(c))

    def _add(self, given: list[Given], more: Moment | Text) -> None:
        """A bare date or name after a comma is one more of the fact before it."""
        match given:
            case [*_, GivenFact(name, values) as fact]:
                given[-1] = GivenFact(name, (*values, more), fact.span.to(more.span))
            case _:
                written = more.text if isinstance(more, Text) else more.date.isoformat()
                self.problems.append(Diagnostic("SD127", more.span, {"written": written}))

    def given_more(self, c: list[Any]) -> Moment | Text:
        return c[0] if isinstance(c[0], Text) else Moment(c[0].value, None, self.span(c))

    def given_fact(self, c: list[Any]) -> GivenFact:
        name, value = c
        return GivenFact(name, (value,), self.span(c))

    def given_tier(self, c: list[Any]) -> GivenTier:
        return GivenTier(c[1], self.span(c))

    def given_addon(self, c: list[Any]) -> GivenAddon:
        _, addon, quantity = c
        return GivenAddon(addon, quantity, self.span(c))

    def given_worked(self, c: list[Any]) -> GivenWorked:
        _, start, _, end = c
        return GivenWorked(start, end, self.span(c))

    def event(self, c: list[Any]) -> Event:
        _, at, kind, name, value, _, time = c
        return Event(at, words(kind) if kind else "happened", name, value, time, self.span(c))

    def as_of(self, c: list[Any]) -> AsOf:
        return AsOf(c[2], self.span(c))

    # ── What is expected ──

    def expect(self, c: list[Any]) -> Expect:
        _, expectation, cites = c
        return Expect(expectation, cites or (), self.span(c))

    def due(self, c: list[Any]) -> ExpectDue:
        window, _, due = c
        return ExpectDue(window, None, due, self.span(c))

    def target(self, c: list[Any]) -> ExpectDue:
        window, _, target, _, due = c
        return ExpectDue(window, target, due, self.span(c))

    def not_before(self, c: list[Any]) -> ExpectNotBefore:
        window, _, _, at = c
        return ExpectNotBefore(window, at, self.span(c))

    def begins_risk(self, c: list[Any]) -> ExpectAtRisk:
        window, _, _, at = c
        return ExpectAtRisk(window, at, self.span(c))

    def in_state(self, c: list[Any]) -> ExpectState:
        window, _, state = c
        return ExpectState(window, state.text, self.span(c))

    def window_state(self, c: list[Any]) -> Text:
        return Text(words(*c), self.span(c))

    def expect_no_promise(self, c: list[Any]) -> ExpectNoPromise:
        return ExpectNoPromise(c[0], c[-1], self.span(c))

    def next_due(self, c: list[Any]) -> ExpectNextDue:
        return ExpectNextDue(c[2], self.span(c))

    def opens(self, c: list[Any]) -> ExpectOpens:
        calendar, _, at = c
        return ExpectOpens(calendar, at, self.span(c))

    def is_open(self, c: list[Any]) -> ExpectOpen:
        calendar, state = c
        return ExpectOpen(calendar, words(state), self.span(c))

    def attended(self, c: list[Any]) -> ExpectAttends:
        return ExpectAttends(c[1], self.span(c))

    def closes_at(self, c: list[Any]) -> ExpectCloses:
        return ExpectCloses(c[1], self.span(c))

    def term_starts(self, c: list[Any]) -> ExpectTerm:
        return ExpectTerm("start", c[-1], self.span(c))

    def term_ends(self, c: list[Any]) -> ExpectTerm:
        return ExpectTerm("end", c[-1], self.span(c))

    def level_reached(self, c: list[Any]) -> ExpectLevel:
        _, level, negation, _ = c
        return ExpectLevel(self.whole(level), negation is None, None, self.span(c))

    def level_at(self, c: list[Any]) -> ExpectLevel:
        _, level, _, at = c
        return ExpectLevel(self.whole(level), True, at, self.span(c))

    def left(self, c: list[Any]) -> ExpectQuota:
        return self._quota("left", c)

    def used(self, c: list[Any]) -> ExpectQuota:
        return self._quota("beyond" if str(c[-3]) == "beyond" else "used", c[:-2], c[-1])

    def beyond_costs(self, c: list[Any]) -> ExpectBeyondCosts:
        cost, _, thing, _ = c
        return ExpectBeyondCosts(cost, thing, self.span(c))

    def _quota(self, what: Literal["left", "used", "beyond"], c: list[Any], at: Moment | None = None) -> ExpectQuota:
        number, *counted, _ = c
        unit = UNITS[counted[0]] if len(counted) == 3 else None
        told = number if isinstance(number, Number | Money) else None
        return ExpectQuota(what, told, unit, counted[-1], at, self.span([*c, at]))

    def exhausted(self, c: list[Any]) -> ExpectExhausted:
        thing, _, at = c
        return ExpectExhausted(thing, at, self.span(c))

    def expect_price(self, c: list[Any]) -> ExpectPrice:
        _, _, addon, value = c
        return ExpectPrice(addon, value, self.span(c))

    def expect_total(self, c: list[Any]) -> ExpectTotal:
        return ExpectTotal(c[1], self.span(c))

    def expect_charges(self, c: list[Any]) -> ExpectCharges:
        _, service, value = c
        return ExpectCharges(service, value, self.span(c))

    def expect_discount(self, c: list[Any]) -> ExpectDiscount:
        _, share, _, service = c
        return ExpectDiscount(share, service, self.span(c))

    def no_discount(self, c: list[Any]) -> ExpectDiscount:
        return ExpectDiscount(None, c[-1], self.span(c))

    def no_share(self, c: list[Any]) -> ExpectNoShare:
        return ExpectNoShare(c[-1], self.span(c))

    def schedule(self, c: list[Any]) -> ExpectSchedule:
        aggregate, _, _, fact, low, _, high, _, value = c
        return ExpectSchedule(words(aggregate), fact, low, high, value, self.span(c))

    def expect_value(self, c: list[Any]) -> ExpectValue:
        name, value = c
        return ExpectValue(name, value, self.span(c))

    def answer(self, c: list[Any]) -> ExpectAnswer:
        negation, *answer = c
        return ExpectAnswer(words(*answer), negation is not None, self.span(c))

    def expect_needs(self, c: list[Any]) -> ExpectNeeds:
        return ExpectNeeds(c[1], self.span(c))

    def printed(self, c: list[Any]) -> Printed:
        _, value, said, cites = c
        return Printed(value, said, cites or (), self.span(c))
