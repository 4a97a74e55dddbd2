"""The drawing vocabulary: texts in cells, cells in rows, rows in a picture.

A picture is one Graphviz node: an outer table of rows, each a table of one line whose cells have fixed sizes that sum
to the picture's width. Text starts at its cell's left edge and every text block ends in a blank of another size:
Graphviz then places it from its size alone, so that an SVG is the same on machines with other fonts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html import escape

import graphviz

from servdsl.backends.diagrams.measure import shorten, width, wrap
from servdsl.backends.diagrams.style import CITE, FONT, HEIGHT, INK, LINE, MUTE, NOTE, SECTION, TEXT, TITLE, WIDTH
from servdsl.wording.voice import plain

LEADING = 1.2
"""Height of a line over the size of its type: Graphviz's own."""
BLANK = '<font point-size="1"> </font>'
"""Ends each text block; the drawing step takes it out of SVG again."""


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


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle of a row: its background, a bar at its left edge, and lines of text beside it.

    `align` "center" and "right" are for a single line. `border`: a colour.
    """

    width: int
    lines: tuple[Text, ...] = ()
    fill: str = ""
    indent: int = 0
    align: str = "left"
    bar: str = ""
    border: str = ""

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side. `keep`: stays on the same page as the row after it. `notes`: rows, with their order, that
    must stand at the foot of its page. `under`: the title of its section, repeated where a page begins with it."""

    height: int
    cells: tuple[Cell, ...]
    keep: bool = False
    notes: tuple[tuple[int, Row], ...] = ()
    under: Row | None = None


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
    return Row(height, cells, notes=notes)


def gap(height: int, total: int = WIDTH) -> Row:
    return Row(height, (Cell(total),))


def rule(color: str = LINE, total: int = WIDTH) -> Row:
    return Row(1, (Cell(total, fill=color),))


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


def paragraph(
    text: str, size: int = NOTE, *, color: str = INK, bold: bool = False, most: int = 40, total: int = WIDTH
) -> Row:
    """A text over the whole width."""
    wrapped = lines(text, total - 2 * SLACK, size, color=color, bold=bold, most=most)
    return Row(round(sum(line.height for line in wrapped)) + 4, (Cell(total, wrapped),))


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


def legend(keys: Sequence[Key]) -> tuple[Row, ...]:
    """Samples with their meaning, in as many rows as they need."""
    rows: list[Row] = []
    cells: list[Cell] = []
    left = WIDTH
    for key in keys:
        glyph = (Text(key.glyph, CITE, key.color, True),) if key.glyph else ()
        sample = Cell(30, glyph, key.fill, 2, "center", key.bar)
        label = one_line(key.label, WIDTH - 60, NOTE)
        text = Cell(int(label.width) + 24, (label,), indent=6)
        if sample.width + text.width > left:
            rows.append(Row(20, (*cells, Cell(left))))
            cells, left = [], WIDTH
        cells += [replace(sample, border=key.border), text]
        left -= sample.width + text.width
    return (*rows, Row(20, (*cells, Cell(left))))


# ── DOT ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Picture:
    """Rows under a name. `name` is the file's stem, `id` the SVG's id, which must be unique on a page."""

    name: str
    id: str
    title: str
    about: str
    rows: list[Row] = field(default_factory=list)

    @property
    def height(self) -> int:
        return sum(one.height for one in self.rows)

    def attributes(self) -> dict[str, str]:
        """The graph's attributes; `title` and `about` are for the drawing step, Graphviz ignores them."""
        return {
            "id": self.id,
            "layout": "dot",
            "bgcolor": "transparent",
            "pad": "0.14",
            "margin": "0",
            "fontname": FONT,
            "title": quoted(self.title),
            "about": quoted(self.about),
        }

    def dot(self) -> str:
        """The picture as DOT: the same rows, the same bytes."""
        graph = graphviz.Digraph(
            name=self.id,
            graph_attr=self.attributes(),
            node_attr={"shape": "plain", "fontname": FONT, "fontsize": str(TEXT), "fontcolor": INK},
        )
        graph.node("t", label=f"<{table(self.rows)}>", id=f"{self.id}-t")
        return str(graph.source)


def quoted(text: str) -> str:
    """Text for an attribute, with a full-width backslash in place of Graphviz's sign of an escape."""
    return plain(text).replace("\\", "＼")


def table(rows: Iterable[Row]) -> str:
    """Rows as an HTML-like label."""
    body = "\n".join(f'<tr><td border="0" cellpadding="0" align="left">{_row(one)}</td></tr>' for one in rows)
    return f"{TABLE}\n{body}\n</table>"


TABLE = '<table border="0" cellborder="0" cellspacing="0" cellpadding="0">'


def _row(one: Row) -> str:
    return f"{TABLE}<tr>{''.join(_cell(cell, one.height) for cell in one.cells)}</tr></table>"


def _cell(cell: Cell, height: int) -> str:
    paint = f' bgcolor="{cell.fill}"' if cell.fill else ""
    paint += f' border="1" color="{cell.border}"' if cell.border else ' border="0"'
    inner = ""
    if cell.lines or cell.bar:
        inner = _content(cell, height - (2 if cell.border else 0))
    return f"<td {_size(cell.width, height)}{paint}>{inner}</td>"


def _content(cell: Cell, height: int) -> str:
    """The bar, the indent and the text, as a table inside the cell, so that the cell's colour is one piece."""
    total = cell.width - (2 if cell.border else 0)
    indent = cell.indent
    if cell.align != "left" and cell.lines:
        free = max(total - (BAR if cell.bar else 0) - cell.lines[0].width, 0)
        indent = int(free if cell.align == "right" else free / 2)
    parts = [f'<td {_size(BAR, height)} border="0" bgcolor="{cell.bar}"></td>'] if cell.bar else []
    parts += [f'<td {_size(indent, height)} border="0"></td>'] if indent else []
    room = total - indent - (BAR if cell.bar else 0)
    parts.append(f'<td {_size(room, height)} border="0" align="left" balign="left">{_text(cell.lines)}</td>')
    return f"{TABLE}<tr>{''.join(parts)}</tr></table>"


def _size(wide: int, high: int) -> str:
    return f'width="{wide}" height="{high}" fixedsize="true" cellpadding="0"'


def _text(texts: Sequence[Text]) -> str:
    return "".join(_line(one) for one in texts) + BLANK if texts else ""


def escaped(text: str) -> str:
    """Text inside a label: no tag, no entity, none of Graphviz's own escapes (`\\N` would be a node's name)."""
    return escape(plain(text)).replace("\\", "\\\\")


def _line(one: Text) -> str:
    text = escaped(one.text) or " "
    text = f"<b>{text}</b>" if one.bold else text
    return f'<font point-size="{one.size}" color="{one.color}">{text}</font><br align="left"/>'


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def paints(rows: Iterable[Row]) -> frozenset[tuple[str, str]]:
    """The backgrounds and borders in use, so that a legend explains what is there and nothing else."""
    return frozenset((cell.fill, cell.border) for one in rows for cell in one.cells)


def pages(rows: Sequence[Row], room: int = HEIGHT) -> list[list[Row]]:
    """Rows split into stretches of about the same height, none higher than `room`, each with its notes at its foot.

    A row that keeps with the next one moves along with it.
    """
    whole = _filled(rows, room)
    if len(whole) < 2:
        return whole
    even = sum(one.height for page in whole for one in page) // len(whole)
    for target in range(even + 40, room, 40):
        found = _filled(rows, target)
        if len(found) == len(whole):
            return found
    return whole


def _filled(rows: Sequence[Row], room: int) -> list[list[Row]]:
    found: list[list[Row]] = []
    notes: list[dict[int, Row]] = []
    left = 0
    for chunk in _chunks(rows):
        fresh = _fresh(chunk, notes[-1] if notes else {})
        needed = sum(one.height for one in (*chunk, *fresh.values()))
        if not found or needed > left:
            title = [chunk[0].under] if found and chunk[0].under is not None else []
            fresh = _fresh(chunk, {})
            found.append(title)
            notes.append({})
            left = room - sum(one.height for one in title)
            needed = sum(one.height for one in (*chunk, *fresh.values()))
        found[-1] += chunk
        notes[-1] |= fresh
        left -= needed
    feet = [[gap(8), *(foot[order] for order in sorted(foot))] if foot else [] for foot in notes]
    return [page + foot for page, foot in zip(found, feet, strict=True)]


def _fresh(chunk: Sequence[Row], known: dict[int, Row]) -> dict[int, Row]:
    """The notes of some rows that are not yet at the foot of the page, by their order."""
    return {order: note for one in chunk for order, note in one.notes if order not in known}


def _chunks(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that stay together."""
    found: list[list[Row]] = []
    open_chunk = False
    for one in rows:
        if open_chunk:
            found[-1].append(one)
        else:
            found.append([one])
        open_chunk = one.keep
    return found
