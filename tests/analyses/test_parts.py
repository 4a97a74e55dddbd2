"""What the analyses find in calendars, quotas, lengths and names of small contracts, worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from servdsl.analyses import around_clock, assumptions, horizon, lengths, never_open, quotas, unused
from servdsl.cells import Calendars, Study, cases
from servdsl.diagnostics import Diagnostic
from servdsl.model.contract import (
    Always,
    Calendar,
    CalendarRule,
    Closed,
    Holidays,
    Joined,
    Named,
    Remark,
    Schedule,
    Week,
    Weekly,
)
from servdsl.model.expressions import Condition, During
from servdsl.model.values import (
    Attends,
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Elapsed,
    Every,
    Excludes,
    Length,
    PromiseOf,
    Quota,
    Within,
)
from tests.analyses.plans import said
from tests.cells.build import (
    FACTS,
    HERE,
    NONE,
    RESPOND,
    at,
    both,
    clause,
    const,
    contract,
    define,
    fact,
    is_,
    no,
    ref,
    respond,
    tier,
)

WORKDAYS = Weekly(weekdays=(0, 1, 2, 3, 4), spans=((540, 1080),))
NIGHTS = Weekly(weekdays=(0, 1, 2, 3, 4), spans=((1080, 1980),))
WEEKENDS = Weekly(weekdays=(5, 6), spans=((540, 1080),))


def rule(of: Any, when: Condition | None = None, line: int = 1) -> CalendarRule:
    return CalendarRule(rule=of, when=when, origin=at(line))


def week(*rules: CalendarRule, **more: Any) -> Week:
    return Week(rules=rules, **more)


def calendar(name: str, schedule: Schedule, line: int = 1) -> Calendar:
    return Calendar(name=name, labels=NONE, schedule=schedule, origin=at(line))


OFFICE = calendar("office", week(rule(WORKDAYS)))
CLOCK = calendar("clock", Always())


def codes(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(d.code, d.span.line) for d in found]


def within(length: Length, **more: Any) -> Any:
    return clause(PromiseOf(promise=Within(limit=length)), thing="respond", **more)


def business(count: int, on: str | None = None) -> BusinessTime:
    return BusinessTime(seconds=Decimal(count * 3600), calendar=on)


# ── Which calendars are open together ───────────────────────────────────────────────────────────────────────────────


def sweep(*calendars: Calendar, **more: Any) -> set[tuple[bool, ...]]:
    made = contract(calendars=calendars, **more)
    return set(Calendars(made).sweep(tuple(c.name for c in calendars)))


def test_calendars_that_never_open_together() -> None:
    weekends = calendar("weekends", week(rule(WEEKENDS)))
    assert sweep(OFFICE, weekends) == {(True, False), (False, True), (False, False)}
    assert sweep(OFFICE, CLOCK) == {(True, True), (False, True)}
    # Tuesday 08:00-09:00 belongs to the night of Monday, 09:00 to the office
    assert sweep(OFFICE, calendar("nights", week(rule(NIGHTS)))) == {(True, False), (False, True), (False, False)}


def test_a_single_day_is_enough() -> None:
    holidays = week(rule(WORKDAYS), rule(Closed(first=date(2026, 5, 4), last=date(2026, 5, 4))))
    assert sweep(OFFICE, calendar("closed_once", holidays)) == {(True, True), (True, False), (False, False)}
    late = week(rule(WORKDAYS), rule(Closed(first=date(2028, 1, 3), last=date(2028, 1, 3))))
    assert sweep(OFFICE, calendar("closed_after_the_horizon", late)) == {(True, True), (False, False)}


def test_guards_are_facts_and_those_of_one_fact_go_together() -> None:
    here, abroad = is_("country", "PT"), no(is_("country", "PT"))
    first = calendar("first", week(rule(WORKDAYS, here)))
    second = calendar("second", week(rule(WORKDAYS, abroad)))
    assert sweep(first, second) == {(True, False), (False, True), (False, False)}
    both_here = calendar("second", week(rule(WORKDAYS, here)))
    assert sweep(first, both_here) == {(True, True), (False, False)}


def test_holidays_of_the_country_that_a_fact_names() -> None:
    days = Holidays(fact="country", countries=(("PT", ((date(2026, 4, 24), "A day"),)),))
    assert sweep(OFFICE, calendar("there", week(rule(WORKDAYS), rule(days)))) == {
        (True, True),
        (True, False),
        (False, False),
    }


def test_cases_by_calendar_that_share_no_instant() -> None:
    weekends = calendar("weekends", week(rule(WEEKENDS)))
    made = contract(calendars=(OFFICE, weekends))
    clauses = [
        respond(1, During(subject="opened", calendar="office")),
        respond(2, During(subject="opened", calendar="weekends")),
    ]
    assert cases(made, clauses, sweep=Calendars(made).sweep).conflicts == ()


def test_open_time_and_business_days() -> None:
    made = contract(calendars=(OFFICE,), horizon=(date(2026, 3, 2), date(2026, 3, 15)))
    # two weeks of five days of nine hours
    assert Calendars(made).open_seconds("office") == 2 * 5 * 9 * 3600
    assert Calendars(made).business_days("office") == 10


# ── Calendars ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_calendar_that_never_opens() -> None:
    nothing = calendar("nothing", Joined(op="except", left=Named(name="office"), right=Named(name="clock")), 4)
    assert codes(never_open.check(Study(contract(calendars=(OFFICE, CLOCK, nothing))))) == [("SD501", 4)]
    only_then = calendar("empty", week(rule(WORKDAYS, both(ref("urgent"), no(ref("urgent"))))), 5)
    assert codes(never_open.check(Study(contract(calendars=(only_then,))))) == [("SD501", 5)]


def test_a_calendar_that_lends_its_lines_or_waits_for_days() -> None:
    days = rule(Holidays(country="PT", dates=((date(2026, 4, 25), "A day"),)), line=3)
    lends, extends = calendar("days", week(days)), calendar("office", week(days, rule(WORKDAYS, line=6)))
    assert never_open.check(Study(contract(calendars=(lends, extends)))) == []
    told = calendar("told", week(rule(Holidays(fact="days_off", spans=((600, 720),)))))
    assert never_open.check(Study(contract(calendars=(told,), facts=(*FACTS, fact("days_off", "dates"))))) == []


def test_names_that_are_never_used() -> None:
    made = contract(
        respond(1, is_("severity", "s1")),
        facts=(*FACTS[:2], fact("floor", "whole", line=3)),
        windows=(RESPOND,),
        calendars=(calendar("office", week(rule(WORKDAYS)), 4),),
        things=(),
        defines=(define("spare", (const("number", 1), None), line=5),),
    )
    assert sorted(codes(unused.check(Study(made)))) == [("SD414", 1), ("SD414", 3), ("SD414", 5), ("SD503", 4)]
    assert {d.message for d in unused.check(Study(made))} == {
        "the fact `channel` is never used",
        "the fact `floor` is never used",
        "the calendar `office` is never used",
        "the defined value `spare` is never used",
    }


# ── Deadlines ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("length", "past"),
    [
        (Elapsed(seconds=Decimal(730 * 86400)), False),  # the horizon is 2026 and 2027, 730 days
        (Elapsed(seconds=Decimal(730 * 86400 + 1)), True),
        (CalendarUnits(count=2, unit="years"), False),
        (CalendarUnits(count=25, unit="months"), True),
        (CalendarUnits(count=731, unit="days"), True),
        (business(522 * 9, "office"), False),  # 522 days from Monday to Friday
        (business(522 * 9 + 1, "office"), True),
        (BusinessDays(count=522, calendar="office"), False),
        (BusinessDays(count=523, calendar="office"), True),
        (BusinessDays(count=523), True),
    ],
)
def test_a_deadline_past_the_horizon(length: Length, past: bool) -> None:
    attends = clause(Attends(calendar="office"))
    made = contract(within(length, line=8), attends, calendars=(OFFICE,))
    assert codes(horizon.check(Study(made))) == ([("SD502", 8)] if past else [])


def test_business_time_around_the_clock() -> None:
    office, clock = clause(Attends(calendar="office")), clause(Attends(calendar="clock"), ref("urgent"), line=3)
    calendars = (OFFICE, CLOCK)
    (found,) = around_clock.check(Study(contract(within(business(4), line=7), office, clock, calendars=calendars)))
    assert (found.code, found.span.line, [note.span.line for note in found.notes]) == ("SD504", 7, [3])
    assert "where urgent is yes" in found.message
    calm = within(business(4), when=no(ref("urgent")))
    assert around_clock.check(Study(contract(calm, office, clock, calendars=calendars))) == []
    assert around_clock.check(Study(contract(within(business(4, "clock")), office, clock, calendars=calendars))) == []
    days = within(BusinessDays(count=2))
    assert codes(around_clock.check(Study(contract(days, office, clock, calendars=calendars)))) == [("SD504", 1)]
    named = within(BusinessDays(count=2, calendar="clock"))
    assert around_clock.check(Study(contract(named, office, clock, calendars=calendars))) == []


def test_a_nearer_layer_may_keep_it_from_the_clock() -> None:
    wide = clause(Attends(calendar="clock"), layer="all tiers")
    near = clause(Attends(calendar="office"))
    promise = within(business(4), layer="all tiers")
    assert around_clock.check(Study(contract(promise, wide, near, calendars=(OFFICE, CLOCK)))) == []
    offers = (tier("basic"), tier("other"))
    assert len(around_clock.check(Study(contract(promise, wide, near, calendars=(OFFICE, CLOCK), offers=offers)))) == 1


def test_business_time_without_a_calendar() -> None:
    some = clause(Attends(calendar="office"), is_("severity", "s1", "s2"))
    (found,) = around_clock.check(Study(contract(within(business(4), line=7), some, calendars=(OFFICE,))))
    assert (found.code, found.span.line) == ("SD505", 7)
    assert found.message == "the business time of `respond` has no calendar where severity is s3"


def test_a_cadence_of_no_length() -> None:
    never = PromiseOf(promise=Every(length=Elapsed(seconds=Decimal(0)), until="resolved"))
    assert codes(lengths.check(Study(contract(clause(never, thing="respond", line=3))))) == [("SD412", 3)]
    # zero business hours are the start itself (decision 30)
    assert lengths.check(Study(contract(within(business(0))))) == []


# ── Quotas and assumptions ──────────────────────────────────────────────────────────────────────────────────────────


def quota(count: int, limits: Any = "includes", **more: Any) -> Any:
    return clause(Quota(limits=limits, count=const("number", count), period="contract year"), thing="support", **more)


def test_quotas_that_can_never_be_used() -> None:
    assert codes(quotas.check(Study(contract(quota(0, line=4))))) == [("SD411", 4)]
    assert quotas.check(Study(contract(quota(0, "at_most")))) == []
    assert quotas.check(Study(contract(quota(0), quota(1, "adds", layer="extra")))) == []
    refused = clause(Excludes(services=("support",)))
    assert codes(quotas.check(Study(contract(quota(3, line=4), refused)))) == [("SD411", 4)]
    sometimes = clause(Excludes(services=("support",)), ref("urgent"))
    assert quotas.check(Study(contract(quota(3), sometimes))) == []
    never = quota(3, when=both(ref("urgent"), no(ref("urgent"))), line=4)
    assert codes(quotas.check(Study(contract(never)))) == [("SD411", 4)]


def test_assumptions_that_no_answer_names() -> None:
    def assume(*sources: str) -> Remark:
        return Remark(name="reading", text="A reading.", origin=HERE, sources=sources)

    cited = respond(1, sources=("DOC-1",))
    assert codes(assumptions.check(Study(contract(cited, assumptions=(assume("DOC-2", "DOC-3"),))))) == [("SD413", 1)]
    assert assumptions.check(Study(contract(cited, assumptions=(assume("DOC-2", "DOC-1"), assume())))) == []


# ── Written out ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_calendar_that_never_opens_for_some_facts() -> None:
    body = (
        "calendar desk {\n monday to friday 09:00-18:00 when region is eu\n saturday 09:00-12:00 when vip\n}\n"
        "tier gold { attends during desk }\n"
    )
    assert said(body, "SD506") == [(1, "the calendar `desk` never opens where region is us and vip is no")]
    assert said(body.replace("gold {", "gold { offered when region is eu\n"), "SD506") == []
    assert said(body.replace("when vip", ""), "SD506") == []


def test_holidays_by_country_leave_hours() -> None:
    body = (
        "customer fact country country in PT, ES\ncalendar desk {\n monday to friday 09:00-18:00\n holidays of country\n}\n"
        "tier gold { attends during desk }\n"
    )
    assert said(body, "SD506") == []


def test_dates_that_never_come() -> None:
    body = "calendar desk {{\n monday to friday 09:00-18:00\n {}\n}}\ntier gold {{ attends during desk }}\n"
    assert said(body.format('closed 2025-12-24 "x"'), "SD507") == [
        (3, "this line changes nothing: 2025-12-24 lies outside 2026-01-01 to 2027-12-31")
    ]
    assert said(body.format("open 2028-01-01 to 2028-01-03 09:00-12:00"), "SD507") == [
        (3, "this line changes nothing: 2028-01-01 to 2028-01-03 lies outside 2026-01-01 to 2027-12-31")
    ]
    assert said(body.format('closed 2025-12-24 to 2026-01-02 "x"'), "SD507") == []


def test_hours_that_run_on_while_the_desk_is_closed() -> None:
    body = 'assume clock "Hours are clock hours." @DOC-1\ntier gold {{\n {}\n respond within 24 hours {}\n}}\n'
    assert said(body.format("attends during office", ""), "SD508") == [
        (4, "the hours of `respond` run on while `office` is closed")
    ]
    assert said(body.format("attends during office", "@DOC-1"), "SD508") == []
    assert said(body.format("", ""), "SD508") == []
    always = "calendar around is always\n"
    assert said(always + body.format("attends during around", ""), "SD508") == []
    apart = "attends during office\n respond within 4 business hours in any case when urgent"
    assert said(body.format(apart, ""), "SD508") == []


def test_windows_that_overlap_for_some_facts() -> None:
    body = "calendar desk {{\n {}\n {}\n}}\ntier gold {{ attends during desk }}\n"
    first, second = "saturday 10:00-13:00 when vip", "saturday 12:00-16:00 when region is eu"
    assert said(body.format(first, second), "SD509") == [
        (3, "two windows of the calendar overlap where vip is yes and region is eu, and are taken as one")
    ]
    assert said(body.format(first, second.replace("region is eu", "not vip")), "SD509") == []
    assert said(body.format(first, second.replace("12:00", "13:00")), "SD509") == []
    night = "sunday 22:00-06:00 when vip", "monday 05:00-09:00"
    assert [line for line, _ in said(body.format(*night), "SD509")] == [3]
    long = "from friday 20:00 to monday 08:00", "monday 07:00-12:00"
    assert [line for line, _ in said(body.format(*long), "SD509")] == [3]
    dated = "open 2026-10-10 09:00-13:00", "open 2026-10-09 to 2026-10-11 12:00-16:00"
    assert [line for line, _ in said(body.format(*dated), "SD509")] == [3]
    assert said(body.format(dated[0], "open 2026-10-11 09:00-13:00"), "SD509") == []
    run_over = "open 2026-10-10 20:00-06:00", "open 2026-10-11 05:00-09:00"
    assert [line for line, _ in said(body.format(*run_over), "SD509")] == [3]
