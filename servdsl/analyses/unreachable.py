"""Cases that never win, whatever the facts.

respond within 1 hour when severity is s1
respond within 2 hours when severity is not s1
respond within 3 hours otherwise                             SD408: other cases always win
"""

from __future__ import annotations

from collections.abc import Sequence

from servdsl.analyses.findings import finding, value_words
from servdsl.cells import Calendars, Case, Sweep, TooManyCells, cases, value_sets
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.base import Origin


def check(contract: Contract) -> list[Diagnostic]:
    """SD408 for a case that wins in none of its layers; one in a conflict is the conflict's matter."""
    sweep = Calendars(contract).sweep
    idle: dict[int, tuple[Origin, str, str]] = {}
    useful: set[int] = set()
    sets: list[tuple[str, Sequence[Case]]] = [
        (value_words(one.kind, one.thing), one.clauses) for one in value_sets(contract)
    ]
    sets += [(f"`{define.name}`", define.cases) for define in contract.defines]
    for what, given in sets:
        reasons = _idle(contract, given, sweep)
        for index, case in enumerate(given):
            if index in reasons:
                idle[id(case)] = (case.origin, what, reasons[index])
            else:
                useful.add(id(case))
    never = (reason for case, reason in idle.items() if case not in useful)
    return [finding("SD408", origin, what=what, why=why) for origin, what, why in never]


def _idle(contract: Contract, given: Sequence[Case], sweep: Sweep) -> dict[int, str]:
    try:
        decided = cases(contract, given, (), sweep)
    except TooManyCells:
        return {}
    return {
        index: "other cases always win" if decided.truths[index] else "no facts satisfy its condition"
        for index in decided.idle
        if not decided.truths[index] & decided.clashing
    }
