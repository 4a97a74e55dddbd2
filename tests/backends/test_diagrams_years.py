"""The years: shares and prices year by year, sums worked by hand, thresholds, and figures that the document has otherwise."""

from __future__ import annotations

import pytest

from servdsl.backends.diagrams import Picture, years
from servdsl.backends.diagrams.drawing.canvas import Cell
from servdsl.backends.diagrams.drawing.style import (
    AMBER,
    BLUE_DARK,
    BLUE_MID,
    BLUE_STRONG,
    HEIGHT,
    PANEL,
    RED,
)
from servdsl.backends.diagrams.years import GAP, LABEL, TOTAL
from servdsl.cells import Study
from servdsl.model import Contract
from tests.backends import pictured
from tests.backends.pictured import cells, contract_of, links, parsed, places, row_of, said, words

FACTS = """
customer fact year "Year of care" whole 1 to 8
customer fact worth "Value of the parts" money in EUR
fact warranty "Warranty" { short "One year", long "Three years" }
service parts "Parts"
service support "Support"
"""

CARE = (
    FACTS
    + """
tier care "Care" {
  covers parts {
    100% when year in 1 to 2                                                    @ACM-001
    50%  when year in 3 to 5                                                    @ACM-002
    25%  when year is 6                                                         @ACM-003
    no   otherwise                                                              @ACM-004
  }
  price per year excluding VAT {
    1%   of worth when year in 1 to 3                                           @ACM-005
    2%   of worth when year in 4 to 6                                           @ACM-006
    2.5% of worth when year in 7 to 8                                           @ACM-007
  }
}
tier once "Care at once" {
  covers parts when year in 1 to 4
  price 4_000 EUR once
}
example "Seven years of care" {
  given tier care, worth 500_000 EUR
  expect average price over year 2 to 8 is 9_285.71 EUR                         @ACM-010
  printed 11_000 EUR "The document takes the mean of the rates."                @ACM-011
}
example "All years of care" {
  given tier care, worth 100_000 EUR
  expect total price over year 1 to 8 is 14_000 EUR                             @ACM-012
}
"""
)


def drawn(text: str) -> tuple[Contract, list[Picture]]:
    contract = contract_of(text)
    return contract, years.pictures(Study(contract))


def columns(row: tuple[Cell, ...]) -> list[Cell]:
    """The cells of a row between its label and its sum."""
    found, at = [], 0
    end = sum(one.width for one in row) - (TOTAL if row[-1].width == TOTAL else 0)
    for cell in row:
        if LABEL <= at < end and cell.width != GAP:
            found.append(cell)
        at += cell.width
    return found


def texts(row: tuple[Cell, ...]) -> list[str]:
    return [said(cell) for cell in columns(row)]


def head(pictures: list[Picture], fact: str) -> tuple[Cell, ...]:
    """The row of the columns' names."""
    return next(one.cells for picture in pictures for one in picture.rows if said(one.cells[0]) == fact)


def row_under(pictures: list[Picture], offer: str, text: str) -> tuple[Cell, ...]:
    """The first row of an offer that shows a text."""
    rows = [one for picture in pictures for one in picture.rows]
    start = next(n for n, one in enumerate(rows) if any(said(cell) == offer for cell in one.cells))
    return next(one.cells for one in rows[start:] if any(text in said(cell) for cell in one.cells))


def test_a_share_for_each_year() -> None:
    _, pictures = drawn(CARE)
    shares = columns(row_under(pictures, "Care", "Parts"))
    assert [said(cell) for cell in shares] == ["100%", "100%", "50%", "50%", "50%", "25%", "–", "–"]
    assert [cell.fill for cell in shares] == [BLUE_DARK] * 2 + [BLUE_STRONG] * 3 + [BLUE_MID] + [PANEL] * 2
    assert texts(head(pictures, "Year of care")) == ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_the_years_of_a_price_that_stays_the_same_are_one_cell() -> None:
    _, pictures = drawn(CARE)
    row = row_under(pictures, "Care", "Price")
    assert texts(row) == ["1%", "2%", "2.5%"]
    assert {cell.fill for cell in columns(row)} == {AMBER}
    wide = [cell.width for cell in columns(row)]
    assert wide[0] == pytest.approx(wide[1], abs=3)
    assert wide[2] < wide[0]
    label = said(row[0])
    for words_ in ("% of Value of the parts", "per year", "VAT", "ACM-005–007"):
        assert words_ in label


def test_sums_and_averages_of_the_examples() -> None:
    """500,000 EUR: years 2 and 3 at 1%, 4 to 6 at 2%, 7 and 8 at 2.5%: 65,000 EUR, over seven years 9,285.71.
    100,000 EUR over all eight: 3 × 1,000 + 3 × 2,000 + 2 × 2,500 = 14,000, on average 1,750."""
    _, pictures = drawn(CARE)
    row = row_of(pictures, "9,285.71")
    assert texts(row) == ["", "5,000", "5,000", "10,000", "10,000", "10,000", "12,500", "12,500"]
    assert said(row[-1]) == "2 to 8 total 65,000.00 EUR average 9,285.71 EUR"
    row = row_of(pictures, "14,000.00 EUR")
    assert texts(row) == ["1,000", "1,000", "1,000", "2,000", "2,000", "2,000", "2,500", "2,500"]
    assert said(row[-1]) == "1 to 8 total 14,000.00 EUR average 1,750.00 EUR"


def test_what_the_document_prints_otherwise_stands_beside() -> None:
    _, pictures = drawn(CARE)
    (cell,) = [one for one in cells(pictures) if one.fill == RED and one.lines and "ACM" in said(one)]
    text = said(cell)
    assert "The document prints 11,000.00 EUR; recomputed from the clauses: 9,285.71 EUR" in text
    assert text.startswith("≠")
    assert "The document takes the mean of the rates." in text
    assert "ACM-010" in text


def test_nothing_is_said_to_differ_where_nothing_does() -> None:
    _, pictures = drawn(CARE.replace("  printed", "  # printed"))
    assert RED not in {one.fill for one in cells(pictures)}


def test_one_payment_is_one_cell() -> None:
    _, pictures = drawn(CARE)
    row = row_under(pictures, "Care at once", "Price")
    assert texts(row)[0] == "4,000.00 EUR"
    assert "once" in said(row[0])


def test_each_clause_and_example_is_linked_to() -> None:
    contract, pictures = drawn(CARE)
    led = {href[1:] for picture in pictures for href in links(parsed(picture))}
    assert led <= places(contract)
    used = {clause.id for clause in contract.clauses if clause.kind in ("share", "price")}
    assert {name for name in used if f"clause-{name}" in led} == used
    assert {"example-1", "example-2"} <= led


def test_facts_that_matter_besides_have_rows_of_their_own() -> None:
    text = """
tier care "Care" {
  covers parts {
    100% when warranty is short and year is 1
    100% when warranty is long and year in 1 to 3
    no   otherwise
  }
}
"""
    _, pictures = drawn(FACTS + text)
    assert texts(row_of(pictures, "Warranty: One year")) == ["100%", *"–––––––"]
    assert texts(row_of(pictures, "Warranty: Three years")) == ["100%", "100%", "100%", *"–––––"]
    assert texts(head(pictures, "Year of care")) == [*"12345678"]


def test_years_in_which_an_offer_is_not_sold_are_told_apart() -> None:
    text = """
tier late "Late care" {
  offered when year >= 3
  covers parts {
    100% when year is 3
    50%  otherwise
  }
}
tier care "Care" {
  covers parts when year is 1
}
"""
    _, pictures = drawn(FACTS + text)
    row = columns(row_under(pictures, "Late care", "Parts"))
    shown = dict(zip(texts(head(pictures, "Year of care")), row, strict=True))
    assert shown["1"].dashed
    assert said(shown["1"]) == "·"
    assert said(shown["3"]) == "100%"
    assert not shown["3"].dashed


def test_years_without_end_are_one_column() -> None:
    text = """
fact age "Age" whole from 1
tier care "Care" {
  covers parts {
    100% when age in 1 to 2
    50%  when age >= 3
  }
}
"""
    _, pictures = drawn(FACTS + text)
    assert texts(head(pictures, "Age")) == ["1", "2", "≥ 3"]
    assert texts(row_of(pictures, "Parts")) == ["100%", "100%", "50%"]


def test_many_years_are_drawn_by_the_stretches_that_conditions_tell_apart() -> None:
    text = """
fact age "Age" whole 1 to 40
tier care "Care" {
  covers parts {
    100% when age in 1 to 10
    50%  when age in 11 to 40
  }
}
"""
    _, pictures = drawn(FACTS + text)
    assert texts(head(pictures, "Age")) == ["1–10", "11–40"]


def test_a_threshold_has_its_place_and_what_both_sides_give_there() -> None:
    """At 50,000 EUR the flat price is 900, and 2% are 1,000."""
    text = """
tier care "Care" {
  covers parts
  price per year {
    900 EUR     when worth < 50_000 EUR                                         @ACM-001
    2% of worth otherwise                                                       @ACM-002
  }
}
"""
    contract, pictures = drawn(FACTS + text)
    strip = row_of(pictures, "900.00 EUR")
    assert [said(cell) for cell in strip[1:]] == ["900.00 EUR", "2% of the value of the parts"]
    assert "50,000.00 EUR: 900.00 EUR | 1,000.00 EUR" in words(pictures)
    led = {href[1:] for href in links(parsed(pictures[0]))}
    assert led == {f"clause-{clause.id}" for clause in contract.clauses if clause.kind == "price"}


def test_a_short_form_leaves_out_what_the_label_says() -> None:
    text = """
tier care "Care" {
  covers parts when year in 1 to 2
  price per year {
    100 EUR + 1% of worth when year is 1
    200 EUR + 1% of worth otherwise
  }
}
"""
    _, pictures = drawn(FACTS + text)
    row = row_under(pictures, "Care", "Price")
    assert said(row[0]).startswith("Price EUR · % of Value of the parts · per year")
    assert texts(row)[0] == "100 + 1%"
    assert texts(row)[1] == "200.00 EUR plus 1% of the value of the parts"


def test_nothing_depends_on_years_or_thresholds_then_there_is_no_picture() -> None:
    assert drawn(FACTS + 'tier care "Care" {\n  covers parts\n  price 900 EUR per year\n}\n')[1] == []


def test_many_tiers_are_split_over_pages_each_with_its_years() -> None:
    tiers = "".join(
        f'tier t{n} "Plan {n}" {{\n  covers parts {{\n    100% when year <= {n % 7 + 1}\n    no otherwise\n  }}\n}}\n'
        for n in range(60)
    )
    _, pictures = drawn(FACTS + tiers)
    assert len(pictures) > 1
    for picture in pictures:
        assert picture.height <= HEIGHT
        assert "Year of care" in words([picture])
    shown = words(pictures)
    assert all(f"Plan {n} " in shown for n in range(60))


@pytest.mark.parametrize(("language", "total"), [("es", "total 65 000,00 EUR"), ("zh", "9,285.71")])
def test_other_languages(language: str, total: str) -> None:
    contract = contract_of(CARE).model_copy(update={"languages": (language,)})
    pictures = years.pictures(Study(contract))
    shown = words(pictures)
    assert total in shown
    for picture in pictures:
        parsed(picture)


def test_a_sum_that_is_no_price_is_not_said_to_be_paid() -> None:
    text = (
        FACTS
        + """
tier care "Care" {
  covers support
  amount refund "We pay back" {
    100 EUR when year in 1 to 2
    50 EUR otherwise
  }
}
"""
    )
    _, pictures = drawn(text)
    assert AMBER not in {cell.fill for cell in cells(pictures)}
    assert "to pay" not in words(pictures)
    assert "computed by a formula" in words(pictures)


def test_there_is_no_column_of_sums_where_nothing_is_summed() -> None:
    _, pictures = drawn(CARE.split("example")[0])
    assert "Sum" not in [said(cell) for cell in cells(pictures)]


def test_constants_are_worked_out() -> None:
    """71.88 times 1.5 is 107.82, 35.88 times 1.5 is 53.82."""
    text = (
        FACTS
        + """
define fee "Fee" is {
  71.88 EUR when year in 1 to 3                                                 @ACM-001
  35.88 EUR otherwise
}
tier care "Care" {
  covers support
  price fee times 1.5 per year
}
"""
    )
    _, pictures = drawn(text)
    assert [one for one in texts(row_of(pictures, "Price")) if one] == ["107.82", "53.82"]


def test_a_table_is_not_repeated_turned_round() -> None:
    text = (
        FACTS
        + """
customer fact scans "Scans" whole from 0
tier care "Care" {
  covers parts {
    no   in any case when scans > 300_000
    100% when year in 1 to 2
    50%  otherwise
  }
}
"""
    )
    _, pictures = drawn(text)
    heads = [said(one.cells[0]) for picture in pictures for one in picture.rows if one.cells[0].lines]
    assert "Scans" not in heads
    assert any("Scans: ≥ 300,001" in head for head in heads)


def test_prices_that_do_not_depend_on_the_year_are_not_spread_over_it() -> None:
    text = (
        FACTS
        + """
tier care "Care" {
  covers parts {
    100% when year in 1 to 2
    50%  otherwise
  }
  price per year {
    900 EUR when worth < 5_000 EUR
    700 EUR otherwise
  }
}
"""
    )
    rows = [said(one.cells[0]) for picture in drawn(text)[1] for one in picture.rows if one.cells[0].lines]
    (price,) = [one for one in rows if one.startswith("Price")]
    assert "Value of the parts" in price  # a strip over what it does depend on


def test_tiers_that_bring_the_same_are_one() -> None:
    text = (
        FACTS
        + """
for all tiers {
  covers parts {
    100% when year in 1 to 2
    50%  otherwise
  }
}
tier care "Care" {
  covers support
}
tier plus "Plus" {
  covers support
}
tier full "Full" {
  covers parts 80% when year in 1 to 5
}
"""
    )
    text = words(drawn(text)[1])
    assert "Care and Plus" in text
    assert text.count("50%") == 6 + 3 + 1  # six years, three of Full, and the legend's "50% and more"


def test_a_value_with_too_many_rows_is_named() -> None:
    """Twenty grades, each with rates of its own."""
    grades = ", ".join(f"g{n}" for n in range(20))
    cases = "\n".join(f"    {n}% when grade is g{n} and year in 1 to 2" for n in range(1, 20))
    text = (
        FACTS
        + f"""
customer fact grade "Grade" {{ {grades} }}
tier care "Care" {{
  covers parts {{
{cases}
    no otherwise
  }}
}}
"""
    )
    assert "Parts: 20 cases, see the case map" in words(drawn(text)[1])


def test_sums_of_several_currencies_keep_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth or a twentieth of a list price, in the region's currency."""
    monkeypatch.setattr(pictured, "HEAD", pictured.HEAD.replace("currency EUR", "currency EUR, USD"))
    text = (
        FACTS
        + """
customer fact region "Region" { north "North", south "South" }
define listed "List price" is {
  400 EUR when region is north
  500 USD when region is south
}
define rate "Rate" is {
  10% when year in 1 to 3
  5%  otherwise
}
define fee "Fee" is rate of listed
tier care "Care" {
  covers support
  price fee per year
}
"""
    )
    told = words(drawn(text)[1])
    assert "EUR · per year" in told
    rows = [texts(one.cells) for one in drawn(text)[1][0].rows if said(one.cells[0]).startswith("Price")]
    assert [[one for one in row if one] for row in rows] == [["40", "20"], ["50", "25"]]
    assert "USD · per year" in told
