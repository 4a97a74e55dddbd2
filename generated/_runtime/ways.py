"""The way to a due instant: what was counted, when the clock stood still, when the calendar was closed and why.

    8 business hours from Fri 17:30, office 09:00-14:00 and 16:00-19:00
    counted Fri 17:30-19:00   closed (night, weekend) until Mon 09:00   counted 09:00-14:00   …   due Mon 17:30

`words` says it in sentences; `Way` is the same for pictures and scripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta, tzinfo
from typing import Literal

from . import text
from .answers import Json
from .durations import Length, Pause, counts_in, merge_pauses
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
    """How the due instant of a window is counted, over the whole local dates that it touches, each part on one date; of a
    cadence, in its last round. `clause`: the id of the promise.

    `due` None: no limit, then `not_before` is the bound, or an open pause keeps it from being known, then the parts end
    with that pause's beginning.
    """

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
    return list(_cut(_stretches(case, promise, start, end), pauses_of(case)))


def way(case: WindowCase, reading: Reading, clause: str, zone: tzinfo) -> Way | None:
    """The way of a window that has started; None where nothing is promised. Raises as the calendars do."""
    start, promise = start_of(case, reading), case.promise
    if start is None or promise is None:
        return None
    end = reading.due or reading.not_before
    last = end if end is not None else next((begin for begin, stop in pauses_of(case) if stop is None), None)
    if last is None or last < start:
        return None
    first_midnight, next_midnight = _midnight(start, zone), _midnight(last, zone, 1)
    told = (
        *_beside(case, promise, first_midnight, start),
        *parts(case, promise, start, last),
        *_beside(case, promise, last, next_midnight),
    )
    by_day = tuple(part for one in told for part in _by_day(one, zone))
    return Way(reading.name, clause, start, reading.due, reading.target, reading.not_before, by_day)


def joined(found: Iterable[Part]) -> list[Part]:
    """Neighbours of one kind as one, with the reasons of all."""
    result: list[Part] = []
    for part in found:
        if result and result[-1].kind == part.kind and result[-1].end == part.start:
            reasons = tuple(dict.fromkeys((*result[-1].reasons, *part.reasons)))
            result[-1] = result[-1].replace(end=part.end, reasons=reasons)
        else:
            result.append(part)
    return result


def _midnight(at: datetime, zone: tzinfo, days: int = 0) -> datetime:
    """The beginning of an instant's local date, or of one so many days later."""
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=days), time(), zone)


def _by_day(part: Part, zone: tzinfo) -> Iterator[Part]:
    """A part cut at local midnights, so that each piece lies on one date."""
    at = part.start
    while at < part.end:
        until = min(_midnight(at, zone, 1), part.end)
        yield part.replace(start=at, end=until)
        at = until


def _beside(case: WindowCase, promise: Promise, start: datetime, end: datetime) -> list[Part]:
    """What a calendar is before the start or after the end: open or shut, uncounted; nothing where the window counts by
    the clock, or beyond the horizon."""
    length = _length(promise)
    if length is None or counts_in(length) != "open":
        return []
    try:
        stretches = _stretches(case, promise, start, end)
    except BeyondHorizon:
        return []
    return [
        Part(one.start, one.end, "open" if one.open else "shut", () if one.open else (one.reason,)) for one in stretches
    ]


def _length(promise: Promise) -> Length | None:
    return (
        promise.lengths()[0]
        if isinstance(promise, Within)
        else promise.interval
        if isinstance(promise, Every)
        else None
    )


def _stretches(case: WindowCase, promise: Promise, start: datetime, end: datetime) -> list[Stretch]:
    length = _length(promise)
    if length is None or end <= start:
        return []
    table: Timetable | None = case.timetable_of(length) if counts_in(length) == "open" else None
    return [Stretch(start, end, True, "")] if table is None else table.hours.explain(start, end)


def _cut(stretches: list[Stretch], pauses: list[Pause]) -> Iterator[Part]:
    """Stretches with the pauses cut out of open ones."""
    for stretch in stretches:
        at = stretch.start
        stops = [(begin, stop or stretch.end) for begin, stop in pauses if begin < stretch.end] if stretch.open else []
        for begin, stop in stops:
            if stop > at:
                if begin > at:
                    yield Part(at, begin, "counted")
                yield Part(max(begin, at), min(stop, stretch.end), "paused")
                at = min(stop, stretch.end)
        if at < stretch.end:
            yield Part(
                at, stretch.end, "counted" if stretch.open else "closed", () if stretch.open else (stretch.reason,)
            )
