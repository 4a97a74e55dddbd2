"""Arithmetic: each expression typed, nothing converted in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from servdsl.model.contract import Define
from servdsl.model.expressions import (
    Arithmetic,
    Builtin,
    Expr,
    FactRef,
    Literal,
    Pick,
    Rounded,
    Steps,
    ValueRef,
    WholeYears,
)

from .support import found, only, sound

FACTS = """customer fact fee money in EUR
customer fact dollars money in USD
customer fact pumps whole from 1
customer fact flow number
customer fact uptime percent
customer fact sold date
customer fact agreed instant
customer fact travel duration
fact severity { s1, s2 }
fact urgent yes or no
tier a { price free }
"""
FEE = FactRef(name="fee", type="money", currency="EUR")
PUMPS = FactRef(name="pumps", type="whole")


def whole(number: int) -> Literal:
    return Literal(type="whole", value=Decimal(number))


def defined(text: str) -> Define:
    return sound(FACTS + f"define x is {text}\n").defines[0]


def formula(text: str) -> Expr:
    (case,) = defined(text).cases
    return case.value


def test_a_percentage_of_a_sum_divided() -> None:
    expected = Arithmetic(
        op="/",
        left=Arithmetic(
            op="*", left=Literal(type="percent", value=Decimal("0.02")), right=FEE, type="money", currency="EUR"
        ),
        right=whole(12),
        type="money",
        currency="EUR",
    )
    assert formula("2% of fee divided by 12") == expected


def test_whole_years_plus_one() -> None:
    years = WholeYears(start=FactRef(name="sold", type="date"), end=Builtin(name="opened", type="instant"))
    made = formula("whole years from sold to opened + 1")
    assert made == Arithmetic(op="+", left=years, right=whole(1), type="whole")


def test_whole_weeks_are_sevenths_of_days() -> None:
    days = WholeYears(unit="days", start=FactRef(name="sold", type="date"), end=Builtin(name="opened", type="instant"))
    expected = Rounded(
        direction="down",
        step=Decimal(1),
        of=Arithmetic(op="/", left=days, right=whole(7), type="number"),
        type="whole",
    )
    assert formula("whole weeks from sold to opened") == expected


def test_a_date_beside_an_instant_is_its_midnight() -> None:
    made = formula("later of sold and agreed")
    assert isinstance(made, Pick)
    assert (made.which, made.type) == ("greater", "instant")


def test_rounding() -> None:
    made = formula("4% of pumps, rounded up")
    product = Arithmetic(op="*", left=Literal(type="percent", value=Decimal("0.04")), right=PUMPS, type="number")
    assert made == Rounded(direction="up", step=Decimal(1), of=product, type="whole")


def test_rounding_of_money_to_steps() -> None:
    made = formula("fee, rounded down, in steps of 50 EUR")
    assert made == Rounded(direction="down", step=Decimal(50), of=FEE, type="money", currency="EUR")


def test_steps_of_a_length() -> None:
    made = formula("3 EUR for each started 90 minutes of travel")
    assert isinstance(made, Arithmetic)
    assert made.right == Steps(part="started", size=Decimal(5400), of=FactRef(name="travel", type="duration"))
    assert (made.type, made.currency) == ("money", "EUR")


def test_bounds_apply_in_the_order_written() -> None:
    made = formula("fee, at least 5 EUR, at most 10 EUR")
    assert isinstance(made, Pick)
    assert made.which == "lesser"
    assert isinstance(made.left, Pick)
    assert made.left.which == "greater"


def test_a_date_and_a_calendar_length() -> None:
    made = formula("sold + 1 calendar day")
    assert isinstance(made, Arithmetic)
    assert (made.type, made.right) == ("date", Literal(type="duration", value=Decimal(1), unit="days"))


@pytest.mark.parametrize(
    ("text", "type_", "currency"),
    [
        ("pumps times 3", "whole", None),
        ("pumps divided by 2", "number", None),
        ("flow times pumps", "number", None),
        ("fee times pumps", "money", "EUR"),
        ("pumps times fee", "money", "EUR"),
        ("fee divided by fee", "number", None),
        ("fee divided by 10 EUR", "number", None),
        ("5% of uptime", "percent", None),
        ("uptime times 2", "percent", None),
        ("travel times 2", "duration", None),
        ("travel + 2 hours", "duration", None),
        ("agreed + 2 hours", "instant", None),
        ("agreed + 1 month", "instant", None),
        ("greater of pumps and flow", "number", None),
        ("earlier of sold and 2026-05-01", "date", None),
        ("dollars + 1 USD", "money", "USD"),
    ],
)
def test_kinds(text: str, type_: str, currency: str | None) -> None:
    made = defined(text)
    assert (made.type, made.currency) == (type_, currency)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fee + 5%", "SD301"),
        ("fee + 3", "SD301"),
        ("uptime + 1", "SD301"),
        ("fee times fee", "SD301"),
        ("pumps divided by fee", "SD301"),
        ("travel + 1 month", "SD301"),
        ("fee + dollars", "SD302"),
        ("greater of fee and dollars", "SD302"),
        ("fee + 3 GBP", "SD303"),
        ("sold + 2 hours", "SD305"),
        ("sold - agreed", "SD305"),
        ("pumps times (urgent and urgent)", "SD307"),
        ("2 times severity", "SD301"),
        ("fee + 2 days", "SD309"),
        ("sold + 2 business days", "SD311"),
        ("sold + 1.5 months", "SD312"),
        ("3 of fee", "SD316"),
        ("fee divided by 0", "SD317"),
        ("pumps as percentage of 0", "SD317"),
        ("fee as percentage of travel", "SD301"),
        ("fee as percentage of dollars", "SD302"),
        ("3 EUR for each 0 hours of travel", "SD317"),
        ("fee per month", "SD318"),
        ("by quote", "SD318"),
        ("fee, in steps of 5 EUR", "SD318"),
        ("later of pumps and flow", "SD308"),
        ("greater of sold and 2026-01-01", "SD308"),
        ("whole hours from sold to 2026-03-01", "SD344"),
        ("last day of calendar day of sold", "SD345"),
        ("remainder of calendar hour from sold", "SD345"),
        ("remainder of calendar month from pumps", "SD308"),
        ("whole years from pumps to opened", "SD308"),
    ],
)
def test_what_does_not_go_together(text: str, code: str) -> None:
    assert only(FACTS + f"define x is {text}\n").code == code


@pytest.mark.parametrize(
    "text", ["fee as percentage of 40 EUR", "pumps as percentage of flow", "uptime as percentage of 90%"]
)
def test_like_as_percentage_of_like(text: str) -> None:
    value = formula(text)
    assert isinstance(value, Arithmetic)
    assert (value.op, value.type, value.currency) == ("/", "percent", None)


def test_both_sides_of_a_sum_report_their_own_mistakes() -> None:
    assert [code for code, _ in found(FACTS + "define x is nobody + fee divided by 0 + nothing\n")] == [
        "SD201",
        "SD317",
        "SD201",
    ]


def test_a_defined_value_keeps_its_kind_for_others_in_any_order() -> None:
    contract = sound(FACTS + "define b is a_rate of fee\ndefine a_rate is 5%\n")
    value = {define.name: define for define in contract.defines}["b"].cases[0].value
    assert isinstance(value, Arithmetic)
    assert value.left == ValueRef(name="a_rate", type="percent")
    assert (value.type, value.currency) == ("money", "EUR")


def test_values_of_a_fact_as_cases() -> None:
    contract = sound(
        "fact impact { wide, narrow }\nfact vip yes or no\nfact level { high, low }\n"
        "define rank is {\n  high when vip\n  low otherwise\n}\n"
        "window respond from opened to responded\ntier a { respond within 1 hour when rank is high }\n"
    )
    define = contract.defines[0]
    assert define.type == "choice"
    assert [choice.name for choice in define.choices] == ["high", "low"]
    assert [case.value for case in define.cases] == [
        Literal(type="choice", value="high"),
        Literal(type="choice", value="low"),
    ]


def test_circles_of_values_are_told_once() -> None:
    finding = only(FACTS + "define x is y + 1\ndefine y is z\ndefine z is x\ndefine w is z\n")
    assert finding.code == "SD323"
    assert len(finding.notes) == 2


def test_a_circle_through_a_condition() -> None:
    finding = only(FACTS + "define x when y > 3\ndefine y is {\n  1 when x\n  2 otherwise\n}\n")
    assert finding.code == "SD323"


def test_a_long_chain_is_no_trouble() -> None:
    chain = "".join(f"define v{n} is v{n + 1} + 1\n" for n in range(1500))
    contract = sound("tier a { price free }\n" + chain + "define v1500 is 1\n")
    assert len(contract.defines) == 1501
