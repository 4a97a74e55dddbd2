"""What an offer refuses, as conditions: a ticket is admitted where none of them holds (decision 18).

accepts channel email                     not (channel is email)
accepts channel phone when urgent         … or (urgent and channel is phone): the clauses of a fact admit by union
excludes advice when severity is other    severity is other and service is advice
needs photos_given                        not photos_given
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servdsl.cells.layers import Layers
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.expressions import And, Builtin, Expr, FactRef, Literal, Not, OneOf, Or, ValueRef
from servdsl.model.values import Accepts, Excludes, Needs

_SERVICE = Builtin(name="service", type="choice")
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
        return Not(item=self.condition)


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
                found.append(Refusal((clause,), _both(Not(item=clause.value.condition), clause.when)))
            case _:
                pass
    for name, clauses in accepting.items():
        admitted = Or(items=tuple(_both(_admitted(named[name], clause), clause.when) for clause in clauses))
        found.append(Refusal(tuple(clauses), Not(item=admitted)))
    return tuple(found)


def admitted(contract: Contract, clause: Clause) -> Expr:
    """The values that an `accepts` admits, as a condition, without its guard."""
    return _admitted(_named(contract)[clause.thing], clause)


def _named(contract: Contract) -> dict[str, Expr]:
    """Facts and defined values by name."""
    values = {define.name: ValueRef(name=define.name, type=define.type) for define in contract.defines}
    return {**values, **{fact.name: FactRef(name=fact.name, type=fact.type) for fact in contract.facts}}


def _admitted(fact: Expr, clause: Clause) -> Expr:
    assert isinstance(clause.value, Accepts)
    return _YES if clause.value.values is None else OneOf(item=fact, values=clause.value.values)


def _excluded(value: Excludes, named: Mapping[str, Expr]) -> Expr:
    if value.services:
        return OneOf(item=_SERVICE, values=value.services)
    if value.fact is not None:
        return OneOf(item=named[value.fact], values=value.values)
    return _YES


def _both(condition: Expr, guard: Expr | None) -> Expr:
    return condition if guard is None else And(items=(guard, condition))
