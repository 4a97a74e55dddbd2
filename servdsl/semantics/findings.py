"""Collects what translation finds, so that one run reports every mistake once.

A name that is used in five places and declared nowhere is one finding, at its first place, with notes at the others.
Nothing that is built on a mistake reports again: translators return None for it, and None stays silent.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from servdsl.diagnostics import Diagnostic, Edit, Note
from servdsl.messages import say
from servdsl.source import Span

_MOST_NOTES = 3
_MOST_SLIPS = 2


class Findings:
    """What was found so far. `report` for a mistake at one place, `unknown` for a name that means nothing."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Diagnostic] = {}
        self._unknown: dict[tuple[str, str, str], dict[Span, Diagnostic]] = {}

    def report(
        self,
        code: str,
        span: Span,
        /,
        *notes: Note,
        help_text: str | None = None,
        better: str | None = None,
        **facts: object,
    ) -> None:
        """One mistake; the same mistake at the same place counts once. `better` is what certainly should stand there."""
        found = Diagnostic(code, span, MappingProxyType(dict(facts)), help_text, notes, _instead(span, better))
        self._found.setdefault((code, span, repr(sorted(facts.items()))), found)

    def unknown(
        self,
        code: str,
        span: Span,
        name: str,
        /,
        *notes: Note,
        help_text: str,
        better: str | None = None,
        **facts: object,
    ) -> None:
        """A name without a meaning; all its places become one finding, with the notes of the first. `better` is the name
        that is certainly meant."""
        told = MappingProxyType({"name": name, **facts})
        found = Diagnostic(code, span, told, help_text, notes, _instead(span, better))
        self._unknown.setdefault((code, name, str(facts.get("owner", ""))), {}).setdefault(span, found)

    def told(self, code: str) -> bool:
        """Whether something of this code was found."""
        return any(key[0] == code for key in self._found)

    @property
    def count(self) -> int:
        """How much has been found."""
        return len(self._found) + sum(len(uses) for uses in self._unknown.values())

    def all(self) -> list[Diagnostic]:
        """Everything found, in no particular order."""
        return [*self._found.values(), *(_gathered(uses) for uses in self._unknown.values())]


def _gathered(uses: dict[Span, Diagnostic]) -> Diagnostic:
    """The use that comes first, with notes at the next ones."""
    first, *others = sorted(uses)
    notes = tuple(Note(span, say("used here too")) for span in others[:_MOST_NOTES])
    fixes = [uses[span].fix for span in (first, *others)]
    # a name that is written again and again is no slip: its declaration is missing
    fix = tuple(edit for one in fixes for edit in one) if all(fixes) and len(fixes) <= _MOST_SLIPS else ()
    return replace(uses[first], notes=(*uses[first].notes, *notes), fix=fix)


def _instead(span: Span, better: str | None) -> tuple[Edit, ...]:
    return () if better is None else (Edit(span, better),)
