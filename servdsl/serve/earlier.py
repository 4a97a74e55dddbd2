"""How the examples came out when they were last run: what is shown of them until they have been run again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servdsl.backends.review import Trial
from servdsl.model import Contract
from servdsl.model.base import placeless
from servdsl.model.contract import Example


class Results:
    """Those of the last run, from one text of a contract to the next. `of_run`: nothing has changed since."""

    def __init__(self) -> None:
        self.trials: tuple[Trial, ...] = ()
        self.of_run = False
        self._contract: Contract | None = None

    def carry(self, contract: Contract) -> None:
        """Another text: what still reads alike keeps its result. Nothing of another contract is kept."""
        before = self._contract
        known = before is not None and before.name == contract.name and bool(self.trials)
        self.trials = _carried(before, self.trials, contract) if known and before is not None else ()
        self._contract, self.of_run = contract, False

    def take(self, trials: Sequence[Trial]) -> None:
        """They have been run."""
        self.trials, self.of_run = tuple(trials), True


def _carried(before: Contract, trials: Sequence[Trial], contract: Contract) -> tuple[Trial, ...]:
    """For each example of a contract how it came out in an earlier text, wherever it stood there; one that reads otherwise
    waits. Clauses that are gone are touched no more."""
    known: dict[str, list[tuple[Example, Trial]]] = {}
    for example, trial in zip(before.examples, trials, strict=True):
        known.setdefault(example.title, []).append((example, trial))
    clauses = frozenset(clause.id for clause in contract.clauses)
    return tuple(_result(example, known.get(example.title, ()), clauses) for example in contract.examples)


def _result(example: Example, known: Sequence[tuple[Example, Trial]], clauses: frozenset[str]) -> Trial:
    for one, trial in known:
        if one == example or placeless(one) == placeless(example):
            return trial if trial.touched <= clauses else replace(trial, touched=trial.touched & clauses)
    return Trial.untried(example)
