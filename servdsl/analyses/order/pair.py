"""Two tiers of an order: what is asked of both, and how a finding about them is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from servdsl.analyses.findings import finding, moment, where_shown
from servdsl.cells import Asked, Study, Together, TooManyCells, together
from servdsl.cells.admission import Refusal, refusals
from servdsl.cells.amounts import Values
from servdsl.cells.composed import every, no
from servdsl.cells.given import Given, as_json
from servdsl.cells.words import quantity
from servdsl.diagnostics import Diagnostic
from servdsl.messages import all_of, say
from servdsl.model.base import Origin
from servdsl.model.contract import Clause, Order
from servdsl.model.expressions import Expr


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding in words: about what, where, how; and the facts by which `ask` shows it, for the better tier."""

    what: str
    where: str
    how: str
    given: Given | None = None


@dataclass(frozen=True)
class Pair:
    """`better` is to be nowhere worse than `lesser`, where no tier `between` them is offered."""

    study: Study
    order: Order
    lesser: str
    better: str
    between: tuple[str, ...] = ()

    def is_excepted(self, kind: str, thing: str = "") -> bool:
        """Whether the order leaves a value out."""
        return kind in self.order.exceptions or thing in self.order.exceptions

    def together(self, lesser: Asked, better: Asked) -> Together:
        """Both tiers over one grid. Raises `TooManyCells`."""
        where = (*lesser.where, *self._alone)
        asked = Asked(lesser.conditions, lesser.calendars, lesser.attends, where)
        return together(self.study, {self.lesser: asked, self.better: better})

    @cached_property
    def _alone(self) -> tuple[Expr, ...]:
        """That no tier between the two is offered; that a tier is held says nothing of what is offered."""
        gates = (self.study.layers.gates(tier)[1:] for tier in self.between)
        return tuple(no(every(*one)) for one in gates)

    @cached_property
    def refused_by_lesser(self) -> tuple[Refusal, ...]:
        return refusals(self.study.contract, self.study.layers, self.lesser)

    @cached_property
    def refused_by_better(self) -> tuple[Refusal, ...]:
        return refusals(self.study.contract, self.study.layers, self.better)

    # ── Findings ────────────────────────────────────────────────────────────────────────────────────────────────

    def worse(self, shown: Shown, lesser: Iterable[Clause], better: Iterable[Clause]) -> Diagnostic:
        """SD415 at the clause of the better tier, or at the order where that says nothing."""
        return self._finding("SD415", shown, tuple(lesser), tuple(better))

    def unlike(self, shown: Shown, lesser: Iterable[Clause], better: Iterable[Clause]) -> Diagnostic:
        """SD416."""
        return self._finding("SD416", shown, tuple(lesser), tuple(better))

    def _finding(self, code: str, shown: Shown, lesser: tuple[Clause, ...], better: tuple[Clause, ...]) -> Diagnostic:
        notes: list[tuple[Origin, str]] = [
            (clause.origin, say("`{lesser}` says this", lesser=self.lesser)) for clause in lesser
        ]
        notes += [(clause.origin, say("`{better}` says this", better=self.better)) for clause in better[1:]]
        place = better[0].origin if better else self.order.origin
        if better:
            notes.append((self.order.origin, say("the order that is to hold")))
        facts = {
            "better": self.better,
            "lesser": self.lesser,
            "what": shown.what,
            "where": shown.where,
            "how": shown.how,
        }
        return finding(code, place, *notes, **facts, given=shown.given)

    def too_large(self, what: str, error: TooManyCells) -> Diagnostic:
        """SD416 for what depends on too many facts together."""
        return self.unlike(
            Shown(what, "", say("together they depend on {size} combinations of facts", size=error.size)), (), ()
        )

    # ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────

    def moment(self, at: int) -> str:
        """An instant by the contract's clocks."""
        return moment(self.study, at)

    def shown(
        self, both: Together, cells: int, what: str, how: str, opened: int | None = None, values: Values | None = None
    ) -> Shown:
        """What some cells show, for a ticket opened at an instant; `values` are facts beside those of the cells."""
        found = both.witness(cells)
        assert found is not None, "cells of a grid that are not empty have a witness"
        given, values = both.given(found, self.better, opened), values or {}
        words: list[str] = [say("`{tier}` is not offered", tier=tier) for tier in self.between]
        words += [cell.text for _, cell in found.facts]
        words += [f"{fact.name} is {quantity(value, fact.type, fact.currency)}" for fact, value in values.items()]
        where = say(" where {facts}", facts=all_of(words)) if words else where_shown(found)
        told = {fact.name: as_json(value, fact.type) for fact, value in values.items()}
        return Shown(what, where, how, None if given is None else given | told)
