"""A quota's account: its period, what was used in it, what was carried into it.

    10 hours per calendar quarter, carry over for 3 months; 4 used in the first quarter, 7 in the second
    →  the 7 take the 6 carried over, then 1 of the second quarter's own: 9 are left

Decisions 48 to 50 are the source of every rule here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal, TypeAlias

from .durations import CalendarUnits
from .history import Event
from .instants import instant, micros
from .money import Sum
from .quotas import Counting, Rule
from .records import Record
from .terms import Period, Term, period_at

_MOMENT = timedelta(microseconds=1)


class Use(Record):
    """What one event took from a quota, or gave back to it (less than 0), in the quota's unit; `beyond`: accepted beside
    it, at its price beyond."""

    at: datetime
    event: str
    taken: Fraction
    beyond: Fraction = Fraction(0)


class Standing(Record):
    """How a quota stands at an instant, in its period then.

    `limit` and `left` None: unlimited, or not known where there are `needs`. Where amounts were carried over, `limit`
    is what the period has in all: used and left. `exhausted_at`: the use that left nothing, while nothing is left.
    `unit` is "hours", the key, or with `money` a currency. `uses`: those of the period, in order of time; what they took
    adds up to `used`. `needs`: facts without which it is not known. `cost`: what lies beyond it costs, where that has a
    price.
    """

    rule: str
    thing: str
    key: str
    unit: str
    limit: Fraction | None
    used: Fraction | None
    left: Fraction | None
    exhausted_at: datetime | None = None
    period: Period | None = None
    uses: tuple[Use, ...] = ()
    needs: frozenset[str] = frozenset()
    cost: Sum | None = None
    money: bool = False

    @property
    def beyond(self) -> Fraction:
        """What was accepted beyond it in the period, in its unit."""
        return sum((one.beyond for one in self.uses), Fraction(0))

    @property
    def exhausted(self) -> bool:
        """Whether nothing is left, for certain."""
        return self.left == 0


_Lot: TypeAlias = tuple[Fraction, datetime | None]
"""An amount carried over and the instant from which it is lost; None: with the term."""


class Account:
    """A quota's period, what it used and what was carried into it."""

    def __init__(self, rule: Rule, counting: Counting, opened: datetime | None) -> None:
        self._rule = rule
        self._kind = rule.quota.period
        self._counting = counting
        self._opened = opened
        self._period: Period | None = Period(opened) if self._kind == "event" and opened is not None else None
        self._used = Fraction(0)
        self._own_used = Fraction(0)
        self._lots: list[_Lot] = []
        self._rest_out = Fraction(0)
        self._beyond_out = Fraction(0)
        self._exhausted_at: datetime | None = None
        self._asked = False
        self._taken: list[tuple[datetime, Fraction]] = []
        self._uses: list[Use] = []
        self._needs = self._missing()

    def _missing(self) -> frozenset[str]:
        """Facts without which the period, or what was carried into it, is not known."""
        carry = self._rule.quota.carry_over
        if self._kind == "event":
            return frozenset({"opened"} if self._opened is None else ())
        dated = isinstance(self._kind, str) and self._kind != "term"
        from_start = dated and (str(self._kind).startswith("contract") or carry is not None)
        needs = {"start"} if from_start and self._counting.term.start is None else set()
        if self._counting.zone is None and dated:
            needs.add(self._counting.zone_fact)
        return frozenset(needs)

    def counts(self, at: datetime) -> bool:
        """Whether uses of an instant belong to it: of a quota per event only those of this ticket (decision 49)."""
        return self._kind != "event" or self._opened is None or at >= self._opened

    def at_least(self, at: datetime) -> tuple[Fraction | None, frozenset[str]]:
        """Where it is not known what is left: the least that it can be, with nothing carried over and, where their period
        is not known either, all uses in one; and the facts that would tell. None where it is known, or unlimited."""
        if self._rule.limit is None or not self._needs or self._waits():
            return None, frozenset()
        return max(self._rule.limit - self._taken_beside(at), Fraction(0)), self._needs

    def _taken_beside(self, at: datetime) -> Fraction:
        """What was taken in the period of an instant, in all of them where that is not known."""
        if isinstance(self._kind, tuple):
            return self._own_used
        period = Period()
        if str(self._kind).startswith("calendar") and self._counting.zone is not None:
            period = self._period_at(at) or period
        return sum((n for when, n in self._taken if period.start is None or period.start <= when), Fraction(0))

    def doubt(self, needs: frozenset[str]) -> None:
        """A use of which it is not known, for lack of facts, what became of it; nothing can be taken from nothing."""
        if self._rule.limit == 0:
            return
        self._needs |= needs
        self._asked = True

    def left(self, at: datetime) -> Fraction | None:
        """What can still be taken; None: no limit, or not known."""
        limit = self._rule.limit
        if limit is None:
            return None
        if self._waits() or limit == 0:  # of nothing nothing is carried over
            return Fraction(0)
        if self._needs:
            return None if self._asked or self._rolls() else limit
        carried = sum((amount for amount, lost_at in self._lots if lost_at is None or at < lost_at), Fraction(0))
        return max(limit - self._own_used, Fraction(0)) + carried

    def _waits(self) -> bool:
        """One per unit, before the first unit: nothing is included."""
        return isinstance(self._kind, tuple) and self._period is None

    def _rolls(self) -> bool:
        """Whether what is left hangs on earlier periods, though nothing was taken."""
        return self._rule.quota.carry_over is not None or isinstance(self._kind, tuple)

    def take(self, amount: Fraction, beyond: Fraction, rest: Fraction, event: Event) -> None:
        """Consume an amount: what was carried over goes first, oldest first (decision 50). `rest` was accepted too, of which
        the price beyond this quota pays `beyond`."""
        at = event.at
        if amount or beyond:
            self._uses.append(Use(at, event.type, amount, beyond))
        self._asked = self._asked or amount > 0
        self._taken.append((at, amount))
        self._used += amount
        if self._kind is None:
            self._rest_out += rest
            self._beyond_out += beyond
        rest, lots = amount, []
        for carried, lost_at in self._lots:
            spent = min(rest, carried) if lost_at is None or at < lost_at else Fraction(0)
            rest -= spent
            lots.append((carried - spent, lost_at))
        self._lots = [lot for lot in lots if lot[0]]
        self._own_used += rest
        if amount and self.left(at) == 0:
            self._exhausted_at = at

    def give_back(self, amount: Fraction, event: Event) -> None:
        """Returned to the stock: what is held beyond the limit first."""
        rest = min(amount, self._rest_out)
        beyond, back = min(rest, self._beyond_out), min(amount - rest, self._used)
        self._rest_out -= rest
        self._beyond_out -= beyond
        self._own_used = self._used = self._used - back
        if back or beyond:
            self._uses.append(Use(event.at, event.type, -back, -beyond))

    def turn(self, at: datetime, used: Collection[str]) -> None:
        """A use of the unit that a quota is per: its next period begins."""
        if isinstance(self._kind, tuple) and self._kind[1] in used:
            if self._period is not None:
                self._close(at)
            self._used = self._own_used = Fraction(0)  # before the first unit nothing is included, so nothing is left
            self._uses = []
            self._period = Period(at)

    def advance(self, at: datetime, ended_at: datetime | None) -> datetime:
        """Go on to the period of an instant; before the term that is its first, after the term ended its last. Returns
        the instant as of which it is read: one of the term."""
        term = self._counting.term
        if ended_at is not None and at >= ended_at:
            at = ended_at - _MOMENT
        if term.start is not None:
            at = max(at, term.start)
        if self._kind == "term":
            self._period = Period(term.start, term.end)
        elif isinstance(self._kind, str) and self._kind != "event" and not self._needs:
            self._go_to(at, term)
        return at

    def _go_to(self, at: datetime, term: Term) -> None:
        if self._period is None and self._rule.quota.carry_over is not None and term.start is not None:
            self._period = self._period_at(term.start)
        while self._period is not None and self._period.end is not None and at >= self._period.end:
            end = self._period.end
            self._close(end)
            self._period = self._period_at(end if self._rule.quota.carry_over is not None else at)
        if self._period is None:
            self._period = self._period_at(at)

    def _period_at(self, at: datetime) -> Period | None:
        assert isinstance(self._kind, str)
        assert self._counting.zone is not None
        return period_at(self._kind, at, self._counting.term, self._counting.zone)

    def _close(self, end: datetime) -> None:
        """The end of a period: what is left of it is carried over, or lost."""
        carry, limit = self._rule.quota.carry_over, self._rule.limit
        if carry is not None and limit is not None and limit > self._own_used:
            if isinstance(carry, CalendarUnits) and self._counting.zone is None:
                self._needs |= {self._counting.zone_fact}
            else:
                self._lots.append((limit - self._own_used, self._lost_at(carry, end)))
        self._used = self._own_used = Fraction(0)
        self._uses = []
        self._exhausted_at = None

    def _lost_at(self, carry: CalendarUnits | Literal["term"], end: datetime) -> datetime | None:
        """When what is left at a period's end is lost: so much after that end (decision 50)."""
        if not isinstance(carry, CalendarUnits):
            return None
        assert self._counting.zone is not None
        return instant(self._counting.zone.later(micros(end), carry.count, carry.unit))

    def standing(self, at: datetime | None) -> Standing:
        """How it stands at an instant, to which it has been advanced."""
        rule, key = self._rule, self._counting.keys[self._rule.thing]
        unit = rule.quota.currency or ("hours" if rule.quota.hours else key)
        needs = frozenset() if self._waits() else self._needs
        if at is None and self._rolls():
            needs |= {"opened"}
        if needs:
            if rule.limit != 0 and (self._asked or self._rolls()):
                return Standing(rule.id, rule.thing, key, unit, None, None, None, needs=needs)
            return Standing(rule.id, rule.thing, key, unit, rule.limit, Fraction(0), rule.limit)
        left = rule.limit if at is None else self.left(at)
        limit = None if left is None else self._used + left
        exhausted_at = self._exhausted_at if left == 0 else None
        period = None if self._period == Period() else self._period
        return Standing(
            rule.id, rule.thing, key, unit, limit, self._used, left, exhausted_at, period, tuple(self._uses)
        )
