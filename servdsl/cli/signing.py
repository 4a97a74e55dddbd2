"""`servdsl sign` and `check --require-sign-off`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from servdsl import output, signing
from servdsl.checked import Checked
from servdsl.cli import terminal
from servdsl.messages import say
from servdsl.model import Contract

_MOST_SHOWN = 20


def sign(contract: Contract, plan: Path, by: str, on: date | None) -> Path:
    """Write the signature beside the contract; usage error for a name that is none, or a folder that cannot be written."""
    try:
        signature = signing.signed(contract, by, on or date.today())
    except ValueError as error:
        raise terminal.wrong(say("--by: {error}", error=error)) from error
    target = signing.beside(plan)
    try:
        output.replace_text(target, signing.written(signature, contract))
    except output.OutputError as error:
        raise terminal.wrong(str(error)) from error
    return target


def unsigned(checked: Sequence[Checked]) -> list[str]:
    """For each contract that is not signed as it stands, a sentence with the way out."""
    return [sentence for one in checked if one.contract is not None for sentence in _unsigned(one.contract, one.path)]


def _unsigned(contract: Contract, plan: Path) -> list[str]:
    name = plan.as_posix()
    again = say("review it, then `servdsl sign {plan} --by NAME`", plan=name)
    try:
        signature = signing.read(signing.beside(plan))
    except signing.SignatureError as error:
        return [str(error)]
    if signature is None:
        return [say("{plan}: not signed: {again}", plan=name, again=again)]
    changes = signing.changes(signature, contract)
    if not changes:
        return []
    head = say(
        "{plan}: signed by {by} on {on}, but changed since: {again}",
        plan=name,
        by=signature.by,
        on=signature.on,
        again=again,
    )
    lines = [f"  {how}: {name}" for how, name in changes[:_MOST_SHOWN]]
    if len(changes) > _MOST_SHOWN:
        lines.append(say("  and {number} more", number=len(changes) - _MOST_SHOWN))
    return [head, *lines]
