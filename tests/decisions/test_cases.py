"""Decisions 2 to 16: cases, missing facts and what is presumed."""

from __future__ import annotations

import pytest

from .support import CASES, LAYERS, SITES, Ask, at, both_evaluators, checked, due

pytestmark = both_evaluators
OPENED = at("2026-03-02 10:00")


def test_2_a_given_definition_beats_its_formula(ask: Ask) -> None:
    answer = ask(CASES, tier="base", bom="1000", fee="7", large=False)
    assert answer["values"]["fee"] == {"amount": "7.00", "currency": "EUR", "needs": []}
    assert answer["values"]["large"]["value"] is False
    assert ask(CASES, tier="base", bom="1000")["values"]["fee"]["amount"] == "20.00"
    assert ask(CASES, tier="base", bom="1000")["values"]["large"]["value"] is True


@pytest.mark.parametrize(
    ("severity", "channel", "respond"),
    [("s1", "email", "11:00"), ("s2", "phone", "12:00"), ("s1", "phone", "10:30"), ("s3", "email", "18:00")],
)
def test_5_a_third_case_that_implies_two_others_wins(ask: Ask, severity: str, channel: str, respond: str) -> None:
    answer = ask(CASES, tier="base", opened=OPENED, severity=severity, channel=channel)
    assert due(answer, "respond") == at(f"2026-03-02 {respond}")


@pytest.mark.parametrize(
    ("severity", "channel", "resolve"), [("s1", "phone", "14:00"), ("s1", "email", "11:00"), ("s2", "email", "19:00")]
)
def test_5_strength_comes_before_implication(ask: Ask, severity: str, channel: str, resolve: str) -> None:
    answer = ask(CASES, tier="base", opened=OPENED, severity=severity, channel=channel)
    assert due(answer, "resolve") == at(f"2026-03-02 {resolve}")


@pytest.mark.parametrize(
    ("severity", "channel", "vip", "fetch"),
    [
        ("s1", "phone", False, "11:00"),
        ("s1", "phone", True, "10:20"),
        ("s1", "email", True, "11:00"),
        ("s2", "email", True, "15:00"),
    ],
)
def test_6_a_table_and_sentences_are_one_set_of_cases(
    ask: Ask, severity: str, channel: str, vip: bool, fetch: str
) -> None:
    answer = ask(CASES, tier="base", opened=OPENED, severity=severity, channel=channel, vip=vip)
    assert due(answer, "fetch") == at(f"2026-03-02 {fetch}")
    assert answer["problems"] == []


def test_7_a_conflict_met_at_run_time_is_undecided_with_both_clauses(ask: Ask) -> None:
    """10.17 and 7.14 add up to 17.31 and differ by 3.03: the compiler found no such numbers, and said so in a warning."""
    assert [d.code for d in checked(CASES).diagnostics if d.severity == "warning"] == ["SD402"]
    answer = ask(CASES, tier="base", opened=OPENED, flow="10.17", drop="7.14")
    assert (answer["windows"]["notify"]["state"], answer["windows"]["notify"]["needs"]) == ("undecided", [])
    (problem,) = answer["problems"]
    assert problem.count("base.windows.notify.") == 2
    assert problem.endswith("both apply, and neither is more special")
    answer = ask(CASES, tier="base", opened=OPENED, flow="10.17", drop="0")
    assert (due(answer, "notify"), answer["problems"]) == (at("2026-03-02 13:00"), [])


def test_8_silence(ask: Ask) -> None:
    answer = ask(CASES, tier="base", opened=OPENED, urgent=False, floor=1)
    assert answer["services"]["parts"] == "not_covered"
    assert "unsaid" not in answer["windows"]
    assert answer["charges"] == {}


def test_11_bands_that_agree_need_no_fact(ask: Ask) -> None:
    price = ask(CASES, tier="base", vip=True)["price"]
    assert (price["amount"], price["needs"]) == ("0.00", [])
    price = ask(CASES, tier="base", vip=False)["price"]
    assert (price["amount"], price["needs"]) == (None, ["bom"])
    price = ask(CASES, tier="base", vip=False, large=True, bom="2000")["price"]
    assert price["amount"] == "40.00"


def test_11_a_winning_formula_that_reads_a_missing_fact_is_undecided(ask: Ask) -> None:
    value = ask(CASES, tier="base")["values"]["double"]
    assert value == {"value": None, "needs": ["seats"]}


def test_12_one_certain_refusal_refuses(ask: Ask) -> None:
    answer = ask(CASES, tier="base", service="support", opened=OPENED, urgent=True)
    assert answer["coverage"] == "not_covered"
    answer = ask(CASES, tier="base", service="support", opened=OPENED, urgent=False)
    assert answer["coverage"] == "undecided"
    assert "floor" in answer["needs"]


def test_12_all_values_accepted_need_no_value(ask: Ask) -> None:
    answer = ask(CASES, tier="base", service="support", opened=OPENED, urgent=False, floor=1)
    assert answer["coverage"] == "covered"
    assert "kind" not in answer["needs"]


def test_13_each_part_has_its_own_needs_and_the_top_unites_them(ask: Ask) -> None:
    answer = ask(CASES, tier="base", service="support", opened=OPENED, severity="s1", vip=False, urgent=False)
    assert answer["windows"]["respond"]["needs"] == ["channel"]
    assert answer["price"]["needs"] == ["bom"]
    assert answer["windows"]["notify"]["needs"] == ["drop", "flow"]
    assert answer["needs"] == ["bom", "channel", "drop", "floor", "flow"]


def test_13_a_fact_that_cannot_change_the_outcome_is_not_needed(ask: Ask) -> None:
    answer = ask(CASES, tier="base", opened=OPENED, channel="phone")
    assert due(answer, "resolve") == at("2026-03-02 14:00")
    assert answer["windows"]["resolve"]["needs"] == []


def test_14_a_zone_is_needed_only_where_a_local_time_is_read(ask: Ask) -> None:
    answer = ask(SITES, tier="base", opened="2026-03-02T10:00:00-03:00", days_off=[])
    assert due(answer, "respond") == "2026-03-02T12:00:00-03:00"
    assert answer["windows"]["resolve"]["needs"] == ["site"]
    answer = ask(SITES, tier="base", opened="2026-03-02T10:00:00-03:00", site="America/Santiago")
    assert answer["windows"]["respond"]["needs"] == []
    assert answer["windows"]["resolve"]["needs"] == ["days_off"]


def test_15_a_named_offer_is_presumed_offered_until_facts_show_otherwise(ask: Ask) -> None:
    answer = ask(LAYERS, tier="low", service="support", opened=OPENED, channel="email")
    assert (answer["offered"], answer["coverage"]) == ("undecided", "covered")
    answer = ask(LAYERS, tier="low", service="support", opened=OPENED, channel="email", country="ES")
    assert (answer["offered"], answer["coverage"], answer["price"]) == ("no", "not_covered", None)
    answer = ask(LAYERS, tier="low", service="support", opened=OPENED, channel="email", country="PT", big=False)
    assert (answer["offered"], answer["coverage"], answer["price"]["amount"]) == ("yes", "covered", "10.00")


def test_16_without_a_tier_only_defined_values_are_answered(ask: Ask) -> None:
    answer = ask(CASES, bom="1000", opened=OPENED, service="support")
    assert answer["values"]["fee"]["amount"] == "20.00"
    assert (answer["coverage"], answer["windows"], answer["needs"]) == ("undecided", {}, ["tier"])


@pytest.mark.parametrize(("tier", "coverage"), [("low", "not_covered"), ("mid", "covered"), ("top", "not_covered")])
def test_16_the_tiers_name_holds_and_its_parents_do_not(ask: Ask, tier: str, coverage: str) -> None:
    answer = ask(LAYERS, tier=tier, service="labor", opened=OPENED, channel="email", country="PT", big=False)
    assert answer["coverage"] == coverage
