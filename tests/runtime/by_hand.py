"""An evaluator written by hand, in the shape that the back-end generates: a cut-down Last Call with a calendar, a price band,
two add-ons and an escalation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from fractions import Fraction
from typing import Literal, TypeAlias

from servdsl import runtime as rt

Severity: TypeAlias = Literal["critical", "moderate", "minimal"]


class Subscription(rt.Record):
    """What stays fixed for a customer."""

    tier: str | None = None
    addons: Mapping[str, int] | Sequence[str] = ()
    start: datetime | date | None = None
    seats: int | None = None
    value: rt.Exact | None = None
    year: int | None = None


class Facts(rt.Record):
    """One case."""

    subscription: Subscription = Subscription()
    service: str | None = None
    opened: datetime | None = None
    as_of: datetime | None = None
    events: Sequence[rt.Event] = ()
    worked: Sequence[tuple[datetime, datetime]] | None = None
    severity: Severity | None = None
    channel: str | None = None
    urgent: bool | None = None
    country: str | None = None
    site: tzinfo | str | None = None
    fee: rt.Exact | None = None
    loud: bool | None = None
    band: rt.Exact | None = None

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Facts:
        """Facts in the shape that `ask` takes."""
        return EVALUATOR.facts(told)


# ── Defined values ──────────────────────────────────────────────────────────────────────────────────────────────────


def compute_fee(value: rt.Number) -> rt.Number:
    return Fraction(2, 100) * value


def if_loud(severity: Severity, urgent: bool) -> bool:
    return severity == "critical" or urgent


def find_band(year: int, value: rt.Number) -> rt.Row | None:
    """Two bands: both are 0 in the first year."""
    if year == 1 and value < 1000:
        return rt.Row(0)
    if year == 1 and value >= 1000:
        return rt.Row(0)
    if value < 1000:
        return rt.Row(100, lower_bound=True)
    return rt.Row(compute_fee)


# ── Clauses ─────────────────────────────────────────────────────────────────────────────────────────────────────────

TIERS = ("all tiers",)
OFFERED = rt.Clause("all.offered", TIERS, rt.Offered(), when=lambda country: country in ("CL", "MX"))
ATTENDS = rt.Clause("all.attends", TIERS, rt.Attends("office"), says="Se atiende en horario de oficina.")
PAUSES = rt.Clause("all.pauses", TIERS, rt.Pauses("waiting"), "respond")
NEEDS = rt.Clause("all.needs", TIERS, rt.Needs(lambda urgent: urgent), when=lambda channel: channel == "phone")
LEVEL_1 = rt.Clause("all.level.1", TIERS, rt.Level(1, "Jefe", share=Fraction(3, 4), window="respond"), "1")
LEVEL_2 = rt.Clause("all.level.2", TIERS, rt.Level(2, "Gerente", after_level=1, length=rt.hours(2)), "2")

BASE = ("base",)
BASE_PRICE = rt.Clause("base.price", BASE, rt.Price(by="free"), sources=("LAS-1",))
BASE_ACCEPTS = rt.Clause("base.accepts", BASE, rt.Accepts(("mail",)), "channel")
BASE_COVERS = rt.Clause("base.covers", BASE, rt.Share(1), "support")
BASE_PARTS = rt.Clause("base.covers.parts", BASE, rt.Share(0), "parts", when=lambda urgent: urgent)
BASE_CHARGES = rt.Clause(
    "base.charges.parts", BASE, rt.Charge(rt.Price(40, "EUR", per=("hour",)), minimum_hours=Fraction(2)), "parts"
)
BASE_QUOTA = rt.Clause("base.requests", BASE, rt.Quota("at_most", 3, period="calendar month"), "request")
BASE_USES = rt.Clause("base.uses", BASE, rt.Uses(Fraction(1), "request"), "support")
BASE_CRITICAL = rt.Clause("base.respond.critical", BASE, rt.Within(rt.business_hours(4)), "respond", sources=("LAS-2",))
BASE_OTHER = rt.Clause("base.respond.otherwise", BASE, rt.Within(rt.hours(24)), "respond")

PLUS = ("plus",)
PLUS_PRICE = rt.Clause("plus.price", PLUS, rt.Price(lambda band: band, "EUR", per=("year",)))
PLUS_CRITICAL = rt.Clause("plus.respond.critical", PLUS, rt.Within(rt.hours(1)), "respond")
PLUS_URGENT = rt.Clause("plus.respond.urgent", PLUS, rt.Within(rt.minutes(30)), "respond")
PLUS_LASTS = rt.Clause("plus.lasts", PLUS, rt.Lasts(rt.CalendarUnits(1, "years")))
PLUS_ACCEPTS = rt.Clause("plus.accepts", PLUS, rt.Accepts(("phone",)), "channel", when=lambda loud: loud)

FAST_RESPOND = rt.Clause("fast.respond", ("fast",), rt.Within(rt.minutes(10)), "respond")
FAST_PRICE = rt.Clause("fast.price", ("fast",), rt.Price(50, "EUR", per=("year",)))
SWIFT_RESPOND = rt.Clause("swift.respond", ("swift",), rt.Within(rt.minutes(20)), "respond")
SWIFT_CONFLICTS = rt.Clause("swift.conflicts", ("swift",), rt.Conflicts(("calm",)))


def decide_base_respond(severity: Severity) -> rt.Decision:
    if severity == "critical":
        return BASE_CRITICAL
    return BASE_OTHER


def decide_plus_respond(severity: Severity, urgent: bool) -> rt.Decision:
    if severity == "critical":
        if urgent:
            return rt.Conflict(PLUS_CRITICAL, PLUS_URGENT)
        return PLUS_CRITICAL
    if urgent:
        return PLUS_URGENT
    return None


# ── The contract ────────────────────────────────────────────────────────────────────────────────────────────────────

CONTRACT = rt.Contract(
    name="kiosk",
    language="es",
    zone=None,
    zone_fact="site",
    horizon=(date(2026, 1, 1), date(2028, 12, 31)),
    facts=(
        rt.Fact("severity", "choice", choices=("critical", "moderate", "minimal")),
        rt.Fact("channel", "choice", choices=("mail", "phone")),
        rt.Fact("urgent", "yes_no"),
        rt.Fact("country", "country"),
        rt.Fact("site", "zone"),
        rt.Fact("seats", "whole", customer=True, low=1, high=50),
        rt.Fact("value", "money", customer=True, currency="EUR"),
        rt.Fact("year", "whole", customer=True, low=1),
    ),
    defines=(
        rt.Define("fee", "money", currency="EUR", row=rt.Row(compute_fee)),
        rt.Define("loud", "yes_no", row=rt.Row(if_loud)),
        rt.Define("band", "money", currency="EUR", cases=find_band),
    ),
    inputs={"in_office": rt.During("opened", "office"), "in_night": rt.During("opened", "night")},
    candidates={"country": ("CL", "MX", "AQ"), "value": (999, 1000, 1001), "year": (1, 2)},
    together=((("in_office", "in_night"), ((True, False), (False, True), (False, False))),),
    calendars=(
        rt.Calendar("office", rt.Openings((rt.Weekly((0, 1, 2, 3, 4), (rt.span("09:00", "18:00"),)),))),
        rt.Calendar("night", rt.Openings((rt.Weekly((0, 1, 2, 3, 4), (rt.span("20:00", "30:00"),)),))),
    ),
    offers=(
        rt.Offer("base", "tier"), rt.Offer("plus", "tier", parent="base"), rt.Offer("fast", "addon"),
        rt.Offer("swift", "addon"), rt.Offer("calm", "addon"),
    ),
    things=(
        rt.Thing("support", "service", "support"), rt.Thing("parts", "service", "parts"),
        rt.Thing("request", "unit", "requests"),
    ),
    windows=(rt.Window("respond", ("opened",), "responded", at_risk=Fraction(1, 2)),),
    states=(rt.State("waiting", "asked", "answered"),),
    clauses=(
        OFFERED, ATTENDS, PAUSES, NEEDS, LEVEL_1, LEVEL_2,
        BASE_PRICE, BASE_ACCEPTS, BASE_COVERS, BASE_PARTS, BASE_CHARGES, BASE_QUOTA, BASE_USES, BASE_CRITICAL, BASE_OTHER,
        PLUS_PRICE, PLUS_CRITICAL, PLUS_URGENT, PLUS_LASTS, PLUS_ACCEPTS,
        FAST_RESPOND, FAST_PRICE, SWIFT_RESPOND, SWIFT_CONFLICTS,
    ),
    cases={("base", "promise", "respond"): decide_base_respond, ("plus", "promise", "respond"): decide_plus_respond},
    assumptions=(
        rt.Assumption("no_price", "The price is not printed.", ("LAS-1",)),
        rt.Assumption("hours", "Hours are business hours.", ("LAS-2",)),
    ),
)  # fmt: skip

EVALUATOR = rt.Evaluator(CONTRACT, Facts, Subscription)


def ask(**told: object) -> dict[str, object]:
    """The whole answer to facts told as JSON."""
    return EVALUATOR.evaluate(EVALUATOR.facts(told)).to_dict()
