"""Business time that may not be business time: `4 business hours` without `on` counts on the calendar of `attends`.

attends during office
attends during around_clock when urgent
respond within 4 business hours          SD504 where urgent: all hours of the week count
respond within 2 business days           SD504 where urgent: Saturday and Sunday count
respond within 4 business hours          SD505 without any `attends`: no hours count
"""

from __future__ import annotations

from collections.abc import Iterator

from servdsl.analyses.findings import finding, value_words, where_shown
from servdsl.cells import Study, TooManyCells, ValueSet, clashing, conditions, effective, witness
from servdsl.cells.attended import counts_on_attends
from servdsl.cells.circumstances import alike
from servdsl.cells.given import Given
from servdsl.diagnostics import Diagnostic
from servdsl.messages import any_of, say
from servdsl.model.contract import Clause, Offer
from servdsl.model.values import Attends


def check(study: Study) -> list[Diagnostic]:
    """SD504 and SD505, once for each clause and calendar."""
    found: dict[object, Diagnostic] = {}
    counting = {id(one) for one in study.layers.sets if any(counts_on_attends(c.value) for c in one.clauses)}
    for offer in study.contract.offers:
        for kind, thing in study.layers.values_of(offer.name):
            sets = study.layers.sets_of(offer.name, kind, thing)
            if not counting.isdisjoint(map(id, sets)):
                for held in _held(study, offer):
                    for diagnostic in _doubts(study, sets, held):
                        found.setdefault((diagnostic.code, diagnostic.span, diagnostic.notes), diagnostic)
    return list(found.values())


def _held(study: Study, offer: Offer) -> Iterator[tuple[str, ...]]:
    """The offers whose layers say when the vendor attends, near to far: an add-on stands before each tier."""
    if offer.kind == "tier":
        yield (offer.name,)
        return
    yield from ((offer.name, tier) for tier in study.tiers)


def _doubts(study: Study, sets: tuple[ValueSet, ...], held: tuple[str, ...]) -> Iterator[Diagnostic]:
    layers = study.layers
    attends = [one for offer in held for one in layers.sets_of(offer, "attends", "")]
    added = list({id(clause): clause for offer in held for _, clause in layers.added_hours(offer)}.values())
    kind, thing = sets[0].kind, sets[0].thing
    values = ((kind, thing), ("attends", "")) if kind != "price" else (("attends", ""),)
    where = [gate for offer in held for gate in layers.gates(offer)]
    where += layers.left_to_tiers(*values) if len(held) == 1 else ()
    asked = (*conditions(sets), *conditions(attends), *(clause.when for clause in added))
    try:
        grid, within = study.restricted(asked, where)
    except TooManyCells:
        return
    attended = [(region.clause, region.cells) for region in effective(attends, grid, within)]
    attended += [(clause, grid.truth(clause.when)) for clause in added]
    unclear = clashing(attends, grid, within)
    for region in effective(sets, grid, within):
        if counts_on_attends(region.clause.value):
            for cells, cell in alike(region.cells & ~unclear, (mask for _, mask in attended)):
                shown = witness(grid, cells, within)
                assert shown is not None
                hours = [clause for clause, mask in attended if mask >> cell & 1]
                given = study.given(grid, shown, where)
                yield from _doubt(study, region.clause, hours, where_shown(shown), given)


def _doubt(study: Study, clause: Clause, hours: list[Clause], where: str, given: Given | None) -> Iterator[Diagnostic]:
    """What is doubtful where business time counts on these hours."""
    what = value_words(clause.kind, clause.thing)
    names = tuple(dict.fromkeys(one.value.calendar for one in hours if isinstance(one.value, Attends)))
    if not names:
        yield finding("SD505", clause.origin, what=what, where=where, given=given)
    elif study.calendars.may_be_around_the_clock(names):
        calendar = any_of(f"`{name}`" for name in names)
        notes = [(one.origin, say("these hours count then")) for one in hours]
        yield finding("SD504", clause.origin, *notes, what=what, calendar=calendar, where=where, given=given)
