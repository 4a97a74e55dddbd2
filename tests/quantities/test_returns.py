"""What is given back to a stock: as much as such a use takes, and no more than is out; counts worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.support import HEAD, Answer, Ask, at, both_evaluators, event

pytestmark = both_evaluators

PLAN = (
    HEAD
    + """
service repair
service swap
service both
unit loan, loans
unit crane, cranes
tier base {
  at most 3 loans
  includes 1 cranes, beyond that 50 EUR per crane
  repair uses 2 loans
  swap uses 1 repair
  both uses 1 loan
  both uses 1 repair
  lasts 1 year
}
"""
)


def asked(ask: Ask, *told: str, thing: str = "loans") -> tuple[str, list[str], list[str]]:
    """What is used in the end, what each event took, and why some events cannot be; an event a day, from 2 February."""
    events: list[Any] = []
    for day, what in enumerate(told, 2):
        name, _, count = what.partition(" x ")
        counted = {"count": int(count)} if count else {}
        events.append(event(f"2026-02-{day:02d} 10:00", name, **counted))
    answer: Answer = ask(PLAN, tier="base", start=at("2026-01-01"), opened=at("2026-03-02 10:00"), events=events)
    quota = answer["quotas"][thing]
    problems = [problem.split(" ", 1)[1] for problem in answer["problems"]]
    return quota["used"], [one["taken"] for one in quota["uses"]], problems


def test_one_thing_that_a_use_spent_comes_back_alone(ask: Ask) -> None:
    assert asked(ask, "repair", "returned loan") == ("1", ["2", "-1"], [])
    assert asked(ask, "repair", "returned loan x 2") == ("0", ["2", "-2"], [])
    assert asked(ask, "repair", "returned loan x 3") == ("2", ["2"], ["returned loan 3: fewer are out"])


def test_what_is_returned_gives_back_all_that_its_use_spent(ask: Ask) -> None:
    assert asked(ask, "repair", "returned repair") == ("0", ["2", "-2"], [])
    assert asked(ask, "swap", "returned swap") == ("0", ["2", "-2"], [])
    assert asked(ask, "swap", "returned repair") == ("0", ["2", "-2"], [])


def test_what_is_spent_in_two_ways_adds_up(ask: Ask) -> None:
    """Both is one loan, and a repair with its two."""
    taken, uses, problems = asked(ask, "both", "returned loan x 3")
    assert (taken, problems) == ("0", [])
    assert uses[-1] == "-3"


def test_nothing_comes_back_twice(ask: Ask) -> None:
    assert asked(ask, "repair", "returned loan", "returned repair") == ("0", ["2", "-1", "-1"], [])
    assert asked(ask, "repair", "returned repair", "returned loan") == (
        "0",
        ["2", "-2"],
        ["returned loan: none is out"],
    )


def test_what_was_refused_is_not_out(ask: Ask) -> None:
    """Of the second repair's two loans one fits the three; the third repair is refused."""
    assert asked(ask, "repair", "repair", "repair", "returned loan x 4") == (
        "3",
        ["2", "1"],
        ["returned loan 4: fewer are out"],
    )
    assert asked(ask, "loan x 3", "loan", "returned loan x 3", "returned loan") == (
        "0",
        ["3", "-3"],
        ["returned loan: none is out"],
    )


def test_what_is_held_beyond_a_stock_at_a_price_is_out(ask: Ask) -> None:
    """One of three cranes is included: of two that come back, both are of those beyond."""
    assert asked(ask, "crane x 3", "returned crane x 2", thing="cranes") == ("1", ["1", "0"], [])


@pytest.mark.parametrize("moment", ["2025-12-30 10:00", "2027-01-02 10:00"])
def test_outside_the_term_nothing_is_given_back(ask: Ask, moment: str) -> None:
    lent, back = event("2026-02-02 10:00", "loan", count=2), event(moment, "returned loan", count=2)
    answer = ask(
        PLAN, tier="base", start=at("2026-01-01"), opened=at("2026-03-02 10:00"), as_of=at("2027-01-05 10:00"),
        events=[lent, back],
    )  # fmt: skip
    assert (answer["quotas"]["loans"]["used"], answer["problems"]) == ("2", [])


DOUBTFUL = (
    HEAD
    + """
service repair
unit loan, loans
fact urgent yes or no
tier base {
  at most 3 loans
  repair uses 2 loans when urgent
}
"""
)


def impossible(ask: Ask, *told: str) -> list[str]:
    """Why some events cannot be, while it is not known whether it was urgent."""
    events: list[Any] = []
    for day, what in enumerate(told, 2):
        name, _, count = what.partition(" x ")
        events.append(event(f"2026-02-{day:02d} 10:00", name, **({"count": int(count)} if count else {})))
    answer = ask(DOUBTFUL, tier="base", opened=at("2026-03-02 10:00"), events=events)
    return [problem.split(" ", 1)[1] for problem in answer["problems"]]


def test_what_may_have_been_out_may_have_come_back(ask: Ask) -> None:
    """Urgent, two are out, else none."""
    assert impossible(ask, "repair", "returned loan") == []
    assert impossible(ask, "loan", "repair", "returned loan x 2") == []


def test_what_was_never_out_is_impossible_whatever_is_missing(ask: Ask) -> None:
    """Of one or three never four come back, of none or two never three, and before any is out not one."""
    assert impossible(ask, "loan", "repair", "returned loan x 4") == ["returned loan 4: fewer are out"]
    assert impossible(ask, "returned loan", "loan", "repair", "returned loan x 2") == ["returned loan: none is out"]
    assert impossible(ask, "repair", "returned loan x 3") == ["returned loan 3: fewer are out"]
