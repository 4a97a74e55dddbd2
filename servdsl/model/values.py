"""What a clause decides: promises, prices, charges, shares, quotas, terms, gates, escalation. One class a kind.

A clause's `kind` and `thing` (see clauses.py) say which value of the contract it decides; the classes here say what.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated
from typing import Literal as Lit

from pydantic import Field

from servdsl.model.base import Labels, Record
from servdsl.model.expressions import Condition, Expr

# ── Lengths of time ─────────────────────────────────────────────────────────────────────────────────────────────────


class Elapsed(Record):
    """Elapsed time, whatever the calendar."""

    kind: Lit["elapsed"] = "elapsed"
    seconds: Decimal


class BusinessTime(Record):
    """Open time of a calendar; None: the calendar of `attends during` for these facts."""

    kind: Lit["business_time"] = "business_time"
    seconds: Decimal
    calendar: str | None = None


class CalendarUnits(Record):
    """The same local time so many days, months or years later, clamped to the month's end (a week is 7 days)."""

    kind: Lit["calendar_units"] = "calendar_units"
    count: int
    unit: Lit["days", "months", "years"]


class BusinessDays(Record):
    """Close of business of the N-th business day after the local day of the report (or the same local time on it).
    `cutoff`: minutes after midnight."""

    kind: Lit["business_days"] = "business_days"
    count: int
    calendar: str | None = None
    cutoff: int | None = None
    same_time: bool = False


Length = Annotated[Elapsed | BusinessTime | CalendarUnits | BusinessDays, Field(discriminator="kind")]


class Computed(Record):
    """A length that facts tell: elapsed time to the microsecond, with a calendar so much open time of it, or of a term
    perhaps so many units of the calendar."""

    kind: Lit["computed"] = "computed"
    amount: Expr
    calendar: str | None = None


ToldLength = Annotated[Elapsed | BusinessTime | CalendarUnits | BusinessDays | Computed, Field(discriminator="kind")]
"""The length of a promise, a term or an escalation: as written, or as facts tell."""


# ── Decided values ──────────────────────────────────────────────────────────────────────────────────────────────────


class Within(Record):
    """A window's promise: a limit, perhaps with a target before it; `or_more` makes it a lower bound, no limit."""

    kind: Lit["within"] = "within"
    limit: ToldLength
    target: ToldLength | None = None
    or_more: bool = False


class Every(Record):
    """A cadence: each end event restarts the window, until the event `until`."""

    kind: Lit["every"] = "every"
    length: ToldLength
    until: str


class NoPromise(Record):
    """No promise, said on purpose, with the document's words."""

    kind: Lit["no_promise"] = "no_promise"
    words: Labels = Labels()


Promise = Annotated[Within | Every | NoPromise, Field(discriminator="kind")]


class PromiseOf(Record):
    """Kind `promise`, thing: a window."""

    kind: Lit["promise"] = "promise"
    promise: Promise


class Attends(Record):
    """Kind `attends`: the calendar of business durations without `on`; `also`: in addition to the inherited hours."""

    kind: Lit["attends"] = "attends"
    calendar: str
    also: bool = False


class CountsFrom(Record):
    """Kind `counts_from`, thing: a window: the event from which it counts, in place of its own."""

    kind: Lit["counts_from"] = "counts_from"
    event: str


class Share(Record):
    """Kind `share`, thing: a service: the part of its cost that the vendor bears, 0 to 1."""

    kind: Lit["share"] = "share"
    share: Expr


class Price(Record):
    """Kind `price` (of an offer), or a part of a charge. `amount` is None where `by` is not "amount"."""

    kind: Lit["price"] = "price"
    by: Lit["amount", "quote", "free"] = "amount"
    amount: Expr | None = None
    lower_bound: bool = False
    per: tuple[str, ...] = ()  # time units ("month", "year") or declared units; two: the customer's choice
    once: bool = False
    tax: str | None = None  # "excluding VAT", "including VAT": the wording is kept


class DailyOvertime(Record):
    """Beyond so many hours (of a day, or of the job) another price holds."""

    hours: Fraction
    per_day: bool
    price: Price


class Charge(Record):
    """Kind `charge`, thing: a service: what the customer pays for it. Hours are exact: 5 minutes are 1/12."""

    kind: Lit["charge"] = "charge"
    price: Price
    minimum_hours: Fraction | None = None
    minimum_per_day: bool = False
    minimum_amount: Expr | None = None
    cap: Expr | None = None
    step_hours: Fraction | None = None
    beyond: DailyOvertime | None = None


class Discount(Record):
    """Kind `discount`, thing: a service."""

    kind: Lit["discount"] = "discount"
    share: Expr


class Amount(Record):
    """Kind `amount`, thing: its name: any other sum or number that the contract computes."""

    kind: Lit["amount"] = "amount"
    value: Expr
    lower_bound: bool = False


class Lasts(Record):
    """Kind `lasts`: how long the term runs, `then` in periods of which length; without a length it is open, and nothing
    but a quota ends it before `at_least` has gone by, nor lets it run on after `at_most`."""

    kind: Lit["lasts"] = "lasts"
    length: ToldLength | None = None
    then: Length | None = None
    at_least: Length | None = None
    at_most: Length | None = None


class Starts(Record):
    """Kind `starts`: when the term starts, unless the customer's `start` is given. A date: local midnight."""

    kind: Lit["starts"] = "starts"
    at: Expr


class Renews(Record):
    """Kind `renews`: each period must be renewed before its end, without a gap."""

    kind: Lit["renews"] = "renews"
    every: CalendarUnits


class Cancellable(Record):
    """Kind `cancellable`: the customer may end the term, with notice, perhaps only to the end of the period that runs, or
    to that of a period of the calendar."""

    kind: Lit["cancellable"] = "cancellable"
    notice: Length | None = None
    to_period_end: bool = False
    to_end_of: Lit["month", "quarter", "year"] | None = None


class Level(Record):
    """Kind `level`, thing: its number. Reached: by its clause's condition, or as `after` says."""

    kind: Lit["level"] = "level"
    number: int
    labels: Labels
    after_level: int | None = None
    after_event: str | None = None
    length: ToldLength | None = None  # with after_level or after_event: so much later
    share: Decimal | None = None  # with window: at this share (0.75) of its own time
    before: Decimal | Computed | None = None  # with window: so many seconds of its own time before it is due
    window: str | None = None


# ── Quotas ──────────────────────────────────────────────────────────────────────────────────────────────────────────


Recurring = Lit[
    "calendar day",
    "calendar week",
    "calendar month",
    "calendar quarter",
    "calendar year",
    "contract day",
    "contract week",
    "contract month",
    "contract quarter",
    "contract year",
]
"""A period of a quota that begins anew, with the calendar or with the customer's contract."""


class Beyond(Record):
    """The price of what exceeds a quota, with the smallest job and the step that are counted, in the quota's unit."""

    price: Price
    minimum: Fraction | None = None
    step: Fraction | None = None


class Quota(Record):
    """Kind `quota` (includes, at most) or `adds`, thing: the service or unit counted.

    `count` None: unlimited. `measure`: "hours" counts hours of a service, "count" counts uses, "money" what each use cost, in
    `currency`. `period` None: a stock
    held at one time. Periods "calendar month" and the like; ("unit", name): from one use of that unit to the next.
    `minimum` and `step`, in hours: what each use counts at least, and rounded up to what.
    """

    kind: Lit["quota"] = "quota"
    limits: Lit["includes", "at_most", "adds"]
    count: Expr | None
    measure: Lit["count", "hours", "money"] = "count"
    currency: str | None = None
    period: Recurring | Lit["term", "event"] | tuple[Lit["unit"], str] | None = None
    carry_over: CalendarUnits | Lit["term"] | None = None
    ends_term: bool = False
    minimum: Fraction | None = None
    step: Fraction | None = None
    beyond: Beyond | None = None
    counted_in: str | None = None


# ── Clauses that accumulate ─────────────────────────────────────────────────────────────────────────────────────────


class Pauses(Record):
    """Kind `pauses`, thing: a window: its clock stops while the state lasts."""

    kind: Lit["pauses"] = "pauses"
    state: str


class Uses(Record):
    """Kind `uses`, thing: a service: each use of it spends so many of another thing."""

    kind: Lit["uses"] = "uses"
    count: Decimal
    of: str


class CountsAsUsed(Record):
    """Kind `counts_as_used`, thing: a service or unit: a missed one is spent where the clause's condition holds."""

    kind: Lit["counts_as_used"] = "counts_as_used"


class Closes(Record):
    """Kind `closes`: the ticket closes where the condition holds, or after so many events on business days of a
    calendar while a state lasts."""

    kind: Lit["closes"] = "closes"
    after: int | None = None
    event: str | None = None
    calendar: str | None = None
    state: str | None = None


class Reopens(Record):
    """Kind `reopens`: the customer may have the ticket reopened."""

    kind: Lit["reopens"] = "reopens"


# ── Gates ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Offered(Record):
    """Kind `offered`: it may be bought where the clause's condition holds."""

    kind: Lit["offered"] = "offered"


class LastsWhile(Record):
    """Kind `lasts_while`: in force only while this holds."""

    kind: Lit["lasts_while"] = "lasts_while"
    condition: Condition


class Requires(Record):
    """Kind `requires`: what must hold (other offers, facts) for it to be bought."""

    kind: Lit["requires"] = "requires"
    condition: Condition


class Conflicts(Record):
    """Kind `conflicts`: cannot be held together with these offers."""

    kind: Lit["conflicts"] = "conflicts"
    offers: tuple[str, ...]


class Accepts(Record):
    """Kind `accepts`, thing: a fact: values with which a ticket is taken; None: any."""

    kind: Lit["accepts"] = "accepts"
    values: tuple[str, ...] | None


class Excludes(Record):
    """Kind `excludes`: what is refused: these services, or every service where a fact has one of these values or the
    clause's condition holds."""

    kind: Lit["excludes"] = "excludes"
    services: tuple[str, ...] = ()
    fact: str | None = None
    values: tuple[str, ...] = ()


class Needs(Record):
    """Kind `needs`: a duty of the customer when the service is used."""

    kind: Lit["needs"] = "needs"
    condition: Condition


Value = Annotated[
    PromiseOf
    | Attends
    | CountsFrom
    | Share
    | Price
    | Charge
    | Discount
    | Amount
    | Lasts
    | Starts
    | Renews
    | Cancellable
    | Level
    | Quota
    | Pauses
    | Uses
    | CountsAsUsed
    | Closes
    | Reopens
    | Offered
    | LastsWhile
    | Requires
    | Conflicts
    | Accepts
    | Excludes
    | Needs,
    Field(discriminator="kind"),
]

DECIDED = frozenset(
    {
        "promise",
        "attends",
        "counts_from",
        "share",
        "price",
        "charge",
        "discount",
        "amount",
        "lasts",
        "starts",
        "renews",
        "cancellable",
        "level",
    }
)
"""Kinds of which the nearest layer that decides these facts wins (`attends also` is added, decision 20)."""

GATES = frozenset({"offered", "lasts_while", "requires", "conflicts", "accepts", "excludes", "needs"})
"""Kinds that accumulate over all layers (decision 18)."""

ACCUMULATED = frozenset({"pauses", "uses", "counts_as_used", "closes", "reopens"})
"""Kinds of which every clause of every layer holds (decision 19)."""
