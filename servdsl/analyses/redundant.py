"""Exceptions that change nothing: without them the same would hold.

respond within 4 hours
respond within 4 hours when severity is s1                     SD422
"""

from __future__ import annotations

from collections.abc import Sequence

from servdsl.analyses.findings import finding, value_words
from servdsl.cells import Case, Cases, Study, TooManyCells
from servdsl.cells.cases import value_key
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say


def check(study: Study) -> list[Diagnostic]:
    """SD422 at the exception. What `otherwise` says again may be listed for the reader's sake, and what cites a clause of
    its own says what the document says twice."""
    found: dict[object, Diagnostic] = {}
    for one in study.layers.sets:
        for index, general in _redundant(study, one.clauses):
            case = one.clauses[index]
            note = (one.clauses[general].origin, say("the general case says the same"))
            found.setdefault(case.origin, finding("SD422", case.origin, note, what=value_words(one.kind, one.thing)))
    for define in study.contract.defines:
        for index, general in _redundant(study, define.cases):
            case_ = define.cases[index]
            note = (define.cases[general].origin, say("the general case says the same"))
            found.setdefault(case_.origin, finding("SD422", case_.origin, note, what=f"`{define.name}`"))
    return list(found.values())


def _redundant(study: Study, given: Sequence[Case]) -> list[tuple[int, int]]:
    """Cases by index, each with the one that says the same wherever it wins."""
    if len(given) < 2:
        return []
    try:
        cases = study.cases(given)
    except TooManyCells:
        return []
    keys = [value_key(case) for case in given]
    found = []
    for index, won in enumerate(cases.wins):
        general = next((j for j in range(len(given)) if _is_general(cases, keys, index, j)), None)
        if general is not None and won and _stays(given, cases, index, won):
            found.append((index, general))
    return found


def _is_general(cases: Cases, keys: Sequence[object], index: int, other: int) -> bool:
    """Whether a case is an exception to another that says the same."""
    a, b = cases.truths[index], cases.truths[other]
    plain = cases.given[other].strength != "otherwise"
    said_apart = set(cases.given[index].sources) - set(cases.given[other].sources)
    return index != other and plain and not said_apart and keys[index] == keys[other] and a != b and not a & ~b


def _stays(given: Sequence[Case], cases: Cases, index: int, won: int) -> bool:
    """Whether the value stays the same in all cells that a case wins, once it is left out."""
    rest = [case for place, case in enumerate(given) if place != index]
    without = Cases(rest, cases.grid, won)
    key = value_key(given[index])
    changed = any(cells & won and value_key(case) != key for case, cells in zip(rest, without.wins, strict=True))
    return not changed and not without.clashing
