"""Whole answers of the evaluator written by hand; instants and sums worked out on paper."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from servdsl.runtime import InputErrors, MissingFactsError
from servdsl.runtime.words import window_steps
from tests.runtime import by_hand

FRIDAY = {"tier": "base", "severity": "critical", "site": "America/Santiago", "opened": "2026-03-06T16:30:00-03:00"}
"""Office closes at 18:00: an hour and a half on Friday, the rest of four hours on Monday to 11:30."""


def window(**told: Any) -> dict[str, Any]:
    answer: Any = by_hand.ask(**told)
    found: dict[str, Any] = answer["windows"]["respond"]
    return found


def test_business_hours_without_a_calendar_count_where_is_attended() -> None:
    found = window(**FRIDAY)
    assert found["due"] == "2026-03-09T11:30:00-03:00"
    assert found["state"] == "running"
    assert found["at_risk_at"] == "2026-03-09T09:30:00-03:00"


def test_the_arithmetic_is_told_in_the_language_of_the_contract() -> None:
    answer: Any = by_hand.ask(**FRIDAY)
    steps = next(reason["steps"] for reason in answer["reasons"] if reason["clause"] == "base.respond.critical")
    assert steps == [
        "cuenta desde vie 2026-03-06 16:30",
        "cuenta 1 h 30 min, hasta vie 2026-03-06 18:00",
        "cerrado (fin de semana) hasta lun 2026-03-09 09:00",
        "cuenta 2 h 30 min, hasta lun 2026-03-09 11:30",
        "vence lun 2026-03-09 11:30",
    ]


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("en", "counts from Fri 2026-03-06 16:30", "due Mon 2026-03-09 11:30"),
        ("zh", "从 周五 2026-03-06 16:30 起算", "到期 周一 2026-03-09 11:30"),
        ("pt", "counts from Fri 2026-03-06 16:30", "due Mon 2026-03-09 11:30"),
    ],
)
def test_the_arithmetic_in_other_languages(code: str, first: str, last: str) -> None:
    asked = by_hand.EVALUATOR.question(by_hand.Facts.from_dict(FRIDAY))
    clocked = asked.clocks.clocked("respond")
    assert clocked is not None
    steps = window_steps(code, clocked.case, clocked.reading, asked.question.shown_zone)
    assert (steps[0], steps[-1]) == (first, last)


def test_a_pause_stops_the_clock_and_is_a_reason() -> None:
    events = [
        {"at": "2026-03-06T17:00:00-03:00", "type": "asked"},
        {"at": "2026-03-09T10:00:00-03:00", "type": "answered"},
    ]
    answer: Any = by_hand.ask(**FRIDAY, events=events)
    assert answer["windows"]["respond"]["due"] == "2026-03-09T13:30:00-03:00"
    reasons = {reason["clause"]: reason["steps"] for reason in answer["reasons"]}
    assert "all.pauses" in reasons
    assert "en pausa desde vie 2026-03-06 17:00 hasta vie 2026-03-06 18:00" in reasons["base.respond.critical"]


def test_met_and_breached_hang_on_the_instant() -> None:
    def state(at: str) -> str:
        return str(window(**FRIDAY, events=[{"at": at, "type": "responded"}])["state"])

    assert state("2026-03-09T11:30:00-03:00") == "met"
    assert state("2026-03-09T11:30:00.000001-03:00") == "breached"
    assert window(**FRIDAY, as_of="2026-03-09T12:00:00-03:00")["state"] == "breached"
    assert window(**FRIDAY, as_of="2026-03-09T09:30:00-03:00")["state"] == "at_risk"


def test_a_window_is_read_with_the_facts_at_its_end() -> None:
    told = {**FRIDAY, "severity": "minimal"}
    change = {"at": "2026-03-06T17:00:00-03:00", "type": "severity", "value": "critical"}
    assert window(**told)["due"] == "2026-03-07T16:30:00-03:00"
    assert window(**told, events=[change])["due"] == "2026-03-09T11:30:00-03:00"
    met = {"at": "2026-03-06T16:45:00-03:00", "type": "responded"}
    assert window(**told, events=[change, met])["due"] == "2026-03-07T16:30:00-03:00"


def test_what_only_the_clock_needs_is_needed_only_there() -> None:
    without_zone = {key: told for key, told in FRIDAY.items() if key != "site"}
    undecided = window(**without_zone)
    assert (undecided["state"], undecided["needs"], undecided["due"]) == ("undecided", ["site"], None)
    elapsed = window(**{**without_zone, "severity": "minimal"})
    assert elapsed["due"] == "2026-03-07T16:30:00-03:00"  # in the caller's offset


def test_every_completion_that_gives_one_due_decides() -> None:
    """Neither severity nor urgency matters where the add-on promises ten minutes."""
    found = window(tier="plus", addons=["fast"], opened="2026-03-06T16:30:00-03:00")
    assert (found["due"], found["needs"]) == ("2026-03-06T16:40:00-03:00", [])


def test_levels_count_in_the_own_time_of_their_window() -> None:
    answer: Any = by_hand.ask(**FRIDAY, as_of="2026-03-09T10:30:00-03:00")
    assert answer["levels"] == {
        "1": {"label": "Jefe", "at": "2026-03-09T10:30:00-03:00", "reached": True, "window": "respond"},
        "2": {"label": "Gerente", "at": "2026-03-09T12:30:00-03:00", "reached": False, "window": "respond"},
    }
    assert [level["level"] for level in answer["windows"]["respond"]["levels"]] == [1, 2]


def test_a_conflict_is_a_problem_and_leaves_the_part_undecided() -> None:
    answer: Any = by_hand.ask(tier="plus", severity="critical", urgent=True, opened="2026-03-06T16:30:00-03:00")
    assert answer["windows"]["respond"]["state"] == "undecided"
    assert answer["problems"] == [
        "plus.respond.critical and plus.respond.urgent: both apply, and neither is more special"
    ]
    assert "plus.respond.urgent" in [reason["clause"] for reason in answer["reasons"]]


def test_a_ticket_opened_outside_the_horizon_has_no_due() -> None:
    answer: Any = by_hand.ask(**{**FRIDAY, "opened": "2029-03-06T16:30:00-03:00"})
    assert answer["windows"]["respond"]["due"] is None
    assert answer["problems"] == ["opened: outside the horizon 2026-01-01 to 2028-12-31"]


def test_time_worked_is_charged_with_its_minimum() -> None:
    told = {**FRIDAY, "urgent": True, "worked": [["2026-03-09T10:00:00-03:00", "2026-03-09T11:15:00-03:00"]]}
    answer: Any = by_hand.ask(**told)
    assert answer["charges"]["parts"]["amount"] == "80.00"  # two hours at 40
    unknown: Any = by_hand.ask(**FRIDAY)
    assert (unknown["charges"]["parts"]["amount"], unknown["charges"]["parts"]["needs"]) == (None, ["worked"])


def test_a_schedule_rounds_its_average_once() -> None:
    facts = by_hand.Facts.from_dict({"tier": "plus", "value": "5000.10"})
    found: Any = by_hand.EVALUATOR.schedule(facts, ("year", 1, 3))
    assert [row["answer"]["price"]["amount"] for row in found["rows"]] == ["0.00", "100.00", "100.00"]
    assert (found["total"]["amount"], found["average"]["amount"]) == ("200.00", "66.67")
    with pytest.raises(InputErrors):
        by_hand.EVALUATOR.schedule(facts, ("severity", 1, 3))
    with pytest.raises(InputErrors):
        by_hand.EVALUATOR.schedule(facts, ("year", 3, 1))


def test_direct_questions() -> None:
    facts = by_hand.Facts.from_dict(FRIDAY)
    assert by_hand.EVALUATOR.due("respond", facts) == datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
    price = by_hand.EVALUATOR.price(facts)
    assert price is not None
    assert price.by == "free"
    office = by_hand.EVALUATOR.calendar("office", facts)
    noon = datetime(2026, 3, 6, 12, tzinfo=UTC)  # 09:00 in Santiago
    assert office.is_open(noon)
    assert office.add(noon, timedelta(hours=10)) == datetime(2026, 3, 9, 13, tzinfo=UTC)
    assert office.between(noon, noon + timedelta(days=1)) == timedelta(hours=9)
    assert office.next_opening(datetime(2026, 3, 7, tzinfo=UTC)) == datetime(2026, 3, 9, 12, tzinfo=UTC)
    with pytest.raises(MissingFactsError, match="needs site"):
        by_hand.EVALUATOR.calendar("office", by_hand.Facts())
    with pytest.raises(KeyError):
        by_hand.EVALUATOR.calendar("offices", facts)


def test_the_ledger_says_which_event_took_what() -> None:
    event = {"at": "2026-03-02T10:00:00-03:00", "type": "support"}
    told = by_hand.EVALUATOR.ledger(by_hand.Facts.from_dict({**FRIDAY, "events": [event]}))
    assert [(entry.thing, entry.taken) for entry in told.entries] == [("request", Fraction(1))]
    answer: Any = by_hand.ask(**FRIDAY, events=[event])
    assert answer["quotas"]["requests"] == {
        "limit": "3", "used": "1", "left": "2", "beyond": "0", "cost": None, "exhausted_at": None,
        "unit": "requests", "period": ["2026-03-01T00:00:00-03:00", "2026-04-01T00:00:00-03:00"],
        "uses": [{"at": "2026-03-02T10:00:00-03:00", "event": "support", "taken": "1", "beyond": "0"}], "needs": [],
    }  # fmt: skip


def test_calendars_are_answered_at_the_opening() -> None:
    answer: Any = by_hand.ask(**FRIDAY)
    assert answer["calendars"] == {
        "office": {"open": True, "next_opening": "2026-03-09T09:00:00-03:00"},
        "night": {"open": False, "next_opening": "2026-03-06T20:00:00-03:00"},
    }


def test_the_answer_has_the_documented_keys_and_is_json() -> None:
    answer: Any = by_hand.ask(**FRIDAY)
    assert list(answer) == [
        "contract", "offered", "in_force", "coverage", "services", "needs", "windows", "levels", "next_due", "shares",
        "charges", "quotas", "price", "addons", "total", "discounts", "amounts", "values", "attends", "calendars", "term",
        "closure", "assumptions", "problems", "reasons",
    ]  # fmt: skip
    assert list(answer["windows"]["respond"]) == [
        "due", "target", "not_before", "no_promise", "state", "elapsed_seconds", "remaining_seconds", "percentage",
        "at_risk_at", "levels", "rounds", "needs",
    ]  # fmt: skip
    assert answer["attends"] == ["office"]
    assert answer["next_due"] == "respond"
    assert json.loads(json.dumps(answer)) == answer


def test_many_threads_give_one_answer() -> None:
    facts = by_hand.Facts.from_dict(FRIDAY)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: by_hand.EVALUATOR.evaluate(facts).to_dict(), range(64)))
    assert all(answer == answers[0] for answer in answers)
