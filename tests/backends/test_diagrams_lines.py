"""How texts are cut into lines and where they stand in a cell."""

from __future__ import annotations

from servdsl.backends.diagrams import ladder, matrix
from servdsl.backends.diagrams.drawing.measure import width, wrap
from servdsl.cells import Study
from tests.backends.pictured import contract_of, row_of, said

PLAN = """
fact severity "Severity of the report" { s1 "1", s2 "2" }
window respond "Response" from opened to responded
service support "Support"
tier base "Base" {
  covers support
  respond within {
    1 hour  when severity is s1
    2 hours otherwise
  }
}
tier plus "Plus" extends base {
  includes 5 hours of support per contract year
}
"""


def test_no_line_begins_with_a_sign_that_closes() -> None:
    """Where a word with its closing sign is too wide, the sign takes a letter along."""
    for room in range(30, 130):
        lines = wrap("at the first «disponibilidad» of all", room, 12, True)
        assert "".join(lines).replace(" ", "") == "atthefirst«disponibilidad»ofall"
        assert not any(line.startswith("»") for line in lines)


def test_lines_are_no_wider_than_their_room() -> None:
    for room in range(40, 130):
        assert all(width(line, 12) <= room for line in wrap("«disponibilidad», disponibilidad», (x)", room, 12))


def test_a_short_choice_stands_in_no_line_of_its_own() -> None:
    pictures = ladder.pictures(Study(contract_of(PLAN)))
    (case, *_) = row_of(pictures, "report · 1")
    assert [line.text.replace("\u00a0", " ") for line in case.lines] == ["Severity of the", "report · 1"]


def test_what_is_covered_without_a_quota_is_not_counted() -> None:
    """Base covers support and counts no hours of it: that it has none would be wrong."""
    pictures = matrix.pictures(Study(contract_of(PLAN)))
    found = [[said(cell) for cell in row.cells if cell.lines] for row in pictures[0].rows]
    (quota,) = [one for one in found if one[:1] == ["Support"] and one[-1].startswith("5 hours")]
    assert quota[1] == "– not counted"
