"""Boxes in columns with curves between them: a graph whose places are worked out here, so that it is always the same.

column 1   column 2   column 3          edges run from a column to a later one, or within a column on its left
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import graphviz

from servdsl.backends.diagrams.canvas import Cell, Link, Row, Text, one_line, row
from servdsl.backends.diagrams.picture import Picture, table
from servdsl.backends.diagrams.style import FONT, INK, LINE, TEXT, WIDTH

NARROW, BROAD = 168, 216
"""Width of a box: of four columns, of fewer."""
PAD = 8
TITLE = 24
SPACE = 12
ARC = 22
"""Room beside a column for the curves between its own boxes."""
TIP = 7
"""Length of an arrow's head."""
PORTS = 9
"""The greatest distance between two curves that meet the same side of a box."""


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

    @property
    def height(self) -> int:
        return round(sum(text.height for text in self.texts)) + 14

    def label(self) -> str:
        cell = Cell(self.width, self.texts, self.fill, 8, bar=self.bar, border=self.border, link=self.link)
        return f"<{table([row(self.height, cell, total=self.width)])}>"


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


@dataclass(slots=True)
class Place:
    """Where a box lies: its edges and its middle, y upwards; and the curves at its sides."""

    left: float
    right: float
    middle: float
    height: int
    column: int
    sides: dict[str, list[int]] = field(default_factory=lambda: {"left": [], "right": []})

    def port(self, side: str, curve: int) -> float:
        """The height at which a curve meets a side: the curves of a side are spread about its middle."""
        curves = self.sides[side]
        step = min(PORTS, self.height / (len(curves) + 1))
        return self.middle + ((len(curves) - 1) / 2 - curves.index(curve)) * step


def box_width(columns: int) -> int:
    """How wide the boxes of so many columns are."""
    return NARROW if columns > 3 else BROAD


def graph(picture: Picture, columns: Sequence[Column], curves: Sequence[Curve]) -> graphviz.Digraph:
    """The picture's rows with the columns under them."""
    found = _empty(picture)
    tallest = max(column.height for column in columns)
    head = picture.height
    _node(found, picture, "head", f"<{table(picture.rows)}>", WIDTH / 2, tallest + 10 + head / 2)
    places = _places(found, picture, columns, tallest, curves)
    _meet(places, curves)
    for number, curve in enumerate(curves):
        points = _points(places, number, curve)
        found.edge(_id(curve.source), _id(curve.target), pos=points, arrowsize="0.7", **curve.style)
    return found


def _empty(picture: Picture) -> graphviz.Digraph:
    attributes = picture.attributes()
    return graphviz.Digraph(
        name=picture.id,
        graph_attr={**attributes, "layout": "nop2", "outputorder": "edgesfirst"},
        node_attr={"shape": "plain", "fontname": FONT, "fontsize": str(TEXT), "fontcolor": INK},
    )


def _places(
    found: graphviz.Digraph, picture: Picture, columns: Sequence[Column], tallest: int, curves: Sequence[Curve]
) -> dict[str, Place]:
    """Puts the columns side by side over the width, each centred in height, and says where their boxes are."""
    wide_box = box_width(len(columns))
    frame = wide_box + 2 * PAD
    arcs = [ARC if _inside(column, curves) else 0 for column in columns]
    free = (WIDTH - len(columns) * frame - sum(arcs)) / max(len(columns) - 1, 1)
    left = 0.0
    places: dict[str, Place] = {}
    for number, (column, arc) in enumerate(zip(columns, arcs, strict=True)):
        high = tallest - (tallest - column.height) / 2
        wide = frame + arc
        _frame(found, picture, number, left + wide / 2, high - column.height / 2, wide, column.height)
        title = table([Row(TITLE, (Cell(wide_box, (one_line(column.title, wide_box, bold=True),)),))])
        _node(found, picture, f"title{number}", f"<{title}>", left + PAD + wide_box / 2, high - PAD / 2 - TITLE / 2)
        top = high - TITLE - PAD
        for box in column.boxes:
            x, y = left + arc + PAD, top - box.height / 2
            _node(found, picture, _id(box.key), box.label(), x + wide_box / 2, y)
            places[box.key] = Place(x, x + wide_box, y, box.height, number)
            top -= box.height + SPACE
        left += wide + free
    return places


def _inside(column: Column, curves: Sequence[Curve]) -> bool:
    keys = {box.key for box in column.boxes}
    return any(curve.source in keys and curve.target in keys for curve in curves)


def _meet(places: dict[str, Place], curves: Sequence[Curve]) -> None:
    """Notes at each side of each box the curves that meet it, from the one that comes from highest to the lowest."""
    for number, curve in enumerate(curves):
        own = places[curve.source].column == places[curve.target].column
        places[curve.source].sides["left" if own else "right"].append(number)
        places[curve.target].sides["left"].append(number)
    for key, place in places.items():
        for side in place.sides.values():
            side.sort(key=lambda number: (-places[_other(curves[number], key)].middle, number))


def _other(curve: Curve, key: str) -> str:
    return curve.target if curve.source == key else curve.source


def _points(places: dict[str, Place], number: int, curve: Curve) -> str:
    """A Bézier curve as Graphviz writes it; an arrow's head takes its last points."""
    source, target = places[curve.source], places[curve.target]
    if source.column == target.column:
        x0, y0, x1, y1 = source.left, source.port("left", number), target.left, target.port("left", number)
        bend = min(ARC, 10 + abs(y1 - y0) / 12)
        controls = ((x0 - bend, y0), (x1 - bend - TIP, y1))
    else:
        x0, y0, x1, y1 = source.right, source.port("right", number), target.left, target.port("left", number)
        controls = (((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1))
    tip = (x1 - (0 if curve.blunt else TIP), y1)
    spline = " ".join(f"{x:.1f},{y:.1f}" for x, y in ((x0, y0), *controls, tip))
    return spline if curve.blunt else f"e,{x1:.1f},{y1:.1f} {spline}"


def _frame(
    found: graphviz.Digraph, picture: Picture, number: int, x: float, y: float, wide: float, high: float
) -> None:
    found.node(
        f"frame{number}",
        label="",
        id=f"{picture.id}-frame{number}",
        shape="box",
        style="rounded",
        fixedsize="true",
        color=LINE,
        pos=f"{x:.1f},{y:.1f}!",
        width=f"{wide / 72:.5f}",
        height=f"{high / 72:.5f}",
    )


def _node(found: graphviz.Digraph, picture: Picture, key: str, label: str, x: float, y: float) -> None:
    found.node(key, label=label, id=f"{picture.id}-{key}", pos=f"{x:.1f},{y:.1f}!")


def _id(key: str) -> str:
    """A node's key as an id: of letters, digits and hyphens."""
    return "".join(c if c.isascii() and c.isalnum() else "-" if c == " " else f"_{ord(c):x}" for c in key)
