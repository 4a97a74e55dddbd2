"""Decisions 4 and 5 to the letter, over every combination of concrete facts; and random conditions and cases to try."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import strategies as st

from servdsl.model.contract import Clause
from servdsl.model.expressions import Condition
from tests.cells.build import both, either, is_, no, ref, respond, test, true, years

S1, EMAIL = is_("severity", "s1"), is_("channel", "email")
YEARS = range(13)
FEES = [Fraction(n, 2) for n in range(9)]


def every_case() -> Iterator[dict[str, Any]]:
    """Concrete facts, finer than any condition below can tell apart."""
    for s, c, u, y, f in product(("s1", "s2", "s3"), ("email", "phone"), (False, True), YEARS, FEES):
        yield {"severity": s, "channel": c, "urgent": u, "year": y, "fee": f}


EVERY = tuple(every_case())

simple: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from([S1, EMAIL, ref("urgent"), is_("severity", "s1", "s3"), is_("channel", "phone")]),
    st.builds(test, st.just("year"), st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), st.integers(0, 12)),
    st.builds(test, st.just("fee"), st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), st.integers(1, 3)),
    st.builds(years, st.integers(0, 6), st.integers(4, 12)),
)
condition: st.SearchStrategy[Condition] = st.recursive(
    simple,
    lambda inner: st.one_of(st.builds(both, inner, inner), st.builds(either, inner, inner), st.builds(no, inner)),
    max_leaves=3,
)
case = st.builds(
    lambda count, when, strength: respond(count, when, strength=strength),
    st.integers(1, 3),
    st.one_of(st.none(), condition),
    st.sampled_from(["plain", "plain", "plain", "otherwise", "in any case"]),
)
several = st.lists(case, min_size=1, max_size=4)
RANKS = {"in any case": 0, "plain": 1, "otherwise": 2}


class Slow:
    """Decision 5 to the letter, over concrete facts."""

    def __init__(self, clauses: Sequence[Clause], where: Condition | None) -> None:
        self.clauses = clauses
        self.truths = [frozenset(n for n, facts in enumerate(EVERY) if true(c.when, facts)) for c in clauses]
        self.where = frozenset(n for n, facts in enumerate(EVERY) if true(where, facts))
        self._says = [repr(clause.value) for clause in clauses]
        self._implies = [[a <= b for b in self.truths] for a in self.truths]

    def decided(self, n: int) -> tuple[str, object]:
        """("gap", None), ("conflict", None) or ("value", which)."""
        applying = [i for i, truth in enumerate(self.truths) if n in truth]
        if not applying:
            return ("gap", None)
        strongest = min(RANKS[self.clauses[i].strength] for i in applying)
        rivals = [i for i in applying if RANKS[self.clauses[i].strength] == strongest]
        values = {self._says[i] for i in rivals}
        if len(values) == 1:
            return ("value", values.pop())
        won = {self._says[i] for i in rivals if all(self._implies[i][j] for j in rivals)}
        return ("value", won.pop()) if len(won) == 1 else ("conflict", None)


def place(facts: Mapping[str, Any] | None) -> int:
    """The concrete facts that a witness replays, the rest as it comes."""
    assert facts is not None
    for n, known in enumerate(EVERY):
        if facts.items() <= known.items():
            return n
    raise AssertionError(facts)
