"""A calendar that never opens, whatever the facts or for some: no business hour can be counted on it.

calendar quiet is always except around_clock                   SD501
calendar desk { monday to friday 09:00-18:00 when region is eu }
                                                               SD506 where region is us
"""

from __future__ import annotations

from servdsl.analyses.findings import finding, where_shown
from servdsl.cells import Study, TooManyCells, lends_lines, witness
from servdsl.cells.circumstances import Times, alike
from servdsl.cells.composed import every, some
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.contract import Calendar, Holidays, Joined, Named, Schedule, Week


def check(study: Study) -> list[Diagnostic]:
    """SD501 and SD506, but not for one that only lends its lines, nor for one that opens on days which the caller
    supplies."""
    contract = study.contract
    found = []
    for calendar in contract.calendars:
        if lends_lines(contract, calendar) or _waits_for_days(calendar.schedule, contract):
            continue
        if study.calendars.open_seconds(calendar.name) == 0:
            found.append(finding("SD501", calendar.origin, name=calendar.name))
        else:
            found += _closed_for_some(study, calendar)
    return found


def _closed_for_some(study: Study, calendar: Calendar) -> list[Diagnostic]:
    """SD506 for facts for which some offer counts and no line of the calendar opens."""
    asked = study.calendars.asked((calendar.name,))
    if not asked:
        return []
    offered = [every(*study.layers.gates(tier)) for tier in study.tiers]
    try:
        grid, within = study.restricted(asked, (some(offered),) if offered else ())
    except TooManyCells:
        return []
    times = Times(study.calendars, grid)
    for cells, cell in alike(within, times.masks((calendar.name,))):
        hours = times.hours((calendar.name,), cell)
        if hours is not None and study.calendars.deadlines.opening(hours) is None:
            shown = witness(grid, cells, within)
            assert shown is not None
            return [finding("SD506", calendar.origin, name=calendar.name, where=where_shown(shown))]
    return []


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
