"""Admissions: what the lesser tier takes, the better one takes too."""

from __future__ import annotations

from collections.abc import Iterator

from servdsl.analyses.findings import listed
from servdsl.analyses.order.pair import Pair
from servdsl.cells import Asked, TooManyCells
from servdsl.cells.admission import Refusal
from servdsl.cells.composed import SERVICE, no, one_of
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.expressions import Expr


def worse(pair: Pair) -> Iterator[Diagnostic]:
    """Tickets that the better tier refuses and the lesser does not, once for each refusal."""
    shared = {tuple(clause.id for clause in refusal.clauses) for refusal in pair.refused_by_lesser}
    for refusal in pair.refused_by_better:
        if tuple(clause.id for clause in refusal.clauses) in shared or _is_excepted(pair, refusal):
            continue
        try:
            yield from _refused(pair, refusal)
        except TooManyCells as error:
            yield pair.too_large(_what(refusal), error)


def _refused(pair: Pair, refusal: Refusal) -> Iterator[Diagnostic]:
    admitted = tuple(other.admits for other in pair.refused_by_lesser)
    left = pair.study.layers.left_to_tiers(*((kind, None) for kind in ("accepts", "excludes", "needs")))
    both = pair.together(Asked(where=(*left, *admitted, *_asked_for(pair))), Asked((refusal.condition,)))
    cells = both.sides[pair.better].truth(refusal.condition) & both.within
    if cells:
        how = say("it refuses the ticket, and `{lesser}` takes it", lesser=pair.lesser)
        yield pair.worse(pair.shown(both, cells, _what(refusal), how), (), refusal.clauses)


def _asked_for(pair: Pair) -> tuple[Expr, ...]:
    """That a service is asked for which the lesser tier serves: what it does not give, the better one may refuse."""
    services = [thing.name for thing in pair.study.contract.things if thing.kind == "service"]
    unserved = tuple(name for name in services if not _is_served(pair, name))
    if not unserved or len(unserved) == len(services):
        return ()
    return (no(one_of(SERVICE, unserved)),)


def _is_excepted(pair: Pair, refusal: Refusal) -> bool:
    if pair.is_excepted("accepts", refusal.clauses[0].thing):
        return True
    return bool(refusal.services) and not any(_is_served(pair, service) for service in refusal.services)


def _is_served(pair: Pair, service: str) -> bool:
    """Whether the lesser tier says anything of a service, and the order does not except it."""
    kinds = {clause.kind for clause in pair.study.layers.clauses_of(pair.lesser) if clause.thing == service}
    return service not in pair.order.exceptions and not kinds.isdisjoint({"share", "charge", "quota", "uses"})


def _what(refusal: Refusal) -> str:
    kind, thing = refusal.clauses[0].kind, refusal.clauses[0].thing
    named = (thing,) if thing else refusal.services
    return say("`{kind}` of {named}", kind=kind, named=listed(named)) if named else f"`{kind}`"
