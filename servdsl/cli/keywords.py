"""`servdsl explain --keywords`: the keywords in all languages, as text or as the page docs/keywords.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from servdsl.syntax.columns import pad, width
from servdsl.syntax.keywords import LANGUAGES, Row, rows

PREFACE: Final = """\
# Keywords in English, Spanish and Chinese

The words of a contract's language, phrase by phrase. How they are used is told in [the language](language.md); the order
of a sentence is the same in all three. The word behind which a file's name stands, `contract` or `shared`, says in which
language its keywords are. Where several spellings stand in a cell, all are read and the first is printed.

This page is written by `servdsl explain --keywords --format markdown > docs/keywords.md`.
"""

SCOPED: Final = """\
## Where another word reads better

In these sentences of the grammar the formatter prints another word; read is each of them in both.
"""


def listing() -> str:
    """The table for the terminal: one phrase a line."""
    heads: list[str] = list(LANGUAGES.values())
    table = [heads, *(_cells(row) for row in rows() if row.rule is None)]
    widths = [max(width(line[n]) for line in table) for n in range(len(LANGUAGES))]
    return "\n".join("  ".join(pad(cell, widths[n]) for n, cell in enumerate(line)).rstrip() for line in table)


def page() -> str:
    """The page in Markdown."""
    plain = _table(list(LANGUAGES.values()), (_cells(row) for row in rows() if row.rule is None))
    scoped = ([f"`{row.rule}`", *_cells(row)] for row in rows() if row.rule is not None)
    return "\n".join([PREFACE, plain, "", SCOPED, _table(["sentence", *LANGUAGES.values()], scoped), ""])


def _cells(row: Row) -> list[str]:
    return [" ".join(row.english), *(", ".join(some) for some in row.spellings.values())]


def _table(head: list[str], lines: Iterable[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *lines))
