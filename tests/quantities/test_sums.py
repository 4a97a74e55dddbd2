"""Sums of money as quotas: each use is told with what it cost; sums worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.support import HEAD, Answer, Ask, RefusedError, at, both_evaluators, event

pytestmark = both_evaluators

PLAN = (
    HEAD
    + """
customer fact budget money in EUR
service repair, repairs
service inspection
service tyre
service advice
unit part, parts
tier base {
  includes 3 repairs per contract year
  includes 1_500 EUR of repair per term
  at most budget of inspection per calendar month, carry over for 1 month
  covers inspection
  includes 200 EUR of tyre per contract year, counted in repair
  includes 2 parts per term
  repair uses 1 part when heavy
  includes 100 EUR of advice per contract year, then the term ends
}
addon more {
  requires base
  adds 250 EUR of repair per term
}
fact heavy yes or no
"""
)


def asked(ask: Ask, *events: Any, **facts: Any) -> Answer:
    known = {
        "tier": "base",
        "start": at("2026-01-01"),
        "opened": at("2026-03-02 10:00"),
        "heavy": False,
        "budget": "90",
    }
    return ask(PLAN, **{**known, "events": list(events), **facts})


def paid(day: str, value: object, thing: str = "repair", **more: Any) -> Any:
    return event(f"2026-{day} 10:00", thing, value=value, **more)


def stands(quota: Answer) -> tuple[str, str, str, str]:
    return quota["limit"], quota["used"], quota["left"], quota["beyond"]


def test_a_use_counts_as_one_and_as_what_it_cost(ask: Ask) -> None:
    answer = asked(ask, paid("01-05", "240"), paid("02-05", {"amount": "1000.50", "currency": "EUR"}), service="repair")
    assert stands(answer["quotas"]["repairs in EUR"]) == ("1500.00", "1240.50", "259.50", "0.00")
    assert stands(answer["quotas"]["repairs"]) == ("3", "2", "1", "0")
    assert (answer["quotas"]["repairs in EUR"]["unit"], answer["coverage"]) == ("EUR", "covered")
    assert [one["taken"] for one in answer["quotas"]["repairs in EUR"]["uses"]] == ["240.00", "1000.50"]


def test_what_a_use_costs_beyond_the_sum_is_not_covered(ask: Ask) -> None:
    """Of 300, 260 are left; the next repair is not covered at all, and a fourth would not count."""
    answer = asked(ask, paid("01-05", 1240), paid("02-05", 300), service="repair")
    quota = answer["quotas"]["repairs in EUR"]
    assert stands(quota) == ("1500.00", "1500.00", "0.00", "40.00")
    assert (quota["exhausted_at"], quota["cost"]) == (at("2026-02-05 10:00"), None)
    assert (answer["coverage"], stands(answer["quotas"]["repairs"])) == ("not_covered", ("3", "2", "1", "0"))
    later = asked(ask, paid("01-05", 1240), paid("02-05", 300), paid("02-06", 70))["quotas"]
    assert stands(later["repairs in EUR"])[3] == "110.00"
    assert stands(later["repairs"]) == ("3", "2", "1", "0")


def test_what_another_quota_refuses_is_nobodys_sum(ask: Ask) -> None:
    events = [paid(f"01-0{day}", 100) for day in (5, 6, 7, 8)]
    quotas = asked(ask, *events)["quotas"]
    assert stands(quotas["repairs in EUR"]) == ("1500.00", "300.00", "1200.00", "0.00")


def test_an_addon_raises_the_sum(ask: Ask) -> None:
    answer = asked(ask, paid("01-05", 1600), addons={"more": 2})
    assert stands(answer["quotas"]["repairs in EUR"]) == ("2000.00", "1600.00", "400.00", "0.00")


def test_a_sum_that_a_fact_gives_and_that_is_carried_over(ask: Ask) -> None:
    """January leaves 50 of 90; February has 140."""
    answer = asked(ask, paid("01-05", 40, "inspection"), paid("02-05", "100.25", "inspection"), opened=at("2026-02-20"))
    assert stands(answer["quotas"]["inspection in EUR"]) == ("140.00", "100.25", "39.75", "0.00")
    unknown = asked(ask, budget=None)["quotas"]["inspection in EUR"]
    assert (unknown["left"], unknown["needs"]) == (None, ["budget"])


def test_what_is_counted_in_another_sum_takes_of_both(ask: Ask) -> None:
    quotas = asked(ask, paid("01-05", 250, "tyre"))["quotas"]
    assert stands(quotas["tyre in EUR"]) == ("200.00", "200.00", "0.00", "50.00")
    assert stands(quotas["repairs in EUR"])[1] == "200.00"
    assert stands(quotas["repairs"])[1] == "0"


def test_what_a_use_spends_besides_costs_nothing_more(ask: Ask) -> None:
    quotas = asked(ask, paid("01-05", 250), heavy=True)["quotas"]
    assert (stands(quotas["repairs in EUR"])[1], stands(quotas["parts"])[1]) == ("250.00", "1")


def test_the_last_of_it_ends_the_term(ask: Ask) -> None:
    answer = asked(ask, paid("01-05", 60, "advice"), paid("01-06", 40, "advice"))
    assert answer["term"]["end"] == at("2026-01-06 10:00")


def test_a_use_that_cost_nothing_counts_as_a_use(ask: Ask) -> None:
    quotas = asked(ask, paid("01-05", 0))["quotas"]
    assert (stands(quotas["repairs in EUR"])[1], stands(quotas["repairs"])[1]) == ("0.00", "1")


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "repair", "value": value}
        for value in (None, -1, "-0.01", 240.0, "many", {"amount": "1", "currency": "GBP"}, {"amount": 1}, True, "1e9")
    ]
    + [{"type": "repair"}, {"type": "repair", "count": 2}, {"type": "part", "value": 3}, {"type": "missed repair"}]
    + [{"type": "returned repair", "value": 3}],
    ids=str,
)
def test_no_other_cost_is_taken(ask: Ask, wrong: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        asked(ask, {"at": at("2026-02-02 10:00"), **wrong})
