"""What analyses ask of one contract, each question answered once, however many analyses and offers ask it.

    study = Study(contract)
    study.view("gold", "promise", "respond")    the cases of gold and its parents, over the cells where gold counts
    study.cases(clauses, where)                 the cases of one layer

A hundred tiers that inherit one value share one grid: what differs (which tier is held) is looked at apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from operator import or_

from servdsl.cells.calendars import Calendars
from servdsl.cells.cases import Case, Cases
from servdsl.cells.circumstances import Times, calendars_asked, knows
from servdsl.cells.defines import tangled
from servdsl.cells.domains import Domains
from servdsl.cells.effective import Region, conditions, effective
from servdsl.cells.formulas import Any, Formula, Formulas, Negated, Subject, tests
from servdsl.cells.given import Given, given
from servdsl.cells.grid import Grid, TooManyCells
from servdsl.cells.layers import Layers, ValueSet
from servdsl.cells.restrict import Restricted, conjuncts
from servdsl.cells.witness import Witness, witness
from servdsl.model import Contract
from servdsl.model.base import placeless
from servdsl.model.expressions import Builtin, Compare, Condition, Expr, Literal


@dataclass(frozen=True, eq=False)
class View:
    """One value of an offer through its layers, `sets` from near to far: its grid, and the cells where it counts."""

    sets: tuple[ValueSet, ...]
    grid: Grid
    within: int

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Where each clause decides the value."""
        return effective(self.sets, self.grid, self.within)

    @cached_property
    def decided(self) -> int:
        """The cells in which some clause decides the value."""
        return reduce(or_, (region.cells for region in self.regions), 0)

    def witness(self, cells: int) -> Witness | None:
        """The smallest set of facts that leads into some of the cells."""
        return witness(self.grid, cells, self.within)


LONGEST_LINE = 100
"""Studies that hand on to one another what they have found out; then memory is given back."""


class Ground:
    """What conditions rest on, and all that has been found out about them: the same for every text of a contract with
    the same declarations, wherever they stand and whatever its clauses and examples say."""

    def __init__(self, contract: Contract) -> None:
        self._named = _declared(contract)
        self.calendars = Calendars(contract)
        self.formulas = Formulas(contract)
        self.reading = cache(lambda tier: Formulas(contract, tier))
        self.restricted = Restricted(self.formulas, Domains(contract), self.calendars.sweep)
        self.possible = _opened_within(contract)
        self.asked = 0
        """By how many studies."""

    def carries(self, contract: Contract) -> bool:
        """Whether it holds for that contract too."""
        if self.asked >= LONGEST_LINE:
            return False
        named = _declared(contract)
        if self._named != named and placeless(self._named) != placeless(named):
            return False
        self._named = named
        return True


class Study:
    """A contract with everything that has been asked of it so far. `earlier`: a study of another text of it; what that one
    has found out is not worked out again where it still holds."""

    def __init__(self, contract: Contract, earlier: Study | None = None) -> None:
        known = earlier is not None and earlier.ground.carries(contract)
        self.ground: Ground = earlier.ground if earlier is not None and known else Ground(contract)
        self.ground.asked += 1
        self.contract = contract
        self.layers = Layers(contract)
        self.calendars = self.ground.calendars
        self.formulas = self.ground.formulas
        self.reading = self.ground.reading
        """How the tickets of a tier read conditions."""
        self.tiers = tuple(offer.name for offer in contract.offers if offer.kind == "tier")
        self.addons = tuple(offer.name for offer in contract.offers if offer.kind == "addon")
        self._restricted = self.ground.restricted
        self._possible = self.ground.possible
        self.is_sold = cache(self._is_sold)
        # by the identities of what is asked, which is kept so that they stay its own
        self._grids: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[object, object, tuple[Grid, int]]] = {}
        self._cases: dict[tuple[int, ...], tuple[Sequence[Case], Cases]] = {}
        self._views: dict[tuple[tuple[int, ...], int, int], View] = {}

    def restricted(self, asked: Iterable[Expr | None], where: Iterable[Expr] = ()) -> tuple[Grid, int]:
        """The grid of some conditions, and its cells for which all of `where` can hold, of tickets opened within the
        horizon (decision 33), with add-ons that are sold where they are held. Raises `TooManyCells`."""
        asked, where = tuple(asked), tuple(where)
        key = tuple(map(id, asked)), tuple(map(id, where))
        if key not in self._grids:
            self._grids[key] = asked, where, self._restrict(asked, where)
        return self._grids[key][2]

    def _restrict(self, asked: Sequence[Expr | None], where: Sequence[Expr]) -> tuple[Grid, int]:
        of = self.formulas.of
        formulas, limits = [*map(of, asked)], [*map(of, where)]
        limits += map(of, self.companions(test.subject for one in formulas for test in tests(one)))
        return self.restricted_by(formulas, limits)

    def restricted_by(self, asked: Iterable[Formula], where: Iterable[Formula]) -> tuple[Grid, int]:
        """The same for conditions that are translated already, perhaps as tickets of several tiers read them."""
        return self._restricted.of(asked, (*map(self.formulas.of, self._possible), *where))

    def possible(self, offer: str, view: View) -> int:
        """The cells of an offer's value that can occur at all, whether or not the offer is to be had there."""
        limits = [part for gate in self.layers.gates(offer) for part in conjuncts(self.formulas.of(gate))]
        either = [Any((one, Negated(one))) for one in limits]  # so that the grid is as finely split
        asked = [self.formulas.of(condition) for condition in conditions(view.sets)]
        limits = [*map(self.formulas.of, self.companions(test.subject for one in asked for test in tests(one)))]
        grid, found = self.restricted_by(asked, [*either, *limits])
        return found if grid.atoms == view.grid.atoms else view.grid.all

    def given(self, grid: Grid, shown: Witness, where: Iterable[Expr] = ()) -> Given | None:
        """Facts as `ask` takes them that lead where a witness does, in a grid that was made with the same `where`; None
        where there are none that a ticket could have when it is opened."""
        limits = [*map(self.formulas.of, where)]
        limits += map(self.formulas.of, self.companions(atom.subject for atom in grid.atoms))
        return self.given_by(grid, shown, limits)

    def given_by(
        self, grid: Grid, shown: Witness, where: Iterable[Formula] = (), opened: int | None = None
    ) -> Given | None:
        """The same for conditions that are translated already, perhaps for a ticket opened at a given instant."""
        limits = (*map(self.formulas.of, self._possible), *where)
        assignment = self._restricted.complete(grid, shown.cell, limits)
        asked = calendars_asked(atom.subject for atom in grid.atoms)
        if not knows(grid, map(grid.formulas.of, self.calendars.asked(asked))):
            return None
        openings = Times(self.calendars, grid).openings(shown.cell)
        return given(self.contract, assignment, self.calendars.deadlines, opened, openings)

    def companions(self, subjects: Iterable[Subject]) -> tuple[Condition, ...]:
        """That the add-ons of which conditions speak are sold where they are held."""
        return self.layers.sold(frozenset(str(subject.name) for subject in subjects if subject.kind == "addon"))

    def deciding(self, offer: str, *values: tuple[str, str]) -> tuple[Condition, ...]:
        """Where an offer counts and what its layers say of some values, each a kind and a thing, is what holds: no add-on
        beside a tier says something of them."""
        layers = self.layers
        return (*layers.gates(offer), *(layers.left_to_tiers(*values) if offer in self.tiers else ()))

    def can_hold(self, where: Iterable[Expr]) -> bool:
        """Whether some facts satisfy all of the conditions."""
        return self.restricted((), where)[1] != 0

    def _is_sold(self, offer: str) -> bool:
        """Whether some facts satisfy what an offer asks of its buyer; what cannot be told is presumed."""
        try:
            return self.can_hold(self.layers.gates(offer))
        except TooManyCells:
            return True

    def cases(self, given: Sequence[Case], where: Iterable[Expr] = ()) -> Cases:
        """The cases of one value in one layer; conflicts and gap where all of `where` can hold."""
        grid, within = self.restricted([case.when for case in given], where)
        key = (id(grid), within, *map(id, given))
        if key not in self._cases:
            self._cases[key] = given, Cases(given, grid, within)
        return self._cases[key][1]

    def view(self, offer: str, kind: str, thing: str) -> View:
        """One value of an offer, where the offer counts (decision 4)."""
        return self.view_of(self.layers.sets_of(offer, kind, thing), self.layers.gates(offer))

    def view_of(self, sets: tuple[ValueSet, ...], where: Iterable[Condition]) -> View:
        """Sets of cases from near to far, where all of `where` can hold."""
        grid, within = self.restricted(conditions(sets), where)
        key = (tuple(map(id, sets)), id(grid), within)
        if key not in self._views:
            self._views[key] = View(sets, grid, within)
        return self._views[key]

    def views(self) -> Iterator[tuple[str, str, str, View]]:
        """Every value of every offer that can be told exactly: offer, kind, thing, view."""
        for offer in self.contract.offers:
            for kind, thing in self.layers.values_of(offer.name):
                try:
                    yield offer.name, kind, thing, self.view(offer.name, kind, thing)
                except TooManyCells:
                    continue


def _declared(contract: Contract) -> tuple[object, ...]:
    """Everything of a contract that a condition can rest on."""
    c = contract
    offers = tuple((offer.name, offer.kind, offer.parent, offer.level) for offer in c.offers)
    head = (c.zone, c.zone_fact, c.in_force, c.horizon, c.currencies, frozenset(tangled(c)))
    return (*head, offers, c.facts, c.defines, c.things, c.windows, c.states, c.calendars)


def _opened_within(contract: Contract) -> tuple[Condition, ...]:
    """A ticket that is opened outside the horizon does not exist here."""
    opened = Builtin(name="opened", type="instant")
    first, last = contract.horizon
    return (
        Compare(op=">=", left=opened, right=Literal(type="instant", value=f"{first}T00:00")),
        Compare(op="<=", left=opened, right=Literal(type="instant", value=f"{last}T23:59:59.999999")),
    )
