"""A repair promised before the response: for the same facts, `resolve` is due before `respond`.

respond within 8 hours
resolve within 4 hours when severity is s1                     SD409 where severity is s1, whenever it is opened

respond within 4 business hours
resolve within 24 hours                                        SD427: opened on a Friday at 15:00
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from servdsl.analyses.findings import finding, moment, value_words, where_shown
from servdsl.cells import Asked, Region, Side, Study, Together, TooManyCells, conditions, together
from servdsl.cells.attended import business_lengths, counts_on_attends, is_told
from servdsl.cells.deadlines import AT_ANY_TIME, Timed, timed
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Window
from servdsl.model.values import Every, PromiseOf, Within

_RESPONDED, _RESOLVED = "responded", "resolved"


def check(study: Study) -> list[Diagnostic]:
    """SD409 at the promise that is always due first, SD427 at one that is for some openings; once for each pair."""
    found: dict[object, Diagnostic] = {}
    for respond, resolve in product(study.contract.windows, study.contract.windows):
        if respond.ends == _RESPONDED and resolve.ends == _RESOLVED and respond.starts == resolve.starts:
            for tier in study.tiers:
                for diagnostic in _Pair(study, tier, respond, resolve).findings():
                    found.setdefault((diagnostic.code, diagnostic.span, diagnostic.notes), diagnostic)
    return list(found.values())


class _Pair:
    """Two windows of one tier."""

    def __init__(self, study: Study, tier: str, respond: Window, resolve: Window) -> None:
        self._study = study
        self._tier = tier
        self._names = {"first": respond.name, "last": resolve.name}
        self._first, self._last = (study.layers.sets_of(tier, "promise", one.name) for one in (respond, resolve))
        self._moved = any(study.layers.sets_of(tier, "counts_from", one.name) for one in (respond, resolve))

    def findings(self) -> Iterator[Diagnostic]:
        if not self._first or not self._last or self._moved:
            return
        promised = [(kind, name) for kind in ("promise", "counts_from") for name in self._names.values()]
        values = [clause.value for one in (*self._first, *self._last) for clause in one.clauses]
        named = [length.calendar for value in values for length in business_lengths(value)]
        attends = any(map(counts_on_attends, values))
        asked = Asked(
            (*conditions(self._first), *conditions(self._last)),
            tuple(dict.fromkeys(name for name in named if name is not None)),
            attends,
            self._study.layers.left_to_tiers(*promised, *([("attends", "")] if attends else [])),
        )
        try:
            both = together(self._study, {self._tier: asked})
        except TooManyCells:
            return
        side = both.sides[self._tier]
        for early, late in product(side.regions(self._first), side.regions(self._last)):
            if _is_timed(early) and _is_timed(late) and early.cells & late.cells:
                yield from self._reversed(both, side, early, late)

    def _reversed(self, both: Together, side: Side, early: Region, late: Region) -> Iterator[Diagnostic]:
        deadlines = self._study.calendars.deadlines
        for cells, cell in both.alike(early.cells & late.cells):
            first, last = (_limit(region, side, cell) for region in (early, late))
            at = deadlines.later(first, last, both.openings(cell))
            if at is None:
                continue
            shown = both.witness(cells)
            assert shown is not None
            always = deadlines.later(last, first, AT_ANY_TIME) is None
            note = (
                early.clause.origin,
                say("{what} says this", what=value_words("promise", self._names["first"])),
            )
            facts = {**self._names, "where": where_shown(shown), "given": both.given(shown, self._tier, at)}
            if always:
                yield finding("SD409", late.clause.origin, note, **facts)
            else:
                yield finding("SD427", late.clause.origin, note, **facts, opened=moment(self._study, at))
            return


def _is_timed(region: Region) -> bool:
    value = region.clause.value
    assert isinstance(value, PromiseOf)
    if is_told(value.promise):
        return False
    return isinstance(value.promise, Every) or (isinstance(value.promise, Within) and not value.promise.or_more)


def _limit(region: Region, side: Side, cell: int) -> Timed:
    value = region.clause.value
    assert isinstance(value, PromiseOf)
    return Timed(timed(value.promise, lambda name: side.hours(name, cell)).limit)
