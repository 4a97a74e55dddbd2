"""Lengths of time and promises as words: "4 business hours", "siguiente día hábil a la misma hora"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from servdsl.model import Contract
from servdsl.model.values import (
    BusinessDays,
    BusinessTime,
    CalendarUnits,
    Computed,
    Elapsed,
    Every,
    NoPromise,
    Promise,
    ToldLength,
    Within,
)
from servdsl.wording.numbers import clock_text, number
from servdsl.wording.voice import Voice, plain, voice


def length_text(contract: Contract, length: ToldLength, language: str) -> str:
    """A length of time, with its unit, its kind of clock and the calendar where one is named."""
    return length_words(voice(contract, language), length)


def length_words(by: Voice, length: ToldLength) -> str:
    match length:
        case Computed():
            from servdsl.wording.expressions import expr_words  # formulas and lengths are made of each other

            text = expr_words(by, length.amount)
            return (
                text
                if length.calendar is None
                else _on(by, by.say("length", "open_time", length=text), length.calendar)
            )
        case Elapsed():
            return seconds_words(by, length.seconds)
        case BusinessTime():
            return _on(by, seconds_words(by, length.seconds, "business_"), length.calendar)
        case CalendarUnits():
            return _count(by, length.unit, Decimal(length.count))
        case BusinessDays():
            return _business_days(by, length)
        case _:
            assert_never(length)


def seconds_words(by: Voice, seconds: Decimal, clock: str = "") -> str:
    """Seconds in the largest of hours, minutes, seconds that leaves no fraction; never in days, which are calendar
    days. `clock`: "business_" for open time."""
    for unit, size in (("hours", 3600), ("minutes", 60)):
        if seconds % size == 0:
            return _count(by, clock + unit, seconds / size)
    return _count(by, f"{clock}seconds", seconds)


def before_words(by: Voice, before: Decimal | Computed) -> str:
    """How long before a window is due."""
    return length_words(by, before) if isinstance(before, Computed) else seconds_words(by, before)


def hours_words(by: Voice, hours: Fraction) -> str:
    """Hours kept as hours, "1.5 hours" for a price per hour; in minutes below one, and where no decimal is exact."""
    minutes = hours * 60
    if minutes.denominator == 1 and (hours < 1 or (hours * 100).denominator > 1):
        return _count(by, "minutes", Decimal(minutes.numerator))
    exact = (hours * 10**6).denominator == 1
    size, unit = (hours, "hours") if exact else (hours * 3600, "seconds")
    return _count(by, unit, Decimal(size.numerator) / size.denominator)


def every_words(by: Voice, length: ToldLength) -> str:
    """A cadence: "every 4 hours", "every year"; of a length that facts tell, "at intervals of …"."""
    match length:
        case Computed():
            return by.say("length", "intervals", length=length_words(by, length))
        case CalendarUnits(count=1):
            text = by.phrases.count("length", length.unit, "", singular=True).strip()
        case BusinessDays(count=1):
            text = _on(by, by.phrases.count("length", "business_days", "", singular=True).strip(), length.calendar)
        case Elapsed(seconds=seconds) if seconds == 3600:
            text = by.phrases.count("length", "hours", "", singular=True).strip()
        case _:
            text = length_words(by, length)
    return by.say("length", "every", length=text)


def promise_words(by: Voice, promise: Promise) -> str:
    """What is promised, as it stands in a cell: a limit, target and limit, a cadence, or that there is none."""
    match promise:
        case Within(target=None, or_more=False):
            return length_words(by, promise.limit)
        case Within(target=None):
            return by.say("length", "or_more", length=length_words(by, promise.limit))
        case Within():
            return _target_and_limit(by, promise)
        case Every():
            return every_words(by, promise.length)
        case NoPromise() if not promise.words.own:
            return by.say("length", "no_promise")
        case NoPromise():
            return by.say("length", "no_promise_words", words=by.quoted(plain(promise.words.text(by.language, ""))))
        case _:
            assert_never(promise)


def _target_and_limit(by: Voice, promise: Within) -> str:
    target = length_words(by, promise.target) if promise.target else ""
    return by.say("length", "target", target=target, limit=length_words(by, promise.limit))


def _count(by: Voice, key: str, amount: Decimal) -> str:
    return by.phrases.count("length", key, number(by.phrases, amount), singular=amount == 1)


def _on(by: Voice, text: str, calendar: str | None) -> str:
    return by.say("length", "on", length=text, calendar=by.name("calendar", calendar)) if calendar else text


def _business_days(by: Voice, length: BusinessDays) -> str:
    if length.count < 2:
        text = by.say("length", ("same_business_day", "next_business_day")[length.count])
    else:
        text = _count(by, "business_days", Decimal(length.count))
    if length.same_time:
        text = by.say("length", "same_time", length=text)
    if length.cutoff is not None:
        text = by.say("length", "cutoff", length=text, time=clock_text(length.cutoff))
    return _on(by, text, length.calendar)
