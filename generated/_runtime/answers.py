"""The answer: typed records, and the JSON shape that `ask`, evaluators and examples share (docs/design/0002-answers.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from fractions import Fraction
from typing import Any

from . import text
from .accounts import Standing
from .clocks import LevelReached
from .declare import FactType
from .prices import PriceAnswer
from .records import Record
from .terms import Period
from .windows import Reading

Json = dict[str, Any]


class WindowAnswer(Record):
    """A window: how it stands, or with state `undecided` what it needs."""

    reading: Reading
    levels: tuple[LevelReached, ...] = ()
    needs: frozenset[str] = frozenset()

    def to_dict(self, zone: tzinfo) -> Json:
        """The window as it leaves."""
        one = self.reading
        return {
            "due": _instant(one.due, zone),
            "target": _instant(one.target, zone),
            "not_before": _instant(one.not_before, zone),
            "no_promise": one.no_promise,
            "state": one.state,
            "elapsed_seconds": None if one.elapsed is None else text.seconds(one.elapsed),
            "remaining_seconds": None if one.remaining is None else text.seconds(one.remaining),
            "percentage": None if one.share is None else text.percent(one.share),
            "at_risk_at": _instant(one.at_risk_at, zone),
            "levels": [
                {"level": level.number, "label": level.label, "at": _instant(level.at, zone), "reached": level.reached}
                for level in self.levels
            ],
            "rounds": None
            if one.rounds is None
            else [
                {"from": _instant(r.start, zone), "due": _instant(r.due, zone), "done": _instant(r.done, zone)}
                for r in one.rounds
            ],
            "needs": sorted(self.needs),
        }


class ValueAnswer(Record):
    """A defined value or an amount. `value` None: undecided."""

    type: FactType | str
    value: Any = None
    currency: str = ""
    lower_bound: bool = False
    needs: frozenset[str] = frozenset()

    def to_dict(self, zone: tzinfo, *, bound: bool) -> Json:
        """The value as it leaves; `bound`: a sum says whether it is a lower bound."""
        needs = sorted(self.needs)
        if self.type != "money":
            return {"value": None if self.value is None else shown(self.type, self.value, zone), "needs": needs}
        amount = None if self.value is None else text.money(self.value, self.currency)
        bounded = {"lower_bound": None if self.value is None else self.lower_bound} if bound else {}
        return {"amount": amount, "currency": self.currency or None, **bounded, "needs": needs}


class CalendarAnswer(Record):
    """A calendar at the opening, and when it opens next after that; None: never again."""

    open: bool
    next_opening: datetime | None


class Closure(Record):
    """Whether the ticket closes, when it did, and whether it may be reopened: "yes", "no" or "undecided"."""

    closes: str = "no"
    at: datetime | None = None
    reopens: str = "no"


class Reason(Record):
    """A clause on which the answer rests, with the steps of its arithmetic."""

    clause: str
    says: str
    at: str
    sources: tuple[str, ...]
    steps: tuple[str, ...] = ()


class Answer(Record):
    """All that a contract says about a case. Numbers are exact, instants in UTC; `zone` is the one they leave in."""

    contract: str
    offered: str
    in_force: str
    coverage: str
    services: Mapping[str, str]
    needs: frozenset[str]
    windows: Mapping[str, WindowAnswer]
    levels: Mapping[str, LevelReached]
    next_due: str | None
    shares: Mapping[str, Fraction]
    charges: Mapping[str, PriceAnswer]
    quotas: Mapping[str, Standing]
    price: PriceAnswer | None
    addons: Mapping[str, PriceAnswer | None]
    total: PriceAnswer | None
    discounts: Mapping[str, Fraction]
    amounts: Mapping[str, ValueAnswer]
    values: Mapping[str, ValueAnswer]
    attends: tuple[str, ...] | None
    calendars: Mapping[str, CalendarAnswer]
    term: Period
    closure: Closure
    assumptions: tuple[str, ...]
    problems: tuple[str, ...]
    reasons: tuple[Reason, ...]
    zone: tzinfo

    def to_dict(self) -> Json:
        """The answer as JSON knows it: decimal text, ISO instants in the contract's or site's zone."""
        zone = self.zone
        return {
            "contract": self.contract,
            "offered": self.offered,
            "in_force": self.in_force,
            "coverage": self.coverage,
            "services": dict(self.services),
            "needs": sorted(self.needs),
            "windows": {name: window.to_dict(zone) for name, window in self.windows.items()},
            "levels": {number: _level(level, zone) for number, level in self.levels.items()},
            "next_due": self.next_due,
            "shares": {name: text.percent(share) for name, share in self.shares.items()},
            "charges": {name: charge_dict(charge) for name, charge in self.charges.items()},
            "quotas": {name: _quota(quota, zone) for name, quota in self.quotas.items()},
            "price": price_dict(self.price),
            "addons": {name: price_dict(price) for name, price in self.addons.items()},
            "total": price_dict(self.total),
            "discounts": {name: text.percent(share) for name, share in self.discounts.items()},
            "amounts": {name: value.to_dict(zone, bound=True) for name, value in self.amounts.items()},
            "values": {name: value.to_dict(zone, bound=False) for name, value in self.values.items()},
            "attends": None if self.attends is None else list(self.attends),
            "calendars": {
                name: {"open": one.open, "next_opening": _instant(one.next_opening, zone)}
                for name, one in self.calendars.items()
            },
            "term": {"start": _instant(self.term.start, zone), "end": _instant(self.term.end, zone)},
            "closure": {
                "closes": self.closure.closes,
                "at": _instant(self.closure.at, zone),
                "reopens": self.closure.reopens,
            },
            "assumptions": list(self.assumptions),
            "problems": list(self.problems),
            "reasons": [
                {
                    "clause": reason.clause,
                    "says": reason.says,
                    "at": reason.at,
                    "sources": list(reason.sources),
                    "steps": list(reason.steps),
                }
                for reason in self.reasons
            ],
        }


def price_dict(price: PriceAnswer | None) -> Json | None:
    """A price or a total as it leaves; of an undecided one nothing is known but its needs."""
    if price is None:
        return None
    if price.needs and price.by == "unknown" and not price.currency:
        nothing = dict.fromkeys(("amount", "currency", "per", "lower_bound", "tax", "by_quote", "free"))
        return {**nothing, "lines": [], "needs": sorted(price.needs)}
    return {
        "amount": None if price.amount is None else text.money(price.amount, price.currency),
        "currency": price.currency or None,
        "per": _per(price),
        "lower_bound": price.lower_bound,
        "tax": price.tax,
        "by_quote": price.by == "quote",
        "free": price.by == "free",
        "lines": [line.to_dict() for line in price.lines],
        "needs": sorted(price.needs),
    }


def charge_dict(charge: PriceAnswer) -> Json:
    """What a service costs, as it leaves: a price without its tax wording."""
    shown_price = price_dict(charge)
    assert shown_price is not None
    del shown_price["tax"]
    return shown_price


def shown(kind: str, value: Any, zone: tzinfo) -> Any:
    """A value of a type as it leaves."""
    match kind:
        case "yes_no" | "choice" | "country":
            return value
        case "percent":
            return text.percent(value)
        case "duration":
            return text.seconds(value)
        case "instant" if isinstance(value, datetime):
            return text.instant(value, zone)
        case "dates":
            return [day.isoformat() for day in value]
        case "names":
            return list(value)
        case _:
            return value.isoformat() if isinstance(value, date) else _number_or_name(value)


def _number_or_name(value: Any) -> str:
    return text.decimal(value) if isinstance(value, int | Fraction) else str(value)


def _per(price: PriceAnswer) -> str | list[str] | None:
    if price.once:
        return "once"
    return None if not price.per else price.per[0] if len(price.per) == 1 else list(price.per)


def _level(level: LevelReached, zone: tzinfo) -> Json:
    return {"label": level.label, "at": _instant(level.at, zone), "reached": level.reached, "window": level.window}


def _quota(quota: Standing, zone: tzinfo) -> Json:
    if quota.used is None:
        nothing = dict.fromkeys(("limit", "used", "left", "beyond", "cost", "exhausted_at", "unit", "period"))
        return {**nothing, "uses": [], "needs": sorted(quota.needs)}
    return {
        **{name: _much(quota, getattr(quota, name)) for name in ("limit", "used", "left", "beyond")},
        "cost": charge_dict(quota.cost) if isinstance(quota.cost, PriceAnswer) else None,
        "exhausted_at": _instant(quota.exhausted_at, zone),
        "unit": quota.unit,
        "period": None
        if quota.period is None
        else [_instant(quota.period.start, zone), _instant(quota.period.end, zone)],
        "uses": [
            {"at": text.instant(one.at, zone), "event": one.event}
            | {"taken": _much(quota, one.taken), "beyond": _much(quota, one.beyond)}
            for one in quota.uses
        ],
        "needs": sorted(quota.needs),
    }


def _much(quota: Standing, amount: Fraction | None) -> str | None:
    """How much of a quota, as it leaves."""
    return _number(amount) if amount is None or not quota.money else text.money(amount, quota.unit)


def _number(number: Fraction | None) -> str | None:
    return None if number is None else text.decimal(number)


def _instant(at: datetime | None, zone: tzinfo) -> str | None:
    return None if at is None else text.instant(at, zone)
