"""Lines that reached no node: their mistakes are told already, so what they would have declared is not missed.

    servce parts "Parts"            a line that could not be read
    tier base { covers parts }      `parts` means nothing, but that is not this line's mistake

Only a line of words that no node covers is a hole; so a hole never hides the only mistake of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from servdsl.semantics.kept import Kept
from servdsl.source import Source, Span
from servdsl.syntax import nodes
from servdsl.syntax.calendars import Calendar
from servdsl.syntax.examples import Example
from servdsl.syntax.expressions import Cases, Table
from servdsl.syntax.keywords import Tongue, language_of, tongue

_WORDS = re.compile(r"[^\W\d]\w*")
_BEGINS = re.compile(r"\s*(?:\||[^\W\d]\w*)")


class Holes:
    """The holes of a contract's files, by file and line. `whole` is False where a file that it uses is missing: that
    may declare any name."""

    def __init__(self, files: Iterable[tuple[Sequence[nodes.Item], Source]], whole: bool, kept: Kept) -> None:
        self.whole = whole
        self._words: dict[str, dict[int, list[str]]] = {}
        for items, source in files:
            self._words[source.name] = _holes(items, source, kept)
        self._all = frozenset(word for lines in self._words.values() for words in lines.values() for word in words)

    @property
    def there(self) -> bool:
        """Whether anything could not be read."""
        return not self.whole or any(self._words.values())

    def mention(self, word: str) -> bool:
        """Whether some hole has this word."""
        return word in self._all

    def declare(self, name: str) -> bool:
        """Whether what cannot be read may declare this name."""
        return not self.whole or name in self._all

    def any(self, inside: Span) -> bool:
        """Whether there is a hole in this stretch."""
        return any(True for _ in self._inside(inside))

    def before(self, head: Span, block: Span) -> bool:
        """Whether there is a hole in a block before its head: the head may be what could not be read."""
        return any(block.line <= number < head.line for number in self._words.get(block.file, ()))

    def begin(self, word: str, inside: Span) -> bool:
        """Whether a hole in this stretch begins with this word."""
        return any(words[:1] == [word] for words in self._inside(inside))

    def _inside(self, place: Span) -> Iterator[list[str]]:
        for number, words in self._words.get(place.file, {}).items():
            if place.line <= number <= place.end_line:
                yield words


def _holes(items: Sequence[nodes.Item], source: Source, kept: Kept) -> dict[int, list[str]]:
    spoken = tongue(language_of(source.text))
    covered = {line for item in items for line in kept.lines.of(item, _lines)}
    return {
        number: _in_english(_WORDS.findall(re.sub(r'"[^"]*"?|#.*', " ", line)), spoken)
        for number, line in enumerate(source.text.split("\n"), start=1)
        if number not in covered and _BEGINS.match(line)
    }


def _lines(item: nodes.Item) -> frozenset[int]:
    return frozenset(line for span in _spans(item) for line in range(span.line, span.end_line + 1))


def _spans(item: nodes.Item) -> Iterator[Span]:
    """The stretches that are read: whole statements, and of a block its head and its own statements."""
    waiting: list[_Node] = [item]
    while waiting:
        node = waiting.pop()
        inside = _statements(node)
        if inside is None:
            yield node.span
            continue
        first = Span(node.span.file, node.span.line, 1, node.span.line, 1)
        yield first
        if inside and isinstance(node, nodes.Tier | nodes.Addon | nodes.ForOffers | Calendar):
            yield first.to(inside[0].span)
        waiting.extend(inside)


class _Node(Protocol):
    @property
    def span(self) -> Span: ...


def _statements(node: _Node) -> Sequence[_Node] | None:
    """What stands in a node's braces, line by line; None for a node that is one statement."""
    match node:
        case Example():
            return node.lines
        case nodes.Contract() | nodes.Shared():
            return node.header
        case nodes.Fact(type=nodes.Choices() as choices):
            return choices.choices
        case Calendar():
            return node.rules
        case nodes.Tier() | nodes.Addon() | nodes.ForOffers():
            return node.clauses
        case nodes.Matrix():
            return (*node.clauses, *node.choose_one, node.head, *node.rows)
    valued = getattr(node, "value", None) or getattr(node, "table", None)
    match valued:
        case Table():
            return (valued.head, *valued.rows)
        case Cases():
            return valued.cases
    return None


def _in_english(words: list[str], spoken: Tongue) -> list[str]:
    """The words of a line, with the keyword that begins it as the grammar has it; its own words stay at the end."""
    for spelling in spoken.spellings.get(words[0], ()) if words else ():
        if tuple(words[: len(spelling.words)]) == spelling.words:
            return [*spelling.english, *words[len(spelling.words) :], *spelling.words]
    return words
