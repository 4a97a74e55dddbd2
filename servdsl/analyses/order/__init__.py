"""`order silver < gold`: proven, that gold is nowhere worse (decision 63). One file for each kind of value.

    order silver < gold
    tier silver { respond within 24 hours }
    tier gold { respond within 4 business hours }        SD415: opened on a Friday at 17:00, due on Monday

For every combination of facts for which both are offered, and every instant at which a ticket can be opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from servdsl.analyses.order import admissions, hours, promises, quotas, shares
from servdsl.analyses.order.pair import Pair
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.model.contract import Order


def check(study: Study) -> list[Diagnostic]:
    """SD415 where a tier is worse than the one before it, SD416 where the two cannot be compared."""
    found: dict[object, Diagnostic] = {}
    for order in study.contract.orders:
        for pair in _pairs(study, order):
            for compare in (promises.worse, shares.worse, quotas.worse, hours.worse, admissions.worse):
                for diagnostic in compare(pair):
                    found.setdefault(
                        (diagnostic.code, diagnostic.span, diagnostic.facts["what"], order.origin), diagnostic
                    )
    return list(found.values())


def _pairs(study: Study, order: Order) -> Iterator[Pair]:
    """Each tier with the one before it; with an earlier one only where those between are not offered, since the rest
    follows."""
    for i, j in combinations(range(len(order.tiers)), 2):
        lesser, better, between = order.tiers[i], order.tiers[j], order.tiers[i + 1 : j]
        asked = {id(gate) for tier in (lesser, better) for gate in study.layers.gates(tier)}
        if all(any(id(gate) not in asked for gate in study.layers.gates(tier)[1:]) for tier in between):
            yield Pair(study, order, lesser, better, between)
