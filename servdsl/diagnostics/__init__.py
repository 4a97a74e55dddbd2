"""What the compiler has to say: a record of facts, a stable code, and the way out.

Floor 0. A diagnostic holds facts, not sentences: its code's entry in `codes/*.toml` holds the sentence, so that messages
can be listed, explained, translated and tested in one place.

Codes: SD0 files and output, SD1 syntax, SD2 names, SD3 types and units, SD4 cases and layers, SD5 calendars and
deadlines, SD6 examples, SD7 accepted by the grammar but without a meaning yet.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from servdsl.messages import Language, filled, one_line, said, unfilled
from servdsl.source import Span

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the catalogue: what a code means and how to get rid of it.

    `message` and `help` are templates over the diagnostic's facts; `before` and `after` are small contracts, the first
    of which shows the diagnostic, the second of which is free of it.
    """

    code: str
    severity: Severity
    message: str
    help: str
    meaning: str
    before: str
    after: str

    def meaning_in(self, language: Language) -> str:
        """What it means, in a language; the lines of the English text are kept."""
        return self.meaning.strip() if language == "en" else unfilled(one_line(self.meaning), language)


@dataclass(frozen=True, slots=True)
class Note:
    """A second place that matters to a diagnostic, with a word on why. `told`, as that of the diagnostic."""

    span: Span
    text: str
    told: Mapping[Language, str] | None = field(default=None, compare=False, repr=False)

    def text_in(self, language: Language) -> str:
        """The word on why, in a language."""
        return self.told[language] if self.told is not None else said(self.text, language)


@dataclass(frozen=True, slots=True)
class Edit:
    """Another text for a stretch of a file; one that begins where it ends is an insertion."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `facts` fill the templates of its code; `help_text`, if given, replace the catalogue's help. `fix`
    mends it: all of its edits together, empty where the way out is not certain. `message` and `help` are in English. `told`
    is what message and help say by language, where they do not quote the English keywords."""

    code: str
    span: Span
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    help_text: str | None = None
    notes: tuple[Note, ...] = ()
    fix: tuple[Edit, ...] = ()
    told: Mapping[Language, tuple[str, str]] | None = field(default=None, compare=False, repr=False)

    @property
    def severity(self) -> Severity:
        return catalogue()[self.code].severity

    @property
    def message(self) -> str:
        return self.message_in("en")

    @property
    def help(self) -> str:
        return self.help_in("en")

    def message_in(self, language: Language) -> str:
        """What is wrong, in a language."""
        if self.told is not None:
            return self.told[language][0]
        return filled(catalogue()[self.code].message, self.facts, language)

    def help_in(self, language: Language) -> str:
        """The way out, in a language."""
        if self.told is not None:
            return self.told[language][1]
        if self.help_text is not None:
            return said(self.help_text, language)
        return filled(catalogue()[self.code].help, self.facts, language)


@cache
def catalogue() -> Mapping[str, Code]:
    """Every code, from the files in `codes/`, in order."""
    rows: dict[str, Code] = {}
    folder = files(__package__) / "codes"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for code, row in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if code in rows:
                raise ValueError(f"diagnostic code {code} is defined twice")
            rows[code] = Code(code=code, **row)
    return MappingProxyType(dict(sorted(rows.items())))


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By place, then code, each once."""
    unique = {(d.code, d.span, d.message): d for d in diagnostics}
    return sorted(unique.values(), key=lambda d: (d.span, d.code, d.message))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them must stop the build."""
    return any(d.severity == "error" for d in diagnostics)
