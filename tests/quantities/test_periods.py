"""Days of calendar periods, the share of one that is left, and hours between instants."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.support import HEAD, Ask, at, both_evaluators, event

DAYS = ["week", "month", "quarter", "year"]

PLAN = (
    (
        HEAD
        + """
customer fact sold date
customer fact seats whole from 1
fact called instant
window respond from opened to responded
define hours_waited is whole hours from called to opened
define minutes_waited is whole minutes from called to opened
define seconds_waited is whole seconds from called to opened
define since_midnight is whole hours from sold to opened
define monthly_fee is 10 EUR times seats
define claim_by is last day of calendar month of sold + 30 calendar days
"""
        + "".join(
            f"""define first_{unit} is first day of calendar {unit} of sold
define last_{unit} is last day of calendar {unit} of sold
define rest_{unit} is remainder of calendar {unit} from sold
define opened_{unit} is last day of calendar {unit} of opened
"""
            for unit in DAYS
        )
        + """
tier base {
  price free
  amount begun_month monthly_fee times remainder of calendar month from start
  respond within {
    1 hour when rest_month > 50%
    2 hours when rest_month in 25% to 50%
    3 hours otherwise
  }
}
tier strict {
  price free
  respond within {
    1 hour  when sold <= first_month_paid
    2 hours when sold > first_month_paid
  }
}
define first_month_paid is last day of calendar month of 2026-02-10
"""
    )
    .replace("50%", "0.5")
    .replace("25%", "0.25")
)


def value(ask: Ask, name: str, **facts: Any) -> Any:
    return ask(PLAN, tier="base", **facts)["values"][name]


@both_evaluators
@pytest.mark.parametrize(
    ("sold", "unit", "first", "last", "rest"),
    [
        ("2026-02-20", "week", "2026-02-16", "2026-02-22", "0.4285714286"),  # a Friday: 3 of 7 days
        ("2026-03-02", "week", "2026-03-02", "2026-03-08", "1"),  # a Monday
        ("2026-03-01", "week", "2026-02-23", "2026-03-01", "0.1428571429"),  # a Sunday, the last of seven
        ("2026-02-20", "month", "2026-02-01", "2026-02-28", "0.3214285714"),  # 9 of 28
        ("2028-02-29", "month", "2028-02-01", "2028-02-29", "0.0344827586"),  # 1 of 29
        ("2026-12-31", "month", "2026-12-01", "2026-12-31", "0.0322580645"),  # 1 of 31
        ("2026-02-20", "quarter", "2026-01-01", "2026-03-31", "0.4444444444"),  # 9 and 31 of 90
        ("2026-11-01", "quarter", "2026-10-01", "2026-12-31", "0.6630434783"),  # 61 of 92
        ("2026-02-20", "year", "2026-01-01", "2026-12-31", "0.8630136986"),  # 315 of 365
        ("2028-12-31", "year", "2028-01-01", "2028-12-31", "0.0027322404"),  # 1 of 366
    ],
)
def test_first_last_and_rest(ask: Ask, sold: str, unit: str, first: str, last: str, rest: str) -> None:
    facts = {"sold": sold}
    assert value(ask, f"first_{unit}", **facts)["value"] == first
    assert value(ask, f"last_{unit}", **facts)["value"] == last
    assert value(ask, f"rest_{unit}", **facts)["value"] == rest


@both_evaluators
def test_an_instant_stands_for_its_local_day(ask: Ask) -> None:
    """23:30 UTC of 31 March is 00:30 of 1 April in Lisbon."""
    opened = "2026-03-31T23:30:00+00:00"
    found = {unit: value(ask, f"opened_{unit}", opened=opened)["value"] for unit in DAYS}
    assert found == {"week": "2026-04-05", "month": "2026-04-30", "quarter": "2026-06-30", "year": "2026-12-31"}


@both_evaluators
@pytest.mark.parametrize(
    ("called", "opened", "hours", "minutes", "seconds"),
    [
        ("2026-03-03 08:30", "2026-03-03 10:00", "1", "90", "5400"),
        ("2026-03-03 09:00", "2026-03-03 10:00", "1", "60", "3600"),  # to the minute
        ("2026-03-03 10:01", "2026-03-03 10:00", "0", "0", "0"),  # the end comes first
        ("2026-03-29 00:30", "2026-03-29 02:30", "1", "60", "3600"),  # the clock skips an hour
    ],
)
def test_hours_and_minutes_are_elapsed(
    ask: Ask, called: str, opened: str, hours: str, minutes: str, seconds: str
) -> None:
    values = ask(PLAN, tier="base", called=at(called), opened=at(opened))["values"]
    found = [values[f"{unit}_waited"]["value"] for unit in ("hours", "minutes", "seconds")]
    assert found == [hours, minutes, seconds]


@both_evaluators
def test_a_date_beside_an_instant_is_its_local_midnight(ask: Ask) -> None:
    """Of 29 March 2026 an hour is skipped: from midnight to 10:00 there are nine."""
    assert value(ask, "since_midnight", sold="2026-03-29", opened=at("2026-03-29 10:00"))["value"] == "9"


@both_evaluators
def test_what_is_missing_is_named(ask: Ask) -> None:
    assert value(ask, "last_month") == {"value": None, "needs": ["sold"]}
    assert value(ask, "opened_month") == {"value": None, "needs": ["opened"]}
    assert value(ask, "hours_waited") == {"value": None, "needs": ["called", "opened"]}
    assert value(ask, "since_midnight", opened=at("2026-03-03 10:00"))["needs"] == ["sold"]


@both_evaluators
def test_a_started_month_is_paid_by_days(ask: Ask) -> None:
    """14 of 31 days of March at 70 EUR: 31.6129."""
    amounts = ask(PLAN, tier="base", seats=7, start=at("2026-03-18 09:00"))["amounts"]
    assert amounts["begun_month"]["amount"] == "31.61"


@both_evaluators
@pytest.mark.parametrize(
    ("sold", "due"),
    [
        ("2026-04-15", "2026-03-03 11:00"),  # 16 of 30 days are more than half
        ("2026-04-16", "2026-03-03 12:00"),  # 15 of 30 are half
        ("2026-03-24", "2026-03-03 12:00"),  # 8 of 31
        ("2026-04-25", "2026-03-03 13:00"),  # 6 of 30
    ],
)
def test_a_condition_may_ask_for_the_share(ask: Ask, sold: str, due: str) -> None:
    found = ask(PLAN, tier="base", sold=sold, opened=at("2026-03-03 10:00"))["windows"]["respond"]
    assert found["due"] == at(due)


@both_evaluators
def test_a_condition_may_ask_for_the_last_day(ask: Ask) -> None:
    for sold, due in (("2026-02-28", "2026-03-03 11:00"), ("2026-03-01", "2026-03-03 12:00")):
        found = ask(PLAN, tier="strict", sold=sold, opened=at("2026-03-03 10:00"))["windows"]["respond"]
        assert found["due"] == at(due)


@both_evaluators
def test_an_event_changes_nothing_that_was_known(ask: Ask) -> None:
    """A fact told again later is read as of then, a customer's never changes."""
    moved = event("2026-03-03 10:30", "called", value=at("2026-03-03 09:00"))
    values = ask(PLAN, tier="base", called=at("2026-03-03 08:00"), opened=at("2026-03-03 10:00"), events=[moved])
    assert values["values"]["hours_waited"]["value"] == "2"
