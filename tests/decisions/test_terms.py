"""The term: as long as facts tell, a first term and the periods after it, an open term between bounds.

Answers are worked by hand from decisions 29 and 54; Lisbon reads UTC in winter and UTC+1 from 29 March to 25 October 2026.
"""

from __future__ import annotations

import pytest

from .support import Ask, at, both_evaluators, checked, event

HEAD = """contract terms "Terms" {
  language en
  currency EUR
  zone Europe/Lisbon
  in force from 2026-01-01 to 2035-12-31
}
customer fact years "Years" whole from 0
customer fact trial "Trial" duration
customer fact days "Days" number
service repair "Repair"
calendar office { monday to friday 09:00-17:00 }
"""
MONTHLY = (
    "lasts 12 months, then 1 month", "cancellable with 60 calendar days notice, to the end of the period",
)  # fmt: skip


def plan(*clauses: str) -> str:
    lines = "\n".join(f"  {clause}" for clause in ("covers repair", *clauses))
    return f'{HEAD}tier base "Base" {{\n{lines}\n}}\n'


def until(ask: Ask, text: str, start: str = "2026-01-31", *told: tuple[str, str], **facts: object) -> object:
    """The end of the term as answered."""
    events = [event(at(when), kind) for when, kind in told]
    last = max((when for when, _ in told), default="2026-02-10 10:00")
    answer = ask(text, tier="base", start=start, opened=at("2026-02-10 10:00"), as_of=at(last), events=events, **facts)
    return answer["term"]["end"]


# ── As long as facts tell ───────────────────────────────────────────────────────────────────────────────────────────


@both_evaluators
@pytest.mark.parametrize(("years", "end"), [(1, "2027-01-31 00:00"), (3, "2029-01-31 00:00"), (4, "2030-01-31 00:00")])
def test_as_many_years_as_were_bought(ask: Ask, years: int, end: str) -> None:
    assert until(ask, plan("lasts years times 1 year"), years=years) == at(end)
    assert until(ask, plan("lasts 1 year times years"), years=years) == at(end)


@both_evaluators
def test_29_february_is_clamped_once(ask: Ask) -> None:
    assert until(ask, plan("lasts years times 12 months"), "2028-02-29", years=4) == at("2032-02-29 00:00")
    assert until(ask, plan("lasts years times 12 months"), "2028-02-29", years=1) == at("2029-02-28 00:00")


@both_evaluators
def test_a_length_that_was_told_counts_by_the_clock(ask: Ask) -> None:
    """60 days of 24 hours from midnight of 31 January end on 1 April at 01:00, an hour after the clocks went forward."""
    assert until(ask, plan("lasts trial"), trial="PT1440H") == at("2026-04-01 01:00")


@both_evaluators
def test_bounds_of_a_formula_are_those_of_formulas(ask: Ask) -> None:
    text = plan("lasts years times 1 year, at least 2 years, at most 5 years")
    assert [until(ask, text, years=n) for n in (1, 3, 9)] == [
        at("2028-01-31 00:00"),
        at("2029-01-31 00:00"),
        at("2031-01-31 00:00"),
    ]


@both_evaluators
def test_without_the_fact_the_end_is_not_known(ask: Ask) -> None:
    text = plan("lasts years times 1 year")
    answer = ask(text, tier="base", start="2026-01-31", opened=at("2026-02-10 10:00"))
    assert answer["term"] == {"start": at("2026-01-31 00:00"), "end": None}
    assert answer["in_force"] == "undecided"
    before = ask(text, tier="base", start="2026-01-31", opened=at("2026-01-30 10:00"))
    assert before["in_force"] == "no"


@both_evaluators
@pytest.mark.parametrize(
    ("years", "problem"),
    [(0, "a term of no length"), (9000, "outside the years 1 to 9999"), (10**30, "outside the years 1 to 9999")],
)
def test_a_term_that_cannot_be_is_a_problem_and_no_error(ask: Ask, years: int, problem: str) -> None:
    for more in ((), ("cancellable at any time, to the end of the period",)):
        answer = ask(
            plan("lasts years times 1 year", *more),
            tier="base",
            start="2026-01-31",
            opened=at("2026-02-10 10:00"),
            years=years,
            events=[event(at("2026-02-11 10:00"), "ended")] if more else [],
        )
        assert answer["term"]["end"] is None
        assert answer["problems"] == [problem]


@both_evaluators
def test_calendar_lengths_in_formulas_of_days(ask: Ask) -> None:
    """28 February 2027 is the last day of its month; two years of 31 January 2026 less a month are 23 months."""
    text = HEAD + (
        'customer fact sold "Sold" date\n'
        "define later_on is sold + years times 1 month\n"
        "define longest is sold + greater of (years times 1 year) and 2 years\n"
        "define earlier_on is sold - (2 years - years times 1 year)\n"
        'tier base "Base" { covers repair when later_on < longest or earlier_on < sold }\n'
    )
    values = ask(text, tier="base", sold="2026-01-31", years=13)["values"]
    assert values["later_on"]["value"] == "2027-02-28"
    assert values["longest"]["value"] == "2039-01-31"
    assert values["earlier_on"]["value"] == "2037-01-31"
    values = ask(text, tier="base", sold="2026-01-31", years=1)["values"]
    assert values["longest"]["value"] == "2028-01-31"
    assert values["earlier_on"]["value"] == "2025-01-31"


# ── A first term, then period by period ─────────────────────────────────────────────────────────────────────────────


@both_evaluators
@pytest.mark.parametrize(
    ("ended", "end"),
    [
        ("2026-02-10 10:00", "2027-01-31 00:00"),  # in the first term: its end
        ("2026-12-02 00:00", "2027-01-31 00:00"),  # sixty days before it, to the instant
        ("2026-12-02 00:01", "2027-02-28 00:00"),  # a minute late: one month more, clamped to February
        ("2027-02-01 09:00", "2027-04-30 00:00"),  # ready on 2 April; months are those of the 31st
    ],
)
def test_month_by_month_after_the_first_year(ask: Ask, ended: str, end: str) -> None:
    assert until(ask, plan(*MONTHLY), "2026-01-31", (ended, "ended")) == at(end)


@both_evaluators
def test_it_goes_on_by_itself(ask: Ask) -> None:
    answer = ask(plan(*MONTHLY), tier="base", start="2026-01-31", opened=at("2033-02-10 10:00"))
    assert (answer["term"]["end"], answer["in_force"]) == (None, "yes")


@both_evaluators
@pytest.mark.parametrize(
    ("ended", "end"),
    [("2026-03-01 00:00", "2029-02-10 00:00"), ("2029-03-01 00:00", "2030-02-10 00:00"), ("2030-03-01 00:00", "2031-02-10 00:00")],
)  # fmt: skip
def test_three_years_then_year_by_year(ask: Ask, ended: str, end: str) -> None:
    text = plan("lasts 3 years, then 1 year", "cancellable with 3 months notice, to the end of the period")
    assert until(ask, text, "2026-02-10", (ended, "ended")) == at(end)


@both_evaluators
def test_a_first_term_that_facts_tell(ask: Ask) -> None:
    text = plan("lasts years times 1 year, then 6 months", "cancellable at any time, to the end of the period")
    ends = [until(ask, text, "2026-02-10", ("2027-03-01 00:00", "ended"), years=years) for years in (1, 2)]
    assert ends == [at("2027-08-10 00:00"), at("2028-02-10 00:00")]


@both_evaluators
def test_days_before_months_count_from_the_end_of_the_first_term(ask: Ask) -> None:
    """Thirty days of trial from 31 January end on 2 March; a month later is 2 April."""
    text = plan("lasts 30 calendar days, then 1 month", "cancellable at any time, to the end of the period")
    ends = [until(ask, text, "2026-01-31", (told, "ended")) for told in ("2026-02-12 09:00", "2026-03-12 09:00")]
    assert ends == [at("2026-03-02 00:00"), at("2026-04-02 00:00")]


@both_evaluators
def test_each_of_the_periods_after_is_renewed(ask: Ask) -> None:
    text = plan("lasts 2 years, then 1 year", "renews every year without a gap")
    assert until(ask, text, "2026-02-10") == at("2028-02-10 00:00")
    assert until(ask, text, "2026-02-10", ("2028-01-05 09:00", "renewed")) == at("2029-02-10 00:00")


# ── To the end of a month, quarter or year of the calendar ───────────────────────────────────────────────────────────


@both_evaluators
@pytest.mark.parametrize(
    ("unit", "ended", "end"),
    [
        ("month", "2026-03-31 00:00", "2026-05-01 00:00"),  # ready on 30 April
        ("month", "2026-04-01 00:00", "2026-05-01 00:00"),  # ready as April ends, to the instant
        ("month", "2026-04-01 00:01", "2026-06-01 00:00"),
        ("month", "2026-11-15 10:00", "2027-01-01 00:00"),  # ready on 15 December
        ("quarter", "2026-03-02 00:00", "2026-04-01 00:00"),  # ready on 1 April, as the first quarter ends
        ("quarter", "2026-03-02 00:01", "2026-07-01 00:00"),
        ("quarter", "2026-09-15 10:00", "2027-01-01 00:00"),  # ready on 15 October
        ("year", "2026-03-02 10:00", "2027-01-01 00:00"),
        ("year", "2026-12-02 10:00", "2028-01-01 00:00"),  # ready on 1 January, past midnight
    ],
)
def test_notice_to_the_end_of_a_period_of_the_calendar(ask: Ask, unit: str, ended: str, end: str) -> None:
    """Thirty days' notice, of a term of a year from 31 January; midnight is Lisbon's, in summer as in winter."""
    text = plan("lasts 1 year", f"cancellable with 30 calendar days notice, to the end of the calendar {unit}")
    assert until(ask, text, "2026-01-31", (ended, "ended")) == at(end)


@both_evaluators
def test_to_the_end_of_the_month_at_any_time_and_after_a_least_length(ask: Ask) -> None:
    text = plan("cancellable at any time, to the end of the calendar month")
    assert until(ask, text, "2026-01-31", ("2026-02-10 10:00", "ended")) == at("2026-03-01 00:00")
    text = plan("lasts at least 6 months", "cancellable at any time, to the end of the calendar quarter")
    assert until(ask, text, "2026-02-10", ("2026-02-10 10:00", "ended")) == at("2026-10-01 00:00")


@both_evaluators
def test_the_end_of_a_month_of_the_calendar_needs_no_start(ask: Ask) -> None:
    text = plan("cancellable with 1 month notice, to the end of the calendar month")
    events = [event(at("2026-03-10 10:00"), "ended")]
    answer = ask(text, tier="base", opened=at("2026-05-02 10:00"), events=events)
    assert (answer["term"], answer["in_force"]) == ({"start": None, "end": at("2026-05-01 00:00")}, "no")


# ── An open term between bounds ─────────────────────────────────────────────────────────────────────────────────────


@both_evaluators
@pytest.mark.parametrize(
    ("ended", "end"),
    [("2026-03-01 10:00", "2027-01-31 00:00"), ("2027-01-01 10:00", "2027-01-31 10:00"), ("2027-01-10 10:00", "2027-02-09 10:00")],
)  # fmt: skip
def test_at_any_time_but_not_in_the_first_year(ask: Ask, ended: str, end: str) -> None:
    text = plan("lasts at least 12 months", "cancellable with 30 calendar days notice")
    assert until(ask, text, "2026-01-31", (ended, "ended")) == at(end)


@both_evaluators
def test_an_open_term_has_no_end_until_notice_is_given(ask: Ask) -> None:
    text = plan("lasts at least 12 months", "cancellable with 30 calendar days notice")
    assert until(ask, text) is None


@both_evaluators
def test_no_renewal_is_needed_within_the_least_length(ask: Ask) -> None:
    """Two and a half years at least, year by year: the first end that may be is that of the third year."""
    text = plan("lasts at least 30 months", "renews every year without a gap")
    assert until(ask, text, "2026-02-10") == at("2029-02-10 00:00")
    assert until(ask, text, "2026-02-10", ("2029-02-09 23:59", "renewed")) == at("2030-02-10 00:00")


@both_evaluators
def test_at_most_so_long_and_earlier_by_notice(ask: Ask) -> None:
    text = plan("lasts at most 5 years", "cancellable with 1 month notice")
    assert until(ask, text, "2026-02-10") == at("2031-02-10 00:00")
    assert until(ask, text, "2026-02-10", ("2026-03-31 09:00", "ended")) == at("2026-04-30 09:00")
    assert until(ask, text, "2026-02-10", ("2031-02-01 09:00", "ended")) == at("2031-02-10 00:00")


@both_evaluators
def test_hours_that_are_used_up_end_it_before_its_least_length(ask: Ask) -> None:
    text = plan("lasts at least 12 months", "cancellable at any time", "includes 2 hours of repair, then the term ends")
    text = text.replace("  covers repair\n", "")
    used = [event(at("2026-03-02 10:00"), "repair", hours="2")]
    answer = ask(text, tier="base", start="2026-01-31", opened=at("2026-02-10 10:00"), events=used)
    assert answer["term"]["end"] == at("2026-03-02 10:00")


@both_evaluators
def test_where_the_start_is_not_known_a_least_length_leaves_the_end_open(ask: Ask) -> None:
    text = plan("lasts at least 12 months", "cancellable with 30 calendar days notice")
    told = [event(at("2026-03-01 10:00"), "ended")]
    answer = ask(text, tier="base", opened=at("2030-02-10 10:00"), events=told)
    assert (answer["term"], answer["in_force"]) == ({"start": None, "end": None}, "undecided")


# ── What is refused ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("lasts 1 month, at least 12 months", "SD318"),
        ("lasts 1 year, then 10 hours", "SD318"),
        ("lasts 1 year, then 1 month, then 1 week", "SD318"),
        ("lasts 10 business days", "SD318"),
        ("lasts years", "SD318"),
        ("lasts 1 year, then 0 months", "SD412"),
        ("lasts years times 1 year + 1 month", "SD301"),
        ("covers repair when years times 1 year > 18 months", "SD304"),
        ("amount x 2 months", "SD346"),
    ],
)
def test_what_no_term_can_be(clause: str, code: str) -> None:
    assert code in {found.code for found in checked(plan(clause)).diagnostics}
