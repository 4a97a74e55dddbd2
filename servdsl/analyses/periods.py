"""A price of which nobody knows for how long it is, where other cases or tiers of it say so.

tier basic { price 10 EUR per month }
tier plus extends basic { price 15 EUR }                       SD434: per month, or once?
"""

from __future__ import annotations

from servdsl.analyses.findings import finding
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause
from servdsl.model.values import Price


def check(study: Study) -> list[Diagnostic]:
    """SD434 at the clause, once for the first tier in whose layers another price tells its period."""
    found: dict[str, Diagnostic] = {}
    for tier in study.tiers:
        sums = [clause for one in study.layers.sets_of(tier, "price", "") for clause in one.clauses if _is_sum(clause)]
        told = next((clause for clause in sums if _tells(clause)), None)
        for clause in sums:
            if told is not None and not _tells(clause):
                note = (told.origin, say("this one tells it"))
                found.setdefault(clause.id, finding("SD434", clause.origin, note, name=tier))
    return list(found.values())


def _is_sum(clause: Clause) -> bool:
    """Whether a price is a sum of money; `free` and `by quote` need no period."""
    return isinstance(clause.value, Price) and clause.value.by == "amount"


def _tells(clause: Clause) -> bool:
    return isinstance(clause.value, Price) and bool(clause.value.per or clause.value.once)
