"""Text to nodes, whatever the text: one pass over the tokens that outlives every error.

    tier plus "Plus" {              the item is kept,
      price 300 EUR per year        this clause is kept,
      cover parts                   this one is reported, once, and left out: it ends where its line does,
    }                               and nothing after it suffers.

The parser is Lark's, driven token by token. At the beginning of each statement the depth of its stack is noted. When
a token does not fit, `mistakes` says why, the stack is cut back to that depth, and reading goes on behind the
statement (`recovery`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, Final

from lark import Token
from lark.exceptions import UnexpectedCharacters

from servdsl.diagnostics import Diagnostic
from servdsl.source import Source, Span
from servdsl.syntax.grammar import Grammar, Shift
from servdsl.syntax.keywords import ENGLISH, Tongue
from servdsl.syntax.listening import Listening
from servdsl.syntax.nodes import File
from servdsl.syntax.reading import DEEPEST

OPEN_ENDS: Final = frozenset({"COMMA", "PLUS", "MINUS", "LESS", "OPERATOR", "LPAR", "LBRACE"})
"""A line may end with these and run on."""

JOINING: Final = frozenset({"AND", "OR", "WHEN", "AT_SIGN", "ALLOW"})
"""A line that begins with these carries the one before it on."""


BEHIND_ROWS: Final = frozenset({"AT_SIGN", "ALLOW"})
"""What may stand on a line of its own behind the row of a table."""


REMARKS: Final = frozenset({"ASSUME", "CONTRADICTION", "NOTE"})
"""Statements whose text is long enough to need a line for each language."""

ANOTHER_LANGUAGE: Final = re.compile(r'\s*[a-z]{2}[ \t]*"')


class StuckError(Exception):
    """Nothing that may stand here begins at this offset."""

    def __init__(self, offset: int) -> None:
        self.offset = offset


@dataclass(slots=True)
class Statement:
    """What has been read of the statement at hand."""

    tokens: int = 0
    first: Token | None = None
    second: Token | None = None
    last: Token | None = None
    broken_after: Token | None = None
    """The token before the first end of a line at which the statement could not end, nor was plainly run on."""
    expected_there: frozenset[str] = frozenset()


@dataclass(slots=True)
class Frame:
    """A block that is open, or the file. `base` is the depth of the stack under the statement that is read in it."""

    kind: str
    base: int
    owner: Statement
    """The statement that the block belongs to."""


class Reading:
    """The state of a parse: where the lexer stands, what the parser's stack holds, which blocks are open."""

    def __init__(self, source: Source, text: str, grammar: Grammar, tongue: Tongue = ENGLISH) -> None:
        self.source, self.text, self.grammar, self.tongue = source, text, grammar, tongue
        lexing: Any = grammar.tables.parse_interactive(text).lexer_thread
        self.lexers, self.place = lexing.lexer.lexers, lexing.state
        self.listening = None if tongue.is_english else Listening(text, grammar, tongue, self.place, self.lexers)
        """What reads keywords of another language than the grammar's own."""
        self.states = [grammar.moves.first]
        self.values: list[Any] = []
        self.looking = self.states
        """The states in which the token at hand was looked for, before anything was built on its account."""
        self.before_name = self.states
        """The same for the last name: what was meant for a keyword may have been taken for one."""
        self.statement = Statement()
        self.frames = [Frame("item", 1, self.statement)]
        self._lines: list[int] = []
        self.record: list[Token] = []
        """Every token that was taken, ends of lines included."""
        self.rules: dict[int, str] | None = None
        """The rule that each word of the record stands in, by its identity; kept only where somebody asks for it."""
        self.blocks: dict[int, str] = {}
        """The kind of each block by the offset of its opening brace."""

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    def expects(self, terminal: str) -> bool:
        """Whether this terminal may come next."""
        return self.grammar.moves.go(self.states, terminal) is not None

    def next(self) -> Token | None:
        """The next token, None at the end of the text; the end of a line counts only where a statement may end."""
        self.looking = self.states
        while True:
            try:
                listening = self.listening
                token: Token = (
                    self.lexers[self.states[-1]].next_token(self.place)
                    if listening is None
                    else listening.next_token(self.states)
                )
            except EOFError:
                return None
            except UnexpectedCharacters as error:
                raise StuckError(error.pos_in_stream or 0) from None
            if token.type != "_NL":
                self._check(token)
                return token
            if self.expects("_NL") and not self._goes_on_in_another_language(offsets(token)[1]):
                return token

    def lex(self, states: list[int]) -> Token:
        """The token at the lexer's place, as the parser in these states expects it; errors are the lexer's own."""
        if self.listening is not None:
            return self.listening.next_token(states)
        token: Token = self.lexers[states[-1]].next_token(self.place)
        return token

    def _goes_on_in_another_language(self, offset: int) -> bool:
        """Whether a remark's text in another language begins here: no statement that could stand there does."""
        first = self.statement.first
        if first is None or first.type not in REMARKS or not self.expects("LANGUAGE_CODE"):
            return False
        return ANOTHER_LANGUAGE.match(self.text, offset) is not None

    def _check(self, token: Token) -> None:
        """What the grammar cannot say: words do not touch, and a row of a table stays on its line."""
        statement, last = self.statement, self.statement.last
        start, end = offsets(token)
        if end < len(self.text) and _in_word(self.text[end - 1]) and _in_word(self.text[end]):
            raise StuckError(start)
        if last is None or last.end_line == token.line:
            return
        if statement.first is not None and statement.first.type == "VBAR" and token.type not in BEHIND_ROWS:
            raise StuckError(offsets(last)[1])
        if token.type not in JOINING and token.type != "RBRACE" and last.type not in OPEN_ENDS:
            self.break_after(last)
            if token.type == "NAME" and self._begins_statement(token):
                # The next statement, taken for a name that this one was waiting for.
                raise StuckError(start)

    def _begins_statement(self, name: Token) -> bool:
        """Whether what was taken for a name is spelt like a keyword that begins a statement of this block."""
        starts, keywords = self.grammar.starts[self.frame.kind], self.grammar.keywords
        if self.tongue.is_english:
            return keywords.get(name) in starts
        return any(keywords.get(one.english[0]) in starts for one, _ in self.tongue.at(self.text, offsets(name)[0]))

    def break_after(self, last: Token) -> None:
        """Remembers an end of a line at which the statement should have ended."""
        statement = self.statement
        if statement.broken_after is None:
            statement.broken_after, statement.expected_there = last, self.grammar.moves.expected(self.states)

    def take(self, token: Token) -> None:
        """Gives the token to the parser and keeps account of statements and blocks."""
        self._reduce_before(token.type, offsets(token)[0])
        move = self.grammar.moves[self.states[-1]][token.type]
        build = self.grammar.moves.terminals.get(token.type)
        if token.type == "NAME":
            self.before_name = self.looking.copy()
        self.states.append(move[0])
        self.values.append(build(token) if build else token)
        if len(self.states) > DEEPEST:
            raise StuckError(offsets(token)[0])
        self.record.append(token)
        self._account(token)

    def _reduce_before(self, terminal: str, offset: int) -> None:
        """Builds all that is complete before a token of this kind, so that it can be taken."""
        moves, states, values = self.grammar.moves, self.states, self.values
        self.looking = states if type(moves[states[-1]].get(terminal)) is Shift else states.copy()
        while states[-1] != moves.last:
            move = moves[states[-1]].get(terminal)
            if move is None:
                raise StuckError(offset)
            if isinstance(move, Shift):
                return
            size, name, build, rule = move
            depth = len(states) - size
            del states[depth:]
            states.append(moves[states[-1]][name][0])
            if build is not None:
                parts = values[depth - 1 :]
                if self.rules is not None:
                    self.rules.update((id(part), rule) for part in parts if type(part) is Token)
                values[depth - 1 :] = (build(parts),)

    def _account(self, token: Token) -> None:
        if token.type == "_NL":
            self.statement = Statement()
            return
        if token.type == "RBRACE":
            self.statement = self.frames.pop().owner
        statement = self.statement
        statement.tokens += 1
        statement.last = token
        if statement.first is None:
            statement.first = token
            self.frame.base = len(self.states) - 1
        elif statement.second is None:
            statement.second = token
        if token.type == "LBRACE":
            kind = self.grammar.kinds[self.states[-1]]
            self.statement = Statement()
            self.frames.append(Frame(kind, len(self.states), statement))
            self.blocks[offsets(token)[0]] = kind

    def end(self) -> File:
        """Tells the parser that the text ends here."""
        self._reduce_before("$END", len(self.text))
        file: File = self.values[-1]
        return file

    def abandon(self) -> None:
        """Forgets the statement being read; one that has not begun leaves nothing to forget."""
        if self.statement.first is not None:
            depth = self.frame.base
            del self.states[depth:]
            del self.values[depth - 1 :]
        self.statement = Statement()

    # ── Places ──

    @property
    def lines(self) -> list[int]:
        """Where each line begins; only a text with errors asks for it."""
        if not self._lines:
            self._lines = [0, *(newline.end() for newline in re.finditer("\n", self.text))]
        return self._lines

    def seek(self, offset: int) -> None:
        """Lets the lexer go on from this offset."""
        if self.listening is not None:
            self.listening.forget()
        counter, place = self.place.line_ctr, self.span(offset, offset)
        counter.char_pos, counter.line, counter.column = offset, place.line, place.column
        counter.line_start_pos = self.lines[place.line - 1]

    def made(self, terminal: str, text: str, offset: int) -> Token:
        """A token that nobody wrote, at this offset."""
        span = self.span(offset, offset)
        places = {"line": span.line, "column": span.column, "end_line": span.line, "end_column": span.column}
        return Token(terminal, text, start_pos=offset, end_pos=offset, **places)

    def span(self, start: int, end: int) -> Span:
        """The place between two offsets of one line."""
        line = bisect_right(self.lines, start)
        line_start = self.lines[line - 1]
        return Span(self.source.name, line, start - line_start + 1, line, end - line_start + 1)

    def report(self, diagnostic: Diagnostic) -> None:
        """Adds to what is wrong with the file."""
        self.grammar.builder.problems.append(diagnostic)


def offsets(token: Token) -> tuple[int, int]:
    """Where a token begins and ends in the text."""
    return token.start_pos or 0, token.end_pos or 0


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
