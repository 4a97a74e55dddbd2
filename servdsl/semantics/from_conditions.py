"""Conditions: nodes → expressions of type yes_no, in normal form.

    severity is s1 and opened outside office
        →  And((Compare("=", FactRef("severity"), Literal("s1")), Not(During("opened", "office"))))

None stands for what is broken and has been reported.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal as Lit

from servdsl.messages import say
from servdsl.model.expressions import (
    Builtin,
    Compare,
    Condition,
    During,
    Expr,
    FactRef,
    Holds,
    InForce,
    InRange,
    Literal,
    Member,
    OneOf,
    StateIs,
    WindowIs,
)
from servdsl.semantics import arithmetic
from servdsl.semantics.from_expressions import expression, kind, mismatch
from servdsl.semantics.kinds import NAME, YES_NO
from servdsl.semantics.logic import FALSE, TRUE, both, either, negated
from servdsl.semantics.named_values import named_value
from servdsl.semantics.scope import Scope
from servdsl.source import Span
from servdsl.syntax import expressions as nodes
from servdsl.syntax.parts import Name, YesNo

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def guard(node: nodes.Expression | None, scope: Scope) -> Condition | None:
    """A condition after `when` and the days of a validity, `TRUE` where none is written."""
    return TRUE if node is None else condition(node, scope)


def buying(node: nodes.Expression | None, scope: Scope) -> Condition | None:
    """The guard of a condition of buying: its days are those on which the customer's term starts."""
    return validity(node, scope, "start") if isinstance(node, nodes.Valid) else guard(node, scope)


def condition(node: nodes.Expression, scope: Scope) -> Condition | None:
    """Anything that holds or does not."""
    match node:
        case YesNo():
            return TRUE if node.value else FALSE
        case Name():
            return _named(node, scope)
        case nodes.Both():
            parts = [condition(part, scope) for part in node.parts]
            return None if None in parts else both(part for part in parts if part is not None)
        case nodes.Either():
            parts = [condition(part, scope) for part in node.parts]
            return None if None in parts else either(part for part in parts if part is not None)
        case nodes.Not():
            operand = condition(node.operand, scope)
            return negated(operand) if operand is not None else None
        case nodes.Compare():
            return _compared(node, scope)
        case nodes.Is():
            made = _is(node, scope)
            return made if made is None or not node.negated else _is_not(made)
        case nodes.InRange():
            return _in_range(node, scope)
        case nodes.InNames():
            return _in_names(node, scope)
        case nodes.During():
            return _during(node, scope)
        case nodes.Valid():
            return validity(node, scope, "opened")
        case _:
            return _not_a_condition(node, scope)


def _is_not(made: Condition) -> Condition:
    if isinstance(made, Compare) and made.op == "=":
        return Compare(op="!=", left=made.left, right=made.right)
    return negated(made)


def _not_a_condition(node: nodes.Expression, scope: Scope) -> Condition | None:
    made = expression(node, scope)
    if made is None:
        return None
    if kind(made, scope) == YES_NO:
        return made
    scope.findings.report("SD306", node.span, kind=str(kind(made, scope)))
    return None


# ── Validity ───────────────────────────────────────────────────────────────────────────────────────────────────────


def validity(node: nodes.Valid, scope: Scope, of: Lit["opened", "start"]) -> Condition | None:
    """`from 2027-01-01 to 2027-12-31 when …`: the local day of an instant is one of these, and what else must hold."""
    last = node.last.value if node.last is not None else None
    checked = check_days(node.first.value, last, node.span, scope)
    days, when = valid_days(node.first.value, last, of), guard(node.when, scope)
    return both((days, when)) if checked and when is not None else None


def check_days(first: date, last: date | None, place: Span, scope: Scope) -> bool:
    """Whether the days are in order; days on none of which the contract is in force are reported too."""
    if last is not None and last < first:
        scope.findings.report("SD337", place, what=say("the validity"))
        return False
    start, end = scope.in_force
    if scope.dated and ((last is not None and last < start) or (end is not None and first > end)):
        days = say("from {start}", start=start) if end is None else say("from {start} to {end}", start=start, end=end)
        scope.findings.report("SD360", place, days=days)
        return False
    return True


def valid_days(first: date, last: date | None, of: Lit["opened", "start"]) -> Condition:
    """The condition that the local day of an instant is from the first to the last, both included."""
    item = Builtin(name=of, type="instant")
    low = Literal(type="date", value=first.isoformat())
    if last is None:
        return Compare(op=">=", left=item, right=low)
    return InRange(item=item, low=low, high=Literal(type="date", value=last.isoformat()))


# ── Names ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _named(name: Name, scope: Scope) -> Condition | None:
    if name.text == "in_force":
        return InForce()
    found = scope.names.peek(name.text)
    match found.sort if found is not None else None:
        case "state":
            return StateIs(state=name.text)
        case "tier" | "addon":
            return Holds(offer=name.text)
        case "window":
            help_text = say("write `{text} is met` or `{text} is breached`", text=name.text)
            scope.findings.report("SD306", name.span, help_text=help_text, kind=say("a window"))
        case "fact" | "define" | "amount":
            return _not_a_condition(name, scope)
        case _ if name.text in ("opened", "start", "service", "worked"):
            scope.findings.report("SD306", name.span, kind=f"`{name.text}`")
        case _:
            wanted = say("a yes-or-no fact, a condition or an offer")
            scope.names.find(name, "fact", "define", "state", "tier", "addon", wanted=wanted, hint=scope.hint(name))
    return None


# ── Comparisons ────────────────────────────────────────────────────────────────────────────────────────────────────


def _compared(node: nodes.Compare, scope: Scope) -> Condition | None:
    left, right = expression(node.left, scope), expression(node.right, scope)
    if left is None or right is None:
        return None
    return ordered(left, node.operator, right, node.span, scope)


def ordered(left: Expr, operator: str, right: Expr, place: Span, scope: Scope) -> Condition | None:
    """`left < right` and the like; a constant moves to the right, two constants are compared at once."""
    one, other = kind(left, scope), kind(right, scope)
    if not arithmetic.compared(one, other):
        if arithmetic.compared(one, one) and arithmetic.compared(other, other):
            mismatch(one, other, place, scope)
        else:
            bad = other if arithmetic.compared(one, one) else one
            scope.findings.report("SD304", place, kind=str(bad))
        return None
    if one.unit is not None and not (isinstance(left, Literal) and isinstance(right, Literal)):
        scope.findings.report("SD304", place, kind=str(one))  # so many months have no size before they are counted
        return None
    if isinstance(left, Literal) and isinstance(right, Literal):
        return TRUE if _holds(left, operator, right) else FALSE
    if isinstance(left, Literal):
        left, operator, right = right, _FLIPPED[operator], left
    match operator:
        case "<" | "<=" | ">" | ">=" | "=":
            return Compare(op=operator, left=left, right=right)
        case _:
            raise ValueError(operator)


def _holds(left: Literal, operator: str, right: Literal) -> bool:
    one, other = _measure(left), _measure(right)
    if {left.type, right.type} == {"date", "instant"}:
        one, other = str(one)[:10], str(other)[:10]
    less, same = one < other, one == other  # type: ignore[operator]  # both Decimal, or both ISO text
    return {"<": less, "<=": less or same, ">": not (less or same), ">=": not less, "=": same}[operator]


def _measure(constant: Literal) -> Decimal | str:
    """What constants of one kind compare by: years are twelve months."""
    value = constant.value
    return value * 12 if isinstance(value, Decimal) and constant.unit == "years" else value


def _is(node: nodes.Is, scope: Scope) -> Condition | None:
    if isinstance(node.left, Name):
        found = scope.names.peek(node.left.text)
        if found is not None and found.sort == "window":
            return _window_is(node.left, node.right, scope)
        if node.left.text == "tier" and isinstance(node.right, Name):
            return _holds_offer(node.right, scope)
    if isinstance(node.right, YesNo):
        made = condition(node.left, scope)
        return made if made is None or node.right.value else negated(made)
    left = expression(node.left, scope)
    if left is None:
        _only_check(node.right, scope)
        return None
    return equals(left, node.right, scope)


def _only_check(node: nodes.Expression, scope: Scope) -> None:
    """The other side of something broken: a name may be a value of it, all else is looked at for its own mistakes."""
    if not isinstance(node, Name):
        expression(node, scope)


def equals(left: Expr, node: nodes.Expression, scope: Scope) -> Condition | None:
    """`left is …`: a value of a choice or country by its name, any other by an expression of the same kind."""
    one = kind(left, scope)
    if one.type in ("choice", "country"):
        value = named_value(one, left, node, scope)
        return Compare(op="=", left=left, right=value) if value is not None else None
    if one == YES_NO:
        if isinstance(node, YesNo):
            return left if node.value else negated(left)
        scope.findings.report("SD308", node.span, name=say("this"), wanted=say("`yes` or `no`"))
        return None
    if one.type in ("zone", "dates", "names"):
        scope.findings.report("SD304", node.span, kind=str(one))
        return None
    if one == NAME:
        return _same_name(left, node, scope)
    right = expression(node, scope)
    return ordered(left, "=", right, node.span, scope) if right is not None else None


def _same_name(left: Expr, node: nodes.Expression, scope: Scope) -> Condition | None:
    right = expression(node, scope)
    if right is None:
        return None
    if kind(right, scope) != NAME:
        mismatch(NAME, kind(right, scope), node.span, scope)
        return None
    return TRUE if right == left else Compare(op="=", left=left, right=right)


def _window_is(name: Name, right: nodes.Expression, scope: Scope) -> Condition | None:
    match right:
        case Name(text="met"):
            return WindowIs(window=name.text, status="met")
        case Name(text="breached"):
            return WindowIs(window=name.text, status="breached")
    help_text = say("write `met` or `breached`")
    scope.findings.unknown("SD210", right.span, _text(right), help_text=help_text, owner=name.text)
    return None


def _holds_offer(name: Name, scope: Scope) -> Condition | None:
    found = scope.names.find(name, "tier", "addon")
    return Holds(offer=found.name) if found is not None else None


def _text(node: nodes.Expression) -> str:
    return node.text if isinstance(node, Name) else "this"


def _in_range(node: nodes.InRange, scope: Scope) -> Condition | None:
    item = expression(node.subject, scope)
    low, high = expression(node.low, scope), expression(node.high, scope)
    if item is None or low is None or high is None:
        return None
    return in_range(item, low, high, node.span, scope)


def in_range(item: Expr, low: Expr, high: Expr, place: Span, scope: Scope) -> Condition | None:
    """`item in low to high`: both ends belong to it; one that ends before it begins is a mistake."""
    for bound in (low, high):
        if ordered(item, ">=", bound, place, scope) is None:
            return None
    if isinstance(low, Literal) and isinstance(high, Literal) and _holds(low, ">", high):
        scope.findings.report("SD314", place)
        return None
    return InRange(item=item, low=low, high=high)


def _in_names(node: nodes.InNames, scope: Scope) -> Condition | None:
    if isinstance(node.subject, Name) and node.subject.text == "tier":
        offers = [_holds_offer(name, scope) for name in node.names]
        return None if None in offers else either(offer for offer in offers if offer is not None)
    item = expression(node.subject, scope)
    return one_of(item, node.names, node.span, scope) if item is not None else None


def one_of(item: Expr, names: tuple[nodes.Expression, ...], place: Span, scope: Scope) -> Condition | None:
    """`item in a, b`: one of several values; a single one is an equality."""
    one = kind(item, scope)
    if one == NAME:
        made = [_member(item, name, scope) for name in names]
        return None if None in made else either(part for part in made if part is not None)
    if one.type not in ("choice", "country"):
        parts = [equals(item, name, scope) for name in names] if one.type != "dates" else []
        if not parts:
            scope.findings.report("SD304", place, kind=str(one))
        return either(part for part in parts if part is not None) if parts and None not in parts else None
    values = [named_value(one, item, name, scope) for name in names]
    known = tuple(dict.fromkeys(str(value.value) for value in values if value is not None))
    if None in values:
        return None
    if len(known) == 1:
        return Compare(op="=", left=item, right=Literal(type=one.type, value=known[0]))
    return OneOf(item=item, values=known)


def _member(item: Expr, node: nodes.Expression, scope: Scope) -> Condition | None:
    """`asker in contacts`: a list of names that a fact tells."""
    listed = expression(node, scope)
    if listed is None:
        return None
    if not isinstance(listed, FactRef) or listed.type != "names":
        scope.findings.report(
            "SD308", node.span, name=str(kind(listed, scope)), wanted=say("a fact with a list of names")
        )
        return None
    return Member(item=item, listed=listed)


def _during(node: nodes.During, scope: Scope) -> Condition | None:
    calendar = scope.names.find(node.calendar, "calendar")
    subject = _moment(node.subject, scope)
    if calendar is None or subject is None:
        return None
    made = During(subject=subject, calendar=calendar.name)
    return negated(made) if node.outside else made


def _moment(node: nodes.Expression, scope: Scope) -> str | None:
    """What may be during a calendar: the opening, the time worked, a fact that tells an instant."""
    if isinstance(node, Name) and node.text in ("opened", "worked"):
        return node.text
    found = expression(node, scope)
    if isinstance(found, FactRef) and found.type == "instant":
        return found.name
    if found is not None:
        scope.findings.report("SD706", node.span)
    return None
