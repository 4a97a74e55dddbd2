"""Two add-ons of one level that decide one value differently and can be held together.

addon fast { arrive within 12 hours }
addon calm { arrive within 36 hours }                        SD403, unless one excludes the other
"""

from __future__ import annotations

from itertools import combinations

from servdsl.analyses.findings import finding, value_words, where_shown
from servdsl.cells import Cases, Study, TooManyCells, ValueSet, Witness, same, witness
from servdsl.cells.given import Given
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause, Offer


def check(study: Study) -> list[Diagnostic]:
    """SD403 for each pair of add-ons and value. An add-on's price is its own and rivals none (decision 17)."""
    sets: dict[str, list[ValueSet]] = {}
    for one in study.layers.sets:
        if one.kind != "price":
            sets.setdefault(one.layer, []).append(one)
    found = []
    addons = [offer for offer in study.contract.offers if offer.kind == "addon"]
    for first, second in combinations(addons, 2):
        if first.level != second.level:
            continue
        for one in sets.get(first.name, []):
            for other in sets.get(second.name, []):
                if (one.kind, one.thing) == (other.kind, other.thing):
                    found += _rivals(study, (first, second), (one, other))
    return found


def _rivals(study: Study, pair: tuple[Offer, Offer], sets: tuple[ValueSet, ValueSet]) -> list[Diagnostic]:
    one, other = sets
    clauses = (*one.clauses, *other.clauses)
    names = [offer.name for offer in pair]
    gates = [gate for name in names for gate in study.layers.gates(name)]
    where = (*gates, *study.layers.compatible(names))
    try:
        grid, within = study.restricted([clause.when for clause in clauses], where)
    except TooManyCells:
        return []
    left, right = Cases(one.clauses, grid, within), Cases(other.clauses, grid, within)
    for a, first in zip(one.clauses, left.wins, strict=True):
        for b, second in zip(other.clauses, right.wins, strict=True):
            shown = None if same(a.value, b.value) else witness(grid, first & second, within)
            if shown is not None:
                return [_finding(a, b, pair, shown, study.given(grid, shown, where))]
    return []


def _finding(a: Clause, b: Clause, pair: tuple[Offer, Offer], shown: Witness, given: Given | None) -> Diagnostic:
    first, second = pair
    return finding(
        "SD403",
        b.origin,
        (a.origin, say("`{name}` says this", name=first.name)),
        (b.origin, say("`{name}` says that", name=second.name)),
        what=value_words(a.kind, a.thing),
        first=first.name,
        second=second.name,
        where=where_shown(shown),
        given=given,
    )
