"""The inputs of conditions and formulas: what is known, what is missing, and what is tried in its place.

A function's parameters name the inputs that it reads. A condition that reads a missing one is tried with a value of each
cell of its domain (`decide`); a formula that reads a missing one has no value (decision 11).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from .declare import Compared, Define, Input, reads
from .index import Index
from .lengths import LengthBelowZeroError
from .records import Record
from .values import Quantity

T = TypeVar("T")


class Known(Record):
    """A value; `lower_bound`: a sum that has a lower bound in it."""

    value: Any
    lower_bound: bool = False


class Lacking(Record):
    """No value: base facts that would give one, or a problem that no fact cures, as a sentence (decision 7)."""

    needs: frozenset[str] = frozenset()
    problem: str = ""


Found: TypeAlias = Known | Lacking


class Unknown(Exception):  # noqa: N818 - not an error: a question that was met
    """Something missing was read. `candidates`: what is tried in its place, where the domain of an input does not say."""

    def __init__(self, name: str, needs: frozenset[str], candidates: tuple[Any, ...] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.needs = needs
        self.candidates = candidates


class NoValue(Exception):  # noqa: N818 - not an error: an outcome
    """Whatever is assumed, there is no value."""

    def __init__(self, lacking: Lacking) -> None:
        super().__init__(lacking.problem or ", ".join(sorted(lacking.needs)))
        self.lacking = lacking


Derive: TypeAlias = Callable[[Define | Input, "Moment"], Found]
"""How the engine finds what is neither given nor a comparison: defined values, calendars, states, the term."""


class Moment:
    """The facts as they stand at one instant, and what follows from them, found once."""

    def __init__(self, index: Index, facts: Mapping[str, Any], given: Mapping[str, Any], derive: Derive) -> None:
        self.index = index
        self.facts = facts
        self.given = given
        self._derive = derive
        self._found: dict[str, Found] = {}

    def with_facts(self, changes: Mapping[str, Any]) -> Moment:
        """Another moment, at which some inputs stand otherwise."""
        return Moment(self.index, {**self.facts, **changes}, self.given, self._derive)

    def find(self, name: str) -> Found:
        """An input's value, whatever stands for it: a fact, a defined value, something the engine derives."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._look_up(name)
        return found

    def _look_up(self, name: str) -> Found:
        value = self.facts.get(name)
        if value is not None:
            return Known(value)
        if name in self.given:
            return Known(self.given[name])
        derived = self.index.defines.get(name) or self.index.contract.inputs.get(name)
        if derived is not None:
            return self._compare(derived) if isinstance(derived, Compared) else self._derive(derived, self)
        fact = self.index.facts.get(name)
        return Lacking(frozenset({fact.name if fact else name}))

    def _compare(self, compared: Compared) -> Found:
        needs: frozenset[str] = frozenset()
        values = []
        for name in reads(compared.holds):
            found = self.find(name)
            if isinstance(found, Lacking):
                needs |= found.needs
            else:
                values.append(found.value)
        return Lacking(needs) if len(values) < len(reads(compared.holds)) else Known(compared.holds(*values))


class Case:
    """A moment with some of its missing inputs assumed."""

    def __init__(self, moment: Moment, assumed: Mapping[str, Any], seen: dict[str, None] | None = None) -> None:
        """`seen` gathers the names of the assumptions that were read, in order."""
        self.moment = moment
        self.assumed = assumed
        self.seen: dict[str, None] = {} if seen is None else seen

    def at(self, moment: Moment) -> Case:
        """The same assumptions at another moment."""
        return Case(moment, self.assumed, self.seen)

    def read(self, name: str) -> Any:
        """An input of a condition. Raises Unknown where it is missing and nothing is assumed for it."""
        define = self.moment.index.defines.get(name)
        if define is not None and define.type == "yes_no" and name not in self.moment.given:
            return self._expanded(define)
        found = self.moment.find(name)
        if isinstance(found, Known):
            return found.value
        if name in self.assumed:
            self.seen[name] = None
            return self.assumed[name]
        raise Unknown(name, found.needs)

    def suppose(self, name: str, candidates: tuple[Any, ...], needs: frozenset[str]) -> Any:
        """A step that is open: one of these. Raises Unknown where nothing is assumed for it."""
        if name in self.assumed:
            self.seen[name] = None
            return self.assumed[name]
        raise Unknown(name, needs, candidates)

    def holds(self, test: Callable[..., Any] | None) -> Any:
        """What a condition, or a set of cases, says; None always holds. Raises Unknown."""
        return True if test is None else test(*[self.read(name) for name in reads(test)])

    def _expanded(self, define: Define) -> bool:
        """A yes/no definition stands for its condition, over the facts assumed (decision 2)."""
        row = self.holds(define.cases) if define.cases is not None else define.row
        return row is not None and bool(self.holds(row.value) if callable(row.value) else row.value)


class Recall:
    """What a question about a completion gave, by the assumptions that it read, as a tree: one that differs from an earlier
    completion only elsewhere is answered without being computed again."""

    def __init__(self) -> None:
        self._roots: dict[tuple[str, str], _Node] = {}

    def of(self, key: tuple[str, str], case: Case, compute: Callable[[Case], T]) -> T:
        """`compute` of this completion: the same for the same key and the same assumptions read. Raises what it raises."""
        node = self._roots.get(key)
        while node is not None and node.name is not None and node.name in case.assumed:
            case.seen[node.name] = None
            node = node.branches.get(case.assumed[node.name])
        if node is None or not node.asked:
            node = self._computed(key, case, compute)
        if node.raised is not None:
            raise node.raised.with_traceback(None)
        value: T = node.value
        return value

    def _computed(self, key: tuple[str, str], case: Case, compute: Callable[[Case], Any]) -> _Node:
        """The outcome, hung below the assumptions that it read."""
        mine = Case(case.moment, case.assumed)
        name: str | None = None
        value: Any = None
        raised: Unknown | NoValue | None = None
        try:
            value = compute(mine)
        except Unknown as unknown:
            name, raised = unknown.name, unknown
        except NoValue as none:
            raised = none
        case.seen.update(mine.seen)
        node = self._roots.setdefault(key, _Node())
        for read in mine.seen:
            node.name = read
            node = node.branches.setdefault(case.assumed[read], _Node())
        node.name, node.value, node.raised, node.asked = name or node.name, value, raised, True
        return node


class _Node:
    """A place of the tree: the outcome of what was asked here, or, where `name` is assumed, the places after it."""

    __slots__ = ("asked", "branches", "name", "raised", "value")

    def __init__(self) -> None:
        self.asked = False
        self.name: str | None = None
        self.branches: dict[Any, _Node] = {}
        self.value: Any = None
        self.raised: Unknown | NoValue | None = None


OUTSIDE = "outside the years 1 to 9999"


def computed(moment: Moment, quantity: Quantity | Callable[..., Any] | Any) -> Found:
    """What a formula gives. Assumptions do not count: a formula that reads a missing fact has no value."""
    if not callable(quantity):
        return Known(quantity)
    needs: frozenset[str] = frozenset()
    problem = ""
    values = []
    lower_bound = False
    for name in reads(quantity):
        found = moment.find(name)
        if isinstance(found, Lacking):
            needs |= found.needs
            problem = problem or found.problem
        else:
            values.append(found.value)
            lower_bound = lower_bound or found.lower_bound
    if needs or problem or len(values) < len(reads(quantity)):
        return Lacking(needs, problem)
    try:
        return Known(quantity(*values), lower_bound)
    except LengthBelowZeroError:
        return Lacking(problem="a length below 0")
    except ZeroDivisionError:
        return Lacking(problem="divided by zero")
    except OverflowError:
        return Lacking(problem=OUTSIDE)
