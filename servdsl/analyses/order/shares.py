"""Shares: of what the lesser tier covers of a service, the better one covers no less.

A service that a tier includes in a quota, or charges nothing for, counts as covered where nothing is said (decision 56).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from servdsl.analyses.findings import value_words
from servdsl.analyses.order.pair import Pair
from servdsl.cells import Asked, Side, TooManyCells, conditions, text
from servdsl.cells.amounts import at_least, bounds
from servdsl.cells.composed import asks_for
from servdsl.cells.ranges import Ranges
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause
from servdsl.model.expressions import Expr, Literal
from servdsl.model.values import Charge, Price, Quota, Share

_NOTHING, _ALL = (Literal(type="percent", value=Decimal(share)) for share in (0, 1))
_KINDS = ("share", "charge")


@dataclass(frozen=True, slots=True)
class _Part:
    """What a tier covers in some cells, and the clause that says so."""

    share: Expr
    clause: Clause | None
    cells: int

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return () if self.clause is None else (self.clause,)


def worse(pair: Pair) -> Iterator[Diagnostic]:
    """What the better tier covers less of, service by service."""
    for service in (thing.name for thing in pair.study.contract.things if thing.kind == "service"):
        if not pair.is_excepted("share", service) and _covers(pair, service):
            try:
                yield from _compared(pair, service)
            except TooManyCells as error:
                yield pair.too_large(value_words("share", service), error)


def _covers(pair: Pair, service: str) -> bool:
    """Whether the lesser tier covers, includes or charges a service for some facts."""
    layers = pair.study.layers
    return bool(layers.quotas_of(pair.lesser, service)) or any(
        layers.sets_of(pair.lesser, kind, service) for kind in _KINDS
    )


def _compared(pair: Pair, service: str) -> Iterator[Diagnostic]:
    asked = asks_for(service)
    refused = {pair.lesser: pair.refused_by_lesser, pair.better: pair.refused_by_better}
    own = pair.study.layers.left_to_tiers(*((kind, service) for kind in (*_KINDS, "quota")))
    wanted = [
        Asked(_conditions(pair, tier, service), where=(asked, *own, *(one.admits for one in refused[tier])))
        for tier in refused
    ]
    both = pair.together(*wanted)
    ranges = Ranges(pair.study.contract)
    lesser, better = (_parts(pair, both.sides[tier], service) for tier in refused)
    for one in lesser:
        for other in better:
            cells = one.cells & other.cells
            if not cells:
                continue
            found = at_least(other.share, one.share, ranges, bounds(both.grid, cells))
            if not found.enough:
                how = say("{one} instead of {other}", one=text(other.share), other=text(one.share))
                told = pair.unlike if found.enough is None else pair.worse
                shown = pair.shown(both, cells, value_words("share", service), how, values=found.shown)
                yield told(shown, one.clauses, other.clauses)


def _conditions(pair: Pair, tier: str, service: str) -> tuple[Expr | None, ...]:
    sets = [one for kind in _KINDS for one in pair.study.layers.sets_of(tier, kind, service)]
    quotas = pair.study.layers.quotas_of(tier, service)
    return (*conditions(sets), *(clause.when for layer in quotas for clause in layer))


def _parts(pair: Pair, side: Side, service: str) -> list[_Part]:
    layers = pair.study.layers
    shares = layers.sets_of(side.tier, "share", service)
    left = side.cells(side.within) & ~side.clashing(shares)
    parts = []
    for region in side.regions(shares):
        assert isinstance(region.clause.value, Share)
        parts.append(_Part(region.clause.value.share, region.clause, region.cells))
        left &= ~region.cells
    binding = side.binding(layers.quotas_of(side.tier, service))
    covering = [(region.clause, region.cells) for region in binding if _includes(region.clause)]
    charges = side.regions(layers.sets_of(side.tier, "charge", service))
    covering += [(region.clause, region.cells) for region in charges if _is_free(region.clause)]
    for clause, cells in covering:
        parts.append(_Part(_ALL, clause, cells & left))
        left &= ~cells
    return [*parts, _Part(_NOTHING, None, left)]


def _includes(clause: Clause) -> bool:
    return isinstance(clause.value, Quota) and clause.value.limits == "includes"


def _is_free(clause: Clause) -> bool:
    assert isinstance(clause.value, Charge)
    price: Price = clause.value.price
    return price.by == "free" or (isinstance(price.amount, Literal) and price.amount.value == 0)
