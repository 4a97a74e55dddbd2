"""A calendar that never opens: no business hour can be counted on it.

calendar quiet is always except around_clock                 SD501
"""

from __future__ import annotations

from servdsl.analyses.findings import finding
from servdsl.cells import Study, lends_lines
from servdsl.diagnostics import Diagnostic
from servdsl.model import Contract
from servdsl.model.contract import Holidays, Joined, Named, Schedule, Week


def check(study: Study) -> list[Diagnostic]:
    """SD501, but not for one that only lends its lines, nor for one that opens on days which the caller supplies."""
    contract, calendars = study.contract, study.calendars
    return [
        finding("SD501", calendar.origin, name=calendar.name)
        for calendar in contract.calendars
        if not lends_lines(contract, calendar)
        and not _waits_for_days(calendar.schedule, contract)
        and calendars.open_seconds(calendar.name) == 0
    ]


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
