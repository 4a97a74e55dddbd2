"""Questions put to the reference interpreter of both contracts; each is asked once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from servdsl import reference
from servdsl.differences.names import Names
from servdsl.differences.outcomes import Outcome, Terms, compare, terms_of
from servdsl.differences.records import Question
from servdsl.model import Contract

Refused = tuple[str | None, str | None]
"""What each contract says to facts that it cannot take; None where it takes them."""


class Replay:
    """Both contracts as they are written, each with its reference interpreter."""

    def __init__(self, old: Contract, new: Contract, names: Names) -> None:
        self._contracts = (reference.Reference(old), reference.Reference(new))
        self.terms: Terms = terms_of(old, new, names)
        self._known: dict[tuple[int, str], Mapping[str, Any] | str] = {}

    def ask(self, question: Question) -> list[Outcome] | Refused:
        """Where the answers differ; or what the contract says that cannot take the facts."""
        before, after = self._answer(0, question.old), self._answer(1, question.new)
        if isinstance(before, str) or isinstance(after, str):
            return (before if isinstance(before, str) else None, after if isinstance(after, str) else None)
        return compare(before, after, self.terms)

    def needs(self, question: Question, path: tuple[str, str]) -> frozenset[str]:
        """The facts that either contract still needs for a part of its answer (for all of its kind, where that part is
        not there): under the new contract's names."""
        found: set[str] = set()
        for side, facts in ((0, question.old), (1, question.new)):
            answer = self._answer(side, facts)
            if isinstance(answer, str):
                continue
            names = self.terms.names
            for need in _needed(answer, *path):
                found.add(names.facts.get(need, names.values.get(need, need)) if side == 0 else need)
        return frozenset(found)

    def _answer(self, side: int, facts: Mapping[str, Any]) -> Mapping[str, Any] | str:
        key = side, json.dumps(facts, sort_keys=True, default=str)
        if key not in self._known:
            try:
                self._known[key] = self._contracts[side].answer(facts)
            except reference.InputErrors as error:
                self._known[key] = "; ".join(error.sentences)
        return self._known[key]

    def prices(
        self, question: Question, names: tuple[str, str], number: int, held: tuple[str, ...]
    ) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
        """The price of the tier, or of the first add-on held, for another value of a fact; None where there is none."""
        found: list[Mapping[str, Any] | None] = []
        for side, facts in ((0, question.old), (1, question.new)):
            answer = self._answer(side, {**facts, names[side]: number})
            if isinstance(answer, str):
                found.append(None)
                continue
            addons = answer["addons"]
            found.append(next(iter(addons.values()), None) if held and addons else answer["price"])
        return found[0], found[1]


def _needed(answer: Mapping[str, Any], kind: str, name: str) -> Iterator[str]:
    parts = answer[kind] or {}
    alone = [parts[name]] if name in parts else [parts] if "needs" in parts else list(parts.values())
    for part in alone:
        if isinstance(part, Mapping):
            yield from part.get("needs", ())
