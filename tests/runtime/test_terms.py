"""Terms and the periods of quotas: decisions 29, 49 and 54."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pytest

from servdsl.runtime.durations import CalendarUnits, Elapsed, Length, due
from servdsl.runtime.history import Event
from servdsl.runtime.lengths import business_hours
from servdsl.runtime.terms import Period, Term, TermRules, impossible, period_at, read
from servdsl.runtime.values import Cancellable

from .moments import SANTIAGO, at, clock, event, years

YEAR, MONTH = CalendarUnits(1, "years"), CalendarUnits(1, "months")


def later(start: datetime, length: Length) -> datetime:
    found = due(length, start, (), years())
    assert found is not None
    return found


def term(rules: TermRules, start: str, events: Iterable[Event] = ()) -> Term:
    return read(rules, at(start), clock(), events, later)


def whys(rules: TermRules, start: str | None, *events: Event) -> list[str]:
    return [problem.why for problem in impossible(rules, None if start is None else at(start), events)]


def test_54_lasts_runs_once() -> None:
    """S-INT-05, second case: a year from 2026-02-10 is over on 2027-02-10, whatever is left."""
    found = term(TermRules(lasts=YEAR), "2026-02-10")
    assert (found.start, found.end, found.why) == (at("2026-02-10"), at("2027-02-10"), "lasted")
    assert found.in_force(at("2026-08-03 10:00")) is True
    assert found.in_force(at("2027-02-09 23:59")) is True
    assert found.in_force(at("2027-02-10")) is False
    assert found.in_force(at("2026-02-09 23:59")) is False


def test_54_las_05_cancelled_to_the_end_of_the_paid_month() -> None:
    """S-LAS-05: from 2026-04-10, monthly, cancelled on 2026-06-02: in force until 2026-06-09."""
    rules = TermRules(lasts=MONTH, cancellable=Cancellable(to_period_end=True))
    start = at("2026-04-10", SANTIAGO)
    found = read(rules, start, clock(SANTIAGO), [event("2026-06-02 12:00", "ended", SANTIAGO)], later)
    assert (found.end, found.why) == (at("2026-06-10", SANTIAGO), "ended")
    assert found.in_force(at("2026-06-09 23:59", SANTIAGO)) is True


def test_54_cancellable_repeats_until_ended() -> None:
    rules = TermRules(lasts=MONTH, cancellable=Cancellable())
    assert term(rules, "2026-04-10").end is None
    assert term(rules, "2026-04-10").in_force(at("2029-01-01")) is True
    assert term(rules, "2026-04-10", [event("2026-06-02 12:00", "ended")]).end == at("2026-06-02 12:00")


def test_54_notice_counts_before_the_period_does() -> None:
    """30 days from 2026-12-10 reach 2027-01-09, in the second year: that year is paid, and is served."""
    rules = TermRules(lasts=YEAR, cancellable=Cancellable(CalendarUnits(30, "days"), to_period_end=True))
    assert term(rules, "2026-01-01", [event("2026-12-10 09:00", "ended")]).end == at("2028-01-01")
    assert term(rules, "2026-01-01", [event("2026-12-01 09:00", "ended")]).end == at("2027-01-01")
    notice = TermRules(lasts=YEAR, cancellable=Cancellable(CalendarUnits(30, "days")))
    assert term(notice, "2026-01-01", [event("2026-12-10 09:00", "ended")]).end == at("2027-01-09 09:00")


def test_54_an_end_exactly_at_a_period_end_is_that_end() -> None:
    rules = TermRules(lasts=MONTH, cancellable=Cancellable(to_period_end=True))
    assert term(rules, "2026-04-10", [event("2026-05-10 00:00", "ended")]).end == at("2026-05-10")


def test_54_events_before_a_known_start_are_of_an_earlier_term() -> None:
    cancellable = TermRules(lasts=MONTH, cancellable=Cancellable())
    earlier = event("2026-04-01 09:00", "ended")
    assert term(cancellable, "2026-04-10", [earlier]) == Term(at("2026-04-10"))
    now = event("2026-05-01 09:00", "ended")
    assert term(cancellable, "2026-04-10", [earlier, now]).end == at("2026-05-01 09:00")
    assert whys(cancellable, "2026-04-10", earlier, now) == []
    assert term(TermRules(renews=YEAR), "2026-03-01", [event("2026-02-01 09:00", "renewed")]).end == at("2027-03-01")


def test_54_only_the_first_ended_counts() -> None:
    rules = TermRules(cancellable=Cancellable())
    told = [event("2026-02-01 09:00", "ended"), event("2026-03-01 09:00", "ended")]
    assert term(rules, "2026-01-01", told).end == at("2026-02-01 09:00")
    assert whys(rules, "2026-01-01", *told) == ["ended already"]


def test_54_what_cannot_be_ended_or_renewed_says_so() -> None:
    told = [event("2026-02-01", "renewed"), event("2026-03-01", "ended")]
    assert term(TermRules(lasts=YEAR), "2026-01-01", told).end == at("2027-01-01")
    assert whys(TermRules(lasts=YEAR), None, *told) == ["nothing to renew", "not cancellable"]


def test_54_renews_alone_goes_on_while_each_period_is_renewed_before_its_end() -> None:
    rules = TermRules(renews=YEAR)
    assert term(rules, "2026-03-01").end == at("2027-03-01")
    assert term(rules, "2026-03-01").why == "not renewed"
    assert term(rules, "2026-03-01", [event("2027-02-28 23:59", "renewed")]).end == at("2028-03-01")
    twice = [event("2027-02-01 09:00", "renewed"), event("2028-02-01 09:00", "renewed")]
    assert term(rules, "2026-03-01", twice).end == at("2029-03-01")


def test_54_a_renewal_at_the_end_comes_too_late() -> None:
    assert term(TermRules(renews=YEAR), "2026-03-01", [event("2027-03-01 00:00", "renewed")]).end == at("2027-03-01")


def test_54_a_period_is_renewed_once() -> None:
    told = [event("2026-10-01 09:00", "renewed"), event("2026-11-01 09:00", "renewed")]
    assert term(TermRules(renews=YEAR), "2026-03-01", told).end == at("2028-03-01")


def test_54_a_first_period_of_its_own_length() -> None:
    rules = TermRules(lasts=CalendarUnits(3, "years"), renews=YEAR)
    assert term(rules, "2026-03-01").end == at("2029-03-01")
    assert term(rules, "2026-03-01", [event("2029-01-01", "renewed")]).end == at("2030-03-01")


def test_54_cancellable_repeats_the_whole_length_whether_renewed_or_not() -> None:
    """Three years that repeat, ended in the fourth: until the end of the sixth."""
    rules = TermRules(lasts=CalendarUnits(3, "years"), renews=YEAR, cancellable=Cancellable(to_period_end=True))
    assert term(rules, "2026-03-01", [event("2029-04-01", "ended")]).end == at("2032-03-01")


def test_29_months_step_from_the_original_day() -> None:
    """31 January, 28 February, 31 March."""
    rules = TermRules(lasts=MONTH, cancellable=Cancellable(to_period_end=True))
    ends = [term(rules, "2026-01-31", [event(day, "ended")]).end for day in ("2026-02-10", "2026-03-10", "2026-04-10")]
    assert ends == [at("2026-02-28"), at("2026-03-31"), at("2026-04-30")]


def test_54_lengths_of_elapsed_time_and_mixed_ones() -> None:
    day = Elapsed(24 * 3_600_000_000)
    assert term(TermRules(lasts=day), "2026-01-01").end == at("2026-01-02")
    mixed = TermRules(lasts=day, renews=MONTH)
    assert term(mixed, "2026-01-01", [event("2026-01-01 09:00", "renewed")]).end == at("2026-02-02")
    days = TermRules(lasts=day, cancellable=Cancellable(to_period_end=True))
    assert term(days, "2026-01-01", [event("2026-01-05 09:00", "ended")]).end == at("2026-01-06")
    with pytest.raises(ValueError, match="cannot count in a calendar"):
        term(TermRules(lasts=business_hours(4)), "2026-01-01")


def test_54_an_unknown_start_leaves_the_term_unknown() -> None:
    found = read(TermRules(lasts=YEAR), None, clock(), [], later)
    assert (found.start, found.end, found.in_force(at("2026-01-01"))) == (None, None, None)


def test_54_an_end_may_be_known_without_the_start() -> None:
    rules = TermRules(lasts=MONTH, cancellable=Cancellable())
    found = read(rules, None, clock(), [event("2026-06-02 12:00", "ended")], later)
    assert found.in_force(at("2026-06-02 12:00")) is False
    assert found.in_force(at("2026-06-02 11:59")) is None


def test_53_exhaustion_ends_the_term_whichever_comes_first() -> None:
    found = term(TermRules(lasts=YEAR), "2026-02-10")
    assert found.exhausted(at("2026-08-03 10:00")).end == at("2026-08-03 10:00")
    assert found.exhausted(at("2026-08-03 10:00")).why == "exhausted"
    assert found.exhausted(at("2027-08-03 10:00")) == found
    assert found.exhausted(None) == found


TERM = Term(at("2026-03-15 10:00"), at("2028-03-15 10:00"))


@pytest.mark.parametrize(
    ("kind", "instant", "start", "end"),
    [
        ("calendar month", "2026-05-31 23:59", "2026-05-01", "2026-06-01"),
        ("calendar month", "2026-03-20 09:00", "2026-03-15 10:00", "2026-04-01"),
        ("calendar quarter", "2026-05-31 23:59", "2026-04-01", "2026-07-01"),
        ("calendar year", "2027-05-31 23:59", "2027-01-01", "2028-01-01"),
        ("calendar year", "2028-03-01 09:00", "2028-01-01", "2028-03-15 10:00"),
        ("calendar day", "2026-03-15 11:00", "2026-03-15 10:00", "2026-03-16"),
        ("calendar day", "2026-04-05 00:30", "2026-04-05", "2026-04-06"),  # 25 hours in Santiago
        ("calendar week", "2026-03-15 23:59", "2026-03-15 10:00", "2026-03-16"),  # a Sunday
        ("calendar week", "2026-03-18 09:00", "2026-03-16", "2026-03-23"),
        ("contract day", "2026-03-16 00:00", "2026-03-16", "2026-03-17"),
        ("contract week", "2026-03-21 23:59", "2026-03-15 10:00", "2026-03-22"),
        ("contract week", "2026-03-22 00:00", "2026-03-22", "2026-03-29"),
        ("contract month", "2026-04-14 23:59", "2026-03-15 10:00", "2026-04-15"),
        ("contract month", "2026-04-15 00:00", "2026-04-15", "2026-05-15"),
        ("contract quarter", "2026-07-01 09:00", "2026-06-15", "2026-09-15"),
        ("contract year", "2027-03-14 23:59", "2026-03-15 10:00", "2027-03-15"),
        ("contract year", "2027-03-15 00:00", "2027-03-15", "2028-03-15"),
        ("contract year", "2028-03-15 09:59", "2028-03-15", "2028-03-15 10:00"),
        ("term", "2027-01-01 00:00", "2026-03-15 10:00", "2028-03-15 10:00"),
    ],
)
def test_49_periods_are_local_and_clipped_by_the_term(kind: str, instant: str, start: str, end: str) -> None:
    assert period_at(kind, at(instant), TERM, clock()) == Period(at(start), at(end))


def test_49_contract_months_step_from_the_original_day() -> None:
    from_31 = Term(at("2026-01-31"))
    assert period_at("contract month", at("2026-03-01"), from_31, clock()) == Period(at("2026-02-28"), at("2026-03-31"))


def test_49_no_period_outside_the_term_and_none_without_a_start() -> None:
    assert period_at("calendar month", at("2026-03-15 09:59"), TERM, clock()) is None
    assert period_at("term", at("2028-03-15 10:00"), TERM, clock()) is None
    assert period_at("calendar month", at("2026-03-15"), Term(), clock()) == Period(at("2026-03-01"), at("2026-04-01"))
    with pytest.raises(ValueError, match="not known"):
        period_at("contract year", at("2026-03-15"), Term(), clock())
