"""Which places of an answer a clause decides, so that an expectation there looks at the clause.

plus.windows.respond.stopped     windows/respond, next_due, levels
plus.covers.parts                shares/parts, charges/parts; coverage where parts are asked for and nothing refuses
"""

from __future__ import annotations

from dataclasses import dataclass

from servdsl.examples.running import Place
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.values import Level, Quota, Uses

_CLOCK = frozenset({"windows", "levels", "next_due"})
_COVERAGE = frozenset({"coverage", "services"})
_TERM = frozenset({"in_force", "quotas", "term"}) | _COVERAGE
_OF_SERVICE = frozenset({"shares", "charges"}) | _COVERAGE
_PRICE = frozenset({"price", "total", "average", "addons"})


@dataclass(frozen=True, slots=True)
class Looked:
    """A place of an answer at which an example looks: what stands there, and of which service it speaks.

    `refusing`: the clauses that settle by themselves that the service is not covered. `exhausted`: a quota was used up.
    `shared`: a share of the vendor's is among the reasons. `layers`: those of the offers whose price stands there.
    """

    place: Place
    found: object
    service: str | None
    refusing: frozenset[str]
    exhausted: bool
    shared: bool
    layers: frozenset[str]


class Places:
    """What the clauses of a contract decide; knows which things spend one another."""

    def __init__(self, contract: Contract) -> None:
        self._keys = {thing.name: thing.key for thing in contract.counted}
        self._after = {value.number: value.after_level for c in contract.clauses if isinstance(value := c.value, Level)}
        self._near = _near(contract)

    def decides(self, clause: Clause, looked: Looked) -> bool:
        """Whether a clause on which an answer rests decides what stands at a place of it."""
        head, name = looked.place[0], looked.place[1] if len(looked.place) > 1 else ""
        if head in _COVERAGE and looked.refusing:
            return clause.id in looked.refusing
        match clause.kind:
            case "promise" | "counts_from" | "pauses":
                return head in _CLOCK and (head != "windows" or name == clause.thing)
            case "attends":
                return head in _CLOCK or head == "attends"
            case "closes" | "reopens":
                return head == "closure" and (name == clause.kind or (name, clause.kind) == ("at", "closes"))
            case "discount":
                return head == "discounts" and name == clause.thing
            case "level":
                return head == "levels" and clause.thing in self._chain(name)
            case "share" | "charge":
                return head in _OF_SERVICE and looked.service in (clause.thing, None)
            case "amount":
                return head == "amounts" and name == clause.thing
            case "price":
                return head in _PRICE and not looked.layers.isdisjoint(clause.layers)
            case "quota" | "uses" | "counts_as_used":
                return self._of_quota(head, name, clause, looked)
            case "lasts" | "starts" | "renews" | "cancellable" | "lasts_while":
                return head in _TERM
            case "offered" | "requires" | "conflicts":
                return head == "offered" or head in _COVERAGE
            case _:
                return head in _COVERAGE

    def _of_quota(self, head: str, name: str, clause: Clause, looked: Looked) -> bool:
        """A quota decides coverage where it is used up, or where it alone includes the service."""
        near = self._near.get(clause.thing, frozenset({clause.thing}))
        if head == "quotas":
            return name.partition(" in ")[0] in {self._keys[thing] for thing in near}
        if head == "in_force":
            return looked.found == "no" and isinstance(clause.value, Quota) and clause.value.ends_term
        return head in _OF_SERVICE and looked.service in near and (looked.exhausted or not looked.shared)

    def _chain(self, level: str) -> set[str]:
        """A level and those after which it is reached."""
        found: set[str] = set()
        current: int | None = int(level)
        while current is not None and str(current) not in found:
            found.add(str(current))
            current = self._after.get(current)
        return found


def _near(contract: Contract) -> dict[str, frozenset[str]]:
    """Each thing with those that it spends or is counted in, and so on, both ways."""
    near: dict[str, frozenset[str]] = {}
    for clause in contract.clauses:
        value = clause.value
        other = value.of if isinstance(value, Uses) else value.counted_in if isinstance(value, Quota) else None
        if other is not None:
            joined = near.get(clause.thing, frozenset({clause.thing})) | near.get(other, frozenset({other}))
            near.update(dict.fromkeys(joined, joined))
    return near
