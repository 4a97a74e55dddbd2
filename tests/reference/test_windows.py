"""Windows worked by hand: limits, pauses, states, changes of severity, reopening, cadences, levels, events."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from servdsl.model.contract import Contract
from servdsl.model.expressions import Condition, Literal, WindowIs
from servdsl.model.values import (
    Attends,
    CalendarUnits,
    Closes,
    CountsFrom,
    Every,
    Length,
    Level,
    NoPromise,
    Pauses,
    PromiseOf,
)
from tests.reference.build import (
    ask,
    business,
    calendar,
    choice,
    clause,
    contract,
    days,
    flag,
    hours,
    is_,
    label,
    picked,
    state,
    weekly,
    window,
    within,
)
from tests.reference.build import fact as declared

OFFICE = calendar("office", weekly("0-4", "09:00-14:00", "16:00-19:00"))
NIGHTS = calendar("nights", weekly("0-4", "18:00-08:00"))
PARTS: dict[str, Any] = {
    "calendars": (OFFICE, NIGHTS),
    "windows": (window("respond", "responded", at_risk="0.8"), window("fetch", "fetched", "arrived", "asked")),
    "states": (state("waiting", "asked", "answered"),),
    "facts": (choice("severity", "s1", "s2"), declared("urgent", "yes_no")),
}


def promising(length: Length, *more: Any, when: Condition | None = None, **promise: Any) -> Contract:
    return contract(
        clause("base", Attends(calendar="office")),
        clause("base", within(length, **promise), "respond", when),
        clause("base", Pauses(state="waiting"), "respond"),
        *more,
        **PARTS,
    )


def respond(made: Contract, opened: str = "2026-03-03T10:00+00:00", **facts: Any) -> Any:
    return ask(made, opened=opened, **facts)["windows"]["respond"]


def event(at: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"at": f"2026-03-{at}+00:00", "type": kind, **more}


@pytest.mark.parametrize(
    ("length", "opened", "due"),
    [
        (hours(4), "2026-03-28T22:00+00:00", "2026-03-29T03:00:00+01:00"),  # the clock goes on by an hour in between
        (business(8), "2026-03-06T17:30+00:00", "2026-03-09T17:30:00+00:00"),  # 1.5 + 5 + 1.5 hours
        (business(3), "2026-03-07T12:00+00:00", "2026-03-09T12:00:00+00:00"),  # opened while closed
        (business(5), "2026-03-09T09:00+00:00", "2026-03-09T14:00:00+00:00"),  # lands at closing time
        (business(0), "2026-03-07T12:00+00:00", "2026-03-07T12:00:00+00:00"),
        (CalendarUnits(count=1, unit="months"), "2026-01-31T10:00+00:00", "2026-02-28T10:00:00+00:00"),
        (
            CalendarUnits(count=1, unit="days"),
            "2026-03-28T01:30+00:00",
            "2026-03-29T02:30:00+01:00",
        ),  # 01:30 is skipped
        (days(1), "2026-03-06T10:00+00:00", "2026-03-09T19:00:00+00:00"),
        (days(0), "2026-03-06T10:00+00:00", "2026-03-06T19:00:00+00:00"),
        (days(0), "2026-03-06T19:00:01+00:00", "2026-03-09T19:00:00+00:00"),
        (days(1, cutoff=900), "2026-03-06T15:00:01+00:00", "2026-03-10T19:00:00+00:00"),
        (days(1, cutoff=900), "2026-03-07T18:00+00:00", "2026-03-09T19:00:00+00:00"),  # Saturday: no business day
        (days(1, same_time=True), "2026-03-06T15:00+00:00", "2026-03-09T16:00:00+00:00"),  # in the break
        (days(1, same_time=True), "2026-03-06T14:00+00:00", "2026-03-09T14:00:00+00:00"),  # a close stays
        (days(1, same_time=True), "2026-03-06T22:00+00:00", "2026-03-09T19:00:00+00:00"),
        (days(1, "nights"), "2026-03-06T10:00+00:00", "2026-03-10T08:00:00+00:00"),
    ],
)
def test_due(length: Length, opened: str, due: str) -> None:
    assert respond(promising(length), opened)["due"] == due


def test_target_lower_bound_and_no_promise() -> None:
    both = respond(promising(hours(48), target=hours(24)))
    assert picked(both, "target", "due") == ("2026-03-04T10:00:00+00:00", "2026-03-05T10:00:00+00:00")
    bound = respond(promising(business(8), or_more=True))
    assert picked(bound, "due", "not_before", "state") == (None, "2026-03-04T10:00:00+00:00", "none")
    none = contract(clause("base", PromiseOf(promise=NoPromise(words=label("later"))), "respond"), **PARTS)
    assert picked(respond(none), "due", "no_promise", "state") == (None, "later", "none")
    assert ask(contract(**PARTS))["windows"] == {}


@pytest.mark.parametrize(
    ("events", "as_of", "told"),
    [
        ([], "03T11:00", ("running", 3600, 10800, "25")),
        ([], "03T13:12", ("at_risk", 11520, 2880, "80")),
        ([], "03T14:00", ("at_risk", 14400, 0, "100")),
        ([], "03T14:00:01", ("breached", 14401, 0, "100.0069444444")),
        ([event("03T14:00", "responded")], "04T10:00", ("met", 14400, 0, "100")),
        ([event("03T14:00:00.000001", "responded")], "04T10:00", ("breached", 14400.000001, 0, "100.0000000069")),
        ([event("03T11:00", "cancelled")], "04T10:00", ("cancelled", 3600, 10800, "25")),
    ],
)
def test_states(events: list[Any], as_of: str, told: tuple[Any, ...]) -> None:
    found = respond(promising(hours(4)), events=events, as_of=f"2026-03-{as_of}+00:00")
    assert picked(found, "state", "elapsed_seconds", "remaining_seconds", "percentage") == told
    assert found["at_risk_at"] == "2026-03-03T13:12:00+00:00"


def test_pauses_move_the_due_in_own_time() -> None:
    pause = [event("03T13:00", "asked"), event("03T17:00", "answered")]
    assert respond(promising(hours(4)), events=pause)["due"] == "2026-03-03T18:00:00+00:00"
    # Four business hours from 10:00: 10 to 13, then 17 to 18; the break between counts for nobody.
    assert respond(promising(business(4)), events=pause)["due"] == "2026-03-03T18:00:00+00:00"
    # Two of the paused hours are open: the next day's 11:00, then its close.
    assert respond(promising(days(0)), events=pause)["due"] == "2026-03-04T19:00:00+00:00"
    month = promising(CalendarUnits(count=1, unit="days"))
    assert respond(month, events=pause)["due"] == "2026-03-04T14:00:00+00:00"


def test_an_open_pause_leaves_the_due_open_and_one_from_the_due_does_not_count() -> None:
    open_pause = respond(promising(hours(4)), events=[event("03T11:00", "asked")], as_of="2026-03-05T10:00+00:00")
    assert picked(open_pause, "due", "state", "remaining_seconds") == (None, "paused", 10800)
    late = respond(promising(hours(4)), events=[event("03T14:00", "asked")], as_of="2026-03-03T14:00+00:00")
    assert picked(late, "due", "state") == ("2026-03-03T14:00:00+00:00", "paused")


def test_a_change_of_severity_reads_the_window_again_from_its_start() -> None:
    made = contract(
        clause("base", within(hours(8)), "respond", is_("severity", "s2")),
        clause("base", within(hours(1)), "respond", is_("severity", "s1")),
        **PARTS,
    )
    change = [event("03T10:30", "severity", value="s1")]
    facts: dict[str, Any] = {"severity": "s2", "as_of": "2026-03-03T12:00+00:00"}
    assert respond(made, events=change, **facts)["state"] == "breached"
    undone = [*change, event("03T11:30", "severity", value="s2")]
    assert picked(respond(made, events=undone, **facts), "state", "due") == ("running", "2026-03-03T18:00:00+00:00")
    early = [event("03T10:20", "responded"), *change]  # read as of its end
    assert picked(respond(made, events=early, **facts), "state", "due") == ("met", "2026-03-03T18:00:00+00:00")


def test_reopening_goes_on_where_it_stopped() -> None:
    events = [event("03T11:00", "responded"), event("03T15:00", "reopened")]
    found = respond(promising(hours(4)), events=events, as_of="2026-03-03T16:00+00:00")
    assert picked(found, "state", "due", "elapsed_seconds") == ("running", "2026-03-03T18:00:00+00:00", 7200)


def test_another_start() -> None:
    made = contract(clause("base", within(hours(2)), "fetch"), **PARTS)
    waiting = ask(made, opened="2026-03-03T10:00+00:00")["windows"]["fetch"]
    assert picked(waiting, "state", "due", "percentage") == ("not_started", None, None)
    events = [event("03T12:00", "asked"), event("03T11:00", "arrived")]
    assert (
        ask(made, opened="2026-03-03T10:00+00:00", events=events)["windows"]["fetch"]["due"]
        == "2026-03-03T13:00:00+00:00"
    )
    moved = promising(hours(2), clause("base", CountsFrom(event="parts_came"), "respond", flag("urgent")))
    found = respond(moved, urgent=True, events=[event("04T10:00", "parts_came")])
    assert found["due"] == "2026-03-04T12:00:00+00:00"
    assert respond(moved)["needs"] == ["urgent"]


def test_a_cadence_is_breached_by_any_longer_interval() -> None:
    made = contract(
        clause("base", PromiseOf(promise=Every(length=hours(2), until="resolved")), "update"),
        windows=(window("update", "updated"), window("resolve", "resolved")),
    )
    events = [event("03T11:00", "updated"), event("03T12:30", "updated")]
    running = ask(made, opened="2026-03-03T10:00+00:00", events=events)["windows"]["update"]
    assert picked(running, "state", "due", "elapsed_seconds") == ("running", "2026-03-03T14:30:00+00:00", 0)
    assert running["rounds"][0] == {
        "from": "2026-03-03T10:00:00+00:00",
        "due": "2026-03-03T12:00:00+00:00",
        "done": "2026-03-03T11:00:00+00:00",
    }
    met = [*events, event("03T14:30", "resolved")]
    assert ask(made, opened="2026-03-03T10:00+00:00", events=met)["windows"]["update"]["state"] == "met"
    late = [event("03T12:01", "updated"), event("03T12:30", "resolved")]
    assert ask(made, opened="2026-03-03T10:00+00:00", events=late)["windows"]["update"]["state"] == "breached"


def test_levels_count_in_the_windows_own_time() -> None:
    made = promising(
        hours(4),
        clause("base", Level(number=1, labels=label("One"), window="respond", share=Decimal("0.75")), "1"),
        clause("base", Level(number=2, labels=label("Two"), after_level=1, length=business(2)), "2"),
        clause("base", Level(number=3, labels=label("Three")), "3", WindowIs(window="respond", status="breached")),
        clause("base", Level(number=4, labels=label("Four"), after_level=3), "4"),
    )
    events = [event("03T12:00", "asked"), event("03T12:30", "answered")]
    found = ask(made, opened="2026-03-03T10:00+00:00", events=events, as_of="2026-03-03T14:00+00:00")
    assert found["levels"] == {
        "1": {"label": "One", "at": "2026-03-03T13:30:00+00:00", "reached": True, "window": "respond"},
        "2": {"label": "Two", "at": "2026-03-03T17:30:00+00:00", "reached": False, "window": "respond"},
        "3": {"label": "Three", "at": "2026-03-03T14:30:00+00:00", "reached": False, "window": "respond"},
        "4": {"label": "Four", "at": "2026-03-03T14:30:00+00:00", "reached": False, "window": "respond"},
    }
    assert [level["level"] for level in found["windows"]["respond"]["levels"]] == [1, 2, 3, 4]
    done = ask(made, opened="2026-03-03T10:00+00:00", events=[event("03T11:00", "responded")])
    assert picked(done["levels"]["1"], "at", "reached") == (None, False)


def test_closing_counts_attempts_on_business_days_while_the_state_lasts() -> None:
    made = contract(clause("base", Closes(after=2, event="attempt", calendar="office", state="waiting")), **PARTS)
    events = [event("06T09:00", "asked"), event("06T10:00", "attempt"), event("07T10:00", "attempt")]
    facts: dict[str, Any] = {"opened": "2026-03-03T10:00+00:00"}
    assert ask(made, events=events, **facts)["closure"] == {"closes": "no", "at": None, "reopens": "no"}
    closed = ask(made, events=[*events, event("09T10:00", "attempt")], **facts)
    assert picked(closed["closure"], "closes", "at") == ("yes", "2026-03-09T10:00:00+00:00")


def test_impossible_events_are_reported_and_have_no_effect() -> None:
    events = [
        event("03T09:00", "responded"),
        event("03T10:30", "answered"),
        event("03T10:40", "reopened"),
        event("03T11:00", "asked"),
        event("03T11:00", "asked"),
        event("03T11:30", "asked"),
    ]
    found = ask(promising(hours(4)), opened="2026-03-03T10:00+00:00", events=events)
    assert found["problems"] == [
        "2026-03-03T09:00:00+00:00 responded: before opened",
        "2026-03-03T10:30:00+00:00 answered: waiting does not hold",
        "2026-03-03T10:40:00+00:00 reopened: nothing has ended",
    ]
    twice = ask(promising(hours(4)), opened="2026-03-03T10:00+00:00", events=[event("03T12:00", "responded")] * 2)
    assert twice["problems"] == []
    assert twice["windows"]["respond"]["state"] == "met"


def test_outside_the_horizon_there_is_no_due() -> None:
    past = ask(promising(hours(4)), opened="2025-12-31T10:00+00:00")
    assert picked(past["windows"]["respond"], "due", "state", "needs") == (None, "undecided", [])
    assert past["problems"] == ["opened: outside the horizon 2026-01-01 to 2028-12-31"]
    far = ask(promising(CalendarUnits(count=9, unit="years")), opened="2026-03-03T10:00+00:00")
    assert far["problems"] == ["respond: due after 2028-12-31, the end of the horizon"]


def test_the_zone_is_needed_only_where_a_local_time_is_read() -> None:
    parts = {**PARTS, "facts": (declared("site", "zone"),), "zone_fact": "site"}
    elapsed = contract(clause("base", within(hours(4)), "respond"), **parts)
    assert respond(elapsed)["due"] == "2026-03-03T14:00:00+00:00"
    counted = contract(clause("base", within(business(4, "office")), "respond"), **parts)
    assert respond(counted)["needs"] == ["site"]
    assert respond(counted, site="America/Santiago")["due"] == "2026-03-03T13:00:00-03:00"


def test_reasons_name_the_clauses_and_carry_the_arithmetic() -> None:
    reasons = ask(promising(business(8)), opened="2026-03-06T17:30+00:00")["reasons"]
    assert [reason["clause"] for reason in reasons] == ["base.attends.it.1", "base.promise.respond.2"]
    assert len(reasons[1]["steps"]) == 4  # three stretches and the due instant


def test_literal_yes_is_a_condition() -> None:
    made = promising(hours(1), when=Literal(type="yes_no", value="yes"))
    assert respond(made)["due"] == "2026-03-03T11:00:00+00:00"
