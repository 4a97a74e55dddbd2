"""Decisions 58 to 63: sums, lower bounds, the time worked, and what an example prints."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest

from servdsl import examples

from .plans import MONEY
from .support import (
    HEAD,
    LAYERS,
    Answer,
    Ask,
    RefusedError,
    at,
    both_evaluators,
    checked,
    contract,
    generated,
    interpreted,
    schedules,
)


def hours(*stretches: tuple[str, str]) -> list[list[str]]:
    return [[at(f"2026-03-02 {first}"), at(f"2026-03-02 {last}")] for first, last in stretches]


@both_evaluators
def test_58_a_total_sums_rounded_lines(ask: Ask) -> None:
    answer = ask(MONEY, tier="fine", addons={"tiny": 1})
    assert [answer["price"]["amount"], answer["addons"]["tiny"]["amount"], answer["total"]["amount"]] == [
        "10.01",
        "10.01",
        "20.02",
    ]


def test_58_a_schedule_sums_rounded_periods_and_rounds_its_average_once() -> None:
    """1.005, 2.01 and 3.015 leave as 1.01, 2.01 and 3.02: 6.04 in all, and a third of that is 2.01333…"""
    for found in schedules(MONEY, ("seats", 1, 3), tier="many"):
        assert [row["answer"]["price"]["amount"] for row in found["rows"]] == ["1.01", "2.01", "3.02"]
        assert (found["total"]["amount"], found["average"]["amount"]) == ("6.04", "2.01")


@both_evaluators
@pytest.mark.parametrize(("seats", "credit"), [(2, "6.67"), (3, "10.00"), (4, "10.00")])
def test_59_a_cap_acts_on_the_exact_value(ask: Ask, seats: int, credit: str) -> None:
    assert ask(MONEY, tier="worker", seats=seats, away=False)["amounts"]["credit"]["amount"] == credit


@both_evaluators
def test_59_a_lower_bound_or_a_quote_in_any_part_is_one_of_the_result(ask: Ask) -> None:
    total = ask(MONEY, tier="fine", addons={"at_least": 1})["total"]
    assert (total["amount"], total["lower_bound"]) == ("15.01", True)
    assert ask(MONEY, tier="fine", addons={"asked": 1})["total"]["by_quote"] is True


@both_evaluators
@pytest.mark.parametrize(
    ("addons", "total"), [({"setup": 2}, "24.01"), ({"trips": 3}, "70.01"), ({"setup": 1, "trips": 1}, "37.01")]
)
def test_60_the_tiers_period_and_once_and_per_unit_lines_times_the_quantity(
    ask: Ask, addons: dict[str, int], total: str
) -> None:
    assert ask(MONEY, tier="fine", addons=addons)["total"]["amount"] == total


@both_evaluators
@pytest.mark.parametrize("addon", ["yearly", "foreign", "taxed"])
def test_60_no_total_over_other_periods_currencies_or_tax_wordings(ask: Ask, addon: str) -> None:
    answer = ask(MONEY, tier="fine", addons={addon: 1})
    assert answer["total"] is None
    assert answer["addons"][addon]["amount"] == "5.00"


@both_evaluators
def test_60_a_tiers_unit_price_is_a_rate(ask: Ask) -> None:
    answer = ask(MONEY, tier="rated")
    assert (answer["price"]["amount"], answer["total"]) == ("30.00", None)


@both_evaluators
@pytest.mark.parametrize(
    ("worked", "amount"),
    [
        # merged to 14:00-18:00: 3 hours at 30 EUR, 1 at 45 EUR
        (hours(("14:00", "16:00"), ("15:00", "18:00")), "135.00"),
        # half an hour each, and the missing hour at the last rate
        (hours(("16:30", "17:30")), "82.50"),
        # 2 hours and 1 minute are 3 hours
        (hours(("10:00", "12:01")), "90.00"),
    ],
)
def test_61_time_worked_is_merged_split_and_lengthened_at_its_last_rate(
    ask: Ask, worked: list[list[str]], amount: str
) -> None:
    answer = ask(MONEY, tier="worker", opened=at("2026-03-02 09:00"), worked=worked)
    assert answer["charges"]["labor"]["amount"] == amount


@both_evaluators
def test_61_included_time_goes_first(ask: Ask) -> None:
    facts = {"tier": "worker", "start": at("2026-01-01"), "opened": at("2026-03-02 09:00")}
    answer = ask(MONEY, worked=hours(("10:00", "13:00")), **facts)
    assert answer["charges"]["advice"]["amount"] == "100.00"


PRINTED = (
    MONEY
    + """
example "The document prints another sum" {
  given tier fine
  expect price 10.01 EUR per month
  printed 10 EUR "Without its cents."
}
"""
)


def test_62_what_is_printed_is_shown_and_never_expected() -> None:
    plan = contract(PRINTED)
    (example,) = plan.examples
    assert [(expected.value, expected.printed) for expected in example.expects if expected.printed is not None] == [
        ("10.01", "10")
    ]
    for ask in (generated, interpreted):
        evaluator = examples.Evaluator(answer=partial(asked, ask), schedule=_no_schedule)
        outcome = examples.run(plan, evaluator, RefusedError)
        assert (outcome.passed, outcome.failures) == (1, ())


def asked(ask: Ask, facts: Mapping[str, Any]) -> Answer:
    return ask(PRINTED, **facts)


def _no_schedule(facts: Mapping[str, Any], over: tuple[str, int, int]) -> Answer:
    raise AssertionError(f"no schedule over {over} is expected of {facts}")


def test_63_an_order_is_kept_to_be_proven() -> None:
    found = checked(LAYERS + "order low < mid\n")
    assert found.contract is not None
    assert [order.tiers for order in found.contract.orders] == [("low", "mid")]


@both_evaluators
def test_13_a_price_needs_all_that_its_formula_reads(ask: Ask) -> None:
    text = HEAD + (
        "customer fact country country in PT, ES\ncustomer fact bom money in EUR\n"
        "define rate by country {\n  | country | rate |\n  | PT | 1% |\n  | ES | 2% |\n}\n"
        "tier base { price rate of bom per year }\n"
    )
    assert ask(text, tier="base")["price"]["needs"] == ["bom", "country"]
    assert ask(text, tier="base", country="ES")["price"]["needs"] == ["bom"]
    assert ask(text, tier="base", country="ES", bom="1000")["price"]["amount"] == "20.00"
