"""Exact reasoning over conditions: every fact's domain is split into cells, and conditions are compared cell by cell.

Floor 2, over the model alone.

    charge {
      100 EUR when severity is s1 and bom < 750_000 CNY     atoms: severity (s1, s2, s3), bom (below, at, above)
      200 EUR when bom < 750_000 CNY                        9 cells; the first implies the second and wins its cells
      300 EUR otherwise
    }

What callers use:

`atoms(contract, conditions)`
    What the conditions depend on: each a `Variable` or an `Opaque`, with `cells`; a cell has a `sample` (a value to
    try at run time) and a `text` for people. All constants of all the conditions given split the domains, so give every
    condition that is to be tried together. `atom.candidates` are the samples alone.

`Grid.over(contract, conditions, sweep)`
    All cells that exist. `truth(condition)` is the set of cells where it holds, as an int whose bits are the cells;
    `implies`, `equivalent`, `satisfiable`. `None` is the condition that always holds.

`cases(contract, given, where, sweep)`
    The cases of one value in one layer (clauses of a layer, or the cases of a define): `order`, in which the first that
    applies is the winner; `conflicts`; `gap`; `idle`, those that never win.

`witness(grid, cells, within)`
    The smallest set of facts that leads into some cells, with concrete values that replay it.

`cycles(contract)`
    Defined values that depend on themselves. Everything else here treats such a one as an unknown.

`value_sets`, `Layers(contract)`, `effective`
    A contract's sets of cases by layer, the conditions where an offer is sold and in force, where each clause decides.

`Study(contract)`
    All of this with a memory, for one contract of which much is asked: `view` of an offer's value, `cases` of a layer,
    `restricted` (a grid of some conditions, and the cells of it that others leave possible).

`Calendars(contract)`
    The calendars over the horizon; its `sweep` says which combinations of open calendars some instant shows.

Decisions 1 to 10 are the source of every rule here. More than 10,000 cells raise `TooManyCells`, the only exception.
"""

from __future__ import annotations

from servdsl.cells.atoms import Atom, Opaque, Variable, atoms
from servdsl.cells.calendars import Calendars, lends_lines
from servdsl.cells.cases import Case, Cases, Conflict, cases
from servdsl.cells.defines import cycles, expressions, formulas_in, reads, values_read, way_back
from servdsl.cells.domains import Cell
from servdsl.cells.effective import Region, binding, clashing, conditions, effective
from servdsl.cells.grid import MAX_CELLS, Grid, Sweep, TooManyCells, every_combination
from servdsl.cells.layers import Layers, ValueSet, value_sets
from servdsl.cells.normal import same
from servdsl.cells.study import Study, View
from servdsl.cells.together import Asked, Side, Together, together
from servdsl.cells.witness import Witness, seen_from, witness
from servdsl.cells.words import CellValue, text

__all__ = [
    "MAX_CELLS",
    "Asked",
    "Atom",
    "Calendars",
    "Case",
    "Cases",
    "Cell",
    "CellValue",
    "Conflict",
    "Grid",
    "Layers",
    "Opaque",
    "Region",
    "Side",
    "Study",
    "Sweep",
    "Together",
    "TooManyCells",
    "ValueSet",
    "Variable",
    "View",
    "Witness",
    "atoms",
    "binding",
    "cases",
    "clashing",
    "conditions",
    "cycles",
    "effective",
    "every_combination",
    "expressions",
    "formulas_in",
    "lends_lines",
    "reads",
    "same",
    "seen_from",
    "text",
    "together",
    "value_sets",
    "values_read",
    "way_back",
    "witness",
]
