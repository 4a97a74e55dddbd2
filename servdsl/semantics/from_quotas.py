"""Quotas: `includes`, `at most` and `adds` → drafts of quotas.

includes 10 hours of advice per calendar quarter, carry over for 3 months, beyond that 90 EUR per hour
    →  Draft(thing="advice", Quota(count=10, measure="hours", period="calendar quarter", carry_over=3 months,
                                   beyond=Beyond(90 EUR per hour)))
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal as Lit
from typing import get_args

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.contract import Fact
from servdsl.model.expressions import Arithmetic, Expr, Literal
from servdsl.model.values import Beyond, CalendarUnits, Quota, Recurring
from servdsl.semantics.drafts import Block
from servdsl.semantics.from_conditions import guard
from servdsl.semantics.from_expressions import expression, kind
from servdsl.semantics.from_quantities import (
    CALENDAR,
    SECONDS,
    above_zero,
    calendar_units,
    hours,
    quotient,
    report_clock,
    written,
)
from servdsl.semantics.from_values import misfit, price
from servdsl.semantics.kinds import numeric
from servdsl.semantics.names import Declared
from servdsl.semantics.scope import Scope
from servdsl.semantics.spelling import normal
from servdsl.source import Span
from servdsl.syntax import clauses as nodes
from servdsl.syntax import expressions as parts
from servdsl.syntax.nodes import Service, Unit
from servdsl.syntax.parts import Money, Name, Number, Quantity

_PERIODS: tuple[Recurring, ...] = get_args(Recurring)
_VERBS: dict[str, Lit["includes", "at_most", "adds"]] = {"includes": "includes", "at most": "at_most", "adds": "adds"}


def quota(node: nodes.Quota, block: Block) -> None:
    """Add a quota to its block."""
    scope = block.scope
    fact = scope.facts.get(normal(node.count.thing.text))
    if fact is not None and fact.type == "names":
        _cap(node, fact, block)
        return
    number = None if node.count.unit else node.count.number
    thing = counted_thing(node.count.thing, number, scope, _without_limit(node, scope))
    when = guard(node.when, scope)
    count = _count(node.count, scope)
    period = _period(node.count.period, scope)
    made = Quota(limits=_VERBS[node.verb], count=None, measure=_measure(node.count))
    ruled = _ruled(made, node, scope)
    if thing is None or when is None or count is None or period is _BROKEN or ruled is None:
        return
    if made.measure == "money" and period is None:
        scope.findings.report("SD348", node.count.span, thing=node.count.thing.text)
        return
    update = {"count": count.expr, "period": period, "currency": getattr(count.expr, "currency", None)}
    value = ruled.model_copy(update=update)
    block.add(value, node.cites, node.span, thing=thing, when=when)


def _without_limit(node: nodes.Quota, scope: Scope) -> str | None:
    """What `includes unlimited repairs` is meant to say, where only `repair` is declared and nothing is counted."""
    text = node.count.thing.text
    one = scope.names.singular(text)
    if node.verb != "includes" or node.count.number is not None or one is None or one.sort != "service":
        return None
    return say(
        "write `{covered}`, which has no limit; or declare the plural: `{declaration}`",
        covered=f"covers {one.name}",
        declaration=f"service {one.name}, {text}",
    )


def _measure(node: nodes.Count) -> Lit["count", "hours", "money"]:
    return "count" if node.unit is None else "money" if node.unit == "money" else "hours"


def _cap(node: nodes.Quota, fact: Fact, block: Block) -> None:
    """`at most 5 contacts`: how many of a list of names count. The list is fixed for a customer, so nothing is spent."""
    scope = block.scope
    strange = [*node.modifiers, *([node.count.period] if node.count.period is not None else [])]
    for part in strange:
        scope.findings.report("SD393", part.span, name=fact.name)
    if node.count.unit is not None:
        scope.findings.report("SD393", node.count.span, name=fact.name)
        return
    if fact.scope != "customer":
        note = Note(scope.names.find(node.count.thing, "fact").span, say("declared here"))  # type: ignore[union-attr]
        scope.findings.report("SD394", node.count.thing.span, note, name=fact.name)
        return
    when, count = guard(node.when, scope), _count(node.count, scope)
    if strange or when is None or count is None:
        return
    value = Quota(limits=_VERBS[node.verb], count=count.expr)
    block.add(value, node.cites, node.span, thing=fact.name, when=when)


def counted_thing(
    name: Name, number: Number | Money | Name | None, scope: Scope, hint: str | None = None
) -> str | None:
    """The service or unit that is counted; a hint where its number does not fit the count. `hint`: a better way out where
    the name means nothing."""
    found = scope.names.find(name, "service", "unit", hint=hint)
    if found is None:
        return None
    if isinstance(number, Number) and _before(number.span, name.span):
        _check_number(name, number.value, found, scope)
    return found.name


def _before(number: Span, thing: Span) -> bool:
    """Whether the two stand together: in a matrix the number stands in a cell of its own."""
    return number.line == thing.line and number.column < thing.column


def _check_number(name: Name, count: Decimal, found: Declared, scope: Scope) -> None:
    if not isinstance(found.node, Service | Unit) or found.node.plural is None:
        return
    right = found.node.name if count == 1 else found.node.plural
    if normal(name.text) != normal(right.text):
        facts = {"name": name.text, "right": right.text, "count": written(count)}
        scope.findings.report("SD321", name.span, better=right.text, **facts)


# ── How many ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Count:
    """A count; `expr` None is unlimited."""

    expr: Expr | None


def _count(node: nodes.Count, scope: Scope) -> _Count | None:
    if node.unit not in (None, "money") and node.unit not in SECONDS:
        scope.findings.report("SD338", node.span)
        return None
    if node.number is None:
        return _Count(None)
    made = expression(node.number, scope)
    if made is None:
        return None
    found = kind(made, scope)
    if node.unit == "money":
        if found.type != "money":
            scope.findings.report("SD308", node.number.span, name=str(found), wanted=say("a sum of money"))
        return _Count(made) if found.type == "money" else None
    if not numeric(found):
        scope.findings.report("SD308", node.number.span, name=str(found), wanted=say("a number"))
        return None
    if node.unit is None or node.unit == "hour":
        return _Count(made)
    per_hour = 3600 // SECONDS[node.unit]
    if isinstance(made, Literal) and isinstance(made.value, Decimal):
        exact = quotient(made.value, per_hour)
        if exact is not None:
            type_ = "whole" if exact == exact.to_integral_value() else "number"
            return _Count(made.model_copy(update={"value": exact, "type": type_}))
    divisor = Literal(type="whole", value=Decimal(per_hour))
    return _Count(Arithmetic(op="/", left=made, right=divisor, type="number"))


# ── Per what ───────────────────────────────────────────────────────────────────────────────────────────────────────

_BROKEN = object()


def _period(node: parts.Period | None, scope: Scope) -> object:
    """The period as the model names it, None for a stock; `_BROKEN`, and reported, where it has no meaning."""
    if node is None:
        return None
    match node.basis:
        case "term":
            return "term"
        case "thing":
            return _per_thing(node, scope)
        case "bare":
            unit = node.unit or "year"
            scope.findings.report("SD310", node.span, unit=unit)
            return _BROKEN
    made = f"{node.basis} {node.unit}"
    if made not in _PERIODS:
        scope.findings.report("SD339", node.span, unit=node.unit)
        return _BROKEN
    return made


def _per_thing(node: parts.Period, scope: Scope) -> object:
    assert node.thing is not None
    if normal(node.thing.text) in ("event", "ticket") and scope.names.peek(node.thing.text) is None:
        return "event"
    found = scope.names.find(node.thing, "unit", "service", wanted=say("a period, a unit or a service"))
    return ("unit", found.name) if found is not None else _BROKEN


# ── With which rules ───────────────────────────────────────────────────────────────────────────────────────────────


def _ruled(made: Quota, node: nodes.Quota, scope: Scope) -> Quota | None:
    sound = True
    seen: dict[type, Span] = {}
    for modifier in _flat(node.modifiers):
        if type(modifier) in seen:
            scope.findings.report("SD320", modifier.span, Note(seen[type(modifier)], say("said here first")))
            sound = False
            continue
        if isinstance(modifier, parts.Beyond):  # what follows are the rules of its price
            seen = {kind: place for kind, place in seen.items() if kind not in (parts.AtLeast, parts.Steps)}
        seen[type(modifier)] = modifier.span
        changed = _rule(made, modifier, scope) if node.verb != "adds" else None
        if node.verb == "adds":
            misfit(modifier, say("no rule: it raises a quota that has its own"), scope)
        sound = sound and changed is not None
        made = changed or made
    return made if sound else None


def _flat(modifiers: tuple[parts.Modifier, ...]) -> list[parts.Modifier]:
    """All of one line, in order: what stands before `beyond` is the quota's, `at least` and `in steps of` behind it are
    those of the price."""
    flat: list[parts.Modifier] = []
    for modifier in modifiers:
        flat.append(modifier)
        if isinstance(modifier, parts.Beyond):
            flat += modifier.price.modifiers
    return flat


def _rule(made: Quota, modifier: parts.Modifier, scope: Scope) -> Quota | None:
    match modifier:
        case parts.CarryOver(time=None):
            return made.model_copy(update={"carry_over": "term"})
        case parts.CarryOver(time=Quantity() as time):
            until = calendar_units(time, time.amount, scope) if time.unit in CALENDAR else None
            if time.unit not in CALENDAR:
                report_clock(time, scope)
            return made.model_copy(update={"carry_over": until}) if isinstance(until, CalendarUnits) else None
        case parts.EndsTerm():
            return made.model_copy(update={"ends_term": True})
        case parts.CountedIn():
            found = scope.names.find(modifier.thing, "service", "unit")
            return made.model_copy(update={"counted_in": found.name}) if found is not None else None
        case parts.Beyond(above=None) if made.measure != "money":
            plain_price = parts.Value(modifier.price.body, modifier.price.terms, (), modifier.price.span)
            beyond = price(plain_price, (), scope)
            return made.model_copy(update={"beyond": Beyond(price=beyond)}) if beyond is not None else None
        case parts.AtLeast(per=None) | parts.Steps() if made.beyond is not None:
            size = _size(made, modifier, scope)
            ruled = made.beyond.model_copy(update=size) if size is not None else None
            return made.model_copy(update={"beyond": ruled}) if ruled is not None else None
        case parts.AtLeast(per=None) | parts.Steps() if made.measure == "hours":
            size = _size(made, modifier, scope)
            return made.model_copy(update=size) if size is not None else None
        case parts.AtLeast(per=None) | parts.Steps():
            scope.findings.report("SD343", modifier.span)
            return None
    misfit(
        modifier,
        say(
            "`at least`, `in steps of`, `carry over`, `then the term ends`, `counted in` or `beyond that` with its rules"
        ),
        scope,
    )
    return None


def _size(made: Quota, modifier: parts.AtLeast | parts.Steps, scope: Scope) -> dict[str, Fraction] | None:
    """The least that a use counts, or the step that it is rounded up to, by the name of its field."""
    node = modifier.low if isinstance(modifier, parts.AtLeast) else modifier.step
    size: Fraction | None = None
    if made.measure == "hours" and isinstance(node, Quantity):
        size = hours(node, scope)
    elif made.measure == "count" and isinstance(node, Number):
        size = Fraction(node.value)
    else:
        misfit(modifier, say("hours") if made.measure == "hours" else say("a bare number"), scope)
    if size is None:
        return None
    field = "minimum" if isinstance(modifier, parts.AtLeast) else "step"
    if field == "step" and not above_zero(size, node.span, say("`in steps of`"), scope):
        return None
    return {field: size}
