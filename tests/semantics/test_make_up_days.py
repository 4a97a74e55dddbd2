"""`holidays CN with make-up days`: what a decree moves, against an independent list of the decreed days."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from tests.decisions.support import Ask, both_evaluators, checked

pytestmark = both_evaluators

PLAN = """
contract acme {
  language en
  zone     UTC
  in force from 2024-01-01 to 2026-12-31
  horizon  to 2026-12-31
}
calendar office {
  monday to friday 08:00-18:00
  holidays CN with make-up days 08:00-18:00
}
calendar nights {
  monday to friday 18:00-08:00
  holidays CN with make-up days 18:00-08:00
}
calendar short extends office {
  closed 2026-02-28 "Stocktaking"
  holidays CN with make-up days 09:00-13:00
}
window respond from opened to responded
tier base { respond within 1 business hour on office }
"""


def open_at(ask: Ask, calendar: str, moment: str) -> bool:
    answer = ask(PLAN, tier="base", opened=f"{moment}:00+00:00")
    return bool(answer["calendars"][calendar]["open"])


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_office_works_on_the_decreed_days(ask: Ask, year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    works = [day for day in days if open_at(ask, "office", f"{day}T12:00")]
    assert works == [day for day in days if chinese_calendar.is_workday(day)]


def test_a_night_runs_into_a_make_up_day_and_out_of_it(ask: Ask) -> None:
    """Saturday 10 October 2026 is a working day: nights of Friday and of Saturday take place, that of Sunday does not."""
    assert open_at(ask, "nights", "2026-10-10T03:00")
    assert open_at(ask, "nights", "2026-10-10T19:00")
    assert open_at(ask, "nights", "2026-10-11T07:59")
    assert not open_at(ask, "nights", "2026-10-11T08:00")
    assert not open_at(ask, "nights", "2026-10-12T03:00")


def test_closed_beats_a_make_up_day_and_a_new_line_replaces_the_inherited_hours(ask: Ask) -> None:
    assert not open_at(ask, "short", "2026-02-28T10:00")
    assert open_at(ask, "short", "2026-10-10T12:59")
    assert not open_at(ask, "short", "2026-10-10T13:00")


def test_a_country_without_make_up_days_is_told(ask: Ask) -> None:  # noqa: ARG001
    found = checked(PLAN.replace("holidays CN with", "holidays PT with"))
    assert {d.code for d in found.diagnostics if d.severity == "error"} == {"SD558"}
