"""A contract's calendars over its horizon: which open together, which never open, how much time and how many days.

    calendar office { monday to friday 09:00-18:00 }     calendar nights { monday to friday 18:00-08:00 }
    Calendars(contract).sweep(("office", "nights"))      {(True, False), (False, True), (False, False)}

Guards on a calendar's lines are facts: every combination of them that can hold is looked at. A zone that a fact names
is UTC here, and days that a caller supplies are none (decision 33).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice, product
from typing import assert_never

from servdsl.cells.deadlines import Deadlines
from servdsl.cells.grid import Grid, TooManyCells, every_combination
from servdsl.model import Contract
from servdsl.model import contract as model
from servdsl.model.expressions import Compare, Condition, FactRef, Literal
from servdsl.runtime import calendars as runtime
from servdsl.runtime.instants import Horizon
from servdsl.runtime.tabulation import Table, merged

_MOST_VARIANTS = 128
"""Combinations of guards looked at; beyond, nothing is called impossible."""

Guarded = Mapping[Condition | None, bool]
"""Whether each guard holds."""
Countries = Mapping[str, str | None]
"""The country that each fact names; None: another than those listed."""


class Calendars:
    """Questions to the calendars of one contract, answered once."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._named = {calendar.name: calendar.schedule for calendar in contract.calendars}
        self.deadlines = Deadlines(contract.zone or "UTC", *contract.horizon)
        self._horizon = self.deadlines.horizon
        self.sweep = cache(self._sweep)
        self.open_seconds = cache(self._open_seconds)
        self.business_days = cache(self._business_days)
        self.may_be_around_the_clock = cache(self._may_be_around_the_clock)

    # ── Questions ───────────────────────────────────────────────────────────────────────────────────────────────

    def _sweep(self, names: tuple[str, ...]) -> frozenset[tuple[bool, ...]]:
        """Which combinations of open and closed some instant of the horizon shows, for some facts (decision 3)."""
        variants = self._variants(names)
        if variants is None:
            return frozenset(every_combination(names))
        return frozenset(shown for tables in variants for shown in _together(tables, self._horizon))

    def _open_seconds(self, name: str) -> int | None:
        """The most open time that a calendar has within the horizon, whatever the facts; None if that is unknown."""
        variants = self._variants((name,))
        if variants is None:
            return None
        return max(sum(end - start for start, end in self._open(table)) // 1_000_000 for (table,) in variants)

    def _business_days(self, name: str) -> int | None:
        """The most business days that a calendar has within the horizon; None if that is unknown."""
        variants = self._variants((name,))
        if variants is None:
            return None
        return max(sum(1 for _ in self._days(table)) for (table,) in variants)

    def _may_be_around_the_clock(self, names: tuple[str, ...]) -> bool:
        """Whether, for some facts, there is no time within the horizon at which all of some calendars are closed."""
        variants = self._variants(names) or []
        whole = [(self._horizon.start, self._horizon.end)]
        return any(merged(span for table in tables for span in self._open(table)) == whole for tables in variants)

    @cached_property
    def horizon_seconds(self) -> int:
        """How long the horizon is."""
        return (self._horizon.end - self._horizon.start) // 1_000_000

    # ── One calendar under known facts ──────────────────────────────────────────────────────────────────────────

    def asked(self, names: Iterable[str]) -> tuple[Condition, ...]:
        """The conditions on which the hours of some calendars depend."""
        rules = [rule for name in names for rule in self._rules(self._named[name])]
        guards = [rule.when for rule in rules if rule.when is not None]
        return tuple(dict.fromkeys((*guards, *(one for rule in rules for one in _countries_of(rule).values()))))

    def resolve(self, name: str, holds: Callable[[Condition | None], bool]) -> runtime.Calendar:
        """A calendar as it is kept where conditions (those of `asked`) hold or not. Days that a caller supplies are
        none, and a zone that a fact names is UTC (decision 33)."""
        rules = tuple(self._rules(self._named[name]))
        countries = {
            rule.rule.fact: next((code for code, named in _countries_of(rule).items() if holds(named)), None)
            for rule in rules
            if isinstance(rule.rule, model.Holidays) and rule.rule.fact is not None
        }
        return self._resolved(self._named[name], {rule.when: holds(rule.when) for rule in rules}, countries)

    def _open(self, table: Table) -> list[tuple[int, int]]:
        low, high = self._horizon.start, self._horizon.end
        return [(max(start, low), min(end, high)) for start, end in table.spans if end > low and start < high]

    def _days(self, table: Table) -> Iterator[int]:
        first, last = table.zone.day(self._horizon.start), table.zone.day(self._horizon.end - 1)
        return (day for day, close in table.closes.items() if first <= day <= last and close <= self._horizon.end)

    # ── Guards ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _variants(self, names: Sequence[str]) -> list[tuple[Table, ...]] | None:
        """The tables of some calendars, one tuple for each combination of guards and countries that facts can bring
        about; None where those are too many."""
        schedules = [self._named[name] for name in names]
        rules = [rule for schedule in schedules for rule in self._rules(schedule)]
        combinations = list(islice(self._circumstances(rules), _MOST_VARIANTS + 1))
        if len(combinations) > _MOST_VARIANTS:
            return None
        found = {
            tuple(self._resolved(schedule, guarded, countries) for schedule in schedules): None
            for guarded, countries in combinations
        }
        return [tuple(self.deadlines.hours(calendar).table for calendar in calendars) for calendars in found]

    def _circumstances(self, rules: Sequence[model.CalendarRule]) -> Iterator[tuple[Guarded, Countries]]:
        facts = {
            rule.rule.fact: (None, *(name for name, _ in rule.rule.countries))
            for rule in rules
            if isinstance(rule.rule, model.Holidays) and rule.rule.fact is not None
        }
        guards = list(dict.fromkeys(rule.when for rule in rules))
        for guarded in self._guards(guards):
            for chosen in product(*facts.values()):
                yield guarded, dict(zip(facts, chosen, strict=True))

    def _guards(self, guards: list[Condition | None]) -> Iterator[Guarded]:
        """Each combination of guards that some facts bring about."""
        try:
            grid = Grid.over(self._contract, guards)
        except TooManyCells:
            yield from (dict(zip(guards, held, strict=True)) for held in product((True, False), repeat=len(guards)))
            return
        blocks: list[tuple[int, dict[Condition | None, bool]]] = [(grid.all, {})]
        for guard in guards:
            truth = grid.truth(guard)
            split = [
                (cells & (truth if held else ~truth), {**known, guard: held})
                for cells, known in blocks
                for held in (True, False)
            ]
            blocks = [(cells, known) for cells, known in split if cells]
        yield from (known for _, known in blocks)

    def _rules(self, schedule: model.Schedule) -> Iterator[model.CalendarRule]:
        match schedule:
            case model.Week():
                yield from schedule.rules
            case model.Named():
                yield from self._rules(self._named[schedule.name])
            case model.Joined():
                yield from self._rules(schedule.left)
                yield from self._rules(schedule.right)
            case model.Always():
                return
            case _:
                assert_never(schedule)

    def lines(self, name: str) -> tuple[model.CalendarRule, ...]:
        """The lines that a calendar is made of, its own and those of the calendars that it names: their guards and
        countries decide its hours."""
        return tuple(self._rules(self._named[name]))

    def resolved(self, name: str, guarded: Guarded, countries: Countries) -> runtime.Calendar:
        """A calendar for facts by which each guard of its lines holds or not, and each fact names a country."""
        return self._resolved(self._named[name], guarded, countries)

    # ── From the model to timetables ────────────────────────────────────────────────────────────────────────────

    def _resolved(self, schedule: model.Schedule, guarded: Guarded, countries: Countries) -> runtime.Calendar:
        match schedule:
            case model.Week():
                rules = tuple(_rule(rule.rule, countries) for rule in schedule.rules if guarded[rule.when])
                zone = "UTC" if schedule.zone_fact is not None else schedule.zone
                return runtime.Week(rules=rules, zone=zone)
            case model.Always():
                return runtime.Always()
            case model.Named():
                return self._resolved(self._named[schedule.name], guarded, countries)
            case model.Joined():
                left = self._resolved(schedule.left, guarded, countries)
                return runtime.Joined(schedule.op, left, self._resolved(schedule.right, guarded, countries))
            case _:
                assert_never(schedule)


def _countries_of(rule: model.CalendarRule) -> dict[str, Condition]:
    """For a line `holidays of COUNTRY_FACT`: each country that it knows, with the condition that the fact names it."""
    if not isinstance(rule.rule, model.Holidays) or rule.rule.fact is None:
        return {}
    fact = FactRef(name=rule.rule.fact, type="country")
    return {
        code: Compare(op="=", left=fact, right=Literal(type="country", value=code)) for code, _ in rule.rule.countries
    }


def lends_lines(contract: Contract, calendar: model.Calendar) -> bool:
    """Whether another calendar extends this one: inherited lines keep their place in the file."""
    own = {rule.origin for rule in _own_rules(calendar)}
    return any(
        own.intersection(rule.origin for rule in _own_rules(other))
        for other in contract.calendars
        if other.name != calendar.name
    )


def _own_rules(calendar: model.Calendar) -> tuple[model.CalendarRule, ...]:
    return calendar.schedule.rules if isinstance(calendar.schedule, model.Week) else ()


def _rule(rule: model.Rule, countries: Countries) -> runtime.Rule:
    match rule:
        case model.Weekly():
            return runtime.Weekly(rule.weekdays, rule.spans, rule.dates, rule.season)
        case model.WeekLong():
            return runtime.WeekLong(rule.from_day, rule.from_minute, rule.to_day, rule.to_minute)
        case model.Holidays():
            dates = rule.dates
            if rule.fact is not None:
                dates = dict(rule.countries).get(countries[rule.fact] or "", ())
            return runtime.Holidays(dates, rule.spans)
        case model.Closed():
            return runtime.Closed(rule.first, rule.last, rule.spans, rule.labels.own)
        case model.ClosedYearly():
            return runtime.ClosedYearly(rule.first, rule.last, rule.spans, rule.labels.own)
        case model.ClosedNth():
            return runtime.ClosedNth(rule.nth, rule.weekday, rule.month, rule.spans, rule.labels.own)
        case model.Opened():
            return runtime.Opened(rule.first, rule.last, rule.spans, rule.labels.own)
        case _:
            assert_never(rule)


def _together(tables: Sequence[Table], within: Horizon) -> Iterable[tuple[bool, ...]]:
    """Which calendars are open at once: all combinations that occur between the edges of the tables."""
    edges: dict[int, int] = {within.start: 0}
    for column, table in enumerate(tables):
        for start, end in table.spans:
            if end > within.start and start < within.end:
                edges[max(start, within.start)] = edges.get(max(start, within.start), 0) | 1 << 2 * column
                edges[end] = edges.get(end, 0) | 2 << 2 * column
    shown: dict[tuple[bool, ...], None] = {}
    state = [False] * len(tables)
    for at in sorted(edges):
        if at >= within.end:
            break
        change = edges[at]
        for column in range(len(tables)):
            turn = change >> 2 * column & 3
            state[column] = bool(turn & 1) or (state[column] and not turn & 2)
        shown[tuple(state)] = None
    return shown
