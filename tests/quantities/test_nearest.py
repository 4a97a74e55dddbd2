"""Several quotas with prices limit one service: what lies beyond one costs its price, beyond several that of the nearest; sums
worked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.decisions.support import HEAD, Answer, Ask, at, both_evaluators, event

pytestmark = both_evaluators

THINGS = "service parts\nservice labor\nunit visit, visits\n"
USED = (event("2026-02-02 10:00", "parts", hours=1), event("2026-02-03 10:00", "labor", hours=1))


def charged(ask: Ask, *clauses: str) -> str:
    """What two hours of parts cost after an hour of parts and one of labor."""
    answer = ask(
        HEAD + THINGS + "tier base {\n  price free\n" + "".join(f"  {one}\n" for one in clauses) + "}\n",
        tier="base",
        service="parts",
        start=at("2026-01-01"),
        opened=at("2026-03-02 09:00"),
        worked=[[at("2026-03-02 10:00"), at("2026-03-02 12:00")]],
        events=list(USED),
    )
    amount: str = answer["charges"]["parts"]["amount"]
    return amount


@pytest.mark.parametrize("turned", [False, True])
def test_its_own_number_comes_before_the_hours_of_what_it_is_counted_in(ask: Ask, turned: bool) -> None:
    """One of one parts is used: the next costs 9 EUR, whatever an hour of labor costs."""
    clauses = [
        "includes 1 hour of parts per term, counted in labor",
        "includes 1 parts per term, beyond that 9 EUR",
        "includes 1 hour of labor per term, beyond that 5 EUR per hour",
    ]
    assert charged(ask, *(reversed(clauses) if turned else clauses)) == "9.00"


@pytest.mark.parametrize("turned", [False, True])
def test_its_own_hours_come_before_its_own_number(ask: Ask, turned: bool) -> None:
    """Two hours at 7 EUR, and not 9 EUR for the job: the order of the lines decides nothing."""
    clauses = [
        "includes 1 parts per term, beyond that 9 EUR",
        "includes 1 hour of parts per term, beyond that 7 EUR per hour",
    ]
    assert charged(ask, *(reversed(clauses) if turned else clauses)) == "14.00"


def test_what_it_is_counted_in_comes_before_what_it_uses(ask: Ask) -> None:
    """Two hours at 5 EUR, and not 30 EUR for the visit."""
    clauses = (
        "parts uses 1 visit",
        "includes 1 visit per term, beyond that 30 EUR per visit",
        "includes 1 hour of parts per term, beyond that 5 EUR per hour",
        "includes 1 hour of labor per term",
    )
    assert charged(ask, *clauses) == "10.00"
    counted = (
        "includes 2 hours of parts per term, counted in labor",
        *clauses[:2],
        clauses[3] + ", beyond that 4 EUR per hour",
    )
    assert charged(ask, *counted) == "8.00"


# ── Only some of them are exceeded ──────────────────────────────────────────────────────────────────────────────────

NIGHT = """service night
service repair
service advice
unit loan, loans
unit visit, visits
unit session, sessions of 2 hours
tier base {
  price free
%s
}
"""
POOL = """
  includes 4 hours of night per term, counted in repair, beyond that 100 EUR per hour
  includes 20 hours of repair per term, beyond that 80 EUR per hour
"""


def told(
    ask: Ask, clauses: str, *events: Mapping[str, Any], hours: int | None = None, service: str = "night"
) -> Answer:
    """An answer after some events, for a job of so many hours."""
    facts: Answer = {"tier": "base", "service": service, "start": at("2026-01-01"), "opened": at("2026-03-02 09:00")}
    if hours is not None:
        facts["worked"] = [[at("2026-03-02 09:00"), at(f"2026-03-02 {9 + hours:02d}:00")]]
    return ask(HEAD + NIGHT % clauses, **facts, events=list(events))


def paid(answer: Answer, service: str = "night") -> tuple[str, list[tuple[str, str]]]:
    """What the job costs, and for how many hours which clause says so."""
    charge = answer["charges"][service]
    return charge["amount"], [(line["clause"].rpartition(".")[2], line["quantity"]) for line in charge["lines"]]


def overage(answer: Answer, key: str) -> tuple[str, str, str]:
    """What events used of a quota, what lies beyond it, and what that costs."""
    quota = answer["quotas"][key]
    return quota["used"], quota["beyond"], quota["cost"]["amount"]


def used(thing: str, hours: int, day: int = 2) -> Mapping[str, Any]:
    return event(f"2026-02-{day:02d} 10:00", thing, hours=hours)


def test_a_job_beyond_the_farther_quota_alone_costs_what_that_says(ask: Ask) -> None:
    """Four hours are left at night and none of the pool: two hours at 80 EUR."""
    assert paid(told(ask, POOL, used("repair", 20), hours=2)) == ("160.00", [("repair", "2")])
    answer = told(ask, POOL, used("repair", 20), used("night", 2, 3))
    assert overage(answer, "night") == ("0", "0", "0.00")
    assert overage(answer, "repair") == ("20", "2", "160.00")


def test_a_job_beyond_both_costs_what_the_nearest_says(ask: Ask) -> None:
    """Four hours at night and 16 of repair leave nothing of either: two hours at 100 EUR."""
    before = used("night", 4), used("repair", 16, 3)
    assert paid(told(ask, POOL, *before, hours=2)) == ("200.00", [("night", "2")])
    answer = told(ask, POOL, *before, used("night", 2, 4))
    assert overage(answer, "night") == ("4", "2", "200.00")
    assert overage(answer, "repair") == ("20", "0", "0.00")


def test_a_job_is_split_where_each_quota_ends(ask: Ask) -> None:
    """Four hours are left at night, three of the pool. Of six, three are included, the fourth is beyond the pool alone and
    costs 80 EUR, two are beyond both and cost 100 EUR each."""
    answer = told(ask, POOL, used("repair", 17), hours=6)
    assert paid(answer) == ("280.00", [("repair", "1"), ("night", "2")])
    answer = told(ask, POOL, used("repair", 17), used("night", 6, 3))
    assert overage(answer, "night") == ("3", "2", "200.00")
    assert overage(answer, "repair") == ("20", "1", "80.00")


def test_where_the_nearest_ends_first_its_price_holds_to_the_end(ask: Ask) -> None:
    """One hour is left at night, three of the pool: five of six hours cost 100 EUR each."""
    before = used("night", 3), used("repair", 14, 3)
    assert paid(told(ask, POOL, *before, hours=6)) == ("500.00", [("night", "5")])
    answer = told(ask, POOL, *before, used("night", 6, 4))
    assert (overage(answer, "night"), overage(answer, "repair")) == (("4", "5", "500.00"), ("18", "0", "0.00"))


def test_each_price_has_its_own_minimum_and_step(ask: Ask) -> None:
    """One hour beyond the pool alone counts two; two beyond both count three: 2 times 80 and 3 times 100 EUR."""
    clauses = POOL.replace("100 EUR per hour", "100 EUR per hour, in steps of 3 hours").replace(
        "80 EUR per hour", "80 EUR per hour, at least 2 hours"
    )
    answer = told(ask, clauses, used("repair", 17), hours=6)
    assert paid(answer) == ("460.00", [("repair", "2"), ("night", "3")])


def test_a_number_that_is_not_used_up_has_no_price_yet(ask: Ask) -> None:
    """One of two visits is left: two hours cost 40 EUR each, as charged. Then none is: the visit costs 9 EUR."""
    clauses = "  includes 2 night per term, beyond that 9 EUR\n  charges night 40 EUR per hour"
    assert paid(told(ask, clauses, event("2026-02-02 10:00", "night"), hours=2))[0] == "80.00"
    assert paid(told(ask, clauses, event("2026-02-02 10:00", "night", count=2), hours=2))[0] == "9.00"


def test_a_number_that_is_used_up_ends_the_hours_that_are_left(ask: Ask) -> None:
    """Three hours are left and no visit. The job is the visit's: 30 EUR; a fourth hour is beyond the hours, which are nearer."""
    clauses = """
  includes 3 hours of night per term, beyond that 100 EUR per hour
  includes 1 visit per term, beyond that 30 EUR per visit
  night uses 1 visit
"""
    assert paid(told(ask, clauses, event("2026-02-02 10:00", "visit"), hours=2))[0] == "30.00"
    assert paid(told(ask, clauses, event("2026-02-02 10:00", "visit"), hours=4))[0] == "130.00"
    answer = told(ask, clauses, event("2026-02-02 10:00", "visit"), used("night", 4, 3))
    assert overage(answer, "night") == ("0", "1", "100.00")
    assert overage(answer, "visits") == ("1", "1", "30.00")


def test_a_cap_with_a_price_leaves_the_charge_below_it(ask: Ask) -> None:
    """Five hours at 50 EUR, two beyond the cap at 90 EUR; without a charge nothing is said of the five."""
    cap = "  at most 5 hours of night per term, beyond that 90 EUR per hour"
    charged = told(ask, cap + "\n  charges night 50 EUR per hour", hours=7)
    assert paid(charged) == ("430.00", [("night", "5"), ("night", "2")])
    assert paid(told(ask, cap, hours=7)) == ("180.00", [("night", "2")])
    assert "night" not in told(ask, cap, hours=5)["charges"]


def test_hours_that_count_more_than_once_are_paid_as_they_count(ask: Ask) -> None:
    """Four hours at night take six of advice, of which three are left: two hours fit, two count three at 60 EUR."""
    clauses = "  includes 3 hours of advice per term, beyond that 60 EUR per hour\n  night uses 1.5 advice"
    assert paid(told(ask, clauses + "\n  includes 9 hours of night per term", hours=4)) == ("180.00", [("advice", "3")])
    assert overage(told(ask, clauses, used("night", 4)), "advice") == ("3", "3", "180.00")


def test_pieces_are_paid_as_many_as_the_job_takes_beyond(ask: Ask) -> None:
    """Five hours are three sessions of two hours, of which one is left: two at 20 EUR. A job takes two loans: both at 5 EUR."""
    clauses = """
  includes 1 session per term, beyond that 20 EUR per session
  night uses 1 session
  charges night 40 EUR per hour
"""
    assert paid(told(ask, clauses, hours=5)) == ("120.00", [("night", "2"), ("session", "3")])
    loans = "  includes 2 loans, beyond that 5 EUR per loan\n  night uses 2 loans\n  charges night 40 EUR per hour"
    assert paid(told(ask, loans, event("2026-02-02 10:00", "loan", count=2), hours=1))[0] == "10.00"


def test_without_the_time_worked_what_is_used_up_tells_the_price(ask: Ask) -> None:
    """Four visits at once leave none of them and all three nights; three nights and a visit leave nothing of either."""
    clauses = """
  includes 3 night per term, beyond that 9 EUR
  includes 4 visits per term, beyond that 30 EUR
  night uses 1 visit
"""
    assert "night" not in told(ask, clauses)["charges"]
    assert paid(told(ask, clauses, event("2026-02-02 10:00", "visit", count=4)))[0] == "30.00"
    both = event("2026-02-02 10:00", "night", count=3), event("2026-02-03 10:00", "visit")
    assert paid(told(ask, clauses, *both))[0] == "9.00"


def test_what_was_paid_beyond_another_quota_comes_back_to_the_stock_first(ask: Ask) -> None:
    """Two of four loans are beyond, at the price of the repair: they come back before the two that the stock holds."""
    clauses = """
  includes 2 loans, beyond that 5 EUR per loan
  includes 1 repair per term, beyond that 30 EUR
  repair uses 2 loans
"""
    out = event("2026-02-02 10:00", "repair"), event("2026-02-03 10:00", "repair")
    answer = told(ask, clauses, *out)
    assert (overage(answer, "loans"), overage(answer, "repair")) == (("2", "0", "0.00"), ("1", "1", "30.00"))
    answer = told(ask, clauses, *out, event("2026-02-04 10:00", "returned loan", count=3))
    assert overage(answer, "loans") == ("1", "0", "0.00")
