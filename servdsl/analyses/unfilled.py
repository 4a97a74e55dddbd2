"""Defined values without a case for facts in which a clause reads them.

    define rate by year { | year | rate | 1 to 3 | 2% | }
    tier gold { price rate of fee per year }                     SD405 where year >= 4

A clause reads a value where it decides: not where it is not offered, nor where a nearer or more special clause wins.
What is missing is told once, however many clauses read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import or_

from servdsl.analyses.findings import clause_words, finding, where_shown
from servdsl.cells import (
    Cases,
    Study,
    TooManyCells,
    ValueSet,
    Witness,
    conditions,
    cycles,
    effective,
    formulas_in,
    seen_from,
    values_read,
    witness,
)
from servdsl.cells.given import Given
from servdsl.diagnostics import Diagnostic
from servdsl.messages import listed, say, several
from servdsl.model.base import Origin
from servdsl.model.contract import Clause, Define

_READERS_SHOWN = 3


def check(study: Study) -> list[Diagnostic]:
    """SD405 for each gap of a defined value that clauses read, SD410 where that has too many cells to tell."""
    if cycles(study.contract):
        return []
    unfilled = _Unfilled(study)
    return [*unfilled.too_large.values(), *map(_told, unfilled.gaps.values())]


@dataclass(frozen=True, slots=True)
class _Gap:
    """Facts for which a value has no case, and the clauses that read it there, by their places."""

    define: Define
    shown: Witness
    """In the value's own terms."""
    first: Witness
    """As the first clause reads it."""
    given: Given | None
    readers: dict[Origin, Clause] = field(default_factory=dict)


def _told(gap: _Gap) -> Diagnostic:
    """One finding, with a note on each of the first readers."""
    places, first = list(gap.readers), clause_words(next(iter(gap.readers.values())))
    others = len(places) - 1
    return finding(
        "SD405",
        gap.define.origin,
        *_read_at(places),
        name=gap.define.name,
        what=several("{what} and {number} other clause", "{what} and {number} other clauses", others, what=first)
        if others
        else first,
        where=where_shown(gap.shown if others else gap.first),
        given=gap.given,
    )


def _read_at(places: Sequence[Origin]) -> Iterator[tuple[Origin, str]]:
    """The first places where a value is read, the last of them with the number of those that follow."""
    unseen = len(places) - _READERS_SHOWN
    for number, place in enumerate(places[:_READERS_SHOWN], 1):
        if number == _READERS_SHOWN and unseen > 0:
            more = several(
                "it is read here, and in {number} more clause", "it is read here, and in {number} more clauses", unseen
            )
            yield place, more
        else:
            yield place, say("it is read here")


class _Unfilled:
    """Follows each clause's formula through the defined values that it reads."""

    def __init__(self, study: Study) -> None:
        contract, self._study = study.contract, study
        self._defines = {define.name: define for define in contract.defines}
        self._partial = {define.name for define in contract.defines if self._is_partial(define)}
        self.too_large: dict[str, Diagnostic] = {}
        self.gaps: dict[tuple[str, str], _Gap] = {}
        """By the value and the facts for which it has no case."""
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
            self.too_large.setdefault(
                last.name, finding("SD410", last.origin, what=f"`{last.name}`", size=error.size, facts=facts)
            )
            return
        regions = effective(sets, grid, within)
        cells = next((region.cells for region in regions if region.clause is clause), 0)
        for define, following in pairwise(way):
            wins = zip(define.cases, Cases(define.cases, grid, cells).wins, strict=True)
            cells &= reduce(or_, (won for case, won in wins if following.name in values_read([case.value])), 0)
        shown = witness(grid, Cases(last.cases, grid, cells).open_cells, within)
        if shown is None:
            return
        missing = Cases(last.cases, grid, grid.all).open_cells
        key = last.name, str(seen_from(grid, shown, missing))
        if key not in self.gaps:
            given = self._study.given(grid, shown, self._study.layers.gates(offer))
            self.gaps[key] = _Gap(last, seen_from(grid, shown, missing, within), shown, given)
        self.gaps[key].readers.setdefault(clause.origin, clause)
