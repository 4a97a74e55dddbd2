"""The certain fixes of a text, applied until none is left that helps.

    accepts chanel email, phone      SD201, did you mean `channel`?
    accepts channel email, phone

A fix is kept only if the text is better for it: fewer errors, or none as before and fewer other findings. As many errors are
as good where the new ones only come to light: those of cases and deadlines, which are not looked at while a line cannot be
read, and those on the changed lines that have a fix of their own. So a text never gets worse, and what no fix touches stays
as it was written, to the letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from servdsl.diagnostics import Diagnostic, Edit
from servdsl.source import Span

MOST_ROUNDS = 8
MOST_TRIED = 12
"""How often a text is checked again in one round, when its fixes are tried one by one; one that did not help is tried
again only once another did."""

_COME_TO_LIGHT = ("SD4", "SD50")
"""What is only looked for in a contract that could be read whole."""

Check = Callable[[str], Sequence[Diagnostic]]
"""All that is found in a text that stands in place of the file's."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text with its certain fixes, and the findings that they mended, in the order in which they were applied."""

    text: str
    applied: tuple[Diagnostic, ...]


def fix(text: str, file: str, check: Check) -> Fixed:
    """Apply what is certain to a text, which diagnostics call `file`; nothing that stands in other files is touched."""
    applied: list[Diagnostic] = []
    refused: set[tuple[str, str]] = set()
    found = check(text)
    for _ in range(MOST_ROUNDS):
        certain = (one for one in found if one.fix and all(edit.span.file == file for edit in one.fix))
        wanted = _apart(one for one in certain if _named(one) not in refused)
        kept, text, found = _round(text, found, wanted, check)
        applied += kept
        # what did not help may help in the text as it is now
        refused = set() if kept else refused | {_named(one) for one in wanted[:MOST_TRIED]}
        if not wanted:
            break
    return Fixed(text, tuple(applied))


def _round(
    text: str, found: Sequence[Diagnostic], wanted: Sequence[Diagnostic], check: Check
) -> tuple[Sequence[Diagnostic], str, Sequence[Diagnostic]]:
    """What is kept of some fixes: all of them, if that helps as it should; else each that helps by itself."""
    if not wanted:
        return (), text, found
    together = edited(text, (edit for one in wanted for edit in one.fix))
    after = check(together)
    if len(_errors(found)) - len(_errors(after)) >= len(_errors(wanted)) and _is_better(found, after, wanted):
        return wanted, together, after
    kept: list[Diagnostic] = []
    best = text
    for one in wanted[:MOST_TRIED]:
        tried = edited(text, (edit for other in (*kept, one) for edit in other.fix))
        after = check(tried)
        if _is_better(found, after, (*kept, one)):
            kept.append(one)
            best, found = tried, after
    return kept, best, found


def _is_better(before: Sequence[Diagnostic], after: Sequence[Diagnostic], fixes: Sequence[Diagnostic]) -> bool:
    one, other = (len(_errors(found)) for found in (before, after))
    if other != one:
        return other < one
    if not one:
        return len(after) < len(before)
    told = {_named(one) for one in before}
    touched = {edit.span.line for one in fixes for edit in one.fix}
    fresh = [one for one in _errors(after) if _named(one) not in told]
    return bool(fresh) and all(
        one.code.startswith(_COME_TO_LIGHT) or (one.fix and one.span.line in touched) for one in fresh
    )


def _named(found: Diagnostic) -> tuple[str, str]:
    """What a finding says, wherever it stands now."""
    return found.code, found.message


def _errors(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.severity == "error"]


def _apart(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Of some findings, in their order, those whose fixes do not overlap."""
    chosen: list[Diagnostic] = []
    taken: list[Span] = []
    for one in found:
        spans = [edit.span for edit in one.fix]
        if not any(_touch(span, other) for span in spans for other in taken):
            chosen.append(one)
            taken += spans
    return chosen


def _touch(one: Span, other: Span) -> bool:
    begin, end = (one.line, one.column), (one.end_line, one.end_column)
    return begin <= (other.end_line, other.end_column) and (other.line, other.column) <= end


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits that do not overlap."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        begin = starts[edit.span.line - 1] + edit.span.column - 1
        end = starts[edit.span.end_line - 1] + edit.span.end_column - 1
        text = text[:begin] + edit.text + text[end:]
    return text
