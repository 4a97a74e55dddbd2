"""Events read into a history: decisions 34 to 37, 43 and 44."""

from __future__ import annotations

from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from servdsl.runtime.history import (
    Event,
    EventTypes,
    Interval,
    Problem,
    Reopening,
    StateEvents,
    WindowEvents,
    in_order,
    read,
)

from .moments import MEXICO, at, event

TYPES = EventTypes(
    windows=(
        WindowEvents("respond", ("opened",), "responded"),
        WindowEvents("resolve", ("opened",), "resolved"),
        WindowEvents("update", ("opened",), "updated", until=("resolved",)),
        WindowEvents("loan", ("repaired", "quote_refused"), "loan_returned"),
    ),
    states=(StateEvents("waiting", "asked", "answered"),),
    facts=frozenset({"severity"}),
    things=frozenset({"advice", "visit"}),
    hourly=frozenset({"advice"}),
    others=frozenset({"part_arrived"}),
    counted=frozenset({"contact_attempts"}),
)
OPENED = at("2026-03-03 10:00")


def why(*events: Event) -> list[str]:
    return [problem.why for problem in read(events, TYPES, OPENED).problems]


# ── Decision 34: what may happen ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "kind",
    ["responded", "asked", "answered", "repaired", "resolved", "contact_attempts", "part_arrived", "visit",
     "missed visit", "returned visit", "reopened", "cancelled", "renewed", "ended"],
)  # fmt: skip
def test_34_legal_moments_and_uses(kind: str) -> None:
    assert TYPES.mistake(Event(OPENED, kind)) is None


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (Event(OPENED, "escalated"), "there is no event `escalated`"),
        (Event(OPENED, "opened"), "there is no event `opened`"),
        (Event(OPENED, "severity"), "the event `severity` needs the new value"),
        (Event(OPENED, "asked", "yes"), "the event `asked` takes no value"),
        (Event(OPENED, "asked", hours=Fraction(1)), "the event `asked` takes no hours"),
        (Event(OPENED, "visit", "one"), "the event `visit` takes no value"),
        (Event(OPENED, "advice"), "`advice` is counted in hours: the event `advice` needs `hours`"),
        (Event(OPENED, "advice", hours=Fraction(0)), "the event `advice` needs more than 0 hours"),
    ],
)
def test_34_other_events_are_mistakes(one: Event, sentence: str) -> None:
    assert TYPES.mistake(one) == sentence


def test_34_known_types_for_did_you_mean() -> None:
    assert "missed advice" in TYPES.known()
    assert "severity" in TYPES.known()
    assert "opened" not in TYPES.known()


# ── Decision 35: facts and starts ───────────────────────────────────────────────────────────────────────────────────


def test_35_facts_hold_values_at_opening_and_change_with_events() -> None:
    history = read(
        [Event(at("2026-03-03 12:00"), "severity", "weak"), Event(at("2026-03-03 11:00"), "severity", "other")],
        TYPES,
        OPENED,
    )
    assert history.changed_by(at("2026-03-03 10:59")) == {}
    assert history.changed_by(at("2026-03-03 11:00")) == {"severity": "other"}
    assert history.changed_by(at("2026-03-04 00:00")) == {"severity": "weak"}


def test_35_the_first_of_several_start_events_counts() -> None:
    history = read([event("2026-03-05 09:00", "repaired"), event("2026-03-04 09:00", "quote_refused")], TYPES, OPENED)
    assert history.first_of(("repaired", "quote_refused")) == at("2026-03-04 09:00")
    assert history.first_of(("part_arrived",)) is None
    assert history.first_of(("opened",)) == OPENED


# ── Decision 36: as of, duplicates, order ───────────────────────────────────────────────────────────────────────────


def test_36_as_of_defaults_to_the_latest_of_opening_and_events() -> None:
    assert read([], TYPES, OPENED).as_of == OPENED
    assert read([event("2026-03-03 12:00", "asked")], TYPES, OPENED).as_of == at("2026-03-03 12:00")
    assert read([event("2026-02-03 12:00", "visit")], TYPES, OPENED).as_of == OPENED
    assert read([], TYPES).as_of is None


def test_36_later_events_are_ignored() -> None:
    history = read([event("2026-03-03 12:00", "responded")], TYPES, OPENED, at("2026-03-03 11:59"))
    assert history.events == ()
    assert history.problems == ()


def test_36_exact_duplicates_count_once_and_order_is_instant_type_argument() -> None:
    told = [
        Event(at("2026-03-03 12:00"), "severity", "weak"),
        event("2026-03-03 12:00", "asked"),
        Event(at("2026-03-03 12:00"), "severity", "other"),
        event("2026-03-03 11:00", "responded"),
        event("2026-03-03 12:00", "asked"),
    ]
    history = read(told, TYPES, OPENED)
    assert [(one.type, one.value) for one in history.events] == [
        ("responded", None), ("asked", None), ("severity", "other"), ("severity", "weak"),
    ]  # fmt: skip
    assert history.problems == ()
    assert history == read(reversed(told), TYPES, OPENED)


# ── Decision 37: impossible events ──────────────────────────────────────────────────────────────────────────────────


def test_37_before_opened_only_uses_and_term_events_are_possible() -> None:
    assert why(event("2026-03-03 09:59", "responded")) == ["before opened"]
    assert why(Event(at("2026-03-03 09:59"), "severity", "weak")) == ["before opened"]
    possible = ["visit", "missed visit", "returned visit", "renewed", "ended"]
    assert why(*(event("2026-03-01 09:00", kind) for kind in possible)) == []


def test_37_without_an_opening_nothing_comes_before_it() -> None:
    assert read([event("2026-03-01 09:00", "repaired")], TYPES).problems == ()


def test_37_states_end_and_begin_in_turn() -> None:
    history = read(
        [
            event("2026-03-03 10:10", "answered"),
            event("2026-03-03 10:20", "asked"),
            event("2026-03-03 10:30", "asked"),
            event("2026-03-03 10:40", "answered"),
            event("2026-03-03 10:50", "asked"),
        ],
        TYPES,
        OPENED,
    )
    assert [problem.why for problem in history.problems] == ["waiting does not hold", "waiting holds already"]
    assert history.states["waiting"] == (
        Interval(at("2026-03-03 10:20"), at("2026-03-03 10:40")), Interval(at("2026-03-03 10:50")),
    )  # fmt: skip
    assert not history.state_holds("waiting", at("2026-03-03 10:40"))
    assert history.state_holds("waiting", at("2026-03-03 10:50"))


def test_37_a_window_cannot_end_before_it_started() -> None:
    assert why(event("2026-03-03 12:00", "loan_returned")) == ["loan has not started"]
    assert why(event("2026-03-03 11:00", "repaired"), event("2026-03-03 12:00", "loan_returned")) == []


def test_37_a_window_ends_once_and_is_not_updated_after_that() -> None:
    told = ["responded", "responded", "updated", "updated", "resolved", "resolved", "updated"]
    history = read([event(f"2026-03-03 1{hour}:00", kind) for hour, kind in enumerate(told, 1)], TYPES, OPENED)
    assert [problem.why for problem in history.problems] == [
        "respond has ended already",
        "resolve has ended already",
        "update has ended already",
    ]


def test_37_an_event_is_impossible_only_in_all_its_roles() -> None:
    """`answered` ends a wait and a window: without a wait it still ends the window."""
    types = EventTypes(
        (WindowEvents("reply", ("opened",), "answered"),), (StateEvents("waiting", "asked", "answered"),)
    )
    told = [event("2026-03-03 11:00", "answered"), event("2026-03-03 12:00", "answered")]
    history = read(told, types, OPENED)
    assert [one.at for one in history.events] == [at("2026-03-03 11:00")]
    assert [problem.why for problem in history.problems] == ["waiting does not hold"]
    counted = EventTypes(types.windows, types.states, counted=frozenset({"answered"}))
    assert read(told, counted, OPENED).problems == ()


def test_37_a_ticket_is_cancelled_once() -> None:
    told = [event("2026-03-03 11:00", "cancelled"), event("2026-03-03 12:00", "cancelled")]
    history = read(told, TYPES, OPENED)
    assert history.cancelled_at == at("2026-03-03 11:00")
    assert [problem.why for problem in history.problems] == ["cancelled already"]


def test_37_a_problem_is_a_sentence_in_the_zone() -> None:
    told = [Event(at("2026-03-03 09:00"), "severity", "weak")]
    (problem,) = read(told, TYPES, OPENED).problems
    assert problem.sentence(ZoneInfo(MEXICO)) == ("2026-03-03T09:00:00-06:00 severity weak: before opened")
    asked = Problem(event("2026-03-03 08:00", "asked"), "before opened")
    assert asked.sentence(ZoneInfo(MEXICO)) == "2026-03-03T08:00:00-06:00 asked: before opened"
    assert in_order([problem, asked]) == (asked, problem)


# ── Decision 43: reopening ──────────────────────────────────────────────────────────────────────────────────────────


def test_43_reopened_continues_what_the_last_end_event_ended() -> None:
    told = [
        event("2026-03-03 11:00", "responded"),
        event("2026-03-03 11:30", "updated"),  # a round of a cadence ends nothing
        event("2026-03-03 12:00", "resolved"),
        event("2026-03-03 14:00", "reopened"),
        event("2026-03-03 15:00", "updated"),
        event("2026-03-03 16:00", "resolved"),
    ]
    history = read(told, TYPES, OPENED)
    assert history.reopenings == (Reopening(at("2026-03-03 14:00"), at("2026-03-03 12:00"), "resolved"),)
    assert history.problems == ()


def test_43_nothing_to_reopen() -> None:
    assert why(event("2026-03-03 11:00", "reopened")) == ["nothing has ended"]
    told = ["responded", "reopened", "reopened"]
    assert why(*(event(f"2026-03-03 1{hour}:00", kind) for hour, kind in enumerate(told, 1))) == ["nothing has ended"]


# ── Decision 44: closing after attempts ─────────────────────────────────────────────────────────────────────────────


def test_44_int_08_three_attempts_on_business_days_while_waiting() -> None:
    """S-INT-08: of five attempts one comes too early and one on a Saturday; the third that counts closes."""
    told = [
        event("2026-09-08 10:00", "contact_attempts"),
        event("2026-09-08 11:00", "asked"),
        event("2026-09-08 12:00", "contact_attempts"),
        event("2026-09-11 12:00", "contact_attempts"),
        event("2026-09-12 12:00", "contact_attempts"),  # Saturday
        event("2026-09-14 12:00", "contact_attempts"),
    ]
    history = read(told, TYPES, at("2026-09-08 09:00"))
    weekday = {at(f"2026-09-{day:02} 12:00") for day in (8, 9, 10, 11, 14)} | {at("2026-09-08 10:00")}
    closed = history.closed_after(3, "contact_attempts", "waiting", lambda instant: instant in weekday)
    assert closed == at("2026-09-14 12:00")
    assert history.closed_after(4, "contact_attempts", "waiting", lambda instant: instant in weekday) is None
    assert history.closed_after(4, "contact_attempts", None, lambda instant: instant in weekday) == closed


def test_44_attempts_of_two_waits_are_not_added() -> None:
    told = [
        event("2026-09-08 11:00", "asked"),
        event("2026-09-08 12:00", "contact_attempts"),
        event("2026-09-08 13:00", "answered"),
        event("2026-09-09 11:00", "asked"),
        event("2026-09-09 12:00", "contact_attempts"),
    ]
    history = read(told, TYPES, at("2026-09-08 09:00"))
    assert history.closed_after(2, "contact_attempts", "waiting", lambda _: True) is None
    assert history.closed_after(1, "contact_attempts", "waiting", lambda _: True) == at("2026-09-08 12:00")
