"""What an offer refuses, as conditions: a ticket is admitted where none of them holds (decision 18).

accepts channel email                     not (channel is email)
accepts channel phone when urgent         … or (urgent and channel is phone): the clauses of a fact admit by union
excludes advice when severity is other    severity is other and service is advice
needs photos_given                        not photos_given
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servdsl.cells.composed import SERVICE, every, fact, no, one_of, some, value
from servdsl.cells.layers import Layers
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.expressions import Expr, Literal
from servdsl.model.values import Accepts, Excludes, Needs

_YES = Literal(type="yes_no", value="yes")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A condition under which tickets are refused, and the clauses that say so together. `services`: those concerned;
    empty: all."""

    clauses: tuple[Clause, ...]
    condition: Expr
    services: tuple[str, ...] = ()

    @property
    def admits(self) -> Expr:
        """Where it refuses nothing."""
        return no(self.condition)


def refusals(contract: Contract, layers: Layers, offer: str) -> tuple[Refusal, ...]:
    """Everything for which an offer refuses tickets, from near to far."""
    named = _named(contract)
    accepting: dict[str, list[Clause]] = {}
    found: list[Refusal] = []
    for clause in layers.clauses_of(offer):
        match clause.value:
            case Accepts():
                accepting.setdefault(clause.thing, []).append(clause)
            case Excludes():
                found.append(
                    Refusal((clause,), _both(_excluded(clause.value, named), clause.when), clause.value.services)
                )
            case Needs():
                found.append(Refusal((clause,), _both(no(clause.value.condition), clause.when)))
            case _:
                pass
    for name, clauses in accepting.items():
        admitted = some(_both(_admitted(named[name], clause), clause.when) for clause in clauses)
        found.append(Refusal(tuple(clauses), no(admitted)))
    return tuple(found)


def admitted(contract: Contract, clause: Clause) -> Expr:
    """The values that an `accepts` admits, as a condition, without its guard."""
    return _admitted(_named(contract)[clause.thing], clause)


def _named(contract: Contract) -> dict[str, Expr]:
    """Facts and defined values by name."""
    values = {one.name: value(one.name, one.type) for one in contract.defines}
    return {**values, **{one.name: fact(one.name, one.type) for one in contract.facts}}


def _admitted(told: Expr, clause: Clause) -> Expr:
    assert isinstance(clause.value, Accepts)
    return _YES if clause.value.values is None else one_of(told, clause.value.values)


def _excluded(said: Excludes, named: Mapping[str, Expr]) -> Expr:
    if said.services:
        return one_of(SERVICE, said.services)
    if said.fact is not None:
        return one_of(named[said.fact], said.values)
    return _YES


def _both(condition: Expr, guard: Expr | None) -> Expr:
    return condition if guard is None else every(guard, condition)
