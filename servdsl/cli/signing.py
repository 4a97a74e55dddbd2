"""`servdsl sign` and `check --require-sign-off`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from servdsl import output, signing
from servdsl.checked import Checked
from servdsl.model import Contract

_MOST_SHOWN = 20


def sign(contract: Contract, plan: Path, by: str, on: date | None) -> Path:
    """Write the signature beside the contract; usage error for a name that is none, or a folder that cannot be written."""
    try:
        signature = signing.signed(contract, by, on or date.today())
    except ValueError as error:
        raise click.UsageError(f"--by: {error}") from error
    target = signing.beside(plan)
    try:
        output.replace_text(target, signing.written(signature, contract))
    except output.OutputError as error:
        raise click.UsageError(str(error)) from error
    return target


def unsigned(checked: Sequence[Checked]) -> list[str]:
    """For each contract that is not signed as it stands, a sentence with the way out."""
    return [sentence for one in checked if one.contract is not None for sentence in _unsigned(one.contract, one.path)]


def _unsigned(contract: Contract, plan: Path) -> list[str]:
    again = f"review it, then `servdsl sign {plan.as_posix()} --by NAME`"
    try:
        signature = signing.read(signing.beside(plan))
    except signing.SignatureError as error:
        return [str(error)]
    if signature is None:
        return [f"{plan.as_posix()}: not signed: {again}"]
    changes = signing.changes(signature, contract)
    if not changes:
        return []
    rest = [f"  and {len(changes) - _MOST_SHOWN} more"] if len(changes) > _MOST_SHOWN else []
    listed = [f"  {how}: {name}" for how, name in changes[:_MOST_SHOWN]]
    head = f"{plan.as_posix()}: signed by {signature.by} on {signature.on}, but changed since: {again}"
    return ["\n".join((head, *listed, *rest))]
