"""What becomes of a statement that cannot be read, so that one mistake is reported once and hides nothing after it.

Most statements that stick are left out up to the end of their line. Some mistakes hide where the statement ends; these
are mended, so that what follows is read as it was meant:

    price                     a line that breaks off          reading goes on at the next line
    tier plus "Plus"          no opening brace                one is put there
    lasts {  …  tier fast {   no closing brace                one is put before what cannot stand in the block
    teir plus "Plus" {        a head that cannot be read      the shortest head of its kind stands in for it
    price free lasts 1 year   two statements on one line      the line is ended between them
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

from lark import Token
from lark.exceptions import UnexpectedCharacters

from servdsl.diagnostics import Diagnostic, Edit, Note
from servdsl.messages import say
from servdsl.source import Source, Span
from servdsl.syntax.grammar import Grammar
from servdsl.syntax.keywords import Tongue
from servdsl.syntax.mistakes import explain
from servdsl.syntax.nodes import File
from servdsl.syntax.parser import OPEN_ENDS, Frame, Reading, StuckError, offsets
from servdsl.syntax.reading import DEEPEST
from servdsl.syntax.shapes import SHAPES
from servdsl.syntax.trouble import Trouble

_ONE_BLOCK: Final = 2
"""How far a block lies above the frame that a statement fits, if it is the only one between."""

MOST: Final = 100
"""Mistakes after which a text is read no further."""

HEADS: Final = {
    "contract": ("CONTRACT", "NAME"),
    "shared": ("SHARED", "TEXT"),
    "calendar": ("CALENDAR", "NAME"),
    "fact": ("FACT", "NAME"),
    "customer": ("FACT", "NAME"),
    "tier": ("TIER", "NAME"),
    "addon": ("ADDON", "NAME"),
    "tiers": ("TIERS",),
    "addons": ("ADDONS",),
    "for": ("FOR", "NAME"),
    "amendment": ("AMENDMENT", "NAME", "FROM_DATE", "ISO_DATE"),
    "example": ("EXAMPLE", "TEXT"),
    "price": ("PRICE",),
    "lasts": ("LASTS",),
    "covers": ("COVERS", "NAME"),
    "charges": ("CHARGES", "NAME"),
    "amount": ("AMOUNT", "NAME"),
    "within": ("NAME", "WITHIN"),
}
"""The shortest head of each statement that opens a block."""

TABLE_HEADS: Final = {
    **{word: (*head, "BY", "NAME") for word, head in HEADS.items() if word in SHAPES["clause"]},
    "define": ("DEFINE", "NAME", "BY", "NAME"),
    "windows": ("WINDOWS", "BY", "NAME"),
    "tiers": ("TIERS",),
    "addons": ("ADDONS",),
}
"""The same where the block begins with the row of a table."""

NAMELESS_HEADS: Final = {
    "case": ("PRICE",),
    "row": ("WINDOWS", "BY", "NAME"),
    "clause": ("TIER", "NAME"),
    "header": ("CONTRACT", "NAME"),
    "calendar": ("CALENDAR", "NAME"),
    "example": ("EXAMPLE", "TEXT"),
}
"""A head for each kind of block, where nothing is known but what should stand in it."""

NAMELESS: Final = ""
"""The name of what stands in for something that cannot be read: such an item is left out in the end."""

STAND_INS: Final = {"NAME": NAMELESS, "TEXT": '""', "ISO_DATE": "2000-01-01"}

PROMISING: Final = frozenset({"within", "every", "has", "pauses", "counts", "uses"})
"""The words of clauses that begin with a name."""

LINE_ENDS: Final = ("_NL", "LBRACE", "RBRACE", "VBAR")
"""The terminals behind which a line counts as read, or a cell."""

STEP: Final = re.compile(r'"[^"\n]*"|#[^\n]*|[{}]|\n\s*')
"""What matters when a statement is passed over: its texts and comments, braces, and ends of lines."""

RUN_ON_BEFORE: Final = ("-", ",", "+", "<", ">", "=", "(")
RUN_ON_AFTER: Final = r"@|(?:and|or|when)\b|allow[^\S\n]+[A-Za-z]+[0-9]"
"""With these before or behind the end of a line, the statement goes on."""

ROWS: Final = re.compile(r"\{[^\S\n]*(?:[@#][^\n]*)?\s*\|")
"""A brace that opens a table."""

WITHIN_LINE: Final = re.compile(r"[^\n}#]*[^\s}#][^\n}#]*(?:#[^\n]*)?$", re.MULTILINE)
"""What follows a brace that opens nothing: more of its line, without a brace that answers it."""

NAMED: Final = re.compile(r"\s*(?:customer\s+)?\w+\s+([^\W\d]\w*)")
"""The beginning of a declaration, with its name."""


class Recovering(Reading):
    """A parse that comes back from every error."""

    def __init__(self, source: Source, text: str, grammar: Grammar, tongue: Tongue) -> None:
        super().__init__(source, text, grammar, tongue)
        self.last_stuck = -1
        self.run_on_after = re.compile(tongue.pattern(RUN_ON_AFTER))

    @cached_property
    def missing(self) -> int:
        """How many more blocks are still opened than closed; below zero, how many fewer. Only a text with errors asks."""
        return missing_braces(self.text)

    @cached_property
    def keywords(self) -> Mapping[str, frozenset[str]]:
        """The terminals that each keyword or phrase of the file's language may begin with."""
        return self.tongue.terminals(self.grammar.keywords)

    def run(self) -> File:
        """Reads the whole text."""
        while True:
            try:
                token = self.next()
                if token is None:
                    return self._finish()
                self.take(token)
            except StuckError as stuck:
                self._recover(stuck.offset)

    def _recover(self, offset: int) -> None:
        again, self.last_stuck = offset == self.last_stuck, offset
        self._look_for_break(offset)
        trouble = self._trouble(offset)
        if self._gives_up(trouble):
            return
        for mend in (self._close_blocks, self._open_block, self._ignore_brace, self._go_on_after_break):
            if mend(trouble):
                return
        self.report(explain(trouble))
        if self._ends_before(trouble):
            self.take(self.made("_NL", "", offset))
            if trouble.begins_statement:
                self.seek(offset)
                return
        self._leave_out(trouble, offset + again)

    def _gives_up(self, trouble: Trouble) -> bool:
        """Ends a text that nobody wrote by hand: nested without end, or with a mistake on each of its lines."""
        too_deep = len(self.states) > DEEPEST
        if not too_deep and len(self.grammar.builder.problems) < MOST:
            return False
        self.report(Diagnostic("SD005" if too_deep else "SD009", trouble.span, {"most": DEEPEST if too_deep else MOST}))
        self.abandon()
        self._close_all(trouble.offset)
        self.seek(len(self.text))
        return True

    def _look_for_break(self, offset: int) -> None:
        """What no lexer knows was never compared with the line before it."""
        last = self.statement.last
        if last is not None and last.type not in OPEN_ENDS and "\n" in self.text[offsets(last)[1] : offset]:
            self.break_after(last)

    def _trouble(self, offset: int) -> Trouble:
        statement, grammar = self.statement, self.grammar
        return Trouble(
            self.source.name,
            self.text,
            offset,
            first=offset if statement.first is None else offsets(statement.first)[0],
            tokens=statement.tokens,
            begins_with_name=statement.first is not None and statement.first.type == "NAME",
            last=statement.last,
            kind=self.frame.kind,
            expected=grammar.moves.expected(self.looking),
            before_name=lambda: grammar.moves.expected(self.before_name),
            mends=lambda: self._mending_words(offset),
            tongue=self.tongue,
            english=grammar.keywords,
            keywords=self.keywords,
            starts=grammar.starts,
            lines=self.lines,
        )

    def _mending_words(self, offset: int) -> tuple[str, ...]:
        """The words and marks that are missing here: with one of them, the line could be read to its end."""
        words = {",": "COMMA", "@": "AT_SIGN", "|": "VBAR", **self.grammar.keywords}
        return tuple(word for word, terminal in words.items() if self._reads_on(self.looking, terminal, offset))

    def _reads_on(self, states: list[int], terminal: str, offset: int) -> bool:
        """Whether this terminal and then the words from here to the end of their line fit."""
        self.seek(offset)
        line = self.place.line_ctr.line
        while (after := self.grammar.moves.go(states, terminal)) is not None:
            if terminal in LINE_ENDS and self.place.line_ctr.char_pos > offset:  # not the bar that is tried itself
                return True
            states = after
            try:
                token = self.lex(states)
            except EOFError:
                return True
            except UnexpectedCharacters:
                return False
            if token.line != line:
                return False
            terminal = token.type
        return False

    # ── A brace too few or too many ──

    def _close_blocks(self, trouble: Trouble) -> bool:
        """Ends the blocks that cannot hold the statement, if one outside of them can and braces are missing."""
        if self.missing <= 0 or trouble.tokens > 1 or self._fits(self.frame, trouble):
            return False
        outer = (depth for depth in range(len(self.frames) - 2, -1, -1) if self._fits(self.frames[depth], trouble))
        depth = next(outer, None)
        if depth is None:
            return False
        self.abandon()
        unclosed = self._unclosed(trouble.first_span, self.frames[depth + 1].owner.first)
        certain = self.missing == 1 and len(self.frames) == depth + _ONE_BLOCK and trouble.first_span.column == 1
        self.report(replace(unclosed, fix=(Edit(trouble.stretch(trouble.first, 0), "}\n"),)) if certain else unclosed)
        while len(self.frames) > depth + 1:
            self.take(self.made("RBRACE", "}", trouble.first))
            self.missing -= 1
        self.take(self.made("_NL", "", trouble.first))
        self.seek(trouble.first)
        return True

    def _fits(self, frame: Frame, trouble: Trouble) -> bool:
        if trouble.begins(frame.kind, trouble.first_word):
            return True
        return (
            frame.kind in ("clause", "matrix") and trouble.tokens == 1 and trouble.in_english(trouble.word) in PROMISING
        )

    def _unclosed(self, span: Span, opener: Token | None) -> Diagnostic:
        assert opener is not None  # only the file's own frame has none, and nothing closes it
        begins = self.span(*offsets(opener))
        start, end = offsets(opener)
        facts = {"block": self.text[start:end] or str(opener), "line": begins.line}
        return Diagnostic("SD104", span, facts, notes=(Note(begins, say("it begins here")),))

    def _open_block(self, trouble: Trouble) -> bool:
        """Opens a block without a name for a statement that would stand in one, if an opening brace is missing."""
        if self.missing >= 0 or trouble.tokens > 1 or self._fits(self.frame, trouble):
            return False
        for kind, head in NAMELESS_HEADS.items():
            if head[0] in self.grammar.starts[self.frame.kind] and trouble.begins(kind, trouble.first_word):
                self.abandon()
                self.report(Diagnostic("SD103", trouble.first_span))
                for terminal in (*head, "LBRACE"):
                    self.take(self.made(terminal, STAND_INS.get(terminal, ""), trouble.first))
                self.missing += 1
                self.seek(trouble.first)
                return True
        return False

    def _ignore_brace(self, trouble: Trouble) -> bool:
        """Passes over a brace that the others do not need: `price 300 } EUR`, `tier plus {{`."""
        surplus = {"{": self.missing > 0 and trouble.tokens == 0, "}": self.missing < 0}
        if not surplus.get(trouble.word):
            return False
        self.report(Diagnostic("SD105", trouble.span, {"brace": trouble.word}, fix=(Edit(trouble.span, ""),)))
        self.missing += 1 if trouble.word == "}" else -1
        if trouble.tokens:
            self._leave_out(trouble, trouble.offset + 1)
        else:
            self.seek(trouble.offset + 1)
        return True

    # ── A line that breaks off ──

    def _go_on_after_break(self, trouble: Trouble) -> bool:
        """Ends a statement at the end of the line where it stopped making sense, and reads the next one."""
        statement, last = self.statement, self.statement.broken_after
        if last is None:
            return False
        end = offsets(last)[1]
        wants_block = "LBRACE" in statement.expected_there and statement.first in HEADS
        if self.missing < 0 and statement.last is last and wants_block:
            self.report(Diagnostic("SD103", self.span(end, end + 1)))
            self.missing += 1
            self.take(self.made("LBRACE", "{", end))
        else:
            self.report(explain(replace(trouble, offset=end, last=last)))
            self.abandon()
        self.seek(end)
        return True

    # ── A statement that is left out ──

    def _ends_before(self, trouble: Trouble) -> bool:
        """Whether the statement is whole without what sticks, so that it can be kept."""
        whole = trouble.tokens > 1 and self.expects("_NL")
        return whole and (trouble.begins_statement or trouble.last == "}")

    def _leave_out(self, trouble: Trouble, offset: int) -> None:
        self.abandon()
        if offset < len(self.text) and self.text[offset] == "}" and len(self.frames) == 1:
            offset += 1
        depth, code_end = 0, offset
        for step in STEP.finditer(self.text, offset):
            mark = step[0][0]
            if depth == 0 and self._ends_at(mark, step, code_end):
                self.seek(step.start())
                return
            if mark == "{" and depth == 0 and self._open(trouble, step.start()):
                return
            if mark == "{" and self.missing > 0 and WITHIN_LINE.match(self.text, step.end()):
                self.missing -= 1
                continue
            depth += (mark == "{") - (mark == "}" and depth > 0)
            code_end = code_end if mark == "#" else step.end()
        self.seek(len(self.text))

    def _ends_at(self, mark: str, step: re.Match[str], code_end: int) -> bool:
        """Whether the statement that is left out ends here."""
        if mark == "\n":
            code = self.text[code_end : step.start()].partition("#")[0].rstrip()
            return code[-1:] not in RUN_ON_BEFORE and not self.run_on_after.match(self.text, step.end())
        return mark == "}" and len(self.frames) > 1

    def _open(self, trouble: Trouble, brace: int) -> bool:
        """Lets the shortest head stand for the one that cannot be read; False where none can be guessed."""
        if trouble.in_english(trouble.first_word) in SHAPES["item"] and not trouble.begins(
            trouble.kind, trouble.first_word
        ):
            return False
        heads = TABLE_HEADS if ROWS.match(self.text, brace) else HEADS
        head = heads.get(trouble.meant)
        if head is None or not self._fit((*head, "LBRACE")):
            return False
        *_, last_word = trouble.first_word.split() or [""]
        named = NAMED.match(self.text, trouble.first + len(trouble.first_word) - len(last_word))
        names = [trouble.first_word] if head[0] == "NAME" else [named[1]] if named and named.end() <= brace else []
        for terminal in head:
            text = names.pop(0) if terminal == "NAME" and names else STAND_INS.get(terminal, terminal.lower())
            self.take(self.made(terminal, text, trouble.first))
        self.seek(brace)
        return True

    def _fit(self, terminals: tuple[str, ...]) -> bool:
        """Whether a statement may begin like this here."""
        states: list[int] | None = self.states
        for terminal in terminals:
            states = states and self.grammar.moves.go(states, terminal)
        return states is not None

    # ── The end of the text ──

    def _finish(self) -> File:
        end = len(self.text.rstrip())
        if len(self.frames) > 1:
            self._drop_unfinished("RBRACE")
            self.report(self._unclosed(self.span(end, end + 1), self.frames[1].owner.first))
            self._close_all(end)
        self._drop_unfinished("$END")
        return self.end()

    def _close_all(self, offset: int) -> None:
        while len(self.frames) > 1:
            self.take(self.made("RBRACE", "}", offset))

    def _drop_unfinished(self, terminal: str) -> None:
        """Leaves out the last statement if what should come after it may not yet."""
        if self.statement.last is not None and not self.expects(terminal):
            self.report(explain(self._trouble(offsets(self.statement.last)[1])))
            self.abandon()


def missing_braces(text: str) -> int:
    """How many more blocks are opened than closed."""
    marks = [step[0] for step in STEP.finditer(text)]
    return marks.count("{") - marks.count("}")
