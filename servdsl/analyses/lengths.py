"""Lengths of zero: what is repeated or lasts must take some time.

update every 0 hours until resolved      SD412
lasts 0 years                            SD412
"""

from __future__ import annotations

from servdsl.analyses.findings import clause_words, finding
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.model.contract import Clause
from servdsl.model.values import BusinessTime, Computed, Elapsed, Every, Lasts, Length, PromiseOf, Renews


def check(study: Study) -> list[Diagnostic]:
    """SD412 for a cadence, a term or a renewal."""
    return [
        finding("SD412", clause.origin, what=clause_words(clause))
        for clause in study.contract.clauses
        if any(_is_empty(length) for length in _periods(clause))
    ]


def _periods(clause: Clause) -> list[Length]:
    match clause.value:
        case PromiseOf(promise=Every(length=length)):
            return [] if isinstance(length, Computed) else [length]
        case Renews(every=every):
            return [every]
        case Lasts(length=length, then=then):
            return [one for one in (length, then) if one is not None and not isinstance(one, Computed)]
        case _:
            return []


def _is_empty(length: Length) -> bool:
    return length.seconds == 0 if isinstance(length, Elapsed | BusinessTime) else length.count == 0
