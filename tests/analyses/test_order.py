"""`order silver < gold`: worked by hand, then against asking both tiers everything."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servdsl.analyses import order
from servdsl.cells import Study
from servdsl.reference import Reference
from tests.analyses.plans import contract, findings, lines, said

ORDER = "order silver < gold\n"


def two(silver: str, gold: str, more: str = "", order: str = ORDER) -> str:
    """Two tiers, silver in line 2, gold in line 3, both attended in office hours."""
    return (
        f"for all tiers {{ attends during office }}\ntier silver {{ {silver} }}\ntier gold {{ {gold} }}\n{order}{more}"
    )


def worse(silver: str, gold: str, more: str = "") -> list[str]:
    return [message for _, message in said(two(silver, gold, more), "SD415", "SD416")]


def test_business_hours_against_clock_hours() -> None:
    """From Friday 14:01 on, 4 open hours end on Monday; 24 hours end on Saturday. 2026-01-02 is the first Friday."""
    assert worse("respond within 24 hours", "respond within 4 business hours") == [
        "`gold` is worse than `silver` in `respond`, whatever the facts: "
        "opened 2026-01-02 15:00, it is due 2026-01-05 10:00 instead of due 2026-01-03 15:00"
    ]
    assert worse("respond within 4 business hours", "respond within 4 hours") == []


def test_both_clauses_and_the_order_are_shown() -> None:
    (found,) = findings(two("respond within 24 hours", "respond within 4 business hours"), "SD415")
    places = [(found.span.line, "")] + [(note.span.line, note.text) for note in found.notes]
    first = found.span.line
    assert places == [
        (first, ""),
        (first - 1, "`silver` says this"),
        (first + 1, "the order that is to hold"),
    ]


@pytest.mark.parametrize(
    ("silver", "gold", "how"),
    [
        ("respond within 4 hours", "respond within 5 hours", "opened"),
        ("respond within 4 hours", "", "never due instead of due"),
        ("respond within 4 hours", "respond has no promise", "never due instead of due"),
        ("respond within 4 hours", "respond within 4 business hours or more", "never due instead of due"),
        ("respond within 2 to 4 hours", "respond within 4 hours", "its target is none instead of"),
        ("respond within 2 to 4 hours", "respond within 3 to 4 hours", "due as late, but its target is"),
        ("update every 4 hours until resolved", "update within 4 hours", "due once, instead of again"),
        ("update every 4 hours until resolved", "update every 5 hours until resolved", "opened"),
    ],
)
def test_worse_promises(silver: str, gold: str, how: str) -> None:
    (message,) = worse(silver, gold)
    assert how in message


@pytest.mark.parametrize(
    ("silver", "gold"),
    [
        ("", "respond within 4 hours"),
        ("respond has no promise", ""),
        ("respond within 4 hours", "respond within 2 to 4 hours"),
        ("respond within 4 business hours or more", "respond has no promise"),
        ("respond within 1 business day", "respond within 9 business hours"),
        ("respond within 1 business day", "respond within 1 business day at the same time"),
        ("update within 4 hours", "update every 4 hours until resolved"),
        ("respond within 1 month", "respond within 28 calendar days"),
    ],
)
def test_better_or_equal_promises(silver: str, gold: str) -> None:
    assert worse(silver, gold) == []


def test_each_combination_of_facts_is_compared() -> None:
    silver = "respond within { 1 hour when severity is s1\n 8 hours otherwise }"
    gold = "respond within { 4 hours when urgent\n 1 hour otherwise }"
    (message,) = worse(silver, gold)
    assert "where severity is s1 and urgent is yes:" in message


def test_the_opening_must_be_one_that_its_condition_allows() -> None:
    """During office hours only the hours from 14:00 on are too late; outside of them both say the same."""
    gold = "respond within { 4 business hours when opened during mornings\n 4 hours otherwise }"
    assert worse("respond within 5 hours", gold) == []
    (message,) = worse("respond within 5 hours", gold.replace("4 business hours", "6 business hours"))
    assert "where opened during mornings: opened 2026-01-01 09:00" in message


def test_hours_attended_count_where_a_promise_names_none() -> None:
    """The same 4 business hours, on shorter hours, end later."""
    messages = worse("respond within 4 business hours", "attends during mornings\n respond within 4 business hours")
    assert ["nobody attends" in message for message in messages] == [True, False]
    assert "in `respond`" in messages[1]
    assert worse("respond within 4 business hours", "attends during long\n respond within 4 business hours") == []
    assert worse("respond within 4 business hours", "attends also during long\n respond within 4 business hours") == []


def test_shares() -> None:
    (message,) = worse("covers repair", "covers repair { 100% when pumps > 3\n 80% otherwise }")
    assert message.endswith("in `covers repair` where pumps <= 3: 80% instead of 100%")
    assert len(worse("covers repair 20%", "")) == 1
    assert worse("covers repair no", "") == []
    assert worse("covers repair 50%", "charges repair free") == []
    assert (
        worse("covers repair 20%\n excludes repair when urgent", "covers repair { 20% when not urgent\n no otherwise }")
        == []
    )


def test_quotas() -> None:
    (message,) = worse("includes 2 visits per contract year", "includes 1 visit per contract year")
    assert message.endswith("in the quota of `visit`, whatever the facts: 1 instead of 2")
    assert worse("includes 2 visits per contract year", "includes unlimited visits per contract year") == []
    assert worse("includes pumps visits per contract year", "includes pumps visits per contract year") == []
    (message,) = worse("includes pumps visits per contract year", "includes 3 visits per contract year")
    assert message.endswith("where pumps is 4: 3 instead of pumps")
    assert len(worse("includes 1 visit per contract year", "")) == 1
    assert worse("", "includes 1 visit per contract year") == []
    assert len(worse("covers advice", "includes 2 hours of advice per contract year")) == 1


def test_quotas_of_different_periods_are_not_compared() -> None:
    body = two("includes 1 visit per calendar month", "includes 12 visits per contract year")
    assert lines(body, "SD415", "SD416") == [(3, "SD416")]


def test_admissions() -> None:
    (message,) = worse("", "accepts channel phone")
    assert message.endswith("where channel is email: it refuses the ticket, and `silver` takes it")
    assert worse("accepts channel phone", "accepts channel email, phone") == []
    assert worse("accepts channel phone", "accepts channel phone\n accepts channel email when urgent") == []
    assert len(worse("", "excludes when floor > 12")) == 1
    assert worse("excludes when floor > 10", "excludes when floor > 12") == []
    assert len(worse("", "needs urgent when severity is s1")) == 1
    assert worse("", "excludes repair") == []
    assert len(worse("covers repair", "covers repair\n excludes repair")) == 1


def test_what_is_excepted_is_not_compared() -> None:
    body = two("respond within 1 hour\n covers repair", "respond within 2 hours", order="")
    assert len(findings(body + ORDER, "SD415")) == 2
    assert len(findings(body + "order silver < gold except respond\n", "SD415")) == 1
    assert findings(body + "order silver < gold except respond, covers\n", "SD415") == []
    assert findings(body + "order silver < gold except respond, repair\n", "SD415") == []


def test_only_where_both_are_offered() -> None:
    silver = "offered when not vip\n respond within 1 hour"
    assert worse(silver, "offered when vip\n respond within 2 hours") == []
    assert len(worse(silver, "respond within 2 hours")) == 1


def test_a_tier_between_that_is_not_offered_everywhere_is_passed_over() -> None:
    """Gold is better than silver, platinum than gold; where gold is not offered, platinum is worse than silver."""
    tiers = (
        "tier silver { respond within 4 hours }\n"
        "tier gold { offered when not vip\n respond within 2 hours }\n"
        "tier platinum { respond within { 1 hour when not vip\n 8 hours otherwise } }\n"
        "order silver < gold < platinum\n"
    )
    (found,) = findings(tiers, "SD415")
    assert found.message.startswith(
        "`platinum` is worse than `silver` in `respond` where `gold` is not offered: opened"
    )


def test_tiers_named_in_conditions() -> None:
    body = (
        "tier silver { }\ntier gold { }\nfor all tiers { respond within { 1 hour when silver\n 2 hours otherwise } }\n"
        "order silver < gold\n"
    )
    assert [code for _, code in lines(body, "SD415")] == ["SD415"]
    assert findings(body.replace("when silver", "when gold"), "SD415") == []


def test_windows_that_count_from_different_events() -> None:
    gold = "respond within 2 hours\n respond counts from arrived when urgent"
    (message,) = worse("respond within 4 hours", gold)
    assert "count from different events" in message
    assert "where urgent is yes" in message


def test_too_many_combinations_are_named() -> None:
    facts = "".join(f"fact f{n} {{ {', '.join(f'v{n}_{k}' for k in range(12))} }}\n" for n in range(4))
    half = [" and ".join(f"f{n} is v{n}_0" for n in pair) for pair in ((0, 1), (2, 3))]
    body = two(
        f"respond within {{ 1 hour when {half[0]}\n 8 hours otherwise }}",
        f"respond within {{ 1 hour when {half[1]}\n 4 hours otherwise }}",
        facts,
    )
    (message,) = [text for _, text in said(body, "SD416")]
    assert "20736 combinations of facts" in message


# ── Against asking both tiers everything ────────────────────────────────────────────────────────────────────────────

length = st.sampled_from(
    [
        "2 hours",
        "4 hours",
        "24 hours",
        "60 hours",
        "2 business hours",
        "9 business hours",
        "next business day",
        "2 business days at the same time",
        "1 calendar day",
        "2 to 24 hours",
        "no promise",
    ]
)
hours = st.sampled_from(["", "attends during office", "attends during mornings", "attends during long"])
gate = st.sampled_from(["", "offered when vip", "offered when not vip or region is eu"])


@st.composite
def tiers(draw: st.DrawFn) -> str:
    def tier(name: str) -> str:
        promises = [draw(length) for _ in range(2)]
        cases = (
            f"respond within {promises[0]} when severity is s1\n  respond within {promises[1]} when severity is not s1"
        )
        cases = cases.replace("respond within no promise", "respond has no promise")
        return f"tier {name} {{\n  {draw(gate)}\n  {draw(hours)}\n  {cases}\n}}\n"

    return "for all tiers { attends during office }\n" + tier("silver") + tier("gold") + ORDER


def due(answer: dict[str, Any]) -> tuple[str, str]:
    window = answer["windows"].get("respond") or {}
    return window.get("due") or "never", window.get("target") or "never"


@settings(max_examples=10, deadline=None)
@given(tiers())
def test_no_worse_promise_is_missed_and_every_one_shown_is_one(body: str) -> None:
    made = contract(body)
    reference = Reference(made)
    found = [one for one in order.check(Study(made)) if one.code == "SD415" and one.facts["what"] == "`respond`"]
    for one in found:
        facts = dict(one.facts["given"])  # type: ignore[call-overload]
        assert facts["tier"] == "gold"
        mine, than = (due(reference.answer({**facts, "tier": tier})) for tier in ("gold", "silver"))
        assert mine > than, (one.message, mine, than)
    if found:
        return
    zone = ZoneInfo("Europe/Madrid")
    moments = [datetime(2026, 3, 26, 8, tzinfo=zone) + timedelta(hours=h) for h in range(0, 110, 9)]
    for severity, vip, opened in product(("s1", "s2"), (True, False), moments):
        facts = {"severity": severity, "vip": vip, "region": "eu", "opened": opened.isoformat()}
        mine, than = (reference.answer({**facts, "tier": tier}) for tier in ("gold", "silver"))
        if mine["offered"] == than["offered"] == "yes":
            assert due(mine) <= due(than), (facts, due(mine), due(than))


def test_what_only_the_better_tier_serves_it_may_refuse() -> None:
    support = "covers repair\ncovers advice\nneeds urgent when service is advice"
    assert worse("covers repair", support) == []
    assert worse("covers repair\ncovers advice", support) != []
    assert worse("covers repair", "covers repair\nneeds urgent") != []
