"""Quotas in force, and which of them a use of a thing takes from.

    includes 4 hours of night_repair, counted in repair;  night_repair uses 1 visit;  night_repair for 3 hours
    →  3 hours of night_repair and of repair, 1 visit

Decisions 46, 47, 51 and 52 are the source of every rule here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction

from .instants import LocalZone
from .records import Record
from .terms import Term
from .values import Quota, Uses


class Rule(Record):
    """A quota in force: `quota` without its number, which is `limit` (None: unlimited). `id` is its clause's."""

    id: str
    thing: str
    limit: Fraction | None
    quota: Quota


class Spends(Record):
    """Each use of `thing` spends so many of another thing."""

    thing: str
    uses: Uses


class Counting(Record):
    """All that a replay depends on, besides the history.

    `keys`: each service's and unit's name in answers (its plural where declared), by its name. `blocks`: hours of a
    block, for units that are counted in blocks. `missed`: things of which a missed use counts as used. `zone` None: not
    known, and `zone_fact` would tell. `over`: when a quota, perhaps none of the rules, ended the term; its last use counts.
    """

    rules: tuple[Rule, ...]
    keys: Mapping[str, str]
    term: Term
    zone: LocalZone | None
    blocks: Mapping[str, Fraction] = {}
    spends: tuple[Spends, ...] = ()
    missed: frozenset[str] = frozenset()
    zone_fact: str = ""
    over: datetime | None = None


def with_adds(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules with those of kind `adds` (already times their quantity) added up (decision 51).

    An addition raises every quota of the same thing, measure and period; where there is none, it is added to 0.
    Unlimited stays unlimited.
    """
    told = tuple(rules)
    merged = [rule for rule in told if rule.quota.limits != "adds"]
    for addition in (rule for rule in told if rule.quota.limits == "adds"):
        alike = [place for place, rule in enumerate(merged) if _alike(rule, addition)]
        for place in alike:
            old, more = merged[place].limit, addition.limit
            merged[place] = merged[place].replace(limit=None if old is None or more is None else old + more)
        if not alike:
            merged.append(addition)
    return tuple(merged)


def _alike(one: Rule, other: Rule) -> bool:
    return (one.thing, one.quota.measure, one.quota.period) == (
        other.thing,
        other.quota.measure,
        other.quota.period,
    )


class Booking(Record):
    """How the hours of one use count: at least so many, rounded up to whole steps."""

    minimum: Fraction = Fraction(0)
    step: Fraction | None = None

    def of(self, hours: Fraction) -> Fraction:
        """The hours that count; no time is none."""
        longer = max(hours, self.minimum) if hours else hours
        return longer if self.step is None else -(-longer // self.step) * self.step


AS_WORKED = Booking()
"""Hours that count as they are."""


def booking(rules: Iterable[Rule]) -> Booking:
    """What the quotas in hours of one thing say together: the greatest minimum, and the greatest step."""
    told = [rule.quota for rule in rules if rule.quota.hours]
    minima = [quota.minimum for quota in told if quota.minimum is not None]
    steps = [quota.step for quota in told if quota.step is not None]
    return Booking(max(minima, default=Fraction(0)), max(steps, default=None))


class Branch(Record):
    """The quotas of one thing, in hours, in number or in money, from which a use takes one amount: the thing's own, and
    those that they are counted in. `times`: how many of the thing one use is; `nested`: of a thing that another uses;
    `booking`: how its hours count; `paid`: what the use cost, in the currency of quotas in money; `block`: of what is
    counted in blocks, the hours of one."""

    thing: str
    measure: str
    times: Fraction
    nested: bool
    own: tuple[Rule, ...]
    pools: tuple[Rule, ...]
    booking: Booking = AS_WORKED
    paid: Fraction | None = None
    block: Fraction | None = None

    @property
    def binding(self) -> tuple[Rule, ...]:
        """All that what is taken must fit."""
        return (*self.own, *self.pools)

    def part(self, share: Fraction, hours: Fraction | None) -> Fraction:
        """How much a share of a use takes: hours, or uses, or for a unit of so many hours blocks (decision 52); a started
        block or use counts whole."""
        if self.paid is not None:
            return share * self.paid
        if self.measure == "hours":
            told = hours if hours is not None else Fraction(1 if self.nested else 0)
            return share * self.times * self.booking.of(told)
        if hours is not None and self.block is not None:
            return Fraction(-(-self.times * -(-share * hours // self.block) // 1))
        return Fraction(-(-share * self.times // 1))

    def steps(self, hours: Fraction | None) -> Fraction:
        """How many blocks or uses a use begins, one after the other."""
        return self.times if hours is None or self.block is None else hours / self.block


class Draw(Record):
    """All that one use takes of one quota, in every way that leads to it: what two ways take, together must fit."""

    rule: Rule
    ways: tuple[Branch, ...]

    @property
    def own(self) -> Draw:
        """What it takes of it as a use of the quota's own thing, and not of one that is counted in it."""
        return self.replace(ways=tuple(way for way in self.ways if self.rule in way.own))

    def part(self, share: Fraction, hours: Fraction | None) -> Fraction:
        """How much a share of a use takes."""
        return sum((way.part(share, hours) for way in self.ways), Fraction(0))

    def amount(self, hours: Fraction | None) -> Fraction:
        """How much a whole use takes."""
        return self.part(Fraction(1), hours)

    def share(self, left: Fraction, hours: Fraction | None) -> Fraction:
        """The greatest share of a use, 0 to 1, that fits into what is left."""
        whole = self.amount(hours)
        if whole <= left:
            return Fraction(1)
        if self.rule.quota.measure != "count":
            return left / whole
        return max(self._begun(way.steps(hours), left, hours) for way in self.ways)

    def _begun(self, steps: Fraction, left: Fraction, hours: Fraction | None) -> Fraction:
        """The share up to the last of so many steps that fits with all that is taken by then."""
        fits, over = 0, -(-steps.numerator // steps.denominator)
        while over - fits > 1:
            middle = (fits + over) // 2
            fits, over = (middle, over) if self.part(middle / steps, hours) <= left else (fits, middle)
        return fits / steps if fits else Fraction(0)


def branches(counting: Counting, thing: str, pieces: int = 1, paid: Fraction = Fraction(0)) -> tuple[Branch, ...]:
    """All quotas that limit a use of so many of a thing at once, which cost so much. What two clauses say alike about what
    it uses counts once."""
    found: list[Branch] = []
    _grow(counting, thing, Fraction(pieces), paid, (), found)
    return tuple(found)


def _grow(
    counting: Counting, thing: str, times: Fraction, paid: Fraction, above: tuple[str, ...], found: list[Branch]
) -> None:
    all_own = [rule for rule in counting.rules if rule.thing == thing]
    for measure in dict.fromkeys(("hours", "count", *(rule.quota.measure for rule in all_own))):
        own = tuple(rule for rule in all_own if rule.quota.measure == measure)
        cost = paid if measure not in ("hours", "count") else None
        if own:
            block = counting.blocks.get(thing)
            found.append(
                Branch(thing, measure, times, bool(above), own, _pools(counting, own), booking(own), cost, block)
            )
    for spends in dict.fromkeys(counting.spends):
        if spends.thing == thing and spends.uses.of not in (*above, thing):
            _grow(counting, spends.uses.of, times * spends.uses.count, Fraction(0), (*above, thing), found)


def draws(counting: Counting, thing: str, pieces: int = 1, paid: Fraction = Fraction(0)) -> tuple[Draw, ...]:
    """What such a use takes of each quota, from the nearest to the farthest: of each thing its own, in hours, in number and
    in money, before those that they are counted in; and all of a thing before those of what it uses."""
    by_thing: dict[str, list[Branch]] = {}
    found = branches(counting, thing, pieces, paid)
    for branch in found:
        by_thing.setdefault(branch.thing, []).append(branch)
    near: dict[str, Rule] = {}
    for alike in by_thing.values():
        near |= {rule.id: rule for branch in alike for rule in branch.own if rule.id not in near}
        near |= {rule.id: rule for branch in alike for rule in branch.pools if rule.id not in near}
    return tuple(Draw(rule, tuple(way for way in found if rule in way.binding)) for rule in near.values())


def _pools(counting: Counting, own: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The quotas in which others are counted, and those in which these are (decision 51)."""
    found: list[Rule] = []
    waiting = list(own)
    while waiting:
        rule = waiting.pop(0)
        for pool in counting.rules:
            shared = pool.thing == rule.quota.counted_in and pool.quota.measure == rule.quota.measure
            if shared and pool not in (*own, *found):
                found.append(pool)
                waiting.append(pool)
    return tuple(found)


def reached(counting: Counting, thing: str, above: tuple[str, ...] = ()) -> dict[str, Fraction]:
    """A thing and all that a use of it spends, with how many of each; what it spends in two ways adds up."""
    found = {thing: Fraction(1)}
    for spends in dict.fromkeys(counting.spends):
        if spends.thing == thing and spends.uses.of not in (*above, thing):
            for name, times in reached(counting, spends.uses.of, (*above, thing)).items():
                found[name] = found.get(name, Fraction(0)) + times * spends.uses.count
    return found
