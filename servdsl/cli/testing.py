"""`servdsl test`: the examples on freshly generated evaluators, and what they touch."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servdsl import embedding, examples
from servdsl.cli import terminal
from servdsl.examples import CELLS, Coverage, Failure, Item, Outcome
from servdsl.messages import said, say
from servdsl.model import Contract

_LEVELS = {"answered": say("answered, but no example looks at it"), "untouched": say("no example")}


@dataclass(frozen=True, slots=True)
class Tested:
    """One contract with the outcome of its examples; `coverage` where it was asked for."""

    contract: Contract
    outcome: Outcome
    coverage: Coverage | None

    @property
    def failed(self) -> int:
        return len(self.contract.examples) - self.outcome.passed


def run_examples(contracts: Sequence[Contract], with_coverage: bool) -> list[Tested]:
    """Run the examples of contracts."""
    tested: list[Tested] = []
    with terminal.progress(say("testing"), len(contracts)) as step:
        for contract in contracts:
            step(contract.name)
            outcome = embedding.outcome(contract)
            coverage = examples.coverage(contract, outcome.answered) if with_coverage else None
            tested.append(Tested(contract, outcome, coverage))
    return tested


def rendered(tested: Sequence[Tested], form: str) -> str:
    """What the examples showed, as text or JSON."""
    writers: dict[str, Callable[[], str]] = {"json": lambda: json.dumps(_json(tested), ensure_ascii=False, indent=2)}
    return writers.get(form, lambda: _text(tested))()


# ── Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(tested: Sequence[Tested]) -> str:
    lines: list[str] = []
    for one in tested:
        lines += [_failure(failure) for failure in one.outcome.failures]
        lines += _coverage(one.coverage) if one.coverage is not None else []
    passed = sum(one.outcome.passed for one in tested)
    lines.append(say("{passed} passed, {failed} failed", passed=passed, failed=sum(one.failed for one in tested)))
    return "\n".join(said(line, terminal.language()) for line in lines)


def _failure(failure: Failure) -> str:
    example = failure.example
    place = (failure.expect or example).origin
    if failure.expect is None:
        return say('{place}: example "{title}": {found}', place=place, title=example.title, found=failure.found)
    return say(
        '{place}: example "{title}": expected `{expected}`, found {found}',
        place=place,
        title=example.title,
        expected=failure.expect.text,
        found=failure.found,
    )


def _coverage(coverage: Coverage) -> list[str]:
    half = coverage.count(True, "answered") + coverage.count(False, "answered")
    total = say(
        "{contract}: {cells} of {all_cells} cells and {others} of {all_others} other statements touched by an example",
        contract=coverage.contract,
        cells=coverage.count(True, "expected"),
        all_cells=coverage.count(True),
        others=coverage.count(False, "expected"),
        all_others=coverage.count(False),
    )
    if half:
        total = say("{total}; {half} more answered, but not looked at", total=total, half=half)
    lines = [
        say("  {place}: {item}: {level}", place=item.origin, item=_words(item), level=_LEVELS[item.level])
        for item in coverage.missing
    ]
    return [*lines, total]


def _words(item: Item) -> str:
    layer = f" in `{item.layer}`" if item.layer else ""
    return f"{item.kind} {item.name}{layer}".rstrip()


# ── For programs ────────────────────────────────────────────────────────────────────────────────────────────────────


def _json(tested: Sequence[Tested]) -> dict[str, object]:
    return {
        "passed": sum(one.outcome.passed for one in tested),
        "failed": sum(one.failed for one in tested),
        "failures": [_failed(one.contract, failure) for one in tested for failure in one.outcome.failures],
        "coverage": [_covered(one.coverage) for one in tested if one.coverage is not None],
    }


def _failed(contract: Contract, failure: Failure) -> dict[str, object]:
    origin = failure.expect.origin if failure.expect is not None else failure.example.origin
    return {
        "contract": contract.name,
        "example": failure.example.title,
        "file": origin.file,
        "line": origin.line,
        "expected": failure.expect.text if failure.expect is not None else None,
        "found": failure.found,
    }


def _covered(coverage: Coverage) -> dict[str, object]:
    return {
        "contract": coverage.contract,
        "cells": {"all": coverage.count(True), "expected": coverage.count(True, "expected")},
        "statements": {"all": coverage.count(False), "expected": coverage.count(False, "expected")},
        "items": [
            {
                "kind": item.kind,
                "name": item.name,
                "layer": item.layer or None,
                "file": item.origin.file,
                "line": item.origin.line,
                "cell": item.kind in CELLS,
                "level": item.level,
            }
            for item in coverage.items
        ],
    }
