"""Words of Python

The evaluator of the contract `words`, made by servdsl from words/input.plan.
Change the contract, not this file.
"""

# A case may ask again what an earlier one has ruled out: it says all of its clause.
# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal, TypeAlias

from . import rt

CONTRACT = "words"
SOURCE = "words/input.plan"
SOURCE_SHA256 = "86eb268fab2dd0d24392092e884eba1d6a435eea31727708291e283d76404d92"
COMPILER_VERSION = "0.1.0"
LANGUAGE_VERSION = "1"
HOLIDAYS_VERSION = ""

InputErrors = rt.InputErrors

# ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

Tier: TypeAlias = Literal["global"]
Addon: TypeAlias = Literal["finally"]
Service: TypeAlias = Literal["return"]
Window: TypeAlias = Literal["try", "def"]
Calendar: TypeAlias = Literal["while", "True"]
Class: TypeAlias = Literal["global", "local", "None"]


class Subscription(rt.Record):
    """What stays fixed for a customer. None: unknown."""

    tier: Tier | None = None
    addons: Mapping[Addon, int] | Sequence[Addon] = ()  # with their quantities
    start: datetime | date | None = None  # of the customer's term
    async_: int | None = None


class Facts(rt.Record):
    """One case: the customer, and what the ticket tells. None: unknown."""

    subscription: Subscription = Subscription()
    service: Service | None = None
    opened: datetime | None = None
    as_of: datetime | None = None
    events: Sequence[rt.Event] = ()
    worked: Sequence[tuple[datetime, datetime]] | None = None
    class_: Class | None = None  # Class
    lambda_: bool | None = None  # Lambda
    # Defined values: one that is given beats its formula.
    del_: int | None = None

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Facts:
        """Facts in the shape that `servdsl ask` takes. Raises InputErrors with every mistake."""
        return EVALUATOR.facts(told)


# ── Defined values ────────────────────────────────────────────────────────────────────────────────────────────────────


def compute_del(async_: int) -> int:
    return async_ + 1


# ── Calendars ─────────────────────────────────────────────────────────────────────────────────────────────────────────


CALENDARS = (
    rt.Calendar("while", rt.Openings((rt.Weekly((0, 1, 2, 3, 4), (rt.span("09:00", "17:00"),)),)), label="Office"),
    rt.Calendar("True", rt.Combined("except", rt.Always(), rt.Named("while"))),
)


# ── global: Global ────────────────────────────────────────────────────────────────────────────────────────────────────


def global_price_amount(del_: int) -> rt.Number:
    return del_ * 2


GLOBAL_PRICE = rt.Clause(
    "global.price",
    layers=("global",),
    value=rt.Price(global_price_amount, currency="EUR", per=("month",)),
    says="Price: “del” times 2.00 EUR per month.",
    at="words/input.plan:21",
    sources=("PYT-001",),
)
GLOBAL_ATTENDS = rt.Clause(
    "global.attends",
    layers=("global",),
    value=rt.Attends("while"),
    says="Attended during Office.",
    at="words/input.plan:22",
)


def if_class_is_local(class_: Class) -> bool:
    return class_ == "local"


GLOBAL_COVERS_RETURN_LOCAL = rt.Clause(
    "global.covers.return.local",
    layers=("global",),
    thing="return",
    when=if_class_is_local,
    value=rt.Share(1),
    says="Return is covered in full when the class is local.",
    at="words/input.plan:23",
)
GLOBAL_WINDOWS_TRY = rt.Clause(
    "global.windows.try",
    layers=("global",),
    thing="try",
    value=rt.Within(rt.business_hours(4)),
    says="Try within 4 business hours.",
    at="words/input.plan:24",
)
GLOBAL_WINDOWS_DEF = rt.Clause(
    "global.windows.def",
    layers=("global",),
    thing="def",
    value=rt.Within(rt.hours(3)),
    says="Def within 3 hours.",
    at="words/input.plan:25",
)
GLOBAL_PAUSES_TRY = rt.Clause(
    "global.pauses.try",
    layers=("global",),
    thing="try",
    value=rt.Pauses("nonlocal"),
    says="Try pauses while “nonlocal” lasts.",
    at="words/input.plan:27",
)
GLOBAL_INCLUDES_PASS = rt.Clause(
    "global.includes.pass",
    layers=("global",),
    thing="pass",
    value=rt.Quota("includes", 3, period="contract year"),
    says="Pass: included 3 per contract year.",
    at="words/input.plan:28",
)


def global_amount_assert_amount(async_: int) -> rt.Number:
    return 3 * async_


GLOBAL_AMOUNT_ASSERT = rt.Clause(
    "global.amount.assert",
    layers=("global",),
    thing="assert",
    value=rt.Amount(global_amount_assert_amount, "money", currency="EUR"),
    says="Assert: 3.00 EUR times “async”.",
    at="words/input.plan:29",
)


# ── finally: F ────────────────────────────────────────────────────────────────────────────────────────────────────────


def if_holds_global(holds_global: bool) -> bool:
    return holds_global


FINALLY_REQUIRES = rt.Clause(
    "finally.requires",
    layers=("finally",),
    value=rt.Requires(if_holds_global),
    says="Requires: Global.",
    at="words/input.plan:32",
)
FINALLY_PRICE = rt.Clause(
    "finally.price",
    layers=("finally",),
    value=rt.Price(3, currency="EUR", per=("pass",)),
    says="Price: 3.00 EUR per pass.",
    at="words/input.plan:33",
)
FINALLY_ADDS_PASS = rt.Clause(
    "finally.adds.pass",
    layers=("finally",),
    thing="pass",
    value=rt.Quota("adds", 1, period="contract year"),
    says="Pass: 1 more per contract year.",
    at="words/input.plan:34",
)


def if_lambda(lambda_: bool) -> bool:
    return lambda_


FINALLY_COVERS_RETURN_LAMBDA = rt.Clause(
    "finally.covers.return.lambda",
    layers=("finally",),
    thing="return",
    when=if_lambda,
    value=rt.Share(1),
    says="Return is covered in full when “Lambda” applies.",
    at="words/input.plan:35",
)
FINALLY_ATTENDS_ALSO_LAMBDA = rt.Clause(
    "finally.attends_also.lambda",
    layers=("finally",),
    when=if_lambda,
    value=rt.Attends("True", also=True),
    says="Also attended during True when “Lambda” applies.",
    at="words/input.plan:36",
)


# ── The contract ──────────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = (
    rt.Fact("class", "choice", label="Class", choices=("global", "local", "None"), field="class_"),
    rt.Fact("lambda", "yes_no", label="Lambda", field="lambda_"),
    rt.Fact("async", "whole", customer=True, low=1, field="async_"),
)
DEFINES = (rt.Define("del", "whole", field="del_", row=rt.Row(compute_del)),)
INPUTS: Mapping[str, rt.Input] = {"holds_global": rt.Holds("global")}
CANDIDATES: Mapping[str, tuple[object, ...]] = {}
TOGETHER = ()
OFFERS = (rt.Offer("global", "tier", label="Global"), rt.Offer("finally", "addon", label="F"))
THINGS = (rt.Thing("return", "service", "return", label="Return"), rt.Thing("pass", "unit", "passes", label="Pass"))
WINDOWS = (
    rt.Window("try", ("opened",), "yield", label="Try"),
    rt.Window("def", ("import",), "raise", by_customer=True),
)
STATES = (rt.State("nonlocal", "break", "continue"),)
ASSUMPTIONS = ()
CLAUSES = (
    GLOBAL_PRICE,
    GLOBAL_ATTENDS,
    GLOBAL_COVERS_RETURN_LOCAL,
    GLOBAL_WINDOWS_TRY,
    GLOBAL_WINDOWS_DEF,
    GLOBAL_PAUSES_TRY,
    GLOBAL_INCLUDES_PASS,
    GLOBAL_AMOUNT_ASSERT,
    FINALLY_REQUIRES,
    FINALLY_PRICE,
    FINALLY_ADDS_PASS,
    FINALLY_COVERS_RETURN_LAMBDA,
    FINALLY_ATTENDS_ALSO_LAMBDA,
)
CASES: Mapping[tuple[str, str, str], rt.Cases] = {}

EVALUATOR = rt.Evaluator(
    rt.Contract(
        name=CONTRACT,
        language="en",
        zone="Europe/Lisbon",
        zone_fact=None,
        horizon=(date(2026, 1, 1), date(2027, 12, 31)),
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
