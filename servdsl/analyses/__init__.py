"""Analyses: what is wrong or doubtful with a checked contract. One file each, pure functions, none knows another.

    contract, and what has been asked of it  →  list[Diagnostic]

A new analysis is a file with a `check`, a line here, and a row for each of its codes in `diagnostics/codes`.
"""

from __future__ import annotations

from collections.abc import Callable

from servdsl.analyses import (
    addons,
    around_clock,
    assumptions,
    conflicts,
    gaps,
    hidden,
    horizon,
    lengths,
    never_open,
    order,
    quotas,
    sequence,
    size,
    unfilled,
    unreachable,
    unused,
)
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract

Analysis = Callable[[Study], list[Diagnostic]]

ANALYSES: tuple[Analysis, ...] = (
    size.check,
    conflicts.check,
    addons.check,
    gaps.check,
    unfilled.check,
    hidden.check,
    order.check,
    unreachable.check,
    lengths.check,
    sequence.check,
    quotas.check,
    assumptions.check,
    never_open.check,
    horizon.check,
    around_clock.check,
    unused.check,
)
"""All analyses; the order does not matter."""


def analyse(contract: Contract) -> list[Diagnostic]:
    """All that the analyses find; they share what they ask of the contract."""
    study = Study(contract)
    return [found for analysis in ANALYSES for found in analysis(study)]
