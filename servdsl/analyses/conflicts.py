"""Overlapping cases: facts for which two cases of one value apply and neither is the exception (decisions 5 to 7).

respond within 1 hour  when severity is s1        SD401 where severity is s1 and channel is email
respond within 2 hours when channel is email
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servdsl.analyses.findings import finding, value_words, where_shown
from servdsl.cells import Case, Conflict, Study, TooManyCells
from servdsl.diagnostics import Diagnostic


def check(study: Study) -> list[Diagnostic]:
    """SD401 for each pair of cases that facts show to overlap, SD402 where no concrete facts were found."""
    found: dict[object, Diagnostic] = {}
    for layer in study.layers.sets:
        for conflict in _offered(study, layer.layer, layer.clauses):
            _note(found, layer.clauses, conflict, value_words(layer.kind, layer.thing))
    for define in study.contract.defines:
        for conflict in _conflicts(study, define.cases, None):
            _note(found, define.cases, conflict, f"`{define.name}`")
    return list(found.values())


def _offered(study: Study, layer: str, clauses: Sequence[Case]) -> Iterator[Conflict]:
    """Conflicts that count for some offer of the layer (decision 4)."""
    if _conflicts(study, clauses, None):
        for offer in study.layers.offers_in(layer):
            yield from _conflicts(study, clauses, offer)


def _conflicts(study: Study, given: Sequence[Case], offer: str | None) -> tuple[Conflict, ...]:
    try:
        return study.cases(given, () if offer is None else study.layers.gates(offer)).conflicts
    except TooManyCells:
        return ()


def _note(found: dict[object, Diagnostic], given: Sequence[Case], conflict: Conflict, what: str) -> None:
    first, second = given[conflict.first], given[conflict.second]
    pair = (first.origin, second.origin, what)
    known = found.get(pair)
    if known is None or (known.severity == "warning" and conflict.replayed):
        found[pair] = finding(
            "SD401" if conflict.replayed else "SD402",
            second.origin,
            (first.origin, "this case applies"),
            (second.origin, "so does this one, and neither is the exception"),
            what=what,
            where=where_shown(conflict.witness),
        )
