"""Quotas: within one period, what the better tier includes or allows is no less; different periods are not compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from servdsl.analyses.findings import value_words
from servdsl.analyses.order.pair import Pair
from servdsl.cells import Asked, Together, TooManyCells, conditions, text
from servdsl.cells.amounts import Compared, Values, at_least, bounds
from servdsl.cells.ranges import Ranges
from servdsl.diagnostics import Diagnostic
from servdsl.model.contract import Clause
from servdsl.model.expressions import Literal
from servdsl.model.values import Quota, Share, Uses

Told = tuple[Callable[..., Diagnostic], str, tuple[Clause, ...], tuple[Clause, ...], Values]
"""How to tell a finding, its words, the clauses of the lesser and of the better tier, values of facts."""


def worse(pair: Pair) -> Iterator[Diagnostic]:
    """What the better tier includes or allows less of, thing by thing."""
    for thing in (one.name for one in pair.study.contract.things):
        if not pair.is_excepted("quota", thing):
            try:
                yield from _Thing(pair, thing).findings()
            except TooManyCells as error:
                yield pair.too_large(value_words("quota", thing), error)


class _Thing:
    """One service or unit, as both tiers count it."""

    def __init__(self, pair: Pair, thing: str) -> None:
        self._pair = pair
        self._thing = thing
        self._shares = pair.study.layers.sets_of(pair.lesser, "share", thing)
        self._lesser, self._better = (pair.study.layers.quotas_of(tier, thing) for tier in (pair.lesser, pair.better))

    def findings(self) -> Iterator[Diagnostic]:
        if not self._lesser and not self._better:
            return
        shares = () if self._lesser else conditions(self._shares)
        asked = [[clause.when for clauses in own for clause in clauses] for own in (self._lesser, self._better)]
        both = self._pair.together(Asked((*shares, *asked[0])), Asked(tuple(asked[1])))
        regions = (
            both.sides[self._pair.lesser].binding(self._lesser),
            both.sides[self._pair.better].binding(self._better),
        )
        for cells, cell in both.alike(both.within, (region.cells for own in regions for region in own)):
            lesser, better = (tuple(r.clause for r in own if r.cells >> cell & 1) for own in regions)
            for tell, how, one, other, values in self._compared(both, cells, lesser, better):
                what = value_words("quota", self._thing)
                yield tell(self._pair.shown(both, cells, what, how, values=values), one, other)

    def _compared(
        self, both: Together, cells: int, lesser: tuple[Clause, ...], better: tuple[Clause, ...]
    ) -> Iterator[Told]:
        for clause in lesser:
            alike = tuple(other for other in better if _counts(other) == _counts(clause))
            for other in alike:
                yield from self._against(both, cells, clause, other)
            if not alike and not better and _quota(clause).limits == "includes" and self._is_unit:
                yield self._pair.worse, "none is included", (clause,), (), {}
            elif not alike and any(_quota(other).count is not None for other in better):
                yield self._pair.unlike, "they are counted in different periods", (clause,), better, {}
        for other in better if not lesser else ():
            if _quota(other).count is not None and self._is_free(both, cells):
                yield self._pair.worse, f"`{self._pair.lesser}` sets no limit", (), (other,), {}
            elif self._is_unit and _quota(other).limits == "at_most" and not self._is_used:
                yield self._pair.unlike, f"`{self._pair.lesser}` says nothing of it", (), (other,), {}

    def _against(self, both: Together, cells: int, clause: Clause, other: Clause) -> Iterator[Told]:
        quota, wanted = _quota(other), _quota(clause)
        found = Compared(quota.count is None)
        if quota.count is not None and wanted.count is not None:
            ranges = Ranges(self._pair.study.contract)
            found = at_least(quota.count, wanted.count, ranges, bounds(both.grid, cells))
        numbers = [("unlimited" if one.count is None else text(one.count)) for one in (quota, wanted)]
        if not found.enough:
            tell = self._pair.unlike if found.enough is None else self._pair.worse
            yield tell, f"{numbers[0]} instead of {numbers[1]}", (clause,), (other,), found.shown
        elif quota.count is not None and wanted.carry_over not in (None, quota.carry_over):
            yield self._pair.unlike, "what is left is not carried over alike", (clause,), (other,), {}
        elif quota.counted_in not in (None, wanted.counted_in):
            yield self._pair.unlike, f"it is counted in `{quota.counted_in}` too", (clause,), (other,), {}

    @property
    def _is_unit(self) -> bool:
        """What a tier says of a service beside quotas is a matter of its shares."""
        return any(one.name == self._thing and one.kind == "unit" for one in self._pair.study.contract.things)

    @property
    def _is_used(self) -> bool:
        """Whether services use this unit: what they are covered for is compared by itself."""
        return any(
            clause.value.of == self._thing
            for clause in self._pair.study.contract.clauses
            if isinstance(clause.value, Uses)
        )

    def _is_free(self, both: Together, cells: int) -> bool:
        """Whether the lesser tier, which has no quota of this thing, covers it: without limit, then."""
        covered = both.sides[self._pair.lesser].regions(self._shares)
        return any(region.cells & cells and not _is_nothing(region.clause) for region in covered)


def _quota(clause: Clause) -> Quota:
    assert isinstance(clause.value, Quota)
    return clause.value


def _is_nothing(clause: Clause) -> bool:
    """Whether a share covers nothing, on purpose."""
    assert isinstance(clause.value, Share)
    return isinstance(clause.value.share, Literal) and clause.value.share.value == 0


def _counts(clause: Clause) -> tuple[object, ...]:
    """What must be the same for two quotas to be compared."""
    return _quota(clause).period, _quota(clause).measure
