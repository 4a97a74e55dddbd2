"""`servdsl diff`: what a new text of a contract changes, as text, JSON or Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Literal

import click

from servdsl.cli import terminal
from servdsl.cli.telling import as_json, as_markdown, as_text
from servdsl.differences import Difference, compare
from servdsl.differences.tickets import MAX_LINE, Log, LogError, Tally, tickets
from servdsl.messages import say
from servdsl.model import Contract


def differ(
    old: Path, new: Path, log: Path | None, fail_on: Literal["worse", "any"] | None, form: str, page: Path | None
) -> None:
    """Print what differs, and write it as a page. Exit 1 where a change that `fail_on` names is among it, 2 where a contract
    has errors or the page cannot be written."""
    contracts = _contracts(old, new)
    difference = compare(*contracts)
    if page is not None:
        _write(page, (old.name, new.name), contracts, difference)
    tally = _counted(log, contracts) if log is not None else None
    match form:
        case "json":
            click.echo(json.dumps(as_json(difference, old, new, tally), ensure_ascii=False, indent=2))
        case "markdown":
            click.echo("\n".join(as_markdown(difference, old, new, tally)))
        case _:
            click.echo("\n".join(as_text(difference, old, new, tally)))
    if fail_on is not None and difference.fails(fail_on):
        raise SystemExit(1)


def _contracts(old: Path, new: Path) -> tuple[Contract, Contract]:
    """Both contracts; where one has errors they are told, and the call was wrong."""
    from servdsl import pipeline, report

    checked = [pipeline.check(path) for path in (old, new)]
    errors = [d for result in checked for d in result.diagnostics if d.severity == "error"]
    found = [result.contract for result in checked if result.contract is not None]
    if errors or len(found) < 2:
        sources = {result.source.name: result.source for result in checked if result.source is not None}
        click.echo(report.render(errors, sources, "text", language=terminal.language()), err=True)
        raise SystemExit(2)
    return found[0], found[1]


def _write(page: Path, files: tuple[str, str], contracts: tuple[Contract, Contract], found: Difference) -> None:
    from servdsl import output, reviewing
    from servdsl.backends import review

    comparison = reviewing.comparison(files, contracts, found)
    try:
        output.replace_text(page, review.compared(comparison))
    except output.OutputError as error:
        raise terminal.wrong(str(error)) from error


# ── Tickets ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _counted(path: Path, contracts: tuple[Contract, Contract]) -> Tally:
    """The log put to the evaluators that `build` would write for both."""
    from servdsl import embedding

    answers = [embedding.evaluator(embedding.load(contract)).answer for contract in contracts]
    log = Log(*contracts, (answers[0], answers[1]))
    try:
        with path.open("rb") as file:
            total = sum(1 for _ in _lines(file))
            file.seek(0)
            with terminal.progress(say("tickets"), total) as step:
                for line in tickets(_lines(file), contracts):
                    log.count(line)
                    step("")
    except (OSError, LogError) as error:
        raise terminal.wrong(say("`{path}` cannot be read: {error}", path=path, error=error)) from error
    return log.tally


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Lines, of which a very long one is cut: it is told as too long, and its rest left out."""
    while line := file.readline(MAX_LINE + 2):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE + 2)
