"""Decisions 46 to 55: what is used, what is left, and how long the term runs."""

from __future__ import annotations

from typing import Any

import pytest

from .plans import MONEY, QUOTAS
from .support import HEAD, Answer, Ask, at, both_evaluators, event

pytestmark = both_evaluators


def asked(ask: Ask, *events: Any, **facts: Any) -> Answer:
    known = {"tier": "base", "start": at("2026-01-01"), "opened": at("2026-03-02 10:00"), "urgent": False}
    return ask(QUOTAS, **{**known, "events": list(events), **facts})


def left(answer: Answer, thing: str) -> str | None:
    found: str | None = answer["quotas"][thing]["left"]
    return found


def test_46_a_question_consumes_nothing_and_events_do(ask: Ask) -> None:
    assert left(asked(ask, service="support"), "visits") == "2"
    assert left(asked(ask, event("2026-02-02 10:00", "support")), "visits") == "1"


def test_46_a_service_is_limited_by_its_own_quotas_and_those_it_uses(ask: Ask) -> None:
    services = asked(ask, event("2026-02-02 10:00", "visit"), event("2026-02-03 10:00", "visit"))["services"]
    assert (services["support"], services["labor"]) == ("not_covered", "covered")


BANK = (
    HEAD
    + """
service advice
service night_advice
service visit
tier base {
  includes 10 hours of advice per contract year
  night_advice uses 1.5 advice
  visit uses 2 advice
}
"""
)


def test_46_what_is_used_of_hours_is_so_many_times_the_hours(ask: Ask) -> None:
    facts = {"tier": "base", "start": at("2026-01-01"), "opened": at("2026-03-02 10:00")}
    night, visit = event("2026-02-02 22:00", "night_advice", hours="2"), event("2026-02-03 10:00", "visit")
    assert left(ask(BANK, **facts, events=[night]), "advice") == "7"  # 1.5 times 2 hours
    assert left(ask(BANK, **facts, events=[night, visit]), "advice") == "5"  # told without a length: 2 hours


def test_47_what_does_not_fit_is_refused_and_does_not_count(ask: Ask) -> None:
    answer = asked(ask, *[event(f"2026-02-0{day} 10:00", "visit") for day in (2, 3, 4)])
    assert (answer["quotas"]["visits"]["used"], left(answer, "visits")) == ("2", "0")
    assert answer["quotas"]["visits"]["exhausted_at"] == at("2026-02-03 10:00")


def test_47_what_does_not_fit_is_beyond_where_that_is_priced(ask: Ask) -> None:
    answer = asked(ask, event("2026-02-02 10:00", "labor", hours="8"), event("2026-02-03 10:00", "labor", hours="4"))
    assert left(answer, "labor") == "0"
    assert answer["services"]["labor"] == "chargeable"


def test_48_coverage_reads_quotas_strictly_before_opening(ask: Ask) -> None:
    one, two = event("2026-02-02 10:00", "visit"), event("2026-03-02 10:00", "visit")
    answer = asked(ask, one, two, service="support")
    assert (answer["coverage"], left(answer, "visits")) == ("covered", "0")
    later = asked(ask, one, two, service="support", opened=at("2026-03-02 10:01"))
    assert (later["coverage"], left(later, "visits")) == ("not_covered", "0")


def test_49_contract_years_turn_at_local_midnight_of_the_anniversary(ask: Ask) -> None:
    used = event("2026-06-02 10:00", "visit")
    facts = {"start": at("2026-05-10 14:00"), "opened": at("2026-06-02 09:00")}
    assert left(asked(ask, used, as_of=at("2027-05-09 23:59"), **facts), "visits") == "1"
    assert left(asked(ask, used, as_of=at("2027-05-10 00:00"), **facts), "visits") == "2"


def test_49_uses_before_a_known_start_do_not_count(ask: Ask) -> None:
    used = event("2026-02-02 10:00", "visit")
    assert left(asked(ask, used, start=at("2026-03-01")), "visits") == "2"
    assert left(asked(ask, used), "visits") == "1"


def test_49_per_term_needs_no_start(ask: Ask) -> None:
    uses = [event("2026-02-02 10:00", "session", hours="4"), event("2026-02-02 11:00", "visit")]
    quotas = ask(QUOTAS, tier="base", urgent=False, as_of=at("2026-03-02 10:00"), events=uses)["quotas"]
    assert (quotas["sessions"]["left"], quotas["sessions"]["needs"]) == ("5", [])
    assert (quotas["visits"]["left"], quotas["visits"]["needs"]) == (None, ["start"])


def test_49_calendar_periods_are_local_and_not_prorated(ask: Ask) -> None:
    used = event("2026-03-31 23:30", "request")
    assert left(asked(ask, used), "requests") == "2"
    assert left(asked(ask, used, as_of=at("2026-04-01 00:00")), "requests") == "3"
    assert left(asked(ask, start=at("2026-03-20"), opened=at("2026-03-21 10:00")), "requests") == "3"


def test_49_a_stock_is_given_back(ask: Ask) -> None:
    taken = event("2026-02-02 10:00", "device"), event("2026-02-03 10:00", "device")
    assert left(asked(ask, *taken), "devices") == "0"
    assert left(asked(ask, *taken, event("2026-02-04 10:00", "returned device")), "devices") == "1"


def test_50_carried_over_hours_go_first_and_run_out(ask: Ask) -> None:
    """The first quarter leaves 10 hours until 1 July; the 5 of April are taken from them."""
    assert left(asked(ask, as_of=at("2026-04-10 10:00")), "labor") == "20"
    used = event("2026-04-15 10:00", "labor", hours="5")
    assert left(asked(ask, used), "labor") == "15"
    assert left(asked(ask, used, as_of=at("2026-07-05 10:00")), "labor") == "20"


def test_51_counted_in_consumes_both(ask: Ask) -> None:
    answer = asked(ask, event("2026-02-02 22:00", "night", hours="3"))
    assert (left(answer, "night"), left(answer, "repair")) == ("1", "17")


def test_51_adds_raises_times_the_quantity_and_to_0_where_none_is_included(ask: Ask) -> None:
    answer = asked(ask, addons={"extra": 2})
    assert (left(answer, "visits"), left(answer, "trips")) == ("4", "4")


def test_52_each_event_rounds_up_alone(ask: Ask) -> None:
    assert asked(ask, event("2026-02-02 10:00", "session", hours="10"))["quotas"]["sessions"]["used"] == "3"
    answer = asked(
        ask, event("2026-02-02 10:00", "session", hours="10"), event("2026-02-03 10:00", "session", hours="1")
    )
    assert answer["quotas"]["sessions"]["used"] == "4"


@pytest.mark.parametrize(("urgent", "remaining"), [(True, "1"), (False, "2")])
def test_53_a_missed_use_counts_only_where_the_contract_says_so(ask: Ask, urgent: bool, remaining: str) -> None:
    answer = asked(ask, event("2026-03-03 10:00", "missed visit"), urgent=urgent)
    assert left(answer, "visits") == remaining


def test_53_the_term_ends_with_the_last_of_it(ask: Ask) -> None:
    uses = event("2026-02-02 10:00", "session", hours="4"), event("2026-03-03 11:00", "session", hours="4")
    answer = asked(ask, *uses, tier="once")
    assert answer["quotas"]["sessions"]["exhausted_at"] == at("2026-03-03 11:00")
    assert answer["term"] == {"start": at("2026-01-01"), "end": at("2026-03-03 11:00")}


def test_54_a_date_is_local_midnight_and_the_term_excludes_its_end(ask: Ask) -> None:
    for opened, in_force, coverage in (
        ("2026-03-01 23:59", "no", "not_covered"),
        ("2026-03-02 00:00", "yes", "covered"),
        ("2027-03-01 23:59", "yes", "covered"),
        ("2027-03-02 00:00", "no", "not_covered"),
    ):
        answer = ask(QUOTAS, tier="dated", installed="2026-03-02", service="support", opened=at(opened))
        assert answer["term"] == {"start": at("2026-03-02"), "end": at("2027-03-02")}
        assert (answer["in_force"], answer["coverage"]) == (in_force, coverage), opened


def test_54_what_repeats_and_what_does_not(ask: Ask) -> None:
    later = {"opened": at("2027-02-01 10:00")}
    assert asked(ask, tier="once", **later)["in_force"] == "no"
    assert asked(ask, tier="rolling", **later)["in_force"] == "yes"
    assert asked(ask, tier="renewed", **later)["in_force"] == "no"
    assert asked(ask, event("2026-12-01 10:00", "renewed"), tier="renewed", **later)["in_force"] == "yes"
    ended = asked(ask, event("2026-06-01 10:00", "ended"), tier="rolling", **later)
    assert (ended["in_force"], ended["term"]["end"]) == ("no", at("2027-01-01"))


@pytest.mark.parametrize(
    ("bought", "years"), [("2024-03-02", "2"), ("2024-03-03", "1"), ("2026-02-02", "0"), ("2027-05-05", "0")]
)
def test_55_completed_anniversaries(ask: Ask, bought: str, years: str) -> None:
    answer = ask(MONEY, tier="fine", bought=bought, opened=at("2026-03-02 10:00"))
    assert answer["values"]["years"]["value"] == years
