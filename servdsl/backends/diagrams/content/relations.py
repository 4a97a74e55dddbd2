"""What hangs on what: offers that relate alike as clusters, their promises, and the calendars these count in.

tiers basic, business (both promise 8 business hours during office)     one cluster, one line to the promise
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from servdsl.backends.diagrams.content.cases import cased, guarded
from servdsl.backends.diagrams.content.counting import Counting
from servdsl.backends.diagrams.content.holding import held
from servdsl.backends.diagrams.content.winners import attended, deciding_layers, hours_of, nearest_layers, splits
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.cells import Study
from servdsl.model.base import Same
from servdsl.model.contract import Clause, Offer
from servdsl.model.expressions import During, Expr, children
from servdsl.model.values import Attends, Conflicts, Requires
from servdsl.wording import value_text
from servdsl.wording.topics import topic
from servdsl.wording.validity import amendment_days
from servdsl.wording.voice import unique

CLOCK = "clock"
"""Stands for the calendar of elapsed hours: none."""

Relation = Literal["extends", "requires", "conflicts", "uses", "asks"]


@dataclass(frozen=True, slots=True)
class Promised:
    """A window's promises for some offers: the same clauses for all of them. `inherits`: they are silent in cases of which
    farther layers speak."""

    key: str
    window: str
    clauses: tuple[Clause, ...]
    calendars: tuple[str, ...]
    inherits: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """Offers of one kind that hang on the same things and promise the same. `exclusive`: only one of them may be held."""

    key: str
    offers: tuple[Offer, ...]
    exclusive: bool

    @property
    def first(self) -> Offer:
        return self.offers[0]


@dataclass(frozen=True, slots=True)
class Edge:
    source: str
    target: str
    relation: Relation


class Relations:
    """Reads clusters and edges off a contract. Node keys: `offers N`, `promise N`, `calendar NAME`."""

    def __init__(self, speaker: Speaker, study: Study) -> None:
        self._speaker = speaker
        self._contract = speaker.contract
        self._counting = Counting(study)
        self.promised: dict[tuple[str, ...], Promised] = {}
        self.by_offer = {offer.name: self._promises(offer) for offer in self._contract.offers}
        self.clusters = self._clusters()
        self._cluster_of = {offer.name: cluster for cluster in self.clusters for offer in cluster.offers}

    # ── Clusters ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _clusters(self) -> tuple[Cluster, ...]:
        found: dict[tuple[object, ...], list[Offer]] = {}
        for offer in self._contract.offers:
            found.setdefault(self._alike(offer), []).append(offer)
        return tuple(
            Cluster(f"offers {number}", tuple(offers), len(offers) > 1 and bool(self.conflicting(offers[0].name)))
            for number, offers in enumerate(found.values())
        )

    def _alike(self, offer: Offer) -> tuple[object, ...]:
        """What offers of one cluster have in common; those that exclude one another have the same set of rivals."""
        rivals = self.conflicting(offer.name)
        return (
            offer.kind,
            offer.parent,
            tuple(clause.id for clause in self._gates(offer.name, "requires")),
            frozenset((offer.name, *rivals)) if rivals else None,
            tuple(one.key for one in self.by_offer[offer.name]),
            tuple(clause.id for clause in attended(self._contract, offer.name)),
            frozenset(self._named_by(offer.name)),
        )

    def _named_by(self, offer: str) -> Iterator[tuple[str, str]]:
        """The offers that name this one, and how; rivals apart."""
        for other in self._contract.offers:
            if other.parent == offer:
                yield "extends", other.name
            if offer in self.required(other.name):
                yield "requires", other.name

    # ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def values(self, one: Promised) -> tuple[str, ...]:
        """What a window's clauses promise, each value once; what an amendment promises, with its days."""
        rest = [self._speaker.say("structure", "inherits")] if one.inherits else []
        return unique([*(self._value(clause) for clause in one.clauses), *rest])

    def _value(self, clause: Clause) -> str:
        text = value_text(self._contract, clause.value, self._speaker.language)
        amendment = next((one for one in self._contract.amendments if one.name == clause.amendment), None)
        if amendment is None:
            return text
        voice = self._speaker.voice
        name, days = voice.name("amendment", amendment.name), amendment_days(voice, amendment)
        return self._speaker.say("structure", "amended", amendment=name, days=days, value=text)

    def decided_by(self, calendar: str) -> tuple[str, ...]:
        """What a calendar decides besides promises: values that have a case by whether it is open."""
        asked = [
            (clause.kind, clause.thing, [clause.when]) for clause in self._contract.clauses if clause.kind != "promise"
        ]
        asked += [("define", define.name, [case.when for case in define.cases]) for define in self._contract.defines]
        return unique(
            topic(self._speaker.voice, kind, thing)
            for kind, thing, conditions in asked
            if any(calendar in asked_calendars(when) for when in conditions if when is not None)
        )

    def hours(self, offer: str) -> tuple[str, ...]:
        """The calendars that an offer attends, each with its condition; that of all other cases behind the plain ones."""
        attends = [(clause, clause.value) for clause in hours_of(self._contract, offer)]
        hours = [(clause, value) for clause, value in attends if isinstance(value, Attends)]
        plain = [clause for clause, value in hours if not value.also]
        found: list[tuple[bool, bool, str]] = []
        for clause, value in hours:
            name = self._speaker.voice.name("calendar", value.calendar)
            text = guarded(self._speaker, f"+ {name}" if value.also else name, clause)
            rest = not value.also and clause.when is None and len(plain) > 1
            text = cased(self._speaker, text, None, otherwise=True) if rest else text
            found.append((value.also, rest, text))
        return unique(text for _, _, text in sorted(found, key=lambda one: one[:2]))

    def requirements(self, offer: str, fewest: int = 0) -> tuple[str, ...]:
        """What an offer requires, clause by clause, all of which must hold; those that name `fewest` offers or more."""
        gates = [(c, c.value) for c in self._gates(offer, "requires")]
        named = [(c, unique(held(v.condition))) for c, v in gates if isinstance(v, Requires)]
        clauses = [clause for clause, names in named if len(names) != 1 or fewest < 2]
        return unique(value_text(self._contract, clause.value, self._speaker.language) for clause in clauses)

    # ── Offers ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def required(self, offer: str) -> tuple[str, ...]:
        """The offers that an offer requires, in any way."""
        clauses = self._gates(offer, "requires")
        return unique(name for c in clauses if isinstance(c.value, Requires) for name in held(c.value.condition))

    def conflicting(self, offer: str) -> tuple[str, ...]:
        """The offers that cannot be held with one, whichever of the two says so."""
        found: list[str] = []
        for other in self._contract.offers:
            for one, named in ((offer, other.name), (other.name, offer)):
                clauses = self._gates(one, "conflicts")
                if one != named and any(isinstance(c.value, Conflicts) and named in c.value.offers for c in clauses):
                    found.append(other.name)
        return unique(found)

    def _gates(self, offer: str, kind: str) -> tuple[Clause, ...]:
        layers = self._contract.lineage(offer)
        return tuple(clause for layer in layers for clause in self._contract.clauses_of(layer, kind))

    # ── Promises ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _promises(self, offer: Offer) -> tuple[Promised, ...]:
        """The promises of an offer, window by window: of the nearest layer that makes any."""
        found: list[Promised] = []
        for window in self._contract.windows:
            layers = deciding_layers(self._contract, offer.name, "promise", window.name)
            if offer.kind == "addon":
                layers = [layer for layer in layers if any(offer.name in clause.layers for clause in layer)]
            if layers:
                nearest = nearest_layers(layers)
                inherits = offer.kind == "tier" and self._inherits(offer.name, window.name, nearest)
                found.append(self._promise(offer.name, window.name, nearest, inherits))
        return tuple(found)

    def _inherits(self, offer: str, window: str, nearest: Sequence[Clause]) -> bool:
        """Whether in some case another clause decides than those of the nearest layer."""
        if any(clause.when is None for clause in nearest):
            return False
        ids = {clause.id for clause in nearest}
        rows = splits(self._counting.study, [offer], "promise", window)
        return any(part.clause.id not in ids for row in rows for part in row.by_offer[offer])

    def _promise(self, offer: str, window: str, clauses: tuple[Clause, ...], inherits: bool) -> Promised:
        counted = [self._counting.of(offer, clause) for clause in clauses if _is_counted(clause)]
        calendars = unique(name for one in counted for name in ((CLOCK,) if one is None else one.names))
        group = (window, *calendars, *(clause.id for clause in clauses), *(("",) if inherits else ()))
        known = self.promised.get(group)
        if known is None:
            known = self.promised[group] = Promised(
                f"promise {len(self.promised)}", window, clauses, calendars, inherits
            )
        return known

    def of_tiers(self) -> list[Promised]:
        """The promises of tiers."""
        tiers = (offer.name for offer in self._contract.offers if offer.kind == "tier")
        return list({one.key: one for tier in tiers for one in self.by_offer[tier]}.values())

    def _own_promises(self, offer: Offer) -> tuple[Promised, ...]:
        """The promises that an offer does not simply inherit from its parent."""
        inherited = self.by_offer[offer.parent] if offer.parent else ()
        return tuple(one for one in self.by_offer[offer.name] if one not in inherited)

    # ── Edges ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def edges(self) -> list[Edge]:
        """All edges, each once. Between add-ons and what they promise there are none, since they would pass over the
        tiers; nor from an offer that requires one of several."""
        found = [edge for cluster in self.clusters for edge in self._of(cluster)]
        for one in self.of_tiers():
            found += [Edge(one.key, f"calendar {name}", "uses") for name in one.calendars]
            whens = (clause.when for clause in one.clauses if clause.when is not None)
            asked = unique(name for when in whens for name in asked_calendars(when))
            found += [Edge(one.key, f"calendar {name}", "asks") for name in asked if name not in one.calendars]
        return list(dict.fromkeys(edge for edge in found if edge.source != edge.target))

    def _of(self, cluster: Cluster) -> Iterator[Edge]:
        offer = cluster.first
        if offer.parent is not None:
            yield Edge(cluster.key, self._cluster_of[offer.parent].key, "extends")
        for clause in self._gates(offer.name, "requires"):
            names = unique(held(clause.value.condition)) if isinstance(clause.value, Requires) else ()
            if len(names) == 1:
                yield Edge(cluster.key, self._cluster_of[names[0]].key, "requires")
        for name in self.conflicting(offer.name):
            first, second = sorted((cluster.key, self._cluster_of[name].key))
            yield Edge(first, second, "conflicts")
        if offer.kind == "tier":
            for one in self._own_promises(offer):
                yield Edge(cluster.key, one.key, "uses")


def asked_calendars(condition: Expr) -> tuple[str, ...]:
    """The calendars about which a condition asks whether they are open."""
    return _asked(Same(condition))


@lru_cache(maxsize=20_000)
def _asked(key: Same[Expr]) -> tuple[str, ...]:
    found = key.part
    own = (found.calendar,) if isinstance(found, During) else ()
    return (*own, *(name for child in children(found) for name in asked_calendars(child)))


def _is_counted(clause: Clause) -> bool:
    """Whether a promise has a length at all."""
    return getattr(getattr(clause.value, "promise", None), "kind", "") != "no_promise"
