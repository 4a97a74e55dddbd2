"""Decisions 56 and 57: what is answered for a service."""

from __future__ import annotations

import pytest

from .plans import COVERAGE
from .support import EVENTS, Ask, at, both_evaluators, event

pytestmark = both_evaluators
FACTS = {
    "tier": "base",
    "hard": True,
    "banned": True,
    "start": at("2026-01-01"),
    "opened": at("2026-03-02 10:00"),
    "worked": [[at("2026-03-02 10:00"), at("2026-03-02 12:00")]],
    "events": [event("2026-02-02 10:00", "capped", hours="1"), event("2026-02-02 10:00", "priced", hours="1")],
}


@pytest.mark.parametrize(
    ("service", "coverage"),
    [
        pytest.param("refused", "not_covered", id="a-gate"),
        pytest.param("priced", "chargeable", id="b-exhausted-with-a-price-beyond"),
        pytest.param("capped", "not_covered", id="b-exhausted-without"),
        pytest.param("plain", "covered", id="c-share"),
        pytest.param("shared", "covered", id="c-a-part"),
        pytest.param("paid_none", "chargeable", id="d-no-share-charged"),
        pytest.param("unpaid_none", "not_covered", id="d-no-share"),
        pytest.param("included", "covered", id="e-included"),
        pytest.param("gratis", "covered", id="e-charged-nothing"),
        pytest.param("charged", "chargeable", id="e-charged"),
        pytest.param("silent", "not_covered", id="e-silent"),
    ],
)
def test_56_the_order_of_steps(ask: Ask, service: str, coverage: str) -> None:
    assert ask(COVERAGE, service=service, **FACTS)["coverage"] == coverage


def test_56_an_open_step_branches_and_agreement_decides(ask: Ask) -> None:
    facts = {key: value for key, value in FACTS.items() if key not in {"hard", "banned"}}
    services = ask(COVERAGE, **facts)["services"]
    assert (services["plain"], services["refused"]) == ("covered", "undecided")


def test_57_a_share_reduces_the_charge(ask: Ask) -> None:
    """Two hours at 40 EUR; the vendor bears a quarter."""
    answer = ask(COVERAGE, **FACTS)
    assert answer["shares"]["shared"] == "25"
    assert answer["charges"]["shared"]["amount"] == "60.00"
    assert answer["charges"]["charged"]["amount"] == "80.00"


def test_57_without_a_service_what_all_agree_on(ask: Ask) -> None:
    answer = ask(COVERAGE, **FACTS)
    assert answer["coverage"] == "undecided"
    assert "service" in answer["needs"]
    answer = ask(EVENTS, tier="base", banned=False, severity="s1", opened=at("2026-03-02 10:00"))
    assert (answer["coverage"], answer["needs"]) == ("covered", [])
