"""Quotas that can never be used.

includes 0 hours of advice per contract year                 SD411: none is included, added or priced beyond
includes 4 hours of advice per contract year                 SD411 beside `excludes advice`
"""

from __future__ import annotations

from servdsl.analyses.findings import finding
from servdsl.cells import Study, TooManyCells
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.expressions import Literal
from servdsl.model.values import Excludes, Quota


def check(study: Study) -> list[Diagnostic]:
    """SD411, at the quota. `at most 0` is a refusal on purpose."""
    return [
        finding("SD411", clause.origin, what=clause.thing, why=why)
        for clause in study.contract.clauses
        if isinstance(clause.value, Quota)
        for why in [_why_not(study, clause, clause.value)]
        if why
    ]


def _why_not(study: Study, clause: Clause, quota: Quota) -> str:
    contract = study.contract
    if quota.limits == "includes" and quota.beyond is None and _is_zero(quota) and not _is_added(contract, clause):
        return "it includes none, none can be added, and none is priced beyond it"
    if quota.limits != "adds" and _is_excluded(contract, clause):
        return f"`{clause.thing}` is excluded"
    if _never_holds(study, clause):
        return "no facts satisfy its condition"
    return ""


def _is_zero(quota: Quota) -> bool:
    return isinstance(quota.count, Literal) and quota.count.value == 0


def _is_added(contract: Contract, clause: Clause) -> bool:
    return any(
        other.thing == clause.thing and isinstance(other.value, Quota) and other.value.limits == "adds"
        for other in contract.clauses
    )


def _is_excluded(contract: Contract, clause: Clause) -> bool:
    """Whether every offer of the quota's layers refuses the service, whatever the facts."""
    refused = [
        other
        for other in contract.clauses
        if isinstance(other.value, Excludes) and other.when is None and clause.thing in other.value.services
    ]
    offers = [o.name for o in contract.offers if set(contract.lineage(o.name)).intersection(clause.layers)]
    return bool(offers) and all(
        any(set(contract.lineage(name)).intersection(other.layers) for other in refused) for name in offers
    )


def _never_holds(study: Study, clause: Clause) -> bool:
    try:
        return clause.when is not None and not study.can_hold([clause.when])
    except TooManyCells:
        return False
