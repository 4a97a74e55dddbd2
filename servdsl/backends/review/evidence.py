"""What other parts found out about a contract and the page shows: the page itself decides nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from servdsl.diagnostics import Diagnostic
from servdsl.model.contract import Allowance, Example
from servdsl.traceability import Traceability


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn picture: `name` is its file's stem, `dot` its text, `svg` clean and inline, `table` its words row by row."""

    name: str
    title: str
    about: str
    dot: str
    svg: str
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """How an example came out: for each expectation what was found, None where it holds; `refused`: why it could not be
    asked at all; `waiting`: it has not been run yet. `touched`: the ids of the clauses on which its answers rest."""

    found: tuple[str | None, ...]
    touched: frozenset[str]
    refused: str = ""
    waiting: bool = False

    @staticmethod
    def untried(example: Example) -> Trial:
        """That of an example which nobody has run."""
        return Trial((None,) * len(example.expects), frozenset(), waiting=True)

    @property
    def holds(self) -> bool:
        return not self.waiting and not self.fails

    @property
    def fails(self) -> bool:
        return bool(self.refused) or any(one is not None for one in self.found)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A signature as the page shows it. `changes`: what is no longer as signed, empty while the signature holds."""

    by: str
    on: str
    changes: tuple[tuple[str, str], ...] = ()  # "changed", "added" or "removed", and the statement's name


@dataclass(frozen=True, slots=True)
class Evidence:
    """All of it; every part may be missing. `trials`: one for each example, in the order of the contract; `outdated`: they
    are those of an earlier text, as far as its examples read alike."""

    figures: tuple[Figure, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    allowed: tuple[tuple[Diagnostic, Allowance], ...] = ()
    trials: tuple[Trial, ...] = ()
    outdated: bool = False
    traced: Traceability | None = None
    stamp: Stamp | None = None
    fingerprint: str = ""
    examples_of: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, tuple[int, ...]] = {}
        for number, trial in enumerate(self.trials, 1):
            for clause in trial.touched:
                found[clause] = (*found.get(clause, ()), number)
        object.__setattr__(self, "examples_of", found)
