"""Quotas: how much, of what, per what, with which rules."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from servdsl.model.expressions import Arithmetic, FactRef, Literal
from servdsl.model.values import Beyond, CalendarUnits, Price, Quota

from .support import only, sound

BODY = """customer fact pumps whole from 1
customer fact fee money in EUR
fact vip yes or no
service advice
service loan, loans
unit visit, visits
unit session, sessions of 90 minutes
"""


def whole(number: int) -> Literal:
    return Literal(type="whole", value=Decimal(number))


def quota(text: str) -> Quota:
    (clause,) = sound(BODY + f"tier a {{ {text} }}\n").clauses
    assert isinstance(clause.value, Quota)
    return clause.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("includes 2 visits per contract year", Quota(limits="includes", count=whole(2), period="contract year")),
        ("at most 3 visits per calendar month", Quota(limits="at_most", count=whole(3), period="calendar month")),
        ("at most 1 visit", Quota(limits="at_most", count=whole(1))),
        ("adds 1 visit per calendar quarter", Quota(limits="adds", count=whole(1), period="calendar quarter")),
        ("includes unlimited sessions per event", Quota(limits="includes", count=None, period="event")),
        ("includes 2 visits per ticket", Quota(limits="includes", count=whole(2), period="event")),
        (
            "includes 1 hour of advice per visit",
            Quota(limits="includes", count=whole(1), measure="hours", period=("unit", "visit")),
        ),
        (
            "includes pumps loans per term",
            Quota(limits="includes", count=FactRef(name="pumps", type="whole"), period="term"),
        ),
        (
            "includes 90 minutes of advice per term",
            Quota(
                limits="includes",
                count=Literal(type="number", value=Decimal("1.5")),
                measure="hours",
                period="term",
            ),
        ),
        (
            "includes 20 minutes of advice per term",
            Quota(
                limits="includes",
                count=Arithmetic(op="/", left=whole(20), right=whole(60), type="number"),
                measure="hours",
                period="term",
            ),
        ),
        (
            "includes 4 hours of advice per term, then the term ends",
            Quota(limits="includes", count=whole(4), measure="hours", period="term", ends_term=True),
        ),
        (
            "includes 2 visits per calendar year, carry over for 1 quarter",
            Quota(
                limits="includes",
                count=whole(2),
                period="calendar year",
                carry_over=CalendarUnits(count=3, unit="months"),
            ),
        ),
        (
            "includes 2 visits per calendar year, carry over until the term ends, counted in sessions",
            Quota(limits="includes", count=whole(2), period="calendar year", carry_over="term", counted_in="session"),
        ),
        (
            "includes 2 visits per calendar year, beyond that by quote per visit",
            Quota(
                limits="includes",
                count=whole(2),
                period="calendar year",
                beyond=Beyond(price=Price(by="quote", per=("visit",))),
            ),
        ),
    ],
)
def test_quotas(text: str, expected: Quota) -> None:
    assert quota(text) == expected


def test_the_price_beyond_has_a_minimum_and_steps() -> None:
    made = quota(
        "includes 10 hours of advice per calendar quarter, "
        "beyond that 90 EUR per hour, at least 1 hour, in steps of 30 minutes"
    )
    rate = Price(amount=Literal(type="money", value=Decimal(90), currency="EUR"), per=("hour",))
    assert made.beyond == Beyond(price=rate, minimum=Fraction(1), step=Fraction(1, 2))


def test_rules_before_the_price_beyond_are_those_of_each_use_and_behind_it_of_the_price() -> None:
    made = quota(
        "includes 10 hours of advice per calendar month, at least 15 minutes, in steps of 5 minutes, "
        "beyond that 90 EUR per hour, at least 1 hour, in steps of 30 minutes"
    )
    assert (made.minimum, made.step) == (Fraction(1, 4), Fraction(1, 12))
    assert made.beyond is not None
    assert (made.beyond.minimum, made.beyond.step) == (Fraction(1), Fraction(1, 2))


def test_a_unit_of_minutes_is_a_block_of_hours() -> None:
    things = {thing.name: thing for thing in sound(BODY + "tier a { price free }\n").things}
    assert things["session"].block_hours == Fraction(3, 2)
    assert (things["loan"].key, things["advice"].key) == ("loans", "advice")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("includes 2 visits per month", "SD310"),
        ("includes 2 visits per calendar hour", "SD339"),
        ("includes 2 visits per contract minute", "SD339"),
        ("includes 2 visits per week", "SD310"),
        ("includes 2 days of advice per term", "SD338"),
        ("includes fee visits per term", "SD308"),
        ("includes 2 pumps per term", "SD203"),
        ("includes 2 visit per term", "SD321"),
        ("includes 1 visits per term", "SD321"),
        ("includes 2 visits per nothing", "SD201"),
        ("includes 2 visits per term, carry over for 4 hours", "SD311"),
        ("includes 2 visits per term, carry over for 4 days", "SD309"),
        ("includes 2 visits per term, rounded up", "SD318"),
        ("includes 2 visits per term, at least 1", "SD343"),
        ("includes 500 EUR of advice", "SD348"),
        ("includes 3 of advice per term", "SD101"),
        ("includes 500 EUR of advice per term, beyond that 5 EUR", "SD318"),
        ("includes 500 EUR of advice per term, in steps of 10", "SD343"),
        ("includes 500 GBP of advice per term", "SD303"),
        ("includes 2 visits per term, in steps of 2", "SD343"),
        ("includes 2 hours of advice per term, at least 1", "SD318"),
        ("includes 2 hours of advice per term, in steps of 0 minutes", "SD342"),
        ("includes 2 hours of advice per term, in steps of 5 minutes, in steps of 6 minutes", "SD320"),
        ("includes 2 hours of advice per term, in steps of 1 month", "SD338"),
        ("includes 2 hours of advice per term, at least 5 minutes per day", "SD318"),
        ("includes 2 visits per term, beyond 3 hours 10 EUR", "SD318"),
        ("includes 2 visits per term, then the term ends, then the term ends", "SD320"),
        ("includes 2 visits per term, counted in pumps", "SD203"),
        ("includes 2 hours of advice per term, beyond that 9 EUR per hour, at least 2", "SD318"),
        ("adds 1 visit per term, then the term ends", "SD318"),
    ],
)
def test_quotas_that_do_not_fit(text: str, code: str) -> None:
    assert only(BODY + f"tier a {{ {text} }}\n").code == code
