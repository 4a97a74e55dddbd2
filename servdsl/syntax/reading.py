"""From a file to a text that can be looked at: what is wrong with a file before anybody asks what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from servdsl.diagnostics import Diagnostic
from servdsl.source import Source, Span

LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a file, and characters of a text; the longest contract known has fifty thousand."""

LONGEST_LINE: Final = 10_000
"""Characters of a line."""

ODD: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff](?<!\r(?=\n))")
"""Characters that no text has: controls (but for the one before an end of a line), halves of a pair, and those that show a
text in another order than it has. (One class first: so a search is twice as fast as with a choice.)"""

MOST_ODD: Final = 20
"""Of such characters; a file with more is no text."""

DEEPEST: Final = 200
"""How deep brackets may stand in one another, and how deep the parser's stack may grow."""

BRACKET: Final = re.compile(r'"[^"\n]*"|#[^\n]*|[{}()]')

BYTE_ORDER_MARK: Final = "\ufeff"


def read(path: Path, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """The file's text under this name, or what keeps it from being read."""
    place = Span(name, 1, 1, 1, 2)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        return None, [Diagnostic("SD007", place, {"name": name, "reason": error.strerror or type(error).__name__})]
    if len(data) > LARGEST:
        return None, [Diagnostic("SD003", place, {"most": LARGEST // 1024 // 1024})]
    try:
        return Source(name, data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        line_start = data.rfind(b"\n", 0, error.start) + 1
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[line_start : error.start].decode("utf-8", "replace")) + 1
        where = Span(name, line, column, line, column + 1)
        return None, [Diagnostic("SD001", where, {"byte": f"{data[error.start]:02X}"})]


def refusals(source: Source) -> list[Diagnostic]:
    """Why a text is not parsed at all: it is too large, nested too deep, or no text."""
    if len(source.text) > LARGEST:
        return [Diagnostic("SD003", source.start(), {"most": LARGEST // 1024 // 1024})]
    odd = odd_characters(source)
    if odd and int(str(odd[0].facts["number"])) > MOST_ODD:
        return odd
    return _long_lines(source) or _deep_brackets(source)


def _long_lines(source: Source) -> list[Diagnostic]:
    return [
        Diagnostic("SD004", Span(source.name, number, 1, number, 2), {"length": len(line), "most": LONGEST_LINE})
        for number, line in enumerate(source.text.split("\n"), 1)
        if len(line) > LONGEST_LINE
    ]


def _deep_brackets(source: Source) -> list[Diagnostic]:
    depth = 0
    for mark in BRACKET.finditer(source.text):
        depth += (mark[0] in "{(") - (mark[0] in "})" and depth > 0)
        if depth > DEEPEST:
            return [Diagnostic("SD005", place(source, mark.start()), {"most": DEEPEST})]
    return []


def odd_characters(source: Source) -> list[Diagnostic]:
    """One diagnostic for all characters that no text has, at the first of them."""
    found = list(ODD.finditer(source.text))
    if not found:
        return []
    facts = {"written": f"U+{ord(found[0][0]):04X}", "number": len(found)}
    return [Diagnostic("SD008", place(source, found[0].start()), facts)]


def place(source: Source, offset: int) -> Span:
    """The place of one character."""
    line = source.text.count("\n", 0, offset) + 1
    column = offset - (source.text.rfind("\n", 0, offset) + 1) + 1
    return Span(source.name, line, column, line, column + 1)


def readable(text: str) -> str:
    """The text with blanks for what no text has, and for a mark of the byte order; nothing moves."""
    text = ODD.sub(" ", text)
    return " " + text[1:] if text.startswith(BYTE_ORDER_MARK) else text
