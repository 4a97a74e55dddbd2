"""Offers that nobody can buy, and add-ons that change nothing.

tier gold { offered when country is PT and country is ES }     SD423
addon extra { requires gold   conflicts with gold }            SD423
addon badge { price 10 EUR per month }                         SD424, if nothing asks whether it is held

What is paid once, or by the piece, is a thing that is bought: a training, a visit. It need not change anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from servdsl.analyses.findings import finding
from servdsl.cells import Study, TooManyCells, conditions, effective, expressions, formulas_in, same
from servdsl.diagnostics import Diagnostic
from servdsl.model.contract import Clause, Offer
from servdsl.model.expressions import Expr, Holds
from servdsl.model.values import DECIDED, GATES, Attends, Price

_TIMES = frozenset({"day", "week", "month", "quarter", "year"})


def check(study: Study) -> list[Diagnostic]:
    """SD423 and SD424 at the offer."""
    found = []
    asked = _asked_for(study)
    for offer in study.contract.offers:
        if not _can_be_bought(study, offer):
            found.append(finding("SD423", offer.origin, name=offer.name))
        elif offer.kind == "addon" and _is_idle(study, offer, asked):
            found.append(finding("SD424", offer.origin, name=offer.name))
    return found


def _can_be_bought(study: Study, offer: Offer) -> bool:
    """Whether some facts, and some other offers held with it, satisfy all that is asked."""
    try:
        return study.can_hold((*study.layers.gates(offer.name), *study.layers.sold(frozenset((offer.name,)))))
    except TooManyCells:
        return True


def _named(conditions: Iterable[Expr]) -> Iterator[str]:
    return (part.offer for one in conditions for part in expressions(one) if isinstance(part, Holds))


def _asked_for(study: Study) -> frozenset[str]:
    """The offers that some condition or definition asks about."""
    parts = (*study.contract.clauses, *study.contract.defines, *study.contract.calendars)
    return frozenset(name for part in parts for name in _named(formulas_in(part)))


def _is_idle(study: Study, offer: Offer, asked: frozenset[str]) -> bool:
    own = [
        c for c in study.layers.clauses_of(offer.name) if set(c.layers) & set(study.contract.lineage(offer.name)[:-1])
    ]
    if offer.name in asked or not all(clause.kind in DECIDED or _changes_nothing(clause) for clause in own):
        return False
    kinds = {(clause.kind, clause.thing) for clause in own if not _changes_nothing(clause)}
    return all(_says_the_same(study, offer.name, tier, *value) for value in kinds for tier in study.tiers)


def _says_the_same(study: Study, addon: str, tier: str, kind: str, thing: str) -> bool:
    """Whether a tier says of a value all that an add-on says; so it is, if they cannot be held together."""
    layers = study.layers
    own = layers.sets_of(addon, kind, thing)[:1] if kind != "price" else ()
    sets = layers.sets_of(tier, kind, thing)
    if not own or any(
        isinstance(c.value, Attends) and c.value.also for c in study.contract.clauses_of(addon, kind, thing)
    ):
        return False
    try:
        grid, within = study.restricted(
            (*conditions(own), *conditions(sets)),
            (*layers.gates(addon), *layers.gates(tier), *layers.compatible((addon, tier))),
        )
    except TooManyCells:
        return False
    said = effective(sets, grid, within)
    return all(
        not region.cells & ~reduce(or_, (one.cells for one in said if same(one.clause.value, region.clause.value)), 0)
        for region in effective(own, grid, within)
    )


def _changes_nothing(clause: Clause) -> bool:
    """Whether a clause only says who may hold an add-on, or what holding it costs over time."""
    if isinstance(clause.value, Price):
        return bool(_TIMES.intersection(clause.value.per))
    return clause.kind in GATES
