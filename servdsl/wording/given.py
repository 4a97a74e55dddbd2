"""The facts of a case in words: "Plan: Basic", "Reported: Monday 2026-03-02 10:00".

Days are written as in a file, with the weekday before them: whoever counts business hours counts from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from pydantic import JsonValue

from servdsl.model import Contract
from servdsl.wording.lengths import seconds_words
from servdsl.wording.numbers import money_text, number, percent, time_text
from servdsl.wording.voice import Typed, Voice, plain, voice


def given_words(contract: Contract, facts: Mapping[str, JsonValue], language: str) -> tuple[str, ...]:
    """A phrase for each fact in the shape that `ask` takes, in the order in which they are told; events last, one each.

    What a language has no word for, and a value that no fact of the contract can have, stands as it is written."""
    return _words(voice(contract, language), json.dumps(facts))


@lru_cache(maxsize=5_000)
def _words(by: Voice, facts: str) -> tuple[str, ...]:
    """Known by their text: a preview tells the same facts at each save."""
    given = json.loads(facts)
    named = [_fact(by, name, value, by.facts.get(name)) for name, value in given.items() if name != "events"]
    events = given.get("events")
    happened = [_event(by, event) for event in events if isinstance(event, Mapping)] if isinstance(events, list) else []
    return (*named, *happened)


def _fact(by: Voice, name: str, value: JsonValue, fact: Typed | None) -> str:
    if fact is not None:
        return by.say("given", "fact", name=by.name("fact", name), value=_value(by, fact, value))
    label = by.say("given", name) if by.phrases.has("given", name) else plain(name)
    return by.say("given", "fact", name=label, value=_usual(by, name, value))


def _usual(by: Voice, name: str, value: JsonValue) -> str:
    """Facts that every contract knows."""
    match name, value:
        case "tier", str(offer):
            return by.name("offer", offer)
        case "service", str(thing):
            return by.name("thing", thing)
        case "addons", Mapping():
            return by.say("list", "comma").join(_addon(by, offer, count) for offer, count in value.items())
        case _, str(text) if (moment := _moment(by, text)) is not None:
            return moment
        case _:
            return plain(str(value))


def _addon(by: Voice, offer: str, count: JsonValue) -> str:
    return by.name("offer", offer) if count == 1 else by.say("given", "times", name=by.name("offer", offer), n=count)


def _value(by: Voice, fact: Typed, value: JsonValue) -> str:
    try:
        return _typed(by, fact, value)
    except (ValueError, ArithmeticError):
        return plain(str(value))


def _typed(by: Voice, fact: Typed, value: JsonValue) -> str:
    match fact.type, value:
        case "yes_no", bool(holds):
            return by.say("value", "yes" if holds else "no")
        case "choice", str(name):
            return by.choice(fact.name, name)
        case "money", _ if fact.currency is not None:
            return money_text(Decimal(str(value)), fact.currency, by.language)
        case "percent", _:
            return percent(by.phrases, Decimal(str(value)).scaleb(-2))
        case "duration", _:
            return seconds_words(by, Decimal(str(value)))
        case "number" | "whole", _:
            return number(by.phrases, Decimal(str(value)))
        case _, list(days):
            return by.say("list", "comma").join(_typed(by, fact, day) for day in days)
        case _, str(text):
            return _moment(by, text) or plain(text)
        case _:
            return plain(str(value))


def _event(by: Voice, event: Mapping[str, JsonValue]) -> str:
    """What happened, when: "Monday 2026-03-02 10:00: the response"; with the hours it took or how many it was, or the
    value it brought."""
    kind, at = str(event.get("type", "")), str(event.get("at", ""))
    words = by.say("given", "fact", name=_moment(by, at) or plain(at), value=_happening(by, kind, event.get("value")))
    unit = next((unit for unit in ("hours", "minutes") if unit in event), None)
    cost = event.get("value")
    if isinstance(cost, Mapping):
        amount = Decimal(str(cost["amount"]))
        words = f"{words} ({money_text(amount, str(cost['currency']), by.language)})"
    if unit is None:
        return f"{words} × {number(by.phrases, Decimal(str(event['count'])))}" if "count" in event else words
    length = Decimal(str(event[unit]))
    return f"{words} ({by.phrases.count('length', unit, number(by.phrases, length), singular=length == 1)})"


def event_words(by: Voice, kind: str) -> str:
    """What is reported of a service, a unit or by an event's name: "missed: Visit"."""
    return _happening(by, kind, None)


def _happening(by: Voice, kind: str, value: JsonValue) -> str:
    fact = by.facts.get(kind)
    if fact is not None and value is not None:
        return by.say("given", "becomes", name=by.name("fact", kind), value=_value(by, fact, value))
    verb, _, thing = kind.rpartition(" ")
    if verb and by.phrases.has("given", verb):
        return by.say("given", verb, name=by.name("thing", thing))
    return by.event(kind)


def _moment(by: Voice, text: str) -> str | None:
    """A day or an instant with its weekday; None for what is neither."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    weekday = by.phrases.names("date", "weekdays")[moment.weekday()]
    day = date.fromisoformat(text[:10]).isoformat()
    return f"{weekday} {day}" if "T" not in text else f"{weekday} {day} {time_text(moment)}"
