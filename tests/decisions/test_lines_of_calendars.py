"""Every line of a calendar may hold for some facts only, closings and openings by date too.

August 2026 begins on a Saturday. The office is open from 09:00 to 18:00, the desk too, but in summer from
Sunday evening to Friday evening without a break.
"""

from __future__ import annotations

import pytest

from .support import Ask, at, both_evaluators

PLAN = """contract hours "Hours" {
  language en
  currency EUR
  zone Europe/Lisbon
  in force from 2026-01-01 to 2027-12-31
}
fact summer "Summer" yes or no
service repair "Repair"
window respond "Response" from opened to replied
window restore "Repair" from opened to restored
calendar office "Office" {
  monday to friday 09:00-18:00
  closed 2026-08-03 to 2026-08-07 "Beach" when summer
  closed every 12-24 to 12-31 when summer
  closed every first monday of september when not summer
  open 2026-08-15 10:00-14:00 when not summer
  open every first saturday of each month 09:00-13:00 when summer
}
calendar desk "Desk" {
  from sunday 22:00 to friday 20:00 when summer
  monday to friday 09:00-18:00 when not summer
}
tier base "Base" {
  covers repair
  attends during office
  respond within 4 business hours
  restore within 4 business hours on desk
}
"""


@both_evaluators
@pytest.mark.parametrize(
    ("opened", "summer", "due"),
    [
        ("2026-08-03 10:00", "yes", "2026-08-10 13:00"),  # five days closed, then 09:00 and 4 hours
        ("2026-08-03 10:00", "no", "2026-08-03 14:00"),
        ("2026-12-23 17:00", "yes", "2027-01-01 12:00"),  # an hour on Wednesday, three on New Year's Day, a Friday
        ("2026-12-23 17:00", "no", "2026-12-24 12:00"),
        ("2026-09-04 17:00", "yes", "2026-09-05 12:00"),  # an hour on Friday, three on the first Saturday
        ("2026-09-04 17:00", "no", "2026-09-08 12:00"),  # not on Saturday, nor on the first Monday
        ("2026-08-14 17:00", "yes", "2026-08-17 12:00"),
        ("2026-08-14 17:00", "no", "2026-08-15 13:00"),  # an hour on Friday, three on that Saturday
    ],
)
def test_dates_are_closed_and_opened_for_some_facts(ask: Ask, opened: str, summer: str, due: str) -> None:
    answer = ask(PLAN, tier="base", opened=at(opened), summer=summer == "yes")
    assert answer["windows"]["respond"]["due"] == at(due)


@both_evaluators
@pytest.mark.parametrize(
    ("summer", "due"),
    [
        (True, "2026-09-06 23:00"),  # three hours till Friday 20:00, one from Sunday 22:00
        (False, "2026-09-07 12:00"),  # an hour till Friday 18:00, three on Monday
    ],
)
def test_an_opening_over_the_week_may_hold_for_some_facts(ask: Ask, summer: bool, due: str) -> None:
    answer = ask(PLAN, tier="base", opened=at("2026-09-04 17:00"), summer=summer)
    assert answer["windows"]["restore"]["due"] == at(due)


@both_evaluators
def test_the_fact_is_needed_only_where_the_days_differ(ask: Ask) -> None:
    there = ask(PLAN, tier="base", opened=at("2026-06-02 10:00"))
    assert there["windows"]["respond"]["due"] == at("2026-06-02 14:00")
    assert ask(PLAN, tier="base", opened=at("2026-08-03 10:00"))["windows"]["respond"]["needs"] == ["summer"]
