"""Gates: what refuses a ticket or a purchase. Each clause is decided alone, and clauses combine by three-valued logic: one
certain refusal refuses (decisions 12, 15, 18)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .case import Case, Known, Moment
from .decide import Agreed, Outcome, agree
from .declare import Clause
from .index import Index
from .records import Record
from .values import Accepts, Conflicts, Excludes, LastsWhile, Needs, Offered, Requires

_YES, _NO = Outcome(Known(True)), Outcome(Known(False))


class Verdict(Record):
    """Yes, no, or None with the facts that would tell. `clauses` are those that it rests on."""

    holds: bool | None
    needs: frozenset[str] = frozenset()
    clauses: tuple[Clause, ...] = ()


def verdict(agreed: Agreed, clauses: tuple[Clause, ...] = ()) -> Verdict:
    """A yes/no over all completions as a verdict."""
    return Verdict(agreed.value if agreed.known else None, agreed.needs, clauses)


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """Yes where all hold, no where one certainly does not."""
    listed = tuple(verdicts)
    clauses = tuple(clause for one in listed for clause in one.clauses)
    if any(one.holds is False for one in listed):
        return Verdict(holds=False, clauses=clauses)
    needs = frozenset[str]().union(*(one.needs for one in listed if one.holds is None))
    return Verdict(None if any(one.holds is None for one in listed) else True, needs, clauses)


def tested(moment: Moment, test: Callable[[Case], bool]) -> Verdict:
    """A condition over all completions."""
    return verdict(agree(moment, lambda case: _YES if test(case) else _NO))


def applies(moment: Moment, clause: Clause) -> Verdict:
    """Whether a clause's guard holds."""
    return tested(moment, lambda case: case.holds(clause.when))


def may_be_bought(moment: Moment, index: Index, layers: tuple[str, ...], held: frozenset[str]) -> Verdict:
    """Whether `offered`, `requires` and `conflicts` allow the offers held."""
    return every(
        (
            *(_bought(moment, clause, held) for clause in index.all_of(layers, "offered")),
            *(_bought(moment, clause, held) for clause in index.all_of(layers, "requires")),
            *(_bought(moment, clause, held) for clause in index.all_of(layers, "conflicts")),
        )
    )


def _bought(moment: Moment, clause: Clause, held: frozenset[str]) -> Verdict:
    value = clause.value
    if isinstance(value, Offered):
        found = applies(moment, clause)
        return found.replace(clauses=(clause,) if found.holds is not None else ())
    if isinstance(value, Conflicts):
        clash = not held.isdisjoint(value.offers)
        found = tested(moment, lambda case: not (clash and case.holds(clause.when)))
        return found.replace(clauses=(clause,) if found.holds is False else ())
    assert isinstance(value, Requires)
    return _duty(moment, clause, value)


def _duty(moment: Moment, clause: Clause, value: Requires | Needs | LastsWhile) -> Verdict:
    """`requires`, `needs` and `lasts while`: a reason either way where the guard holds."""
    found = tested(moment, lambda case: not case.holds(clause.when) or case.holds(value.holds))
    reason = found.holds is not None and applies(moment, clause).holds is True
    return found.replace(clauses=(clause,) if reason else ())


def lasting(moment: Moment, index: Index, layers: tuple[str, ...]) -> Verdict:
    """Whether every `lasts while` holds."""
    clauses = index.all_of(layers, "lasts_while")
    return every(_duty(moment, clause, clause.value) for clause in clauses if isinstance(clause.value, LastsWhile))


def admitting(
    moment: Moment, index: Index, layers: tuple[str, ...], service: str | None, known: dict[str, Verdict]
) -> tuple[Verdict, ...]:
    """Whether `accepts`, `excludes` and `needs` let a ticket for a service pass, each decided alone. Verdicts that are the
    same for every service are kept in `known`."""
    found = []
    for fact in index.things_of(layers, "accepts"):
        clauses = tuple(clause for clause in index.all_of(layers, "accepts") if clause.thing == fact)
        told = known.get(fact) or _accepted(moment, clauses, fact)
        if not any(index.asks_service(clause) for clause in clauses):
            known[fact] = told
        found.append(told)
    for clause in (*index.all_of(layers, "excludes"), *index.all_of(layers, "needs")):
        value = clause.value
        if isinstance(value, Excludes) and value.services and service not in value.services:
            continue  # a service that is not asked for is none of those excluded
        told = known.get(clause.id) or _passed(moment, clause)
        if not index.asks_service(clause):
            known[clause.id] = told
        found.append(told)
    return tuple(found)


def _passed(moment: Moment, clause: Clause) -> Verdict:
    value = clause.value
    if isinstance(value, Excludes):
        return _not_excluded(moment, clause, value)
    assert isinstance(value, Needs)
    return _duty(moment, clause, value)


def _accepted(moment: Moment, clauses: tuple[Clause, ...], fact: str) -> Verdict:
    """A fact's clauses admit by union; where none does, all of them refuse."""
    found = [(clause, _admitted(moment, clause, fact)) for clause in clauses]
    passing = tuple(clause for clause, one in found if one.holds is True)
    if passing:
        return Verdict(holds=True, clauses=passing)
    if all(one.holds is False for _, one in found):
        return Verdict(holds=False, clauses=clauses)
    return Verdict(None, frozenset[str]().union(*(one.needs for _, one in found)))


def _admitted(moment: Moment, clause: Clause, fact: str) -> Verdict:
    value = clause.value
    assert isinstance(value, Accepts)
    values = value.values
    return tested(moment, lambda case: case.holds(clause.when) and (values is None or case.read(fact) in values))


def _not_excluded(moment: Moment, clause: Clause, value: Excludes) -> Verdict:
    fact = value.fact

    def passes(case: Case) -> bool:
        return not (case.holds(clause.when) and (fact is None or case.read(fact) in value.values))

    found = tested(moment, passes)
    return found.replace(clauses=(clause,) if found.holds is False else ())
