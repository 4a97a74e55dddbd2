"""A charge for a service that is covered in full: nobody ever pays it.

covers repair
charges repair 90 EUR per hour                                 SD421: a share of 100% leaves nothing to pay (decision 57)
"""

from __future__ import annotations

from servdsl.analyses.findings import finding, value_words
from servdsl.cells import Region, Study, TooManyCells, conditions, effective
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause
from servdsl.model.expressions import Literal
from servdsl.model.values import Charge, Share, Uses


def check(study: Study) -> list[Diagnostic]:
    """SD421 for a charge that is paid in no offer and for no facts; a quota that runs out makes it due (decision 56)."""
    paid: set[str] = set()
    unpaid: dict[str, tuple[Clause, Clause]] = {}
    for offer in (offer.name for offer in study.contract.offers):
        for kind, thing in study.layers.values_of(offer):
            if kind == "charge":
                for charge, share in _charges(study, offer, thing):
                    if share is None:
                        paid.add(charge.id)
                    else:
                        unpaid[charge.id] = charge, share
    return [
        finding(
            "SD421", charge.origin, (share.origin, say("covered in full")), what=value_words("charge", charge.thing)
        )
        for name, (charge, share) in unpaid.items()
        if name not in paid
    ]


def _charges(study: Study, offer: str, service: str) -> list[tuple[Clause, Clause | None]]:
    """The charges that decide somewhere, each with the share that takes all of it off; None where something is left."""
    charges, shares = (study.layers.sets_of(offer, kind, service) for kind in ("charge", "share"))
    try:
        grid, within = study.restricted((*conditions(charges), *conditions(shares)), study.layers.gates(offer))
    except TooManyCells:
        return [(clause, None) for one in charges for clause in one.clauses]
    limited = _is_limited(study, offer, service)
    covering = () if limited else effective(shares, grid, within)
    return [(r.clause, _covered(r, covering)) for r in effective(charges, grid, within) if not _is_free(r.clause)]


def _covered(charge: Region, shares: tuple[Region, ...]) -> Clause | None:
    """The share that covers in full wherever the charge decides."""
    left, found = charge.cells, None
    for share in shares:
        if _is_full(share.clause) and left & share.cells:
            left, found = left & ~share.cells, share.clause
    return found if not left else None


def _is_limited(study: Study, offer: str, service: str) -> bool:
    """Whether a quota of the service, or of what it uses, may run out."""
    used = [c.value.of for c in study.layers.clauses_of(offer) if isinstance(c.value, Uses) and c.thing == service]
    return any(study.layers.quotas_of(offer, thing) for thing in (service, *used))


def _is_full(clause: Clause) -> bool:
    assert isinstance(clause.value, Share)
    return isinstance(clause.value.share, Literal) and clause.value.share.value == 1


def _is_free(clause: Clause) -> bool:
    assert isinstance(clause.value, Charge)
    price = clause.value.price
    return price.by == "free" or (isinstance(price.amount, Literal) and price.amount.value == 0)
