"""Quotas of days and weeks, hours counted in steps, and which event used what."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.support import HEAD, Answer, Ask, RefusedError, at, both_evaluators, event, generated, interpreted

PLAN = (
    HEAD
    + """
service advice
service night_advice
service repair
unit visit, visits
unit loan, loans
tier base {
  price free
  includes 2 hours of advice per calendar month, at least 15 minutes, in steps of 5 minutes,
    beyond that 90 EUR per hour, at least 1 hour
  includes 1 hour of night_advice per calendar day, at least 30 minutes, counted in advice
  includes 2 visits per calendar week
  at most 3 repairs per contract week
  includes 1 loan, beyond that 40 EUR
}
tier rolled {
  price free
  includes 1 hour of advice per calendar week, carry over for 7 calendar days
  includes 2 visits per calendar day, carry over until the term ends
}
tier early {
  price free
  lasts 6 months
  includes 2 visits per term, then the term ends
}
"""
).replace("service repair\n", "service repair, repairs\n")


def asked(ask: Ask, *events: Any, **facts: Any) -> Answer:
    known = {"tier": "base", "start": at("2026-01-01"), "opened": at("2026-03-31 10:00")}
    return ask(PLAN, **{**known, "events": list(events), **facts})


def told(answer: Answer, thing: str, *keys: str) -> list[Any]:
    return [answer["quotas"][thing][key] for key in keys]


@both_evaluators
def test_each_use_counts_its_minimum_and_its_step(ask: Ask) -> None:
    """7 minutes are 15, 17 are 20: 35 of 120 minutes."""
    seven, seventeen = (
        event("2026-03-02 09:00", "advice", minutes="7"),
        event("2026-03-02 11:00", "advice", minutes="17"),
    )
    answer = asked(ask, seven, seventeen)
    assert told(answer, "advice", "used", "left") == ["0.5833333333", "1.4166666667"]
    assert told(answer, "advice", "uses") == [
        [
            {"at": at("2026-03-02 09:00"), "event": "advice", "taken": "0.25", "beyond": "0"},
            {"at": at("2026-03-02 11:00"), "event": "advice", "taken": "0.3333333333", "beyond": "0"},
        ]
    ]


@both_evaluators
def test_the_rest_of_a_use_is_beyond_in_the_steps_of_the_bank(ask: Ask) -> None:
    """After 100 of 120 minutes a use of 31 minutes counts 35: 20 of the bank, 15 beyond it."""
    uses = [event("2026-03-02 09:00", "advice", minutes="100"), event("2026-03-03 09:00", "advice", minutes="31")]
    answer = asked(ask, *uses)
    assert told(answer, "advice", "used", "left", "exhausted_at") == ["2", "0", at("2026-03-03 09:00")]
    assert answer["quotas"]["advice"]["uses"][1] == {
        "at": at("2026-03-03 09:00"),
        "event": "advice",
        "taken": "0.3333333333",
        "beyond": "0.25",
    }


@both_evaluators
@pytest.mark.parametrize(
    ("minutes", "amount"),
    [
        (117, "90.00"),  # 120 counted, 85 left in the bank, 35 beyond at least an hour
        (200, "172.50"),  # 85 left, 115 minutes beyond at 90 EUR per hour
        (80, "0.00"),  # counted in steps of 5, all in the bank
    ],
)
def test_a_job_is_counted_like_a_use_and_what_is_beyond_has_its_own_minimum(
    ask: Ask, minutes: int, amount: str
) -> None:
    end = f"2026-03-31 {10 + minutes // 60}:{minutes % 60:02}"
    used = event("2026-03-02 11:00", "advice", minutes="35")
    answer = asked(ask, used, worked=[[at("2026-03-31 10:00"), at(end)]])
    assert answer["charges"]["advice"]["amount"] == amount


@both_evaluators
def test_a_shared_pool_takes_what_the_use_counts(ask: Ask) -> None:
    """10 minutes at night count 30, of the night's hour and of the two hours of advice."""
    answer = asked(ask, event("2026-03-31 03:00", "night_advice", minutes="10"))
    assert told(answer, "night_advice", "used", "left") == ["0.5", "0.5"]
    assert told(answer, "advice", "used", "left") == ["0.5", "1.5"]
    assert [use["event"] for use in answer["quotas"]["advice"]["uses"]] == ["night_advice"]


@both_evaluators
def test_weeks_begin_on_monday_and_days_at_local_midnight(ask: Ask) -> None:
    """29 March 2026 is a Sunday of 23 hours; a question on Tuesday the 31st sees what came from Monday on."""
    uses = [event("2026-03-29 23:59", "visit"), event("2026-03-30 00:00", "visit")]
    answer = asked(ask, *uses)
    assert told(answer, "visits", "used", "period") == ["1", [at("2026-03-30"), at("2026-04-06")]]
    assert [use["at"] for use in answer["quotas"]["visits"]["uses"]] == [at("2026-03-30 00:00")]
    assert told(answer, "night_advice", "period") == [[at("2026-03-31"), at("2026-04-01")]]


@both_evaluators
def test_contract_weeks_are_counted_from_the_day_of_the_start(ask: Ask) -> None:
    """1 January 2026 is a Thursday: 26 March begins a week, 2 April the next."""
    answer = asked(ask, event("2026-03-25 12:00", "repair"), event("2026-03-26 00:00", "repair"))
    assert told(answer, "repairs", "used", "period") == ["1", [at("2026-03-26"), at("2026-04-02")]]


@both_evaluators
def test_a_week_carried_over_lapses_after_seven_days(ask: Ask) -> None:
    """Of the week of 23 March nothing was used: its hour lives until 6 April. That of 16 March is gone."""
    answer = asked(ask, tier="rolled", start=at("2026-03-16"))
    assert told(answer, "advice", "limit", "left") == ["2", "2"]
    spent = asked(ask, event("2026-03-30 09:00", "advice", hours="1.5"), tier="rolled", start=at("2026-03-16"))
    assert told(spent, "advice", "used", "left") == ["1.5", "0.5"]
    later = asked(
        ask,
        event("2026-03-30 09:00", "advice", hours="1.5"),
        tier="rolled",
        start=at("2026-03-16"),
        as_of=at("2026-04-06 00:00"),
    )
    assert told(later, "advice", "limit", "left") == ["1.5", "1.5"]  # its own hour, and half of the week before


@both_evaluators
def test_days_carried_over_pile_up(ask: Ask) -> None:
    answer = asked(ask, event("2026-03-30 09:00", "visit"), tier="rolled", start=at("2026-03-29 18:00"))
    assert told(answer, "visits", "used", "left") == ["0", "5"]  # three days of two, one used


@both_evaluators
def test_what_is_lent_and_returned_adds_up(ask: Ask) -> None:
    """The second loan is beyond the first; what comes back first is the one beyond."""
    uses = [
        event("2026-03-02 09:00", "loan"),
        event("2026-03-03 09:00", "loan"),
        event("2026-03-04 09:00", "returned loan"),
    ]
    answer = asked(ask, *uses)
    assert told(answer, "loans", "used", "left") == ["1", "0"]
    assert [(use["taken"], use["beyond"]) for use in answer["quotas"]["loans"]["uses"]] == [
        ("1", "0"),
        ("0", "1"),
        ("0", "-1"),
    ]
    back = asked(ask, *uses, event("2026-03-05 09:00", "returned loan"))
    assert told(back, "loans", "used", "left") == ["0", "1"]
    assert [use["taken"] for use in back["quotas"]["loans"]["uses"]] == ["1", "0", "0", "-1"]


@both_evaluators
def test_whichever_comes_first_ends_the_term(ask: Ask) -> None:
    """Six months from 1 January end on 1 July; the second visit on 10 February ends the term then."""
    one = event("2026-02-02 09:00", "visit")
    assert asked(ask, one, tier="early")["term"]["end"] == at("2026-07-01")
    two = asked(ask, one, event("2026-02-10 09:00", "visit"), tier="early")
    assert (two["term"]["end"], two["in_force"]) == (at("2026-02-10 09:00"), "no")


@pytest.mark.parametrize("ask", [generated, interpreted])
def test_the_length_of_a_use_is_told_once(ask: Ask) -> None:
    with pytest.raises(RefusedError):
        asked(ask, event("2026-03-02 09:00", "advice", minutes="7", hours="1"))
    with pytest.raises(RefusedError):
        asked(ask, event("2026-03-02 09:00", "visit", value="7"))
