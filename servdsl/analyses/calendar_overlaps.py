"""Windows of one calendar that overlap for some facts, though no line alone shows it: they are taken as one.

calendar desk {
  saturday 10:00-13:00 when vip
  saturday 12:00-16:00 when severity is s1                     SD509 where vip is yes and severity is s1
  open 2026-10-10 09:00-13:00
  open 2026-10-10 12:00-16:00                                  SD509
}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from servdsl.analyses.findings import finding, where_shown
from servdsl.cells import Study, TooManyCells, witness
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import CalendarRule, Opened, Week, WeekLong, Weekly

_DAY = 1440
_WEEK = 7 * _DAY

Stretch = tuple[int, int]


def check(study: Study) -> list[Diagnostic]:
    """SD509 at the later line. Lines of weekdays under one condition are the translator's to compare."""
    found: dict[object, Diagnostic] = {}
    for calendar in study.contract.calendars:
        rules = calendar.schedule.rules if isinstance(calendar.schedule, Week) else ()
        for first, second in combinations(rules, 2):
            if _overlap(first, second):
                for diagnostic in _shown(study, first, second):
                    found.setdefault((first.origin, second.origin), diagnostic)
    return list(found.values())


def _shown(study: Study, first: CalendarRule, second: CalendarRule) -> Iterator[Diagnostic]:
    """The finding, if some facts satisfy both lines' conditions."""
    try:
        grid, within = study.restricted((first.when, second.when))
    except TooManyCells:
        return
    shown = witness(grid, grid.truth(first.when) & grid.truth(second.when) & within, within)
    if shown is not None:
        yield finding("SD509", second.origin, (first.origin, say("the other window")), where=where_shown(shown))


def _overlap(first: CalendarRule, second: CalendarRule) -> bool:
    one, other = first.rule, second.rule
    if isinstance(one, Opened) and isinstance(other, Opened):
        return any(_dates_overlap(one, other, days) for days in (-1, 0, 1))
    if isinstance(one, Weekly) and isinstance(other, Weekly) and _compared(first, second, one, other):
        return False
    stretches = [list(_weekly(rule)) for rule in (one, other)]
    return any(a < d + turn and c + turn < b for a, b in stretches[0] for c, d in stretches[1] for turn in _TURNS)


def _compared(first: CalendarRule, second: CalendarRule, one: Weekly, other: Weekly) -> bool:
    """Whether the translator compares two lines, or one holds in place of the other."""
    return first.when == second.when or (one.season is None) != (other.season is None)


_TURNS = (-_WEEK, 0, _WEEK)


def _weekly(rule: object) -> Iterator[Stretch]:
    """The open minutes of a week, from Monday on; none for a line about dates."""
    match rule:
        case Weekly(dates=()):
            for day in rule.weekdays:
                yield from ((day * _DAY + opens, day * _DAY + closes) for opens, closes in rule.spans)
        case WeekLong():
            opens, closes = rule.from_day * _DAY + rule.from_minute, rule.to_day * _DAY + rule.to_minute
            yield opens, closes + (0 if closes > opens else _WEEK)
        case _:
            return


def _dates_overlap(one: Opened, other: Opened, days: int) -> bool:
    """Whether windows overlap of which the second's date is so many days after the first's."""
    first, last = max(one.first.toordinal(), other.first.toordinal() - days), other.last.toordinal() - days
    shift = days * _DAY
    return first <= min(one.last.toordinal(), last) and any(
        a < d + shift and c + shift < b for a, b in one.spans for c, d in other.spans
    )
