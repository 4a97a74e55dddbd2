"""Facts for which two formulas of one name come to what a cell says of each.

year (old) in 3 to 5, year (new) >= 6      warranty_start 2020-08-01, opened 2026-02-09
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import islice, product

from servdsl.cells import Cell, CellValue
from servdsl.cells.evaluate import holds, value_of
from servdsl.differences.inlining import only_formula
from servdsl.differences.joint import Joint
from servdsl.differences.meaning import all_expressions
from servdsl.model.contract import Fact
from servdsl.model.expressions import Builtin, FactRef, ValueRef

_TRIED = 4000
_DAYS = (0, 10, 200, *(183 * n for n in range(2, 26)), -200)
"""Before the ticket."""
_NUMBERS = (0, 1, 2, 3, 5, 10, 20, 50, 100, 500, 1000, 10_000, 100_000, 1_000_000)


class Solver:
    """Tries values for what formulas read."""

    def __init__(self, joint: Joint) -> None:
        self._joint = joint
        self._facts = {fact.name: fact for fact in joint.contract.facts}
        self._zone = joint.contract.zone or "UTC"

    def solved(
        self, wanted: Mapping[str, Cell], known: Mapping[str, object], opened: datetime
    ) -> dict[str, CellValue] | None:
        """Values of the facts that the formulas read, so that each comes into its cell; None where none were found.
        `known`: facts that are settled."""
        names = list(dict.fromkeys(name for one in wanted for name in self._read(one)))
        settled: dict[str, CellValue] = {"opened": opened.astimezone(UTC)}
        settled |= {n: v for n, v in known.items() if isinstance(v, str | int | Fraction | bool | date)}
        free = [name for name in names if name not in settled and name in self._facts]
        if any(name not in settled and name not in self._facts for name in names):
            return None
        pools = [list(self._pool(self._facts[name], wanted, opened)) for name in free]
        for values in islice(product(*pools), _TRIED):
            tried = dict(zip(free, values, strict=True))
            if all(self._fits(name, cell, settled | tried) for name, cell in wanted.items()):
                return tried
        return None

    def _fits(self, name: str, cell: Cell, known: Mapping[str, CellValue]) -> bool:
        found = self._value(name, known)
        if found is None:
            return False
        if not cell.open:
            return holds(found, "=", cell.sample)
        return cell.contains(found)

    def _value(self, name: str, known: Mapping[str, CellValue]) -> CellValue | None:
        """What a defined value comes to; None where it has cases of its own, or lacks facts."""
        define = self._joint.defines.get(name)
        expr = only_formula(define) if define is not None else None
        if expr is None:
            return None
        inner = [e.name for e in all_expressions(expr) if isinstance(e, ValueRef)]
        values = {one: self._value(one, known) for one in inner}
        return value_of(expr, self._zone, {**known, **{n: v for n, v in values.items() if v is not None}})

    def _read(self, name: str) -> Iterator[str]:
        """The facts and built-in inputs that a defined value reads."""
        define = self._joint.defines.get(name)
        for expr in all_expressions(define.cases if define is not None else ()):
            if isinstance(expr, FactRef | Builtin):
                yield expr.name
            elif isinstance(expr, ValueRef):
                yield from self._read(expr.name)

    def _pool(self, fact: Fact, wanted: Mapping[str, Cell], opened: datetime) -> Iterator[CellValue]:
        match fact.type:
            case "date":
                yield from (opened.date() - timedelta(days=days) for days in _DAYS)
            case "instant":
                yield from (opened.astimezone(UTC) - timedelta(days=days) for days in _DAYS)
            case "yes_no":
                yield from (True, False)
            case "choice":
                yield from (choice.name for choice in fact.choices)
            case "country":
                yield from fact.countries or ("PT",)
            case "whole":
                low = fact.low or 0
                yield from (n for n in range(low, low + 40) if fact.high is None or n <= fact.high)
            case "money" | "number" | "percent" | "duration":
                ends = (end for cell in wanted.values() for end in (cell.low, cell.high))
                near = [Fraction(end) for end in ends if isinstance(end, int | Fraction)]
                yield from dict.fromkeys((*map(Fraction, _NUMBERS), *(n + d for n in near for d in (0, 1, -1))))
            case "zone" | "dates" | "name" | "names":
                return
