"""Missing facts and layers: what every completion agrees on, and what is needed where they differ."""

from __future__ import annotations

from typing import Any

import pytest

from servdsl.runtime import decide as deciding
from servdsl.runtime.case import Known, Lacking
from servdsl.runtime.decide import Outcome, agree, decide
from servdsl.runtime.question import Question
from tests.runtime import by_hand


def asked(**told: Any) -> Question:
    facts = by_hand.EVALUATOR.facts(told)
    return by_hand.EVALUATOR.question(facts).question


def promise(**told: Any) -> deciding.Agreed:
    question = asked(**told)
    return decide(question.opening, question.ranks, "promise", "respond")


# ── Missing facts ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_both_bands_are_0_so_the_value_is_not_needed() -> None:
    band = asked(tier="plus", year=1).opening.find("band")
    assert band == Known(0)


def test_a_winning_formula_that_reads_a_missing_fact_is_undecided() -> None:
    assert asked(tier="plus", year=2).opening.find("band") == Lacking(frozenset({"value"}))


def test_a_lower_bound_in_any_part_is_a_lower_bound() -> None:
    question = asked(tier="plus", year=2, value="999.99")
    price = decide(question.opening, (("plus",),), "price").value
    assert (price.amount, price.lower_bound) == (100, True)


def test_a_given_value_beats_its_formula() -> None:
    assert asked(tier="plus", band="7", year=2).opening.find("band") == Known(7)


def test_needs_are_those_that_alone_can_change_the_outcome() -> None:
    undecided = promise(tier="plus", severity="moderate")
    assert undecided.needs == {"urgent"}
    both = promise(tier="plus")
    assert both.needs == {"severity", "urgent"}


def test_a_yes_no_definition_is_expanded_over_the_facts_assumed() -> None:
    question = asked(tier="plus")
    always = agree(question.opening, lambda case: Outcome(Known(case.read("loud") or not case.read("urgent"))))
    assert always.value is True
    given = agree(asked(loud=False).opening, lambda case: Outcome(Known(case.read("loud"))))
    assert given.value is False


def test_combinations_that_no_instant_shows_are_not_tried() -> None:
    question = asked(tier="base", site="UTC")
    both = agree(question.opening, lambda case: Outcome(Known(case.read("in_office") and case.read("in_night"))))
    assert both.value is False
    one = agree(question.opening, lambda case: Outcome(Known(case.read("in_office"))))
    assert one.needs == {"opened"}


def test_a_known_opening_asks_the_calendar_and_needs_its_zone() -> None:
    noon = {"opened": "2026-03-06T12:00:00Z"}
    outcome = lambda case: Outcome(Known(case.read("in_office")))  # noqa: E731
    assert agree(asked(**noon, site="UTC").opening, outcome).value is True
    assert agree(asked(**noon, site="Pacific/Auckland").opening, outcome).value is False
    assert agree(asked(**noon).opening, outcome).needs == {"site"}


def test_too_many_completions_end_in_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "MOST_COMPLETIONS", 2)
    assert promise(tier="plus").needs == {"severity", "urgent"}


# ── Layers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_add_on_is_nearer_than_the_tier_and_the_tier_than_its_parent() -> None:
    def winner(**told: Any) -> str:
        return promise(**told).clauses[0].id

    critical = {"severity": "critical", "urgent": False}
    assert winner(tier="base", **critical) == "base.respond.critical"
    assert winner(tier="plus", **critical) == "plus.respond.critical"
    assert winner(tier="plus", addons=["fast"], **critical) == "fast.respond"


def test_a_layer_that_is_silent_for_these_facts_lets_the_next_one_decide() -> None:
    agreed = promise(tier="plus", severity="minimal", urgent=False)
    assert agreed.clauses[0].id == "base.respond.otherwise"


def test_two_cases_of_which_neither_wins_are_undecided_with_both() -> None:
    agreed = promise(tier="plus", severity="critical", urgent=True)
    assert agreed.problem == "plus.respond.critical and plus.respond.urgent: both apply, and neither is more special"
    assert [clause.id for clause in agreed.clauses] == ["plus.respond.critical", "plus.respond.urgent"]


def test_two_add_ons_of_one_level_that_differ_are_a_conflict() -> None:
    agreed = promise(tier="base", addons=["fast", "swift"], severity="critical")
    assert not agreed.known
    assert [clause.id for clause in agreed.clauses] == ["fast.respond", "swift.respond"]


def test_ranks_of_layers() -> None:
    ranks = by_hand.EVALUATOR.index.ranks("plus", ("fast", "calm"))
    assert ranks == (("calm", "fast"), ("all addons",), ("plus",), ("base",), ("all tiers",))


def test_an_add_on_never_replaces_the_price_of_the_tier() -> None:
    answer: Any = by_hand.ask(tier="plus", addons={"fast": 2}, year=2, value="5000")
    assert answer["price"]["amount"] == "100.00"
    assert answer["addons"]["fast"]["amount"] == "50.00"
    assert answer["total"]["amount"] == "200.00"
