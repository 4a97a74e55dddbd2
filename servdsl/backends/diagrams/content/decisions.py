"""Who decides each decided value where: clauses over cells, exceptions told from general cases, gaps and overlaps.

price { 900 EUR when pump_value < 50_000 EUR    1_500 EUR otherwise    700 EUR when partner }
    partner yes × pump_value < …      both apply and neither is the exception: an overlap, with a witness
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from operator import or_

from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.cells import Atom, Case, Cases, Grid, Study, TooManyCells, View
from servdsl.model.contract import Clause, Define
from servdsl.model.values import DECIDED

OPEN = frozenset({"promise", "price", "amount"})
"""Kinds of which a tier that decides some cells must decide all (decision 8). What an add-on leaves unsaid stays as the
tier it is held with says it."""

Mark = tuple[str, str]
"""What examples touch: a clause's id and the layer in which it won, or a defined value's name and its case's number."""


@dataclass(frozen=True, slots=True)
class Decider:
    """A case of a value in one layer."""

    mark: Mark
    case: Case

    @property
    def clause(self) -> Clause | None:
        return self.case if isinstance(self.case, Clause) else None


@dataclass(frozen=True, slots=True)
class Region:
    """The cells that a case decides, and those of them in which it beats another case that applies too."""

    decider: Decider
    cells: int
    beaten: int

    @property
    def is_exception(self) -> bool:
        """Whether the case can be an exception at all: a layer's own general case is none, though it beats what the layers
        behind it say."""
        case = self.decider.case
        return case.strength == "in any case" or (case.when is not None and case.strength != "otherwise")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two cases that both apply in some cells, and neither is the exception."""

    first: Decider
    second: Decider
    cells: int


class Decided:
    """A value over the cells of a grid: `layers` are its cases from near to far, `within` the cells that count,
    `possible` gives those that can occur at all, whether or not the offer is to be had in them."""

    def __init__(
        self,
        layers: Sequence[Sequence[Decider]],
        grid: Grid,
        within: int,
        *,
        complete: bool,
        possible: Callable[[], int] | None = None,
    ) -> None:
        self.layers = layers
        self.grid = grid
        self.within = within
        self._complete = complete
        self._possible = possible

    @cached_property
    def possible(self) -> int:
        """The cells that some facts lead into."""
        return self.within if self._possible is None else self._possible()

    @cached_property
    def _read(self) -> tuple[tuple[Region, ...], tuple[Clash, ...], int]:
        regions: list[Region] = []
        clashes: list[Clash] = []
        left = self.within
        truths = [[self.grid.truth(one.case.when) for one in layer] for layer in self.layers]
        for depth, layer in enumerate(self.layers):
            cases = Cases([one.case for one in layer], self.grid, left)
            farther = reduce(or_, (truth for layer_ in truths[depth + 1 :] for truth in layer_), 0)
            for n, (decider, wins) in enumerate(zip(layer, cases.wins, strict=True)):
                others = reduce(or_, (truth for m, truth in enumerate(truths[depth]) if m != n), farther)
                cells = wins & left & ~cases.clashing
                if cells:
                    regions.append(Region(decider, cells, cells & others))
            for one in cases.conflicts:
                both = truths[depth][one.first] & truths[depth][one.second] & cases.clashing
                clashes.append(Clash(layer[one.first], layer[one.second], both))
            left &= ~cases.decided
        return tuple(regions), tuple(clashes), left

    @property
    def regions(self) -> tuple[Region, ...]:
        return self._read[0]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        return self._read[1]

    @property
    def open_cells(self) -> int:
        """The cells that count in which no case applies."""
        return self._read[2]

    @property
    def gap(self) -> int:
        """Those that ought to be decided."""
        return self.open_cells if self._complete and self.open_cells != self.within else 0

    def size(self, cells: int) -> int:
        """How many cells there are of some."""
        return cells.bit_count()


@dataclass(frozen=True, slots=True)
class Column:
    """Offers for which a value is decided alike."""

    offers: tuple[str, ...]
    decided: Decided


@dataclass(frozen=True, slots=True)
class Map:
    """One value: of some offers (kind and thing as clauses have them), or a defined one (`define`). All columns have the
    same atoms."""

    kind: str
    thing: str
    columns: tuple[Column, ...]
    define: Define | None = None

    @property
    def atoms(self) -> tuple[Atom, ...]:
        return self.columns[0].decided.grid.atoms


def maps(speaker: Speaker, study: Study) -> list[Map]:
    """The values for which facts matter: those of offers, in the order written, then the defined ones with cases."""
    contract = speaker.contract
    found: dict[tuple[object, ...], list[Column]] = {}
    for offer, kind, thing, view in study.views():
        if kind in DECIDED and len(view.grid.atoms) and view.within:
            same_atoms = tuple((atom.subject, atom.cells) for atom in view.grid.atoms)
            complete = kind in OPEN and contract.offer(offer).kind == "tier"
            possible = partial(study.possible, offer, view)
            _join(found.setdefault((kind, thing, same_atoms), []), offer, complete, view, possible)
    made = [Map(str(kind), str(thing), tuple(columns)) for (kind, thing, _), columns in found.items()]
    order = list(dict.fromkeys((one.kind, one.thing) for one in made))
    return [*sorted(made, key=lambda one: order.index((one.kind, one.thing))), *_defined(speaker, study)]


def _join(columns: list[Column], offer: str, complete: bool, view: View, possible: Callable[[], int]) -> None:
    layers = [[Decider((clause.id, one.layer), clause) for clause in one.clauses] for one in view.sets]
    for n, column in enumerate(columns):
        if column.decided.layers == layers and column.decided.within == view.within:
            columns[n] = Column((*column.offers, offer), column.decided)
            return
    columns.append(Column((offer,), Decided(layers, view.grid, view.within, complete=complete, possible=possible)))


def _defined(speaker: Speaker, study: Study) -> Iterator[Map]:
    for define in speaker.contract.defines:
        if any(case.when is not None for case in define.cases):
            try:
                grid, within = study.restricted([case.when for case in define.cases])
            except TooManyCells:
                continue
            deciders = [Decider((define.name, str(n)), case) for n, case in enumerate(define.cases)]
            decided = Decided([deciders], grid, within, complete=False)
            yield Map("define", define.name, (Column((), decided),), define)
