"""Values however written: one, cases or a table → a list of cases.

covers parts { 100% when year in 1 to 2      →   Said(100%, year in 1 to 2, "plain")
               no   otherwise }                  Said(no, always, "otherwise")
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from servdsl.messages import listed
from servdsl.model.contract import Strength
from servdsl.model.expressions import Condition
from servdsl.semantics.from_conditions import guard
from servdsl.semantics.from_tables import Line, unfold
from servdsl.semantics.logic import both
from servdsl.semantics.scope import Scope
from servdsl.source import Span
from servdsl.syntax import expressions as nodes
from servdsl.syntax.parts import Number


@dataclass(frozen=True, slots=True)
class Said:
    """One case; `span` and `sources` are those of its line where it has one of its own. `in_table`: of a row."""

    value: nodes.Value
    when: Condition
    strength: Strength = "plain"
    sources: tuple[str, ...] = ()
    span: Span | None = None
    in_table: bool = False

    @property
    def lacks_unit(self) -> bool:
        """Whether it is a bare number where a length is needed; the syntax has said so, but for tables."""
        body = self.value.body
        return isinstance(body.interval if isinstance(body, nodes.Every) else body, Number) and not self.in_table


def cases(valued: nodes.Valued, scope: Scope) -> list[Said]:
    """The cases of a value; those whose condition is broken are left out, and reported."""
    match valued:
        case nodes.Single():
            when = guard(valued.when, scope)
            return [Said(valued.value, when, valued.strength)] if when is not None else []
        case nodes.Cases():
            return [said for case in valued.cases for said in _case(case, valued, scope)]
        case nodes.Table():
            return _table(valued, scope)
        case _:
            assert_never(valued)


def _case(case: nodes.Case, block: nodes.Cases, scope: Scope) -> list[Said]:
    when = guard(case.when, scope)
    if when is None:
        return []
    return [Said(case.value, when, case.strength, scope.cites(case.cites, block.cites), case.span)]


def _table(table: nodes.Table, scope: Scope) -> list[Said]:
    unfolded = unfold(table, scope)
    if unfolded is None:
        return []
    if len(unfolded.heads) > 1:
        scope.findings.report("SD325", table.head.span, keys=listed(f"`{key.text}`" for key in table.keys))
        return []
    made = (said_at(line.cells[0], line, scope) for line in unfolded.lines)
    return [said for said in made if said is not None]


def said_at(cell: nodes.Cell, line: Line, scope: Scope) -> Said | None:
    """The case that a cell states: under the conditions of its line and its own; None where nothing stands there."""
    said = cell_value(cell, scope)
    if said is None:
        return None
    when = both((line.when, said.when))
    sources = tuple(dict.fromkeys((*scope.cites(cell.cites), *line.sources)))
    return replace(said, when=when, strength=line.strength, sources=sources, span=line.span, in_table=True)


def cell_value(cell: nodes.Cell, scope: Scope) -> Said | None:
    """The value in a cell with its own condition; None where nothing stands there, or, reported, no value."""
    if cell.content is None:
        return None
    if not isinstance(cell.content, nodes.Value):
        scope.findings.report("SD327", cell.span)
        return None
    when = guard(cell.when, scope)
    return Said(cell.content, when) if when is not None else None
