"""Tables: rows → the conditions of their keys and the cells that they decide.

    by year {
      | year   | share |        heads: (share,)
      | 1 to 2 | 100%  |   →    Line(when=year in 1 to 2, cells=(100%,))
      | 3 to 5 | 50%   |        Line(when=year in 3 to 5, cells=(50%,))
    }

The last key may run across instead: then the heads beside the other keys are its values, and each cell is a line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from servdsl.messages import listed
from servdsl.model.contract import Strength
from servdsl.model.expressions import Condition, Expr
from servdsl.semantics.from_conditions import condition, equals, in_range, one_of, ordered
from servdsl.semantics.from_expressions import expression, reference
from servdsl.semantics.logic import TRUE, both, either
from servdsl.semantics.scope import Scope
from servdsl.semantics.spelling import normal
from servdsl.source import Span
from servdsl.syntax import expressions as nodes
from servdsl.syntax.parts import Name


@dataclass(frozen=True, slots=True)
class Line:
    """What one row, or one cell of a table whose last key runs across, decides, and when."""

    when: Condition
    strength: Strength
    cells: tuple[nodes.Cell, ...]
    sources: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The heads of the columns that are no keys (none where the last key runs across), and the lines."""

    heads: tuple[nodes.Cell, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Key:
    """The condition of one cell; `otherwise` where the cell says so."""

    when: Condition
    otherwise: bool = False


def unfold(table: nodes.Table, scope: Scope, may_run_across: bool = True) -> Unfolded | None:
    """A table's lines; None, and reported, where its head does not name its keys. Rows are as wide as the head."""
    if not table.head.cells or scope.holes.before(table.head.span, table.span):
        return None
    subjects = {normal(key.text): subject(key, scope) for key in table.keys}
    keys = [normal(key.text) for key in table.keys]
    head = [_text(cell) for cell in table.head.cells]
    width = len(table.head.cells)
    straight = sorted(name for name in head[: len(keys)] if name is not None) == sorted(keys) and width > len(keys)
    across = not straight and sorted(n for n in head[: len(keys) - 1] if n is not None) == sorted(keys[:-1])
    if not straight and not (may_run_across and across and width >= len(keys) and keys[-1] not in head):
        scope.findings.report("SD325", table.head.span, keys=listed(f"`{key}`" for key in keys))
        return None
    count = len(keys) if straight else len(keys) - 1
    order = [name for name in head[:count] if name is not None]
    lines: list[Line] = []
    for row in table.rows:
        if all(cell.content is None for cell in row.cells[count:]):
            scope.keep_silent(row, *(cell.cites for cell in row.cells))
        base = _row_key([subjects[name] for name in order], row.cells[:count], scope)
        cells = tuple(_of_column(cell, head) for head, cell in zip(table.head.cells, row.cells, strict=True))
        if straight:
            lines += _line(base, row, cells, count, table, scope)
        else:
            last = [_key(subjects[keys[-1]], cell, scope) for cell in table.head.cells[count:]]
            for key, cell in zip(last, cells[count:], strict=True):
                lines += _line(_joined([base, key]), row, (*cells[:count], cell), count, table, scope)
    return Unfolded(table.head.cells[count:] if straight else (), tuple(lines))


def _of_column(cell: nodes.Cell, head: nodes.Cell) -> nodes.Cell:
    """The cell with what the head of its column cites."""
    return replace(cell, cites=(*cell.cites, *head.cites))


def _line(
    key: _Key | None, row: nodes.Row, cells: tuple[nodes.Cell, ...], count: int, table: nodes.Table, scope: Scope
) -> list[Line]:
    """`count` of the cells are keys: what they cite holds for the whole line."""
    if key is None:
        return []
    sources = scope.cites(*(cell.cites for cell in cells[:count]), row.cites, table.head.cites, table.cites)
    strength: Strength = "otherwise" if key.otherwise else "plain"
    return [Line(key.when, strength, cells[count:], sources, _first_word(row))]


def _first_word(row: nodes.Row) -> Span:
    return next((cell.span for cell in row.cells if cell.content is not None), row.span)


def bare_name(cell: nodes.Cell) -> Name | None:
    """The name that alone stands in a cell."""
    match cell:
        case nodes.Cell(content=nodes.Value(body=Name() as name, terms=(), modifiers=()), when=None):
            return name
    return None


def _text(cell: nodes.Cell) -> str | None:
    name = bare_name(cell)
    return normal(name.text) if name is not None else None


# ── Keys ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def subject(key: Name, scope: Scope) -> Expr | None:
    """What a key stands for: a fact, a defined value, `service`, or whether a state lasts or an offer is held."""
    found = scope.names.peek(key.text)
    if found is not None and found.sort in ("state", "tier", "addon"):
        return condition(key, scope)
    return reference(key, scope)


def _row_key(subjects: list[Expr | None], cells: tuple[nodes.Cell, ...], scope: Scope) -> _Key | None:
    return _joined([_key(subject, cell, scope) for subject, cell in zip(subjects, cells, strict=True)])


def _joined(keys: list[_Key | None]) -> _Key | None:
    known = [key for key in keys if key is not None]
    if len(known) < len(keys):
        return None
    return _Key(both(key.when for key in known), any(key.otherwise for key in known))


def _key(subject: Expr | None, cell: nodes.Cell, scope: Scope) -> _Key | None:
    if cell.when is not None or cell.content is None:
        scope.findings.report("SD327", cell.span)
        return None
    match cell.content:
        case nodes.AnyValue():
            return _Key(TRUE)
        case nodes.Otherwise():
            return _Key(TRUE, otherwise=True)
    if subject is None:
        return None
    when = key_condition(subject, cell.content, scope)
    return _Key(when) if when is not None else None


def key_condition(subject: Expr, content: nodes.CellContent, scope: Scope) -> Condition | None:
    """A cell as a condition on its key: a value, alternatives, a range, a bound."""
    match content:
        case nodes.Alternatives():
            if all(isinstance(option, Name) for option in content.options):
                return one_of(subject, content.options, content.span, scope)
            parts = [equals(subject, option, scope) for option in content.options]
            return None if None in parts else either(part for part in parts if part is not None)
        case nodes.Bound():
            limit = expression(content.limit, scope)
            return ordered(subject, content.operator, limit, content.span, scope) if limit is not None else None
        case nodes.Value(body=nodes.Range() as span, terms=(), modifiers=()):
            low, high = expression(span.low, scope), expression(span.high, scope)
            return in_range(subject, low, high, span.span, scope) if low is not None and high is not None else None
        case nodes.Value(body=body, terms=(), modifiers=()) if not isinstance(body, _NO_KEY):
            return equals(subject, body, scope)
    scope.findings.report("SD327", content.span)
    return None


_NO_KEY = (nodes.LowerBound, nodes.Range, nodes.OrMore, nodes.Free, nodes.ByQuote, nodes.NoPromise, nodes.Every)
