"""A time axis inside of rows: where an instant lies, bars between instants, gridlines wherever nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from servdsl.backends.diagrams.drawing.canvas import Cell, Text
from servdsl.backends.diagrams.drawing.measure import HINTING
from servdsl.backends.diagrams.drawing.style import AXIS, HEAD, LINE, MUTE

SPACE = 2
"""Between two bands."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something drawn from one place of the axis to another, in units; its cell's own width does not count."""

    start: int
    end: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Axis:
    """`width` units, of which the first `reach` stand for `span` seconds. `grid`: places of its gridlines, in units."""

    width: int
    reach: int
    span: int
    grid: tuple[int, ...] = ()

    def x(self, seconds: int) -> int:
        """Where an instant lies, in units."""
        return min((2 * seconds * self.reach + self.span) // (2 * self.span), self.width)

    def cells(self, pieces: Iterable[Piece]) -> tuple[Cell, ...]:
        """The whole width: the pieces, which must not overlap, and gridlines between them."""
        found: list[Cell] = []
        at = 0
        for piece in sorted(pieces, key=lambda one: one.start):
            found += self._blank(at, piece.start)
            found.append(replace(piece.cell, width=piece.end - piece.start))
            at = piece.end
        return tuple(cell for cell in (*found, *self._blank(at, self.width)) if cell.width)

    def _blank(self, start: int, end: int) -> list[Cell]:
        found: list[Cell] = []
        at = start
        for line in self.grid:
            if at <= line < end:
                found += [Cell(line - at), Cell(1, fill=LINE)]
                at = line + 1
        return [*found, Cell(max(end - at, 0))]

    def ticks(self, labels: Iterable[tuple[int, str]]) -> tuple[Cell, ...]:
        """Labels centred on their places; one that would touch the one before it is left out."""
        pieces: list[Piece] = []
        for place, label in labels:
            text = Text(label, AXIS, MUTE)
            wide = int(text.width + len(label) * HINTING) + 8
            start = min(max(place - wide // 2, 0), self.width - wide)
            if start >= (pieces[-1].end if pieces else 0):
                pieces.append(Piece(start, start + wide, Cell(wide, (text,), align="center")))
        return replace(self, grid=()).cells(pieces)

    def bands(self, bounds: Sequence[int], labels: Sequence[Sequence[str]]) -> tuple[Cell, ...]:
        """Stretches between bounds, in units, each with the first of its labels that fits."""
        pieces: list[Piece] = []
        for start, end, texts in zip(bounds, bounds[1:], labels, strict=False):
            wide = end - start - SPACE
            if wide > 0:
                shown = [Text(one, AXIS, MUTE) for one in texts]
                fitting = next(((one,) for one in shown if one.width <= wide - 4), ())
                pieces.append(Piece(start, end - SPACE, Cell(wide, fitting, HEAD, align="center")))
        return replace(self, grid=()).cells(pieces)
