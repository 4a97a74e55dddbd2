"""Quotas of a question: which are in force, what events have taken from them, and whether one more use would fit.

Decisions 46 to 53 are the source of every rule here; the replay itself is the ledger's.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from functools import cached_property, partial

from . import ledger
from .accounts import Standing
from .case import Case, Known, Lacking, NoValue, computed
from .decide import Agreed, Outcome, agree
from .declare import Clause
from .gates import Verdict, applies
from .ledger import Ledger, Room
from .question import Question
from .quotas import Counting, Rule, Spends, branches, with_adds
from .terms import Term
from .values import Beyond, Quota, Uses


class Counts:
    """The quotas of one question, replayed once."""

    def __init__(self, question: Question) -> None:
        self.question = question
        question.quota_end = self.term_ended_at

    # ── Quotas in force ─────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def by_thing(self) -> dict[str, Agreed]:
        """For each thing with quotas, those of the nearest layer that says any, with their numbers: (id, limit) pairs."""
        question = self.question
        things = question.index.things_of(question.layers, "quota")
        return {thing: agree(question.opening, partial(self._of, thing)) for thing in things}

    def _of(self, thing: str, case: Case) -> Outcome:
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
        told = self.question.index.all_of(self.question.layers, "quota")
        return [clause for clause in told if clause.thing == thing and _adds(clause) and case.holds(clause.when)]

    def _times(self, clause: Clause) -> int:
        """How often an addition counts: once for each add-on held that has its layer, once for the tier (decision 51)."""
        given, index = self.question.given, self.question.index
        layers = set(clause.layers)
        times = sum(count for name, count in given.addons.items() if not layers.isdisjoint(index.lineage(name)))
        return times + (given.tier is not None and not layers.isdisjoint(index.lineage(given.tier)))

    @cached_property
    def spending(self) -> tuple[tuple[Clause, Verdict], ...]:
        """Every `uses` clause, and whether it applies."""
        question = self.question
        clauses = question.index.all_of(question.layers, "uses")
        return tuple((clause, applies(question.opening, clause)) for clause in clauses)

    @cached_property
    def missing_counts(self) -> tuple[tuple[Clause, Verdict], ...]:
        """Every `counts as used` clause, and whether it applies."""
        question = self.question
        clauses = question.index.all_of(question.layers, "counts_as_used")
        return tuple((clause, applies(question.now, clause)) for clause in clauses)

    @cached_property
    def counting(self) -> Counting:
        """All that a replay depends on; what is undecided is left out."""
        question, index = self.question, self.question.index
        clauses = {clause.id: clause for clause in index.contract.clauses}
        rules = []
        for thing, agreed in self.by_thing.items():
            for name, limit in agreed.value or ():
                quota = clauses[name].value
                assert isinstance(quota, Quota)
                rules.append(Rule(name, thing, limit, quota))
        zone = question.zone(question.opening)
        term, start = question.term.value, question.start(question.opening)
        return Counting(
            with_adds(rules),
            {thing.name: thing.key for thing in index.contract.things},
            term if isinstance(term, Term) else Term(start.value if isinstance(start, Known) else None),
            question.clock(question.opening) if isinstance(zone, Known) else None,
            {thing.name: thing.block_hours for thing in index.contract.things if thing.block_hours is not None},
            tuple(
                Spends(clause.thing, clause.value)
                for clause, guard in self.spending
                if guard.holds and isinstance(clause.value, Uses)
            ),
            frozenset(clause.thing for clause, guard in self.missing_counts if guard.holds),
            index.contract.zone_fact or "",
        )

    # ── Replays ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def ledger(self) -> Ledger:
        """The quotas as of the question."""
        return ledger.replay(self.counting, self.question.history, self.question.as_of)

    @cached_property
    def before(self) -> Ledger:
        """The quotas as coverage reads them: strictly before the opening, else as of the question (decision 48)."""
        opened = self.question.given.opened
        if opened is None:
            return self.ledger
        return ledger.replay(self.counting, self.question.history, opened, before=True)

    def term_ended_at(self) -> datetime | None:
        """When a quota's exhaustion ended the term. A quota that hangs on the term itself does not see it."""
        if self.question.counting:
            return None
        self.question.counting = True
        try:
            return self.ledger.term_ended_at
        finally:
            self.question.counting = False

    def standings(self) -> dict[str, Standing]:
        """How each counted thing stands, by its key in answers; an undecided one has only its needs."""
        found = {key: self._based(one) for key, one in ledger.by_key(self.counting, self.ledger).items()}
        for thing, agreed in self.by_thing.items():
            if not agreed.known:
                key = self.question.index.things[thing].key
                found[key] = Standing("", thing, key, "", None, None, None, needs=agreed.needs)
        order = [thing.key for thing in self.question.index.contract.things]
        return dict(sorted(found.items(), key=lambda item: order.index(item[0])))

    def _based(self, standing: Standing) -> Standing:
        return standing.replace(needs=self._base(standing.needs))

    def _base(self, needs: frozenset[str]) -> frozenset[str]:
        """Needs as base facts: a start that the contract computes needs what that formula reads."""
        if "start" not in needs:
            return needs
        start = self.question.start(self.question.opening)
        return needs - {"start"} | (start.needs if isinstance(start, Lacking) else frozenset())

    # ── One more use ────────────────────────────────────────────────────────────────────────────────────────────────

    def room(self, service: str) -> Room:
        """Whether one more use of a service fits the quotas that limit it, its own and those of what it uses."""
        found = ledger.room(self.counting, self.before, service)
        if found.state == "refused":
            return found
        if found.state == "undecided" and self._untouched(service):
            found = Room("open")
        needs = frozenset[str]()
        for thing in self._limiting(service):
            agreed = self.by_thing.get(thing)
            if agreed is not None and not agreed.known:
                needs |= agreed.needs
        unsure = [guard for clause, guard in self.spending if clause.thing == service and guard.holds is None]
        needs = needs.union(*(guard.needs for guard in unsure))
        if needs:
            return Room(
                "undecided", (), needs, ("open", "beyond", "refused") if self._priced() else ("open", "refused")
            )
        return found.replace(needs=self._base(found.needs))

    def _priced(self) -> bool:
        """Whether any quota of the layers held has a price beyond it."""
        told = self.question.index.all_of(self.question.layers, "quota")
        return any(isinstance(clause.value, Quota) and clause.value.beyond is not None for clause in told)

    def _untouched(self, service: str) -> bool:
        """Whether nothing was ever asked of the quotas that limit a service, so that whatever their period, all is left.
        One per unit is not so: before the first unit nothing is included."""
        binding = {rule for branch in branches(self.counting, service) for rule in branch.binding}
        asked = {entry.rule for entry in self.before.entries}
        return all(
            rule.limit != 0 and rule.id not in asked and not isinstance(rule.quota.period, tuple) for rule in binding
        )

    def _limiting(self, service: str) -> list[str]:
        things = [service]
        for thing in things:
            told = (clause for clause, guard in self.spending if clause.thing == thing and guard.holds is not False)
            things += [one.value.of for one in told if isinstance(one.value, Uses) and one.value.of not in things]
        return things

    def included(self, service: str) -> bool:
        """Whether a quota entitles to the service: `includes` or `adds` more than nothing of it."""
        return any(
            rule.thing == service and rule.quota.limits != "at_most" and rule.limit != 0 for rule in self.counting.rules
        )

    def hours_left(self, service: str) -> Fraction | None:
        """Hours of a service that its quotas still include before the opening; None: unlimited. 0 where none does. Raises
        NoValue where that is not known."""
        rules = [r for r in self.counting.rules if r.thing == service and r.quota.hours and r.quota.limits != "at_most"]
        if not rules:
            return Fraction(0)
        standings = [self.before.standing(rule.id) for rule in rules]
        unknown = [standing.needs for standing in standings if standing.used is None]
        if unknown:
            raise NoValue(Lacking(self._base(frozenset[str]().union(*unknown))))
        return min((standing.left for standing in standings if standing.left is not None), default=None)

    def beyond_needs(self, service: str) -> frozenset[str]:
        """Facts without which it is not known whether a price beyond a quota counts: those that a limit reads, where some
        quota of what limits the service has such a price."""
        things = self._limiting(service)
        told = self.question.index.all_of(self.question.layers, "quota")
        if not any(c.thing in things and isinstance(c.value, Quota) and c.value.beyond is not None for c in told):
            return frozenset()
        unknown = [agreed for thing in things if (agreed := self.by_thing.get(thing)) is not None and not agreed.known]
        return frozenset[str]().union(*(agreed.needs for agreed in unknown))

    def beyond(self, service: str) -> tuple[Clause, Beyond] | None:
        """The price beyond the quotas of a service or of what it uses, of the first that has one."""
        clauses = {clause.id: clause for clause in self.question.index.contract.clauses}
        for thing in self._limiting(service):
            for rule in self.counting.rules:
                if rule.thing == thing and rule.quota.beyond is not None:
                    return clauses[rule.id], rule.quota.beyond
        return None


def _adds(clause: Clause) -> bool:
    return isinstance(clause.value, Quota) and clause.value.limits == "adds"
