"""What happened: events read into a clean history.

    resolved 14:00, asked 10:00, answered 11:00, answered 11:30     opened 09:00, as of 12:00
    →  asked 10:00, answered 11:00; waiting 10:00-11:00; answered 11:30: waiting does not hold; 14:00 is to come

Decisions 34 to 37, 43 and 44 are the source of every rule here. Instants are aware datetimes in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, tzinfo
from fractions import Fraction
from typing import Any

from .records import Record
from .text import decimal
from .text import instant as instant_text

TICKET = ("reopened", "cancelled")
TERM = ("renewed", "ended")
MISSED = "missed "
RETURNED = "returned "


class Event(Record):
    """Something that happened. `value`: the new value of a fact that changed; `hours`: how long a thing was used, or
    was planned to be used; `count`: how many of it at once, where not one."""

    at: datetime
    type: str
    value: Any = None
    hours: Fraction | None = None
    count: int | None = None

    def argument(self) -> str:
        """The value, hours or count as text: events of one instant and one type are ordered by it (decision 36)."""
        return " ".join(part for part in (_text(self.value), _text(self.hours), _text(self.count)) if part)


class WindowEvents(Record):
    """The events of a window: all from which it may count (`opened` too), those that end it, and, where it is promised
    as a cadence, those until which it goes on: then its `ends` are rounds and end nothing. `moved`: those of `starts`
    from which it counts for some facts only; after one it may end once more. `each`: so it may after each start."""

    name: str
    starts: tuple[str, ...]
    ends: str
    until: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    each: bool = False

    @property
    def finals(self) -> tuple[str, ...]:
        """The events that end the window for good."""
        return self.until or (self.ends,)


class StateEvents(Record):
    """A state holds from one event to another."""

    name: str
    starts: str
    ends: str


class EventTypes(Record):
    """Which events a contract knows (decision 34). `things` are services and units by their singular name, `hourly`
    those of which a use must say its hours, `others` what clauses wait for, beyond windows and states, `counted` what
    they count, whatever else it is; `paid` the currencies of those of which a use must say what it cost."""

    windows: tuple[WindowEvents, ...] = ()
    states: tuple[StateEvents, ...] = ()
    facts: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    hourly: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    paid: Mapping[str, str] = {}

    def costs(self, kind: str) -> str | None:
        """The currency in which an event tells what the use cost; None where it does not."""
        return None if kind.startswith(RETURNED) else self.paid.get(thing_of(kind))

    def moments(self) -> frozenset[str]:
        """Types without an argument."""
        windows = {name for window in self.windows for name in (*window.starts, window.ends, *window.until)}
        states = {name for state in self.states for name in (state.starts, state.ends)}
        return frozenset({*windows, *states, *self.others, *self.counted, *TICKET, *TERM} - {"opened"})

    def known(self) -> tuple[str, ...]:
        """Every legal type, sorted; for "did you mean"."""
        uses = {prefix + thing for thing in self.things for prefix in ("", MISSED, RETURNED)}
        return tuple(sorted(self.moments() | self.facts | uses))

    def mistake(self, event: Event) -> str | None:
        """What is wrong with an event as input, as a sentence; None where it is legal (decision 34)."""
        used = thing_of(event.type)
        if used in self.things:
            if event.value is not None and self.costs(event.type) is None:
                return f"the event `{event.type}` takes no value"
            if event.value is None and self.costs(event.type) is not None:
                return f"`{used}` is counted in money: the event `{event.type}` needs its cost as `value`"
            if event.hours is not None and event.hours <= 0:
                return f"the event `{event.type}` needs more than 0 hours"
            if event.hours is not None and event.count is not None:
                return f"the event `{event.type}` takes `hours` or a `count`, not both"
            if used in self.hourly and event.hours is None and not event.type.startswith(RETURNED):
                return f"`{used}` is counted in hours: the event `{event.type}` needs `hours`"
            return None
        if event.hours is not None or event.count is not None:
            return f"the event `{event.type}` takes no {'hours' if event.count is None else 'count'}"
        if event.type in self.facts:
            return f"the event `{event.type}` needs the new value" if event.value is None else None
        if event.type not in self.moments():
            return f"there is no event `{event.type}`"
        return None if event.value is None else f"the event `{event.type}` takes no value"


class Problem(Record):
    """An impossible event, which had no effect (decision 37). `why` is said in few words: `waiting does not hold`."""

    event: Event
    why: str

    def sentence(self, zone: tzinfo) -> str:
        """The problem as an answer gives it, its instant in a zone."""
        said = f"{self.event.type} {self.event.argument()}".strip()
        return f"{instant_text(self.event.at, zone)} {said}: {self.why}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems from several readers of one history, in the order of its events."""
    return tuple(sorted(problems, key=lambda problem: _order(problem.event)))


class Interval(Record):
    """From an instant (included) to another (excluded); `end` None: not ended yet."""

    start: datetime
    end: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in it."""
        return self.start <= at and (self.end is None or at < self.end)


_EVER = datetime.min.replace(tzinfo=UTC)


class Reopening(Record):
    """A ticket was reopened: what the events `ended` had ended goes on, and the time between was a pause."""

    at: datetime
    ended_at: datetime
    ended: str


class History(Record):
    """Possible events up to `as_of`, in order (instant, type, argument), and what follows from them.

    `as_of` None: neither the opening nor any event is known. `states` holds the intervals of each state, `changes` the
    instants and new values of each fact that changed.
    """

    opened: datetime | None
    as_of: datetime | None
    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    states: Mapping[str, tuple[Interval, ...]]
    changes: Mapping[str, tuple[tuple[datetime, Any], ...]]
    reopenings: tuple[Reopening, ...]
    cancelled_at: datetime | None

    def instants(self, kind: str) -> tuple[datetime, ...]:
        """When events of a type took place, in order; `opened` is the opening."""
        if kind == "opened":
            return () if self.opened is None else (self.opened,)
        return tuple(event.at for event in self.events if event.type == kind)

    def first_of(self, kinds: Iterable[str]) -> datetime | None:
        """The earliest of some types, None where there is none yet: from where a window counts (decision 35)."""
        return min((at for kind in kinds for at in self.instants(kind)[:1]), default=None)

    def changed_by(self, at: datetime) -> dict[str, Any]:
        """The facts that changed up to an instant, itself included, with their values then (decision 35)."""
        told = {name: [value for when, value in changes if when <= at] for name, changes in self.changes.items()}
        return {name: values[-1] for name, values in told.items() if values}

    def state_holds(self, state: str, at: datetime) -> bool:
        """Whether a state holds at an instant: from its start on, no longer at its end."""
        return any(span.holds(at) for span in self.states.get(state, ()))

    def closed_after(
        self, count: int, kind: str, state: str | None, counts: Callable[[datetime], bool]
    ) -> datetime | None:
        """The instant of the N-th event of a type while a state lasts without a break, of those that `counts` (a
        business day of the clause's calendar) admits; None where there are fewer (decision 44)."""
        spans = (Interval(_EVER),) if state is None else self.states.get(state, ())
        for span in spans:
            admitted = [at for at in self.instants(kind) if span.holds(at) and counts(at)]
            if len(admitted) >= count:
                return admitted[count - 1]
        return None


def thing_of(kind: str) -> str:
    """The service or unit of an event's type: `repair` of `missed repair`."""
    return kind.removeprefix(MISSED).removeprefix(RETURNED)


def read(
    events: Iterable[Event], types: EventTypes, opened: datetime | None = None, as_of: datetime | None = None
) -> History:
    """The history of a ticket and of the customer's earlier uses.

    Exact duplicates count once; what comes after `as_of` is ignored; without one, it is the latest of the opening and
    all events (decision 36). Impossible events become problems, without effect (decision 37). The events are legal (see
    `EventTypes.mistake`) and their values hashable.
    """
    distinct = dict.fromkeys(sorted(events, key=_order))
    known = [*(event.at for event in distinct), *(() if opened is None else (opened,))]
    latest = as_of if as_of is not None else max(known, default=None)
    reader = _Reader(types, opened)
    for event in distinct:
        if latest is not None and event.at <= latest:
            reader.take(event)
    return reader.history(latest)


def _order(event: Event) -> tuple[datetime, str, str]:
    return (event.at, event.type, event.argument())


class _Reader:
    """Takes events in order and knows, between two of them, what holds."""

    def __init__(self, types: EventTypes, opened: datetime | None) -> None:
        self._types = types
        self._opened = opened
        self._moments = types.moments()
        self._events: list[Event] = []
        self._problems: list[Problem] = []
        self._states: dict[str, list[Interval]] = {state.name: [] for state in types.states}
        self._changes: dict[str, list[tuple[datetime, Any]]] = {}
        self._started = {window.name for window in types.windows if "opened" in window.starts}
        self._ended: set[str] = set()
        self._last_end: tuple[Event, frozenset[str]] | None = None
        self._reopenings: list[Reopening] = []
        self._cancelled_at: datetime | None = None

    def history(self, as_of: datetime | None) -> History:
        """What has been read so far."""
        return History(
            self._opened,
            as_of,
            tuple(self._events),
            tuple(self._problems),
            {name: tuple(spans) for name, spans in self._states.items()},
            {name: tuple(changes) for name, changes in self._changes.items()},
            tuple(self._reopenings),
            self._cancelled_at,
        )

    def take(self, event: Event) -> None:
        """One more event; it is no earlier than those before it."""
        why = self._impossible(event)
        if why is not None:
            self._problems.append(Problem(event, why))
            return
        self._events.append(event)
        if event.type in self._types.facts:
            self._changes.setdefault(event.type, []).append((event.at, event.value))
        elif event.type == "cancelled":
            self._cancelled_at = event.at
        elif event.type == "reopened" and self._last_end is not None:
            end, windows = self._last_end
            self._reopenings.append(Reopening(event.at, end.at, end.type))
            self._ended -= windows
            self._last_end = None
        elif event.type in self._moments:
            self._turn_states(event)
            self._turn_windows(event)

    def _impossible(self, event: Event) -> str | None:
        """Why an event cannot be: it is so in each of its roles, and the first speaks (decision 37)."""
        in_term = event.type in TERM or thing_of(event.type) in self._types.things
        if self._opened is not None and event.at < self._opened and not in_term:
            return "before opened"
        if event.type == "cancelled" and self._cancelled_at is not None:
            return "cancelled already"
        if event.type == "reopened" and self._last_end is None:
            return "nothing has ended"
        roles = [*self._as_state(event.type), *self._as_window(event.type)]
        if not roles or None in roles or event.type in self._types.counted:
            return None
        return roles[0]

    def _as_state(self, kind: str) -> Iterator[str | None]:
        """For each state that a moment begins or ends, why it cannot; None where it can."""
        for state in self._types.states:
            holds = self._running(state.name) is not None
            if kind == state.starts:
                yield f"{state.name} holds already" if holds else None
            elif kind == state.ends:
                yield None if holds else f"{state.name} does not hold"

    def _as_window(self, kind: str) -> Iterator[str | None]:
        """For each window that a moment begins, ends or updates, why it cannot; None where it can."""
        for window in self._types.windows:
            if kind in window.starts:
                yield None
            if kind == window.ends or kind in window.until:
                if window.name not in self._started:
                    yield f"{window.name} has not started"
                else:
                    yield f"{window.name} has ended already" if window.name in self._ended else None

    def _running(self, state: str) -> Interval | None:
        spans = self._states[state]
        return spans[-1] if spans and spans[-1].end is None else None

    def _turn_states(self, event: Event) -> None:
        for state in self._types.states:
            running = self._running(state.name)
            spans = self._states[state.name]
            if running is not None and event.type == state.ends:
                spans[-1] = Interval(running.start, event.at)
            elif running is None and event.type == state.starts:
                spans.append(Interval(event.at))

    def _turn_windows(self, event: Event) -> None:
        ending = {
            window.name
            for window in self._types.windows
            if event.type in window.finals and window.name in self._started - self._ended
        }
        self._started |= {window.name for window in self._types.windows if event.type in window.starts}
        self._ended -= {
            window.name
            for window in self._types.windows
            if event.type in (window.starts if window.each else window.moved)
        }
        if ending:
            self._ended |= ending
            self._last_end = (event, frozenset(ending))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Fraction):
        return decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):  # of a list of days, which are in order, or of names
        return ", ".join(map(_text, value))
    return str(value)
