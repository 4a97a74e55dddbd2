"""Lines that reached no node: their mistakes are told already, so what they would have declared is not missed.

    servce parts "Parts"            a line that could not be read
    tier base { covers parts }      `parts` means nothing, but that is not this line's mistake

Only a line of words that no node covers is a hole; so a hole never hides the only mistake of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servdsl.source import Source, Span
from servdsl.syntax import nodes
from servdsl.syntax.calendars import Calendar
from servdsl.syntax.examples import Example

_WORDS = re.compile(r"[^\W\d]\w*")
_BEGINS = re.compile(r"\s*(?:\||[^\W\d]\w*)")


class Holes:
    """The holes of a file, by line."""

    def __init__(self, items: Sequence[nodes.Item], source: Source) -> None:
        covered = {line for span in _spans(items) for line in range(span.line, span.end_line + 1)}
        self._words: dict[int, list[str]] = {}
        for number, line in enumerate(source.text.split("\n"), start=1):
            if number not in covered and _BEGINS.match(line):
                self._words[number] = _WORDS.findall(re.sub(r'"[^"]*"?|#.*', " ", line))
        self._all = frozenset(word for words in self._words.values() for word in words)

    def mention(self, word: str) -> bool:
        """Whether some hole has this word."""
        return word in self._all

    def any(self, inside: Span) -> bool:
        """Whether there is a hole in this stretch."""
        return any(inside.line <= number <= inside.end_line for number in self._words)

    def begin(self, word: str, inside: Span) -> bool:
        """Whether a hole in this stretch begins with this word."""
        return any(
            words[:1] == [word] for number, words in self._words.items() if inside.line <= number <= inside.end_line
        )


def _spans(items: Sequence[nodes.Item]) -> Iterator[Span]:
    """The stretches that are read: whole statements, and of a block its head and its own statements."""
    for item in items:
        inside = _statements(item)
        if inside is None:
            yield item.span
            continue
        first = Span(item.span.file, item.span.line, 1, item.span.line, 1)
        yield first
        if inside and not isinstance(item, nodes.Contract | nodes.Fact):
            yield first.to(inside[0])
        yield from inside


def _statements(item: nodes.Item) -> list[Span] | None:
    """The statements in an item's braces; None for an item that is one statement."""
    match item:
        case Example():
            return [line.span for line in item.lines]
        case nodes.Contract():
            return [line.span for line in item.header]
        case nodes.Fact(type=nodes.Choices() as choices):
            return [choice.span for choice in choices.choices]
        case Calendar():
            return [rule.span for rule in item.rules]
        case nodes.Tier() | nodes.Addon() | nodes.ForOffers():
            return [clause.span for clause in item.clauses]
        case nodes.Matrix():
            parts = (*item.clauses, *item.choose_one, item.head, *item.rows)
            return sorted(part.span for part in parts)
    return None
