"""Values that depend on too much to be told exactly: more than 10,000 cells (decision 10)."""

from __future__ import annotations

from collections.abc import Callable

from servdsl.analyses.findings import finding, value_words
from servdsl.cells import Study, TooManyCells
from servdsl.diagnostics import Diagnostic
from servdsl.messages import listed
from servdsl.model.base import Origin


def check(study: Study) -> list[Diagnostic]:
    """SD410 for a value of an offer through all its layers, or a defined value."""
    found: dict[object, Diagnostic] = {}
    for offer in (offer.name for offer in study.contract.offers):
        for kind, thing in study.layers.values_of(offer):
            origin = study.layers.sets_of(offer, kind, thing)[0].clauses[0].origin
            what = value_words(kind, thing)
            for diagnostic in _size(lambda: study.view(offer, kind, thing), origin, what):  # noqa: B023 - called at once
                found.setdefault((origin, what), diagnostic)
    for define in study.contract.defines:
        for diagnostic in _size(lambda: study.cases(define.cases), define.origin, f"`{define.name}`"):  # noqa: B023
            found.setdefault((define.origin, define.name), diagnostic)
    return list(found.values())


def _size(ask: Callable[[], object], origin: Origin, what: str) -> list[Diagnostic]:
    try:
        ask()
    except TooManyCells as error:
        facts = listed(f"`{name}`" for name in error.facts[:3])
        return [finding("SD410", origin, what=what, size=error.size, facts=facts)]
    return []
