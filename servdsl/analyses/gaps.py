"""Values left open: decided for some facts, and for others, for which the offer is offered too, left open (decision 8).

    tier gold { respond within 1 hour when severity is s1 }          SD404 where severity is s2

It counts where the offer is offered and in force; a parent's case, or that of an add-on which is always held with it,
fills it. A promise, a price and an amount must be decided; of other values silence has a meaning, and only one that is
graded (it says different things for different facts) is doubtful where it says nothing, SD406.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import chain
from operator import or_

from servdsl.analyses.findings import finding, listed, value_words, where_shown
from servdsl.cells import Study, TooManyCells, ValueSet, conditions, expressions, same, witness
from servdsl.cells.attended import counts_on_attends
from servdsl.cells.composed import held, held_when, implies
from servdsl.cells.given import Given
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.base import Origin
from servdsl.model.contract import Offer
from servdsl.model.expressions import Condition, During

_MUST = frozenset({"promise", "price", "amount"})
_SILENCE = {
    "share": say("nothing is covered"),
    "charge": say("nothing is charged"),
    "lasts": say("the term has no end"),
    "attends": say("nobody attends"),
    "starts": say("the start is not known"),
}
"""What it means that a graded value says nothing."""

Gap = tuple[str, Origin, str, str, str]
"""Code, place, the value in words, the facts, what silence means."""


def check(study: Study) -> list[Diagnostic]:
    """SD404 for what must be decided, SD406 for the rest; one finding for all offers with the same gap."""
    found: dict[Gap, list[str]] = {}
    replays: dict[Gap, Given | None] = {}
    for offer in study.contract.offers:
        for kind, thing in study.layers.values_of(offer.name):
            for gap, given in _gaps(study, offer, kind, thing):
                found.setdefault(gap, []).append(offer.name)
                replays.setdefault(gap, given)
    return [
        finding(
            code, origin, what=what, where=facts, so=so, offers=listed(tuple(dict.fromkeys(names))), given=replays[gap]
        )
        for gap, names in found.items()
        for code, origin, what, facts, so in [gap]
    ]


def _gaps(study: Study, offer: Offer, kind: str, thing: str) -> Iterator[tuple[Gap, Given | None]]:
    sets = study.layers.sets_of(offer.name, kind, thing)
    if None in conditions(sets) or not _is_asked(study, offer, kind, sets):
        return
    added = [clause.when for _, clause in study.layers.added_hours(offer.name)] if kind == "attends" else []
    for where, filled in _circumstances(study, offer, kind, thing):
        asked = [*conditions(sets), *filled, *added]
        try:
            grid, within = study.restricted([*asked, *filter(_is_of_time, where)], where)
        except TooManyCells:
            continue
        decided = reduce(or_, map(grid.truth, asked))
        shown = witness(grid, within & ~decided, within)
        if shown is not None:
            code = "SD404" if kind in _MUST else "SD406"
            place, what = sets[0].clauses[0].origin, value_words(kind, thing)
            given = study.given(grid, shown, where)
            yield (code, place, what, where_shown(shown), _SILENCE.get(kind, "")), given
            return


def _is_of_time(condition: Condition) -> bool:
    """Whether it hangs on what a calendar says of a moment: the moment that a finding shows must be such a one."""
    return any(isinstance(part, During) for part in expressions(condition))


def _is_asked(study: Study, offer: Offer, kind: str, sets: tuple[ValueSet, ...]) -> bool:
    """Whether silence is a mistake, or doubtful. Business time that nobody attends is an error of its own."""
    if kind in _MUST:
        return True
    if kind == "attends" and any(counts_on_attends(clause.value) for clause in study.layers.clauses_of(offer.name)):
        return False
    return kind in _SILENCE and _is_graded(sets)


def _is_graded(sets: tuple[ValueSet, ...]) -> bool:
    """Whether it says different things for different facts, so that silence is more likely forgotten than meant."""
    clauses = list(chain.from_iterable(layer.clauses for layer in sets))
    return any(not same(clauses[0].value, clause.value) for clause in clauses[1:])


def _circumstances(
    study: Study, offer: Offer, kind: str, thing: str
) -> Iterator[tuple[list[Condition], list[Condition]]]:
    """What holds while the offer counts, and in which further cases other offers decide the value: for an add-on, with
    each tier that says nothing itself (one that does is looked at on its own)."""
    layers = study.layers
    own = list(layers.gates(offer.name))
    if offer.kind == "tier" or kind == "price":
        yield own if kind == "price" else [*study.deciding(offer.name, (kind, thing))], []
        return
    others = [name for name in study.addons if name != offer.name]
    filled: list[Condition] = []
    where = list(own)
    for other in others:
        sets = layers.sets_of(other, kind, thing)
        if sets:
            filled += [held_when(other, when) for when in conditions(sets)]
            where += [implies(held(other), gate) for gate in layers.gates(other)]
    for tier in study.tiers:
        if not layers.sets_of(tier, kind, thing):
            yield [*where, *layers.gates(tier)], filled
