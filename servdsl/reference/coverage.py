"""Gates and coverage: whether a service is covered, and in which order that is found out (decisions 12, 15, 18, 56)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servdsl.model.contract import Clause
from servdsl.model.expressions import Builtin, FactRef
from servdsl.model.values import (
    Accepts,
    Charge,
    Conflicts,
    Excludes,
    LastsWhile,
    Needs,
    Offered,
    Quota,
    Requires,
    Share,
)
from servdsl.reference.case import Case
from servdsl.reference.cases import winner
from servdsl.reference.conditions import bare, truth
from servdsl.reference.explore import Decision, Rest, View, decide
from servdsl.reference.expressions import quantity
from servdsl.reference.money import by_calendar, cuts, priced

Covered = Literal["covered", "not_covered", "chargeable"]
Charged = Literal["charged", "nothing", "unsaid"]
Quotas = Literal["open", "exhausted", "beyond"]
Borne = Literal["positive", "zero", "silent"]

SERVICE = Builtin(name="service", type="choice")


@dataclass(frozen=True)
class Gate:
    """One clause (or all `accepts` of one fact): whether it refuses, or what that needs; and what it rests on."""

    refuses: bool | None
    needs: frozenset[str]
    rests: tuple[Rest, ...] = ()


# ── Gates ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def buying(case: Case) -> list[Gate]:
    """May it be bought?"""
    return [_gate(case, clause) for clause in case.held("offered", "requires", "conflicts")]


def lasting(case: Case) -> list[Gate]:
    """`lasts while`: is it in force as far as conditions go?"""
    return [_gate(case, clause) for clause in case.held("lasts_while")]


def using(case: Case) -> list[Gate]:
    """May the service be used?"""
    accepts = case.held("accepts")
    facts = dict.fromkeys(clause.thing for clause in accepts)
    gates = [_accepting(case, [c for c in accepts if c.thing == fact]) for fact in facts]
    return [*gates, *(_gate(case, clause) for clause in case.held("excludes", "needs"))]


def together(gates: list[Gate]) -> Literal["yes", "no", "undecided"]:
    """Whether all let it through: one certain refusal refuses (decision 12)."""
    if any(gate.refuses for gate in gates):
        return "no"
    return "undecided" if any(gate.refuses is None for gate in gates) else "yes"


def _gate(case: Case, clause: Clause) -> Gate:
    found = decide(lambda view: _refuses(case, view, clause))
    if not found.decided:
        return Gate(None, found.needs)
    return Gate(bool(found.value), frozenset(), (Rest(clause),) if found.value or _applies(case, clause) else ())


def _accepting(case: Case, clauses: list[Clause]) -> Gate:
    """All clauses that accept values of one fact: the union of what they admit."""
    found = [decide(lambda view, clause=clause: _admits(case, view, clause)) for clause in clauses]  # type: ignore[misc]
    admitting = [Rest(c) for c, one in zip(clauses, found, strict=True) if one.decided and one.value]
    if admitting:
        return Gate(False, frozenset(), tuple(admitting))
    if all(one.decided for one in found):
        return Gate(True, frozenset(), tuple(Rest(c) for c in clauses))
    return Gate(None, frozenset[str]().union(*(one.needs for one in found)))


def _refuses(case: Case, view: View, clause: Clause) -> bool:
    if isinstance(clause.value, Excludes) and _other_service(case, clause.value):
        return False
    holds = truth(case, view, clause.when)
    match clause.value:
        case Offered():
            return not holds
        case Requires() | LastsWhile() | Needs():
            return holds and not truth(case, view, clause.value.condition)
        case Conflicts():
            return holds and bool({case.given.tier, *case.given.addons} & set(clause.value.offers))
        case Excludes():
            return holds and _excluded(case, view, clause.value)
        case _:
            raise AssertionError(f"{clause.kind} is no such gate")


def _applies(case: Case, clause: Clause) -> bool:
    """Whether a gate that lets it through says so for these facts: a reason too, but for what only refuses."""
    if isinstance(clause.value, Conflicts | Excludes):
        return False
    found = decide(lambda view: isinstance(clause.value, Offered) or truth(case, view, clause.when))
    return found.decided and bool(found.value)


def _admits(case: Case, view: View, clause: Clause) -> bool:
    assert isinstance(clause.value, Accepts)
    values = clause.value.values
    return truth(case, view, clause.when) and (values is None or bare(case, view, _fact(case, clause.thing)) in values)


def _other_service(case: Case, value: Excludes) -> bool:
    """Whether the service asked for is known and none of those excluded."""
    return bool(value.services) and case.service is not None and case.service not in value.services


def _excluded(case: Case, view: View, value: Excludes) -> bool:
    if value.services and bare(case, view, SERVICE) not in value.services:
        return False
    return value.fact is None or bare(case, view, _fact(case, value.fact)) in value.values


def _fact(case: Case, name: str) -> FactRef:
    return FactRef(name=name, type=case.book.facts[name].type)


# ── Coverage ────────────────────────────────────────────────────────────────────────────────────────────────────────


def coverage(
    case: Case, bought: list[Gate], in_force: str, quotas: Decision[Quotas], included: Decision[bool]
) -> Decision[Covered]:
    """Whether the service of this case is covered, step by step; an open step branches (decision 56).

    What may be bought and is in force is presumed where facts are missing (decision 15).
    """
    refused = in_force == "no" or together(bought) == "no"
    gates = using(case)
    share = decide(lambda view: _borne(case, view))
    charged = decide(lambda view: _charged(case, view))
    beyond = any(isinstance(c.value, Quota) and c.value.beyond is not None for c in case.held("quota"))
    states: tuple[Quotas, ...] = ("open", "exhausted", "beyond") if beyond else ("open", "exhausted")

    def part(view: View) -> Covered:
        for index, gate in enumerate(gates):
            if gate.refuses or (
                gate.refuses is None and view.read(("gate", str(index)), lambda: (False, True), gate.needs)
            ):
                return "not_covered"
        told = charged.in_view(view, ("charged",), ("charged", "nothing", "unsaid"))
        state = quotas.in_view(view, ("quotas",), states)
        if state != "open":
            return "chargeable" if state == "beyond" or told == "charged" else "not_covered"
        borne = share.in_view(view, ("share",), ("positive", "zero", "silent"))
        if borne == "positive":
            return "covered"
        free = told == "nothing" or included.in_view(view, ("included",), (False, True))
        if borne == "silent" and free:
            return "covered"
        return "chargeable" if told == "charged" else "not_covered"

    if refused or any(gate.refuses for gate in gates):
        return Decision(True, "not_covered", frozenset(), [], None, ["not_covered"])
    return decide(part)


def borne_share(case: Case, view: View) -> Clause | None:
    """The clause that says which part of a service's cost the vendor bears."""
    assert case.service is not None
    return winner(case, view, "share", case.service)


def _borne(case: Case, view: View) -> Borne:
    clause = borne_share(case, view)
    if clause is None:
        return "silent"
    assert isinstance(clause.value, Share)
    return "positive" if quantity(case, clause.value.share) > 0 else "zero"


def _charged(case: Case, view: View) -> Charged:
    """Whether the customer pays: over all stretches of the time worked, where it is known and the rates split it."""
    assert case.service is not None
    split = case.given.worked and by_calendar(case, case.service)
    times = [case.during(start) for start, _ in cuts(case, view, case.service)] if split else [case]
    found = [_charged_at(time, view, case.service) for time in times]
    return "charged" if "charged" in found else "nothing" if "nothing" in found else "unsaid"


def _charged_at(case: Case, view: View, service: str) -> Charged:
    clause = winner(case, view, "charge", service)
    if clause is None:
        return "unsaid"
    assert isinstance(clause.value, Charge)
    one = priced(case, clause.value.price)
    least = quantity(case, clause.value.minimum_amount) if clause.value.minimum_amount is not None else 0
    return "nothing" if one.by == "free" or (one.amount == 0 and least == 0) else "charged"
