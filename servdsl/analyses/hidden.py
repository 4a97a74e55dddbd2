"""A general clause that hides a parent's exception (decision 9).

tier base { respond within 8 hours      respond within 2 hours when severity is s1 }
tier gold extends base { respond within 4 hours }            SD407: s1 had 2 hours, and now has 4
"""

from __future__ import annotations

from servdsl.analyses.findings import clause_words, finding
from servdsl.cells import Cases, Region, Study, ValueSet, View, conditions, same
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say


def check(study: Study) -> list[Diagnostic]:
    """SD407 at the general clause, once for each exception that it hides."""
    found: dict[object, Diagnostic] = {}
    for view in dict.fromkeys(view for _, _, _, view in study.views()):
        if len(view.sets) > 1 and None in conditions(view.sets[:-1]):
            for diagnostic in _hidden(view):
                found.setdefault((diagnostic.span, diagnostic.notes), diagnostic)
    return list(found.values())


def _hidden(view: View) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for number, layer in enumerate(view.sets):
        general = [region for region in view.regions if region.clause in layer.clauses and region.clause.when is None]
        for far in view.sets[number + 1 :]:
            decided = Cases(far.clauses, view.grid, view.within)
            for region in general:
                found += _hides(region, far, decided)
    return found


def _hides(general: Region, far: ValueSet, decided: Cases) -> list[Diagnostic]:
    found = []
    for exception, truth, won in zip(far.clauses, decided.truths, decided.wins, strict=True):
        special = any(
            other.strength != "otherwise" and truth != wider and not truth & ~wider
            for other, wider in zip(far.clauses, decided.truths, strict=True)
        )
        if special and won & general.cells and not same(exception.value, general.clause.value):
            found.append(
                finding(
                    "SD407",
                    general.clause.origin,
                    (exception.origin, say("the exception in `{layer}`", layer=far.layer)),
                    what=clause_words(general.clause),
                    layer=far.layer,
                )
            )
    return found
