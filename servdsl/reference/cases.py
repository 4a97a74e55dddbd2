"""Which of several cases wins: by strength, then by comparing where they hold (decisions 4, 5 and 7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from servdsl.model.contract import Clause, Define, DefineCase
from servdsl.model.expressions import Condition
from servdsl.reference.case import Case
from servdsl.reference.conditions import truth
from servdsl.reference.explore import Trouble, View, explore
from servdsl.reference.inputs import Given

STRENGTHS = ("in any case", "plain", "otherwise")

AnyCase = TypeVar("AnyCase", Clause, DefineCase)


def implies(case: Case, one: Condition | None, other: Condition | None) -> bool:
    """Whether the first holds nowhere without the second: over all facts, whatever this case knows."""
    if other is None or one == other:
        return True
    if (one, other) not in case.book.implied:
        nothing = Case(case.contract, case.book, Given(), {}, blank=True)
        leaves, _ = explore(lambda view: not truth(nothing, view, one) or truth(nothing, view, other))
        case.book.implied[one, other] = all(leaf.value for leaf in leaves)
    return case.book.implied[one, other]


def most_special(case: Case, view: View, cases: Sequence[AnyCase]) -> list[AnyCase]:
    """Of the cases that hold, the strongest; of those, the ones that none is strictly more special than."""
    holding = [c for c in cases if truth(case, view, c.when)]
    strength = next((s for s in STRENGTHS if any(c.strength == s for c in holding)), None)
    strong = [c for c in holding if c.strength == strength]
    if len(strong) == 1:
        return strong

    def beaten(one: AnyCase) -> bool:
        return any(implies(case, o.when, one.when) and not implies(case, one.when, o.when) for o in strong)

    return [c for c in strong if not beaten(c)]


def best_case(case: Case, view: View, define: Define) -> DefineCase | None:
    """The case of a definition that holds."""
    found = most_special(case, view, define.cases)
    if any((c.value, c.lower_bound) != (found[0].value, found[0].lower_bound) for c in found):
        raise Trouble(f"{define.name}: two cases apply, and neither is more special")
    return found[0] if found else None


def winner(
    case: Case,
    view: View,
    kind: str,
    thing: str = "",
    ranks: Sequence[Sequence[str]] | None = None,
    keep: Callable[[Clause], bool] = lambda _: True,
) -> Clause | None:
    """The clause that decides a value: that of the nearest layer that decides these facts, the most special in it."""
    for rank in case.ranks() if ranks is None else ranks:
        found: list[Clause] = []
        for layer in rank:
            clauses = [c for c in case.contract.clauses_of(layer, kind, thing) if keep(c)]
            found += [c for c in most_special(case, view, clauses) if c not in found]
        found.sort(key=lambda c: case.book.order[c.id])
        other = next((c for c in found if c.value != found[0].value), None)
        if other is not None:
            sentence = f"{found[0].id} and {other.id}: both apply, and neither is more special"
            raise Trouble(sentence, found[0], other)
        if found:
            return found[0]
    return None
