"""Signatures: that a person has reviewed this meaning and these assumptions, in a small text file beside the contract.

    by = "Ana Pérez"
    on = 2026-11-22
    meaning = "9f2c…"
    [statements]
    "clause base.price" = "1b2f0c9d8e7a"

A signature holds while the fingerprint of the meaning is the same; else the statements tell what changed since.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servdsl.meaning import fingerprint, fingerprints
from servdsl.model import Contract

_MOST_BYTES = 8_000_000
_LONGEST_NAME = 200


class SignatureError(Exception):
    """A signature's file that cannot be read; the message names the file and the way out."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed when, and the fingerprint of each statement that was signed."""

    by: str
    on: date
    meaning: str
    statements: Mapping[str, str]


def beside(plan: Path) -> Path:
    """The file of a contract's signature."""
    return plan.with_suffix(".signed.toml")


def signed(contract: Contract, by: str, on: date) -> Signature:
    """The signature of a contract as it stands. ValueError where the name says nothing or is no line of text."""
    name = " ".join(by.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise ValueError(f"a name on one line, of at most {_LONGEST_NAME} characters, is needed")
    parts = fingerprints(contract)
    return Signature(name, on, fingerprint(parts), parts)


def written(signature: Signature, contract: Contract) -> str:
    """The text of the file."""
    readings = [f"#   {one.kind} {one.name}" for one in contract.assumptions]
    return "\n".join(
        (
            f"# Signature of the contract {contract.name}: a person has reviewed this meaning and accepted these readings.",
            *(readings or ["#   (no assumption, no contradiction)"]),
            f"by = {_text(signature.by)}",
            f"on = {signature.on.isoformat()}",
            f"meaning = {_text(signature.meaning)}",
            "",
            "[statements]",
            *(f"{_text(name)} = {_text(digest)}" for name, digest in signature.statements.items()),
            "",
        )
    )


def read(path: Path) -> Signature | None:
    """The signature in a file; None where there is no file. Raises SignatureError."""
    if not path.exists():
        return None
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SignatureError(f"{path.as_posix()}: too large for a signature: sign again with `servdsl sign`")
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SignatureError(f"{path.as_posix()}: {error}: sign again with `servdsl sign`") from error
    by, on, meaning, statements = (found.get(key) for key in ("by", "on", "meaning", "statements"))
    if not (
        isinstance(by, str)
        and isinstance(on, date)
        and isinstance(meaning, str)
        and isinstance(statements, dict)
        and all(isinstance(one, str) for one in statements.values())
    ):
        raise SignatureError(
            f"{path.as_posix()}: no signature: it lacks `by`, `on`, `meaning` or `statements`; sign again"
        )
    return Signature(by, on, meaning, statements)


def changes(signature: Signature, contract: Contract) -> tuple[tuple[str, str], ...]:
    """What is no longer as signed: "changed", "added" or "removed", and the statement. Empty: the signature holds."""
    now = fingerprints(contract)
    if fingerprint(now) == signature.meaning:
        return ()
    then = signature.statements
    named = (
        *(("changed", name) for name in now if name in then and then[name] != now[name]),
        *(("added", name) for name in now if name not in then),
        *(("removed", name) for name in then if name not in now),
    )
    return named or (("changed", "meaning"),)


def _text(text: str) -> str:
    """A string of TOML; those of JSON are."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
