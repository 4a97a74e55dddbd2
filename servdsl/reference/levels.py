"""Escalation and closing: which levels are reached and when, whether a ticket closes (decisions 40 and 44)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from servdsl.model.contract import Clause
from servdsl.model.expressions import Condition, Or, WindowIs
from servdsl.model.values import Closes, Computed, Elapsed, Level
from servdsl.reference.calendars import close_of_business, local_day
from servdsl.reference.case import Case, walk
from servdsl.reference.cases import winner
from servdsl.reference.clock import FOREVER, PAST
from servdsl.reference.conditions import resolve, truth
from servdsl.reference.events import History
from servdsl.reference.explore import View
from servdsl.reference.windows import Reading, clock_of, counted, due_of

ReadWindow = Callable[[View, str], Reading | None]


@dataclass(frozen=True)
class Reached:
    """A level. `window`: the first window that its trigger names, through `after level` too."""

    number: int
    label: str
    at: datetime | None
    reached: bool
    window: str | None


def numbers(case: Case) -> list[int]:
    """The levels of the held layers."""
    return sorted({c.value.number for c in case.held("level") if isinstance(c.value, Level)})


def level(case: Case, view: View, number: int, history: History, read: ReadWindow) -> Reached | None:
    """How a level stands; None where no layer has it for these facts. A level told by a condition alone is not reached
    where no such condition holds."""
    clause = winner(case, view, "level", str(number))
    if clause is None:
        waiting = [c for c in case.held("level") if c.thing == str(number) and _by_condition(_level(c))]
        if not waiting:
            return None
        return Reached(
            number,
            _level(waiting[0]).labels.own,
            _breach(view, waiting[0].when, read),
            False,
            _window(case, waiting[0]),
        )
    view.rest_on(clause)
    at, reached = _when(case, view, clause, history, read)
    return Reached(number, _level(clause).labels.own, at, reached, _window(case, clause))


def holds(case: Case, view: View, clause: Clause, history: History) -> tuple[bool, datetime | None]:
    """Whether a `closes` or `reopens` clause holds, and the instant of the last event that it counts (decision 44)."""
    if not truth(case, view, clause.when):
        return False, None
    rule = clause.value
    if not isinstance(rule, Closes) or rule.after is None or rule.event is None:
        return True, None
    spans = history.lasted(rule.state, history.as_of) if rule.state is not None else [(PAST, FOREVER)]
    times = [event.at for event in history.events if event.type == rule.event]
    for start, end in spans:
        counted = [at for at in times if start <= at < end]
        if len(counted) >= rule.after:
            counted = [at for at in counted if _on_business_day(case, view, rule, at)]
        if len(counted) >= rule.after:
            return True, counted[rule.after - 1]
    return False, None


def _on_business_day(case: Case, view: View, rule: Closes, at: datetime) -> bool:
    if rule.calendar is None:
        return True
    calendar = resolve(case, view, rule.calendar)
    return close_of_business(calendar, local_day(at, calendar.zone)) is not None


def _when(case: Case, view: View, clause: Clause, history: History, read: ReadWindow) -> tuple[datetime | None, bool]:
    """The instant at which a level is reached, if it can be told, and whether it is."""
    one = _level(clause)
    length = counted(case, one.length) if one.length is not None else None
    if one.window is not None:
        before = _seconds(case, one.before)
        return _at_own_time(read(view, one.window), one, before)
    if one.after_level is None and one.after_event is None:
        at = _breach(view, clause.when, read)
        past = at is not None and history.as_of is not None and at <= history.as_of
        return (at if past else None), True
    since, reached, reading = _since(case, view, one, history, read)
    if length is None or since is None:
        return since, reached and length is None
    clock = clock_of(case, view, length, reading.clock.pauses if reading and reading.clock else ())
    at = due_of(case, length, since, clock)
    now = reading.now if reading and (reading.done or reading.cancelled) else history.as_of
    if reading is not None and (reading.done or reading.cancelled) and at is not None and now is not None and at > now:
        return None, False
    return at, at is not None and now is not None and at <= now


def _since(
    case: Case, view: View, one: Level, history: History, read: ReadWindow
) -> tuple[datetime | None, bool, Reading | None]:
    """From when a level counts: that event, or the level before it, with the window in whose own time it counts."""
    if one.after_event is not None:
        at = next((event.at for event in history.events if event.type == one.after_event), None)
        return at, at is not None, None
    assert one.after_level is not None
    before = level(case, view, one.after_level, history, read)
    if before is None:
        return None, False, None
    return before.at, before.reached, read(view, before.window) if before.window is not None else None


def _at_own_time(reading: Reading | None, one: Level, before: Fraction) -> tuple[datetime | None, bool]:
    """At a share of a window's own time, or so long before its end; a window that is over before never gets there."""
    if reading is None or reading.total is None or reading.elapsed is None:
        return None, False
    if one.share is not None:
        wanted = Fraction(one.share) * reading.total
    else:
        wanted = max(reading.total - before, Fraction(0))
    reached = reading.elapsed >= wanted and reading.state != "not_started"
    if not reached and (reading.done or reading.cancelled):
        return None, False
    return reading.at_own(wanted), reached


def _seconds(case: Case, before: Decimal | Computed | None) -> Fraction:
    """How long before a window is due, as written or as facts tell."""
    if not isinstance(before, Computed):
        return Fraction(before or 0)
    told = counted(case, before)
    assert isinstance(told, Elapsed)
    return Fraction(told.seconds)


def _breach(view: View, condition: Condition | None, read: ReadWindow) -> datetime | None:
    """When `W is breached` comes, or came, true: W's due; of conditions joined by `or` the earliest that is known."""
    match condition:
        case WindowIs(status="breached"):
            reading = read(view, condition.window)
            if reading is None or (reading.state != "breached" and (reading.done or reading.cancelled)):
                return None
            return reading.due
        case Or():
            known = [at for item in condition.items if (at := _breach(view, item, read)) is not None]
            return min(known, default=None)
        case _:
            return None


def _window(case: Case, clause: Clause) -> str | None:
    one = _level(clause)
    if one.window is not None:
        return one.window
    if one.after_level is not None:
        before = next((c for c in case.held("level") if c.thing == str(one.after_level)), None)
        return _window(case, before) if before is not None else None
    named = [record.window for record in walk(clause) if isinstance(record, WindowIs)]
    return named[0] if named and _by_condition(one) else None


def _by_condition(one: Level) -> bool:
    return one.after_level is None and one.after_event is None and one.window is None


def _level(clause: Clause) -> Level:
    assert isinstance(clause.value, Level)
    return clause.value
