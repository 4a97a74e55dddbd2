"""What clauses say: one record for each kind of value that a contract decides, counts or guards.

A number that the contract computes is a function whose parameters name the inputs that it reads; one that is written down
is the number itself. `settled` turns the first into the second.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any, ClassVar, Literal, TypeAlias

from .durations import CalendarUnits, Elapsed, Length
from .records import Record

Number: TypeAlias = int | Fraction


class Money(Record):
    """A sum with its currency: what a value gives whose cases choose among currencies."""

    amount: Number
    currency: str


Formula: TypeAlias = Callable[..., Number | Money]
Quantity: TypeAlias = Number | Formula
Test: TypeAlias = Callable[..., bool]
"""A condition: its parameters name the inputs that it reads."""

Kind: TypeAlias = str


class Value(Record):
    """What a clause says; `kind` is the kind of value that it is about."""

    kind: ClassVar[Kind] = ""


# ── Decided values: the nearest layer that decides wins ─────────────────────────────────────────────────────────────


class Within(Value):
    """A window's promise: a limit, perhaps with a target before it; `or_more` makes it a lower bound, no limit."""

    kind: ClassVar[Kind] = "promise"
    limit: Length | Callable[..., Length]
    target: Length | Callable[..., Length] | None = None
    or_more: bool = False

    def lengths(self) -> tuple[Length, Length | None]:
        """Limit and target, where the facts that tell them have been told."""
        limit, target = self.limit, self.target
        assert not callable(limit)
        assert not callable(target)
        return limit, target


class Every(Value):
    """A window's promise: each end event restarts it, until the event `until`."""

    kind: ClassVar[Kind] = "promise"
    length: Length | Callable[..., Length]
    until: str

    @property
    def interval(self) -> Length:
        """The length, where the facts that tell it have been told."""
        assert not callable(self.length)
        return self.length


class NoPromise(Value):
    """No promise, said on purpose, with the document's words."""

    kind: ClassVar[Kind] = "promise"
    words: str = ""


class Attends(Value):
    """The calendar of business durations that name none; `also`: in addition to the inherited hours (decision 20)."""

    kind: ClassVar[Kind] = "attends"
    calendar: str
    also: bool = False


class CountsFrom(Value):
    """The event from which a window counts, in place of its own."""

    kind: ClassVar[Kind] = "counts_from"
    event: str


class Share(Value):
    """The part of a service's cost that the vendor bears, 0 to 1."""

    kind: ClassVar[Kind] = "share"
    share: Quantity


class Price(Value):
    """The price of an offer, or the rate of a charge. `per`: time units or declared units; two: the customer's choice."""

    kind: ClassVar[Kind] = "price"
    amount: Quantity | None = None
    currency: str = ""
    by: Literal["amount", "quote", "free"] = "amount"
    lower_bound: bool = False
    per: tuple[str, ...] = ()
    once: bool = False
    tax: str | None = None


class BeyondHours(Record):
    """Beyond so many hours, of a day or of the job, another price holds."""

    hours: Fraction
    per_day: bool
    price: Price


class Charge(Value):
    """What the customer pays for a service. Minimum and step are hours; minimum amount and cap are in the price's
    currency."""

    kind: ClassVar[Kind] = "charge"
    price: Price
    minimum_hours: Fraction | None = None
    minimum_per_day: bool = False
    minimum_amount: Quantity | None = None
    cap: Quantity | None = None
    step_hours: Fraction | None = None
    beyond: BeyondHours | None = None


class Discount(Value):
    """The part of a service's price that is taken off, 0 to 1."""

    kind: ClassVar[Kind] = "discount"
    share: Quantity


class Amount(Value):
    """Any other sum or number that the contract computes. Without a currency it is a number of type `type`."""

    kind: ClassVar[Kind] = "amount"
    value: Callable[..., Any] | Any
    type: str
    currency: str = ""
    lower_bound: bool = False


class Lasts(Value):
    """How long the term runs, and then in periods of which length; without a length it is open, between bounds."""

    kind: ClassVar[Kind] = "lasts"
    length: Callable[..., Length] | Length | None = None
    then: Length | None = None
    at_least: Length | None = None
    at_most: Length | None = None


class Starts(Value):
    """When the term starts, unless the customer's `start` is given."""

    kind: ClassVar[Kind] = "starts"
    at: Callable[..., date | datetime]


class Renews(Value):
    """Each period must be renewed before its end, without a gap."""

    kind: ClassVar[Kind] = "renews"
    every: CalendarUnits


class Cancellable(Value):
    """The customer may end the term, with notice, perhaps only to the end of the period that runs, or to that of a
    period of the calendar."""

    kind: ClassVar[Kind] = "cancellable"
    notice: Length | None = None
    to_period_end: bool = False
    to_end_of: Literal["month", "quarter", "year"] | None = None


class Level(Value):
    """An escalation. Reached where its clause's condition holds, or as `after_…`, `share` of a window or seconds
    `before` it is due say.

    `windows`: those that its condition asks about, in the order written; `breaches`: those each of whose breach is enough.
    """

    kind: ClassVar[Kind] = "level"
    number: int
    label: str
    after_level: int | None = None
    after_event: str | None = None
    length: Length | Callable[..., Length] | None = None
    share: Fraction | None = None
    before: Fraction | Length | Callable[..., Length] | None = None
    window: str | None = None
    windows: tuple[str, ...] = ()
    breaches: tuple[str, ...] = ()

    @property
    def later(self) -> Length | None:
        """The length, where the facts that tell it have been told."""
        assert not callable(self.length)
        return self.length

    @property
    def seconds_before(self) -> Fraction | None:
        """How long before it is due, likewise."""
        if isinstance(self.before, Elapsed):
            return Fraction(self.before.microseconds, 1_000_000)
        assert self.before is None or isinstance(self.before, Fraction)
        return self.before

    @property
    def timed(self) -> bool:
        """Whether it is reached at an instant, and not where a condition holds."""
        return self.after_level is not None or self.after_event is not None or self.window is not None


# ── Quotas ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class Beyond(Record):
    """The price of what exceeds a quota, with the smallest job and the step that are counted, in the quota's unit."""

    price: Price
    minimum: Fraction | None = None
    step: Fraction | None = None


class Quota(Value):
    """How much of a thing: `includes` entitles and caps, `at_most` caps, `adds` raises. `count` None: unlimited.

    `period`: "calendar month" and the like, "contract year" and the like, "term", "event", ("unit", name), or None for a
    stock held at one time (decision 49). With a `currency` it is a sum of money that uses cost. `minimum` and `step`, in
    hours: what each use counts at least, and rounded up to what.
    """

    kind: ClassVar[Kind] = "quota"
    limits: Literal["includes", "at_most", "adds"]
    count: Quantity | None
    hours: bool = False
    currency: str = ""
    period: str | tuple[str, str] | None = None
    carry_over: CalendarUnits | Literal["term"] | None = None
    ends_term: bool = False
    minimum: Fraction | None = None
    step: Fraction | None = None
    beyond: Beyond | None = None
    counted_in: str | None = None

    @property
    def measure(self) -> str:
        """In what it counts: "hours", "count", or a currency."""
        return self.currency or ("hours" if self.hours else "count")


# ── Clauses that accumulate over all layers ─────────────────────────────────────────────────────────────────────────


class Pauses(Value):
    """A window's clock stops while the state lasts."""

    kind: ClassVar[Kind] = "pauses"
    state: str


class Uses(Value):
    """Each use of a service spends so many of another thing."""

    kind: ClassVar[Kind] = "uses"
    count: Fraction
    of: str


class CountsAsUsed(Value):
    """A missed service or unit is spent where the clause's condition holds."""

    kind: ClassVar[Kind] = "counts_as_used"


class Closes(Value):
    """The ticket closes where the condition holds, or after so many events on business days while a state lasts."""

    kind: ClassVar[Kind] = "closes"
    after: int | None = None
    event: str | None = None
    calendar: str | None = None
    state: str | None = None


class Reopens(Value):
    """The customer may have the ticket reopened."""

    kind: ClassVar[Kind] = "reopens"


# ── Gates ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Offered(Value):
    """It may be bought where the clause's condition holds."""

    kind: ClassVar[Kind] = "offered"


class LastsWhile(Value):
    """In force only while this holds."""

    kind: ClassVar[Kind] = "lasts_while"
    holds: Test


class Requires(Value):
    """What must hold for it to be bought."""

    kind: ClassVar[Kind] = "requires"
    holds: Test


class Conflicts(Value):
    """It cannot be held together with these offers."""

    kind: ClassVar[Kind] = "conflicts"
    offers: tuple[str, ...]


class Accepts(Value):
    """Values of a fact with which a ticket is taken; None: any."""

    kind: ClassVar[Kind] = "accepts"
    values: tuple[str, ...] | None


class Excludes(Value):
    """What is refused: these services, or every service where a fact has one of these values or the condition holds."""

    kind: ClassVar[Kind] = "excludes"
    services: tuple[str, ...] = ()
    fact: str | None = None
    values: tuple[str, ...] = ()


class Needs(Value):
    """A duty of the customer when the service is used."""

    kind: ClassVar[Kind] = "needs"
    holds: Test
