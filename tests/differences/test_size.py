"""Contracts of real size against small edits, and what has too many cells."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from servdsl import pipeline
from servdsl.differences import Difference, compare
from servdsl.model import Contract
from servdsl.source import Source
from tests.differences.plans import contract

ROOT = Path(__file__).parents[2]
SECONDS = 20
"""A few seconds on an idle machine; this one may be busy."""


def real(name: str, *edits: tuple[str, str]) -> Contract:
    text = (ROOT / "contracts" / f"{name}.plan").read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    checked = pipeline.check_text(Source(f"{name}.plan", text), Path(f"{name}.plan"))
    assert checked.contract is not None
    return checked.contract


def within_seconds(old: Contract, new: Contract) -> Difference:
    began = time.perf_counter()
    found = compare(old, new)
    assert time.perf_counter() - began < SECONDS
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "contracts").glob("*.plan")))
def test_a_real_contract_is_equal_to_itself(name: str) -> None:
    found = within_seconds(real(name), real(name))
    assert found.same_meaning
    assert found.structure == ()


EDITS = [
    (
        "intecnia",
        ("8 business hours          when severity is s1", "6 business hours          when severity is s1"),
        ("promise", "respond", "better"),
    ),
    (
        "intecnia",
        ("monday to friday 09:00-14:00, 16:00-19:00", "monday to friday 09:00-14:00, 16:00-18:00"),
        ("hours", "office", "worse"),
    ),
    ("intecnia", ("excludes subject development", "excludes subject question, development"), ("excludes", "", "worse")),
    (
        "lastcall",
        ("at most 3 requests per calendar month", "at most 2 requests per calendar month"),
        ("quota", "request", "worse"),
    ),
]


@pytest.mark.parametrize(("name", "edit", "wanted"), EDITS, ids=[wanted[0] for _, _, wanted in EDITS])
def test_a_small_edit_of_a_real_contract(name: str, edit: tuple[str, str], wanted: tuple[str, str, str]) -> None:
    found = within_seconds(real(name), real(name, edit))
    assert [(c.kind, c.thing, c.verdict) for c in found.changes] == [wanted]
    assert found.doubts == ()


def test_contracts_that_have_nothing_in_common() -> None:
    found = within_seconds(real("lastcall"), real("intecnia"))
    offers = {(change.thing, change.verdict) for change in found.changes if change.kind == "offer"}
    assert offers >= {("standard", "worse"), ("advanced", "worse"), ("basic", "better"), ("corporate", "better")}


def many(cells: int) -> str:
    """A contract whose promise depends on a whole number, told apart into so many parts, and on two others."""
    cases = "\n".join(f"    {n + 1} hours when a is {n} and b is {n} and c is {n}" for n in range(cells))
    return f"""contract many {{
  language en
  zone Europe/Lisbon
  in force from 2026-01-01
}}
fact a whole 0 to {cells}
fact b whole 0 to {cells}
fact c whole 0 to {cells}
window respond from opened to responded
tier one {{
  respond within {{
{cases}
    99 hours otherwise
  }}
}}
"""


def test_what_has_too_many_cells_is_named_and_might_be_worse() -> None:
    checked = [
        pipeline.check_text(Source("many.plan", text), Path("many.plan")).contract
        for text in (many(30), many(30).replace("99 hours", "98 hours"))
    ]
    assert checked[0] is not None
    assert checked[1] is not None
    found = compare(checked[0], checked[1])
    assert found.changes == ()
    (doubt,) = found.doubts
    assert (doubt.kind, doubt.thing) == ("promise", "respond")
    assert "cells" in doubt.why
    assert found.fails("worse")


def test_the_base_contract_is_fast() -> None:
    text = many(12)
    found = within_seconds(contract(text), contract(text.replace("99 hours", "98 hours")))
    assert [(c.kind, c.verdict) for c in found.changes] == [("promise", "better")]
