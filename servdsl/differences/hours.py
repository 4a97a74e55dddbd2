"""Calendars of the joint contract under given facts: which lines hold, when each is open, whether two are alike.

calendar office { monday to friday 09:00-18:00   saturday 10:00-14:00 when urgent }
resolved("office", urgent holds)      the week with its Saturday
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from servdsl.cells import Grid, TooManyCells
from servdsl.cells.deadlines import Deadlines
from servdsl.differences.joint import Joint
from servdsl.model.contract import CalendarRule, Holidays
from servdsl.model.expressions import Compare, Condition, During, Expr, FactRef, Literal
from servdsl.runtime.calendars import Calendar, Joined
from servdsl.runtime.tabulation import Table

_MOST_CIRCUMSTANCES = 128


@dataclass(frozen=True)
class Circumstances:
    """What decides the hours of calendars: whether each guard holds, and which country each fact names."""

    guarded: Mapping[Condition | None, bool]
    countries: Mapping[str, str | None]


class Opening:
    """The calendars of a joint contract, over its horizon."""

    def __init__(self, joint: Joint) -> None:
        self._joint = joint
        self._calendars = joint.study.calendars
        self.lines = cache(self._lines)
        self.covers = cache(self._covers)

    @cached_property
    def deadlines(self) -> Deadlines:
        """Comparisons of promises over the horizon."""
        return Deadlines(self._joint.contract.zone or "UTC", *self._joint.contract.horizon)

    # ── What decides ────────────────────────────────────────────────────────────────────────────────────────────────

    def _lines(self, name: str) -> tuple[CalendarRule, ...]:
        """The lines of a calendar and of those it is made of."""
        return self._calendars.lines(name)

    def asked(self, names: Iterable[str]) -> list[Expr]:
        """The conditions that decide the hours of some calendars: guards, and countries that facts name."""
        found: list[Expr] = []
        for name in dict.fromkeys(names):
            for line in self.lines(name):
                found += [line.when] if line.when is not None else []
                found += [_is(fact, country) for fact, country in _countries(line)]
        return list(dict.fromkeys(found))

    def circumstances(self, names: Iterable[str], grid: Grid, cell: int) -> Circumstances:
        """What holds in a cell of a grid; a guard that the grid knows nothing of is taken not to."""
        lines = [line for name in names for line in self.lines(name)]
        guarded = {line.when: line.when is None or _holds(grid, line.when, cell) for line in lines}
        named = [one for line in lines for one in _countries(line)]
        countries: dict[str, str | None] = {fact: None for fact, _ in named}
        countries |= {fact: country for fact, country in named if _holds(grid, _is(fact, country), cell)}
        return Circumstances(guarded, countries)

    def resolved(self, names: Sequence[str], what: Circumstances) -> Calendar:
        """Several calendars as one: open where any of them is."""
        found = [self._calendars.resolved(name, what.guarded, what.countries) for name in names]
        result = found[0]
        for one in found[1:]:
            result = Joined("or", result, one)
        return result

    # ── When they are open ──────────────────────────────────────────────────────────────────────────────────────────

    def table(self, calendar: Calendar) -> Table:
        """The open time and the business days of a calendar."""
        return self.deadlines.hours(calendar).table

    def _covers(self, one: Calendar, other: Calendar) -> bool:
        """Whether a calendar is open whenever another is."""
        spans = self.table(one).spans
        starts = [start for start, _ in spans]
        for start, end in self.table(other).spans:
            number = bisect_right(starts, start) - 1
            if number < 0 or spans[number][1] < end:
                return False
        return True

    def alike(self, one: str, other: str) -> bool:
        """Whether two calendars have the same open time and the same business days, whatever the facts."""
        return next(self.unlike(one, other), None) is None

    def same_days(self, one: str, other: str) -> bool:
        """Whether two calendars have the same business days, whatever the facts."""
        try:
            unlike = list(self.unlike(one, other))
        except TooManyCells:
            return False
        tables = ((self.table(self.resolved((name,), what)) for name in (one, other)) for _, _, what in unlike)
        return all(left.closes.keys() == right.closes.keys() for left, right in tables)

    def unlike(self, one: str, other: str) -> Iterator[tuple[Grid, int, Circumstances]]:
        """Facts, as cells of a grid, for which two calendars differ. Raises `TooManyCells`."""
        grid = self._joint.study.restricted(self.asked((one, other)), self._joint.limits)
        cells = self._blocks((one, other), *grid)
        for cell in cells:
            what = self.circumstances((one, other), grid[0], cell)
            left, right = (self.table(self.resolved((name,), what)) for name in (one, other))
            if (left.spans, left.closes) != (right.spans, right.closes):
                yield grid[0], cell, what

    def _blocks(self, names: Iterable[str], grid: Grid, within: int) -> Iterator[int]:
        """One cell of each combination of what decides the hours."""
        blocks = [within]
        for condition in self.asked(names):
            truth = grid.truth(condition)
            blocks = [cells for block in blocks for cells in (block & truth, block & ~truth) if cells]
            if len(blocks) > _MOST_CIRCUMSTANCES:
                raise TooManyCells(len(blocks), tuple(names))
        return ((block & -block).bit_length() - 1 for block in blocks)


def _holds(grid: Grid, condition: Condition, cell: int) -> bool:
    try:
        return bool(grid.truth(condition) >> cell & 1)
    except KeyError:
        return False


def _countries(line: CalendarRule) -> list[tuple[str, str]]:
    rule = line.rule
    if isinstance(rule, Holidays) and rule.fact is not None:
        return [(rule.fact, country) for country, _ in rule.countries]
    return []


def _is(fact: str, country: str) -> Expr:
    return Compare(op="=", left=FactRef(name=fact, type="country"), right=Literal(type="country", value=country))


def first_unlike(one: Table, other: Table, low: int, high: int) -> int | None:
    """The first instant of `[low, high)` at which one of two calendars is open and the other is not."""
    edges = sorted({low, *(e for t in (one, other) for span in t.spans for e in span if low <= e < high)})
    state = [_open_at(one, edges[0]), _open_at(other, edges[0])]
    opened = [{start for start, _ in table.spans} for table in (one, other)]
    closed = [{end for _, end in table.spans} for table in (one, other)]
    for edge in edges:
        for n in (0, 1):
            state[n] = edge in opened[n] or (state[n] and edge not in closed[n])
        if state[0] != state[1]:
            return edge
    return None


def _open_at(table: Table, at: int) -> bool:
    return any(start <= at < end for start, end in table.spans)


def calendars_read(exprs: Iterable[Expr]) -> Iterator[str]:
    """The calendars that conditions ask about."""
    return (expr.calendar for expr in exprs if isinstance(expr, During))
