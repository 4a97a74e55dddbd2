"""The case map: general cases and exceptions, gaps and overlaps with their witness, what examples have tried."""

from __future__ import annotations

import pytest

from servdsl.backends.diagrams import Mark, Picture, casemap, tried
from servdsl.backends.diagrams.drawing.canvas import Cell
from servdsl.backends.diagrams.drawing.style import AMBER, BLUE, HEIGHT, PANEL, RED, RED_DARK
from servdsl.cells import Study
from servdsl.model import Contract
from tests.backends.pictured import cells, contract_of, links, parsed, places, row_of, said, words

FACTS = """
fact severity "Severity" { s1 "S1", s2 "S2", s3 "S3" }
fact channel "Channel" { phone "Phone", email "E-mail" }
customer fact partner "Partner" yes or no
customer fact worth "Worth" money in EUR
service support "Support"
service parts "Parts"
window respond "Response" from opened to responded
"""

CLASH = (
    FACTS
    + """
tier base "Base" {
  covers support
  respond within 1 hour  when severity is s1                                    @ACM-001
  respond within 2 hours when channel is email and severity in s1, s2           @ACM-002
  respond within 3 hours when channel is phone and severity is s2               @ACM-003
  price per year {
    900 EUR   when worth < 50_000 EUR                                           @ACM-004
    700 EUR   when partner                                                      @ACM-005
    1_500 EUR otherwise                                                         @ACM-006
  }
}
"""
)

LAYERS = (
    FACTS
    + """
tier base "Base" {
  covers support
  covers parts when severity is s1                                              @ACM-001
  respond within {
    1 hour  when severity is s1                                                 @ACM-002
    2 hours otherwise                                                           @ACM-003
  }
}
tier plus "Plus" extends base {
  respond within 30 minutes when severity is s2                                 @ACM-004
}
tier max "Max" extends base {
}
"""
)


def drawn(text: str, tested: frozenset[Mark] | None = None) -> tuple[Contract, list[Picture]]:
    contract = contract_of(text)
    return contract, casemap.pictures(Study(contract), tested)


def tile(pictures: list[Picture], row: str, place: int) -> Cell:
    """A tile of the row that begins with a text, by its place after it."""
    found = [one.cells for picture in pictures for one in picture.rows if said(one.cells[0]) == row]
    (cells_,) = found
    return [cell for cell in cells_[1:] if cell.lines][place]


def test_a_case_alone_is_general_and_one_inside_of_another_is_an_exception() -> None:
    _, pictures = drawn(LAYERS)
    # Base and Max; Plus
    assert [said(cell) for cell in row_of(pictures, "Base and Max") if cell.lines] == ["Base and Max", "Plus"]
    general, exception = tile(pictures, "Severity: S3", 0), tile(pictures, "Severity: S1", 0)
    assert (said(general), general.fill) == ("2 hours ACM-003", BLUE)
    assert (said(exception), exception.fill) == ("▲ 1 hour ACM-002", AMBER)


def test_a_nearer_layer_decides_over_a_farther_one() -> None:
    _, pictures = drawn(LAYERS)
    assert said(tile(pictures, "Severity: S2", 0)) == "2 hours ACM-003"
    assert said(tile(pictures, "Severity: S2", 1)) == "▲ 30 minutes ACM-004"
    assert said(tile(pictures, "Severity: S3", 1)) == "2 hours ACM-003"


def test_a_gap_is_red_and_has_a_witness() -> None:
    _, pictures = drawn(CLASH)
    gap = tile(pictures, "Severity: S3", 0)
    assert gap.fill == RED
    assert gap.border == RED_DARK
    assert said(gap) == "○ gap witness: Severity: S3; Channel: Phone"


def test_an_overlap_names_both_clauses_and_has_a_witness() -> None:
    _, pictures = drawn(CLASH)
    overlap = tile(pictures, "Severity: S1", 1)
    assert overlap.fill == RED_DARK
    assert said(overlap) == "≠ overlap 1 hour ≠ 2 hours ACM-001 ≠ ACM-002 witness: Severity: S1; Channel: E-mail"
    assert said(tile(pictures, "Severity: S1", 0)) == "1 hour ACM-001"


def test_numbers_are_cut_where_a_condition_cuts_them() -> None:
    """Below 50,000 EUR a partner has two prices; from there on the weakest case yields to the partner's."""
    _, pictures = drawn(CLASH)
    assert said(tile(pictures, "Worth: < 50,000.00 EUR", 0)) == "▲ 900.00 EUR per year ACM-004"
    assert "ACM-004 ≠ ACM-005" in said(tile(pictures, "Worth: < 50,000.00 EUR", 1))
    assert said(tile(pictures, "Worth: ≥ 50,000.00 EUR", 0)) == "1,500.00 EUR per year ACM-006"
    assert said(tile(pictures, "Worth: ≥ 50,000.00 EUR", 1)) == "▲ 700.00 EUR per year ACM-005"


def test_every_deciding_clause_is_linked_to() -> None:
    contract, pictures = drawn(CLASH)
    led = {href[1:] for picture in pictures for href in links(parsed(picture))}
    assert led <= places(contract)
    assert {f"clause-{clause.id}" for clause in contract.clauses if clause.kind in ("promise", "price")} <= led


def test_a_value_of_one_case_is_a_line_with_its_sentence() -> None:
    _, pictures = drawn(LAYERS)
    row = [said(cell) for cell in row_of(pictures, "ACM-001") if cell.lines]
    assert row == ["All plans", "Parts is covered in full when the severity is S1. ACM-001"]


def test_what_nobody_has_looked_at_is_not_marked() -> None:
    assert "tested" not in words(drawn(LAYERS)[1])


def test_what_an_example_decides_by_is_marked_in_its_layer_only() -> None:
    contract = contract_of(LAYERS)
    first, otherwise = (clause.id for clause in contract.clauses_of("base", "promise", "respond"))
    pictures = casemap.pictures(Study(contract), frozenset({(first, "base")}))
    assert said(tile(pictures, "Severity: S1", 0)).endswith("● tested")
    assert "tested" not in said(tile(pictures, "Severity: S3", 0))
    other = casemap.pictures(Study(contract), frozenset({(otherwise, "plus")}))
    assert "● tested" not in " ".join(said(cell) for cell in cells(other) if cell.fill in (BLUE, AMBER))


def test_marks_come_from_the_clauses_that_answers_rest_on() -> None:
    text = (
        LAYERS
        + """
define fee "Fee" is {
  10 EUR when partner
  20 EUR otherwise
}
tier paid "Paid" {
  price fee per year
}
example "An answer" {
  given tier plus, severity s3, opened 2026-03-02 09:00
  expect respond due 2026-03-02 11:00
}
example "A price" {
  given tier paid, partner yes
  expect price 10 EUR
}
"""
    )
    contract = contract_of(text)
    otherwise = contract.clauses_of("base", "promise", "respond")[1].id
    own = contract.clauses_of("plus", "promise", "respond")[0].id
    # the second example rests on a clause of a layer that says nothing to its tier: no mark
    found = tried(contract, [[otherwise, "unheard of"], [own]])
    assert found == {(otherwise, "base"), ("fee", "0")}


def test_a_defined_value_is_shown_with_its_cases() -> None:
    text = """
define fee "Fee" is {
  10 EUR when partner                                                           @ACM-001
  20 EUR otherwise                                                              @ACM-002
}
tier paid "Paid" {
  price fee per year
}
"""
    contract, pictures = drawn(FACTS + text)
    shown = words(pictures)
    assert "Fee (defined value)" in shown
    assert said(tile(pictures, "Partner: yes", 0)) == "▲ 10.00 EUR ACM-001"
    assert said(tile(pictures, "Partner: no", 0)) == "20.00 EUR ACM-002"
    assert "#value-fee" in links(parsed(pictures[0]))
    assert "value-fee" in places(contract)


def test_what_nobody_promised_to_decide_is_no_gap() -> None:
    """A share may be silent; a promise that speaks of some cases must speak of all (decision 8)."""
    text = """
tier base "Base" {
  covers support
  covers parts 50%  when severity is s1 and partner
  covers parts 100% when severity is s2 and partner
}
"""
    _, pictures = drawn(FACTS + text)
    kinds = {cell.fill for cell in cells(pictures)}
    assert RED not in kinds
    assert PANEL in kinds
    assert "nothing said" in words(pictures)


def test_what_an_addon_leaves_to_the_tier_is_no_gap() -> None:
    _, pictures = drawn(
        LAYERS
        + 'addon fast "Fast" {\n  requires base or plus\n  respond within 5 minutes when severity is s1 @ACM-005\n}\n'
    )
    assert said(tile(pictures, "Severity: S1", 2)) == "5 minutes ACM-005"
    unsaid = tile(pictures, "Severity: S3", 2)
    assert (said(unsaid), unsaid.fill) == ("– nothing said", PANEL)


def test_cells_in_which_the_offer_is_not_to_be_had_are_told_apart() -> None:
    text = """
tier base "Base" {
  offered when partner
  covers parts {
    100% when worth < 50_000 EUR and partner
    50%  when worth >= 50_000 EUR and partner
  }
}
"""
    _, pictures = drawn(FACTS + text)
    shown = words(pictures)
    assert RED not in {cell.fill for cell in cells(pictures)}
    assert said(tile(pictures, "Worth: < 50,000.00 EUR", 0)).startswith("100%")
    assert "· not offered: Partner: no" in shown
    assert "nothing said" not in shown


SHARED = """
tier NAME "NAME" {
  GATE
  covers parts {
    100% when worth < 50_000 EUR and partner
    50%  when worth >= 50_000 EUR and partner
  }
}
"""


def of_tiers(*gates: str) -> str:
    names = ("Base", "Plus", "Max")
    return FACTS + "".join(SHARED.replace("NAME", n).replace("GATE", g) for n, g in zip(names, gates, strict=False))


def test_what_several_plans_do_not_offer_is_told_once() -> None:
    """With the names of the plans where others do."""
    _, pictures = drawn(of_tiers("offered when partner", "offered when partner"))
    assert words(pictures).count("not offered: Partner: no") == 1
    assert "Base and Plus" not in words(pictures)
    _, pictures = drawn(of_tiers("offered when partner", "offered when partner", ""))
    assert "· not offered: Partner: no · Base and Plus – nothing said: Partner: no · Max" in words(pictures)


def test_of_many_choices_the_few_others_are_named() -> None:
    letters = ", ".join(f'c{n} "C{n}"' for n in range(9))
    text = f'fact kind "Kind" {{ {letters} }}\ntier base "Base" {{\n  respond within {{\n'
    _, pictures = drawn(FACTS + text + "    1 hour when kind in c3, c5\n    2 hours otherwise\n  }\n}")
    (head, *_) = row_of(pictures, "2 hours")
    assert said(head) == "Kind: all but C3 and C5"
    _, pictures = drawn(FACTS + text + "    1 hour when kind in c1, c2, c3, c4\n    2 hours otherwise\n  }\n}")
    (head, *_) = row_of(pictures, "2 hours")
    assert said(head) == "Kind: C0, C5, C6, C7 or C8"


MANY = FACTS + "\n".join(f'fact f{n} "F{n}" yes or no' for n in range(9))


def test_a_value_with_too_many_cells_is_summed_up_by_its_clauses() -> None:
    """3 severities and 8 yes-or-no facts, at least, are more cells than a table holds; gaps and overlaps come first."""
    cases = "\n".join(f"    {n + 1} hours when f{n} and severity is s1" for n in range(9))
    text = (
        MANY
        + f'\ntier base "Base" {{\n  covers support\n  respond within {{\n{cases}\n    20 hours otherwise\n  }}\n}}\n'
    )
    _, pictures = drawn(text)
    assert len(pictures) <= 4
    rows = [[said(cell) for cell in one.cells if cell.lines] for picture in pictures for one in picture.rows]
    counted = [row for row in rows if any(" of 1536 cells" in text for text in row)]
    # of 3 × 2⁹ cells, 512 have severity S1; in one of these no f holds, and there and elsewhere the weakest case wins
    general = next(row for row in counted if "20 hours" in row[0])
    assert "1025 of 1536 cells" in general[1]
    # two of nine conditions at once: 36 overlaps
    overlaps = [row for row in counted if row[0].startswith("≠ overlap")]
    assert len(overlaps) == 36
    assert counted.index(overlaps[0]) < counted.index(general)


def test_sixty_tiers_are_summed_up_or_split() -> None:
    tiers = "".join(
        f'tier t{n} "Plan {n}" {{\n'
        f"  respond within {{\n    {n + 1} hours when severity is s1\n    {n + 2} hours otherwise\n  }}\n}}\n"
        for n in range(60)
    )
    _, pictures = drawn(FACTS + tiers)
    assert len(pictures) <= 6
    for picture in pictures:
        assert picture.height <= HEIGHT


def test_no_value_has_cases_then_there_is_no_picture() -> None:
    assert drawn(FACTS + 'tier base "Base" {\n  covers support\n  respond within 2 hours\n}\n')[1] == []


@pytest.mark.parametrize("language", ["es", "zh"])
def test_other_languages(language: str) -> None:
    contract = contract_of(CLASH).model_copy(update={"languages": (language,)})
    pictures = casemap.pictures(Study(contract), frozenset())
    gap = tile(pictures, "Severity: S3" if language == "es" else "Severity：S3", 0)
    assert gap.fill == RED
    assert said(gap).startswith({"es": "○ vacío", "zh": "○ 空缺"}[language])
    for picture in pictures:
        parsed(picture)
