"""What one contract says of a value, cell by cell: a partition of the cells into parts that say one thing.

    respond within { 2 hours when urgent   8 hours otherwise }
        Part(cells of urgent, 2 hours), Part(the other cells, 8 hours)

Two partitions over the same cells are compared part by part.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from servdsl.cells import Case, Cases, Grid
from servdsl.cells.grid import winners
from servdsl.differences.joint import Joint
from servdsl.differences.meaning import all_expressions, essence, replaced
from servdsl.model import Contract
from servdsl.model.contract import Clause, Define
from servdsl.model.expressions import Expr, ValueRef
from servdsl.model.values import Attends, Quota

Ranks = Sequence[Sequence[str]]
"""Layers from near to far; those of one rank stand side by side."""


@dataclass(frozen=True, slots=True)
class Part:
    """Cells in which a contract says one thing. `value`: what, None where it says nothing; `key`: equal for equal
    meanings; `clauses`: those that say it."""

    cells: int
    value: Any
    key: Hashable
    clauses: tuple[Case, ...] = ()


def nothing(cells: int) -> Part:
    """Cells for which nothing is said."""
    return Part(cells, None, None)


def is_also(clause: Clause) -> bool:
    """Whether a clause adds hours to those attended."""
    return isinstance(clause.value, Attends) and clause.value.also


# ── Partitions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def decided(contract: Contract, ranks: Ranks, kind: str, thing: str, grid: Grid, within: int) -> list[Part]:
    """A decided value: the nearest layer that decides a cell, and in it the most special case (decision 5)."""
    parts: list[Part] = []
    left = within
    for rank in ranks:
        found = [part for layer in rank for part in _wins(_plain(contract, layer, kind, thing), grid, left)]
        parts += _apart(found)
        for part in found:
            left &= ~part.cells
    return [*parts, *([nothing(left)] if left else [])]


def _plain(contract: Contract, layer: str, kind: str, thing: str) -> list[Clause]:
    return [clause for clause in contract.clauses_of(layer, kind, thing) if not is_also(clause)]


def _wins(clauses: Sequence[Clause], grid: Grid, within: int) -> Iterator[Part]:
    wins = Cases(clauses, grid, within).wins if clauses else ()
    for clause, cells in zip(clauses, wins, strict=True):
        if cells & within:
            yield Part(cells & within, clause.value, essence(clause.value), (clause,))


def _apart(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts of layers side by side that say the same of a cell are one there: the first."""
    taken = 0
    for part in parts:
        if part.cells & ~taken:
            yield replace(part, cells=part.cells & ~taken)
        taken |= part.cells


def define_parts(define: Define, grid: Grid, within: int) -> list[Part]:
    """The cases of a defined value."""
    wins = Cases(define.cases, grid, within).wins
    parts = [
        Part(cells & within, case, (essence(case.value), case.lower_bound), (case,))
        for case, cells in zip(define.cases, wins, strict=True)
        if cells & within
    ]
    left = within
    for part in parts:
        left &= ~part.cells
    return [*parts, *([nothing(left)] if left else [])]


def holding(clauses: Iterable[Clause], grid: Grid, within: int) -> list[Part]:
    """Clauses of which each that holds counts: cells by the set of those that do."""
    blocks: list[tuple[int, tuple[Clause, ...]]] = [(within, ())]
    for clause in clauses:
        truth = grid.truth(clause.when)
        split = [(cells & truth, (*held, clause)) for cells, held in blocks]
        split += [(cells & ~truth, held) for cells, held in blocks]
        blocks = [(cells, held) for cells, held in split if cells]
    return [_held(cells, held) for cells, held in blocks]


def _held(cells: int, clauses: tuple[Clause, ...]) -> Part:
    values = tuple(clause.value for clause in clauses)
    return Part(cells, values or None, frozenset(map(essence, values)) or None, clauses)


def nearest_quotas(contract: Contract, ranks: Ranks, thing: str, grid: Grid, within: int) -> list[Part]:
    """The quotas of the nearest layer of which any holds, and what every held layer adds (decisions 46 to 51)."""
    parts: list[Part] = []
    left = within
    for rank in ranks:
        said = [c for layer in rank for c in contract.clauses_of(layer, "quota", thing) if not _adds(c)]
        found = [part for part in holding(_once(said), grid, left) if part.clauses]
        parts += found
        for part in found:
            left &= ~part.cells
    parts += [nothing(left)] if left else []
    added = _once(c for rank in ranks for layer in rank for c in contract.clauses_of(layer, "quota", thing) if _adds(c))
    return list(joined(parts, holding(added, grid, within)))


def joined(one: Iterable[Part], other: Iterable[Part]) -> Iterator[Part]:
    """Two partitions of the same cells as one: each part says both."""
    others = list(other)
    for a in one:
        for b in others:
            if a.cells & b.cells:
                clauses = (*a.clauses, *(c for c in b.clauses if c not in a.clauses))
                told = None if a.value is None and b.value is None else (a.value, b.value)
                yield Part(a.cells & b.cells, told, told and (a.key, b.key), clauses)


def _adds(clause: Clause) -> bool:
    return isinstance(clause.value, Quota) and clause.value.limits == "adds"


def _once(clauses: Iterable[Clause]) -> list[Clause]:
    return list({clause.id: clause for clause in clauses}.values())


# ── Defined values in place ─────────────────────────────────────────────────────────────────────────────────────────


def told_by_case(joint: Joint, parts: Iterable[Part], grid: Grid, names: Set[str]) -> list[Part]:
    """Parts whose formulas read some defined values, with each case of these in place."""
    done: list[Part] = []
    todo = list(parts)
    while todo:
        part = todo.pop()
        name = next(values_in((part.value,), names), None)
        if name is None:
            done.append(part)
        else:
            todo += _in_place(part, joint.defines[name], grid)
    return done


def _in_place(part: Part, define: Define, grid: Grid) -> Iterator[Part]:
    truths = [grid.truth(case.when) for case in define.cases]
    wins = winners(truths, [case.strength for case in define.cases], grid.all)
    left = part.cells
    for case, cells in zip(define.cases, wins, strict=True):
        left &= ~cells
        if cells & part.cells:
            value = replaced(part.value, partial(_instead, define.name, case.value))
            if case.lower_bound and hasattr(value, "lower_bound"):
                value = value.model_copy(update={"lower_bound": True})
            yield Part(cells & part.cells, value, essence(value), part.clauses)
    if left:
        yield Part(left, None, "no case applies", part.clauses)


def _instead(name: str, value: Expr, expr: Expr) -> Expr | None:
    return value if isinstance(expr, ValueRef) and expr.name == name else None


def values_in(records: Iterable[object], names: Set[str]) -> Iterator[str]:
    """Those of some defined values that records read."""
    for record in records:
        for expr in all_expressions(record):
            if isinstance(expr, ValueRef) and expr.name in names:
                yield expr.name


def conditions_of(joint: Joint, clauses: Iterable[Case], names: Set[str]) -> list[Expr | None]:
    """What decides which of the clauses applies and what it says, with some defined values put in place: a grid over
    these knows every part."""
    asked: list[Expr | None] = []
    found: list[str] = []
    for clause in clauses:
        asked.append(clause.when)
        found += values_in((clause.value,), names)
    seen: set[str] = set()
    while found:
        name = found.pop()
        if name not in seen:
            seen.add(name)
            cases = joint.defines[name].cases
            asked += [case.when for case in cases]
            found += values_in([case.value for case in cases], names)
    return asked
