"""Hours of service: whenever the lesser tier is attended, the better one is too."""

from __future__ import annotations

from collections.abc import Iterator

from servdsl.analyses.findings import value_words
from servdsl.analyses.order.pair import Pair
from servdsl.cells import Asked, TooManyCells
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say


def worse(pair: Pair) -> Iterator[Diagnostic]:
    """Instants at which the better tier is not attended and the lesser is, once for each pair of clauses."""
    if pair.is_excepted("attends"):
        return
    try:
        asked = Asked(attends=True, where=pair.study.layers.left_to_tiers(("attends", "")))
        both = pair.together(asked, asked)
    except TooManyCells as error:
        yield pair.too_large(value_words("attends", ""), error)
        return
    lesser, better = both.sides[pair.lesser], both.sides[pair.better]
    told: set[object] = set()
    for cells, cell in both.alike(both.within):
        own, other = lesser.attends(cell), better.attends(cell)
        clauses = tuple(clause.id for clause in (*own, *other))
        hours, than = lesser.hours(None, cell), better.hours(None, cell)
        if hours is None or hours == than or clauses in told:
            continue
        deadlines = pair.study.calendars.deadlines
        at = deadlines.opening(hours) if than is None else deadlines.outside(hours, than)
        if at is not None:
            told.add(clauses)
            how = say(
                "nobody attends {moment}, when `{lesser}` is attended", moment=pair.moment(at), lesser=pair.lesser
            )
            yield pair.worse(pair.shown(both, cells, value_words("attends", ""), how), own, other)
