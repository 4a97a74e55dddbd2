"""What examples touch: each expected set below was read off the contract by hand."""

from __future__ import annotations

from pathlib import Path

from servdsl.examples import Coverage, Evaluator, coverage, run
from servdsl.model import Contract
from servdsl.pipeline import check_text
from servdsl.reference import InputErrors, Reference
from servdsl.source import Source

HEAD = """\
contract pumps "Pumps" {
  currency EUR
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
}
fact severity { stopped, weak }
fact channel { email, phone }
customer fact floor whole 1 to 40
service repair
service advice
unit visit, visits
window respond from opened to responded
window arrive from opened to arrived
state waiting from asked to answered
"""


def touched(body: str) -> Coverage:
    """What the examples of a body touch, asked of the reference interpreter; all of them must pass."""
    checked = check_text(Source("pumps.plan", HEAD + body), Path("pumps.plan"))
    assert checked.ok, [(d.span.line, d.message) for d in checked.diagnostics]
    contract = checked.contract
    assert contract is not None
    return coverage(contract, _answered(contract))


def _answered(contract: Contract) -> object:
    reference = Reference(contract)
    outcome = run(contract, Evaluator(reference.answer, reference.schedule), InputErrors)  # type: ignore[arg-type]
    assert outcome.failures == ()
    return outcome.answered


def of(found: Coverage, kind: str, level: str) -> set[str]:
    return {
        f"{item.name}@{item.layer}" if item.layer else item.name
        for item in found.items
        if item.kind == kind and item.level == level
    }


LAYERS = """\
for all tiers { accepts channel email }
tier base { respond within 8 hours }
tier plus extends base { arrive within 9 hours }
tier fleet extends plus { respond within 2 hours }
for plus, fleet { covers repair }
"""


def test_a_clause_is_touched_in_the_layer_that_spoke() -> None:
    """Fleet has `covers repair` itself and from plus: the nearest layer speaks; base's promise is hidden in fleet."""
    found = touched(
        LAYERS
        + """
example "Fleet" {
  given tier fleet, service repair, channel email, opened 2026-03-02 10:00
  expect covered
  expect respond due 2026-03-02 12:00
}
"""
    )
    assert of(found, "clause", "expected") == {
        "all_tiers.accepts.channel@all tiers",
        "fleet+plus.covers.repair@fleet",
        "fleet.windows.respond@fleet",
    }
    assert of(found, "clause", "answered") == {"plus.windows.arrive@plus"}
    assert of(found, "clause", "untouched") == {"fleet+plus.covers.repair@plus", "base.windows.respond@base"}
    assert of(found, "tier", "expected") == {"fleet"}
    assert of(found, "window", "expected") == {"respond"}
    assert of(found, "window", "answered") == {"arrive"}
    assert of(found, "service", "expected") == {"repair"}
    assert of(found, "fact value", "expected") == {"channel.email"}
    assert of(found, "fact", "untouched") == {"severity", "floor"}


def test_what_is_refused_shows_nothing_of_what_would_be_covered() -> None:
    found = touched(
        LAYERS
        + """
example "No telephone" {
  given tier plus, service repair, channel phone
  expect not covered
}
"""
    )
    assert of(found, "clause", "expected") == {"all_tiers.accepts.channel@all tiers"}
    assert "fleet+plus.covers.repair@plus" in of(found, "clause", "answered")


QUOTAS = """\
tier base {
  covers repair
  includes 2 visits per contract year
  repair uses 1 visit
}
"""


def test_a_quota_is_looked_at_where_something_is_left_or_nothing() -> None:
    asked = 'example "{}" {{\n  given tier base, service repair, start 2026-01-01, opened 2026-03-02 10:00\n{}  expect {}\n}}\n'
    visits = "".join(f"  event 2026-02-0{day} 10:00 visit\n" for day in (2, 3))
    quota = {"base.includes.visit@base", "base.uses.repair@base"}
    assert of(touched(QUOTAS + asked.format("Two left", "", "covered")), "clause", "expected") == {
        "base.covers.repair@base"
    }
    left = touched(QUOTAS + asked.format("None left", visits, "0 visits left"))
    assert of(left, "clause", "expected") == quota
    assert of(left, "unit", "expected") == {"visit"}
    spent = touched(QUOTAS + asked.format("None left", visits, "not covered"))
    assert of(spent, "clause", "expected") >= quota


DEFINES = """\
define high when floor > 10
define rate is {
  2% when high
  3% when floor in 5 to 10
  4% otherwise
}
define unused is floor + 1
tier base {
  price rate of 1_000 EUR
  respond within 2 hours
}
"""


def cases(found: Coverage, level: str) -> set[tuple[str, int]]:
    """Name and line, counted from the first of the body."""
    first = HEAD.count("\n")
    return {(i.name, i.origin.line - first) for i in found.items if i.kind == "define case" and i.level == level}


def test_a_case_of_a_define_is_touched_where_it_wins() -> None:
    asked = 'example "Price" {{\n  given tier base, floor {}\n  expect price {} EUR\n}}\n'
    high = touched(DEFINES + asked.format(11, 20))
    assert cases(high, "expected") == {("high", 1), ("rate", 3)}
    assert cases(high, "answered") == {("unused", 7)}
    assert cases(high, "untouched") == {("rate", 4), ("rate", 5)}
    middle = touched(DEFINES + asked.format(10, 30))
    assert cases(middle, "expected") == {("high", 1), ("rate", 4)}


def test_a_value_that_is_given_needs_no_case() -> None:
    found = touched(DEFINES + 'example "Given" {\n  given tier base, rate 5%\n  expect price 50 EUR\n}\n')
    assert cases(found, "expected") | cases(found, "answered") == set()
    assert of(found, "clause", "expected") == {"base.price@base"}


def test_a_define_that_nothing_expected_reads_is_answered_only() -> None:
    found = touched(
        DEFINES
        + 'example "Hours" {\n  given tier base, floor 3, opened 2026-03-02 10:00\n  expect respond due 2026-03-02 12:00\n}\n'
    )
    assert cases(found, "expected") == set()
    assert cases(found, "answered") == {("high", 1), ("rate", 5), ("unused", 7)}


def test_each_row_of_a_schedule_is_a_question() -> None:
    """Floors 4 and 5 cost 40 and 30: on average 35."""
    found = touched(
        DEFINES + 'example "Floors" {\n  given tier base\n  expect average price over floor 4 to 5 is 35 EUR\n}\n'
    )
    assert cases(found, "expected") == {("high", 1), ("rate", 4), ("rate", 5)}
    assert of(found, "fact", "expected") == {"floor"}


CALENDAR = """\
calendar office {
  monday to thursday 09:00-17:00
  friday 09:00-15:00
  closed 2026-03-03 "Fair"
  closed 2026-03-07 "A Saturday, closed anyway"
  closed 2026-03-10 "Another fair"
}
calendar nights { monday to friday 20:00-22:00 }
tier base {
  attends during office
  respond within {
    8 business hours when severity is stopped
    9 business hours when severity is weak
  }
  arrive within 2 hours
}
"""


def lines(found: Coverage, level: str) -> set[int]:
    first = HEAD.count("\n")
    return {i.origin.line - first for i in found.items if i.kind == "calendar line" and i.level == level}


def test_a_line_of_a_calendar_is_touched_where_hours_would_differ_without_it() -> None:
    """From Monday 2 March, 16:00: one hour, Tuesday is closed, seven hours of Wednesday. The Saturday changes nothing,
    the other fair and the Friday come later."""
    found = touched(
        CALENDAR
        + """
example "Over the fair" {
  given tier base, severity stopped, opened 2026-03-02 16:00
  expect respond due 2026-03-04 16:00
}
"""
    )
    assert lines(found, "expected") == {2, 4}
    assert of(found, "calendar", "expected") == {"office"}
    weekend = touched(
        CALENDAR
        + """
example "Over the weekend" {
  given tier base, severity stopped, opened 2026-03-06 14:00
  expect respond due 2026-03-09 16:00
}
"""
    )
    assert lines(weekend, "expected") == {2, 3}


def test_an_opening_that_is_expected_touches_its_lines() -> None:
    found = touched(
        CALENDAR
        + """
example "Evening" {
  given tier base, opened 2026-03-02 21:00
  expect nights opens 2026-03-03 20:00
}
"""
    )
    assert lines(found, "expected") == {8}
    assert of(found, "calendar", "expected") == {"nights"}
    assert of(found, "clause", "expected") == set()


def test_a_change_and_a_state_are_told_by_events() -> None:
    found = touched(
        CALENDAR
        + """
for all tiers { respond pauses while waiting }
example "Changed" {
  given tier base, severity stopped, opened 2026-03-04 09:00
  event 2026-03-04 10:00 severity weak
  event 2026-03-04 11:00 asked
  event 2026-03-04 12:00 answered
  expect respond due 2026-03-05 11:00
}
"""
    )
    assert of(found, "fact value", "expected") == {"severity.stopped", "severity.weak"}
    assert of(found, "state", "expected") == {"waiting"}
    assert "base.windows.respond.weak@base" in of(found, "clause", "expected")
    assert "all_tiers.pauses.respond@all tiers" in of(found, "clause", "expected")
    assert "base.windows.respond.stopped@base" in of(found, "clause", "untouched")


def test_every_item_is_counted_once() -> None:
    found = touched(CALENDAR + LAYERS.replace("tier base { respond within 8 hours }\n", ""))
    assert found.count(cells=True) == 9
    assert found.count(True, "untouched") == 9
    assert len(found.missing) == len(found.items) == found.count(True) + found.count(False)


PRICES = """\
addon extra { price 10 EUR once }
tier base { price 5 EUR once }
"""


def test_each_offer_has_a_price_of_its_own() -> None:
    asked = 'example "Price" {{\n  given tier base, addon extra\n  expect {}\n}}\n'
    both = {"extra.price@extra", "base.price@base"}
    assert of(touched(PRICES + asked.format("price 5 EUR")), "clause", "expected") == {"base.price@base"}
    assert of(touched(PRICES + asked.format("price of extra 10 EUR")), "clause", "expected") == {"extra.price@extra"}
    assert of(touched(PRICES + asked.format("total 15 EUR")), "clause", "expected") == both


def test_a_unit_by_which_a_price_is_told_is_touched_with_the_price() -> None:
    body = (
        'tier base { price 5 EUR per visit }\nexample "Price" {\n  given tier base\n  expect price 5 EUR per visit\n}\n'
    )
    assert of(touched(body), "unit", "expected") == {"visit"}


def test_a_calendar_is_touched_by_a_line_of_its_own_that_another_takes_over() -> None:
    found = touched(
        """\
calendar feasts { closed 2026-03-03 }
calendar office extends feasts { monday to friday 09:00-17:00 }
example "Over the fair" {
  given opened 2026-03-02 18:00
  expect office opens 2026-03-04 09:00
}
"""
    )
    assert of(found, "calendar", "expected") == {"feasts", "office"}
    assert lines(found, "expected") == {1, 2}
