"""How quotas stand where it is not known what some uses took; every answer worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.decisions.support import HEAD, Ask, at, both_evaluators, event

pytestmark = both_evaluators

VISITS = (
    HEAD
    + """
fact urgent yes or no
unit visit, visits
tier base {
  includes 1 visit per calendar week, then the term ends
  visit counts as used when urgent
}
"""
)


@pytest.mark.parametrize(("urgent", "used", "week"), [(True, "1", "2026-01-12"), (False, "0", "2026-03-23")])
def test_a_missed_visit_may_have_ended_the_term(ask: Ask, urgent: bool, used: str, week: str) -> None:
    """Where it counts, the quota is read in the last week of the term; so without that fact nothing is known of it."""
    facts = {"tier": "base", "as_of": at("2026-03-24 10:00"), "events": [event("2026-01-13 21:00", "missed visit")]}
    visits = ask(VISITS, **facts, urgent=urgent)["quotas"]["visits"]
    assert (visits["limit"], visits["used"], visits["needs"]) == ("1", used, [])
    assert visits["period"][0] == at(week)
    unknown = ask(VISITS, **facts)["quotas"]["visits"]
    assert (unknown["limit"], unknown["used"], unknown["needs"]) == (None, None, ["urgent"])


NIGHTS = (
    HEAD
    + """
fact urgent yes or no
service night
unit visit, visits
unit session, sessions of 2 hours
tier base {
  includes 4 night per calendar week
  night uses 1 session
  includes 1 visit per calendar week, then the term ends
  includes 1 session per event, beyond that 74 EUR per session
  includes 2 sessions per contract year, then the term ends when urgent
}
"""
)


@pytest.mark.parametrize("told", [{}, {"urgent": True}, {"urgent": False}])
def test_a_term_that_another_quota_ended_is_over_in_every_completion(ask: Ask, told: dict[str, Any]) -> None:
    """The visit of 10 March ends the term: nights are read in that week, whether or not sessions could have ended it too
    (the one session that fits leaves one of the two)."""
    uses = [event("2026-02-25 14:30", "night", hours="2"), event("2026-03-10 18:30", "visit")]
    facts = {"tier": "base", "opened": at("2026-02-01"), "as_of": at("2026-03-24 10:00"), "events": uses}
    answer = ask(NIGHTS, **facts, **told)
    nights = answer["quotas"]["night"]
    assert answer["term"]["end"] == at("2026-03-10 18:30")
    assert (nights["limit"], nights["used"], nights["needs"]) == ("4", "0", [])
    assert nights["period"][0] == at("2026-03-09")


COUNTED = (
    HEAD
    + """
fact urgent yes or no
customer fact bought whole from 0
service night
service repair
unit visit, visits
tier base {
  includes 3 hours of night per term, counted in repair when urgent
  includes 2 repair per contract month
  repair uses 1 visit
  includes bought visits
}
"""
)


def test_what_is_counted_in_a_thing_is_no_use_of_it_that_could_come_back(ask: Ask) -> None:
    """Five hours at night are no repair: no visit was made, and none can be given back, whatever was bought."""
    told = [event("2026-04-01 18:00", "night", hours="5"), event("2026-04-02 10:00", "returned repair")]
    answer = ask(COUNTED, tier="base", start=at("2026-01-01"), opened=at("2026-04-03 10:00"), events=told)
    repair = answer["quotas"]["repair"]
    assert (repair["limit"], repair["used"], repair["needs"]) == ("2", "0", [])
    assert answer["problems"] == [f"{at('2026-04-02 10:00')} returned repair: none is out"]


LENT = (
    HEAD
    + """
customer fact bought whole from 0
service advice
unit loan, loans
tier base {
  includes 4 advice per calendar quarter
  advice uses 1 loan
  includes bought loans
}
"""
)


@pytest.mark.parametrize("used", ["2026-02-09 10:00", "2026-04-21 10:00"])
def test_what_was_not_out_when_it_was_returned_changes_nothing(ask: Ask, used: str) -> None:
    """The advice came before the start, or after the return: the return hangs on no loan that was bought."""
    told = [event("2026-04-20 10:00", "returned loan"), event(used, "advice")]
    answer = ask(LENT, tier="base", start=at("2026-02-10"), as_of=at("2026-04-20 12:00"), events=told)
    advice = answer["quotas"]["advice"]
    assert (advice["used"], advice["needs"]) == ("0", [])
    assert answer["problems"] == [f"{at('2026-04-20 10:00')} returned loan: none is out"]


ENDINGS = (
    HEAD
    + """
customer fact bought whole from 0
unit visit, visits
unit loan, loans
unit session, sessions of 2 hours
service night
tier base {
  includes 1 visit per calendar week
  includes 4 hours of night per calendar week
  night uses 1 session
  includes bought sessions per calendar month, then the term ends
  includes 1 loan per term, then the term ends
}
"""
)


def test_what_could_only_have_ended_the_term_later_does_not_matter(ask: Ask) -> None:
    """The loan of 9 February ended it, so the session of April used up nothing, whatever was bought."""
    uses = [event("2026-02-09 08:30", "loan"), event("2026-04-01 17:30", "session")]
    quotas = ask(ENDINGS, tier="base", as_of=at("2026-04-02 10:00"), events=uses)["quotas"]
    for thing, limit in (("visits", "1"), ("night", "4")):
        quota = quotas[thing]
        assert (quota["limit"], quota["used"], quota["needs"]) == (limit, "0", []), thing
        assert quota["period"][0] == at("2026-02-09"), thing
