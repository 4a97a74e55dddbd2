"""Two contracts as one: facts, offers and names united, so that one grid of cells knows the conditions of both.

    old: calendar office { … 09:00-18:00 }     new: calendar office { … 09:00-17:00 }
    joint: `office (old)` and `office (new)`; a calendar or define that means the same in both stands there once

`old` and `new` are the two contracts in the words of the joint one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from servdsl.cells.study import Study
from servdsl.differences.inlining import Inlining, is_table, only_formula
from servdsl.differences.names import Names, declared, remade, renamed
from servdsl.model import Contract
from servdsl.model import contract as model
from servdsl.model.base import Labels, Origin
from servdsl.model.expressions import And, Compare, Condition, FactRef, Literal, OneOf

OLD, NEW = " (old)", " (new)"
"""What tells the two meanings of one name apart."""

_TRIAL_DAYS = 14

Common = Mapping[str, frozenset[str]]
"""Names that mean the same in both contracts, by family: facts, calendars, values."""


@dataclass(frozen=True)
class Joint:
    """`contract` knows both sides' names; `old` and `new` hold the clauses, in its words.

    `apart`: names of both that mean different things. `limits`: what holds of facts that both contracts can take. `days`:
    for each fact of dates, the trial days given where the joint fact `days of NAME` is yes. `zone`: that looked at where a
    fact names it.
    """

    contract: Contract
    old: Contract
    new: Contract
    apart: Common
    limits: tuple[Condition, ...]
    days: Mapping[str, tuple[date, ...]]
    zone: str

    @cached_property
    def local(self) -> frozenset[str]:
        """Defined values that only one side means so, and that have several cases: told case by case."""
        shared = {d.name for d in self.old.defines} & {d.name for d in self.new.defines}
        return frozenset(d.name for d in self.contract.defines if d.name not in shared and d.type != "yes_no")

    @cached_property
    def defines(self) -> dict[str, model.Define]:
        """The defined values of both sides by name."""
        return {define.name: define for define in self.contract.defines}

    @cached_property
    def computed(self) -> frozenset[str]:
        """Defined values that are no conditions: what formulas read can be put in place of them."""
        return frozenset(name for name, define in self.defines.items() if define.type != "yes_no")

    @cached_property
    def study(self) -> Study:
        """The questions asked of the joint contract, each answered once."""
        return Study(self.contract)


def joint_of(old: Contract, new: Contract, zone: str, common: Common) -> Joint:
    """The joint contract of two that use the same names. `zone`: the one looked at where a fact names the site's."""
    apart = {family: _apart(old, new, family, common) for family in ("facts", "calendars", "values")}
    zones = old.zone or zone, new.zone or zone
    days = _trial_days(old, new)
    sides = [_Side(c, mark, apart, z, zones[0] != zones[1], days) for c, mark, z in _two(old, new, zones)]
    first, last = horizon(old, new)
    facts = tuple(_united_facts(sides[0].contract.facts, sides[1].contract.facts))
    defines = _united(side.contract.defines for side in sides)
    inlining = Inlining(defines, _put_in_place(old, new, defines, common), zones[1])
    made = [_inlined(inlining, side.contract) for side in sides]
    contract = remade(
        new,
        zone=zones[1],
        zone_fact=None,
        horizon=(first, last),
        in_force=(first, None),
        facts=(*facts, *_day_facts(new, days)),
        defines=(*_united(side.defines for side in made), *inlining.made.values()),
        clauses=(),
        examples=(),
        **{family: _united(getattr(side, family) for side in made) for family in _PLAIN},
    )
    return Joint(contract, made[0], made[1], apart, tuple(_limits(made[0].facts, made[1].facts)), days, zone)


_PLAIN = ("things", "windows", "states", "offers", "calendars")


def horizon(old: Contract, new: Contract) -> tuple[date, date]:
    """The dates that both contracts compute; those of the new one where they share none."""
    first, last = max(old.horizon[0], new.horizon[0]), min(old.horizon[1], new.horizon[1])
    return (first, last) if first <= last else new.horizon


def _two(old: Contract, new: Contract, zones: tuple[str, str]) -> tuple[tuple[Contract, str, str], ...]:
    return (old, OLD, zones[0]), (new, NEW, zones[1])


def _apart(old: Contract, new: Contract, family: str, common: Common) -> frozenset[str]:
    """Names of both contracts that mean different things."""
    ours, theirs = declared(old, family), declared(new, family)
    both = (name for name in ours if name in theirs and name not in common[family])
    if family != "values":
        return frozenset(both)
    return frozenset(name for name in both if all(isinstance(one[name], model.Define) for one in (ours, theirs)))


def _put_in_place(old: Contract, new: Contract, defines: Iterable[model.Define], common: Common) -> list[str]:
    """The values that are put in place in conditions: tables that the contracts do not share, and formulas whose name one
    of them does not know. A formula that means something else in both is an unknown of each."""
    both = declared(old, "values").keys() & declared(new, "values").keys()
    own = (define for define in defines if define.name not in common["values"])
    return [d.name for d in own if is_table(d) or (bare(d.name) not in both and only_formula(d) is not None)]


def bare(name: str) -> str:
    """A name without what tells its two meanings apart."""
    return name.removesuffix(OLD).removesuffix(NEW)


def _inlined(inlining: Inlining, contract: Contract) -> Contract:
    parts = {part: _each(inlining, getattr(contract, part)) for part in ("clauses", "defines", "calendars")}
    return remade(contract, **parts)


def _each(inlining: Inlining, records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(inlining.of(record) for record in records)


def _united(groups: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    """The records of both sides, each name once: the new one's."""
    return tuple({record.name: record for group in groups for record in group}.values())


class _Side:
    """One of the contracts, with what means something else in the other under a name of its own."""

    def __init__(
        self,
        contract: Contract,
        mark: str,
        apart: Common,
        zone: str,
        zones_differ: bool,
        days: Mapping[str, tuple[date, ...]],
    ) -> None:
        self._zone = zone if zones_differ else None
        self._site_zone = zone
        self._days = days
        names = Names(**{family: {name: name + mark for name in found} for family, found in apart.items()})
        told = renamed(contract, names)
        self.contract = remade(told, calendars=tuple(map(self._calendar, told.calendars)))

    def _calendar(self, calendar: model.Calendar) -> model.Calendar:
        return calendar.model_copy(update={"schedule": self._schedule(calendar.schedule)})

    def _schedule(self, schedule: model.Schedule) -> model.Schedule:
        match schedule:
            case model.Week():
                zone = schedule.zone or (self._site_zone if schedule.zone_fact else self._zone)
                rules = tuple(self._rule(rule) for rule in schedule.rules)
                return schedule.model_copy(update={"zone": zone, "zone_fact": None, "rules": rules})
            case model.Joined():
                parts = {"left": self._schedule(schedule.left), "right": self._schedule(schedule.right)}
                return schedule.model_copy(update=parts)
            case model.Always() | model.Named():
                return schedule

    def _rule(self, line: model.CalendarRule) -> model.CalendarRule:
        """Days that a caller gives are tried as none and as some."""
        rule = line.rule
        if not isinstance(rule, model.Holidays) or rule.fact is None or rule.fact not in self._days:
            return line
        days = tuple((day, "") for day in self._days[rule.fact])
        given: Condition = FactRef(name=days_given(rule.fact), type="yes_no")
        when = given if line.when is None else And(items=(line.when, given))
        return line.model_copy(update={"rule": rule.model_copy(update={"fact": None, "dates": days}), "when": when})


# ── Facts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def days_given(fact: str) -> str:
    """The joint contract's yes/no fact: whether the trial days are given for a fact of dates."""
    return f"days of {fact}"


def _trial_days(old: Contract, new: Contract) -> dict[str, tuple[date, ...]]:
    """Two whole weeks, after the first, for each fact of dates."""
    first, last = horizon(old, new)
    monday = first + timedelta(days=14 - first.weekday())
    days = tuple(day for n in range(_TRIAL_DAYS) if (day := monday + timedelta(days=n)) <= last)
    return {fact.name: days for contract in (old, new) for fact in contract.facts if fact.type == "dates"}


def _day_facts(new: Contract, days: Iterable[str]) -> Iterator[model.Fact]:
    origin = Origin(file=new.file, line=1)
    for name in days:
        yield model.Fact(name=days_given(name), labels=Labels(), type="yes_no", scope="ticket", origin=origin)


def _united_facts(old: Iterable[model.Fact], new: Iterable[model.Fact]) -> Iterator[model.Fact]:
    """The facts of both, with the values that either can take."""
    theirs = {fact.name: fact for fact in new}
    ours = {fact.name: fact for fact in old}
    for name, fact in {**ours, **theirs}.items():
        yield _united_fact(ours[name], fact) if name in ours and name in theirs else fact


def _united_fact(old: model.Fact, new: model.Fact) -> model.Fact:
    choices = {choice.name: choice for choice in (*new.choices, *old.choices)}
    countries = None
    if old.countries is not None and new.countries is not None:
        countries = tuple(dict.fromkeys((*new.countries, *old.countries)))
    return new.model_copy(
        update={
            "choices": tuple(choices.values()),
            "countries": countries,
            "low": None if old.low is None or new.low is None else min(old.low, new.low),
            "high": None if old.high is None or new.high is None else max(old.high, new.high),
        }
    )


def _limits(old: Iterable[model.Fact], new: Iterable[model.Fact]) -> Iterator[Condition]:
    """What holds of the values that both contracts can take, where they differ."""
    theirs = {fact.name: fact for fact in new}
    for fact in old:
        other = theirs.get(fact.name)
        if other is not None:
            yield from _limits_of(fact, other)


def _limits_of(old: model.Fact, new: model.Fact) -> Iterator[Condition]:
    ref = FactRef(name=new.name, type=new.type, currency=new.currency)
    for ours, theirs in (
        ([c.name for c in old.choices], [c.name for c in new.choices]),
        (old.countries, new.countries),
    ):
        if set(ours or ()) != set(theirs or ()):
            both = tuple(name for name in theirs or ours or () if name in (ours or theirs or ()))
            yield OneOf(item=ref, values=both)
    for op, low, high in (((">="), old.low, new.low), (("<="), old.high, new.high)):
        if low != high:
            bounds = [bound for bound in (low, high) if bound is not None]
            tightest = max(bounds) if op == ">=" else min(bounds)
            yield Compare(op=op, left=ref, right=Literal(type="whole", value=tightest))  # type: ignore[arg-type]
