"""Gates and the steps of coverage (decisions 12, 15, 18, 56, 57)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.runtime import by_hand

INSIDE = {"tier": "base", "country": "CL", "channel": "mail", "opened": "2026-03-06T12:00:00Z", "site": "UTC"}


def covered(**told: Any) -> tuple[str, list[str]]:
    answer: Any = by_hand.ask(**told)
    return answer["coverage"], answer["needs"]


def request(day: int) -> dict[str, str]:
    return {"at": f"2026-03-0{day}T10:00:00Z", "type": "request"}


def test_a_share_covers() -> None:
    assert covered(**INSIDE, service="support", severity="critical")[0] == "covered"


def test_one_certain_refusal_refuses_whatever_else_is_missing() -> None:
    assert covered(tier="base", service="support", channel="phone")[0] == "not_covered"


def test_accepted_by_union_and_by_guarded_clauses() -> None:
    plus = {
        "tier": "plus",
        "service": "support",
        "channel": "phone",
        "urgent": True,
        "country": "MX",
        "severity": "minimal",
    }
    assert covered(**plus)[0] == "covered"
    assert covered(**{**plus, "urgent": False})[0] == "not_covered"
    answer: Any = by_hand.ask(**{key: told for key, told in plus.items() if key != "urgent"})
    assert answer["coverage"] == "undecided"
    assert "urgent" in answer["needs"]


def test_a_duty_counts_where_its_guard_holds() -> None:
    phone = {"tier": "plus", "service": "support", "channel": "phone", "severity": "critical"}
    assert covered(**phone, urgent=False)[0] == "not_covered"
    assert covered(**phone, urgent=True)[0] == "covered"


def test_an_offer_that_is_named_is_presumed_offered() -> None:
    answer: Any = by_hand.ask(tier="base", service="support", channel="mail")
    assert (answer["coverage"], answer["offered"], answer["in_force"]) == ("covered", "undecided", "undecided")
    elsewhere: Any = by_hand.ask(tier="base", service="support", channel="mail", country="PT")
    assert (elsewhere["coverage"], elsewhere["offered"], elsewhere["price"]) == ("not_covered", "no", None)


def test_add_ons_that_exclude_each_other_cannot_be_bought() -> None:
    answer: Any = by_hand.ask(tier="base", addons=["swift", "calm"], country="CL")
    assert answer["offered"] == "no"
    assert "swift.conflicts" in [reason["clause"] for reason in answer["reasons"]]
    alone: Any = by_hand.ask(tier="base", addons=["swift"], country="CL")
    assert alone["offered"] == "yes"


def test_an_exhausted_quota_refuses() -> None:
    used = {**INSIDE, "service": "support", "severity": "critical"}
    assert covered(**used, events=[request(2), request(3)])[0] == "covered"
    assert covered(**used, events=[request(2), request(3), request(4)])[0] == "not_covered"


def test_no_share_is_chargeable_where_it_is_charged() -> None:
    parts = {**INSIDE, "service": "parts", "severity": "critical"}
    assert covered(**parts, urgent=True)[0] == "chargeable"
    assert covered(**parts, urgent=False)[0] == "chargeable"


def test_open_steps_that_agree_are_decided() -> None:
    """Whether `urgent` or not, parts are paid by the customer: no share, or silence and a charge."""
    assert covered(**INSIDE, service="parts", severity="critical") == ("chargeable", [])


def test_without_a_service_it_is_what_all_agree_on() -> None:
    assert covered(tier="base", channel="phone", severity="minimal", opened="2026-03-06T12:00:00Z") == (
        "not_covered",
        [],
    )
    mixed: Any = by_hand.ask(**INSIDE, severity="critical")
    assert (mixed["coverage"], mixed["needs"]) == ("undecided", ["service"])
    assert mixed["services"] == {"support": "covered", "parts": "chargeable"}


def test_without_a_tier_only_values_are_answered() -> None:
    answer: Any = by_hand.ask(value="100", severity="critical", service="support")
    assert (answer["coverage"], answer["needs"], answer["windows"]) == ("undecided", ["tier"], {})
    assert answer["values"]["fee"] == {"amount": "2.00", "currency": "EUR", "needs": []}
    assert answer["values"]["loud"] == {"value": True, "needs": []}
    assert answer["values"]["band"] == {"amount": None, "currency": "EUR", "needs": ["year"]}


@pytest.mark.parametrize(
    ("opened", "in_force"),
    [("2026-12-31T23:59:59Z", "yes"), ("2027-01-01T00:00:00Z", "no"), ("2025-12-31T23:59:59Z", "no")],
)
def test_in_force_is_from_the_start_to_before_the_end(opened: str, in_force: str) -> None:
    answer: Any = by_hand.ask(tier="plus", start="2026-01-01", site="UTC", opened=opened)
    assert answer["in_force"] == in_force
    assert answer["term"] == {"start": "2026-01-01T00:00:00+00:00", "end": "2027-01-01T00:00:00+00:00"}


def test_reasons_and_assumptions_stand_in_the_order_of_the_contract() -> None:
    answer: Any = by_hand.ask(**INSIDE, service="support", severity="critical")
    clauses = [reason["clause"] for reason in answer["reasons"]]
    order = [clause.id for clause in by_hand.CONTRACT.clauses]
    assert clauses == sorted(clauses, key=order.index)
    assert {"base.covers", "base.accepts", "base.requests", "base.uses", "all.attends", "all.offered"} <= set(clauses)
    assert "all.needs" not in clauses
    assert answer["assumptions"] == ["no_price", "hours"]
