"""Cases that never win, whatever the facts.

respond within 1 hour when severity is s1
respond within 2 hours when severity is not s1
respond within 3 hours otherwise                             SD408: other cases always win
"""

from __future__ import annotations

from collections.abc import Sequence

from servdsl.analyses.findings import finding, value_words
from servdsl.cells import Case, Study, TooManyCells
from servdsl.diagnostics import Diagnostic
from servdsl.model.base import Origin


def check(study: Study) -> list[Diagnostic]:
    """SD408 for a case that wins in none of its layers; one in a conflict is the conflict's matter."""
    idle: dict[int, tuple[Origin, str, str]] = {}
    useful: set[int] = set()
    sets: list[tuple[str, Sequence[Case]]] = [
        (value_words(one.kind, one.thing), one.clauses) for one in study.layers.sets
    ]
    sets += [(f"`{define.name}`", define.cases) for define in study.contract.defines]
    for what, given in sets:
        reasons = _idle(study, given)
        for index, case in enumerate(given):
            if index in reasons:
                idle[id(case)] = (case.origin, what, reasons[index])
            else:
                useful.add(id(case))
    never = (reason for case, reason in idle.items() if case not in useful)
    return [finding("SD408", origin, what=what, why=why) for origin, what, why in never]


def _idle(study: Study, given: Sequence[Case]) -> dict[int, str]:
    try:
        decided = study.cases(given)
    except TooManyCells:
        return {}
    return {
        index: "other cases always win" if decided.truths[index] else "no facts satisfy its condition"
        for index in decided.idle
        if not decided.truths[index] & decided.clashing
    }
