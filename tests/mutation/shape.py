"""Slips of shape: a clause, row, case, line or condition left out, cells and columns swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from servdsl.source import Span
from servdsl.syntax import calendars, clauses, expressions, nodes
from tests.mutation.text import Edit, Mistake, Text

_WHEN = re.compile(r"\bwhen\s+(\(\s*)*$")


def of_shape(node: object, text: Text) -> Iterator[Mistake]:
    """What may slip in one node."""
    match node:
        case nodes.File():
            for kind in (nodes.Tier, nodes.Addon):
                for one, other in pairwise(item for item in node.items if isinstance(item, kind)):
                    yield from _swap(one.name.span, other.name.span, "swapped offers", text)
        case nodes.Tier() | nodes.Addon() | nodes.ForOffers():
            yield from _dropped(node.clauses, "clause", text)
        case nodes.Matrix():
            yield from _dropped((*node.clauses, *node.choose_one), "clause", text)
            yield from _dropped(node.rows, "row", text)
            yield from _swapped(node.head.cells[1:], "columns", text)
            for row in node.rows:
                yield from _cells(row.cells[1:], text)
            yield from _keys(node.rows, text)
        case expressions.Table():
            yield from _dropped(node.rows, "row", text)
            keys = len(node.keys) if len(node.head.cells) > len(node.keys) else len(node.keys) - 1
            for row in node.rows:
                yield from _cells(row.cells[keys:], text)
            yield from _keys(node.rows, text)
        case expressions.Cases():
            yield from _dropped(node.cases, "case", text)
        case calendars.Calendar():
            yield from _dropped([rule for rule in node.rules if not isinstance(rule, calendars.Zone)], "line", text)
        case _:
            pass
    yield from _modifiers(node, text)
    yield from _unguarded(node, text)


def _dropped(parts: Sequence[object], kind: str, text: Text) -> Iterator[Mistake]:
    """Each in turn is missing, with its citations."""
    for part in parts:
        if isinstance(part, clauses.NoteText):
            continue
        span: Span = part.span  # type: ignore[attr-defined]
        cites = getattr(part, "cites", ())
        start = text.start(span)
        end = max([text.end(span), *(text.end(cited.span) for cited in cites)])
        shown = " ".join(text.of(span).split())
        what = shown if len(shown) <= 90 else f"{shown[:89]}…"
        yield Mistake(f"dropped {kind}", span.line, f"`{what}` is missing", (Edit(start, end, ""),))


def _swap(one: Span, other: Span, kind: str, text: Text) -> Iterator[Mistake]:
    """Two stretches change places, where they differ."""
    first, second = _inner(one, text), _inner(other, text)
    old, new = text.text[slice(*first)], text.text[slice(*second)]
    if old.strip() and new.strip() and old != new:
        what = f"`{old}` and `{new}` are swapped"
        yield Mistake(kind, one.line, what, (Edit(*first, new), Edit(*second, old)))


def _inner(span: Span, text: Text) -> tuple[int, int]:
    start, end = text.start(span), text.end(span)
    written = text.text[start:end]
    return start + len(written) - len(written.lstrip()), start + len(written.rstrip())


def _swapped(cells: Sequence[expressions.Cell], kind: str, text: Text) -> Iterator[Mistake]:
    for one, other in pairwise(cells):
        yield from _swap(one.span, other.span, f"swapped {kind}", text)


def _cells(cells: Sequence[expressions.Cell], text: Text) -> Iterator[Mistake]:
    """Neighbours swapped, and each left blank."""
    yield from _swapped(cells, "cells", text)
    for cell in cells:
        if cell.content is not None:
            start, end = _inner(cell.span, text)
            blank = " " * (end - start)
            what = f"the cell `{text.text[start:end]}` is blank"
            yield Mistake("blank cell", cell.span.line, what, (Edit(start, end, blank),))


def _keys(rows: Sequence[expressions.Row], text: Text) -> Iterator[Mistake]:
    """The first cells of neighbouring rows swapped: the rows' values go to one another."""
    for one, other in pairwise(rows):
        yield from _swap(one.cells[0].span, other.cells[0].span, "swapped rows", text)


def _modifiers(node: object, text: Text) -> Iterator[Mistake]:
    """What follows a value is missing: its calendar, a cut-off, a step, `then the term ends`."""
    for modifier in (*getattr(node, "terms", ()), *getattr(node, "modifiers", ())):
        start, end = text.start(modifier.span), text.end(modifier.span)
        before = text.text[:start].rstrip()
        start = len(before) - 1 if before.endswith(",") else start
        what = f"`{text.text[start:end].strip(', ')}` is missing"
        yield Mistake("dropped term", modifier.span.line, what, (Edit(start, end, ""),))


def _unguarded(node: object, text: Text) -> Iterator[Mistake]:
    """A condition is missing, so that the clause holds always; a case, wherever no other does."""
    when = getattr(node, "when", None)
    if when is None or _is_all_that_is_said(node):
        return
    start, end = text.start(when.span), text.end(when.span)
    found = _WHEN.search(text.text, 0, start)
    if found is not None and not found[1]:
        what = f"`when {' '.join(text.of(when.span).split())}` is missing"
        new = "otherwise" if isinstance(node, expressions.Case) else ""
        yield Mistake("dropped condition", when.span.line, what, (Edit(found.start(), end, new),))


def _is_all_that_is_said(node: object) -> bool:
    if isinstance(node, clauses.Excludes):
        return not node.services
    return isinstance(node, clauses.Offered | clauses.Closes | clauses.Reopens | clauses.CountsAsUsed)
