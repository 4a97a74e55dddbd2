"""Lines of a calendar for dates that never come: before the contract begins or after its horizon ends.

in force from 2026-01-01 to 2026-12-31
calendar office { closed 2025-12-24 }                          SD507
"""

from __future__ import annotations

from servdsl.analyses.findings import finding
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Closed, Opened, Week


def check(study: Study) -> list[Diagnostic]:
    """SD507 at the line, once, although calendars that extend another hold it too."""
    first, last = study.contract.horizon
    found: dict[object, Diagnostic] = {}
    for calendar in study.contract.calendars:
        rules = calendar.schedule.rules if isinstance(calendar.schedule, Week) else ()
        for line in rules:
            rule = line.rule
            if isinstance(rule, Closed | Opened) and (rule.last < first or rule.first > last):
                dates = (
                    str(rule.first)
                    if rule.first == rule.last
                    else say("{first} to {last}", first=rule.first, last=rule.last)
                )
                found.setdefault(line.origin, finding("SD507", line.origin, dates=dates, first=first, last=last))
    return list(found.values())
