"""Gates and coverage: whether a service is covered, and in which order that is found out (decisions 12, 15, 18, 56)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from servdsl.model.contract import Clause
from servdsl.model.expressions import FactRef
from servdsl.model.values import Accepts, Charge, Conflicts, Excludes, LastsWhile, Needs, Requires, Share
from servdsl.reference.case import Case
from servdsl.reference.cases import winner
from servdsl.reference.conditions import known_or_assumed, truth
from servdsl.reference.explore import Decision, Rest, View, decide
from servdsl.reference.expressions import quantity
from servdsl.reference.money import priced

Covered = Literal["covered", "not_covered", "chargeable"]
YesNo = Literal["yes", "no", "undecided"]


@dataclass
class Gate:
    """What clauses of one kind let through: decided alone each, combined in three values."""

    passes: YesNo = "yes"
    needs: frozenset[str] = frozenset()
    rests: list[Rest] = field(default_factory=list)

    def also(self, other: Gate) -> Gate:
        """Both must let it through: one certain refusal refuses."""
        passes: YesNo = "no" if "no" in (self.passes, other.passes) else (
            "undecided" if "undecided" in (self.passes, other.passes) else "yes"
        )
        return Gate(passes, self.needs | other.needs, [*self.rests, *other.rests])

    def or_else(self, other: Gate) -> Gate:
        """Either lets it through."""
        passes: YesNo = "yes" if "yes" in (self.passes, other.passes) else (
            "undecided" if "undecided" in (self.passes, other.passes) else "no"
        )
        return Gate(passes, self.needs | other.needs, [*self.rests, *other.rests])


def asked(case: Case, part: Callable[[View], bool]) -> Gate:
    """A yes/no question by itself."""
    found = decide(part)
    if not found.decided:
        return Gate("undecided", found.needs)
    return Gate("yes" if found.value else "no")


def buying(case: Case) -> Gate:
    """Whether it may be bought: `offered`, `requires`, `conflicts`."""
    gate = Gate()
    for clause in case.held("offered", "requires", "conflicts"):
        gate = gate.also(_shown(clause, _buying(case, clause)))
    return gate


def lasting(case: Case) -> Gate:
    """`lasts while`: in force only while this holds."""
    gate = Gate()
    for clause in case.held("lasts_while"):
        assert isinstance(clause.value, LastsWhile)
        gate = gate.also(_shown(clause, _where(case, clause, clause.value.condition)))
    return gate
