"""A tier without a price, where other tiers have one.

tier silver { price 10 EUR per month }
tier gold { respond within 4 hours }                           SD419
"""

from __future__ import annotations

from servdsl.analyses.findings import finding, listed
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic


def check(study: Study) -> list[Diagnostic]:
    """SD419 at the tier."""
    priced = tuple(tier for tier in study.tiers if study.layers.sets_of(tier, "price", ""))
    if not priced:
        return []
    return [
        finding("SD419", study.contract.offer(tier).origin, name=tier, others=listed(priced))
        for tier in study.tiers
        if tier not in priced
    ]
