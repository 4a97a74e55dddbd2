"""The names that a node mentions, whatever they mean there; without recursion, so that no tree is too deep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from servdsl.semantics.spelling import normal
from servdsl.syntax.parts import Name


def mentioned(node: object) -> Iterator[str]:
    """Every name in a node and the nodes inside it."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Name):
            yield normal(part.text)
        elif isinstance(part, tuple):
            waiting.extend(part)
        elif is_dataclass(part):
            waiting.extend(getattr(part, field.name) for field in fields(part) if field.name != "span")
