"""Several quotas with prices limit one service: a job beyond them costs what the nearest says; worked by hand."""

from __future__ import annotations

import pytest

from tests.decisions.support import HEAD, Ask, at, both_evaluators, event

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
