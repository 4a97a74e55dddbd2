"""`servdsl diff`: what a new text of a contract changes, as text, JSON or Markdown."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click

from servdsl.cli import terminal
from servdsl.differences import Change, Difference, Doubt, Place, Schedule, Structural, Witness, compare
from servdsl.differences.tickets import MAX_LINE, Log, LogError, Tally, tickets
from servdsl.model import Contract

_WORDS = {
    "promise": "`{thing}`",
    "counts_from": "`{thing} counts from`",
    "pauses": "`{thing} pauses`",
    "share": "`covers {thing}`",
    "charge": "`charges {thing}`",
    "discount": "`discount on {thing}`",
    "amount": "`amount {thing}`",
    "quota": "the quota of `{thing}`",
    "uses": "`{thing} uses`",
    "counts_as_used": "`{thing} counts as used`",
    "level": "`level {thing}`",
    "accepts": "`accepts {thing}`",
    "offered": "`offered`",
    "lasts_while": "`lasts while`",
    "attends": "the hours attended",
    "hours": "the hours of `{thing}`",
    "offer": "the offer `{thing}`",
    "service": "the service `{thing}`",
    "fact": "the values of `{thing}`",
    "value": "`define {thing}`",
    "window": "`window {thing}`",
    "state": "`state {thing}`",
    "unit": "`unit {thing}`",
    "zone": "the zone",
    "in force": "the dates in force",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A comparison with the files that it is of, and what a log of tickets showed."""

    difference: Difference
    old: Path
    new: Path
    tally: Tally | None = None


def differ(old: Path, new: Path, log: Path | None, fail_on: Literal["worse", "any"] | None, form: str) -> None:
    """Print what differs. Exit 1 where a change that `fail_on` names is among it, 2 where a contract has errors."""
    contracts = _contracts(old, new)
    difference = compare(*contracts)
    tally = _counted(log, contracts) if log is not None else None
    told = Told(difference, old, new, tally)
    printers = {"text": _text, "json": _json, "markdown": _markdown}
    click.echo("\n".join(printers[form](told)))
    if fail_on is not None and difference.fails(fail_on):
        raise SystemExit(1)


def _contracts(old: Path, new: Path) -> tuple[Contract, Contract]:
    found = []
    for path in (old, new):
        if not path.is_file():
            raise click.UsageError(f"there is no file `{path}`")
        (checked,) = terminal.check((path,), "text", quiet=True)
        if checked.contract is None or not checked.ok:
            raise click.UsageError(f"`{path}` has errors; `servdsl check {path}` tells them")
        found.append(checked.contract)
    return found[0], found[1]


# ── Tickets ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _counted(path: Path, contracts: tuple[Contract, Contract]) -> Tally:
    """The log put to the evaluators that `build` would write for both."""
    from servdsl import embedding

    answers = [embedding.evaluator(embedding.load(contract)).answer for contract in contracts]
    log = Log(*contracts, (answers[0], answers[1]))
    try:
        with path.open("rb") as file, terminal.progress("tickets", sum(1 for _ in _lines(path))) as step:
            for line in tickets(_each(file), contracts):
                log.count(line)
                step("")
    except (OSError, LogError) as error:
        raise click.UsageError(f"`{path}`: {error}") from error
    return log.tally


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from _each(file)


def _each(file: Any) -> Iterator[bytes]:
    """Lines, of which a very long one is cut: it is told as too long, and its rest left out."""
    while line := file.readline(MAX_LINE + 2):
        yield line
        while line and not line.endswith(b"\n") and len(line) > MAX_LINE:
            line = file.readline(MAX_LINE + 2)
