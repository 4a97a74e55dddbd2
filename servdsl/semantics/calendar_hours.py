"""Opening hours: clock times and weekdays as numbers, and windows that overlap by mistake.

18:00-08:00   →   (1080, 1920): into the next day
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import get_args

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.contract import Span
from servdsl.model.expressions import Condition
from servdsl.semantics.scope import Scope
from servdsl.source import Span as Place
from servdsl.syntax import calendars as nodes
from servdsl.syntax.parts import ClockTime, Weekday

_WEEKDAYS: tuple[str, ...] = get_args(Weekday)
_DAY = 1440
_WEEK = 7 * _DAY


def minutes(time: ClockTime) -> int:
    """Minutes after midnight."""
    return time.hour * 60 + time.minute


def weekday(day: str) -> int:
    """Monday is 0."""
    return _WEEKDAYS.index(day)


def weekdays(days: Sequence[nodes.DayRange]) -> tuple[int, ...]:
    """The days of ranges, Monday is 0; `friday to monday` runs over the weekend."""
    found: dict[int, None] = {}
    for part in days:
        first = weekday(part.first)
        last = weekday(part.last) if part.last is not None else first
        last += 7 if last < first else 0
        found.update(dict.fromkeys(day % 7 for day in range(first, last + 1)))
    return tuple(found)


def spans(hours: Sequence[nodes.Hours], scope: Scope) -> tuple[Span, ...] | None:
    """Opening and closing in minutes; one that closes before it opens runs into the next day.

    None, and reported, where a window is empty: it opens when it closes, or at 24:00.
    """
    made: list[Span] = []
    for window in hours:
        opens, closes = minutes(window.open), minutes(window.close)
        if opens in (closes, _DAY):
            scope.findings.report("SD550", window.span)
            continue
        made.append((opens, closes if closes > opens else closes + _DAY))
    return tuple(made) if len(made) == len(hours) else None


def check_overlaps(node: nodes.Calendar, guards: Mapping[int, Condition | None], scope: Scope) -> None:
    """Warn of windows of one calendar, in one season under one condition, that run into one another: they merge."""
    lines: dict[tuple[Condition, nodes.YearlyDates | None], list[tuple[int, int, Place]]] = {}
    for rule in node.rules:
        when = guards.get(id(rule))
        if isinstance(rule, nodes.Weekly) and when is not None:
            lines.setdefault((when, rule.season), []).extend(_windows(rule))
    for windows in lines.values():
        ordered = sorted(windows)
        around = [*ordered, *((opens + _WEEK, closes + _WEEK, place) for opens, closes, place in ordered[:1])]
        for (_, closes, first), (opens, _, second) in pairwise(around):
            if opens < closes:
                scope.findings.report("SD551", max(first, second), Note(min(first, second), say("the other window")))


def _windows(rule: nodes.Weekly) -> list[tuple[int, int, Place]]:
    made = []
    for day in weekdays(rule.days):
        for window in rule.hours:
            opens, closes = minutes(window.open), minutes(window.close)
            closes += _DAY if closes < opens else 0
            if opens != closes:
                made.append((day * _DAY + opens, day * _DAY + closes, window.span))
    return made
