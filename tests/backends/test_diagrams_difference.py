"""The picture of a difference: what is better, worse or different, for whom, old beside new, with the witness."""

from __future__ import annotations

import pytest

from servdsl.backends import diagrams
from servdsl.backends.diagrams import Picture
from servdsl.backends.diagrams.difference import LOOKS
from servdsl.backends.diagrams.drawing.canvas import Cell
from servdsl.backends.diagrams.drawing.style import HEIGHT
from servdsl.differences import Change, Difference, Doubt, Place, Question, Witness, compare
from servdsl.differences.records import Row, Schedule
from servdsl.model import Contract
from tests.backends.pictured import cells, contract_of, links, parsed, row_of, said, words

OLD = """
fact severity "Severity" { s1 "Down", s2 "Slow" }
customer fact worth "Worth" money in EUR
service support "Support"
window respond "Response" from opened to responded
window resolve "Solution" from opened to resolved
tier base "Base" {
  covers support
  respond within 8 hours                                                        @ACM-001
  resolve within 24 hours                                                       @ACM-002
  price 900 EUR per year                                                        @ACM-003
}
"""
NEW = (
    OLD.replace("within 8 hours", "within 6 hours")
    .replace("within 24 hours", "within 48 hours")
    .replace("price 900 EUR", "price 950 EUR")
)


def drawn(old: str, new: str) -> tuple[Contract, list[Picture]]:
    before, after = contract_of(old), contract_of(new)
    return after, diagrams.difference(before, after, compare(before, after))


def row_about(pictures: list[Picture], what: str) -> tuple[Cell, ...]:
    return next(one.cells for picture in pictures for one in picture.rows if said(one.cells[0]) == what)


def test_each_change_has_its_verdict_for_whom_and_both_texts() -> None:
    """Six hours instead of eight are better for the customer, 48 instead of 24 worse, 950 EUR instead of 900 worse."""
    _, pictures = drawn(OLD, NEW)
    for what, verdict, before, after in (
        ("Response", "better", "8 hours", "6 hours"),
        ("Solution", "worse", "24 hours", "48 hours"),
        ("Price", "worse", "900.00 EUR", "950.00 EUR"),
    ):
        cells_ = row_about(pictures, what)
        look = LOOKS[verdict]
        assert said(cells_[1]) == "Base"
        assert before in said(cells_[2]), what
        assert said(cells_[3]) == f"{look.glyph} {verdict}"
        assert cells_[3].fill == look.fill
        assert after in said(cells_[4])
        assert "ACM-00" in said(cells_[4])


def test_the_witness_shows_what_a_ticket_gets() -> None:
    _, pictures = drawn(OLD, NEW)
    assert "→" in said(row_about(pictures, "Response")[5])


def test_the_sum_on_top_counts_the_verdicts() -> None:
    _, pictures = drawn(OLD, NEW)
    sums = [said(cell) for cell in row_of(pictures, "better: 1")]
    assert sums == ["▲ better: 1", "▼ worse: 2"]


def test_each_new_clause_is_linked_to() -> None:
    contract, pictures = drawn(OLD, NEW)
    led = set(links(parsed(pictures[0])))
    changed = [one.id for one in contract.clauses if one.kind in ("promise", "price")]
    assert led == {f"#clause-{name}" for name in changed}


def test_no_change_is_said() -> None:
    _, pictures = drawn(OLD, OLD)
    assert "= No answer differs." in words(pictures)


PLACE = Place("nowhere", "old.plan:1:1", "<b>Said before</b>", ("ACM-001",))
WITNESS = Witness("worse", "tier base, severity s1", Question({}, {}), "windows.respond.due", "10:00", "12:00")


def made(*changes: Change, doubts: tuple[Doubt, ...] = ()) -> list[Picture]:
    contract = contract_of(OLD)
    return diagrams.difference(contract, contract, Difference("old", "new", (), changes, doubts))


def test_a_change_that_is_better_for_some_and_worse_for_others_shows_a_ticket_of_each() -> None:
    better = Witness("better", "severity s2", Question({}, {}), "windows.respond.due", "12:00", "10:00")
    (picture,) = made(Change("promise", "respond", ("base",), "different", (WITNESS, better), (PLACE,), (PLACE,)))
    shown = said(row_about([picture], "Response")[5])
    assert "▼ worse tier base, severity s1 10:00 → 12:00" in shown
    assert "▲ better severity s2 12:00 → 10:00" in shown
    assert "◄► different" in said(row_about([picture], "Response")[3])


def test_a_price_over_years_is_shown_year_by_year() -> None:
    schedule = Schedule(
        "year",
        (Row(1, "10 EUR", "12 EUR", "+2 EUR"), Row(2, "10 EUR", "9 EUR", None)),
        Row(0, "20 EUR", "21 EUR", "+1 EUR"),
    )
    change = Change("price", "", ("base",), "different", (WITNESS,), (PLACE,), (PLACE,), schedule)
    shown = said(row_about(made(change), "Price")[5])
    assert "1: 10 EUR → 12 EUR (+2 EUR)" in shown
    assert "2: 10 EUR → 9 EUR" in shown
    assert "total: 20 EUR → 21 EUR (+1 EUR)" in shown


def test_what_could_not_be_decided_is_told_with_its_reason() -> None:
    doubt = Doubt("promise", "resolve", ("base",), "too many cells", (PLACE,), ())
    pictures = made(doubts=(doubt,))
    assert "Not decided" in words(pictures)
    cells_ = row_about(pictures, "Solution")
    assert said(cells_[3]) == "? not decided"
    assert said(cells_[5]) == "too many cells"
    assert said(cells_[4]) == "–"


def test_what_has_no_place_in_the_new_page_is_no_link() -> None:
    (picture,) = made(Change("promise", "respond", ("base",), "worse", (WITNESS,), (PLACE,), (PLACE,)))
    assert links(parsed(picture)) == []
    assert "<b>Said before</b>" in words([picture])


def test_many_changes_are_split_over_pages_each_with_its_head() -> None:
    many = [Change("promise", "respond", ("base",), "worse", (WITNESS,), (PLACE,), (PLACE,)) for _ in range(80)]
    pictures = made(*many)
    assert len(pictures) > 1
    for picture in pictures:
        assert picture.height <= HEIGHT
        assert "For whom" in words([picture])
    assert sum(said(cell) == "Response" for cell in cells(pictures)) == 80


@pytest.mark.parametrize(("language", "told"), [("es", "mejor"), ("zh", "更好")])
def test_other_languages(language: str, told: str) -> None:
    before, after = contract_of(OLD), contract_of(NEW).model_copy(update={"languages": (language,)})
    pictures = diagrams.difference(before, after, compare(before, after))
    assert told in words(pictures)
    parsed(pictures[0])
