"""Levels of escalation that wait for one another: none of them is ever reached.

level 2 "Manager"  after level 3
level 3 "Director" 4 hours after level 2                       SD426
"""

from __future__ import annotations

from servdsl.analyses.findings import finding, value_words, where_shown
from servdsl.cells import Region, Study, TooManyCells, conditions, effective, witness
from servdsl.diagnostics import Diagnostic
from servdsl.messages import listed, say
from servdsl.model.contract import Clause
from servdsl.model.values import Level

Way = tuple[Clause, ...]
"""Levels, each after the next."""


def check(study: Study) -> list[Diagnostic]:
    """SD426 at the first level of a circle, once for each circle. The layers of an offer mix: a tier's level may follow
    one that holds for all tiers."""
    found: dict[object, Diagnostic] = {}
    for offer in study.contract.offers:
        for diagnostic in _circles(study, offer.name):
            found.setdefault((diagnostic.span, diagnostic.notes), diagnostic)
    return list(found.values())


def _circles(study: Study, offer: str) -> list[Diagnostic]:
    numbers = sorted((thing for kind, thing in study.layers.values_of(offer) if kind == "level"), key=int)
    sets = {number: study.layers.sets_of(offer, "level", number) for number in numbers}
    clauses = [clause for own in sets.values() for one in own for clause in one.clauses]
    if not any(_before(clause) in sets for clause in clauses):
        return []
    try:
        grid, within = study.restricted(
            [c for own in sets.values() for c in conditions(own)], study.layers.gates(offer)
        )
    except TooManyCells:
        return []
    regions = {number: effective(own, grid, within) for number, own in sets.items()}
    for number in numbers:
        for way, cells in _ways_back(regions, number, within):
            shown = witness(grid, cells, within)
            if shown is not None:
                notes = [(clause.origin, say("it waits for this one")) for clause in way[1:]]
                circle = listed(value_words("level", clause.thing) for clause in way)
                return [finding("SD426", way[0].origin, *notes, levels=circle, where=where_shown(shown))]
    return []


def _ways_back(regions: dict[str, tuple[Region, ...]], start: str, within: int) -> list[tuple[Way, int]]:
    """The ways from a level back to it, each with the cells in which all its clauses decide."""
    ways: list[tuple[Way, str, int]] = [((), start, within)]
    found = []
    for way, number, cells in ways:
        for region in regions.get(number, ()):
            shared, before = cells & region.cells, _before(region.clause)
            if shared and before is not None and region.clause not in way:
                further = (*way, region.clause)
                if before == start:
                    found.append((further, shared))
                else:
                    ways.append((further, before, shared))
    return found


def _before(clause: Clause) -> str | None:
    """The number of the level that a level waits for."""
    assert isinstance(clause.value, Level)
    return None if clause.value.after_level is None else str(clause.value.after_level)
