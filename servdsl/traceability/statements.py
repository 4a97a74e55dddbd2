"""What a contract says, statement by statement, with what each cites.

respond within 2 hours @NWP-031     →   Statement("clause", "plus.windows.respond", …, sources=("NWP-031",))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from servdsl.model import Contract
from servdsl.model.base import Origin
from servdsl.model.contract import Calendar, CalendarRule, Define, Example, Fact, Week

Kind = Literal[
    "head",
    "fact",
    "fact value",
    "define",
    "define case",
    "service",
    "unit",
    "window",
    "state",
    "event",
    "calendar",
    "calendar line",
    "tier",
    "addon",
    "clause",
    "amendment",
    "order",
    "assumption",
    "contradiction",
    "note",
    "example",
    "expectation",
]

Role = Literal["computes", "settles", "tells", "shows"]
"""What a citation at a statement is worth: the statement takes part in answers; it settles a reading; it only tells that
the clause was read; it shows an answer."""

_ROLES: dict[Kind, Role] = {
    "assumption": "settles",
    "contradiction": "settles",
    "note": "tells",
    "event": "tells",
    "example": "shows",
    "expectation": "shows",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a contract: `name` is its id or name (`severity.critical`, a clause's id, an example's title).

    `sources` are its own citations, in the order written. `cited`: it need not cite (an example, a reading of the whole
    contract), or a citation stands at it, at what it stands in or at something that stands in it. Where some lines of a
    statement cite and the others do not, those others alone are not cited; where nothing cites, the statement alone.
    """

    contract: str
    kind: Kind
    name: str
    origin: Origin
    sources: tuple[str, ...]
    cited: bool

    @property
    def role(self) -> Role:
        return _ROLES.get(self.kind, "computes")


@dataclass(frozen=True, slots=True)
class _Maker:
    contract: str

    def __call__(
        self, kind: Kind, name: str, origin: Origin, sources: tuple[str, ...], cited: bool = False
    ) -> Statement:
        return Statement(self.contract, kind, name, origin, sources, cited or bool(sources))


def statements(contract: Contract) -> list[Statement]:
    """Every statement of a contract, in the order of the file; then those of other files that it uses."""
    return sorted(_statements(contract), key=lambda one: (one.origin.file != contract.file, *_place(one.origin)))


def _statements(contract: Contract) -> Iterator[Statement]:
    make = _Maker(contract.name)
    for line in contract.header:
        yield make("head", line.what, line.origin, line.sources)
    for remark in (*contract.notes, *contract.assumptions):
        whole = remark.kind != "note"  # a reading that cites nothing is one of the contract as a whole
        yield make(remark.kind, remark.name or remark.text, remark.origin, remark.sources, whole)
    for order in contract.orders:
        yield make("order", " < ".join(order.tiers), order.origin, order.sources)
    for fact in contract.facts:
        yield from _fact(fact, make)
    for define in contract.defines:
        yield from _define(define, make)
    for thing in contract.things:
        yield make(thing.kind, thing.name, thing.origin, thing.sources)
    for window in contract.windows:
        yield make("window", window.name, window.origin, window.sources)
    for state in contract.states:
        yield make("state", state.name, state.origin, state.sources)
    for event in contract.events:
        yield make("event", event.name, event.origin, event.sources)
    yield from _calendars(contract.calendars, make)
    for offer in contract.offers:
        yield make(offer.kind, offer.name, offer.origin, offer.sources)
    for amendment in contract.amendments:
        yield make("amendment", amendment.name, amendment.origin, amendment.sources, bool(amendment.sources))
    for clause in contract.clauses:
        yield make("clause", clause.id, clause.origin, clause.sources)
    for example in contract.examples:
        yield from _example(example, make)


def _fact(fact: Fact, make: _Maker) -> Iterator[Statement]:
    inside = any(choice.sources for choice in fact.choices)
    yield make("fact", fact.name, fact.origin, fact.sources, inside)
    for choice in fact.choices:
        place = choice.origin or fact.origin
        around = bool(fact.sources) or not inside
        yield make("fact value", f"{fact.name}.{choice.name}", place, choice.sources, around)


def _define(define: Define, make: _Maker) -> Iterator[Statement]:
    """A define of one formula is one statement; of several cases, each is one of its own."""
    cases = [case for case in define.cases if case.origin != define.origin]
    inside = any(case.sources for case in cases)
    yield make("define", define.name, define.origin, define.sources, inside)
    for case in cases:
        yield make("define case", define.name, case.origin, case.sources, not inside)


def _calendars(calendars: Sequence[Calendar], make: _Maker) -> Iterator[Statement]:
    lines = {rule.origin: rule for calendar in calendars for rule in _rules(calendar)}
    homes = homes_of_lines(calendars)
    inside = {homes[origin] for origin, rule in lines.items() if rule.sources}
    around = {calendar.name for calendar in calendars if calendar.sources or calendar.name not in inside}
    for calendar in calendars:
        yield make("calendar", calendar.name, calendar.origin, calendar.sources, calendar.name in inside)
    for origin, rule in lines.items():
        yield make("calendar line", homes[origin], origin, rule.sources, homes[origin] in around)


def homes_of_lines(calendars: Sequence[Calendar]) -> dict[Origin, str]:
    """Each line with the calendar in which it is written: others may take it over from the one they extend."""
    lines = dict.fromkeys(rule.origin for calendar in calendars for rule in _rules(calendar))
    return {origin: _home(origin, calendars) for origin in lines}


def _home(origin: Origin, calendars: Sequence[Calendar]) -> str:
    before = (calendar for calendar in calendars if _place(calendar.origin) <= _place(origin))
    return max(before, key=_written, default=calendars[0]).name


def _rules(calendar: Calendar) -> tuple[CalendarRule, ...]:
    return calendar.schedule.rules if isinstance(calendar.schedule, Week) else ()


def _written(calendar: Calendar) -> tuple[str, int, int]:
    return _place(calendar.origin)


def _place(origin: Origin) -> tuple[str, int, int]:
    return origin.file, origin.line, origin.column


def _example(example: Example, make: _Maker) -> Iterator[Statement]:
    """Examples need not cite: they show what clauses say."""
    yield make("example", example.title, example.origin, example.sources, cited=True)
    for note in example.notes:
        yield make("note", note.text, note.origin, note.sources, cited=True)
    written = {expect.origin: expect for expect in example.expects}
    for expect in written.values():
        yield make("expectation", expect.text, expect.origin, expect.sources, cited=True)
