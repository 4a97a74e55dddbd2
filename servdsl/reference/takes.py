"""A quota that binds, and what one use takes of it (decisions 46, 47 and 52).

at least 15 minutes, in steps of 5 minutes;  advice for 17 minutes   →  20 minutes
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

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
        return self.count * (ceil(self.hours / self.block) if self.block and self.hours is not None else 1)

    def fitting(self, limit: Limit, left: Fraction) -> Fraction:
        """The part of the use, 0 to 1, that fits into what is left."""
        need = self.need(limit)
        if limit.quota.measure == "count" and self.block and self.hours:
            return min(Fraction(1), left * self.block / (self.count * self.hours))
        return min(Fraction(1), left / need) if need else Fraction(1)

    def spent(self, limit: Limit, part: Fraction) -> Fraction:
        if limit.quota.measure != "count":
            return self.need(limit) * part
        if self.block and self.hours is not None:
            return self.count * ceil(part * self.hours / self.block)
        return Fraction(ceil(self.need(limit) * part))


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
