"""Validity: `from DATE to DATE` is for tickets opened on these local days, and a condition like any other.

2026-12-31 is a Thursday. Madrid reads UTC+1 in winter and UTC+2 from 29 March to 25 October 2026. 2028 is a leap year.
"""

from __future__ import annotations

import pytest

from .support import Ask, at, both_evaluators, checked, due

HEAD = """contract dated "Dated" {
  language en
  currency EUR
  zone Europe/Madrid
  in force from 2026-01-01 to 2028-12-31
}
fact severity { high, low }
fact channel { email, phone }
service repair "Repair"
window respond "Response" from opened to responded
calendar office {
  monday to friday 09:00-17:00
  saturday 10:00-12:00 from 2027-01-01
}
"""
DATED = (
    HEAD
    + """tier plus "Plus" {
  attends during office
  covers repair
  accepts channel email
  accepts channel phone from 2026-07-01
  price 1_200 EUR per year excluding VAT from 2026-01-01, 1_260 EUR from 2027-01-01
  respond within {
    4 hours          from 2026-01-01 to 2026-12-31
    4 business hours from 2027-01-01
    1 hour           from 2028-02-29 to 2028-02-29 when severity is low
    2 hours          from 2026-03-29 to 2026-12-31 when severity is high
  }
}
addon late "Late" {
  requires plus
  offered from 2026-07-01
  price 10 EUR per month
}
"""
)


@both_evaluators
@pytest.mark.parametrize(
    ("opened", "amount"),
    [("2026-01-01 00:00", "1200.00"), ("2026-12-31 23:59", "1200.00"), ("2027-01-01 00:00", "1260.00")],
)
def test_the_later_start_wins_from_midnight_of_the_zone(ask: Ask, opened: str, amount: str) -> None:
    answer = ask(DATED, tier="plus", opened=madrid(opened))
    assert (answer["price"]["amount"], answer["price"]["per"], answer["price"]["tax"]) == (
        amount,
        "year",
        "excluding VAT",
    )


@both_evaluators
def test_a_price_needs_the_day_only_where_it_matters(ask: Ask) -> None:
    assert ask(DATED, tier="plus")["price"]["needs"] == ["opened"]
    assert ask(DATED, tier="plus", addons={"late": 1})["addons"]["late"]["amount"] == "10.00"


@both_evaluators
@pytest.mark.parametrize(
    ("opened", "severity", "expected"),
    [
        # opened before the change, due after it: still 4 hours by the clock
        ("2026-12-31 23:59", "low", "2027-01-01 03:59"),
        # from midnight on business hours: Friday 09:00-13:00
        ("2027-01-01 00:00", "low", "2027-01-01 13:00"),
        # Friday 15:00 leaves 2 hours; the Saturday hours of 2027 hold 2 more
        ("2027-01-01 15:00", "low", "2027-01-02 12:00"),
        # the day on which clocks go forward, at 02:00: 2 hours from 01:30 end at 04:30
        ("2026-03-29 01:30", "high", "2026-03-29 04:30"),
        # the minute before that day: not yet valid
        ("2026-03-28 23:59", "high", "2026-03-29 04:59"),
    ],
)
def test_a_ticket_is_judged_by_what_held_when_it_was_opened(
    ask: Ask, opened: str, severity: str, expected: str
) -> None:
    assert due(ask(DATED, tier="plus", opened=madrid(opened), severity=severity), "respond") == madrid(expected)


@both_evaluators
@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("2028-02-28 23:59", "2028-02-29 13:00"),
        ("2028-02-29 00:00", "2028-02-29 01:00"),
        ("2028-02-29 23:59", "2028-03-01 00:59"),
        ("2028-03-01 00:00", "2028-03-01 13:00"),
    ],
)
def test_the_last_day_counts_also_where_it_is_a_leap_day(ask: Ask, opened: str, expected: str) -> None:
    assert due(ask(DATED, tier="plus", opened=madrid(opened), severity="low"), "respond") == madrid(expected)


@both_evaluators
@pytest.mark.parametrize(("opened", "coverage"), [("2026-06-30 23:59", "not_covered"), ("2026-07-01 00:00", "covered")])
def test_a_gate_may_open_on_a_day(ask: Ask, opened: str, coverage: str) -> None:
    answer = ask(DATED, tier="plus", service="repair", channel="phone", opened=madrid(opened))
    assert answer["coverage"] == coverage


@both_evaluators
@pytest.mark.parametrize(("start", "offered"), [("2026-06-30 23:59", "no"), ("2026-07-01 00:00", "yes")])
def test_what_may_be_bought_hangs_on_the_start_of_the_term(ask: Ask, start: str, offered: str) -> None:
    facts = {"tier": "plus", "addons": {"late": 1}, "start": madrid(start), "opened": madrid("2026-08-03 10:00")}
    assert ask(DATED, **facts)["offered"] == offered


def test_days_that_nobody_covers_are_a_gap() -> None:
    text = (
        HEAD + "tier plus { price { 1 EUR per year from 2026-01-01 to 2026-05-31\n 2 EUR per year from 2026-07-01 } }\n"
    )
    found = next(d for d in checked(text).diagnostics if d.severity == "error")
    assert found.code == "SD404"
    assert "opened in 2026-06-01 to 2026-06-30" in found.message


def test_days_that_two_cover_are_a_conflict_unless_one_lies_within_the_other() -> None:
    cases = (
        "tier plus {{ price 9 EUR per year\n"
        "  price {{ 1 EUR per year from 2026-01-01 to {}\n"
        "    2 EUR per year from 2026-06-01 to 2026-12-31 }} }}\n"
    )
    found = next(d for d in checked(HEAD + cases.format("2026-06-30")).diagnostics if d.severity == "error")
    assert found.code == "SD401"
    assert "opened in 2026-06-01 to 2026-06-30" in found.message
    for sound in ("2026-05-31", "2026-12-31"):
        assert not [d for d in checked(HEAD + cases.format(sound)).diagnostics if d.severity == "error"]


def test_the_sentence_tells_the_days() -> None:
    model = checked(DATED).contract
    assert model is not None
    said = {clause.id: clause.says for clause in model.clauses}
    assert (
        said["plus.price.opened_at_least_2027-01-01"]
        == "Price: 1,260.00 EUR per year, excluding VAT, from 1 January 2027."
    )
    assert said["late.offered.start_at_least_2026-07-01"] == "May be bought, for terms that start from 1 July 2026."


def madrid(text: str) -> str:
    return at(text, "Europe/Madrid")
