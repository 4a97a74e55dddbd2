"""`servdsl draw`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from servdsl.backends import diagrams
from servdsl.cli import terminal
from servdsl.messages import say
from servdsl.model import Contract


def draw_contracts(contracts: Sequence[Contract], form: str, out: Path) -> None:
    """Write every picture of every contract; usage error where the folder cannot be written."""
    with terminal.progress(say("drawing"), len(contracts)) as step:
        for contract in contracts:
            step(contract.name)
            for path, dot in diagrams.emit(contract).items():
                target = (out / path).with_suffix(f".{form}")
                _write(target, dot.encode() if form == "dot" else diagrams.render(dot, form))  # type: ignore[arg-type]
                click.echo(target)


def _write(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise terminal.wrong(
            say("cannot write `{path}`: {reason}; choose another folder with --out", path=target, reason=error.strerror)
        ) from error
