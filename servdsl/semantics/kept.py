"""What the translation of one text leaves to that of the next, so that at a save only what changed is translated anew.

An example is known by its text, as long as all that examples read is declared as before. What was found out about an item
by itself is known by the item: the parser takes unchanged ones over (`syntax/kept.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from servdsl.model.base import Origin
from servdsl.model.contract import Example, Expect, Remark
from servdsl.source import Span
from servdsl.syntax.moving import moved
from servdsl.syntax.nodes import Item
from servdsl.syntax.parts import Allow

V = TypeVar("V")
Written = tuple[Allow, Span]
"""An allowance and the stretch of its statement."""
Doubtful = tuple[Span, str, str]
"""Where a doubtful number stands, the number, and what stands behind it."""
Came = Callable[[Item], tuple[Item, int] | None]
"""What an item was in the text before, and how many lines it has moved; None where it has not."""


class _Recent(Generic[V]):
    """What the last text and this one have asked for."""

    def __init__(self) -> None:
        self._before: dict[Hashable, V] = {}
        self._now: dict[Hashable, V] = {}

    def begin(self, *, anew: bool = False) -> None:
        """A new text; `anew` forgets all."""
        self._before, self._now = {} if anew else self._now, {}

    def at(self, key: Hashable) -> V | None:
        """What is known, if anything."""
        return self._now.get(key) or self._before.get(key)

    def keep(self, key: Hashable, value: V) -> None:
        """Remember it for the next text."""
        self._now[key] = value


class OfItems(Generic[V]):
    """Something told of each item, once as long as it reads unchanged. `came`: what a moved item was before it moved, and by
    how many lines; `move`: what is told of it, moved along."""

    def __init__(self, came: Came, move: Callable[[V, int], V] = moved) -> None:
        self._known: _Recent[tuple[Item, V]] = _Recent()
        self._came = came
        self._move = move

    def begin(self) -> None:
        """A new text."""
        self._known.begin()

    def of(self, item: Item, tell: Callable[[Item], V]) -> V:
        """What `tell` tells of an item. The item is kept with it, so that its place in memory stays its own."""
        known = self._known.at(id(item)) or self._moved_along(item) or (item, tell(item))
        self._known.keep(id(item), known)
        return known[1]

    def _moved_along(self, item: Item) -> tuple[Item, V] | None:
        before, by = self._came(item) or (item, 0)
        known = self._known.at(id(before))
        return (item, self._move(known[1], by)) if known is not None else None


@dataclass(frozen=True, slots=True)
class Translated:
    """An example without mistakes, the line on which it began, and how often it named each event."""

    example: Example
    line: int
    events: Counter[str]


class Kept:
    """All of it. `text` tells how the parser has read an item, if it keeps it, `came` whence it has moved it; `lines`, `allows`
    and `points` belong to `holes`, `allowances` and `points`."""

    def __init__(self, text: Callable[[Item], str | None] = lambda _: None, came: Came = lambda _: None) -> None:
        self._text = text
        self._reads: object = None
        self._examples: _Recent[Translated] = _Recent()
        self.lines: OfItems[frozenset[int]] = OfItems(came, lambda lines, by: frozenset(line + by for line in lines))
        self.allows: OfItems[tuple[Written, ...]] = OfItems(came)
        self.points: OfItems[tuple[Doubtful, ...]] = OfItems(came)

    def begin(self) -> None:
        """A new text is translated."""
        self.lines.begin()
        self.allows.begin()
        self.points.begin()

    def begin_examples(self, reads: object) -> None:
        """Its examples come now; `reads` is all that an example may read. Where that differs, all are read anew."""
        self._examples.begin(anew=reads != self._reads)
        self._reads = reads

    def example(self, item: Item) -> Translated | None:
        """What an example of the text before, written alike, was translated into, moved to where it stands now."""
        text = self._text(item)
        known = self._examples.at(text) if text is not None else None
        if text is None or known is None:
            return None
        here = known if known.line == item.span.line else _moved(known, item.span.line)
        self._examples.keep(text, here)
        return here

    def keep(self, item: Item, translated: Translated) -> None:
        """Remember a translated example."""
        text = self._text(item)
        if text is not None:
            self._examples.keep(text, translated)


def _moved(known: Translated, line: int) -> Translated:
    by = line - known.line

    def place(one: Origin) -> Origin:
        return one.model_copy(update={"line": one.line + by})

    def expect(one: Expect) -> Expect:
        return one.model_copy(update={"origin": place(one.origin)})

    def note(one: Remark) -> Remark:
        return one.model_copy(update={"origin": place(one.origin)})

    example = known.example
    update = {
        "origin": place(example.origin),
        "expects": tuple(expect(one) for one in example.expects),
        "notes": tuple(note(one) for one in example.notes),
    }
    return Translated(example.model_copy(update=update), line, known.events)
