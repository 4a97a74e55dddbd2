"""Boxes in columns with curves between them: a graph whose places are worked out here, so that it is always the same.

column 1   column 2   column 3          edges run from a column to a later one, or within a column on its left

Boxes are ordered by what they are joined to in the columns beside them, so that few curves cross.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from servdsl.backends.diagrams.drawing.placed import Board, Box, Spot, Stroke
from servdsl.backends.diagrams.drawing.style import WIDTH

NARROW, BROAD = 176, 224
"""Width of a box: of four columns, of fewer."""
PAD = 8
TITLE = 26
SPACE = 12
ARC = 22
"""Room beside a column for the curves between its own boxes."""
PORTS = 9
"""The greatest distance between two curves that meet the same side of a box."""
SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    boxes: tuple[Box, ...]

    @property
    def height(self) -> int:
        return TITLE + 2 * PAD + sum(box.height for box in self.boxes) + SPACE * (len(self.boxes) - 1)


@dataclass(frozen=True, slots=True)
class Curve:
    """An edge; `style` are Graphviz attributes of the stroke. `blunt`: without a head."""

    source: str
    target: str
    style: Mapping[str, str]
    blunt: bool = False


def box_width(columns: int) -> int:
    """How wide the boxes of so many columns are."""
    return NARROW if columns > 3 else BROAD


def lay_out(board: Board, columns: Sequence[Column], curves: Sequence[Curve]) -> None:
    """Puts the columns on a board, in an order of their boxes that crosses few curves, and draws the curves."""
    ordered = _ordered(columns, curves)
    board.room = max(column.height for column in ordered)
    column_of = _place(board, ordered, curves)
    ports = _Ports(board, curves, column_of)
    for number, curve in enumerate(curves):
        board.strokes.append(ports.stroke(number, curve))


# ── Order ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ordered(columns: Sequence[Column], curves: Sequence[Curve]) -> list[Column]:
    """The columns with their boxes in the best order found: each sweep puts a box beside the middle of its neighbours."""
    orders = [list(column.boxes) for column in columns]
    best, fewest = [list(order) for order in orders], _crossings(orders, curves)
    for sweep in range(SWEEPS):
        numbers = range(len(orders)) if sweep % 2 else reversed(range(len(orders)))
        for number in numbers:
            orders[number] = _by_neighbours(orders, number, curves)
            crossings = _crossings(orders, curves)
            if crossings < fewest:
                best, fewest = [list(order) for order in orders], crossings
    return [Column(column.title, tuple(order)) for column, order in zip(columns, best, strict=True)]


def _by_neighbours(orders: Sequence[Sequence[Box]], number: int, curves: Sequence[Curve]) -> list[Box]:
    place = {box.key: (n + 0.5) / len(order) for order in orders for n, box in enumerate(order)}
    own = {box.key for box in orders[number]}
    middles: dict[str, float] = {}
    for key in own:
        others = [c.target if c.source == key else c.source for c in curves if key in (c.source, c.target)]
        beside = sorted(place[other] for other in others if other not in own)
        middles[key] = sum(beside) / len(beside) if beside else place[key]
    return sorted(orders[number], key=lambda box: (middles[box.key], place[box.key]))


def _crossings(orders: Sequence[Sequence[Box]], curves: Sequence[Curve]) -> int:
    """How many pairs of curves between the same two columns cross."""
    place = {box.key: (column, n) for column, order in enumerate(orders) for n, box in enumerate(order)}
    spans = [(*place[curve.source], *place[curve.target]) for curve in curves]
    return sum(
        1
        for n, (c0, a0, d0, b0) in enumerate(spans)
        for c1, a1, d1, b1 in spans[n + 1 :]
        if (c0, d0) == (c1, d1) and c0 != d0 and (a0 - a1) * (b0 - b1) < 0
    )


# ── Places ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _place(board: Board, columns: Sequence[Column], curves: Sequence[Curve]) -> dict[str, int]:
    """The columns side by side over the width; the column of each box."""
    wide_box = box_width(len(columns))
    arcs = [ARC if _inside(column, curves) else 0 for column in columns]
    free = (WIDTH - len(columns) * (wide_box + 2 * PAD) - sum(arcs)) / max(len(columns) - 1, 1)
    left = 0.0
    found: dict[str, int] = {}
    for number, (column, arc) in enumerate(zip(columns, arcs, strict=True)):
        wide = wide_box + 2 * PAD + arc
        board.frame(left, 0, wide, column.height, column.title)
        below = TITLE + PAD
        for box in column.boxes:
            board.place(box, left + arc + PAD, below)
            found[box.key] = number
            below += box.height + SPACE
        left += wide + free
    return found


def _inside(column: Column, curves: Sequence[Curve]) -> bool:
    keys = {box.key for box in column.boxes}
    return any(curve.source in keys and curve.target in keys for curve in curves)


@dataclass(slots=True)
class _Sides:
    """The curves at the two sides of a box, from the one that comes from highest to the lowest."""

    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)


class _Ports:
    """Where curves meet boxes: those of a side are spread about its middle."""

    def __init__(self, board: Board, curves: Sequence[Curve], column_of: Mapping[str, int]) -> None:
        self._spots = board.spots
        self._column_of = column_of
        self._sides = {key: _Sides() for key in board.spots}
        for number, curve in enumerate(curves):
            same = column_of[curve.source] == column_of[curve.target]
            (self._sides[curve.source].left if same else self._sides[curve.source].right).append(number)
            self._sides[curve.target].left.append(number)
        for key, sides in self._sides.items():
            for side in (sides.left, sides.right):
                side.sort(key=lambda number, key=key: (self._other(curves[number], key).middle, number))  # type: ignore[misc]

    def _other(self, curve: Curve, key: str) -> Spot:
        return self._spots[curve.target if curve.source == key else curve.source]

    def _height(self, key: str, side: list[int], curve: int) -> float:
        spot = self._spots[key]
        step = min(PORTS, spot.height / (len(side) + 1))
        return spot.middle + (side.index(curve) - (len(side) - 1) / 2) * step

    def stroke(self, number: int, curve: Curve) -> Stroke:
        """A Bézier curve from box to box: to the right, or around on the left within a column."""
        source, target = self._spots[curve.source], self._spots[curve.target]
        own, other = self._sides[curve.source], self._sides[curve.target]
        y1 = self._height(curve.target, other.left, number)
        if self._column_of[curve.source] == self._column_of[curve.target]:
            y0 = self._height(curve.source, own.left, number)
            bend = min(ARC, 10 + abs(y1 - y0) / 12)
            points = ((source.left, y0), (source.left - bend, y0), (target.left - bend - 7, y1), (target.left, y1))
        else:
            y0 = self._height(curve.source, own.right, number)
            middle = (source.right + target.left) / 2
            points = ((source.right, y0), (middle, y0), (middle, y1), (target.left, y1))
        return Stroke(curve.source, curve.target, points, curve.style, curve.blunt, curved=True)
