"""Where reading stuck, and what was being read there: the facts that a message is made from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from lark import Token

from servdsl.source import Span
from servdsl.syntax.shapes import shape

TEXT_OR_COMMENT: Final = re.compile(r'"[^"\n]*"|#[^\n]*')
WORD: Final = re.compile(r'[^\W\d][\w\u0300-\u036f]*|[0-9](?:[\w.,:/%-]*[\w%])?|"[^"\n]*"?|[<>=!&|+*/]+|[^\s#]')


@dataclass(frozen=True, slots=True)
class Trouble:
    """A place where reading stuck, and what was being read."""

    file: str
    text: str
    offset: int
    first: int
    """Where the statement begins."""
    tokens: int
    """How much of it was read."""
    begins_with_name: bool
    last: Token | None
    kind: str
    """The kind of the block it stands in."""
    expected: frozenset[str]
    """The terminals that could have stood here."""
    before_name: Callable[[], frozenset[str]]
    """The terminals that could have stood where the last name stands."""
    mends: Callable[[], tuple[str, ...]]
    """The words and marks that are missing here: with one of them, the line could be read to its end."""
    keywords: Mapping[str, str]
    """A keyword's terminal."""
    starts: Mapping[str, frozenset[str]]
    """The terminals that begin a statement of a kind."""
    lines: Sequence[int]
    """Where each line begins."""

    @property
    def word(self) -> str:
        """What stands at the place; empty at the end of a line."""
        match = WORD.match(self.text, self.offset)
        return match[0] if match else ""

    @property
    def first_word(self) -> str:
        """What the statement begins with."""
        match = WORD.match(self.text, self.first)
        return match[0] if match else ""

    @property
    def line(self) -> tuple[int, str]:
        """Where the line of the place begins, and the line."""
        start = self.lines[bisect_right(self.lines, self.offset) - 1]
        end = self.text.find("\n", self.offset)
        return start, self.text[start : end if end >= 0 else len(self.text)]

    @property
    def span(self) -> Span:
        return self.place(self.offset, len(self.word))

    @property
    def first_span(self) -> Span:
        return self.place(self.first, len(self.first_word))

    @property
    def last_span(self) -> Span:
        """The place of what was read last."""
        if self.last is None:
            return self.first_span
        return self.place(self.last_start, len(self.last))

    @property
    def last_start(self) -> int:
        """Where what was read last begins."""
        return self.last.start_pos or 0 if self.last is not None else self.first

    @property
    def rest(self) -> str:
        """The line from the place on."""
        start, line = self.line
        return line[self.offset - start :]

    @property
    def last_name(self) -> str:
        """What was read last, if it was taken for a name; else empty."""
        return str(self.last) if self.last is not None and self.last.type == "NAME" else ""

    @property
    def neighbours(self) -> tuple[str, str, str]:
        """The line of the place, the one before it and the one after it, without their texts and comments."""
        number = bisect_right(self.lines, self.offset) - 1
        bounds = (*self.lines, len(self.text))
        here, before, after = (
            without_texts(self.text[bounds[n] : bounds[n + 1]]) if 0 <= n < len(self.lines) else ""
            for n in (number, number - 1, number + 1)
        )
        return here, before, after

    def place(self, offset: int, length: int) -> Span:
        """The place of some characters of one line, at least one."""
        return self.stretch(offset, max(length, 1))

    def stretch(self, offset: int, length: int) -> Span:
        """The same, perhaps of no character: a place between two."""
        line = bisect_right(self.lines, offset)
        column = offset - self.lines[line - 1] + 1
        return Span(self.file, line, column, line, column + length)

    def could_be(self, words: str) -> bool:
        """Whether the first of these words is a keyword that could have stood here."""
        return self.keywords.get(words.split()[0]) in self.expected

    def begins(self, kind: str, word: str) -> bool:
        """Whether a statement of this kind begins with this keyword, or with a bar or a number."""
        terminal = "VBAR" if word == "|" else "DECIMAL" if word[:1].isdigit() else self.keywords.get(word)
        return terminal in self.starts[kind]

    @property
    def begins_statement(self) -> bool:
        """Whether another statement could begin at the place."""
        return self.word in self.keywords and self.begins(self.kind, self.word)

    @property
    def beginnings(self) -> list[str]:
        """The keywords that begin a statement of this block."""
        return [word for word, terminal in self.keywords.items() if terminal in self.starts[self.kind]]

    @property
    def meant(self) -> str:
        """The keyword that the statement was probably meant to begin with; `within` for a promise, empty for none."""
        first = self.first_word.lower()
        if first in self.beginnings:
            return first
        return closest(first, self.beginnings) or ("within" if self.begins_with_name else "")

    @property
    def shape(self) -> str:
        """A line like this one that can be read."""
        second = WORD.findall(self.text, self.first)[1:2] if self.begins_with_name else []
        return shape(self.kind, self.meant, *second)


def without_texts(line: str) -> str:
    """The line with blanks for its texts and comments."""
    return TEXT_OR_COMMENT.sub(lambda match: " " * len(match[0]), line)


def closest(word: str, possible: Iterable[str]) -> str | None:
    """The one of these words that the author most likely meant."""
    choice = sorted(possible)
    swapped = (other for other in choice if len(other) > 2 and sorted(other) == sorted(word.lower()))
    return next(swapped, None) or next(iter(get_close_matches(word.lower(), choice, 1, 0.75)), None)
