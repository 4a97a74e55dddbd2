"""What the tests of pictures share: contracts from short texts, and reading a picture by what it shows."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator

from servdsl.backends import diagrams
from servdsl.backends.diagrams import Picture
from servdsl.backends.diagrams.drawing.canvas import Cell
from servdsl.backends.diagrams.drawing.placed import Board
from servdsl.model import Contract
from servdsl.semantics import translate
from servdsl.source import Source
from servdsl.syntax import parse
from servdsl.wording.anchors import anchor

SVG = "{http://www.w3.org/2000/svg}"

HEAD = """
contract acme "Acme" {
  language en
  currency EUR
  zone Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
  document ACM "Acme's brochure" by "Acme"
}
"""
"""The head of a contract from Monday 2026-03-02 on, say; the tests add what they are about."""


def contract_of(text: str) -> Contract:
    """A contract of HEAD and more text, which must have no errors of its own (gaps and overlaps are not looked for)."""
    source = Source("acme.plan", HEAD + text)
    tree, syntax = parse(source)
    contract, meaning = translate(tree, source)
    assert [one.message for one in (*syntax, *meaning) if one.severity == "error"] == []
    assert contract is not None
    return contract


def cells(pictures: Iterable[Picture]) -> Iterator[Cell]:
    """Every cell of the rows, in reading order."""
    for picture in pictures:
        for row in picture.rows:
            yield from row.cells


def said(cell: Cell) -> str:
    """The words of a cell."""
    return " ".join(text.text for text in cell.lines if text.text).replace("\u00a0", " ")


def words(pictures: Iterable[Picture]) -> str:
    """All that pictures say, in reading order."""
    pictures = list(pictures)
    boxes = [
        " ".join(text.text for text in spot.box.texts)
        for picture in pictures
        if isinstance(picture, Board)
        for spot in picture.spots.values()
    ]
    return " ".join([*(said(cell) for cell in cells(pictures) if cell.lines), *boxes]).replace("\u00a0", " ")


def row_of(pictures: Iterable[Picture], text: str) -> tuple[Cell, ...]:
    """The first row that shows a text; AssertionError if there is none."""
    for picture in pictures:
        for row in picture.rows:
            if any(text in said(cell) for cell in row.cells):
                return row.cells
    raise AssertionError(f"no row shows {text!r}")


def places(contract: Contract) -> set[str]:
    """The places that a contract's page has: where links may lead."""
    named = {
        "clause": (clause.id for clause in contract.clauses),
        "offer": (offer.name for offer in contract.offers),
        "calendar": (calendar.name for calendar in contract.calendars),
        "value": (define.name for define in contract.defines),
        "remark": (remark.name for remark in contract.assumptions),
        "example": (str(number) for number, _ in enumerate(contract.examples, 1)),
    }
    return {anchor(sort, name) for sort, names in named.items() for name in names}  # type: ignore[arg-type]


def links(svg: ElementTree.Element) -> list[str]:
    """Where the links of a drawing lead."""
    return [node.attrib["href"] for node in svg.iter(f"{SVG}a")]


def parsed(picture: Picture) -> ElementTree.Element:
    """A picture drawn as SVG; `render` fails where a text is too large for its cell."""
    return ElementTree.fromstring(diagrams.render(picture.dot(), "svg").decode())
