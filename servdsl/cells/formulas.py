"""Conditions as tests of subjects: what a condition looks at, told apart from what it asks of it.

    severity is s1 and not pump_value > fee     →   All(Test(severity "=" s1), Negated(Test(fee < pump_value "=" yes)))

A `Subject` is what a condition depends on. Its domain is split at the constants of all the tests made of it (atoms.py).
Yes/no definitions are expanded (decision 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal as Lit
from typing import assert_never
from zoneinfo import ZoneInfo

from servdsl.cells.defines import tangled
from servdsl.cells.evaluate import compared, midnight, value_of
from servdsl.cells.normal import comparison, key
from servdsl.cells.words import CellValue, text
from servdsl.model import Contract
from servdsl.model.contract import Define, DefineCase, Strength
from servdsl.model.expressions import (
    And,
    Arithmetic,
    Builtin,
    Compare,
    Comparison,
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
    Type,
    ValueRef,
    WholeYears,
    WindowIs,
)

Kind = Lit[
    "fact",
    "value",
    "builtin",
    "tier",
    "window",
    "during",
    "state",
    "addon",
    "in force",
    "comparison",
]
VARIABLES = frozenset({"fact", "value", "builtin", "tier", "window"})
"""Kinds of subject whose domain is split at constants; the others are one yes/no each (decision 1)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a condition depends on; equal subjects are one atom.

    `condition` is what an opaque subject asks, and stands for it at run time. Calendars (kind "during") are asked about at
    a `moment`: "opened", "worked" or a fact.
    """

    kind: Kind
    name: object
    type: Type = "yes_no"
    currency: str | None = field(default=None, compare=False)
    condition: Expr | None = field(default=None, compare=False)
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of a subject with a constant; an opaque one is compared with yes."""

    subject: Subject
    op: Comparison
    constant: CellValue


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always, or never."""

    holds: bool


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of them."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Negated:
    """Not that."""

    item: Formula


@dataclass(frozen=True, slots=True)
class Chosen:
    """A yes/no definition with cases: (when, strength, value) of each; where none applies it does not hold."""

    cases: tuple[tuple[Formula, Strength, Formula], ...]


Formula = Test | Fixed | All | Any | Negated | Chosen


def tests(formula: Formula) -> Iterator[Test]:
    """Every test that a formula makes, in the order written."""
    match formula:
        case Test():
            yield formula
        case All() | Any():
            for item in formula.items:
                yield from tests(item)
        case Negated():
            yield from tests(formula.item)
        case Chosen():
            for when, _, value in formula.cases:
                yield from tests(when)
                yield from tests(value)
        case Fixed():
            return


ALWAYS = Fixed(True)


class Formulas:
    """Translates the conditions of one contract, each once: equal formulas are one object.

    `tier`: read every condition as a ticket of that tier does; else which tier is held is one of the unknowns.
    """

    def __init__(self, contract: Contract, tier: str | None = None) -> None:
        self.contract = contract
        self._zone = contract.zone or "UTC"
        self._tier = tier
        # by identity, since a condition is a deep tree; the condition is kept so that its identity stays its own
        self._known: dict[int, tuple[Expr, Formula]] = {}
        self._one: dict[Formula, Formula] = {ALWAYS: ALWAYS}
        self._kinds = {offer.name: offer.kind for offer in contract.offers}

    @cached_property
    def _defines(self) -> dict[str, Define]:
        """Yes/no definitions that can be expanded; one that depends on itself stays an unknown."""
        tangles = tangled(self.contract)
        return {d.name: d for d in self.contract.defines if d.type == "yes_no" and d.name not in tangles}

    def of(self, condition: Expr | None) -> Formula:
        """The formula of a condition; None always holds."""
        if condition is None:
            return ALWAYS
        known = self._known.get(id(condition))
        if known is None:
            formula = self._translate(condition)
            known = self._known[id(condition)] = condition, self._one.setdefault(formula, formula)
        return known[1]

    def _translate(self, condition: Expr) -> Formula:
        match condition:
            case And():
                return All(tuple(self.of(item) for item in condition.items))
            case Or():
                return Any(tuple(self.of(item) for item in condition.items))
            case Not():
                return Negated(self.of(condition.item))
            case Literal():
                return Fixed(condition.value == "yes")
            case FactRef():
                return Test(Subject("fact", condition.name), "=", True)
            case ValueRef():
                return self._definition(condition)
            case Compare() | OneOf() | InRange():
                return self._comparison(condition)
            case During() | WindowIs() | StateIs() | Holds() | InForce():
                return self._circumstance(condition)
            case Member():
                return self._asked("comparison", key(condition), condition)
            case Builtin() | Arithmetic() | WholeYears() | OfPeriod() | Delay() | Pick() | Rounded() | Steps():
                raise TypeError(f"not a condition: {condition!r}")
            case _:
                assert_never(condition)

    def _definition(self, ref: ValueRef) -> Formula:
        define = self._defines.get(ref.name)
        if define is None:
            return Test(Subject("value", ref.name), "=", True)
        return Chosen(tuple(self._case(case) for case in define.cases))

    def _case(self, case: DefineCase) -> tuple[Formula, Strength, Formula]:
        return self.of(case.when), case.strength, self.of(case.value)

    def _circumstance(self, condition: During | WindowIs | StateIs | Holds | InForce) -> Formula:
        match condition:
            case During():
                name, at = condition.calendar, condition.subject
                return Test(Subject("during", name, condition=condition, moment=at), "=", True)
            case WindowIs():
                return Test(Subject("window", condition.window, "choice"), "=", condition.status)
            case StateIs():
                return self._asked("state", condition.state, condition)
            case Holds():
                if self._kinds.get(condition.offer) == "tier":
                    if self._tier is not None:
                        return Fixed(self._tier == condition.offer)
                    return Test(Subject("tier", "tier", "choice"), "=", condition.offer)
                return self._asked("addon", condition.offer, condition)
            case InForce():
                return self._asked("in force", "in_force", condition)

    def _asked(self, kind: Kind, name: object, condition: Expr) -> Test:
        return Test(Subject(kind, name, condition=condition), "=", True)

    def _comparison(self, condition: Compare | OneOf | InRange) -> Formula:
        match condition:
            case Compare():
                return self._compare(condition)
            case InRange():
                bounds = (
                    Compare(op=">=", left=condition.item, right=condition.low),
                    Compare(op="<=", left=condition.item, right=condition.high),
                )
                return All(tuple(self.of(bound) for bound in bounds))
            case OneOf():
                kind: Type = "country" if getattr(condition.item, "type", "") == "country" else "choice"
                named = (Literal(type=kind, value=value) for value in condition.values)
                return Any(tuple(self.of(Compare(op="=", left=condition.item, right=value)) for value in named))

    def _compare(self, compare: Compare) -> Formula:
        if compare.left.type == "yes_no":
            left, right = self.of(compare.left), self.of(compare.right)
            equal = Any((All((left, right)), All((Negated(left), Negated(right)))))
            return equal if compare.op == "=" else Negated(equal)
        left_value, right_value = (value_of(side, self._zone, {}) for side in (compare.left, compare.right))
        if left_value is not None and right_value is not None:
            return Fixed(compared(left_value, compare.op, right_value, self._zone))
        if left_value is not None:
            return self._compare(Compare(op=_MIRRORED[compare.op], left=compare.right, right=compare.left))
        subject = _variable(compare.left)
        if right_value is not None and subject is not None:
            return self._test(subject, compare.op, right_value)
        order, is_negated = comparison(compare)
        test = self._asked("comparison", key(order), order)
        return Negated(test) if is_negated else test

    def _test(self, subject: Subject, op: Comparison, constant: CellValue) -> Formula:
        """A test of a subject. Where a date meets an instant, the instant's local date counts: for a constant date, an
        instant is tested at the midnights at which that day begins and ends."""
        if subject.type == "date" and isinstance(constant, datetime):
            return Test(subject, op, constant.astimezone(ZoneInfo(self._zone)).date())
        if subject.type != "instant" or not isinstance(constant, date) or isinstance(constant, datetime):
            return Test(subject, op, constant)
        begins, ends = (midnight(constant + timedelta(days=n), self._zone) for n in (0, 1))
        match op:
            case ">=" | "<":
                return Test(subject, op, begins)
            case ">":
                return Test(subject, ">=", ends)
            case "<=":
                return Test(subject, "<", ends)
            case "=" | "!=":
                inside = All((Test(subject, ">=", begins), Test(subject, "<", ends)))
                return inside if op == "=" else Negated(inside)


_MIRRORED: dict[Comparison, Comparison] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _variable(expr: Expr) -> Subject | None:
    match expr:
        case FactRef():
            return Subject("fact", expr.name, expr.type, expr.currency)
        case ValueRef():
            return Subject("value", expr.name, expr.type, expr.currency)
        case Builtin():
            return Subject("builtin", expr.name, expr.type)
        case _:
            return None


def name_of(subject: Subject) -> str:
    """What a subject is called."""
    return text(subject.condition) if subject.condition is not None else str(subject.name)
