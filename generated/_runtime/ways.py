"""The way to a due instant: what was counted, when the clock stood still, when the calendar was closed and why.

    8 business hours from Fri 17:30, office 09:00-14:00 and 16:00-19:00
    counted Fri 17:30-19:00   closed (night, weekend) until Mon 09:00   counted 09:00-14:00   …   due Mon 17:30

`words` says it in sentences; `Way` is the same for pictures and scripts.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import Literal

from . import text
from .answers import Json
from .durations import Pause, counts_in, merge_pauses
from .hours import Stretch
from .instants import BeyondHorizon
from .records import Record
from .timetable import Timetable
from .values import Every, Within
from .windows import Promise, Reading, WindowCase


class Part(Record):
    """A stretch of a way. `counted`, `paused` or `closed` between its start and its end; `open` and `shut` is what the
    calendar is on the same dates before and after. `reasons`: why it is closed."""

    start: datetime
    end: datetime
    kind: Literal["counted", "paused", "closed", "open", "shut"]
    reasons: tuple[str, ...] = ()


class Way(Record):
    """How the due instant of a window is counted, over the whole local dates that it touches; of a cadence, in its last
    round. `due` None: no limit, then `not_before` is the bound, or an open pause keeps it from being known, then the
    parts end with that pause's beginning. `clause`: the id of the promise."""

    window: str
    clause: str
    start: datetime
    due: datetime | None
    target: datetime | None
    not_before: datetime | None
    parts: tuple[Part, ...]

    def to_dict(self, zone: tzinfo) -> Json:
        """With instants as text, in a zone."""

        def shown(at: datetime | None) -> str | None:
            return None if at is None else text.instant(at, zone)

        return {
            "window": self.window,
            "clause": self.clause,
            "start": shown(self.start),
            "due": shown(self.due),
            "target": shown(self.target),
            "not_before": shown(self.not_before),
            "parts": [
                {"from": shown(one.start), "to": shown(one.end), "kind": one.kind, "reasons": list(one.reasons)}
                for one in self.parts
            ],
        }


def start_of(case: WindowCase, reading: Reading) -> datetime | None:
    """From when it counts; a cadence from its last round."""
    return reading.rounds[-1].start if reading.rounds else case.start


def pauses_of(case: WindowCase) -> list[Pause]:
    """The pauses of a window, those between an end and a reopening included."""
    return merge_pauses((*case.pauses, *case.course.gaps))


def parts(case: WindowCase, promise: Promise, start: datetime, end: datetime) -> list[Part]:
    """What lies between two instants."""
    return _cut(_stretches(case, promise, start, end), pauses_of(case))


def way(case: WindowCase, reading: Reading, clause: str, zone: tzinfo) -> Way | None:
    """The way of a window that has started; None where nothing is promised. Raises as the calendars do."""
    start, promise = start_of(case, reading), case.promise
    if start is None or promise is None:
        return None
    end = reading.due or reading.not_before
    still = next((begin for begin, stop in pauses_of(case) if stop is None), None)
    last = end if end is not None else still
    if last is None or last < start:
        return None
    first_day = datetime.combine(start.astimezone(zone).date(), time(), zone)
    last_day = datetime.combine(last.astimezone(zone).date() + timedelta(days=1), time(), zone)
    told = (
        *_beside(case, promise, first_day, start),
        *parts(case, promise, start, last),
        *_beside(case, promise, last, last_day),
    )
    return Way(reading.name, clause, start, reading.due, reading.target, reading.not_before, told)


def _beside(case: WindowCase, promise: Promise, start: datetime, end: datetime) -> list[Part]:
    """What a calendar is before the start or after the end: open or shut, uncounted; nothing beyond the horizon."""
    try:
        stretches = _stretches(case, promise, start, end)
    except BeyondHorizon:
        return []
    return [
        Part(one.start, one.end, "open" if one.open else "shut", () if one.open else (one.reason,)) for one in stretches
    ]


def _stretches(case: WindowCase, promise: Promise, start: datetime, end: datetime) -> list[Stretch]:
    length = promise.limit if isinstance(promise, Within) else promise.length if isinstance(promise, Every) else None
    if length is None or end <= start:
        return []
    table: Timetable | None = case.timetable_of(length) if counts_in(length) == "open" else None
    return [Stretch(start, end, True, "")] if table is None else table.hours.explain(start, end)


def _cut(stretches: list[Stretch], pauses: list[Pause]) -> list[Part]:
    """Stretches with the pauses cut out of open ones, neighbours of one kind joined."""
    found: list[Part] = []
    for stretch in stretches:
        at = stretch.start
        stops = [(begin, stop or stretch.end) for begin, stop in pauses if begin < stretch.end] if stretch.open else []
        for begin, stop in stops:
            if stop > at:
                _join(found, Part(at, max(begin, at), "counted"))
                _join(found, Part(max(begin, at), min(stop, stretch.end), "paused"))
                at = min(stop, stretch.end)
        if stretch.open:
            _join(found, Part(at, stretch.end, "counted"))
        else:
            _join(found, Part(at, stretch.end, "closed", (stretch.reason,)))
    return found


def _join(found: list[Part], part: Part) -> None:
    if part.start >= part.end:
        return
    if found and found[-1].kind == part.kind and found[-1].end == part.start:
        reasons = tuple(dict.fromkeys((*found[-1].reasons, *part.reasons)))
        found[-1] = found[-1].replace(end=part.end, reasons=reasons)
    else:
        found.append(part)
