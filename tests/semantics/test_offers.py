"""Offers, layers, levels of add-ons, ids of clauses."""

from __future__ import annotations

import pytest

from servdsl.semantics.graphs import in_order

from .support import HEAD, clause, findings, found, only, sound

BODY = """fact severity { s1, s2, s3 }
fact vip yes or no
customer fact pumps whole from 1
window respond from opened to responded
service parts
service repair
calendar office { monday to friday 09:00-18:00 }
"""


def test_layers_of_blocks() -> None:
    contract = sound(
        BODY + "tier b { price free }\ntier a extends b { }\naddon x { price free }\n"
        "for all { covers parts }\nfor all tiers { attends during office }\nfor all addons { requires a }\n"
        "for b, a { covers repair }\n"
    )
    assert {c.id: c.layers for c in contract.clauses} == {
        "b.price": ("b",),
        "x.price": ("x",),
        "all.covers.parts": ("all tiers", "all addons"),
        "all_tiers.attends": ("all tiers",),
        "all_addons.requires": ("all addons",),
        "a+b.covers.repair": ("b", "a"),
    }
    assert contract.offer("a").parent == "b"


def test_an_addon_stands_above_those_that_it_requires() -> None:
    contract = sound(
        "tier t { price free }\naddon c { requires b or t }\naddon b { requires a and not d }\naddon a { requires t }\n"
        "addon d extends b { price free }\naddon e { price free }\n"
    )
    assert {o.name: o.level for o in contract.offers} == {"t": 0, "c": 2, "b": 1, "a": 0, "d": 1, "e": 0}


def test_circles_of_requirements() -> None:
    finding = only("tier t { price free }\naddon a { requires b }\naddon b { requires c }\naddon c { requires a }\n")
    assert (finding.code, finding.span.line) == ("SD224", 8)
    assert finding.message == "add-ons require one another in a circle: `a` → `b` → `c` → `a`"


def test_parents_are_of_the_same_kind_and_no_circle() -> None:
    assert found("tier a extends x { price free }\naddon x { price free }\n") == [("SD220", 1)]
    assert found("tier a extends b { }\ntier b extends a { }\ntier c extends a { price free }\n") == [("SD222", 1)]


def test_an_unknown_offer_of_a_block_says_nothing_else() -> None:
    assert found(BODY + "tier a { price free }\nfor a, bb { covers parts }\n") == [("SD201", 9)]


def test_ids_say_the_condition() -> None:
    contract = sound(
        BODY + "tier a {\n respond within {\n  1 hour when severity is s1\n"
        "  2 hours when severity in s2, s3 and not vip\n"
        "  3 hours when pumps >= 3\n  4 hours when opened outside office\n  5 hours otherwise\n }\n"
        " covers parts when pumps in 3 to 9 or vip\n excludes repair when vip\n excludes severity s3\n"
        " excludes when respond is breached\n}\n"
    )
    assert [c.id for c in contract.clauses] == [
        "a.windows.respond.s1",
        "a.windows.respond.s2_or_s3_and_not_vip",
        "a.windows.respond.pumps_at_least_3",
        "a.windows.respond.opened_outside_office",
        "a.windows.respond.otherwise",
        "a.covers.parts.3_to_9_or_vip",
        "a.excludes.repair.vip",
        "a.excludes.severity",
        "a.excludes.respond_breached",
    ]


def test_ids_do_not_hang_on_the_place() -> None:
    one = "tier a {\n respond within 1 hour when severity is s1\n covers parts\n}\n"
    other = "tier a {\n\n covers parts\n respond within {\n  1 hour when severity is s1\n }\n}\n"
    ids = [{c.id for c in sound(BODY + text).clauses} for text in (one, other)]
    assert ids[0] == ids[1]


def test_ids_that_would_be_the_same_bear_a_hash() -> None:
    contract = sound(
        BODY + "unit visit, visits\ntier a {\n includes 2 visits per calendar month\n"
        " includes 9 visits per calendar year\n}\n"
    )
    one, other = (c.id for c in contract.clauses)
    assert one != other
    assert one.rpartition(".")[0] == other.rpartition(".")[0] == "a.includes.visit"
    assert len(one.rpartition(".")[2]) == 8


def test_a_long_condition_is_hashed() -> None:
    long = " or ".join(f"pumps is {n}" for n in range(40))
    (made,) = sound(BODY + f"tier a {{ covers parts when {long} }}\n").clauses
    assert len(made.id) == len("a.covers.parts.") + 8


def test_sentences_are_in_the_language_of_the_contract() -> None:
    contract = sound(BODY + "tier a { respond within 1 hour }\n", HEAD.replace("language en", "language es"))
    assert clause(contract, "a.windows.respond").says
    assert (
        clause(contract, "a.windows.respond").says
        != clause(sound(BODY + "tier a { respond within 1 hour }\n"), "a.windows.respond").says
    )


def test_an_amendment_declares_what_it_names_for_the_first_time() -> None:
    contract, all_ = findings(
        HEAD + BODY + "tier a { price free }\ntier b { price free }\n"
        "amendment winter from 2026-11-01 { tier c { price free }\n tier a { covers parts } }\n"
    )
    assert all_ == []
    assert contract is not None
    assert [o.name for o in contract.offers] == ["a", "b", "c"]
    assert [(c.id, c.layers) for c in contract.clauses[2:]] == [
        ("c.offered.start_at_least_2026-11-01", ("c",)),
        ("c.price", ("c",)),
        ("a@winter.covers.parts", ("a@winter",)),
    ]


ORDERED = "window respond from opened to responded\nservice part, parts\ntier a { price free }\ntier b { price free }\n"


def test_orders_of_tiers() -> None:
    cited = HEAD.replace("}", 'document A "Book"\n}')
    contract = sound(ORDERED + "order a < b except respond, parts, attends, includes @A-1\norder b < a\n", cited)
    assert [(o.tiers, o.exceptions, o.sources) for o in contract.orders] == [
        (("a", "b"), ("respond", "part", "attends", "quota"), ("A-1",)),
        (("b", "a"), (), ()),
    ]


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ("a < c", "SD201"),
        ("a < respond", "SD203"),
        ("a < night", "SD203"),
        ("a < b < a", "SD228"),
        ("a < b except respnd", "SD201"),
        ("a < b except b", "SD203"),
        ("a < b except part, parts", "SD228"),
    ],
)
def test_orders_that_name_what_they_cannot(order: str, code: str) -> None:
    finding = only(ORDERED + f"addon night {{ price free }}\norder {order}\n")
    assert finding.code == code


def test_the_help_of_an_unknown_exception() -> None:
    assert only(ORDERED + "order a < b except respnd\n").help == "did you mean `respond`?"


def test_an_order_of_needs() -> None:
    made = in_order({"a": ["b", "c"], "b": ["c"], "c": [], "d": ["e"], "e": ["d", "a"]})
    assert made.order.index("c") < made.order.index("b") < made.order.index("a")
    assert made.circles == (("d", "e"),)
