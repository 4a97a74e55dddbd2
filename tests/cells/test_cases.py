"""Who wins, where nobody does, what is left open: worked by hand, then against a slow meaning."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servdsl.cells import Grid, TooManyCells, cases, cycles, same
from servdsl.model.contract import Clause
from servdsl.model.expressions import Arithmetic, Compare, Condition, During, FactRef, Holds, ValueRef, WindowIs
from servdsl.model.values import CalendarUnits, PromiseOf, Within
from tests.cells.build import (
    addon,
    both,
    choice,
    const,
    contract,
    define,
    either,
    hours,
    is_,
    no,
    ref,
    respond,
    test,
    tier,
    true,
    value,
)
from tests.cells.oracle import EVERY, Slow, condition, place, several

S1, EMAIL = is_("severity", "s1"), is_("channel", "email")


def order(*clauses: Clause) -> tuple[int, ...]:
    return cases(contract(), clauses).order


def test_the_most_specific_comes_first() -> None:
    assert order(respond(8), respond(4, S1), respond(2, both(S1, EMAIL))) == (2, 1, 0)


def test_strength_beats_specificity() -> None:
    clauses = respond(2, both(S1, EMAIL)), respond(4, strength="otherwise"), respond(8, S1, strength="in any case")
    assert order(*clauses) == (2, 0, 1)


def test_a_third_case_settles_two_that_overlap() -> None:
    settled = cases(contract(), [respond(1, S1), respond(2, EMAIL), respond(3, both(S1, EMAIL))])
    assert settled.conflicts == ()


def test_two_that_overlap_conflict() -> None:
    (conflict,) = cases(contract(), [respond(1, S1), respond(2, EMAIL)]).conflicts
    assert (conflict.first, conflict.second) == (0, 1)
    assert str(conflict.witness) == "severity is s1 and channel is email"
    assert conflict.witness.values == {"severity": "s1", "channel": "email"}


def test_equal_values_do_not_conflict() -> None:
    assert cases(contract(), [respond(1, S1), respond(1, EMAIL)]).conflicts == ()
    year = respond(1, S1).model_copy(update={"value": length(1, "years")})
    months = respond(1, EMAIL).model_copy(update={"value": length(12, "months")})
    assert cases(contract(), [year, months]).conflicts == ()


def length(count: int, unit: Any) -> PromiseOf:
    return PromiseOf(promise=Within(limit=CalendarUnits(count=count, unit=unit)))


def test_the_same_condition_twice_conflicts() -> None:
    (conflict,) = cases(contract(), [respond(1, S1), respond(2, no(no(S1)))]).conflicts
    assert str(conflict.witness) == "severity is s1"


def test_a_stronger_case_settles_a_conflict_where_it_applies() -> None:
    (conflict,) = cases(
        contract(), [respond(1, S1), respond(2, EMAIL), respond(3, ref("urgent"), strength="in any case")]
    ).conflicts
    assert str(conflict.witness) == "severity is s1 and channel is email and urgent is no"


def test_conflicts_count_where_it_is_offered() -> None:
    clauses = [respond(1, S1), respond(2, EMAIL)]
    assert cases(contract(), clauses, where=[is_("severity", "s2", "s3")]).conflicts == ()
    assert cases(contract(), clauses, where=[either(no(S1), ref("urgent")), no(ref("urgent"))]).conflicts == ()
    assert len(cases(contract(), clauses, where=[either(no(S1), ref("urgent"))]).conflicts) == 1


def test_a_gap_has_the_smallest_witness() -> None:
    clauses = [respond(1, S1), respond(2, both(is_("severity", "s2"), EMAIL)), respond(3, is_("severity", "s3"))]
    assert str(cases(contract(), clauses).gap) == "severity is s2 and channel is phone"
    assert str(cases(contract(), clauses[:2]).gap) == "severity is s3"
    assert cases(contract(), [respond(1, S1), respond(2, no(S1))]).gap is None


def test_a_case_that_never_wins() -> None:
    assert cases(contract(), [respond(1, S1), respond(2, no(S1)), respond(3, strength="otherwise")]).idle == (2,)
    assert cases(contract(), [respond(1, both(S1, is_("severity", "s2"))), respond(2)]).idle == (0,)


def test_comparisons_that_contradict_each_other_are_not_replayed() -> None:
    less = Compare(op="<", left=ref("fee"), right=ref("cost"))
    equal = Compare(op="=", left=ref("fee"), right=ref("cost"))
    (conflict,) = cases(contract(), [respond(1, less), respond(2, equal)]).conflicts
    assert not conflict.replayed
    (conflict,) = cases(contract(), [respond(1, less), respond(2, S1)]).conflicts
    assert conflict.replayed
    values = conflict.witness.values
    assert values is not None
    assert true(less, values)


def test_calendars_that_are_never_open_together_do_not_overlap() -> None:
    def sweep(calendars: tuple[str, ...]) -> set[tuple[bool, ...]]:
        assert calendars == ("office", "nights")
        return {(True, False), (False, True), (False, False)}

    clauses = [
        respond(1, During(subject="opened", calendar="office")),
        respond(2, During(subject="opened", calendar="nights")),
    ]
    assert cases(contract(), clauses, sweep=sweep).conflicts == ()
    assert str(cases(contract(), clauses, sweep=sweep).gap) == "opened outside office and opened outside nights"
    assert len(cases(contract(), clauses).conflicts) == 1


def test_what_cannot_be_at_once_does_not_overlap() -> None:
    met, breached = (WindowIs(window="resolve", status=status) for status in ("met", "breached"))
    assert cases(contract(), [respond(1, met), respond(2, breached)]).conflicts == ()
    two = contract(offers=(tier("basic"), tier("gold"), addon("extra")))
    assert cases(two, [respond(1, Holds(offer="basic")), respond(2, Holds(offer="gold"))]).conflicts == ()
    assert len(cases(two, [respond(1, Holds(offer="basic")), respond(2, Holds(offer="extra"))]).conflicts) == 1


def test_too_many_cells() -> None:
    facts = tuple(choice(f"f{n}", "a", "b", "c", "d") for n in range(8))
    every = both(*(Compare(op="=", left=fact_ref(f.name), right=const("choice", "a")) for f in facts))
    with pytest.raises(TooManyCells) as found:
        cases(contract(facts=facts), [respond(1, every)])
    assert found.value.size == 4**8


def fact_ref(name: str) -> FactRef:
    return FactRef(name=name, type="choice")


def test_many_facts_decide_an_offer_without_making_its_values_large() -> None:
    facts = tuple(choice(f"f{n}", "a", "b", "c", "d") for n in range(12))
    gates = [Compare(op="=", left=fact_ref(f.name), right=const("choice", "a")) for f in facts]
    assert cases(contract(facts=facts), [respond(1, gates[0])], where=gates).gap is None


def test_cycles() -> None:
    defines = (
        define("a", (Arithmetic(op="+", left=value("b"), right=const("number", 1), type="number"), None)),
        define("b", (value("a"), None)),
        define("c", (value("c"), None)),
        define("d", (value("a"), None)),
    )
    assert cycles(contract(defines=defines)) == (("a", "b"), ("c",))


def test_equal_expressions() -> None:
    def add(a: Any, b: Any) -> Arithmetic:
        return Arithmetic(op="+", left=a, right=b, type="money", currency="EUR")

    assert same(add(ref("fee"), ref("cost")), add(ref("cost"), ref("fee")))
    assert not same(add(ref("fee"), ref("fee")), add(ref("cost"), ref("fee")))
    assert same(const("money", Decimal("1.50")), const("money", Decimal("1.5")))
    assert same(hours(24), hours(24))
    assert not same(hours(24), length(1, "days"))


# ── Against a slow meaning ──────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=60, deadline=None)
@given(several, st.one_of(st.none(), condition))
def test_agrees_with_the_definition(clauses: list[Clause], where: Condition | None) -> None:
    found = cases(contract(), clauses, where=[] if where is None else [where])
    slow = Slow(clauses, where)
    outcomes = {n: slow.decided(n) for n in range(len(EVERY))}
    for n, (kind, won) in outcomes.items():
        if kind == "value":
            first = next(i for i in found.order if n in slow.truths[i])
            assert repr(clauses[first].value) == won
    kinds = {outcomes[n][0] for n in slow.where}
    assert bool(found.conflicts) == ("conflict" in kinds)
    assert (found.gap is not None) == ("gap" in kinds)
    for conflict in found.conflicts:
        shown = place(conflict.witness.values)
        assert outcomes[shown] == ("conflict", None)
        assert shown in slow.truths[conflict.first] & slow.truths[conflict.second]
    if found.gap is not None:
        assert outcomes[place(found.gap.values)] == ("gap", None)


@settings(max_examples=60, deadline=None)
@given(condition, condition)
def test_implication_agrees_with_the_definition(a: Condition, b: Condition) -> None:
    grid = Grid.over(contract(), [a, b])
    first = {n for n, facts in enumerate(EVERY) if true(a, facts)}
    second = {n for n, facts in enumerate(EVERY) if true(b, facts)}
    assert grid.implies(a, b) == (first <= second)
    assert grid.equivalent(a, b) == (first == second)
    assert grid.satisfiable(a) == bool(first)


unknowns = st.lists(
    st.builds(
        lambda op, pair: Compare(op=op, left=ref(pair[0]), right=ref(pair[1])),
        st.sampled_from(["<", "<=", ">", ">=", "=", "!="]),
        st.sampled_from([("fee", "cost"), ("cost", "fee")]),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=100, deadline=None)
@given(unknowns, st.integers(1, 3))
def test_a_replayed_witness_shows_what_it_claims(compares: list[Compare], bound: int) -> None:
    clauses = [respond(n + 1, compare) for n, compare in enumerate(compares)]
    clauses.append(respond(9, test("fee", "<", bound)))
    found = cases(contract(), clauses)
    for conflict in found.conflicts:
        if conflict.witness.values is not None:
            assert true(clauses[conflict.first].when, conflict.witness.values)
            assert true(clauses[conflict.second].when, conflict.witness.values)
    if found.gap is not None and found.gap.values is not None:
        assert not any(true(c.when, found.gap.values) for c in clauses)


def test_a_yes_no_definition_with_cases() -> None:
    hot = define("hot", (const("yes_no", "yes"), S1), (const("yes_no", "no"), both(S1, EMAIL)), type_="yes_no")
    made = contract(defines=(hot,))
    grid = Grid.over(made, [ValueRef(name="hot", type="yes_no"), both(S1, no(EMAIL))])
    assert grid.equivalent(ValueRef(name="hot", type="yes_no"), both(S1, no(EMAIL)))
