"""Amendments: what changes for tickets opened from a day on (decision 22), layered over the contract.

1 December 2027 is a Wednesday, 31 December 2027 a Friday, 29 February 2028 a Tuesday. Lisbon reads UTC in winter.
"""

from __future__ import annotations

import pytest

from .support import Ask, at, both_evaluators, checked, due

AMENDED = """contract acme "Acme" {
  language en
  currency EUR
  zone Europe/Lisbon
  in force from 2026-01-01 to 2030-12-31
  document AM "Amendments" by "Acme"
}
fact severity { high, low }
fact channel { email, phone }
service repair "Repair"
unit visit, visits "Visit"
window respond "Response" from opened to responded
window arrive "Arrival" from opened to arrived
calendar office {
  monday to friday 09:00-17:00
  closed 2028-05-01
}
define fee is 40 EUR
define urgent when severity is high
for all tiers {
  attends during office
  covers repair
  accepts channel email
}
tier base "Base" {
  price fee per month
  arrive within 24 hours
  respond within 4 business hours
}
tier plus "Plus" extends base {
  price 60 EUR per month
  respond within 2 business hours
  includes 2 visits per contract year
}
addon fast "Fast" {
  requires plus
  price 10 EUR per month
  arrive within 12 hours
}
amendment fees "New fees" from 2027-01-01 {                                     @AM-1
  define fee is 42 EUR
  define urgent when severity is high and channel is phone
  tier plus { price 65 EUR per month }
  for all tiers { accepts channel phone }
}
amendment winter "Winter rules" from 2027-12-01 to 2028-02-29 {
  for all tiers { arrive within 36 hours }
  for base { respond within 8 business hours when not urgent }
  tier plus { includes 3 visits per contract year }
  calendar office {
    saturday 10:00-12:00
    friday 09:00-15:00
    open 2028-01-01 10:00-12:00
  }
  tier gold "Gold" {
    price 90 EUR per month
    arrive within 1 hour
    respond within 1 hour
  }
}
"""


@both_evaluators
@pytest.mark.parametrize(
    ("opened", "addons", "arrive"),
    [
        ("2027-11-30 23:59", {}, "2027-12-01 23:59"),
        ("2027-12-01 00:00", {}, "2027-12-02 12:00"),
        # opened before the last day ends, due after it
        ("2028-02-29 23:59", {}, "2028-03-02 11:59"),
        ("2028-03-01 00:00", {}, "2028-03-02 00:00"),
        # an add-on's promise gives way to the amendment, and counts again behind it
        ("2027-11-30 23:59", {"fast": 1}, "2027-12-01 11:59"),
        ("2027-12-01 00:00", {"fast": 1}, "2027-12-02 12:00"),
        ("2028-03-01 00:00", {"fast": 1}, "2028-03-01 12:00"),
    ],
)
def test_an_amendment_beats_the_contract_on_its_days(
    ask: Ask, opened: str, addons: dict[str, int], arrive: str
) -> None:
    answer = ask(AMENDED, tier="plus", addons=addons, opened=at(opened), severity="low", channel="email")
    assert due(answer, "arrive") == at(arrive)


@both_evaluators
@pytest.mark.parametrize(
    ("tier", "opened", "respond"),
    [
        # what is said of base does not reach plus, which has a promise of its own
        ("plus", "2027-12-01 09:00", "2027-12-01 11:00"),
        ("base", "2027-12-01 09:00", "2027-12-01 17:00"),
        ("base", "2027-11-30 09:00", "2027-11-30 13:00"),
        # Friday in winter 09:00-15:00, and two hours on Saturday
        ("base", "2027-12-03 09:00", "2027-12-04 12:00"),
        # Friday 14:00-15:00, and 1 January, which is a Saturday with hours of its own
        ("plus", "2027-12-31 14:00", "2028-01-01 11:00"),
        # before the amendment Fridays end at 17:00, and Monday follows
        ("plus", "2027-11-26 16:00", "2027-11-29 10:00"),
    ],
)
def test_hours_and_promises_of_winter(ask: Ask, tier: str, opened: str, respond: str) -> None:
    answer = ask(AMENDED, tier=tier, opened=at(opened), severity="low", channel="email")
    assert due(answer, "respond") == at(respond)


@both_evaluators
@pytest.mark.parametrize(
    ("opened", "fee", "urgent", "base", "plus"),
    [
        ("2026-12-31 23:59", "40.00", True, "40.00", "60.00"),
        ("2027-01-01 00:00", "42.00", False, "42.00", "65.00"),
        ("2028-01-15 12:00", "42.00", False, "42.00", "65.00"),
    ],
)
def test_definitions_and_prices_from_a_day_on(
    ask: Ask, opened: str, fee: str, urgent: bool, base: str, plus: str
) -> None:
    facts = {"opened": at(opened), "severity": "high", "channel": "email"}
    answer = ask(AMENDED, tier="base", **facts)
    assert (answer["values"]["fee"]["amount"], answer["values"]["urgent"]["value"]) == (fee, urgent)
    assert answer["price"]["amount"] == base
    assert ask(AMENDED, tier="plus", **facts)["price"]["amount"] == plus


@both_evaluators
def test_gates_add_up_over_amendments(ask: Ask) -> None:
    for opened, phone in (("2026-12-31 23:59", "not_covered"), ("2027-01-01 00:00", "covered")):
        facts = {"tier": "base", "service": "repair", "severity": "low", "opened": at(opened)}
        assert ask(AMENDED, channel="phone", **facts)["coverage"] == phone
        assert ask(AMENDED, channel="email", **facts)["coverage"] == "covered"


@both_evaluators
def test_a_quota_of_an_amendment_stands_for_that_of_the_contract(ask: Ask) -> None:
    for opened, left in (("2027-11-30 23:59", "2"), ("2027-12-01 00:00", "3"), ("2028-03-01 00:00", "2")):
        answer = ask(AMENDED, tier="plus", opened=at(opened), start=at("2027-06-01 00:00"))
        assert answer["quotas"]["visits"]["left"] == left


@both_evaluators
def test_a_new_tier_is_sold_while_the_amendment_holds_and_kept_by_who_bought_it(ask: Ask) -> None:
    opened = at("2028-06-01 10:00")
    for start, offered in (("2027-11-30 23:59", "no"), ("2027-12-01 00:00", "yes"), ("2028-03-01 00:00", "no")):
        answer = ask(AMENDED, tier="gold", start=at(start), opened=opened, severity="low", channel="email")
        assert answer["offered"] == offered
        assert due(answer, "arrive") == at("2028-06-01 11:00")


@both_evaluators
def test_what_is_decided_on_all_days_alike_needs_no_day(ask: Ask) -> None:
    assert ask(AMENDED, tier="gold")["price"]["amount"] == "90.00"
    assert ask(AMENDED, tier="plus")["price"]["needs"] == ["opened"]


def test_ids_name_the_amendment_and_not_its_days() -> None:
    found = checked(AMENDED).contract
    assert found is not None
    assert [clause.id for clause in found.clauses if clause.amendment] == [
        "plus@fees.price",
        "all_tiers@fees.accepts.channel",
        "all_tiers@winter.windows.arrive",
        "base@winter.windows.respond.not_urgent",
        "plus@winter.includes.visit",
    ]
    fees = next(clause for clause in found.clauses if clause.id == "plus@fees.price")
    assert fees.says == "New fees: Price: 65.00 EUR per month, from 1 January 2027."
    assert fees.sources == ("AM-1",)


FIRST = AMENDED + "amendment first from 2029-01-01 { for plus { price 70 EUR per month } }\n"
SAME_DAY = FIRST + "amendment second from 2029-01-01 { for plus { price 71 EUR per month } }\n"
SHORTER = FIRST + "amendment second from 2029-01-01 to 2029-03-31 { for plus { price 71 EUR per month } }\n"


@both_evaluators
def test_amendments_of_one_day_are_one_layer_in_which_the_shorter_one_is_the_exception(ask: Ask) -> None:
    for opened, price in (("2029-01-01 00:00", "71.00"), ("2029-03-31 23:59", "71.00"), ("2029-04-01 00:00", "70.00")):
        assert ask(SHORTER, tier="plus", opened=at(opened))["price"]["amount"] == price


def test_amendments_of_one_day_that_disagree_are_an_error() -> None:
    found = [d for d in checked(SAME_DAY).diagnostics if d.severity == "error"]
    assert [d.code for d in found] == ["SD401"]


def test_an_order_of_tiers_is_proven_through_amendments() -> None:
    worse = "amendment worse from 2029-01-01 to 2029-01-31 {{ for {} {{ respond within 6 business hours }} }}\n"
    for tier, codes in (("base", []), ("plus", ["SD415"])):
        text = AMENDED + "order base < plus except arrive\n" + worse.format(tier)
        assert [d.code for d in checked(text).diagnostics if d.severity == "error"] == codes


def test_a_base_clause_that_is_amended_for_a_while_is_no_doubt() -> None:
    doubts = {"SD407", "SD408", "SD420", "SD422"}
    assert not [d for d in checked(AMENDED).diagnostics if d.code in doubts]


JOINED = """contract acme "Acme" {
  language en
  zone Europe/Lisbon
  in force from 2026-01-01 to 2027-12-31
}
window respond from opened to responded
service repair
calendar office { monday to friday 09:00-17:00 }
calendar served is office
tier base "Base" {
  price free
  covers repair
  attends during served
  respond within 4 business hours
}
amendment longer from 2027-01-01 {
  calendar served_longer is always
  for all tiers { attends during served_longer }
}
"""


@both_evaluators
def test_other_hours_from_a_day_on_are_a_calendar_of_another_name(ask: Ask) -> None:
    """The way out of SD362. 31 December 2026 is a Thursday: an hour is left, the other three run on Friday morning."""
    old = ask(JOINED, tier="base", opened=at("2026-12-31 16:00"))
    assert due(old, "respond") == at("2027-01-01 12:00")
    new = ask(JOINED, tier="base", opened=at("2027-01-01 16:00"))
    assert due(new, "respond") == at("2027-01-01 20:00")
