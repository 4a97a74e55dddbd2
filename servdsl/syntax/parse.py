"""The door of this floor: a text in, nodes and diagnostics out.

Imports go from here to `recovery` (how errors are outlived) to `parser` (how tokens are read), `mistakes` (what they
mean) and `grammar` (the tables), whose `builder` makes the nodes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from servdsl.diagnostics import Diagnostic, in_order
from servdsl.source import Source, Span
from servdsl.syntax.grammar import grammar
from servdsl.syntax.kept import Items, Rereading
from servdsl.syntax.keywords import language_of, tongue
from servdsl.syntax.nodes import Amendment, File
from servdsl.syntax.parser import Reading
from servdsl.syntax.parts import Name
from servdsl.syntax.reading import odd_characters, readable, refusals
from servdsl.syntax.recovery import NAMELESS, Recovering


def parse(source: Source, items: Items | None = None) -> tuple[File, list[Diagnostic]]:
    """The file's nodes without the statements that cannot be read, and all that is wrong with its writing. `items`: what
    is kept of the text that was read before this one with them; the result is the same, sooner."""
    if refused := refusals(source):
        return File((), source.start()), refused
    tables = grammar()
    with tables.lock:
        tables.builder.file = source.name
        tables.builder.problems = odd_characters(source)
        text = readable(source.text)
        spoken = tongue(language_of(text))
        what = source, text, tables, spoken
        file = (Recovering(*what) if items is None else Rereading(*what, items)).run()
        found = tables.builder.problems
    file = replace(file, items=_named(file.items))
    if not file.items and not found:
        found = [Diagnostic("SD002", source.start())]
    return file, in_order(_without_consequences(found))


def read_tokens(source: Source) -> Reading | None:
    """The parse of a text, with its tokens and blocks on record; None if it has an error."""
    if refusals(source) or odd_characters(source):
        return None
    reading, found = read_all(source)
    return None if found else reading


def read_all(source: Source) -> tuple[Reading, list[Diagnostic]]:
    """The parse of a text without odd characters, with what could be read of it on record, and what could not."""
    tables, text = grammar(), readable(source.text)
    with tables.lock:
        tables.builder.file, tables.builder.problems = source.name, []
        reading = Recovering(source, text, tables, tongue(language_of(text)))
        reading.rules = {}
        reading.run()
        return reading, tables.builder.problems


def _named(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """The items whose name could be read, in amendments too."""
    kept = [item for item in items if getattr(item, "name", None) != Name(NAMELESS, item.span)]
    return tuple(replace(item, items=_named(item.items)) if isinstance(item, Amendment) else item for item in kept)


def _without_consequences(found: list[Diagnostic]) -> list[Diagnostic]:
    """A block whose only lines could not be read is not empty."""
    others = [d.span for d in found if d.code != "SD125"]
    return [d for d in found if d.code != "SD125" or not any(_inside(span, d.span) for span in others)]


def _inside(inner: Span, outer: Span) -> bool:
    begins = (outer.line, outer.column) <= (inner.line, inner.column)
    return begins and (inner.line, inner.column) <= (outer.end_line, outer.end_column)
