"""A value may choose its currency by its cases: parts and multiples of it keep it, and nothing is exchanged."""

from __future__ import annotations

import pytest

from .support import Answer, Ask, at, both_evaluators, checked, generated, interpreted

TEXT = """contract acme "Acme" {
  language en
  currency EUR, USD, JPY
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2027-12-31
}
customer fact region "Region" { europe, america, japan }
customer fact users "Users" whole from 1
customer fact fee "Fee" money in EUR
service support "Support"
define list_price "List price" by region {
  | region  | price      |
  | europe  | 400 EUR    |
  | america | 400 USD    |
  | japan   | 66_000 JPY |
}
define basis "Basis" is {
  2% of fee  when region is europe
  list_price otherwise
}
define reduced "Reduced" is list_price - 10% of list_price
tier base "Base" {
  price 12% of list_price times users per year
  amount credit "Credit" 5% of list_price, at most reduced
  amount reentry "Re-entry" {
    10 EUR           when region is europe
    12 USD           when region is america
    5% of list_price otherwise
  }
  amount twice "Twice the re-entry" reentry times 2
  amount part "Share" reduced as percentage of list_price
  charges support 1% of list_price per hour, at least 2 hours, at most 50% of list_price
}
addon more "More" {
  requires base
  price list_price per year
}
"""


@both_evaluators
def test_each_region_has_its_currency(ask: Ask) -> None:
    europe = ask(TEXT, tier="base", region="europe", users=3, fee="100")
    assert (europe["price"]["amount"], europe["price"]["currency"]) == ("144.00", "EUR")  # 12 % of 400 is 48, times 3
    assert europe["values"]["list_price"] == {"amount": "400.00", "currency": "EUR", "needs": []}
    assert europe["values"]["basis"] == {"amount": "2.00", "currency": "EUR", "needs": []}
    assert europe["values"]["reduced"]["amount"] == "360.00"
    assert europe["amounts"]["twice"]["amount"] == "20.00"
    assert europe["amounts"]["part"]["value"] == "90"
    japan = ask(TEXT, tier="base", region="japan", users=1)
    assert japan["price"]["amount"] == "7920"  # yen have no cents
    assert japan["values"]["basis"] == {"amount": "66000", "currency": "JPY", "needs": []}
    assert japan["amounts"]["twice"] == {"amount": "6600", "currency": "JPY", "lower_bound": False, "needs": []}
    assert japan["amounts"]["credit"]["currency"] == "JPY"


@both_evaluators
def test_a_region_that_is_missing_is_needed_although_the_figures_agree(ask: Ask) -> None:
    answer = ask(TEXT, tier="base", users=1)
    assert answer["values"]["list_price"] == {"amount": None, "currency": None, "needs": ["region"]}
    assert answer["price"]["needs"] == ["region"]
    assert answer["amounts"]["reentry"] == {"amount": None, "currency": None, "lower_bound": None, "needs": ["region"]}


@both_evaluators
def test_a_charge_with_its_minimum_and_cap_is_in_one_currency(ask: Ask) -> None:
    worked = [[at("2026-03-03 10:00"), at("2026-03-03 11:00")]]
    answer = ask(TEXT, tier="base", region="america", service="support", opened=at("2026-03-03 10:00"), worked=worked)
    charge = answer["charges"]["support"]
    assert (charge["amount"], charge["currency"]) == ("8.00", "USD")  # two hours at 1 % of 400


@both_evaluators
def test_a_total_of_one_currency(ask: Ask) -> None:
    answer = ask(TEXT, tier="base", addons={"more": 1}, region="america", users=1)
    assert (answer["total"]["amount"], answer["total"]["currency"]) == ("448.00", "USD")


def without_steps(answer: Answer) -> Answer:
    return {**answer, "reasons": [{**reason, "steps": []} for reason in answer["reasons"]]}


@pytest.mark.parametrize("region", ["europe", "america", "japan", None])
def test_both_evaluators_agree(region: str | None) -> None:
    facts = {"tier": "base", "users": 2, "fee": "50", **({"region": region} if region else {})}
    ours, theirs = (without_steps(ask(TEXT, **facts)) for ask in (generated, interpreted))
    assert ours == theirs


@both_evaluators
def test_nobody_gives_it(ask: Ask) -> None:
    with pytest.raises(Exception, match="list_price"):
        ask(TEXT, tier="base", list_price="400")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("price list_price + 20 EUR per year", "SD349"),
        ("price list_price per year, at least 20 EUR", "SD349"),
        ("price basis + list_price per year", "SD349"),
        ("price { list_price when list_price > 10 USD; 1 EUR otherwise }", "SD349"),
        ("amount sum list_price + reentry", "SD349"),
        ("amount sum list_price divided by fee", "SD349"),
        ("price list_price times fee per year", "SD301"),
    ],
)
def test_it_goes_with_itself_alone(line: str, code: str) -> None:
    lines = line.replace("{ ", "{\n").replace("; ", "\n").replace(" }", "\n}")
    text = TEXT.replace("  price 12% of list_price times users per year", f"  {lines}")
    if line.startswith("amount"):
        text = TEXT.replace("  amount twice", f"  {line}\n  amount twice")
    assert [d.code for d in checked(text).diagnostics if d.severity == "error"] == [code]


def test_it_cannot_be_given_in_an_example() -> None:
    example = 'example "x" {\n  given tier base, list_price 400 EUR\n  expect needs users\n}\n'
    errors = [d for d in checked(TEXT + example).diagnostics if d.severity == "error"]
    assert [d.help for d in errors] == ["its currency is chosen by its cases: give the facts that they ask for"]
