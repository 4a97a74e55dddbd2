"""Domains are split at the constants that conditions mention, no finer and no coarser (decision 1)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from servdsl.cells import atoms
from servdsl.model.expressions import (
    Arithmetic,
    Builtin,
    Compare,
    Condition,
    During,
    Holds,
    InForce,
    InRange,
    Literal,
    OneOf,
    Rounded,
    StateIs,
    ValueRef,
    WholeYears,
    WindowIs,
)
from tests.cells.build import (
    FACTS,
    addon,
    both,
    const,
    contract,
    define,
    either,
    fact,
    is_,
    no,
    ref,
    test,
    tier,
    value,
    years,
)


def texts(*conditions: Condition, **more: object) -> list[list[str]]:
    return [[cell.text for cell in atom.cells] for atom in atoms(contract(**more), conditions)]


def test_enumerations_by_value() -> None:
    assert texts(is_("severity", "s1")) == [["severity is s1", "severity is s2", "severity is s3"]]


def test_yes_or_no_in_two() -> None:
    (urgent,) = atoms(contract(), [ref("urgent")])
    assert urgent.candidates == (False, True)
    assert [cell.text for cell in urgent.cells] == ["urgent is no", "urgent is yes"]


def test_whole_numbers_split_where_an_answer_changes() -> None:
    assert texts(test("year", ">", 9), test("year", ">=", 10)) == [["year <= 9", "year >= 10"]]
    assert texts(years(3, 5), test("year", "=", 8)) == [
        ["year <= 2", "year in 3 to 5", "year in 6 to 7", "year is 8", "year >= 9"]
    ]


def test_declared_bounds_are_respected() -> None:
    assert texts(test("year", "<=", 0)) == [["year is 0", "year >= 1"]]
    assert texts(test("year", ">", 12)) == [["any year"]]


def test_money_in_points_and_open_intervals() -> None:
    (fee,) = atoms(contract(), [both(test("fee", "<", 100), test("fee", ">=", 200))])
    assert [cell.text for cell in fee.cells] == [
        "fee < 100 EUR",
        "fee is 100 EUR",
        "fee > 100 EUR and fee < 200 EUR",
        "fee is 200 EUR",
        "fee > 200 EUR",
    ]
    assert fee.candidates == (Fraction(50), Fraction(100), Fraction(150), Fraction(200), Fraction(201))


def test_dates_in_a_row_leave_no_date_between() -> None:
    (signed,) = atoms(contract(), [test("signed", ">", "2026-01-01"), test("signed", ">=", "2026-01-02")])
    assert signed.candidates == (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3))


def test_open_countries_are_those_named_and_another() -> None:
    (country,) = atoms(contract(), [is_("country", "PT", "ES")])
    assert [cell.text for cell in country.cells] == ["country is ES", "country is PT", "another country"]
    assert country.candidates[-1] not in ("PT", "ES")


def test_declared_countries_are_all_there_are() -> None:
    declared = fact("country", "country", countries=("PT", "ES"))
    facts = (declared, *(f for f in FACTS if f.name != "country"))
    assert texts(is_("country", "PT"), facts=facts) == [["country is PT", "country is ES"]]


def test_instants_are_local_to_the_contract() -> None:
    opened = Builtin(name="opened", type="instant")
    later = Compare(op=">=", left=opened, right=Literal(type="instant", value="2026-07-01T00:00"))
    (atom,) = atoms(contract(zone="Europe/Lisbon"), [later])
    before, after = atom.cells
    begins = datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert after.contains(begins)
    assert before.contains(begins - timedelta(microseconds=1))
    assert not before.contains(begins)


def test_a_date_that_an_instant_is_compared_with_is_a_whole_local_day() -> None:
    opened = Builtin(name="opened", type="instant")
    first, last = (Literal(type="date", value=day) for day in ("2026-07-01", "2026-12-31"))
    (atom,) = atoms(contract(zone="Europe/Lisbon"), [InRange(item=opened, low=first, high=last)])
    assert [cell.text for cell in atom.cells] == [
        "opened < 2026-07-01",
        "opened in 2026-07-01 to 2026-12-31",
        "opened >= 2027-01-01",
    ]
    inside = atom.cells[1]
    # Lisbon is an hour ahead of UTC in July and not in December
    assert inside.contains(datetime(2026, 6, 30, 23, tzinfo=UTC))
    assert not inside.contains(datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC))
    assert inside.contains(datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC))
    assert not inside.contains(datetime(2027, 1, 1, tzinfo=UTC))


def test_the_tier_held_is_one_of_all_or_none() -> None:
    offers = (tier("basic"), tier("gold"), addon("extra"))
    tiers, extra = atoms(contract(offers=offers), [Holds(offer="gold"), Holds(offer="extra")])
    assert tiers.candidates == ("basic", "gold", "no tier")
    assert extra.candidates == (False, True)


def test_a_window_is_met_or_breached_or_neither() -> None:
    (window,) = atoms(
        contract(), [WindowIs(window="respond", status="met"), WindowIs(window="respond", status="breached")]
    )
    assert window.candidates == ("met", "breached", "neither")


def test_the_service_asked_for_is_one_of_all() -> None:
    asked = OneOf(item=Builtin(name="service", type="choice"), values=("support",))
    assert [atom.candidates for atom in atoms(contract(), [asked])] == [("support",)]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (During(subject="opened", calendar="office"), ["opened outside office", "opened during office"]),
        (StateIs(state="waiting"), ["not waiting", "waiting"]),
        (InForce(), ["not in_force", "in_force"]),
        (Compare(op="<", left=ref("fee"), right=ref("cost")), ["not (fee < cost)", "fee < cost"]),
    ],
)
def test_the_rest_is_one_yes_or_no_each(condition: Condition, words: list[str]) -> None:
    assert texts(condition) == [words]


def test_comparisons_of_unknowns_are_normalised() -> None:
    fee, cost = ref("fee"), ref("cost")
    same_question = [
        Compare(op="<", left=fee, right=cost),
        Compare(op=">", left=cost, right=fee),
        Compare(op=">=", left=fee, right=cost),
        Compare(op="<=", left=cost, right=fee),
    ]
    assert len(atoms(contract(), same_question)) == 1
    equal = [Compare(op="=", left=fee, right=cost), Compare(op="!=", left=cost, right=fee)]
    assert len(atoms(contract(), equal)) == 1


def test_a_constant_may_be_calculated_and_stand_on_the_left() -> None:
    sum_ = Arithmetic(op="*", left=const("number", 2), right=const("money", 50), type="money", currency="EUR")
    reversed_ = Compare(op=">", left=sum_, right=ref("fee"))
    assert texts(reversed_) == [["fee < 100 EUR", "fee is 100 EUR", "fee > 100 EUR"]]


def test_arithmetic_with_a_fact_is_not_looked_into() -> None:
    half = Arithmetic(op="*", left=const("percent", Decimal("0.5")), right=ref("fee"), type="money", currency="EUR")
    (atom,) = atoms(contract(), [Compare(op="<", left=half, right=const("money", 10))])
    assert atom.name == "50% of fee < 10 EUR"


def test_yes_no_definitions_are_expanded_and_others_are_variables() -> None:
    defines = (
        define("hot", (is_("severity", "s1"), None), type_="yes_no"),
        define("rate", (const("percent", Decimal("0.02")), None), type_="percent"),
    )
    small = Compare(op="<", left=value("rate", "percent"), right=const("percent", Decimal("0.05")))
    found = atoms(contract(defines=defines), [value("hot", "yes_no"), small])
    assert [(atom.kind, atom.name) for atom in found] == [("fact", "severity"), ("value", "rate")]


def test_a_defined_value_keeps_the_bounds_of_its_formula() -> None:
    age = WholeYears(start=ref("signed"), end=Builtin(name="opened", type="instant"))
    plus_one = Arithmetic(op="+", left=age, right=const("whole", 1), type="whole")
    defines = (define("plan_year", (plus_one, None), type_="whole"),)
    upto = Compare(op="<=", left=value("plan_year", "whole"), right=const("whole", 2))
    assert texts(upto, defines=defines) == [["plan_year <= 2", "plan_year >= 3"]]
    none = Compare(op="<", left=value("plan_year", "whole"), right=const("whole", 1))
    assert texts(none, defines=defines) == [["any plan_year"]]


def test_a_rounded_share_of_a_bounded_fact_is_bounded() -> None:
    share = Arithmetic(op="*", left=const("percent", Decimal("0.25")), right=ref("year"), type="number")
    spares = Rounded(direction="up", step=Decimal(1), of=share, type="whole")
    defines = (define("spares", (spares, None), type_="whole"),)
    few = Compare(op="<", left=value("spares", "whole"), right=const("whole", 1))
    # 0 to 12 years, a quarter, rounded up: 0 to 3
    assert texts(few, defines=defines) == [["spares is 0", "spares >= 1"]]
    many = Compare(op="<=", left=value("spares", "whole"), right=const("whole", 3))
    assert texts(many, defines=defines) == [["any spares"]]


def test_a_definition_that_depends_on_itself_stays_unknown() -> None:
    defines = (define("odd", (no(value("odd", "yes_no")), None), type_="yes_no"),)
    assert texts(ValueRef(name="odd", type="yes_no"), defines=defines) == [["odd is no", "odd is yes"]]


def test_constants_of_all_conditions_split_together() -> None:
    assert texts(test("year", "<", 3), either(test("year", ">=", 7), ref("urgent"))) == [
        ["year <= 2", "year in 3 to 6", "year >= 7"],
        ["urgent is no", "urgent is yes"],
    ]
