"""Why a calendar is closed: each gap between a close and the next opening, cut and named for people.

In: a table and a gap. Out: stretches of the gap with the words of the holiday or closure that they fall on, else one of
four generic reasons, which the contract's language translates.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from .instants import DAY
from .tabulation import Table

Reason: TypeAlias = tuple[int, int, str]
"""From, to, why."""

BREAK, NIGHT, WEEKEND, CLOSED = "break", "night", "weekend", "closed"
_SATURDAY = 5


def reasons(table: Table, start: int, end: int) -> list[Reason]:
    """A whole gap's stretches. A night beside a weekend, a holiday or a closure counts as part of it."""
    parts: list[Reason] = []
    for day in range(table.zone.day(start), table.zone.day(end - 1) + 1):
        midnight, next_midnight = table.zone.at(day * DAY), table.zone.at((day + 1) * DAY)
        low, high = max(start, midnight), min(end, next_midnight)
        if day not in table.closes:
            generic = WEEKEND if (day + 3) % 7 >= _SATURDAY else CLOSED
        else:
            generic = BREAK if midnight < start and end < next_midnight else NIGHT
        parts.extend(_named(table, low, high, generic))
    return _joined(_without_nights(parts))


def _named(table: Table, low: int, high: int, generic: str) -> Iterator[Reason]:
    """A part of one date's closed time: what fell on a holiday or closure, the rest as `generic`."""
    for start, end, words in table.labels[bisect_left(table.labels, (low - 2 * DAY,)) :]:
        if start >= high:
            break
        if end > low:
            if low < start:
                yield low, start, generic
            yield max(low, start), min(end, high), words or CLOSED
            low = end
    if low < high:
        yield low, high, generic


def _without_nights(parts: list[Reason]) -> list[Reason]:
    kept: list[Reason] = []
    since = parts[0][0]
    for start, end, why in parts:
        if why == NIGHT and kept:
            kept[-1] = (kept[-1][0], end, kept[-1][2])
        elif why != NIGHT:
            kept.append((start if kept else since, end, why))
    return kept or parts


def _joined(parts: Iterable[Reason]) -> list[Reason]:
    joined: list[Reason] = []
    for start, end, why in parts:
        if joined and joined[-1][2] == why:
            joined[-1] = (joined[-1][0], end, why)
        else:
            joined.append((start, end, why))
    return joined
