"""Stable ids of clauses (decision 64): owner.kind.thing.condition, without positions.

advanced.windows.respond.critical         an equality gives its value
all_tiers.attends.not_urgent              a yes or no gives its name
plus.covers.parts.3_to_5                  a range its ends
fleet.charges.repair.1f0c2a9b             what is too long to read, its hash
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.contract import Clause
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
)
from servdsl.model.values import Attends, Closes, Conflicts, Excludes, Quota, Value
from servdsl.semantics.drafts import Draft
from servdsl.semantics.from_quantities import written
from servdsl.semantics.logic import TRUE, both
from servdsl.semantics.scope import Scope, origin

_LONGEST = 48
_KINDS = {"promise": "windows", "share": "covers", "charge": "charges"}
_OPERATORS = {"=": "is", "!=": "is_not", "<": "under", "<=": "at_most", ">": "over", ">=": "at_least"}


def identified(drafts: Sequence[Draft], scope: Scope) -> tuple[Clause, ...]:
    """The drafts as clauses with ids, in the order written; one said twice is reported and kept once."""
    distinct = _without_repetition(sorted(drafts, key=lambda draft: draft.span), scope)
    plain = [_id(draft) for draft in distinct]
    shared = Counter(plain)
    return tuple(
        _clause(draft, id_ if shared[id_] == 1 else f"{id_}.{_hash(_content(draft))}")
        for draft, id_ in zip(distinct, plain, strict=True)
    )


def _without_repetition(drafts: Sequence[Draft], scope: Scope) -> list[Draft]:
    kept: dict[tuple[str, ...], Draft] = {}
    for draft in drafts:
        key = (draft.owner, draft.thing, _content(draft))
        first = kept.setdefault(key, draft)
        if first is not draft:
            scope.findings.report("SD221", draft.span, Note(first.span, say("said here first")))
    return list(kept.values())


def _clause(draft: Draft, id_: str) -> Clause:
    when = both((draft.valid, draft.when))
    return Clause(
        id=id_,
        layers=draft.layers,
        thing=draft.thing,
        when=None if when == TRUE else when,
        strength=draft.strength,
        value=draft.value,
        labels=draft.labels,
        amendment=draft.amendment,
        origin=origin(draft.span),
        sources=draft.sources,
    )


def _content(draft: Draft) -> str:
    return f"{draft.strength}|{draft.when.model_dump_json()}|{draft.value.model_dump_json()}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _id(draft: Draft) -> str:
    thing = draft.thing or _object(draft.value)
    parts = [draft.owner, _kind(draft.value), thing, _case(draft)]
    return ".".join(part for part in parts if part)


def _kind(value: Value) -> str:
    match value:
        case Quota():
            return value.limits
        case Attends(also=True):
            return "attends_also"
    return _KINDS.get(value.kind, value.kind)


def _object(value: Value) -> str:
    match value:
        case Conflicts():
            return "+".join(value.offers)
        case Closes():
            return value.event or ""
        case Excludes():
            return value.fact or "+".join(value.services)
    return ""


def _case(draft: Draft) -> str:
    words = [] if draft.when == TRUE else [_short(draft.when)]
    if draft.strength == "otherwise":
        words.append("otherwise")
    return ".".join(words)


def _short(when: Condition) -> str:
    text = words(when)
    return text if len(text) <= _LONGEST else _hash(text)


def words(expr: Expr) -> str:
    """An expression as one word: letters, digits, underscores."""
    match expr:
        case Compare(op="=", left=FactRef() | ValueRef() | Builtin(), right=Literal() as value):
            return _constant(value)
        case Compare():
            return f"{words(expr.left)}_{_OPERATORS[expr.op]}_{words(expr.right)}"
        case OneOf():
            return "_or_".join(expr.values)
        case Member():
            return f"{words(expr.item)}_in_{expr.listed.name}"
        case InRange():
            return f"{words(expr.low)}_to_{words(expr.high)}"
        case And():
            return "_and_".join(words(item) for item in expr.items)
        case Or():
            return "_or_".join(words(item) for item in expr.items)
        case Not(item=During() as during):
            return f"{during.subject}_outside_{during.calendar}"
        case Not():
            return f"not_{words(expr.item)}"
        case During():
            return f"{expr.subject}_during_{expr.calendar}"
        case WindowIs():
            return f"{expr.window}_{expr.status}"
        case StateIs():
            return expr.state
        case Holds():
            return expr.offer
        case InForce():
            return "in_force"
        case Literal():
            return _constant(expr)
        case FactRef() | ValueRef() | Builtin():
            return expr.name
        case Delay():
            return f"delay_of_{expr.window}"
        case Arithmetic() | OfPeriod() | Pick() | Rounded() | Steps() | WholeYears():
            return _hash(expr.model_dump_json())
        case _:
            assert_never(expr)


def _constant(value: Literal) -> str:
    if isinstance(value.value, str):
        return value.value.replace(":", "").replace("-", "") if value.type == "instant" else value.value
    number = value.value * 100 if value.type == "percent" else value.value
    text = written(number).replace(".", "_")
    unit = {"percent": "percent", "money": value.currency, "duration": value.unit or "seconds"}.get(value.type)
    return f"{text}_{unit}" if unit else text
