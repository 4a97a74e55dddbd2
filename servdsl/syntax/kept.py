"""The items of a text as it was last read, so that at the next save only those that changed are read anew.

An item is known by its text. It is taken over where the same text stands between two ends of lines again; one that
stands on other lines than before is moved there, with all that is in it. Items with mistakes are read every time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lark import Token

from servdsl.source import Source
from servdsl.syntax.grammar import Grammar
from servdsl.syntax.keywords import Tongue
from servdsl.syntax.moving import moved
from servdsl.syntax.parser import ANOTHER_LANGUAGE, REMARKS, offsets
from servdsl.syntax.recovery import Recovering


@dataclass(frozen=True, slots=True)
class Kept:
    """An item without mistakes that began at the beginning of a line."""

    text: str
    line: int
    first: Token
    item: Any


class Items:
    """What one text after the other keeps of the one before it: each item by the line that it begins with."""

    def __init__(self) -> None:
        self._of: tuple[str, Grammar, Tongue] | None = None
        self._before: dict[str, list[Kept]] = {}
        self._now: dict[str, list[Kept]] = {}
        self._of_item: dict[int, Kept] = {}
        self._came: dict[int, tuple[Any, int]] = {}

    def begin(self, source: Source, grammar: Grammar, tongue: Tongue) -> None:
        """A new text is read; what was kept of another file, or read in another keyword language, is forgotten."""
        of = source.name, grammar, tongue
        self._before, self._now = self._now if self._same(of) else {}, {}
        self._of_item, self._came = {}, {}
        self._of = of

    def _same(self, of: tuple[str, Grammar, Tongue]) -> bool:
        known = self._of
        return known is not None and known[0] == of[0] and known[1] is of[1] and known[2] is of[2]

    def keep(self, kept: Kept) -> None:
        """Remember an item of the text being read."""
        self._now.setdefault(kept.text.partition("\n")[0], []).append(kept)
        self._of_item[id(kept.item)] = kept

    def moved(self, kept: Kept, line: int) -> Any:
        """The item on the line where it begins now."""
        if kept.line == line:
            return kept.item
        by = line - kept.line
        item = moved(kept.item, by)
        self._came[id(item)] = kept.item, by
        return item

    def came(self, item: object) -> tuple[Any, int] | None:
        """What an item of the text read last was in the text before, and how many lines it has moved; None for one that
        has not."""
        return self._came.get(id(item))

    def text(self, item: object) -> str | None:
        """How an item of the text read last is written; None for one with mistakes, or of another file."""
        kept = self._of_item.get(id(item))
        return kept.text if kept is not None else None

    def at(self, text: str, offset: int) -> Kept | None:
        """The item of the text before whose text stands here."""
        line = text[offset : text.find("\n", offset)].rstrip()
        return next((one for one in self._before.get(line, ()) if text.startswith(one.text, offset)), None)


class Rereading(Recovering):
    """A parse that takes over the items that it knows."""

    def __init__(self, source: Source, text: str, grammar: Grammar, tongue: Tongue, items: Items) -> None:
        super().__init__(source, text, grammar, tongue)
        items.begin(source, grammar, tongue)
        self.items = items
        self.line_end = re.compile(tongue.pattern(grammar.line_end.pattern))
        self.sound = 0
        """How many mistakes had been found when the item at hand began."""

    def next(self) -> Token | None:
        if self.statement.first is None and len(self.frames) == 1:
            self.sound = len(self.grammar.builder.problems)
            self._take_over()
        return super().next()

    def take(self, token: Token) -> None:
        first, last = self.statement.first, self.statement.last
        super().take(token)
        ends = token.type == "_NL" and len(self.frames) == 1
        if ends and first is not None and last is not None and len(self.grammar.builder.problems) == self.sound:
            text = self.text[offsets(first)[0] : offsets(last)[1]]
            if first.column == 1:
                self.items.keep(Kept(text, first.line or 1, first, self.values[-2]))

    def _take_over(self) -> None:
        """Puts the item that is known in place of the text from here to the end of its line."""
        place = self.place.line_ctr
        kept = self.items.at(self.text, place.char_pos) if place.column == 1 else None
        if kept is None or not self._ends_there(kept, place.char_pos + len(kept.text)):
            return
        line, end = place.line, place.char_pos + len(kept.text)
        item = self.items.moved(kept, line)
        self._reduce_before(kept.first.type, place.char_pos)
        self.states.append(self.grammar.moves[self.states[-1]]["item"][0])
        self.values.append(item)
        self.items.keep(Kept(kept.text, line, kept.first, item))
        self.seek(end)

    def _ends_there(self, kept: Kept, end: int) -> bool:
        """Whether nothing carries the item on."""
        line_end = self.line_end.match(self.text, end)
        if line_end is None:
            return False
        return kept.first.type not in REMARKS or ANOTHER_LANGUAGE.match(self.text, line_end.end()) is None
