"""Reading in another language: where the lexer would take an English keyword, a phrase of the table is taken.

    respond en un plazo de 4 horas hábiles      →   NAME WITHIN DECIMAL BUSINESS HOURS

The longest phrase that may stand there is taken. Where words may stand for two things (`no` is both `no` and `not`), that
one is meant with which the line can go on.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any, Final

from lark import Token
from lark.lexer import BasicLexer, PatternRE, TerminalDef

from servdsl.syntax.grammar import Grammar
from servdsl.syntax.keywords import BLANKS, JOINING, WORD, Spelling, Tongue

BEFORE_ONE: Final = frozenset({"PER", "EVERY", "NEXT", "SAME", "OR", "OF"})
"""Behind these a unit of time stands for one of it; else it is counted, unless the number is 1."""

ONE: Final = re.compile(r"1(?:\.0+)?")
LABEL_IN_LANGUAGE: Final = re.compile(r'[a-z]{2}[ \t]*"')
"""The code of a language before a text, which may be spelt like a keyword: `es "Más"`."""

FIGURES: Final = ("DECIMAL", "MONEY", "PERCENTAGE", "ISO_DATE", "CLOCK_TIME", "EXACT_TIME", "MONTH_DAY")
SIGNS: Final = {
    ",": "COMMA", "|": "VBAR", "@": "AT_SIGN", ")": "RPAR", "(": "LPAR", "{": "LBRACE", "}": "RBRACE", '"': "TEXT",
    "<": "LESS", ">": "OPERATOR", "+": "PLUS", "-": "MINUS", "#": "_NL", "\n": "_NL", "": "_NL",
}  # fmt: skip


class Listening:
    """The lexer of a text with keywords of another language; `place` is where it stands, shared with the parser."""

    def __init__(self, text: str, grammar: Grammar, tongue: Tongue, place: Any, lexers: Mapping[int, Any]) -> None:
        self.text, self.grammar, self.tongue, self.place = text, grammar, tongue, place
        self.lexers = _Lexers(grammar, tongue, lexers)
        self.waiting: deque[Token] = deque()
        """The words of a phrase that are still to be given out."""
        self.last: Token | None = None

    def next_token(self, states: Sequence[int]) -> Token:
        """The next token, as the parser in these states expects it; errors are the lexer's own."""
        if not self.waiting:
            self._listen(list(states))
        self.last = self.waiting.popleft()
        return self.last

    def forget(self) -> None:
        """The parser goes on from another place."""
        self.waiting.clear()

    def _listen(self, states: list[int]) -> None:
        lexer = self.lexers[states[-1]]
        while True:
            offset = self.place.line_ctr.char_pos
            blank = BLANKS.match(self.text, offset)
            start = blank.end() if blank else offset
            phrase = self._phrase(states, start)
            if phrase is not None:
                self._take(*phrase, start, self._terminals(states, phrase[0]))
                return
            gap = lexer.gap(self.text, offset)
            if gap is None:
                token = lexer.next_token(self.place)
                word = self.grammar.conditional.get(token.type, token)
                self.waiting.append(Token.new_borrow_pos(token.type, word, token))
                return
            self.place.line_ctr.feed(gap)

    def _take(self, spelling: Spelling, stop: int, start: int, terminals: list[str]) -> None:
        counter = self.place.line_ctr
        counter.feed(self.text[counter.char_pos : start])
        line, column = counter.line, counter.column
        counter.feed(self.text[start:stop])
        for word, terminal in zip(spelling.english, terminals, strict=True):
            end = (counter.line, counter.column, counter.char_pos)
            self.waiting.append(Token(terminal, word, start, line, column, *end))

    # ── Which phrase is meant ──

    def _phrase(self, states: list[int], start: int) -> tuple[Spelling, int] | None:
        """The phrase that stands here and may, and where it ends; None where the lexer takes what stands here."""
        row = self.grammar.moves[states[-1]]
        if "LANGUAGE_CODE" in row and LABEL_IN_LANGUAGE.match(self.text, start):
            return None
        if any(name in row and pattern.match(self.text, start) for name, pattern in self.lexers.conditional.items()):
            return None
        found: list[Spelling] = []
        end = -1
        for spelling, stop in self._spelt_at(start):
            if found and stop < end:
                break
            if self.grammar.keywords[spelling.english[0]] in row and self._fits(states, spelling):
                found.append(spelling)
                end = stop
        if len(found) > 1:
            fitting = [one for one in found if self._after(states, one) is not None] or found
            found = [one for one in fitting if self._goes_on(states, one, end)] or fitting
        return (self._of_number(found), end) if found else None

    def _fits(self, states: list[int], spelling: Spelling) -> bool:
        """A single keyword is taken wherever the state knows it, as the lexer does with English."""
        return len(spelling.english) == 1 or self._after(states, spelling) is not None

    def _after(self, states: list[int], spelling: Spelling) -> list[int] | None:
        after: list[int] | None = states
        for terminal in self._terminals(states, spelling):
            after = after and self.grammar.moves.go(after, terminal)
        return after

    def _terminals(self, states: list[int], spelling: Spelling) -> list[str]:
        """The terminals of the English words: a word that is no keyword where it would stand is a name (`is met`)."""
        found: list[str] = []
        for word in spelling.english:
            terminal = self.grammar.keywords[word]
            after = self.grammar.moves.go(states, terminal)
            if after is None and found and (after := self.grammar.moves.go(states, "NAME")) is not None:
                terminal = "NAME"
            found.append(terminal)
            states = after or states
        return found

    def _goes_on(self, states: list[int], spelling: Spelling, end: int) -> bool:
        """Whether what stands behind the phrase may follow it."""
        after = self._after(states, spelling)
        if after is None:
            return False
        blank = BLANKS.match(self.text, end)
        stop = blank.end() if blank else end
        go = self.grammar.moves.go
        words = [self.grammar.keywords[one.english[0]] for one, _ in self._spelt_at(stop)]
        if any(go(after, word) is not None for word in words):
            return True
        sign = self.text[stop : stop + 1]
        possible = ("NAME",) if WORD.match(self.text, stop) else FIGURES if sign.isdigit() else (SIGNS.get(sign, ""),)
        return any(go(after, terminal) is not None for terminal in possible)

    def _of_number(self, found: list[Spelling]) -> Spelling:
        """Of `hour` and `hours`, where both are written alike, the one that is meant; else the first."""
        many = found[0].english[-1]
        for one in found[1:]:
            if (*found[0].english[:-1], many + "s") == one.english:
                return found[0] if self._stands_for_one() else one
            if (*one.english[:-1], one.english[-1] + "s") == found[0].english:
                return one if self._stands_for_one() else found[0]
        return found[0]

    def _stands_for_one(self) -> bool:
        last = self.last
        return last is not None and (
            last.type in BEFORE_ONE or (last.type == "DECIMAL" and ONE.fullmatch(last) is not None)
        )

    def _spelt_at(self, offset: int) -> Iterator[tuple[Spelling, int]]:
        """The phrases that are written here, the longest first; what a pattern of the lexer takes is none."""
        return (found for found in self.tongue.at(self.text, offset) if found[0].english[0] in self.grammar.keywords)


class _Lexers(dict[int, "_Lexer"]):
    """For each state of the parser, a lexer that knows no keywords."""

    def __init__(self, grammar: Grammar, tongue: Tongue, english: Mapping[int, Any]) -> None:
        super().__init__()
        self.english, self.tongue = english, tongue
        self.conf: Any = grammar.tables.lexer_conf
        self.words = (*JOINING, *grammar.conditional.values())
        patterns = {one.name: one.pattern.value for one in self.conf.terminals if one.name in grammar.conditional}
        self.conditional = {name: re.compile(tongue.pattern(one, self.words)) for name, one in patterns.items()}
        """The keywords that are such only before certain things: the lexer takes them."""
        self.made = _MADE.setdefault(tongue.language, {})

    def __missing__(self, state: int) -> _Lexer:
        terminals = [one for one in self.english[state].terminals if not is_keyword(one)]
        names = frozenset(one.name for one in terminals)
        if names not in self.made:
            self.made[names] = _Lexer(self.conf, [self._translated(one) for one in terminals])
        self[state] = self.made[names]
        return self[state]

    def _translated(self, terminal: TerminalDef) -> TerminalDef:
        if terminal.name != "_NL" and terminal.name not in self.conditional:
            return terminal
        pattern = PatternRE(self.tongue.pattern(terminal.pattern.value, self.words), terminal.pattern.flags)
        return TerminalDef(terminal.name, pattern, terminal.priority)


class _Lexer:
    """Lark's lexer for some terminals, and the gaps between what it takes."""

    def __init__(self, conf: Any, terminals: list[TerminalDef]) -> None:
        conf = copy(conf)
        conf.terminals, conf.skip_validation = terminals, True
        self.next_token = BasicLexer(conf).next_token
        patterns = {one.name: re.compile(one.pattern.value) for one in terminals if one.name in ("_NL", "_GAP")}
        self.line_end, self.blank = patterns.get("_NL"), patterns["_GAP"]

    def gap(self, text: str, offset: int) -> str | None:
        """What may be passed over here; None where a token begins, or the end of a line that counts."""
        if self.line_end is not None and self.line_end.match(text, offset):
            return None
        found = self.blank.match(text, offset)
        return found[0] if found and found[0] else None


_MADE: Final[dict[str, dict[frozenset[str], _Lexer]]] = {}
"""The lexers without keywords of each language, by the terminals that they know; there are few."""


def is_keyword(terminal: TerminalDef) -> bool:
    """Whether a terminal is a word of the language: all others are signs and patterns."""
    return terminal.pattern.type == "str" and terminal.pattern.value[:1].isalpha()
