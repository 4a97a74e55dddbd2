"""Rows as DOT: a picture is one node whose label is a table of one-line tables, all cells of fixed size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape

import graphviz

from servdsl.backends.diagrams.drawing.canvas import BAR, Cell, Link, Row, Text
from servdsl.backends.diagrams.drawing.style import FONT, INK, TEXT
from servdsl.wording.voice import plain

BLANK = '<font point-size="1"> </font>'
"""Ends each text block; the drawing step takes it out of SVG again."""
THINNEST = 3
"""Units that a cell with a border has at least; Graphviz draws none of less, and a thinner one is its border alone."""
TABLE = '<table border="0" cellborder="0" cellspacing="0" cellpadding="0">'


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

    def words(self) -> tuple[tuple[str, ...], ...]:
        """What is written in the picture, row by row, for those who do not see it."""
        rows = ([spoken(cell.lines) for cell in row.cells] for row in self.rows)
        return tuple(tuple(cell for cell in row if cell) for row in rows if any(row))

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


def spoken(texts: Iterable[Text]) -> str:
    """Lines of a cell or a box as one text."""
    return " ".join(plain(one.text) for one in texts).strip()


def quoted(text: str) -> str:
    """Text for an attribute, with a full-width backslash in place of Graphviz's sign of an escape."""
    return plain(text).replace("\\", "＼")


def table(rows: Iterable[Row]) -> str:
    """Rows as an HTML-like label."""
    body = "\n".join(f'<tr><td border="0" cellpadding="0" align="left">{_row(one)}</td></tr>' for one in rows)
    return f"{TABLE}\n{body}\n</table>"


def _row(one: Row) -> str:
    return f"{TABLE}<tr>{''.join(_cell(cell, one.height) for cell in one.cells)}</tr></table>"


@lru_cache(maxsize=8192)
def _cell(cell: Cell, height: int) -> str:
    """Known by what it shows: a preview draws most of it again at each save."""
    if cell.border and cell.width < THINNEST:
        cell = replace(cell, fill=cell.border, border="", dashed=False)
    paint = f' bgcolor="{cell.fill}"' if cell.fill else ""
    paint += f' border="1" color="{cell.border}"' if cell.border else ' border="0"'
    paint += ' style="dashed"' if cell.dashed else ""
    high = height - 2 * cell.inset
    inner = _content(cell, high - (2 if cell.border else 0)) if cell.lines or cell.bar else ""
    if not cell.inset:
        return f"<td {_size(cell.width, height)}{paint}{_linked(cell.link)}>{inner}</td>"
    pad = f'<tr><td {_size(cell.width, cell.inset)} border="0"></td></tr>'
    middle = f"<tr><td {_size(cell.width, high)}{paint}>{inner}</td></tr>"
    outer = f'<td {_size(cell.width, height)} border="0"{_linked(cell.link)}>'
    return f"{outer}{TABLE}{pad}{middle}{pad}</table></td>"


def _linked(link: Link | None) -> str:
    """Graphviz reads escapes of its own in both."""
    return "" if link is None else f' href="#{escape(quoted(link.href))}" title="{escape(quoted(link.tip))}"'


def _content(cell: Cell, height: int) -> str:
    """The bar, the indent and the text, as a table inside the cell, so that the cell's colour is one piece."""
    total = cell.width - (2 if cell.border else 0)
    indent = cell.indent
    if cell.align != "left" and cell.lines:
        room, line = total - (BAR if cell.bar else 0), cell.lines[0]
        free = max(room - line.width, 0)
        indent = int(free if cell.align == "right" else min(free, (room - line.usual_width) / 2))
    parts = [f'<td {_size(BAR, height)} border="0" bgcolor="{cell.bar}"></td>'] if cell.bar else []
    parts += [f'<td {_size(indent, height)} border="0"></td>'] if indent else []
    room = total - indent - (BAR if cell.bar else 0)
    parts.append(f'<td {_size(room, height)} border="0" align="left" balign="left">{_text(cell.lines)}</td>')
    return f"{TABLE}<tr>{''.join(parts)}</tr></table>"


def _size(wide: int, high: int) -> str:
    return f'width="{wide}" height="{high}" fixedsize="true" cellpadding="0"'


def _text(texts: Sequence[Text]) -> str:
    """Lines one below the other."""
    return "".join(_line(one) + _leading(one) for one in texts[:-1]) + _line(texts[-1]) + BLANK if texts else ""


def _leading(one: Text) -> str:
    """Graphviz sets lines as close as their type is high. What they need between them is a line too, with nothing in it, of
    whole points, since Graphviz reads no others."""
    points = int(one.height) - one.size
    return f'<font point-size="{points}"> </font><br align="left"/>' if points else ""


def escaped(text: str) -> str:
    """Text inside a label: no tag, no entity, none of Graphviz's own escapes (`\\N` would be a node's name)."""
    return escape(plain(text)).replace("\\", "\\\\")


def _line(one: Text) -> str:
    text = escaped(one.text) or " "
    text = f"<b>{text}</b>" if one.bold else text
    return f'<font point-size="{one.size}" color="{one.color}">{text}</font><br align="left"/>'
