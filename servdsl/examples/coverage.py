"""What the examples of a contract touch: cells (one case of a value in one layer) and statements.

    expected    it won, or counted, in an answer of an example, and the example looks at a place of the answer that it
                decides
    answered    it won, or counted, but no example looks at what it decides
    untouched   no answer of an example rests on it

Which clauses an answer rests on, the evaluator says itself. Cases of defined values and lines of calendars are no reasons
of their own: those the reference interpreter finds for the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from servdsl.cells import expressions, formulas_in, values_read
from servdsl.examples.items import CELLS, Item, Key, Level, items_of, line_key
from servdsl.examples.places import Looked, Places
from servdsl.examples.running import Answered, place
from servdsl.model import Contract
from servdsl.model.contract import Clause
from servdsl.model.expressions import During, Expr
from servdsl.model.values import DECIDED, Attends, Charge, Closes, Price, Quota, Value
from servdsl.reference import Decisive, Reference
from servdsl.traceability import homes_of_lines


@dataclass(frozen=True, slots=True)
class Coverage:
    """All items of a contract, in the order of the file."""

    contract: str
    items: tuple[Item, ...]

    def count(self, cells: bool, *levels: Level) -> int:
        """How many cells, or statements, there are of these levels; of all, where none is named."""
        return sum((item.kind in CELLS) == cells and (not levels or item.level in levels) for item in self.items)

    @property
    def missing(self) -> tuple[Item, ...]:
        """What no expectation looks at."""
        return tuple(item for item in self.items if item.level != "expected")


def coverage(contract: Contract, answered: Iterable[Answered]) -> Coverage:
    """How far the answers that the examples were given touch a contract."""
    return _coverage(contract, answered, Reference(contract))


def by_example(contract: Contract, answered: Iterable[Answered]) -> dict[str, Coverage]:
    """The same for each example alone, by its title."""
    reference = Reference(contract)
    grouped: dict[str, list[Answered]] = {}
    for one in answered:
        grouped.setdefault(one.example.title, []).append(one)
    return {title: _coverage(contract, group, reference) for title, group in grouped.items()}


def _coverage(contract: Contract, answered: Iterable[Answered], reference: Reference) -> Coverage:
    found = _Touched(contract, reference)
    for one in answered:
        found.add(one)
    items = [
        Item(kind, name, more if kind == "clause" else "", origin, found.level((kind, name, more)))
        for (kind, name, more), origin in items_of(contract)
    ]
    return Coverage(contract.name, tuple(sorted(items, key=lambda item: _place(item, contract))))


def _place(item: Item, contract: Contract) -> tuple[bool, str, int, int]:
    """In the order of the file; then what stands in other files that it uses."""
    return item.origin.file != contract.file, item.origin.file, item.origin.line, item.origin.column


# ── What an answer touches ──────────────────────────────────────────────────────────────────────────────────────────


class _Touched:
    """Gathers what answers touch."""

    def __init__(self, contract: Contract, reference: Reference) -> None:
        self._contract = contract
        self._reference = reference
        self._places = Places(contract)
        self._homes = homes_of_lines(contract.calendars)
        self._clauses = {clause.id: clause for clause in contract.clauses}
        self._defines = {define.name: define for define in contract.defines}
        self._answered: set[Key] = set()
        self._expected: set[Key] = set()

    def level(self, key: Key) -> Level:
        return "expected" if key in self._expected else "answered" if key in self._answered else "untouched"

    def add(self, one: Answered) -> None:
        """One question with its answer."""
        decisive = self._reference.decisive(one.facts)
        reasons = [self._clauses[reason["clause"]] for reason in one.answer["reasons"]]
        looked = [self._looked(place, one, reasons, decisive) for place in one.places]
        expected = [c for c in reasons if any(self._places.decides(c, look) for look in looked)]
        names = self._values_expected(expected, one)
        expected += [c for c in reasons if c.kind == "amount" and c.thing in names and c not in expected]
        held = _Held(self._contract, one.facts)
        self._answered |= {key for clause in reasons for key in held.cells(clause)}
        self._expected |= {key for clause in expected for key in held.cells(clause)}
        self._define_cases(names, one, decisive)
        self._expected |= {*self._told(one), *self._priced_by(expected)}
        self._answered |= {("window", name, "") for name in one.answer["windows"]}
        self._expected |= set(self._windows(expected, one))
        self._expected |= set(self._lines(expected, names, one, decisive))

    def _looked(self, at: tuple[str, ...], one: Answered, reasons: Sequence[Clause], decisive: Decisive) -> Looked:
        service = one.facts.get("service") if at[0] == "coverage" else at[1] if at[0] in _BY_SERVICE else None
        named = str(service) if service is not None else None
        of_coverage = at[0] in ("coverage", "services") and "tier" in one.facts
        return Looked(
            place=at,
            found=place(one.answer, at),
            service=named,
            refusing=decisive.refusing(named) if of_coverage else frozenset(),
            exhausted=of_coverage and named is not None and decisive.exhausted(named),
            layers=self._priced(at, one),
            shared=any(clause.kind == "share" and clause.thing == named for clause in reasons),
        )

    def _priced(self, at: tuple[str, ...], one: Answered) -> frozenset[str]:
        """The layers that may set the price of which a place speaks."""
        addons = list(one.facts.get("addons", ())) if at[0] == "total" else [at[1]] if at[0] == "addons" else []
        tier = one.facts.get("tier")
        offers = addons if tier is None or at[0] == "addons" else [tier, *addons]
        return frozenset(layer for offer in offers for layer in self._contract.lineage(offer))

    # ── Defined values ──────────────────────────────────────────────────────────────────────────────────────────────

    def _values_expected(self, expected: Iterable[Clause], one: Answered) -> set[str]:
        """The defined values and amounts that an expectation names, or that what it looks at reads."""
        names = [at[1] for at in one.places if at[0] in ("values", "amounts")]
        for clause in expected:
            names += _read(clause, self._contract)
        found: set[str] = set()
        while names:
            name = names.pop()
            if name not in found:
                found.add(name)
                names += self._read_by(name)
        return found

    def _read_by(self, name: str) -> list[str]:
        define = self._defines.get(name)
        exprs: list[Expr | None] = []
        if define is not None:
            exprs = [e for case in define.cases for e in (case.when, case.value)]
        amounts = [c for c in self._contract.clauses if c.kind == "amount" and c.thing == name]
        return [*values_read(exprs), *(n for clause in amounts for n in _read(clause, self._contract))]

    def _define_cases(self, names: set[str], one: Answered, decisive: Decisive) -> None:
        services = [at[1] for at in one.places if at[0] in _BY_SERVICE]
        for name, number in decisive.define_cases(dict.fromkeys(services)):
            key: Key = ("define case", name, str(number))
            (self._expected if name in names else self._answered).add(key)

    # ── What is told ────────────────────────────────────────────────────────────────────────────────────────────────

    def _told(self, one: Answered) -> Iterator[Key]:
        """Offers, facts and their values that the question gives, and what its events begin and spend."""
        if "tier" in one.facts:
            yield "tier", one.facts["tier"], ""
        for addon in one.facts.get("addons", ()):
            yield "addon", addon, ""
        events: Sequence[Mapping[str, Any]] = one.facts.get("events", ())
        given = [*one.facts.items(), *((event["type"], event.get("value")) for event in events)]
        for fact in self._contract.facts:
            for name, value in given:
                if name == fact.name:
                    yield "fact", name, ""
                    yield "fact value", f"{name}.{value}", ""
        types = {event["type"] for event in events}
        yield from (("state", state.name, "") for state in self._contract.states if state.starts in types)
        used = {type_.rpartition(" ")[2] for type_ in types} | {one.facts.get("service")}
        named = {at[1].partition(" in ")[0] for at in one.places if at[0] in ("quotas", *_BY_SERVICE)}
        for thing in self._contract.things:
            if thing.name in used or {thing.name, thing.key} & named:
                yield thing.kind, thing.name, ""

    def _priced_by(self, expected: Iterable[Clause]) -> Iterator[Key]:
        """The units by which something looked at is priced."""
        per = {unit for clause in expected for unit in _units(clause.value)}
        yield from (("unit", t.name, "") for t in self._contract.things if t.kind == "unit" and {t.name, t.key} & per)

    # ── Windows and calendars ───────────────────────────────────────────────────────────────────────────────────────

    def _windows(self, expected: Iterable[Clause], one: Answered) -> Iterator[Key]:
        promised = {clause.thing for clause in expected if clause.kind == "promise"}
        yield from (("window", name, "") for name in promised & one.answer["windows"].keys())

    def _lines(self, expected: Sequence[Clause], names: set[str], one: Answered, decisive: Decisive) -> Iterator[Key]:
        """The calendars and lines that decide the arithmetic of what the example looks at."""
        lines = [line for c in expected if c.kind == "promise" for line in decisive.of_window(c.thing)]
        for at in one.places:
            found = place(one.answer, at)
            if at[0] == "calendars" and at[-1] == "next_opening" and found is not None:
                lines += decisive.of_opening(at[1], datetime.fromisoformat(found))
            elif at[0] == "calendars":
                lines += decisive.of_condition(During(subject="opened", calendar=at[1]))
            elif at[0] == "attends":
                lines += [(name, None) for name in found or ()]
        for during in dict.fromkeys(self._conditions(expected, names)):
            lines += decisive.of_condition(during)
        for clause in expected:
            if isinstance(clause.value, Closes) and clause.value.calendar and clause.value.event:
                lines += decisive.of_days(clause.value.calendar, clause.value.event)
        for name, origin in lines:
            yield "calendar", name if origin is None else self._homes[origin], ""
            if origin is not None:
                yield line_key(origin)

    def _conditions(self, expected: Sequence[Clause], names: set[str]) -> Iterator[During]:
        """`opened during …`, `worked during …` in what was decided, and in the cases that it had to beat."""
        clauses = {rival.id: rival for clause in expected for rival in _rivals(clause, self._contract)}
        exprs = [expr for clause in clauses.values() for expr in (clause.when, *formulas_in(clause.value))]
        exprs += [
            e for name in names if name in self._defines for c in self._defines[name].cases for e in (c.when, c.value)
        ]
        for expr in exprs:
            for part in expressions(expr) if expr is not None else ():
                if isinstance(part, During):
                    yield part


def _units(value: Value) -> tuple[str, ...]:
    match value:
        case Price():
            return value.per
        case Charge():
            return value.price.per
        case Quota() if value.beyond is not None:
            return value.beyond.price.per
    return ()


_BY_SERVICE = ("services", "shares", "charges")


def _rivals(clause: Clause, contract: Contract) -> Iterator[Clause]:
    """A clause and the other cases of its value in its layers."""
    for layer in clause.layers:
        yield from contract.clauses_of(layer, clause.kind, clause.thing)


def _read(clause: Clause, contract: Contract) -> list[str]:
    """The defined values that a clause's value reads, and those that its condition or its rivals' ask."""
    guards = [rival.when for rival in _rivals(clause, contract)]
    return list(values_read([*guards, *formulas_in(clause.value)]))


class _Held:
    """The offers of one question: in which of its layers a clause spoke."""

    def __init__(self, contract: Contract, facts: Mapping[str, Any]) -> None:
        tier, addons = facts.get("tier"), tuple(facts.get("addons", ()))
        held = (*((tier,) if tier is not None else ()), *addons)
        self._lineages = [contract.lineage(offer) for offer in held]
        self._ranks = contract.layers(tier, addons) if tier is not None else ()

    def cells(self, clause: Clause) -> set[Key]:
        """The cells of a clause that is a reason: in the nearest layer, for what the nearest layer decides; else in the
        nearest of each offer held."""
        if _nearest_decides(clause):
            layers = next(
                (set(rank) & set(clause.layers) for rank in self._ranks if set(rank) & set(clause.layers)), set()
            )
        else:
            near = (next((layer for layer in line if layer in clause.layers), None) for line in self._lineages)
            layers = {layer for layer in near if layer is not None}
        return {("clause", clause.id, layer) for layer in layers}


def _nearest_decides(clause: Clause) -> bool:
    """Prices are each offer's own; `adds` and `attends also` add up."""
    match clause.value:
        case Attends():
            return not clause.value.also
        case Quota():
            return clause.value.limits != "adds"
    return clause.kind in DECIDED and clause.kind != "price"
