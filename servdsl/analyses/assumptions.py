"""Assumptions that no answer will ever name: they cite clauses that nothing in the contract cites.

assume clock_hours "Hours are clock hours." @LAS-023         SD413, if no clause cites LAS-023
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from servdsl.analyses.findings import finding
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.model.base import Origin, Record, Same


def check(study: Study) -> list[Diagnostic]:
    """SD413. An assumption that cites nothing belongs to the contract as a whole."""
    contract = study.contract
    citing = [assumption for assumption in contract.assumptions if assumption.sources]
    if not citing:
        return []
    parts = (
        contract.clauses,
        contract.facts,
        contract.defines,
        contract.things,
        contract.windows,
        contract.states,
        contract.calendars,
        contract.offers,
    )
    cited = frozenset().union(*(_sources(Same(one)) for part in parts for one in part))
    return [
        finding("SD413", assumption.origin, name=assumption.name)
        for assumption in citing
        if not cited.intersection(assumption.sources)
    ]


@lru_cache(maxsize=5_000)
def _sources(key: Same[Record]) -> frozenset[str]:
    """The citations of a part of the contract and of all inside it."""
    return frozenset(_walked(key.part))


def _walked(part: object) -> Iterator[str]:
    waiting = [part]
    while waiting:
        held = waiting.pop()
        if isinstance(held, tuple):
            waiting += held
        elif isinstance(held, Record) and type(held) is not Origin:
            parts = held.parts()
            yield from cast("tuple[str, ...]", parts.get("sources", ()))
            waiting += (one for name, one in parts.items() if name != "sources")
