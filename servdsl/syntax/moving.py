"""Nodes on other lines than those that they were read on."""

from __future__ import annotations

from decimal import Decimal
from types import NoneType
from typing import Any

from servdsl.source import Span
from servdsl.syntax.fields import Fields

_FIELDS = Fields()
_STILL = frozenset({str, int, bool, NoneType, Decimal})
"""Kinds of values that stand nowhere: most of what nodes hold."""


def moved(node: Any, lines: int) -> Any:
    """The same node so many lines further down."""
    kind = type(node)
    if kind is Span:
        return Span(node.file, node.line + lines, node.column, node.end_line + lines, node.end_column)
    if kind is tuple:
        return tuple([moved(part, lines) for part in node]) if node else node
    if names := _FIELDS[kind]:
        parts = [getattr(node, name) for name in names]
        return kind(*[part if type(part) in _STILL else moved(part, lines) for part in parts])
    return node
