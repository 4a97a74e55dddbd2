"""Prices, charges and amounts of a question. The sums are `money`'s; here is found which clauses they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from functools import cached_property, partial
from typing import TypeAlias

from . import money
from .case import Case, Known, Lacking, Moment, NoValue
from .counts import Counts
from .decide import Agreed, Outcome, Ranks, agree, decide, settled, winner
from .declare import Clause, During
from .gates import may_be_bought
from .money import WORK_UNITS, Rated, Sum
from .question import Question
from .timetable import Timetable
from .values import Beyond, Charge


class PriceAnswer(Sum):
    """A price, a charge or a total as it is answered; `needs` where it is undecided, or where the time is not known."""

    needs: frozenset[str] = frozenset()


def undecided(needs: frozenset[str]) -> PriceAnswer:
    """A price that is not known."""
    return PriceAnswer("unknown", needs=needs)


class Prices:
    """What one question costs."""

    def __init__(self, question: Question, counts: Counts) -> None:
        self.question = question
        self.counts = counts

    @cached_property
    def barred(self) -> bool:
        """Whether there is no price, since it cannot be bought or is not in force (decision 15)."""
        question = self.question
        bought = may_be_bought(question.opening, question.index, question.layers, question.held)
        return bought.holds is False or question.term_holds().holds is False

    # ── Prices ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def of(self, offer: str) -> Agreed:
        """The price that the layers of one offer set: of a tier its own, of an add-on its own (decision 17)."""
        if self.barred:
            return Agreed(Known(None))
        ranks: Ranks = tuple((layer,) for layer in self.question.index.lineage(offer))
        return decide(self.question.opening, ranks, "price")

    @cached_property
    def tier(self) -> Agreed:
        tier = self.question.given.tier
        return Agreed(Known(None)) if tier is None else self.of(tier)

    @cached_property
    def addons(self) -> dict[str, Agreed]:
        return {name: self.of(name) for name in self.question.given.addons if self.question.given.tier is not None}

    def total(self) -> PriceAnswer | None:
        """Tier and add-ons together, each times its quantity (decision 60)."""
        parts = [self.tier, *self.addons.values()]
        needs = frozenset[str]().union(*(part.needs for part in parts))
        if any(not part.known for part in parts):
            return undecided(needs)
        tier = self.question.given.tier
        if tier is None or self.tier.value is None:
            return None
        addons = [
            (part.clauses[0].id, part.value, self.question.given.addons[name])
            for name, part in self.addons.items()
            if part.value is not None
        ]
        return answered(money.total((self.tier.clauses[0].id, self.tier.value), addons))

    # ── Charges ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def charge(self, service: str) -> Agreed:
        """What the customer pays for a service: a `PriceAnswer`, or None where nothing is charged."""
        return agree(self.question.opening, lambda case: self._charge(case, service))

    def _charge(self, case: Case, service: str) -> Outcome:
        priced = self.counts.priced(case, service)
        share = winner(case, self.question.ranks, "share", service)
        rates_time = self._by_time(service) or any(_is_rate(beyond) for _, beyond in priced)
        if self.question.given.worked is not None and rates_time:
            found = self._for_work(case, service, priced)
        else:
            found = self._without_time(case, service, priced)
        if not isinstance(found.found, Known) or found.found.value is None:
            return found
        if isinstance(share.found, Lacking):
            return Outcome(share.found, found.clauses)
        borne = share.found.value.share if share.found.value is not None else Fraction(0)
        return Outcome(Known(found.found.value.reduced(Fraction(borne))), found.clauses)

    def _without_time(self, case: Case, service: str, priced: list[_Priced]) -> Outcome:
        """A job beyond a quota that is used up costs its price, of several the nearest's; where no charge is said, a rate
        beyond one that is not used up may be what it costs."""
        paid = next((one for one in priced if self.counts.used_up(case, service, one[0])), None)
        if paid is None:
            won = winner(case, self.question.ranks, "charge", service)
            if isinstance(won.found, Lacking):
                return won
            if won.found.value is not None:
                return Outcome(Known(money.charge_without_time(won.found.value, won.clauses[0].id)), won.clauses)
            paid = next((one for one in priced if _is_rate(one[1])), None)
            if paid is None:
                return won
        clause, beyond = paid
        rule = _settled(case.moment, beyond)
        return Outcome(Known(money.charge_without_time(Charge(rule.price), clause.id)), (clause,))

    def _by_time(self, service: str) -> bool:
        """Whether some charge of a service is a price per time."""
        question = self.question
        told = (c.value for c in question.index.all_of(question.layers, "charge") if c.thing == service)
        prices = [p for c in told if isinstance(c, Charge) for p in (c.price, c.beyond.price if c.beyond else c.price)]
        return any(WORK_UNITS.intersection(price.per) for price in prices)

    def _for_work(self, case: Case, service: str, priced: list[_Priced]) -> Outcome:
        """The time worked, at the rates of the calendars that it falls into (decision 61)."""
        question, moment = self.question, case.moment
        tables = self._tables(case, service)
        won: list[Clause] = []

        def rate_at(start: datetime, _: datetime) -> Rated | None:
            found = winner(case.at(_during(moment, tables, start)), question.ranks, "charge", service)
            if isinstance(found.found, Lacking):
                raise NoValue(found.found)
            won.extend(found.clauses)
            return None if found.found.value is None else Rated(found.clauses[0].id, found.found.value)

        def edges(start: datetime, end: datetime) -> Iterable[datetime]:
            return _edges(tables, start, end)

        worked, zone = question.given.worked or (), question.clock(moment)
        hours = sum((money.hours_between(*one) for one in money.merge(worked)), Fraction(0))
        allowance = self.counts.allowance(case, service, hours)
        settle = partial(_settled, moment)
        total = question.in_horizon(lambda: money.charge_for_work(worked, edges, rate_at, zone, allowance, settle))
        used = {line.clause for line in total.lines} if total is not None else set()
        clauses = {clause.id: clause for clause in (*won, *(clause for clause, _ in priced))}
        return Outcome(Known(total), tuple(clause for name, clause in clauses.items() if name in used or clause in won))

    def _tables(self, case: Case, service: str) -> dict[str, Timetable]:
        """The calendars that `worked during` names in the charges of a service, by the input that asks, as they are in this
        case: one whose hours hang on what is not known may still charge the same in every completion (decision 11)."""
        question = self.question
        read = question.index.inputs_of_cases(question.layers, "charge", service)
        found = {}
        for name, asked in question.index.contract.inputs.items():
            if isinstance(asked, During) and asked.subject == "worked" and name in read:
                found[name] = question.timetable(case.moment, question.calendar(case, asked.calendar))
        return found

    def may_charge(self, service: str) -> bool:
        """Whether anything held could charge a service: a clause, or a quota that it touches with a price beyond it."""
        question = self.question
        said = service in question.index.things_of(question.layers, "charge")
        return said or any(quota.beyond for quota in self.counts.limits.near(service))

    def charged(self, service: str) -> Agreed:
        """Whether a service is charged: "none", "zero" or "some", over all completions (decision 56)."""
        return agree(self.question.opening, lambda case: self._charged(case, service))

    def _charged(self, case: Case, service: str) -> Outcome:
        """Over all stretches of the time worked, where that is known."""
        worked = money.merge(self.question.given.worked or ())
        if not worked:
            return self._charged_at(case, service)
        tables = self._tables(case, service)
        cuts = {at for start, end in worked for at in (start, *_edges(tables, start, end)) if start <= at < end}
        found = [self._charged_at(case.at(_during(case.moment, tables, at)), service) for at in sorted(cuts)]
        lacking = next((one for one in found if isinstance(one.found, Lacking)), None)
        clauses = tuple({clause.id: clause for one in found for clause in one.clauses}.values())
        if lacking is not None:
            return lacking
        said = {one.found.value for one in found if isinstance(one.found, Known)}
        return Outcome(Known(next(one for one in ("some", "zero", "none") if one in said)), clauses)

    def _charged_at(self, case: Case, service: str) -> Outcome:
        won = winner(case, self.question.ranks, "charge", service)
        if not isinstance(won.found, Known):
            return won
        if won.found.value is None:
            return Outcome(Known("none"))
        charge: Charge = won.found.value
        free = charge.price.by == "free" or (charge.price.by == "amount" and charge.price.amount == 0)
        return Outcome(Known("zero" if free and not charge.minimum_amount else "some"), won.clauses)


_Priced: TypeAlias = tuple[Clause, Beyond]
"""A quota and its price beyond it."""


def _settled(moment: Moment, beyond: Beyond) -> Beyond:
    """The price beyond a quota, computed. Raises NoValue."""
    found = settled(moment, beyond)
    if isinstance(found, Lacking):
        raise NoValue(found)
    value: Beyond = found.value
    return value


def _is_rate(beyond: Beyond) -> bool:
    """Whether the price beyond a quota is one per time."""
    return bool(WORK_UNITS.intersection(beyond.price.per))


def _during(moment: Moment, tables: Mapping[str, Timetable], at: datetime) -> Moment:
    """The moment with the calendars told that the work done at an instant falls into."""
    return moment.with_facts({name: table.hours.is_open(at) for name, table in tables.items()})


def _edges(tables: Mapping[str, Timetable], start: datetime, end: datetime) -> list[datetime]:
    """Where some calendar opens or closes between two instants."""
    return [part.start for table in tables.values() for part in table.hours.explain(start, end)]


def answered(found: Sum | None) -> PriceAnswer | None:
    """A sum as an answer; the time worked is needed where a price per time has none."""
    if found is None:
        return None
    needs = frozenset({"worked"}) if found.by == "unknown" else frozenset[str]()
    return PriceAnswer(
        found.by, found.lines, found.exact, found.currency, found.lower_bound, found.per, found.once, found.tax, needs
    )
