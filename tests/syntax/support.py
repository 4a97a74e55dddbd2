"""What the tests of this floor share: a text in, nodes or the places of what is wrong out."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

from servdsl.diagnostics import Diagnostic
from servdsl.source import Source
from servdsl.syntax import format, parse
from servdsl.syntax.nodes import File, Tier

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.plan"))


def parsed(text: str) -> tuple[File, list[Diagnostic]]:
    return parse(Source("x.plan", dedent(text).lstrip("\n")))


def good(text: str) -> File:
    """The nodes of a text that has no mistake."""
    file, found = parsed(text)
    assert not found, [(d.code, str(d.span), d.message) for d in found]
    return file


def clause(text: str) -> Any:
    """The one clause of a tier."""
    (tier,) = good(f'tier base "Base" {{\n{text}\n}}\n').items
    assert isinstance(tier, Tier)
    (only,) = tier.clauses
    return only


def places(text: str) -> list[tuple[str, int]]:
    """Code and line of all that is wrong."""
    return [(d.code, d.span.line) for d in parsed(text)[1]]


def laid_out(text: str) -> str:
    return format(Source("x.plan", dedent(text).lstrip("\n")))
