"""`delay of WINDOW`: by how long a window was missed, in its own time, or by the clock where days are promised.

2 March 2026 is a Monday. The office is open from 09:00 to 17:00; Lisbon reads UTC.
"""

from __future__ import annotations

import pytest

from .support import Ask, at, both_evaluators, checked, event

HEAD = """contract delays "Delays" {
  language en
  currency EUR
  zone Europe/Lisbon
  in force from 2026-01-01 to 2027-12-31
}
customer fact fee "Fee" money in EUR
customer fact size "Size" whole 1 to 9
fact low "Low" yes or no
service repair "Repair"
window restore "Repair done" from opened to restored
state waiting "Waiting" from asked to answered
calendar office { monday to friday 09:00-17:00 }
"""


def plan(promise: str, *clauses: str, credit: str = "5% of fee for each started 1 hour of delay of restore") -> str:
    lines = (f"restore {promise}", "attends during office", "covers repair", *clauses)
    body = "\n".join(f"  {line}" for line in lines)
    return f'{HEAD}tier base "Base" {{\n{body}\n  amount credit "Credit", at most fee {credit}\n}}\n'


def credit(ask: Ask, text: str, *told: tuple[str, str], as_of: str = "", **facts: object) -> object:
    events = [event(at(when), kind) for when, kind in told]
    given: dict[str, object] = {"tier": "base", "opened": at("2026-03-02 10:00"), "fee": "100", "events": events}
    given |= {"as_of": at(as_of)} if as_of else {}
    answer = ask(text, **given | facts)
    return answer["amounts"]["credit"]["amount"]


@both_evaluators
@pytest.mark.parametrize(
    ("restored", "amount"),
    [
        ("2026-03-02 13:59", "0.00"),  # in time
        ("2026-03-02 14:00", "0.00"),  # to the instant
        ("2026-03-02 14:01", "5.00"),  # one started hour
        ("2026-03-02 16:10", "15.00"),  # 2 hours and 10 minutes
        ("2026-03-03 14:00", "100.00"),  # a day: 120 %, at most the fee
    ],
)
def test_each_started_hour_by_the_clock(ask: Ask, restored: str, amount: str) -> None:
    assert credit(ask, plan("within 4 hours"), (restored, "restored")) == amount


@both_evaluators
@pytest.mark.parametrize(
    ("restored", "amount"),
    [("2026-03-02 16:00", "10.00"), ("2026-03-03 09:00", "15.00"), ("2026-03-03 10:30", "25.00")],
)
def test_business_hours_late_are_business_hours(ask: Ask, restored: str, amount: str) -> None:
    """Due at 14:00: three open hours are left on Monday, none in the night."""
    assert credit(ask, plan("within 4 business hours"), (restored, "restored")) == amount


@both_evaluators
def test_a_promise_in_days_is_late_by_the_clock(ask: Ask) -> None:
    """Due on Tuesday at 17:00, done on Wednesday at 10:00: 17 hours, the night included; two of the calendar likewise."""
    late = ("2026-03-04 10:00", "restored")
    assert credit(ask, plan("within 1 business day on office"), late) == "85.00"
    assert credit(ask, plan("within 2 calendar days"), ("2026-03-04 12:30", "restored")) == "15.00"


@both_evaluators
def test_while_it_runs_it_grows(ask: Ask) -> None:
    text = plan("within 4 hours")
    assert [credit(ask, text, as_of=f"2026-03-02 {clock}") for clock in ("12:00", "14:00", "14:30", "16:30")] == [
        "0.00",
        "0.00",
        "5.00",
        "15.00",
    ]


@both_evaluators
def test_pauses_are_no_delay(ask: Ask) -> None:
    """Due at 14:00; late from then to 15:00, paused to 18:00, late to 18:30: an hour and a half."""
    told = (("2026-03-02 15:00", "asked"), ("2026-03-02 18:00", "answered"), ("2026-03-02 18:30", "restored"))
    assert credit(ask, plan("within 4 hours", "restore pauses while waiting"), *told) == "10.00"
    early = (("2026-03-02 13:00", "asked"), ("2026-03-02 18:00", "answered"), ("2026-03-02 19:30", "restored"))
    assert credit(ask, plan("within 4 hours", "restore pauses while waiting"), *early) == "5.00"


@both_evaluators
def test_what_is_not_promised_or_not_begun_is_not_late(ask: Ask) -> None:
    late = ("2026-03-09 10:00", "restored")
    assert credit(ask, plan('has no promise "by agreement"'), late) == "0.00"
    assert credit(ask, plan("within 4 hours or more"), late) == "0.00"
    assert credit(ask, plan("within 4 hours", "restore counts from asked")) == "0.00"


@both_evaluators
def test_what_the_delay_hangs_on_is_needed(ask: Ask) -> None:
    text = plan("within {\n    4 hours when low\n    6 hours when not low\n  }")
    given = {"tier": "base", "opened": at("2026-03-02 10:00"), "fee": "100"}
    told = [event(at("2026-03-02 16:10"), "restored")]
    answer = ask(text, **given, events=told)
    assert answer["amounts"]["credit"] == {"amount": None, "currency": "EUR", "lower_bound": None, "needs": ["low"]}
    assert ask(text, **given, events=told, low=False)["amounts"]["credit"]["amount"] == "5.00"


@both_evaluators
def test_in_conditions_and_definitions(ask: Ask) -> None:
    text = plan(
        "within 4 hours", credit="{\n    50% of fee when delay of restore > 2 hours\n    0 EUR otherwise\n  }"
    ) + "define late_by is delay of restore\n"  # fmt: skip
    assert credit(ask, text, ("2026-03-02 16:00", "restored")) == "0.00"
    assert credit(ask, text, ("2026-03-02 16:01", "restored")) == "50.00"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (plan("within 4 hours + delay of restore"), "SD432"),
        (plan("within {\n    4 hours otherwise\n    5 hours when restore is breached\n  }"), "SD432"),
        (plan("within lesser of most and 9 hours") + "define most is delay of restore\n", "SD432"),
        (plan("within 4 hours", "starts at opened + delay of restore", "restore pauses while waiting when in_force"), "SD432"),
        (plan("every 4 hours until answered"), "SD433"),
        (plan("within 4 hours").replace("from opened", "from each opened"), "SD433"),
        (plan("within 4 hours", credit="fee times delay of nothing"), "SD201"),
        (plan("within 4 hours", credit="fee times delay of restore"), "SD301"),
    ],
)  # fmt: skip
def test_what_is_no_delay(text: str, code: str) -> None:
    assert code in {found.code for found in checked(text).diagnostics}
