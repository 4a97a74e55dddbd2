"""`servdsl check --fix`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from servdsl import fixing, pipeline
from servdsl.cli import terminal
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say, several
from servdsl.output import OutputError, replace_text
from servdsl.source import Source
from servdsl.syntax import read


def fix_files(paths: tuple[Path, ...]) -> None:
    """Apply the certain fixes to each file, which is written whole or not at all, and say on standard error what changed.
    A usage error where a file cannot be written."""
    files, borders = terminal.plan_files(paths), terminal.borders(paths)
    with terminal.progress(say("fixing"), len(files)) as step:
        for path in files:
            step(path.as_posix())
            _fix(path, borders.get(path))


def _fix(path: Path, border: Path | None) -> None:
    source, _ = read(path, path.as_posix())
    if source is None:
        return
    name = source.name

    def check(text: str) -> Sequence[Diagnostic]:
        return pipeline.check_text(Source(name, text), path, border=border).diagnostics

    fixed = fixing.fix(source.text, name, check)
    if not fixed.applied:
        return
    try:
        replace_text(path, fixed.text)
    except OutputError as error:
        raise terminal.wrong(str(error)) from error
    for one in fixed.applied:
        for edit in one.fix:
            place = f"{edit.span.file}:{edit.span.line}:{edit.span.column}"
            words = say("{place}: {code} fixed: {edit}", place=place, code=one.code, edit=_told(edit.text))
            terminal.echo(words, err=True)
    count = len(fixed.applied)
    words = several("{file}: {number} mistake fixed", "{file}: {number} mistakes fixed", count, file=name)
    terminal.echo(words, err=True)


def _told(text: str) -> str:
    return f"`{text.strip()}`" if text.strip() else say("left out")
