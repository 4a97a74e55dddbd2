"""What an example tells: the values of its facts, and the cells that they leave possible.

given warranty one_year, bom 500_000 CNY     {"warranty": "one_year", "bom": 500000}     of warranty × bom: one cell
given warranty one_year                      {"warranty": "one_year"}                    of warranty × bom: a row of them
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache, reduce
from operator import or_

from servdsl.cells import Cases, CellValue, Grid, TooManyCells, Variable
from servdsl.cells.evaluate import value_of
from servdsl.model import Contract
from servdsl.model.contract import Example
from servdsl.model.expressions import Expr, Type

Known = Mapping[str, CellValue]
"""Values by the names of facts, defined values and built-in inputs; the tier is `tier`."""


def known_of(contract: Contract, example: Example) -> Known:
    """The facts and defined values that an example gives, as values that are compared and reckoned with."""
    types: dict[str, Type] = {fact.name: fact.type for fact in contract.facts}
    types |= {define.name: define.type for define in contract.defines}
    types |= {"tier": "choice", "service": "choice", "opened": "instant", "start": "instant"}
    found: dict[str, CellValue] = {}
    for name, told in example.facts.items():
        value = _value(told, types[name]) if name in types else None
        if value is not None:
            found[name] = value
    return found


def _value(told: object, kind: Type) -> CellValue | None:
    """A value as facts are written in JSON; None for one that is no use here (a list of dates, a length of time)."""
    if isinstance(told, bool):
        return told
    amount = told.get("amount") if isinstance(told, Mapping) else told
    text = str(amount)
    try:
        match kind:
            case "choice" | "country" | "zone":
                return text
            case "date":
                return date.fromisoformat(text)
            case "instant":
                return datetime.fromisoformat(text).astimezone(UTC)
            case "whole":
                return int(text)
            case "money" | "number":
                return Fraction(Decimal(text))
            case "percent":
                return Fraction(Decimal(text)) / 100
            case _:
                return None
    except (ValueError, InvalidOperation):
        return None


def possible(grid: Grid, known: Known) -> int:
    """The cells that some completion of the known values lies in."""
    cells = grid.all
    for atom in grid.atoms:
        if isinstance(atom, Variable) and atom.name in known:
            value = known[atom.name]
            fits = (grid.mask(atom, i) for i, cell in enumerate(atom.cells) if _contains(cell.sample, value, atom, i))
            cells &= reduce(or_, fits, 0)
    return cells


def _contains(sample: CellValue, value: CellValue, atom: Variable, index: int) -> bool:
    cell = atom.cells[index]
    if isinstance(value, str | bool) or isinstance(sample, str | bool):
        named = any(one.sample == value for one in atom.cells if not one.open)
        return cell.sample == value or (cell.open and not named and isinstance(sample, str))
    return cell.contains(value)


class Reckoner:
    """Works out formulas for what the examples of one contract tell; defined values are found by their cases. A definition
    is split into cells once, however many examples ask for it."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._zone = contract.zone or "UTC"
        self.split = cache(self._split)
        """The cells of a definition, by its number, and those that each of its cases decides; None where there are too many."""

    def amount(self, expr: Expr, told: Known) -> Fraction | None:
        """The exact value of a formula; None where it reads what is not told and does not follow."""
        found = value_of(expr, self._zone, self.settled(told))
        return Fraction(found) if isinstance(found, int | Fraction) and not isinstance(found, bool) else None

    def settled(self, told: Known) -> Known:
        """What is told with the defined values that follow, those that follow from others included."""
        known = dict(told)
        waiting = [number for number, define in enumerate(self._contract.defines) if define.name not in known]
        found = True
        while found:
            found = False
            for number in list(waiting):
                value = self._defined(number, known)
                if value is not None:
                    known[self._contract.defines[number].name] = value
                    waiting.remove(number)
                    found = True
        return known

    def _defined(self, number: int, known: Known) -> CellValue | None:
        """The value of a definition, where the cells that are left agree on its case."""
        split = self.split(number)
        if split is None:
            return None
        grid, wins = split
        cells = possible(grid, known)
        for case, won in zip(self._contract.defines[number].cases, wins, strict=True):
            if cells and not cells & ~won:
                return value_of(case.value, self._zone, known)
        return None

    def _split(self, number: int) -> tuple[Grid, tuple[int, ...]] | None:
        cases = self._contract.defines[number].cases
        try:
            grid = Grid.over(self._contract, [case.when for case in cases])
        except TooManyCells:
            return None
        return grid, tuple(Cases(cases, grid, grid.all).wins)
