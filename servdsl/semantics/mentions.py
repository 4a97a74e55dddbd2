"""What stands inside a node: its parts, and the names that it mentions, whatever they mean there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servdsl.semantics.spelling import normal
from servdsl.syntax.fields import Fields
from servdsl.syntax.parts import Name

_PARTS = Fields("span", "cites")
"""What nodes consist of: not where they stand, nor what supports them."""


def within(nodes: Iterable[object]) -> Iterator[object]:
    """Nodes and all nodes inside them but their citations; without recursion, so that no tree is too deep."""
    waiting: list[object] = list(nodes)
    while waiting:
        part = waiting.pop()
        if isinstance(part, list | tuple):
            waiting.extend(part)
        elif names := _PARTS[type(part)]:
            yield part
            waiting.extend([getattr(part, name) for name in names])


def mentioned(node: object) -> Iterator[str]:
    """Every name in a node and the nodes inside it."""
    return (normal(part.text) for part in within([node]) if isinstance(part, Name))
