"""What a clause decides, in as few words as fit a cell of a picture: "2 hours", "100%", "by quote", "3 per month"."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from servdsl.model import Contract
from servdsl.model.expressions import Condition, Expr, Holds, Literal
from servdsl.model.values import (
    Accepts,
    Amount,
    Attends,
    Beyond,
    Cancellable,
    Charge,
    Closes,
    Conflicts,
    CountsAsUsed,
    CountsFrom,
    Discount,
    Excludes,
    Lasts,
    LastsWhile,
    Length,
    Level,
    Needs,
    Offered,
    Pauses,
    Price,
    PromiseOf,
    Quota,
    Renews,
    Reopens,
    Requires,
    Share,
    Starts,
    Uses,
    Value,
)
from servdsl.wording.expressions import condition_words, expr_words
from servdsl.wording.lengths import every_words, hours_words, length_words, promise_words
from servdsl.wording.numbers import number, percent
from servdsl.wording.voice import Voice, lowered, plain, voice

TIME_UNITS = frozenset({"minute", "hour", "day", "week", "month", "quarter", "year"})


def value_text(contract: Contract, value: Value, language: str) -> str:
    """The value alone, without what it is about and without its condition."""
    return value_words(voice(contract, language), value)


def value_words(by: Voice, value: Value) -> str:
    match value:
        case PromiseOf():
            return promise_words(by, value.promise)
        case Attends():
            name = by.name("calendar", value.calendar)
            return by.say("value", "also", calendar=name) if value.also else name
        case CountsFrom():
            return by.event(value.event)
        case Share():
            return share_words(by, value.share)
        case Price():
            return price_words(by, value)
        case Charge():
            return charge_words(by, value)
        case Discount():
            return expr_words(by, value.share)
        case Amount():
            return amount_words(by, value.value, value.lower_bound)
        case Level():
            return by.name("window", value.window) if value.window else plain(value.labels.text(by.language, ""))
        case Quota():
            return quota_words(by, value)
        case Uses():
            return f"{number(by.phrases, value.count)} × {by.name('thing', value.of)}"
        case Pauses():
            return by.say("value", "pauses", state=by.name("state", value.state))
        case _:
            return _term_or_gate(by, value)


def _term_or_gate(
    by: Voice,
    value: Lasts
    | Starts
    | Renews
    | Cancellable
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
) -> str:
    match value:
        case Lasts():
            return lasts_words(by, value)
        case Starts():
            return expr_words(by, value.at)
        case Renews():
            return every_words(by, value.every)
        case Cancellable():
            return cancel_words(by, value)
        case LastsWhile():
            return by.say("value", "while", condition=condition_words(by, value.condition))
        case Requires():
            return requires_words(by, value.condition)
        case Needs():
            return condition_words(by, value.condition)
        case Conflicts():
            return by.listed([by.name("offer", name) for name in value.offers], "or")
        case Accepts():
            return accepts_words(by, "", value.values)
        case Excludes():
            names = [by.name("thing", s) for s in value.services] + [by.choice(value.fact, v) for v in value.values]
            return by.listed(names, "or") or by.say("body", "excludes")
        case CountsAsUsed() | Closes() | Reopens() | Offered():
            return by.say("value", "yes")
        case _:
            assert_never(value)


def share_words(by: Voice, share: Expr) -> str:
    """The part of a cost that the vendor bears."""
    if isinstance(share, Literal) and isinstance(share.value, Decimal):
        return percent(by.phrases, share.value)
    return expr_words(by, share)


def accepts_words(by: Voice, fact: str, values: tuple[str, ...] | None) -> str:
    """The values of a fact that are taken; None: any."""
    if values is None:
        return by.say("value", "any")
    return by.listed([by.choice(fact, value) for value in values], "or") or by.say("value", "none")


def requires_words(by: Voice, condition: Condition) -> str:
    """What must be held or hold; offers by their bare names."""
    if isinstance(condition, Holds):
        return by.name("offer", condition.offer)
    if condition.kind == "or" and all(isinstance(item, Holds) for item in condition.items):
        names = [by.name("offer", item.offer) for item in condition.items if isinstance(item, Holds)]
        return by.listed(names, "or")
    return condition_words(by, condition)


# ── Money ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def amount_words(by: Voice, amount: Expr, lower_bound: bool) -> str:
    text = expr_words(by, amount)
    return by.say("price", "from", price=text) if lower_bound else text


def unit_words(by: Voice, unit: str) -> str:
    """What a price is per: a unit of time, or a declared unit as it stands inside a sentence."""
    return by.say("unit", unit) if unit in TIME_UNITS else by.lower("thing", unit)


def tax_words(by: Voice, wording: str) -> str:
    """ "excluding VAT" and the like, in the language; any other wording is kept."""
    direction, _, name = wording.partition(" ")
    if direction not in ("excluding", "including"):
        return wording
    key = {"VAT": "VAT", "taxes": "taxes", "tax": "tax_name"}.get(name)
    return by.say("price", direction, name=by.say("price", key) if key else name)


def price_words(by: Voice, price: Price) -> str:
    """A price with all that is said of it."""
    if price.by == "free":
        return by.say("price", "free")
    if price.amount is None:
        text = by.say("price", "quote")
    else:
        text = amount_words(by, price.amount, price.lower_bound)
    if price.per:
        key = "per_quote" if price.amount is None else "per"
        text = by.say("price", key, price=text, unit=by.listed([unit_words(by, unit) for unit in price.per], "or"))
    if price.once:
        text = by.say("price", "once", price=text)
    return by.say("price", "tax", price=text, tax=tax_words(by, price.tax)) if price.tax else text


def is_nothing(price: Price) -> bool:
    """A price of nothing: free, or a sum of 0."""
    amount = price.amount
    return price.by == "free" or (isinstance(amount, Literal) and amount.value == Decimal(0) and not price.lower_bound)


def charge_words(by: Voice, charge: Charge) -> str:
    """A charge with its minimum, steps, cap and overtime."""
    if is_nothing(charge.price):
        return by.say("price", "nothing")
    parts = [price_words(by, charge.price)]
    if charge.minimum_hours is not None:
        key = "minimum_day" if charge.minimum_per_day else "minimum_hours"
        parts.append(by.say("body", key, length=hours_words(by, charge.minimum_hours)))
    if charge.minimum_amount is not None:
        parts.append(by.say("body", "minimum_amount", amount=expr_words(by, charge.minimum_amount)))
    if charge.step_hours is not None:
        parts.append(by.say("body", "step", length=hours_words(by, charge.step_hours)))
    if charge.beyond is not None:
        key = "beyond_day" if charge.beyond.per_day else "beyond_job"
        hours = hours_words(by, charge.beyond.hours)
        parts.append(by.say("body", key, length=hours, price=price_words(by, charge.beyond.price)))
    if charge.cap is not None:
        parts.append(by.say("body", "cap", amount=expr_words(by, charge.cap)))
    return phrases_joined(by, parts)


def phrases_joined(by: Voice, parts: list[str]) -> str:
    """Phrases in a row; Chinese separates them by its full comma, not by the one for lists."""
    return ("，" if by.phrases.language == "zh" else ", ").join(parts)


# ── Terms ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def lasts_words(by: Voice, lasts: Lasts) -> str:
    def bound(key: str, length: Length | None) -> list[str]:
        return [by.say("value", key, length=length_words(by, length))] if length else []

    fixed = [length_words(by, lasts.length)] if lasts.length else []
    if lasts.then is not None:
        fixed.append(by.say("value", "then", length=length_words(by, lasts.then)))
    return phrases_joined(by, [*fixed, *bound("at_least", lasts.at_least), *bound("at_most", lasts.at_most)])


def cancel_words(by: Voice, cancel: Cancellable) -> str:
    notice = cancel.notice
    if notice is None:
        parts = [by.say("value", "at_any_time")]
    else:
        parts = [by.say("value", "with_notice", length=length_words(by, notice))]
    if cancel.to_period_end:
        parts.append(by.say("value", "period_end"))
    if cancel.to_end_of is not None:
        parts.append(by.say("value", f"{cancel.to_end_of}_end"))
    return phrases_joined(by, parts)


# ── Quotas ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def quota_words(by: Voice, quota: Quota) -> str:
    """A quota with its period and what happens to the rest and to the excess."""
    return phrases_joined(by, quota_parts(by, quota))


def quota_parts(by: Voice, quota: Quota) -> list[str]:
    """The same, in parts: first how much and in which period."""
    if quota.count is None:
        text = by.say("quota", f"{quota.limits}_unlimited")
    else:
        text = by.say("quota", quota.limits, count=_counted(by, quota.count, quota.measure))
    if quota.period is not None:
        text = by.say("quota", "period", count=text, period=period_words(by, quota.period))
    parts = [text, *_sizes(by, quota, quota, "use_")]
    if quota.carry_over == "term":
        parts.append(by.say("quota", "carry_term"))
    elif quota.carry_over is not None:
        parts.append(by.say("quota", "carry", length=length_words(by, quota.carry_over)))
    if quota.counted_in:
        parts.append(by.say("quota", "counted_in", thing=by.name("thing", quota.counted_in)))
    if quota.ends_term:
        parts.append(by.say("quota", "ends_term"))
    if quota.beyond is None:
        return parts
    return [
        *parts,
        by.say("quota", "beyond", price=price_words(by, quota.beyond.price)),
        *_sizes(by, quota, quota.beyond),
    ]


def _sizes(by: Voice, quota: Quota, told: Quota | Beyond, key: str = "") -> list[str]:
    """How each use counts, or what is paid beyond: the least, and the step."""
    parts = []
    for size, amount in (("minimum", told.minimum), ("step", told.step)):
        if amount is not None:
            shown = (
                hours_words(by, amount)
                if quota.measure == "hours"
                else number(by.phrases, Decimal(amount.numerator) / amount.denominator)
            )
            parts.append(by.say("quota", key + size, length=shown))
    return parts


def _counted(by: Voice, count: Expr, measure: str) -> str:
    if measure == "money":
        return expr_words(by, count)
    if isinstance(count, Literal) and isinstance(count.value, Decimal):
        shown = number(by.phrases, count.value)
        if measure == "hours":
            return by.phrases.count("quota", "hours", shown, singular=count.value == 1)
        return by.say("quota", "pieces", n=shown)
    return by.say("quota", "hours_formula" if measure == "hours" else "pieces", n=expr_words(by, count))


def period_words(by: Voice, period: str | tuple[str, str]) -> str:
    if isinstance(period, tuple):
        return by.say("period", "unit", unit=lowered(by.name("thing", period[1])))
    return by.say("period", period.replace(" ", "_"))
