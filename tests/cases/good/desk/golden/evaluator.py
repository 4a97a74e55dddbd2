"""Help desk

The evaluator of the contract `desk`, made by servdsl from desk/input.plan.
Change the contract, not this file.
"""

# A case may ask again what an earlier one has ruled out: it says all of its clause.
# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Literal, TypeAlias

from . import rt

CONTRACT = "desk"
SOURCE = "desk/input.plan"
SOURCE_SHA256 = "71609e5317d1eb7c1f1c45f03774bcda174b499c45a0eefa6f71a630ac3e674d"
COMPILER_VERSION = "0.1.0"
LANGUAGE_VERSION = "1"
HOLIDAYS_VERSION = "0.109"

InputErrors = rt.InputErrors

# ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

Tier: TypeAlias = Literal["basic", "plus"]
Addon: TypeAlias = Literal["night_watch"]
Service: TypeAlias = Literal["support"]
Window: TypeAlias = Literal["respond"]
Calendar: TypeAlias = Literal["office", "nights"]
Severity: TypeAlias = Literal["high", "low"]
Channel: TypeAlias = Literal["mail", "phone"]


class Subscription(rt.Record):
    """What stays fixed for a customer. None: unknown."""

    tier: Tier | None = None
    addons: Mapping[Addon, int] | Sequence[Addon] = ()  # with their quantities
    start: datetime | date | None = None  # of the customer's term
    seats: int | None = None  # Seats


class Facts(rt.Record):
    """One case: the customer, and what the ticket tells. None: unknown."""

    subscription: Subscription = Subscription()
    service: Service | None = None
    opened: datetime | None = None
    as_of: datetime | None = None
    events: Sequence[rt.Event] = ()
    worked: Sequence[tuple[datetime, datetime]] | None = None
    severity: Severity | None = None  # Severity
    channel: Channel | None = None

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Facts:
        """Facts in the shape that `servdsl ask` takes. Raises InputErrors with every mistake."""
        return EVALUATOR.facts(told)


# ── Calendars ─────────────────────────────────────────────────────────────────────────────────────────────────────────


HOLIDAYS_CL = rt.holidays(
    {
        "New Year's Day": "2026-01-01 2027-01-01 2028-01-01",
        "Good Friday": "2026-04-03 2027-03-26 2028-04-14",
        "Holy Saturday": "2026-04-04 2027-03-27 2028-04-15",
        "Labor Day": "2026-05-01 2027-05-01 2028-05-01",
        "Navy Day": "2026-05-21 2027-05-21 2028-05-21",
        "National Indigenous Peoples Day": "2026-06-21 2027-06-21 2028-06-20",
        "Saint Peter and Saint Paul's Day": "2026-06-29 2027-06-28 2028-06-26",
        "Our Lady of Mount Carmel": "2026-07-16 2027-07-16 2028-07-16",
        "Assumption Day": "2026-08-15 2027-08-15 2028-08-15",
        "Independence Day": "2026-09-18 2027-09-18 2028-09-18",
        "Army Day": "2026-09-19 2027-09-19 2028-09-19",
        "Meeting of Two Worlds' Day": "2026-10-12 2027-10-11 2028-10-09",
        "Reformation Day": "2026-10-31 2027-10-31 2028-10-27",
        "All Saints' Day": "2026-11-01 2027-11-01 2028-11-01",
        "Immaculate Conception": "2026-12-08 2027-12-08 2028-12-08",
        "Christmas Day": "2026-12-25 2027-12-25 2028-12-25",
        "National Holiday": "2027-09-17",
    },
)
CALENDARS = (
    rt.Calendar(
        "office",
        rt.Openings(
            (
                rt.Weekly((0, 1, 2, 3, 4), (rt.span("09:00", "14:00"), rt.span("16:00", "19:00"))),
                rt.Holidays(HOLIDAYS_CL),
            ),
        ),
        label="Office hours",
    ),
    rt.Calendar(
        "nights",
        rt.Openings((rt.Weekly((0, 1, 2, 3, 4), (rt.span("19:00", "33:00"),)),)),
        label="Night watch",
    ),
)


# ── all tiers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


ALL_TIERS_ATTENDS = rt.Clause(
    "all_tiers.attends",
    layers=("all tiers",),
    value=rt.Attends("office"),
    says="Attended during Office hours.",
    at="desk/input.plan:32",
    sources=("DSK-002",),
)
ALL_TIERS_COVERS_SUPPORT = rt.Clause(
    "all_tiers.covers.support",
    layers=("all tiers",),
    thing="support",
    value=rt.Share(1),
    says="Support is covered in full.",
    at="desk/input.plan:33",
)
ALL_TIERS_PAUSES_RESPOND = rt.Clause(
    "all_tiers.pauses.respond",
    layers=("all tiers",),
    thing="respond",
    value=rt.Pauses("waiting"),
    says="Response pauses while “Waiting for the customer” lasts.",
    at="desk/input.plan:34",
)
ALL_TIERS_LEVEL_1 = rt.Clause(
    "all_tiers.level.1",
    layers=("all tiers",),
    thing="1",
    value=rt.Level(1, "Shift lead", share=Fraction(5, 10), window="respond"),
    says="Level 1 (Shift lead) at 50% of “Response”.",
    at="desk/input.plan:35",
)


def if_respond_is_breached(respond_is_breached: bool) -> bool:
    return respond_is_breached


ALL_TIERS_LEVEL_2_RESPOND_BREACHED = rt.Clause(
    "all_tiers.level.2.respond_breached",
    layers=("all tiers",),
    thing="2",
    when=if_respond_is_breached,
    value=rt.Level(2, "Director", windows=("respond",), breaches=("respond",)),
    says="Level 2 (Director) when “Response” is breached.",
    at="desk/input.plan:36",
)


# ── basic: Basic ──────────────────────────────────────────────────────────────────────────────────────────────────────


def basic_price_amount(seats: int) -> rt.Number:
    return 5 * seats


BASIC_PRICE = rt.Clause(
    "basic.price",
    layers=("basic",),
    value=rt.Price(basic_price_amount, currency="EUR", per=("month",)),
    says="Price: 5.00 EUR times the seats per month.",
    at="desk/input.plan:39",
    sources=("DSK-005",),
)
BASIC_ACCEPTS_CHANNEL = rt.Clause(
    "basic.accepts.channel",
    layers=("basic",),
    thing="channel",
    value=rt.Accepts(("mail",)),
    says="Channel: accepted mail.",
    at="desk/input.plan:40",
)
BASIC_AT_MOST_VISIT = rt.Clause(
    "basic.at_most.visit",
    layers=("basic",),
    thing="visit",
    value=rt.Quota("at_most", 3, period="calendar month"),
    says="Visit: at most 3 per calendar month.",
    at="desk/input.plan:41",
)
BASIC_WINDOWS_RESPOND_HIGH = rt.Clause(
    "basic.windows.respond.high",
    layers=("basic",),
    thing="respond",
    value=rt.Within(rt.business_hours(4)),
    says="Response within 4 business hours when the severity is High.",
    at="desk/input.plan:43",
    sources=("DSK-004",),
)
BASIC_WINDOWS_RESPOND_OTHERWISE = rt.Clause(
    "basic.windows.respond.otherwise",
    layers=("basic",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(2)),
    says="Response within 2 business days in all other cases.",
    at="desk/input.plan:44",
    sources=("DSK-004",),
)


def decide_basic_promise_respond(severity: Severity) -> rt.Decision:
    if severity == "high":
        return BASIC_WINDOWS_RESPOND_HIGH
    return BASIC_WINDOWS_RESPOND_OTHERWISE


# ── plus: Plus ────────────────────────────────────────────────────────────────────────────────────────────────────────


def plus_price_amount(seats: int) -> rt.Number:
    return Fraction(9995, 1000) * seats


PLUS_PRICE = rt.Clause(
    "plus.price",
    layers=("plus",),
    value=rt.Price(plus_price_amount, currency="EUR", lower_bound=True, per=("month",)),
    says="Price: from 9.995 EUR times the seats per month.",
    at="desk/input.plan:48",
    sources=("DSK-006",),
)
PLUS_ACCEPTS_CHANNEL = rt.Clause(
    "plus.accepts.channel",
    layers=("plus",),
    thing="channel",
    value=rt.Accepts(("phone",)),
    says="Channel: accepted phone.",
    at="desk/input.plan:49",
)


def if_severity_is_high_and_channel_is_phone(severity: Severity, channel: Channel) -> bool:
    return severity == "high" and channel == "phone"


PLUS_WINDOWS_RESPOND_HIGH_AND_PHONE = rt.Clause(
    "plus.windows.respond.high_and_phone",
    layers=("plus",),
    thing="respond",
    when=if_severity_is_high_and_channel_is_phone,
    value=rt.Within(rt.minutes(30)),
    says="Response within 30 minutes when the severity is High and “channel” is phone.",
    at="desk/input.plan:50",
    sources=("DSK-007",),
)


# ── night_watch: Night watch ──────────────────────────────────────────────────────────────────────────────────────────


def if_holds_plus(holds_plus: bool) -> bool:
    return holds_plus


NIGHT_WATCH_REQUIRES = rt.Clause(
    "night_watch.requires",
    layers=("night_watch",),
    value=rt.Requires(if_holds_plus),
    says="Requires: Plus.",
    at="desk/input.plan:53",
)
NIGHT_WATCH_PRICE = rt.Clause(
    "night_watch.price",
    layers=("night_watch",),
    value=rt.Price(100, currency="EUR", per=("month",)),
    says="Price: 100.00 EUR per month.",
    at="desk/input.plan:54",
    sources=("DSK-008",),
)
NIGHT_WATCH_ATTENDS_ALSO = rt.Clause(
    "night_watch.attends_also",
    layers=("night_watch",),
    value=rt.Attends("nights", also=True),
    says="Also attended during Night watch.",
    at="desk/input.plan:55",
)


# ── The contract ──────────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = (
    rt.Fact("severity", "choice", label="Severity", choices=("high", "low")),
    rt.Fact("channel", "choice", choices=("mail", "phone")),
    rt.Fact("seats", "whole", label="Seats", customer=True, low=1),
)
DEFINES = ()
INPUTS: Mapping[str, rt.Input] = {
    "holds_plus": rt.Holds("plus"),
    "respond_is_breached": rt.WindowIs("respond", "breached"),
}
CANDIDATES: Mapping[str, tuple[object, ...]] = {}
TOGETHER = ()
OFFERS = (
    rt.Offer("basic", "tier", label="Basic"),
    rt.Offer("plus", "tier", label="Plus", parent="basic"),
    rt.Offer("night_watch", "addon", label="Night watch"),
)
THINGS = (
    rt.Thing("support", "service", "support", label="Support"),
    rt.Thing("visit", "unit", "visits", label="Visit"),
)
WINDOWS = (rt.Window("respond", ("opened",), "responded", label="Response", at_risk=Fraction(8, 10)),)
STATES = (rt.State("waiting", "asked", "answered", label="Waiting for the customer"),)
ASSUMPTIONS = (rt.Assumption("open_hours", "The hours of the table are business hours.", ("DSK-004",)),)
CLAUSES = (
    ALL_TIERS_ATTENDS,
    ALL_TIERS_COVERS_SUPPORT,
    ALL_TIERS_PAUSES_RESPOND,
    ALL_TIERS_LEVEL_1,
    ALL_TIERS_LEVEL_2_RESPOND_BREACHED,
    BASIC_PRICE,
    BASIC_ACCEPTS_CHANNEL,
    BASIC_AT_MOST_VISIT,
    BASIC_WINDOWS_RESPOND_HIGH,
    BASIC_WINDOWS_RESPOND_OTHERWISE,
    PLUS_PRICE,
    PLUS_ACCEPTS_CHANNEL,
    PLUS_WINDOWS_RESPOND_HIGH_AND_PHONE,
    NIGHT_WATCH_REQUIRES,
    NIGHT_WATCH_PRICE,
    NIGHT_WATCH_ATTENDS_ALSO,
)
CASES: Mapping[tuple[str, str, str], rt.Cases] = {("basic", "promise", "respond"): decide_basic_promise_respond}

EVALUATOR = rt.Evaluator(
    rt.Contract(
        name=CONTRACT,
        language="en",
        zone="America/Santiago",
        zone_fact=None,
        horizon=(date(2026, 1, 1), date(2028, 12, 31)),
        facts=FACTS,
        defines=DEFINES,
        inputs=INPUTS,
        candidates=CANDIDATES,
        together=TOGETHER,
        calendars=CALENDARS,
        offers=OFFERS,
        things=THINGS,
        windows=WINDOWS,
        states=STATES,
        clauses=CLAUSES,
        cases=CASES,
        assumptions=ASSUMPTIONS,
    ),
    Facts,
    Subscription,
)


# ── Questions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def evaluate(facts: Facts) -> rt.Answer:
    """The whole answer. Raises InputErrors for facts that cannot be taken."""
    return EVALUATOR.evaluate(facts)


def due(window: Window, facts: Facts) -> datetime | None:
    """When a window is due, in UTC; None where nothing is due or it is undecided."""
    return EVALUATOR.due(window, facts)


def price(facts: Facts) -> rt.PriceAnswer | None:
    """The tier's own price; None where no layer sets one."""
    return EVALUATOR.price(facts)


def schedule(facts: Facts, over: tuple[str, int, int]) -> dict[str, object]:
    """Answers over a whole-number fact, from low to high (included), with the price's total and average."""
    return EVALUATOR.schedule(facts, over)


def ledger(facts: Facts) -> rt.Ledger:
    """The customer's quotas, replayed from the events: what is left, and which event took what."""
    return EVALUATOR.ledger(facts)


def calendar(name: Calendar, facts: Facts = Facts()) -> rt.Hours:  # noqa: B008
    """A calendar: `is_open`, `add`, `between`, `next_opening`. Raises MissingFactsError for unknown facts it needs."""
    return EVALUATOR.calendar(name, facts)
