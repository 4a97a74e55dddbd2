"""Defined values: what each reads, and which depend on themselves.

define a is b + 1
define b is a - 1          cycles: (("a", "b"),)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeGuard, get_args

from servdsl.model import Contract
from servdsl.model.base import Record, Same
from servdsl.model.expressions import Expr, ValueRef, children
from servdsl.model.values import Amount

_EXPRESSIONS = frozenset(get_args(get_args(Expr)[0]))
"""Every class of expression."""


def is_expression(part: object) -> TypeGuard[Expr]:
    """Whether a part of the model is an expression."""
    return type(part) in _EXPRESSIONS


def expressions(expr: Expr) -> Iterator[Expr]:
    """An expression and all inside it, outermost first."""
    yield expr
    for child in children(expr):
        yield from expressions(child)


def formulas_in(record: object) -> tuple[Expr, ...]:
    """The outermost expressions inside a record of the model: the formulas of a clause's value."""
    return _formulas(Same(record))


@lru_cache(maxsize=5_000)
def _formulas(key: Same[object]) -> tuple[Expr, ...]:
    return tuple(_walked(key.part))


def _walked(record: object) -> Iterator[Expr]:
    waiting = [record]
    while waiting:
        part = waiting.pop()
        if is_expression(part):
            yield part
        elif isinstance(part, tuple):
            waiting += reversed(part)
        elif isinstance(part, Record):
            waiting += reversed(tuple(part.parts().values()))


def values_read(exprs: Iterable[Expr | None]) -> tuple[str, ...]:
    """The defined values that expressions name, each once, in the order written."""
    found = (e.name for expr in exprs if expr is not None for e in expressions(expr) if isinstance(e, ValueRef))
    return tuple(dict.fromkeys(found))


def reads(contract: Contract) -> dict[str, tuple[str, ...]]:
    """Each defined value and amount with the defined values that its cases read."""
    sources: dict[str, list[Expr | None]] = {}
    for define in contract.defines:
        sources.setdefault(define.name, []).extend(e for case in define.cases for e in (case.when, case.value))
    for clause in contract.clauses:
        if isinstance(clause.value, Amount):
            sources.setdefault(clause.thing, []).extend((clause.when, clause.value.value))
    return {name: values_read(exprs) for name, exprs in sources.items()}


def cycles(contract: Contract) -> tuple[tuple[str, ...], ...]:
    """Defined values that depend on themselves: each cycle once, from the one declared first, in the order read."""
    graph = reads(contract)
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in graph:
        cycle = way_back(graph, start)
        if cycle and not done.issuperset(cycle):
            found.append(cycle)
            done.update(cycle)
    return tuple(found)


def tangled(contract: Contract) -> frozenset[str]:
    """The defined values that lie on a cycle or read one that does."""
    graph = reads(contract)
    bad = {name for name in graph if way_back(graph, name)}
    while more := {name for name, read in graph.items() if name not in bad and bad.intersection(read)}:
        bad |= more
    return frozenset(bad)


def way_back(graph: Mapping[str, Iterable[str]], start: str) -> tuple[str, ...]:
    """The shortest way along `graph` from `start` back to it, without its end; empty if there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for name in graph.get(way[-1], ()):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
