"""A calendar that never opens: no business hour can be counted on it.

    calendar quiet is always except around_clock                 SD501
"""

from __future__ import annotations

from collections.abc import Iterator

from servdsl.analyses.findings import finding
from servdsl.cells import Calendars
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.contract import Calendar, CalendarRule, Holidays, Joined, Named, Schedule, Week


def check(contract: Contract) -> list[Diagnostic]:
    """SD501, but not for one that only lends its lines to those that extend it, nor for one that opens on days which the
    caller supplies."""
    calendars = Calendars(contract)
    return [
        finding("SD501", calendar.origin, name=calendar.name)
        for calendar in contract.calendars
        if not _is_extended(calendar, contract) and not _waits_for_days(calendar.schedule, contract)
        and calendars.open_seconds(calendar.name) == 0
    ]


def _is_extended(calendar: Calendar, contract: Contract) -> bool:
    """Whether another calendar holds this one's lines: inherited ones keep their place in the file."""
    own = {rule.origin for rule in _rules(calendar.schedule)}
    return any(
        own.intersection(rule.origin for rule in _rules(other.schedule))
        for other in contract.calendars if other.name != calendar.name
    )


def _waits_for_days(schedule: Schedule, contract: Contract) -> bool:
    match schedule:
        case Week():
            rules = (rule.rule for rule in schedule.rules)
            return any(isinstance(rule, Holidays) and rule.fact is not None and bool(rule.spans) for rule in rules)
        case Joined():
            return _waits_for_days(schedule.left, contract) or _waits_for_days(schedule.right, contract)
        case Named():
            named = {calendar.name: calendar.schedule for calendar in contract.calendars}
            return _waits_for_days(named[schedule.name], contract)
        case _:
            return False


def _rules(schedule: Schedule) -> Iterator[CalendarRule]:
    if isinstance(schedule, Week):
        yield from schedule.rules
