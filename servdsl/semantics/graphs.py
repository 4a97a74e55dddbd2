"""Who needs whom: an order in which everything comes after what it needs, and the circles that no order resolves.

{"a": ["b"], "b": ["c"], "c": []}   →   order c, b, a; no circle
{"a": ["b"], "b": ["a"]}            →   a circle a, b
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sorted:
    """`order`: each name after those that it needs, circles apart. `circles`: each name in one at most."""

    order: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]

    @property
    def circular(self) -> frozenset[str]:
        return frozenset(name for circle in self.circles for name in circle)


def in_order(needs: Mapping[str, Sequence[str]]) -> Sorted:
    """Walks without recursion, so that no chain is too long; names that are not keys are passed over."""
    order: dict[str, None] = {}
    circles: list[tuple[str, ...]] = []
    met: set[str] = set()
    for start in needs:
        if start not in order:
            _walk(start, needs, order, circles, met)
    return Sorted(tuple(order), tuple(circles))


def _walk(
    start: str,
    needs: Mapping[str, Sequence[str]],
    order: dict[str, None],
    circles: list[tuple[str, ...]],
    met: set[str],
) -> None:
    path: dict[str, Iterator[str]] = {start: iter(needs[start])}
    while path:
        name, left = next(reversed(path.items()))
        other = next(left, None)
        if other is None:
            order[name] = None
            del path[name]
        elif other in path:
            names = list(path)
            circle = tuple(names[names.index(other) :])
            if not met & set(circle):
                circles.append(circle)
                met.update(circle)
        elif other in needs and other not in order:
            path[other] = iter(needs[other])


def shown(circle: Sequence[str]) -> str:
    """A circle for people: `a` → `b` → `a`."""
    return " → ".join(f"`{name}`" for name in (*circle, circle[0]))
