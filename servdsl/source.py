"""Where text comes from: a source file and a place in it.

Floor 0: imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: lines and columns count from 1, columns in code points, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, other: Span) -> Span:
        """The stretch from the beginning of this span to the end of `other`, which lies in the same file."""
        return Span(self.file, self.line, self.column, other.end_line, other.end_column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Source:
    """A `.plan` file's text under the name that diagnostics print for it."""

    name: str
    text: str = field(repr=False)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end; empty past the end of the file."""
        lines = _lines(self.text)
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""

    def start(self) -> Span:
        """The first character, for messages about the file as a whole."""
        return Span(self.name, 1, 1, 1, 2)


@lru_cache(maxsize=8)
def _lines(text: str) -> tuple[str, ...]:
    """A file is asked for one line after the other."""
    return tuple(text.split("\n"))
