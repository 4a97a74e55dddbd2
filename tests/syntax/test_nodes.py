"""What is written becomes the right nodes, at the right places."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from servdsl.source import Span
from servdsl.syntax import calendars, clauses, examples, nodes
from servdsl.syntax import expressions as e
from servdsl.syntax.parts import (
    Allow,
    Cited,
    ClockTime,
    Date,
    Label,
    LabelText,
    Moment,
    Money,
    MonthDay,
    Name,
    NearUnit,
    Number,
    Percentage,
    Quantity,
    Text,
    YesNo,
    ZoneName,
)
from tests.syntax.support import clause, good

S = Span("", 1, 1, 1, 1)


def label(text: str) -> Label:
    return Label((LabelText(text, None, S),), S)


def name(text: str) -> Name:
    return Name(text, S)


def number(text: str) -> Number:
    return Number(Decimal(text), S)


def hours(amount: str, clock: Any = None) -> Quantity:
    return Quantity(Decimal(amount), clock, "hour", S)


def value(body: e.Body, *terms: e.Qualifier, modifiers: tuple[e.Modifier, ...] = ()) -> e.Value:
    return e.Value(body, terms, modifiers, S)


def single(body: e.Body, *terms: e.Qualifier, when: e.Expression | None = None) -> e.Single:
    return e.Single(value(body, *terms), "plain", when, S)


def is_(left: str, right: str) -> e.Is:
    return e.Is(name(left), name(right), False, S)


def moment(day: int, hour: int, minute: int = 0) -> Moment:
    return Moment(datetime.date(2026, 3, day), ClockTime(hour, minute, S), S)


def test_three_ways_to_write_a_promise_are_one_clause() -> None:
    within = clause("respond within 4 business hours on office when severity is weak @NWP-031")
    body = single(hours("4", "business"), e.On(name("office"), S), when=is_("severity", "weak"))
    assert within == clauses.Promise(name("respond"), body, (Cited("NWP-031", None, S),), S)

    every = clause("update every 2 business hours on office until resolved when urgent")
    cadence = single(e.Every(hours("2", "business"), name("resolved"), S), e.On(name("office"), S), when=name("urgent"))
    assert every == clauses.Promise(name("update"), cadence, (), S)

    nothing = clause('resolve has no promise "when the part arrives"')
    body = single(e.NoPromise(label("when the part arrives"), S))
    assert nothing == clauses.Promise(name("resolve"), body, (), S)


def test_cases_keep_their_strength_and_their_citations() -> None:
    lasts = clause(
        "lasts { @A-1\n 1 month when a is b @A-2\n 0.5 years in any case when c\n same business day otherwise\n}"
    )
    assert lasts.value == e.Cases(
        (
            e.Case(value(Quantity(Decimal(1), None, "month", S)), "plain", is_("a", "b"), (Cited("A-2", None, S),), S),
            e.Case(value(Quantity(Decimal("0.5"), None, "year", S)), "in any case", name("c"), (), S),
            e.Case(value(NearUnit("same", "business", "day", S)), "otherwise", None, (), S),
        ),
        (Cited("A-1", None, S),),
        S,
    )


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("24 to 48 hours", e.Range(hours("24"), hours("48"), S)),
        ("2 to 3%", e.Range(Percentage(Decimal(2), S), Percentage(Decimal(3), S), S)),
        ("5 to 7_000.50 EUR", e.Range(Money(Decimal(5), "EUR", S), Money(Decimal("7000.50"), "EUR", S), S)),
        ("24 business hours or more", e.OrMore(hours("24", "business"), S)),
        ("from 900 EUR", e.LowerBound(Money(Decimal(900), "EUR", S), S)),
        ("free", e.Free(S)),
        ("by quote", e.ByQuote(S)),
        ("no promise", e.NoPromise(None, S)),
        ("yes", YesNo(True, S)),
        ("fee", name("fee")),
    ],
)
def test_values(written: str, body: e.Body) -> None:
    assert clause(f"price {written}").value == single(body)


def test_arithmetic_is_flat_and_goes_from_left_to_right() -> None:
    price = clause("price 2% of a divided by 12 + b - 3 times (c + d)")
    product = e.Product(
        Percentage(Decimal(2), S), (e.Factor("of", name("a"), S), e.Factor("divided by", number("12"), S)), S
    )
    inner = e.Sum(name("c"), (e.Term("+", name("d"), S),), S)
    last = e.Product(number("3"), (e.Factor("times", inner, S),), S)
    assert price.value.value.body == e.Sum(product, (e.Term("+", name("b"), S), e.Term("-", last, S)), S)


def test_conditions_bind_as_they_read() -> None:
    offered = clause("offered when a or b and not c is not d or x in 1 to 3 and y in PT, ES")
    both = e.Both((name("b"), e.Not(e.Is(name("c"), name("d"), True, S), S)), S)
    last = e.Both(
        (e.InRange(name("x"), number("1"), number("3"), S), e.InNames(name("y"), (name("PT"), name("ES")), S)), S
    )
    assert offered.when == e.Either((name("a"), both, last), S)
    assert clause("offered when opened outside office").when == e.During(name("opened"), True, name("office"), S)
    assert clause("offered when w >= 97%").when == e.Compare(name("w"), ">=", Percentage(Decimal(97), S), S)


def test_quotas_and_what_stands_after_their_commas() -> None:
    quota = clause(
        "includes 10 hours of advice per calendar quarter, carry over for 3 months,"
        " beyond 6 hours per day 90 EUR per hour, at least 1 hour per day, in steps of 1 hour,"
        " counted in repair, then the term ends"
    )
    period = e.Period("calendar", "quarter", None, S)
    assert quota.count == clauses.Count(number("10"), "hour", name("advice"), period, S)
    one = hours("1")
    assert quota.modifiers == (
        e.CarryOver(Quantity(Decimal(3), None, "month", S), S),
        e.Beyond(hours("6"), "day", value(Money(Decimal(90), "EUR", S), e.Per("hour", None, S)), S),
        e.AtLeast(one, "day", S),
        e.Steps(one, S),
        e.CountedIn(name("repair"), S),
        e.EndsTerm(S),
    )


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("at most unlimited requests", clauses.Count(None, None, name("requests"), None, S)),
        ("at most pumps visits per term", ("pumps", "visits", "term")),
        ("at most 3 visits per month", ("3", "visits", "bare")),
        ("at most 3 visits per contract year", ("3", "visits", "contract")),
        ("at most 3 visits per event", ("3", "visits", "thing")),
    ],
)
def test_counts(written: str, count: Any) -> None:
    found = clause(written).count
    if isinstance(count, tuple):
        first, thing, basis = count
        assert found.number == (number(first) if first.isdigit() else name(first))
        assert (found.thing, found.period.basis) == (name(thing), basis)
    else:
        assert found == count


def test_tables_are_kept_as_written() -> None:
    file = good('define rate "Rate" by country, year {\n | country | 1 to 2 | > 9 |\n | PT or ES | | 2.5% | @A-1\n}\n')
    (define,) = file.items
    assert isinstance(define, nodes.Define)
    table = define.value
    assert isinstance(table, e.Table)
    assert table.keys == (name("country"), name("year"))
    assert [cell.content for cell in table.head.cells] == [
        value(name("country")),
        value(e.Range(number("1"), number("2"), S)),
        e.Bound(">", number("9"), S),
    ]
    (row,) = table.rows
    assert row.cites == (Cited("A-1", None, S),)
    assert [cell.content for cell in row.cells] == [
        e.Alternatives((name("PT"), name("ES")), S),
        None,
        value(Percentage(Decimal("2.5"), S)),
    ]


def test_matrix_heads_are_beginnings_of_clauses() -> None:
    file = good(
        "addons {\n requires plus\n choose at most one\n"
        " | | price per year excluding VAT | respond on office | adds hours of advice per term "
        "| offered when region is |\n"
        ' | fast "Fast" | 1 EUR | 2 hours | any | otherwise |\n}\n'
    )
    (matrix,) = file.items
    assert isinstance(matrix, nodes.Matrix)
    assert matrix.clauses == (clauses.Requires(name("plus"), None, (), S),)
    assert matrix.choose_one == (nodes.ChooseOne((), S),)
    _, price, respond, adds, offered = (cell.content for cell in matrix.head.cells)
    assert price == e.Stem("price", None, None, None, (e.Per("year", None, S), e.Tax(False, name("VAT"), S)), (), S)
    assert respond == value(name("respond"), e.On(name("office"), S))
    assert adds == e.Stem("adds", name("advice"), "hour", e.Period("term", None, None, S), (), (), S)
    assert offered == e.Stem("offered when is", name("region"), None, None, (), (), S)
    contents = [cell.content for cell in matrix.rows[0].cells]
    assert contents[0] == e.DeclaredOffer(name("fast"), label("Fast"), S)
    assert contents[3:] == [e.AnyValue(S), e.Otherwise(S)]


def test_calendars() -> None:
    (calendar,) = good(
        "calendar office extends base {\n monday to thursday, saturday 08:30-12:30, 18:00-08:00 when a\n"
        ' from sunday 22:00 to friday 20:00\n holidays PT without substitute days only "A", "B" 10:00-16:00\n'
        ' holidays of days\n closed every 12-28 to 01-02 "Turn"\n open 2026-10-10 00:00-24:00\n}\n'
    ).items
    assert isinstance(calendar, calendars.Calendar)
    c = calendars
    day = c.Hours(ClockTime(8, 30, S), ClockTime(12, 30, S), S)
    night = c.Hours(ClockTime(18, 0, S), ClockTime(8, 0, S), S)
    day_ranges = (c.DayRange("monday", "thursday", S), c.DayRange("saturday", None, S))
    assert calendar.rules == (
        c.Weekly(day_ranges, (day, night), None, name("a"), (), S),
        c.WeekLong("sunday", ClockTime(22, 0, S), "friday", ClockTime(20, 0, S), None, (), S),
        c.Holidays(
            name("PT"), None, None, False, (c.Feast(None, None, Text("A", S), S), c.Feast(None, None, Text("B", S), S)),
            (c.Hours(ClockTime(10, 0, S), ClockTime(16, 0, S), S),), (), None, (), S,
        ),
        c.Holidays(None, name("days"), None, True, (), (), (), None, (), S),
        c.Closed(c.YearlyDates(MonthDay(12, 28, S), MonthDay(1, 2, S), S), (), label("Turn"), None, (), S),
        c.Open(
            c.Dates(Date(datetime.date(2026, 10, 10), S), None, S),
            (c.Hours(ClockTime(0, 0, S), ClockTime(24, 0, S), S),), None, None, (), S,
        ),
    )  # fmt: skip


def test_facts_know_who_tells_them() -> None:
    ticket, customer = good("fact a whole 1 to 40\ncustomer fact b { x, y @A-1\n z }\n").items
    assert isinstance(ticket, nodes.Fact)
    assert isinstance(customer, nodes.Fact)
    assert (ticket.scope, ticket.type) == ("ticket", nodes.WholeType(number("1"), number("40"), S))
    choices = [nodes.Choice(name(x), None, None, (), S) for x in "xyz"]
    choices[1] = nodes.Choice(name("y"), None, None, (Cited("A-1", None, S),), S)
    assert (customer.scope, customer.type) == ("customer", nodes.Choices(tuple(choices), (), S))


def test_what_is_allowed_stands_behind_what_is_cited() -> None:
    (tier,) = good('tier a { @A-1\n allow SD407 because "x"\n price free\n} allow SD408 because "y"\n').items
    assert isinstance(tier, nodes.Tier)
    first, second, third = tier.cites
    assert first == Cited("A-1", None, S)
    assert second == Allow(name("SD407"), label("x"), S)
    assert isinstance(third, Allow)
    assert (third.code.text, third.span.line, third.span.column) == ("SD408", 4, 3)
    assert tier.span == Span("x.plan", 1, 1, 4, 2)


def test_citations_of_both_braces_belong_to_the_block() -> None:
    (tier,) = good("tier a { @A-1\n price free @A-2\n} @A-3 to A-5\n").items
    assert isinstance(tier, nodes.Tier)
    assert tier.cites == (Cited("A-1", None, S), Cited("A-3", "A-5", S))


EXPECTATIONS: list[tuple[str, examples.Expectation]] = [
    ("w due 2026-03-09 12:30", examples.ExpectDue(name("w"), None, moment(9, 12, 30), S)),
    ("w target 2026-03-09 12:00", examples.ExpectDue(name("w"), moment(9, 12), None, S)),
    (
        "w target 2026-03-09 12:00 due 2026-03-10 12:00",
        examples.ExpectDue(name("w"), moment(9, 12), moment(10, 12), S),
    ),
    ("w not before 2026-03-09 12:00", examples.ExpectNotBefore(name("w"), moment(9, 12), S)),
    ("w at risk 2026-03-09 12:00", examples.ExpectAtRisk(name("w"), moment(9, 12), S)),
    ("w state at risk", examples.ExpectState(name("w"), "at risk", S)),
    ("w state not started", examples.ExpectState(name("w"), "not started", S)),
    ("w has no promise", examples.ExpectNoPromise(name("w"), None, S)),
    ('w has no promise "later"', examples.ExpectNoPromise(name("w"), Text("later", S), S)),
    ("w state undecided", examples.ExpectState(name("w"), "undecided", S)),
    ("next due w", examples.ExpectNextDue(name("w"), S)),
    ("office opens 2026-03-09 12:00", examples.ExpectOpens(name("office"), moment(9, 12), S)),
    ("office closed", examples.ExpectOpen(name("office"), "closed", S)),
    ("attends office, nights", examples.ExpectAttends((name("office"), name("nights")), S)),
    ("closes 2026-03-09 12:00", examples.ExpectCloses(moment(9, 12), S)),
    ("closes", examples.ExpectAnswer("closes", False, S)),
    ("not reopens", examples.ExpectAnswer("reopens", True, S)),
    ("starts 2026-03-09 12:00", examples.ExpectTerm("start", moment(9, 12), S)),
    ("lasts until 2026-03-09 12:00", examples.ExpectTerm("end", moment(9, 12), S)),
    ("level 2 reached", examples.ExpectLevel(2, True, None, S)),
    ("level 2 not reached", examples.ExpectLevel(2, False, None, S)),
    ("level 2 at 2026-03-09 12:00", examples.ExpectLevel(2, True, moment(9, 12), S)),
    ("3 visits left", examples.ExpectQuota("left", number("3"), None, name("visits"), None, S)),
    ("0.5 hours of advice left", examples.ExpectQuota("left", number("0.5"), "hour", name("advice"), None, S)),
    ("2 visits used", examples.ExpectQuota("used", number("2"), None, name("visits"), None, S)),
    (
        "20 minutes of advice used at 2026-03-09 12:30",
        examples.ExpectQuota("used", number("20"), "minute", name("advice"), moment(9, 12, 30), S),
    ),
    ("unlimited visits left", examples.ExpectQuota("left", None, None, name("visits"), None, S)),
    ("advice exhausted 2026-03-09 12:00", examples.ExpectExhausted(name("advice"), moment(9, 12), S)),
    ("price by quote", examples.ExpectPrice(None, value(e.ByQuote(S)), S)),
    ("price of more free", examples.ExpectPrice(name("more"), value(e.Free(S)), S)),
    ("discount 5% on advice", examples.ExpectDiscount(Percentage(Decimal(5), S), name("advice"), S)),
    ("no share of parts", examples.ExpectNoShare(name("parts"), S)),
    ("no discount on advice", examples.ExpectDiscount(None, name("advice"), S)),
    ("total 9 EUR", examples.ExpectTotal(value(Money(Decimal(9), "EUR", S)), S)),
    ("charges repair free", examples.ExpectCharges(name("repair"), value(e.Free(S)), S)),
    (
        "average price over y 3 to 9 is 8 EUR",
        examples.ExpectSchedule("average", name("y"), number("3"), number("9"), value(Money(Decimal(8), "EUR", S)), S),
    ),
    ("parts 50%", examples.ExpectValue(name("parts"), value(Percentage(Decimal(50), S)), S)),
    ("urgent yes", examples.ExpectValue(name("urgent"), value(YesNo(True, S)), S)),
    ("not in force", examples.ExpectAnswer("in force", True, S)),
    ("covered", examples.ExpectAnswer("covered", False, S)),
    ("needs a, b", examples.ExpectNeeds((name("a"), name("b")), S)),
]


@pytest.mark.parametrize(("written", "expectation"), EXPECTATIONS, ids=[written for written, _ in EXPECTATIONS])
def test_expectations(written: str, expectation: examples.Expectation) -> None:
    (example,) = good(f'example "x" {{\n expect {written} @A-1\n}}\n').items
    assert isinstance(example, examples.Example)
    assert example.lines == (examples.Expect(expectation, (Cited("A-1", None, S),), S),)


def test_what_is_given_and_what_happens() -> None:
    (example,) = good(
        'example "x" {\n given tier plus, addon more 2, days 2026-03-01, 2026-03-02, site Europe/Lisbon,\n'
        "  worked 2026-03-03 10:00 to 2026-03-03 12:00\n event 2026-03-04 10:00 severity s1\n"
        " event 2026-03-04 10:00 floor 3\n event 2026-03-04 10:00 missed advice for 3 hours\n"
        " event 2026-03-04 10:00 returned pump\n as of 2026-03-04 11:00\n}\n"
    ).items
    assert isinstance(example, examples.Example)
    given, s1, floor, missed, returned, as_of = example.lines
    days = tuple(Moment(datetime.date(2026, 3, day), None, S) for day in (1, 2))
    assert given == examples.GivenLine(
        (
            examples.GivenTier(name("plus"), S),
            examples.GivenAddon(name("more"), number("2"), S),
            examples.GivenFact(name("days"), days, S),
            examples.GivenFact(name("site"), (ZoneName("Europe/Lisbon", S),), S),
            examples.GivenWorked(moment(3, 10), moment(3, 12), S),
        ),
        S,
    )
    at = moment(4, 10)
    assert s1 == examples.Event(at, "happened", name("severity"), name("s1"), None, S)
    assert floor == examples.Event(at, "happened", name("floor"), number("3"), None, S)
    assert missed == examples.Event(at, "missed", name("advice"), None, hours("3"), S)
    assert returned == examples.Event(at, "returned", name("pump"), None, None, S)
    assert as_of == examples.AsOf(moment(4, 11), S)


def test_places_go_from_the_first_word_to_the_last_without_the_citations() -> None:
    (tier,) = good('\n\n  tier plus "严重" {\n    covers parts 50%\n      when a is b @A-1\n  } @A-2\n').items
    assert isinstance(tier, nodes.Tier)
    assert tier.span == Span("x.plan", 1, 1, 4, 2)
    (covers,) = tier.clauses
    assert isinstance(covers, clauses.Covers)
    assert covers.span == Span("x.plan", 2, 3, 3, 16)
    assert covers.services[0].span == Span("x.plan", 2, 10, 2, 15)
    assert isinstance(covers.value, e.Single)
    assert covers.value.when is not None
    assert covers.value.when.span == Span("x.plan", 3, 10, 3, 16)
    assert covers.cites[0].span == Span("x.plan", 3, 18, 3, 21)


def test_empty_cells_lie_between_their_bars() -> None:
    (define,) = good("define a by b {\n  | b |    |\n}\n").items
    assert isinstance(define, nodes.Define)
    assert isinstance(define.value, e.Table)
    assert define.value.head.cells[1].span == Span("x.plan", 2, 7, 2, 13)


def test_long_chains_do_not_nest() -> None:
    condition = clause("offered when a" + "\n or a" * 3_000).when
    assert isinstance(condition, e.Either)
    assert len(condition.parts) == 3_001
    assert condition == clause("offered when a" + " or a" * 1 + "\n or a" * 2_999).when
