"""How many business deadlines a second: the runtime beside workclock, on one workload, all answers compared.

    python bench/due.py [--tickets 20000] [--rounds 5]

Monday to Friday 09:00-14:00 and 16:00-19:00 in America/Mexico_City, twelve holidays a year, 30 minutes to 80 hours, one
call for each deadline. A peer that is not installed is left out.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1]))

from servdsl.runtime.calendars import Holidays, Week, Weekly
from servdsl.runtime.durations import Business, due
from servdsl.runtime.instants import MINUTE, instant, micros
from servdsl.runtime.timetable import Timetable, timetable

ZONE = "America/Mexico_City"
FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
WEEKDAYS = (0, 1, 2, 3, 4)
SPANS = ((9 * 60, 14 * 60), (16 * 60, 19 * 60))
FEASTS = ((1, 1), (2, 5), (3, 21), (4, 2), (4, 3), (5, 1), (5, 10), (9, 16), (11, 2), (11, 20), (12, 12), (12, 25))
DAYS = tuple(date(year, month, day) for year in range(FIRST.year, LAST.year + 1) for month, day in FEASTS)
CALENDAR = Week((Weekly(WEEKDAYS, SPANS), Holidays(tuple((day, "holiday") for day in DAYS))))

Row = tuple[Any, Any]
Ask = Callable[[Any, Any], Any]


def workload(tickets: int) -> list[tuple[int, int]]:
    """Starts of five years and amounts, in microseconds."""
    rng = random.Random(1)
    low, high = micros(datetime(2024, 1, 2, tzinfo=UTC)), micros(datetime(2029, 1, 1, tzinfo=UTC))
    return [(rng.randrange(low, high, 1_000_000), rng.randint(30, 80 * 60) * MINUTE) for _ in range(tickets)]


def seconds(ask: Ask, rows: Sequence[Row]) -> float:
    """How long one round of calls takes."""
    begun = perf_counter()
    for at, amount in rows:
        ask(at, amount)
    return perf_counter() - begun


OURS = 5
"""How many columns are ours; those before them are the peer's."""


def ours(table: Timetable, rows: list[tuple[int, int]]) -> list[tuple[str, Ask, list[Row]]]:
    zone = ZoneInfo(ZONE)
    add = table.hours.add
    in_utc = [(instant(at), timedelta(microseconds=amount)) for at, amount in rows]
    local = [(at.astimezone(zone), amount) for at, amount in in_utc]
    lengths = [(instant(at), Business(amount)) for at, amount in rows]
    return [
        ("timetable.add, integers", table.add, list(rows)),
        ("hours.add, datetimes in UTC", add, list(in_utc)),
        ("hours.add, local datetimes to UTC", add, list(local)),
        ("hours.add, local datetimes to local", lambda at, amount: add(at, amount).astimezone(zone), list(local)),
        ("durations.due", lambda at, length: due(length, at, (), table.horizon, table), list(lengths)),
    ]


def peer(rows: list[tuple[int, int]]) -> list[tuple[str, Ask, list[Row]]]:
    """The same of workclock; nothing where it is not installed."""
    try:
        import workclock
    except ImportError:
        print("workclock is not installed: ours alone, unchecked", file=sys.stderr)
        return []
    windows = [workclock.WorkDay(_clock(low), _clock(high), WEEKDAYS) for low, high in SPANS]
    schedule = workclock.Schedule([*windows, workclock.Holidays(DAYS)], time_zone=ZONE)
    in_utc = [(instant(at), timedelta(microseconds=amount)) for at, amount in rows]
    local = [(at.astimezone(ZoneInfo(ZONE)), amount) for at, amount in in_utc]
    return [
        ("workclock, datetimes in UTC", schedule.add, list(in_utc)),
        ("workclock, local datetimes to local", schedule.add, list(local)),
    ]


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def main() -> int:
    parser = argparse.ArgumentParser(description="Benchmark of business deadlines.")
    parser.add_argument("--tickets", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    rows = workload(options.tickets)
    begun = perf_counter()
    table = timetable(CALENDAR, ZONE, FIRST, LAST)
    print(f"seven years tabulated in {(perf_counter() - begun) * 1000:.1f} ms")
    runs = [*peer(rows), *ours(table, rows)]
    # Round by round, each in turn, so that a busy moment of the machine favours none.
    rounds = [[seconds(ask, asked) for _, ask, asked in runs] for _ in range(options.rounds)]
    rates = [len(rows) / min(column) for column in zip(*rounds, strict=True)]
    fastest_peer = max(rates[: len(runs) - OURS], default=None)
    print(f"{'':38}{'a second':>12}{'of the peer':>14}")
    for each, (name, _, _) in zip(rates, runs, strict=True):
        print(f"{name:38}{each:12,.0f}{f'{each / fastest_peer:.1f} x' if fastest_peer else '-':>14}")
    answers = [[ask(at, amount) for at, amount in asked] for _, ask, asked in runs]
    in_micros = [[at if isinstance(at, int) else micros(at) for at in column] for column in answers]
    different = sum(column != in_micros[0] for column in in_micros)
    print("all answers are equal" if not different else f"{different} of {len(runs)} columns of answers differ")
    return 1 if different else 0


if __name__ == "__main__":
    raise SystemExit(main())
