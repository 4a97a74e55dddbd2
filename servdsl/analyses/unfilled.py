"""Defined values without a case for facts in which a clause reads them.

    define rate by year { | year | rate | 1 to 3 | 2% | }
    tier gold { price rate of fee per year }                     SD405 where year >= 4

A clause reads a value where it decides: not where it is not offered, nor where a nearer or more special clause wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import pairwise
from operator import or_

from servdsl.analyses.findings import clause_words, finding, where_shown
from servdsl.cells import (
    Cases,
    Study,
    TooManyCells,
    ValueSet,
    conditions,
    cycles,
    effective,
    formulas_in,
    values_read,
    witness,
)
from servdsl.diagnostics import Diagnostic
from servdsl.messages import listed, say
from servdsl.model.contract import Clause, Define


def check(study: Study) -> list[Diagnostic]:
    """SD405 for each defined value and clause, SD410 where that has too many cells to tell."""
    return list(_Unfilled(study).found.values()) if not cycles(study.contract) else []


class _Unfilled:
    """Follows each clause's formula through the defined values that it reads."""

    def __init__(self, study: Study) -> None:
        contract, self._study = study.contract, study
        self._defines = {define.name: define for define in contract.defines}
        self._partial = {define.name for define in contract.defines if self._is_partial(define)}
        self.found: dict[object, Diagnostic] = {}
        for offer in contract.offers if self._partial else ():
            for kind, thing in study.layers.values_of(offer.name):
                sets = study.layers.sets_of(offer.name, kind, thing)
                for clause in (clause for layer in sets for clause in layer.clauses):
                    for way in self._ways(clause):
                        self._follow(offer.name, sets, clause, way)

    def _is_partial(self, define: Define) -> bool:
        try:
            return self._study.cases(define.cases).gap is not None
        except TooManyCells:
            return False

    def _ways(self, clause: Clause) -> Iterator[tuple[Define, ...]]:
        """The chains of defined values that lead from a clause's formula to one that may lack a case."""
        ways: list[tuple[Define, ...]] = [
            (self._defines[name],) for name in values_read(formulas_in(clause.value)) if name in self._defines
        ]
        for way in ways:
            if way[-1].name in self._partial:
                yield way
            read = values_read(case.value for case in way[-1].cases)
            ways.extend((*way, self._defines[name]) for name in read if name in self._defines)

    def _follow(self, offer: str, sets: tuple[ValueSet, ...], clause: Clause, way: tuple[Define, ...]) -> None:
        last = way[-1]
        asked = [*conditions(sets), *(case.when for define in way for case in define.cases)]
        try:
            grid, within = self._study.restricted(asked, self._study.layers.gates(offer))
        except TooManyCells as error:
            facts = listed(f"`{name}`" for name in error.facts[:3])
            self.found.setdefault(
                ("size", last.name), finding("SD410", last.origin, what=f"`{last.name}`", size=error.size, facts=facts)
            )
            return
        regions = effective(sets, grid, within)
        cells = next((region.cells for region in regions if region.clause is clause), 0)
        for define, following in pairwise(way):
            wins = zip(define.cases, Cases(define.cases, grid, cells).wins, strict=True)
            cells &= reduce(or_, (won for case, won in wins if following.name in values_read([case.value])), 0)
        shown = witness(grid, Cases(last.cases, grid, cells).open_cells, within)
        if shown is not None:
            self.found.setdefault(
                (last.name, clause.origin),
                finding(
                    "SD405",
                    last.origin,
                    (clause.origin, say("it is read here")),
                    name=last.name,
                    what=clause_words(clause),
                    where=where_shown(shown),
                    given=self._study.given(grid, shown, self._study.layers.gates(offer)),
                ),
            )
