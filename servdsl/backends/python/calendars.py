"""Calendars as python text: rules as the contract writes them, holidays as lists of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import assert_never

from servdsl.backends.python import literals
from servdsl.backends.python.layout import Node, Prose, call, mapping, sequence
from servdsl.backends.python.names import Identifier, Names, constant
from servdsl.model import contract as m
from servdsl.model.base import Labels
from servdsl.model.expressions import Expr

Days = tuple[tuple[date, str], ...]


class Calendars:
    """Writes the calendars of one contract; lists of holidays are written once each."""

    def __init__(self, names: Names, test: Callable[[str, Expr], str], input_name: Callable[[str], str]) -> None:
        self._names = names
        self._test = test
        self._input = input_name
        self._lists: dict[Days, Identifier] = {}
        self.holidays: list[tuple[Identifier, Node]] = []

    def of(self, calendar: m.Calendar) -> Node:
        """The declaration of a calendar."""
        label = calendar.labels.text("", "")
        return call(
            "rt.Calendar",
            literals.text(calendar.name),
            self._schedule(calendar.name, calendar.schedule),
            label=literals.text(label) if label else None,
        )

    def _schedule(self, name: str, schedule: m.Schedule) -> Node:
        match schedule:
            case m.Always():
                return "rt.Always()"
            case m.Named():
                return call("rt.Named", literals.text(schedule.name))
            case m.Joined():
                return call(
                    "rt.Combined",
                    literals.text(schedule.op),
                    self._schedule(name, schedule.left),
                    self._schedule(name, schedule.right),
                )
            case m.Week():
                fact = schedule.zone_fact
                return call(
                    "rt.Openings",
                    sequence(self._rule(name, rule) for rule in schedule.rules),
                    zone=None if schedule.zone is None else literals.text(schedule.zone),
                    zone_fact=None if fact is None else literals.text(self._input(fact)),
                )
            case _:
                assert_never(schedule)

    def _rule(self, name: str, line: m.CalendarRule) -> Node:
        rule = self._unguarded(line.rule)
        return rule if line.when is None else call("rt.Guarded", rule, self._test(f"{name}_line", line.when))

    def _unguarded(
        self, rule: m.Weekly | m.WeekLong | m.Holidays | m.Closed | m.ClosedYearly | m.ClosedNth | m.Opened
    ) -> Node:
        match rule:
            case m.Weekly():
                made_up = sequence(map(literals.day, rule.dates)) if rule.dates else None
                season = None if rule.season is None else sequence(map(_month_day, rule.season))
                return call("rt.Weekly", _numbers(rule.weekdays), _spans(rule.spans), dates=made_up, season=season)
            case m.WeekLong():
                numbers = (rule.from_day, rule.from_minute, rule.to_day, rule.to_minute)
                return call("rt.WeekLong", *map(str, numbers))
            case m.Holidays():
                return self._holidays(rule)
            case m.Closed():
                return _dated("rt.Closed", literals.day(rule.first), literals.day(rule.last), rule.spans, rule.labels)
            case m.ClosedYearly():
                return _dated("rt.ClosedYearly", _month_day(rule.first), _month_day(rule.last), rule.spans, rule.labels)
            case m.ClosedNth():
                month = None if rule.month is None else str(rule.month)
                hours = _spans(rule.spans) if rule.spans else None
                label = _label(rule.labels)
                return call("rt.ClosedNth", str(rule.nth), str(rule.weekday), month=month, spans=hours, label=label)
            case m.Opened():
                first, last = literals.day(rule.first), literals.day(rule.last)
                return call("rt.Opened", first, last, _spans(rule.spans), label=_label(rule.labels))
            case _:
                assert_never(rule)

    def _holidays(self, rule: m.Holidays) -> Node:
        spans = _spans(rule.spans) if rule.spans else None
        if rule.fact is None:
            return call("rt.Holidays", self._list(rule.country or "", rule.dates), spans=spans)
        countries = mapping((literals.text(country), self._list(country, dates)) for country, dates in rule.countries)
        known = countries if rule.countries else None
        return call("rt.HolidaysOf", literals.text(self._input(rule.fact)), countries=known, spans=spans)

    def _list(self, country: str, dates: Days) -> Identifier:
        if dates not in self._lists:
            name = self._names.of("holidays", f"{country} {len(self._lists)}", constant(f"holidays_{country}"))
            self._lists[dates] = name
            named: dict[str, list[str]] = {}
            for day, said in dates:
                named.setdefault(said, []).append(day.isoformat())
            listed = mapping((literals.text(said), Prose(" ".join(days))) for said, days in named.items())
            self.holidays.append((name, call("rt.holidays", listed)))
        return self._lists[dates]


def _numbers(numbers: tuple[int, ...]) -> Node:
    return sequence(map(str, numbers))


def _spans(spans: tuple[m.Span, ...]) -> Node:
    """Minutes after midnight as the hours that they are: `rt.span("09:00", "18:00")`."""
    return sequence(
        call("rt.span", literals.text(clock(opening)), literals.text(clock(closing))) for opening, closing in spans
    )


def clock(minutes: int) -> str:
    """Minutes after midnight as a clock shows them, beyond 24:00 too: 1920 is 32:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _dated(head: str, first: str, last: str, spans: tuple[m.Span, ...], labels: Labels) -> Node:
    return call(head, first, last, spans=_spans(spans) if spans else None, label=_label(labels))


def _month_day(day: tuple[int, int]) -> str:
    return f"({day[0]}, {day[1]})"


def _label(labels: Labels) -> str | None:
    return literals.text(labels.own) if labels.own else None
