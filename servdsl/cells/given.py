"""From a cell to facts as `ask` takes them, so that a finding can be replayed.

severity is s1, bom < 750000 CNY, opened during office, tier gold
    {"tier": "gold", "severity": "s1", "bom": "375000", "opened": "2026-01-05T09:00:00+08:00"}
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from servdsl.cells.atoms import Atom
from servdsl.cells.circumstances import is_opening
from servdsl.cells.concrete import replay
from servdsl.cells.deadlines import AT_ANY_TIME, Deadlines, Openings
from servdsl.cells.domains import NO_TIER, OPEN_WINDOW
from servdsl.cells.words import CellValue, number
from servdsl.model import Contract
from servdsl.model.expressions import Type
from servdsl.runtime.instants import DAY, HOUR, instant

Given = dict[str, JsonValue]
"""Facts in, in the shape of docs/design/0002-answers.md."""

Assignment = tuple[tuple[Atom, int], ...]
"""Atoms, each with the number of its cell."""


def given(
    contract: Contract,
    assignment: Assignment,
    deadlines: Deadlines,
    opened: int | None,
    openings: Openings = AT_ANY_TIME,
) -> Given | None:
    """Facts that lead into a cell: the answer of a ticket that is opened then; None where no facts were found, or where
    only a course of events leads there (a window that is breached, a state that lasts)."""
    values = replay(contract, assignment)
    if values is None or any(_needs_events(atom, number) for atom, number in assignment):
        return None
    at = opened if opened is not None else _usual(deadlines, openings)
    if at is None:
        return None
    zone = ZoneInfo(contract.zone or "UTC")
    local = instant(at).astimezone(zone)
    found: Given = {"opened": local.isoformat()}
    for atom, place in assignment:
        _tell(found, atom, atom.cells[place].sample, local)
    types = {fact.name: fact.type for fact in contract.facts} | {d.name: d.type for d in contract.defines}
    for name, value in values.items():
        if name in types:
            found[name] = as_json(value, types[name])
    if "service" in values:
        found["service"] = str(values["service"])
    if contract.zone_fact is not None:
        found.setdefault(contract.zone_fact, "UTC")
    days: Given = {fact.name: [] for fact in contract.facts if fact.type == "dates" and fact.name not in found}
    return found | days


def _needs_events(atom: Atom, place: int) -> bool:
    sample = atom.cells[place].sample
    match atom.kind:
        case "window":
            return sample != OPEN_WINDOW
        case "state":
            return bool(sample)
        case "during":
            return not is_opening(atom.subject)
        case _:
            return False


def _tell(found: Given, atom: Atom, sample: CellValue, opened: datetime) -> None:
    """What is no fact of the contract: the offers held, a term that runs or does not."""
    match atom.kind:
        case "tier":
            if sample != NO_TIER:
                found["tier"] = str(sample)
        case "addon":
            if sample:
                held = found.setdefault("addons", {})
                assert isinstance(held, dict)
                held[atom.name] = 1
        case "in force":
            found["start"] = (opened + timedelta(days=-1 if sample else 1)).isoformat()
        case "builtin":
            if atom.name == "start" and isinstance(sample, datetime):
                found["start"] = sample.isoformat()
        case _:
            pass


def _usual(deadlines: Deadlines, openings: Openings) -> int | None:
    """An ordinary morning, if tickets are opened then; else any instant at which they are."""
    start = deadlines.horizon.start
    monday = start + (7 - (deadlines.horizon.zone.day(start) + 3) % 7) * DAY + 10 * HOUR
    if openings == AT_ANY_TIME and monday < deadlines.horizon.end:
        return monday
    return deadlines.shown(openings)


def as_json(value: CellValue, type_: Type) -> JsonValue:
    """A value in the shape that evaluators take: amounts and percentages as decimal text, durations in seconds."""
    match value:
        case tuple():
            return list(value)
        case bool() | str() | int():
            return value
        case date():
            return value.isoformat()
        case Fraction():
            if type_ in ("duration", "whole"):
                return int(value)
            return number(value * 100 if type_ == "percent" else value)
