"""Calendars: nodes → rules with minutes, weekdays and frozen holidays; `extends` flattened, algebra as a tree.

friday 18:00-02:00     →   Weekly(weekdays=(4,), spans=((1080, 1560),))
office or plant        →   Joined("or", Named("office"), Named("plant"))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import assert_never, get_args

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.contract import (
    Always,
    Calendar,
    CalendarRule,
    Closed,
    ClosedNth,
    ClosedYearly,
    Holidays,
    Joined,
    Named,
    Opened,
    Rule,
    Schedule,
    Week,
    WeekLong,
    Weekly,
)
from servdsl.model.expressions import Condition
from servdsl.semantics import public_holidays
from servdsl.semantics.amendments import days_of
from servdsl.semantics.calendar_hours import check_overlaps, minutes, spans, weekday, weekdays
from servdsl.semantics.calendar_inheritance import inherited, nth_weekdays, stretches, yearly
from servdsl.semantics.codes import zone
from servdsl.semantics.from_conditions import guard
from servdsl.semantics.from_header import zone_fact
from servdsl.semantics.from_holidays import holidays
from servdsl.semantics.graphs import in_order, shown
from servdsl.semantics.logic import TRUE, both
from servdsl.semantics.scope import Scope, origin
from servdsl.semantics.spelling import normal
from servdsl.syntax import calendars as nodes
from servdsl.syntax.nodes import Amendment
from servdsl.syntax.parts import Month, Name, Nth, ZoneName

_NTH: tuple[str, ...] = get_args(Nth)
_MONTHS: tuple[str, ...] = get_args(Month)


class Calendars:
    """The calendars of a file. Every guard is read before a holiday is frozen: guards name countries (decision 32)."""

    def __init__(self, amended: Mapping[str, Sequence[tuple[Amendment, nodes.Calendar]]], scope: Scope) -> None:
        self._scope = scope
        self._amended = amended
        declared = ((d.name, d.node) for d in scope.names.all("calendar"))
        self._nodes = {name: node for name, node in declared if isinstance(node, nodes.Calendar | nodes.CalendarIs)}
        self._guards: dict[int, Condition | None] = {}
        changed = (node for several in amended.values() for _, node in several)
        for node in (*self._nodes.values(), *changed):
            for rule in _rules_of(node):
                if not isinstance(rule, nodes.Zone):
                    self._guards[id(rule)] = guard(rule.when, scope)
        self._weeks: dict[str, Week] = {}
        for name in self._sorted():
            if isinstance(self._nodes[name], nodes.Calendar):
                self._week(name)
        self._made = tuple(self._calendar(node) for node in self._nodes.values())

    def all(self) -> tuple[Calendar, ...]:
        """Every calendar, in the order written."""
        return self._made

    @property
    def holidays_version(self) -> str:
        """Of the data, where some calendar holds frozen holidays; else empty."""
        rules = (rule.rule for week in self._weeks.values() for rule in week.rules)
        frozen = any(isinstance(rule, Holidays) and (rule.dates or rule.countries) for rule in rules)
        return public_holidays.VERSION if frozen else ""

    # ── Names ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _sorted(self) -> tuple[str, ...]:
        """Each calendar after those that it names. Those in a circle are reported, and stand as if they named none."""
        found = in_order({name: _uses(node) for name, node in self._nodes.items()})
        for circle in found.circles:
            place = min(self._nodes[name].name.span for name in circle)
            self._scope.findings.report("SD553", place, names=shown(circle))
        self._circular = found.circular
        return found.order

    def _calendar(self, node: nodes.Calendar | nodes.CalendarIs) -> Calendar:
        name = normal(node.name.text)
        schedule: Schedule = self._week(name) if isinstance(node, nodes.Calendar) else self._sum(node)
        zones = [line.cites for line in _rules_of(node) if isinstance(line, nodes.Zone)]
        return Calendar(
            name=name,
            labels=self._scope.labels(node.label),
            schedule=schedule,
            origin=origin(node.span),
            sources=self._scope.cites(node.cites, *zones),
        )

    def _sum(self, node: nodes.CalendarIs) -> Schedule:
        schedule = self._term(node.first, node)
        for join in node.joins:
            schedule = Joined(op=join.operator, left=schedule, right=self._term(join.operand, node))
        return schedule

    def _term(self, term: Name | nodes.Always, node: nodes.CalendarIs) -> Schedule:
        if isinstance(term, nodes.Always):
            return Always()
        found = self._scope.names.find(term, "calendar")
        broken = found is None or normal(node.name.text) in self._circular
        return Always() if found is None or broken else Named(name=found.name)

    # ── Weeks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _week(self, name: str) -> Week:
        if name not in self._weeks:
            node = self._nodes[name]
            assert isinstance(node, nodes.Calendar)
            own = [rule for part in node.rules for rule in self._rules(part)]
            check_overlaps(node, self._guards, self._scope)
            parent = self._parent(node)
            rules = inherited(parent.rules, own, self._scope.horizon) if parent is not None else tuple(own)
            for amendment, changed in self._amended.get(name, ()):
                rules = self._changed(rules, changed, days_of(amendment))
            zones = self._zone(node, parent)
            self._weeks[name] = Week(zone=zones[0], zone_fact=zones[1], rules=rules)
        return self._weeks[name]

    def _changed(
        self, rules: tuple[CalendarRule, ...], node: nodes.Calendar, valid: Condition
    ) -> tuple[CalendarRule, ...]:
        """The rules with those of an amendment, which replace them on its days only, and rest on what it cites."""
        for line in node.rules:
            if isinstance(line, nodes.Zone):
                self._scope.findings.report("SD361", line.span, name=node.name.text)
        check_overlaps(node, self._guards, self._scope)
        own = [rule for part in node.rules for rule in self._rules(part)]
        cited = self._scope.cites(node.cites)
        dated = [
            rule.model_copy(
                update={
                    "when": both((valid, rule.when or TRUE)),
                    "sources": tuple(dict.fromkeys((*rule.sources, *cited))),
                }
            )
            for rule in own
        ]
        return inherited(rules, dated, self._scope.horizon)

    def _parent(self, node: nodes.Calendar) -> Week | None:
        if node.parent is None or normal(node.name.text) in self._circular:
            return None
        found = self._scope.names.find(node.parent, "calendar")
        if found is None:
            return None
        if isinstance(self._nodes[found.name], nodes.CalendarIs):
            self._scope.findings.report(
                "SD554", node.parent.span, Note(found.span, say("declared here")), name=found.name
            )
            return None
        return self._week(found.name)

    def _zone(self, node: nodes.Calendar, parent: Week | None) -> tuple[str | None, str | None]:
        lines = [rule for rule in node.rules if isinstance(rule, nodes.Zone)]
        for again in lines[1:]:
            self._scope.findings.report("SD217", again.span, Note(lines[0].span, say("said here first")), what="zone")
        if not lines:
            return (parent.zone, parent.zone_fact) if parent is not None else (None, None)
        if isinstance(lines[0].zone, ZoneName):
            return zone(lines[0].zone, self._scope.findings), None
        facts = [fact.name for fact in self._scope.facts.values() if fact.type == "zone"]
        return None, zone_fact(lines[0].zone, self._scope.names, facts, self._scope.findings)

    def _rule(self, node: nodes.CalendarRule) -> CalendarRule | None:
        made = self._content(node)
        return self._guarded(node, made) if made is not None else None

    def _guarded(self, node: nodes.CalendarRule, made: Rule) -> CalendarRule | None:
        """A line's rule for the facts for which it holds; None where those cannot be read."""
        when = self._guards[id(node)]
        if when is None:
            return None
        sources = self._scope.cites(node.cites)
        return CalendarRule(rule=made, when=None if when == TRUE else when, origin=origin(node.span), sources=sources)

    def _rules(self, node: nodes.CalendarRule) -> Iterator[CalendarRule]:
        """The rules of a line: a yearly opening becomes one for each stretch of dates within the horizon."""
        if isinstance(node, nodes.Open) and not isinstance(node.dates, nodes.Dates):
            yield from self._opened_yearly(node, node.dates)
            return
        made = self._rule(node)
        if made is not None:
            yield made
            if isinstance(node, nodes.Holidays) and node.make_up:
                yield from self._made_up(node, made)

    def _made_up(self, node: nodes.Holidays, line: CalendarRule) -> Iterator[CalendarRule]:
        """The working days that make up for holidays: hours of the week, for dates of a weekend."""
        hours, rule = spans(node.make_up, self._scope), line.rule
        assert isinstance(rule, Holidays)
        days = public_holidays.make_up_days(rule.country, self._scope.horizon) if rule.country is not None else ()
        if not days:
            self._scope.findings.report("SD558", node.span, country=rule.country or f"`{rule.fact}`")
        elif hours:
            yield line.model_copy(update={"rule": Weekly(weekdays=(), spans=hours, dates=days)})

    def _content(self, node: nodes.CalendarRule) -> Rule | None:
        scope = self._scope
        match node:
            case nodes.Zone():
                return None
            case nodes.Weekly():
                hours, season = spans(node.hours, scope), None if node.season is None else _month_days(node.season)
                return Weekly(weekdays=weekdays(node.days), spans=hours, season=season) if hours else None
            case nodes.WeekLong():
                return _week_long(node, scope)
            case nodes.Holidays():
                return holidays(node, scope)
            case nodes.Closed():
                return _closed(node, scope)
            case nodes.Open():
                return _opened(node, scope)
            case _:
                assert_never(node)

    def _opened_yearly(self, node: nodes.Open, dates: nodes.YearlyDates | nodes.NthWeekday) -> Iterator[CalendarRule]:
        hours = spans(node.hours, self._scope)
        labels = self._scope.labels(node.words)
        if hours is None:
            return
        horizon = self._scope.horizon
        if isinstance(dates, nodes.YearlyDates):
            days = yearly(*_month_days(dates), horizon)
        else:
            days = nth_weekdays(*_nth(dates), horizon)
        for first, last in stretches(days):
            rule = self._guarded(node, Opened(first=first, last=last, spans=hours, labels=labels))
            if rule is not None:
                yield rule


# ── Single lines ───────────────────────────────────────────────────────────────────────────────────────────────────


def _rules_of(node: nodes.Calendar | nodes.CalendarIs) -> tuple[nodes.CalendarRule, ...]:
    return node.rules if isinstance(node, nodes.Calendar) else ()


def _uses(node: nodes.Calendar | nodes.CalendarIs) -> list[str]:
    if isinstance(node, nodes.Calendar):
        return [normal(node.parent.text)] if node.parent is not None else []
    terms = (node.first, *(join.operand for join in node.joins))
    return [normal(term.text) for term in terms if isinstance(term, Name)]


def _week_long(node: nodes.WeekLong, scope: Scope) -> WeekLong | None:
    first, last = weekday(node.first_day), weekday(node.last_day)
    opens, closes = minutes(node.open), minutes(node.close)
    if (first, opens) == (last, closes) or opens == 1440:
        scope.findings.report("SD550", node.span)
        return None
    return WeekLong(from_day=first, from_minute=opens, to_day=last, to_minute=closes)


def _nth(node: nodes.NthWeekday) -> tuple[int, int, int | None]:
    """Which one (the last is -1), the weekday (Monday is 0), the month."""
    which = -1 if node.nth == "last" else _NTH.index(node.nth) + 1
    return which, weekday(node.weekday), _MONTHS.index(node.month) + 1 if node.month is not None else None


def _closed(node: nodes.Closed, scope: Scope) -> Closed | ClosedYearly | ClosedNth | None:
    hours, labels = spans(node.hours, scope), scope.labels(node.words)
    if hours is None:
        return None
    if isinstance(node.dates, nodes.YearlyDates):
        first, last = _month_days(node.dates)
        return ClosedYearly(first=first, last=last, spans=hours, labels=labels)
    if isinstance(node.dates, nodes.NthWeekday):
        which, day, month = _nth(node.dates)
        return ClosedNth.model_validate(
            {"nth": which, "weekday": day, "month": month, "spans": hours, "labels": labels}
        )
    ends = _ends(node.dates, scope)
    return Closed(first=ends[0], last=ends[1], spans=hours, labels=labels) if ends is not None else None


def _opened(node: nodes.Open, scope: Scope) -> Opened | None:
    hours, labels = spans(node.hours, scope), scope.labels(node.words)
    assert isinstance(node.dates, nodes.Dates)
    ends = _ends(node.dates, scope)
    return Opened(first=ends[0], last=ends[1], spans=hours, labels=labels) if ends is not None and hours else None


def _ends(dates: nodes.Dates, scope: Scope) -> tuple[date, date] | None:
    last = dates.last.value if dates.last is not None else dates.first.value
    if last < dates.first.value:
        scope.findings.report("SD552", dates.span)
        return None
    return dates.first.value, last


def _month_days(dates: nodes.YearlyDates) -> tuple[tuple[int, int], tuple[int, int]]:
    last = dates.last or dates.first
    return (dates.first.month, dates.first.day), (last.month, last.day)
