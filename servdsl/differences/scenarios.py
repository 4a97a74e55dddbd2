"""What happens to a ticket so that a difference shows: questions for a suspect, the plainest first.

a quota of 3 visits or 4      no visits yet: the limits differ
hours that carry over         none used, and the ticket comes in the second period
a pause while waiting         the customer is asked, and answers a week later
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import chain

from servdsl.differences.drafts import Draft, Writer
from servdsl.differences.suspects import Ground, Suspect
from servdsl.model.expressions import Literal
from servdsl.model.values import (
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Closes,
    CountsFrom,
    Elapsed,
    Length,
    Level,
    Pauses,
    Quota,
)

_WORKED = (Fraction(1), Fraction(1, 3), Fraction(3), Fraction(12), Fraction(30))
"""Hours of work tried: a plain hour, less than a step, more than a minimum, past a day's limit."""
_MOST_USES = 40
_PERIODS = (31, 92, 160, 250, 366, 490)
"""Days after which the next month, quarter or year has begun, and what they leave has lapsed."""
_TERMS = (31, 90, 365)
"""Days of a term of a month, a quarter or a year that begins in January."""


class Scenarios:
    """Courses of a ticket, for one pair of contracts."""

    def __init__(self, ground: Ground, writer: Writer) -> None:
        self._ground = ground
        self._writer = writer
        self._windows = {w.name: w for side in ground.sides for w in side.windows}
        self._states = {s.name: s for side in ground.sides for s in side.states}

    def of(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        """The drafts to ask, from the suspect's facts alone."""
        made: dict[str, Callable[[Suspect, Draft], Iterator[Draft]]] = {
            "promise": self._window,
            "counts_from": self._window,
            "window": self._window,
            "pauses": self._paused,
            "state": self._paused,
            "level": self._escalated,
            "quota": self._used,
            "uses": self._used,
            "unit": self._used,
            "counts_as_used": self._missed,
            "charge": self._charged,
            "closes": self._closed,
            "lasts": self._termed,
            "starts": self._termed,
            "renews": self._termed,
            "cancellable": self._termed,
            "lasts_while": self._opened,
            "needs": self._plain,
        }
        yield from made.get(suspect.kind, self._plain)(suspect, draft)

    def _plain(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        del suspect
        yield draft

    def _opened(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        yield from self._plain(suspect, draft)
        yield self._at(draft)

    def _at(self, draft: Draft, opened: datetime | None = None) -> Draft:
        """With an opening instant."""
        made = draft.copy()
        made.opened = opened or draft.opened or self._writer.usual()
        return made

    # ── Windows ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _window(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        yield self._started(suspect, draft, timedelta(0))
        if suspect.kind != "promise":
            yield self._started(suspect, draft, timedelta(hours=1))
            yield self._ended(suspect, self._started(suspect, draft, timedelta(0)))

    def _started(self, suspect: Suspect, draft: Draft, apart: timedelta) -> Draft:
        """With the events from which the windows may count, one after another."""
        made = self._at(draft)
        at = made.opened
        assert at is not None
        for event in self._starts(suspect):
            at += apart
            made.events.append((at, event, {}))
        return made

    def _starts(self, suspect: Suspect) -> list[str]:
        """The events, other than the opening, from which a window counts on one of the sides."""
        found: dict[str, None] = {}
        for side in self._ground.sides:
            windows = [w for w in side.windows if w.name == suspect.thing or suspect.kind in ("level", "state")]
            found |= dict.fromkeys(event for window in windows for event in window.starts)
            clauses = (c for c in side.clauses if isinstance(c.value, CountsFrom))
            found |= {
                c.value.event: None for c in clauses if isinstance(c.value, CountsFrom) and c.thing == suspect.thing
            }
        return [event for event in found if event != "opened"]

    def _ended(self, suspect: Suspect, draft: Draft) -> Draft:
        made = draft.copy()
        ends = dict.fromkeys(w.ends for side in self._ground.sides for w in side.windows if w.name == suspect.thing)
        assert made.opened is not None
        made.events += [(made.opened + timedelta(hours=3 + n), event, {}) for n, event in enumerate(ends)]
        return made

    def _paused(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        """Each state that either side pauses by, from shortly after the opening on, for some days."""
        values = [c.value for part in (suspect.old, suspect.new) for c in part.clauses if hasattr(c, "id")]
        names = [value.state for value in values if isinstance(value, Pauses)] or [suspect.thing]
        for name in dict.fromkeys(names):
            for side in self._ground.sides:
                state = next((s for s in side.states if s.name == name), None)
                if state is not None:
                    yield from self._waiting(suspect, draft, state.starts, state.ends)

    def _waiting(self, suspect: Suspect, draft: Draft, begins: str, ends: str) -> Iterator[Draft]:
        made = self._started(suspect, draft, timedelta(0))
        assert made.opened is not None
        made.events.append((made.opened + timedelta(minutes=1), begins, {}))
        yield made
        ended = made.copy()
        ended.events.append((made.opened + timedelta(days=9), ends, {}))
        yield ended

    # ── Escalation and closing ──────────────────────────────────────────────────────────────────────────────────────

    def _escalated(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        """With the events that the level comes after, then with those that start windows, then much later."""
        made = self._at(draft)
        assert made.opened is not None
        values = [getattr(c, "value", None) for part in (suspect.old, suspect.new) for c in part.clauses]
        events = [value.after_event for value in values if isinstance(value, Level) and value.after_event]
        made.events += [
            (made.opened + timedelta(hours=1 + n), event, {}) for n, event in enumerate(dict.fromkeys(events))
        ]
        yield made
        late = made.copy()
        late.as_of = made.opened + timedelta(days=120)
        yield late
        yield self._started(suspect, made, timedelta(0))

    def _closed(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        yield draft
        made = self._at(draft)
        assert made.opened is not None
        values = [getattr(c, "value", None) for part in (suspect.old, suspect.new) for c in part.clauses]
        counted = [value for value in values if isinstance(value, Closes) and value.event is not None]
        for value in counted:
            state = self._states.get(value.state or "")
            if state is not None:
                made.events.append((made.opened + timedelta(minutes=1), state.starts, {}))
        for few in sorted({value.after or 1 for value in counted}):
            yield from self._attempts(made, {str(value.event) for value in counted}, few)

    def _attempts(self, draft: Draft, events: set[str], count: int) -> Iterator[Draft]:
        """So many of an event, a day apart: weekends may pass between two of them."""
        assert draft.opened is not None
        for days in (count, count * 3 + 4):
            made = draft.copy()
            made.events += [(draft.opened + timedelta(days=1 + n), event, {}) for n in range(days) for event in events]
            yield made

    # ── Quotas ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _used(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        """Nothing used; more than there is, and work beyond it; a little; the periods that follow."""
        base = self._begun(draft)
        assert base.opened is not None
        counts, things = self._counts(suspect), self._things(suspect)
        yield draft
        yield base
        for thing in things:
            used = self._with_uses(base, thing, counts[-1], "")
            yield used
            yield self._with_work(used, _WORKED[2])
        for days in _PERIODS:
            yield self._at(base, base.opened + timedelta(days=days))
        for count in counts[:-1]:
            for thing in things:
                yield self._with_uses(base, thing, count, "")
        for minutes in _steps(suspect):
            for thing in (one for one in things if "hours" in self._told(one)):
                made = base.copy()
                made.events.append((base.opened - timedelta(days=3), thing, {"minutes": str(minutes)}))
                yield made

    def _with_work(self, draft: Draft, hours: Fraction) -> Draft:
        made = self._at(draft)
        assert made.opened is not None
        made.worked = [(made.opened, made.opened + timedelta(seconds=int(hours * 3600)))]
        return made

    def _begun(self, draft: Draft) -> Draft:
        """With a term that has begun."""
        made = self._at(draft)
        assert made.opened is not None
        made.start = draft.start or (made.opened - timedelta(days=20)).date()
        return made

    def _things(self, suspect: Suspect) -> list[str]:
        """The thing itself, and what is used or counted with it."""
        found = {suspect.thing: None}
        for side in self._ground.sides:
            for clause in side.clauses:
                other = getattr(clause.value, "of", None) or getattr(clause.value, "counted_in", None)
                if clause.kind in ("uses", "quota") and isinstance(other, str):
                    found |= dict.fromkeys((clause.thing, other)) if suspect.thing in (clause.thing, other) else {}
        return list(found)

    def _counts(self, suspect: Suspect) -> list[int]:
        """How many uses to try: one, and one more than either side includes."""
        sizes = [t.block_hours for side in self._ground.sides for t in side.things if t.name == suspect.thing]
        counts = [1, *(int(size) + 1 for size in sizes if size is not None and suspect.kind == "unit")]
        for clause in chain(suspect.old.clauses, suspect.new.clauses):
            count = getattr(getattr(clause, "value", None), "count", None)
            if isinstance(count, Literal) and not isinstance(count.value, str) and count.value <= _MOST_USES:
                counts += [int(count.value), int(count.value) + 1]
        return sorted(set(counts))

    def _with_uses(self, draft: Draft, thing: str, count: int, before: str) -> Draft:
        """So many uses, in the last days before the ticket; of hours and of money, one use of so much."""
        made = draft.copy()
        assert made.opened is not None
        kind = f"{before} {thing}".strip()
        if told := self._told(thing) - {"count"}:
            made.events.append((made.opened - timedelta(days=3), kind, {min(told): str(count)}))
        else:
            starts = made.opened - timedelta(days=3)
            made.events += [(starts + timedelta(minutes=n), kind, {}) for n in range(count)]
        return made

    def _told(self, thing: str) -> set[str]:
        """In what uses of a thing are told."""
        return {side.told_in(thing) for side in self._ground.sides}

    def _missed(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        for thing in self._things(suspect):
            yield self._with_uses(self._begun(draft), thing, 1, "missed")

    # ── Money and terms ─────────────────────────────────────────────────────────────────────────────────────────────

    def _charged(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        yield draft
        begin = self._writer.during(suspect, "worked") or draft.opened or self._writer.usual()
        for hours in _WORKED:
            made = draft.copy()
            made.worked = [(begin, begin + timedelta(seconds=int(hours * 3600)))]
            yield made

    def _termed(self, suspect: Suspect, draft: Draft) -> Iterator[Draft]:
        """A term that has begun, and is ended or renewed: early, late, and about as long before a period's end as the
        notice takes."""
        yield draft
        base = self._at(draft)
        assert base.opened is not None
        begun = base.opened - timedelta(days=20)
        base.start = None if suspect.kind == "starts" else begun.date()
        yield base
        for days in (60, 900):
            yield self._at(base, base.opened + timedelta(days=days))
        notice = self._notice(suspect)
        for days in (40, *(period - notice for period in _TERMS)):
            for event in ("ended", "renewed") if suspect.kind != "cancellable" else ("ended",):
                made = base.copy()
                made.events.append((begun + timedelta(days=days), event, {}))
                yield made

    def _notice(self, suspect: Suspect) -> int:
        """Days between the notice of both sides."""
        told = [
            getattr(getattr(c, "value", None), "notice", None) for p in (suspect.old, suspect.new) for c in p.clauses
        ]
        days = [_days(length) for length in told if length is not None] or [0]
        return sum(days) // len(days)


def _days(length: Length) -> int:
    """About how many days a length takes."""
    match length:
        case Elapsed() | BusinessTime():
            return int(length.seconds // 86_400)
        case CalendarUnits():
            return length.count * {"days": 1, "months": 30, "years": 365}[length.unit]
        case BusinessDays():
            return length.count * 7 // 5


def _steps(suspect: Suspect) -> list[int]:
    """Uses in minutes that a minimum or a step of either side counts differently: a minute, and one more than each."""
    quotas = (c.value for side in (suspect.old, suspect.new) for c in side.clauses if isinstance(c.value, Quota))
    sizes = [size for quota in quotas for size in (quota.minimum, quota.step) if size is not None]
    return sorted({1, *(int(size * 60) + 1 for size in sizes)}) if sizes else []
