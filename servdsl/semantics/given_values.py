"""Values that an example gives to facts → the JSON that `ask` takes.

severity weak     →  "weak"        pump_value 40_000 EUR  →  "40000"        under_warranty yes    →  true
uptime 99.5%      →  "99.5"        travel_time 2 hours    →  7200           site_zone Asia/Tokyo  →  "Asia/Tokyo"
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from pydantic import JsonValue

from servdsl.diagnostics import Note
from servdsl.messages import listed, say
from servdsl.model.contract import Fact
from servdsl.semantics.codes import zone
from servdsl.semantics.from_expressions import check_currency
from servdsl.semantics.from_quantities import SECONDS, written
from servdsl.semantics.kinds import Kind
from servdsl.semantics.local_times import Clock
from servdsl.semantics.named_values import choice, country_of
from servdsl.semantics.scope import Scope
from servdsl.syntax.examples import Literals
from servdsl.syntax.parts import Moment, Money, Name, Number, Percentage, Quantity, Text, YesNo, ZoneName


def kind_of_fact(fact: Fact) -> Kind:
    return Kind(fact.type, fact.currency, of=fact.name if fact.type == "choice" else None)


def given(name: str, kind: Kind, values: Sequence[Literals], clock: Clock, scope: Scope) -> JsonValue:
    """The value of a fact or defined value of this kind; None, and reported, where it does not fit."""
    if kind.type == "dates":
        days = [value for value in values if isinstance(value, Moment) and value.time is None]
        if len(days) == len(values):
            return [day.date.isoformat() for day in days]
    elif kind.type == "names" and all(isinstance(value, Text) for value in values):
        told = [_name(name, value, scope) for value in values if isinstance(value, Text)]
        return None if None in told else [one for one in told if one is not None]
    elif len(values) == 1:
        return _one(name, kind, values[0], clock, scope)
    _misfit(name, kind, values[-1], scope)
    return None


def _one(name: str, kind: Kind, value: Literals, clock: Clock, scope: Scope) -> JsonValue:
    match kind.type, value:
        case "choice", Name() if kind.of is not None:
            found = choice(kind.of, value, scope)
            return str(found.value) if found is not None else None
        case "country", Name():
            found = country_of(scope.facts[name], value, scope)
            return str(found.value) if found is not None else None
        case "money", Money() if kind.currency is not None:
            return _money(kind, value, scope)
        case "percent", Percentage():
            return written(value.value)
        case "whole", Number() if value.value == value.value.to_integral_value():
            return _whole(name, value, scope)
        case "number", Number():
            return written(value.value)
        case "date", Moment(time=None):
            return value.date.isoformat()
        case "instant", Moment():
            return clock.instant(value, f"`{name}`")
        case "zone", ZoneName():
            return zone(value, scope.findings)
        case "duration", Quantity(clock=None) if _seconds(value) is not None and kind.unit is None:
            return _seconds(value)
        case "yes_no", YesNo():
            return value.value
        case "name", Text():
            return _name(name, value, scope)
    _misfit(name, kind, value, scope)
    return None


LONGEST_NAME = 200


def _name(fact: str, value: Text, scope: Scope) -> str | None:
    """A name as evaluators take it, in the form NFC of Unicode."""
    found = unicodedata.normalize("NFC", value.text)
    if not found.strip() or len(found) > LONGEST_NAME:
        scope.findings.report("SD396", value.span, name=fact, most=LONGEST_NAME)
        return None
    return found


def _seconds(value: Quantity) -> int | None:
    """Elapsed seconds; None for units of the calendar and parts of a second."""
    seconds = value.amount * SECONDS.get(value.unit, 0)
    return int(seconds) if value.unit in SECONDS and seconds == seconds.to_integral_value() else None


def _misfit(name: str, kind: Kind, value: Literals, scope: Scope) -> None:
    declared = scope.names.peek(name)
    notes = (Note(declared.span, say("declared here")),) if declared is not None else ()
    known = listed(f"`{one.name}`" for one in scope.choices(kind.of)[:8]) if kind.of is not None else ""
    help_text = say("write one of {known}", known=known) if known else None
    if kind.type == "money" and kind.currency is None:
        help_text = say("its currency is chosen by its cases: give the facts that they ask for")
    elif kind.type == "name":
        help_text = say("write it in quotes")
    elif kind.type == "names":
        help_text = say("write it in quotes, or several with commas between them")
    scope.findings.report("SD604", value.span, *notes, help_text=help_text, name=name, kind=str(kind))


def _money(kind: Kind, value: Money, scope: Scope) -> str | None:
    if value.currency != kind.currency:
        if check_currency(value, scope):
            scope.findings.report("SD302", value.span, one=kind.currency, other=value.currency)
        return None
    return written(value.amount)


def _whole(name: str, value: Number, scope: Scope) -> int | None:
    number = int(value.value)
    fact = scope.facts.get(name)
    low, high = (fact.low, fact.high) if fact is not None else (None, None)
    if (low is not None and number < low) or (high is not None and number > high):
        limits = say("from {low}", low=low) if high is None else say("{low} to {high}", low=low, high=high)
        scope.findings.report("SD605", value.span, name=name, number=number, limits=limits)
        return None
    return number
