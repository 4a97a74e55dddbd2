"""Exact reasoning over conditions: every fact's domain is split into cells, and conditions are compared cell by cell.

Floor 2, over the model alone.

    charge {
      100 EUR when severity is s1 and bom < 750_000 CNY       atoms: severity (s1, s2, s3), bom (below, at, above 750_000)
      200 EUR when bom < 750_000 CNY                          9 cells; the first implies the second and wins its cells
      300 EUR otherwise
    }

What callers use:

`atoms(contract, conditions)`
    What the conditions depend on: each a `Variable` or an `Opaque`, with `cells`; a cell has a `sample` (a value to
    try at run time) and a `text` for people. All constants of all the conditions given split the domains, so give every
    condition that is to be tried together. `atom.candidates` are the samples alone.

`Grid(contract, conditions, sweep=…)`
    All cells that exist. `truth(condition)` is the set of cells where it holds, as an int whose bits are the cells;
    `implies`, `equivalent`, `satisfiable`, `witness(bits)`. `None` is the condition that always holds.

`cases(contract, clauses, where=…, sweep=…)`
    The cases of one value in one layer (clauses of a layer, or the cases of a define): `order`, in which the first that
    applies is the winner; `conflicts`; `gap`; `idle`, those that never win.

`cycles(contract)`
    Defined values that depend on themselves. Everything else here treats such a one as an unknown.

`value_sets(contract)`, `gates(contract, offer)`
    The sets of cases of a contract, and the conditions where an offer is sold and in force.

`sweep(contract)`
    Which combinations of open calendars some instant of the horizon shows.

Decisions 1 to 10 are the source of every rule here. More than 10,000 cells raise `TooManyCells`, the only exception.
"""

from __future__ import annotations

from servdsl.cells.atoms import Atom, Opaque, Variable, atoms
from servdsl.cells.calendars import sweep
from servdsl.cells.cases import Cases, Conflict, cases
from servdsl.cells.defines import cycles
from servdsl.cells.domains import Cell, CellValue
from servdsl.cells.grid import MAX_CELLS, Grid, Sweep, TooManyCells, Witness, every_combination
from servdsl.cells.layers import ValueSet, gates, value_sets
from servdsl.cells.normal import same

__all__ = [
    "MAX_CELLS",
    "Atom",
    "Cases",
    "Cell",
    "CellValue",
    "Conflict",
    "Grid",
    "Opaque",
    "Sweep",
    "TooManyCells",
    "ValueSet",
    "Variable",
    "Witness",
    "atoms",
    "cases",
    "cycles",
    "every_combination",
    "gates",
    "same",
    "sweep",
    "value_sets",
]
