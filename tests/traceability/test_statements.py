"""Every citation that is written reaches a statement, whatever it stands at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from servdsl.model.base import Record
from servdsl.semantics.citations import Citations
from servdsl.semantics.findings import Findings
from servdsl.source import Source
from servdsl.syntax import parse
from servdsl.syntax.parts import Cited
from servdsl.traceability import statements
from tests.traceability.support import PUMPS, contract

ROOT = Path(__file__).parents[2]
PLANS = [*sorted((ROOT / "contracts").glob("*.plan")), *sorted((ROOT / "tests/cases/good").glob("*/input.plan"))]


def test_each_statement_has_its_own_citations() -> None:
    said = {(s.kind, s.name): s.sources for s in statements(contract()) if s.sources}
    assert said == {
        ("head", "contract"): ("NWP-001",),
        ("head", "language"): ("NWP-002",),
        ("head", "zone"): ("NWP-003",),
        ("head", "in force"): ("NWP-004",),
        ("fact value", "severity.stopped"): ("NWP-005",),
        ("fact", "channel"): ("NWP-006",),
        ("define", "urgent"): ("NWP-007",),
        ("define case", "rate"): ("NWP-008",),
        ("service", "repair"): ("NWP-009",),
        ("unit", "visit"): ("NWP-010",),
        ("window", "respond"): ("NWP-011",),
        ("state", "waiting"): ("NWP-012",),
        ("calendar", "office"): ("NWP-013",),
        ("calendar line", "office"): ("NWP-014",),
        ("tier", "base"): ("NWP-015",),
        ("clause", "base.covers.repair"): ("NWP-016",),
        ("example", "Two hours"): ("NWP-017",),
        ("expectation", "respond due 2026-03-02 12:00"): ("NWP-018",),
        ("note", "As printed."): ("NWP-019",),
        ("assumption", "round_trip"): ("NWP-020",),
        ("note", "Greetings."): ("NWP-021",),
    }


def test_what_is_not_cited_is_told_once_where_it_is_missing() -> None:
    """`weak` lacks what `stopped` has; of `floor` nothing is cited, so it alone is named; a line that a calendar takes
    over belongs to the other one; a reading of the whole contract and an example need not cite."""
    missing = [(s.kind, s.name, s.origin.line) for s in statements(contract()) if not s.cited]
    assert missing == [
        ("fact value", "severity.weak", 12),
        ("fact", "floor", 14),
        ("define case", "rate", 19),
        ("calendar", "longer", 30),
        ("clause", "base.windows.respond", 33),
        ("clause", "base.accepts.channel", 34),
    ]


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.parent.name if p.name == "input.plan" else p.stem)
def test_no_citation_of_a_file_is_lost(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    written = _written(text)
    assert written
    kept = {source for s in statements(contract(text, path.name)) for source in s.sources}
    assert written - kept == set()


def test_every_record_of_the_model_that_cites_is_a_statement() -> None:
    made = contract()
    assert {s for one in statements(made) for s in one.sources} == set(_in_records(made)) == _written(PUMPS)


def _written(text: str) -> set[str]:
    """The ids cited anywhere in the tree of a file."""
    file, _ = parse(Source("case.plan", text))
    findings = Findings()
    found = set(Citations(None, findings)(tuple(_cited(file))))
    assert findings.all() == []
    return found


def _cited(node: object) -> Iterator[Cited]:
    if isinstance(node, Cited):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _cited(item)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _cited(getattr(node, field.name))


def _in_records(part: object) -> Iterator[str]:
    if isinstance(part, tuple):
        for item in part:
            yield from _in_records(item)
    elif isinstance(part, Record):
        for name in type(part).model_fields:
            value = getattr(part, name)
            yield from value if name == "sources" else _in_records(value)
