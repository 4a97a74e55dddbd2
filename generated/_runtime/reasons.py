"""The reasons of an answer: which clauses it rests on, in the order of the contract, with their arithmetic."""

from __future__ import annotations

from collections.abc import Iterable

from .answers import Reason
from .decide import Agreed
from .declare import Clause
from .index import Index


class Reasons:
    """Gathers the clauses on which the parts of an answer rest, and the problems that kept parts from being decided."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._clauses: dict[str, Clause] = {}
        self._steps: dict[str, tuple[str, ...]] = {}
        self.problems: dict[str, None] = {}

    def rest_on(self, clauses: Iterable[Clause], steps: tuple[str, ...] = ()) -> None:
        """These clauses, with the arithmetic of the first."""
        for clause in clauses:
            self._clauses[clause.id] = clause
            if steps:
                self._steps.setdefault(clause.id, steps)
                steps = ()

    def decided(self, part: str, agreed: Agreed, steps: tuple[str, ...] = ()) -> Agreed:
        """A part of the answer: its clauses where it is decided, both clauses of a conflict where it cannot be."""
        if agreed.known:
            self.rest_on(agreed.clauses, steps)
        elif agreed.problem:
            self.problem(part, agreed.problem)
            self.rest_on(agreed.clauses)
        return agreed

    def problem(self, part: str, sentence: str) -> None:
        """What kept a part from being decided; a sentence that does not say so begins with the part's name."""
        bare = sentence.startswith(("due after", "no calendar", "divided by", "a length"))
        self.problems[f"{part}: {sentence}" if bare else sentence] = None

    def listed(self) -> tuple[Reason, ...]:
        """In the order of the contract."""
        ordered = sorted(self._clauses.values(), key=self._index.order)
        return tuple(
            Reason(clause.id, clause.says, clause.at, clause.sources, self._steps.get(clause.id, ()))
            for clause in ordered
        )

    def assumptions(self) -> tuple[str, ...]:
        """The readings that share a citation with a reason, in the order of the contract."""
        cited = {source for clause in self._clauses.values() for source in clause.sources}
        return tuple(one.name for one in self._index.contract.assumptions if not cited.isdisjoint(one.sources))
