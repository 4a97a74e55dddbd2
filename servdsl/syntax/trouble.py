"""Where reading stuck, and what was being read there: the facts that a message is made from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from lark import Token

from servdsl.source import Span
from servdsl.syntax.keywords import LANGUAGES, Tongue, Words, composed, tongue
from servdsl.syntax.shapes import shape, spoken

TEXT_OR_COMMENT: Final = re.compile(r'"[^"\n]*"|#[^\n]*')
WORD_ALONE: Final = r"[^\W\d][\w\u0300-\u036f]*"
_ENGLISH_WORDS: Final = re.compile(r"[a-z]+(?: [a-z]+)*")
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
    tongue: Tongue
    """The language of the file's keywords."""
    english: Mapping[str, str]
    """The terminal of each English keyword."""
    keywords: Mapping[str, frozenset[str]]
    """The terminals that each keyword or phrase, as the file writes it, may begin with."""
    starts: Mapping[str, frozenset[str]]
    """The terminals that begin a statement of a kind."""
    lines: Sequence[int]
    """Where each line begins."""

    @property
    def word(self) -> str:
        """What stands at the place; empty at the end of a line."""
        return self.word_at(self.offset)

    @property
    def first_word(self) -> str:
        """What the statement begins with."""
        return self.word_at(self.first)

    def word_at(self, offset: int) -> str:
        """What stands there: a phrase of the file's language whole."""
        for _, stop in self.tongue.at(self.text, offset):
            return self.text[offset:stop]
        match = WORD.match(self.text, offset)
        return match[0] if match else ""

    def words_at(self, offset: int, number: int) -> str:
        """So many words as stand there on one line, as the author wrote them; fewer where there are no more."""
        found = re.compile(rf"{WORD_ALONE}(?:[^\S\n]+{WORD_ALONE}){{0,{number - 1}}}").match(self.text, offset)
        return found[0] if found else ""

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
        return self.place(self.last_start, (self.last.end_pos or 0) - self.last_start)

    @property
    def last_word(self) -> str:
        """What was read last, as it is written; a word that nobody wrote as the grammar has it."""
        if self.last is None:
            return ""
        return self.text[self.last_start : self.last.end_pos or 0] or str(self.last)

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

    # ── Keywords: written as in the file, or English as the grammar has them ──

    def possible(self, terminals: Container[str]) -> list[str]:
        """The keywords, as the file writes them, that stand for one of these terminals."""
        return [word for word, some in self.keywords.items() if any(one in terminals for one in some)]

    def is_one_of(self, word: str, terminals: Container[str]) -> bool:
        """Whether a word that the file writes stands for one of these terminals."""
        return any(one in terminals for one in self.keywords.get(normal(word), ()))

    def in_english(self, word: str) -> str:
        """The first of the English keywords that a word of the file stands for; itself where it stands for none."""
        return self.tongue.first_english(normal(word)) or word

    def in_other_languages(self, offset: int) -> Iterator[tuple[str, str, Words]]:
        """The keywords of other languages that are written there: the language, what is written, and in English."""
        for language in LANGUAGES:
            if language == self.tongue.language:
                continue
            if language == "en":
                found = _english_at(self.text, offset, self.tongue)
            else:
                found = [(self.text[offset:stop], one.english) for one, stop in tongue(language).at(self.text, offset)]
            yield from ((language, written, words) for written, words in found if words[0] in self.english)

    def could_be(self, english: str) -> bool:
        """Whether the first of these English words is a keyword that could have stood here."""
        return self.english.get(english.split()[0]) in self.expected

    def begins(self, kind: str, word: str) -> bool:
        """Whether a statement of this kind begins with this keyword of the file, or with a bar or a number."""
        if word == "|" or word[:1].isdigit():
            return ("VBAR" if word == "|" else "DECIMAL") in self.starts[kind]
        return self.is_one_of(word, self.starts[kind])

    @property
    def begins_statement(self) -> bool:
        """Whether another statement could begin at the place."""
        return normal(self.word) in self.keywords and self.begins(self.kind, self.word)

    @property
    def beginnings(self) -> list[str]:
        """The keywords of the file that begin a statement of this block."""
        return self.possible(self.starts[self.kind])

    @property
    def meant(self) -> str:
        """The English keyword that the statement was probably meant to begin with; `within` for a promise, empty for none."""
        first = normal(self.first_word.lower())
        found = first if first in self.beginnings else closest(first, self.beginnings)
        return self.in_english(found) if found else "within" if self.begins_with_name else ""

    @property
    def shape(self) -> str:
        """A line like this one that can be read."""
        words = list(WORD.finditer(self.text, self.first))[1:2] if self.begins_with_name else []
        second = [self.in_english(self.word_at(word.start())) for word in words]
        return spoken(shape(self.kind, self.meant, *second), self.tongue)


def without_texts(line: str) -> str:
    """The line with blanks for its texts and comments."""
    return TEXT_OR_COMMENT.sub(lambda match: " " * len(match[0]), line)


def _english_at(text: str, offset: int, own: Tongue) -> list[tuple[str, Words]]:
    """The longest English phrase that is written here and has a translation."""
    found = _ENGLISH_WORDS.match(text, offset)
    words = tuple(found[0].split()) if found else ()
    lengths = (n for n in range(min(len(words), own.most_words), 0, -1) if own.phrase(words[:n]) is not None)
    return [(" ".join(words[:n]), words[:n]) for n in lengths][:1]


def normal(word: str) -> str:
    """A word, or the words of a phrase, as the table of keywords has them."""
    return " ".join(composed(word).split())


def closest(word: str, possible: Iterable[str]) -> str | None:
    """The one of these words that the author most likely meant."""
    choice = sorted(possible)
    swapped = (other for other in choice if len(other) > 2 and sorted(other) == sorted(word.lower()))
    return next(swapped, None) or next(iter(get_close_matches(word.lower(), choice, 1, 0.75)), None)
