"""Readings about quotas, the term and endings on which the two evaluators once differed, worked by hand; see "Details" in
docs/design/0002-answers.md."""

from __future__ import annotations

from typing import Any

from tests.decisions.support import Ask, both_evaluators

pytestmark = both_evaluators

HEAD = """
contract acme {
  language en
  currency EUR
  zone %s
  in force from 2026-01-01 to 2027-12-31
}
fact site zone
fact urgent yes or no
fact kind { short, long }
customer fact bought whole from 0
service support
service parts
service labor
unit visit, visits
unit session, sessions of 2 hours
calendar office { monday to friday 09:00-17:00 }
window resolve from opened to resolved
"""
AT = "2026-06-01T10:00:00+00:00"


def use(day: str, thing: str, hours: str | None = None) -> dict[str, str]:
    told = {"at": f"{day}T10:00:00+00:00", "type": thing}
    return told if hours is None else {**told, "hours": hours}


def asked(ask: Ask, clauses: str, *events: dict[str, Any], zone: str = "UTC", **facts: Any) -> dict[str, Any]:
    plan = f"{HEAD % zone}\ntier base {{\n  price 10 EUR per year\n{clauses}\n}}\n"
    told = {"tier": "base", "opened": AT, **facts, "events": [*events]}
    return ask(plan, **{name: value for name, value in told.items() if value is not None})


def standing(answer: dict[str, Any], key: str) -> list[Any]:
    return [answer["quotas"][key][part] for part in ("limit", "used", "left")]


# ── Windows and the term ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_cancelled_window_is_read_with_the_facts_at_its_cancelling(ask: Ask) -> None:
    """Opened at 10:00 as a short one: 2 hours. What it turns out to be after it was cancelled moves nothing, nor does the
    end that comes after."""
    clauses = "  resolve within {\n    2 hours when kind is short\n    10 hours when kind is long\n  }"
    stopped = {"at": "2026-06-01T11:00:00+00:00", "type": "cancelled"}
    later = {"at": "2026-06-01T11:30:00+00:00", "type": "kind", "value": "long"}
    done = {"at": "2026-06-01T18:00:00+00:00", "type": "resolved"}
    for events in ([stopped, later], [stopped, later, done], [stopped, done]):
        resolve = asked(ask, clauses, *events, kind="short")["windows"]["resolve"]
        assert (resolve["due"], resolve["state"]) == ("2026-06-01T12:00:00+00:00", "cancelled")
    before = {**later, "at": "2026-06-01T10:30:00+00:00"}
    resolve = asked(ask, clauses, before, stopped, done, kind="short")["windows"]["resolve"]
    assert resolve["due"] == "2026-06-01T20:00:00+00:00"


def test_before_its_start_a_term_is_not_in_force_whatever_it_lasts(ask: Ask) -> None:
    """A year from 2 June, in a zone that is not known: on 1 June it has not begun anywhere."""
    answer = asked(ask, "  lasts 1 year\n  covers support", zone="of site", start="2026-06-02T10:00:00+00:00")
    assert (answer["in_force"], answer["coverage"], answer["price"]) == ("no", "not_covered", None)
    answer = asked(ask, "  lasts 1 year\n  covers support", zone="of site", start="2026-05-02T10:00:00+00:00")
    assert (answer["in_force"], answer["services"]["support"]) == ("undecided", "covered")


def test_a_term_that_was_used_up_is_over_whatever_it_lasts(ask: Ask) -> None:
    clauses = (
        "  lasts 1 year\n  includes 2 sessions per term, then the term ends\n  support uses 1 session\n  covers support"
    )
    told: dict[str, Any] = {"zone": "of site", "start": "2026-05-02T10:00:00+00:00"}
    answer = asked(ask, clauses, use("2026-05-20", "support", "3"), **told)
    assert (answer["in_force"], answer["term"]["end"]) == ("no", "2026-05-20T10:00:00+00:00")
    after = asked(ask, clauses, use("2026-06-20", "support", "3"), **told)
    assert after["in_force"] == "undecided"


def test_what_was_used_after_the_ticket_tells_nothing_of_its_term(ask: Ask) -> None:
    """One of two sessions was used before it, in whatever week: the term ran on, though it may be over by now."""
    clauses = """  includes 2 sessions per term, then the term ends
  includes 1 session per contract week"""
    events = [use("2026-05-20", "session"), {**use("2026-06-02", "session"), "count": 2}]
    answer = asked(ask, clauses, *events, zone="of site", start="2026-05-02T10:00:00+00:00")
    assert (answer["in_force"], answer["quotas"]["sessions"]["needs"]) == ("yes", ["site"])
    before = [use("2026-05-20", "session"), use("2026-05-28", "session")]
    assert asked(ask, clauses, *before, zone="of site", start="2026-05-02T10:00:00+00:00")["in_force"] == "undecided"


def test_a_term_ends_once_and_what_was_ended_before_it_began_is_another(ask: Ask) -> None:
    ended = [use("2026-03-01", "ended"), use("2026-04-01", "ended"), use("2026-05-01", "ended")]
    clauses = "  cancellable with 10 calendar days notice"
    answer = asked(ask, clauses, *ended, start="2026-03-15T10:00:00+00:00")
    assert answer["problems"] == ["2026-05-01T10:00:00+00:00 ended: ended already"]
    assert answer["term"]["end"] == "2026-04-11T10:00:00+00:00"
    answer = asked(ask, clauses, *ended[:2], zone="of site")
    assert [problem.split(" ", 1)[1] for problem in answer["problems"]] == ["ended: ended already"]


def test_without_a_tier_it_is_not_judged_what_can_be_given_back(ask: Ask) -> None:
    answer = asked(ask, "  parts uses 1 visit", use("2026-05-01", "returned visit"), tier=None)
    assert answer["problems"] == []


# ── What a use takes ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_use_whose_takings_hang_on_a_missing_fact_leaves_them_open(ask: Ask) -> None:
    """Urgent, the parts took the only visit; else they took none. The parts themselves have no quota."""
    clauses = "  covers parts\n  includes 1 visit per term\n  parts uses 1 visit when urgent"
    answer = asked(ask, clauses, use("2026-05-01", "parts"))
    assert standing(answer, "visits") == [None, None, None]
    assert answer["quotas"]["visits"]["needs"] == ["urgent"]
    assert (answer["services"]["parts"], answer["needs"]) == ("undecided", ["service", "urgent"])
    known = asked(ask, clauses, use("2026-05-01", "parts"), urgent=True)
    assert standing(known, "visits") == ["1", "1", "0"]
    assert known["services"]["parts"] == "not_covered"


def test_a_missing_fact_that_cannot_change_what_is_left_is_not_needed(ask: Ask) -> None:
    """A visit is left whether it is urgent (2 bought, 1 of them used) or not."""
    clauses = "  covers parts\n  includes bought visits per term\n  parts uses 1 visit when urgent"
    answer = asked(ask, clauses, use("2026-05-01", "parts"), bought=2, service="parts")
    assert (answer["coverage"], answer["needs"]) == ("covered", [])
    assert asked(ask, clauses, service="parts")["needs"] == ["bought", "urgent"]


def test_what_comes_after_the_term_leaves_a_quota_untouched(ask: Ask) -> None:
    """The sessions were used up on 1 May, so the labor of 20 May is of no term: nothing was taken, whatever the period."""
    clauses = """  includes 2 sessions per term, then the term ends
  support uses 1 session
  includes 4 hours of labor per contract year"""
    answer = asked(ask, clauses, use("2026-05-01", "support", "3"), use("2026-05-20", "labor", "1"))
    assert standing(answer, "labor") == ["4", "0", "4"]
    assert answer["quotas"]["labor"]["needs"] == []


def test_a_use_that_fits_its_own_quarter_takes_the_rest_for_certain(ask: Ask) -> None:
    """2 of 3 hours in each of two quarters fit, whatever was carried over: each takes a session. A third use in the same
    quarter may not."""
    clauses = """  includes 3 hours of support per calendar quarter, carry over for 3 months
  includes 9 sessions per term
  support uses 1 session"""
    told = [use("2026-02-02", "support", "2"), use("2026-05-04", "support", "2")]
    answer = asked(ask, clauses, *told)
    assert standing(answer, "sessions") == ["9", "2", "7"]
    assert answer["quotas"]["support"]["needs"] == ["start"]
    more = asked(ask, clauses, *told, use("2026-05-05", "support", "2"))
    assert more["quotas"]["sessions"]["needs"] == ["start"]


def test_what_was_carried_over_hangs_on_the_start_and_the_zone(ask: Ask) -> None:
    clauses = "  includes 3 hours of support per calendar quarter, carry over for 3 months"
    answer = asked(ask, clauses, use("2026-05-01", "support", "4"), zone="of site")
    assert answer["quotas"]["support"]["needs"] == ["site", "start"]


def test_what_a_visit_carries_over_hangs_on_the_zone_once_there_is_something(ask: Ask) -> None:
    """Three hours are left when the second visit comes on 3 May; they last until 3 June, by local dates, and it is 1 June: 7 in
    all. After one visit nothing is carried, nor where nothing is left."""
    clauses = "  includes 4 hours of labor per visit, carry over for 1 month\n  includes 9 visits per term"
    told = [use("2026-05-01", "visit"), use("2026-05-02", "labor", "1"), use("2026-05-03", "visit")]
    assert standing(asked(ask, clauses, *told[:2], zone="of site"), "labor") == ["4", "1", "3"]
    answer = asked(ask, clauses, *told, zone="of site")
    assert (standing(answer, "labor"), answer["quotas"]["labor"]["needs"]) == ([None, None, None], ["site"])
    assert standing(asked(ask, clauses, *told, zone="of site", site="Europe/Lisbon"), "labor") == ["7", "0", "7"]
    spent = [told[0], use("2026-05-02", "labor", "4"), told[2]]
    assert standing(asked(ask, clauses, *spent, zone="of site"), "labor") == ["4", "0", "4"]


def test_of_nothing_nothing_is_carried_over(ask: Ask) -> None:
    """No visit is granted in any week, whenever weeks began: the visit was refused, and no labor with it."""
    clauses = """  includes 5 visits per term
  includes 0 visits per calendar week, carry over until the term ends
  includes 1 hour of labor per visit
  covers labor"""
    answer = asked(ask, clauses, use("2026-05-01", "visit"), service="labor")
    assert (answer["coverage"], standing(answer, "visits")) == ("not_covered", ["0", "0", "0"])


def test_what_uses_a_part_of_a_thing_takes_a_whole_one(ask: Ask) -> None:
    """Parts use 1.5 hours of labor and labor a visit: each takes two visits."""
    clauses = "  includes 5 visits per term\n  labor uses 1 visit\n  parts uses 1.5 labor"
    told = use("2026-05-01", "parts", "1"), use("2026-05-02", "parts", "1")
    assert standing(asked(ask, clauses, *told), "visits") == ["5", "4", "1"]


def test_how_a_quota_stands_hangs_on_no_pool_while_nothing_is_used(ask: Ask) -> None:
    clauses = """  includes 2 hours of parts per term, counted in labor
  at most bought visits per term
  parts uses 1 visit
  includes bought labor per term"""
    answer = asked(ask, clauses, use("2026-05-01", "returned visit"))
    assert (standing(answer, "parts"), answer["quotas"]["parts"]["needs"]) == (["2", "0", "2"], [])
    assert [problem.split(" ", 1)[1] for problem in answer["problems"]] == ["returned visit: none is out"]


def test_hours_counted_in_a_pool_do_not_spend_what_its_use_spends(ask: Ask) -> None:
    """Parts are counted in the hours of support; a session is what support uses, and parts do not."""
    clauses = """  includes 2 hours of parts per term, counted in support
  includes 9 hours of support per term
  includes 5 sessions per term
  support uses 1 session"""
    answer = asked(ask, clauses, use("2026-05-01", "parts", "2"), start="2026-01-01")
    assert [standing(answer, key)[1] for key in ("parts", "support", "sessions")] == ["2", "2", "0"]


def test_the_time_worked_is_included_as_far_as_all_its_quotas_reach(ask: Ask) -> None:
    """5 hours of parts are included and 1 hour of the pool is left: of 3 hours worked 2 are charged at 40 EUR."""
    clauses = """  includes 5 hours of parts per term, counted in support
  includes 9 hours of support per term
  charges parts 40 EUR per hour"""
    worked = [["2026-06-01T10:00:00+00:00", "2026-06-01T13:00:00+00:00"]]
    answer = asked(ask, clauses, use("2026-05-01", "support", "8"), worked=worked, start="2026-01-01")
    assert answer["charges"]["parts"]["amount"] == "80.00"


# ── How it stands ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_ticket_coverage_sees_the_uses_of_the_instant_asked(ask: Ask) -> None:
    clauses = "  covers parts\n  includes 1 visit per term\n  parts uses 1 visit"
    answer = asked(ask, clauses, use("2026-05-01", "parts"), opened=None)
    assert (answer["services"]["parts"], standing(answer, "visits")) == ("not_covered", ["1", "1", "0"])
    same = asked(ask, clauses, {"at": AT, "type": "parts"})
    assert same["services"]["parts"] == "covered"


def test_a_quota_per_ticket_is_this_tickets_after_the_term_too(ask: Ask) -> None:
    answer = asked(ask, "  lasts 1 month\n  includes 2 visits per event", start="2026-01-01")
    assert (answer["in_force"], standing(answer, "visits")) == ("no", ["2", "0", "2"])


def test_per_visit_what_is_left_is_carried_into_the_next(ask: Ask) -> None:
    """3 hours with each visit: 1 of the first 3 is used, 2 go on to the second visit; before the first there were none."""
    clauses = "  includes 3 hours of support per visit, carry over until the term ends"
    told = [use("2026-02-02", "visit"), use("2026-02-03", "support", "1"), use("2026-03-02", "visit")]
    assert standing(asked(ask, clauses), "support") == ["0", "0", "0"]
    assert standing(asked(ask, clauses, *told), "support") == ["5", "0", "5"]


def test_a_missed_use_is_judged_by_what_is_told_of_it_afterwards(ask: Ask) -> None:
    clauses = "  includes 2 visits per term\n  visit counts as used when urgent"
    missed = use("2026-06-03", "missed visit")
    told = {"at": "2026-06-04T10:00:00+00:00", "type": "urgent", "value": True}
    answer = asked(ask, clauses, missed, told, urgent=False)
    assert standing(answer, "visits") == ["2", "1", "1"]
    assert "base.counts_as_used.visit.urgent" in [reason["clause"] for reason in answer["reasons"]]
    assert standing(asked(ask, clauses, missed, urgent=False), "visits") == ["2", "0", "2"]


def test_the_calendar_is_part_of_what_a_window_lacks(ask: Ask) -> None:
    """The zone is not known, so neither kind has a due; with it the two would have different ones."""
    clauses = """  attends during office
  attends during late when kind is long
  resolve within 4 business hours"""
    plan = HEAD + "calendar late { monday to friday 12:00-20:00 }\n"
    told = plan % "of site" + f"tier base {{\n  price 10 EUR per year\n{clauses}\n}}\n"
    assert ask(told, tier="base", opened=AT)["windows"]["resolve"]["needs"] == ["kind", "site"]


def test_too_few_events_never_close_whatever_the_calendar_says_of_their_days(ask: Ask) -> None:
    """One of three, in a zone that is not known."""
    clauses = "  closes after 3 calls on office"
    call = {"at": "2026-06-02T10:00:00+00:00", "type": "calls"}
    assert asked(ask, clauses, call, zone="of site")["closure"]["closes"] == "no"
    calls = [{**call, "at": f"2026-06-0{day}T10:00:00+00:00"} for day in (2, 3, 4)]
    assert asked(ask, clauses, *calls, zone="of site")["closure"]["closes"] == "undecided"


def test_coverage_too_needs_the_start_that_carries_hours_over(ask: Ask) -> None:
    clauses = "  covers support\n  includes 3 hours of support per calendar quarter, carry over for 3 months"
    answer = asked(ask, clauses, use("2026-05-04", "support", "3"), zone="of site", service="support")
    assert (answer["coverage"], answer["needs"]) == ("undecided", ["site", "start"])


def test_a_period_that_is_not_known_matters_only_where_it_could_hold_less(ask: Ask) -> None:
    """1 of 4.25 hours fits the quarter; it takes the one session of whatever year it is."""
    clauses = """  includes 1 hour of support per calendar quarter
  includes 1 session per contract year
  support uses 1 session"""
    answer = asked(ask, clauses, use("2026-05-04", "support", "4.25"))
    assert standing(answer, "support") == ["1", "1", "0"]
    assert answer["quotas"]["sessions"]["needs"] == ["start"]
