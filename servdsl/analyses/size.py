"""Values that depend on too much to be told exactly: more than 10,000 cells (decision 10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servdsl.analyses.findings import finding, value_words
from servdsl.cells import (
    Calendars,
    Sweep,
    TooManyCells,
    conditions,
    gates,
    restricted,
    sets_of,
    values_of,
)
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.base import Origin
from servdsl.model.expressions import Expr


def check(contract: Contract) -> list[Diagnostic]:
    """SD410 for a value of an offer through all its layers, or a defined value."""
    sweep = Calendars(contract).sweep
    found: dict[object, Diagnostic] = {}
    for offer in contract.offers:
        for kind, thing in values_of(contract, offer.name):
            sets = sets_of(contract, offer.name, kind, thing)
            origin, what = sets[0].clauses[0].origin, value_words(kind, thing)
            for diagnostic in _size(contract, conditions(sets), gates(contract, offer.name), sweep, origin, what):
                found.setdefault((origin, what), diagnostic)
    for define in contract.defines:
        asked = [case.when for case in define.cases]
        for diagnostic in _size(contract, asked, (), sweep, define.origin, f"`{define.name}`"):
            found.setdefault((define.origin, define.name), diagnostic)
    return list(found.values())


def _size(
    contract: Contract, asked: Sequence[Expr | None], where: Iterable[Expr], sweep: Sweep, origin: Origin, what: str
) -> list[Diagnostic]:
    try:
        restricted(contract, asked, where, sweep)
    except TooManyCells as error:
        facts = ", ".join(f"`{name}`" for name in error.facts[:3])
        return [finding("SD410", origin, what=what, size=error.size, facts=facts)]
    return []
