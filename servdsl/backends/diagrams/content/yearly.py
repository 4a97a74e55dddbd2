"""Shares and prices over a whole number such as the plan's year: which formula holds in which year, for which facts.

covers parts { 100% when year in 1 to 2    50% when year in 3 to 5 }     100%  100%  50%  50%  50%
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from servdsl.backends.diagrams.content.formulas import Leaf, Written, formula_of
from servdsl.backends.diagrams.content.headings import facts_text
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.cells import Atom, Cell, Grid, Study, TooManyCells, Variable, View, conditions
from servdsl.cells.witness import members
from servdsl.wording.voice import unique

KINDS = ("share", "price", "amount")
MOST_COLUMNS = 12
"""Years that stand side by side; more are drawn in the stretches that conditions tell apart."""
MOST_CELLS = 4_000
MOST_SERIES = 16
"""Rows of one value of one offer; a value with more is only named, since its case map has them all."""

SILENT, UNSOLD = -1, -2

Column = tuple[int | None, int | None]
"""The first and the last year of a column; None: without end."""


@dataclass(frozen=True, slots=True)
class Series:
    """A value of an offer over the columns, for some other facts (`facts`, in words; empty: for all).

    `leaves`: what decides it in each column, None where nothing does; `sold`: whether the offer is to be had then.
    `grid`, `cells`: for which facts it holds.
    """

    offer: str
    kind: str
    thing: str
    facts: str
    leaves: tuple[Leaf | None, ...]
    sold: tuple[bool, ...]
    grid: Grid
    cells: int


@dataclass(slots=True)
class Yearly:
    """All series over one whole number. `many`: values with too many of them, each with an offer, kind, thing and count."""

    fact: Variable
    columns: list[Column]
    series: list[Series] = field(default_factory=list)
    many: list[tuple[str, str, str, int]] = field(default_factory=list)

    def alike(self) -> list[tuple[str, ...]]:
        """The offers in groups of which all values but prices, which examples work out for each offer, are the same."""
        groups: dict[tuple[object, ...], list[str]] = {}
        for offer in unique([*(one.offer for one in self.series), *(one[0] for one in self.many)]):
            own = [one for one in self.series if one.offer == offer]
            told = tuple((one.kind, one.thing, one.facts, one.sold, tuple(map(_told_by, one.leaves))) for one in own)
            apart = (
                offer if any(one.kind == "price" for one in own) or any(one[0] == offer for one in self.many) else ""
            )
            groups.setdefault((apart, told), []).append(offer)
        return [tuple(offers) for offers in groups.values()]


def _told_by(leaf: Leaf | None) -> tuple[str, object] | None:
    return None if leaf is None else (leaf.clause.id, leaf.expr)


@dataclass(frozen=True, slots=True)
class Value:
    """A share, price or amount of an offer, its cases written out."""

    offer: str
    kind: str
    thing: str
    view: View
    leaves: tuple[tuple[Leaf, int], ...]

    def atom(self, name: str) -> Variable | None:
        """The atom of a fact or defined value."""
        found = (one for one in self.view.grid.atoms if isinstance(one, Variable) and one.name == name)
        return next((one for one in found if one.kind in ("fact", "value")), None)


def values(study: Study) -> list[Value]:
    """The shares, prices and amounts of the tiers, over the cells in which they are sold."""
    written = Written(study.contract)
    found: list[Value] = []
    for tier in study.tiers:
        for kind, thing in study.layers.values_of(tier):
            if kind in KINDS:
                found += _value(study, written, tier, kind, thing)
    return sorted(found, key=lambda one: (study.tiers.index(one.offer), KINDS.index(one.kind)))


def _value(study: Study, written: Written, tier: str, kind: str, thing: str) -> Iterator[Value]:
    sets = study.layers.sets_of(tier, kind, thing)
    clauses = [clause for one in sets for clause in one.clauses]
    asked = [*conditions(sets), *(when for c in clauses for when in written.conditions(formula_of(c.value)[0]))]
    try:
        grid, within = study.restricted(asked, study.layers.gates(tier))
    except TooManyCells:
        return
    if not within or grid.size > MOST_CELLS:
        return
    view = View(sets, grid, within)
    leaves = [leaf for region in view.regions for leaf in written.leaves(region.clause, grid, region.cells)]
    yield Value(tier, kind, thing, view, tuple(leaves))


def over_whole_numbers(speaker: Speaker, found: Sequence[Value]) -> list[Yearly]:
    """One for each whole-number fact or defined value that some share, price or amount depends on; none that would only
    turn round what another shows already."""
    split: dict[str, list[tuple[int, Variable]]] = {}
    for value in found:
        for atom in value.view.grid.atoms:
            if isinstance(atom, Variable) and atom.type == "whole" and len(atom.cells) > 1:
                split.setdefault(atom.name, []).append((id(value), atom))
    made: list[Yearly] = []
    shown: set[int] = set()
    widest = {name: len(_columns([atom for _, atom in found])) for name, found in split.items()}
    for name in sorted(split, key=lambda one: (-len(split[one]), -widest[one])):
        dependent = {value for value, _ in split[name]}
        if dependent - shown:
            made.append(_yearly(speaker, found, name))
            shown |= dependent
    return [one for one in made if one.series or one.many]


def _yearly(speaker: Speaker, given: Sequence[Value], name: str) -> Yearly:
    """The values that depend on it, and beside them what the same offers cost, where that is one price whatever the facts."""
    offers = {value.offer for value in given if value.atom(name)}
    found = [value for value in given if value.offer in offers and (value.atom(name) or value.kind == "price")]
    atoms = [atom for value in found if (atom := value.atom(name)) is not None]
    columns = _columns(atoms)
    rows = [(value, _series(speaker, value, name, columns)) for value in found]
    many = [(v.offer, v.kind, v.thing, len(made)) for v, made in rows if v.atom(name) and len(made) > MOST_SERIES]
    dependent = [one for value, made in rows if value.atom(name) for one in made]
    rows = [(value, made) for value, made in rows if len(made) <= (MOST_SERIES if value.atom(name) else 1)]
    every = [one for _, made in rows for one in made]
    known = [n for n in range(len(columns)) if any(one.sold[n] and one.leaves[n] for one in dependent)]
    kept = range(known[0], known[-1] + 1) if known else range(0)
    sold = {offer: [any(one.sold[n] for one in dependent if one.offer == offer) for n in kept] for offer in offers}
    chosen = [_chosen(one, kept, sold[one.offer]) for one in every]
    return Yearly(atoms[0], [columns[n] for n in kept], [one for one in chosen if any(one.leaves)], many)


def _chosen(one: Series, kept: Sequence[int], offered: Sequence[bool]) -> Series:
    """A series in the columns that are shown. `offered`: whether any value of the offer knows the year as one in which it
    is sold."""
    sold = tuple(one.sold[n] and known for n, known in zip(kept, offered, strict=True))
    leaves = tuple(one.leaves[n] if held else None for n, held in zip(kept, sold, strict=True))
    return Series(one.offer, one.kind, one.thing, one.facts, leaves, sold, one.grid, one.cells)


def _columns(atoms: Sequence[Variable]) -> list[Column]:
    """Each whole number from the lowest to the highest that conditions name; the stretches between where those are too
    many."""
    stretches = [(_first(cell), _last(cell)) for atom in atoms for cell in atom.cells]
    starts = {first for first, _ in stretches} | {last + 1 for _, last in stretches if last is not None}
    cuts = sorted(start for start in starts if start is not None)
    columns: list[Column] = [] if None not in starts else [(None, cuts[0] - 1)]
    if cuts[-1] - cuts[0] <= MOST_COLUMNS:
        columns += [(n, n) for n in range(cuts[0], cuts[-1])]
    else:
        columns += [(first, after - 1) for first, after in pairwise(cuts)]
    ends = {last for _, last in stretches}
    return [*columns, (cuts[-1], None)] if None in ends else columns


def _first(cell: Cell) -> int | None:
    low = cell.sample if not cell.open else cell.low
    return None if low is None else int(low) + cell.open  # type: ignore[arg-type]


def _last(cell: Cell) -> int | None:
    high = cell.sample if not cell.open else cell.high
    return None if high is None else int(high) - cell.open  # type: ignore[arg-type]


# ── Series ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _series(speaker: Speaker, value: Value, name: str, columns: Sequence[Column]) -> list[Series]:
    """The rows of a value: facts that bring the same over all the columns are one."""
    grid, year = value.view.grid, value.atom(name)
    index = len(grid.atoms) if year is None else grid.atoms.index(year)
    places = [0 if year is None else _cell_of(year, column) for column in columns]
    by_facts: dict[tuple[int, ...], dict[int, int]] = {}
    for cell in members(value.view.within):
        numbers = grid.assignment(cell)
        others = (*numbers[:index], *numbers[index + 1 :])
        by_facts.setdefault(others, {})[0 if year is None else numbers[index]] = cell
    groups: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for others, by_year in by_facts.items():
        groups.setdefault(tuple(_told(value, by_year.get(place)) for place in places), []).append(others)
    rest = [atom for atom in grid.atoms if atom is not year]
    found = []
    for told, facts in groups.items():
        cells = sum(1 << cell for others in facts for cell in by_facts[others].values())
        text = "" if len(groups) == 1 else _facts(speaker, rest, facts)
        leaves = tuple(value.leaves[n][0] if n >= 0 else None for n in told)
        sold = tuple(n != UNSOLD for n in told)
        found.append(Series(value.offer, value.kind, value.thing, text, leaves, sold, grid, cells))
    return found


def _cell_of(year: Variable, column: Column) -> int:
    """The number of the cell in which a column lies: columns never cross its cells."""
    at = column[0] if column[0] is not None else column[1]
    assert at is not None
    return next(n for n, cell in enumerate(year.cells) if _covers(cell, at))


def _covers(cell: Cell, at: int) -> bool:
    first, last = _first(cell), _last(cell)
    return (first is None or first <= at) and (last is None or at <= last)


def _told(value: Value, cell: int | None) -> int:
    """The number of the leaf that decides a cell; SILENT where none does, UNSOLD where the offer is not to be had."""
    if cell is None:
        return UNSOLD
    return next((n for n, (_, cells) in enumerate(value.leaves) if cells >> cell & 1), SILENT)


def _facts(speaker: Speaker, atoms: Sequence[Atom], facts: Sequence[tuple[int, ...]]) -> str:
    """Combinations of cells in words: each atom with those of its cells that occur. Where that would say too much, which
    is where they are no product, the combinations one by one."""
    chosen = [sorted({one[n] for one in facts}) for n in range(len(atoms))]
    size = 1
    for numbers in chosen:
        size *= len(numbers)
    if size == len(facts):
        shown = [(a, [a.cells[n] for n in ns]) for a, ns in zip(atoms, chosen, strict=True) if len(ns) < len(a.cells)]
        return facts_text(speaker, shown)
    if len(facts) > 2:
        return speaker.say("matrix", "otherwise")
    each = [facts_text(speaker, ((a, [a.cells[n]]) for a, n in zip(atoms, one, strict=True))) for one in facts]
    return speaker.voice.listed(each, "or")
