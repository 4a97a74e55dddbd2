"""Collects what translation finds, so that one run reports every mistake once.

A name that is used in five places and declared nowhere is one finding, at its first place, with notes at the others.
Nothing that is built on a mistake reports again: translators return None for it, and None stays silent.
"""

from __future__ import annotations

from types import MappingProxyType

from servdsl.diagnostics import Diagnostic, Note
from servdsl.source import Span

_MOST_NOTES = 3


class Findings:
    """What was found so far. `report` for a mistake at one place, `unknown` for a name that means nothing."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Diagnostic] = {}
        self._unknown: dict[tuple[str, str, str], list[tuple[Span, str, dict[str, object]]]] = {}

    def report(self, code: str, span: Span, /, *notes: Note, help_text: str | None = None, **facts: object) -> None:
        """One mistake; the same mistake at the same place counts once."""
        found = Diagnostic(code, span, MappingProxyType(dict(facts)), help_text, notes)
        self._found.setdefault((code, span, repr(sorted(facts.items()))), found)

    def unknown(self, code: str, span: Span, name: str, *, help_text: str, **facts: object) -> None:
        """A name without a meaning; all its places become one finding."""
        key = (code, name, str(facts.get("owner", "")))
        self._unknown.setdefault(key, []).append((span, help_text, {"name": name, **facts}))

    def all(self) -> list[Diagnostic]:
        """Everything found, in no particular order."""
        return [*self._found.values(), *(_gathered(code, uses) for (code, *_), uses in self._unknown.items())]


def _gathered(code: str, uses: list[tuple[Span, str, dict[str, object]]]) -> Diagnostic:
    uses = sorted(_each_place_once(uses), key=lambda use: use[0])
    (span, help_text, facts), *others = uses
    notes = tuple(Note(other, "used here too") for other, _, _ in others[:_MOST_NOTES])
    return Diagnostic(code, span, MappingProxyType(facts), help_text, notes)


def _each_place_once(uses: list[tuple[Span, str, dict[str, object]]]) -> list[tuple[Span, str, dict[str, object]]]:
    """Each place once: a node may be translated for several offers."""
    return list({span: (span, help_text, facts) for span, help_text, facts in uses}.values())
