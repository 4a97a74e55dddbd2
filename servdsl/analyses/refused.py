"""What is said of tickets that are all refused: it never counts.

accepts channel email
excludes channel email                                       SD408 at `accepts`: everything that it accepts is refused
covers repair
excludes repair                                              SD408 at `covers`: `repair` is refused
"""

from __future__ import annotations

from collections.abc import Iterator

from servdsl.analyses.findings import clause_words, finding
from servdsl.cells import Study, TooManyCells
from servdsl.cells.admission import Refusal, admitted, refusals
from servdsl.cells.composed import asks_for
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause
from servdsl.model.expressions import Expr
from servdsl.model.values import Accepts


def check(study: Study) -> list[Diagnostic]:
    """SD408 for a clause that no offer lets a ticket reach. `excludes` beats `covers` and `accepts` (decision 18)."""
    reached: set[str] = set()
    missed: dict[str, tuple[Clause, str]] = {}
    for offer in filter(study.is_sold, (offer.name for offer in study.contract.offers)):
        refused = refusals(study.contract, study.layers, offer)
        for clause, condition, why in _asking(study, offer):
            others = [one for one in refused if clause not in one.clauses]
            if clause.id not in reached and _is_refused(study, offer, clause, condition, others):
                missed[clause.id] = clause, why
            else:
                reached.add(clause.id)
    return [
        finding("SD408", clause.origin, what=clause_words(clause), why=why)
        for name, (clause, why) in missed.items()
        if name not in reached
    ]


def _asking(study: Study, offer: str) -> Iterator[tuple[Clause, Expr, str]]:
    """The clauses of an offer that concern tickets of one service or with some values, and these tickets."""
    for clause in study.layers.clauses_of(offer):
        if clause.kind == "share" and not study.layers.sets_of(offer, "charge", clause.thing):
            yield clause, asks_for(clause.thing), say("`{thing}` is refused", thing=clause.thing)
        elif isinstance(clause.value, Accepts) and clause.value.values is not None:
            yield clause, admitted(study.contract, clause), say("everything that it accepts is refused")


def _is_refused(study: Study, offer: str, clause: Clause, condition: Expr, refused: list[Refusal]) -> bool:
    """Whether tickets that a clause is about exist, and others refuse all of them."""
    about = [condition, *([clause.when] if clause.when is not None else []), *study.layers.gates(offer)]
    try:
        return study.can_hold(about) and not study.can_hold([*about, *(one.admits for one in refused)])
    except TooManyCells:
        return False
