"""Clauses that never decide anything, whatever the facts.

respond within 1 hour when severity is s1
respond within 2 hours when severity is not s1
respond within 3 hours otherwise                             SD408: other cases always win

for all tiers { attends during office }
tier gold { attends during long }                            SD408, if gold is the only tier: a nearer layer always decides
tier gold { offered when country is PT   covers parts when country is ES }
                                                             SD408: nothing for which it is offered satisfies it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servdsl.analyses.findings import clause_words, finding, value_words
from servdsl.cells import Case, Study, TooManyCells, effective
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.base import Origin
from servdsl.model.contract import Clause
from servdsl.model.values import Attends

_GUARDED = frozenset(
    {"accepts", "excludes", "needs", "requires", "lasts_while", "pauses", "uses", "counts_as_used", "closes", "reopens"}
)
"""Kinds of which each clause counts by itself, where its condition holds."""


def check(study: Study) -> list[Diagnostic]:
    """SD408 for a case that wins in none of its layers, or nowhere where an offer counts, and for another clause whose
    condition holds nowhere there; one in a conflict is the conflict's matter."""
    idle = list(_in_layers(study))
    known = {origin for origin, _, _ in idle}
    more = (one for one in (*_in_offers(study), *_by_guard(study)) if one[0] not in known)
    return [finding("SD408", origin, what=what, why=why) for origin, what, why in (*idle, *more)]


# ── Among the cases of one layer ────────────────────────────────────────────────────────────────────────────────────


def _in_layers(study: Study) -> Iterator[tuple[Origin, str, str]]:
    idle: dict[int, tuple[Origin, str, str]] = {}
    useful: set[int] = set()
    sets: list[tuple[str, Sequence[Case]]] = [
        (value_words(one.kind, one.thing), one.clauses) for one in study.layers.sets
    ]
    sets += [(f"`{define.name}`", define.cases) for define in study.contract.defines]
    for what, given in sets:
        reasons = _idle(study, given)
        for index, case in enumerate(given):
            if index in reasons:
                idle[id(case)] = (case.origin, what, reasons[index])
            else:
                useful.add(id(case))
    yield from (reason for case, reason in idle.items() if case not in useful)


def _idle(study: Study, given: Sequence[Case]) -> dict[int, str]:
    try:
        decided = study.cases(given)
    except TooManyCells:
        return {}
    return {
        index: say("other cases always win") if decided.truths[index] else say("no facts satisfy its condition")
        for index in decided.idle
        if not decided.truths[index] & decided.clashing
    }


# ── Through the layers of the offers ────────────────────────────────────────────────────────────────────────────────


def _in_offers(study: Study) -> Iterator[tuple[Origin, str, str]]:
    """Cases that decide for no offer, although some offer of their layers says something of the value."""
    deciding: set[str] = set()
    applying: set[str] = set()
    winning: set[str] = set()
    for offer in study.contract.offers:
        for kind, thing in study.layers.values_of(offer.name):
            sets = study.layers.sets_of(offer.name, kind, thing)
            clauses = [clause for one in sets for clause in one.clauses]
            try:
                view = study.view(offer.name, kind, thing)
            except TooManyCells:
                deciding.update(clause.id for clause in clauses)
                continue
            deciding.update(region.clause.id for region in view.regions)
            applying.update(c.id for c in clauses if view.grid.truth(c.when) & view.within)
            if not all(clause.id in deciding for clause in clauses):
                alone = (region for one in sets for region in effective((one,), view.grid, view.within))
                winning.update(region.clause.id for region in alone)
            deciding.update(c.id for one in sets for c in one.clauses if study.cases(one.clauses).clashing)
    for one in study.layers.sets:
        for clause in one.clauses:
            if clause.id not in deciding and _offered(study, clause):
                why = _NEARER if clause.id in winning else _OTHERS if clause.id in applying else _NOT_OFFERED
                yield clause.origin, clause_words(clause), why


_NEARER = say("a nearer layer always decides")
_OTHERS = say("wherever it is offered and in force, other cases win")
_NOT_OFFERED = say("no facts for which it is offered satisfy its condition")


def _offered(study: Study, clause: Clause) -> list[str]:
    """The offers of a clause's layers that can be bought; one that cannot has a finding of its own."""
    offers = {offer: None for layer in clause.layers for offer in study.layers.offers_in(layer)}
    return [offer for offer in offers if study.is_sold(offer)]


# ── Each by itself ──────────────────────────────────────────────────────────────────────────────────────────────────


def _by_guard(study: Study) -> Iterator[tuple[Origin, str, str]]:
    for clause in study.contract.clauses:
        offers = _offered(study, clause) if clause.when is not None and _counts_alone(clause) else []
        if clause.when is None or not offers:
            continue
        try:
            if any(study.can_hold((*study.layers.gates(offer), clause.when)) for offer in offers):
                continue
            alone = study.can_hold([clause.when])
        except TooManyCells:
            continue
        yield clause.origin, clause_words(clause), _NOT_OFFERED if alone else say("no facts satisfy its condition")


def _counts_alone(clause: Clause) -> bool:
    return clause.kind in _GUARDED or (isinstance(clause.value, Attends) and clause.value.also)
