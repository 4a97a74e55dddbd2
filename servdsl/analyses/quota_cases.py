"""Quotas of one thing that hold at once, or that leave some facts without any.

    includes 2 visits per contract year
    includes 5 visits per contract year when vip               SD418: all quotas bind, so a vip has 2 too

    includes 2 visits per contract year when age is new
    includes 1 visit  per contract year when age is used       SD406 where age is old: none is included

Cases of other values rank by how special they are; quotas of one layer all bind (decision 47).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from itertools import combinations
from operator import or_

from servdsl.analyses.findings import finding, listed, value_words, where_shown
from servdsl.cells import Study, TooManyCells, binding, same, text, witness
from servdsl.cells.composed import held, some
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause
from servdsl.model.expressions import Literal
from servdsl.model.values import Quota


def check(study: Study) -> list[Diagnostic]:
    """SD418 for each pair that holds at once, SD406 where graded quotas leave some facts without any."""
    found: dict[object, Diagnostic] = {}
    for offer in (offer.name for offer in study.contract.offers):
        for thing in dict.fromkeys(thing.name for thing in study.contract.counted):
            quotas = study.layers.quotas_of(offer, thing)
            if sum(map(len, quotas)) < 2:
                continue
            for diagnostic in (*_together(study, offer, quotas), *_silent(study, offer, quotas)):
                found.setdefault((diagnostic.code, diagnostic.span, diagnostic.notes), diagnostic)
    return list(found.values())


def _together(study: Study, offer: str, quotas: tuple[tuple[Clause, ...], ...]) -> Iterator[Diagnostic]:
    gates = study.deciding(offer, ("quota", quotas[0][0].thing))
    try:
        grid, within = study.restricted([clause.when for layer in quotas for clause in layer], gates)
    except TooManyCells:
        return
    regions = binding(quotas, grid, within)
    for first, second in combinations(regions, 2):
        smaller = _smaller(first.clause, second.clause)
        if smaller is None:
            continue
        cells = first.cells & second.cells
        for third in regions:
            least = _smaller(first.clause, third.clause)
            cells &= ~third.cells if least is not None and _number(least) < _number(smaller) else grid.all
        shown = witness(grid, cells, within)
        if shown is not None:
            given = study.given(grid, shown, gates)
            note = (first.clause.origin, say("this one holds then too"))
            facts = {"what": value_words("quota", first.clause.thing), "where": where_shown(shown), "given": given}
            yield finding("SD418", second.clause.origin, note, **facts, smaller=text(smaller))


def _smaller(first: Clause, second: Clause) -> Literal | None:
    """The number that binds where both quotas hold, if they count alike and the numbers differ."""
    one, other = _quota(first), _quota(second)
    alike = (one.period, one.measure, one.counted_in) == (other.period, other.measure, other.counted_in)
    if not alike or one.count is None or other.count is None or same(one.count, other.count):
        return None
    numbers = [count for count in (one.count, other.count) if isinstance(count, Literal)]
    return min(numbers, key=_number) if len(numbers) == 2 else None


def _number(literal: Literal) -> Decimal:
    assert isinstance(literal.value, Decimal)
    return literal.value


def _silent(study: Study, offer: str, quotas: tuple[tuple[Clause, ...], ...]) -> Iterator[Diagnostic]:
    clauses = [clause for layer in quotas for clause in layer]
    included = [clause for clause in clauses if _quota(clause).limits == "includes"]
    if len(included) < 2 or any(clause.when is None for clause in included):
        return
    if all(same(included[0].value, clause.value) for clause in included[1:]):
        return
    gates = study.deciding(offer, ("quota", quotas[0][0].thing))
    if offer not in study.tiers:
        # a tier that says something fills what an add-on leaves open, and is looked at by itself
        silent = (tier for tier in study.tiers if not study.layers.quotas_of(tier, quotas[0][0].thing))
        gates = (*gates, some(map(held, silent)))
    try:
        grid, within = study.restricted([clause.when for clause in clauses], gates)
    except TooManyCells:
        return
    shown = witness(grid, within & ~reduce(or_, (grid.truth(clause.when) for clause in clauses)), within)
    if shown is not None:
        what, where = value_words("quota", included[0].thing), where_shown(shown)
        facts = {"what": what, "where": where, "offers": listed((offer,)), "so": say("none is included")}
        yield finding("SD406", included[0].origin, **facts, given=study.given(grid, shown, gates))


def _quota(clause: Clause) -> Quota:
    assert isinstance(clause.value, Quota)
    return clause.value
