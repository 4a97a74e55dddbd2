"""Parts of an answer as JSON values (docs/design/0002-answers.md)."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from fractions import Fraction
from zoneinfo import ZoneInfo

from servdsl.reference import text
from servdsl.reference.clock import FOREVER, PAST
from servdsl.reference.explore import Decision
from servdsl.reference.levels import Reached
from servdsl.reference.money import Sum
from servdsl.reference.quotas import Standing
from servdsl.reference.windows import Reading

Json = dict[str, object]


def window(decision: Decision[Reading | None], zone: tzinfo) -> Json:
    reading = decision.value if decision.decided else None
    if reading is None:
        reading = Reading("undecided")
    elapsed, total = reading.elapsed, reading.total
    return {
        "due": text.instant(reading.due, zone),
        "target": text.instant(reading.target, zone),
        "not_before": text.instant(reading.not_before, zone),
        "no_promise": reading.no_promise,
        "state": reading.state,
        "elapsed_seconds": text.seconds(elapsed) if elapsed is not None else None,
        "remaining_seconds": text.seconds(max(Fraction(0), total - elapsed))
        if total is not None and elapsed is not None
        else None,
        "percentage": _percentage(elapsed, total),
        "at_risk_at": text.instant(reading.at_risk_at, zone),
        "levels": [],
        "rounds": None
        if reading.rounds is None
        else [
            {"from": text.instant(r.start, zone), "due": text.instant(r.due, zone), "done": text.instant(r.done, zone)}
            for r in reading.rounds
        ],
        "needs": sorted(decision.needs),
    }


def _percentage(elapsed: Fraction | None, total: Fraction | None) -> str | None:
    if elapsed is None or total is None:
        return None
    return text.number(elapsed / total * 100) if total else "100"


def level(decision: Decision[Reached | None], zone: tzinfo) -> Json:
    found = decision.value if decision.decided else None
    if found is None:
        return {"label": None, "at": None, "reached": None, "window": None}
    return {"label": found.label, "at": text.instant(found.at, zone), "reached": found.reached, "window": found.window}


def quota(decision: Decision[Standing | None], key: str, cost: Json | None, zone: tzinfo) -> Json:
    found = decision.value if decision.decided else None
    if found is None:
        told = dict.fromkeys(("limit", "used", "left", "beyond", "cost", "exhausted_at", "unit", "period"))
        return {**told, "uses": [], "needs": sorted(decision.needs)}
    return {
        "limit": _much(found, found.limit),
        "used": _much(found, found.used),
        "left": _much(found, found.left),
        "beyond": _much(found, found.beyond),
        "cost": cost,
        "exhausted_at": text.instant(found.exhausted_at, zone),
        "unit": found.currency or ("hours" if found.measure == "hours" else key),
        "period": _period(found, zone),
        "uses": [
            {
                "at": text.instant(one.at, zone),
                "event": one.event,
                "taken": _much(found, one.taken),
                "beyond": _much(found, one.beyond),
            }
            for one in found.uses
        ],
        "needs": [],
    }


def _much(standing: Standing, value: Fraction | None) -> str | None:
    """A part of a quota: hours, a number, or a sum of money."""
    return _number(value) if value is None or standing.currency is None else text.money(value, standing.currency)


def _number(value: Fraction | None) -> str | None:
    return None if value is None else text.number(value)


def _period(standing: Standing, zone: tzinfo) -> list[str | None] | None:
    if standing.period is None:
        return None
    start, end = standing.period
    return [None if start == PAST else text.instant(start, zone), None if end == FOREVER else text.instant(end, zone)]


def price(decision: Decision[Sum | None]) -> Json | None:
    """A price, a charge or a total; None where there is none."""
    if decision.decided and decision.value is None:
        return None
    found = decision.value if decision.decided else None
    if found is None:
        told = dict.fromkeys(("amount", "currency", "per", "lower_bound", "tax", "by_quote", "free"))
        return {**told, "lines": [], "needs": sorted(decision.needs)}
    currency = found.currency or ""
    return {
        "amount": text.money(found.leaving, currency) if found.leaving is not None else None,
        "currency": found.currency,
        "per": None if not found.per else found.per[0] if len(found.per) == 1 else list(found.per),
        "lower_bound": found.lower_bound,
        "tax": found.tax,
        "by_quote": found.by == "quote",
        "free": found.by == "free",
        "lines": [
            {"clause": line.clause, "quantity": _number(line.quantity), "amount": text.money(line.amount, currency)}
            for line in found.lines
        ],
        "needs": sorted(found.needs),
    }


def plain(value: object, kind: str, zone: tzinfo) -> object:
    """A value of a type other than money."""
    match value:
        case bool() | None:
            return value
        case Fraction():
            if kind == "duration":
                return text.seconds(value)
            return text.number(value * 100 if kind == "percent" else value)
        case datetime():
            return text.instant(value, zone)
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(day.isoformat() for day in value)
        case ZoneInfo():
            return value.key
        case _:
            return str(value)


def value(found: object, kind: str, currency: str | None, needed: list[str], zone: tzinfo) -> Json:
    """A defined value; money with its currency."""
    if kind == "money":
        told = text.money(found, currency or "") if isinstance(found, Fraction) else None
        return {"amount": told, "currency": currency, "needs": needed}
    return {"value": plain(found, kind, zone), "needs": needed}
