"""The days for which something holds, as words: "from 1 January 2027", "from 1 January 2026 to 31 December 2026"."""

from __future__ import annotations

from datetime import date

from servdsl.model.contract import Amendment
from servdsl.model.expressions import And, Builtin, Compare, Comparison, Condition, Expr, InRange, Literal
from servdsl.wording.numbers import date_text
from servdsl.wording.voice import Voice

_KEYS: dict[Comparison, str] = {">=": "from", ">": "after", "<": "before", "<=": "until"}
_NEGATED: dict[Comparison, Comparison] = {">=": "<", ">": "<=", "<": ">=", "<=": ">"}


def amendment_days(by: Voice, amendment: Amendment) -> str:
    """The days of an amendment: "from 1 December 2027 to 29 February 2028"."""
    first = date_text(by.phrases, amendment.first)
    if amendment.last is None:
        return by.say("validity", "from", day=first)
    return by.say("validity", "span", first=first, last=date_text(by.phrases, amendment.last))


def is_validity(condition: Condition) -> bool:
    """Whether a condition asks on which days a ticket is opened, or a term starts, and nothing else."""
    match condition:
        case InRange():
            return _is_day(condition.low) and _is_day(condition.high) and isinstance(condition.item, Builtin)
        case Compare():
            return condition.op in _KEYS and isinstance(condition.left, Builtin) and _is_day(condition.right)
        case _:
            return False


def apart(condition: Condition | None) -> tuple[tuple[Condition, ...], Condition | None]:
    """The days of a condition, and what else must hold; None: nothing."""
    parts = condition.items if isinstance(condition, And) else () if condition is None else (condition,)
    days = tuple(part for part in parts if is_validity(part))
    rest = tuple(part for part in parts if part not in days)
    return days, And(items=rest) if len(rest) > 1 else rest[0] if rest else None


def days_words(by: Voice, condition: Condition, *, holds: bool = True) -> str:
    """The days of a condition that is a validity; `holds` False: the other days."""
    if isinstance(condition, InRange):
        key = "span" if holds else "not_span"
        return by.say("validity", key, first=_day(by, condition.low), last=_day(by, condition.high))
    assert isinstance(condition, Compare)
    op = condition.op if holds else _NEGATED[condition.op]
    return by.say("validity", _KEYS[op], day=_day(by, condition.right))


def validity_words(by: Voice, condition: Condition, *, holds: bool = True) -> str:
    """A validity as a condition: "the report arrives from 1 January 2027"."""
    return by.say("validity", of_whom(condition), days=days_words(by, condition, holds=holds))


def of_whom(condition: Condition) -> str:
    """What happens on these days: "opened" or "start"."""
    item = condition.item if isinstance(condition, InRange) else getattr(condition, "left", None)
    assert isinstance(item, Builtin)
    return item.name


def _is_day(expr: Expr) -> bool:
    return isinstance(expr, Literal) and expr.type == "date"


def _day(by: Voice, expr: Expr) -> str:
    assert isinstance(expr, Literal)
    return date_text(by.phrases, date.fromisoformat(str(expr.value)))
