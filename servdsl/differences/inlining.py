"""Defined values put in place of their names, so that conditions of two contracts speak of the same facts.

    define band by severity { s1: 1, s2: 2 }      band is 2     →  a yes/no definition with the cases  s1: no, s2: yes
    define fee is 2% of bom                       fee > 10 EUR  →  2% of bom > 10 EUR

Only for values that are not common to both: a common one is a variable of the cells, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from servdsl.cells.evaluate import compared, value_of
from servdsl.differences.meaning import replaced
from servdsl.model.base import Labels, Record
from servdsl.model.contract import Define
from servdsl.model.expressions import And, Compare, Comparison, Expr, InRange, Literal, OneOf, Or, ValueRef

R = TypeVar("R", bound=Record)

_MIRRORED: dict[Comparison, Comparison] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def is_table(define: Define) -> bool:
    """Whether every case names its value, so that a comparison of it with a constant is a condition on facts."""
    return define.type != "yes_no" and all(isinstance(case.value, Literal) for case in define.cases)


def only_formula(define: Define) -> Expr | None:
    """The formula of a value that has but one, for all facts; None for a lower bound, which is more than its formula."""
    first = define.cases[0] if len(define.cases) == 1 else None
    plain = first is not None and first.when is None and not first.lower_bound and define.type != "yes_no"
    return first.value if first is not None and plain else None


class Inlining:
    """Puts some defined values in place. `made`: the yes/no definitions that came of comparisons with tables."""

    def __init__(self, defines: Iterable[Define], names: Iterable[str], zone: str) -> None:
        known = {define.name: define for define in defines}
        self._tables = {name: known[name] for name in names if name in known and is_table(known[name])}
        formulas = {name: only_formula(known[name]) for name in names if name in known}
        self._formulas: Mapping[str, Expr] = {name: found for name, found in formulas.items() if found is not None}
        self._zone = zone
        self.made: dict[str, Define] = {}

    def of(self, record: R) -> R:
        """The record with all of them in place."""
        if not self._tables and not self._formulas:
            return record
        found = replaced(record, self._changed)
        assert isinstance(found, type(record))
        return found

    def _changed(self, expr: Expr) -> Expr | None:
        match expr:
            case ValueRef() if expr.name in self._formulas:
                return replaced(self._formulas[expr.name], self._changed)  # type: ignore[no-any-return]
            case Compare(left=ValueRef(name=name), right=Literal() as constant) if name in self._tables:
                return self._test(name, expr.op, constant)
            case Compare(left=Literal() as constant, right=ValueRef(name=name)) if name in self._tables:
                return self._test(name, _MIRRORED[expr.op], constant)
            case InRange(item=ValueRef(name=name), low=Literal() as low, high=Literal() as high) if (
                name in self._tables
            ):
                return And(items=(self._test(name, ">=", low), self._test(name, "<=", high)))
            case OneOf(item=ValueRef(name=name) as item) if name in self._tables:
                constants = (Literal(type=item.type, value=value) for value in expr.values)
                return Or(items=tuple(self._test(name, "=", constant) for constant in constants))
            case _:
                return None

    def _test(self, name: str, op: Comparison, constant: Literal) -> Expr:
        table = self._tables[name]
        test = f"{name} {op} {constant.value} {constant.unit or ''}".strip()
        if test not in self.made:
            cases = tuple(
                case.model_copy(update={"value": self._answer(case.value, op, constant), "lower_bound": False})
                for case in table.cases
            )
            self.made[test] = table.model_copy(
                update={"name": test, "type": "yes_no", "choices": (), "labels": Labels(), "cases": cases}
            )
        return ValueRef(name=test, type="yes_no")

    def _answer(self, value: Expr, op: Comparison, constant: Literal) -> Literal:
        left, right = value_of(value, self._zone, {}), value_of(constant, self._zone, {})
        told = left is not None and right is not None and compared(left, op, right, self._zone)
        return Literal(type="yes_no", value="yes" if told else "no")
