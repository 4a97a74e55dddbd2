"""Examples: facts as `ask` takes them, expectations as places of the answer."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from servdsl import embedding
from servdsl.examples.running import Evaluator, run
from servdsl.model.contract import Example, Expect
from servdsl.reference import answer, schedule

from .support import HEAD, found, only, sound

BODY = """fact severity { s1, s2 }
fact vip yes or no
fact since date
fact told instant
fact travel duration
fact flow number
fact uptime percent
fact days dates
fact site zone
customer fact pumps whole 1 to 40
customer fact fee money in EUR
customer fact country country in PT, ES
define year is whole years from since to opened + 1
define rate is 5%
define big when pumps > 5
service repair
service parts
unit visit, visits
window respond from opened to responded, at risk at 80%
window fix from opened to repaired
state waiting from asked to answered
calendar office { monday to friday 09:00-18:00 }
calendar nights { monday to friday 18:00-09:00 }
fact temper { open, closed }
define mood is {
  open   when pumps > 5
  closed otherwise
}
tier base {
  price 10 EUR per month
  amount credit 5% of fee
  level 1 "Lead" when vip
  closes after 3 calls on office
}
addon extra { price 1 EUR per month }
"""
START = BODY.count("\n") + HEAD.count("\n")


def example(*lines: str, head: str = HEAD, title: str = "x") -> Example:
    text = "".join(f"  {line}\n" for line in lines)
    (made,) = sound(BODY + f'example "{title}" {{\n{text}}}\n', head).examples
    return made


def facts(text: str) -> dict[str, JsonValue]:
    return example(f"given {text}", "expect covered").facts


def expects(text: str) -> list[Expect]:
    return list(example("given opened 2026-03-02 10:00", f"expect {text}").expects)


def places(text: str) -> dict[str, JsonValue]:
    """Place and expected value of each comparison that must hold."""
    return {".".join(e.path): e.value for e in expects(text) if e.how == "is"}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("severity s2", "severity", "s2"),
        ("vip yes", "vip", True),
        ("vip no", "vip", False),
        ("since 2026-02-28", "since", "2026-02-28"),
        ("told 2026-07-01 09:30", "told", "2026-07-01T09:30:00+01:00"),
        ("told 2026-03-01 24:00", "told", "2026-03-02T00:00:00+00:00"),
        ("travel 90 minutes", "travel", 5400),
        ("flow 12.50", "flow", "12.5"),
        ("flow 100", "flow", "100"),
        ("uptime 99.50%", "uptime", "99.5"),
        ("days 2026-05-01, 2026-06-10", "days", ["2026-05-01", "2026-06-10"]),
        ("site America/Lima", "site", "America/Lima"),
        ("pumps 30", "pumps", 30),
        ("fee 40_000 EUR", "fee", "40000"),
        ("fee 0.50 EUR", "fee", "0.5"),
        ("country ES", "country", "ES"),
        ("year 3", "year", 3),
        ("rate 7.5%", "rate", "7.5"),
        ("big yes", "big", True),
        ("service parts", "service", "parts"),
        ("tier base", "tier", "base"),
        ("addon extra", "addons", {"extra": 1}),
        ("addon extra 3", "addons", {"extra": 3}),
        ("opened 2026-08-03 10:00", "opened", "2026-08-03T10:00:00+01:00"),
        ("start 2026-08-01", "start", "2026-08-01T00:00:00+01:00"),
        ("start 2026-02-01 12:00", "start", "2026-02-01T12:00:00+00:00"),
        (
            "worked 2026-03-02 10:00 to 2026-03-02 11:30",
            "worked",
            [["2026-03-02T10:00:00+00:00", "2026-03-02T11:30:00+00:00"]],
        ),
    ],
)
def test_given(text: str, key: str, value: JsonValue) -> None:
    assert facts(text) == {key: value}


def test_events_and_as_of() -> None:
    made = example(
        "given opened 2026-03-02 10:00",
        "event 2026-03-02 10:30 asked",
        "event 2026-03-02 11:00 severity s1",
        "event 2026-03-02 12:00 repair for 90 minutes",
        "event 2026-03-02 13:00 visits",
        "event 2026-03-02 14:00 missed repair for 3 hours",
        "event 2026-03-02 15:00 returned visit",
        "event 2026-03-02 16:00 calls",
        "event 2026-03-02 17:00 renewed",
        "as of 2026-03-03 09:00",
        "expect covered",
    )
    day = "2026-03-02T{}:00+00:00"
    assert made.facts == {
        "opened": day.format("10:00"),
        "as_of": "2026-03-03T09:00:00+00:00",
        "events": [
            {"at": day.format("10:30"), "type": "asked"},
            {"at": day.format("11:00"), "type": "severity", "value": "s1"},
            {"at": day.format("12:00"), "type": "repair", "hours": "1.5"},
            {"at": day.format("13:00"), "type": "visit"},
            {"at": day.format("14:00"), "type": "missed repair", "hours": "3"},
            {"at": day.format("15:00"), "type": "returned visit"},
            {"at": day.format("16:00"), "type": "calls"},
            {"at": day.format("17:00"), "type": "renewed"},
        ],
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("covered", {"coverage": "covered"}),
        ("not covered", {"coverage": "not_covered"}),
        ("undecided", {"coverage": "undecided"}),
        ("offered", {"offered": "yes"}),
        ("not offered", {"offered": "no"}),
        ("not in force", {"in_force": "no"}),
        ("respond due 2026-07-01 12:00", {"windows.respond.due": "2026-07-01T12:00:00+01:00"}),
        (
            "respond target 2026-03-02 12:00 due 2026-03-03 12:00",
            {
                "windows.respond.target": "2026-03-02T12:00:00+00:00",
                "windows.respond.due": "2026-03-03T12:00:00+00:00",
            },
        ),
        ("respond not before 2026-03-02 12:00", {"windows.respond.not_before": "2026-03-02T12:00:00+00:00"}),
        ("respond at risk 2026-03-02 12:00", {"windows.respond.at_risk_at": "2026-03-02T12:00:00+00:00"}),
        ("respond state at risk", {"windows.respond.state": "at_risk"}),
        ("next due fix", {"next_due": "fix"}),
        ("office opens 2026-03-02 09:00", {"calendars.office.next_opening": "2026-03-02T09:00:00+00:00"}),
        ("office open", {"calendars.office.open": True}),
        ("office closed", {"calendars.office.open": False}),
        ("mood open", {"values.mood.value": "open"}),
        ("attends office, nights", {"attends": ["office", "nights"]}),
        ("closes", {"closure.closes": "yes"}),
        ("not closes", {"closure.closes": "no"}),
        ("closes 2026-03-02 12:00", {"closure.closes": "yes", "closure.at": "2026-03-02T12:00:00+00:00"}),
        ("reopens", {"closure.reopens": "yes"}),
        ("not reopens", {"closure.reopens": "no"}),
        ("starts 2026-02-01", {"term.start": "2026-02-01T00:00:00+00:00"}),
        ("lasts until 2027-02-01 09:00", {"term.end": "2027-02-01T09:00:00+00:00"}),
        ('fix has no promise "by agreement"', {"windows.fix.no_promise": "by agreement"}),
        ("respond state none", {"windows.respond.state": "none"}),
        ("discount 2.50% on repair", {"discounts.repair": "2.5"}),
        ("no discount on repair", {"discounts.repair": None}),
        ("price of extra by quote", {"addons.extra.by_quote": True}),
        (
            "price of extra 250 EUR once",
            {
                "addons.extra.amount": "250",
                "addons.extra.currency": "EUR",
                "addons.extra.lower_bound": False,
                "addons.extra.per": "once",
            },
        ),
        ("level 1 reached", {"levels.1.reached": True}),
        ("level 1 not reached", {"levels.1.reached": False}),
        ("level 1 at 2026-03-02 12:00", {"levels.1.at": "2026-03-02T12:00:00+00:00"}),
        ("3 visits left", {"quotas.visits.left": "3"}),
        ("90 minutes of repair left", {"quotas.repair.unit": "hours", "quotas.repair.left": "1.5"}),
        ("unlimited visits left", {"quotas.visits.limit": None}),
        ("visits exhausted 2026-03-02 12:00", {"quotas.visits.exhausted_at": "2026-03-02T12:00:00+00:00"}),
        ("price free", {"price.free": True}),
        ("price by quote per month or year", {"price.by_quote": True, "price.per": ["month", "year"]}),
        (
            "price from 900 EUR",
            {"price.amount": "900", "price.currency": "EUR", "price.lower_bound": True},
        ),
        (
            "total 20 EUR per month excluding VAT",
            {
                "total.amount": "20",
                "total.currency": "EUR",
                "total.lower_bound": False,
                "total.per": "month",
                "total.tax": "excluding VAT",
            },
        ),
        (
            "charges repair 220 EUR",
            {
                "charges.repair.amount": "220",
                "charges.repair.currency": "EUR",
                "charges.repair.lower_bound": False,
            },
        ),
        ("parts 50%", {"shares.parts": "50"}),
        ("parts no", {"services.parts": "not_covered"}),
        ("year 3", {"values.year.value": "3"}),
        ("rate 5%", {"values.rate.value": "5"}),
        ("big yes", {"values.big.value": True}),
        (
            "credit 5 EUR",
            {"amounts.credit.amount": "5", "amounts.credit.currency": "EUR", "amounts.credit.lower_bound": False},
        ),
    ],
)
def test_expected(text: str, expected: dict[str, JsonValue]) -> None:
    assert places(text) == expected


def test_what_is_ruled_out_and_what_is_needed() -> None:
    (chargeable,) = expects("not chargeable")
    assert (chargeable.path, chargeable.how, chargeable.value) == (("coverage",), "is not", "chargeable")
    (promise,) = expects("respond has no promise")
    assert (promise.path, promise.how, promise.value) == (("windows", "respond", "no_promise"), "is not", None)
    (needs,) = expects("needs fee, opened")
    assert (needs.path, needs.how, needs.value) == (("needs",), "contains", ["fee", "opened"])


def test_a_schedule() -> None:
    made = expects("average price over year 3 to 8 is 20.50 EUR")
    assert {e.over for e in made} == {("year", 3, 8)}
    assert [(e.path, e.value) for e in made if e.type == "decimal"] == [(("average", "amount"), "20.5")]


def test_printed_belongs_to_the_figure_before_it() -> None:
    figure_printed = 'printed 12 EUR "Rounded in the brochure."'
    made = example("given tier base", "expect price 10 EUR", figure_printed, "expect covered")
    (figure,) = (e for e in made.expects if e.printed is not None)
    assert (figure.path, figure.printed, figure.printed_note.own) == (
        ("price", "amount"),
        "12",
        "Rounded in the brochure.",
    )


def test_the_words_of_an_expectation() -> None:
    (made,) = expects("respond   due 2026-07-01 12:00   # late")
    assert made.text == "respond due 2026-07-01 12:00"
    assert made.origin.line == START + 3


def test_local_times_of_a_site() -> None:
    head = HEAD.replace("zone     Europe/Lisbon", "zone of site")
    given = "given site America/Santiago, opened 2026-04-04 22:00"
    made = example(given, "expect respond due 2026-04-05 09:00", head=head)
    assert made.facts["opened"] == "2026-04-04T22:00:00-03:00"  # summer time ends at 24:00
    assert made.expects[0].value == "2026-04-05T09:00:00-04:00"


def test_a_time_that_the_clock_reads_twice_is_its_first() -> None:
    assert facts("opened 2026-10-25 01:30") == {"opened": "2026-10-25T01:30:00+01:00"}


def test_a_skipped_midnight_is_the_first_moment_of_its_day() -> None:
    head = HEAD.replace("Europe/Lisbon", "America/Santiago")
    made = example("given start 2026-09-06", "expect covered", head=head)  # clocks go from 24:00 to 01:00
    assert made.facts["start"] == "2026-09-06T01:00:00-03:00"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("given nobody yes\nexpect covered", "SD201"),
        ("given severity s9\nexpect covered", "SD210"),
        ("given severity 3\nexpect covered", "SD604"),
        ("given vip s1\nexpect covered", "SD604"),
        ("given since 2026-01-01 10:00\nexpect covered", "SD604"),
        ("given told 2026-01-01\nexpect covered", "SD614"),
        ("given fee 3 USD\nexpect covered", "SD302"),
        ("given fee 3 GBP\nexpect covered", "SD303"),
        ("given pumps 41\nexpect covered", "SD605"),
        ("given pumps 1.5\nexpect covered", "SD604"),
        ("given country FR\nexpect covered", "SD210"),
        ("given site Mars/Base\nexpect covered", "SD213"),
        ("given travel 2 calendar days\nexpect covered", "SD604"),
        ("given tier extra\nexpect covered", "SD203"),
        ("given addon base\nexpect covered", "SD203"),
        ("given addon extra 0\nexpect covered", "SD605"),
        ("given service visit\nexpect covered", "SD203"),
        ("given vip yes, vip no\nexpect covered", "SD603"),
        ("given opened 2026-03-29 01:30\nexpect covered", "SD602"),
        ("given opened 2026-03-02\nexpect covered", "SD614"),
        ("given worked 2026-03-02 12:00 to 2026-03-02 12:00\nexpect covered", "SD613"),
        ("given vip yes\nevent 2026-03-02 10:00 severity\nexpect covered", "SD612"),
        ("given vip yes\nevent 2026-03-02 10:00 severity s9\nexpect covered", "SD210"),
        ("given vip yes\nevent 2026-03-02 10:00 pumps 3\nexpect covered", "SD607"),
        ("given vip yes\nevent 2026-03-02 10:00 asked s1\nexpect covered", "SD612"),
        ("given vip yes\nevent 2026-03-02 10:00 asket\nexpect covered", "SD201"),
        ("given vip yes\nevent 2026-03-02 10:00 repair for 2 days\nexpect covered", "SD338"),
        ("given vip yes\nevent 2026-03-02 10:00 missed asked\nexpect covered", "SD201"),
        ("given vip yes\nevent 2026-03-02 10:00 visits 0\nexpect covered", "SD605"),
        ("given vip yes\nevent 2026-03-02 10:00 visits 1.5\nexpect covered", "SD605"),
        ("given vip yes\nevent 2026-03-02 10:00 visits 1_000_000_000_001\nexpect covered", "SD605"),
        ("given vip yes\nevent 2026-03-02 10:00 visits 2 for 3 hours\nexpect covered", "SD612"),
        ("given vip yes\nevent 2026-03-02 10:00 visits many\nexpect covered", "SD612"),
        ("given vip yes\nevent 2026-03-02 10:00 office\nexpect covered", "SD203"),
        ("given vip yes\nexpect office due 2026-03-02 10:00", "SD203"),
        ("given vip yes\nexpect respond due 2026-03-02", "SD614"),
        ("given vip yes\nexpect price 10 GBP", "SD303"),
        ("given vip yes\nexpect price of base 10 EUR", "SD203"),
        ("given vip yes\nexpect respond open", "SD203"),
        ("given vip yes\nexpect ofice closed", "SD201"),
        ("given vip yes\nexpect attends office, respond", "SD203"),
        ("given vip yes\nexpect closes 2026-03-02", "SD614"),
        ("given vip yes\nexpect discount 5 EUR on repair", "SD608"),
        ("given vip yes\nexpect discount 5% on extra", "SD203"),
        ("given vip yes\nexpect price fee", "SD608"),
        ("given vip yes\nexpect rate 3", "SD608"),
        ("given vip yes\nexpect year 3 EUR", "SD608"),
        ("given vip yes\nexpect parts 3", "SD608"),
        ("given vip yes\nexpect vip yes", "SD203"),
        ("given vip yes\nexpect average price over fee 1 to 2 is 3 EUR", "SD308"),
        ("given vip yes\nexpect average price over year 3 to 2 is 3 EUR", "SD314"),
        ("given vip yes\nexpect covered\nprinted 3 EUR", "SD609"),
        ("given vip yes\nexpect price 3 EUR\nprinted fee", "SD608"),
        ("given vip yes", "SD610"),
    ],
)
def test_examples_that_do_not_fit(lines: str, code: str) -> None:
    assert only(BODY + 'example "x" {\n' + lines + "\n}\n").code == code


def test_a_zone_that_nobody_gives_is_missed_once() -> None:
    head = HEAD.replace("zone     Europe/Lisbon", "zone of site")
    text = 'example "x" {\ngiven opened 2026-03-02 10:00\nexpect respond due 2026-03-02 12:00\n}\n'
    finding = only(BODY + text, head)
    assert (finding.code, finding.help) == ("SD601", "give `site` in this example")


def test_an_example_without_local_times_needs_no_zone() -> None:
    head = HEAD.replace("zone     Europe/Lisbon", "zone of site")
    assert example("given tier base", "expect price 10 EUR", head=head).facts == {"tier": "base"}


def test_titles_are_told_apart() -> None:
    one = 'example "x" {\ngiven vip yes\nexpect covered\n}\n'
    assert found(BODY + one + one) == [("SD611", BODY.count("\n") + 5)]


EVERYTHING = """fact done yes or no
fact again yes or no
service repair
service advice
window respond from opened to responded
calendar office { monday to friday 09:00-18:00 }
calendar nights { monday to friday 18:00-09:00 }
for all tiers {
  closes when done
  reopens when again
  attends during office
}
tier base {
  price free
  covers repair, advice
  lasts 1 year
  discount 5% on repair
  respond has no promise "by agreement"
}
addon night { attends also during nights
 price 250 EUR once }
example "x" {
  given tier base, addon night, done yes, again no, start 2026-03-01, opened 2026-03-03 08:00
  expect closes
  expect not reopens
  expect office closed
  expect nights open
  expect attends nights, office
  expect price of night 250 EUR once
  expect discount 5% on repair
  expect no discount on advice
  expect starts 2026-03-01
  expect lasts until 2027-03-01
  expect respond has no promise "by agreement"
  expect respond state none
}
"""


@pytest.mark.parametrize(
    "wrong",
    [
        "not closes",
        "reopens",
        "office open",
        "nights closed",
        "attends office",
        "attends office, nights, both",
        "price of night 250 EUR per year",
        "price of night 251 EUR once",
        "discount 4% on repair",
        "discount 5% on advice",
        "no discount on repair",
        "starts 2026-03-02",
        "lasts until 2026-03-01",
        'respond has no promise "never"',
        "respond state running",
    ],
)
def test_expectations_hold_and_fail_on_both_evaluators(wrong: str) -> None:
    more = "calendar both is office or nights\n"
    contract = sound(more + EVERYTHING.replace("  expect closes\n", f"  expect {wrong}\n  expect closes\n"))
    plain = Evaluator(lambda facts: answer(contract, facts), lambda facts, over: schedule(contract, facts, over))
    for evaluator in (plain, embedding.evaluator(embedding.load(contract))):
        outcome = run(contract, evaluator, ValueError)
        assert [failure.expect.text for failure in outcome.failures if failure.expect] == [wrong], outcome.failures


def test_what_is_needed_is_looked_for_in_every_part() -> None:
    """Decision 13. The fee is needed by an amount alone, the temper by nothing."""
    body = BODY + 'example "x" {\n  given tier base, pumps 3\n  expect needs fee\n  expect needs temper\n}\n'
    contract = sound(body)
    plain = Evaluator(lambda facts: answer(contract, facts), lambda facts, over: schedule(contract, facts, over))
    for evaluator in (plain, embedding.evaluator(embedding.load(contract))):
        outcome = run(contract, evaluator, ValueError)
        assert [failure.expect.text for failure in outcome.failures if failure.expect] == ["needs temper"]


def test_titles_and_remarks_in_several_languages() -> None:
    head = HEAD.replace("language en", "language en, es")
    contract = sound(
        'assume a "One" es "Uno"\ncontradiction b "Two"\n  es "Dos"\nnote "Three"\n'
        'tier base {\n note "Four"\n  es "Cuatro"\n price free\n}\n'
        'example "Five" es "Cinco" {\n given tier base\n note "Six" es "Seis"\n expect price free\n}\n',
        head,
    )
    assert [(r.text, r.labels.text("es", "")) for r in contract.assumptions] == [("One", "Uno"), ("Two", "Dos")]
    assert [(r.text, r.labels.texts) for r in contract.notes] == [
        ("Three", (("en", "Three"),)),
        ("Four", (("en", "Four"), ("es", "Cuatro"))),
    ]
    (made,) = contract.examples
    assert (made.title, made.labels.text("es", "")) == ("Five", "Cinco")
    assert [note.labels.text("es", "") for note in made.notes] == ["Seis"]
