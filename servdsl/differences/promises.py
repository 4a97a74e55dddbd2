"""Promises and the hours attended, where the two sides differ: exact, over every instant at which a ticket can be opened.

    old: respond within 4 business hours      new: respond within 6 hours
        earlier when opened on Friday at 17:00, later when opened on Monday at 09:00

A promise is compared as what it says of the opening instant (servdsl/cells/deadlines.py), in the calendar that it counts in there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from servdsl.cells import Atom, Cell, Grid, TooManyCells
from servdsl.cells.deadlines import Clock, Openings, Timed
from servdsl.differences.hours import Circumstances, calendars_read
from servdsl.differences.meaning import essence
from servdsl.differences.parts import Part, Ranks, decided, holding, is_also, nothing
from servdsl.differences.suspects import Found, Ground, Suspect, TooBig
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.expressions import During, Expr
from servdsl.model.values import (
    Attends,
    BusinessDays,
    BusinessTime,
    Computed,
    Every,
    NoPromise,
    PromiseOf,
    ToldLength,
    Within,
)
from servdsl.runtime.instants import micros

Pair = tuple[Ranks, Ranks]


@dataclass(frozen=True, slots=True)
class Said:
    """A side's promise in some cells, and the calendars of `attends` there."""

    cells: int
    promise: Part
    attended: Part

    @property
    def value(self) -> Within | Every | None:
        """The promise itself; None where nothing is promised, be it said or not."""
        told = self.promise.value
        promise = told.promise if isinstance(told, PromiseOf) else None
        return None if isinstance(promise, NoPromise) else promise

    def calendars(self, length: ToldLength | None) -> tuple[str, ...]:
        """The calendars in which a length counts, open where any of them is."""
        if isinstance(length, Computed):
            return () if length.calendar is None else (length.calendar,)
        if not isinstance(length, BusinessTime | BusinessDays):
            return ()
        return (length.calendar,) if length.calendar is not None else tuple(self.attended.value or ())

    @property
    def counted_in(self) -> frozenset[str]:
        """All calendars that the promise counts in."""
        return frozenset(name for length in lengths(self.value) for name in self.calendars(length))


def lengths(promise: Within | Every | None) -> tuple[ToldLength | None, ToldLength | None]:
    """The limit (or the lower bound, or the round) and the target."""
    match promise:
        case Within():
            return promise.limit, promise.target
        case Every():
            return promise.length, None
        case None:
            return None, None


# ── What is promised ────────────────────────────────────────────────────────────────────────────────────────────────


def promises(ground: Ground, tier: str, window: str) -> Iterator[Found]:
    """The suspects of a window's promise, with each set of add-ons that speaks of it or of the hours attended."""
    speaking = ground.held_sets(tier, [("promise", window), ("attends", "")])
    others = {name for held in speaking for name in held}
    for held in speaking:
        ranks = ground.ranks(tier, held)
        attended = not ground.written_alike(ranks, "attends", "")
        if attended or not ground.written_alike(ranks, "promise", window):
            yield from _Search(ground, tier, held, others, ranks, window).found()


class _Search:
    """One window, for a tier with some add-ons."""

    def __init__(
        self, ground: Ground, tier: str, held: tuple[str, ...], speaking: Iterable[str], ranks: Pair, window: str
    ) -> None:
        self._ground = ground
        self._tier = tier
        self._held = held
        self._speaking = speaking
        self._ranks = ranks
        self._window = window

    def found(self) -> Iterator[Found]:
        old, new = self._ground.clauses(self._ranks, "promise", self._window)
        names = self._ground.clauses(self._ranks, "attends", "") if _counts_attended((*old, *new)) else ([], [])
        clauses = [*old, *new, *names[0], *names[1]]
        try:
            grid, within = self._ground.grid(
                self._ground.asked(clauses, _calendars(clauses)),
                self._ground.where(self._tier, self._held, self._speaking),
            )
        except TooManyCells as error:
            yield TooBig("promise", self._window, self._tier, error.size, error.facts, (tuple(old), tuple(new)))
            return
        for a in self._said(0, grid, within):
            for b in self._said(1, grid, within):
                if a.cells & b.cells:
                    yield from self._compared(grid, within, a, b)

    def _said(self, side: int, grid: Grid, within: int) -> list[Said]:
        contract, ranks = self._ground.sides[side], self._ranks[side]
        promised = decided(contract, ranks, "promise", self._window, grid, within)
        attends = _counts_attended([c for part in promised for c in part.clauses if isinstance(c, Clause)])
        hours = attended(contract, ranks, grid, within) if attends else [nothing(within)]
        return [Said(p.cells & h.cells, p, h) for p in promised for h in hours if p.cells & h.cells]

    def _compared(self, grid: Grid, within: int, a: Said, b: Said) -> Iterator[Found]:
        if essence(a.value) == essence(b.value) and a.counted_in == b.counted_in:
            return
        names = tuple(sorted(a.counted_in | b.counted_in))
        for cells, what, opened in _blocks(self._ground, grid, a.cells & b.cells, names):
            for sign, at in self._instants(a, b, what, opened):
                old, new = (Part(cells, one.value, (one.promise.key, one.counted_in), _clauses(one)) for one in (a, b))
                yield Suspect(
                    "promise",
                    self._window,
                    self._tier,
                    self._held,
                    old,
                    new,
                    grid,
                    within,
                    cells,
                    opened=at,
                    names=names,
                    beside=(_attending(a), _attending(b)),
                    sign=sign,
                    by_customer=self._by_customer(),
                )

    def _by_customer(self) -> bool:
        return any(w.by_customer for w in self._ground.sides[1].windows if w.name == self._window)

    def _instants(self, a: Said, b: Said, what: Circumstances, opened: Openings) -> Iterator[tuple[int, int]]:
        """Opening instants that show a difference: one for which the new promise is later (1), one for which it is
        earlier (-1); 0 where the two differ in another way."""
        deadlines = self._ground.opening.deadlines
        if any(isinstance(length, Computed) for one in (a, b) for length in lengths(one.value)):
            some = deadlines.shown(opened)
            yield from () if some is None else ((0, some),)
            return
        old, new = (self._timed(one, what) for one in (a, b))
        later = None if self._never_later(new, old) else deadlines.later(new, old, opened)
        earlier = None if self._never_later(old, new) else deadlines.later(old, new, opened)
        if later is not None:
            yield 1, later
        if earlier is not None:
            yield -1, earlier
        if later is None and earlier is None and _differ_otherwise(a.value, b.value):
            some = deadlines.shown(opened)
            if some is not None:
                yield 0, some

    def _never_later(self, one: Timed, other: Timed) -> bool:
        """Whether it is plain that a promise is never due later: not more of the same open time, in no fewer hours."""
        match one, other:
            case Timed(Clock(BusinessTime() as a, ours), None), Timed(Clock(BusinessTime() as b, theirs), None):
                covers = ours is not None and theirs is not None and self._ground.opening.covers(ours, theirs)
                return a.seconds <= b.seconds and covers
            case _:
                return False

    def _timed(self, said: Said, what: Circumstances) -> Timed:
        promise = said.value
        if promise is None or (isinstance(promise, Within) and promise.or_more):
            return Timed(None)
        limit, target = (self._clock(said, length, what) for length in lengths(promise))
        return Timed(limit, target)

    def _clock(self, said: Said, length: ToldLength | None, what: Circumstances) -> Clock | None:
        if length is None or isinstance(length, Computed):
            return None
        names = said.calendars(length)
        return Clock(length, self._ground.opening.resolved(names, what) if names else None)


def _clauses(said: Said) -> tuple[Clause, ...]:
    return tuple(clause for clause in said.promise.clauses if isinstance(clause, Clause))


def _attending(said: Said) -> tuple[Clause, ...]:
    return tuple(clause for clause in said.attended.clauses if isinstance(clause, Clause))


def _counts_attended(clauses: Iterable[Clause]) -> bool:
    """Whether some promise counts in the hours attended."""
    values = (clause.value for clause in clauses)
    promised = (v.promise for v in values if isinstance(v, PromiseOf) and not isinstance(v.promise, NoPromise))
    every = (length for promise in promised for length in lengths(promise))
    return any(isinstance(one, BusinessTime | BusinessDays) and one.calendar is None for one in every)


def _calendars(clauses: Iterable[Clause]) -> Iterator[str]:
    """The calendars that promises and `attends` name."""
    for clause in clauses:
        match clause.value:
            case Attends(calendar=name):
                yield name
            case PromiseOf(promise=Within() | Every() as promise):
                for one in lengths(promise):
                    if isinstance(one, BusinessTime | BusinessDays | Computed) and one.calendar is not None:
                        yield one.calendar
            case _:
                pass


def _differ_otherwise(old: Within | Every | None, new: Within | Every | None) -> bool:
    """Whether promises that are due at once differ in another way: a lower bound, a cadence, how it ends."""
    return any(isinstance(one, Every) or (one is not None and one.or_more) for one in (old, new)) and essence(
        old
    ) != essence(new)


# ── Hours attended ──────────────────────────────────────────────────────────────────────────────────────────────────


def attended(contract: Contract, ranks: Ranks, grid: Grid, within: int) -> list[Part]:
    """The calendars attended: the nearest plain one, with those added by its layer and nearer ones (decision 20)."""
    parts: list[Part] = []
    left = within
    for number in range(len(ranks) + 1):
        near = ranks[: number + 1]
        plain = decided(contract, ranks[number : number + 1], "attends", "", grid, left) if number < len(ranks) else []
        told = [part for part in plain if part.value is not None] if number < len(ranks) else [nothing(left)]
        for part in told:
            left &= ~part.cells
            parts += _with_added(contract, near, part, grid) if part.cells else []
    return parts


def _with_added(contract: Contract, near: Ranks, part: Part, grid: Grid) -> Iterator[Part]:
    also = {c.id: c for rank in near for layer in rank for c in contract.clauses_of(layer, "attends") if is_also(c)}
    for added in holding(also.values(), grid, part.cells):
        clauses = (*part.clauses, *added.clauses)
        names = tuple(dict.fromkeys(c.value.calendar for c in clauses if isinstance(c.value, Attends)))
        yield Part(added.cells, names, frozenset(names), clauses)


def hours(ground: Ground, tier: str) -> Iterator[Found]:
    """The suspects of the hours attended themselves: instants at which one side serves and the other does not."""
    speaking = ground.held_sets(tier, [("attends", "")])
    others = {name for held in speaking for name in held}
    for held in speaking:
        ranks = ground.ranks(tier, held)
        if ground.written_alike(ranks, "attends", ""):
            continue
        old, new = ground.clauses(ranks, "attends", "")
        clauses = [*old, *new]
        try:
            asked = ground.asked(clauses, _calendars(clauses))
            grid, within = ground.grid(asked, ground.where(tier, held, others))
        except TooManyCells as error:
            yield TooBig("attends", "", tier, error.size, error.facts, (tuple(old), tuple(new)))
            continue
        parts = [attended(side, layers, grid, within) for side, layers in zip(ground.sides, ranks, strict=True)]
        for a in parts[0]:
            for b in parts[1]:
                if a.cells & b.cells and a.key != b.key:
                    yield from _served(ground, tier, held, grid, within, a, b)


def _served(
    ground: Ground, tier: str, held: tuple[str, ...], grid: Grid, within: int, a: Part, b: Part
) -> Iterator[Suspect]:
    names = tuple(sorted({*(a.value or ()), *(b.value or ())}))
    deadlines = ground.opening.deadlines
    for cells, what, opened in _blocks(ground, grid, a.cells & b.cells, names):
        sides = [tuple((ground.opening.resolved([n], what)) for n in part.value or ()) for part in (a, b)]
        for some, none in ((sides[0], sides[1]), (sides[1], sides[0])):
            for one in some:
                during = (*opened.during, (one, True), *((other, False) for other in none))
                at = deadlines.shown(Openings(during, opened.low, opened.high))
                if at is not None:
                    yield Suspect("attends", "", tier, held, a, b, grid, within, cells, opened=at, names=names)
                    break


# ── Cells in which hours and openings are alike ─────────────────────────────────────────────────────────────────────


def _blocks(
    ground: Ground, grid: Grid, cells: int, names: tuple[str, ...]
) -> Iterator[tuple[int, Circumstances, Openings]]:
    """The cells, apart by what decides the hours and by when tickets are opened."""
    atoms = [atom for atom in grid.atoms if is_about_opening(atom)]
    during = tuple(calendars_read(_conditions(atoms)))
    blocks: list[tuple[int, tuple[tuple[Atom, Cell], ...]]] = [(cells, ())]
    for atom in atoms:
        blocks = [
            (block & grid.mask(atom, number), (*told, (atom, cell)))
            for block, told in blocks
            for number, cell in enumerate(atom.cells)
            if block & grid.mask(atom, number)
        ]
    for condition in ground.opening.asked((*names, *during)):
        truth = grid.truth(condition)
        blocks = [(part, told) for block, told in blocks for part in (block & truth, block & ~truth) if part]
    for block, told in blocks:
        what = ground.opening.circumstances((*names, *during), grid, (block & -block).bit_length() - 1)
        yield block, what, openings(ground, told, what)


def is_about_opening(atom: Atom) -> bool:
    """Whether an atom tells something of when the ticket was opened."""
    if atom.kind == "during":
        return isinstance(atom.condition, During) and atom.condition.subject == "opened"
    return atom.kind == "builtin" and atom.name == "opened"


def _conditions(atoms: Iterable[Atom]) -> Iterator[Expr]:
    return (atom.condition for atom in atoms if atom.kind == "during")


def openings(ground: Ground, told: Iterable[tuple[Atom, Cell]], what: Circumstances) -> Openings:
    """When tickets of some cells are opened."""
    cells = list(told)
    during = tuple(
        (ground.opening.resolved([atom.condition.calendar], what), bool(cell.sample))
        for atom, cell in cells
        if atom.kind == "during" and isinstance(atom.condition, During)
    )
    return Openings(during, *opened_between(cells))


def opened_between(told: Iterable[tuple[Atom, Cell]]) -> tuple[int | None, int | None]:
    """The first and the last opening instant that cells leave."""
    for atom, cell in told:
        if atom.kind == "builtin" and atom.name == "opened":
            if not cell.open and isinstance(cell.sample, datetime):
                return micros(cell.sample), micros(cell.sample)
            low = micros(cell.low) + 1 if isinstance(cell.low, datetime) else None
            return low, micros(cell.high) - 1 if isinstance(cell.high, datetime) else None
    return None, None
