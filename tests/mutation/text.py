"""Places in the text of a file, and replacing them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servdsl.source import Source, Span


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the text, by offsets, and what takes its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One slip: its kind, the line of the file where it stands, what it changes, for people, and the edits."""

    kind: str
    line: int
    what: str
    edits: tuple[Edit, ...]


class Text:
    """A source by offsets."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self._starts = [0]
        for line in self.text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def start(self, span: Span) -> int:
        return self._starts[span.line - 1] + span.column - 1

    def end(self, span: Span) -> int:
        return self._starts[span.end_line - 1] + span.end_column - 1

    def of(self, span: Span) -> str:
        """What stands in a span."""
        return self.text[self.start(span) : self.end(span)]

    def between(self, one: Span, other: Span) -> tuple[int, int]:
        """The offsets of what stands between two spans."""
        return self.end(one), self.start(other)

    def with_edits(self, edits: Iterable[Edit]) -> str:
        """The text with the edits, which do not overlap; a line that they leave blank goes."""
        text = self.text
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            start, end = edit.start, edit.end
            if not edit.text:
                first, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
                after = len(text) if after < 0 else after
                rest = text[end:after].split("#")[0]
                if not text[first:start].strip() and not rest.strip():
                    start, end = first, min(len(text), after + 1)
            text = text[:start] + edit.text + text[end:]
        return text


def replaced(text: Text, kind: str, span: Span, new: str) -> Mistake:
    """The slip that puts something else in a span."""
    old = text.of(span)
    return Mistake(kind, span.line, f"`{old}` became `{new}`", (Edit(text.start(span), text.end(span), new),))


def stretch(text: Text, kind: str, line: int, start: int, end: int, new: str) -> Mistake:
    """The same by offsets."""
    old = " ".join(text.text[start:end].split())
    return Mistake(kind, line, f"`{old}` became `{new.strip() or 'nothing'}`", (Edit(start, end, new),))
