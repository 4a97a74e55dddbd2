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
from typing import Final

from lark import Token

from servdsl.diagnostics import Diagnostic, Note
from servdsl.source import Span
from servdsl.syntax.mistakes import explain
from servdsl.syntax.nodes import File
from servdsl.syntax.parser import DEEPEST, Frame, Reading, StuckError, offsets
from servdsl.syntax.shapes import SHAPES
from servdsl.syntax.trouble import Trouble

HEADS: Final = {
    "contract": ("CONTRACT", "NAME"),
    "calendar": ("CALENDAR", "NAME"),
    "fact": ("FACT", "NAME"),
    "customer": ("FACT", "NAME"),
    "tier": ("TIER", "NAME"),
    "addon": ("ADDON", "NAME"),
    "tiers": ("TIERS",),
    "addons": ("ADDONS",),
    "for": ("FOR", "NAME"),
    "amendment": ("AMENDMENT", "NAME", "FROM", "ISO_DATE"),
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

NAMELESS: Final = ""
"""The name of what stands in for something that cannot be read: such an item is left out in the end."""

STAND_INS: Final = {"NAME": NAMELESS, "TEXT": '""', "ISO_DATE": "2000-01-01"}

STEP: Final = re.compile(r'"[^"\n]*"|#[^\n]*|[{}]|\n\s*')
RUN_ON_AFTER: Final = re.compile(r"@|(?:and|or|when)\b")
ROWS: Final = re.compile(r"\{[^\S\n]*(?:[@#][^\n]*)?\s*\|")
RUN_ON_BEFORE: Final = ("-", ",", "+", "<", ">", "=", "(")
NAMED: Final = re.compile(r"\s*(?:customer\s+)?\w+\s+([^\W\d]\w*)")
PROMISING: Final = frozenset({"within", "every", "has", "pauses", "counts", "uses"})
"""The words of clauses that begin with a name."""


class Recovering(Reading):
    """A parse that comes back from every error."""

    def run(self) -> File:
        """Reads the whole text."""
        self.missing = missing_braces(self.text)
        self.last_stuck = -1
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
        trouble = self._trouble(offset)
        if len(self.states) > DEEPEST:
            self.report(Diagnostic("SD005", trouble.span, {"most": DEEPEST}))
        elif (depth := self._depth_where_it_belongs(trouble)) is not None and self.missing > 0:
            self._close_down_to(depth, trouble)
            return
        elif self.statement.broken_after is not None:
            self._go_on_after_break(self.statement.broken_after)
            return
        else:
            self.report(explain(trouble))
        if self._ends_before(trouble):
            self.take(self.made("_NL", "", offset))
            if trouble.begins_statement:
                return
        self._leave_out(trouble, offset + again)

    def _trouble(self, offset: int) -> Trouble:
        statement = self.statement
        return Trouble(
            self.source.name,
            self.text,
            offset,
            first=offset if statement.first is None else offsets(statement.first)[0],
            tokens=statement.tokens,
            begins_with_name=statement.first is not None and statement.first.type == "NAME",
            last=statement.last,
            kind=self.frame.kind,
            expected=self.expected(),
            keywords=self.grammar.keywords,
            starts=self.grammar.starts,
            lines=self.lines,
        )

    # ── A block that is not closed ──

    def _depth_where_it_belongs(self, trouble: Trouble) -> int | None:
        """The number of the open block that takes the statement, if it is not the innermost one."""
        if trouble.tokens > 1 or self._fits(self.frame, trouble):
            return None
        depths = range(len(self.frames) - 2, -1, -1)
        return next((depth for depth in depths if self._fits(self.frames[depth], trouble)), None)

    def _fits(self, frame: Frame, trouble: Trouble) -> bool:
        starts = self.grammar.starts[frame.kind]
        if self.grammar.keywords.get(trouble.first_word) in starts:
            return True
        return frame.kind in ("clause", "matrix") and trouble.tokens == 1 and trouble.word in PROMISING

    def _close_down_to(self, depth: int, trouble: Trouble) -> None:
        self.abandon()
        opener = self.frames[depth + 1].owner.first
        self.report(self._unclosed(trouble.first_span, opener))
        while len(self.frames) > depth + 1:
            self.take(self.made("RBRACE", "}", trouble.first))
            self.missing -= 1
        self.take(self.made("_NL", "", trouble.first))
        self.seek(trouble.first)

    def _unclosed(self, span: Span, opener: Token | None) -> Diagnostic:
        assert opener is not None  # only the file's own frame has none, and nothing closes it
        begins = self.span(*offsets(opener))
        facts = {"block": str(opener), "line": begins.line}
        return Diagnostic("SD104", span, facts, notes=(Note(begins, "it begins here"),))

    # ── A line that breaks off ──

    def _go_on_after_break(self, last: Token) -> None:
        statement, end = self.statement, offsets(last)[1]
        place = self.span(end, end + 1)
        if statement.last is last and "LBRACE" in statement.expected_there and statement.first in HEADS:
            self.report(Diagnostic("SD103", place, {"block": str(statement.first)}))
            self.missing += 1
            self.take(self.made("LBRACE", "{", end))
        else:
            self._break_off(last)
            self.abandon()
        self.seek(end)

    # ── A statement that is left out ──

    def _ends_before(self, trouble: Trouble) -> bool:
        """Whether the statement is whole without what sticks, so that it can be kept."""
        whole = "_NL" in trouble.expected and trouble.tokens > 1
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
            depth += (mark == "{") - (mark == "}" and depth > 0)
            code_end = code_end if mark == "#" else step.end()
        self.seek(len(self.text))

    def _ends_at(self, mark: str, step: re.Match[str], code_end: int) -> bool:
        """Whether the statement that is left out ends here."""
        if mark == "\n":
            code = self.text[code_end : step.start()].partition("#")[0].rstrip()
            return code[-1:] not in RUN_ON_BEFORE and not RUN_ON_AFTER.match(self.text, step.end())
        return mark == "}" and len(self.frames) > 1

    def _open(self, trouble: Trouble, brace: int) -> bool:
        """Lets the shortest head stand for the one that cannot be read; False where none can be guessed."""
        heads = TABLE_HEADS if ROWS.match(self.text, brace) else HEADS
        head = heads.get(trouble.meant)
        if head is None or not self._may_begin(head[0]):
            return False
        named = NAMED.match(self.text, trouble.first)
        names = [trouble.first_word] if head[0] == "NAME" else [named[1]] if named and named.end() <= brace else []
        for terminal in head:
            text = names.pop(0) if terminal == "NAME" and names else STAND_INS.get(terminal, terminal.lower())
            self.take(self.made(terminal, text, trouble.first))
        self.seek(brace)
        return True

    def _may_begin(self, terminal: str) -> bool:
        return terminal in self.grammar.starts[self.frame.kind]

    # ── The end of the text ──

    def _finish(self) -> File:
        end = len(self.text.rstrip())
        if len(self.frames) > 1:
            self._drop_unfinished("RBRACE")
            self.report(self._unclosed(self.span(end, end + 1), self.frames[1].owner.first))
        while len(self.frames) > 1:
            self.take(self.made("RBRACE", "}", end))
        self._drop_unfinished("$END")
        return self.end()

    def _drop_unfinished(self, terminal: str) -> None:
        """Leaves out the last statement if what should come after it may not yet."""
        if self.statement.last is not None and terminal not in self.expected():
            self._break_off(self.statement.last)
            self.abandon()

    def _break_off(self, last: Token) -> None:
        end = offsets(last)[1]
        facts = {"word": str(last), "shape": self._trouble(end).shape}
        self.report(Diagnostic("SD102", self.span(end, end + 1), facts))


def missing_braces(text: str) -> int:
    """How many more blocks are opened than closed."""
    marks = [step[0] for step in STEP.finditer(text)]
    return marks.count("{") - marks.count("}")
