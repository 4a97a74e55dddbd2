"""Prices, totals, charges and schedules worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from servdsl.model.contract import Contract
from servdsl.model.expressions import Arithmetic, Builtin, During, Not, Pick, Rounded, Steps, WholeYears
from servdsl.model.values import (
    Amount,
    Beyond,
    Charge,
    DailyOvertime,
    Discount,
    Offered,
    Price,
    Quota,
    Share,
)
from servdsl.reference import schedule
from tests.reference.build import (
    addon,
    ask,
    calendar,
    clause,
    compare,
    contract,
    define,
    eur,
    fact,
    flag,
    picked,
    price,
    ref,
    service,
    share,
    tier,
    unit,
    value_of,
    weekly,
    whole,
)

BOM = ref("bom", "money", "EUR")
FACTS = (
    fact("bom", "money", "customer", currency="EUR"),
    fact("year", "whole", "customer"),
    fact("pumps", "whole", "customer"),
    fact("installed", "date", "customer"),
    fact("delay", "duration"),
    fact("big", "yes_no"),
)
OFFICE = calendar("office", weekly("0-4", "09:00-17:00"))
PARTS: dict[str, Any] = {"facts": FACTS, "things": (service("repair"), unit("day", "days")), "calendars": (OFFICE,)}


def of(rate: str) -> Arithmetic:
    return Arithmetic(op="*", left=share(rate), right=BOM, type="money", currency="EUR")


def test_a_price_and_its_shapes() -> None:
    one = ask(
        contract(clause("base", price(of("0.00125"), "month", tax="excluding VAT", lower_bound=True)), **PARTS),
        bom="1000",
    )
    assert one["price"] == {
        "amount": "1.25",
        "currency": "EUR",
        "per": "month",
        "lower_bound": True,
        "tax": "excluding VAT",
        "by_quote": False,
        "free": False,
        "lines": [{"clause": "base.price.it.1", "quantity": "1", "amount": "1.25"}],
        "needs": [],
    }
    quote = ask(contract(clause("base", Price(by="quote", per=("month", "year")))))["price"]
    assert picked(quote, "amount", "by_quote", "per", "lines") == (None, True, ["month", "year"], [])
    assert picked(ask(contract(clause("base", Price(by="free"))))["price"], "amount", "free") == (None, True)
    assert ask(contract())["price"] is None


@pytest.mark.parametrize(
    ("amount", "leaves"), [("0.005", "0.01"), ("0.0049", "0.00"), ("-0.005", "-0.01"), ("12345.675", "12345.68")]
)
def test_money_leaves_half_up(amount: str, leaves: str) -> None:
    assert ask(contract(clause("base", price(eur(amount)))))["price"]["amount"] == leaves


def test_what_may_not_be_bought_has_no_price() -> None:
    made = contract(clause("base", price(eur("5"))), clause("base", Offered(), when=flag("big")), **PARTS)
    assert ask(made, big=False)["price"] is None
    assert picked(ask(made), "offered", "coverage") == ("undecided", "not_covered")
    assert ask(made)["price"]["amount"] == "5.00"


def with_addons(*prices: Price, first: Price | None = None) -> Contract:
    offers = (tier("base"), *(addon(f"a{n}") for n in range(len(prices))))
    clauses = [clause(f"a{n}", one) for n, one in enumerate(prices)]
    return contract(clause("base", first or price(eur("100"), "year")), *clauses, offers=offers, **PARTS)


def test_a_total_adds_the_period_once_and_units_times_their_number() -> None:
    made = with_addons(
        price(eur("10"), "year", lower_bound=True), price(eur("5.005"), once=True), price(eur("3"), "day")
    )
    found = ask(made, addons={"a0": 1, "a1": 3, "a2": 4})
    assert picked(found["total"], "amount", "per", "lower_bound") == ("137.02", "year", True)
    assert [line["amount"] for line in found["total"]["lines"]] == ["100.00", "10.00", "15.02", "12.00"]
    assert found["addons"]["a1"]["amount"] == "5.01"
    assert found["price"]["lower_bound"] is False


@pytest.mark.parametrize(
    ("extra", "first"),
    [
        (price(eur("10"), "month"), None),
        (price(eur("10"), "year", tax="excluding VAT"), None),
        (price(eur("10"), "year"), price(eur("2"), "day")),
    ],
)
def test_other_periods_taxes_and_unit_prices_have_no_total(extra: Price, first: Price | None) -> None:
    assert ask(with_addons(extra, first=first), addons=["a0"])["total"] is None


def test_a_total_by_quote_and_an_undecided_one() -> None:
    assert ask(with_addons(Price(by="quote")), addons=["a0"])["total"]["by_quote"] is True
    assert ask(with_addons(price(of("0.1"), "year")), addons=["a0"])["total"]["needs"] == ["bom"]


# ── Charges ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def hourly(rate: str, **more: Any) -> Charge:
    return Charge(price=price(eur(rate), "hour"), **more)


def charged(made: Contract, *worked: tuple[str, str], **facts: Any) -> Any:
    times = [[f"2026-03-{a}+00:00", f"2026-03-{b}+00:00"] for a, b in worked]
    return ask(made, opened="2026-03-02T10:00+00:00", worked=times, **facts)["charges"].get("repair")


IN_OFFICE = During(subject="worked", calendar="office")


def test_the_time_worked_is_split_at_the_calendars_edges() -> None:
    made = contract(
        clause("base", hourly("60"), "repair", IN_OFFICE),
        clause("base", hourly("90"), "repair", Not(item=IN_OFFICE)),
        clause("base", hourly("0"), "repair", flag("big"), strength="in any case"),
        **PARTS,
    )
    found = charged(made, ("03T16:00", "03T18:30"), ("03T16:30", "03T18:00"), big=False)  # overlapping: merged
    assert picked(found, "amount", "lower_bound") == ("195.00", False)
    assert [picked(line, "quantity", "amount") for line in found["lines"]] == [("1", "60.00"), ("1.5", "135.00")]
    assert charged(made, ("03T16:00", "03T18:30"), big=True)["amount"] == "0.00"
    assert charged(made, ("03T16:00", "03T18:30"))["needs"] == ["big"]
    assert picked(ask(made, big=False)["charges"]["repair"], "amount", "per", "needs") == (None, "hour", ["worked"])


def test_minimum_and_step_lengthen_the_job_at_its_last_rate() -> None:
    made = contract(
        clause("base", hourly("60", minimum_hours=Decimal(2), step_hours=Decimal("0.5")), "repair", IN_OFFICE),
        clause(
            "base", hourly("90", minimum_hours=Decimal(2), step_hours=Decimal("0.5")), "repair", Not(item=IN_OFFICE)
        ),
        **PARTS,
    )
    assert charged(made, ("03T10:00", "03T10:30"))["amount"] == "120.00"
    assert charged(made, ("03T16:30", "03T17:15"))["amount"] == "165.00"  # half an hour at 60, lengthened to 1.5 at 90
    assert charged(made, ("03T10:00", "03T12:10"))["amount"] == "150.00"  # 2:10 is 2.5


def test_overtime_of_a_day_and_a_minimum_per_day() -> None:
    over = DailyOvertime(hours=Decimal(6), per_day=True, price=price(eur("140"), "hour"))
    made = contract(
        clause("base", hourly("100", minimum_hours=Decimal(3), minimum_per_day=True, beyond=over), "repair"), **PARTS
    )
    assert charged(made, ("03T08:00", "03T16:00"), ("04T08:00", "04T09:00"))["amount"] == "1180.00"  # 6, 2 beyond, 3


def test_smallest_amount_cap_and_share_act_on_the_exact_sum() -> None:
    made = contract(clause("base", hourly("10", minimum_amount=eur("25"), cap=eur("40")), "repair"), **PARTS)
    assert charged(made, ("03T10:00", "03T11:00"))["amount"] == "25.00"
    assert charged(made, ("03T10:00", "03T15:00"))["lines"][1] == {
        "clause": "base.charge.repair.1",
        "quantity": None,
        "amount": "-10.00",
    }
    half = contract(
        clause("base", hourly("10"), "repair"), clause("base", Share(share=share("0.25")), "repair"), **PARTS
    )
    assert charged(half, ("03T10:00", "03T13:00"))["amount"] == "22.50"
    assert ask(half)["shares"] == {"repair": "25"}


def test_included_time_goes_first_and_the_rest_has_its_price() -> None:
    beyond = Beyond(price=price(eur("90"), "hour"), minimum=Decimal(1), step=Decimal("0.5"))
    quota = Quota(limits="includes", count=whole(3), measure="hours", period="term", beyond=beyond)
    made = contract(clause("base", quota, "repair"), **PARTS)
    before = [{"at": "2026-02-02T10:00+00:00", "type": "repair", "hours": "1"}]
    assert charged(made, ("03T10:00", "03T12:00"), events=before)["amount"] == "0.00"
    assert charged(made, ("03T10:00", "03T12:15"), events=before)["amount"] == "90.00"
    assert charged(made, ("03T10:00", "03T13:15"), events=before)["amount"] == "135.00"


def test_flat_and_quoted_charges_and_discounts() -> None:
    flat = contract(
        clause("base", Charge(price=price(eur("70"))), "repair"),
        clause("base", Discount(share=share("0.05")), "repair"),
        **PARTS,
    )
    found = ask(flat)
    assert picked(found["charges"]["repair"], "amount", "per") == ("70.00", None)
    assert found["discounts"] == {"repair": "5"}
    assert ask(contract(clause("base", Charge(price=Price(by="quote")), "repair"), **PARTS))["charges"]["repair"][
        "by_quote"
    ]


# ── Amounts, formulas, schedules ────────────────────────────────────────────────────────────────────────────────────


def test_formulas() -> None:
    pumps = ref("pumps", "whole")
    spares = Arithmetic(op="*", left=share("0.04"), right=pumps, type="number")
    cap = Pick(which="lesser", left=of("0.5"), right=eur("80"), type="money", currency="EUR")
    started = Steps(part="started", size=Decimal(3600), of=ref("delay", "duration"))
    credit = Arithmetic(op="*", left=of("0.03"), right=started, type="money", currency="EUR")
    years = WholeYears(start=ref("installed", "date"), end=Builtin(name="opened", type="instant"))
    made = contract(
        clause("base", Amount(value=cap), "cap"),
        clause("base", Amount(value=credit, lower_bound=True), "credit"),
        defines=(
            define("spares", "number", (Rounded(direction="up", step=Decimal(1), of=spares, type="number"), None)),
            define("age", "whole", (years, None)),
            define("third", "number", (Arithmetic(op="/", left=whole(1), right=whole(3), type="number"), None)),
            define("wrong", "number", (Arithmetic(op="/", left=whole(1), right=whole(0), type="number"), None)),
        ),
        **PARTS,
    )
    found = ask(made, bom="200", pumps=30, delay="PT2H1S", installed="2024-02-29", opened="2026-02-28T10:00+00:00")
    assert found["amounts"]["cap"] == {"amount": "80.00", "currency": "EUR", "lower_bound": False, "needs": []}
    assert picked(found["amounts"]["credit"], "amount", "lower_bound") == ("18.00", True)
    values = {name: value["value"] for name, value in found["values"].items()}
    assert values == {"spares": "2", "age": "2", "third": "0.3333333333", "wrong": None}
    assert found["problems"] == ["wrong: divided by zero"]
    assert ask(made)["amounts"]["credit"] == {
        "amount": None,
        "currency": "EUR",
        "lower_bound": None,
        "needs": ["bom", "delay"],
    }


def test_a_schedule_sums_rounded_rows_and_rounds_its_average_once() -> None:
    year = ref("year", "whole")
    rate = define(
        "rate", "percent", (share("0.01"), compare(year, "=", whole(2))), (share("0.005"), compare(year, ">", whole(2)))
    )
    amount = Arithmetic(op="*", left=value_of("rate", "percent"), right=BOM, type="money", currency="EUR")
    made = contract(clause("base", price(amount, "year")), defines=(rate,), **PARTS)
    found: Any = schedule(made, {"tier": "base", "bom": "100.25"}, ("year", 2, 4))
    assert [row["answer"]["price"]["amount"] for row in found["rows"]] == ["1.00", "0.50", "0.50"]
    assert picked(found["total"], "amount", "per") == ("2.00", "year")
    assert found["average"]["amount"] == "0.67"
    assert [row["year"] for row in found["rows"]] == [2, 3, 4]
    assert schedule(made, {"tier": "base", "bom": "100.25"}, ("year", 1, 2))["total"] is None  # no rate in year 1
