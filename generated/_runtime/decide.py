"""Deciding a value: every completion of the missing facts is tried, and what all of them agree on is the answer.

    price: 900 EUR when pump_value < 50_000 EUR, 2% of pump_value otherwise;    pump_value missing
    →  one completion below 50,000 gives 900 EUR, one above lacks pump_value: undecided, needs pump_value

Decisions 2, 3, 5, 6 and 11 to 13, 17 to 20 are the source of every rule here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product
from typing import Any, Literal, TypeAlias

from .case import Case, Found, Known, Lacking, Moment, NoValue, Unknown, computed
from .declare import (
    Clause,
    Compared,
    Conflict,
    Decision,
    Define,
    During,
    Holds,
    InForce,
    Member,
    Row,
    StateIs,
    WindowIs,
)
from .records import Record
from .values import Attends, Kind, Money

Ranks: TypeAlias = tuple[tuple[str, ...], ...]
"""Layers from near to far; those of one rank stand equally near."""

MOST_COMPLETIONS = 10_000
"""More cells than this in one value are refused when a contract is compiled (decision 10)."""


class Outcome(Record):
    """What one completion gives, and the clauses that it rests on."""

    found: Found
    clauses: tuple[Clause, ...] = ()


class Agreed(Record):
    """What all completions give: a value, or the facts that are needed. `clauses` won in some completion; `possible` has
    the values of those completions that have one, and `lacking` says that some have none."""

    found: Found
    clauses: tuple[Clause, ...] = ()
    possible: tuple[Any, ...] = ()
    lacking: bool = False

    @property
    def known(self) -> bool:
        return isinstance(self.found, Known)

    @property
    def value(self) -> Any:
        """The value, None where it is undecided."""
        return self.found.value if isinstance(self.found, Known) else None

    @property
    def needs(self) -> frozenset[str]:
        return self.found.needs if isinstance(self.found, Lacking) else frozenset()

    @property
    def problem(self) -> str:
        return self.found.problem if isinstance(self.found, Lacking) else ""

    def within(self, case: Case, name: str, domain: tuple[Any, ...]) -> Any:
        """The value as a step of another decision: where it is open, each possible one is tried, and all of the domain
        where a formula has none."""
        if self.known:
            return self.value
        told = tuple(value for value in domain if value in self.possible)
        return case.suppose(name, domain if self.lacking or not told else told, self.needs)


class _Leaf(Record):
    assumed: dict[str, Any]
    outcome: Outcome


# ── Completions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def agree(moment: Moment, outcome: Callable[[Case], Outcome]) -> Agreed:
    """Try every completion of the inputs that `outcome` reads and misses (decision 11)."""
    bases: dict[str, frozenset[str]] = {}
    leaves: list[_Leaf] = []
    for leaf in _leaves(moment, outcome, bases):
        leaves.append(leaf)
        if len(leaves) > MOST_COMPLETIONS:
            return Agreed(Lacking(frozenset[str]().union(*bases.values())), lacking=True)
    if bases:
        return _agreed(leaves, bases)
    found = leaves[0].outcome.found
    possible, lacking = ((found.value,), False) if isinstance(found, Known) else ((), True)
    return Agreed(found, leaves[0].outcome.clauses, possible, lacking)


def _leaves(moment: Moment, outcome: Callable[[Case], Outcome], bases: dict[str, frozenset[str]]) -> Iterator[_Leaf]:
    """Every completion in the order of the candidates; `bases` gathers the facts behind what is missing."""
    left: list[dict[str, Any]] = [{}]
    while left:
        assumed = left.pop()
        try:
            found = outcome(Case(moment, assumed))
        except NoValue as none:
            found = Outcome(none.lacking)
        except Unknown as unknown:
            bases[unknown.name] = unknown.needs
            tried = unknown.candidates or tuple(_candidates(moment, assumed, unknown.name))
            left += [{**assumed, unknown.name: value} for value in reversed(tried)]
            if tried:
                continue
            found = Outcome(Lacking(unknown.needs))
        yield _Leaf(assumed, found)


def _agreed(leaves: list[_Leaf], bases: Mapping[str, frozenset[str]]) -> Agreed:
    clauses = tuple({clause.id: clause for leaf in leaves for clause in leaf.outcome.clauses}.values())
    groups: dict[Any, list[_Leaf]] = {}
    for leaf in leaves:
        groups.setdefault(_result(leaf.outcome), []).append(leaf)
    lacking = [leaf.outcome.found for leaf in leaves if isinstance(leaf.outcome.found, Lacking)]
    possible = tuple(
        leaf[0].outcome.found.value for leaf in groups.values() if isinstance(leaf[0].outcome.found, Known)
    )
    if len(groups) == 1:
        return Agreed(leaves[0].outcome.found, clauses, possible, bool(lacking))
    needs = frozenset[str]().union(*(found.needs for found in lacking))
    everything = frozenset[str]().union(*bases.values())
    for one, other in combinations(groups.values(), 2):
        for leaf, twin in product(one, other):
            if needs >= everything:
                break  # the others cannot add to it
            needs |= _alone(leaf.assumed, twin.assumed, bases)
    return Agreed(Lacking(needs), clauses, possible, bool(lacking))


def _result(outcome: Outcome) -> Any:
    """What tells two completions apart: the values, or for lacking ones what the clauses say that have none."""
    if isinstance(outcome.found, Known):
        return outcome.found
    return (outcome.found, tuple(clause.value for clause in outcome.clauses))


def _alone(one: Mapping[str, Any], other: Mapping[str, Any], bases: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The facts each of which could by itself turn one completion into the other (decision 13)."""
    apart = [name for name, value in one.items() if name in other and other[name] != value]
    return frozenset.intersection(*(bases[name] for name in apart)) if apart else frozenset()


def _candidates(moment: Moment, assumed: Mapping[str, Any], name: str) -> Iterator[Any]:
    """A value of each cell of an input's domain, without impossible combinations (decision 3)."""
    contract = moment.index.contract
    declared = contract.inputs.get(name)
    if isinstance(declared, During):
        yield from (value for value in (True, False) if _open_together(moment, {**assumed, name: value}))
    elif isinstance(declared, WindowIs):
        other: Literal["met", "breached"] = "met" if declared.status == "breached" else "breached"
        twin = next((key for key, one in contract.inputs.items() if one == WindowIs(declared.window, other)), "")
        yield from (value for value in (True, False) if not (value and assumed.get(twin)))
    elif isinstance(declared, Holds):
        tiers = {key for key, one in contract.inputs.items() if isinstance(one, Holds) and _is_tier(moment, one.offer)}
        yield from (value for value in (True, False) if not (value and any(assumed.get(tier) for tier in tiers)))
    elif isinstance(declared, StateIs | InForce | Member | Compared):
        yield from (True, False)
    elif name == "service":
        yield from moment.index.services
    elif name in contract.candidates:
        yield from contract.candidates[name]
    elif (fact := moment.index.facts.get(name)) is not None:
        yield from (True, False) if fact.type == "yes_no" else fact.choices
    elif (define := moment.index.defines.get(name)) is not None and define.type == "yes_no":
        yield from (True, False)


def _is_tier(moment: Moment, offer: str) -> bool:
    return moment.index.offers[offer].kind == "tier"


def _open_together(moment: Moment, assumed: Mapping[str, Any]) -> bool:
    """Whether some instant of the horizon shows these calendars open and closed, with those that are known."""
    for names, columns in moment.index.contract.together:
        fixed = {}
        for place, name in enumerate(names):
            found = Known(assumed[name]) if name in assumed else moment.find(name)
            if isinstance(found, Known):
                fixed[place] = found.value
        if not any(all(column[place] == value for place, value in fixed.items()) for column in columns):
            return False
    return True


# ── Values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def settled(moment: Moment, value: Any) -> Found:
    """A clause's value with its formulas computed; a sum with a lower bound in it is a lower bound (decision 59)."""
    if callable(value):
        return computed(moment, value)
    if not isinstance(value, Record):
        return Known(value)
    changes: dict[str, Any] = {}
    lower_bound = False
    lacking: list[Lacking] = []
    for field, part in zip(value.record_fields, value.record_values(), strict=True):
        if not callable(part) and not isinstance(part, Record):
            continue
        found = settled(moment, part)
        if isinstance(found, Lacking):
            lacking.append(found)
            continue
        lower_bound = lower_bound or found.lower_bound
        if isinstance(found.value, Money):
            changes[field] = found.value.amount
            if "currency" in value.record_fields:
                changes["currency"] = found.value.currency
        elif found.value is not part:
            changes[field] = found.value
    if lacking:
        needs = frozenset[str]().union(*(one.needs for one in lacking))
        return Lacking(needs, next((one.problem for one in lacking if one.problem), ""))
    if lower_bound and "lower_bound" in value.record_fields:
        changes["lower_bound"] = True
    return Known(value.replace(**changes) if changes else value, lower_bound)


def defined(moment: Moment, define: Define) -> Found:
    """The value of a definition that is not given."""
    if define.type == "yes_no":
        return agree(moment, lambda case: Outcome(Known(case.read(define.field or define.name)))).found

    def outcome(case: Case) -> Outcome:
        row: Row | None = case.holds(define.cases) if define.cases is not None else define.row
        if row is None:
            return Outcome(Lacking(problem=f"{define.name}: no case applies"))
        found = computed(moment, row.value)
        if isinstance(found, Known) and row.lower_bound:
            found = Known(found.value, lower_bound=True)
        return Outcome(found)

    return agree(moment, outcome).found


# ── Layers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def case_of(case: Case, layer: str, kind: Kind, thing: str) -> Decision:
    """The clause that decides a value in one layer for one completion. Raises Unknown."""
    index = case.moment.index
    cases = index.contract.cases.get((layer, kind, thing))
    if cases is not None:
        decision: Decision = case.holds(cases)
        return decision
    for clause in index.clauses(layer, kind, thing):
        if not adds_to(clause) and case.holds(clause.when):
            return clause
    return None


def adds_to(clause: Clause) -> bool:
    """Whether a clause adds to a decided value and is no case of it: `attends also` (decision 20)."""
    return isinstance(clause.value, Attends) and clause.value.also


def winner(case: Case, ranks: Ranks, kind: Kind, thing: str) -> Outcome:
    """The nearest layer's clause with its value settled; None where every layer is silent. Raises Unknown."""
    for rank in ranks:
        deciding = [one for layer in rank if (one := case_of(case, layer, kind, thing)) is not None]
        if deciding:
            return _one_of(case, deciding)
    return Outcome(Known(None))


def _one_of(case: Case, deciding: list[Clause | Conflict]) -> Outcome:
    """Equal values of one rank are no conflict (decision 6)."""
    clauses = sorted((one for one in deciding if isinstance(one, Clause)), key=case.moment.index.order)
    clash = next((one for one in deciding if isinstance(one, Conflict)), None)
    if clash is not None:
        return _against(case, clash.first, clash.second)
    found = settled(case.moment, clauses[0].value)
    for other in clauses[1:]:
        if settled(case.moment, other.value) != found:
            return _against(case, clauses[0], other)
    return Outcome(found, (clauses[0],))


def _against(case: Case, *clauses: Clause) -> Outcome:
    first, second = sorted(clauses, key=case.moment.index.order)
    return Outcome(
        Lacking(problem=f"{first.id} and {second.id}: both apply, and neither is more special"), (first, second)
    )


def decide(moment: Moment, ranks: Ranks, kind: Kind, thing: str = "") -> Agreed:
    """A decided value over all completions; its value is None where no layer decides it."""
    return agree(moment, lambda case: winner(case, ranks, kind, thing))
