"""Analyses: what is wrong or doubtful with a checked contract. One file each, pure functions, none knows another.

    contract, and what has been asked of it  →  list[Diagnostic]

A new analysis is a file with a `check`, a line here, and a row for each of its codes in `diagnostics/codes`.
"""

from __future__ import annotations

from collections.abc import Callable

from servdsl.analyses import (
    accepted,
    addons,
    around_clock,
    assumptions,
    calendar_dates,
    calendar_overlaps,
    caps,
    clock_hours,
    conflicts,
    delays,
    fallback,
    gaps,
    hidden,
    horizon,
    lengths,
    levels,
    lower_bounds,
    never_open,
    order,
    periods,
    quota_cases,
    quotas,
    redundant,
    refused,
    sequence,
    size,
    terms,
    uncharged,
    unfilled,
    unpriced,
    unreachable,
    unsold,
    unused,
)
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic

Analysis = Callable[[Study], list[Diagnostic]]

ANALYSES: tuple[Analysis, ...] = (
    size.check,
    conflicts.check,
    addons.check,
    gaps.check,
    unfilled.check,
    accepted.check,
    quota_cases.check,
    hidden.check,
    fallback.check,
    redundant.check,
    refused.check,
    unreachable.check,
    uncharged.check,
    unsold.check,
    unpriced.check,
    periods.check,
    lower_bounds.check,
    order.check,
    lengths.check,
    terms.check,
    delays.check,
    levels.check,
    sequence.check,
    quotas.check,
    caps.check,
    assumptions.check,
    never_open.check,
    horizon.check,
    around_clock.check,
    clock_hours.check,
    calendar_dates.check,
    calendar_overlaps.check,
    unused.check,
)
"""All analyses; the order does not matter."""


def analyse(study: Study) -> list[Diagnostic]:
    """All that the analyses find; they share what they ask of the contract."""
    return [found for analysis in ANALYSES for found in analysis(study)]
