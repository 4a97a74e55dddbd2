"""What stands inside a node: its parts, and the names that it mentions, whatever they mean there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from servdsl.semantics.spelling import normal
from servdsl.syntax.parts import Name

_BESIDE = frozenset({"span", "cites"})
"""What says where a node stands and what supports it, not what it consists of."""


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


class _Parts(dict[type, tuple[str, ...]]):
    """The fields of a kind of node that hold what it consists of; none where it is no node."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        named = (field.name for field in fields(kind)) if is_dataclass(kind) else ()
        self[kind] = tuple(name for name in named if name not in _BESIDE)
        return self[kind]


_PARTS = _Parts()


def mentioned(node: object) -> Iterator[str]:
    """Every name in a node and the nodes inside it."""
    return (normal(part.text) for part in within([node]) if isinstance(part, Name))
