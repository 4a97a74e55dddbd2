"""The ledger: what uses have taken from quotas, replayed from events.

In: the quotas of the winning layers with their numbers, and a history. Out: each quota's limit, use and rest, and which
event took what.

    includes 10 hours of advice per calendar quarter, beyond that 90 EUR per hour;  advice for 8 hours, then for 3 hours
    →  8 taken; 2 taken and 1 beyond, exhausted then; 0 left

Asking consumes nothing (decision 46). Decisions 46 to 53 are the source of every rule here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Literal

from .accounts import Account, Standing
from .history import MISSED, RETURNED, Event, History, Problem, thing_of
from .quotas import Counting, Draw, Rule, draws, reached
from .reach import Part, Reach, parts
from .records import Record
from .values import Quota

NONE, FEWER = "none is out", "fewer are out"
"""Why not so many can be given back."""


class Entry(Record):
    """What one event took from one quota, in the quota's unit. `beyond`: accepted at the quota's own price beyond,
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
    undecided for lack of facts. `by`: the exhausted quotas; `may_be`: what an undecided one can turn out to be."""

    state: Literal["open", "beyond", "refused", "undecided"]
    by: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    may_be: tuple[str, ...] = ("open", "beyond", "refused")


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
    """One standing for each thing that has quotas, and one for each that has some in money (`repairs in GBP`): of several,
    the one with the least left (decision 47), of equal ones the first. Quotas of one thing in hours and in number are not
    compared: the first rule's measure is answered."""
    found: dict[str, Standing] = {}
    for rule in counting.rules:
        alike = [one for one in counting.rules if (one.thing, one.quota.measure) == (rule.thing, rule.quota.measure)]
        key = key_of(counting.keys[rule.thing], rule.quota)
        if key not in found:
            found[key] = min((ledger.standing(one.id) for one in alike), key=_rest)
    return found


def key_of(thing: str, quota: Quota) -> str:
    """The key of a quota in answers, by that of its thing."""
    return f"{thing} in {quota.currency}" if quota.currency else thing


def _rest(standing: Standing) -> tuple[int, Fraction]:
    """Undecided ones before all others, unlimited ones after."""
    if standing.left is None:
        return (0 if standing.needs else 2, Fraction(0))
    return (1, standing.left)


def room(counting: Counting, ledger: Ledger, thing: str) -> Room:
    """Whether a use of a service or unit would fit the quotas that limit it: its own, those they are counted in and
    those of what it uses, no others (decision 46)."""
    rules = {draw.rule.id: draw.rule for draw in draws(counting, thing)}
    standings = [ledger.standing(rule) for rule in rules]
    empty = tuple(one.rule for one in standings if one.exhausted)
    refusing = tuple(rule for rule in empty if rules[rule].quota.beyond is None)
    open_ones = [one for one in standings if open_by(rules[one.rule], ledger)]
    if refusing:
        return Room("refused", refusing)
    if open_ones:
        unknown = {rules[one.rule].quota.beyond is not None for one in open_ones}
        possible = {"open": not empty, "beyond": bool(empty) or True in unknown, "refused": False in unknown}
        needs = frozenset[str]().union(*(one.needs for one in open_ones))
        return Room("undecided", needs=needs, may_be=tuple(state for state, can in possible.items() if can))
    return Room("beyond", empty) if empty else Room("open")


def open_by(rule: Rule, ledger: Ledger) -> frozenset[str]:
    """The facts without which it is not known whether anything is left of a quota."""
    return frozenset() if _untouched(rule, ledger) else ledger.standing(rule.id).needs


def left(rule: Rule, ledger: Ledger) -> tuple[Fraction | None, frozenset[str]]:
    """What is left of a quota, None: unlimited; or the facts without which that is not known."""
    if rule.quota.carry_over is None and _untouched(rule, ledger):
        return rule.limit, frozenset()
    standing = ledger.standing(rule.id)
    return standing.left, standing.needs


def _untouched(rule: Rule, ledger: Ledger) -> bool:
    """Whether nothing was ever taken of a quota, so that whatever its period, all is left; of an unlimited one it always
    is. One per unit is not so: before the first unit nothing is included."""
    if rule.limit is None:
        return True
    taken = any(entry.rule == rule.id and entry.taken for entry in ledger.entries)
    return rule.limit != 0 and not taken and not isinstance(rule.quota.period, tuple)


def may_have_ended(counting: Counting, ledger: Ledger, thing: str) -> frozenset[str]:
    """The facts without which it is not known whether a quota of a thing was used up and ended the term."""
    needs = frozenset[str]()
    for rule in counting.rules:
        if rule.thing == thing and rule.quota.ends_term and rule.limit is not None:
            taken = sum((entry.taken for entry in ledger.entries if entry.rule == rule.id), Fraction(0))
            needs |= ledger.standing(rule.id).needs if taken >= rule.limit > 0 else frozenset()
    return needs


# ── The replay ────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Clerk:
    """Takes events in order and keeps the accounts."""

    def __init__(self, counting: Counting, history: History) -> None:
        self._counting = counting
        self._term = counting.term
        self._accounts = {rule.id: Account(rule, counting, history.opened) for rule in counting.rules}
        self._entries: list[Entry] = []
        self._problems: list[Problem] = []
        self._out: dict[str, Fraction] = {}

    def take(self, event: Event) -> None:
        """One event; those that are no use of a thing, or come before the term's known start, change nothing."""
        thing = thing_of(event.type)
        if thing not in self._counting.keys:
            return
        over = self._counting.over
        if (self._term.start is not None and event.at < self._term.start) or (over is not None and event.at > over):
            return
        for account in self._accounts.values():
            account.advance(event.at, self._term.end)
        if event.type.startswith(RETURNED):
            self._give_back(event, thing)
        elif not event.type.startswith(MISSED) or thing in self._counting.missed:
            self._use(event, thing)

    def ledger(self, at: datetime | None) -> Ledger:
        """The accounts as they stand at an instant."""
        accounts, term = self._accounts.values(), self._term.exhausted(self._counting.over)
        read_at = [None if at is None else account.advance(at, term.end) for account in accounts]
        ended_at = term.end if term.why == "exhausted" else None
        return Ledger(
            tuple(account.standing(one) for account, one in zip(accounts, read_at, strict=True)),
            tuple(self._entries),
            tuple(self._problems),
            ended_at,
        )

    def _use(self, event: Event, thing: str) -> None:
        """A use takes what fits all binding quotas; the rest is beyond where all that it does not fit are priced, else
        refused (decision 47). What it cost beyond a sum of money is the customer's."""
        pieces = event.count or 1
        asked = [
            draw
            for draw in draws(self._counting, thing, pieces, Fraction(event.value or 0))
            if self._accounts[draw.rule.id].counts(event.at)
        ]
        over = self._term.end is not None and event.at >= self._term.end
        shares = dict(self._shares(event, asked))
        split = _split(asked, shares, over)
        unsure = self._unsure(event, asked, shares, over)
        for draw in asked if unsure else ():
            if draw.amount(event.hours):
                self._accounts[draw.rule.id].doubt(unsure)
        for draw in asked:
            self._enter(event, draw, split)
        if split.fits or split.priced:
            used = reached(self._counting, thing)
            for name, times in used.items():
                accepted = times * pieces if split.priced else Fraction(-(-split.fits * times * pieces // 1))
                self._out[name] = self._out.get(name, Fraction(0)) + accepted
            for account in self._accounts.values():
                account.turn(event.at, used.keys())

    def _unsure(
        self, event: Event, asked: Sequence[Draw], shares: Mapping[str, Fraction], over: bool
    ) -> frozenset[str]:
        """Facts without which it is not known whether less of a use fits than the quotas show that are known, or what it
        costs beyond, and so what it takes from all."""
        needs = frozenset[str]()
        for draw in asked:
            least, unknown = self._accounts[draw.rule.id].at_least(event.at)
            share = Fraction(1) if least is None else draw.share(least, event.hours)
            if share < 1 and _split(asked, {**shares, draw.rule.id: share}, over) != _split(asked, shares, over):
                needs |= unknown
        return needs

    def _shares(self, event: Event, asked: Iterable[Draw]) -> Iterator[tuple[str, Fraction]]:
        """For each quota that limits a use, the share of it that fits."""
        for draw in asked:
            left = self._accounts[draw.rule.id].left(event.at)
            if left is not None:
                yield draw.rule.id, draw.share(left, event.hours)

    def _enter(self, event: Event, draw: Draw, split: _Split) -> None:
        rule, own = draw.rule, draw.own
        whole, taken = draw.amount(event.hours), draw.part(split.fits, event.hours)
        if not whole:
            return
        account = self._accounts[rule.id]
        accepted = split.borne if rule.quota.currency else split.priced
        rest = own.amount(event.hours) - own.part(split.fits, event.hours)
        ends = [(one.start, one.end) for one in split.paid if one.payer == rule.id]
        paid = (draw.part(end, event.hours) - draw.part(start, event.hours) for start, end in ends)
        beyond = rest if accepted and rule.quota.currency else sum(paid, Fraction(0))
        account.take(taken, beyond, rest if accepted else Fraction(0), event)
        self._entries.append(Entry(event, rule.id, rule.thing, taken, beyond, Fraction(0) if accepted else rest))
        if rule.quota.ends_term and taken and account.left(event.at) == 0:
            self._term = self._term.exhausted(event.at)

    def _give_back(self, event: Event, thing: str) -> None:
        """What was used and not yet given back returns to the stocks that it was taken from, with all that such a use spent;
        once the term has ended nothing changes."""
        if self._term.end is not None and event.at >= self._term.end:
            return
        pieces, out = event.count or 1, self._out.get(thing, Fraction(0))
        if out < pieces:
            self._problems.append(Problem(event, NONE if out < 1 else FEWER))
            return
        for name, times in reached(self._counting, thing).items():
            self._out[name] = max(self._out.get(name, Fraction(0)) - times * pieces, Fraction(0))
        for draw in draws(self._counting, thing, pieces):
            if draw.rule.quota.period is None:
                self._accounts[draw.rule.id].give_back(draw.own.amount(event.hours), event)


class _Split(Record):
    """What becomes of a use: the share that `fits`; whether the rest is accepted, of sums of money `borne` by the customer,
    of all else at the prices beyond; and which of those each part of it is `paid` at."""

    fits: Fraction
    priced: bool
    borne: bool
    paid: tuple[Part, ...]


def _split(asked: Iterable[Draw], shares: Mapping[str, Fraction], over: bool) -> _Split:
    """`shares`: how much of it fits each quota of which that is known; `over`: the term has ended."""
    fits = Fraction(0) if over else min(shares.values(), default=Fraction(1))
    short = [draw.rule for draw in asked if shares.get(draw.rule.id, 1) < 1]
    priced = not over and all(rule.quota.beyond is not None for rule in short)
    borne = not over and all(rule.quota.beyond is not None or rule.quota.currency for rule in short)
    reaches = [Reach(rule.id, shares[rule.id], rule.quota.beyond is not None) for rule in short]
    return _Split(fits, priced, borne, tuple(parts(reaches, fits, Fraction(1))) if priced else ())
