"""Prices, discounts, charges and amounts → drafts.

charges advice 100 EUR per hour, at least 3 hours per day, beyond 6 hours per day 140 EUR per hour
    →  Draft(thing="advice", Charge(100 EUR per hour, minimum_hours=3, minimum_per_day, beyond=DailyOvertime(6, …)))
"""

from __future__ import annotations

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.values import Amount, Charge, DailyOvertime, Discount, Price
from servdsl.semantics.drafts import Block
from servdsl.semantics.from_cases import cases
from servdsl.semantics.from_conditions import guard
from servdsl.semantics.from_expressions import expression, kind
from servdsl.semantics.from_quantities import above_zero, hours, written
from servdsl.semantics.from_values import formula, is_hours, misfit, percentage, report_odd_case
from servdsl.semantics.from_values import price as price_value
from servdsl.semantics.kinds import agreed
from servdsl.semantics.scope import Scope
from servdsl.semantics.spelling import normal
from servdsl.source import Span
from servdsl.syntax import clauses as nodes
from servdsl.syntax import expressions as parts
from servdsl.syntax.parts import Number, Quantity


def price(node: nodes.Price, block: Block) -> None:
    """The offer's own price."""
    for said in cases(node.value, block.scope):
        made = price_value(said.value, node.terms, block.scope)
        if made is not None:
            block.add(made, node.cites, node.span, said=said)


def discount(node: nodes.Discount, block: Block) -> None:
    scope = block.scope
    share, when = percentage(node.share, scope), guard(node.when, scope)
    for name in node.services:
        found = scope.names.find(name, "service")
        if found is not None and share is not None and when is not None:
            block.add(Discount(share=share), node.cites, node.span, thing=found.name, when=when, strength=node.strength)


def amount(node: nodes.Amount, block: Block) -> None:
    """Any other sum or number; its cases agree in kind, in whichever offer they stand."""
    scope = block.scope
    name = normal(node.name.text)
    labels = scope.labels(node.label)
    expected = scope.kind_of(name)
    for said in cases(node.value, scope):
        made = formula(said.value, node.modifiers, scope)
        if made is None or expected is None:
            continue
        found = kind(made.value, scope)
        if agreed(expected, found, name) != expected:
            report_odd_case(name, said.value, expected, found, scope)
            continue
        block.add(
            Amount(value=made.value, lower_bound=made.lower_bound),
            node.cites,
            node.span,
            thing=name,
            said=said,
            labels=labels,
        )


# ── Charges ────────────────────────────────────────────────────────────────────────────────────────────────────────


def charges(node: nodes.Charges, block: Block) -> None:
    """What the customer pays for a service; without a value the sum is quoted."""
    scope = block.scope
    service = scope.names.find(node.service, "service")
    if node.value is None:
        when = guard(node.when, scope)
        made = _ruled(Charge(price=Price(by="quote")), node.modifiers, scope)
        if service is not None and when is not None and made is not None:
            block.add(made, node.cites, node.span, thing=service.name, when=when, strength=node.strength)
        return
    for said in cases(node.value, scope):
        bare = parts.Value(said.value.body, said.value.terms, (), said.value.span)
        cost = price_value(bare, (), scope)
        rules = (*said.value.modifiers, *node.modifiers)
        made = _ruled(Charge(price=cost), rules, scope) if cost is not None else None
        if made is not None and service is not None:
            block.add(made, node.cites, node.span, thing=service.name, said=said)


def _ruled(charge: Charge, modifiers: tuple[parts.Modifier, ...], scope: Scope) -> Charge | None:
    made: Charge | None = charge
    seen: dict[str, Span] = {}
    for modifier in modifiers:
        update = _rule(modifier, scope)
        for field in update or ():
            if field in seen:
                scope.findings.report("SD320", modifier.span, Note(seen[field], say("said here first")))
                return None
            seen[field] = modifier.span
        made = made.model_copy(update=update) if made is not None and update is not None else None
    return made


def _rule(modifier: parts.Modifier, scope: Scope) -> dict[str, object] | None:
    match modifier:
        case parts.AtLeast(low=Quantity() as low, per=per) if is_hours(low) and per in (None, "day"):
            least = hours(low, scope)
            return {"minimum_hours": least, "minimum_per_day": per == "day"} if least is not None else None
        case parts.AtLeast(low=low, per=None):
            return _sum("minimum_amount", low, scope)
        case parts.AtMost():
            return _sum("cap", modifier.high, scope)
        case parts.Steps(step=Quantity() as step):
            size = hours(step, scope)
            if size is None or not above_zero(size, step.span, say("`in steps of`"), scope):
                return None
            return {"step_hours": size}
        case parts.Beyond(above=Quantity() as above) if modifier.per in (None, "day"):
            return _overtime(modifier, above, scope)
        case parts.Steps(step=Number() as step):
            wanted = say("a length of time such as `in steps of {number} minutes`", number=written(step.value))
            misfit(modifier, wanted, scope)
            return None
    misfit(modifier, say("`at least`, `at most`, `in steps of` or `beyond` with hours or minutes"), scope)
    return None


def _sum(field: str, node: parts.Expression, scope: Scope) -> dict[str, object] | None:
    made = expression(node, scope)
    if made is None:
        return None
    if kind(made, scope).type != "money":
        scope.findings.report("SD308", node.span, name=str(kind(made, scope)), wanted=say("a sum of money or hours"))
        return None
    return {field: made}


def _overtime(modifier: parts.Beyond, above: Quantity, scope: Scope) -> dict[str, object] | None:
    limit = hours(above, scope)
    for rule in modifier.price.modifiers:
        misfit(rule, say("a price without further rules"), scope)
    cost = price_value(modifier.price, (), scope)
    if limit is None or cost is None:
        return None
    return {"beyond": DailyOvertime(hours=limit, per_day=modifier.per == "day", price=cost)}
