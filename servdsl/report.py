"""Diagnostics for people and for programs: text with the source line, JSON, GitHub annotations, SARIF 2.1.0."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import quote

from servdsl.diagnostics import Diagnostic, catalogue
from servdsl.source import Source, Span

FORMATS = ("text", "json", "sarif", "github")
_COLOURS = {"error": "red", "warning": "yellow", "hint": "cyan"}
_MAX_EXCERPT = 160


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], form: str, colour: bool = False) -> str:
    """All diagnostics in one of FORMATS; text ends with a count."""
    writers: dict[str, Callable[[], str]] = {
        "text": lambda: _text(diagnostics, sources, colour),
        "json": lambda: json.dumps([as_json(d) for d in diagnostics], ensure_ascii=False, indent=2),
        "sarif": lambda: json.dumps(_sarif(diagnostics), ensure_ascii=False, indent=2),
        "github": lambda: "\n".join(_github(d) for d in diagnostics),
    }
    return writers[form]()


def as_json(diagnostic: Diagnostic) -> dict[str, object]:
    """One diagnostic as plain data: names that scripts may rely on."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "help": diagnostic.help,
        **_place(diagnostic.span),
        "notes": [{**_place(note.span), "text": note.text} for note in diagnostic.notes],
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


def _text(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], colour: bool) -> str:
    from click import style

    def paint(text: str, fg: str) -> str:
        return style(text, fg=fg, bold=True) if colour else text

    parts: list[str] = []
    for d in diagnostics:
        lines = [
            f"{d.span.file}:{d.span.line}:{d.span.column}: {paint(f'{d.severity} {d.code}', _COLOURS[d.severity])}: {d.message}"
        ]
        lines += _excerpt(d.span, sources)
        for note in d.notes:
            lines.append(f"  {note.span.file}:{note.span.line}:{note.span.column}: {note.text}")
            lines += _excerpt(note.span, sources)
        if d.help:
            lines.append(f"  help: {d.help}")
        parts.append("\n".join(lines))
    return "\n\n".join([*parts, _count(diagnostics)])


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


def _count(diagnostics: Iterable[Diagnostic]) -> str:
    severities = [d.severity for d in diagnostics]
    counts = [
        f"{n} {word}{'' if n == 1 else 's'}" for word in ("error", "warning", "hint") if (n := severities.count(word))
    ]
    return ", ".join(counts) if counts else "no findings"


# ── For programs ────────────────────────────────────────────────────────────────────────────────────────────────────


def _github(d: Diagnostic) -> str:
    level = {"error": "error", "warning": "warning", "hint": "notice"}[d.severity]

    def escaped(text: str, more: str = "") -> str:
        for char in "%\r\n" + more:
            text = text.replace(char, f"%{ord(char):02X}")
        return text

    where = f"file={escaped(d.span.file, ':,')},line={d.span.line},endLine={d.span.end_line},col={d.span.column}"
    return f"::{level} {where},title={escaped(d.code, ':,')}::{escaped(d.message + ' - ' + d.help)}"


def _sarif(diagnostics: Sequence[Diagnostic]) -> dict[str, object]:
    codes = catalogue()
    used = sorted({d.code for d in diagnostics})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": codes[code].meaning.strip()},
            "defaultConfiguration": {"level": _LEVELS[codes[code].severity]},
        }
        for code in used
    ]
    driver = {"name": "servdsl", "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, used.index(d.code)) for d in diagnostics],
    }
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


_LEVELS = {"error": "error", "warning": "warning", "hint": "note"}


def _result(d: Diagnostic, rule: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": d.code,
        "ruleIndex": rule,
        "level": _LEVELS[d.severity],
        "message": {"text": f"{d.message}. {d.help}".strip()},
        "locations": [{"physicalLocation": _location(d.span)}],
        "relatedLocations": [
            {"id": number, "physicalLocation": _location(note.span), "message": {"text": note.text}}
            for number, note in enumerate(d.notes, 1)
        ],
    }
    if d.fix:
        result["fixes"] = [{"description": {"text": d.help or d.message}, "artifactChanges": _changes(d)}]
    return result


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
