"""Quotas: within one period, what the better tier includes or allows is no less; different periods are not compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from servdsl.analyses.findings import value_words
from servdsl.analyses.order.pair import Pair
from servdsl.cells import Asked, Together, TooManyCells, conditions, text
from servdsl.cells.amounts import Compared, Values, at_least, bounds
from servdsl.cells.ranges import Range, Ranges
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause
from servdsl.model.expressions import Literal
from servdsl.model.values import Quota, Share, Uses

Told = tuple[Callable[..., Diagnostic], str, tuple[Clause, ...], tuple[Clause, ...], Values]
"""How to tell a finding, its words, the clauses of the lesser and of the better tier, values of facts."""


def worse(pair: Pair) -> Iterator[Diagnostic]:
    """What the better tier includes or allows less of, thing by thing."""
    for thing in (one.name for one in pair.study.contract.counted):
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
        left = self._pair.study.layers.left_to_tiers(("quota", self._thing), ("share", self._thing))
        both = self._pair.together(Asked((*shares, *asked[0]), where=left), Asked(tuple(asked[1])))
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
        for other in better:
            alike = tuple(clause for clause in lesser if _counts(clause) == _counts(other))
            if alike:
                yield from self._against(both, cells, alike, other)
            elif lesser and _quota(other).count is not None:
                yield self._pair.unlike, say("they are counted in different periods"), lesser, (other,), {}
            elif _quota(other).count is not None and self._is_free(both, cells):
                yield self._pair.worse, say("`{lesser}` sets no limit", lesser=self._pair.lesser), (), (other,), {}
            elif self._is_unit and _quota(other).limits == "at_most" and not self._is_used:
                yield (
                    self._pair.unlike,
                    say("`{lesser}` says nothing of it", lesser=self._pair.lesser),
                    (),
                    (other,),
                    {},
                )
        included = tuple(clause for clause in lesser if _quota(clause).limits == "includes")
        if included and not better and self._is_unit:
            yield self._pair.worse, say("none is included"), included, (), {}

    def _against(self, both: Together, cells: int, alike: tuple[Clause, ...], other: Clause) -> Iterator[Told]:
        """One quota of the better tier, against those of the lesser that count alike: all of these bind."""
        known = bounds(both.grid, cells)
        found = [(clause, self._enough(clause, other, known)) for clause in alike]
        fitting = next((clause for clause, one in found if one.enough), None)
        if fitting is None:
            sure = all(one.enough is False for _, one in found) and (
                len(found) == 1 or not any(one.shown for _, one in found)
            )
            clause, first = found[0]
            numbers = [say("unlimited") if q.count is None else text(q.count) for q in (_quota(other), _quota(clause))]
            tell = self._pair.worse if sure else self._pair.unlike
            yield (
                tell,
                say("{one} instead of {other}", one=numbers[0], other=numbers[1]),
                (clause,),
                (other,),
                first.shown,
            )
            return
        quota, wanted = _quota(other), _quota(fitting)
        if quota.count is not None and wanted.carry_over not in (None, quota.carry_over):
            yield self._pair.unlike, say("what is left is not carried over alike"), (fitting,), (other,), {}
        elif quota.counted_in not in (None, wanted.counted_in):
            yield (
                self._pair.unlike,
                say("it is counted in `{counted_in}` too", counted_in=quota.counted_in),
                (fitting,),
                (other,),
                {},
            )

    def _enough(self, clause: Clause, other: Clause, known: Mapping[str, Range]) -> Compared:
        """Whether a quota of the better tier is at least one of the lesser."""
        quota, wanted = _quota(other), _quota(clause)
        if quota.count is None or wanted.count is None:
            return Compared(quota.count is None)
        return at_least(quota.count, wanted.count, Ranges(self._pair.study.contract), known)

    @property
    def _is_unit(self) -> bool:
        """What a tier says of a service beside quotas is a matter of its shares."""
        return any(one.name == self._thing and one.kind != "service" for one in self._pair.study.contract.counted)

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
