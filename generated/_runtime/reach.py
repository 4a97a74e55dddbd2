"""How far quotas reach into one use, and whose price holds beyond.

    4 hours of night left, beyond that 100 EUR;  3 hours of repair left, beyond that 80 EUR;  6 hours at night
    →  3 included; the fourth is beyond repair alone and costs 80; two are beyond both and cost 100 each

Of the quotas that a part of a use does not fit, the nearest that has a price is paid. Decisions 46, 47 and 61 are the
source of every rule here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from .quotas import AS_WORKED, Booking, Draw
from .records import Record
from .values import Beyond


class Reach(Record):
    """A quota and how much of a use fits it, counted from the use's beginning."""

    rule: str
    until: Fraction
    priced: bool


class Part(Record):
    """A part of a use, and the quota whose price it costs; None: none that it exceeds has one."""

    start: Fraction
    end: Fraction
    payer: str | None


def parts(reaches: Sequence[Reach], start: Fraction, end: Fraction) -> list[Part]:
    """A use from `start` to `end`, cut where another price begins; `reaches` from the nearest to the farthest."""
    edges = sorted({start, end, *(one.until for one in reaches if start < one.until < end)})
    found: list[Part] = []
    for first, last in pairwise(edges):
        payer = _payer(reaches, first)
        if found and found[-1].payer == payer:
            first = found.pop().start
        found.append(Part(first, last, payer))
    return found


def _payer(reaches: Iterable[Reach], at: Fraction) -> str | None:
    return next((one.rule for one in reaches if one.priced and one.until <= at), None)


class Bound(Record):
    """A quota that limits a job, and its price beyond, perhaps a formula still. `hours`: as far as it reaches into the job,
    where None a `share` of it. `times`: of a quota in hours how many of them one hour of the job takes; of one in number
    the job, `worked` so long, takes what its `draw` says."""

    rule: str
    beyond: Beyond | None
    draw: Draw
    worked: Fraction
    hours: Fraction | None = None
    share: Fraction = Fraction(1)
    times: Fraction = Fraction(1)

    def reach(self, job: Fraction) -> Reach:
        """The same for a job of so many hours."""
        until = self.share * job if self.hours is None else self.hours
        return Reach(self.rule, until, self.beyond is not None)

    def pieces(self, part: Part, job: Fraction) -> Fraction:
        """How many of what is counted a part of a job takes; what is counted in hours is one use."""
        if self.draw.rule.quota.hours:
            return Fraction(1)
        first, last = (self.draw.part(at / job, self.worked) for at in (part.start, part.end))
        return last - first


class Allowance(Record):
    """What quotas say of a job: whether they entitle to hours of it, how far each reaches, from the nearest to the
    farthest, and how its hours count."""

    entitles: bool = False
    bounds: tuple[Bound, ...] = ()
    booking: Booking = AS_WORKED

    def included(self, job: Fraction) -> Fraction:
        """How many of a job's first hours are included: as many as fit all quotas."""
        reaches = (bound.reach(job).until for bound in self.bounds)
        return min((job, *reaches)) if self.entitles else Fraction(0)


NOTHING_INCLUDED = Allowance()
"""No quota limits it, or none that includes hours or has a price."""


def bound(draw: Draw, left: Fraction, worked: Fraction, job: Fraction) -> Bound:
    """How far what is left of a quota reaches into a job, in which `worked` hours count as `job`, by all that the job takes
    of it."""
    rule, whole = draw.rule, draw.amount(worked)
    told = Bound(rule.id, rule.quota.beyond, draw, worked)
    if not rule.quota.hours:
        return told.replace(share=draw.share(left, worked))
    return told.replace(hours=left * job / whole, times=whole / job) if whole else told
