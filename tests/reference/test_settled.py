"""Readings on which the two evaluators once differed, worked by hand; see "Details" in docs/design/0002-answers.md."""

from __future__ import annotations

from tests.decisions.support import Ask, both_evaluators, schedules

pytestmark = both_evaluators

HEAD = """
contract acme {
  language en
  currency EUR
  zone of site_zone
  in force from 2026-01-01 to 2026-12-31
  horizon to 2026-12-31
}
fact site_zone zone
customer fact bought whole from 0
customer fact year whole 1 to 8
customer fact days dates
fact purpose { repair, advice }
fact wanted instant
calendar office { monday to friday 09:00-18:00 }
service visit, visits
service training
service site_visit
unit ticket, tickets
window respond from opened to responded
"""
PLAN = (
    HEAD
    + """
tier base {
  price per year excluding VAT {
    10 EUR when year <= 2
    20 EUR when year > 2
  }
  includes bought visits per contract year, beyond that 90 EUR per visit
  includes 1 hour of training per visit
  covers site_visit when purpose is repair
  site_visit uses 1 ticket
  includes bought tickets per contract year
  respond within 10 business days on office
}
define in_hours when wanted during office
"""
)
AT = "2026-03-03T10:00:00+00:00"


def test_a_price_beyond_a_quota_of_unknown_size_is_open(ask: Ask) -> None:
    answer = ask(PLAN, tier="base", site_zone="UTC", opened=AT)
    assert answer["charges"]["visit"]["needs"] == ["bought"]
    assert answer["charges"]["visit"]["amount"] is None


def test_an_ending_is_impossible_where_nothing_can_be_cancelled_whatever_the_zone(ask: Ask) -> None:
    answer = ask(PLAN, tier="base", opened=AT, events=[{"at": "2026-03-04T10:00:00+00:00", "type": "ended"}])
    assert [problem.split(" ", 1)[1] for problem in answer["problems"]] == ["ended: not cancellable"]


def test_before_the_first_unit_a_quota_per_unit_is_not_known_without_the_opening(ask: Ask) -> None:
    answer = ask(PLAN, tier="base", bought=1)
    assert answer["services"]["training"] == "undecided"
    assert "opened" in answer["quotas"]["training"]["needs"]


def test_a_silent_service_is_not_covered_however_much_it_could_use(ask: Ask) -> None:
    plan = PLAN.replace(", beyond that 90 EUR per visit", "")
    answer = ask(plan, tier="base", service="site_visit", purpose="advice", site_zone="UTC", opened=AT)
    assert answer["coverage"] == "not_covered"


def test_no_calendar_is_told_for_an_opening_outside_the_horizon(ask: Ask) -> None:
    answer = ask(PLAN, tier="base", site_zone="UTC", opened="2027-03-03T10:00:00+00:00")
    assert answer["calendars"] == {}
    assert answer["windows"]["respond"]["state"] == "undecided"
    assert "base.windows.respond" not in [reason["clause"] for reason in answer["reasons"]]
    assert answer["problems"] == ["opened: outside the horizon 2026-01-01 to 2026-12-31"]


def test_a_moment_outside_the_horizon_is_in_no_calendar_that_is_known(ask: Ask) -> None:
    told = {"tier": "base", "site_zone": "UTC", "opened": AT}
    assert ask(PLAN, **told, wanted="2026-03-03T17:59:00+00:00")["values"]["in_hours"]["value"] is True
    assert ask(PLAN, **told, wanted="2026-03-03T18:00:00+00:00")["values"]["in_hours"]["value"] is False
    assert ask(PLAN, **told, wanted="2027-03-03T10:00:00+00:00")["values"]["in_hours"]["value"] is None
    assert "wanted" in ask(PLAN, **told)["values"]["in_hours"]["needs"]


def test_days_that_a_fact_changes_to_are_told_as_days(ask: Ask) -> None:
    change = {"at": "2026-03-01T10:00:00+00:00", "type": "days", "value": ["2026-06-13", "2026-06-10"]}
    answer = ask(
        PLAN.replace("customer fact days", "fact days"), tier="base", site_zone="UTC", opened=AT, events=[change]
    )
    assert answer["problems"] == ["2026-03-01T10:00:00+00:00 days 2026-06-10, 2026-06-13: before opened"]


def test_a_schedule_keeps_the_period_and_the_tax_of_its_rows(ask: Ask) -> None:
    assert ask is not None
    for found in schedules(PLAN, ("year", 1, 4), tier="base"):
        assert [found["total"][key] for key in ("amount", "per", "tax")] == ["60.00", "year", "excluding VAT"]
        assert [found["average"][key] for key in ("amount", "per", "tax")] == ["15.00", "year", "excluding VAT"]
