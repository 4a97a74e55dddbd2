"""A text with its keywords in another language: the layout prints it, and it is read again to see that nothing changed.

Names stay, and one of them may be spelt like a keyword of that language where the grammar expects a keyword. Then the
text would say something else; such a name is reported in place of the text.
"""

from __future__ import annotations

from itertools import zip_longest

from lark import Token

from servdsl.diagnostics import Diagnostic
from servdsl.source import Source, Span
from servdsl.syntax.grammar import Grammar
from servdsl.syntax.keywords import LANGUAGES, Tongue, tongue
from servdsl.syntax.layout import format
from servdsl.syntax.parse import read_all, read_tokens
from servdsl.syntax.parser import Reading


def translated(source: Source, language: str) -> tuple[str, list[Diagnostic]]:
    """The text in the canonical layout with keywords in this language (`en`, `es`, `zh`); or the text as it is, and the
    name that would be taken for a keyword.

    A text with a syntax error comes back as it is.
    """
    reading = read_tokens(source)
    if reading is None:
        return source.text, []
    text = format(source, language)
    again, _ = read_all(Source(source.name, text))
    written, heard = _words(reading), _words(again)
    pairs = enumerate(zip_longest(written, heard))
    differs = next((n for n, (one, other) in pairs if not _alike(one, other)), None)
    if differs is None:
        return text, []
    mistaken = _mistaken(written, differs, tongue(language), reading.grammar)
    span = Span(source.name, mistaken.line or 1, mistaken.column or 1, mistaken.end_line or 1, mistaken.end_column or 1)
    return source.text, [Diagnostic("SD017", span, {"name": str(mistaken), "language": LANGUAGES[language]})]


def _words(reading: Reading) -> list[Token]:
    return [token for token in reading.record if token.type != "_NL"]


def _alike(one: Token | None, other: Token | None) -> bool:
    return one is not None and other is not None and (one.type, str(one)) == (other.type, str(other))


def _mistaken(written: list[Token], differs: int, target: Tongue, grammar: Grammar) -> Token:
    """The name on whose account the text is read otherwise from this token on: the nearest that is spelt like a keyword."""
    firsts = set(grammar.keywords if target.is_english else target.spellings)
    near = sorted(range(len(written)), key=lambda n: abs(n - differs))
    return next((written[n] for n in near if written[n].type == "NAME" and written[n] in firsts), written[near[0]])
