"""Facts, services, units, windows and states: nodes → model.

fact pump_value "Value" money in EUR       →  Fact(name="pump_value", type="money", currency="EUR")
unit session, sessions of 2 hours          →  Thing(name="session", key="sessions", block_hours=2)
window respond from opened to responded    →  Window(name="respond", starts=("opened",), ends="responded")
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal as Lit
from typing import assert_never

from servdsl.diagnostics import Note
from servdsl.messages import listed, say
from servdsl.model.contract import Choice, EventLabel, Fact, State, Thing, Window
from servdsl.model.expressions import Type
from servdsl.semantics.codes import country, currency
from servdsl.semantics.from_quantities import above_zero, hours, written
from servdsl.semantics.reserved import RESERVED
from servdsl.semantics.scope import Scope, origin
from servdsl.semantics.spelling import normal
from servdsl.source import Span
from servdsl.syntax import nodes
from servdsl.syntax.parts import Cites, Name, Number


def fact(node: object, scope: Scope) -> Fact | None:
    """A fact; None, and reported, where its type is not sound."""
    assert isinstance(node, nodes.Fact)
    made = _typed(node, scope)
    if made is None:
        return None
    return made.model_copy(update={"sources": scope.cites(node.cites, _type_cites(node.type))})


def _type_cites(type_: nodes.FactType) -> Cites:
    return type_.cites if isinstance(type_, nodes.Choices) else ()


def _typed(node: nodes.Fact, scope: Scope) -> Fact | None:
    match node.type:
        case nodes.Choices():
            choices = _choices(node.type, node.name, scope)
            return _fact(node, "choice", scope).model_copy(update={"choices": choices}) if choices else None
        case nodes.MoneyType():
            code = declared_currency(node.type.currency, scope)
            return _fact(node, "money", scope).model_copy(update={"currency": code}) if code else None
        case nodes.WholeType():
            low, high = _bound(node.type.low, scope), _bound(node.type.high, scope)
            if low is not None and high is not None and low > high:
                scope.findings.report("SD314", node.type.span)
                return None
            return _fact(node, "whole", scope).model_copy(update={"low": low, "high": high})
        case nodes.CountryType():
            codes = [country(name, scope.findings) for name in node.type.countries]
            known = tuple(dict.fromkeys(code for code in codes if code is not None))
            return _fact(node, "country", scope).model_copy(update={"countries": known or None})
        case nodes.PlainType():
            return _fact(node, _PLAIN[node.type.kind], scope)
        case _:
            assert_never(node.type)


_PLAIN: dict[str, Type] = {
    "percent": "percent",
    "number": "number",
    "date": "date",
    "dates": "dates",
    "instant": "instant",
    "zone": "zone",
    "duration": "duration",
    "name": "name",
    "names": "names",
    "yes or no": "yes_no",
}


def _fact(node: nodes.Fact, type_: Type, scope: Scope) -> Fact:
    return Fact(
        name=normal(node.name.text),
        labels=scope.labels(node.label),
        type=type_,
        scope=node.scope,
        origin=origin(node.span),
    )


def _choices(type_: nodes.Choices, name: Name, scope: Scope) -> tuple[Choice, ...]:
    if not type_.choices and not scope.holes.any(type_.span):
        scope.findings.report("SD334", name.span, name=name.text)
    made: dict[str, Choice] = {}
    places: dict[str, Span] = {}
    for node in type_.choices:
        text = normal(node.name.text)
        if text in made:
            note = Note(places[text], say("declared here first"))
            scope.findings.report(
                "SD202", node.name.span, note, name=text, sort=say("a value of `{text}`", text=name.text)
            )
            continue
        if text in RESERVED["value"]:
            scope.names.reserved(node.name)
        places[text] = node.name.span
        made[text] = Choice(
            name=text,
            labels=scope.labels(node.label),
            means=scope.labels(node.means),
            origin=origin(node.span),
            sources=scope.cites(node.cites),
        )
    return tuple(made.values())


def _bound(number: Number | None, scope: Scope) -> int | None:
    if number is None:
        return None
    if number.value != number.value.to_integral_value():
        scope.findings.report("SD312", number.span, what=written(number.value))
        return None
    return int(number.value)


def declared_currency(name: Name, scope: Scope) -> str | None:
    """A currency that ISO 4217 knows and the head of the contract declares."""
    code = currency(name, scope.findings)
    return code if code is None or check_declared(code, name.span, scope) else None


def check_declared(code: str, span: Span, scope: Scope) -> bool:
    """Whether the head declares a currency that a sum bears; reported once per currency if not."""
    if scope.currencies is None or code in scope.currencies:
        return True
    declared = listed(f"`{known}`" for known in sorted(scope.currencies))
    every = ", ".join([*sorted(scope.currencies), code])
    help_text = say("write `currency {every}` in the braces of the contract", every=every)
    if declared:
        help_text = say("declared are {declared}; {otherwise}", declared=declared, otherwise=help_text)
    scope.findings.unknown("SD303", span, code, help_text=help_text)
    return False


def thing(node: object, scope: Scope) -> Thing:
    """A service or a unit."""
    assert isinstance(node, nodes.Service | nodes.Unit)
    if isinstance(node, nodes.Service):
        return _thing(node, "service", scope)
    block = hours(node.block, scope) if node.block is not None else None
    if node.block is not None and block is not None and not above_zero(block, node.block.span, "`unit … of`", scope):
        block = None
    return _thing(node, "unit", scope, block)


def _thing(
    node: nodes.Service | nodes.Unit, kind: Lit["service", "unit"], scope: Scope, block: Fraction | None = None
) -> Thing:
    return Thing(
        name=normal(node.name.text),
        key=normal((node.plural or node.name).text),
        kind=kind,
        labels=scope.labels(node.label),
        block_hours=block,
        origin=origin(node.span),
        sources=scope.cites(node.cites),
    )


def window(node: object, scope: Scope) -> Window:
    """A window. Ending with an event that starts it, it would have no length."""
    assert isinstance(node, nodes.Window)
    starts = tuple(dict.fromkeys(normal(name.text) for name in node.starts))
    if normal(node.end.text) in starts:
        scope.findings.report("SD335", node.end.span, name=node.name.text, event=node.end.text)
    share = node.at_risk.value / 100 if node.at_risk is not None else None
    if node.at_risk is not None and share is not None and not 0 < share <= 1:
        scope.findings.report("SD315", node.at_risk.span, share=written(node.at_risk.value))
        share = None
    return Window(
        name=normal(node.name.text),
        labels=scope.labels(node.label),
        starts=starts,
        ends=normal(node.end.text),
        each=node.each,
        by_customer=node.by_customer,
        at_risk=share,
        origin=origin(node.span),
        sources=scope.cites(node.cites),
    )


def state(node: object, scope: Scope) -> State:
    assert isinstance(node, nodes.State)
    if normal(node.start.text) == normal(node.end.text):
        scope.findings.report("SD335", node.end.span, name=node.name.text, event=node.end.text)
    return State(
        name=normal(node.name.text),
        labels=scope.labels(node.label),
        starts=normal(node.start.text),
        ends=normal(node.end.text),
        origin=origin(node.span),
        sources=scope.cites(node.cites),
    )


def event_labels(items: Sequence[nodes.Item], scope: Scope) -> Iterator[EventLabel]:
    """What events are called; each is one that something begins or ends with, and is called once."""
    first: dict[str, Span] = {}
    for node in items:
        if not isinstance(node, nodes.EventLabel):
            continue
        name = scope.names.find_event(node.name)
        if name is None:
            continue
        if name in first:
            note = Note(first[name], say("declared here first"))
            scope.findings.report("SD202", node.name.span, note, name=name, sort=say("an event"))
            continue
        first[name] = node.name.span
        labels, sources = scope.labels(node.label), scope.cites(node.cites)
        yield EventLabel(name=name, labels=labels, origin=origin(node.span), sources=sources)
