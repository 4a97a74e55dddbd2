"""Overlapping cases: facts for which two cases of one value apply and neither is the exception (decisions 5 to 7).

respond within 1 hour  when severity is s1        SD401 where severity is s1 and channel is email
respond within 2 hours when channel is email
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servdsl.analyses.findings import finding, value_words, where_shown
from servdsl.cells import Case, Conflict, Study, TooManyCells
from servdsl.cells.given import Given
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.expressions import Condition


def check(study: Study) -> list[Diagnostic]:
    """SD401 for each pair of cases that facts show to overlap, SD402 where no concrete facts were found."""
    found: dict[object, Diagnostic] = {}
    for layer in study.layers.sets:
        for shown in _offered(study, layer.layer, layer.clauses):
            _note(found, layer.clauses, *shown, value_words(layer.kind, layer.thing))
    for define in study.contract.defines:
        for shown in _conflicts(study, define.cases):
            _note(found, define.cases, *shown, f"`{define.name}`")
    return list(found.values())


def _offered(study: Study, layer: str, clauses: Sequence[Case]) -> Iterator[tuple[Conflict, Given | None]]:
    """Conflicts that count for some offer of the layer (decision 4), and facts that show them."""
    if any(_conflicts(study, clauses)):
        for offer in study.layers.offers_in(layer):
            yield from _conflicts(study, clauses, study.layers.gates(offer))


def _conflicts(
    study: Study, cases: Sequence[Case], where: tuple[Condition, ...] = ()
) -> Iterator[tuple[Conflict, Given | None]]:
    try:
        decided = study.cases(cases, where)
    except TooManyCells:
        return
    for conflict in decided.conflicts:
        yield conflict, study.given(decided.grid, conflict.witness, where)


def _note(
    found: dict[object, Diagnostic], cases: Sequence[Case], conflict: Conflict, given: Given | None, what: str
) -> None:
    first, second = cases[conflict.first], cases[conflict.second]
    pair = (first.origin, second.origin, what)
    known = found.get(pair)
    if known is None or (known.severity == "warning" and conflict.replayed):
        found[pair] = finding(
            "SD401" if conflict.replayed else "SD402",
            second.origin,
            (first.origin, say("this case applies")),
            (second.origin, say("so does this one, and neither is the exception")),
            what=what,
            where=where_shown(conflict.witness),
            given=given,
        )
