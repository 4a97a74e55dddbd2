"""What the analyses find in cases and layers of small contracts, worked by hand."""

from __future__ import annotations

from decimal import Decimal

from servdsl.analyses import addons, conflicts, gaps, hidden, sequence, size, unfilled, unreachable
from servdsl.cells import Study
from servdsl.diagnostics import Diagnostic
from servdsl.model.expressions import Arithmetic, Compare, FactRef, Holds, Literal, Or
from servdsl.model.values import BusinessDays, Conflicts, LastsWhile, NoPromise, Offered, PromiseOf, Requires, Within
from tests.cells.build import (
    FACTS,
    addon,
    both,
    choice,
    clause,
    const,
    contract,
    define,
    hours,
    is_,
    no,
    percent,
    price,
    ref,
    respond,
    test,
    tier,
    value,
    years,
)

S1, S2, EMAIL = is_("severity", "s1"), is_("severity", "s2"), is_("channel", "email")
TWO_TIERS = (tier("basic"), tier("gold", "basic"))


def said(found: list[Diagnostic]) -> list[tuple[str, int, str]]:
    return [(d.code, d.span.line, d.message) for d in found]


def lines(found: list[Diagnostic]) -> list[tuple[str, int, list[int]]]:
    return [(d.code, d.span.line, [note.span.line for note in d.notes]) for d in found]


# ── Conflicts ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_overlapping_cases_are_named_with_both_places() -> None:
    found = conflicts.check(Study(contract(respond(1, S1, line=10), respond(2, EMAIL, line=11))))
    assert said(found) == [("SD401", 11, "`respond` has two answers where severity is s1 and channel is email")]
    assert lines(found) == [("SD401", 11, [10, 11])]


def test_an_overlap_that_is_never_offered_is_none() -> None:
    clauses = respond(1, S1), respond(2, EMAIL)
    never = clause(Offered(), no(both(S1, EMAIL)))
    assert conflicts.check(Study(contract(*clauses, never))) == []
    ended = clause(LastsWhile(condition=is_("channel", "phone")))
    assert conflicts.check(Study(contract(*clauses, ended))) == []


def test_an_overlap_of_the_contract_wide_layer_counts_once() -> None:
    clauses = (respond(1, S1, layer="all tiers", line=10), respond(2, EMAIL, layer="all tiers", line=11))
    only_phone = clause(Offered(), is_("channel", "phone"), layer="gold")
    assert lines(conflicts.check(Study(contract(*clauses, only_phone, offers=TWO_TIERS)))) == [("SD401", 11, [10, 11])]


def test_an_overlap_without_facts_that_show_it_is_a_warning() -> None:
    less = Compare(op="<", left=ref("fee"), right=ref("cost"))
    more = Compare(op=">", left=ref("fee"), right=ref("cost"))
    (found,) = conflicts.check(Study(contract(respond(1, less), respond(2, more))))
    assert (found.code, found.severity) == ("SD402", "warning")


def test_cases_of_a_definition_overlap_too() -> None:
    rate = define("rate", (const("number", 1), S1), (const("number", 2), EMAIL), line=5)
    assert lines(conflicts.check(Study(contract(defines=(rate,))))) == [("SD401", 6, [5, 6])]


# ── Add-ons ─────────────────────────────────────────────────────────────────────────────────────────────────────────

FAST, CALM = respond(1, layer="fast", line=20), respond(2, layer="calm", line=21)


def two_addons(*clauses: object, level: int = 0) -> list[tuple[str, int, list[int]]]:
    offers = (tier("basic"), addon("fast"), addon("calm", level))
    return lines(addons.check(Study(contract(*clauses, offers=offers))))  # type: ignore[arg-type]


def test_two_addons_of_one_level_differ() -> None:
    assert two_addons(FAST, CALM) == [("SD403", 21, [20, 21])]
    assert two_addons(FAST, CALM, level=1) == []
    assert two_addons(FAST, respond(1, layer="calm")) == []


def test_two_addons_that_exclude_each_other() -> None:
    assert two_addons(FAST, CALM, clause(Conflicts(offers=("calm",)), layer="fast")) == []
    assert two_addons(FAST, CALM, clause(Conflicts(offers=("calm",)), S1, layer="fast")) != []
    offered = clause(Offered(), S1, layer="fast"), clause(Offered(), S2, layer="calm")
    assert two_addons(FAST, CALM, *offered) == []


def test_two_addons_that_never_decide_the_same_facts() -> None:
    assert two_addons(respond(1, S1, layer="fast"), respond(2, S2, layer="calm")) == []


def test_prices_of_addons_are_their_own() -> None:
    assert two_addons(clause(price(1), layer="fast"), clause(price(2), layer="calm")) == []


# ── Gaps ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_promise_left_open() -> None:
    found = gaps.check(Study(contract(respond(1, S1, line=7), respond(2, S2))))
    assert said(found) == [("SD404", 7, "`respond` is left open in `basic` where severity is s3")]


def test_what_no_layer_decides_is_no_gap() -> None:
    assert gaps.check(Study(contract(respond(1)))) == []
    assert gaps.check(Study(contract())) == []


def test_a_gap_counts_where_it_is_offered() -> None:
    assert gaps.check(Study(contract(respond(1, S1), clause(Offered(), S1)))) == []
    assert gaps.check(Study(contract(respond(1, S1), clause(LastsWhile(condition=S1))))) == []
    assert gaps.check(Study(contract(respond(1, S1), clause(LastsWhile(condition=S1), EMAIL)))) != []


def test_a_parent_or_no_promise_fills_a_gap() -> None:
    own = respond(1, S1, layer="gold")
    assert gaps.check(Study(contract(own, respond(8), offers=TWO_TIERS))) == []
    nothing = clause(PromiseOf(promise=NoPromise()), no(S1), layer="gold", thing="respond")
    assert gaps.check(Study(contract(own, nothing, offers=TWO_TIERS))) == []


def test_one_finding_for_all_offers_with_the_same_gap() -> None:
    found = gaps.check(Study(contract(respond(1, S1, layer="all tiers"), offers=TWO_TIERS)))
    assert [d.message for d in found] == ["`respond` is left open in `basic`, `gold` where severity is s2"]


def test_prices_and_amounts_have_gaps_and_shares_doubts() -> None:
    assert [d.code for d in gaps.check(Study(contract(clause(price(100), years(1, 5)))))] == ["SD404"]
    single = clause(percent(100), S1, thing="support")
    assert gaps.check(Study(contract(single))) == []
    graded = clause(percent(50), S2, thing="support")
    assert said(gaps.check(Study(contract(single, graded)))) == [
        ("SD406", 1, "`covers support` says nothing in `basic` where severity is s3, so nothing is covered")
    ]


def test_an_addon_is_open_only_where_no_tier_and_no_required_addon_decides() -> None:
    offers = (tier("basic"), addon("fast"), addon("faster", 1))
    own = respond(1, S1, layer="faster")
    assert [d.code for d in gaps.check(Study(contract(own, offers=offers)))] == ["SD404"]
    assert gaps.check(Study(contract(own, respond(8), offers=offers))) == []
    required = clause(Requires(condition=Holds(offer="fast")), layer="faster")
    assert gaps.check(Study(contract(own, required, respond(4, layer="fast"), offers=offers))) == []
    assert gaps.check(Study(contract(own, respond(4, layer="fast"), offers=offers))) != []


def test_an_addon_counts_only_with_a_tier_that_it_may_be_bought_with() -> None:
    offers = (tier("basic"), tier("other"), addon("fast"))
    own, base = respond(1, S1, layer="fast"), respond(8)
    only_basic = clause(Requires(condition=Holds(offer="basic")), layer="fast")
    assert gaps.check(Study(contract(own, base, only_basic, offers=offers))) == []
    either = clause(Requires(condition=Or(items=(Holds(offer="basic"), Holds(offer="other")))), layer="fast")
    assert [d.message for d in gaps.check(Study(contract(own, base, either, offers=offers)))] == [
        "`respond` is left open in `fast` where severity is s2"
    ]


# ── Defined values ──────────────────────────────────────────────────────────────────────────────────────────────────

ONE, TWO = const("percent", Decimal("0.01")), const("percent", Decimal("0.02"))
RATE = define("rate", (ONE, years(0, 4)), (TWO, years(5, 8)), type_="percent", line=5)


def of_fee(name: str) -> Arithmetic:
    return Arithmetic(op="*", left=value(name, "percent"), right=ref("fee"), type="money", currency="EUR")


def test_a_defined_value_without_a_case_where_it_is_read() -> None:
    found = unfilled.check(Study(contract(clause(price(of_fee("rate")), line=9), defines=(RATE,))))
    assert said(found) == [("SD405", 5, "`rate` has no case where year >= 9, and is needed there by `price`")]
    assert lines(found) == [("SD405", 5, [9])]


def test_what_is_missing_is_told_once_however_many_clauses_read_it() -> None:
    reading, old = price(of_fee("rate")), test("year", ">=", 9)
    four = [both(S1, EMAIL), both(S1, no(EMAIL)), both(no(S1), EMAIL), both(no(S1), no(EMAIL))]
    clauses = [clause(reading, when, line=9 + n) for n, when in enumerate(four)]
    (found,) = unfilled.check(Study(contract(*clauses, defines=(RATE,))))
    assert said([found]) == [
        ("SD405", 5, "`rate` has no case where year >= 9, and is needed there by `price` and 3 other clauses")
    ]
    assert [(note.span.line, note.text) for note in found.notes] == [
        (9, "it is read here"),
        (10, "it is read here"),
        (11, "it is read here, and in 1 more clause"),
    ]
    two = clause(reading, old, line=9), clause(reading, no(old), line=10)
    ends = define("rate", (TWO, years(5, 8)), type_="percent", line=5)
    assert said(unfilled.check(Study(contract(*two, defines=(ends,))))) == [
        ("SD405", 5, "`rate` has no case where year >= 9, and is needed there by `price`"),
        ("SD405", 5, "`rate` has no case where year <= 4, and is needed there by `price`"),
    ]


def test_a_defined_value_is_not_needed_where_the_clause_does_not_decide() -> None:
    reading = price(of_fee("rate"))
    assert (
        unfilled.check(
            Study(
                contract(
                    clause(reading, test("year", "<=", 8)), clause(price(5), test("year", ">", 8)), defines=(RATE,)
                )
            )
        )
        == []
    )
    assert unfilled.check(Study(contract(clause(reading), clause(Offered(), years(0, 8)), defines=(RATE,)))) == []
    nearer = clause(price(7), test("year", ">=", 9), layer="gold")
    own = clause(reading, layer="gold", strength="otherwise")
    assert unfilled.check(Study(contract(nearer, own, offers=TWO_TIERS, defines=(RATE,)))) == []
    assert unfilled.check(Study(contract(defines=(RATE,)))) == []


def test_a_defined_value_is_followed_through_others() -> None:
    double = define("double", (value("rate", "percent"), S1), (const("percent", 0), no(S1)), type_="percent", line=8)
    found = unfilled.check(Study(contract(clause(price(of_fee("double"))), defines=(RATE, double))))
    assert [d.message for d in found] == [
        "`rate` has no case where severity is s1 and year >= 9, and is needed there by `price`"
    ]


# ── Hidden exceptions, dead cases, size ─────────────────────────────────────────────────────────────────────────────

PARENT = respond(8, line=2), respond(2, S1, line=3)


def test_a_general_clause_hides_a_parents_exception() -> None:
    found = hidden.check(Study(contract(*PARENT, respond(4, layer="gold", line=9), offers=TWO_TIERS)))
    assert lines(found) == [("SD407", 9, [3])]


def test_an_exception_that_is_repeated_is_not_hidden() -> None:
    own = respond(4, layer="gold"), respond(1, S1, layer="gold")
    assert hidden.check(Study(contract(*PARENT, *own, offers=TWO_TIERS))) == []
    assert hidden.check(Study(contract(*PARENT, respond(2, layer="gold"), offers=TWO_TIERS))) == []
    assert hidden.check(Study(contract(*PARENT, respond(4, S2, layer="gold"), offers=TWO_TIERS))) == []


def test_what_only_otherwise_is_wider_than_is_no_exception() -> None:
    parent = respond(8, strength="otherwise"), respond(2, S1)
    assert hidden.check(Study(contract(*parent, respond(4, layer="gold"), offers=TWO_TIERS))) == []


def test_dead_cases() -> None:
    dead = respond(3, strength="otherwise", line=4), respond(4, both(S1, S2), line=5)
    assert said(unreachable.check(Study(contract(respond(1, S1), respond(2, no(S1)), *dead)))) == [
        ("SD408", 4, "this case of `respond` never decides anything: other cases always win"),
        ("SD408", 5, "this case of `respond` never decides anything: no facts satisfy its condition"),
    ]


def test_a_case_is_alive_if_it_wins_in_one_of_its_layers() -> None:
    shared = respond(8, strength="otherwise", layers=("basic", "gold"))
    own = respond(1, S1, layer="gold"), respond(2, no(S1), layer="gold")
    assert unreachable.check(Study(contract(shared, *own, offers=(tier("basic"), tier("gold"))))) == []


def test_a_case_in_a_conflict_is_not_called_dead() -> None:
    assert unreachable.check(Study(contract(respond(1, S1), respond(2, S1)))) == []


def test_a_value_with_too_many_cells() -> None:
    facts = tuple(choice(f"f{n}", *"abcdefghijk") for n in range(4))
    every = both(
        *(
            Compare(op="=", left=FactRef(name=f.name, type="choice"), right=Literal(type="choice", value="a"))
            for f in facts
        )
    )
    made = contract(respond(1, every, line=3), respond(2, strength="otherwise"), facts=(*FACTS, *facts))
    assert said(size.check(Study(made))) == [
        ("SD410", 3, "`respond` depends on too much: 14641 combinations of facts, most of them by `f0`, `f1`, `f2`")
    ]
    others = (conflicts.check, gaps.check, hidden.check, unreachable.check)
    assert [found for check in others for found in check(Study(made))] == []


# ── Order in time ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_repair_before_the_response() -> None:
    resolve = clause(hours(4), S1, thing="resolve", line=6)
    later = clause(hours(16), no(S1), thing="resolve")
    found = sequence.check(Study(contract(respond(8, line=5), resolve, later)))
    assert said(found) == [("SD409", 6, "`resolve` is due before `respond` where severity is s1")]
    assert sequence.check(Study(contract(respond(8, S2), resolve))) == []
    days = PromiseOf(promise=Within(limit=BusinessDays(count=1)))
    assert sequence.check(Study(contract(respond(48), clause(days, thing="resolve")))) == []
