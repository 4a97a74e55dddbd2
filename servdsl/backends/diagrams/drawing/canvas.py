"""The drawing vocabulary: texts in cells, cells in rows.

A picture is a list of rows of one width; `picture` writes it as DOT, `pages` splits it. Text starts at its cell's left
edge and every text block ends in a blank of another size: Graphviz then places it from its size alone, so that an SVG is
the same on machines with other fonts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from servdsl.backends.diagrams.drawing.measure import shorten, usual_width, width, wrap
from servdsl.backends.diagrams.drawing.style import CITE, INK, LINE, MUTE, NOTE, SECTION, TEXT, TITLE, WIDTH
from servdsl.wording.voice import plain

LEADING = 1.2
"""Height of a line over the size of its type."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text."""

    text: str
    size: int = TEXT
    color: str = INK
    bold: bool = False

    @property
    def height(self) -> float:
        return self.size * LEADING

    @property
    def width(self) -> float:
        return width(self.text, self.size, self.bold)

    @property
    def usual_width(self) -> float:
        return usual_width(self.text, self.size, self.bold)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a cell leads: a place of the contract's page, and what is said there."""

    href: str
    tip: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle of a row: its background, a bar at its left edge, and lines of text beside it.

    `align` "center" and "right" are for a single line. `border`: a colour; `dashed`: its stroke. `inset`: how far the
    rectangle keeps from the row's upper and lower edge.
    """

    width: int
    lines: tuple[Text, ...] = ()
    fill: str = ""
    indent: int = 0
    align: str = "left"
    bar: str = ""
    border: str = ""
    dashed: bool = False
    inset: int = 0
    link: Link | None = None

    @property
    def height(self) -> float:
        return tall(self.lines) + 2 * self.inset


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side. `keep`: stays on the same page as the row after it. `notes`: rows, with their order, that
    must stand at the foot of its page. `under`: the head of its section, repeated where a page begins with it."""

    height: int
    cells: tuple[Cell, ...]
    keep: bool = False
    notes: tuple[tuple[int, Row], ...] = ()
    under: tuple[Row, ...] = ()


SLACK = 8
"""Room at the right of a text: fonts differ a little from the tables."""

BAR = 5
"""Width of the bar that marks a cell's state."""


def row(height: int, *cells: Cell, total: int = WIDTH, notes: tuple[tuple[int, Row], ...] = ()) -> Row:
    """A row of cells; ValueError when they do not fill it, or a text is larger than its cell (defects of ours)."""
    if sum(cell.width for cell in cells) != total:
        raise ValueError(f"a row's cells are {sum(cell.width for cell in cells)} wide, not {total}")
    for cell in cells:
        room = cell.width - cell.indent - (BAR if cell.bar else 0)
        wide = [line.text for line in cell.lines if line.width > room + 0.01]
        if wide or cell.height > height + 0.01:
            raise ValueError(f"a cell of {room} by {height} is too small for {wide or [t.text for t in cell.lines]}")
    return Row(height, tuple(cell for cell in cells if cell.width), notes=notes)


def gap(height: int, total: int = WIDTH) -> Row:
    return Row(height, (Cell(total),))


def rule(color: str = LINE, total: int = WIDTH) -> Row:
    return Row(1, (Cell(total, fill=color),))


def kept(rows: Iterable[Row]) -> list[Row]:
    """Rows that stay together, and with what follows them."""
    return [replace(one, keep=True) for one in rows]


# ── Texts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def lines(
    text: str, room: float, size: int = TEXT, *, color: str = INK, bold: bool = False, most: int = 40
) -> tuple[Text, ...]:
    """A text wrapped into lines."""
    return tuple(Text(one, size, color, bold) for one in wrap(plain(text), room, size, bold, most))


def spacer(height: int) -> Text:
    """A little room between two lines of a cell."""
    return Text("", height)


def one_line(text: str, room: float, size: int = TEXT, *, color: str = INK, bold: bool = False) -> Text:
    """A text on one line, shortened where it does not fit."""
    return Text(shorten(plain(text), room, size, bold), size, color, bold)


def tall(texts: Iterable[Text]) -> float:
    """The height of lines one below the other."""
    return sum(text.height for text in texts)


def paragraph(
    text: str,
    size: int = NOTE,
    *,
    color: str = INK,
    bold: bool = False,
    most: int = 40,
    total: int = WIDTH,
    link: Link | None = None,
) -> Row:
    """A text over the whole width."""
    wrapped = lines(text, total - 2 * SLACK, size, color=color, bold=bold, most=most)
    return Row(round(tall(wrapped)) + 4, (Cell(total, wrapped, link=link),))


def heading(title: str, subtitle: str) -> tuple[Row, ...]:
    """The title of a picture and what it shows."""
    return (
        Row(26, (Cell(WIDTH, (one_line(title, WIDTH, TITLE, bold=True),)),)),
        paragraph(subtitle, NOTE, color=MUTE, most=3),
        gap(10),
    )


def section(title: str, total: int = WIDTH, indent: int = 0) -> Row:
    return Row(26, (Cell(total, (one_line(title, total - indent, SECTION, bold=True),), indent=indent),), keep=True)


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: a sample of the cell, and what it means."""

    label: str
    fill: str
    glyph: str = ""
    bar: str = ""
    color: str = INK
    border: str = LINE
    dashed: bool = False


def legend(keys: Sequence[Key]) -> tuple[Row, ...]:
    """Samples with their meaning, in as many rows as they need; none for nothing."""
    rows: list[Row] = []
    cells: list[Cell] = []
    left = WIDTH
    for key in keys:
        glyph = (Text(key.glyph, CITE, key.color, True),) if key.glyph else ()
        sample = Cell(30, glyph, key.fill, 2, "center", key.bar, key.border, key.dashed)
        label = one_line(key.label, WIDTH - 60, NOTE)
        text = Cell(int(label.width) + 24, (label,), indent=6)
        if sample.width + text.width > left:
            rows.append(row(20, *cells, Cell(left)))
            cells, left = [], WIDTH
        cells += [sample, text]
        left -= sample.width + text.width
    return (*rows, row(20, *cells, Cell(left))) if cells else ()


def paints(rows: Iterable[Row]) -> frozenset[tuple[str, str]]:
    """The backgrounds and borders in use, so that a legend explains what is there and nothing else."""
    return frozenset((cell.fill, cell.border) for one in rows for cell in one.cells)
