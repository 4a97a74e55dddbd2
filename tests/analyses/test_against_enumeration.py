"""Random small contracts of two tiers: enumeration of concrete facts finds no overlap and no gap that the analyses
miss, and none that they report without cause."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from servdsl.analyses import conflicts, gaps, unfilled
from servdsl.cells import Study
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.expressions import Condition
from servdsl.model.values import LastsWhile, Offered
from tests.cells.build import clause, const, contract, define, price, tier, true, value
from tests.cells.oracle import EVERY, Slow, condition, several

LAYERS = ("gold", "basic", "all tiers")
OFFERS = {"gold": LAYERS, "basic": LAYERS[1:]}


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    clauses: list[Clause] = []
    for line, (layer, given_) in enumerate(zip(LAYERS, draw(st.tuples(several, several, several)), strict=True)):
        kept = draw(st.integers(0, 2))
        clauses += [
            c.model_copy(update={"layers": (layer,), "origin": c.origin.model_copy(update={"line": 10 * line + n})})
            for n, c in enumerate(given_[:kept])
        ]
    gate, term = draw(st.one_of(st.none(), condition)), draw(st.one_of(st.none(), condition))
    if gate is not None:
        clauses.append(clause(Offered(), gate, layer=draw(st.sampled_from(LAYERS))))
    if term is not None:
        clauses.append(clause(LastsWhile(condition=term), layer=draw(st.sampled_from(LAYERS))))
    return contract(*clauses, offers=(tier("basic"), tier("gold", "basic")))


def sold(made: Contract, offer: str) -> list[int]:
    """The facts for which an offer is offered and in force."""
    gates: list[Condition | None] = []
    for one in made.clauses:
        if set(one.layers) & set(OFFERS[offer]):
            if isinstance(one.value, Offered):
                gates.append(one.when)
            if isinstance(one.value, LastsWhile):
                gates.append(one.value.condition)
    return [n for n, facts in enumerate(EVERY) if all(true(gate, facts) for gate in gates)]


@settings(max_examples=30, deadline=None)
@given(contracts())
def test_no_overlap_and_no_gap_is_missed(made: Contract) -> None:
    by_layer = {layer: Slow(made.clauses_of(layer, "promise", "respond"), None) for layer in LAYERS}
    overlaps, left_open = False, set()
    for offer, layers in OFFERS.items():
        facts = sold(made, offer)
        outcomes = [{layer: by_layer[layer].decided(n)[0] for layer in layers} for n in facts]
        overlaps |= any("conflict" in outcome.values() for outcome in outcomes)
        said = any(by_layer[layer].clauses for layer in layers)
        if said and any(set(outcome.values()) == {"gap"} for outcome in outcomes):
            left_open.add(offer)
    assert bool(conflicts.check(Study(made))) == overlaps
    found = gaps.check(Study(made))
    assert {offer for offer in OFFERS for d in found if f"`{offer}`" in d.message} == left_open


@settings(max_examples=30, deadline=None)
@given(condition, st.one_of(st.none(), condition), condition)
def test_no_missing_case_is_missed(case: Condition, when: Condition | None, gate: Condition) -> None:
    rate = define("rate", (const("money", 5), case), type_="money")
    other = clause(price(1), strength="otherwise")
    made = contract(clause(price(value("rate", "money")), when), other, clause(Offered(), gate), defines=(rate,))
    missing = any(true(gate, facts) and true(when, facts) and not true(case, facts) for facts in EVERY)
    assert bool(unfilled.check(Study(made))) == missing
