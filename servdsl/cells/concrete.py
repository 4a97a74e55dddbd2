"""Concrete facts for a cell: samples, searched where comparisons of unknowns must come out as the cell says.

a < b is yes, a <= 100     →     {"a": 0, "b": 1}
a < b is yes, a = b is yes →     None
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import ceil, floor

from servdsl.cells.atoms import Atom
from servdsl.cells.defines import expressions
from servdsl.cells.domains import NAMES, Domains
from servdsl.cells.evaluate import compared, midnight, value_of
from servdsl.cells.formulas import Subject
from servdsl.cells.ranges import Range, Ranges
from servdsl.cells.words import CellValue
from servdsl.model import Contract
from servdsl.model.expressions import Builtin, Compare, Expr, FactRef, Literal, Member, ValueRef

_STEPS = 20_000
_SIZES = (0, 1, 2, 3, 5, 10, 20, 100, 1000, 10_000, 1_000_000)

Assignment = Sequence[tuple[Atom, int]]
"""Atoms, each with the number of its cell."""


def replay(contract: Contract, assignment: Assignment) -> Mapping[str, CellValue] | None:
    """Facts, defined values and built-in inputs that put each atom into its cell; None if none was found."""
    settled = {
        atom.name: atom.cells[number].sample for atom, number in assignment if atom.kind in ("fact", "value", "builtin")
    }
    wanted = [
        (atom.condition, bool(number))
        for atom, number in assignment
        if atom.kind == "comparison" and isinstance(atom.condition, Compare | Member)
    ]
    if not wanted:
        return settled
    search = _Search(contract, assignment, wanted)
    found = search.run()
    return None if found is None else {**settled, **found}


class _Search:
    """Tries values for the unknowns of comparisons, one after another, leaving a branch when a comparison fails."""

    def __init__(self, contract: Contract, assignment: Assignment, asked: list[tuple[Compare | Member, bool]]) -> None:
        self._zone = contract.zone or "UTC"
        self._wanted = wanted = [(one, truth) for one, truth in asked if isinstance(one, Compare)]
        self._members = [(one, truth) for one, truth in asked if isinstance(one, Member)]
        self._steps = _STEPS
        self._ranges = Ranges(contract)
        self._domains = Domains(contract)
        self._start = contract.in_force[0]
        self._cells = {atom.name: (atom, number) for atom, number in assignment if atom.kind != "comparison"}
        unknowns = {
            e.name: e
            for condition, _ in asked
            for e in expressions(condition)
            if isinstance(e, FactRef | ValueRef | Builtin) and e.type != "names"
        }
        literals = [e for compare, _ in wanted for e in expressions(compare) if isinstance(e, Literal)]
        self._constants = [v for v in (value_of(e, self._zone, {}) for e in literals) if v is not None]
        self._pools = {name: tuple(self._pool(e)) for name, e in unknowns.items()}

    def run(self) -> dict[str, CellValue] | None:
        found = self._extend({}, tuple(self._pools))
        return None if found is None else {**found, **self._lists(found)}

    def _lists(self, known: Mapping[str, CellValue]) -> dict[str, tuple[str, ...]]:
        """The lists of names, with those who must be in them."""
        lists: dict[str, tuple[str, ...]] = {}
        for member, truth in self._members:
            name = value_of(member.item, self._zone, known)
            before = lists.setdefault(member.listed.name, ())
            if truth and isinstance(name, str) and name not in before:
                lists[member.listed.name] = (*before, name)
        return lists

    def _extend(self, known: dict[str, CellValue], left: tuple[str, ...]) -> dict[str, CellValue] | None:
        if not left:
            return known
        for value in self._pools[left[0]]:
            self._steps -= 1
            if self._steps < 0:
                return None
            tried = {**known, left[0]: value}
            if self._fits(tried, left[1:]):
                found = self._extend(tried, left[1:])
                if found is not None:
                    return found
        return None

    def _fits(self, known: Mapping[str, CellValue], left: tuple[str, ...]) -> bool:
        """Whether no comparison of known values comes out otherwise than wanted; one that cannot be evaluated does not
        fit once all is known."""
        for compare, truth in self._wanted:
            a, b = value_of(compare.left, self._zone, known), value_of(compare.right, self._zone, known)
            if a is None or b is None:
                if not left:
                    return False
            elif compared(a, compare.op, b, self._zone) != truth:
                return False
        inside = {(m.listed.name, value_of(m.item, self._zone, known)) for m, truth in self._members if truth}
        outside = {(m.listed.name, value_of(m.item, self._zone, known)) for m, truth in self._members if not truth}
        return not any(name is not None for _, name in inside & outside)

    def _pool(self, unknown: FactRef | ValueRef | Builtin) -> Iterator[CellValue]:
        """Values to try for one unknown: all lie in its cell, where it has one."""
        atom, number = self._cells.get(unknown.name, (None, 0))
        if atom is not None and unknown.type not in _ORDERED:
            yield atom.cells[number].sample
            return
        if unknown.type not in _ORDERED:
            yield from self._named(unknown)
            return
        sample = atom.cells[number].sample if atom is not None else None
        bounds = [cell.sample for cell in atom.cells] if atom is not None else []
        tried = dict.fromkeys((*([sample] if sample is not None else []), *self._ordered(unknown, bounds)))
        for value in tried:
            if atom is None or atom.cells[number].contains(value):
                yield value

    def _named(self, unknown: FactRef | ValueRef | Builtin) -> Iterator[CellValue]:
        if unknown.type == "yes_no":
            yield from (False, True)
            return
        if unknown.type == "name":
            yield from NAMES
            return
        kind = {"fact": "fact", "value": "value", "builtin": "builtin"}[unknown.kind]
        subject = Subject(kind, unknown.name, unknown.type)  # type: ignore[arg-type]
        yield from (cell.sample for cell in self._domains.cells(subject, ()))

    def _ordered(self, unknown: Expr, marks: Iterable[CellValue]) -> Iterator[CellValue]:
        if getattr(unknown, "type", "") in ("date", "instant"):
            yield from self._moments(getattr(unknown, "type", ""), marks)
            return
        span = self._ranges.of(unknown)
        whole = getattr(unknown, "type", "") == "whole"
        near = [Fraction(m) for m in (*marks, *self._constants) if isinstance(m, int | Fraction)]
        values = [
            *(Fraction(n) for n in _SIZES),
            *(n + d for n in near for d in (0, 1, -1, Fraction(1, 2))),
            *(-Fraction(n) for n in _SIZES),
        ]
        if span.low is not None:
            values = [*(span.low + n for n in _SIZES[:6]), *values]
        for value in values:
            fitted = Fraction(ceil(value)) if whole else value
            if _inside(fitted, span):
                yield floor(fitted) if whole else fitted

    def _moments(self, type_: str, marks: Iterable[CellValue]) -> Iterator[CellValue]:
        told = [m for m in (*marks, *self._constants) if isinstance(m, date)]
        near = told if type_ == "date" else [m if isinstance(m, datetime) else midnight(m, self._zone) for m in told]
        middle: list[date] = [self._start if type_ == "date" else datetime.combine(self._start, time(12), UTC)]
        for moment in (*middle, *near):
            for days in (0, 1, -1, 2, 30, -30, 400, -400, 4000):
                moved = moment + timedelta(days=days)
                if isinstance(moved, datetime) == (type_ == "instant"):
                    yield moved


_ORDERED = frozenset({"money", "whole", "number", "percent", "date", "instant", "duration"})


def _inside(value: Fraction, span: Range) -> bool:
    return (span.low is None or value >= span.low) and (span.high is None or value <= span.high)
