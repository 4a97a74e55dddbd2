"""What happened: the events up to the instant of the question, without those that cannot have happened (decisions 34
to 37 and 43)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from servdsl.model.contract import Clause, State, Window
from servdsl.model.values import Closes, CountsFrom, Every, Level, NoPromise, Promise, PromiseOf
from servdsl.reference.calendars import Interval
from servdsl.reference.case import Case
from servdsl.reference.cases import winner
from servdsl.reference.clock import FOREVER
from servdsl.reference.explore import decide
from servdsl.reference.inputs import TERM_EVENTS, Event


@dataclass(frozen=True)
class Course:
    """A window's way: each turn from one instant to the next (one, but for a cadence), the gaps before reopenings."""

    turns: tuple[tuple[datetime, datetime | None], ...]
    done: datetime | None
    cancelled: datetime | None
    gaps: tuple[Interval, ...]

    @property
    def end(self) -> datetime | None:
        return self.done or self.cancelled


@dataclass
class History:
    """`events`: those that count, in order. `ended`: when each window ended."""

    case: Case
    as_of: datetime | None = None
    events: tuple[Event, ...] = ()
    problems: list[tuple[Event, str]] = field(default_factory=list)
    ended: dict[str, datetime] = field(default_factory=dict)
    reopened: dict[datetime, Event] = field(default_factory=dict)
    _last_end: Event | None = None

    @staticmethod
    def of(case: Case) -> History:
        """The history of a question."""
        history = History(case, case.given.as_of)
        for event in case.given.events:
            if history.as_of is None or event.at <= history.as_of:
                history._happen(event)
        return history

    # ── What windows and states make of it ──────────────────────────────────────────────────────────────────────────

    def lasted(self, state: str, until: datetime | None) -> list[Interval]:
        """When a state held, as known at an instant; one that holds still lasts for ever."""
        declared = {s.name: s for s in self.case.contract.states}[state]
        found: list[Interval] = []
        since: datetime | None = None
        for event in self.events:
            if until is not None and event.at > until:
                break
            if event.type == declared.ends and since is not None:
                found.append((since, event.at))
                since = None
            elif event.type == declared.starts and since is None:
                since = event.at
        return [*found, (since, FOREVER)] if since is not None else found

    def holds(self, state: str, at: datetime | None) -> bool:
        return any(end == FOREVER for _, end in self.lasted(state, at))

    def read_at(self, window: Window) -> datetime | None:
        """The instant with whose facts a window is read (decision 38): when it ended or was cancelled, whichever is
        first, else that of the question."""
        starts = _starts(self.case, window)
        start = self._first(starts)
        if start is None:
            return self.as_of
        if window.each:
            return self._rounds(start, starts, window.ends).end or self.as_of
        return self._walk(start, _ends(self.case, window)).end or self.as_of

    def course(self, window: Window, start: datetime, starts: set[str], until: str | None) -> Course:
        """How a window went since its start; `until` ends a cadence, whose end event begins the next turn. One `from
        each` of its `starts` begins a turn with the first of them after each end."""
        if window.each:
            return self._rounds(start, starts, window.ends)
        return self._walk(start, {until or window.ends}, window.ends if until is not None else None)

    def _rounds(self, start: datetime, starts: set[str], ends: str) -> Course:
        """Turns that do not follow at once: a start while one is open changes nothing, nor does one after a cancelling."""
        turns: list[tuple[datetime, datetime | None]] = [(start, None)]
        gaps: list[Interval] = []
        ended: Event | None = None
        cancelled = False
        for event in (event for event in self.events if event.at >= start):
            if ended is None:
                if event.type == ends:
                    turns[-1], ended = (turns[-1][0], event.at), event
                elif event.type == "cancelled":
                    return Course(tuple(turns), None, event.at, tuple(gaps))
            elif event.type == "reopened" and self.reopened.get(event.at) == ended:
                gaps.append((ended.at, event.at))
                turns[-1], ended = (turns[-1][0], None), None
            elif event.type == "cancelled":
                cancelled = True
            elif event.type in starts and not cancelled:
                turns.append((event.at, None))
                ended = None
        return Course(tuple(turns), ended.at if ended else None, None, tuple(gaps))

    def _walk(self, start: datetime, enders: set[str], turning: str | None = None) -> Course:
        turns: list[datetime] = [start]
        gaps: list[Interval] = []
        done: Event | None = None
        for event in (event for event in self.events if event.at >= start):
            if done is not None:
                if event.type == "reopened" and self.reopened.get(event.at) == done:
                    gaps.append((done.at, event.at))
                    done = None
            elif event.type in enders:
                done = event
            elif event.type == "cancelled":
                return _course(turns, None, event.at, gaps)
            elif event.type == turning:
                turns.append(event.at)
        return _course(turns, done.at if done else None, None, gaps)

    def _first(self, starts: set[str]) -> datetime | None:
        """The first of some events, the opening among them."""
        opened = [self.case.given.opened] if "opened" in starts and self.case.given.opened is not None else ()
        return min((*opened, *(event.at for event in self.events if event.type in starts)), default=None)

    def impossible(self, others: Iterable[tuple[Event, str]]) -> list[str]:
        """A sentence for each event that cannot have happened, `others` among them, in order."""
        zone = self.case.zone_or(self.case.given.caller_zone)
        found = sorted((*self.problems, *others), key=lambda one: (one[0].at, one[0].type, one[0].argument))
        return [f"{e.at.astimezone(zone).isoformat()} {f'{e.type} {e.argument}'.strip()}: {why}" for e, why in found]

    # ── What can have happened ──────────────────────────────────────────────────────────────────────────────────────

    def _happen(self, event: Event) -> None:
        reasons = list(self._impossible(event))
        why = next((reason for reason in reasons if reason is not None), None)
        if why is not None and None not in reasons:
            self.problems.append((event, why))
            return
        self._end(event)
        self.events = (*self.events, event)

    def _impossible(self, event: Event) -> Iterator[str | None]:
        """For each role of an event why it cannot have it; None where it can. The first role speaks."""
        opened = self.case.given.opened
        if opened is not None and event.at < opened and not self._before_the_ticket(event):
            yield "before opened"
            return
        for state in self.case.contract.states:
            yield from self._of_state(state, event)
        for window in self.case.contract.windows:
            yield from self._of_window(window, event)
        yield from self._of_its_own(event)

    def _before_the_ticket(self, event: Event) -> bool:
        things = {thing.name for thing in self.case.contract.things}
        return event.type in TERM_EVENTS or event.type.rpartition(" ")[2] in things

    def _of_state(self, state: State, event: Event) -> Iterator[str | None]:
        holds = self.holds(state.name, event.at)
        if event.type == state.starts:
            yield f"{state.name} holds already" if holds else None
        elif event.type == state.ends:
            yield None if holds else f"{state.name} does not hold"

    def _of_window(self, window: Window, event: Event) -> Iterator[str | None]:
        starts = _starts(self.case, window)
        if event.type in starts:
            yield None
        if event.type in {window.ends, *_untils(self.case, window)}:
            if not self._has_begun(starts):
                yield f"{window.name} has not started"
            else:
                yield f"{window.name} has ended already" if window.name in self.ended else None

    def _has_begun(self, starts: set[str]) -> bool:
        return "opened" in starts or any(event.type in starts for event in self.events)

    def _of_its_own(self, event: Event) -> Iterator[str | None]:
        """Events that are about neither a window nor a state."""
        happened = [e.type for e in self.events]
        match event.type:
            case "reopened":
                yield None if self._last_end is not None else "nothing has ended"
            case "cancelled":
                yield "cancelled already" if "cancelled" in happened else None
            case kind if kind.startswith("returned ") or (self.case.given.tier is None and kind in TERM_EVENTS):
                yield None  # what can be given back is for the ledger to say
            case "ended":
                yield self._unended()
            case "renewed":
                yield "nothing to renew" if self._unsaid("renews") else None
            case kind if kind in _counted(self.case):
                yield None

    def _unended(self) -> str | None:
        """Why the term cannot be ended once more; endings before a known start are of an earlier term."""
        if self._unsaid("cancellable"):
            return "not cancellable"
        start = decide(lambda _: self.case.asking().term_start())
        earlier = [e for e in self.events if e.type == "ended" and (start.value is None or e.at >= start.value)]
        return "ended already" if earlier and not self._open("cancellable") else None

    def _unsaid(self, kind: str) -> bool:
        """Whether the contract certainly says nothing of this kind."""
        found = decide(lambda view: winner(self.case, view, kind))
        return found.decided and found.value is None

    def _open(self, kind: str) -> bool:
        return not decide(lambda view: winner(self.case, view, kind)).decided

    def _end(self, event: Event) -> None:
        if event.type == "reopened" and self._last_end is not None:
            self.reopened[event.at] = self._last_end
            for window in self.case.contract.windows:
                if self.ended.get(window.name) == self._last_end.at and self._last_end.type in _ends(self.case, window):
                    del self.ended[window.name]
            self._last_end = None
            return
        for window in self.case.contract.windows:
            running = self._has_begun(_starts(self.case, window)) and window.name not in self.ended
            if event.type in (_starts(self.case, window) if window.each else _moved(self.case, window)):
                self.ended.pop(window.name, None)
            if event.type in _ends(self.case, window) and running:
                self.ended[window.name] = event.at
                self._last_end = event


def _course(turns: list[datetime], done: datetime | None, cancelled: datetime | None, gaps: list[Interval]) -> Course:
    return Course(tuple(zip(turns, [*turns[1:], done], strict=True)), done, cancelled, tuple(gaps))


# ── Which events are about what ─────────────────────────────────────────────────────────────────────────────────────


def _held(case: Case) -> Sequence[Clause]:
    return case.held("promise", "counts_from", "uses", "cancellable", "renews") if case.given.tier is not None else ()


def _starts(case: Case, window: Window) -> set[str]:
    """Events that may start a window: its own and those of `counts from`."""
    return {*window.starts, *_moved(case, window)}


def _moved(case: Case, window: Window) -> set[str]:
    """Events from which a window counts for some facts only: after one it may end once more."""
    return {c.value.event for c in _held(case) if isinstance(c.value, CountsFrom) and c.thing == window.name}


def _promises(case: Case, window: Window) -> list[Promise]:
    return [c.value.promise for c in _held(case) if isinstance(c.value, PromiseOf) and c.thing == window.name]


def _untils(case: Case, window: Window) -> set[str]:
    return {promise.until for promise in _promises(case, window) if isinstance(promise, Every)}


def _ends(case: Case, window: Window) -> set[str]:
    """Events that end a window for good: of one that is a cadence in all cases, only the event `until`."""
    promises = [p for p in _promises(case, window) if not isinstance(p, NoPromise)]
    cadence = bool(promises) and all(isinstance(p, Every) for p in promises)
    return _untils(case, window) if cadence else {window.ends, *_untils(case, window)}


def _counted(case: Case) -> set[str]:
    """Events that clauses count, whatever else they are."""
    values = [clause.value for clause in case.contract.clauses]
    names = [v.event if isinstance(v, Closes) else v.after_event for v in values if isinstance(v, Closes | Level)]
    return {name for name in names if name is not None}
