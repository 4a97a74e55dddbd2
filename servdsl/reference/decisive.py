"""What an answer rests on besides the clauses among its reasons: cases of defined values, lines of calendars.

    define rate is { 2% when floor < 10   3% otherwise }      floor 3: the first case wins
    office { monday to friday 09:00-17:00   closed 2026-12-24 }
        2 business hours from Tuesday 10:00: without the first line there would be no open time in them; the second
        changes none of it

A line decides an answer when the open time within its arithmetic would be another without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from servdsl.model.base import Origin
from servdsl.model.contract import Always, Joined, Named, Schedule, Week, Window
from servdsl.model.expressions import During
from servdsl.model.values import BusinessDays, BusinessTime, Computed, PromiseOf, Quota, ToldLength, Within
from servdsl.reference import coverage
from servdsl.reference.calendars import Interval, open_between
from servdsl.reference.case import Case
from servdsl.reference.cases import best_case, winner
from servdsl.reference.conditions import moment, resolve_schedule
from servdsl.reference.explore import View, decide
from servdsl.reference.question import Asked
from servdsl.reference.windows import Reading, attended

Line = tuple[str, Origin | None]
"""A line of a calendar; with None the calendar itself."""

_TERM = ("lasts", "starts", "renews", "cancellable", "quota")
_MOMENT = timedelta(microseconds=1)


class Decisive:
    """One question, asked what it rests on."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._contract = asked.contract

    # ── Defined values ──────────────────────────────────────────────────────────────────────────────────────────────

    def define_cases(self, services: Iterable[str] = ()) -> frozenset[tuple[str, int]]:
        """The cases of defined values that win, as the name and the case's number: with the facts at opening, for each
        service, and those at the end of each window and of the question. A value that is given needs no case."""
        root = self._asked.root
        cases = [root, self._asked.now, *(root.of(service) for service in services), *self._ends()]
        return frozenset(found for case in dict.fromkeys(cases) for found in self._winning(case))

    def _ends(self) -> Iterator[Case]:
        for window in self._contract.windows:
            yield self._reading(window)

    def _reading(self, window: Window) -> Case:
        """The case with the facts with which a window is read."""
        history = self._asked.history
        return self._asked.root.at(history.read_at(window), history.events)

    def _winning(self, case: Case) -> Iterator[tuple[str, int]]:
        for define in self._contract.defines:
            if define.name in case.given.values or not self._asked.value(case, define.name).decided:
                continue
            found = decide(lambda view, define=define: best_case(case, view, define))  # type: ignore[misc]
            if found.decided and found.value is not None:
                yield define.name, define.cases.index(found.value)

    # ── Coverage ────────────────────────────────────────────────────────────────────────────────────────────────────

    def refusing(self, service: str | None) -> frozenset[str]:
        """The clauses whose refusal alone settles that a service is not covered; none where nothing refuses it."""
        case = self._asked.root.of(service)
        gates = [*coverage.buying(case), *coverage.lasting(case), *coverage.using(case)]
        found = {rest.clause.id for gate in gates if gate.refuses for rest in gate.rests}
        if self._asked.in_force_answer() == "no" and not any(gate.refuses for gate in coverage.lasting(case)):
            found |= {clause.id for clause in case.held(*_TERM) if not isinstance(clause.value, Quota)}
            found |= {c.id for c in case.held("quota") if isinstance(c.value, Quota) and c.value.ends_term}
        return frozenset(found)

    def exhausted(self, service: str) -> bool:
        """Whether a quota that limits a service was used up before the ticket."""
        return self._asked.quota_state(self._asked.root.of(service)).value not in (None, "open")

    # ── Lines of calendars ──────────────────────────────────────────────────────────────────────────────────────────

    def of_window(self, name: str) -> frozenset[Line]:
        """The lines that decide the arithmetic of a window."""
        reading = self._asked.window(name)
        if not reading.decided or reading.value is None or reading.value.start is None:
            return frozenset()
        stretch = _stretch(reading.value)
        case = self._reading(next(window for window in self._contract.windows if window.name == name))
        found = decide(lambda view: self._calendars(case, view, name))
        names = found.value if found.decided and found.value is not None else ()
        return self._lines(case, names, [stretch])

    def _calendars(self, case: Case, view: View, window: str) -> tuple[str, ...]:
        clause = winner(case, view, "promise", window)
        if clause is None or not isinstance(clause.value, PromiseOf):
            return ()
        promise = clause.value.promise
        lengths: list[ToldLength | None] = []
        if isinstance(promise, Within):
            lengths = [promise.limit, promise.target]
        elif promise.kind == "every":
            lengths = [promise.length]
        names: list[str] = []
        for length in lengths:
            if isinstance(length, Computed):
                names += [length.calendar] if length.calendar is not None else []
            if isinstance(length, BusinessTime | BusinessDays):
                names += [length.calendar] if length.calendar is not None else attended(case, view)
        return tuple(names)

    def of_opening(self, calendar: str, until: datetime) -> frozenset[Line]:
        """The lines that decide when a calendar opens next."""
        opened = self._asked.given.opened
        return (
            self._lines(self._asked.root, [calendar], [(opened, until + _MOMENT)])
            if opened is not None
            else frozenset()
        )

    def of_condition(self, during: During) -> frozenset[Line]:
        """The lines that decide whether the ticket was opened, the time worked or a told moment lay in a calendar."""
        if during.subject == "worked":
            return self._lines(self._asked.root, [during.calendar], self._asked.given.worked or ())
        at = moment(self._asked.root, during.subject)
        return self._lines(self._asked.root, [during.calendar], [(at, at + _MOMENT)] if at is not None else ())

    def of_days(self, calendar: str, event: str) -> frozenset[Line]:
        """The lines that decide on which of the days of some events a calendar has business."""
        day = timedelta(days=1)
        at = [e.at for e in self._asked.history.events if e.type == event]
        return self._lines(self._asked.root, [calendar], [(one - day, one + day) for one in at])

    def _lines(self, case: Case, names: Iterable[str], stretches: Sequence[Interval]) -> frozenset[Line]:
        if not stretches:
            return frozenset()
        found: set[Line] = set()
        for name in dict.fromkeys(names):
            told = decide(lambda view, name=name: frozenset(_of_calendar(case, view, name, stretches)))  # type: ignore[misc]
            found |= told.value if told.decided and told.value is not None else frozenset()
        return frozenset(found)


def _stretch(reading: Reading) -> Interval:
    """From the first start of a window to the last instant that its answer names."""
    assert reading.start is not None
    starts = [turn.start for turn in reading.rounds or ()]
    ends = [reading.due, reading.target, reading.not_before, reading.at_risk_at]
    start = min([reading.start, *starts])
    return start, max([start, *(end for end in ends if end is not None)])


def _of_calendar(case: Case, view: View, name: str, stretches: Sequence[Interval]) -> Iterator[Line]:
    yield name, None
    yield from _of_schedule(case, view, name, case.book.calendars[name].schedule, stretches)


def _of_schedule(
    case: Case, view: View, name: str, schedule: Schedule, stretches: Sequence[Interval]
) -> Iterator[Line]:
    match schedule:
        case Always():
            return
        case Named():
            yield from _of_calendar(case, view, schedule.name, stretches)
        case Joined():
            yield from _of_schedule(case, view, name, schedule.left, stretches)
            yield from _of_schedule(case, view, name, schedule.right, stretches)
        case Week():
            whole = _open(case, view, name, schedule, stretches)
            for origin in dict.fromkeys(line.origin for line in schedule.rules):
                rest = tuple(line for line in schedule.rules if line.origin != origin)
                if _open(case, view, name, schedule.model_copy(update={"rules": rest}), stretches) != whole:
                    yield name, origin


def _open(case: Case, view: View, name: str, week: Week, stretches: Sequence[Interval]) -> list[list[Interval]]:
    resolved = resolve_schedule(case, view, name, week, static=False)
    return [open_between(resolved, start, end) for start, end in stretches]
