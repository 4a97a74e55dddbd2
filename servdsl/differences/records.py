"""What a comparison of two contracts tells, as frozen records that text, JSON, Markdown and pages are printed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Verdict = Literal["better", "worse", "different"]
"""For the customer."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A statement of one of the contracts: its clause id or name, `file:line`, its sentence, what it cites."""

    name: str
    at: str
    says: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """The same facts as each contract takes them (a renamed fact bears its own name in each), in the shape of `ask`."""

    old: Mapping[str, Any]
    new: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Witness:
    """A question to which the two contracts answer differently, as the reference interpreter has shown.

    `where`: the fewest facts that lead there, in words. `path`: the place of the answer that shows it best; `before` and
    `after`: what stands there, for people.
    """

    verdict: Verdict
    where: str
    question: Question
    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a whole-number fact: the price before and after, and the difference where both are sums in one
    currency."""

    at: int
    before: str
    after: str
    difference: str | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A price over a whole-number fact; `total` sums what can be summed."""

    fact: str
    rows: tuple[Row, ...]
    total: Row | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of meaning. `kind` and `thing` name the value as clauses do (`promise`, `respond`), or what is declared
    (`hours` of a calendar, `offer`, `fact`, `service`, `window`, `state`, `unit`, `value`, `zone`, `in force`).

    `offers`: the tiers and add-ons for which it was found. `witnesses`: one for each verdict that some ticket shows.
    `verdict`: theirs, and "different" where tickets fare differently. `partial`: not all that it touches was asked about, so
    there may be more to it than the witnesses show.
    """

    kind: str
    thing: str
    offers: tuple[str, ...]
    verdict: Verdict
    witnesses: tuple[Witness, ...]
    old: tuple[Place, ...]
    new: tuple[Place, ...]
    schedule: Schedule | None = None
    partial: bool = False

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """Of all its witnesses."""
        return frozenset(witness.verdict for witness in self.witnesses)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What could not be decided: values written differently of which no question showed a difference, or too many cells."""

    kind: str
    thing: str
    offers: tuple[str, ...]
    why: str
    old: tuple[Place, ...] = ()
    new: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Structural:
    """A change of what is written: it alone changes no answer. `before`, `after`: the texts, the names or the citations."""

    what: Literal["added", "removed", "renamed", "changed"]
    kind: str
    name: str
    before: str = ""
    after: str = ""
    old_at: str | None = None
    new_at: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything found between two contracts."""

    old: str
    new: str
    structure: tuple[Structural, ...] = ()
    changes: tuple[Change, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    languages: tuple[str, ...] = field(default=("en",))

    @property
    def same_meaning(self) -> bool:
        """Whether no answer differs, for certain."""
        return not self.changes and not self.doubts

    @property
    def untold(self) -> tuple[Structural, ...]:
        """What is written differently, but for clauses that a change has shown."""
        told: list[Change | Doubt] = [*self.changes, *self.doubts]
        shown = {place.at for one in told for place in (*one.old, *one.new)}
        return tuple(
            one
            for one in self.structure
            if one.kind != "clause" or not {place for place in (one.old_at, one.new_at) if place} <= shown
        )

    def fails(self, on: Literal["worse", "any"]) -> bool:
        """Whether a gate that refuses such changes refuses this one. What is in doubt, or not wholly looked into, might be
        one."""
        if self.doubts or on == "any":
            return not self.same_meaning
        return any(change.partial or "worse" in change.verdicts for change in self.changes)

    def to_dict(self) -> Json:
        """Plain data for scripts: names that may be relied on."""
        return asdict(self)
