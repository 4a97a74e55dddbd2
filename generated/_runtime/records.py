"""Frozen, slotted records that cost next to nothing to define.

An evaluator must be importable within 20 ms, and the standard library's dataclasses compile the methods of each class anew
at import. Here the methods are written once, in `Record`, and a class brings only its fields. A type checker treats both
alike.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class _RecordType(type):
    """Turns the annotations of a class into slots; a value given with one is its default."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _RecordType:
        hints = namespace.get("__annotations__", {})
        own = tuple(field for field, hint in hints.items() if not hint.startswith("ClassVar"))
        defaults = {field: namespace.pop(field) for field in own if field in namespace}
        fields: tuple[str, ...] = ()
        inherited: dict[str, Any] = {}
        for base in bases:
            fields += getattr(base, "record_fields", ())
            inherited |= getattr(base, "record_defaults", {})
        namespace["__slots__"] = tuple(field for field in own if field not in fields)
        namespace["record_fields"] = namespace["__match_args__"] = fields + namespace["__slots__"]
        namespace["record_defaults"] = inherited | defaults
        return super().__new__(cls, name, bases, namespace)


class Record(metaclass=_RecordType):
    """Base of frozen records: positional or keyword arguments, equality and hash by value, `replace`, pickling."""

    record_fields: ClassVar[tuple[str, ...]]
    record_defaults: ClassVar[dict[str, Any]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        fields = self.record_fields
        if len(args) > len(fields):
            raise TypeError(f"{type(self).__name__} takes {len(fields)} values, not {len(args)}")
        store = object.__setattr__
        for field, value in zip(fields, args, strict=False):
            store(self, field, value)
        for field in fields[len(args) :]:
            if field in kwargs:
                store(self, field, kwargs.pop(field))
            elif field in self.record_defaults:
                store(self, field, self.record_defaults[field])
            else:
                raise TypeError(f"{type(self).__name__} needs `{field}`")
        if kwargs:
            raise TypeError(f"{type(self).__name__} has no {', '.join(kwargs)} left to fill")

    def replace(self, **changes: Any) -> Self:
        """The same record with some fields changed. Raises TypeError for an unknown field."""
        return type(self)(**{field: getattr(self, field) for field in self.record_fields} | changes)

    def record_values(self) -> tuple[Any, ...]:
        """The fields' values, in order."""
        return tuple(getattr(self, field) for field in self.record_fields)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: `{name}` cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: `{name}` cannot be deleted")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Record) and self.record_values() == other.record_values()

    def __hash__(self) -> int:
        return hash((type(self), self.record_values()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{field}={getattr(self, field)!r}" for field in self.record_fields)
        return f"{type(self).__qualname__}({shown})"

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[Any, ...]]:
        return (type(self), self.record_values())
