"""A filled-in form as the facts that an evaluator takes.

    {"tier": "basic", "opened": "2026-03-13T17:30", "fact:urgent": "yes"}
    {"tier": "basic", "opened": "2026-03-13T17:30:00-06:00", "urgent": True}

Only the shape is made here; what a value may be the evaluator says. A moment without an offset is the contract's or the
site's clock: one that a change of clocks skips moves on, of one that it repeats the first is meant (decision 29).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from servdsl.model import Contract
from servdsl.model.contract import Fact

Errors = dict[str, list[str]]
EVENT = re.compile(r"event:([1-9]\d{0,3}):(at|type|value)")
LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
NAMED = re.compile(r"`(\w+)`:? ?(.*)", re.DOTALL)
NAMES = re.compile(r"`(\w+)`")
NUMBERED = re.compile(r"event (\d+): (.*)", re.DOTALL)
BUILT_IN = {name: name for name in ("tier", "service", "opened", "start", "as_of")} | {"worked": "worked:from"}
"""The controls of what every contract is told."""


@dataclass(slots=True)
class Question:
    """Facts, and the controls that they came from, so that a mistake finds its way back."""

    facts: dict[str, Any] = field(default_factory=dict)
    errors: Errors = field(default_factory=dict)
    event_keys: list[str] = field(default_factory=list)  # of the event's rows that hold something, in order


def read(contract: Contract, told: Mapping[str, str]) -> Question:
    """The facts of a form; unknown keys and what has no shape at all are errors at their key."""
    return _Reader(contract, told).read()


def place_errors(question: Question, contract: Contract, sentences: Iterable[str]) -> Errors:
    """An evaluator's sentences by the control that each is about; the empty key: by none."""
    facts = {fact.name for fact in contract.facts}
    addons = {offer.name for offer in contract.offers if offer.kind == "addon"}
    found: Errors = {}
    for sentence in sentences:
        named = NAMED.match(sentence)
        name, rest = ("", sentence) if named is None else (named[1], named[2])
        key = ""
        if name in facts:
            key = f"fact:{name}"
        elif name in BUILT_IN:
            key = BUILT_IN[name]
        elif name == "addons":
            key = next((f"addon:{one}" for one in NAMES.findall(rest) if one in addons), "")
        elif name == "events" and (row := NUMBERED.match(rest)) and int(row[1]) <= len(question.event_keys):
            key, rest = question.event_keys[int(row[1]) - 1], row[2]
        found.setdefault(key, []).append(rest if key else sentence)
    return found


class _Reader:
    """Reads one form and gathers its mistakes."""

    def __init__(self, contract: Contract, told: Mapping[str, str]) -> None:
        self._contract = contract
        self._told = {key: text.strip() for key, text in told.items() if text.strip()}
        self._facts = {fact.name: fact for fact in contract.facts}
        self._question = Question()

    def read(self) -> Question:
        question, told = self._question, self._told
        zone = told.get(f"fact:{self._contract.zone_fact}", self._contract.zone)
        self._zone = _zone(zone)
        for key, text in told.items():
            self._one(key, text)
        if "worked:from" in told or "worked:to" in told:
            ends = [self._instant(key, told.get(key, "")) for key in ("worked:from", "worked:to")]
            question.facts["worked"] = [ends]
        rows = sorted({int(found[1]) for key in told if (found := EVENT.fullmatch(key))})
        if rows:
            question.facts["events"] = [self._event(row) for row in rows]
        return question

    def _one(self, key: str, text: str) -> None:
        sort, _, name = key.partition(":")
        match sort:
            case "tier" | "service" | "start" if not name:
                self._question.facts[sort] = text
            case "opened" | "as_of" if not name:
                self._question.facts[sort] = self._instant(key, text)
            case "fact" if name in self._facts:
                self._question.facts[name] = self._value(key, self._facts[name], text)
            case "addon":
                if text != "0":
                    held = self._question.facts.setdefault("addons", {})
                    held[name] = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text
            case "event" if EVENT.fullmatch(key):
                pass
            case "worked" if name in ("from", "to"):
                pass
            case _:
                self._wrong("", f"the form has no control `{key[:60]}`")

    def _event(self, row: int) -> dict[str, Any]:
        """One event: its value is a fact's new one, or the hours or the count of a use (decision 34)."""
        at, kind, value = (self._told.get(f"event:{row}:{part}", "") for part in ("at", "type", "value"))
        self._question.event_keys.append(f"event:{row}:type")
        event: dict[str, Any] = {"at": self._instant(f"event:{row}:at", at), "type": kind}
        if not kind:
            self._wrong(f"event:{row}:type", "what happened is not told")
        if value:
            fact = self._facts.get(kind)
            event[self._contract.told_in(kind) if fact is None else "value"] = (
                value if fact is None else self._value(f"event:{row}:value", fact, value)
            )
        return event

    def _value(self, key: str, fact: Fact, text: str) -> Any:
        match fact.type:
            case "yes_no":
                return {"yes": True, "no": False}.get(text, text)
            case "dates":
                return [day for day in re.split(r"[\s,;]+", text) if day]
            case "names":
                return [name.strip() for name in text.split(";") if name.strip()]
            case "duration":
                return self._seconds(key, text)
            case "instant":
                return self._instant(key, text)
            case _:
                return text

    def _seconds(self, key: str, text: str) -> Any:
        """Hours as typed, in seconds; ISO 8601 as it is."""
        if text.startswith("P") or len(text) > 40:
            return text
        try:
            seconds = Decimal(text) * 3600
        except InvalidOperation:
            return text
        if not seconds.is_finite() or seconds != seconds.to_integral_value():
            self._wrong(key, "is not a whole number of seconds")
            return None
        return int(seconds)

    def _instant(self, key: str, text: str) -> str | None:
        """With the zone's offset, unless it was typed with one."""
        if not text:
            self._wrong(key, "the moment is not told")
            return None
        if LOCAL.fullmatch(text) is None:
            return text
        if self._zone is None:
            zone_fact = self._contract.zone_fact
            self._wrong(f"fact:{zone_fact}" if zone_fact else key, "the zone is needed: moments are told by its clock")
            return None
        try:
            return datetime.fromisoformat(text).replace(tzinfo=self._zone).isoformat()
        except (ValueError, OverflowError):
            return text

    def _wrong(self, key: str, sentence: str) -> None:
        sentences = self._question.errors.setdefault(key, [])
        if sentence not in sentences:
            sentences.append(sentence)


def _zone(name: str | None) -> ZoneInfo | None:
    """A zone; None for what is none: the evaluator says so at its fact."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None
