"""In which calendars the business time of a promise counts, for the facts for which that promise is made.

attends during office, attends during day_and_night when severity is s1
respond within 1 hour when severity is s1, 4 business hours otherwise        the 4 hours count in office
"""

from __future__ import annotations

from collections.abc import Sequence

from servdsl.backends.diagrams.content.winners import Counted, attended, counted_in
from servdsl.cells import Study, TooManyCells, conditions
from servdsl.cells.effective import effective
from servdsl.model.contract import Clause
from servdsl.model.values import Attends


class Counting:
    """Answers for one contract, each question once."""

    def __init__(self, study: Study) -> None:
        self.study, contract = study, study.contract
        self._hours = {offer.name: attended(contract, offer.name) for offer in contract.offers}
        tiers = (offer.name for offer in contract.offers if offer.kind == "tier")
        self._usual = next((self._hours[tier] for tier in tiers if self._hours[tier]), ())
        self._known: dict[tuple[str, str], Counted | None] = {}

    def of(self, offer: str, clause: Clause) -> Counted | None:
        """The calendars in which a promise of an offer counts; None for time by the clock. An add-on without hours counts
        in those of the first tier that has some."""
        key = (offer, clause.id)
        if key not in self._known:
            self._known[key] = counted_in(clause, self._deciding(offer, clause))
        return self._known[key]

    def _deciding(self, offer: str, clause: Clause) -> Sequence[Clause]:
        """The clauses on hours that decide in some cell in which the promise does, with what is added to them there."""
        hours = self.study.layers.sets_of(offer, "attends", "")
        if not any(one.when is not None for layer in hours for one in layer.clauses):
            return self._hours[offer] or self._usual
        promises = self.study.layers.sets_of(offer, clause.kind, clause.thing)
        added = [one for _, one in self.study.layers.added_hours(offer)]
        asked = [*conditions(hours), *conditions(promises), *(one.when for one in added)]
        try:
            grid, within = self.study.restricted(asked, self.study.layers.gates(offer))
        except TooManyCells:
            return self._hours[offer]
        regions = effective(promises, grid, within)
        mine = next((region.cells for region in regions if region.clause.id == clause.id), 0)
        found = [region.clause for region in effective(hours, grid, within) if region.cells & mine]
        found += [one for one in added if grid.truth(one.when) & mine]
        return [one for one in found if isinstance(one.value, Attends)] or self._hours[offer]
