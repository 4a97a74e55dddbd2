"""A map laid out as a table: cells of an atom that always come out alike are one, atoms stand in rows or columns.

year 1 | 2 | … | 8 | >= 9  ×  warranty (3)  ×  bom < | = | >       rows: year; columns: warranty × bom < | bom >=
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from servdsl.backends.diagrams.content.decisions import Decided, Map
from servdsl.backends.diagrams.content.headings import ORDERED, atom_text, values_text
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.cells import Atom, Opaque
from servdsl.cells.witness import members

MOST_CELLS = 4_000
"""Cells of a map that are looked at one by one."""
MOST_TILES = 64
MOST_COLUMNS = 6

Code = tuple[str, int]
"""What happens in a cell: "region" and "clash" with their number; "gap", "open", "unsold", "never"."""

Classes = tuple[tuple[int, ...], ...]
"""An atom's cells, those that come out alike together."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Atoms (by number) that stand in rows and in columns, each with its classes of cells."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    classes: tuple[Classes, ...]

    def places(self, atoms: Sequence[int]) -> list[tuple[int, ...]]:
        """Each combination of classes of some atoms."""
        return list(product(*(range(len(self.classes[atom])) for atom in atoms)))


class Tiles:
    """The cells of a map, by the numbers of their atoms' cells."""

    def __init__(self, shown: Map) -> None:
        self.map = shown
        self._codes = [dict(_codes(column.decided)) for column in shown.columns]
        grid = shown.columns[0].decided.grid
        self._cell_of = {grid.assignment(cell): cell for cell in range(grid.size)}

    def layout(self) -> Layout | None:
        """How the map is laid out; None where it would be too large."""
        atoms = self.map.atoms
        classes = tuple(self._classes(number) for number in range(len(atoms)))
        varied = [n for n in range(len(atoms)) if len(classes[n]) > 1 and not self._is_told(n)]
        by_size = sorted(varied, key=lambda number: (-len(classes[number]), number))
        rows, columns = by_size[:1], by_size[1:]
        while columns and len(self.map.columns) * prod(len(classes[n]) for n in columns) > MOST_COLUMNS:
            rows.append(columns.pop(0))
        tiles = len(self.map.columns) * prod(len(classes[number]) for number in varied)
        if tiles > MOST_TILES or len(self.map.columns) > MOST_COLUMNS:
            return None
        return Layout(tuple(rows), tuple(columns), classes)

    def code(self, layout: Layout, column: int, rows: tuple[int, ...], columns: tuple[int, ...]) -> tuple[Code, int]:
        """What happens in a tile, and one of its cells."""
        chosen = dict(zip((*layout.rows, *layout.columns), (*rows, *columns), strict=True))
        numbers = tuple(
            self._tier(number, column) if self._is_told(number) else layout.classes[number][chosen.get(number, 0)][0]
            for number in range(len(self.map.atoms))
        )
        cell = self._cell_of.get(numbers)
        if cell is None:
            return ("never", 0), -1
        return self._codes[column].get(cell, ("unsold", 0)), cell

    def _is_told(self, number: int) -> bool:
        """Whether an atom is the tier held, and the columns are tiers."""
        atom = self.map.atoms[number]
        tiers = {cell.sample for cell in atom.cells}
        return atom.kind == "tier" and all(column.offers and column.offers[0] in tiers for column in self.map.columns)

    def _tier(self, number: int, column: int) -> int:
        """The cell of a column's tier."""
        held = self.map.columns[column].offers[0]
        return next(n for n, cell in enumerate(self.map.atoms[number].cells) if cell.sample == held)

    def _classes(self, number: int) -> Classes:
        """The cells of an atom with those that make no difference put together; of a scale only neighbours are."""
        atom = self.map.atoms[number]
        slices = [self._slice(number, cell) for cell in range(len(atom.cells))]
        found: list[list[int]] = []
        for cell, told in enumerate(slices):
            last = found[-1:] if _is_scale(atom) else found
            alike = next((one for one in last if slices[one[0]] == told), None)
            if alike is None:
                found.append([cell])
            else:
                alike.append(cell)
        return tuple(map(tuple, found))

    def _slice(self, number: int, at: int) -> tuple[object, ...]:
        """Everything that happens where an atom is in one of its cells."""
        found: list[object] = []
        for numbers, cell in self._cell_of.items():
            if numbers[number] == at:
                codes = tuple(codes.get(cell, ("unsold", 0)) for codes in self._codes)
                found.append(((*numbers[:number], *numbers[number + 1 :]), codes))
        return tuple(sorted(found, key=lambda one: one[0]))  # type: ignore[index]


def _is_scale(atom: Atom) -> bool:
    return not isinstance(atom, Opaque) and atom.type in ORDERED


def _codes(decided: Decided) -> Iterator[tuple[int, Code]]:
    for n, region in enumerate(decided.regions):
        yield from ((cell, ("region", n)) for cell in members(region.cells))
    opened = "gap" if decided.gap else "open"
    yield from ((cell, (opened, 0)) for cell in members(decided.open_cells))
    for n, clash in enumerate(decided.clashes):
        yield from ((cell, ("clash", n)) for cell in members(clash.cells & decided.within))
    if decided.within != decided.grid.all:
        yield from ((cell, ("never", 0)) for cell in members(decided.grid.all & ~decided.possible & ~decided.within))


def small(shown: Map) -> bool:
    """Whether a map's cells can be looked at one by one."""
    return shown.columns[0].decided.grid.size <= MOST_CELLS


def place_text(speaker: Speaker, shown: Map, layout: Layout, atoms: Sequence[int], at: Sequence[int]) -> list[str]:
    """The head of a row or column: a line for each of its atoms."""
    found: list[str] = []
    for number, chosen in zip(atoms, at, strict=True):
        atom = shown.atoms[number]
        cells = [atom.cells[cell] for cell in layout.classes[number][chosen]]
        value = values_text(speaker, atom, cells)
        found.append(speaker.say("casemap", "fact", fact=atom_text(speaker, atom), value=value))
    return found
