"""The fields of each kind of node, looked up once: whoever walks through a whole file asks for them thousands of times."""

from __future__ import annotations

from dataclasses import fields, is_dataclass


class Fields(dict[type, tuple[str, ...]]):
    """The names of a kind's fields, in order, without some; none where it is no node but a plain value."""

    def __init__(self, *without: str) -> None:
        super().__init__()
        self._without = frozenset(without)

    def __missing__(self, kind: type) -> tuple[str, ...]:
        named = (field.name for field in fields(kind)) if is_dataclass(kind) else ()
        self[kind] = tuple(name for name in named if name not in self._without)
        return self[kind]
