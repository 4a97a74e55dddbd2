"""What the tests of translation share: a head, and what becomes of a body."""

from __future__ import annotations

from pathlib import Path

from servdsl.diagnostics import Diagnostic, in_order
from servdsl.model import Contract
from servdsl.model.base import Labels
from servdsl.model.contract import Clause
from servdsl.semantics import translate
from servdsl.source import Source
from servdsl.syntax import gather, parse

HEAD = """contract acme "Acme" {
  language en
  currency EUR, USD
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
}
"""
"""Six lines: the body begins on line 7."""


def findings(text: str) -> tuple[Contract | None, list[Diagnostic]]:
    """The contract and everything found, syntax included, in order."""
    source = Source("case.plan", text)
    file, written = parse(source)
    gathered = gather(file, source, Path("case.plan"))
    contract, meant = translate(file, source, gathered.used, gathered.whole)
    return contract, in_order([*written, *gathered.diagnostics, *meant])


def sound(body: str, head: str = HEAD) -> Contract:
    """The contract of a body in which nothing is wrong."""
    contract, found = findings(head + body)
    assert [(d.code, d.span.line, d.message) for d in found] == []
    assert contract is not None
    return contract


def found(body: str, head: str = HEAD) -> list[tuple[str, int]]:
    """Code and line, counted from the first of the body, of everything found."""
    lines = head.count("\n")
    return [(d.code, d.span.line - lines) for d in findings(head + body)[1]]


def only(body: str, head: str = HEAD) -> Diagnostic:
    """The single finding of a body."""
    all_ = findings(head + body)[1]
    assert len(all_) == 1, [(d.code, d.span.line, d.message) for d in all_]
    return all_[0]


def clause(contract: Contract, id_: str) -> Clause:
    """A clause by its id."""
    by_id = {clause.id: clause for clause in contract.clauses}
    assert id_ in by_id, sorted(by_id)
    return by_id[id_]


def in_english(text: str) -> Labels:
    """What a text of the head's language becomes."""
    return Labels(texts=(("en", text),))
