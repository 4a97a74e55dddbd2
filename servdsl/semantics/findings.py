"""Collects what translation finds, so that one run reports every mistake once.

A name that is used in five places and declared nowhere is one finding, at its first place, with notes at the others.
Nothing that is built on a mistake reports again: translators return None for it, and None stays silent.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from servdsl.diagnostics import Diagnostic, Note
from servdsl.source import Span

_MOST_NOTES = 3


class Findings:
    """What was found so far. `report` for a mistake at one place, `unknown` for a name that means nothing."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Diagnostic] = {}
        self._unknown: dict[tuple[str, str, str], dict[Span, Diagnostic]] = {}

    def report(self, code: str, span: Span, /, *notes: Note, help_text: str | None = None, **facts: object) -> None:
        """One mistake; the same mistake at the same place counts once."""
        found = Diagnostic(code, span, MappingProxyType(dict(facts)), help_text, notes)
        self._found.setdefault((code, span, repr(sorted(facts.items()))), found)

    def unknown(self, code: str, span: Span, name: str, /, *notes: Note, help_text: str, **facts: object) -> None:
        """A name without a meaning; all its places become one finding, with the notes of the first."""
        found = Diagnostic(code, span, MappingProxyType({"name": name, **facts}), help_text, notes)
        self._unknown.setdefault((code, name, str(facts.get("owner", ""))), {}).setdefault(span, found)

    def told(self, code: str) -> bool:
        """Whether something of this code was found."""
        return any(key[0] == code for key in self._found)

    def all(self) -> list[Diagnostic]:
        """Everything found, in no particular order."""
        return [*self._found.values(), *(_gathered(uses) for uses in self._unknown.values())]


def _gathered(uses: dict[Span, Diagnostic]) -> Diagnostic:
    """The use that comes first, with notes at the next ones."""
    first, *others = sorted(uses)
    notes = tuple(Note(span, "used here too") for span in others[:_MOST_NOTES])
    return replace(uses[first], notes=(*uses[first].notes, *notes))
