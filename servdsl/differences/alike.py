"""Which calendars and defined values of one name mean the same in both contracts, however they are written.

old: define urgent when a or b      new: define urgent when b or a      alike
old: calendar desk { monday to friday 09:00-18:00 }   new: a line for each day      alike
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from servdsl.cells import Grid, TooManyCells
from servdsl.differences.hours import Opening
from servdsl.differences.joint import NEW, OLD, Common, Joint, joint_of
from servdsl.differences.meaning import essence
from servdsl.differences.names import declared
from servdsl.differences.parts import Part, conditions_of, define_parts, told_by_case
from servdsl.model import Contract
from servdsl.model.base import Record
from servdsl.model.contract import Calendar, Define, Fact, Holidays, Named, Week
from servdsl.model.expressions import During, FactRef, ValueRef

_FAMILIES = ("facts", "calendars", "values")
_ROUNDS = 2
"""What was found alike may make more of it alike."""


def common_names(old: Contract, new: Contract, zones: Iterable[str]) -> Common:
    """The names that mean the same in both, by family, in each of the zones looked at."""
    common = _written_alike(old, new, {})
    for _ in range(_ROUNDS):
        found = [_found_alike(joint_of(old, new, zone, common)) for zone in zones]
        proven = {family: frozenset.intersection(*(one[family] for one in found)) for family in found[0]}
        if not any(proven.values()):
            break
        common = _written_alike(old, new, {f: common[f] | proven.get(f, frozenset()) for f in common})
    return common


# ── By what is written ──────────────────────────────────────────────────────────────────────────────────────────────


def _written_alike(old: Contract, new: Contract, proven: Common) -> Common:
    """Names of equal form that read nothing but such names."""
    ours, theirs = ({f: declared(c, f) for f in _FAMILIES} for c in (old, new))
    same_zone = (old.zone, old.zone_fact) == (new.zone, new.zone_fact)
    alike = {
        family: {
            n for n, one in ours[family].items() if n in theirs[family] and _same(one, theirs[family][n], same_zone)
        }
        for family in _FAMILIES
    }
    while gone := [
        (family, name)
        for family, names in alike.items()
        for name in names
        if any(read not in alike[f] | proven.get(f, frozenset()) for f, read in _read(ours[family][name]))
    ]:
        for family, name in gone:
            alike[family].discard(name)
    return {family: frozenset(names) | proven.get(family, frozenset()) for family, names in alike.items()}


def _same(old: Record, new: Record, same_zone: bool) -> bool:
    match old, new:
        case Fact(), Fact():
            return (old.type, old.currency) == (new.type, new.currency)
        case Calendar(), Calendar():
            own_zone = isinstance(old.schedule, Week) and old.schedule.zone is not None
            return (same_zone or own_zone) and essence(old.schedule) == essence(new.schedule)
        case Define(), Define():
            return essence(old) == essence(new)
        case _:
            return False


def _read(record: object) -> Iterator[tuple[str, str]]:
    """The names of facts, calendars and values inside a record, with their family."""
    match record:
        case tuple():
            for item in record:
                yield from _read(item)
        case FactRef():
            yield "facts", record.name
        case ValueRef():
            yield "values", record.name
        case During():
            yield "calendars", record.calendar
        case Named():
            yield "calendars", record.name
        case Record():
            if isinstance(record, Holidays) and record.fact is not None:
                yield "facts", record.fact
            for name in type(record).model_fields:
                yield from _read(getattr(record, name))
        case _:
            return


# ── By what it means ────────────────────────────────────────────────────────────────────────────────────────────────


def _found_alike(joint: Joint) -> Mapping[str, frozenset[str]]:
    """Names that stand apart, or formulas that are written differently, and mean the same in every cell."""
    opening = Opening(joint)
    calendars = {name for name in joint.apart["calendars"] if _calendar_alike(opening, name)}
    values = {name for name in differing_values(joint) if value_alike(joint, name)}
    return {"calendars": frozenset(calendars), "values": frozenset(values)}


def _calendar_alike(opening: Opening, name: str) -> bool:
    try:
        return opening.alike(name + OLD, name + NEW)
    except TooManyCells:
        return False


def differing_values(joint: Joint) -> frozenset[str]:
    """Defined values that both contracts name and write differently, or read something that differs."""
    ours, theirs = ({d.name: d for d in side.defines} for side in (joint.old, joint.new))
    written = {name for name, d in ours.items() if name in theirs and essence(d) != essence(theirs[name])}
    return frozenset(written) | joint.apart["values"]


def value_alike(joint: Joint, name: str) -> bool:
    """Whether a defined value comes to the same for all facts; not where that cannot be told."""
    try:
        told = value_parts(joint, name)
    except TooManyCells:
        return False
    return not any(a.cells & b.cells and a.key != b.key for a in told.old for b in told.new)


@dataclass(frozen=True, slots=True)
class Told:
    """A value on both sides, over the cells of one grid."""

    grid: Grid
    within: int
    old: list[Part]
    new: list[Part]


def value_parts(joint: Joint, name: str) -> Told:
    """The cases of a defined value on both sides. Raises `TooManyCells`."""
    old, new = defines_of(joint, name)
    if new.type == "yes_no":
        refs = [ValueRef(name=define.name, type="yes_no") for define in (old, new)]
        grid, within = joint.study.restricted(refs, joint.limits)
        return Told(
            grid,
            within,
            *(_truths(define, grid.truth(ref), within) for define, ref in zip((old, new), refs, strict=True)),
        )
    others = joint.local - {old.name, new.name}
    grid, within = joint.study.restricted(conditions_of(joint, (*old.cases, *new.cases), others), joint.limits)
    parts = [told_by_case(joint, define_parts(define, grid, within), grid, others) for define in (old, new)]
    return Told(grid, within, parts[0], parts[1])


def _truths(define: Define, truth: int, within: int) -> list[Part]:
    held = [Part(truth & within, True, True, define.cases), Part(within & ~truth, False, False, define.cases)]
    return [part for part in held if part.cells]


def defines_of(joint: Joint, name: str) -> tuple[Define, Define]:
    """A defined value that both contracts name, as each defines it."""
    old, new = (
        next(d for d in side.defines if d.name in (name, name + mark))
        for side, mark in ((joint.old, OLD), (joint.new, NEW))
    )
    return old, new
