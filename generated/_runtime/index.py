"""A contract's declarations by name, made once when an evaluator is imported and only read afterwards."""

from __future__ import annotations

from .declare import Clause, Contract, Window, reads
from .history import EventTypes, StateEvents, WindowEvents
from .values import Closes, CountsFrom, Every, Kind, Level, Quota


class Index:
    """Look-ups in one contract, safe for many threads: what is kept is the same whoever keeps it first."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.facts = {fact.field or fact.name: fact for fact in contract.facts}
        self.defines = {define.field or define.name: define for define in contract.defines}
        self.offers = {offer.name: offer for offer in contract.offers}
        self.calendars = {calendar.name: calendar for calendar in contract.calendars}
        self.windows = {window.name: window for window in contract.windows}
        self.states = {state.name: state for state in contract.states}
        self.things = {thing.name: thing for thing in contract.things}
        self.services = tuple(thing.name for thing in contract.things if thing.kind == "service")
        self._fields = {fact.name: fact.field for fact in contract.facts if fact.field}
        self.place = {clause.id: number for number, clause in enumerate(contract.clauses)}
        self._inputs: dict[object, frozenset[str]] = {}
        self._events: dict[tuple[str, ...], EventTypes] = {}
        self._clauses: dict[tuple[str, Kind, str], list[Clause]] = {}
        self._kinds: dict[tuple[str, Kind], list[Clause]] = {}
        for clause in contract.clauses:
            for layer in clause.layers:
                self._clauses.setdefault((layer, clause.value.kind, clause.thing), []).append(clause)
                self._kinds.setdefault((layer, clause.value.kind), []).append(clause)

    def field(self, fact: str) -> str:
        """The name of a fact as an input."""
        return self._fields.get(fact, fact)

    def clauses(self, layer: str, kind: Kind, thing: str) -> list[Clause]:
        """The cases of one value in one layer, in the order of the contract."""
        return self._clauses.get((layer, kind, thing), [])

    def all_of(self, layers: tuple[str, ...], kind: Kind) -> list[Clause]:
        """Every clause of a kind in some layers, in the order of the contract."""
        found = {clause.id: clause for layer in layers for clause in self._kinds.get((layer, kind), [])}
        return sorted(found.values(), key=self.order)

    def things_of(self, layers: tuple[str, ...], kind: Kind) -> tuple[str, ...]:
        """What the clauses of a kind in some layers are about, in the order of the contract."""
        return tuple(dict.fromkeys(clause.thing for clause in self.all_of(layers, kind)))

    def order(self, clause: Clause) -> int:
        """The place of a clause in the contract."""
        return self.place[clause.id]

    def lineage(self, offer: str) -> tuple[str, ...]:
        """The layers of one offer from near to far: what amendments say of it and of all, the nearest first; itself; its
        parents, each behind what amendments say of it; the contract-wide layer of its kind."""
        wide = "all tiers" if self.offers[offer].kind == "tier" else "all addons"
        first = [f"{one}@{stage}" for stage in self.contract.stages for one in (offer, wide)]
        return (*first, offer, *self._above(offer), wide)

    def _above(self, offer: str) -> list[str]:
        """The parents of an offer, the nearest first, each behind what amendments say of it."""
        parent = self.offers[offer].parent
        if parent is None:
            return []
        return [*(f"{parent}@{stage}" for stage in self.contract.stages), parent, *self._above(parent)]

    def ranks(self, tier: str, addons: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Ranks of layers from near to far: what amendments say of all that is held, the nearest first; add-ons by falling
        level, their parents, the tier, its parents, all tiers. Layers of one rank stand equally near (decisions 17 to
        22)."""
        by_level: dict[int, list[str]] = {}
        for name in sorted(addons):
            by_level.setdefault(self.offers[name].level, []).append(name)
        held = [tuple(by_level[level]) for level in sorted(by_level, reverse=True)]
        wide = ["all addons"] if addons else []
        amended = [
            tuple(f"{layer}@{stage}" for layer in rank)
            for stage in self.contract.stages
            for rank in (*held, *((layer,) for layer in (*wide, tier, "all tiers")))
        ]
        depths: dict[str, int] = {}
        for name in addons:
            for depth, layer in enumerate(self._above(name)):
                if layer.partition("@")[0] not in addons:
                    depths[layer] = max(depth, depths.get(layer, 0))
        parents = sorted(depths, key=lambda layer: (depths[layer], layer))
        return (*amended, *held, *((one,) for one in (*parents, *wide, tier, *self._above(tier), "all tiers")))

    def asks_service(self, clause: Clause) -> bool:
        """Whether a gate may answer otherwise for another service."""
        return any("service" in self.inputs_of(test) for test in (clause.when, getattr(clause.value, "holds", None)))

    def inputs_of(self, function: object) -> frozenset[str]:
        """All that a condition reads, through definitions too."""
        known = self._inputs.get(function)
        if known is None:
            found: list[str] = list(reads(function)) if callable(function) else []
            for name in found:
                define = self.defines.get(name)
                row = define.row.value if define is not None and define.row is not None else None
                parts = (define.cases if define is not None else None, row)
                found += [one for part in parts if callable(part) for one in reads(part) if one not in found]
            known = self._inputs[function] = frozenset(found)
        return known

    def inputs_of_cases(self, layers: tuple[str, ...], kind: Kind, thing: str) -> frozenset[str]:
        """All that the conditions of a value read, in these layers."""
        found = frozenset[str]()
        for layer in layers:
            tests = (clause.when for clause in self.clauses(layer, kind, thing))
            for test in (self.contract.cases.get((layer, kind, thing)), *tests):
                found |= self.inputs_of(test)
        return found

    # ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def all_events(self) -> EventTypes:
        """The events that the contract knows, whatever is held (decision 34)."""
        return self.events(tuple(dict.fromkeys(layer for clause in self.contract.clauses for layer in clause.layers)))

    def events(self, layers: tuple[str, ...]) -> EventTypes:
        """The events as the clauses of some layers use them."""
        known = self._events.get(layers)
        if known is None:
            known = self._events[layers] = self._event_types(layers)
        return known

    def _event_types(self, layers: tuple[str, ...]) -> EventTypes:
        contract = self.contract
        told = [clause for clause in contract.clauses if not set(layers).isdisjoint(clause.layers)]
        others = {event for clause in contract.clauses if (event := _counted_event(clause)) is not None}
        counted = others.intersection(
            _counted_event(c) for c in contract.clauses if isinstance(c.value, Closes | Level)
        )
        hourly = {c.thing for c in contract.clauses if isinstance(c.value, Quota) and c.value.hours}
        paid = {c.thing: c.value.currency for c in contract.clauses if isinstance(c.value, Quota) and c.value.currency}
        return EventTypes(
            tuple(_window_events(window, told) for window in contract.windows),
            tuple(StateEvents(state.name, state.starts, state.ends) for state in contract.states),
            frozenset(fact.name for fact in contract.facts if not fact.customer),
            frozenset(thing.name for thing in contract.things if thing.kind != "list"),
            frozenset(hourly),
            frozenset(others),
            frozenset(counted),
            paid,
        )


def _window_events(window: Window, told: list[Clause]) -> WindowEvents:
    """A window that is promised as a cadence whatever the facts goes on until its last event; one that may be a cadence
    ends with either."""
    name, ends = window.name, window.ends
    moved = [c.value.event for c in told if isinstance(c.value, CountsFrom) and c.thing == name]
    promises = [c.value for c in told if c.value.kind == "promise" and c.thing == name]
    cadences = [promise for promise in promises if isinstance(promise, Every)]
    untils = tuple(dict.fromkeys(promise.until for promise in cadences))
    limited = any(getattr(promise, "limit", None) is not None for promise in promises)
    return WindowEvents(
        name,
        tuple(dict.fromkeys((*window.starts, *moved))),
        ends,
        (ends, *untils) if untils and limited else untils,
        tuple(moved),
        window.each,
    )


def _counted_event(clause: Clause) -> str | None:
    """What a clause waits for or counts, beyond windows and states."""
    match clause.value:
        case Every():
            return clause.value.until
        case CountsFrom() | Closes():
            return clause.value.event
        case Level():
            return clause.value.after_event
        case _:
            return None
