"""Local times of an example → instants with an offset, in the contract's zone or the example's site.

    2026-03-06 17:30 in America/Santiago   →   "2026-03-06T17:30:00-03:00"

A time that the clock reads twice is its first (decision 29); one that it skips never happens.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from servdsl.semantics.scope import Scope
from servdsl.source import Span
from servdsl.syntax.parts import Moment


class Clock:
    """The clock by which an example is written. `zone` None: nobody knows it, for want of the fact `missing`, or
    without that because of a mistake that has been reported."""

    def __init__(self, zone: str | None, missing: str | None, scope: Scope) -> None:
        self._zone = ZoneInfo(zone) if zone is not None else None
        self._missing = missing
        self._findings = scope.findings

    def instant(self, moment: Moment, what: str) -> str | None:
        """ISO text with the offset; None, and reported, without a time of day, a zone, or where the clock skips it."""
        if moment.time is None:
            self._findings.report("SD614", moment.span, what=what)
            return None
        day = moment.date + timedelta(days=1) if moment.time.hour == 24 else moment.date
        local = time(moment.time.hour % 24, moment.time.minute, moment.time.second)
        return self._resolved(datetime.combine(day, local), moment.span)

    def midnight(self, moment: Moment) -> str | None:
        """The first instant of a day: what a date means where an instant is wanted (decision 54)."""
        return self._resolved(datetime.combine(moment.date, time()), moment.span, may_skip=True)

    def _resolved(self, local: datetime, place: Span, may_skip: bool = False) -> str | None:
        if self._zone is None:
            if self._missing is not None:
                self._findings.report("SD601", place, fact=self._missing)
                self._missing = None  # once per example
            return None
        aware = local.replace(tzinfo=self._zone)
        back = aware.astimezone(UTC).astimezone(self._zone)
        if back.replace(tzinfo=None) == local:
            return aware.isoformat()
        if may_skip:
            return back.isoformat()
        self._findings.report("SD602", place, time=f"{local:%Y-%m-%d %H:%M}", zone=str(self._zone))
        return None
