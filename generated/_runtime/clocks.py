"""Windows of a question: promise, calendar and pauses found over all completions, then read as of an instant.

    promise × attends × counts_from × pauses  →  one `windows.Reading` that all completions agree on, or what it needs

Decisions 11, 35 and 38 to 45 are the source of every rule here.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from . import durations, windows
from .case import Case, Known, Lacking, Moment, NoValue, Recall
from .decide import Agreed, Outcome, agree, winner
from .declare import Clause, Window
from .durations import Length
from .question import Question
from .records import Record
from .values import CountsFrom, Every, Level, NoPromise, Pauses
from .windows import Promise, Reading, WindowCase


class Clocked(Record):
    """A window that was read: what it counts, for the arithmetic and for levels."""

    case: WindowCase
    reading: Reading


class LevelReached(Record):
    """A level of escalation; `at` None: not known, or it hangs on a condition; `reached` and `label` None: undecided."""

    number: int
    label: str | None
    at: datetime | None = None
    reached: bool | None = False
    window: str | None = None


class Clocks:
    """The windows and levels of one question, each read once."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.problems: list[str] = []
        self._read: dict[str, Agreed] = {}
        self._busy: set[str] = set()
        self._clocked: dict[str, Clocked] = {}
        self._recall = Recall()
        question.window_status = self.status
        question.window_delay = self.delay

    # ── Windows ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def reading(self, name: str) -> Agreed:
        """How a window stands; its value is None where no layer promises it."""
        if name not in self._read:
            self._busy.add(name)
            self._read[name] = agree(self._moment(name), lambda case: self._outcome(case, name))
            self._busy.discard(name)
        return self._read[name]

    def clocked(self, name: str) -> Clocked | None:
        """What a decided window counts; None where nothing is limited."""
        return self._clocked.get(name) if self.reading(name).known else None

    def status(self, name: str) -> Known | Lacking:
        """met, breached or neither, as of the question."""
        found = self._asked(name)
        if isinstance(found, Lacking):
            return found
        reading: Reading | None = found.value
        return Known(reading.state if reading is not None and reading.state in {"met", "breached"} else "neither")

    def delay(self, name: str) -> Known | Lacking:
        """By how many seconds a window was missed, as of the question."""
        found = self._asked(name)
        if isinstance(found, Lacking):
            return found
        reading: Reading | None = found.value
        return Known(Fraction(0) if reading is None else reading.delay)

    def _asked(self, name: str) -> Known | Lacking:
        """A window that another part asks for; one that asks for itself cannot be read."""
        if name in self._busy:
            return Lacking(problem=f"{name}: it hangs on itself")
        if self.question.given.tier is None:
            return Lacking(frozenset({"tier"}))
        return self.reading(name).found

    def _moment(self, name: str) -> Moment:
        """The facts when a window ended, else as of the question: with those it is read (decision 38)."""
        history = self.question.history
        events = {one.name: one for one in self.question.index.events(self.question.layers).windows}[name]
        start = history.first_of(events.starts)
        if events.each:
            course = windows.course_of_each(events, events.starts, start, history)
        else:
            course = windows.course(events, None, start, history)
        return self.question.moment_at(course.read_at(history.as_of))

    def _outcome(self, case: Case, name: str) -> Outcome:
        found, clauses = self._recall.of(("window", name), case, lambda case: self._clock(case, name))
        if isinstance(found, Clocked):
            self._clocked[name] = found
        return Outcome(Known(found.reading) if isinstance(found, Clocked) else found, clauses)

    def _clock(self, case: Case, name: str) -> tuple[Clocked | Known | Lacking, tuple[Clause, ...]]:
        """A window in one completion: what it counts, or a value without a clock. Raises Unknown and NoValue."""
        question, window = self.question, self.question.index.windows[name]
        won = winner(case, question.ranks, "promise", name)
        if isinstance(won.found, Lacking) and won.found.problem and len(won.clauses) == 1:
            return won.found, ()  # no conflict of two clauses, but a length that nobody can count
        if isinstance(won.found, Lacking) or won.found.value is None:
            return won.found, won.clauses
        promise: Promise = won.found.value
        if isinstance(promise, NoPromise):
            return Known(Reading(name, "none", no_promise=promise.words)), won.clauses
        if isinstance(promise, Every) and getattr(promise.length, "microseconds", None) == 0:
            return Lacking(problem="a cadence of no length"), ()
        clauses = won.clauses
        used: list[Clause] = []
        try:
            starts, moved = self._starts(case, window)
            clauses += moved
            if "opened" in starts and question.given.opened is None:
                return Lacking(frozenset({"opened"})), clauses
            states, pausing = self._pauses(case, window)
            clauses += pausing
            read = self._case(case, window, promise, starts, states, used)
            reading = question.in_horizon(lambda: windows.read(read))
        except NoValue as none:
            return none.lacking, () if none.lacking.problem else (*clauses, *used)
        return Clocked(read, reading), (*clauses, *used)

    def _within(self, case: Case, name: str) -> Clocked | None:
        """A window in the completion of a level that hangs on it; None where nothing runs."""
        at = case.at(self._moment(name))
        found, _ = self._recall.of(("window", name), at, lambda case: self._clock(case, name))
        if isinstance(found, Lacking):
            raise NoValue(found)
        return found if isinstance(found, Clocked) else None

    def _case(
        self, case: Case, window: Window, promise: Promise, starts: tuple[str, ...], states: tuple[str, ...],
        used: list[Clause],
    ) -> WindowCase:  # fmt: skip
        question, history = self.question, self.question.history
        start = history.first_of(starts)
        events = {one.name: one for one in question.index.events(question.layers).windows}[window.name]
        if window.each:
            course = windows.course_of_each(events, starts, start, history)
            start = course.turns[-1][0] if course.turns else None
        else:
            course = windows.course(events, promise, start, history)
        return WindowCase(
            window.name,
            promise,
            start,
            history.as_of,
            question.horizon(case.moment),
            lambda length: question.timetable_of(case, length, used),
            course,
            windows.pauses_of(states, history),
            history.instants(window.ends) if isinstance(promise, Every) else (),
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
        return agree(self.question.now, lambda case: self._level(case, number))

    def _level(self, case: Case, number: str) -> Outcome:
        return self._recall.of(("level", number), case, lambda case: self._level_anew(case, number))

    def _level_anew(self, case: Case, number: str) -> Outcome:
        won = winner(case, self.question.ranks, "level", number)
        if isinstance(won.found, Lacking):
            untold = won.found.problem and len(won.clauses) == 1  # a length below 0, not a conflict of two clauses
            return Outcome(won.found) if untold else won
        level: Level | None = won.found.value
        if level is None:
            return self._waiting(case, number)
        used: list[Clause] = []
        try:
            at, reached = self._past(self._breach(case, level)), True
            if level.timed:
                at, reached = self._timed(case, level, used)
        except NoValue as none:
            return Outcome(none.lacking, () if none.lacking.problem else won.clauses)
        shown = LevelReached(level.number, level.label, at, reached, self._window(level))
        return Outcome(Known(shown), (*won.clauses, *used))

    def _waiting(self, case: Case, number: str) -> Outcome:
        """A level whose condition does not hold is not reached."""
        for clause in self._clauses(number):
            level = clause.value
            if isinstance(level, Level) and not level.timed:
                shown = LevelReached(level.number, level.label, self._breach(case, level), False, self._window(level))
                return Outcome(Known(shown))
        return Outcome(Known(None))

    def _clauses(self, number: str) -> list[Clause]:
        question = self.question
        return [clause for clause in question.index.all_of(question.layers, "level") if clause.thing == number]

    def _past(self, at: datetime | None) -> datetime | None:
        """An instant that has come."""
        now = self.question.as_of
        return at if at is not None and now is not None and at <= now else None

    def _breach(self, case: Case, level: Level) -> datetime | None:
        """When a breach that is enough for a level comes, or came: the first due of those windows that may still miss it."""
        dues = []
        for name in level.breaches:
            clocked = self._within(case, name)
            met = clocked is not None and clocked.reading.state != "breached" and _over(clocked) is not None
            if clocked is not None and clocked.reading.due is not None and not met:
                dues.append(clocked.reading.due)
        return min(dues, default=None)

    def _window(self, level: Level) -> str | None:
        """The first window that a level's trigger names, through `after level` too."""
        if level.window is not None:
            return level.window
        if level.after_level is not None:
            above = next(iter(self._clauses(str(level.after_level))), None)
            return self._window(above.value) if above is not None and isinstance(above.value, Level) else None
        return level.windows[0] if level.windows else None

    def _timed(self, case: Case, level: Level, used: list[Clause]) -> tuple[datetime | None, bool]:
        """When a level is reached, if that can be told, and whether it is."""
        if level.window is not None:
            return self._at_own_time(self._within(case, level.window), level)
        base, reached, clocked = self._base(case, level, used)
        length = level.later
        if base is None or length is None:
            return base, reached and length is None
        at = self._later(case, base, length, clocked, used)
        over = _over(clocked)
        now = over or self.question.as_of
        if over is not None and at is not None and at > over:
            return None, False
        return at, at is not None and now is not None and at <= now

    def _base(self, case: Case, level: Level, used: list[Clause]) -> tuple[datetime | None, bool, Clocked | None]:
        """From when a timed level counts, and the window in whose own time it does."""
        if level.after_level is None:
            at = self.question.history.first_of((level.after_event or "",))
            return at, at is not None, None
        outcome = self._level(case, str(level.after_level))
        used.extend(outcome.clauses)
        if isinstance(outcome.found, Lacking):
            raise NoValue(outcome.found)
        above: LevelReached | None = outcome.found.value
        if above is None:
            return None, False, None
        return above.at, bool(above.reached), self._within(case, above.window) if above.window is not None else None

    def _at_own_time(self, clocked: Clocked | None, level: Level) -> tuple[datetime | None, bool]:
        """At a share of a window's own time, or so long before it is due; a window that is over before never gets there
        (decision 40)."""
        if clocked is None or clocked.reading.share is None:
            return None, False
        share, before = level.share, level.seconds_before
        at, reached = self.question.in_horizon(lambda: windows.own_instant(clocked.case, share, before))
        return (None, False) if not reached and _over(clocked) is not None else (at, reached)

    def _later(
        self, case: Case, base: datetime, length: Length, clocked: Clocked | None, used: list[Clause]
    ) -> datetime | None:
        question = self.question
        table = question.timetable_of(case, length, used)
        pauses = (*clocked.case.pauses, *clocked.case.course.gaps) if clocked is not None else ()
        return question.in_horizon(lambda: durations.due(length, base, pauses, question.horizon(case.moment), table))


def _over(clocked: Clocked | None) -> datetime | None:
    """When a window ended or was cancelled; None while it goes on."""
    if clocked is None:
        return None
    return clocked.case.course.over_at
