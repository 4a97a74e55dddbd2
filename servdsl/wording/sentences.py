"""The sentence of a clause: what the contract says, read aloud."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, assert_never

from servdsl.model import Contract
from servdsl.model.base import Labels
from servdsl.model.contract import Clause
from servdsl.model.expressions import Condition, Literal
from servdsl.model.values import (
    Accepts,
    Amount,
    Attends,
    BusinessDays,
    Cancellable,
    Charge,
    Closes,
    Conflicts,
    CountsAsUsed,
    CountsFrom,
    Discount,
    Every,
    Excludes,
    Lasts,
    LastsWhile,
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
    Within,
)
from servdsl.wording.expressions import condition_words, expr_words
from servdsl.wording.lengths import before_words, every_words, length_words, promise_words
from servdsl.wording.numbers import number, percent
from servdsl.wording.validity import apart, days_words, of_whom
from servdsl.wording.values import (
    amount_words,
    cancel_words,
    charge_words,
    is_nothing,
    lasts_words,
    price_words,
    quota_words,
    requires_words,
    share_words,
)
from servdsl.wording.voice import Voice, plain, voice


def sentence(contract: Contract, clause: Clause, language: str) -> str:
    """What `clause` says, in English, Spanish or Chinese (any other tag: English), with the contract's labels.

    "Response within 2 hours when the severity is Critical."
    """
    words = _Clause(clause.strength, clause.thing, clause.value, clause.when, clause.amendment, clause.labels)
    return _sentence(voice(contract, language), words)


class _Clause(NamedTuple):
    """All of a clause that a sentence tells: not where it was written."""

    strength: str
    thing: str
    value: Value
    when: Condition | None
    amendment: str
    labels: Labels


@lru_cache(maxsize=10_000)
def _sentence(by: Voice, clause: _Clause) -> str:
    """Known by what is said: a preview says most of it again at each save."""
    strength = {"plain": "", "in any case": "in_any_case", "otherwise": "otherwise"}[clause.strength]
    body = _body(by, clause)
    body = body[:1].upper() + body[1:]
    if clause.amendment:
        body = by.say("sentence", "amended", body=body, amendment=by.name("amendment", clause.amendment))
    days, rest = apart(clause.when)
    for part in days:
        body = by.say("sentence", f"valid_{of_whom(part)}", body=body, days=days_words(by, part))
    if rest is None:
        return by.say("sentence", strength or "plain", body=body)
    key = f"{strength}_when" if strength else "valid_when" if days else "when"
    return by.say("sentence", key, body=body, condition=condition_words(by, rest))


def _body(by: Voice, clause: _Clause) -> str:
    value = clause.value
    match value:
        case PromiseOf():
            return _promise(by, by.name("window", clause.thing), value)
        case Attends():
            key = "attends_also" if value.also else "attends"
            return by.say("body", key, calendar=by.name("calendar", value.calendar))
        case CountsFrom():
            return by.say("body", "counts_from", window=by.name("window", clause.thing), event=by.event(value.event))
        case Share():
            return _share(by, by.name("thing", clause.thing), value)
        case Price(by="free"):
            return by.say("body", "price_free")
        case Price():
            return by.say("body", "price", price=price_words(by, value))
        case Charge():
            thing = by.name("thing", clause.thing)
            key = "charge_nothing" if is_nothing(value.price) else "charge"
            return by.say("body", key, thing=thing, price=charge_words(by, value))
        case Discount():
            thing = by.name("thing", clause.thing)
            return by.say("body", "discount", thing=thing, share=expr_words(by, value.share))
        case Amount():
            name = plain(clause.labels.text(by.language, "")) or by.name("value", clause.thing)
            return by.say("body", "amount", thing=name, amount=amount_words(by, value.value, value.lower_bound))
        case Level():
            return _level(by, value)
        case Quota():
            thing = by.name("thing", clause.thing)
            return by.say("body", f"quota_{value.limits}", thing=thing, count=quota_words(by, value))
        case Lasts():
            key = "lasts" if value.length else "lasts_bounds"
            return by.say("body", key, length=lasts_words(by, value))
        case Starts():
            return by.say("body", "starts", at=expr_words(by, value.at))
        case Renews():
            return by.say("body", "renews", every=every_words(by, value.every))
        case Cancellable():
            return by.say("body", "cancellable", how=cancel_words(by, value))
        case Pauses() | Uses() | CountsAsUsed() | Closes() | Reopens():
            return _accumulated(by, clause.thing, value)
        case Offered() | LastsWhile() | Requires() | Conflicts() | Accepts() | Excludes() | Needs():
            return _gate(by, clause.thing, value)
        case _:
            assert_never(value)


def _promise(by: Voice, window: str, value: PromiseOf) -> str:
    promise = value.promise
    words = promise_words(by, promise)
    match promise:
        case Within(target=None, or_more=False, limit=limit):
            named_day = isinstance(limit, BusinessDays) and limit.count < 2
            length = by.say("length", "by" if named_day else "within", length=words)
            return by.say("body", "within", window=window, length=length)
        case Within(or_more=True):
            return by.say("body", "or_more", window=window, length=words)
        case Within():
            return by.say("body", "target", window=window, length=words)
        case Every():
            until = by.event(promise.until, after_until=True)
            return by.say("body", "every", window=window, length=words, event=until)
        case _:
            return by.say("body", "no_promise", window=window, length=words)


def _share(by: Voice, thing: str, value: Share) -> str:
    share = value.share
    key = "share_formula"
    if isinstance(share, Literal):
        key = {0: "share_none", 1: "share_full"}.get(int(share.value) if share.value in (0, 1) else -1, "share")
    return by.say("body", key, thing=thing, share=share_words(by, share))


def _level(by: Voice, value: Level) -> str:
    parts = {"number": value.number, "label": plain(value.labels.text(by.language, ""))}
    length = length_words(by, value.length) if value.length else ""
    if value.after_level is not None:
        key = "level_later" if length else "level_after_level"
        return by.say("body", key, **parts, length=length, other=value.after_level)
    if value.after_event is not None:
        key = "level_event_later" if length else "level_after_event"
        return by.say("body", key, **parts, length=length, event=by.event(value.after_event))
    if value.window is not None and value.share is not None:
        share, window = percent(by.phrases, value.share), by.name("window", value.window)
        return by.say("body", "level_share", **parts, share=share, window=window)
    if value.window is not None and value.before is not None:
        length, window = before_words(by, value.before), by.name("window", value.window)
        return by.say("body", "level_before", **parts, length=length, window=window)
    return by.say("body", "level", **parts)


def _accumulated(by: Voice, thing: str, value: Pauses | Uses | CountsAsUsed | Closes | Reopens) -> str:
    match value:
        case Pauses():
            state = by.name("state", value.state)
            return by.say("body", "pauses", window=by.name("window", thing), state=state)
        case Uses():
            count, of = number(by.phrases, value.count), by.name("thing", value.of)
            return by.say("body", "uses", thing=by.name("thing", thing), count=count, of=of)
        case CountsAsUsed():
            return by.say("body", "counts_as_used", thing=by.name("thing", thing))
        case Closes():
            return _closes(by, value)
        case Reopens():
            return by.say("body", "reopens")
        case _:
            assert_never(value)


def _closes(by: Voice, value: Closes) -> str:
    body = by.say("body", "closes")
    if value.after is not None and value.event is not None:
        calendar = by.name("calendar", value.calendar or "")
        body = by.say("body", "closes_after", count=value.after, event=by.event(value.event), calendar=calendar)
    if value.state is not None:
        body = by.say("body", "closes_while", body=body, state=by.name("state", value.state))
    return body


def _gate(
    by: Voice, thing: str, value: Offered | LastsWhile | Requires | Conflicts | Accepts | Excludes | Needs
) -> str:
    match value:
        case Offered():
            return by.say("body", "offered")
        case LastsWhile():
            return by.say("body", "lasts_while", condition=condition_words(by, value.condition))
        case Requires():
            return by.say("body", "requires", condition=requires_words(by, value.condition))
        case Conflicts():
            offers = by.listed([by.name("offer", name) for name in value.offers], "or")
            return by.say("body", "conflicts", offers=offers)
        case Accepts():
            name = by.name("fact", thing)
            if value.values is None:
                return by.say("body", "accepts_any", fact=name)
            values = [by.term(by.choice(thing, one)) for one in value.values] or [by.say("value", "none")]
            return by.say("body", "accepts", fact=name, values=by.listed(values, "or"))
        case Excludes():
            return _excludes(by, value)
        case Needs():
            return by.say("body", "needs", condition=condition_words(by, value.condition))
        case _:
            assert_never(value)


def _excludes(by: Voice, value: Excludes) -> str:
    if value.services:
        services = by.listed([by.name("thing", name) for name in value.services], "both")
        return by.say("body", "excludes_services", services=services)
    if value.fact is not None:
        values = by.listed([by.term(by.choice(value.fact, name)) for name in value.values], "or")
        return by.say("body", "excludes_values", fact=by.name("fact", value.fact), values=values)
    return by.say("body", "excludes")
