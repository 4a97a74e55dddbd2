"""Windows of a question: promise, calendar and pauses found over all completions, then read as of an instant.

    promise × attends × counts_from × pauses  →  one `windows.Reading` that all completions agree on, or what it needs

Decisions 11, 35 and 38 to 45 are the source of every rule here.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from . import durations, windows
from .case import Case, Known, Lacking, NoValue
from .decide import Agreed, Outcome, agree, winner
from .declare import Clause, Window
from .durations import Length
from .question import Question
from .records import Record
from .timetable import Timetable
from .values import CountsFrom, Every, Level, NoPromise, Pauses, Within
from .windows import Promise, Reading, WindowCase


class Clocked(Record):
    """A window that was read: what it counts, for the arithmetic and for levels."""

    case: WindowCase
    reading: Reading


class LevelReached(Record):
    """A level of escalation; `at` None: not known, or it hangs on a condition."""

    number: int
    label: str
    at: datetime | None = None
    reached: bool = False
    window: str | None = None


class Clocks:
    """The windows and levels of one question, each read once."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.problems: list[str] = []
        self._read: dict[str, Agreed] = {}
        self._busy: set[str] = set()
        self._clocked: dict[str, Clocked] = {}
        self._levels: dict[str, Agreed] = {}
        question.window_status = self.status

    # ── Windows ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def reading(self, name: str) -> Agreed:
        """How a window stands; its value is None where no layer promises it."""
        if name not in self._read:
            self._busy.add(name)
            window = self.question.index.windows[name]
            moment = self.question.moment_at(self._end(window))
            self._read[name] = agree(moment, lambda case: self._outcome(case, window))
            self._busy.discard(name)
        return self._read[name]

    def clocked(self, name: str) -> Clocked | None:
        """What a decided window counts; None where nothing is limited or it has not been read."""
        return self._clocked.get(name) if self.reading(name).known else None

    def status(self, name: str) -> Known | Lacking:
        """met, breached or neither, as of the question. A window that asks for itself has no status."""
        if name in self._busy:
            return Lacking(problem=f"{name}: it hangs on itself")
        if self.question.given.tier is None:
            return Lacking(frozenset({"tier"}))
        found = self.reading(name).found
        if isinstance(found, Lacking):
            return found
        reading: Reading | None = found.value
        return Known(reading.state if reading is not None and reading.state in {"met", "breached"} else "neither")

    def _end(self, window: Window) -> datetime | None:
        """When a window ended, else `as_of`: with the facts of that instant it is read (decision 38)."""
        history = self.question.history
        events = {one.name: one for one in self.question.index.events(self.question.layers).windows}[window.name]
        return windows.course(events, None, history.first_of(events.starts), history).read_at(history.as_of)

    def _outcome(self, case: Case, window: Window) -> Outcome:
        question = self.question
        won = winner(case, question.ranks, "promise", window.name)
        if not isinstance(won.found, Known) or won.found.value is None:
            return won
        promise: Promise = won.found.value
        if isinstance(promise, NoPromise):
            return Outcome(Known(Reading(window.name, "none", no_promise=promise.words)), won.clauses)
        starts, moved = self._starts(case, window)
        clauses = (*won.clauses, *moved)
        if "opened" in starts and question.given.opened is None:
            return Outcome(Lacking(frozenset({"opened"})), clauses)
        states, pausing = self._pauses(case, window)
        read = self._case(case, window, promise, starts, states)
        reading = question.in_horizon(lambda: windows.read(read))
        self._clocked[window.name] = Clocked(read, reading)
        return Outcome(Known(reading), (*clauses, *pausing))

    def _case(
        self, case: Case, window: Window, promise: Promise, starts: tuple[str, ...], states: tuple[str, ...]
    ) -> WindowCase:
        question, history = self.question, self.question.history
        start = history.first_of(starts)
        events = {one.name: one for one in question.index.events(question.layers).windows}[window.name]
        return WindowCase(
            window.name,
            promise,
            start,
            history.as_of,
            question.horizon(case.moment),
            lambda length: question.timetable_of(case, length),
            windows.course(events, promise, start, history),
            windows.pauses_of(states, history),
            history.instants(window.ends) if isinstance(promise, Every) else (),
            history.cancelled_at,
            window.at_risk,
        )

    def _starts(self, case: Case, window: Window) -> tuple[tuple[str, ...], tuple[Clause, ...]]:
        """The events from which it counts: its own, or the one of `counts from` (decision 35)."""
        moved = winner(case, self.question.ranks, "counts_from", window.name)
        if isinstance(moved.found, Lacking):
            raise NoValue(moved.found)
        value = moved.found.value
        return ((value.event,) if isinstance(value, CountsFrom) else window.starts), moved.clauses

    def _pauses(self, case: Case, window: Window) -> tuple[tuple[str, ...], tuple[Clause, ...]]:
        """The states that stop its clock, of every layer; the clauses of those that lasted at some time."""
        question = self.question
        states, clauses = [], []
        for clause in question.index.all_of(question.layers, "pauses"):
            value = clause.value
            if isinstance(value, Pauses) and clause.thing == window.name and case.holds(clause.when):
                states.append(value.state)
                if question.history.states.get(value.state):
                    clauses.append(clause)
        return tuple(states), tuple(clauses)

    # ── Levels ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def level(self, number: str) -> Agreed:
        """How far an escalation has come; its value is None where no layer has it."""
        if number not in self._levels:
            self._levels[number] = agree(self.question.now, lambda case: self._level(case, number))
        return self._levels[number]

    def _level(self, case: Case, number: str) -> Outcome:
        question = self.question
        won = winner(case, question.ranks, "level", number)
        if isinstance(won.found, Lacking):
            return won
        if won.found.value is None:
            return self._not_reached(number)
        level: Level = won.found.value
        condition = won.clauses[0].when is not None or self._is_case(won.clauses[0])
        if condition and not _is_timed(level):
            windows_named = self._windows_named(won.clauses[0])
            at = self._breached_at(windows_named)
            return Outcome(Known(LevelReached(level.number, level.label, at, True, _first(windows_named))), won.clauses)
        at, window = self._instant(case, level)
        reached = at is not None and question.as_of is not None and at <= question.as_of
        if level.after_level is not None and level.length is None:
            reached = self._above(level.after_level).reached
        return Outcome(Known(LevelReached(level.number, level.label, at, reached, window)), won.clauses)

    def _not_reached(self, number: str) -> Outcome:
        """A level whose condition does not hold bears the nearest layer's name."""
        question = self.question
        for rank in question.ranks:
            for layer in rank:
                for clause in question.index.clauses(layer, "level", number):
                    level = clause.value
                    assert isinstance(level, Level)
                    named = _first(self._windows_named(clause))
                    return Outcome(Known(LevelReached(level.number, level.label, None, False, named)), (clause,))
        return Outcome(Known(None))

    def _is_case(self, clause: Clause) -> bool:
        cases = self.question.index.contract.cases
        return any((layer, "level", clause.thing) in cases for layer in clause.layers)

    def _windows_named(self, clause: Clause) -> tuple[str, ...]:
        level = clause.value
        return level.windows if isinstance(level, Level) else ()

    def _breached_at(self, names: tuple[str, ...]) -> datetime | None:
        """The due instant that was missed first, of the windows that a condition asks about."""
        readings = [self.reading(name).value for name in names]
        missed = [one.breached_at for one in readings if one is not None and one.breached_at is not None]
        return min(missed, default=None)

    def _instant(self, case: Case, level: Level) -> tuple[datetime | None, str | None]:
        """When a timed level is reached, and the window that it hangs on."""
        if level.window is not None and level.share is not None:
            return self._at_share(level.window, level.share), level.window
        base: datetime | None
        if level.after_level is not None:
            above = self._above(level.after_level)
            base, window = above.at, above.window
        else:
            assert level.after_event is not None
            base, window = self.question.history.first_of((level.after_event,)), None
        if base is None or level.length is None:
            return base, window
        return self._later(case, base, level.length), window

    def _above(self, number: int) -> LevelReached:
        found = self.level(str(number)).found
        if isinstance(found, Lacking):
            raise NoValue(found)
        return found.value if found.value is not None else LevelReached(number, "")

    def _at_share(self, window: str, share: Fraction) -> datetime | None:
        found = self.reading(window).found
        if isinstance(found, Lacking):
            raise NoValue(found)
        clocked = self._clocked.get(window)
        if clocked is None or not isinstance(clocked.case.promise, Within | Every):
            return None
        return self.question.in_horizon(lambda: windows.share_instant(clocked.case, share))

    def _later(self, case: Case, base: datetime, length: Length) -> datetime | None:
        question = self.question
        table: Timetable | None = question.timetable_of(case, length)
        return question.in_horizon(lambda: durations.due(length, base, (), question.horizon(case.moment), table))


def _is_timed(level: Level) -> bool:
    return level.after_level is not None or level.after_event is not None or level.window is not None


def _first(names: tuple[str, ...]) -> str | None:
    return names[0] if names else None
