"""Quotas: what is included, what events took of it, what is left (decisions 46 to 53).

includes 10 hours of advice per calendar quarter, used 2   →  left 8
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil

from servdsl.model.contract import Clause
from servdsl.model.values import Beyond, CalendarUnits, Quota, Uses
from servdsl.reference.calendars import midnight
from servdsl.reference.case import Case
from servdsl.reference.clock import FOREVER, PAST
from servdsl.reference.conditions import truth
from servdsl.reference.explore import Lacks, View
from servdsl.reference.expressions import add_units, later_by, quantity
from servdsl.reference.inputs import Event
from servdsl.reference.takes import Claim, Fate, Limit, Take, by_measure, counted, fate_of

UNITS = {
    "day": (1, "days"),
    "week": (7, "days"),
    "month": (1, "months"),
    "quarter": (3, "months"),
    "year": (12, "months"),
}
"""Periods that begin anew, in days or months."""

Period = tuple[datetime, datetime]
"""`[start, end)`, from PAST or to FOREVER where open."""


@dataclass(frozen=True)
class Used:
    """What one event took of a quota, below 0 where it gave back; `beyond`: what its price accepted beside it."""

    at: datetime
    event: str
    taken: Fraction
    beyond: Fraction


@dataclass(frozen=True)
class Standing:
    """How a quota stands at an instant. `price`: of what lies beyond it, and the clause that says it."""

    limit: Fraction | None
    used: Fraction
    left: Fraction | None
    exhausted_at: datetime | None
    period: Period | None
    measure: str
    uses: tuple[Used, ...] = ()
    price: tuple[Clause, Beyond] | None = None
    currency: str | None = None

    @property
    def beyond(self) -> Fraction:
        """What was accepted beyond it in the period."""
        return sum((one.beyond for one in self.uses), Fraction(0))


@dataclass
class Ledger:
    """A replay of uses, up to an instant.

    `now`: the case as of the question. `start` and `end` of the term: None where unknown or open; `needs`: the facts that
    an unknown start lacks; `over`: when a quota that ends the term ran out, the last use that counts. `consumed`: the types
    of events that took something. `doubted`: for quotas of which it is not known what a use took, the facts that would tell.
    `beside`: what uses took beside each quota, at whatever price. `out`: how many of each thing were used and not given
    back; `impossible`: what cannot be given back, and why.
    """

    case: Case
    now: Case
    view: View
    start: datetime | None
    end: datetime | None
    needs: frozenset[str]
    over: datetime | None = None
    spent: dict[tuple[str, Period], Fraction] = field(default_factory=dict)
    taken: list[tuple[str, datetime, Fraction]] = field(default_factory=list)
    uses: list[tuple[str, Used]] = field(default_factory=list)
    ran_out: dict[str, list[datetime]] = field(default_factory=dict)
    consumed: set[str] = field(default_factory=set)
    unit_uses: dict[str, list[datetime]] = field(default_factory=dict)
    doubted: dict[str, frozenset[str]] = field(default_factory=dict)
    beside: dict[str, Fraction] = field(default_factory=dict)
    out: dict[str, Fraction] = field(default_factory=dict)
    impossible: list[tuple[Event, str]] = field(default_factory=list)
    _limits: dict[str, list[Limit]] = field(default_factory=dict)

    # ── What binds ──────────────────────────────────────────────────────────────────────────────────────────────────

    def limits(self, thing: str) -> list[Limit]:
        """The quotas of a thing: of the nearest layer that says any, with what is added."""
        if thing not in self._limits:
            said = self._nearest(thing)
            added = [c for c in self.case.held("quota") if c.thing == thing and _adds(c) and self._holds(c)]
            found = [Limit(c, _quota(c), self._granted(c, added)) for c in said]
            rest = [c for c in added if not any(_same_count(c, one) for one in said)]
            for clause in rest:
                if not any(_same_count(clause, limit.clause) for limit in found):
                    found.append(Limit(clause, _quota(clause), self._added(clause, rest)))
            for clause in [*said, *added]:
                self.view.rest_on(clause)
            self._limits[thing] = found
        return self._limits[thing]

    def _nearest(self, thing: str) -> list[Clause]:
        for rank in self.case.ranks():
            clauses = [
                c for c in self.case.held("quota") if c.thing == thing and not _adds(c) and set(rank) & set(c.layers)
            ]
            if holding := [c for c in clauses if self._holds(c)]:
                return holding
        return []

    def _holds(self, clause: Clause) -> bool:
        return truth(self.case, self.view, clause.when)

    def _granted(self, clause: Clause, added: list[Clause]) -> Fraction | None:
        count = _quota(clause).count
        if count is None:
            return None
        return quantity(self.case, count) + self._added(clause, added)

    def _added(self, clause: Clause, added: list[Clause]) -> Fraction:
        """What is added to one quota, times the quantity of each add-on (decision 51)."""
        total = Fraction(0)
        for one in added:
            count = _quota(one).count
            if count is not None and _same_count(one, clause):
                total += quantity(self.case, count) * self._times(one)
        return total

    def _times(self, clause: Clause) -> int:
        contract, given = self.case.contract, self.case.given
        layers = set(clause.layers)
        own = sum(number for name, number in given.addons.items() if layers & set(contract.lineage(name)))
        return own + (1 if given.tier is not None and layers & set(contract.lineage(given.tier)) else 0)

    # ── Uses ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def asks(
        self,
        thing: str,
        hours: Fraction | None,
        count: Fraction = Fraction(1),
        paid: Fraction = Fraction(0),
        spent_by: bool = False,
    ) -> Iterator[Take]:
        """What a use of a thing takes: of itself, of what it is counted in, of what it uses. `spent_by`: another thing
        spends it, then a use without a length is one hour of it."""
        blocks = {t.name: t.block_hours for t in self.case.contract.things}
        size = blocks[thing]
        told = counted(self.limits(thing), hours if hours is not None else Fraction(int(spent_by)))
        yield Take(thing, count, hours, Fraction(size) if size is not None else None, None, told, paid)
        for name, measure in self._pools(thing):
            yield Take(name, count, hours, None, measure, told, paid)
        clauses = [c for c in self.case.held("uses") if c.thing == thing and self._holds(c)]
        for value in {c.value.model_dump_json(): c.value for c in clauses}.values():  # said again, it is the same use
            assert isinstance(value, Uses)
            yield from self.asks(value.of, hours, count * Fraction(value.count), spent_by=True)

    def _pools(self, thing: str) -> list[tuple[str, str]]:
        """Quotas in which those of a thing are counted, by their thing and measure: an amount goes there, and not what the
        use of that thing takes."""
        found: list[tuple[str, str]] = [(thing, "hours"), (thing, "count"), (thing, "money")]
        for name, measure in found:
            alike = [limit for limit in self.limits(name) if limit.quota.measure == measure]
            pools = dict.fromkeys((limit.quota.counted_in, measure) for limit in alike)
            found += [(pool, unit) for pool, unit in pools if pool is not None and (pool, unit) not in found]
        return found[3:]

    def _binding(self, take: Take) -> list[Limit]:
        return [limit for limit in self.limits(take.thing) if take.measure in {None, limit.quota.measure}]

    def limiting(self, service: str) -> list[Limit]:
        """The quotas that limit a service (decision 46), nearest first: its own, in hours before those in number, those it is
        counted in, those of what it uses."""
        return [claim.limit for claim in self.claims(self.asks(service, None))]

    def claims(self, takes: Iterable[Take]) -> list[Claim]:
        """What a use asks of each quota that limits it, in the same order."""
        found: dict[str, Claim] = {}
        for take in takes:
            for limit in sorted(self._binding(take), key=by_measure):
                before = found[limit.key].takes if limit.key in found else ()
                found[limit.key] = Claim(limit, (*before, take))
        return list(found.values())

    def replay(self, events: list[Event], component: frozenset[str]) -> None:
        """Let the uses of these things happen, in order."""
        for event in events:
            kind, _, thing = event.type.rpartition(" ")
            if thing not in component or not self._in_term(event.at):
                continue
            if kind == "" or (kind == "missed" and self._counts_as_used(thing)):
                self._use(thing, event)
            elif kind == "returned":
                self._give_back(thing, event)
            if any(limit.quota.ends_term and limit.key in self.ran_out for limit in self._all_limits()):
                self.over = event.at
                return

    def _all_limits(self) -> list[Limit]:
        return [limit for limits in self._limits.values() for limit in limits]

    def _in_term(self, at: datetime) -> bool:
        early = self.start is not None and at < self.start
        late = (self.end is not None and at >= self.end) or (self.over is not None and at > self.over)
        return not early and not late

    def _counts_as_used(self, thing: str) -> bool:
        """With the facts as of the question: what is told of a missed use is told after it."""
        held = (c for c in self.case.held("counts_as_used") if c.thing == thing)
        return any(truth(self.now, self.view, c.when) for c in held)

    def _use(self, thing: str, event: Event) -> None:
        """A use takes what fits all binding quotas; the rest is beyond them or refused (decision 47). Beyond a sum of money the
        customer bears what the use cost."""
        takes = list(self.asks(thing, event.hours, event.count, event.paid))
        here = [claim for claim in self.claims(takes) if self._counts_here(claim.limit, event.at)]
        known = [(claim.limit, self._known(claim, event.at)) for claim in here]
        fate = fate_of([(limit, fits) for limit, fits in known if fits is not None])
        lacking = frozenset[str]().union(*(self._unsure(one, known, event.at, fate) for one in here))
        for claim in here if fate.part > 0 or fate.borne else []:
            self._take(claim, event, fate, lacking)
        for take in takes if fate.part > 0 or fate.priced else []:
            self.unit_uses.setdefault(take.thing, []).append(event.at)
            if take.measure is None:
                went = take.count if fate.priced else Fraction(ceil(take.count * fate.part))
                self.out[take.thing] = self.out.get(take.thing, Fraction(0)) + went

    def _take(self, claim: Claim, event: Event, fate: Fate, lacking: frozenset[str]) -> None:
        limit, spent = claim.limit, claim.spent(fate.part)
        money = limit.quota.measure == "money"
        accepted = fate.borne if money else fate.priced
        rest = claim.own().between(fate.part, Fraction(1)) if accepted else Fraction(0)
        paid = rest if money else sum((claim.between(*part) for part in fate.paid_by(limit)), Fraction(0))
        if rest:
            self.beside[limit.key] = self.beside.get(limit.key, Fraction(0)) + rest
        if spent or paid:
            self.uses.append((limit.key, Used(event.at, event.type, spent, paid)))
        if lacking and limit.granted != 0 and claim.need():
            self.doubted[limit.key] = self.doubted.get(limit.key, frozenset()) | lacking
        if fate.part > 0 and spent:
            self._spend(limit, event.at, spent)
            self.consumed.add(event.type)

    def _known(self, claim: Claim, at: datetime) -> Fraction | None:
        """The part of a use that fits; None where that is not known."""
        if claim.limit.granted is None:
            return Fraction(1)
        try:
            return claim.fitting(self.left(claim.limit, at) or Fraction(0))
        except Lacks:
            return None

    def _unsure(
        self, claim: Claim, known: list[tuple[Limit, Fraction | None]], at: datetime, fate: Fate
    ) -> frozenset[str]:
        """The facts that would tell whether this quota changes what becomes of a use. Where the period of a use, or what was
        carried into it, is not known, that matters only if less may fit beside the uses before it."""
        limit = claim.limit
        try:
            self.left(limit, at)
        except Lacks as lacking:
            assert limit.granted is not None
            least = claim.fitting(max(limit.granted - self._taken_beside(limit, at), Fraction(0)))
            told = [(other, least if other is limit and fits is None else fits) for other, fits in known]
            other = fate_of([(limit, fits) for limit, fits in told if fits is not None])
            return frozenset() if other == fate else lacking.facts
        return frozenset()

    def _taken_beside(self, limit: Limit, at: datetime) -> Fraction:
        """What was taken in the period of an instant; where that is not known, all that was taken."""
        try:
            own = self._period(limit, at)
        except Lacks:
            own = PAST, FOREVER
        assert own is not None
        return self._used_in(limit, own)

    def _used_in(self, limit: Limit, period: Period) -> Fraction:
        """What was taken in a period; the use that begins one per unit belongs to the one before."""
        start, end = self._bounds(limit, period)
        return sum((n for key, when, n in self.taken if key == limit.key and start <= when < end), Fraction(0))

    def _uses_in(self, limit: Limit, period: Period) -> tuple[Used, ...]:
        start, end = self._bounds(limit, period)
        return tuple(one for key, one in self.uses if key == limit.key and start <= one.at < end)

    def _bounds(self, limit: Limit, period: Period) -> Period:
        turns = isinstance(limit.quota.period, tuple) and period[0] != PAST
        return period[0] + (timedelta(microseconds=1) if turns else timedelta()), period[1]

    def _carried(self, limit: Limit) -> frozenset[str]:
        """The facts without which it is not known what was carried over: from the first period of the term on."""
        dated = isinstance(limit.quota.period, str) and " " in limit.quota.period
        return self.needs if self.start is None and limit.quota.carry_over is not None and dated else frozenset()

    def _counts_here(self, limit: Limit, at: datetime) -> bool:
        """Uses before this ticket do not count where a quota is per event."""
        opened = self.case.given.opened
        return limit.quota.period != "event" or opened is None or at >= opened

    def _spend(self, limit: Limit, at: datetime, amount: Fraction) -> None:
        self.taken.append((limit.key, at, amount))
        try:
            periods = [self._period(limit, at)] if limit.granted is None else self._available(limit, at)
        except Lacks:
            return  # whoever asks how it stands lacks the same facts
        if limit.key in self.doubted:
            return
        for period in periods:
            if limit.granted is None or period is None:
                if period is not None:
                    self._add(limit, period, amount)
                continue
            fits = min(amount, limit.granted - self.spent.get((limit.key, period), Fraction(0)))
            self._add(limit, period, fits)
            amount -= fits
        if self.left(limit, at) == 0:
            self.ran_out.setdefault(limit.key, []).append(at)

    def _add(self, limit: Limit, period: Period, amount: Fraction) -> None:
        self.spent[limit.key, period] = self.spent.get((limit.key, period), Fraction(0)) + amount

    def _give_back(self, thing: str, event: Event) -> None:
        """What a use of a thing takes of stocks comes back when it is returned: what is held beyond them first (decision
        49). No more of it than are out."""
        out = self.out.get(thing, Fraction(0))
        if out < event.count:
            self.impossible.append((event, "none is out" if out < 1 else "fewer are out"))
            return
        takes = [take for take in self.asks(thing, event.hours, event.count) if take.measure is None]
        for take in takes:
            self.out[take.thing] = max(self.out.get(take.thing, Fraction(0)) - take.count, Fraction(0))
        for claim in self.claims(takes):
            if claim.limit.quota.period is None:
                self._restock(claim.limit, claim.need(), event)

    def _restock(self, limit: Limit, amount: Fraction, event: Event) -> None:
        key = (limit.key, (PAST, FOREVER))
        held = self.spent.get(key, Fraction(0))
        paid = sum((one.beyond for name, one in self.uses if name == limit.key), Fraction(0))
        excess = min(amount, self.beside.get(limit.key, Fraction(0)))
        self.beside[limit.key] = self.beside.get(limit.key, Fraction(0)) - excess
        extra, back = min(excess, paid), min(amount - excess, held)
        if back:
            self.spent[key] = held - back
            self.ran_out.pop(limit.key, None)
        if back or extra:
            self.uses.append((limit.key, Used(event.at, event.type, -back, -extra)))

    def may_have_run_out(self, limit: Limit) -> bool:
        """As much was taken as it grants, in whatever periods."""
        return limit.granted is not None and self._used_in(limit, (PAST, FOREVER)) >= limit.granted > 0

    # ── How it stands ───────────────────────────────────────────────────────────────────────────────────────────────

    def left(self, limit: Limit, at: datetime) -> Fraction | None:
        if limit.granted is None or self._untouched(limit):
            return limit.granted
        if isinstance(limit.quota.period, tuple) and self._period(limit, at) is None:
            return Fraction(0)
        self._sure(limit, at)
        lots = self._available(limit, at)
        return sum((limit.granted - self.spent.get((limit.key, lot), Fraction(0)) for lot in lots), Fraction(0))

    def _sure(self, limit: Limit, at: datetime | None) -> None:
        if limit.key in self.doubted:
            raise Lacks(self.doubted[limit.key] | self._lacking(limit, at))

    def left_at(self, limit: Limit, at: datetime | None) -> Fraction | None:
        """What is left at an instant of the term, or at none where nothing was taken."""
        if limit.granted is None or self._untouched(limit):
            return limit.granted
        if at is None:
            raise Lacks({"opened"} | self._undated(limit))
        return self.left(limit, self._clamped(at))

    def exhausted(self, limit: Limit, at: datetime | None) -> bool:
        """Nothing is left; where nothing was taken, what was carried over does not matter."""
        plain = not isinstance(limit.quota.period, tuple) and not self._taken(limit)
        left = limit.granted if plain else self.left_at(limit, at)
        return left is not None and left <= 0

    def standing(self, limit: Limit, at: datetime | None) -> Standing:
        """At an instant of the term; one before or after it reads the first or last period."""
        measure = limit.quota.measure
        self._sure(limit, at)
        try:
            period = self._period_asked(limit, at)
            if facts := self._carried(limit):
                raise Lacks(facts)
        except Lacks:
            if not self._untouched(limit):
                raise
            return Standing(limit.granted, Fraction(0), limit.granted, None, None, measure)
        if period is None:
            none = None if limit.granted is None else Fraction(0)
            used = self._used_in(limit, (PAST, FOREVER))
            return Standing(none, used, none, None, None, measure, self._uses_in(limit, (PAST, FOREVER)))
        out = next(iter(self.ran_out.get(limit.key, [])[-1:]), None)
        if period == (PAST, FOREVER):
            used = self.spent.get((limit.key, period), Fraction(0))
            left = limit.granted - used if limit.granted is not None else None
            return Standing(limit.granted, used, left, out, None, measure, self._uses_in(limit, period))
        assert at is not None
        used = self._used_in(limit, period)
        left = self.left(limit, self._clamped(at))
        out = out if left == 0 and out is not None and out >= period[0] else None
        uses = self._uses_in(limit, period)
        return Standing(used + left if left is not None else None, used, left, out, period, measure, uses)

    def _lacking(self, limit: Limit, at: datetime | None) -> frozenset[str]:
        """The facts without which its period is not known."""
        try:
            self._period_asked(limit, at)
        except Lacks as lacking:
            return lacking.facts
        return frozenset()

    def _untouched(self, limit: Limit) -> bool:
        """Nothing was taken, and nothing can have been carried over or not begun: it stands at what it grants. Of nothing
        there is nothing to take or carry over."""
        if limit.granted == 0:
            return True
        plain = limit.quota.carry_over is None and not isinstance(limit.quota.period, tuple)
        return plain and not self._taken(limit)

    def _taken(self, limit: Limit) -> bool:
        return any(key == limit.key for key, _, _ in self.taken)

    def _period_asked(self, limit: Limit, at: datetime | None) -> Period | None:
        if limit.quota.period in {None, "term"} and self.start is None and self.end is None:
            return PAST, FOREVER
        if limit.quota.period is None:
            return PAST, FOREVER
        if at is None:
            raise Lacks({"opened"} | self._undated(limit))
        return self._period_and_carried(limit, self._clamped(at))

    def _undated(self, limit: Limit) -> frozenset[str]:
        """The facts without which neither its period nor what was carried into it is known at any instant."""
        kind = limit.quota.period
        if not isinstance(kind, str) or " " not in kind:
            return frozenset()
        from_start = kind.startswith("contract") and self.start is None
        return self.case.lacking_zone() | self._carried(limit) | (self.needs if from_start else frozenset())

    def _period_and_carried(self, limit: Limit, at: datetime) -> Period | None:
        """The period of an instant; where that lacks facts, so may what was carried into it."""
        try:
            return self._period(limit, at)
        except Lacks as lacking:
            raise Lacks(lacking.facts | self._carried(limit)) from None

    def _clamped(self, at: datetime) -> datetime:
        at = min(at, self.over) if self.over is not None else at
        if self.end is not None and at >= self.end:
            at = self.end - timedelta(microseconds=1)
        return max(at, self.start) if self.start is not None else at

    def _available(self, limit: Limit, at: datetime) -> list[Period]:
        """The periods whose grants are not spent or lapsed by an instant, oldest first (decision 50)."""
        period = self._period_and_carried(limit, at)
        if period is None:
            return []
        if isinstance(limit.quota.period, tuple):
            return self._turned(limit, at)
        if limit.quota.carry_over is None or limit.quota.period in {"term", "event", None}:
            return [period]
        if self.start is None:
            raise Lacks(self.needs)
        lots, running = [], self._period(limit, self.start)
        while running is not None and running[0] <= at:
            if at < running[1] or self._lapses(limit, running) > at:
                lots.append(running)
            running = self._period(limit, running[1]) if running[1] < (self.end or FOREVER) else None
        return lots

    def _turned(self, limit: Limit, at: datetime) -> list[Period]:
        """The same of a quota per unit: the last period, and those before it as long as they are carried over."""
        assert isinstance(limit.quota.period, tuple)
        turns = [when for when in self.unit_uses.get(limit.quota.period[1], ()) if when <= at]
        carried = [
            begin
            for begin, end in pairwise(turns)
            if limit.quota.carry_over is not None
            and self.spent.get((limit.key, (begin, FOREVER)), Fraction(0)) != limit.granted
            and self._lapses(limit, (begin, end)) > at
        ]
        return [(begin, FOREVER) for begin in (*carried, turns[-1])]

    def _lapses(self, limit: Limit, period: Period) -> datetime:
        carry = limit.quota.carry_over
        if isinstance(carry, CalendarUnits):
            return later_by(self.case, period[1], carry.count, carry.unit)
        return self.end or FOREVER

    def _period(self, limit: Limit, at: datetime) -> Period | None:
        """The period of an instant (decision 49)."""
        start, end = self.start or PAST, self.end or FOREVER
        match limit.quota.period:
            case None:
                return PAST, FOREVER
            case "term":
                return start, end
            case "event":
                return self._opened(), FOREVER
            case ("unit", name):
                turns = [when for when in self.unit_uses.get(name, ()) if when <= at]
                return (turns[-1], FOREVER) if turns else None
            case str(kind):
                source, _, unit = kind.partition(" ")
                low, high = self._calendar_period(unit, at) if source == "calendar" else self._contract_period(unit, at)
                return max(low, start), min(high, end)

    def _calendar_period(self, unit: str, at: datetime) -> Period:
        """Local; a week begins on Monday."""
        zone = self.case.zone()
        day = at.astimezone(zone).date()
        number, size = UNITS[unit]
        match unit:
            case "day":
                first = day
            case "week":
                first = day - timedelta(days=day.weekday())
            case _:
                first = day.replace(day=1, month=(day.month - 1) // number * number + 1)
        return midnight(first, zone), midnight(add_units(first, number, size), zone)

    def _contract_period(self, unit: str, at: datetime) -> Period:
        """Turns at local midnight of the anniversary, or so many days after the start's."""
        if self.start is None:
            raise Lacks(self.needs | self.case.lacking_zone())
        zone = self.case.zone()
        first = self.start.astimezone(zone).date()
        number, size = UNITS[unit]
        # months have at most 31 days: this is no later than the period asked for
        count = max((at.astimezone(zone).date() - first).days // (number * (1 if size == "days" else 31)) - 1, 1)
        while (high := midnight(add_units(first, number * count, size), zone)) <= at:
            count += 1
        low = midnight(add_units(first, number * (count - 1), size), zone)
        return max(low, self.start), high

    def _opened(self) -> datetime:
        if self.case.given.opened is None:
            raise Lacks(["opened"])
        return self.case.given.opened


def unused(case: Case, view: View) -> Ledger:
    """A ledger before any use."""
    return Ledger(case, case, view, None, None, frozenset())


def _quota(clause: Clause) -> Quota:
    assert isinstance(clause.value, Quota)
    return clause.value


def _adds(clause: Clause) -> bool:
    return _quota(clause).limits == "adds"


def _same_count(one: Clause, other: Clause) -> bool:
    a, b = _quota(one), _quota(other)
    return (one.thing, a.period, a.measure, a.currency) == (other.thing, b.period, b.measure, b.currency)
