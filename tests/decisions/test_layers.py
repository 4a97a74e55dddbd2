"""Decisions 17 to 22: which layer decides, and what accumulates."""

from __future__ import annotations

import pytest

from .support import LAYERS, Ask, at, both_evaluators, due, event

MONDAY = at("2026-03-02 16:00")
BOUGHT = {"country": "PT", "big": False, "opened": MONDAY}


@both_evaluators
def test_17_an_addons_price_is_its_own(ask: Ask) -> None:
    answer = ask(LAYERS, tier="mid", addons={"extra": 1}, **BOUGHT)
    assert answer["price"]["amount"] == "20.00"
    assert answer["addons"]["extra"]["amount"] == "5.00"
    assert answer["total"]["amount"] == "25.00"


@both_evaluators
def test_18_offered_accumulates_with_and(ask: Ask) -> None:
    assert ask(LAYERS, tier="mid", country="PT", big=True)["offered"] == "no"
    assert ask(LAYERS, tier="mid", country="ES", big=False)["offered"] == "no"
    assert ask(LAYERS, tier="mid", country="PT", big=False)["offered"] == "yes"


@both_evaluators
@pytest.mark.parametrize(
    ("tier", "channel", "coverage"),
    [
        ("low", "email", "covered"),
        ("low", "phone", "not_covered"),
        ("mid", "email", "covered"),
        ("mid", "phone", "covered"),
        ("mid", "portal", "not_covered"),
    ],
)
def test_18_accepts_is_the_union_over_layers(ask: Ask, tier: str, channel: str, coverage: str) -> None:
    answer = ask(LAYERS, tier=tier, service="support", channel=channel, photos=True, **BOUGHT)
    assert answer["coverage"] == coverage


@both_evaluators
def test_18_a_need_concerns_every_service(ask: Ask) -> None:
    answer = ask(LAYERS, tier="mid", channel="phone", photos=False, severity="s1", urgent=False, **BOUGHT)
    assert set(answer["services"].values()) == {"not_covered"}


@both_evaluators
@pytest.mark.parametrize(
    ("urgent", "severity", "coverage"),
    [(True, "s1", "not_covered"), (False, "s2", "not_covered"), (False, "s1", "covered")],
)
def test_18_excludes_accumulates_with_or(ask: Ask, urgent: bool, severity: str, coverage: str) -> None:
    answer = ask(LAYERS, tier="mid", service="parts", channel="email", urgent=urgent, severity=severity, **BOUGHT)
    assert answer["coverage"] == coverage


@both_evaluators
def test_19_pauses_of_all_layers_stop_the_clock(ask: Ask) -> None:
    """4 open hours from Monday 09:00 end at 13:00; an hour of each state moves that to 15:00, but low knows one only."""
    events = [
        event("2026-03-02 09:30", "asked"),
        event("2026-03-02 10:30", "answered"),
        event("2026-03-02 11:00", "froze"),
        event("2026-03-02 12:00", "thawed"),
    ]
    facts = {**BOUGHT, "opened": at("2026-03-02 09:00"), "events": events}
    assert due(ask(LAYERS, tier="mid", **facts), "respond") == at("2026-03-02 15:00")
    assert due(ask(LAYERS, tier="low", **facts), "respond") == at("2026-03-02 14:00")


@both_evaluators
def test_19_a_level_is_decided_per_number(ask: Ask) -> None:
    levels = ask(LAYERS, tier="mid", **BOUGHT)["levels"]
    assert (levels["1"]["label"], levels["1"]["at"]) == ("Chief", at("2026-03-02 21:00"))
    assert (levels["2"]["label"], levels["2"]["at"]) == ("Two", at("2026-03-03 07:00"))


@both_evaluators
@pytest.mark.parametrize(
    ("tier", "addons", "respond"),
    [
        # office and dawn: Monday 16-17, Tuesday 06-08, 09-10
        ("low", {}, "2026-03-03 10:00"),
        # with the evening: Monday 16-20
        ("low", {"extra": 1}, "2026-03-02 20:00"),
        # the weekend stands for office and dawn: Saturday 10-12, Sunday 10-12
        ("top", {}, "2026-03-08 12:00"),
        # weekend and evening: Monday 17-20, Tuesday 17-18
        ("top", {"extra": 1}, "2026-03-03 18:00"),
    ],
)
def test_20_attends_is_the_nearest_plain_calendar_and_what_is_added_to_it(
    ask: Ask, tier: str, addons: dict[str, int], respond: str
) -> None:
    assert due(ask(LAYERS, tier=tier, addons=addons, **BOUGHT), "respond") == at(respond)


@both_evaluators
def test_21_an_addon_stands_above_the_one_it_requires(ask: Ask) -> None:
    answer = ask(LAYERS, tier="low", addons={"extra": 1, "more": 1}, **BOUGHT)
    assert due(answer, "resolve") == at("2026-03-02 19:00")
    assert due(ask(LAYERS, tier="low", addons={"extra": 1}, **BOUGHT), "resolve") == at("2026-03-03 01:00")


@both_evaluators
def test_22_of_overlapping_amendments_the_later_start_is_nearer(ask: Ask) -> None:
    """Written in the other order: that of the file does not matter."""
    text = LAYERS + (
        "amendment december from 2026-12-01 { for low { resolve within 2 hours } }\n"
        "amendment autumn from 2026-10-01 to 2026-12-31 { for low { resolve within 5 hours } }\n"
    )
    for opened, expected in (
        ("2026-11-30 16:00", "2026-11-30 21:00"),
        ("2026-12-01 16:00", "2026-12-01 18:00"),
        ("2027-01-01 16:00", "2027-01-01 18:00"),
    ):
        answer = ask(text, tier="low", **{**BOUGHT, "opened": at(opened)})
        assert due(answer, "resolve") == at(expected)
