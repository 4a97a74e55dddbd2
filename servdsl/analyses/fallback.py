"""A row that is missing, and that a parent fills in silence.

tier silver { respond within 8 hours }
tier gold extends silver {
  respond within {
    1 hour  when severity is s1
    2 hours when severity is s2
  }                                                            SD420 where severity is s3: still 8 hours
}

One special case beside a parent's is an exception; cases that list a fact's values, all but a few, look like a table.
"""

from __future__ import annotations

from servdsl.analyses.findings import finding, value_words, where_shown
from servdsl.cells import Cases, Study, ValueSet, View, same
from servdsl.cells.atoms import Variable
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say


def check(study: Study) -> list[Diagnostic]:
    """SD420 at the first case of the nearer layer."""
    found: dict[object, Diagnostic] = {}
    for offer, kind, thing, view in study.views():
        near = view.sets[0]
        if len(view.sets) > 1 and near.layer == offer and _is_table(near):
            for diagnostic in _filled(study, offer, value_words(kind, thing), view):
                found.setdefault((diagnostic.span, diagnostic.notes), diagnostic)
    return list(found.values())


def _is_table(cases: ValueSet) -> bool:
    values = [clause.value for clause in cases.clauses]
    return len(values) > 1 and any(not same(values[0], value) for value in values[1:])


def _filled(study: Study, offer: str, what: str, view: View) -> list[Diagnostic]:
    near = view.sets[0]
    grid, within = study.cases(near.clauses).grid, study.cases(near.clauses).within
    cases = Cases(near.clauses, grid, within)
    missing = within & ~cases.decided
    if len(grid.atoms) != 1 or not isinstance(grid.atoms[0], Variable) or grid.atoms[0].type != "choice":
        return []
    if not 0 < 2 * missing.bit_count() < within.bit_count():
        return []
    shown = study.cases(near.clauses).gap
    region = next((r for r in view.regions if r.clause not in near.clauses), None)
    if shown is None or region is None:
        return []
    note = (region.clause.origin, say("this case of a farther layer holds there"))
    return [finding("SD420", near.clauses[0].origin, note, what=what, name=offer, where=where_shown(shown))]
