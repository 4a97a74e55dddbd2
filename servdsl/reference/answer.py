"""The answer: the parts of a question, laid out, with what they rest on (docs/design/0002-answers.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from servdsl.model.contract import Clause, Contract
from servdsl.model.values import Amount, Quota
from servdsl.reference import coverage, layout, levels, money, text
from servdsl.reference.calendars import is_open, openings
from servdsl.reference.case import Book, Case
from servdsl.reference.conditions import resolve
from servdsl.reference.explore import Decision, Rest, decide
from servdsl.reference.inputs import Given
from servdsl.reference.question import Asked, named

T = TypeVar("T")
Json = dict[str, object]


def lay_out(contract: Contract, book: Book, given: Given) -> Json:
    """The whole answer; without a tier only values and calendars (decision 16)."""
    answering = _Answering(Asked(contract, book, given))
    parts = answering.with_tier() if given.tier is not None else _WITHOUT_TIER
    services = [thing.name for thing in contract.things if thing.kind == "service"]
    return {
        "contract": contract.name,
        **parts,
        "services": parts.get("services", dict.fromkeys(services, "undecided")),
        "values": answering.values(),
        "calendars": answering.calendars(),
        "assumptions": answering.assumptions(),
        "problems": list(dict.fromkeys(answering.problems)),
        "reasons": answering.reasons(),
    }


_WITHOUT_TIER: Json = {
    "offered": "undecided",
    "in_force": "undecided",
    "coverage": "undecided",
    "needs": ["tier"],
    "windows": {},
    "levels": {},
    "next_due": None,
    "shares": {},
    "charges": {},
    "quotas": {},
    "price": None,
    "addons": {},
    "total": None,
    "discounts": {},
    "amounts": {},
    "attends": None,
    "term": {"start": None, "end": None},
    "closure": {"closes": "undecided", "at": None, "reopens": "undecided"},
}


class _Answering:
    """Decides the parts in order; what they rest on and what went wrong gathers on the way."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.root = asked.root
        self.contract = asked.contract
        self.zone = asked.root.zone_or(asked.given.caller_zone)
        self.rests: list[Rest] = []
        self.problems = asked.impossible()

    def with_tier(self) -> Json:
        self.problems += self.asked.too_many()
        bought, in_force = coverage.buying(self.root), self.asked.in_force_answer()
        for gate in [*bought, *coverage.lasting(self.root), *coverage.using(self.root)]:
            self.rests += gate.rests
        covered, covered_needs = self._covered(bought, in_force)
        windows = self._windows()
        priced = self._prices(refused=in_force == "no" or coverage.together(bought) == "no")
        found = [*windows.values(), priced["price"], priced["total"], *_values(priced["addons"])]
        return {
            "offered": coverage.together(bought),
            "in_force": in_force,
            **covered,
            "needs": sorted(covered_needs.union(*(_needs(part) for part in found))),
            "windows": windows,
            **priced,
            "charges": self._by_service(self._charge),
            "next_due": self._next_due(),
            "levels": self._levels(windows),
            "shares": self._by_service(lambda case: self._percent("share", self.asked.share(case))),
            "quotas": self._quotas(),
            "discounts": self._by_service(
                lambda case: self._percent("discount", self.asked.discount(str(case.service)))
            ),
            "amounts": self._amounts(),
            "attends": self._took("attends", self.asked.attended()).value,
            "term": self._term(),
            "closure": self._closure(),
        }

    # ── Gathering ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _took(self, part: str, decision: Decision[T]) -> Decision[T]:
        """A part: its clauses become reasons where it is decided or two clauses disagree, its trouble a problem."""
        if decision.trouble is not None:
            self.problems.append(named(part, decision.trouble))
        if decision.decided or decision.trouble is not None:
            self.rests += decision.rests
        return decision

    def _at(self, at: datetime | None) -> str | None:
        return text.instant(at, self.zone)

    def _by_service(self, part: Callable[[Case], object]) -> Json:
        services = [thing.name for thing in self.contract.things if thing.kind == "service"]
        found = {name: part(self.root.of(name)) for name in services}
        return {name: one for name, one in found.items() if one is not None}

    def _percent(self, part: str, decision: Decision[T]) -> str | None:
        found = self._took(part, decision)
        return (
            str(layout.plain(found.value, "percent", self.zone)) if found.decided and found.value is not None else None
        )

    def reasons(self) -> list[Json]:
        """In the order of the contract, each clause once; with the arithmetic where there is any."""
        by_clause: dict[str, Rest] = {}
        for rest in self.rests:
            if rest.clause.id not in by_clause or rest.steps:
                by_clause[rest.clause.id] = rest
        return [
            {
                "clause": clause.id,
                "says": clause.says,
                "at": str(clause.origin),
                "sources": list(clause.sources),
                "steps": list(by_clause[clause.id].steps),
            }
            for clause in self.contract.clauses
            if clause.id in by_clause
        ]

    def assumptions(self) -> list[str]:
        """Those that share a citation with a reason."""
        cited = {source for rest in self.rests for source in rest.clause.sources}
        return [assumption.name for assumption in self.contract.assumptions if cited & set(assumption.sources)]

    # ── Parts ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _covered(self, bought: list[coverage.Gate], in_force: str) -> tuple[Json, set[str]]:
        """Coverage of each service, and of the one asked for, else what all agree on (decision 57)."""
        found: dict[str, Decision[coverage.Covered]] = {}
        for thing in self.contract.things:
            if thing.kind == "service":
                case = self.root.of(thing.name)
                state, included = self.asked.quota_state(case), self.asked.included(case)
                found[thing.name] = coverage.coverage(case, bought, in_force, state, included)
        services = {name: str(one.value) if one.decided else "undecided" for name, one in found.items()}
        asked = self.asked.given.service
        if asked is not None:
            return {"coverage": services[asked], "services": services}, set(found[asked].needs)
        needs = {need for one in found.values() for need in one.needs}
        told = set(services.values())
        if len(told) == 1:
            return {"coverage": told.pop(), "services": services}, needs
        return {"coverage": "undecided", "services": services}, needs | ({"service"} if told else set())

    def _windows(self) -> dict[str, Json]:
        found = {
            window.name: self._took(window.name, self.asked.window(window.name)) for window in self.contract.windows
        }
        promised = {name: one for name, one in found.items() if not one.decided or one.value is not None}
        return {name: layout.window(one, self.zone) for name, one in promised.items()}

    def _next_due(self) -> str | None:
        """The window due first of those neither ended nor cancelled."""
        readings = [(self.asked.window(window.name).value, window.name) for window in self.contract.windows]
        running = [(r.due, name) for r, name in readings if r is not None and r.due and not r.done and not r.cancelled]
        return min(running, key=lambda one: one[0])[1] if running else None

    def _levels(self, windows: Mapping[str, Json]) -> Json:
        found: Json = {}
        for number in levels.numbers(self.root):
            decision = self._took(f"level {number}", self.asked.level(number))
            if decision.decided and decision.value is None:
                continue
            told = layout.level(decision, self.zone)
            found[str(number)] = told
            if told["window"] in windows:
                listed = windows[str(told["window"])]["levels"]
                assert isinstance(listed, list)
                listed.append({"level": number, **{key: told[key] for key in ("label", "at", "reached")}})
        return found

    def _prices(self, refused: bool) -> Json:
        """The tier's price, each add-on's, and the total; none where it certainly may not be bought (decision 15)."""
        given = self.asked.given
        if refused or given.tier is None:
            return {"price": None, "addons": dict.fromkeys(given.addons), "total": None}
        tier = self._took("price", self.asked.price(given.tier))
        addons = {name: self._took(name, self.asked.price(name)) for name in given.addons}
        return {
            "price": layout.price(tier),
            "addons": {name: layout.price(one) for name, one in addons.items()},
            "total": layout.price(self._total(tier, addons)),
        }

    def _total(
        self, tier: Decision[money.Sum | None], addons: Mapping[str, Decision[money.Sum | None]]
    ) -> Decision[money.Sum | None]:
        parts = [tier, *addons.values()]
        if not all(part.decided for part in parts):
            needs = frozenset[str]().union(*(part.needs for part in parts))
            return Decision(False, None, needs, [], None, [])
        units = {name for thing in self.contract.things for name in (thing.name, thing.key)}
        held = [(one.value, self.asked.given.addons[name]) for name, one in addons.items() if one.value is not None]
        found = money.total(tier.value, held, units) if tier.value is not None else None
        return Decision(True, found, frozenset(), [], None, [found])

    def _charge(self, case: Case) -> Json | None:
        return self._cost(str(case.service), self.asked.charge(case))

    def _cost(self, part: str, decision: Decision[money.Sum | None]) -> Json | None:
        """A price without its tax wording."""
        found = layout.price(self._took(part, decision))
        return {key: told for key, told in found.items() if key != "tax"} if found is not None else None

    def _quotas(self) -> Json:
        found: Json = {}
        said = {(c.thing, c.value.currency) for c in self.root.held("quota") if isinstance(c.value, Quota)}
        priced = {c.thing for c in self.root.held("quota") if isinstance(c.value, Quota) and c.value.beyond}
        for thing in self.contract.counted:
            for currency in sorted((one for name, one in said if name == thing.name), key=lambda one: one or ""):
                key = f"{thing.key} in {currency}" if currency else thing.key
                decision = self._took(key, self.asked.standing(thing.name, currency is not None))
                if not decision.decided or decision.value is not None:
                    sold = thing.name in priced and currency is None
                    cost = self._cost(thing.key, self.asked.beyond(thing.name)) if sold else None
                    found[key] = layout.quota(decision, key, cost, self.zone)
        for name in {name for name, _ in said}:
            self._took(name, self.asked.binding(name))
        for clause in self.root.held("uses"):
            self.rests += [Rest(clause)] if self.asked.holding(clause) else []
        for clause in self.root.held("counts_as_used"):
            used = self.asked.holding(clause) and self.asked.consumed(f"missed {clause.thing}", clause.thing)
            self.rests += [Rest(clause)] if used else []
        return found

    def _amounts(self) -> Json:
        found: Json = {}
        for clause in self.root.held("amount"):
            if clause.thing in found:
                continue
            decision = self._took(clause.thing, self.asked.value(self.root, clause.thing))
            if decision.decided and decision.value is None:
                continue
            assert isinstance(clause.value, Amount)
            kind = clause.value.value.type
            known = decision.value if decision.decided else None
            currency = known.currency if known is not None else self._only_currency(clause.thing)
            told = known.value if known is not None else None
            laid = layout.value(told, kind, currency, sorted(decision.needs), self.zone)
            if kind == "money":
                lower = known.lower_bound if known is not None else None
                laid = {"amount": laid["amount"], "currency": currency, "lower_bound": lower, "needs": laid["needs"]}
            found[clause.thing] = laid
        return found

    def _only_currency(self, name: str) -> str | None:
        """The currency of an amount that is undecided, where all its cases have one."""
        cases = [c.value.value for c in self.root.held("amount") if c.thing == name and isinstance(c.value, Amount)]
        currencies = {getattr(value, "currency", None) for value in cases}
        return currencies.pop() if len(currencies) == 1 else None

    def values(self) -> Json:
        """Every defined value; one without a case for these facts is null."""
        found: Json = {}
        for define in self.contract.defines:
            decision = self.asked.value(self.root, define.name)
            if decision.trouble is not None and not decision.trouble.endswith("no case applies"):
                self.problems.append(named(define.name, decision.trouble))
            known = decision.value if decision.decided else None
            told, currency = (known.value, known.currency) if known is not None else (None, None)
            currency = currency or define.currency
            found[define.name] = layout.value(told, define.type, currency, sorted(decision.needs), self.zone)
        return found

    def calendars(self) -> Json:
        """Which calendars are open when the ticket is opened, and when they open next; none outside the horizon."""
        found: Json = {}
        opened = self.asked.given.opened
        start, end = self.root.horizon()
        if opened is None or not start <= opened < end:
            return found
        for calendar in self.contract.calendars:
            resolved = decide(lambda view, name=calendar.name: resolve(self.root, view, name))  # type: ignore[misc]
            if resolved.decided and resolved.value is not None:
                turns = openings(resolved.value, opened, self.root.horizon()[1])
                following = next((start for start, _ in turns if start > opened), None)
                found[calendar.name] = {"open": is_open(resolved.value, opened), "next_opening": self._at(following)}
        return found

    def _term(self) -> Json:
        for kind in ("lasts", "renews", "cancellable"):
            self._took("term", self.asked.said(kind))
        start = self._took("term", self.asked.start())
        term, used_up = self.asked.dated_term(), self.asked.used_up()
        self.problems += [named("term", found.trouble) for found in (term, used_up) if found.trouble is not None]
        ends = [term.value.end if term.value is not None else None, used_up.value]
        return {"start": self._at(start.value), "end": self._at(min((end for end in ends if end), default=None))}

    def _closure(self) -> Json:
        closes, at = self._any("closes")
        reopens, _ = self._any("reopens")
        return {"closes": closes, "at": self._at(at), "reopens": reopens}

    def _any(self, kind: str) -> tuple[str, datetime | None]:
        """Whether any clause of a kind holds; the first instant that one tells."""
        decisions = [(clause, self._holds(clause)) for clause in self.root.held(kind)]
        holding = [
            (clause, one.value) for clause, one in decisions if one.decided and one.value is not None and one.value[0]
        ]
        self.rests += [Rest(clause) for clause, _ in holding]
        if holding:
            return "yes", min((at for _, (_, at) in holding if at is not None), default=None)
        return "no" if all(one.decided for _, one in decisions) else "undecided", None

    def _holds(self, clause: Clause) -> Decision[tuple[bool, datetime | None]]:
        now, history = self.asked.now, self.asked.history
        return decide(lambda view: levels.holds(now, view, clause, history))


def _needs(part: object) -> Iterable[str]:
    if not isinstance(part, Mapping):
        return ()
    return tuple(part["needs"])


def _values(part: object) -> Iterable[object]:
    assert isinstance(part, Mapping)
    return part.values()
