"""`servdsl fmt`."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from servdsl.cli import terminal
from servdsl.diagnostics import has_errors, in_order
from servdsl.messages import say
from servdsl.output import OutputError, replace_text
from servdsl.report import render
from servdsl.source import Source
from servdsl.syntax import format as layout
from servdsl.syntax import parse, read, translated


def format_paths(paths: Sequence[Path], check_only: bool, diff: bool, keywords: str | None) -> bool:
    """Format files in place (or compare); False if a file would change under `check_only`, or cannot be read.
    `keywords` is the language of keywords to write, None for each file's own."""
    if list(map(str, paths)) == ["-"]:
        return _standard_input(keywords)
    return all([_one(path, check_only, diff, keywords) for path in terminal.plan_files(paths)])


def _standard_input(keywords: str | None) -> bool:
    try:
        source = Source("<stdin>", sys.stdin.buffer.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise terminal.wrong(
            say("standard input is not UTF-8: {reason} at byte {byte}", reason=error.reason, byte=error.start)
        ) from error
    text = _formatted(source, keywords)
    if text is not None:
        click.echo(text, nl=False)
    return text is not None


def _one(path: Path, check_only: bool, diff: bool, keywords: str | None) -> bool:
    source, found = read(path, path.as_posix())
    if source is None:
        click.echo(render(found, {}, "text", language=terminal.language()), err=True)
        return False
    text = _formatted(source, keywords)
    if text is None:
        return False
    if text == source.text:
        return True
    if diff:
        lines = difflib.unified_diff(
            source.text.splitlines(True), text.splitlines(True), str(path), f"{path} (formatted)"
        )
        click.echo("".join(lines), nl=False)
    elif check_only:
        terminal.echo(say("{path}: would change", path=path))
    else:
        try:
            replace_text(path, text)
        except OutputError as error:
            raise terminal.wrong(str(error)) from error
        terminal.echo(say("{path}: formatted", path=path))
    return not (check_only or diff)


def _formatted(source: Source, keywords: str | None) -> str | None:
    """The canonical text, or None after printing the errors that stand in the way."""
    _, found = parse(source)
    text = ""
    if not has_errors(found):
        text, mistaken = (layout(source), []) if keywords is None else translated(source, keywords)
        found = [*found, *mistaken]
    if has_errors(found):
        click.echo(render(in_order(found), {source.name: source}, "text", language=terminal.language()), err=True)
        return None
    return text
