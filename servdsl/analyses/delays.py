"""Windows that hang on themselves, and delays of windows that have rounds.

resolve within agreed + delay of resolve                        SD432
amount credit 5 EUR for each started 1 hour of delay of update  SD433 where `update` is promised `every 4 hours until …`

A window hangs on the facts that decide its promise, its start, its pauses and its calendars; a defined value or an amount on
what it reads; the term on what says when it starts and how long it lasts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servdsl.analyses.findings import finding
from servdsl.cells import Study, expressions, formulas_in, way_back
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.base import Origin
from servdsl.model.expressions import Delay, Expr, InForce, ValueRef, WindowIs
from servdsl.model.values import Every, PromiseOf

_OF_WINDOWS = ("promise", "counts_from", "pauses")
_OF_TERMS = ("starts", "lasts", "renews", "cancellable", "lasts_while")
_TERM = "term"


def check(study: Study) -> list[Diagnostic]:
    """SD432 once for each such window, SD433 for each clause or definition that asks so."""
    return [*_circles(study.contract), *_of_rounds(study.contract)]


def _of_rounds(contract: Contract) -> Iterator[Diagnostic]:
    """A sum of the delays of rounds would be one reading of many, so none is chosen."""
    repeated = {window.name for window in contract.windows if window.each}
    for clause in contract.clauses:
        if isinstance(clause.value, PromiseOf) and isinstance(clause.value.promise, Every):
            repeated.add(clause.thing)
    for origin, read in _read(contract):
        asked = next((one.window for one in read if isinstance(one, Delay) and one.window in repeated), None)
        if asked is not None:
            yield finding("SD433", origin, window=asked)


def _read(contract: Contract) -> Iterator[tuple[Origin, list[Expr]]]:
    """What each clause and definition reads."""
    for define in contract.defines:
        for case in define.cases:
            yield define.origin, _all((case.when, case.value))
    for clause in contract.clauses:
        yield clause.origin, _all((clause.when, *formulas_in(clause.value)))


def _all(exprs: Iterable[Expr | None]) -> list[Expr]:
    return [part for expr in exprs if expr is not None for part in expressions(expr)]


def _circles(contract: Contract) -> Iterator[Diagnostic]:
    graph = _graph(contract)
    for window in contract.windows:
        promise = next((c for c in contract.clauses if (c.kind, c.thing) == ("promise", window.name)), None)
        if promise is not None and way_back(graph, f"window {window.name}"):
            yield finding("SD432", promise.origin, window=window.name)


def _graph(contract: Contract) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for define in contract.defines:
        for case in define.cases:
            found.setdefault(f"value {define.name}", set()).update(_named(_all((case.when, case.value))))
    calendars: set[str] = set()
    for calendar in contract.calendars:
        calendars |= _named(_all(formulas_in(calendar)))
    windows = [f"window {window.name}" for window in contract.windows]
    for clause in contract.clauses:
        read = _named(_all((clause.when, *formulas_in(clause.value))))
        if clause.kind in _OF_WINDOWS:
            found.setdefault(f"window {clause.thing}", set()).update(read, calendars)
        elif clause.kind == "attends":
            for window in windows:
                found.setdefault(window, set()).update(read)
        elif clause.kind == "amount":
            found.setdefault(f"value {clause.thing}", set()).update(read)
        elif clause.kind in _OF_TERMS:
            found.setdefault(_TERM, set()).update(read)
    return found


def _named(read: Iterable[Expr]) -> set[str]:
    found: set[str] = set()
    for expr in read:
        match expr:
            case WindowIs() | Delay():
                found.add(f"window {expr.window}")
            case ValueRef():
                found.add(f"value {expr.name}")
            case InForce():
                found.add(_TERM)
            case _:
                pass
    return found
