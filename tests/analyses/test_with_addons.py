"""What tiers say while add-ons are held, worked by hand: an add-on is nearer than a tier, and counts only where it is sold."""

from __future__ import annotations

import pytest

from tests.analyses.plans import lines, said

HELD = """for all tiers {
  attends during office
  respond within 8 hours
  resolve within 30 hours
}
tier silver {}
tier gold extends silver { %s }
addon fast {
  price 5 EUR per month
  %s
}
order silver < gold
"""


@pytest.mark.parametrize(
    ("gold", "fast", "codes"),
    [
        ("respond within 9 hours when fast", "", ["SD415"]),
        ("respond within 9 hours when fast", "respond within 1 hour", []),
        ("respond within 9 hours when fast", "respond within 1 hour when vip", ["SD415"]),
        ("respond within 9 hours when fast and vip", "respond within 1 hour when vip", []),
        ("respond within 9 hours when fast", "requires silver", []),
        ("respond within 9 hours when fast", "conflicts with gold", []),
        ("resolve within 1 hour when fast", "", ["SD409"]),
        ("resolve within 1 hour when fast", "resolve within 30 hours", []),
        ("resolve within 1 hour when fast", "respond within 1 hour", []),
        ("resolve within 9 business hours when fast", "attends during long", []),
        ("respond within 8 business hours when fast and vip", "attends also during long when vip", []),
    ],
)
def test_an_add_on_that_decides_a_value_leaves_no_say_to_tiers(gold: str, fast: str, codes: list[str]) -> None:
    assert [code for _, code in lines(HELD % (gold, fast), "SD409", "SD415", "SD427")] == codes


GIVEN = "tier gold { %s }\ntier silver { }\naddon fast { price 5 EUR per month\n %s }\n"


@pytest.mark.parametrize(
    ("gold", "fast", "codes"),
    [
        ("respond within 1 hour when not fast", "", ["SD404"]),
        ("respond within 1 hour when not fast", "respond within 30 minutes", []),
        # gold with fast for those who are no vip; and fast beside silver for the same
        ("respond within 1 hour when not fast", "respond within 30 minutes when vip", ["SD404", "SD404"]),
        ("respond within 1 hour when not fast", "requires silver", []),
        ("accepts channel email when not fast", "accepts channel phone", []),
        ("attends during office when not fast\n respond within 4 business hours", "attends during long", []),
        ("attends during office when not fast\n respond within 4 business hours", "", ["SD505"]),
        ("includes 1 visit per contract year\n includes 2 visits per contract year when fast", "", ["SD418"]),
        (
            "includes 1 visit per contract year\n includes 2 visits per contract year when fast",
            "includes 3 visits per contract year",
            [],
        ),
    ],
)
def test_what_an_add_on_says_itself_no_tier_leaves_open(gold: str, fast: str, codes: list[str]) -> None:
    asked = ("SD404", "SD406", "SD417", "SD418", "SD505")
    assert [code for _, code in lines(GIVEN % (gold, fast), *asked)] == codes


def test_business_time_is_not_said_to_lack_a_calendar_where_two_clash() -> None:
    body = "tier gold {\n attends during office when vip\n attends during long when vip\n respond within 4 business hours\n}"
    assert [code for _, code in lines(body, "SD401", "SD415", "SD505")] == ["SD401", "SD505"]


def test_of_three_quotas_only_the_least_is_said_to_count() -> None:
    body = "tier gold {\n" + "".join(f" includes {n} visits per contract year\n" for n in (2, 3, 4)) + "}"
    told = [message for _, message in said(body, "SD418")]
    assert len(told) == 2
    assert all("only the smaller, 2, counts" in message for message in told)
