"""Missing facts by brute force: a part of the answer is tried on every completion of what it reads (decision 11).

explore(f)     f reads a missing `country`     →  f is run again with PT, with ES, …; one leaf for each
decide(f)      all leaves agree                →  decided; else undecided, with the facts that could change it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Generic, TypeVar

from servdsl.model.contract import Clause

Variable = tuple[str, ...]
T = TypeVar("T")


class Lacks(Exception):  # noqa: N818 - a finding, not a failure
    """A formula reads missing facts: nothing is guessed for it."""

    def __init__(self, facts: Iterable[str]) -> None:
        super().__init__(*sorted(facts))
        self.facts = frozenset(facts)


class Trouble(Exception):  # noqa: N818 - a finding, not a failure
    """Two clauses disagree, or a value cannot be computed (decision 7): undecided, with this sentence and both clauses."""

    def __init__(self, sentence: str, *clauses: Clause) -> None:
        super().__init__(sentence)
        self.clauses = clauses


class _Branch(Exception):  # noqa: N818 - control flow of `explore` only
    def __init__(self, variable: Variable, domain: Sequence[object]) -> None:
        super().__init__(variable)
        self.variable = variable
        self.domain = domain


@dataclass(frozen=True, slots=True)
class Rest:
    """A clause on which an answer rests, with the arithmetic."""

    clause: Clause
    steps: tuple[str, ...] = ()


@dataclass(slots=True)
class View:
    """One completion under trial: what is assumed so far, and the clauses that were decisive."""

    assumed: dict[Variable, object] = field(default_factory=dict)
    bases: dict[Variable, frozenset[str]] = field(default_factory=dict)
    rests: list[Rest] = field(default_factory=list)

    def read(self, variable: Variable, domain: Callable[[], Sequence[object]], bases: frozenset[str]) -> object:
        """The value assumed for an unknown; `bases` are the missing facts behind it."""
        self.bases[variable] = bases
        if variable not in self.assumed:
            raise _Branch(variable, domain())
        return self.assumed[variable]

    def rest_on(self, clause: Clause, *steps: str) -> None:
        self.rests.append(Rest(clause, steps))


class Recall(Generic[T]):
    """What a question gave, known again for every completion that assumes the same of what it read. Its clauses are no
    reasons."""

    def __init__(self) -> None:
        self._known: list[tuple[dict[Variable, object], T]] = []

    def of(self, view: View, part: Callable[[View], T]) -> T:
        for assumed, value in self._known:
            if assumed.items() <= view.assumed.items():
                return value
        mine = View(view.assumed)
        try:
            found = part(mine)
        finally:
            view.bases.update(mine.bases)
        self._known.append(({variable: view.assumed[variable] for variable in mine.bases}, found))
        return found


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    assumed: dict[Variable, object]
    rests: list[Rest]
    value: T | None
    lacks: frozenset[str] = frozenset()
    trouble: str | None = None

    @property
    def outcome(self) -> object:
        """What two completions are compared by; of a formula that cannot be computed, the formula."""
        return self.trouble, self.value, self.lacks, [rest.clause.value for rest in self.rests] if self.lacks else None


@dataclass(frozen=True, slots=True)
class Decision(Generic[T]):
    """A part of the answer. Decided: `value` holds (it may be None). Else the facts that it needs, or the trouble."""

    decided: bool
    value: T | None
    needs: frozenset[str]
    rests: list[Rest]
    trouble: str | None
    possible: list[T | None]
    lacking: frozenset[str] = frozenset()

    def in_view(self, view: View, name: Variable, domain: Sequence[T]) -> T:
        """The value, or what a view assumes of it: all that is possible, anything where a formula lacks facts."""
        if self.decided:
            return self.value  # type: ignore[return-value]
        told = [value for value in domain if value in self.possible]
        anything = bool(self.lacking) or self.trouble is not None or not told
        return view.read(name, lambda: domain if anything else told, self.needs)  # type: ignore[return-value]

    def known(self) -> T | None:
        """The value; Lacks or Trouble where it is undecided."""
        if self.trouble is not None:
            raise Trouble(self.trouble)
        if not self.decided:
            raise Lacks(self.needs)
        return self.value


def explore(part: Callable[[View], T]) -> tuple[list[Leaf[T]], dict[Variable, frozenset[str]]]:
    """Every completion of what `part` reads with what comes of it, and the missing facts behind each variable."""
    leaves: list[Leaf[T]] = []
    bases: dict[Variable, frozenset[str]] = {}
    open_ends: list[dict[Variable, object]] = [{}]
    while open_ends:
        assumed = open_ends.pop()
        view = View(assumed)
        try:
            leaves.append(Leaf(assumed, view.rests, part(view)))
        except Lacks as lacking:
            leaves.append(Leaf(assumed, view.rests, None, lacks=lacking.facts))
        except Trouble as trouble:
            leaves.append(Leaf(assumed, [Rest(clause) for clause in trouble.clauses], None, trouble=str(trouble)))
        except _Branch as branch:
            open_ends += [{**assumed, branch.variable: value} for value in reversed(branch.domain)]
        bases |= view.bases
    return leaves, bases


def decide(part: Callable[[View], T]) -> Decision[T]:
    """The part where every completion agrees (decision 11), else what it needs (decision 13)."""
    leaves, bases = explore(part)
    first = leaves[0]
    rests = _unique(rest for leaf in leaves for rest in leaf.rests)
    possible = [leaf.value for leaf in leaves if not leaf.lacks and leaf.trouble is None]
    lacking = frozenset[str]().union(*(leaf.lacks for leaf in leaves))
    if not lacking and all(leaf.outcome == first.outcome for leaf in leaves[1:]):
        return Decision(first.trouble is None, first.value, frozenset(), rests, first.trouble, possible)
    return Decision(False, None, lacking | _could_change(leaves, bases), rests, None, possible, lacking)


def _could_change(leaves: list[Leaf[T]], bases: dict[Variable, frozenset[str]]) -> frozenset[str]:
    """Facts that alone can change the outcome: two completions differ in nothing that another fact is behind."""
    found: frozenset[str] = frozenset()
    everything = frozenset[str]().union(*bases.values())
    kinds: list[object] = []
    for leaf in leaves:
        if leaf.outcome not in kinds:
            kinds.append(leaf.outcome)
    kind = [kinds.index(leaf.outcome) for leaf in leaves]
    for (one, this), (other, that) in combinations(zip(leaves, kind, strict=True), 2):
        if this == that:
            continue
        alone = everything - found
        for variable, value in one.assumed.items():
            if not alone:
                break
            if variable in other.assumed and value != other.assumed[variable]:
                alone &= bases[variable]
        found |= alone
    return found


def _unique(rests: Iterable[Rest]) -> list[Rest]:
    by_clause: dict[str, Rest] = {}
    for rest in rests:
        if rest.clause.id not in by_clause or rest.steps:
            by_clause[rest.clause.id] = rest
    return list(by_clause.values())
