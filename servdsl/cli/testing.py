"""`servdsl test`: the examples on freshly generated evaluators, and what they touch."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servdsl import embedding, examples
from servdsl.cli import terminal
from servdsl.examples import CELLS, Coverage, Failure, Item, Outcome
from servdsl.model import Contract

_LEVELS = {"answered": "answered, but no example looks at it", "untouched": "no example"}


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
    with terminal.progress("testing", len(contracts)) as step:
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
    return "\n".join([*lines, f"{passed} passed, {sum(one.failed for one in tested)} failed"])


def _failure(failure: Failure) -> str:
    example = failure.example
    if failure.expect is None:
        return f'{example.origin}: example "{example.title}": {failure.found}'
    return (
        f'{failure.expect.origin}: example "{example.title}": expected `{failure.expect.text}`, found {failure.found}'
    )


def _coverage(coverage: Coverage) -> list[str]:
    cells, statements = (
        f"{coverage.count(kind, 'expected')} of {coverage.count(kind)} {word}"
        for kind, word in ((True, "cells"), (False, "other statements"))
    )
    half = coverage.count(True, "answered") + coverage.count(False, "answered")
    answered = f"; {half} more answered, but not looked at" if half else ""
    return [
        *(f"  {item.origin}: {_words(item)}: {_LEVELS[item.level]}" for item in coverage.missing),
        f"{coverage.contract}: {cells} and {statements} touched by an example{answered}",
    ]


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
