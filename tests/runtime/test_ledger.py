"""Quotas replayed from events: decisions 46 to 53, and the situations S-INT-04 to 06, S-INT-08 and S-LAS-02."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from servdsl.runtime.accounts import Standing, Use
from servdsl.runtime.durations import CalendarUnits
from servdsl.runtime.history import Event, EventTypes, History
from servdsl.runtime.history import read as read_history
from servdsl.runtime.ledger import Ledger, Room, by_key, replay, room
from servdsl.runtime.quotas import Branch, Counting, Rule, Spends, branches, with_adds
from servdsl.runtime.terms import Period, Term
from servdsl.runtime.values import Beyond, Price, Quota, Uses

from .moments import SANTIAGO, at, clock

F = Fraction
KEYS = {
    "advice": "advice", "support": "support", "onsite_advice": "onsite_advice", "repair": "repair", "night": "night",
    "visit": "visits", "request": "requests", "event": "events", "session": "sessions", "loan": "loan",
    "spare_unit": "spare_units", "training": "training", "requester": "requesters",
}  # fmt: skip
TYPES = EventTypes(things=frozenset(KEYS))
PRICED = Beyond(Price(F(90), "EUR", per=("hour",)))


def quota(thing: str, limit: int | Fraction | None, period: str | tuple[str, str] | None, **more: object) -> Rule:
    """A quota of uses, `includes` unless said otherwise."""
    rule = Quota("includes", None, period=period).replace(**more)
    return Rule(f"{thing}.{period}", thing, None if limit is None else F(limit), rule)


def hours_of(thing: str, limit: int | Fraction | None, period: str | tuple[str, str] | None, **more: object) -> Rule:
    return quota(thing, limit, period, hours=True, **more)


def counting(*rules: Rule, start: str | None = "2026-01-01", end: str | None = None, **more: object) -> Counting:
    term = Term(None if start is None else at(start), None if end is None else at(end))
    return Counting(rules, KEYS, term, clock()).replace(**more)


def history(*told: tuple[str, str] | tuple[str, str, float | Fraction], opened: str | None = None) -> History:
    """`("2026-02-03 09:00", "advice", 2)`."""
    events = [Event(at(one[0]), one[1], hours=F(one[2]) if len(one) == 3 else None) for one in told]
    return read_history(events, TYPES, None if opened is None else at(opened), at("2030-01-01"))


def after(told: Counting, past: History, instant: str, before: bool = False) -> Ledger:
    return replay(told, past, at(instant), before)


def rest(told: Counting, past: History, instant: str) -> dict[str, Fraction | None]:
    return {key: one.left for key, one in by_key(told, after(told, past, instant)).items()}


def accounts(ledger: Ledger) -> list[tuple[str, Fraction, Fraction, Fraction]]:
    """What each event took: quota, taken, beyond, refused."""
    return [(one.rule, one.taken, one.beyond, one.refused) for one in ledger.entries]


# ── Decision 46: what limits a use ──────────────────────────────────────────────────────────────────────────────────


def test_46_events_consume_and_a_service_uses_another_thing() -> None:
    """The kitchen sink: two visits and one of an add-on twice, one used; 10 hours of advice, 2 used."""
    rules = with_adds(
        [
            quota("visit", 2, "contract year"),
            quota("visit", 2, "contract year", limits="adds").replace(id="extra"),
            hours_of("advice", 10, "calendar quarter"),
        ]
    )
    told = counting(*rules, spends=(Spends("repair", Uses(F(1), "visit")),))
    past = history(("2026-02-02 09:00", "visit"), ("2026-02-03 09:00", "advice", 2))
    assert rest(told, past, "2026-03-03 10:00") == {"visits": 3, "advice": 8}
    year = Period(at("2026-01-01"), at("2027-01-01"))
    standing = after(told, past, "2026-03-03 10:00").standing("visit.contract year")
    uses = (Use(at("2026-02-02 09:00"), "visit", F(1)),)
    assert standing == Standing(standing.rule, "visit", "visits", "visits", F(4), F(1), F(3), None, year, uses)
    spent = history(("2026-02-02 09:00", "repair"))
    assert rest(told, spent, "2026-03-03 10:00") == {"visits": 3, "advice": 10}


def test_46_a_service_is_limited_by_its_own_and_what_it_uses_and_no_others() -> None:
    told = counting(
        quota("repair", 5, "term"), quota("visit", 1, "term"), quota("advice", 0, "term"),
        spends=(Spends("repair", Uses(F(1), "visit")),),
    )  # fmt: skip
    assert [branch.thing for branch in branches(told, "repair")] == ["repair", "visit"]
    used = after(told, history(("2026-02-02 09:00", "repair")), "2026-03-01")
    assert room(told, used, "repair") == Room("refused", ("visit.term",))
    assert room(told, after(told, history(), "2026-03-01"), "repair") == Room("open")
    assert room(told, used, "loan") == Room("open")


def test_46_a_chain_of_uses_multiplies_and_clauses_alike_count_once() -> None:
    spends = (
        Spends("repair", Uses(F(2), "visit")), Spends("repair", Uses(F(2), "visit")),
        Spends("visit", Uses(F(3), "session")), Spends("session", Uses(F(1), "repair")),
    )  # fmt: skip
    told = counting(quota("visit", 9, "term"), quota("session", 9, "term"), spends=spends)
    assert [(branch.thing, branch.times) for branch in branches(told, "repair")] == [("visit", 2), ("session", 6)]


# ── Decision 47: binding quotas, beyond, refused ────────────────────────────────────────────────────────────────────


def test_47_las_02_the_fourth_request_of_a_month_is_refused_and_does_not_count() -> None:
    """S-LAS-02: 03-02, 03-16, 03-27 and 04-01 are accepted, 03-30 is refused."""
    rule = quota("request", 3, "calendar month", limits="at_most")
    told = Counting((rule,), KEYS, Term(), clock(SANTIAGO))
    days = ("03-02", "03-16", "03-27", "03-30", "04-01")
    events = [Event(at(f"2026-{day} 10:00", SANTIAGO), "request") for day in days]
    past = read_history(events, TYPES, None, at("2026-12-31", SANTIAGO))
    ledger = replay(told, past, at("2026-04-02", SANTIAGO))
    assert [entry.taken for entry in ledger.taken("request")] == [1, 1, 1, 0, 1]
    assert [entry.refused for entry in ledger.taken("request")] == [0, 0, 0, 1, 0]
    assert ledger.standings[0].left == 2
    at_fourth = replay(told, past, at("2026-03-30 10:00", SANTIAGO), before=True)
    assert room(told, at_fourth, "request") == Room("refused", ("request.calendar month",))
    assert at_fourth.standings[0].exhausted_at == at("2026-03-27 10:00", SANTIAGO)


def test_47_what_fits_is_taken_and_the_rest_is_beyond_or_refused() -> None:
    past = history(("2026-02-02 09:00", "advice", 8), ("2026-02-03 09:00", "advice", 3))
    priced = counting(hours_of("advice", 10, "calendar quarter", beyond=PRICED))
    plain = counting(hours_of("advice", 10, "calendar quarter"))
    name = "advice.calendar quarter"
    assert accounts(after(priced, past, "2026-03-01")) == [(name, 8, 0, 0), (name, 2, 1, 0)]
    assert accounts(after(plain, past, "2026-03-01")) == [(name, 8, 0, 0), (name, 2, 0, 1)]
    assert room(priced, after(priced, past, "2026-03-01"), "advice") == Room("beyond", (name,))
    assert room(plain, after(plain, past, "2026-03-01"), "advice") == Room("refused", (name,))


def test_47_several_quotas_bind_and_left_is_the_least() -> None:
    told = counting(hours_of("advice", 10, "contract year"), hours_of("advice", 4, "calendar month", limits="at_most"))
    past = history(("2026-02-02 09:00", "advice", 3), ("2026-02-03 09:00", "advice", 3))
    ledger = after(told, past, "2026-02-28")
    assert [one.used for one in ledger.standings] == [4, 4]
    assert by_key(told, ledger)["advice"].left == 0
    assert by_key(told, ledger)["advice"].period == Period(at("2026-02-01"), at("2026-03-01"))
    assert rest(told, past, "2026-03-01") == {"advice": 4}


def test_47_a_rest_that_also_exceeds_a_quota_without_a_price_is_refused() -> None:
    """Of 12 hours, 10 fit the year and 3 the month: 3 are taken; the month has no price."""
    told = counting(
        hours_of("advice", 10, "contract year", beyond=PRICED),
        hours_of("advice", 3, "calendar month", limits="at_most"),
    )
    ledger = after(told, history(("2026-02-01 09:00", "advice", 12)), "2026-02-02")
    assert accounts(ledger) == [("advice.contract year", 3, 0, 9), ("advice.calendar month", 3, 0, 9)]


def test_47_a_use_takes_from_all_things_the_part_that_fits_all() -> None:
    """A repair of 4 hours spends 2 visits of which 1 is left: half of it takes place, 2 hours."""
    told = counting(
        hours_of("repair", 10, "term"), quota("visit", 3, "term"), spends=(Spends("repair", Uses(F(2), "visit")),)
    )
    past = history(("2026-02-02 09:00", "repair", 4), ("2026-02-03 09:00", "repair", 4))
    ledger = after(told, past, "2026-03-01")
    assert accounts(ledger)[2:] == [("repair.term", 2, 0, 2), ("visit.term", 1, 0, 1)]
    assert [one.left for one in ledger.standings] == [4, 0]


def test_47_a_use_refused_by_one_thing_takes_nothing_of_another() -> None:
    told = counting(
        hours_of("advice", 10, "term"), quota("visit", 1, "term"), spends=(Spends("advice", Uses(F(1), "visit")),)
    )
    past = history(("2026-02-02 09:00", "advice", 3), ("2026-02-03 09:00", "advice", 3))
    ledger = after(told, past, "2026-03-01")
    assert [one.left for one in ledger.standings] == [7, 0]
    assert accounts(ledger)[2:] == [("advice.term", 0, 0, 3), ("visit.term", 0, 0, 1)]


def test_47_unlimited_counts_and_never_ends() -> None:
    told = counting(quota("request", None, "calendar month", limits="at_most"))
    ledger = after(told, history(("2026-02-02 09:00", "request")), "2026-02-28")
    assert (ledger.standings[0].limit, ledger.standings[0].used, ledger.standings[0].left) == (None, 1, None)
    assert room(told, ledger, "request") == Room("open")


# ── Decision 48: at which instant ───────────────────────────────────────────────────────────────────────────────────


def test_48_coverage_reads_strictly_before_answers_as_of() -> None:
    told = counting(quota("visit", 1, "term"))
    past = history(("2026-02-02 09:00", "visit"))
    assert after(told, past, "2026-02-02 09:00", before=True).standings[0].left == 1
    assert after(told, past, "2026-02-02 09:00").standings[0].left == 0
    nothing = replay(told, read_history([], TYPES), None)
    assert nothing.standings[0].left == 1


# ── Decision 49: periods ────────────────────────────────────────────────────────────────────────────────────────────


def test_49_a_use_belongs_to_the_period_of_its_local_instant() -> None:
    """2026-02-28 23:59 in Mexico City is 1 March in UTC, and February's."""
    told = counting(quota("visit", 2, "calendar month"))
    past = history(("2026-02-28 23:59", "visit"))
    assert rest(told, past, "2026-02-28 23:59") == {"visits": 1}
    assert rest(told, past, "2026-03-01") == {"visits": 2}


def test_49_contract_years_turn_at_the_anniversary() -> None:
    told = counting(quota("visit", 2, "contract year"), start="2026-03-01")
    past = history(("2027-02-28 23:00", "visit"), ("2027-03-01 00:00", "visit"))
    assert rest(told, past, "2027-02-28 23:30") == {"visits": 1}
    assert rest(told, past, "2027-03-01") == {"visits": 1}


def test_49_uses_before_a_known_start_do_not_count_and_after_the_end_are_refused() -> None:
    told = counting(quota("visit", 2, "calendar year"), start="2026-03-01", end="2026-09-01")
    past = history(("2026-02-28 23:00", "visit"), ("2026-08-31 09:00", "visit"), ("2026-09-01 00:00", "visit"))
    ledger = after(told, past, "2026-12-01")
    assert accounts(ledger) == [("visit.calendar year", 1, 0, 0), ("visit.calendar year", 0, 0, 1)]
    assert ledger.standings[0].period == Period(at("2026-03-01"), at("2026-09-01"))
    assert ledger.standings[0].left == 1


def test_49_per_term_needs_no_start_but_contract_periods_do() -> None:
    told = counting(hours_of("advice", 5, "term"), quota("visit", 2, "contract year"), start=None)
    past = history(("2026-02-28 23:00", "advice", 2))
    term, year = after(told, past, "2026-12-01").standings
    assert (term.left, term.period, term.needs) == (3, None, frozenset())
    assert (year.limit, year.used, year.left, year.period, year.needs) == (2, 0, 2, None, frozenset())
    unknown = after(told, history(("2026-02-28 23:00", "visit")), "2026-12-01")
    assert (unknown.standings[1].used, unknown.standings[1].left) == (None, None)
    assert room(told, unknown, "visit") == Room("undecided", (), frozenset({"start"}), ("open", "refused"))
    assert by_key(told, unknown)["visits"].needs == {"start"}


def test_49_what_a_use_took_is_unknown_where_one_of_its_quotas_is() -> None:
    """Without a start 3 hours fit the year's 5 for certain; 3 more only in another year: is a session spent?"""
    told = counting(
        hours_of("support", 5, "contract year"),
        quota("session", 2, "term", ends_term=True),
        quota("visit", 3, "term"),
        start=None,
        spends=(Spends("support", Uses(F(1), "session")),),
    )
    past = history(
        ("2026-02-02 09:00", "support", 3), ("2026-02-03 09:00", "support", 3), ("2026-02-04 09:00", "visit")
    )
    first, both = after(told, past, "2026-02-02 10:00"), after(told, past, "2026-03-01")
    assert [one.left for one in first.standings] == [None, 1, 3]
    assert [one.left for one in both.standings] == [None, None, 2]
    assert [one.needs for one in both.standings] == [{"start"}, {"start"}, frozenset()]
    assert both.term_ended_at is None
    unlimited = told.replace(rules=(told.rules[0].replace(limit=None), *told.rules[1:]))
    assert after(unlimited, past, "2026-03-01").standings[1].left == 0


def test_49_calendar_periods_need_the_zone() -> None:
    told = counting(quota("visit", 2, "calendar month"), zone=None, zone_fact="site_zone")
    assert after(told, history(("2026-02-28 23:00", "visit")), "2026-12-01").standings[0].needs == {"site_zone"}


def test_49_per_event_counts_this_ticket_alone() -> None:
    told = counting(quota("session", 1, "event"))
    past = history(("2026-02-02 09:00", "session"), ("2026-02-10 09:00", "session"), opened="2026-02-09 09:00")
    assert replay(told, past, at("2026-02-09 09:00"), before=True).standings[0].left == 1
    ledger = after(told, past, "2026-02-10 09:00")
    assert (ledger.standings[0].left, len(ledger.entries)) == (0, 1)
    assert ledger.standings[0].period == Period(at("2026-02-09 09:00"))
    unknown = after(told, history(("2026-02-02 09:00", "session")), "2026-02-10 09:00").standings[0]
    assert (unknown.left, unknown.needs) == (None, {"opened"})
    unused = after(told, history(), "2026-02-10 09:00").standings[0]
    assert (unused.left, unused.needs) == (1, frozenset())


def test_49_per_unit_counts_until_the_next() -> None:
    """An hour of training per visit: none before the first visit, and each visit gives another."""
    told = counting(hours_of("training", 1, ("unit", "visit")), quota("visit", 2, "contract year"))
    past = history(
        ("2026-01-10 09:00", "training", 1), ("2026-02-01 09:00", "visit"), ("2026-02-02 09:00", "training", 2),
        ("2026-03-01 09:00", "visit"),
    )  # fmt: skip
    name = "training.('unit', 'visit')"
    none = after(told, past, "2026-01-31").standing(name)
    assert (none.limit, none.left, none.period) == (0, 0, None)
    first = after(told, past, "2026-02-28")
    assert (first.standing(name).used, first.standing(name).left) == (1, 0)
    assert first.standing(name).period == Period(at("2026-02-01 09:00"))
    assert rest(told, past, "2026-03-02")["training"] == 1
    assert accounts(first)[0] == (name, 0, 0, 1)


def test_49_a_refused_visit_begins_no_period_and_a_service_that_uses_one_does() -> None:
    told = counting(
        hours_of("training", 1, ("unit", "visit")), quota("visit", 1, "contract year"),
        spends=(Spends("repair", Uses(F(1), "visit")),),
    )  # fmt: skip
    past = history(("2026-02-01 09:00", "repair"), ("2026-02-02 09:00", "training", 1), ("2026-03-01 09:00", "visit"))
    assert rest(told, past, "2026-02-01 10:00")["training"] == 1
    assert rest(told, past, "2026-03-02")["training"] == 0


def test_49_a_stock_is_held_at_one_time_and_given_back() -> None:
    told = counting(quota("spare_unit", 2, None), spends=(Spends("loan", Uses(F(1), "spare_unit")),))
    past = history(
        ("2026-02-01 09:00", "loan"), ("2026-02-02 09:00", "loan"), ("2026-02-03 09:00", "loan"),
        ("2026-02-04 09:00", "returned spare_unit"), ("2027-02-05 09:00", "loan"),
    )  # fmt: skip
    full = after(told, past, "2026-02-03 10:00")
    assert (full.standings[0].left, full.standings[0].exhausted_at) == (0, at("2026-02-02 09:00"))
    back = after(told, past, "2026-02-04 09:00").standings[0]
    assert (back.limit, back.used, back.left, back.exhausted_at, back.period) == (2, 1, 1, None, None)
    assert [entry.taken for entry in after(told, past, "2027-02-05 09:00").entries] == [1, 1, 0, 1]


def test_49_what_is_held_beyond_a_stock_comes_back_first() -> None:
    told = counting(quota("spare_unit", 1, None, beyond=PRICED))
    past = history(
        ("2026-02-01 09:00", "spare_unit"), ("2026-02-02 09:00", "spare_unit"),
        ("2026-02-03 09:00", "returned spare_unit"), ("2026-02-04 09:00", "returned spare_unit"),
    )  # fmt: skip
    assert [after(told, past, f"2026-02-0{day} 10:00").standings[0].left for day in range(1, 5)] == [0, 0, 0, 1]


def test_37_nothing_out_cannot_be_returned() -> None:
    told = counting(quota("spare_unit", 1, None), spends=(Spends("loan", Uses(F(1), "spare_unit")),))
    ledger = after(told, history(("2026-02-03 09:00", "returned spare_unit")), "2026-03-01")
    assert [problem.why for problem in ledger.problems] == ["none is out"]
    assert ledger.standings[0].left == 1
    twice = history(
        ("2026-02-01 09:00", "loan"), ("2026-02-02 09:00", "returned loan"), ("2026-02-03 09:00", "returned loan")
    )
    assert [problem.event.at for problem in after(told, twice, "2026-03-01").problems] == [at("2026-02-03 09:00")]


def test_49_before_and_after_the_term_its_first_and_last_period_are_read() -> None:
    told = counting(quota("visit", 2, "calendar month"), start="2026-03-10", end="2026-05-10")
    past = history(("2026-05-01 09:00", "visit"))
    early, late = (after(told, past, day).standings[0] for day in ("2026-01-01", "2026-12-01"))
    assert (early.left, early.period) == (2, Period(at("2026-03-10"), at("2026-04-01")))
    assert (late.left, late.period) == (1, Period(at("2026-05-01"), at("2026-05-10")))
    keeping = counting(
        quota("visit", 2, "calendar month", carry_over=CalendarUnits(1, "months")), start="2026-03-10", end="2026-05-10"
    )
    assert after(keeping, past, "2026-12-01").standings[0].left == 3


# ── Decision 50: carry-over ─────────────────────────────────────────────────────────────────────────────────────────


def test_50_carried_over_until_the_term_ends() -> None:
    """10 hours a quarter: 4 used in the first, 11 in the second (6 carried, 5 of its own), so 15 in the third."""
    told = counting(hours_of("advice", 10, "calendar quarter", carry_over="term"), end="2026-12-31")
    past = history(("2026-02-01 09:00", "advice", 4), ("2026-05-01 09:00", "advice", 11))
    second = after(told, past, "2026-06-30").standings[0]
    assert (second.limit, second.used, second.left) == (16, 11, 5)
    assert rest(told, past, "2026-07-01") == {"advice": 15}


def test_50_carried_over_for_three_months_from_the_periods_end() -> None:
    told = counting(hours_of("repair", 20, "contract year", carry_over=CalendarUnits(3, "months")), start="2026-03-01")
    past = history(("2026-05-01 09:00", "repair", 15))
    assert rest(told, past, "2027-02-28") == {"repair": 5}
    assert rest(told, past, "2027-03-01") == {"repair": 25}
    assert rest(told, past, "2027-05-31 23:59") == {"repair": 25}
    assert rest(told, past, "2027-06-01") == {"repair": 20}


def test_50_the_oldest_goes_first() -> None:
    """Months of 2 hours, kept two months: of January's 2 and February's 2, March's 3 leave 1 of February's to April."""
    told = counting(hours_of("advice", 2, "calendar month", carry_over=CalendarUnits(2, "months")))
    past = history(("2026-03-10 09:00", "advice", 3))
    assert rest(told, past, "2026-03-09") == {"advice": 6}
    assert rest(told, past, "2026-03-11") == {"advice": 3}
    assert rest(told, past, "2026-04-01") == {"advice": 5}
    assert rest(told, past, "2026-05-01") == {"advice": 6}


def test_50_without_carry_over_what_is_left_is_lost() -> None:
    told = counting(hours_of("advice", 10, "calendar quarter"))
    assert rest(told, history(), "2026-07-01") == {"advice": 10}


def test_50_what_was_carried_needs_the_start() -> None:
    told = counting(hours_of("advice", 10, "calendar quarter", carry_over="term"), start=None)
    standing = after(told, history(), "2026-07-01").standings[0]
    assert (standing.left, standing.needs) == (None, {"start"})


# ── Decision 51: shared quotas and additions ────────────────────────────────────────────────────────────────────────


def test_51_int_04_four_of_five_hours_on_site_are_used() -> None:
    """S-INT-04: 1 hour of advice on site is left, 66 of 70 of support; of 2 hours 1 is included and 1 is charged."""
    told = counting(
        hours_of("support", 70, "term", ends_term=True),
        hours_of("onsite_advice", 5, "term", counted_in="support", beyond=PRICED),
        start="2026-02-10",
    )
    used = history(("2026-04-14 10:00", "onsite_advice", 4))
    assert rest(told, used, "2026-06-04 09:00") == {"support": 66, "onsite_advice": 1}
    more = history(("2026-04-14 10:00", "onsite_advice", 4), ("2026-06-04 12:00", "onsite_advice", 2))
    ledger = after(told, more, "2026-06-05")
    assert accounts(ledger)[2:] == [("onsite_advice.term", 1, 1, 0), ("support.term", 1, 0, 0)]
    assert rest(told, more, "2026-06-05") == {"support": 65, "onsite_advice": 0}


def test_51_a_shared_quota_that_is_used_up_leaves_nothing_of_its_parts() -> None:
    told = counting(hours_of("repair", 20, "contract year"), hours_of("night", 4, "contract year", counted_in="repair"))
    past = history(("2026-02-02 09:00", "repair", 19), ("2026-02-03 23:00", "night", 3))
    ledger = after(told, past, "2026-02-04")
    assert accounts(ledger)[1:] == [("night.contract year", 1, 0, 2), ("repair.contract year", 1, 0, 0)]
    assert rest(told, past, "2026-02-04") == {"repair": 0, "night": 3}
    assert room(told, ledger, "night") == Room("refused", ("repair.contract year",))


def test_51_shared_in_turn() -> None:
    told = counting(
        hours_of("night", 4, "term", counted_in="repair"), hours_of("repair", 9, "term", counted_in="support"),
        hours_of("support", 20, "term"),
    )  # fmt: skip
    used = history(("2026-02-03 23:00", "night", 3))
    assert rest(told, used, "2026-03-01") == {"night": 1, "repair": 6, "support": 17}
    assert branches(told, "support") == (Branch("support", "hours", F(1), False, (told.rules[2],), ()),)


def test_51_adds_to_the_same_thing_and_period_else_to_0() -> None:
    yearly = quota("visit", 2, "contract year")
    cap = quota("visit", 9, "contract year", limits="at_most").replace(id="cap")
    more = quota("visit", 3, "contract year", limits="adds").replace(id="more")
    monthly = quota("visit", 1, "calendar month", limits="adds").replace(id="monthly")
    merged = with_adds([more, yearly, cap, monthly])
    assert [(rule.id, rule.limit) for rule in merged] == [(yearly.id, 5), ("cap", 12), ("monthly", 1)]
    assert [rule.limit for rule in with_adds([cap, more])] == [12]
    assert [rule.limit for rule in with_adds([more, more.replace(id="again")])] == [6]
    assert [rule.limit for rule in with_adds([yearly.replace(limit=None), more])] == [None]


# ── Decision 52: blocks ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("worked", "left"), [([10], 0), ([4], 2), ([F(41, 10)], 1), ([1, 1, 1], 0), ([5, 4], 0)])
def test_52_each_event_rounds_up_to_whole_blocks_alone(worked: list[int | Fraction], left: int) -> None:
    """Three sessions of 4 hours: 10 hours take 3, three hours on three days take 3."""
    told = counting(
        quota("session", 3, "contract year"), blocks={"session": F(4)},
        spends=(Spends("training", Uses(F(1), "session")),),
    )  # fmt: skip
    past = history(*((f"2026-06-0{day} 10:00", "training", one) for day, one in enumerate(worked, 1)))
    assert rest(told, past, "2026-07-01") == {"sessions": left}


def test_52_int_06_a_started_hour_is_a_whole_event() -> None:
    """S-INT-06: 2.5 hours take 3 events; of 2 bought both are taken, and the term ends."""
    spends, blocks = (Spends("support", Uses(F(1), "event")),), {"event": F(1)}
    past = history(("2026-07-13 09:00", "support", 2.5))
    three = counting(quota("event", 3, "term", ends_term=True), blocks=blocks, spends=spends)
    assert accounts(after(three, past, "2026-07-14")) == [("event.term", 3, 0, 0)]
    two = counting(quota("event", 2, "term", ends_term=True), blocks=blocks, spends=spends)
    ledger = after(two, past, "2026-07-14")
    assert accounts(ledger) == [("event.term", 2, 0, 1)]
    assert ledger.term_ended_at == at("2026-07-13 09:00")


def test_52_a_use_without_hours_is_one_block_and_a_unit_is_counted_alike() -> None:
    told = counting(quota("session", 3, "term"), blocks={"session": F(4)})
    past = history(("2026-06-01 10:00", "session"), ("2026-06-02 10:00", "session", 5))
    assert rest(told, past, "2026-07-01") == {"sessions": 0}


# ── Decision 53: missed uses and exhaustion ─────────────────────────────────────────────────────────────────────────


def test_53_int_08_a_refused_visit_counts_as_given() -> None:
    """S-INT-08: 3 hours were planned and the staff was turned away: 3 of 50 hours are used."""
    rule = hours_of("support", 50, "term", ends_term=True)
    past = history(("2026-09-10 10:00", "missed support", 3))
    counts = counting(rule, start="2026-02-10", missed=frozenset({"support"}))
    assert rest(counts, past, "2026-09-14") == {"support": 47}
    assert rest(counting(rule, start="2026-02-10"), past, "2026-09-14") == {"support": 50}


def test_53_int_05_whichever_comes_first() -> None:
    """S-INT-05: 4.5 of 5 hours used; of one hour more, half is included, then the policy ends; the rest is refused."""
    told = counting(hours_of("support", 5, "term", ends_term=True), start="2026-02-10", end="2027-02-10")
    used = history(("2026-07-01 10:00", "support", 4.5))
    assert rest(told, used, "2026-08-03 10:00") == {"support": F(1, 2)}
    assert after(told, used, "2026-08-03 10:00").term_ended_at is None
    more = history(
        ("2026-07-01 10:00", "support", 4.5), ("2026-08-03 11:00", "support", 1), ("2026-08-04 11:00", "support", 1)
    )
    ledger = after(told, more, "2026-08-05")
    assert accounts(ledger)[1:] == [("support.term", F(1, 2), 0, F(1, 2)), ("support.term", 0, 0, 1)]
    assert ledger.term_ended_at == at("2026-08-03 11:00")
    assert ledger.standings[0].exhausted_at == at("2026-08-03 11:00")
    assert ledger.standings[0].period == Period(at("2026-02-10"), at("2027-02-10"))
    over = after(told, history(("2026-07-01 10:00", "support", 2)), "2027-02-10")
    assert (over.standings[0].left, over.term_ended_at) == (3, None)


def test_53_the_hours_run_out() -> None:
    """The kitchen sink: 4 hours per contract year, then the term ends."""
    told = counting(hours_of("advice", 4, "contract year", ends_term=True))
    ledger = after(told, history(("2026-02-03 09:00", "advice", 4)), "2026-03-03 10:00")
    standing = ledger.standings[0]
    ran_out: datetime | None = at("2026-02-03 09:00")
    assert (standing.used, standing.left, standing.exhausted_at) == (4, 0, ran_out)
    assert standing.period == Period(at("2026-01-01"), at("2027-01-01"))
    assert after(told, history(("2026-02-03 09:00", "advice", 4)), "2029-01-01").standings[0] == standing


def test_53_a_quota_of_0_is_exhausted_by_no_use() -> None:
    told = counting(quota("requester", 0, "term", ends_term=True))
    ledger = after(told, history(("2026-02-03 09:00", "requester")), "2026-03-03")
    assert (ledger.standings[0].left, ledger.standings[0].exhausted_at, ledger.term_ended_at) == (0, None, None)


def test_53_a_new_period_is_not_exhausted() -> None:
    told = counting(quota("visit", 1, "calendar month"))
    past = history(("2026-02-03 09:00", "visit"))
    assert after(told, past, "2026-02-28").standings[0].exhausted_at == at("2026-02-03 09:00")
    assert after(told, past, "2026-03-01").standings[0].exhausted_at is None
