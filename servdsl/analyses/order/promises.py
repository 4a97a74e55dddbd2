"""Promises: in each cell and for every opening instant, due not later, then its target; no promise is the worst."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from servdsl.analyses.findings import value_words
from servdsl.analyses.order.pair import Pair, Shown
from servdsl.cells import Asked, Side, Together, TooManyCells, ValueSet, conditions, same
from servdsl.cells.attended import business_lengths, counts_on_attends, is_told
from servdsl.cells.deadlines import Timed, timed
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause, Window
from servdsl.model.values import CountsFrom, Every, NoPromise, Promise, PromiseOf, Within

Parts = list[tuple[Clause | None, int]]
"""The cells in which each clause decides; None: those in which none does."""


def worse(pair: Pair) -> Iterator[Diagnostic]:
    """What the better tier promises worse, window by window."""
    for window in pair.study.contract.windows:
        sets = pair.study.layers.sets_of(pair.lesser, "promise", window.name)
        if sets and not pair.is_excepted("promise", window.name):
            try:
                yield from _Window(pair, window).findings()
            except TooManyCells as error:
                yield pair.too_large(value_words("promise", window.name), error)


class _Window:
    """One window, as both tiers promise it."""

    def __init__(self, pair: Pair, window: Window) -> None:
        self._pair = pair
        self._window = window
        self._what = value_words("promise", window.name)
        layers = pair.study.layers
        self._promises = [layers.sets_of(tier, "promise", window.name) for tier in (pair.lesser, pair.better)]
        self._starts = [layers.sets_of(tier, "counts_from", window.name) for tier in (pair.lesser, pair.better)]
        asked = (self._asked(own, starts) for own, starts in zip(self._promises, self._starts, strict=True))
        self._both: Together = pair.together(*asked)
        self._sides = (self._both.sides[pair.lesser], self._both.sides[pair.better])

    def _asked(self, promises: tuple[ValueSet, ...], starts: tuple[ValueSet, ...]) -> Asked:
        clauses = [clause for one in promises for clause in one.clauses]
        named = (length.calendar for clause in clauses for length in business_lengths(_promise(clause)))
        attends = any(counts_on_attends(_promise(clause)) for clause in clauses)
        values = [("promise", self._window.name), ("counts_from", self._window.name)]
        values += [("attends", "")] if attends else []
        return Asked(
            (*conditions(promises), *conditions(starts)),
            tuple(dict.fromkeys(name for name in named if name is not None)),
            attends,
            self._pair.study.layers.left_to_tiers(*values),
        )

    def findings(self) -> Iterator[Diagnostic]:
        lesser, better = self._regions(self._promises)
        elsewhere = list(self._other_starts())
        apart = 0
        for cells, finding in elsewhere:
            apart |= cells
            yield finding
        for one, one_cells in lesser:
            for other, other_cells in better:
                if one is not None and (cells := one_cells & other_cells & ~apart):
                    yield from self._compared(one, other, cells)

    def _regions(self, sets: Sequence[tuple[ValueSet, ...]]) -> list[Parts]:
        found: list[Parts] = []
        for side, own in zip(self._sides, sets, strict=True):
            parts: Parts = [(region.clause, region.cells) for region in side.regions(own)]
            left = self._both.within & ~side.clashing(own)
            for _, cells in parts:
                left &= ~cells
            found.append([*parts, (None, left)])
        return found

    def _other_starts(self) -> Iterator[tuple[int, Diagnostic]]:
        """Cells in which the two count from different events, of which none need come first."""
        lesser, better = self._regions(self._starts)
        for one, one_cells in lesser:
            for other, other_cells in better:
                cells = one_cells & other_cells
                if cells and _event(one) != _event(other):
                    shown = self._shown(cells, say("they count from different events"))
                    yield cells, self._pair.unlike(shown, _listed(one), _listed(other))

    def _compared(self, one: Clause, other: Clause | None, cells: int) -> Iterator[Diagnostic]:
        a, b = _promise(one), _promise(other)
        if isinstance(a, NoPromise) or (same(a, b) and not counts_on_attends(a)):
            return
        if isinstance(a, Every) and isinstance(b, Within) and not b.or_more:
            how = say("it is due once, instead of again after each `{ends}`", ends=self._window.ends)
            yield self._pair.worse(self._shown(cells, how), [one], _listed(other))
        if isinstance(a, Every) and isinstance(b, Every) and a.until != b.until:
            how = say("one repeats until `{one}`, the other until `{other}`", one=b.until, other=a.until)
            yield self._pair.unlike(self._shown(cells, how), [one], _listed(other))
        if is_told(a) or is_told(b):
            yield from self._told(one, other, cells)
            return
        for part, cell in self._both.alike(cells):
            than, promise = _timed(a, self._sides[0], cell), _timed(b, self._sides[1], cell)
            at = self._pair.study.calendars.deadlines.later(promise, than, self._both.openings(cell))
            if at is not None:
                yield self._pair.worse(self._shown(part, self._how(at, promise, than), at), [one], _listed(other))
                return

    def _told(self, one: Clause, other: Clause | None, cells: int) -> Iterator[Diagnostic]:
        """One of the two takes as long as facts tell: not to be compared, but with a promise that is never due."""
        a, b = _promise(one), _promise(other)
        if isinstance(b, NoPromise) or (isinstance(b, Within) and b.or_more):
            yield self._pair.worse(self._shown(cells, "it is never due"), [one], _listed(other))
        elif not same(a, b) and not (isinstance(a, Within) and a.or_more):
            how = "how long one of them takes is told by facts"
            yield self._pair.unlike(self._shown(cells, how), [one], _listed(other))

    def _shown(self, cells: int, how: str, opened: int | None = None) -> Shown:
        return self._pair.shown(self._both, cells, self._what, how, opened)

    def _how(self, at: int, promise: Timed, than: Timed) -> str:
        """What both are due, for a ticket opened at an instant that shows it."""
        deadlines, moment = self._pair.study.calendars.deadlines, self._pair.moment
        due, before = (None if clock is None else deadlines.due(clock, at) for clock in (promise.limit, than.limit))
        opened = moment(at)
        if due is None or before is None or due != before:
            told = {"due": _due(due, moment), "before": _due(before, moment)}
            return say("opened {opened}, it is {due} instead of {before}", opened=opened, **told)
        target, wanted = (None if one.target is None else deadlines.due(one.target, at) for one in (promise, than))
        return say(
            "opened {opened}, it is due as late, but its target is {target} instead of {wanted}",
            opened=opened,
            target=_target(target, moment),
            wanted=_target(wanted, moment),
        )


def _timed(promise: Promise, side: Side, cell: int) -> Timed:
    return timed(promise, lambda name: side.hours(name, cell))


def _promise(clause: Clause | None) -> Promise:
    """What a clause promises; where none decides, nothing."""
    if clause is None:
        return NoPromise()
    assert isinstance(clause.value, PromiseOf)
    return clause.value.promise


def _event(clause: Clause | None) -> str | None:
    return clause.value.event if clause is not None and isinstance(clause.value, CountsFrom) else None


def _listed(clause: Clause | None) -> list[Clause]:
    return [clause] if clause is not None else []


def _due(at: int | None, moment: Callable[[int], str]) -> str:
    return say("never due") if at is None else say("due {moment}", moment=moment(at))


def _target(at: int | None, moment: Callable[[int], str]) -> str:
    return say("none") if at is None else moment(at)
