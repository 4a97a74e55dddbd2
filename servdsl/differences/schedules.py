"""What a price change comes to over the years: both prices for each value of a whole-number fact of small range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from servdsl.cells import Cell, CellValue, TooManyCells, Variable
from servdsl.differences import shown
from servdsl.differences.drafts import Writer
from servdsl.differences.meaning import all_expressions
from servdsl.differences.records import Row, Schedule, Witness
from servdsl.differences.replay import Replay
from servdsl.differences.suspects import Ground, Suspect
from servdsl.model.contract import Clause
from servdsl.model.expressions import Expr, ValueRef

_MOST_ROWS = 24


class Schedules:
    """Schedules of one pair of contracts."""

    def __init__(self, ground: Ground, replay: Replay, writer: Writer) -> None:
        self._ground = ground
        self._replay = replay
        self._writer = writer

    def of(self, suspect: Suspect, witness: Witness) -> Schedule | None:
        """The schedule of a changed price that depends on a whole number; None for anything else."""
        if suspect.kind != "price":
            return None
        return next((self._over(suspect, witness, *one) for one in self._facts(suspect)), None)

    def _facts(self, suspect: Suspect) -> Iterator[tuple[str, int, int]]:
        """The whole numbers that the price depends on, with the range that conditions tell apart."""
        offer = suspect.held[0] if suspect.held else suspect.tier
        if offer is None:
            return
        clauses = [
            clause for layers in self._ground.layers for clause in layers.clauses_of(offer) if clause.kind == "price"
        ]
        try:
            grid, _ = self._ground.grid([*self._ground.asked(clauses), *self._through(clauses)], [])
        except TooManyCells:
            return
        for atom in grid.atoms:
            if isinstance(atom, Variable) and atom.type == "whole" and atom.kind in ("fact", "value"):
                low, high = _range(atom.cells)
                if 0 < high - low < _MOST_ROWS:
                    yield atom.name, low, high

    def _through(self, clauses: Iterable[Clause]) -> Iterator[Expr | None]:
        """The conditions of the defined values that the price reads."""
        defines = {define.name: define for define in self._ground.joint.contract.defines}
        names = [e.name for clause in clauses for e in all_expressions(clause.value) if isinstance(e, ValueRef)]
        seen: set[str] = set()
        while names:
            define = defines.get(names.pop())
            if define is not None and define.name not in seen:
                seen.add(define.name)
                yield from (case.when for case in define.cases)
                names += [e.name for e in all_expressions(define.cases) if isinstance(e, ValueRef)]

    def _over(self, suspect: Suspect, witness: Witness, name: str, low: int, high: int) -> Schedule:
        rows = []
        for number in range(low, high + 1):
            prices = self._replay.prices(witness.question, self._writer.own_names(name), number, suspect.held)
            rows.append(_row(number, *prices))
        return Schedule(name, tuple(rows), _total(rows))


def _range(cells: tuple[Cell, ...]) -> tuple[int, int]:
    """From the first value to the first one past the last constant."""
    first, last = cells[0], cells[-1]
    low = _whole(first.sample) if first.low is None else _whole(first.low) + 1
    if last.high is not None:
        return low, _whole(last.high) - 1
    return low, _whole(last.sample) if last.low is None else _whole(last.low) + 1


def _whole(value: CellValue) -> int:
    assert isinstance(value, int | Fraction)
    return int(value)


def _row(number: int, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Row:
    told = [price for price in (before, after) if price is not None and price["amount"] is not None]
    alike = len(told) == 2 and told[0]["currency"] == told[1]["currency"]
    difference = Decimal(told[1]["amount"]) - Decimal(told[0]["amount"]) if alike else None
    return Row(
        number,
        shown.money(before),
        shown.money(after),
        f"{difference:+} {told[0]['currency']}" if difference is not None else None,
    )


def _total(rows: list[Row]) -> Row | None:
    """The sum of the differences, where every row has one in the same currency."""
    told = [row.difference.split(" ") for row in rows if row.difference is not None]
    if len(told) < len(rows) or len({currency for _, currency in told}) != 1:
        return None
    total = sum((Decimal(amount) for amount, _ in told), Decimal(0))
    return Row(len(rows), "", "", f"{total:+} {told[0][1]}")
