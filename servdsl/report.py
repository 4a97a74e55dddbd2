"""Diagnostics for people and for programs: text with the source line, JSON, GitHub annotations, SARIF 2.1.0."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import quote

from servdsl.diagnostics import Diagnostic, catalogue
from servdsl.messages import Language, later, listed, say, several, unfilled
from servdsl.source import Source, Span

FORMATS = ("text", "json", "sarif", "github")
_COLOURS = {"error": "red", "warning": "yellow", "hint": "cyan"}
_MAX_EXCERPT = 160


def render(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    form: str,
    colour: bool = False,
    language: Language = "en",
) -> str:
    """All diagnostics in one of FORMATS, their sentences in a language; text ends with a count."""
    writers: dict[str, Callable[[], str]] = {
        "text": lambda: _text(diagnostics, sources, colour, language),
        "json": lambda: json.dumps([as_json(d, language) for d in diagnostics], ensure_ascii=False, indent=2),
        "sarif": lambda: json.dumps(_sarif(diagnostics, language), ensure_ascii=False, indent=2),
        "github": lambda: "\n".join(_github(d, language) for d in diagnostics),
    }
    return writers[form]()


def as_json(diagnostic: Diagnostic, language: Language = "en") -> dict[str, object]:
    """One diagnostic as plain data: names that scripts may rely on."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message_in(language),
        "help": diagnostic.help_in(language),
        **_place(diagnostic.span),
        "notes": [{**_place(note.span), "text": note.text_in(language)} for note in diagnostic.notes],
        "fix": [{**_place(edit.span), "text": edit.text} for edit in diagnostic.fix],
    }


def _place(span: Span) -> dict[str, object]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


# ── Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], colour: bool, language: Language) -> str:
    from click import style

    def paint(text: str, fg: str) -> str:
        return style(text, fg=fg, bold=True) if colour else text

    parts: list[str] = []
    for d in diagnostics:
        head = paint(f"{unfilled(d.severity, language)} {d.code}", _COLOURS[d.severity])
        lines = [f"{d.span.file}:{d.span.line}:{d.span.column}: {head}: {d.message_in(language)}"]
        lines += _excerpt(d.span, sources)
        for note in d.notes:
            lines.append(f"  {note.span.file}:{note.span.line}:{note.span.column}: {note.text_in(language)}")
            lines += _excerpt(note.span, sources)
        if way_out := d.help_in(language):
            lines.append(f"  {say('help: {way_out}', way_out=way_out).said(language)}")
        parts.append("\n".join(lines))
    return "\n\n".join([*parts, _count(diagnostics, language)])


def _excerpt(span: Span, sources: Mapping[str, Source]) -> list[str]:
    """The line of the span with carets under it, cut around the span where it is long."""
    source = sources.get(span.file)
    if source is None or not (line := source.line(span.line)):
        return []
    first = span.column - 1
    last = span.end_column - 1 if span.end_line == span.line else len(line)
    cut = max(0, first - 60) if len(line) > _MAX_EXCERPT else 0
    shown = line[cut : cut + _MAX_EXCERPT]
    before, marked = shown[: first - cut], shown[first - cut : last - cut]
    gutter = f"{span.line:>5} | "
    carets = "^" * max(1, _width(marked))
    return [gutter + _visible(shown), " " * (len(gutter) - 2) + "| " + " " * _width(before) + carets]


def _visible(text: str) -> str:
    """Tabs as one space, control and direction marks as a replacement sign, so that carets stand right."""
    return "".join(" " if c == "\t" else "\ufffd" if unicodedata.category(c) in {"Cc", "Cf", "Cs"} else c for c in text)


def _width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in {"W", "F"} else 1 for c in text
    )


def _count(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    severities = [d.severity for d in diagnostics]
    counts = [
        several("{number} error", "{number} errors", severities.count("error")),
        several("{number} warning", "{number} warnings", severities.count("warning")),
        several("{number} hint", "{number} hints", severities.count("hint")),
    ]
    found = [one for one in counts if one.number]
    return listed(found).said(language) if found else say("no findings").said(language)


_SEVERITIES = (later("error"), later("warning"), later("hint"))


# ── For programs ────────────────────────────────────────────────────────────────────────────────────────────────────


def _github(d: Diagnostic, language: Language) -> str:
    level = {"error": "error", "warning": "warning", "hint": "notice"}[d.severity]

    def escaped(text: str, more: str = "") -> str:
        for char in "%\r\n" + more:
            text = text.replace(char, f"%{ord(char):02X}")
        return text

    where = f"file={escaped(d.span.file, ':,')},line={d.span.line},endLine={d.span.end_line},col={d.span.column}"
    return f"::{level} {where},title={escaped(d.code, ':,')}::{escaped(d.message_in(language) + ' - ' + d.help_in(language))}"


def _sarif(diagnostics: Sequence[Diagnostic], language: Language) -> dict[str, object]:
    codes = catalogue()
    used = sorted({d.code for d in diagnostics})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": codes[code].meaning_in(language)},
            "defaultConfiguration": {"level": _LEVELS[codes[code].severity]},
        }
        for code in used
    ]
    driver = {"name": "servdsl", "rules": rules}
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, used.index(d.code), language) for d in diagnostics],
    }
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


_LEVELS = {"error": "error", "warning": "warning", "hint": "note"}


def _result(d: Diagnostic, rule: int, language: Language) -> dict[str, object]:
    message, way_out = d.message_in(language), d.help_in(language)
    result: dict[str, object] = {
        "ruleId": d.code,
        "ruleIndex": rule,
        "level": _LEVELS[d.severity],
        "message": {"text": _sentences(message, way_out, language)},
        "locations": [{"physicalLocation": _location(d.span)}],
        "relatedLocations": [
            {"id": number, "physicalLocation": _location(note.span), "message": {"text": note.text_in(language)}}
            for number, note in enumerate(d.notes, 1)
        ],
    }
    if d.fix:
        result["fixes"] = [{"description": {"text": way_out or message}, "artifactChanges": _changes(d)}]
    return result


def _sentences(message: str, way_out: str, language: Language) -> str:
    return say("{message}. {way_out}", message=message, way_out=way_out).said(language).strip()


def _changes(d: Diagnostic) -> list[dict[str, object]]:
    """What a fix changes, file by file."""
    files = dict.fromkeys(edit.span.file for edit in d.fix)
    return [
        {
            "artifactLocation": {"uri": _uri(file)},
            "replacements": [
                {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
                for edit in d.fix
                if edit.span.file == file
            ],
        }
        for file in files
    ]


def _location(span: Span) -> dict[str, object]:
    return {"artifactLocation": {"uri": _uri(span.file)}, "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _uri(file: str) -> str:
    """A file's name as a reference of RFC 3986: a blank, a sign or a letter of another script is escaped."""
    return quote(file.replace("\\", "/"), safe="/~!$&'()*+,;=@")
