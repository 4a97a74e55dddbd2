"""Quotas that can never be used or reached, and uses that nothing counts.

includes 0 hours of advice per contract year                 SD411: nowhere is any included, added or priced beyond
includes 4 hours of advice per contract year                 SD411 beside `excludes advice`
at most 9 visits per calendar month                          SD411 beside `at most 5 visits per calendar year`
repair uses 1 visit                                          SD425, if no quota counts visits
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from servdsl.analyses.findings import clause_words, finding
from servdsl.cells import Study, TooManyCells
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause
from servdsl.model.expressions import Literal
from servdsl.model.values import CountsAsUsed, Excludes, Quota, Uses

_WITHIN = {
    "calendar month": ("calendar quarter", "calendar year", "term"),
    "calendar quarter": ("calendar year", "term"),
    "calendar year": ("term",),
    "contract month": ("contract quarter", "contract year", "term"),
    "contract quarter": ("contract year", "term"),
    "contract year": ("term",),
}
"""Periods that each lie wholly within one of the longer ones."""


def check(study: Study) -> list[Diagnostic]:
    """SD411 at the quota, SD425 at the use. `at most 0` is a refusal on purpose."""
    return [*_unused(study), *_unreached(study), *_uncounted(study)]


# ── Never used ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _unused(study: Study) -> Iterator[Diagnostic]:
    for clause in study.contract.clauses:
        why = _why_not(study, clause, clause.value) if isinstance(clause.value, Quota) else ""
        if why:
            yield finding("SD411", clause.origin, what=clause.thing, why=why)


def _why_not(study: Study, clause: Clause, quota: Quota) -> str:
    if _is_zero(quota) and quota.beyond is None and not _is_added(study, clause) and not _is_compared(study, clause):
        return say("it includes none, none can be added, and none is priced beyond it")
    if quota.limits != "adds" and _is_excluded(study, clause):
        return say("`{thing}` is excluded", thing=clause.thing)
    return _never_holds(study, clause)


def _is_zero(quota: Quota) -> bool:
    return quota.limits == "includes" and isinstance(quota.count, Literal) and quota.count.value == 0


def _is_compared(study: Study, clause: Clause) -> bool:
    """Whether another clause includes some of the same: a row of a table says `no` for one of its offers."""
    return any(
        isinstance(other.value, Quota) and other.thing == clause.thing and not _is_zero(other.value)
        for other in study.contract.clauses
    )


def _is_added(study: Study, clause: Clause) -> bool:
    return any(
        other.thing == clause.thing and isinstance(other.value, Quota) and other.value.limits == "adds"
        for other in study.contract.clauses
    )


def _offers(study: Study, clause: Clause) -> tuple[str, ...]:
    return tuple(dict.fromkeys(offer for layer in clause.layers for offer in study.layers.offers_in(layer)))


def _is_excluded(study: Study, clause: Clause) -> bool:
    """Whether every offer of the quota's layers refuses the service, whatever the facts."""
    offers = _offers(study, clause)
    return bool(offers) and all(
        any(
            isinstance(other.value, Excludes) and other.when is None and clause.thing in other.value.services
            for other in study.layers.clauses_of(name)
        )
        for name in offers
    )


def _never_holds(study: Study, clause: Clause) -> str:
    if clause.when is None:
        return ""
    try:
        if not study.can_hold([clause.when]):
            return say("no facts satisfy its condition")
        offers = [offer for offer in _offers(study, clause) if study.is_sold(offer)]
        holds = any(study.can_hold((*study.layers.gates(offer), clause.when)) for offer in offers)
    except TooManyCells:
        return ""
    return "" if holds or not offers else say("no facts for which it is offered satisfy its condition")


# ── Never reached ───────────────────────────────────────────────────────────────────────────────────────────────────


def _unreached(study: Study) -> Iterator[Diagnostic]:
    """A number for a period that another quota of the same layer does not even allow for a longer one around it."""
    seen: set[str] = set()
    for offer in (offer.name for offer in study.contract.offers):
        for thing in study.contract.counted:
            quotas = study.layers.quotas_of(offer, thing.name)
            for clause, beside in ((clause, layer) for layer in quotas for clause in layer):
                longer = next((other for other in beside if _is_within(study, clause, other)), None)
                if longer is not None and clause.id not in seen:
                    seen.add(clause.id)
                    why = say("another quota allows no more for a longer time")
                    note = (longer.origin, say("this one runs out first"))
                    yield finding("SD411", clause.origin, note, what=clause.thing, why=why)


def _is_within(study: Study, clause: Clause, other: Clause) -> bool:
    short, long = _quota(clause), _quota(other)
    if not isinstance(short.period, str) or long.period not in _WITHIN.get(short.period, ()):
        return False
    if short.measure != long.measure or long.carry_over is not None or _is_added(study, other):
        return False
    if other.when is not None and other.when != clause.when:
        return False
    if not isinstance(short.count, Literal) or not isinstance(long.count, Literal):
        return False
    return Decimal(short.count.value) >= Decimal(long.count.value)


# ── Counted by nothing ──────────────────────────────────────────────────────────────────────────────────────────────


def _uncounted(study: Study) -> Iterator[Diagnostic]:
    for clause in study.contract.clauses:
        if isinstance(clause.value, Uses | CountsAsUsed):
            thing = clause.value.of if isinstance(clause.value, Uses) else clause.thing
            layers = (c for offer in _offers(study, clause) for c in study.layers.clauses_of(offer))
            if not any(isinstance(c.value, Quota) and thing in (c.thing, c.value.counted_in) for c in layers):
                yield finding("SD425", clause.origin, what=clause_words(clause), thing=thing)


def _quota(clause: Clause) -> Quota:
    assert isinstance(clause.value, Quota)
    return clause.value
