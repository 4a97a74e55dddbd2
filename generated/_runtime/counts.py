"""Quotas of a question: which are in force, what events have taken from them, and whether one more use would fit.

Decisions 46 to 53 are the source of every rule here; the replay itself is the ledger's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from functools import cached_property, partial
from typing import Any

from . import ledger, money
from .case import Case, Known, Lacking, NoValue
from .decide import Agreed, Outcome, agree, settled
from .declare import Clause
from .history import MISSED, RETURNED, Problem, thing_of
from .ledger import FEWER, NONE, Ledger, key_of
from .limits import Limits
from .question import Question
from .quotas import Counting, Draw, booking, draws
from .reach import NOTHING_INCLUDED, Allowance, Bound, bound
from .text import decimal
from .values import Beyond, Quota


class Counts:
    """The quotas of one question, replayed once."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.limits = Limits(question)
        question.quota_end = self.term_ended
        question.used_up_by = self.used_up_by

    # ── Replays ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def ledger(self) -> Ledger:
        """The quotas as of the question, as far as the facts tell them."""
        return ledger.replay(self.limits.told, self.question.history, self.question.as_of)

    @cached_property
    def before(self) -> Ledger:
        """The same as coverage reads them: strictly before the opening, else as of the question (decision 48)."""
        opened = self.question.given.opened
        if opened is None:
            return self.ledger
        return ledger.replay(self.limits.told, self.question.history, opened, before=True)

    def _replayed(self, case: Case, thing: str, one_more: bool = False) -> tuple[Counting, Ledger]:
        """The quotas that touch a thing's, in one completion: as of the question, or where `one_more` use of it is asked
        about, before that (decision 48). Raises Unknown and NoValue."""
        if self.limits.known(thing):
            return self.limits.told, self.before if one_more else self.ledger
        opened = self.question.given.opened
        before = one_more and opened is not None
        at = opened if before else self.question.as_of
        events = tuple(
            event
            for event in self.question.history.events
            if at is not None and (event.at < at or (event.at == at and not before))
        )
        counting = self.limits.completed(case, thing, events, self.term_ended().value, one_more)
        return counting, ledger.replay(counting, self.question.history, at, before)

    def term_ended(self) -> Agreed:
        """When a quota's exhaustion ended the term, None where none did."""
        return self._without_itself(lambda: self._term_ended, None)

    def used_up_by(self, at: datetime) -> Agreed:
        """Whether a quota's exhaustion had ended the term at an instant."""

        def outcome(case: Case) -> Outcome:
            end = self._first_end(case, at)
            return Outcome(Known(end is not None and end <= at))

        return self._without_itself(lambda: agree(self.question.opening, outcome), False)

    def _without_itself(self, ask: Callable[[], Agreed], otherwise: Any) -> Agreed:
        """A quota that hangs on the term itself does not see that it ends it."""
        if self.question.counting:
            return Agreed(Known(otherwise))
        self.question.counting = True
        try:
            return ask()
        finally:
            self.question.counting = False

    @cached_property
    def _term_ended(self) -> Agreed:
        return agree(self.question.opening, lambda case: Outcome(Known(self._first_end(case, None))))

    @cached_property
    def _ending(self) -> list[str]:
        """The things of which a quota ends the term."""
        return sorted({c.thing for c in self.limits.quotas if isinstance(c.value, Quota) and c.value.ends_term})

    def _first_end(self, case: Case, until: datetime | None) -> datetime | None:
        """When the first of the quotas that end the term ran out, by the uses up to an instant: a later one tells nothing of
        it, nor does one of which it is not known whether it ran out, where another did before. Raises Unknown and NoValue."""
        end: datetime | None = None
        open_ones = []
        for thing in self._ending:
            try:
                end = self._end_by(case, thing, end, until)
            except NoValue:
                open_ones.append(thing)
        for thing in open_ones:
            end = self._end_by(case, thing, end, until)
        return end

    def _end_by(self, case: Case, thing: str, over: datetime | None, until: datetime | None) -> datetime | None:
        """The same by the quotas of one thing, in a term that another ended at an instant, perhaps."""
        last = min((one for one in (until, over) if one is not None), default=None)
        if not self.limits.touched(thing, last):
            return over
        question = self.question
        at = question.as_of if last is None or question.as_of is None else min(last, question.as_of)
        events = tuple(event for event in question.history.events if at is not None and event.at <= at)
        known = self.limits.known(thing)
        counting = self.limits.told if known else self.limits.completed(case, thing, events, over, one_more=False)
        again = not known or last is not None
        found = ledger.replay(counting.replace(over=over), question.history, at) if again else self.ledger
        if found.term_ended_at is None and (needs := self._base(ledger.may_have_ended(counting, found, thing))):
            raise NoValue(Lacking(needs))
        return found.term_ended_at

    def standings(self) -> dict[str, Agreed]:
        """How each counted thing stands, a `Standing` or None where no quota of it holds, by its key in answers."""
        held = {(c.thing, key_of("", c.value)) for c in self.limits.quotas if isinstance(c.value, Quota)}
        return {
            thing.key + measure: agree(self.question.opening, partial(self._standing, thing.name, measure))
            for thing in self.question.index.contract.things
            for measure in sorted(measure for name, measure in held if name == thing.name)
            if thing.name in self.limits.by_thing
        }

    def too_many(self) -> tuple[str, ...]:
        """A sentence for each list of names that is longer than its cap."""
        question, found = self.question, []
        for fact in question.index.contract.facts:
            field = fact.field or fact.name
            names = question.given.facts.get(field) if fact.type == "names" else None
            cap = self.limits.cap(field) if names is not None else Known(None)
            if isinstance(cap, Known) and cap.value is not None and len(names or ()) > cap.value:
                found.append(f"{fact.name}: {len(names or ())} are named, {decimal(max(cap.value, Fraction(0)))} count")
        return tuple(found)

    def not_out(self) -> tuple[Problem, ...]:
        """What was returned though, whatever the missing facts are, it was not out; the reason where it is always the same,
        else that fewer are out."""
        returned = dict.fromkeys(
            thing_of(event.type) for event in self.question.history.events if event.type.startswith(RETURNED)
        )
        return tuple(problem for thing in returned for problem in self._never_out(thing))

    def _never_out(self, thing: str) -> list[Problem]:
        agreed = agree(self.question.opening, partial(self._not_out, thing))
        told = [{one.event: one.why for one in problems} for problems in agreed.possible]
        if agreed.lacking or not told:
            return []
        always = [event for event in told[0] if all(event in other for other in told)]
        whys = [{other[event] for other in told} for event in always]
        return [
            Problem(event, *why) if len(why) == 1 else Problem(event, FEWER)
            for event, why in zip(always, whys, strict=True)
        ]

    def _not_out(self, thing: str, case: Case) -> Outcome:
        over = self.term_ended().value
        if self.limits.given_out(thing, over):
            told = self._replayed(case, thing)[1].problems
            return Outcome(Known(tuple(one for one in told if thing_of(one.event.type) == thing)))
        events = (event for event in self.question.history.events if event.type == f"{RETURNED}{thing}")
        return Outcome(Known(tuple(Problem(event, NONE) for event in events if self.limits.in_term(event, over))))

    def _standing(self, thing: str, measure: str, case: Case) -> Outcome:
        if self.question.index.things[thing].kind == "list":
            return self.limits.names(thing, case)
        counting, found = self._replayed(case, thing)
        standing = ledger.by_key(counting, found).get(counting.keys[thing] + measure)
        clauses = self.limits.of(thing, case).clauses
        if standing is None:
            return Outcome(Known(None), clauses)
        if standing.needs:
            return Outcome(Lacking(self._base(standing.needs)), clauses)
        return Outcome(Known(standing.replace(rule="", money=bool(measure))), clauses)

    def costs(self) -> dict[str, Agreed]:
        """What lies beyond the quotas costs, a `Sum`, by the key of their thing; None where that has no price."""
        things = self.question.index.contract.things
        priced = {c.thing for c in self.limits.quotas if isinstance(c.value, Quota) and c.value.beyond is not None}
        return {
            thing.key: agree(self.question.opening, partial(self._cost, thing.name))
            for thing in things
            if thing.name in priced and thing.name in self.limits.by_thing
        }

    def _cost(self, thing: str, case: Case) -> Outcome:
        counting, found = self._replayed(case, thing)
        standing = ledger.by_key(counting, found).get(counting.keys[thing])
        if standing is None or standing.needs:
            return Outcome(Known(None))
        clause = next(clause for clause in self.limits.quotas if clause.id == standing.rule)
        quota = clause.value
        if not isinstance(quota, Quota) or quota.beyond is None:
            return Outcome(Known(None))
        price = settled(case.moment, quota.beyond)
        if isinstance(price, Lacking):
            return Outcome(price, (clause,))
        parts = (use.beyond for use in standing.uses if use.beyond)
        return Outcome(Known(money.cost_beyond(price.value, clause.id, parts, quota.hours)), (clause,))

    def missed(self, thing: str) -> bool:
        """Whether a use that was missed certainly took something."""

        def outcome(case: Case) -> Outcome:
            _, found = self._replayed(case, thing)
            return Outcome(Known(any(one.taken and one.event.type == f"{MISSED}{thing}" for one in found.entries)))

        return agree(self.question.opening, outcome).value is True

    def _base(self, needs: frozenset[str]) -> frozenset[str]:
        """Needs as base facts: a start that the contract computes needs what that formula reads."""
        if "start" not in needs:
            return needs
        start = self.question.start(self.question.opening)
        return needs - {"start"} | (start.needs if isinstance(start, Lacking) else frozenset())

    # ── One more use ────────────────────────────────────────────────────────────────────────────────────────────────

    def room(self, service: str) -> Agreed:
        """Whether one more use of a service fits the quotas that limit it, its own and those of what it uses: `open`,
        `beyond` or `refused`."""
        return agree(self.question.asked_for(service), lambda case: Outcome(Known(self.room_in(case, service))))

    def room_in(self, case: Case, service: str) -> str:
        """The same in one completion. Raises Unknown and NoValue."""
        found = ledger.room(*self._replayed(case, service, one_more=True), service)
        if found.state != "undecided":
            return found.state
        state: str = case.suppose("step room", found.may_be, self._base(found.needs))
        return state

    def states(self) -> tuple[str, ...]:
        """What room can turn out to be where nothing is known of it."""
        priced = any(isinstance(c.value, Quota) and c.value.beyond is not None for c in self.limits.quotas)
        return ("open", "beyond", "refused") if priced else ("open", "refused")

    def included(self, service: str) -> Agreed:
        """Whether a quota entitles to the service: `includes` or `adds` more than nothing of it."""
        moment = self.question.asked_for(service)
        return agree(moment, lambda case: Outcome(Known(self.limits.entitle(case, service))))

    def priced(self, case: Case, service: str) -> list[tuple[Clause, Beyond]]:
        """The prices beyond the quotas that limit a service, from the nearest to the farthest. Raises Unknown and NoValue."""
        if not any(quota.beyond for quota in self.limits.near(service)):
            return []
        clauses = {clause.id: clause for clause in self.limits.quotas}
        told = ((clauses[draw.rule.id], draw.rule.quota.beyond) for draw in self._binding(case, service))
        return [(clause, beyond) for clause, beyond in told if beyond is not None]

    def used_up(self, case: Case, service: str, clause: Clause) -> bool:
        """Whether nothing is left of a quota for one more use of a service, in one completion. Raises Unknown and NoValue."""
        counting, found = self._replayed(case, service, one_more=True)
        rule = next(rule for rule in counting.rules if rule.id == clause.id)
        needs = self._base(ledger.open_by(rule, found))
        return case.suppose(f"step {rule.id}", (True, False), needs) if needs else found.standing(rule.id).exhausted

    def allowance(self, case: Case, service: str, worked: Fraction) -> Allowance:
        """What quotas say of a job of so many hours: their own hours, their prices beyond. Raises Unknown, and NoValue where
        it is not known what is left."""
        if not worked or not any(quota.hours or quota.beyond for quota in self.limits.near(service)):
            return NOTHING_INCLUDED
        rules = [draw.rule for draw in self._binding(case, service) if not draw.rule.quota.currency]
        entitles = any(rule.quota.hours and rule.quota.limits != "at_most" and rule.limit != 0 for rule in rules)
        if not entitles and all(rule.quota.beyond is None for rule in rules):
            return NOTHING_INCLUDED
        booked = booking(rule for rule in rules if rule.thing == service)
        return Allowance(entitles, self._bounds(case, service, worked, booked.of(worked), entitles), booked)

    def _bounds(self, case: Case, service: str, worked: Fraction, job: Fraction, entitles: bool) -> tuple[Bound, ...]:
        """How far each quota reaches that limits what is included or costs something beyond."""
        counting, replayed = self._replayed(case, service, one_more=True)
        found: list[Bound] = []
        needs = frozenset[str]()
        for draw in draws(counting, service):
            quota = draw.rule.quota
            if quota.currency or not (entitles or quota.beyond):
                continue
            left, lacking = ledger.left(draw.rule, replayed)
            needs |= lacking
            if left is not None:
                found.append(bound(draw, left, worked, job))
        if needs:
            raise NoValue(Lacking(self._base(needs)))
        return tuple(found)

    def _binding(self, case: Case, service: str) -> tuple[Draw, ...]:
        """The quotas that limit a service: its own, those they are counted in, those of what it uses (decision 46)."""
        known = self.limits.known(service)
        counting = self.limits.told if known else self.limits.completed(case, service, (), None, one_more=True)
        return draws(counting, service)
