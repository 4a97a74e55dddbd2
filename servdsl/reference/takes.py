"""A quota that binds, and what one use takes of it (decisions 46, 47 and 52).

at least 15 minutes, in steps of 5 minutes;  advice for 17 minutes   →  20 minutes
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd, lcm

from servdsl.model.contract import Clause
from servdsl.model.values import Quota


@dataclass(frozen=True)
class Limit:
    """A quota that binds, with what add-ons add. `granted` None: unlimited."""

    clause: Clause
    quota: Quota
    granted: Fraction | None

    @property
    def key(self) -> str:
        return self.clause.id


@dataclass(frozen=True)
class Take:
    """What one use asks of one thing. `block`: hours of which each started one counts whole (decision 52); `measure`: of
    its quotas in hours, in number or in money, alone; `booked`: the hours as the quotas in hours count them; `paid`: what
    the use cost."""

    thing: str
    count: Fraction
    hours: Fraction | None
    block: Fraction | None
    measure: str | None = None
    booked: Fraction = Fraction(0)
    paid: Fraction = Fraction(0)

    def need(self, limit: Limit) -> Fraction:
        if limit.quota.measure == "money":
            return self.paid
        if limit.quota.measure == "hours":
            return self.count * self.booked
        if self.block and self.hours is not None:
            return Fraction(ceil(self.count * ceil(self.hours / self.block)))
        return Fraction(ceil(self.count))

    def grain(self) -> Fraction:
        """The part of the use in which one piece or block is begun."""
        if self.block and self.hours is not None:
            return self.block / self.hours if self.hours else Fraction(0)
        return 1 / self.count if self.count else Fraction(0)

    def spent(self, limit: Limit, part: Fraction) -> Fraction:
        if limit.quota.measure != "count":
            return self.need(limit) * part
        if self.block and self.hours is not None:
            return Fraction(ceil(self.count * ceil(part * self.hours / self.block)))
        return Fraction(ceil(self.count * part))


@dataclass(frozen=True)
class Claim:
    """All that one use asks of one quota, in however many ways it comes to it: together they must fit."""

    limit: Limit
    takes: tuple[Take, ...]

    def need(self) -> Fraction:
        return sum((take.need(self.limit) for take in self.takes), Fraction(0))

    def spent(self, part: Fraction) -> Fraction:
        return sum((take.spent(self.limit, part) for take in self.takes), Fraction(0))

    def between(self, first: Fraction, last: Fraction) -> Fraction:
        return self.spent(last) - self.spent(first)

    def own(self) -> Claim:
        """What is asked of it as of the quota's own thing, and not of one that is counted in it."""
        return Claim(self.limit, tuple(take for take in self.takes if take.measure is None))

    def fitting(self, left: Fraction) -> Fraction:
        """The part of the use, 0 to 1, that fits into what is left: of pieces, as many grains of it as fit."""
        need = self.need()
        if need <= left:
            return Fraction(1)
        if self.limit.quota.measure != "count":
            return left / need
        grains = [grain for take in self.takes if (grain := take.grain())]
        finest = Fraction(gcd(*(g.numerator for g in grains)), lcm(*(g.denominator for g in grains)))
        most, step = 0, 1 << ceil(1 / finest).bit_length()
        while step := step // 2:
            if (most + step) * finest < 1 and self.spent((most + step) * finest) <= left:
                most += step
        return most * finest

    def pieces(self, first: Fraction, last: Fraction) -> Fraction:
        """How many of what is counted the use takes from one part of it to another; what is counted in hours is one use."""
        return Fraction(1) if self.limit.quota.measure == "hours" else self.between(first, last)


def counted(limits: Iterable[Limit], hours: Fraction) -> Fraction:
    """Hours of a use as the quotas of its thing count them: at least so many, then whole steps; of several rules the
    greatest. No time is none."""
    rules = [limit.quota for limit in limits if limit.quota.measure == "hours"]
    least = max((Fraction(one.minimum) for one in rules if one.minimum is not None), default=Fraction(0))
    step = max((Fraction(one.step) for one in rules if one.step is not None), default=None)
    if hours == 0:
        return hours
    longer = max(hours, least)
    return longer if step is None else ceil(longer / step) * step


def by_measure(limit: Limit) -> int:
    """The place of a quota among those of one thing: in hours, in number, in money."""
    return ("hours", "count", "money").index(limit.quota.measure)


def entitles(limit: Limit) -> bool:
    """`includes` entitles, `at most` only caps (decision 47)."""
    return limit.quota.limits != "at_most" and limit.granted != 0


@dataclass(frozen=True)
class Fate:
    """What becomes of a use: the part, 0 to 1, that fits all quotas; whether the rest is accepted, at the prices beyond or,
    of a sum of money, at the customer's cost; and which quota's price holds from which part of the use on."""

    part: Fraction
    priced: bool
    borne: bool
    payers: tuple[tuple[Fraction, str], ...]

    def paid_by(self, limit: Limit) -> list[tuple[Fraction, Fraction]]:
        """From where to where a quota's price holds."""
        ends = [*(first for first, _ in self.payers[1:]), Fraction(1)]
        return [(first, end) for (first, key), end in zip(self.payers, ends, strict=False) if key == limit.key]


def fate_of(fitting: Sequence[tuple[Limit, Fraction]]) -> Fate:
    """By how much of a use fits each quota that binds, from the nearest to the farthest: what lies beyond several costs the
    price of the nearest that it does not fit."""
    part = min((fits for _, fits in fitting), default=Fraction(1))
    short = [(limit, fits) for limit, fits in fitting if fits < 1]
    priced = all(limit.quota.beyond is not None for limit, _ in short)
    borne = all(limit.quota.beyond is not None or limit.quota.measure == "money" for limit, _ in short)
    payers: list[tuple[Fraction, str]] = []
    for start in sorted({fits for _, fits in short}) if priced else []:
        nearest = next(limit.key for limit, fits in short if fits <= start)
        if not payers or payers[-1][1] != nearest:
            payers.append((start, nearest))
    return Fate(part, priced, borne, tuple(payers))
