"""Formulas and conditions as words.

Negations are pushed inwards, so that a reader meets "is not Phone", not "it is not the case that …". Spanish conditions
stand in the subjunctive and follow "cuando", "mientras" or "que".
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import assert_never

from servdsl.model import Contract
from servdsl.model.expressions import (
    And,
    Arithmetic,
    Builtin,
    Compare,
    Condition,
    Delay,
    During,
    Expr,
    FactRef,
    Holds,
    InForce,
    InRange,
    Literal,
    Member,
    Not,
    OfPeriod,
    OneOf,
    Or,
    Pick,
    Rounded,
    StateIs,
    Steps,
    ValueRef,
    WholeYears,
    WindowIs,
    is_share,
)
from servdsl.wording.lengths import seconds_words
from servdsl.wording.numbers import date_text, money_text, number, percent, time_text
from servdsl.wording.validity import is_validity, validity_words
from servdsl.wording.voice import Voice, folded, lowered, takes_article, voice

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
PICKED = {"greater": ("bounded_below", "greater", "later"), "lesser": ("bounded_above", "lesser", "earlier")}
TERMS = {"+": "plus", "-": "minus", "*": "times", "/": "divided"}
TIMES = frozenset({"date", "instant"})


def condition_text(contract: Contract, condition: Condition, language: str) -> str:
    """A condition as a clause of a sentence: "the severity is Critical and “Under warranty” applies"."""
    return condition_words(voice(contract, language), condition)


def condition_words(by: Voice, condition: Condition, *, holds: bool = True, inside: str = "") -> str:
    """`holds` False: the opposite. `inside`: the connective around it; a different one inside is put in brackets."""
    if is_validity(condition):
        return validity_words(by, condition, holds=holds)
    match condition:
        case And() | Or():
            joint = "and" if isinstance(condition, And) == holds else "or"
            parts = [condition_words(by, item, holds=holds, inside=joint) for item in condition.items]
            text = _joined(by, parts, joint)
            return by.say("list", "group", text=text) if inside not in ("", joint) and len(parts) > 1 else text
        case Not():
            return condition_words(by, condition.item, holds=not holds, inside=inside)
        case Compare():
            return _compare(by, condition, holds)
        case OneOf():
            return _one_of(by, condition, holds)
        case Member():
            return _about(by, condition.item, "in_list", holds, list=by.quoted(by.name("fact", condition.listed.name)))
        case InRange():
            low, high = expr_words(by, condition.low), expr_words(by, condition.high)
            return _about(by, condition.item, "in_range", holds, low=low, high=high)
        case _:
            return _plain_condition(by, condition, holds)


def _joined(by: Voice, parts: list[str], joint: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return "".join([parts[0], *(by.conjunction(joint, part) + part for part in parts[1:])])


def _plain_condition(by: Voice, condition: Condition, holds: bool) -> str:
    no = "" if holds else "not_"
    match condition:
        case FactRef():
            return by.say("condition", "true" if holds else "false", text=by.name("fact", condition.name))
        case ValueRef():
            return by.say("condition", "true" if holds else "false", text=by.name("value", condition.name))
        case During():
            side = "during" if holds else "outside"
            calendar = by.name("calendar", condition.calendar)
            if condition.subject in ("opened", "worked"):
                return by.say("condition", f"{condition.subject}_{side}", calendar=calendar)
            return by.say("condition", f"fact_{side}", text=by.name("fact", condition.subject), calendar=calendar)
        case WindowIs():
            return by.say("condition", no + condition.status, window=by.name("window", condition.window))
        case StateIs():
            return by.say("condition", f"{no}state", state=by.name("state", condition.state))
        case Holds():
            return by.say("condition", f"{no}holds", offer=by.term(by.name("offer", condition.offer)))
        case InForce():
            return by.say("condition", f"{no}in_force")
        case Literal():
            return by.say("condition", "always" if (condition.value == "yes") == holds else "never")
        case _:
            raise ValueError(f"not a condition: {condition.kind}")


def _compare(by: Voice, condition: Compare, holds: bool) -> str:
    left, right, op = condition.left, condition.right, condition.op if holds else OPPOSITE[condition.op]
    if right.type == "yes_no" and isinstance(right, Literal):
        return condition_words(by, left, holds=(op == "=") == (right.value == "yes"))
    section = "compare_time" if left.type in TIMES else "compare"
    shown = expr_words(by, right, fact=_fact(left))
    return by.say(section, op, a=subject(by, left), be=_be(by, left), b=shown)


def _one_of(by: Voice, condition: OneOf, holds: bool) -> str:
    values = [_constant(by, condition.item, value) for value in condition.values]
    return _about(by, condition.item, "one_of", holds, list=by.listed(values, "or"))


def _about(by: Voice, item: Expr, key: str, holds: bool, **parts: str) -> str:
    key = key if holds else f"not_{key}"
    return by.say("condition", key, a=subject(by, item), be=_be(by, item), **parts)


def _constant(by: Voice, item: Expr, value: str) -> str:
    if isinstance(item, Builtin):
        return by.term(by.name("thing", value))
    return by.term(by.choice(_fact(item), value)) if item.type == "choice" else value


def _fact(expr: Expr) -> str | None:
    match expr:
        case FactRef():
            return expr.name
        case Builtin(name="service"):
            return "service"
        case _:
            return None


def subject(by: Voice, expr: Expr) -> str:
    """An expression as the subject of a comparison: "the severity", or the words of a formula."""
    match expr:
        case FactRef() | ValueRef():
            named = by.named(expr.kind, expr.name)
            if named.native and by.phrases.language == "en":
                key = "native" if takes_article(named.text) else "foreign"
                return by.say("subject", key, text=lowered(named.text) if key == "native" else named.text)
            return by.say("subject", "native" if named.native else "foreign", text=named.text)
        case _:
            return expr_words(by, expr)


def _be(by: Voice, expr: Expr) -> str:
    """The verb, in the number of its subject; Spanish tells it by the ending of a label's first word."""
    plural = False
    if isinstance(expr, FactRef | ValueRef) and by.phrases.language == "es":
        first = by.name(expr.kind, expr.name).split(" ", 1)[0].lower()
        plural = len(first) > 3 and first.endswith(("os", "as", "es")) and folded(first)[-2] == first[-2]
    return by.say("be", "other" if plural else "one")


# ── Formulas ────────────────────────────────────────────────────────────────────────────────────────────────────────


def expr_words(by: Voice, expr: Expr, *, fact: str | None = None, inside: int = 0) -> str:
    """A formula as words. `fact`: the fact whose choices a constant belongs to. `inside`: how tightly the operation
    around it binds; a looser one inside is put in brackets."""
    match expr:
        case Literal():
            return _literal(by, expr, fact)
        case FactRef() | ValueRef():
            return subject(by, expr) if by.phrases.language == "en" else by.quoted(by.name(expr.kind, expr.name))
        case Builtin():
            return by.say("subject", expr.name)
        case Arithmetic():
            return _arithmetic(by, expr, inside)
        case WholeYears():
            return by.say("formula", f"whole_{expr.unit}", a=expr_words(by, expr.start), b=expr_words(by, expr.end))
        case OfPeriod():
            unit = by.say("unit", expr.unit)
            return by.say("formula", f"period_{expr.which}", unit=unit, a=expr_words(by, expr.day))
        case Delay():
            return by.say("formula", "delay", window=by.name("window", expr.window))
        case Pick():
            # Inside another formula it would not be clear what the bound binds.
            bound, named, time = PICKED[expr.which]
            key = time if expr.type in TIMES else named if inside else bound
            return by.say("formula", key, a=expr_words(by, expr.left), b=expr_words(by, expr.right, inside=1))
        case Rounded(step=step):
            key = expr.direction if step == 1 else f"{expr.direction}_to"
            return by.say("formula", key, a=expr_words(by, expr.of), step=number(by.phrases, step))
        case Steps():
            return by.say("formula", expr.part, a=expr_words(by, expr.of), step=_step(by, expr))
        case (
            Compare()
            | OneOf()
            | Member()
            | InRange()
            | During()
            | WindowIs()
            | StateIs()
            | Holds()
            | InForce()
            | And()
            | Or()
        ):
            return condition_words(by, expr)
        case Not():
            return condition_words(by, expr)
        case _:
            assert_never(expr)


def _step(by: Voice, steps: Steps) -> str:
    if steps.of.type == "duration":
        units = {3600: "hours", 60: "minutes"}
        if steps.size in units and by.phrases.language != "zh":
            return by.phrases.count("length", units[int(steps.size)], "", singular=True).strip()
        return seconds_words(by, steps.size)
    return number(by.phrases, steps.size)


def _arithmetic(by: Voice, expr: Arithmetic, inside: int) -> str:
    left, right = expr.left, expr.right
    if expr.op == "*" and isinstance(right, Steps):
        steps = by.say("formula", right.part, a=expr_words(by, right.of, inside=1), step=_step(by, right))
        return by.say("formula", "for_each", rate=expr_words(by, left), steps=steps)
    if expr.op == "*" and left.type == "percent":
        return by.say("formula", "share_of", a=expr_words(by, left, inside=2), b=expr_words(by, right, inside=3))
    if is_share(expr):
        return by.say("formula", "percentage", a=expr_words(by, left, inside=2), b=expr_words(by, right, inside=3))
    level = 1 if expr.op in "+-" else 2
    tighter = level + (expr.op in "-/")
    text = by.say(
        "formula", TERMS[expr.op], a=expr_words(by, left, inside=level), b=expr_words(by, right, inside=tighter)
    )
    return by.say("list", "group", text=text) if level < inside else text


def _literal(by: Voice, expr: Literal, fact: str | None) -> str:
    value = expr.value
    if not isinstance(value, Decimal):
        return _word(by, expr, value, fact)
    if expr.type == "money" and expr.currency:
        return money_text(value, expr.currency, by.language)
    if expr.type == "percent":
        return percent(by.phrases, value)
    if expr.unit is not None:
        return by.phrases.count("length", expr.unit, number(by.phrases, value), singular=value == 1)
    return seconds_words(by, value) if expr.type == "duration" else number(by.phrases, value)


def _word(by: Voice, expr: Literal, value: str, fact: str | None) -> str:
    match expr.type:
        case "date":
            return date_text(by.phrases, date.fromisoformat(value))
        case "instant":
            at = datetime.fromisoformat(value)
            return by.say("date", "instant", date=date_text(by.phrases, at.date()), time=time_text(at))
        case "choice" if fact == "service":
            return by.term(by.name("thing", value))
        case "choice":
            return by.term(by.choice(fact, value))
        case "yes_no":
            return by.say("value", "yes" if value == "yes" else "no")
        case _:
            return value
