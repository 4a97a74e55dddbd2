"""The quotas in force for one question: at once where the facts tell them all, else in one completion of what is missing.

    parts uses 1 visit when urgent;  urgent missing, parts used once
    →  in the one completion a visit was spent, in the other none: what is left of the visits is undecided

Decisions 11, 46, 47 and 51 are the source of every rule here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from functools import cached_property, partial

from .accounts import Standing
from .case import Case, Found, Known, Lacking, NoValue, computed
from .decide import Agreed, Outcome, agree
from .declare import Clause
from .gates import Verdict, applies
from .history import MISSED, RETURNED, Event, thing_of
from .question import Question
from .quotas import Counting, Rule, Spends, with_adds
from .terms import Term
from .values import Quota, Uses


class Limits:
    """Which quotas bind, and what a use of a thing takes."""

    def __init__(self, question: Question) -> None:
        self.question = question
        question.cap = self.cap

    @cached_property
    def by_thing(self) -> dict[str, Agreed]:
        """For each thing with quotas, those of the nearest layer that says any, with their numbers: (id, limit) pairs."""
        question = self.question
        things = question.index.things_of(question.layers, "quota")
        return {thing: agree(question.opening, partial(self.of, thing)) for thing in things}

    def of(self, thing: str, case: Case) -> Outcome:
        """The same in one completion. Raises Unknown."""
        clauses = [*self._nearest(case, thing), *self._added(case, thing)]
        limits = []
        for clause in clauses:
            quota = clause.value
            assert isinstance(quota, Quota)
            found = Known(None) if quota.count is None else computed(case.moment, quota.count)
            if isinstance(found, Lacking):
                return Outcome(found, tuple(clauses))
            times = self._times(clause) if quota.limits == "adds" else 1
            limits.append((clause.id, None if found.value is None else Fraction(found.value) * times))
        return Outcome(Known(tuple(limits)), tuple(clauses))

    def _nearest(self, case: Case, thing: str) -> list[Clause]:
        """The quotas of the nearest layer in which one applies."""
        index = self.question.index
        for rank in self.question.ranks:
            told = {clause.id: clause for layer in rank for clause in index.clauses(layer, "quota", thing)}
            found = [one for one in told.values() if not _adds(one) and case.holds(one.when)]
            if found:
                return sorted(found, key=index.order)
        return []

    def _added(self, case: Case, thing: str) -> list[Clause]:
        return [one for one in self.quotas if one.thing == thing and _adds(one) and case.holds(one.when)]

    def _times(self, clause: Clause) -> int:
        """How often an addition counts: once for each add-on held that has its layer, once for the tier (decision 51)."""
        given, index = self.question.given, self.question.index
        layers = set(clause.layers)
        times = sum(count for name, count in given.addons.items() if not layers.isdisjoint(index.lineage(name)))
        return times + (given.tier is not None and not layers.isdisjoint(index.lineage(given.tier)))

    def cap(self, listed: str) -> Found:
        """How many names of a list count, None for all; `listed` is the input that tells it."""
        question, name = self.question, self.question.index.facts[listed].name
        if not any(c.thing == name for c in question.index.contract.clauses if isinstance(c.value, Quota)):
            return Known(None)
        if question.given.tier is None:
            return Lacking(frozenset({"tier"}))
        agreed = self.by_thing.get(name)
        if agreed is None or isinstance(agreed.found, Lacking):
            return Known(None) if agreed is None else agreed.found
        limits = [rule.limit for rule in with_adds(self._rules(agreed.value)) if rule.limit is not None]
        return Known(min(limits, default=None))

    def names(self, thing: str, case: Case) -> Outcome:
        """How many names of a list count, of how many, in one completion. Raises Unknown and NoValue."""
        told = self.of(thing, case)
        rules = with_adds(self.rules_in(case, thing))
        if not rules:
            return Outcome(Known(None), told.clauses)
        listed = self.question.opening.find(self.question.index.field(thing))
        if isinstance(listed, Lacking):
            return Outcome(listed, told.clauses)
        limits = [rule.limit for rule in rules if rule.limit is not None]
        limit, told_names = min(limits, default=None), Fraction(len(listed.value))
        used = told_names if limit is None else min(told_names, max(limit, Fraction(0)))
        left = None if limit is None else limit - used
        return Outcome(Known(Standing("", thing, thing, thing, limit, used, left)), told.clauses)

    # ── Clauses ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def quotas(self) -> list[Clause]:
        """Every clause about a quota of the layers held."""
        return self.question.index.all_of(self.question.layers, "quota")

    @cached_property
    def spending(self) -> tuple[tuple[Clause, Verdict], ...]:
        """Every `uses` clause, and whether it applies."""
        question = self.question
        clauses = question.index.all_of(question.layers, "uses")
        return tuple((clause, applies(question.opening, clause)) for clause in clauses)

    @cached_property
    def missing_counts(self) -> tuple[tuple[Clause, Verdict], ...]:
        """Every `counts as used` clause, and whether it applies, with the facts as of the question."""
        question = self.question
        clauses = question.index.all_of(question.layers, "counts_as_used")
        return tuple((clause, applies(question.now, clause)) for clause in clauses)

    # ── What touches what ───────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _spent(self) -> list[tuple[str, str]]:
        """A thing and one that its use is a use of too, perhaps."""
        return [(c.thing, c.value.of) for c, _ in self.spending if isinstance(c.value, Uses)]

    @cached_property
    def _takes(self) -> list[tuple[str, str]]:
        """A thing and one of whose quotas its use takes too, perhaps."""
        pools = [(c.thing, c.value.counted_in) for c in self.quotas if isinstance(c.value, Quota)]
        return [*self._spent, *((thing, pool) for thing, pool in pools if pool)]

    @cached_property
    def _turns(self) -> list[set[str]]:
        """A thing and the one whose uses begin its periods."""
        periods = [(c.thing, c.value.period) for c in self.quotas if isinstance(c.value, Quota)]
        return [{thing, period[1]} for thing, period in periods if isinstance(period, tuple)]

    @cached_property
    def _open(self) -> frozenset[str]:
        """Things whose quotas, or what a use of them takes, hang on facts that are missing, or on the service asked for."""
        told = [*self.spending, *self.missing_counts]
        guarded = [clause for clause, guard in told if guard.holds is None]
        asking = [c for c in (*self.quotas, *(c for c, _ in told)) if self.question.index.asks_service(c)]
        unknown = [thing for thing, agreed in self.by_thing.items() if not agreed.known]
        return frozenset({*unknown, *(clause.thing for clause in (*guarded, *asking))})

    def known(self, thing: str) -> bool:
        """Whether the facts tell all quotas that a use of a thing, or of one that shares a quota with it, can touch."""
        return not self._open or self._open.isdisjoint(self._component(thing))

    def touched(self, thing: str, until: datetime | None) -> bool:
        """Whether something happened, up to an instant, that could touch a thing's quotas."""
        things = self._component(thing)
        events = self.question.history.events
        return any(thing_of(one.type) in things for one in events if until is None or one.at <= until)

    def given_out(self, thing: str, over: datetime | None, until: datetime | None = None) -> bool:
        """Whether some use in the term, up to an instant, could be one of a thing, which can be given back; what is counted
        in it is none. `over`: when a quota ended the term."""
        uses = (one for one in self.question.history.events if not one.type.startswith(RETURNED))
        told = (one for one in uses if self.in_term(one, over) and (until is None or one.at <= until))
        return any(thing in _below(thing_of(one.type), self._spent) for one in told)

    def near(self, thing: str) -> list[Quota]:
        """The quotas that a use of a thing, or of one that shares a quota with it, can touch."""
        things = self._component(thing)
        return [c.value for c in self.quotas if c.thing in things and isinstance(c.value, Quota)]

    def _component(self, thing: str) -> frozenset[str]:
        return linked(thing, [*map(set, self._takes), *self._turns])

    def touching(self, thing: str, events: Iterable[Event]) -> frozenset[str]:
        """The things whose uses touch the quotas of a thing and of what its use takes, by what happened: uses that take
        nothing in common leave one another's quotas as they are."""
        used = dict.fromkeys((thing, *(thing_of(event.type) for event in events)))
        return linked(thing, [*(_below(one, self._takes) for one in used), *self._turns])

    # ── All that a replay depends on ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def told(self) -> Counting:
        """All that a replay depends on; what is undecided is left out."""
        rules = [rule for agreed in self.by_thing.values() for rule in self._rules(agreed.value or ())]
        spends = [clause for clause, guard in self.spending if guard.holds]
        return self._counting(rules, spends, (clause.thing for clause, guard in self.missing_counts if guard.holds))

    def completed(
        self, case: Case, thing: str, events: tuple[Event, ...], over: datetime | None, one_more: bool
    ) -> Counting:
        """The same in one completion, for the quotas that touch a thing's; with `one_more`, for one more use of it too.
        `over`: when the quotas of other things ended the term. Raises Unknown and NoValue."""
        near = self.touching(thing, events)
        found, missed = _Completion(self, case), []
        for event in (
            one for one in events if thing_of(one.type) in near and self.in_term(one, over) and self._can_be(one, over)
        ):
            name = thing_of(event.type)
            if event.type.startswith(MISSED):
                if not self._counts_as_used(case, name):
                    continue
                missed.append(name)
            found.use(name)
        (found.use if one_more else found.read)(thing)
        rules = [rule for rules in found.rules.values() for rule in rules]
        counting = self._counting(rules, found.spends, missed)
        return counting.replace(
            keys={name: key for name, key in counting.keys.items() if name in near},
            over=over,
        )

    def _can_be(self, event: Event, over: datetime | None) -> bool:
        """What is returned was taken; else it takes nothing either."""
        return not event.type.startswith(RETURNED) or self.given_out(thing_of(event.type), over, event.at)

    def in_term(self, event: Event, over: datetime | None) -> bool:
        """Whether an event lies in the term, as far as that is known."""
        term = self.told.term
        early = term.start is not None and event.at < term.start
        late = (term.end is not None and event.at >= term.end) or (over is not None and event.at > over)
        return not early and not late

    def _counts_as_used(self, case: Case, thing: str) -> bool:
        now = case.at(self.question.now)
        return any(clause.thing == thing and now.holds(clause.when) for clause, _ in self.missing_counts)

    def entitle(self, case: Case, thing: str) -> bool:
        """Whether the quotas of a thing entitle to it: `at most` only caps (decision 47). Raises Unknown and NoValue."""
        rules = with_adds(self.rules_in(case, thing))
        return any(rule.quota.limits != "at_most" and rule.limit != 0 for rule in rules)

    def rules_in(self, case: Case, thing: str) -> list[Rule]:
        """The quotas of a thing in one completion. Raises Unknown and NoValue."""
        found = self.of(thing, case).found
        if isinstance(found, Lacking):
            raise NoValue(found)
        return self._rules(found.value)

    def _rules(self, limits: Iterable[tuple[str, Fraction | None]]) -> list[Rule]:
        clauses = {clause.id: clause for clause in self.quotas}
        rules = []
        for name, limit in limits:
            quota = clauses[name].value
            assert isinstance(quota, Quota)
            rules.append(Rule(name, clauses[name].thing, limit, quota))
        return rules

    def _counting(self, rules: list[Rule], spends: Iterable[Clause], missed: Iterable[str]) -> Counting:
        question, contract = self.question, self.question.index.contract
        zone = question.zone(question.opening)
        term, start = question.term.value, question.start(question.opening)
        order = {clause.id: question.index.order(clause) for clause in self.quotas}
        return Counting(
            with_adds(sorted(rules, key=lambda rule: order[rule.id])),
            {thing.name: thing.key for thing in contract.things},
            term if isinstance(term, Term) else Term(start.value if isinstance(start, Known) else None),
            question.clock(question.opening) if isinstance(zone, Known) else None,
            {thing.name: thing.block_hours for thing in contract.things if thing.block_hours is not None},
            tuple(Spends(clause.thing, clause.value) for clause in spends if isinstance(clause.value, Uses)),
            frozenset(missed),
            contract.zone_fact or "",
        )


class _Completion:
    """What uses touch in one completion: the quotas of things, and what a use of them spends."""

    def __init__(self, limits: Limits, case: Case) -> None:
        self._limits = limits
        self._case = case
        self._used: set[str] = set()
        self.rules: dict[str, list[Rule]] = {}
        self.spends: list[Clause] = []

    def use(self, thing: str) -> None:
        """A use of a thing takes of its quotas and of those of what it uses."""
        if thing in self._used:
            return
        self._used.add(thing)
        own = [c for c, _ in self._limits.spending if c.thing == thing and self._case.holds(c.when)]
        self.spends += own
        for clause in own:
            if isinstance(clause.value, Uses):
                self.use(clause.value.of)
        self.bind(thing)

    def read(self, thing: str) -> None:
        """The quotas of a thing alone: how they stand hangs on others only where something was used."""
        if thing not in self.rules:
            self.rules[thing] = self._limits.rules_in(self._case, thing)

    def bind(self, thing: str) -> None:
        """The quotas of a thing, and those in which they are counted, which takes the amount and nothing more."""
        if thing not in self.rules:
            self.read(thing)
            for rule in self.rules[thing]:
                if rule.quota.counted_in:
                    self.bind(rule.quota.counted_in)


def linked(thing: str, links: list[set[str]]) -> frozenset[str]:
    """A thing with all that links lead to, from one to the next."""
    found = {thing}
    while any(link & found and not link <= found for link in links):
        found |= {name for link in links if link & found for name in link}
    return frozenset(found)


def _below(thing: str, takes: list[tuple[str, str]]) -> set[str]:
    """A thing with all that it takes, and what that takes."""
    found = {thing}
    while more := {taken for taker, taken in takes if taker in found} - found:
        found |= more
    return found


def _adds(clause: Clause) -> bool:
    return isinstance(clause.value, Quota) and clause.value.limits == "adds"
