"""What an example expects: nodes → places in the answer and what stands there.

respond due 2026-03-09 12:30   →   windows.respond.due is that instant
price from 900 EUR             →   price.amount is 900, price.currency is EUR, price.lower_bound is true
3 visits left                  →   quotas.visits.left is 3
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal as Lit
from typing import assert_never

from pydantic import JsonValue

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.contract import Expect
from servdsl.model.expressions import Literal
from servdsl.semantics.from_expressions import check_currency, expression, kind
from servdsl.semantics.from_quantities import SECONDS, written, written_fraction
from servdsl.semantics.from_values import price
from servdsl.semantics.kinds import Kind, agreed
from servdsl.semantics.local_times import Clock
from servdsl.semantics.named_values import choice
from servdsl.semantics.names import WORDS, Declared
from servdsl.semantics.scope import Scope, origin
from servdsl.semantics.spelling import normal
from servdsl.syntax import examples as nodes
from servdsl.syntax import expressions as parts
from servdsl.syntax.parts import Moment, Money, Name, YesNo

Type = Lit["text", "instant", "decimal", "json"]
How = Lit["is", "is not", "contains"]
Found = tuple[tuple[str, ...], Type, JsonValue, How]
"""A place in the answer, how values there compare, and what is expected."""


def expectations(node: nodes.Expect, clock: Clock, scope: Scope) -> Iterator[Expect]:
    """The comparisons that one `expect` asks for; none, and reported, where it is broken."""
    expected = node.expectation
    over = None
    if isinstance(expected, nodes.ExpectSchedule):
        over = _over(expected, scope)
        if over is None:
            return
    text = scope.excerpt(node.expectation.span)
    sources = scope.cites(node.cites)
    for path, type_, value, how in _Expected(clock, scope).found(expected):
        yield Expect(
            path=path, how=how, type=type_, value=value, over=over, text=text, origin=origin(node.span), sources=sources
        )


def _over(node: nodes.ExpectSchedule, scope: Scope) -> tuple[str, int, int] | None:
    """The whole number over which a schedule runs, with its ends."""
    found = scope.names.find(
        node.fact, "fact", "define", wanted=say("a fact or a defined value that is a whole number")
    )
    if found is None:
        return None
    fact = scope.facts.get(found.name)
    type_ = fact.type if fact is not None else getattr(scope.kind_of(found.name), "type", None)
    if type_ is None:
        return None
    low, high = node.low.value, node.high.value
    if type_ != "whole" or int(low) != low or int(high) != high:
        scope.findings.report("SD308", node.fact.span, name=f"`{node.fact.text}`", wanted=say("a whole number"))
        return None
    if low > high:
        scope.findings.report("SD314", node.span)
        return None
    return found.name, int(low), int(high)


def printed(node: nodes.Printed, scope: Scope) -> str | None:
    """The figure of `printed`, as decimal text."""
    body = node.value
    made = expression(body, scope)
    if isinstance(made, Literal) and not isinstance(made.value, str):
        return written(made.value * 100 if made.type == "percent" else made.value)
    if made is not None:
        scope.findings.report("SD608", node.value.span, wanted=say("a figure"))
    return None


class _Expected:
    """One expectation, place by place."""

    def __init__(self, clock: Clock, scope: Scope) -> None:
        self._clock = clock
        self._scope = scope

    def found(self, node: nodes.Expectation) -> Iterator[Found]:
        match node:
            case nodes.ExpectAnswer():
                yield _answer(node)
            case nodes.ExpectNeeds():
                yield from self._needs(node)
            case nodes.ExpectPrice():
                yield from self._own_price(node)
            case nodes.ExpectTotal():
                yield from self._price(("total",), node.value)
            case nodes.ExpectSchedule():
                yield from self._price((node.aggregate,), node.value)
            case nodes.ExpectCharges():
                service = self._scope.names.find(node.service, "service")
                if service is not None:
                    yield from self._price(("charges", service.name), node.value)
            case nodes.ExpectDiscount():
                yield from self._discount(node)
            case nodes.ExpectNoShare():
                service = self._scope.names.find(node.service, "service")
                if service is not None:
                    yield ("shares", service.name), "json", None, "is"
            case nodes.ExpectValue():
                yield from self._value(node.name, node.value)
            case nodes.ExpectQuota():
                yield from self._quota(node)
            case nodes.ExpectBeyondCosts():
                key = self._key(node.thing)
                if key is not None:
                    value = parts.Value(node.cost, (), (), node.cost.span)
                    yield from self._price(("quotas", key, "cost"), value)
            case nodes.ExpectExhausted():
                key = self._key(node.thing)
                if key is not None:
                    yield from self._at(("quotas", key, "exhausted_at"), node.at, say("the end of a quota"))
            case nodes.ExpectLevel():
                yield from self._level(node)
            case nodes.ExpectOpens() | nodes.ExpectOpen() | nodes.ExpectAttends():
                yield from self._hours(node)
            case nodes.ExpectCloses():
                yield ("closure", "closes"), "text", "yes", "is"
                yield from self._at(("closure", "at"), node.at, say("a closing"))
            case nodes.ExpectTerm():
                whole_day = node.at.time is None
                at = self._clock.midnight(node.at) if whole_day else self._clock.instant(node.at, say("a term"))
                if at is not None:
                    yield ("term", node.end), "instant", at, "is"
            case nodes.ExpectNextDue():
                window = self._scope.names.find(node.window, "window")
                if window is not None:
                    yield ("next_due",), "text", window.name, "is"
            case _:
                yield from self._window(node)

    # ── Windows ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _window(
        self,
        node: nodes.ExpectDue | nodes.ExpectNotBefore | nodes.ExpectAtRisk | nodes.ExpectState | nodes.ExpectNoPromise,
    ) -> Iterator[Found]:
        window = self._scope.names.find(node.window, "window")
        if window is None:
            return
        place = ("windows", window.name)
        match node:
            case nodes.ExpectDue():
                if node.target is not None:
                    yield from self._at((*place, "target"), node.target, say("a target"))
                if node.due is not None:
                    yield from self._at((*place, "due"), node.due, say("a due instant"))
            case nodes.ExpectNotBefore():
                yield from self._at((*place, "not_before"), node.at, say("a bound"))
            case nodes.ExpectAtRisk():
                yield from self._at((*place, "at_risk_at"), node.at, say("an instant at risk"))
            case nodes.ExpectState():
                yield (*place, "state"), "text", node.state.replace(" ", "_"), "is"
            case nodes.ExpectNoPromise():
                if node.words is None:
                    yield (*place, "no_promise"), "json", None, "is not"
                else:
                    yield (*place, "no_promise"), "text", node.words.text, "is"
            case _:
                assert_never(node)

    def _at(self, path: tuple[str, ...], moment: Moment, what: str) -> Iterator[Found]:
        instant = self._clock.instant(moment, what)
        if instant is not None:
            yield path, "instant", instant, "is"

    def _level(self, node: nodes.ExpectLevel) -> Iterator[Found]:
        place = ("levels", str(node.level))
        if node.at is not None:
            yield from self._at((*place, "at"), node.at, say("a level"))
        else:
            yield (*place, "reached"), "json", node.reached, "is"

    # ── Hours ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _hours(self, node: nodes.ExpectOpens | nodes.ExpectOpen | nodes.ExpectAttends) -> Iterator[Found]:
        names = self._scope.names
        if isinstance(node, nodes.ExpectAttends):
            found = [names.find(name, "calendar") for name in node.calendars]
            attended: list[JsonValue] = [calendar.name for calendar in found if calendar is not None]
            if len(attended) == len(found):
                yield ("attends",), "json", attended, "is"
            return
        declared = names.peek(node.calendar.text)
        if (
            isinstance(node, nodes.ExpectOpen)
            and declared is not None
            and declared.sort in ("define", "amount", "service")
        ):
            value = Name(node.state, node.span)  # a value that bears the name of a state of calendars
            yield from self._value(node.calendar, parts.Value(value, (), (), node.span))
            return
        calendar = names.find(node.calendar, "calendar")
        if calendar is None:
            return
        if isinstance(node, nodes.ExpectOpens):
            yield from self._at(("calendars", calendar.name, "next_opening"), node.at, say("an opening"))
        else:
            yield ("calendars", calendar.name, "open"), "json", node.state == "open", "is"

    # ── Quotas ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _key(self, thing: Name) -> str | None:
        """The name under which a quota is answered: the plural where one is declared."""
        fact = self._scope.facts.get(normal(thing.text))
        if fact is not None and fact.type == "names":
            return fact.name
        found = self._scope.names.find(thing, "service", "unit")
        return found.plural if found is not None else None

    def _quota(self, node: nodes.ExpectQuota) -> Iterator[Found]:
        key = self._key(node.thing)
        if key is None:
            return
        if node.number is None:
            yield ("quotas", key, "limit"), "json", None, "is"
            yield ("quotas", key, "used"), "json", None, "is not"
            return
        match node.number:
            case Money(amount=count, currency=currency):
                key = f"{key} in {currency}"
                if not check_currency(node.number, self._scope):
                    return
            case _:
                count = node.number.value
        if node.unit is not None and node.unit not in SECONDS:
            self._scope.findings.report("SD338", node.span)
            return
        if node.unit is not None:
            yield ("quotas", key, "unit"), "text", "hours", "is"
        size = 1 if node.unit is None else Fraction(SECONDS[node.unit], 3600)
        place: tuple[str, ...] = ("quotas", key, node.what)
        if node.at is not None:
            at = self._clock.instant(node.at, say("a use"))
            if at is None:
                return
            place = ("quotas", key, "uses", at, "taken" if node.what == "used" else node.what)
        yield place, "decimal", written_fraction(Fraction(count) * size), "is"

    # ── Prices and values ──────────────────────────────────────────────────────────────────────────────────────────

    def _price(self, place: tuple[str, ...], value: parts.Value) -> Iterator[Found]:
        made = price(value, (), self._scope)
        if made is None:
            return
        if made.by != "amount":
            yield (*place, "free" if made.by == "free" else "by_quote"), "json", True, "is"
        elif not isinstance(made.amount, Literal) or isinstance(made.amount.value, str):
            self._scope.findings.report("SD608", value.span, wanted=say("a sum"))
            return
        else:
            yield (*place, "currency"), "text", made.amount.currency, "is"
            yield (*place, "lower_bound"), "json", made.lower_bound, "is"
            yield (*place, "amount"), "decimal", written(made.amount.value), "is"
        if made.tax is not None:
            yield (*place, "tax"), "text", made.tax, "is"
        if made.per or made.once:
            per: JsonValue = "once" if made.once else list(made.per) if len(made.per) > 1 else made.per[0]
            yield (*place, "per"), "json", per, "is"

    def _own_price(self, node: nodes.ExpectPrice) -> Iterator[Found]:
        if node.addon is None:
            yield from self._price(("price",), node.value)
            return
        addon = self._scope.names.find(node.addon, "addon")
        if addon is not None:
            yield from self._price(("addons", addon.name), node.value)

    def _discount(self, node: nodes.ExpectDiscount) -> Iterator[Found]:
        service = self._scope.names.find(node.service, "service")
        if service is None:
            return
        if node.share is None:
            yield ("discounts", service.name), "json", None, "is"
            return
        figure = self._figure(parts.Value(node.share, (), (), node.share.span), Kind("percent"))
        if figure is not None:
            yield ("discounts", service.name), "decimal", written(figure * 100), "is"

    def _value(self, name: Name, value: parts.Value) -> Iterator[Found]:
        wanted = say("a defined value, an amount or a service")
        declared = self._scope.names.peek(name.text)
        if declared is not None and declared.sort == "window":
            self._of_window(name, declared, value, wanted)
            return
        found = self._scope.names.find(name, "define", "amount", "service", wanted=wanted)
        if found is None:
            return
        if found.sort == "service":
            yield from self._share(found.name, value)
            return
        kind_ = self._scope.kind_of(found.name)
        if kind_ is not None:
            part = "values" if found.sort == "define" else "amounts"
            yield from self._defined((part, found.name), kind_, value)

    def _of_window(self, name: Name, window: Declared, value: parts.Value, wanted: str) -> None:
        """Report a window with a value but not what of the window it is: `expect repair no promise`."""
        way = say("say what is expected of it, such as `{name} due 2026-03-02 10:00`", name=window.name)
        if isinstance(value.body, parts.NoPromise):
            way = say("write `{name} has no promise`", name=window.name)
        facts = {"name": window.name, "sort": WORDS["window"], "wanted": wanted}
        self._scope.findings.report("SD203", name.span, Note(window.span, say("declared here")), help_text=way, **facts)

    def _share(self, service: str, value: parts.Value) -> Iterator[Found]:
        """A share in percent; `no` and `yes` are what the service's coverage says."""
        body = value.body
        if isinstance(body, YesNo) and not value.terms and not value.modifiers:
            yield ("services", service), "text", "covered" if body.value else "not_covered", "is"
            return
        figure = self._figure(value, Kind("percent"))
        if figure is not None:
            yield ("shares", service), "decimal", written(figure * 100), "is"

    def _defined(self, place: tuple[str, ...], kind_: Kind, value: parts.Value) -> Iterator[Found]:
        body = value.body
        if kind_.type == "yes_no" and isinstance(body, YesNo):
            yield (*place, "value"), "json", body.value, "is"
        elif kind_.type == "choice" and kind_.of is not None and isinstance(body, Name):
            found = choice(kind_.of, body, self._scope)
            if found is not None:
                yield (*place, "value"), "text", str(found.value), "is"
        elif kind_.type == "date" and isinstance(body, Moment) and body.time is None:
            yield (*place, "value"), "text", body.date.isoformat(), "is"
        elif kind_.type == "instant" and isinstance(body, Moment):
            yield from self._at((*place, "value"), body, say("an instant"))
        elif kind_.type == "money":
            yield from self._sum(place, kind_, value)
        else:
            figure = self._figure(value, kind_)
            if figure is not None:
                yield (*place, "value"), "decimal", written(figure * (100 if kind_.type == "percent" else 1)), "is"

    def _sum(self, place: tuple[str, ...], kind_: Kind, value: parts.Value) -> Iterator[Found]:
        lower = isinstance(value.body, parts.LowerBound)
        body = value.body.low if isinstance(value.body, parts.LowerBound) else value.body
        figure = self._figure(parts.Value(body, value.terms, value.modifiers, value.span), kind_)
        if figure is None:
            return
        currency = body.currency if isinstance(body, Money) else kind_.currency
        yield (*place, "currency"), "text", currency, "is"
        if place[0] == "amounts":
            yield (*place, "lower_bound"), "json", lower, "is"
        yield (*place, "amount"), "decimal", written(figure), "is"

    def _figure(self, value: parts.Value, wanted: Kind) -> Decimal | None:
        """A plain constant of the wanted kind."""
        body = value.body
        if isinstance(body, parts.NO_FIGURE) or value.terms or value.modifiers:
            self._scope.findings.report("SD608", value.span, wanted=str(wanted))
            return None
        made = expression(body, self._scope)
        if made is None:
            return None
        found = kind(made, self._scope)
        fits = agreed(wanted, found, wanted.chooser or "") == wanted
        if not isinstance(made, Literal) or isinstance(made.value, str) or not fits:
            self._scope.findings.report("SD608", value.span, wanted=str(wanted))
            return None
        return made.value

    def _needs(self, node: nodes.ExpectNeeds) -> Iterator[Found]:
        names: list[JsonValue] = []
        for name in node.facts:
            if name.text in _BUILT_IN:
                names.append(name.text)
                continue
            found = self._scope.names.find(name, "fact", "define", wanted=say("a fact"))
            if found is not None:
                names.append(found.name)
        if len(names) == len(node.facts):
            yield ("needs",), "json", names, "contains"


_BUILT_IN = ("opened", "start", "service", "worked", "tier", "as_of")


def _answer(node: nodes.ExpectAnswer) -> Found:
    """`not covered` is an answer of its own; of the others, `not` only rules the answer out."""
    match node.answer:
        case "offered":
            return ("offered",), "text", "no" if node.negated else "yes", "is"
        case "in force":
            return ("in_force",), "text", "no" if node.negated else "yes", "is"
        case "closes" | "reopens":
            return ("closure", node.answer), "text", "no" if node.negated else "yes", "is"
        case "covered":
            return ("coverage",), "text", "not_covered" if node.negated else "covered", "is"
    return ("coverage",), "text", node.answer, "is not" if node.negated else "is"
