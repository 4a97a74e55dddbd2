"""Boxes at places of our own and lines between them, under a picture's rows: a graph that is always the same.

Places are in units from the upper left corner of the area below the rows; Graphviz keeps them (`layout=nop2`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import graphviz

from servdsl.backends.diagrams.drawing.canvas import Cell, Link, Row, Text, one_line, row, tall
from servdsl.backends.diagrams.drawing.picture import Picture, spoken, table
from servdsl.backends.diagrams.drawing.style import FONT, INK, LINE, TEXT, WIDTH

PAD = 14
"""Of a box: above and below its texts."""
INDENT = 8
TIP = 7
"""Length of an arrow's head."""
GAP = 10
"""Between the rows and the boxes."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A node: texts on a background, with a bar and a border."""

    key: str
    width: int
    texts: tuple[Text, ...]
    fill: str
    border: str
    bar: str = ""
    link: Link | None = None
    dashed: bool = False

    @property
    def height(self) -> int:
        return round(tall(self.texts)) + PAD

    def label(self, height: int) -> str:
        cell = Cell(
            self.width,
            self.texts,
            self.fill,
            INDENT,
            bar=self.bar,
            border=self.border,
            dashed=self.dashed,
            link=self.link,
        )
        return f"<{table([row(height, cell, total=self.width)])}>"


@dataclass(frozen=True, slots=True)
class Spot:
    """A box with its place."""

    box: Box
    left: float
    top: float
    height: int

    @property
    def right(self) -> float:
        return self.left + self.box.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def center(self) -> float:
        return self.left + self.box.width / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from one box to another through points, straight between them or, `curved`, as one Bézier curve. `style`:
    Graphviz attributes; `blunt`: without a head."""

    source: str
    target: str
    points: tuple[Point, ...]
    style: Mapping[str, str]
    blunt: bool = False
    curved: bool = False


@dataclass(slots=True)
class Board(Picture):
    """A picture with boxes, frames and lines below its rows; `room` is the height of that area."""

    room: int = 0
    spots: dict[str, Spot] = field(default_factory=dict)
    strokes: list[Stroke] = field(default_factory=list)
    frames: list[tuple[float, float, float, float, str]] = field(default_factory=list)

    def place(self, box: Box, left: float, top: float, height: int = 0) -> Spot:
        """Puts a box at a place, perhaps higher than it needs to be."""
        spot = self.spots[box.key] = Spot(box, left, top, max(height, box.height))
        return spot

    def frame(self, left: float, top: float, width: float, height: float, title: str = "") -> None:
        """A rounded frame with a title in its upper left corner."""
        self.frames.append((left, top, width, height, title))

    @property
    def height(self) -> int:
        return sum(one.height for one in self.rows) + (GAP + self.room if self.spots else 0)

    def words(self) -> tuple[tuple[str, ...], ...]:
        boxes = sorted(self.spots.values(), key=lambda spot: (spot.top, spot.left))
        return (*Picture.words(self), *((spoken(spot.box.texts),) for spot in boxes))

    def dot(self) -> str:
        if not self.spots:
            return Picture.dot(self)
        found = graphviz.Digraph(
            name=self.id,
            graph_attr={**self.attributes(), "layout": "nop2", "outputorder": "edgesfirst"},
            node_attr={"shape": "plain", "fontname": FONT, "fontsize": str(TEXT), "fontcolor": INK},
        )
        head = sum(one.height for one in self.rows)
        self._node(found, "head", f"<{table(self.rows)}>", WIDTH / 2, -GAP - head / 2)
        for number, (left, top, width, height, title) in enumerate(self.frames):
            self._frame(found, number, left, top, width, height)
            if title:
                texts = (one_line(title, width - 16, bold=True),)
                wide = int(width) - 16
                shown = table([Row(20, (Cell(wide, texts),))])
                self._node(found, f"title{number}", f"<{shown}>", left + 8 + wide / 2, top + 14)
        for key, spot in self.spots.items():
            self._node(found, node_id(key), spot.box.label(spot.height), spot.center, spot.middle)
        for one in self.strokes:
            found.edge(node_id(one.source), node_id(one.target), pos=self._spline(one), arrowsize="0.7", **one.style)
        return str(found.source)

    def _at(self, x: float, y: float) -> str:
        """A place as Graphviz counts: upwards."""
        return f"{x:.1f},{self.room - y:.1f}"

    def _node(self, found: graphviz.Digraph, key: str, label: str, x: float, y: float) -> None:
        found.node(key, label=label, id=f"{self.id}-{key}", pos=f"{self._at(x, y)}!")

    def _frame(
        self, found: graphviz.Digraph, number: int, left: float, top: float, width: float, height: float
    ) -> None:
        found.node(
            f"frame{number}",
            label="",
            id=f"{self.id}-frame{number}",
            shape="box",
            style="rounded",
            fixedsize="true",
            color=LINE,
            pos=f"{self._at(left + width / 2, top + height / 2)}!",
            width=f"{width / 72:.5f}",
            height=f"{height / 72:.5f}",
        )

    def _spline(self, one: Stroke) -> str:
        """A line as Graphviz writes it: Bézier curves, of which an arrow's head takes the end."""
        (*inner, before), end = one.points[:-1], one.points[-1]
        tip = end if one.blunt else _shortened(before, end)
        points = [*inner, before, tip]
        if not one.curved:
            points = _straight(points)
        spline = " ".join(self._at(*point) for point in points)
        return spline if one.blunt else f"e,{self._at(*end)} {spline}"


def _shortened(before: Point, end: Point) -> Point:
    """The end of a line less the length of its head."""
    dx, dy = end[0] - before[0], end[1] - before[1]
    if abs(dx) >= abs(dy):
        return (end[0] - (TIP if dx > 0 else -TIP), end[1])
    return (end[0], end[1] - (TIP if dy > 0 else -TIP))


def _straight(points: Sequence[Point]) -> list[Point]:
    """The control points of a line that is straight between points."""
    found = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        dx, dy = (x1 - x0) / 3, (y1 - y0) / 3
        found += [(x0 + dx, y0 + dy), (x1 - dx, y1 - dy), (x1, y1)]
    return found


def node_id(key: str) -> str:
    """A node's key as an id: of letters, digits and hyphens."""
    return "".join(c if c.isascii() and c.isalnum() else "-" if c == " " else f"_{ord(c):x}" for c in key)
