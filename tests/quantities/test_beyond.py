"""What lies beyond a quota in its running period, and what that costs; sums worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.support import HEAD, Answer, Ask, at, both_evaluators, event

pytestmark = both_evaluators

PLAN = (
    HEAD
    + """
service advice
service repair
service inspection
unit page, pages
unit loan, loans
unit copy, copies
unit token, tokens
unit visit, visits
unit call, calls
unit gift, gifts
customer fact press yes or no
define fee is {
  2 EUR when press
  3 EUR otherwise
}
tier base {
  includes 2_000 pages per calendar month, beyond that 0.0085 EUR per page
  includes 3 hours of advice per contract year, beyond that 90 EUR per hour, at least 1 hour, in steps of 30 minutes
  includes 1 hour of repair per contract year, beyond that 2 EUR per minute
  includes 1 inspection per contract year, beyond that 70 EUR per hour
  includes 2 loans, beyond that 5 EUR per loan
  includes 1 copies per calendar month, beyond that fee
  includes 1 tokens per calendar month, beyond that by quote
  includes 1 calls per calendar month, beyond that free
  includes 1 gifts per calendar month, beyond that from 3 EUR
  includes 1 visits per calendar month
}
"""
)


def asked(ask: Ask, *events: Any, **facts: Any) -> Answer:
    known = {"tier": "base", "start": at("2026-01-01"), "opened": at("2026-02-20 10:00")}
    answer: Answer = ask(PLAN, **{**known, "events": list(events), **facts})["quotas"]
    return answer


def cost(quota: Answer) -> tuple[str | None, str | None]:
    return quota["beyond"], quota["cost"]["amount"]


def test_uses_of_the_period_add_up_and_are_rounded_once(ask: Ask) -> None:
    """Three uses of one page beyond: 3 times 0.0085 are 0.0255, and not three times a rounded 0.01."""
    pages = [event("2026-02-02 10:00", "page", count=2000)]
    pages += [event(f"2026-02-0{day} 10:00", "page") for day in (3, 4, 5)]
    quota = asked(ask, *pages)["pages"]
    assert cost(quota) == ("3", "0.03")
    assert [one["beyond"] for one in quota["uses"]] == ["0", "1", "1", "1"]
    (line,) = quota["cost"]["lines"]
    assert (line["quantity"], line["amount"]) == ("3", "0.03")
    assert (quota["cost"]["currency"], quota["cost"]["lower_bound"], quota["cost"]["needs"]) == ("EUR", False, [])


def test_another_period_begins_with_nothing_beyond(ask: Ask) -> None:
    before = event("2026-01-31 10:00", "page", count=2600)
    assert cost(asked(ask, before)["pages"]) == ("0", "0.00")
    assert cost(asked(ask, before, opened=at("2026-01-20 10:00"))["pages"]) == ("600", "5.10")


def test_the_part_of_each_use_has_the_prices_minimum_and_step(ask: Ask) -> None:
    """200 minutes leave 20 beyond 3 hours: counted as 1 hour; 70 minutes then as 1.5: 2.5 times 90."""
    uses = event("2026-02-02 10:00", "advice", minutes=200), event("2026-02-03 10:00", "advice", minutes=70)
    assert cost(asked(ask, *uses)["advice"]) == ("1.5", "225.00")


def test_a_price_by_the_minute(ask: Ask) -> None:
    assert cost(asked(ask, event("2026-02-02 10:00", "repair", minutes=75))["repair"]) == ("0.25", "30.00")


def test_pieces_at_a_price_by_the_hour_hang_on_the_time_worked(ask: Ask) -> None:
    quota = asked(ask, event("2026-02-02 10:00", "inspection", count=2))["inspection"]
    assert (*cost(quota), quota["cost"]["needs"]) == ("1", None, ["worked"])
    assert cost(asked(ask)["inspection"]) == ("0", "0.00")


def test_what_is_given_back_is_no_longer_beyond(ask: Ask) -> None:
    lent = event("2026-02-02 10:00", "loan", count=5)
    assert cost(asked(ask, lent)["loans"]) == ("3", "15.00")
    quota = asked(ask, lent, event("2026-02-03 10:00", "returned loan", count=4))["loans"]
    assert (cost(quota), quota["used"]) == (("0", "0.00"), "1")


def test_a_price_that_hangs_on_a_fact_needs_it_and_nothing_else_does(ask: Ask) -> None:
    used = event("2026-02-02 10:00", "copy", count=4)
    quota = asked(ask, used)["copies"]
    assert (quota["used"], quota["left"], quota["beyond"], quota["needs"]) == ("1", "0", "3", [])
    assert (quota["cost"]["amount"], quota["cost"]["needs"]) == (None, ["press"])
    assert cost(asked(ask, used, press=True)["copies"]) == ("3", "6.00")


def test_by_quote_free_and_at_least(ask: Ask) -> None:
    quotas = asked(ask, *(event("2026-02-02 10:00", kind, count=3) for kind in ("token", "call", "gift")))
    tokens, calls, gifts = (quotas[key]["cost"] for key in ("tokens", "calls", "gifts"))
    assert (tokens["by_quote"], tokens["amount"]) == (True, None)
    assert (calls["free"], calls["amount"]) == (True, None)
    assert (gifts["lower_bound"], gifts["amount"]) == (True, "6.00")


def test_without_a_price_nothing_lies_beyond(ask: Ask) -> None:
    quota = asked(ask, event("2026-02-02 10:00", "visit", count=3))["visits"]
    assert (quota["used"], quota["beyond"], quota["cost"]) == ("1", "0", None)


@pytest.mark.parametrize("missing", ["tier", "start"])
def test_what_is_not_known_is_null(ask: Ask, missing: str) -> None:
    quotas = asked(ask, event("2026-02-02 10:00", "advice", hours=4), **{missing: None})
    if missing == "start":
        quota = quotas["advice"]
        assert (quota["used"], quota["beyond"], quota["cost"], quota["needs"]) == (None, None, None, ["start"])
    else:
        assert quotas == {}


def test_an_hourly_price_of_what_all_came_back_is_nothing(ask: Ask) -> None:
    plan = HEAD + "unit loan, loans\ntier base {\n  includes 1 loan, beyond that 70 EUR per hour\n}\n"
    told = [event("2026-02-02 10:00", "loan", count=2), event("2026-02-03 10:00", "returned loan")]
    for events, expected in ((told[:1], ("1", None)), (told, ("0", "0.00"))):
        assert cost(ask(plan, tier="base", opened=at("2026-03-02 10:00"), events=events)["quotas"]["loans"]) == expected
