"""Numbers as text, prices, totals and charges: decisions 57 to 61 and the shapes of the answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from servdsl.runtime import text
from servdsl.runtime.money import (
    Line,
    Stretch,
    Sum,
    beyond_quota,
    charge_for_work,
    charge_without_time,
    exact,
    merge,
    price_of,
    schedule,
    total,
)
from servdsl.runtime.values import Beyond, BeyondHours, Charge, Price

from .moments import LISBON, at, clock

F = Fraction


# ── Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"), (50, "50"), (-50, "-50"), (100, "100"), (F(1, 2), "0.5"), (F(-1, 2), "-0.5"), (F(13, 8), "1.625"),
        (F(1, 3), "0.3333333333"), (F(2, 3), "0.6666666667"), (F(-2, 3), "-0.6666666667"),
        (F(1, 2**12), "0.000244140625"), (F(10**25), "1" + "0" * 25), (F(1, 30_000_000_000), "0"),
        (F(-1, 30_000_000_000), "0"),
    ],
)  # fmt: skip
def test_decimal_text_is_exact_or_ten_places_half_up(number: Fraction | int, shown: str) -> None:
    assert text.decimal(number) == shown


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (30_000, "CNY", "30000.00"), (1200, "JPY", "1200"), (F(1, 2), "JPY", "1"), (F(5, 1000), "EUR", "0.01"),
        (F(4999, 1_000_000), "EUR", "0.00"), (F(-5, 1000), "EUR", "-0.01"), (F(-4, 1000), "EUR", "0.00"),
        (F(1, 3), "KWD", "0.333"), (F(1, 3), "CLF", "0.3333"), (F(7, 1000), "EUR", "0.01"), (-3, "USD", "-3.00"),
    ],
)  # fmt: skip
def test_58_money_leaves_in_its_minor_unit_half_up(amount: Fraction | int, currency: str, shown: str) -> None:
    assert text.money(amount, currency) == shown


def test_percent_seconds_and_instants() -> None:
    assert text.percent(F(1, 2)) == "50"
    assert text.percent(F(9995, 10_000)) == "99.95"
    assert repr(text.seconds(1800)) == "1800"
    assert repr(text.seconds(F(1_000_000_000_000_001, 1_000_000))) == "1000000000.000001"
    assert repr(text.seconds(F(1, 3))) == "0.333333"
    zone = ZoneInfo("America/Santiago")
    assert text.instant(datetime(2026, 3, 6, 21, 30, tzinfo=UTC), zone) == "2026-03-06T18:30:00-03:00"
    assert text.instant(datetime(2026, 3, 6, 21, 30, 0, 500, UTC), zone) == "2026-03-06T18:30:00.000500-03:00"


# ── Prices and totals ───────────────────────────────────────────────────────────────────────────────────────────────

YEARLY = Price(F(900), "EUR", lower_bound=True, per=("year",), tax="excluding VAT")


def eur(amount: Fraction | int, *per: str, **more: object) -> Price:
    return Price(F(amount), "EUR", per=per).replace(**more)


def test_a_price_of_a_formula_is_a_defect() -> None:
    with pytest.raises(TypeError):
        exact(lambda: 1)


def test_price_by_quote_free_or_a_sum() -> None:
    assert price_of(Price(by="quote", per=("month", "year")), "plus") == Sum("quote", per=("month", "year"))
    assert price_of(Price(by="free"), "base") == Sum("free")
    assert price_of(Price(by="free"), "base").amount is None
    shown = price_of(YEARLY, "plus")
    assert shown.amount == 900
    assert shown.lines == (Line("plus", F(1), "", F(900), "EUR", True),)
    assert shown.lines[0].to_dict() == {
        "what": "plus", "quantity": "1", "unit": None, "rate": "900", "amount": "900.00", "currency": "EUR",
        "lower_bound": True,
    }  # fmt: skip


def test_60_total_of_the_tiers_period_once_and_per_unit() -> None:
    """900 + 3 x 100 per year + 250 once + 2 x 300 per visit = 2050."""
    addons = [
        ("nights", eur(100, "year"), 3),
        ("commissioning", eur(250, once=True), 1),
        ("extra_visit", eur(300, "visit"), 2),
    ]
    found = total(("plus", eur(900, "year")), addons)
    assert found is not None
    assert (found.amount, found.per, found.currency, found.lower_bound) == (2050, ("year",), "EUR", False)
    assert [line.to_dict()["amount"] for line in found.lines] == ["900.00", "300.00", "250.00", "600.00"]


def test_59_a_lower_bound_or_a_quote_in_any_part_is_one_of_the_total() -> None:
    found = total(("plus", eur(900, "year")), [("nights", eur(100, "year", lower_bound=True), 1)])
    assert found is not None
    assert found.lower_bound
    quoted = total(("plus", eur(900, "year")), [("weekend", Price(by="quote", per=("month", "year")), 1)])
    assert quoted is not None
    assert (quoted.by, quoted.amount, quoted.per) == ("quote", None, ("year",))


@pytest.mark.parametrize(
    "addon",
    [
        eur(100, "month"), Price(F(100), "USD", per=("year",)), eur(100, "year", tax="excluding VAT"),
        eur(100, "month", "year"),
    ],
)  # fmt: skip
def test_60_no_total_over_other_periods_currencies_or_tax_wordings(addon: Price) -> None:
    assert total(("plus", eur(900, "year")), [("addon", addon, 1)]) is None


def test_60_a_tiers_unit_price_is_a_rate() -> None:
    assert total(("per_event", eur(90, "event")), [("addon", eur(10, once=True), 1)]) is None


def test_60_a_free_tier_agrees_with_any_period() -> None:
    found = total(("base", Price(by="free")), [("nights", eur(100, "year"), 1)])
    assert found is not None
    assert (found.by, found.amount, found.per) == ("amount", 100, ("year",))
    nothing = total(("base", Price(by="free")), [])
    assert nothing is not None
    assert nothing.by == "free"


def test_60_a_tier_paid_once_has_no_period_to_add() -> None:
    once = total(("base", eur(1000, once=True)), [("setup", eur(50, once=True), 1)])
    assert once is not None
    assert (once.amount, once.once) == (1050, True)
    assert total(("base", eur(1000, once=True)), [("nights", eur(100, "year"), 1)]) is None


def test_58_a_total_sums_rounded_lines() -> None:
    """0.335 leaves as 0.34: two lines make 0.68, not 0.67."""
    found = total(("plus", eur(F(335, 1000), "year")), [("addon", eur(F(335, 1000), "year"), 1)])
    assert found is not None
    assert (found.amount, found.exact) == (F(68, 100), F(67, 100))


def test_58_a_schedule_sums_rounded_periods_and_an_average_is_rounded_once() -> None:
    """Three periods of 10/3: total 3 x 3.33 = 9.99, average 3.33. 0.005 and 0.004: 0.01 + 0.00, average 0.0045."""
    third = price_of(eur(F(10, 3), "year"), "plus")
    assert schedule([third] * 3) == (F(999, 100), F(333, 100))
    small = [price_of(eur(F(5, 1000), "year"), "plus"), price_of(eur(F(4, 1000), "year"), "plus")]
    assert schedule(small) == (F(1, 100), F(0))
    assert schedule([third, Sum("quote")]) is None
    assert schedule([]) is None


def test_57_a_share_reduces_the_charge() -> None:
    found = charge_without_time(Charge(eur(120)), "parts").reduced(F(3, 4))
    assert found.amount == 30
    capped = charge_without_time(Charge(eur(120), cap=F(100)), "parts").reduced(F(1, 2))
    assert capped.amount == 50
    assert charge_without_time(Charge(eur(120)), "parts").reduced(F(1)).amount == 0


# ── Charges ─────────────────────────────────────────────────────────────────────────────────────────────────────────

DAY, NIGHT = Charge(eur(110, "hour")), Charge(eur(165, "hour"))
ZONE = clock(LISBON)


def local(text: str) -> datetime:
    return at(text, LISBON)


def work(*stretches: tuple[str, str]) -> list[Stretch]:
    return [(local(f"2026-03-0{start}"), local(f"2026-03-0{end}")) for start, end in stretches]


def edges(start: datetime, end: datetime) -> Iterable[datetime]:
    """Office hours 08:00-18:00."""
    del start, end
    return [local(f"2026-03-0{day} {hour}:00") for day in range(2, 8) for hour in ("08", "18")]


def by_office(first: datetime, last: datetime) -> Charge:
    del last
    return DAY if 8 <= first.astimezone(ZoneInfo(LISBON)).hour < 18 else NIGHT


def charge(rule: Charge, *stretches: tuple[str, str], included: int = 0) -> Sum:
    return charge_for_work(work(*stretches), lambda *_: (), lambda *_: rule, ZONE, "repair", included)


def lines(found: Sum) -> list[tuple[str, Fraction, Fraction]]:
    return [(line.what, line.quantity, line.rate) for line in found.lines]


def test_61_intervals_are_merged() -> None:
    told = work(("3 10:00", "3 12:00"), ("3 09:00", "3 11:00"), ("3 12:00", "3 13:00"), ("3 14:00", "3 14:00"))
    assert merge(told) == work(("3 09:00", "3 13:00"))
    assert charge(DAY, ("3 10:00", "3 12:00"), ("3 09:00", "3 11:00")).amount == 330


def test_61_time_worked_is_split_at_the_calendars_edges() -> None:
    """16:00-20:00 on a Tuesday: two office hours at 110, two others at 165."""
    found = charge_for_work(work(("3 16:00", "3 20:00")), edges, by_office, ZONE, "repair")
    assert lines(found) == [("repair", 2, 110), ("repair", 2, 165)]
    assert (found.amount, found.currency, found.per) == (550, "EUR", ("hour",))


def test_61_minimum_and_step_lengthen_the_job_at_its_last_rate() -> None:
    """17:30-18:10, at least 2 hours: half an hour at 110, the other hour and a half at 165."""
    least = {"minimum_hours": F(2)}
    found = charge_for_work(
        work(("3 17:30", "3 18:10")), edges, lambda *span: by_office(*span).replace(**least), ZONE, "repair"
    )
    assert lines(found) == [("repair", F(1, 2), 110), ("repair", F(3, 2), 165)]
    stepped = charge(DAY.replace(step_hours=F(1)), ("3 09:00", "3 10:10"), ("3 11:00", "3 11:20"))
    assert lines(stepped) == [("repair", 2, 110)]


def test_61_a_job_of_whole_steps_is_not_lengthened() -> None:
    assert charge(DAY.replace(step_hours=F(1, 2), minimum_hours=F(1)), ("3 09:00", "3 10:30")).amount == 165


def test_61_included_time_goes_first() -> None:
    """Two included hours of four are the office hours; with a minimum of six, four are charged."""
    found = charge_for_work(work(("3 16:00", "3 20:00")), edges, by_office, ZONE, "repair", 2)
    assert lines(found) == [("included", 2, 0), ("repair", 2, 165)]
    longer = charge(DAY.replace(minimum_hours=F(6)), ("3 09:00", "3 13:00"), included=2)
    assert lines(longer) == [("included", 2, 0), ("repair", 4, 110)]
    assert charge(DAY, ("3 09:00", "3 10:00"), included=2).amount == 0


def test_61_a_daily_minimum_counts_local_dates() -> None:
    """At least 3 hours a day: 23:00-01:00 touches two dates, an hour each, so 6 hours."""
    rule = DAY.replace(minimum_hours=F(3), minimum_per_day=True)
    assert charge(rule, ("3 23:00", "4 01:00")).amount == 660
    assert charge(rule, ("3 09:00", "3 13:00"), ("4 09:00", "4 10:00")).amount == 770


def test_61_daily_overtime_counts_local_dates() -> None:
    """100 EUR per hour, beyond 6 hours per day 140: 8 hours on one day, 5 on the next."""
    rule = Charge(eur(100, "hour"), beyond=BeyondHours(F(6), True, eur(140, "hour")))
    found = charge(rule, ("3 09:00", "3 17:00"), ("4 09:00", "4 14:00"))
    assert lines(found) == [("repair", 11, 100), ("repair", 2, 140)]
    assert found.amount == 1380


def test_61_overtime_of_the_job() -> None:
    rule = Charge(eur(100, "hour"), beyond=BeyondHours(F(6), False, eur(140, "hour")))
    found = charge(rule, ("3 09:00", "3 13:00"), ("4 09:00", "4 13:00"))
    assert lines(found) == [("repair", 6, 100), ("repair", 2, 140)]


def test_61_kitchen_sink_advice() -> None:
    """100 EUR per hour, at least 3 hours per day, beyond 6 hours per day 140 EUR: 1 hour and 7 hours make 300 + 740."""
    rule = Charge(
        eur(100, "hour"), minimum_hours=F(3), minimum_per_day=True, beyond=BeyondHours(F(6), True, eur(140, "hour"))
    )
    assert charge(rule, ("3 09:00", "3 10:00"), ("4 09:00", "4 16:00")).amount == 1040


def test_61_a_day_without_a_local_hour_still_counts_elapsed_hours() -> None:
    """Lisbon's clocks go from 01:00 to 02:00 on 2026-03-29: 00:00-04:00 are three hours."""
    told = [(local("2026-03-29 00:00"), local("2026-03-29 04:00"))]
    assert charge_for_work(told, lambda *_: (), lambda *_: DAY, ZONE, "repair").amount == 330


def test_59_minimum_amount_and_cap_act_on_exact_values() -> None:
    """3 hours at 0.335 leave as 1.01; their exact 1.005 is not above a cap of 1.005."""
    assert charge(DAY.replace(cap=F(300)), ("3 09:00", "3 13:00")).amount == 300
    assert charge(DAY.replace(minimum_amount=F(500)), ("3 09:00", "3 13:00")).amount == 500
    assert charge(DAY.replace(cap=F(300), minimum_amount=F(500)), ("3 09:00", "3 13:00")).amount == 300
    exact_cap = charge(Charge(eur(F(335, 1000), "hour"), cap=F(1005, 1000)), ("3 09:00", "3 12:00"))
    assert exact_cap.bound is None


def test_59_from_and_by_quote_in_a_part() -> None:
    def mixed(first: datetime, last: datetime) -> Charge:
        return by_office(first, last) if by_office(first, last) is DAY else Charge(Price(by="quote"))

    assert charge_for_work(work(("3 16:00", "3 20:00")), edges, mixed, ZONE, "repair").by == "quote"
    assert charge_for_work(work(("3 16:00", "3 17:00")), edges, mixed, ZONE, "repair").amount == 110
    assert charge(Charge(eur(110, "hour", lower_bound=True)), ("3 09:00", "3 10:00")).lower_bound


def test_charges_by_the_day_by_the_minute_flat_and_free() -> None:
    three_days = [("3 09:00", "3 10:00"), ("3 15:00", "3 16:00"), ("4 09:00", "4 10:00"), ("5 09:00", "5 09:30")]
    assert charge(Charge(eur(200, "day")), *three_days).amount == 600
    assert charge(Charge(eur(1, "minute")), ("3 09:00", "3 10:30")).amount == 90
    assert charge(Charge(eur(75)), *three_days).amount == 75
    assert charge(Charge(Price(by="free")), *three_days).by == "free"
    assert charge(DAY) == Sum("amount")


def test_without_time_a_price_per_hour_is_unknown() -> None:
    found = charge_without_time(DAY, "repair")
    assert (found.by, found.amount, found.per) == ("unknown", None, ("hour",))
    assert charge_without_time(Charge(eur(300, "visit")), "repair", 2).amount == 600
    assert charge_without_time(Charge(Price(by="quote")), "repair").by == "quote"


def test_59_beyond_a_quota_with_minimum_and_step() -> None:
    """90 EUR per hour, at least 1 hour, in steps of 1 hour: 20 minutes cost 90, 80 minutes 180, nothing nothing."""
    rule = Beyond(eur(90, "hour"), F(1), F(1))
    assert [beyond_quota(F(n, 60), rule, "advice").amount for n in (20, 60, 80, 0)] == [90, 90, 180, 0]
    assert beyond_quota(F(80, 60), Beyond(eur(2, "minute")), "advice").amount == 160
    assert beyond_quota(F(2), Beyond(Price(by="quote", per=("visit",))), "visit").by == "quote"
    assert beyond_quota(F(2), Beyond(eur(50)), "visit").amount == 50
