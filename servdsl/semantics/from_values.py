"""What a clause decides: value nodes → promises, prices, shares, lengths, formulas.

    from 900 EUR per year   →  Price(amount=Literal(900 EUR), lower_bound=True, per=("year",))
    24 to 48 hours                            →  Within(target=Elapsed(86400), limit=Elapsed(172800))

Each function takes what fits its clause and reports the rest. None stands for what is broken and has been reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from servdsl.diagnostics import Note
from servdsl.messages import any_of, say
from servdsl.model.expressions import Arithmetic, Expr, Literal, Pick, Rounded, Steps, unit_of
from servdsl.model.values import (
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Computed,
    Elapsed,
    Every,
    Lasts,
    NoPromise,
    Price,
    Promise,
    ToldLength,
    Within,
)
from servdsl.semantics import arithmetic
from servdsl.semantics.from_expressions import ONE, expression, kind, mismatch
from servdsl.semantics.from_quantities import CALENDAR, SECONDS, Clockwork, clockwork, length, written
from servdsl.semantics.kinds import ELAPSED, PERCENT, Kind, numeric
from servdsl.semantics.scope import Scope
from servdsl.semantics.spelling import normal
from servdsl.source import Span
from servdsl.syntax import expressions as nodes
from servdsl.syntax.parts import Name, NearUnit, Number, Percentage, Quantity, YesNo

_CLOCK = (nodes.On, nodes.AtTheSameTime, nodes.Cutoff)


def report_odd_case(name: str, said: nodes.Value, wanted: Kind, found: Kind, scope: Scope) -> None:
    """Report the case that is of another kind than the others of its value; a bare number is told what it lacks."""
    way, body = None, said.body
    if isinstance(body, Number) and not said.terms:
        number = written(body.value)
        match wanted.type:
            case "money" if wanted.currency is not None:
                way = say("write `{better}`", better=f"{number} {wanted.currency}")
            case "percent":
                way = say("write `{better}`", better=f"{number}%")
            case "duration":
                way = say("write a length of time such as `{better}`", better=f"{number} hours")
            case _:
                pass
    facts = {"name": name, "one": str(wanted), "other": str(found)}
    scope.findings.report("SD324", said.span, help_text=way, **facts)


def misfit(node: nodes.Body | nodes.Qualifier | nodes.Modifier, wanted: str, scope: Scope) -> None:
    """Report a value, term or rule that its clause cannot take."""
    scope.findings.report("SD318", node.span, wanted=wanted)


# ── Promises ───────────────────────────────────────────────────────────────────────────────────────────────────────

_A_PROMISE = say("a length of time such as `4 hours`, `every … until …` or `no promise`")


def promise(value: nodes.Value, scope: Scope) -> Promise | None:
    """What a window promises."""
    work = _work(value, _A_PROMISE, scope)
    if work is None:
        return None
    match value.body:
        case nodes.NoPromise(words=words):
            return NoPromise(words=scope.labels(words)) if _bare(work, scope) else None
        case nodes.Every():
            interval, until = told_length(value.body.interval, scope, work), scope.names.find_event(value.body.until)
            return Every(length=interval, until=until) if interval is not None and until is not None else None
        case nodes.Range():
            return _range(value.body, work, scope)
        case nodes.OrMore():
            bound = told_length(value.body.bound, scope, work)
            return Within(limit=bound, or_more=True) if bound is not None else None
        case nodes.LowerBound() | nodes.Free() | nodes.ByQuote():
            misfit(value.body, _A_PROMISE, scope)
            return None
        case _:
            limit = told_length(value.body, scope, work)
            return Within(limit=limit) if limit is not None else None


def _work(value: nodes.Value, wanted: str, scope: Scope) -> Clockwork | None:
    """The clock terms of a value that may have no others; None, and reported, where it has."""
    clocks = [term for term in value.terms if isinstance(term, _CLOCK)]
    strange = [*(term for term in value.terms if not isinstance(term, _CLOCK)), *value.modifiers]
    for node in strange:
        misfit(node, wanted, scope)
    work = clockwork(clocks, scope)
    return None if strange else work


def _bare(work: Clockwork, scope: Scope) -> bool:
    if work.spans:
        scope.findings.report("SD313", work.spans[0], needed=say("business hours or business days"))
    return not work.spans


def _range(node: nodes.Range, work: Clockwork, scope: Scope) -> Within | None:
    target, limit = told_length(node.low, scope, work), told_length(node.high, scope, work)
    if target is None or limit is None:
        return None
    if _longer(target, limit):
        scope.findings.report("SD314", node.span)
        return None
    return Within(limit=limit, target=target)


def _longer(one: ToldLength, other: ToldLength) -> bool:
    if isinstance(one, Elapsed | BusinessTime) and isinstance(other, Elapsed | BusinessTime):
        return one.kind == other.kind and one.seconds > other.seconds
    return isinstance(one, BusinessDays) and isinstance(other, BusinessDays) and one.count > other.count


def told_length(
    node: nodes.Expression, scope: Scope, work: Clockwork | None = None, wanted: str = _A_PROMISE
) -> ToldLength | None:
    """A length that stands for itself, or one that facts tell: elapsed time, or open time of the calendar of `on`."""
    work = work or Clockwork()
    if isinstance(node, Quantity | NearUnit):
        return length(node, scope, work)
    if isinstance(node, YesNo | Number | Percentage):
        misfit(node, wanted, scope)
        return None
    made = expression(node, scope)
    if made is None or kind(made, scope) != ELAPSED:
        if made is not None:
            misfit(node, wanted, scope)
        return None
    if work.cutoff is not None or work.same_time:
        scope.findings.report("SD313", work.spans[0], needed=say("business days"))
        return None
    return Computed(amount=made, calendar=work.calendar)


_A_TERM = say("a length of time, such as `1 year`, `12 months, then 1 month` or `years times 1 year`")


def term(value: nodes.Value, scope: Scope) -> Lasts | None:
    """How long a term lasts: so long, perhaps as facts tell, and then period by period."""
    following = [modifier for modifier in value.modifiers if isinstance(modifier, nodes.Then)]
    bounds = [modifier for modifier in value.modifiers if not isinstance(modifier, nodes.Then)]
    strange = [*value.terms, *following[1:], *(bounds if isinstance(value.body, Quantity | NearUnit) else ())]
    for node in strange:
        misfit(node, _A_TERM, scope)
    first = _term_length(value.body, bounds, scope) if not strange else None
    then = length(following[0].length, scope) if following else None
    if then is not None and not isinstance(then, CalendarUnits):
        misfit(following[0], say("calendar days, weeks, months, quarters or years"), scope)
        return None
    return Lasts(length=first, then=then) if first is not None and (then is not None or not following) else None


def _term_length(node: nodes.Body, bounds: Sequence[nodes.Modifier], scope: Scope) -> ToldLength | None:
    if isinstance(node, Quantity | NearUnit):
        made = length(node, scope)
        if not isinstance(made, BusinessTime | BusinessDays):
            return made
    elif not isinstance(node, (*_BODIES, YesNo, Number, Percentage)):
        told = bounded(expression(node, scope), bounds, scope)
        if told is None or kind(told, scope).type == "duration":
            return Computed(amount=told) if told is not None else None
    misfit(node, _A_TERM, scope)
    return None


# ── Shares ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def share(value: nodes.Value, scope: Scope) -> Expr | None:
    """A part of the whole: `yes` is all of it, `no` nothing, else a percentage."""
    wanted = say("a percentage, `yes` or `no`")
    strange = [*value.terms, *value.modifiers]
    for node in strange:
        misfit(node, wanted, scope)
    if isinstance(value.body, _BODIES):
        misfit(value.body, wanted, scope)
        return None
    made = percentage(value.body, scope)
    return None if strange else made


_BODIES = (
    nodes.LowerBound,
    nodes.Range,
    nodes.OrMore,
    nodes.Free,
    nodes.ByQuote,
    nodes.NoPromise,
    nodes.Every,
)


def percentage(node: nodes.Expression, scope: Scope) -> Expr | None:
    """A share from 0 to 100%, or yes and no for all and nothing."""
    if isinstance(node, YesNo):
        return Literal(type="percent", value=Decimal(1 if node.value else 0))
    made = expression(node, scope)
    if made is None:
        return None
    if kind(made, scope) != PERCENT:
        scope.findings.report(
            "SD308", node.span, name=str(kind(made, scope)), wanted=say("a percentage, `yes` or `no`")
        )
        return None
    if isinstance(made, Literal) and isinstance(made.value, Decimal) and made.value > 1:
        scope.findings.report("SD315", node.span, share=written(made.value * 100))
        return None
    return made


# ── Formulas and prices ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Formula:
    value: Expr
    lower_bound: bool = False


def formula(value: nodes.Value, outer: Sequence[nodes.Modifier], scope: Scope) -> Formula | None:
    """A number, sum, date …, perhaps `from`, with its rules and those of the clause around it."""
    wanted = say("a value that can be computed")
    each = [term for term in value.terms if isinstance(term, nodes.ForEach)]
    strange = [term for term in value.terms if not isinstance(term, nodes.ForEach)]
    for node in strange:
        misfit(node, wanted, scope)
    match value.body:
        case nodes.Range() | nodes.OrMore() | nodes.Free() | nodes.ByQuote() | nodes.NoPromise() | nodes.Every():
            misfit(value.body, wanted, scope)
            return None
        case nodes.LowerBound(low=body):
            lower = True
        case body:
            lower = False
    made = expression(body, scope)
    if made is not None and unit_of(made) is not None:
        scope.findings.report("SD346", body.span, name=str(kind(made, scope)))
        return None
    for term in each:
        made = _for_each(made, term, scope)
    made = bounded(made, (*value.modifiers, *outer), scope)
    return Formula(made, lower) if made is not None and not strange else None


def _for_each(rate: Expr | None, term: nodes.ForEach, scope: Scope) -> Expr | None:
    """`3% of fee for each started 1 hour of travel_time`: the rate times the number of steps."""
    of = expression(term.of, scope)
    if of is not None and kind(of, scope) == ELAPSED and isinstance(term.step, Quantity) and term.step.unit in CALENDAR:
        help_text = say(
            "count it in hours, a day as `24 hours`; or count days: `for each full 7 of days_late`, a whole number"
        )
        step_kind = say("a length in {unit}", unit=CALENDAR[term.step.unit][1])
        scope.findings.report("SD301", term.span, help_text=help_text, one=str(ELAPSED), other=step_kind)
        return None
    step = expression(term.step, scope)
    if rate is None or of is None or not isinstance(step, Literal) or not isinstance(step.value, Decimal):
        return None
    one, other = kind(step, scope), kind(of, scope)
    if one != other and not (numeric(one) and numeric(other)):
        mismatch(other, one, term.span, scope)
        return None
    if step.value == 0:
        scope.findings.report("SD317", term.step.span)
        return None
    steps = Steps(part=term.part or "exact", size=step.value, of=of)
    made = arithmetic.multiplied(kind(rate, scope), Kind("number"))
    if made is None:
        scope.findings.report("SD301", term.span, one=str(kind(rate, scope)), other=say("a number"))
        return None
    return Arithmetic(op="*", left=rate, right=steps, type=made.type, currency=made.currency)


def bounded(made: Expr | None, modifiers: Sequence[nodes.Modifier], scope: Scope) -> Expr | None:
    """A value with `at least`, `at most`, `rounded up` and `in steps of` applied in the order written."""
    steps = [modifier for modifier in modifiers if isinstance(modifier, nodes.Steps)]
    rounds = [modifier for modifier in modifiers if isinstance(modifier, nodes.Rounded)]
    if steps and not rounds:
        misfit(steps[0], say("`in steps of` together with `rounded up` or `rounded down`"), scope)
        return None
    for modifier in modifiers:
        match modifier:
            case nodes.AtLeast(per=None):
                made = _bound(made, modifier.low, "greater", scope)
            case nodes.AtMost():
                made = _bound(made, modifier.high, "lesser", scope)
            case nodes.Rounded():
                made = _rounded(made, modifier, steps[0] if steps else None, scope)
            case nodes.Steps():
                pass
            case _:
                misfit(modifier, say("`at least`, `at most`, `rounded` or `in steps of`"), scope)
                return None
    return made


def _bound(made: Expr | None, node: nodes.Expression, which: str, scope: Scope) -> Expr | None:
    bound = expression(node, scope)
    if made is None or bound is None:
        return None
    one, other = kind(made, scope), kind(bound, scope)
    result = arithmetic.picked(one, other)
    if result is None:
        mismatch(one, other, node.span, scope)
        return None
    greater = which == "greater"
    return Pick(
        which="greater" if greater else "lesser", left=made, right=bound, type=result.type, currency=result.currency
    )


def _rounded(made: Expr | None, node: nodes.Rounded, steps: nodes.Steps | None, scope: Scope) -> Expr | None:
    step: Expr | None = expression(steps.step, scope) if steps is not None else ONE
    if made is None or step is None:
        return None
    one, other = kind(made, scope), kind(step, scope)
    if steps is None and one.type in ("money", "percent"):
        step, other = ONE.model_copy(update={"value": Decimal("0.01") if one == PERCENT else Decimal(1)}), one
    if not isinstance(step, Literal) or not isinstance(step.value, Decimal) or step.value == 0:
        misfit(steps or node, say("a step that is a plain quantity above 0"), scope)
        return None
    if one != other and not (numeric(one) and numeric(other)):
        mismatch(one, other, node.span, scope)
        return None
    whole = numeric(one) and step.value == step.value.to_integral_value()
    return Rounded(
        direction=node.direction, step=step.value, of=made, type="whole" if whole else made.type, currency=one.currency
    )


def price(value: nodes.Value, head: Sequence[nodes.PriceTerm], scope: Scope) -> Price | None:
    """A price with its terms; `head` are terms that stand before it and hold for each of its cases."""
    clocks = [term for term in value.terms if isinstance(term, _CLOCK)]
    for term in clocks:
        misfit(term, say("`per …`, `once`, `excluding …` or `including …`"), scope)
    terms = _terms([*head, *(term for term in value.terms if isinstance(term, nodes.PriceTerm))], scope)
    if terms is None or clocks:
        return None
    if isinstance(value.body, nodes.Free | nodes.ByQuote):
        for modifier in value.modifiers:
            misfit(modifier, say("no rule: no sum is stated"), scope)
        return terms.model_copy(update={"by": "free" if isinstance(value.body, nodes.Free) else "quote"})
    if isinstance(value.body, YesNo):
        misfit(value.body, say("a sum, `free` or `by quote`"), scope)
        return None
    each = tuple(term for term in value.terms if isinstance(term, nodes.ForEach))
    made = formula(nodes.Value(value.body, each, value.modifiers, value.span), (), scope)
    if made is None:
        return None
    if kind(made.value, scope).type != "money":
        known = any_of(f"`300 {currency}`" for currency in sorted(scope.currencies or ("EUR",)))
        facts = {"name": str(kind(made.value, scope)), "wanted": say("a sum of money")}
        help_text = say("write a sum with its currency, such as {known}", known=known)
        scope.findings.report("SD308", value.body.span, help_text=help_text, **facts)
        return None
    return terms.model_copy(update={"amount": made.value, "lower_bound": made.lower_bound})


def _terms(terms: Sequence[nodes.PriceTerm], scope: Scope) -> Price | None:
    places: dict[str, Span] = {}
    made = Price(by="amount")
    sound = True
    for term in terms:
        match term:
            case nodes.Per():
                word, per = "per", _per(term, scope)
                sound = sound and per is not None
                made = made.model_copy(update={"per": per or ()})
            case nodes.Once():
                word, made = "per", made.model_copy(update={"once": True})
            case nodes.Tax():
                words = f"{'including' if term.included else 'excluding'} {term.what.text}"
                word, made = "tax", made.model_copy(update={"tax": words})
            case _:
                assert_never(term)
        if word in places:
            scope.findings.report("SD320", term.span, Note(places[word], say("said here first")))
            sound = False
        places.setdefault(word, term.span)
    return made if sound else None


def _per(term: nodes.Per, scope: Scope) -> tuple[str, ...] | None:
    made = [_unit(each, scope) for each in (term.each, term.other) if each is not None]
    known = tuple(unit for unit in made if unit is not None)
    return known if len(known) == len(made) else None


_OF_TIME = {
    "annum": "year",
    "anno": "year",
    "año": "year",
    "mes": "month",
    "hora": "hour",
    "día": "day",
    "mensem": "month",
}


def _unit(each: Name | str, scope: Scope) -> str | None:
    if isinstance(each, str):
        return each
    if normal(each.text) in ("event", "ticket") and scope.names.peek(each.text) is None:
        return each.text
    hint = say("write `per {unit}`", unit=_OF_TIME[each.text]) if each.text in _OF_TIME else None
    found = scope.names.find(each, "unit", "service", wanted=say("a unit of time, a unit or a service"), hint=hint)
    return found.name if found is not None else None


def is_hours(node: nodes.Expression) -> bool:
    """Whether an expression is a plain number of hours or minutes."""
    return isinstance(node, Quantity) and node.clock is None and node.unit in SECONDS
