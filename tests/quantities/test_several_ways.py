"""What one use takes of a quota in several ways fits as far as they do together; every number worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.support import HEAD, Answer, Ask, at, both_evaluators, event

pytestmark = both_evaluators

NIGHT = (
    HEAD
    + """
service advice
service night
tier base {
  includes 6 hours of night per calendar month, counted in advice
  includes 10 hours of advice per contract yearPRICE
  night uses 1.5 advice
}
"""
)
"""An hour at night takes 1 hour of advice for being counted in it, and 1.5 for using it: 2.5 hours."""

PRICE = ", beyond that 20 EUR per hour, at least 6 hours"

PIECES = (
    HEAD
    + """
service repair
service pump
unit visit, visits
tier base {
  includes 5 visits
  repair uses 1 visit
  repair uses 1 pump
  pump uses 1 visit
}
"""
)
"""A repair takes one visit itself, and one for the pump."""

BLOCKS = (
    HEAD
    + """
service advice
service night
unit session, sessions of 2 hours
tier base {
  includes 2 sessions
  advice uses 1 session
  night uses 1.5 advice
}
"""
)


def asked(ask: Ask, plan: str, *events: Any, **facts: Any) -> Answer:
    known = {"tier": "base", "start": at("2026-01-01"), "opened": at("2026-02-20 10:00")}
    answer: Answer = ask(plan, **known, events=list(events), **facts)
    return answer


def night(hours: str) -> Any:
    return event("2026-02-02 22:00", "night", hours=hours)


@pytest.mark.parametrize(("hours", "of_night", "of_advice"), [("2", "2", "5"), ("4", "4", "10"), ("6", "4", "10")])
def test_hours_fit_as_far_as_all_that_they_take(ask: Ask, hours: str, of_night: str, of_advice: str) -> None:
    quotas = asked(ask, NIGHT.replace("PRICE", ""), night(hours))["quotas"]
    assert (quotas["night"]["used"], quotas["advice"]["used"], quotas["advice"]["limit"]) == (of_night, of_advice, "10")
    assert [(one["event"], one["taken"]) for one in quotas["advice"]["uses"]] == [("night", of_advice)]


def test_what_lies_beyond_is_one_use_that_is_paid_once(ask: Ask) -> None:
    """Of five hours four fit; the fifth takes 2.5 hours of advice, paid as 6 of 20 EUR, not once for each way."""
    advice = asked(ask, NIGHT.replace("PRICE", PRICE), night("5"))["quotas"]["advice"]
    assert (advice["used"], advice["beyond"], advice["cost"]["amount"]) == ("10", "2.5", "120.00")
    assert [(one["taken"], one["beyond"]) for one in advice["uses"]] == [("10", "2.5")]


def test_a_job_reaches_as_far_as_all_that_it_takes(ask: Ask) -> None:
    """Of six hours worked four are included; two take 5 hours of advice at 20 EUR."""
    plan = NIGHT.replace("PRICE", ", beyond that 20 EUR per hour")
    charge = asked(ask, plan, worked=[[at("2026-02-20 16:00"), at("2026-02-20 22:00")]])["charges"]["night"]
    assert charge["amount"] == "100.00"
    assert [(one["quantity"], one["amount"]) for one in charge["lines"]] == [("5", "100.00")]


@pytest.mark.parametrize(("count", "used"), [(1, "2"), (2, "4"), (3, "4"), (10**12, "4")])
def test_pieces_fit_whole(ask: Ask, count: int, used: str) -> None:
    """For a third repair one visit is left of the two that it takes."""
    visits = asked(ask, PIECES, event("2026-02-02 10:00", "repair", count=count))["quotas"]["visits"]
    assert (visits["used"], len(visits["uses"])) == (used, 1)


def test_pieces_come_back_together(ask: Ask) -> None:
    lent, back = event("2026-02-02 10:00", "repair", count=2), event("2026-02-03 10:00", "returned repair")
    visits = asked(ask, PIECES, lent, back)["quotas"]["visits"]
    assert (visits["used"], [one["taken"] for one in visits["uses"]]) == ("2", ["4", "-2"])


@pytest.mark.parametrize("hours", ["2", "4"])
def test_a_begun_block_counts_whole_where_hours_have_a_factor(ask: Ask, hours: str) -> None:
    """Two hours at night are one block, 1.5 sessions begun as 2; four would be 3, of which the first two hours fit."""
    sessions = asked(ask, BLOCKS, night(hours))["quotas"]["sessions"]
    assert (sessions["limit"], sessions["used"], sessions["left"]) == ("2", "2", "0")
