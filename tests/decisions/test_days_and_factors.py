"""An instant beside a date stands for its local day; money, a length and a length go together in any order.

Madrid reads UTC+1 in winter, so that its days turn at 23:00 UTC.
"""

from __future__ import annotations

import pytest

from .support import Ask, at, both_evaluators, checked

HEAD = """contract days "Days" {
  language en
  currency EUR
  zone Europe/Madrid
  in force from 2026-01-01 to 2027-12-31
}
customer fact last_day "End of support" date
customer fact fee "Fee" money in EUR
customer fact down "Down" duration
customer fact month "Month" duration
fact reported "Reported" instant
service repair "Repair"
"""
SITE = HEAD.replace("zone Europe/Madrid", "zone of site") + "fact site zone\n"


def plan(condition: str, head: str = HEAD) -> str:
    return f'{head}tier base "Base" {{ covers repair when {condition} }}\n'


def covered(ask: Ask, text: str, opened: str, **facts: object) -> object:
    return ask(text, tier="base", service="repair", opened=opened, **facts)["coverage"]


@both_evaluators
@pytest.mark.parametrize(
    ("operator", "before", "first", "last", "after"),
    [
        ("<=", "covered", "covered", "covered", "not_covered"),
        ("<", "covered", "not_covered", "not_covered", "not_covered"),
        (">=", "not_covered", "covered", "covered", "covered"),
        (">", "not_covered", "not_covered", "not_covered", "covered"),
    ],
)
@pytest.mark.parametrize("limit", ["last_day", "2026-06-30"])
def test_the_local_day_of_an_instant_is_compared(
    ask: Ask, operator: str, before: str, first: str, last: str, after: str, limit: str
) -> None:
    """30 June 2026 in Madrid is from 29 June 22:00 UTC to before 30 June 22:00 UTC."""
    text, instants = plan(f"opened {operator} {limit}"), ("29T21:59:59", "29T22:00:00", "30T21:59:59", "30T22:00:00")
    found = [covered(ask, text, f"2026-06-{one}+00:00", last_day="2026-06-30") for one in instants]
    assert found == [before, first, last, after]
    turned = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}[operator]
    text = plan(f"{limit} {turned} opened")
    assert [covered(ask, text, f"2026-06-{one}+00:00", last_day="2026-06-30") for one in instants] == found


@both_evaluators
def test_facts_that_are_instants_likewise(ask: Ask) -> None:
    text = plan("reported <= last_day")
    opened = at("2026-07-10 10:00", "Europe/Madrid")
    known = {"last_day": "2026-06-30", "reported": "2026-06-30T23:59:00+02:00"}
    assert covered(ask, text, opened, **known) == "covered"
    assert covered(ask, text, opened, last_day="2026-06-30", reported="2026-07-01T00:00:00+02:00") == "not_covered"
    answer = ask(text, tier="base", service="repair", opened=opened, last_day="2026-06-30")
    assert (answer["coverage"], answer["needs"]) == ("undecided", ["reported"])


@both_evaluators
def test_at_a_site_its_own_day_counts(ask: Ask) -> None:
    """At 22:30 UTC it is 1 July in Madrid and still 30 June in Lisbon (23:30)."""
    text, opened = plan("opened <= 2026-06-30", SITE), "2026-06-30T22:30:00+00:00"
    assert covered(ask, text, opened, site="Europe/Madrid") == "not_covered"
    assert covered(ask, text, opened, site="Europe/Lisbon") == "covered"


def test_cases_of_days_leave_neither_gap_nor_overlap() -> None:
    cases = "1 hour when opened <= 2026-06-30\n    2 hours when opened > 2026-06-30"
    tier = f'tier base "Base" {{\n  covers repair\n  respond within {{\n    {cases}\n  }}\n}}\n'
    text = f"{HEAD}window respond from opened to responded\n{tier}"
    assert _errors(text) == []
    assert _errors(text.replace("opened > ", "opened >= ")) == ["SD401"]
    assert _errors(text.replace("opened <= ", "opened < ")) == ["SD404"]


def _errors(text: str) -> list[str]:
    return [found.code for found in checked(text).diagnostics if found.severity == "error"]


@both_evaluators
@pytest.mark.parametrize(
    "formula",
    [
        "fee times down divided by month",
        "down times fee divided by month",
        "down divided by month times fee",
        "fee times (down divided by month)",
        "2 times fee times down divided by month divided by 2",
    ],
)
def test_money_times_a_length_divided_by_a_length(ask: Ask, formula: str) -> None:
    """100 EUR for 10 of 720 hours: 1.3888… EUR."""
    text = f'{HEAD}tier base "Base" {{\n  covers repair\n  amount back "Back" {formula}\n}}\n'
    answer = ask(text, tier="base", fee="100", down="PT10H", month="PT720H")
    assert answer["amounts"]["back"]["amount"] == "1.39"


@both_evaluators
def test_whole_weeks_from_a_written_day(ask: Ask) -> None:
    text = HEAD + 'define weeks "Weeks" is whole weeks from 2026-03-02 to last_day\n' + plan("weeks > 1", "")
    assert ask(text, tier="base", last_day="2026-03-22")["values"]["weeks"]["value"] == "2"


@both_evaluators
def test_remainder_from_a_written_day(ask: Ask) -> None:
    """27 of March's 31 days, the 5th included."""
    text = HEAD + 'define rest "Rest" is remainder of calendar month from 2026-03-05\n' + plan("rest > 0", "")
    assert ask(text, tier="base")["values"]["rest"]["value"] == "0.8709677419"


@pytest.mark.parametrize(
    ("amount", "code", "hint"),
    [
        ("fee times down", "SD301", "divide like by like"),
        ("fee divided by month times down", "SD301", "divide like by like"),
        ("5 EUR for each full 7 days of down", "SD301", "24 hours"),
        ("5 EUR for each full 1 week of down", "SD301", "24 hours"),
        ("5 EUR for each full 7 calendar days of down", "SD301", "24 hours"),
        ("5 EUR for each full 168 hours of down", "", ""),
    ],
)
def test_help_leads_to_what_works(amount: str, code: str, hint: str) -> None:
    text = f'{HEAD}tier base "Base" {{\n  covers repair\n  amount back "Back" {amount}\n}}\n'
    errors = [found for found in checked(text).diagnostics if found.severity == "error"]
    assert [found.code for found in errors] == ([code] if code else [])
    assert all(hint in found.help for found in errors)
