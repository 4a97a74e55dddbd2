"""How the examples came out when they were last run: what the page shows of them until they have been run again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servdsl.backends.review import Trial
from servdsl.model import Contract
from servdsl.model.base import placeless
from servdsl.model.contract import Example


def earlier(before: Contract, trials: Sequence[Trial], contract: Contract) -> tuple[Trial, ...]:
    """For each example of a contract how it came out in an earlier text, wherever it stood there; one that reads otherwise
    waits. Clauses that are gone are touched no more."""
    known: dict[str, list[tuple[Example, Trial]]] = {}
    for example, trial in zip(before.examples, trials, strict=True):
        known.setdefault(example.title, []).append((example, trial))
    clauses = frozenset(clause.id for clause in contract.clauses)
    return tuple(_carried(example, known.get(example.title, ()), clauses) for example in contract.examples)


def _carried(example: Example, known: Sequence[tuple[Example, Trial]], clauses: frozenset[str]) -> Trial:
    for one, trial in known:
        if one == example or placeless(one) == placeless(example):
            return trial if trial.touched <= clauses else replace(trial, touched=trial.touched & clauses)
    return Trial.untried(example)
