"""The ledger: what uses have taken from quotas, replayed from events.

In: the quotas of the winning layers with their numbers, and a history. Out: each quota's limit, use and rest, and which
event took what.

    includes 10 hours of advice per calendar quarter, beyond that 90 EUR per hour;  advice for 8 hours, then for 3 hours
    →  8 taken; 2 taken and 1 beyond, exhausted then; 0 left

Asking consumes nothing (decision 46). Decisions 46 to 53 are the source of every rule here.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Literal

from .accounts import Account, Standing
from .history import MISSED, RETURNED, Event, History, Problem, thing_of
from .quotas import Branch, Counting, Rule, branches, branches_of_rules, reached
from .records import Record


class Entry(Record):
    """What one event took from one quota, in the quota's unit. `beyond`: accepted at the price beyond the quota,
    `refused`: not accepted, and counted nowhere (decision 47)."""

    event: Event
    rule: str
    thing: str
    taken: Fraction
    beyond: Fraction
    refused: Fraction


class Ledger(Record):
    """A replay: standings in the order of the rules, entries and problems in the order of events, and when a quota that
    was used up ended the term (None: it did not)."""

    standings: tuple[Standing, ...]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    term_ended_at: datetime | None

    def standing(self, rule: str) -> Standing:
        """The standing of a rule. Raises KeyError for one that was not replayed."""
        return {one.rule: one for one in self.standings}[rule]

    def taken(self, thing: str) -> tuple[Entry, ...]:
        """What events took from the quotas of a thing."""
        return tuple(entry for entry in self.entries if entry.thing == thing)


class Room(Record):
    """Whether one more use would fit: `open`, `beyond` a quota that has a price, `refused` by one that has none, or
    undecided for lack of facts. `by`: the exhausted quotas."""

    state: Literal["open", "beyond", "refused", "undecided"]
    by: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()


def replay(counting: Counting, history: History, at: datetime | None, before: bool = False) -> Ledger:
    """What uses took up to an instant (with `before`, strictly before it), and how the quotas stand then.

    Coverage reads quotas strictly before the opening, answers give them as of `as_of` (decision 48). `at` None: there
    is no event either.
    """
    clerk = _Clerk(counting, history)
    for event in history.events:
        if at is not None and event.at <= at and not (before and event.at == at):
            clerk.take(event)
    return clerk.ledger(at)


def by_key(counting: Counting, ledger: Ledger) -> dict[str, Standing]:
    """One standing for each thing that has quotas: of several that bind, the one with the least left (decision 47), of
    equal ones the first. Where a quota that it is counted in has less to give, that is left. Quotas of one thing in
    hours and in number are not compared: the first rule's measure is answered."""
    found: dict[str, Standing] = {}
    for branch in branches_of_rules(counting):
        if counting.keys[branch.thing] not in found:
            own = [ledger.standing(rule.id) for rule in branch.own]
            pools = [ledger.standing(rule.id) for rule in branch.pools]
            tightest = min(own, key=_rest)
            pool = min(pools, key=_rest, default=tightest)
            if _rest(pool) < _rest(tightest):
                tightest = tightest.replace(left=pool.left, exhausted_at=pool.exhausted_at)
            found[tightest.key] = tightest
    return found


def _rest(standing: Standing) -> tuple[int, Fraction]:
    """Undecided ones before all others, unlimited ones after."""
    if standing.left is None:
        return (0 if standing.needs else 2, Fraction(0))
    return (1, standing.left)


def room(counting: Counting, ledger: Ledger, thing: str) -> Room:
    """Whether a use of a service or unit would fit the quotas that limit it: its own, those they are counted in and
    those of what it uses, no others (decision 46)."""
    found = [_room(branch, ledger) for branch in branches(counting, thing)]
    for state in ("refused", "undecided", "beyond"):
        rooms = [one for one in found if one.state == state]
        if rooms:
            by = tuple(dict.fromkeys(rule for one in rooms for rule in one.by))
            return Room(state, by, frozenset[str]().union(*(one.needs for one in rooms)))
    return Room("open")


def _room(branch: Branch, ledger: Ledger) -> Room:
    empty = [rule.id for rule in branch.binding if ledger.standing(rule.id).exhausted]
    refusing = tuple(rule.id for rule in branch.caps if rule.id in empty)
    unknown = [one for rule in branch.binding if (one := ledger.standing(rule.id)).used is None]
    if refusing:
        return Room("refused", refusing)
    if unknown:
        return Room("undecided", (), frozenset[str]().union(*(one.needs for one in unknown)))
    return Room("beyond", tuple(empty)) if empty else Room("open")


# ── The replay ────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Clerk:
    """Takes events in order and keeps the accounts."""

    def __init__(self, counting: Counting, history: History) -> None:
        self._counting = counting
        self._history = history
        self._term = counting.term
        self._accounts = {rule.id: Account(rule, counting, history.opened) for rule in counting.rules}
        self._entries: list[Entry] = []
        self._problems: list[Problem] = []

    def take(self, event: Event) -> None:
        """One event; those that are no use of a thing, or come before the term's known start, change nothing."""
        thing = thing_of(event.type)
        if thing not in self._counting.keys:
            return
        if self._term.start is not None and event.at < self._term.start:
            return
        for account in self._accounts.values():
            account.advance(event.at, self._term)
        if event.type.startswith(RETURNED):
            self._give_back(event, thing)
        elif not event.type.startswith(MISSED) or thing in self._counting.missed:
            self._use(event, thing)

    def ledger(self, at: datetime | None) -> Ledger:
        """The accounts as they stand at an instant."""
        for account in self._accounts.values():
            if at is not None:
                account.advance(at, self._term)
        ended_at = self._term.end if self._term.why == "exhausted" else None
        return Ledger(
            tuple(account.standing(at, self._term) for account in self._accounts.values()),
            tuple(self._entries),
            tuple(self._problems),
            ended_at,
        )

    def _use(self, event: Event, thing: str) -> None:
        over = self._term.end is not None and event.at >= self._term.end
        fits = [self._fit(event, branch) for branch in branches(self._counting, thing)]
        refused = over or any(fit.amount and not fit.accepted for fit in fits)
        for fit in fits:
            self._enter(event, fit.replace(accepted=Fraction(0), included=Fraction(0)) if refused else fit)
        if not refused:
            used = reached(self._counting, thing)
            for account in self._accounts.values():
                account.turn(event.at, used)

    def _fit(self, event: Event, branch: Branch) -> _Fit:
        """What fits all quotas of a branch is taken; the rest is beyond, as far as those without a price allow."""
        amount = branch.amount(event.hours, self._counting.blocks.get(branch.thing))
        accepted = min([amount, *self._lefts(branch.caps, event.at)])
        included = min([accepted, *self._lefts(branch.binding, event.at)])
        return _Fit(branch, amount, accepted, included)

    def _lefts(self, rules: tuple[Rule, ...], at: datetime) -> list[Fraction]:
        accounts = [self._accounts[rule.id] for rule in rules]
        return [left for account in accounts if account.counts(at) and (left := account.left(at)) is not None]

    def _enter(self, event: Event, fit: _Fit) -> None:
        for rule in fit.branch.binding:
            account = self._accounts[rule.id]
            if not fit.amount or not account.counts(event.at):
                continue
            own = rule in fit.branch.own
            taken = fit.accepted if own and rule.quota.beyond is None else fit.included
            beyond = fit.accepted - taken if own else Fraction(0)
            refused = fit.amount - fit.accepted if own else Fraction(0)
            account.take(taken, beyond, event.at)
            self._entries.append(Entry(event, rule.id, rule.thing, taken, beyond, refused))
            if rule.quota.ends_term and taken and account.left(event.at) == 0:
                self._term = self._term.exhausted(event.at)

    def _give_back(self, event: Event, thing: str) -> None:
        stocks = [
            (self._accounts[rule.id], branch.amount(event.hours, self._counting.blocks.get(branch.thing)))
            for branch in branches(self._counting, thing)
            for rule in branch.own
            if rule.quota.period is None
        ]
        if any(account.out < amount for account, amount in stocks):
            self._problems.append(Problem(event, "none is out"))
            return
        for account, amount in stocks:
            account.give_back(amount)


class _Fit(Record):
    """An amount, how much of it is accepted, and how much of that the quotas include."""

    branch: Branch
    amount: Fraction
    accepted: Fraction
    included: Fraction
