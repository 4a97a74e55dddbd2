"""The picture of the sources: one cell for each clause of a document, with what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from servdsl.backends import diagrams
from servdsl.backends.diagrams import Picture
from servdsl.backends.diagrams.drawing.canvas import Cell
from servdsl.backends.diagrams.drawing.style import BLUE_MID, HEIGHT, PANEL, PAPER, RED, RED_DARK, VIOLET
from servdsl.traceability import Traceability, trace
from servdsl.wording.anchors import anchor
from tests.backends.pictured import cells, contract_of, links, parsed, row_of, said, words
from tests.traceability.support import register

PLAN = """
assume by_the_clock "Hours are hours of the clock."                             @ACM-002
contradiction two_names "The plan has two names."                               @ACM-003
note "Greetings."                                                               @ACM-004
customer fact worth "Worth" money in EUR
service support "Support"
window respond "Response" from opened to responded
tier base "Base" {
  covers support                                                                @ACM-001
  respond within 2 hours                                                        @ACM-002, ACM-003
  price 1% of worth per year
}
example "A small office" {
  given tier base, worth 50_000 EUR
  expect price 500 EUR                                                          @ACM-001
  printed 550 EUR "Rounded up in the document."
}
"""

ROWS = (
    "ACM-001,ACM,First steps,promise,yes,What is served.",
    "ACM-002,ACM,First steps,promise,yes,How fast.",
    "ACM-003,ACM,First steps,promise,yes,What it is called.",
    "ACM-004,ACM,Last words,information,no,Greetings.",
    "ACM-005,ACM,Last words,information,no,A picture of the office.",
    "ACM-006,ACM,Last words,promise,yes,What nobody has written down.",
)


def traced(folder: Path, *rows: str, plan: str = PLAN, language: str = "en") -> tuple[Traceability, list[Picture]]:
    contract = contract_of(plan).model_copy(update={"languages": (language,)})
    found = trace([contract], register(folder, *rows))
    return found, diagrams.sources(contract, found)


def place(clause: str) -> str:
    """Where a cell leads: to the row of a source clause in the page's table."""
    return f"#{anchor('source', clause)}"


def cell_of(pictures: list[Picture], clause: str) -> Cell:
    """The cell that leads to a source clause."""
    (found,) = [one for one in cells(pictures) if one.link is not None and f"#{one.link.href}" == place(clause)]
    return found


@pytest.mark.parametrize(
    ("clause", "text", "fill", "state"),
    [
        ("ACM-001", "001", BLUE_MID, "encoded"),
        ("ACM-002", "◊002", VIOLET, "with an assumption"),
        ("ACM-003", "≠003", RED_DARK, "contradictory"),
        ("ACM-004", "004", PANEL, "prose only"),
        ("ACM-005", "○005", PAPER, "unaccounted"),
        ("ACM-006", "!006", RED, "missing"),
    ],
)
def test_each_state_has_a_paint_a_glyph_and_a_word(
    tmp_path: Path, clause: str, text: str, fill: str, state: str
) -> None:
    _, pictures = traced(tmp_path, *ROWS)
    cell = cell_of(pictures, clause)
    assert (said(cell), cell.fill) == (text, fill)
    assert cell.link is not None
    assert f"{clause} · {state} · " in cell.link.tip


def test_every_source_clause_has_one_cell_in_its_section(tmp_path: Path) -> None:
    found, pictures = traced(tmp_path, *ROWS)
    (picture,) = pictures
    led = [href for href in links(parsed(picture)) if href.startswith("#source")]
    assert led == [place(one.clause.id) for one in found.clauses]
    first = [said(cell) for cell in row_of(pictures, "First steps") if cell.lines]
    assert first == ["First steps", "3", "001", "◊002", "≠003"]
    last = [said(cell) for cell in row_of(pictures, "Last words") if cell.lines]
    assert last == ["Last words", "3", "004", "○005", "!006"]


def test_the_bar_on_top_counts_the_states(tmp_path: Path) -> None:
    rows = [f"ACM-{n:03d},ACM,More,promise,yes,Not written down." for n in range(10, 40)]
    _, pictures = traced(tmp_path, *ROWS, *rows)
    missing = row_of(pictures, "! 31 missing")
    assert [said(cell) for cell in missing] == ["1", "◊ 1", "≠ 1", "1", "○ 1", "! 31 missing"]


def test_figures_that_the_document_prints_otherwise_are_listed(tmp_path: Path) -> None:
    _, pictures = traced(tmp_path, *ROWS)
    row = [said(cell) for cell in row_of(pictures, "A small office")]
    assert row[0].startswith("A small office")
    assert row[1] == "expected and recomputed: 500.00 EUR"
    assert row[2] == "≠ printed 550.00 EUR Rounded up in the document."


def test_contradictions_are_listed_with_their_clauses(tmp_path: Path) -> None:
    _, pictures = traced(tmp_path, *ROWS)
    row = [said(cell) for cell in row_of(pictures, "The plan has two names.")]
    assert row == ["≠ ACM-003", "The plan has two names."]


def test_a_long_section_goes_on_in_more_rows_and_pages(tmp_path: Path) -> None:
    rows = [f"ACM-{n:03d},ACM,Section {n // 40},promise,yes,Meaning {n}." for n in range(7, 900)]
    _, pictures = traced(tmp_path, *ROWS, *rows)
    assert all(one.height <= HEIGHT for one in pictures)
    led = [one.link.href for one in cells(pictures) if one.link and one.link.href.startswith("source")]
    assert len(led) == len(set(led)) == 6 + len(rows)


def test_hostile_rows_are_shown_as_text(tmp_path: Path) -> None:
    rows = ('ACM-007,ACM,"<script>alert(1)</script>",promise,yes,"""</title><script>"',)
    _, (picture,) = traced(tmp_path, *ROWS, *rows)
    tags = {node.tag.rsplit("}", 1)[-1] for node in parsed(picture).iter()}
    assert "script" not in tags
    assert "<script>alert(1)</script>" in words([picture])


def test_an_empty_register_has_no_picture(tmp_path: Path) -> None:
    assert traced(tmp_path)[1] == []


@pytest.mark.parametrize(("language", "told"), [("es", "falta"), ("zh", "缺失")])
def test_other_languages(tmp_path: Path, language: str, told: str) -> None:
    _, pictures = traced(tmp_path, *ROWS, language=language)
    assert told in words(pictures)
    parsed(pictures[0])


@pytest.mark.parametrize("count", [1, 18, 40])
def test_the_name_of_a_section_stands_whole_beside_its_clauses(tmp_path: Path, count: int) -> None:
    """Several rows of clauses take a line of the name each, the last one the rest."""
    name = "Standard technology support, what it covers and what it leaves to others"
    rows = [f"ACM-{n:03},ACM,{name}.,promise,yes,Clause {n}." for n in range(1, count + 1)]
    _, pictures = traced(tmp_path, *(row.replace(f"{name}.", f'"{name}"') for row in rows))
    shown = " ".join(said(row.cells[0]) for row in pictures[0].rows if row.cells and row.cells[0].lines)
    assert name in shown
