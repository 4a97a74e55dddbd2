"""Overlapping cases: facts for which two cases of one value apply and neither is the exception (decisions 5 to 7).

respond within 1 hour  when severity is s1        SD401 where severity is s1 and channel is email
respond within 2 hours when channel is email
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servdsl.analyses.findings import finding, value_words, where_shown
from servdsl.cells import Calendars, Case, Conflict, Sweep, TooManyCells, cases, gates, offers_in, value_sets
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract


def check(contract: Contract) -> list[Diagnostic]:
    """SD401 for each pair of cases that facts show to overlap, SD402 where no concrete facts were found."""
    sweep = Calendars(contract).sweep
    found: dict[object, Diagnostic] = {}
    for layer in value_sets(contract):
        for conflict in _offered(contract, layer.layer, layer.clauses, sweep):
            _note(found, layer.clauses, conflict, value_words(layer.kind, layer.thing))
    for define in contract.defines:
        for conflict in _conflicts(contract, define.cases, None, sweep):
            _note(found, define.cases, conflict, f"`{define.name}`")
    return list(found.values())


def _offered(contract: Contract, layer: str, clauses: Sequence[Case], sweep: Sweep) -> Iterator[Conflict]:
    """Conflicts that count for some offer of the layer (decision 4)."""
    if any(True for _ in _conflicts(contract, clauses, None, sweep)):
        for offer in offers_in(contract, layer):
            yield from _conflicts(contract, clauses, offer, sweep)


def _conflicts(contract: Contract, given: Sequence[Case], offer: str | None, sweep: Sweep) -> tuple[Conflict, ...]:
    try:
        return cases(contract, given, () if offer is None else gates(contract, offer), sweep).conflicts
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
