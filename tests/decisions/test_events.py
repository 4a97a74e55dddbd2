"""Decisions 34 to 45: events, windows in time, what happens to them. All on the contract EVENTS; the office is open 09-17."""

from __future__ import annotations

from typing import Any

import pytest

from .support import EVENTS, Answer, Ask, RefusedError, at, both_evaluators, due, event

pytestmark = both_evaluators
MONDAY = "2026-03-02 10:00"


def asked(ask: Ask, *events: Any, **facts: Any) -> Answer:
    return ask(EVENTS, **{"tier": "base", "severity": "s2", "opened": at(MONDAY), "events": list(events), **facts})


def state(answer: Answer, window: str) -> str:
    found: str = answer["windows"][window]["state"]
    return found


@pytest.mark.parametrize("type_", ["greeted", "pumps", "missed", "parts"])
def test_34_other_events_are_input_errors(ask: Ask, type_: str) -> None:
    with pytest.raises(RefusedError):
        asked(ask, event("2026-03-02 11:00", type_))


def test_34_events_of_every_kind_are_known(ask: Ask) -> None:
    kinds = ["responded", "asked", "answered", "visit", "attempts", "missed visit", "reopened", "cancelled"]
    asked(ask, *[event(f"2026-03-02 1{n}:00" if n else MONDAY, kind) for n, kind in enumerate(kinds)])
    asked(ask, event("2026-03-02 11:00", "severity", value="s1"))


def test_35_facts_hold_values_at_opening(ask: Ask) -> None:
    change = event("2026-03-02 12:00", "severity", value="s1")
    assert due(asked(ask, change, as_of=at("2026-03-02 11:59")), "respond") == at("2026-03-02 20:00")
    assert due(asked(ask, change, as_of=at("2026-03-02 12:00")), "respond") == at("2026-03-02 14:00")


def test_35_another_start_is_an_event_and_the_first_counts(ask: Ask) -> None:
    answer = asked(ask)
    assert (state(answer, "arrive"), due(answer, "arrive")) == ("not_started", None)
    answer = asked(ask, event("2026-03-02 13:00", "sent"), event("2026-03-02 12:00", "part_arrived"))
    assert due(answer, "arrive") == at("2026-03-02 14:00")


def test_36_as_of_is_the_latest_event_and_later_ones_are_ignored(ask: Ask) -> None:
    late = event("2026-03-02 21:00", "responded")
    assert state(asked(ask, late), "respond") == "breached"
    assert state(asked(ask, late, as_of=at("2026-03-02 12:00")), "respond") == "running"


def test_36_duplicates_count_once_in_any_order(ask: Ask) -> None:
    one, other = event("2026-03-02 12:00", "visit"), event("2026-03-02 11:00", "visit")
    assert asked(ask, one, other, one)["quotas"]["visits"]["used"] == "2"
    assert asked(ask, one, other, one)["problems"] == []


def test_37_impossible_events_are_problems_without_effect(ask: Ask) -> None:
    answer = asked(
        ask, event("2026-03-02 09:00", "responded"), event("2026-03-02 11:00", "answered"), as_of=at("2026-03-02 12:00")
    )
    assert len(answer["problems"]) == 2
    assert "before opened" in answer["problems"][0]
    assert "waiting does not hold" in answer["problems"][1]
    assert state(answer, "respond") == "running"


def test_37_before_opening_uses_are_possible(ask: Ask) -> None:
    answer = asked(ask, event("2026-03-01 09:00", "visit"))
    assert (answer["problems"], answer["quotas"]["visits"]["used"]) == ([], "1")


def test_38_a_change_may_undo_a_breach(ask: Ask) -> None:
    """4 hours ended at 14:00; at 15:00 it turns out to be a case of 10 hours."""
    facts = {"severity": "s1"}
    assert state(asked(ask, as_of=at("2026-03-02 14:30"), **facts), "respond") == "breached"
    answer = asked(ask, event("2026-03-02 15:00", "severity", value="s2"), **facts)
    assert (state(answer, "respond"), due(answer, "respond")) == ("running", at("2026-03-02 20:00"))


def test_38_a_window_is_read_at_its_end(ask: Ask) -> None:
    answer = asked(
        ask, event("2026-03-02 13:00", "responded"), event("2026-03-02 15:00", "severity", value="s2"), severity="s1"
    )
    assert (state(answer, "respond"), due(answer, "respond")) == ("met", at("2026-03-02 14:00"))


def test_39_pauses_count_in_the_windows_own_time(ask: Ask) -> None:
    """A wait from Monday 16:00 to Tuesday 10:00: 18 hours of the clock, 2 of the office."""
    wait = event("2026-03-02 16:00", "asked"), event("2026-03-03 10:00", "answered")
    answer = asked(ask, *wait, opened=at("2026-03-02 14:00"))
    assert due(answer, "respond") == at("2026-03-03 18:00")
    # 2 hours of Monday, then Tuesday from 10:00
    assert due(answer, "swap") == at("2026-03-03 12:00")


def test_39_an_open_pause_begun_before_due_leaves_none(ask: Ask) -> None:
    answer = asked(ask, event("2026-03-02 12:00", "asked"), as_of=at("2026-03-02 13:00"))
    assert (due(answer, "respond"), state(answer, "respond")) == (None, "paused")
    answer = asked(ask, event("2026-03-02 21:00", "asked"), as_of=at("2026-03-02 22:00"))
    assert (due(answer, "respond"), state(answer, "respond")) == (at("2026-03-02 20:00"), "breached")


def test_39_business_days_add_open_time_then_the_close(ask: Ask) -> None:
    assert due(asked(ask), "resolve") == at("2026-03-05 17:00")
    answer = asked(ask, event("2026-03-03 15:00", "asked"), event("2026-03-03 18:00", "answered"))
    assert due(answer, "resolve") == at("2026-03-06 17:00")


@pytest.mark.parametrize(
    ("as_of", "expected", "percentage"),
    [
        ("17:59", "running", "79.8333333333"),
        ("18:00", "at_risk", "80"),
        ("20:00", "at_risk", "100"),
        ("20:01", "breached", "100.1666666667"),
    ],
)
def test_40_states_by_exact_shares(ask: Ask, as_of: str, expected: str, percentage: str) -> None:
    answer = asked(ask, as_of=at(f"2026-03-02 {as_of}"))
    assert (state(answer, "respond"), answer["windows"]["respond"]["percentage"]) == (expected, percentage)
    assert answer["windows"]["respond"]["at_risk_at"] == at("2026-03-02 18:00")


def test_40_precedence(ask: Ask) -> None:
    done, stopped = event("2026-03-02 20:00", "responded"), event("2026-03-02 20:30", "cancelled")
    assert state(asked(ask, done, stopped), "respond") == "met"
    assert state(asked(ask, stopped, as_of=at("2026-03-03 20:00")), "respond") == "cancelled"
    assert state(asked(ask, event("2026-03-02 19:00", "asked"), as_of=at("2026-03-02 19:30")), "respond") == "paused"


def test_41_or_more_has_a_bound_and_no_due(ask: Ask) -> None:
    """24 open hours from Monday 10:00: 7, 8 and 8, then one on Thursday."""
    ship = asked(ask)["windows"]["ship"]
    assert (ship["due"], ship["not_before"], ship["state"]) == (None, at("2026-03-05 10:00"), "none")


def test_41_only_due_of_a_range_is_met_or_breached(ask: Ask) -> None:
    answer = asked(ask, event("2026-03-03 20:00", "fixed"))
    assert answer["windows"]["fix"]["target"] == at("2026-03-03 10:00")
    assert (due(answer, "fix"), state(answer, "fix")) == (at("2026-03-04 10:00"), "met")


def test_42_a_cadence_is_due_after_the_last_update(ask: Ask) -> None:
    answer = asked(ask, event("2026-03-02 13:00", "updated"))
    assert (due(answer, "update"), state(answer, "update")) == (at("2026-03-02 17:00"), "running")


def test_42_one_longer_interval_breaches_for_good(ask: Ask) -> None:
    answer = asked(ask, event("2026-03-02 14:01", "updated"), event("2026-03-02 15:00", "updated"))
    assert (due(answer, "update"), state(answer, "update")) == (at("2026-03-02 19:00"), "breached")
    answer = asked(ask, event("2026-03-02 14:00", "updated"), event("2026-03-02 15:00", "updated"))
    assert state(answer, "update") == "running"


def test_43_reopened_goes_on_and_the_time_between_is_a_pause(ask: Ask) -> None:
    """Of 48 hours two had passed: the day between moves the due from Wednesday to Thursday."""
    answer = asked(ask, event("2026-03-02 12:00", "fixed"), event("2026-03-03 12:00", "reopened"))
    assert (due(answer, "fix"), state(answer, "fix")) == (at("2026-03-05 10:00"), "running")
    assert due(answer, "respond") == at("2026-03-02 20:00")


def test_44_attempts_count_on_business_days_while_the_state_lasts(ask: Ask) -> None:
    tries = [event(f"2026-03-0{day} 11:00", "attempts") for day in (4, 6, 7, 9)]
    before = event("2026-03-03 11:00", "attempts")
    answer = asked(ask, before, event("2026-03-03 12:00", "asked"), *tries)
    assert (answer["closure"]["closes"], answer["closure"]["at"]) == ("yes", at("2026-03-09 11:00"))
    answer = asked(ask, before, event("2026-03-03 12:00", "asked"), *tries[:3])
    assert answer["closure"]["closes"] == "no"


def test_45_windows_and_quotas_are_answered_where_coverage_refuses(ask: Ask) -> None:
    answer = asked(ask, event("2026-03-01 09:00", "visit"), banned=True, service="support")
    assert answer["coverage"] == "not_covered"
    assert due(answer, "respond") == at("2026-03-02 20:00")
    assert answer["quotas"]["visits"]["left"] == "1"
