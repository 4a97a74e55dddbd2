"""What clauses decide: promises, shares, prices, charges, terms, levels; each case worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from servdsl.model.expressions import FactRef, Literal
from servdsl.model.values import (
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Cancellable,
    Charge,
    Closes,
    DailyOvertime,
    Elapsed,
    Every,
    Lasts,
    Length,
    Level,
    NoPromise,
    Price,
    Promise,
    PromiseOf,
    Renews,
    Within,
)

from .support import clause, found, in_english, only, sound

BODY = """calendar office { monday to friday 09:00-18:00 }
window respond from opened to responded
window update from opened to updated
fact vip yes or no
fact agreed duration
customer fact fee money in EUR
service repair
service advice
state waiting from asked to answered
unit visit, visits
"""


def promise(text: str) -> Promise:
    value = clause(sound(BODY + f"tier a {{ respond {text} }}\n"), "a.windows.respond").value
    assert isinstance(value, PromiseOf)
    return value.promise


def euros(amount: str) -> Literal:
    return Literal(type="money", value=Decimal(amount), currency="EUR")


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("90 seconds", Elapsed(seconds=Decimal(90))),
        ("1.5 hours", Elapsed(seconds=Decimal(5400))),
        ("4 business hours", BusinessTime(seconds=Decimal(14400))),
        ("30 business minutes on office", BusinessTime(seconds=Decimal(1800), calendar="office")),
        ("30 calendar days", CalendarUnits(count=30, unit="days")),
        ("2 weeks", CalendarUnits(count=14, unit="days")),
        ("1 month", CalendarUnits(count=1, unit="months")),
        ("2 quarters", CalendarUnits(count=6, unit="months")),
        ("3 years", CalendarUnits(count=3, unit="years")),
        ("2 business days", BusinessDays(count=2)),
        ("2 business days cutoff 16:30 on office", BusinessDays(count=2, calendar="office", cutoff=990)),
        ("same business day", BusinessDays(count=0)),
        ("next business day at the same time", BusinessDays(count=1, same_time=True)),
        ("next calendar day", CalendarUnits(count=1, unit="days")),
    ],
)
def test_lengths(text: str, limit: Length) -> None:
    assert promise(f"within {text}") == Within(limit=limit)


def test_a_target_and_a_limit() -> None:
    day = Decimal(86400)
    assert promise("within 24 to 48 hours") == Within(target=Elapsed(seconds=day), limit=Elapsed(seconds=2 * day))


def test_a_bound_without_a_limit() -> None:
    made = promise("within 24 business hours or more on office")
    assert made == Within(limit=BusinessTime(seconds=Decimal(86400), calendar="office"), or_more=True)


def test_no_promise_with_and_without_words() -> None:
    assert promise('has no promise "by agreement"') == NoPromise(words=in_english("by agreement"))
    assert promise("within no promise") == NoPromise()


def test_a_cadence() -> None:
    made = promise("every 4 business hours on office until updated")
    assert made == Every(length=BusinessTime(seconds=Decimal(14400), calendar="office"), until="updated")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("within 2 days", "SD309"),
        ("within 2 calendar hours", "SD311"),
        ("within 2 business weeks", "SD311"),
        ("within same calendar day", "SD311"),
        ("within 1.5 business days", "SD312"),
        ("within 0.5 months", "SD312"),
        ("within 2 hours on office", "SD313"),
        ("within 2 business hours cutoff 16:00", "SD313"),
        ("within 1 month at the same time", "SD313"),
        ("within 48 to 24 hours", "SD314"),
        ("within 3 to 2 business days", "SD314"),
        ("within free", "SD318"),
        ("within 3", "SD119"),
        ("within 10 EUR", "SD318"),
        ("within yes", "SD318"),
        ("within 2 hours per month", "SD318"),
        ("within 2 hours, at most 3 hours", "SD318"),
        ("within agreed cutoff 16:00", "SD313"),
        ("within agreed + 1 calendar day", "SD301"),
        ("every 4 hours until never", "SD201"),
        ("within 2 business hours on respond", "SD203"),
    ],
)
def test_promises_that_do_not_fit(text: str, code: str) -> None:
    assert only(BODY + f"tier a {{ respond {text} }}\n").code == code


def test_shares() -> None:
    contract = sound(BODY + "tier a {\n covers repair\n covers advice {\n 25% when vip\n no otherwise\n }\n}\n")
    shares = {c.id: c.value.model_dump()["share"]["value"] for c in contract.clauses}
    assert shares == {"a.covers.repair": 1, "a.covers.advice.vip": Decimal("0.25"), "a.covers.advice.otherwise": 0}


@pytest.mark.parametrize(
    ("text", "code"),
    [("120%", "SD315"), ("3", "SD308"), ("10 EUR", "SD308"), ("free", "SD318"), ("50% per month", "SD318")],
)
def test_shares_that_do_not_fit(text: str, code: str) -> None:
    assert only(BODY + f"tier a {{ covers repair {text} }}\n").code == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("free", Price(by="free")),
        ("by quote", Price(by="quote")),
        ("by quote per month or year", Price(by="quote", per=("month", "year"))),
        ("per year excluding VAT 900 EUR", Price(amount=euros("900"), per=("year",), tax="excluding VAT")),
        ("from 900 EUR per visit", Price(amount=euros("900"), lower_bound=True, per=("visit",))),
        ("250 EUR once including VAT", Price(amount=euros("250"), once=True, tax="including VAT")),
        ("fee per event", Price(amount=FactRef(name="fee", type="money", currency="EUR"), per=("event",))),
    ],
)
def test_prices(text: str, expected: Price) -> None:
    assert clause(sound(BODY + f"tier a {{ price {text} }}\n"), "a.price").value == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("10", "SD308"),
        ("5%", "SD308"),
        ("no", "SD318"),
        ("10 EUR on office", "SD318"),
        ("10 EUR per month once", "SD320"),
        ("per month 10 EUR per year", "SD320"),
        ("10 EUR including VAT excluding VAT", "SD320"),
        ("10 EUR per nothing", "SD201"),
        ("10 EUR per office", "SD203"),
        ("10 XXX per month", "SD212"),
        ("10 GBP per month", "SD303"),
        ("1 to 2", "SD318"),
    ],
)
def test_prices_that_do_not_fit(text: str, code: str) -> None:
    assert only(BODY + f"tier a {{ price {text} }}\n").code == code


def test_a_price_may_not_hang_on_the_ticket_even_through_a_definition() -> None:
    finding = only(BODY + "define big when vip\ntier a { price {\n 10 EUR when big\n 5 EUR otherwise\n } }\n")
    assert (finding.code, finding.span.line, finding.span.column) == ("SD322", 19, 2)
    assert finding.message == "this price depends on `vip`, which each ticket tells anew"


def test_a_price_per_use_may_hang_on_the_ticket() -> None:
    sound(BODY + "tier a { price {\n 10 EUR per visit when vip\n 5 EUR per visit otherwise\n } }\n")


def test_charges_with_every_rule() -> None:
    text = "charges repair 100 EUR per hour, at least 3 hours per day, in steps of 30 minutes, at most 900 EUR, "
    contract = sound(BODY + f"tier a {{ {text} beyond 6 hours per day 140 EUR per hour }}\n")
    made = clause(contract, "a.charges.repair").value
    assert made == Charge(
        price=Price(amount=euros("100"), per=("hour",)),
        minimum_hours=Decimal(3),
        minimum_per_day=True,
        step_hours=Decimal("0.5"),
        cap=euros("900"),
        beyond=DailyOvertime(hours=Decimal(6), per_day=True, price=Price(amount=euros("140"), per=("hour",))),
    )


def test_rules_of_the_clause_hold_for_each_case() -> None:
    contract = sound(
        BODY + "tier a { charges repair, at least 2 hours {\n 9 EUR per hour when vip\n 0 EUR otherwise\n } }\n"
    )
    values = [c.value for c in contract.clauses]
    assert [v.minimum_hours for v in values if isinstance(v, Charge)] == [Decimal(2), Decimal(2)]


def test_a_charge_without_a_sum_is_by_quote() -> None:
    made = clause(sound(BODY + "tier a { charges repair when vip }\n"), "a.charges.repair.vip").value
    assert made == Charge(price=Price(by="quote"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9 EUR per hour, at least 2 hours, at least 3 hours", "SD320"),
        ("9 EUR per hour, at least 3", "SD308"),
        ("9 EUR per hour, rounded up", "SD318"),
        ("9 EUR per hour, in steps of 1 month", "SD338"),
        ("9 EUR per hour, carry over until the term ends", "SD318"),
    ],
)
def test_charges_that_do_not_fit(text: str, code: str) -> None:
    assert only(BODY + f"tier a {{ charges repair {text} }}\n").code == code


def test_terms() -> None:
    contract = sound(
        BODY + "tier a {\n lasts at least 6 months\n lasts while vip\n starts at opened\n"
        " renews every quarter without a gap\n"
        " cancellable with 30 calendar days notice, to the end of the period\n}\n"
    )
    assert clause(contract, "a.lasts").value == Lasts(at_least=CalendarUnits(count=6, unit="months"))
    assert clause(contract, "a.renews").value == Renews(every=CalendarUnits(count=3, unit="months"))
    assert clause(contract, "a.cancellable").value == Cancellable(
        notice=CalendarUnits(count=30, unit="days"), to_period_end=True
    )
    assert {c.id for c in contract.clauses} == {
        "a.lasts",
        "a.lasts_while",
        "a.starts",
        "a.renews",
        "a.cancellable",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lasts 3", "SD119"),
        ("lasts 10 days", "SD309"),
        ("starts at fee", "SD308"),
        ("renews every hour without a gap", "SD318"),
        ("discount 120% on repair", "SD315"),
        ("discount 3 on repair", "SD308"),
        ("excludes when yes", "SD340"),
        ("accepts vip email", "SD308"),
        ("accepts fee email", "SD308"),
        ("conflicts with a", "SD223"),
        ("requires nobody", "SD201"),
        ("needs fee", "SD306"),
        ('level 2 "x" after level 1', "SD332"),
        ('level 1 "x" at 150% of respond', "SD315"),
        ('level 1 "x" 2 hours after nothing', "SD201"),
        ("respond pauses while vip", "SD203"),
        ("visit counts as used when fee", "SD306"),
        ("repair uses 1 vip", "SD203"),
        ("amount credit free", "SD318"),
    ],
)
def test_other_clauses_that_do_not_fit(text: str, code: str) -> None:
    assert only(BODY + f"tier a {{ {text} }}\n").code == code


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("repair uses 0 visits", "`uses`"),
        ("closes after 0 calls on office when waiting", "`closes after`"),
        ("charges repair 40 EUR per hour, in steps of 0 hours", "`in steps of`"),
        ("includes 2 visits per term, beyond that 3 EUR per visit, in steps of 0", "`in steps of`"),
    ],
)
def test_nothing_is_counted_by_0(text: str, clause: str) -> None:
    found = only(BODY + f"tier a {{ {text} }}\n")
    assert (found.code, found.message) == ("SD342", f"{clause} needs a number above 0")


def test_a_block_has_a_length() -> None:
    found = only(BODY + "unit stay, stays of 0 minutes\ntier a { includes 2 stays per term }\n")
    assert (found.code, found.message) == ("SD342", "`unit … of` needs a number above 0")
    assert sound(BODY + "unit stay, stays of 30 minutes\ntier a { includes 2 stays per term }\n")


def test_levels() -> None:
    contract = sound(
        BODY + 'tier a {\n level 1 "Lead" at 75% of respond\n level 2 "Boss" 4 business hours after level 1\n'
        ' level 3 "Top" 2 hours after responded\n level 4 "Board" when vip\n}\n'
    )
    values = [c.value for c in contract.clauses]
    assert values == [
        Level(number=1, labels=in_english("Lead"), share=Decimal("0.75"), window="respond"),
        Level(number=2, labels=in_english("Boss"), after_level=1, length=BusinessTime(seconds=Decimal(14400))),
        Level(number=3, labels=in_english("Top"), after_event="responded", length=Elapsed(seconds=Decimal(7200))),
        Level(number=4, labels=in_english("Board")),
    ]


def test_the_state_of_a_closure_is_told_apart_from_its_condition() -> None:
    contract = sound(BODY + "tier a { closes after 3 calls on office when waiting and vip }\n")
    made = clause(contract, "a.closes.calls.vip")
    assert made.value == Closes(after=3, event="calls", calendar="office", state="waiting")
    assert made.when == FactRef(name="vip", type="yes_no")


def test_amounts_of_one_name_agree_in_kind() -> None:
    text = "tier a { amount credit 5 EUR }\ntier b { amount credit 5% }\n"
    assert found(BODY + text) == [("SD324", 12)]


def test_a_clause_said_twice_is_kept_once() -> None:
    from .support import HEAD, findings

    contract, all_ = findings(HEAD + BODY + "tier a {\n covers repair\n covers repair\n}\n")
    assert [(d.code, d.severity) for d in all_] == [("SD221", "warning")]
    assert contract is not None
    assert [c.id for c in contract.clauses] == ["a.covers.repair"]


def test_a_sentence_of_its_own_may_yield_or_prevail_like_a_case() -> None:
    contract = sound(
        BODY + "tier a {\n  respond within 1 hour when vip\n  respond within 3 hours otherwise\n"
        "  update every 4 hours until resolved in any case when vip\n  update has no promise otherwise\n"
        "  covers repair otherwise\n  covers repair 50% in any case when vip\n"
        "  charges advice otherwise\n  discount 5% on repair otherwise\n  price 3 EUR otherwise\n"
        "  attends during office otherwise\n  respond counts from asked otherwise\n}\n"
        "window fix from opened to resolved\n"
    )
    assert {c.id: c.strength for c in contract.clauses} == {
        "a.windows.respond.vip": "plain",
        "a.windows.respond.otherwise": "otherwise",
        "a.windows.update.vip": "in any case",
        "a.windows.update.otherwise": "otherwise",
        "a.covers.repair.otherwise": "otherwise",
        "a.covers.repair.vip": "in any case",
        "a.charges.advice.otherwise": "otherwise",
        "a.discount.repair.otherwise": "otherwise",
        "a.price.otherwise": "otherwise",
        "a.attends.otherwise": "otherwise",
        "a.counts_from.respond.otherwise": "otherwise",
    }


def test_hours_that_are_added_yield_to_nothing() -> None:
    assert found(BODY + "tier a { attends also during office otherwise }\n") == [("SD318", BODY.count("\n") + 1)]
