"""The certain way out of a mistake of writing, as edits of the text.

`chanel "Mail"` with SD122 and better `channel`     channel in place of chanel
`email phone` with SD134 and better `,`             a comma behind email

What can be read in two ways has no fix: `1,234` may be one thousand or one and a bit, `$` many a currency.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from servdsl.diagnostics import Diagnostic, Edit
from servdsl.syntax.slips import FULL_WIDTH, narrow
from servdsl.syntax.trouble import Trouble, without_texts

_REPLACED: Final = frozenset(
    {
        "SD107",
        "SD108",
        "SD112",
        "SD113",
        "SD114",
        "SD117",
        "SD118",
        "SD120",
        "SD121",
        "SD122",
        "SD132",
        "SD133",
        "SD135",
        "SD150",
    }
)
"""Codes whose `better` stands in place of what was written."""

_LEFT_OUT: Final = frozenset({"SD105", "SD109", "SD110", "SD137"})
"""Codes whose place holds something too many."""

_DOUBTFUL: Final = {
    "SD113": re.compile(r"\d{1,3}[,' ]\d{3}"),
    "SD117": re.compile(r".*[TY].*"),
    "SD118": re.compile(r".*[$¥￥].*|.*\b[rR][mM][bB]\b.*"),
    "SD133": re.compile("(?i:day|late|overdue|are|else|default|in|under|minimum|maximum|(?:notice|time).*week)"),
    "SD120": re.compile(r"[\d_. ]+(?:m|mo|d)\b.*"),
}
"""What was written can be read in two ways, or is no more than the form of what should stand there."""


_NEAR: Final = 0.8
"""How much alike a word and a keyword are at least, if it is certainly meant."""


def mended(found: Diagnostic, trouble: Trouble) -> Diagnostic:
    """The diagnostic with its fix, where one is certain."""
    written, better = str(found.facts.get("written", "")), found.facts.get("better")
    doubtful = found.code in _DOUBTFUL and _DOUBTFUL[found.code].fullmatch(written)
    if doubtful or better in ("YYYY-MM-DD", "ABC-001"):
        return found
    if found.code in _LEFT_OUT:
        return replace(found, fix=(Edit(found.span, ""),))
    if found.code == "SD122" and SequenceMatcher(None, written.lower(), str(better)).ratio() < _NEAR:
        return found
    if found.code == "SD108":
        return replace(found, fix=_narrowed(trouble))
    if found.code in _REPLACED and isinstance(better, str):
        return replace(found, fix=(Edit(found.span, better),))
    if found.code == "SD111" and isinstance(better, str):
        return replace(found, fix=(Edit(found.span, _apart(trouble, found, better)),))
    if found.code == "SD134" and isinstance(better, str) and trouble.last is not None:
        end = trouble.last.end_pos or 0
        gap = trouble.stretch(end, trouble.offset - end)
        if "\n" not in trouble.text[end : trouble.offset]:
            return replace(found, fix=(Edit(gap, ", " if better == "," else f" {better} "),))
    return found


def _narrowed(trouble: Trouble) -> tuple[Edit, ...]:
    """All full-width characters of the line in their usual width, since a brace alone would not help; a blank behind a
    comma."""
    start, line = trouble.line
    bare = without_texts(line)
    edits = []
    for match in FULL_WIDTH.finditer(bare):
        text = narrow(match[0])
        blank = " " if text[-1:] in (",", ":") and bare[match.end() : match.end() + 1].strip() else ""
        edits.append(Edit(trouble.place(start + match.start(), len(match[0])), text + blank))
    return tuple(edits)


def _apart(trouble: Trouble, found: Diagnostic, better: str) -> str:
    """A word in place of a sign, with a blank on either side where there is none."""
    start = trouble.lines[found.span.line - 1] + found.span.column - 1
    end = start + found.span.end_column - found.span.column
    before, after = trouble.text[start - 1 : start], trouble.text[end : end + 1]
    wide = better not in ("", "#") and better[0].isalpha()
    return (" " if wide and before.strip() else "") + better + (" " if wide and after.strip() else "")
