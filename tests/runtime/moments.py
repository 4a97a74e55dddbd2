"""What the tests of the ticket side share: instants as people write them, and calendars of the situations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from servdsl.runtime.calendars import Holidays, Week, Weekly
from servdsl.runtime.history import Event
from servdsl.runtime.instants import Horizon, LocalZone, horizon, local_zone
from servdsl.runtime.timetable import Timetable, timetable

FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
MEXICO, SANTIAGO, LISBON = "America/Mexico_City", "America/Santiago", "Europe/Lisbon"

NINE_TO_SIX = Week((Weekly((0, 1, 2, 3, 4), ((9 * 60, 18 * 60),)),))
INTECNIA = Week(
    (
        Weekly((0, 1, 2, 3, 4), ((9 * 60, 14 * 60), (16 * 60, 19 * 60))),
        Holidays(((date(2026, 3, 16), "Natalicio de Benito Juárez"),)),
    )
)


def at(text: str, zone: str = MEXICO) -> datetime:
    """`2026-03-06 17:30`, a local time, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def event(text: str, kind: str, zone: str = MEXICO) -> Event:
    """A moment without an argument."""
    return Event(at(text, zone), kind)


def clock(zone: str = MEXICO) -> LocalZone:
    """A zone's clock over the horizon of the tests."""
    return local_zone(zone, FIRST, LAST)


def years(zone: str = MEXICO) -> Horizon:
    """The horizon of the tests."""
    return horizon(zone, FIRST, LAST)


def table(calendar: Week, zone: str = MEXICO) -> Timetable:
    """A calendar's timetable over that horizon."""
    return timetable(calendar, zone, FIRST, LAST)
