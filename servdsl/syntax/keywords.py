"""The keywords of other languages beside the English ones: the table `keywords.toml`, ready to be looked up.

    "at the same time" = ["a la misma hora", "同一时刻"]

The grammar knows the English words alone. A file in another language is read phrase by phrase as the English words that
the phrase stands for (`listening`), and printed the same way back (`speaking`): so there is one grammar and one tree.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from servdsl.messages import say

Words = tuple[str, ...]

LANGUAGES: Final[dict[str, str]] = {"en": say("English"), "es": say("Spanish"), "zh": say("Chinese")}
"""The languages of keywords, and what they are called."""

HEADS: Final = ("contract", "shared")
"""The words that a file's head begins with: they say in which language its keywords are."""

JOINING: Final = ("and", "or", "when", "allow")
"""Words in the patterns of the lexer: a line that begins with one of them carries the one before it on."""

WORD: Final = re.compile(r"[^\W\d][\w\u0300-\u036f]*(?:-[^\W\d]\w*)*")
BLANKS: Final = re.compile(r"[^\S\n]+")
_NUMBER_BEFORE: Final = re.compile(r"(?<![\w.-])[0-9][0-9_.]* $")
_TEXT_OR_WORD: Final = re.compile(rf'"[^"\n]*"|({WORD.pattern}(?: {WORD.pattern})*)')


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write some English keywords."""

    words: Words
    english: Words

    @property
    def text(self) -> str:
        """The words as they are written."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a phrase, where it is printed so (None: everywhere else), and its spellings by language."""

    english: Words
    rule: str | None
    spellings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tongue:
    """The keywords of one language."""

    language: str
    spellings: Mapping[str, tuple[Spelling, ...]] = field(default_factory=dict)
    """By first word, the longest first; of those that are spelt alike, in the order of the table. Empty for English."""
    printed: Mapping[tuple[str | None, Words], str] = field(default_factory=dict)
    """How a phrase is printed: in one rule of the grammar, or (None) in any. Empty for English."""
    most_words: int = 1
    """The number of English words of the longest phrase."""

    @property
    def is_english(self) -> bool:
        """Whether words are read and printed as the grammar has them."""
        return self.language == "en"

    def phrase(self, english: Words, rule: str | None = None) -> str | None:
        """How these English words are written as one phrase, None where they are none."""
        if self.is_english:
            return " ".join(english)
        return self.printed.get((rule, english)) or self.printed.get((None, english))

    def say(self, english: str, rule: str | None = None) -> str:
        """English keywords in this language, as a rule of the grammar has them; what is no keyword stays, and so do texts in
        quotation marks."""
        if self.is_english:
            return english
        return _TEXT_OR_WORD.sub(lambda found: self._say(found, rule) if found[1] else found[0], english)

    def _say(self, found: re.Match[str], rule: str | None) -> str:
        words, said = tuple(found[1].split()), []
        counted = _NUMBER_BEFORE.search(found.string[: found.start()]) is not None
        while words:
            length = next((n for n in range(min(self.most_words, len(words)), 0, -1) if self.phrase(words[:n])), 1)
            said.append(self.phrase(words[:length], "quantity" if counted else rule) or words[0])
            words, counted = words[length:], False
        return " ".join(said)

    def pattern(self, pattern: str, words: Words = JOINING) -> str:
        """A regular expression in which these English words are those of this language."""
        if self.is_english:
            return pattern
        found = rf"(?<![\\\w])({'|'.join(words)})(?!\w)"
        return re.sub(found, lambda word: f"(?:{'|'.join(self._spelt(word[1]))})", pattern)

    def at(self, text: str, offset: int) -> Iterator[tuple[Spelling, int]]:
        """The phrases that are written here, the longest first, and where they end."""
        first = WORD.match(text, offset)
        for spelling in self.spellings.get(composed(first[0]), ()) if first else ():
            stop = _stop(spelling, text, offset)
            if stop is not None:
                yield spelling, stop

    def apart(self, word: str) -> list[str]:
        """The keywords within a word that is written without spaces, and what stands between them: in Chinese."""
        if self.language != "zh":
            return [word]
        texts = sorted({one.text for one in self._every()}, key=len, reverse=True)
        return [part for part in re.split(f"({'|'.join(texts)})", word) if part]

    def terminals(self, english: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
        """The terminals that each keyword or phrase may begin, given the terminal of each English keyword."""
        found: dict[str, set[str]] = {}
        if self.is_english:
            return {word: frozenset((terminal,)) for word, terminal in english.items()}
        for one in self._every():
            if one.english[0] in english:
                found.setdefault(one.text, set()).add(english[one.english[0]])
        return {text: frozenset(some) for text, some in found.items()}

    def first_english(self, text: str) -> str | None:
        """The first English word that a keyword or phrase stands for, None where it is none."""
        if self.is_english:
            return text
        return next((one.english[0] for one in self._every() if one.text == text), None)

    def _every(self) -> Iterator[Spelling]:
        return (one for some in self.spellings.values() for one in some)

    def _spelt(self, english: str) -> list[str]:
        return [re.escape(one.text) for one in self._every() if one.english == (english,)]


ENGLISH: Final = Tongue("en")


@cache
def rows() -> tuple[Row, ...]:
    """The table, in its order."""
    table = tomllib.loads((files(__package__) / "keywords.toml").read_text(encoding="utf-8"))
    found: list[Row] = []
    for rule, phrases in ((None, table["phrases"]), *table["in"].items()):
        for english, columns in phrases.items():
            spellings = {language: tuple(said.split("|")) for language, said in zip(_others(), columns, strict=True)}
            found.append(Row(tuple(english.split()), rule, spellings))
    return tuple(found)


def _others() -> list[str]:
    return [language for language in LANGUAGES if language != "en"]


@cache
def tongue(language: str) -> Tongue:
    """The keywords of `en`, `es` or `zh`. KeyError for another language."""
    if language == "en":
        return ENGLISH
    spellings: dict[str, dict[Spelling, None]] = {}
    printed: dict[tuple[str | None, Words], str] = {}
    for row in rows():
        printed[row.rule, row.english] = row.spellings[language][0]
        for text in row.spellings[language]:
            words = tuple(text.split())
            spellings.setdefault(words[0], {})[Spelling(words, row.english)] = None
    ordered = {first: tuple(sorted(some, key=lambda one: -len(one.words))) for first, some in spellings.items()}
    return Tongue(language, ordered, printed, max(len(row.english) for row in rows()))


@cache
def _head() -> re.Pattern[str]:
    heads = [(tongue(language).say(head), language) for language in LANGUAGES for head in HEADS]
    return re.compile(rf"^[^\S\n]*({'|'.join(head for head, _ in heads)})(?!\w)", re.MULTILINE)


FIRST_WORD: Final = re.compile(r"^[^\S\n]*([^\W\d][\w\u0300-\u036f]*)", re.MULTILINE)


def language_of(text: str) -> str:
    """The language of a file's keywords: that of its head; without one, that in which most of its lines begin."""
    first = FIRST_WORD.search(text)
    if first is None or first[1] in HEADS:  # without looking at the table, which takes a while to read
        return "en"
    head = _head().search(text)
    if head is not None:
        return next(one for one in LANGUAGES if head[1] in [tongue(one).say(word) for word in HEADS])
    firsts = [composed(word) for word in FIRST_WORD.findall(text)]
    english = {row.english[0] for row in rows()}
    counts = {one: sum(word in (tongue(one).spellings or english) for word in firsts) for one in LANGUAGES}
    return max(LANGUAGES, key=lambda one: counts[one])


def _stop(spelling: Spelling, text: str, start: int) -> int | None:
    """Where the phrase ends that begins here, None where something else stands here."""
    offset = start
    for word in spelling.words:
        blank = BLANKS.match(text, offset) if offset > start else None
        found = WORD.match(text, blank.end() if blank else offset)
        if found is None or composed(found[0]) != word:
            return None
        offset = found.end()
    return offset


def composed(word: str) -> str:
    """The word with its accents in one character with their letters, as the table has them."""
    return word if word.isascii() else unicodedata.normalize("NFC", word)
