"""Values left open: a promise, price or amount that is decided for some facts and left open for others (decision 8).

    tier gold { respond within 1 hour when severity is s1 }          SD404 where severity is s2

It counts where the offer is offered and in force; a parent's case, or that of an add-on which is always held with it,
fills it. A `covers` table that is silent for some facts is a warning, SD406.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import chain
from operator import or_

from servdsl.analyses.findings import finding, listed, value_words, where_shown
from servdsl.cells import Study, TooManyCells, ValueSet, conditions, same, witness
from servdsl.diagnostics import Diagnostic
from servdsl.model.base import Origin
from servdsl.model.contract import Offer
from servdsl.model.expressions import And, Condition, Holds, Not, Or

_OPEN = {"promise": "SD404", "price": "SD404", "amount": "SD404", "share": "SD406"}

Gap = tuple[str, Origin, str, str]
"""Code, place, the value in words, the facts."""


def check(study: Study) -> list[Diagnostic]:
    """SD404 for what must be decided, SD406 for a silent `covers`; one finding for all offers with the same gap."""
    found: dict[Gap, list[str]] = {}
    for offer in study.contract.offers:
        for kind, thing in study.layers.values_of(offer.name):
            for gap, name in _gaps(study, offer, kind, thing):
                found.setdefault(gap, []).append(name)
    return [
        finding(code, origin, what=what, where=facts, offers=listed(tuple(dict.fromkeys(names))))
        for (code, origin, what, facts), names in found.items()
    ]


def _gaps(study: Study, offer: Offer, kind: str, thing: str) -> Iterator[tuple[Gap, str]]:
    sets = study.layers.sets_of(offer.name, kind, thing)
    if kind not in _OPEN or (kind == "share" and not _is_table(sets)) or None in conditions(sets):
        return
    for where, filled in _circumstances(study, offer, kind, thing):
        asked = [*conditions(sets), *filled]
        try:
            grid, within = study.restricted(asked, where)
        except TooManyCells:
            continue
        decided = reduce(or_, map(grid.truth, asked))
        shown = witness(grid, within & ~decided, within)
        if shown is not None:
            origin = sets[0].clauses[0].origin
            yield (_OPEN[kind], origin, value_words(kind, thing), where_shown(shown)), offer.name
            return


def _is_table(sets: tuple[ValueSet, ...]) -> bool:
    """Whether coverage is graded, so that silence is more likely forgotten than meant."""
    clauses = list(chain.from_iterable(layer.clauses for layer in sets))
    return any(not same(clauses[0].value, clause.value) for clause in clauses[1:])


def _circumstances(
    study: Study, offer: Offer, kind: str, thing: str
) -> Iterator[tuple[list[Condition], list[Condition]]]:
    """What holds while the offer counts, and in which further cases other offers decide the value: for an add-on, with
    each tier that says nothing itself (one that does is looked at on its own)."""
    layers = study.layers
    own = list(layers.gates(offer.name))
    if offer.kind == "tier" or kind == "price":
        yield own, []
        return
    others = [name for name in study.addons if name != offer.name]
    filled: list[Condition] = []
    where = list(own)
    for other in others:
        sets = layers.sets_of(other, kind, thing)
        if sets:
            held = Holds(offer=other)
            filled += [held if when is None else And(items=(held, when)) for when in conditions(sets)]
            where += [Or(items=(Not(item=held), gate)) for gate in layers.gates(other)]
    for tier in study.tiers:
        if not layers.sets_of(tier, kind, thing):
            yield [*where, *layers.gates(tier)], filled
