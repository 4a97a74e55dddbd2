"""Weekly hours that overlap: they merge, which is seldom what was meant.

    monday to friday 09:00-13:00, 12:00-18:00                    SD503
    monday 18:00-08:00                                           SD503: it runs into tuesday
    tuesday 07:00-12:00
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from servdsl.analyses.findings import finding
from servdsl.cells import Grid, TooManyCells
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.contract import CalendarRule, Week, Weekly, WeekLong
from servdsl.model.expressions import And

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = 1440
_WEEK = 7 * _DAY

Stretch = tuple[int, int]
"""Minutes of the week, the end excluded and perhaps past the week's."""


def check(contract: Contract) -> list[Diagnostic]:
    """SD503 once for each pair of windows, at the one written later; those of facts that exclude each other never meet."""
    found: dict[object, Diagnostic] = {}
    for calendar in contract.calendars:
        if isinstance(calendar.schedule, Week):
            for first, second, at in _overlaps(calendar.schedule.rules):
                if _together(contract, first, second):
                    origins = sorted((first.origin, second.origin), key=lambda origin: (origin.line, origin.column))
                    notes = [(origins[0], "the other hours")] if origins[0] != origins[1] else []
                    found.setdefault(tuple(origins), finding("SD503", origins[1], *notes, at=at))
    return list(found.values())


def _overlaps(rules: tuple[CalendarRule, ...]) -> Iterator[tuple[CalendarRule, CalendarRule, str]]:
    windows = [(rule, stretch) for rule in rules for stretch in _stretches(rule)]
    for (first, a), (second, b) in combinations(windows, 2):
        for shift in (-_WEEK, 0, _WEEK):
            low, high = max(a[0], b[0] + shift), min(a[1], b[1] + shift)
            if low < high:
                yield first, second, _clock(low)
                break


def _stretches(rule: CalendarRule) -> Iterator[Stretch]:
    match rule.rule:
        case Weekly(weekdays=weekdays, spans=spans):
            yield from ((day * _DAY + start, day * _DAY + end) for day in weekdays for start, end in spans)
        case WeekLong() as week:
            start = week.from_day * _DAY + week.from_minute
            length = (week.to_day * _DAY + week.to_minute - start) % _WEEK or _WEEK
            yield start, start + length
        case _:
            return


def _together(contract: Contract, first: CalendarRule, second: CalendarRule) -> bool:
    guards = tuple(rule.when for rule in (first, second) if rule.when is not None)
    if not guards:
        return True
    try:
        return Grid.over(contract, guards).satisfiable(And(items=guards))
    except TooManyCells:
        return True


def _clock(minute: int) -> str:
    day, minutes = divmod(minute % _WEEK, _DAY)
    return f"{_DAYS[day]} {minutes // 60:02}:{minutes % 60:02}"
