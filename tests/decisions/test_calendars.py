"""Decisions 23 to 33: the day's rule, business days and lengths. 2026-04-03 is Good Friday in Portugal."""

from __future__ import annotations

import pytest

from .support import CALENDARS, Answer, Ask, at, both_evaluators, due

pytestmark = both_evaluators


def asked(ask: Ask, opened: str, **facts: object) -> Answer:
    return ask(CALENDARS, tier="base", opened=at(opened), **{"country": "PT", **facts})


@pytest.mark.parametrize(
    ("opened", "is_open", "next_opening"),
    [
        # `open` hours beat the holiday and the week
        ("2026-04-03 09:30", False, "2026-04-03 10:00"),
        ("2026-04-03 10:30", True, "2026-04-06 09:00"),
        ("2026-04-03 15:00", False, "2026-04-06 09:00"),
        # a closed date, and closed hours of a date
        ("2026-03-11 10:00", False, "2026-03-12 09:00"),
        ("2026-03-12 15:00", False, "2026-03-12 16:00"),
        ("2026-03-12 16:00", True, "2026-03-13 09:00"),
        # a Saturday with hours of its own
        ("2026-03-14 11:00", True, "2026-03-16 09:00"),
        ("2026-03-14 12:00", False, "2026-03-16 09:00"),
    ],
)
def test_23_open_beats_closed_beats_holidays_beats_the_week(
    ask: Ask, opened: str, is_open: bool, next_opening: str
) -> None:
    assert asked(ask, opened)["calendars"]["office"] == {"open": is_open, "next_opening": at(next_opening)}


@pytest.mark.parametrize(
    ("opened", "is_open"),
    [
        ("2026-03-10 19:00", True),
        ("2026-03-10 23:59", True),
        ("2026-03-11 00:00", False),
        ("2026-03-11 19:00", False),
        ("2026-03-12 03:00", False),
        ("2026-03-12 23:00", True),
        ("2026-03-13 03:00", False),
        ("2026-03-13 11:00", True),
        ("2026-03-13 19:00", False),
        ("2026-03-14 03:00", False),
    ],
)
def test_23_a_night_is_cut_at_closed_and_opened_dates(ask: Ask, opened: str, is_open: bool) -> None:
    assert asked(ask, opened)["calendars"]["nights"]["open"] is is_open


@pytest.mark.parametrize(
    ("opened", "is_open"),
    [
        ("2026-03-06 11:30", True),
        ("2026-03-06 12:30", False),
        ("2026-03-06 15:00", False),
        ("2026-03-05 15:00", True),
        ("2026-03-11 10:00", False),
        ("2026-03-14 11:00", True),
    ],
)
def test_24_extends_inherits_all_but_the_weekdays_it_writes(ask: Ask, opened: str, is_open: bool) -> None:
    assert asked(ask, opened)["calendars"]["short"]["open"] is is_open


@pytest.mark.parametrize(
    ("window", "opened", "expected"),
    [
        # any day of either
        ("w_either", "2026-03-06 10:00", "2026-03-07 12:00"),
        ("w_either", "2026-03-07 10:00", "2026-03-09 17:00"),
        # the later close of the two
        ("w_longer", "2026-03-02 10:00", "2026-03-03 20:00"),
        # `except` keeps the left one's days and their close, though it is shut from noon
        ("w_except", "2026-03-02 10:00", "2026-03-03 17:00"),
        # always and the long window are cut at midnights
        ("w_around", "2026-03-07 10:00", "2026-03-09 00:00"),
        ("w_long", "2026-03-04 10:00", "2026-03-05 00:00"),
        ("w_long", "2026-03-06 10:00", "2026-03-06 20:00"),
    ],
)
def test_25_business_days_belong_to_written_windows(ask: Ask, window: str, opened: str, expected: str) -> None:
    assert due(asked(ask, opened), window) == at(expected)


def test_26_close_of_business_is_the_days_last_close(ask: Ask) -> None:
    answer = asked(ask, "2026-03-02 10:00")
    assert due(answer, "w_late") == at("2026-03-04 00:00")
    assert due(answer, "w_nights") == at("2026-03-04 08:00")


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("2026-03-07 18:00", "2026-03-09 17:00"),
        ("2026-03-02 15:59", "2026-03-03 17:00"),
        ("2026-03-02 16:00", "2026-03-03 17:00"),
        ("2026-03-02 16:01", "2026-03-04 17:00"),
    ],
)
def test_27_a_cut_off_moves_only_reports_on_a_business_day(ask: Ask, opened: str, expected: str) -> None:
    assert due(asked(ask, opened), "w_cutoff") == at(expected)


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("2026-03-02 13:30", "2026-03-03 14:00"),
        ("2026-03-02 07:00", "2026-03-03 09:00"),
        ("2026-03-02 19:00", "2026-03-03 18:00"),
        ("2026-03-02 18:00", "2026-03-03 18:00"),
        ("2026-03-02 13:00", "2026-03-03 13:00"),
        ("2026-03-02 10:30", "2026-03-03 10:30"),
    ],
)
def test_28_the_same_time_is_moved_into_opening_hours(ask: Ask, opened: str, expected: str) -> None:
    assert due(asked(ask, opened), "w_same") == at(expected)


def test_28_without_a_name_the_calendar_attended_counts(ask: Ask) -> None:
    assert due(asked(ask, "2026-03-02 13:30"), "w_attended") == at("2026-03-03 13:30")
    assert due(asked(ask, "2026-03-02 19:00"), "w_attended") == at("2026-03-03 17:00")


def test_29_clock_changes_and_calendar_lengths(ask: Ask) -> None:
    assert due(asked(ask, "2026-03-28 01:30"), "w_day") == "2026-03-29T02:30:00+01:00"
    assert due(asked(ask, "2026-10-24 01:30"), "w_day") == "2026-10-25T01:30:00+01:00"
    assert due(asked(ask, "2026-03-26 10:00"), "w_week") == "2026-04-02T10:00:00+01:00"
    answer = asked(ask, "2026-01-31 10:00")
    assert due(answer, "w_month") == at("2026-02-28 10:00")
    assert due(answer, "w_months") == at("2026-03-31 10:00")


def test_30_zero_business_hours_are_the_start(ask: Ask) -> None:
    assert due(asked(ask, "2026-03-07 10:00"), "w_zero") == at("2026-03-07 10:00")


def test_31_algebra_takes_dates_from_the_contracts_zone(ask: Ask) -> None:
    """Monday 23:00 in Lisbon is Tuesday 08:00 in Tokyo, whose office is open from 00:00 to 08:00 in UTC."""
    answer = asked(ask, "2026-03-02 23:00")
    assert due(answer, "w_tokyo") == at("2026-03-04 08:00")
    assert due(answer, "w_tokyo_too") == at("2026-03-03 08:00")
    assert due(answer, "w_around") == at("2026-03-04 00:00")


def test_32_holidays_of_a_country_that_nothing_names_are_that_answers_error(ask: Ask) -> None:
    answer = asked(ask, "2026-04-02 17:00")
    assert (due(answer, "w_national"), answer["problems"]) == (at("2026-04-06 17:00"), [])
    answer = asked(ask, "2026-04-02 17:00", country="FR")
    assert (answer["windows"]["w_national"]["state"], answer["windows"]["w_national"]["needs"]) == ("undecided", [])
    assert any("national: the holidays of FR are not known" in problem for problem in answer["problems"])
    assert due(answer, "w_day") == at("2026-04-03 17:00")


def test_33_opened_outside_the_horizon_has_no_due(ask: Ask) -> None:
    answer = asked(ask, "2029-03-05 10:00")
    assert {window["due"] for window in answer["windows"].values()} == {None}
    assert any(
        problem.endswith("opened: outside the horizon 2026-01-01 to 2028-12-31") for problem in answer["problems"]
    )
