"""Which add-ons a tier can be held with: what both require can hold at once, and neither excludes the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from servdsl.cells import Study, TooManyCells, composed
from servdsl.model.expressions import Condition, Expr, Holds, children
from servdsl.model.values import Conflicts


class Holding:
    """Answers for one contract, exactly, over the cells of the conditions involved."""

    def __init__(self, study: Study) -> None:
        self._contract = study.contract
        self._study = study
        self.together = cache(self._together)

    def _together(self, tier: str, addon: str) -> bool:
        """Whether a customer may hold both; yes where that cannot be told."""
        if addon in self._refused(tier) or tier in self._refused(addon):
            return False
        gates = self._study.layers.gates
        where = [*gates(tier), *gates(addon), *self._others(addon)]
        try:
            return self._study.can_hold(where)
        except TooManyCells:
            return True

    def _refused(self, offer: str) -> set[str]:
        layers = self._contract.lineage(offer)
        clauses = (clause for layer in layers for clause in self._contract.clauses_of(layer, "conflicts"))
        named = (c.value.offers for c in clauses if isinstance(c.value, Conflicts) and c.when is None)
        return {name for names in named for name in names}

    def _others(self, addon: str) -> Iterator[Condition]:
        """What the add-ons ask that this one names, and those that they name: an add-on may require another."""
        seen, waiting = {addon}, [addon]
        while waiting:
            for gate in self._study.layers.gates(waiting.pop()):
                for other in dict.fromkeys(held(gate)):
                    if other in self._study.addons and other not in seen:
                        seen.add(other)
                        waiting.append(other)
                        yield from self._if_held(other)

    def _if_held(self, addon: str) -> Iterator[Condition]:
        for gate in self._study.layers.gates(addon):
            yield composed.implies(composed.held(addon), gate)


def held(condition: Expr) -> Iterator[str]:
    """The offers that a condition asks about."""
    if isinstance(condition, Holds):
        yield condition.offer
    for child in children(condition):
        yield from held(child)
