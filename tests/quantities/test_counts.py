"""Uses of many pieces at once, and what lies beyond a quota; sums worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.support import HEAD, Answer, Ask, RefusedError, at, both_evaluators, event

pytestmark = both_evaluators

PAGES = (
    HEAD
    + """
unit page, pages
unit visit, visits
unit loan, loans
unit session, sessions of 2 hours
service repair
service scan
service advice
tier base {
  includes 2_000 pages per calendar month, carry over for 1 month, beyond that 0.0085 EUR per page
  includes 3 visits per contract year
  includes 5 sessions per contract year
  includes 10 hours of advice per contract year
  at most 5 loans
  repair uses 2 visits
  scan uses 1.5 advice
  visit counts as used when urgent
}
fact urgent yes or no
"""
)


def asked(ask: Ask, *events: Any, **facts: Any) -> Answer:
    known = {"tier": "base", "start": at("2026-01-01"), "opened": at("2026-03-02 10:00"), "urgent": True}
    return ask(PAGES, **{**known, "events": list(events), **facts})


def stands(answer: Answer, thing: str) -> tuple[str, str | None]:
    return answer["quotas"][thing]["used"], answer["quotas"][thing]["left"]


def uses(answer: Answer, thing: str) -> list[tuple[str, str, str]]:
    return [(one["event"], one["taken"], one["beyond"]) for one in answer["quotas"][thing]["uses"]]


@pytest.mark.parametrize("count", ["2600", 2600])
def test_a_use_of_many_takes_what_fits_and_the_rest_is_beyond(ask: Ask, count: object) -> None:
    """In January there is nothing to carry over: 2,000 of 2,600 fit."""
    answer = asked(ask, event("2026-01-31 17:00", "page", count=count), as_of=at("2026-01-31 18:00"))
    assert stands(answer, "pages") == ("2000", "0")
    assert answer["quotas"]["pages"]["exhausted_at"] == at("2026-01-31 17:00")
    assert uses(answer, "pages") == [("page", "2000", "600")]


def test_what_was_carried_over_goes_first(ask: Ask) -> None:
    """January leaves 1,500 of 2,000: February has 3,500, of which 2,600 are used."""
    printed = event("2026-01-31 17:00", "page", count="500"), event("2026-02-28 17:00", "page", count="2600")
    answer = asked(ask, *printed, as_of=at("2026-02-28 18:00"))
    assert (stands(answer, "pages"), uses(answer, "pages")) == (("2600", "900"), [("page", "2600", "0")])


def test_without_a_price_what_does_not_fit_is_refused(ask: Ask) -> None:
    answer = asked(ask, event("2026-02-02 10:00", "visit", count="2"), event("2026-02-03 10:00", "visit", count="5"))
    assert (stands(answer, "visits"), uses(answer, "visits")) == (
        ("3", "0"),
        [("visit", "2", "0"), ("visit", "1", "0")],
    )


def test_so_many_uses_spend_so_many_times_what_one_spends(ask: Ask) -> None:
    """A repair uses 2 visits, a scan an hour and a half of advice."""
    answer = asked(
        ask, event("2026-02-02 10:00", "repair", count=1), event("2026-02-03 10:00", "scan", count=4), service="repair"
    )
    assert (stands(answer, "visits"), stands(answer, "advice")) == (("2", "1"), ("6", "4"))


def test_sessions_are_counted_without_their_hours_too(ask: Ask) -> None:
    told = event("2026-02-02 10:00", "session", count=2), event("2026-02-03 10:00", "session", hours=3)
    assert stands(asked(ask, *told), "sessions") == ("4", "1")


def test_a_missed_use_of_several(ask: Ask) -> None:
    missed = event("2026-03-03 10:00", "missed visit", count=2)
    assert stands(asked(ask, missed), "visits") == ("2", "1")
    assert stands(asked(ask, missed, urgent=False), "visits") == ("0", "3")


def test_a_stock_gets_several_back_at_once_and_no_more_than_are_out(ask: Ask) -> None:
    lent = event("2026-02-02 10:00", "loan", count=4)
    back, all_of_them = (event("2026-02-03 10:00", "returned loan", count=count) for count in (3, 5))
    assert stands(asked(ask, lent, back), "loans") == ("1", "4")
    answer = asked(ask, lent, all_of_them)
    assert (stands(answer, "loans"), answer["problems"]) == (
        ("4", "1"),
        [f"{at('2026-02-03 10:00')} returned loan 5: fewer are out"],
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "page", "count": count}
        for count in (0, "0", -3, "2.5", 2600.0, "many", True, 10**30, "1e30", 10**12 + 1, [1], "9" * 5000)
    ]
    + [
        {"type": "advice", "count": 2},
        {"type": "session", "count": 2, "hours": 2},
        {"type": "advice", "hours": 0},
        {"type": "reopened", "count": 1},
        {"type": "urgent", "value": True, "count": 1},
    ],
    ids=lambda one: str(one)[:50],
)
def test_no_other_count_is_taken(ask: Ask, wrong: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match=r"count|hours|number|nothing else|unknown|value"):
        asked(ask, {"at": at("2026-02-02 10:00"), **wrong})


def test_the_largest_count_is_taken_at_once(ask: Ask) -> None:
    answer = asked(ask, event("2026-01-31 17:00", "page", count=10**12), as_of=at("2026-01-31 18:00"))
    assert uses(answer, "pages") == [("page", "2000", "999999998000")]


CALLOUTS = (
    HEAD
    + """
service callout, callouts
service damage_callout, damage_callouts
tier base {
  includes 4 callouts per contract year
  charges damage_callout 96 EUR per hour
}
"""
)


def test_a_service_of_its_own_is_paid_and_does_not_count(ask: Ask) -> None:
    uses = [event("2026-02-02 10:00", "callout"), event("2026-02-03 10:00", "damage_callout")]
    facts = {"tier": "base", "start": at("2026-01-01"), "opened": at("2026-03-02 10:00"), "service": "damage_callout"}
    answer = ask(CALLOUTS, **facts, events=uses)
    assert (answer["coverage"], stands(answer, "callouts")) == ("chargeable", ("1", "3"))
