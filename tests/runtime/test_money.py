"""Numbers as text, prices, totals and charges: decisions 57 to 61 and the shapes of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from servdsl.runtime import text
from servdsl.runtime.money import (
    Rated,
    Stretch,
    Sum,
    charge_for_work,
    charge_without_time,
    exact,
    merge,
    price_of,
    schedule,
    total,
)
from servdsl.runtime.quotas import Branch, Draw, Rule
from servdsl.runtime.reach import Allowance, Bound
from servdsl.runtime.values import Beyond, BeyondHours, Charge, Price, Quota

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
    assert price_of(Price(by="quote", per=("month", "year")), "plus.price") == Sum("quote", per=("month", "year"))
    assert price_of(Price(by="free"), "base") == Sum("free")
    assert price_of(Price(by="free"), "base").amount is None
    shown = price_of(YEARLY, "plus.price")
    assert (shown.amount, shown.lower_bound, shown.per, shown.tax) == (900, True, ("year",), "excluding VAT")
    assert [line.to_dict() for line in shown.lines] == [{"clause": "plus.price", "quantity": "1", "amount": "900.00"}]


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
    assert [(line.clause, line.quantity, line.amount) for line in found.lines] == [
        ("plus", 1, 900),
        ("nights", 3, 300),
        ("commissioning", 1, 250),
        ("extra_visit", 2, 600),
    ]


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
    assert amounts(schedule([third] * 3)) == (F(999, 100), F(333, 100))
    small = [price_of(eur(F(5, 1000), "year"), "plus"), price_of(eur(F(4, 1000), "year"), "plus")]
    assert amounts(schedule(small)) == (F(1, 100), F(0))


def test_58_a_schedule_counts_a_free_row_as_0_and_needs_sums_of_one_currency() -> None:
    ten = price_of(eur(10, "year", lower_bound=True), "plus")
    found = schedule([ten, Sum("free")])
    assert amounts(found) == (10, 5)
    assert found is not None
    assert (found[0].lower_bound, found[0].currency, found[0].lines) == (True, "EUR", ())
    assert schedule([ten, Sum("quote")]) is None
    assert schedule([ten, price_of(Price(F(1), "USD"), "plus")]) is None
    assert schedule([]) is None


def amounts(found: tuple[Sum, Sum] | None) -> tuple[Fraction | None, Fraction | None]:
    assert found is not None
    return found[0].amount, found[1].amount


def test_57_a_share_reduces_the_charge_and_a_last_line_says_by_how_much() -> None:
    found = charge_without_time(Charge(eur(120)), "charge").reduced(F(3, 4))
    assert found.amount == 30
    assert [line.to_dict() for line in found.lines] == [
        {"clause": "charge", "quantity": "1", "amount": "120.00"},
        {"clause": "charge", "quantity": None, "amount": "-90.00"},
    ]
    assert charge_without_time(Charge(eur(120)), "charge").reduced(F(1)).amount == 0
    assert charge_without_time(Charge(eur(120)), "charge").reduced(F(0)).lines[-1].quantity == 1
    assert Sum("quote").reduced(F(1, 2)) == Sum("quote")


def test_57_a_share_of_a_capped_charge() -> None:
    """120 capped at 100, half of it borne: 50, in one correction of -70."""
    found = charge_without_time(Charge(eur(120), cap=F(100)), "charge").reduced(F(1, 2))
    assert found.amount == 50
    assert [(line.quantity, line.amount) for line in found.lines] == [(1, 120), (None, -70)]


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


def by_office(first: datetime, last: datetime) -> Rated:
    del last
    inside = 8 <= first.astimezone(ZoneInfo(LISBON)).hour < 18
    return Rated("office", DAY) if inside else Rated("night", NIGHT)


def job(
    rate_at: Callable[[datetime, datetime], Rated | None],
    *stretches: tuple[str, str],
    included: F | int | None = 0,
    beyond: Beyond | None = None,
) -> Sum:
    bank = Rule("quota", "repair", F(included or 0), Quota("includes", count=None, hours=True))
    repair = Draw(bank, (Branch("repair", "hours", F(1), False, (bank,), ()),))
    bounds = () if included is None else (Bound("quota", beyond, repair, F(0), hours=F(included)),)
    found = charge_for_work(work(*stretches), edges, rate_at, ZONE, Allowance(True, bounds))
    assert found is not None
    return found


def charge(rule: Charge, *stretches: tuple[str, str], included: int | None = 0) -> Sum:
    return job(lambda *_: Rated("repair", rule), *stretches, included=included)


def lines(found: Sum) -> list[tuple[str, Fraction | None, Fraction]]:
    return [(line.clause, line.quantity, line.amount) for line in found.lines]


def test_61_intervals_are_merged() -> None:
    told = work(("3 10:00", "3 12:00"), ("3 09:00", "3 11:00"), ("3 12:00", "3 13:00"), ("3 14:00", "3 14:00"))
    assert merge(told) == work(("3 09:00", "3 13:00"))
    assert charge(DAY, ("3 10:00", "3 12:00"), ("3 09:00", "3 11:00")).amount == 330


def test_61_time_worked_is_split_at_the_calendars_edges() -> None:
    """16:00-20:00 on a Tuesday: two office hours at 110, two others at 165."""
    found = job(by_office, ("3 16:00", "3 20:00"))
    assert lines(found) == [("office", 2, 220), ("night", 2, 330)]
    assert (found.amount, found.currency, found.per) == (550, "EUR", ())


def test_58_one_line_for_each_clause_and_rate_in_order_of_time() -> None:
    found = job(by_office, ("3 17:00", "3 19:00"), ("4 09:00", "4 10:00"))
    assert lines(found) == [("office", 2, 220), ("night", 1, 165)]


def test_61_minimum_and_step_lengthen_the_job_at_its_last_rate() -> None:
    """17:30-18:10, at least 2 hours: half an hour at 110, the other hour and a half at 165."""

    def at_least_two(first: datetime, last: datetime) -> Rated:
        rated = by_office(first, last)
        return rated.replace(charge=rated.charge.replace(minimum_hours=F(2)))

    found = job(at_least_two, ("3 17:30", "3 18:10"))
    assert lines(found) == [("office", F(1, 2), 55), ("night", F(3, 2), F(495, 2))]
    stepped = charge(DAY.replace(step_hours=F(1)), ("3 09:00", "3 10:10"), ("3 11:00", "3 11:20"))
    assert lines(stepped) == [("repair", 2, 220)]


def test_61_a_job_of_whole_steps_is_not_lengthened() -> None:
    assert charge(DAY.replace(step_hours=F(1, 2), minimum_hours=F(1)), ("3 09:00", "3 10:30")).amount == 165


def test_61_included_time_goes_first() -> None:
    """Two included hours of four are the office hours; with a minimum of six, four are charged."""
    assert lines(job(by_office, ("3 16:00", "3 20:00"), included=2)) == [("night", 2, 330)]
    longer = charge(DAY.replace(minimum_hours=F(6)), ("3 09:00", "3 13:00"), included=2)
    assert lines(longer) == [("repair", 4, 440)]
    assert charge(DAY, ("3 09:00", "3 10:00"), included=2).amount == 0
    assert charge(DAY.replace(minimum_amount=F(50)), ("3 09:00", "3 10:00"), included=None).amount == 0


def test_61_the_rest_beyond_a_quota_has_its_own_price_minimum_and_step() -> None:
    """Of 4 hours 2.5 are included; 1.5 are beyond, in steps of an hour: 2 at 90."""
    rule = Beyond(eur(90, "hour"), F(1), F(1))
    assert lines(job(by_office, ("3 16:00", "3 20:00"), included=F(5, 2), beyond=rule)) == [("quota", 2, 180)]
    unsaid = job(lambda *_: None, ("3 16:00", "3 16:20"), beyond=rule)
    assert lines(unsaid) == [("quota", 1, 90)]


def test_time_for_which_nothing_is_said_is_no_part_of_the_job() -> None:
    def nights_only(first: datetime, last: datetime) -> Rated | None:
        rated = by_office(first, last)
        return rated if rated.clause == "night" else None

    assert lines(job(nights_only, ("3 16:00", "3 20:00"))) == [("night", 2, 330)]
    assert charge_for_work(work(("3 09:00", "3 10:00")), edges, nights_only, ZONE) is None


def test_61_a_daily_minimum_counts_local_dates() -> None:
    """At least 3 hours a day: 23:00-01:00 touches two dates, an hour each, so 6 hours."""
    rule = DAY.replace(minimum_hours=F(3), minimum_per_day=True)
    assert charge(rule, ("3 23:00", "4 01:00")).amount == 660
    assert charge(rule, ("3 09:00", "3 13:00"), ("4 09:00", "4 10:00")).amount == 770


def test_61_daily_overtime_counts_local_dates() -> None:
    """100 EUR per hour, beyond 6 hours per day 140: 8 hours on one day, 5 on the next."""
    rule = Charge(eur(100, "hour"), beyond=BeyondHours(F(6), True, eur(140, "hour")))
    found = charge(rule, ("3 09:00", "3 17:00"), ("4 09:00", "4 14:00"))
    assert lines(found) == [("repair", 11, 1100), ("repair", 2, 280)]
    assert found.amount == 1380


def test_61_overtime_of_the_job() -> None:
    rule = Charge(eur(100, "hour"), beyond=BeyondHours(F(6), False, eur(140, "hour")))
    found = charge(rule, ("3 09:00", "3 13:00"), ("4 09:00", "4 13:00"))
    assert lines(found) == [("repair", 6, 600), ("repair", 2, 280)]


def test_61_kitchen_sink_advice() -> None:
    """100 EUR per hour, at least 3 hours per day, beyond 6 hours per day 140 EUR: 1 hour and 7 hours make 300 + 740."""
    rule = Charge(
        eur(100, "hour"), minimum_hours=F(3), minimum_per_day=True, beyond=BeyondHours(F(6), True, eur(140, "hour"))
    )
    assert charge(rule, ("3 09:00", "3 10:00"), ("4 09:00", "4 16:00")).amount == 1040


def test_61_a_day_without_a_local_hour_still_counts_elapsed_hours() -> None:
    """Lisbon's clocks go from 01:00 to 02:00 on 2026-03-29: 00:00-04:00 are three hours."""
    told = [(local("2026-03-29 00:00"), local("2026-03-29 04:00"))]
    found = charge_for_work(told, lambda *_: (), by_office, ZONE)
    assert found is not None
    assert lines(found) == [("night", 3, 495)]


def test_59_minimum_amount_and_cap_act_on_exact_values() -> None:
    """3 hours at 0.335 leave as 1.01; their exact 1.005 is not above a cap of 1.005."""
    capped = charge(DAY.replace(cap=F(300)), ("3 09:00", "3 13:00"))
    assert lines(capped) == [("repair", 4, 440), ("repair", None, -140)]
    assert capped.amount == 300
    assert charge(DAY.replace(minimum_amount=F(500)), ("3 09:00", "3 13:00")).amount == 500
    assert charge(DAY.replace(cap=F(300), minimum_amount=F(500)), ("3 09:00", "3 13:00")).amount == 300
    exact_cap = charge(Charge(eur(F(335, 1000), "hour"), cap=F(1005, 1000)), ("3 09:00", "3 12:00"))
    assert (len(exact_cap.lines), exact_cap.amount) == (1, F(101, 100))


def test_59_from_and_by_quote_in_a_part() -> None:
    def mixed(first: datetime, last: datetime) -> Rated:
        rated = by_office(first, last)
        return rated if rated.clause == "office" else Rated("night", Charge(Price(by="quote")))

    assert job(mixed, ("3 16:00", "3 20:00")).by == "quote"
    assert job(mixed, ("3 16:00", "3 17:00")).amount == 110
    assert charge(Charge(eur(110, "hour", lower_bound=True)), ("3 09:00", "3 10:00")).lower_bound


def test_charges_by_the_day_by_the_minute_flat_and_free() -> None:
    three_days = [("3 09:00", "3 10:00"), ("3 15:00", "3 16:00"), ("4 09:00", "4 10:00"), ("5 09:00", "5 09:30")]
    assert charge(Charge(eur(200, "day")), *three_days).amount == 600
    assert charge(Charge(eur(1, "minute")), ("3 09:00", "3 10:30")).amount == 90
    assert charge(Charge(eur(75)), *three_days).amount == 75
    assert charge(Charge(Price(by="free")), *three_days).by == "free"
    assert charge_for_work([], edges, by_office, ZONE) is None


def test_without_time_a_price_per_hour_is_unknown() -> None:
    found = charge_without_time(DAY, "repair")
    assert (found.by, found.amount, found.per, found.lines) == ("unknown", None, ("hour",), ())
    assert charge_without_time(Charge(eur(300, "visit")), "repair").amount == 300
    assert charge_without_time(Charge(eur(300, "visit"), minimum_amount=F(400)), "repair").amount == 400
    assert charge_without_time(Charge(Price(by="quote")), "repair").by == "quote"
