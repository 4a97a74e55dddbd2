"""Tables and matrices: unfolded into the clauses that one would write one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from servdsl.model import Contract
from servdsl.model.expressions import And, Compare, FactRef, InRange, Literal, OneOf, ValueRef

from .support import HEAD, clause, found, only, sound

BODY = """fact severity { s1, s2, s3 }
fact channel { phone, email, portal }
customer fact country country in PT, ES
customer fact value money in EUR
customer fact pumps whole from 1
fact vip yes or no
window respond from opened to responded
window repair_done from opened to repaired
calendar office { monday to friday 09:00-18:00 }
calendar nights { monday to friday 18:00-08:00 }
service parts
service repair
unit visit, visits
unit requester, requesters
"""


def same(one: str, other: str) -> None:
    """Two ways to write it give the same clauses, but for the places."""
    assert _said(sound(BODY + one)) == _said(sound(BODY + other))


def _said(contract: Contract) -> list[object]:
    clauses = [clause.model_dump(exclude={"origin"}) for clause in contract.clauses]
    return sorted(clauses, key=lambda clause: str(clause["id"]))


def test_a_table_of_windows_is_the_same_as_sentences() -> None:
    same(
        "tier a { windows by severity {\n| severity | respond | repair_done |\n| s1 | 1 hour | no promise |\n"
        "| s2 or s3 | 2 hours | 1 to 2 business days on office |\n} }\n",
        "tier a {\n respond within {\n  1 hour when severity is s1\n  2 hours when severity in s2, s3\n }\n"
        " repair_done has no promise when severity is s1\n"
        " repair_done within 1 to 2 business days on office when severity in s2, s3\n}\n",
    )


def test_keys_in_any_order_and_a_guard_in_a_cell() -> None:
    same(
        "tier a { windows by severity, channel {\n| channel | severity | respond |\n"
        "| phone | s1 | 1 hour when vip |\n} }\n",
        "tier a { respond within 1 hour when channel is phone and severity is s1 and vip }\n",
    )


def test_bounds_ranges_any_and_otherwise() -> None:
    contract = sound(
        BODY + "tier a { covers parts by pumps, channel {\n| pumps | channel | share |\n"
        "| 1 to 2 | phone or email | 100% |\n"
        "| > 9 | any | 50% |\n| otherwise | portal | no |\n} }\n"
    )
    one, two, three = contract.clauses
    pumps = FactRef(name="pumps", type="whole")
    channel = FactRef(name="channel", type="choice")
    assert one.when == And(
        items=(
            InRange(
                item=pumps, low=Literal(type="whole", value=Decimal(1)), high=Literal(type="whole", value=Decimal(2))
            ),
            OneOf(item=channel, values=("phone", "email")),
        )
    )
    assert two.when == Compare(op=">", left=pumps, right=Literal(type="whole", value=Decimal(9)))
    assert (three.strength, three.when) == (
        "otherwise",
        Compare(op="=", left=channel, right=Literal(type="choice", value="portal")),
    )
    assert [c.origin.line for c in contract.clauses] == [23, 24, 25]


def test_the_last_key_may_run_across() -> None:
    contract = sound(
        BODY + "define rate by country, value {\n| country | < 100 EUR | >= 100 EUR |\n| PT | 1% | 2% |\n"
        "| ES | 3% | 4% |\n}\n"
        "tier a { price rate of value per month }\n"
    )
    (define,) = contract.defines
    assert (define.type, len(define.cases)) == ("percent", 4)
    assert [case.value for case in define.cases] == [
        Literal(type="percent", value=Decimal(n) / 100) for n in (1, 2, 3, 4)
    ]
    limit = Literal(type="money", value=Decimal(100), currency="EUR")
    value = FactRef(name="value", type="money", currency="EUR")
    country = FactRef(name="country", type="country")
    assert define.cases[3].when == And(
        items=(
            Compare(op="=", left=country, right=Literal(type="country", value="ES")),
            Compare(op=">=", left=value, right=limit),
        )
    )


def test_a_defined_value_and_a_yes_or_no_as_keys() -> None:
    contract = sound(
        BODY + "define big when pumps > 5\ntier a { covers parts by vip, big {\n| vip | big | share |\n"
        "| yes | no | 10% |\n} }\n"
    )
    assert contract.clauses[0].id == "a.covers.parts.vip_and_not_big"
    when = contract.clauses[0].when
    assert isinstance(when, And)
    assert when.items[0] == FactRef(name="vip", type="yes_no")
    assert ValueRef(name="big", type="yes_no") in (getattr(when.items[1], "item", None),)


def test_citations_of_a_row_and_of_the_table() -> None:
    head = 'contract acme {\n language en\n zone UTC\n in force from 2026-01-01\n document D "D"\n}\n'
    contract = sound(
        "fact severity { s1, s2 }\nwindow respond from opened to responded\n"
        "tier a { @D-1\n windows by severity { @D-2\n | severity | respond | @D-3\n | s1 | 1 hour | @D-4 to D-5\n"
        " | s2 | 2 hours |\n }\n}\n",
        head,
    )
    assert clause(contract, "a.windows.respond.s1").sources == ("D-4", "D-5", "D-3", "D-2")
    assert clause(contract, "a.windows.respond.s2").sources == ("D-3", "D-2")
    assert contract.offers[0].sources == ("D-1",)


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("| level | respond |\n| s1 | 1 hour |", [("SD325", 1)]),
        ("| respond | severity |\n| 1 hour | s1 |", [("SD325", 1)]),
        ("| severity | respond |\n| free | 1 hour |", [("SD327", 2)]),
        ("| severity | respond |\n| | 1 hour |", [("SD327", 2)]),
        ("| severity | respond |\n| s9 | 1 hour |", [("SD210", 2)]),
        ("| severity | respond |\n| s1 when vip | 1 hour |", [("SD327", 2)]),
        ("| severity | respond |\n| s1 | any |", [("SD327", 2)]),
        ("| severity | respond |\n| s1 | 3 |", [("SD318", 2)]),
        ("| severity | office |\n| s1 | 1 hour |", [("SD203", 1)]),
        ("| severity | respond |\n| s9 | 2 days |", [("SD210", 2)]),
    ],
)
def test_tables_that_do_not_fit(rows: str, codes: list[tuple[str, int]]) -> None:
    lines = BODY.count("\n") + 1
    wanted = [(code, line + lines) for code, line in codes]
    assert found(BODY + f"tier a {{ windows by severity {{\n{rows}\n}} }}\n") == wanted


def test_an_empty_value_cell_says_nothing() -> None:
    contract = sound(BODY + "tier a { windows by severity {\n| severity | respond |\n| s1 | 1 hour |\n| s2 | |\n} }\n")
    assert [c.id for c in contract.clauses] == ["a.windows.respond.s1"]


# ── Matrices ───────────────────────────────────────────────────────────────────────────────────────────────────────

TIERS = "tier a { }\ntier b { }\n"

MATRIX = (
    TIERS
    + """tiers {
  |                                   | a               | b        |
  | accepts channel                   | email or portal | any      |
  | lasts                             | 1 year          | 3 years  |
  | offered when country is           | PT              | PT or ES |
  | covers parts                      | no              | 100%     |
  | covers repair when vip            | 50%             | yes      |
  | at most requester                 | 5               | unlimited |
  | includes visit per contract year  | no              | pumps    |
  | includes hours of repair per term | 4               | 8        |
  | discount on parts when pumps > 10 | 5%              | 10%      |
  | respond at the same time          | next business day | no promise |
  | price per month                   | free            | 9 EUR    |
  | charges repair per hour           | 10 EUR          | by quote |
  | attends                           | office          | nights   |
}
"""
)

WRITTEN = """tier a {
  accepts channel email, portal
  lasts 1 year
  offered when country is PT
  covers parts no
  covers repair 50% when vip
  at most 5 requesters
  includes 0 visits per contract year
  includes 4 hours of repair per term
  discount 5% on parts when pumps > 10
  respond within next business day at the same time
  price per month free
  charges repair 10 EUR per hour
  attends during office
}
tier b {
  accepts channel any
  lasts 3 years
  offered when country in PT, ES
  covers parts 100%
  covers repair yes when vip
  at most unlimited requesters
  includes pumps visits per contract year
  includes 8 hours of repair per term
  discount 10% on parts when pumps > 10
  respond has no promise
  price 9 EUR per month
  charges repair by quote per hour
  attends during nights
}
"""


def test_a_matrix_is_the_same_as_writing_it_in_each_tier() -> None:
    same(MATRIX, WRITTEN)


def test_offers_in_rows_are_declared_and_exclude_each_other() -> None:
    contract = sound(
        BODY + "tier a { price free }\naddons {\n requires a\n choose at most one\n"
        " | | price per year | respond | attends also | adds visit per contract year |\n"
        ' | fast "Fast" | from 400 EUR | 1 hour | nights | 1 |\n | calm "Calm" | 100 EUR | | no | 0 |\n}\n'
    )
    assert [(o.name, o.kind, o.labels.text("en", "")) for o in contract.offers] == [
        ("a", "tier", ""),
        ("fast", "addon", "Fast"),
        ("calm", "addon", "Calm"),
    ]
    assert sorted(c.id for c in contract.clauses if c.layers != ("a",)) == [
        "calm+fast.requires",
        "calm.adds.visit",
        "calm.conflicts.fast",
        "calm.price",
        "fast.adds.visit",
        "fast.attends_also",
        "fast.conflicts.calm",
        "fast.price",
        "fast.windows.respond",
    ]
    assert clause(contract, "fast.price").origin.line == 26
    assert clause(contract, "calm+fast.requires").layers == ("fast", "calm")


@pytest.mark.parametrize(
    ("matrix", "codes"),
    [
        ("tiers {\n | | x | y |\n | covers parts | no | 100% |\n}\n", ["SD330"]),
        ("tiers {\n | | a | bb |\n | covers parts | no | 100% |\n}\n", ["SD201"]),
        ("addons {\n | | a | b |\n | covers parts | no | 100% |\n}\n", ["SD203", "SD203"]),
        ("tiers {\n | | a | b |\n | covers part | no | 100% |\n}\n", ["SD201"]),
        ("tiers {\n | | a | b |\n | covers parts | any | 100% |\n}\n", ["SD327"]),
        ("tiers {\n | | a | b |\n | lasts | 1 | 1 year |\n}\n", ["SD327"]),
        ("tiers {\n | | a | b |\n | respond | 1 | 1 hour |\n}\n", ["SD327"]),
        ("tiers {\n | | a | b |\n | accepts channel | fax | any |\n}\n", ["SD210"]),
        ("tiers {\n | | a | b |\n | includes visit per year | 1 | 2 |\n}\n", ["SD310"]),
        ("tiers {\n | | a | b |\n | attends | office | respond |\n}\n", ["SD203"]),
    ],
)
def test_matrices_that_do_not_fit(matrix: str, codes: list[str]) -> None:
    assert [code for code, _ in found(BODY + "tier a { price free }\ntier b { price free }\n" + matrix)] == codes


def test_a_finding_in_a_matrix_points_at_its_cell() -> None:
    finding = only(
        BODY + "tier a { price free }\ntier b { price free }\ntiers {\n | | a | b |\n | covers parts | no | 150% |\n}\n"
    )
    assert (finding.code, finding.span.line, finding.span.column) == ("SD315", 25, 24)


def test_a_cell_cites_for_itself_its_heads_and_its_row_for_more() -> None:
    head = HEAD.replace("}", 'document A "Book"\n}')
    contract = sound(
        "service part\nservice trip\ntier base { price free }\ntier plus { price free }\n"
        "tiers { @A-1\n | | base @A-2 | plus |@A-3\n | covers part @A-4 | no @A-5 | 100% |@A-6\n"
        " | covers trip | no | 50% @A-7 |\n}\n"
        'addons {\n | | price once @A-8 | lasts |\n | day "Day" @A-9 | 1 EUR @A-10 | 1 year |@A-11\n}\n',
        head,
    )
    assert {c.id: c.sources for c in contract.clauses if c.kind != "price" or c.sources} == {
        "base.covers.part": ("A-5", "A-4", "A-2", "A-6", "A-3", "A-1"),
        "plus.covers.part": ("A-4", "A-6", "A-3", "A-1"),
        "base.covers.trip": ("A-2", "A-3", "A-1"),
        "plus.covers.trip": ("A-7", "A-3", "A-1"),
        "day.price": ("A-10", "A-9", "A-8", "A-11"),
        "day.lasts": ("A-9", "A-11"),
    }
    assert [(o.name, o.sources) for o in contract.offers] == [("base", ()), ("plus", ()), ("day", ("A-9", "A-11"))]


def test_what_the_cells_of_a_table_cite() -> None:
    head = HEAD.replace("}", 'document A "Book"\n}')
    contract = sound(
        "fact kind { a, b }\nfact way { c, d }\nwindow respond from opened to responded\n"
        "define rate by kind, way { @A-1\n | kind @A-2 | c @A-3 | d |\n | a @A-4 | 1% @A-5 | 2% |@A-6\n | b | 3% | 4% |\n}\n"
        "tier base {\n price free\n windows by kind {\n | kind | respond @A-7 |\n | a | 1 hour @A-8 |\n | b | 2 hours |\n }\n}\n",
        head,
    )
    (rate,) = contract.defines
    assert [case.sources for case in rate.cases] == [
        ("A-5", "A-3", "A-4", "A-2", "A-6", "A-1"),
        ("A-4", "A-2", "A-6", "A-1"),
        ("A-3", "A-2", "A-1"),
        ("A-2", "A-1"),
    ]
    assert clause(contract, "base.windows.respond.a").sources == ("A-8", "A-7")
    assert clause(contract, "base.windows.respond.b").sources == ("A-7",)
