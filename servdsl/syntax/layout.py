"""The canonical layout: how every `.plan` looks once it has been through `servdsl fmt`.

It is printed from the tokens that the parser took, so that nothing which is written can be lost or changed: blanks
and ends of lines are all that is decided here. `lines` cuts the tokens into lines; this file gives them their indent,
their columns (`columns`), their citations and their comments. What remains of the author's layout: a block written on
one line stays on it, a line broken after a comma or before `and`, `or`, `when` stays broken, one blank line between
statements stays, comments stay where they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from servdsl.source import Source
from servdsl.syntax.columns import (
    ALL_THROUGH_BLOCK,
    ALL_THROUGH_PARAGRAPH,
    WIDEST,
    aligned,
    group_of,
    pad,
    stops,
    width,
)
from servdsl.syntax.keywords import tongue
from servdsl.syntax.lines import Line, lines_of, written
from servdsl.syntax.parse import read_tokens

INDENT: Final = "  "
CITATIONS: Final = 80
"""The column in which citations begin, unless the line is longer."""
COMMENTS: Final = 57
"""The column in which comments behind a line begin, unless one of the lines around it is longer."""


def format(source: Source, keywords: str | None = None) -> str:
    """The text in the canonical layout; a text with a syntax error comes back as it is.

    `keywords` is the language in which keywords are printed (`en`, `es`, `zh`), None for that of the text. Names stay as
    they are: `translated` says whether one of them would be taken for a keyword.
    """
    reading = read_tokens(source)
    if reading is None:
        return source.text
    lines = lines_of(reading, reading.tongue if keywords is None else tongue(keywords))
    texts = _aligned_texts(lines)
    printed: list[str] = []
    for line, text, comment_column in zip(lines, texts, _comment_columns(lines, texts), strict=True):
        if line.blank_before:
            printed.append("")
        printed += _with_comment(_with_citations(line, text), line.comment, comment_column)
    return "".join(f"{text}\n" for text in printed)


# ── Columns ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _aligned_texts(lines: Sequence[Line]) -> list[str]:
    """The text of each line without citations and comment, indented, in columns with the lines it goes with."""
    texts = [INDENT * line.indent + written(line.tokens) for line in lines]
    for run in _runs(lines):
        rows = lines[run[0]].tokens[0].type == "VBAR"
        segments = [_cells(lines[n]) if rows else _segments(lines[n]) for n in run]
        for n, text in zip(run, aligned(segments, framed=rows), strict=True):
            texts[n] = INDENT * lines[n].indent + text
    return texts


def _runs(lines: Sequence[Line]) -> list[list[int]]:
    """The numbers of the lines that share columns: neighbours of one group, a paragraph's, or a whole block's."""
    runs: list[list[int]] = []
    open_: dict[int, dict[str, list[int]]] = {}
    for n, line in enumerate(lines):
        open_ = {indent: groups for indent, groups in open_.items() if indent <= line.indent}
        groups = open_.setdefault(line.indent, {})
        if line.blank_before or not line.tokens:
            open_[line.indent] = groups = {group: run for group, run in groups.items() if group in ALL_THROUGH_BLOCK}
        if not line.begins or not line.tokens or line.tokens[0].type == "RBRACE":
            continue
        group = group_of(line.kind, line.tokens, whole=_is_whole(line))
        if group is None:
            continue
        if group not in groups or not _goes_on(lines, group, groups[group][-1], n):
            groups[group] = []
            runs.append(groups[group])
        groups[group].append(n)
    return runs


def _goes_on(lines: Sequence[Line], group: str, last: int, n: int) -> bool:
    """Whether a group may go on at this line after the last one: over what stands between, or right behind it."""
    between = range(last + 1, n)
    return group in ALL_THROUGH_BLOCK | ALL_THROUGH_PARAGRAPH or not any(lines[m].begins for m in between)


def _is_whole(line: Line) -> bool:
    return line.tokens[-1].type != "LBRACE"


def _segments(line: Line) -> list[str]:
    cuts = [0, *stops(line.kind, line.tokens), len(line.tokens)]
    return [written(line.tokens[start:end]) for start, end in pairwise(cuts) if start < end]


def _cells(line: Line) -> list[str]:
    bars = [n for n, token in enumerate(line.tokens) if token.type == "VBAR"]
    return [written(line.tokens[left + 1 : right]) for left, right in pairwise(bars)]


# ── Citations and comments ─────────────────────────────────────────────────────────────────────────────────────────


def _with_citations(line: Line, text: str) -> list[str]:
    """The line with its citations, beside it or, where they do not fit, below it."""
    if not line.cites:
        return [text]
    cites = written(line.cites)
    beside = (pad(text, CITATIONS) if width(text) < CITATIONS else f"{text} ") + cites
    is_row = bool(line.tokens) and line.tokens[0].type == "VBAR"
    if line.tokens and (is_row or width(beside) <= WIDEST):
        return [beside]
    own = INDENT * (line.indent + (1 if line.tokens else 0))
    return [*([text] if line.tokens else []), *_wrapped(cites, own)]


def _wrapped(cites: str, indent: str) -> list[str]:
    """A list of citations on as few lines as it takes."""
    lines = [indent]
    for part in cites.split(", "):
        if lines[-1].strip() and len(lines[-1]) + len(part) + 2 > WIDEST:
            lines[-1] = lines[-1].rstrip()
            lines.append(indent + INDENT)
        lines[-1] += f"{part}, "
    lines[-1] = lines[-1].removesuffix(", ")
    return lines


def _comment_columns(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Where the comment behind each line begins: in one column for lines that follow one another."""
    columns = [0] * len(lines)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].comment and lines[end].tokens:
            end += 1
        widest = max((width(text) for text in texts[start:end]), default=0)
        columns[start:end] = [COMMENTS if widest < COMMENTS else widest + 2] * (end - start)
        start = max(end, start + 1)
    return columns


def _with_comment(lines: list[str], comment: str, column: int) -> list[str]:
    """The line, or the last of those that it takes, with its comment behind it."""
    if not comment:
        return lines
    *rest, last = lines
    if not last.strip():
        return [*rest, last + comment]
    return [*rest, (pad(last, column) if width(last) < column else f"{last}  ") + comment]
