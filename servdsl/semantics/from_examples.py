"""Examples: what is given and what happened → facts as `ask` takes them; expectations → places of the answer.

given tier plus, severity weak               →  {"tier": "plus", "severity": "weak"}
event 2026-02-03 09:00 advice for 2 hours    →  {"at": "2026-02-03T09:00:00+00:00", "type": "advice", "hours": "2"}
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from pydantic import JsonValue

from servdsl.diagnostics import Note, has_errors
from servdsl.messages import say
from servdsl.model.contract import Contract, Example, Expect, Remark
from servdsl.semantics.expectations import expectations, printed
from servdsl.semantics.from_expressions import check_currency
from servdsl.semantics.from_quantities import SECONDS, hours, quotient, written, written_fraction
from servdsl.semantics.given_values import given, kind_of_fact
from servdsl.semantics.kept import Translated
from servdsl.semantics.local_times import Clock
from servdsl.semantics.scope import Scope, origin
from servdsl.semantics.spelling import normal
from servdsl.semantics.standards import is_zone
from servdsl.source import Span
from servdsl.syntax import examples as nodes
from servdsl.syntax.clauses import NoteText
from servdsl.syntax.nodes import Item
from servdsl.syntax.parts import Moment, Money, Name, Number, ZoneName


def examples(items: Sequence[Item], contract: Contract, scope: Scope) -> tuple[Example, ...]:
    """The examples of a file; what is broken in one is left out of it, and reported."""
    made: list[Example] = []
    titles: dict[str, Span] = {}
    sound = not scope.holes.there and not has_errors(scope.findings.all())
    if sound:
        scope.kept.begin_examples(_read_by_examples(contract, scope))
    for node in items:
        if isinstance(node, nodes.Example):
            first = titles.setdefault(node.title.texts[0].text, node.title.span)
            if first != node.title.span:
                scope.findings.report("SD611", node.title.span, Note(first, say("the other example")))
            made.append(_example(node, contract, scope, sound))
    return tuple(made)


def _read_by_examples(contract: Contract, scope: Scope) -> object:
    """All that is read for an example: what the contract declares, wherever it stands, and not what it promises."""
    head = contract.zone, contract.zone_fact, contract.horizon, scope.dated, scope.language, scope.currencies
    facts = [
        (f.name, f.type, f.scope, f.currency, f.low, f.high, f.countries, [one.name for one in f.choices])
        for f in scope.facts.values()
    ]
    return head, dict(scope.languages), scope.names.meanings(scope.kind_of), facts, scope.cites.prefixes


def _example(node: nodes.Example, contract: Contract, scope: Scope, sound: bool) -> Example:
    """One example; in a `sound` file what was made of it at the save before, where it stood there without mistakes."""
    known = scope.kept.example(node) if sound else None
    if known is not None:
        scope.names.mentions.update(known.events)
        return known.example
    events, found = scope.names.mentions.copy(), scope.findings.count
    made = _Case(node, contract, scope).example()
    if sound and scope.findings.count == found:
        scope.kept.keep(node, Translated(made, node.span.line, scope.names.mentions - events))
    return made


class _Case:
    """One example while it is read."""

    def __init__(self, node: nodes.Example, contract: Contract, scope: Scope) -> None:
        self._node = node
        self._contract = contract
        self._scope = scope
        self._clock = self._own_clock()
        self._facts: dict[str, JsonValue] = {}
        self._places: dict[str, Span] = {}
        self._events: list[JsonValue] = []
        self._worked: list[JsonValue] = []
        self._addons: dict[str, JsonValue] = {}

    def example(self) -> Example:
        expects: list[Expect] = []
        before: nodes.Expect | None = None
        notes: list[Remark] = []
        for line in self._node.lines:
            match line:
                case nodes.GivenLine():
                    for part in line.given:
                        self._given(part)
                case nodes.Event():
                    self._event(line)
                case nodes.AsOf():
                    self._keep("as_of", line.span, self._clock.instant(line.at, "`as of`"))
                case nodes.Expect():
                    before = line
                    expects += expectations(line, self._clock, self._scope)
                case nodes.Printed():
                    self._printed(line, before, expects)
                case NoteText():
                    notes.append(self._scope.remark(line.words, line.span, line.cites))
                case _:
                    assert_never(line)
        if not any(isinstance(line, nodes.Expect) for line in self._node.lines):
            self._missing("SD610", self._node.title.span, title=self._node.title.texts[0].text)
        return Example(
            title=self._node.title.texts[0].text,
            labels=self._scope.labels(self._node.title),
            facts=self._told(),
            expects=tuple(expects),
            notes=tuple(notes),
            origin=origin(self._node.span),
            sources=self._scope.cites(self._node.cites),
        )

    def _missing(self, code: str, place: Span, title: str = "") -> None:
        """Report what is missing, unless it may stand in a line that could not be read."""
        if not self._scope.holes.any(self._node.span):
            self._scope.findings.report(code, place, title=title)

    def _told(self) -> dict[str, JsonValue]:
        told = dict(self._facts)
        if self._addons:
            told["addons"] = self._addons
        if self._events:
            told["events"] = self._events
        if self._worked:
            told["worked"] = self._worked
        return told

    def _own_clock(self) -> Clock:
        """The contract's zone, or the one given for the site; without any, a local time has no instant."""
        name = self._contract.zone_fact
        if name is None:
            return Clock(self._contract.zone, None, self._scope)
        for line in self._node.lines:
            for part in line.given if isinstance(line, nodes.GivenLine) else ():
                if isinstance(part, nodes.GivenFact) and normal(part.name.text) == name:
                    value = part.values[0]
                    known = isinstance(value, ZoneName) and is_zone(value.text)
                    return Clock(value.text if isinstance(value, ZoneName) and known else None, None, self._scope)
        return Clock(None, name, self._scope)

    # ── Given ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _keep(self, key: str, place: Span, value: JsonValue) -> None:
        first = self._places.setdefault(key, place)
        if first != place:
            self._scope.findings.report("SD603", place, Note(first, say("given here first")), name=key)
        elif value is not None:
            self._facts[key] = value

    def _given(self, part: nodes.Given) -> None:
        names = self._scope.names
        match part:
            case nodes.GivenTier():
                tier = names.find(part.tier, "tier")
                self._keep("tier", part.span, tier.name if tier is not None else None)
            case nodes.GivenAddon():
                self._addon(part)
            case nodes.GivenWorked():
                self._work(part)
            case nodes.GivenFact():
                self._fact(part)
            case _:
                assert_never(part)

    def _addon(self, part: nodes.GivenAddon) -> None:
        found = self._scope.names.find(part.addon, "addon")
        quantity = part.quantity.value if part.quantity is not None else 1
        if quantity < 1 or int(quantity) != quantity:
            self._scope.findings.report(
                "SD605", part.span, name=part.addon.text, number=quantity, limits=say("from {low}", low=1)
            )
            return
        if found is None:
            return
        first = self._places.setdefault(f"addon {found.name}", part.span)
        if first != part.span:
            self._scope.findings.report("SD603", part.span, Note(first, say("given here first")), name=found.name)
            return
        self._addons[found.name] = int(quantity)

    def _work(self, part: nodes.GivenWorked) -> None:
        start, end = self._clock.instant(part.start, "`worked`"), self._clock.instant(part.end, "`worked`")
        if start is None or end is None:
            return
        if _later(part.start, part.end):
            self._scope.findings.report("SD613", part.span)
            return
        self._worked.append([start, end])

    def _fact(self, part: nodes.GivenFact) -> None:
        name = normal(part.name.text)
        value: JsonValue
        match name:
            case "opened" | "start":
                value = self._instant(part)
            case "service":
                service = self._service(part)
                value = service
            case _:
                value = self._value(part, name)
        self._keep(name, part.span, value)

    def _instant(self, part: nodes.GivenFact) -> str | None:
        """`opened` and `start`; a start that is a date is its local midnight (decision 54)."""
        moment = part.values[0]
        if len(part.values) > 1 or not isinstance(moment, Moment):
            self._scope.findings.report("SD604", part.values[-1].span, name=part.name.text, kind=say("an instant"))
            return None
        if part.name.text == "start" and moment.time is None:
            return self._clock.midnight(moment)
        first, last = self._contract.horizon
        outside = not first <= moment.date <= last
        if part.name.text == "opened" and outside and self._scope.dated:
            self._scope.findings.report("SD615", moment.span, first=first, last=last)
        return self._clock.instant(moment, f"`{part.name.text}`")

    def _service(self, part: nodes.GivenFact) -> str | None:
        if len(part.values) > 1 or not isinstance(part.values[0], Name):
            self._scope.findings.report("SD604", part.values[-1].span, name="service", kind=say("a service"))
            return None
        found = self._scope.names.find(part.values[0], "service")
        return found.name if found is not None else None

    def _value(self, part: nodes.GivenFact, name: str) -> JsonValue:
        scope = self._scope
        found = scope.names.find(part.name, "fact", "define", wanted=say("a fact or a defined value"))
        if found is None:
            return None
        if found.sort == "define":
            kind = scope.kind_of(found.name)
            return given(name, kind, part.values, self._clock, scope) if kind is not None else None
        fact = scope.facts.get(found.name)
        return given(name, kind_of_fact(fact), part.values, self._clock, scope) if fact is not None else None

    # ── Events ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _event(self, node: nodes.Event) -> None:
        at = self._clock.instant(node.at, say("an event"))
        made = self._happened(node)
        if made is not None and at is not None:
            self._events.append({"at": at, **made})

    def _happened(self, node: nodes.Event) -> dict[str, JsonValue] | None:
        found = self._scope.names.peek(node.name.text)
        sort = found.sort if found is not None else None
        if sort in ("service", "unit") or node.kind != "happened":
            return self._use(node)
        if sort == "fact":
            return self._change(node)
        event = self._scope.names.find_event(node.name)
        if event is None:
            return None
        if node.value is not None or node.time is not None:
            place = node.value.span if node.value is not None else node.span
            self._scope.findings.report("SD612", place, name=node.name.text, wanted=say("neither a value nor a time"))
            return None
        return {"type": event}

    def _use(self, node: nodes.Event) -> dict[str, JsonValue] | None:
        found = self._scope.names.find(node.name, "service", "unit")
        if found is None:
            return None
        made: dict[str, JsonValue] = {"type": found.name if node.kind == "happened" else f"{node.kind} {found.name}"}
        if isinstance(node.value, Money) and node.time is None:
            sound = check_currency(node.value, self._scope)
            value: JsonValue = {"amount": written(node.value.amount), "currency": node.value.currency}
            return {**made, "value": value} if sound else None
        if node.value is not None:
            pieces = self._pieces(node)
            return {**made, "count": pieces} if pieces is not None else None
        if node.time is not None:
            spent = hours(node.time, self._scope)
            if spent is None:
                return None
            exact = quotient(node.time.amount * SECONDS[node.time.unit], 3600)
            made |= {"hours": written(exact)} if exact is not None else {"minutes": written_fraction(spent * 60)}
        return made

    def _pieces(self, node: nodes.Event) -> int | None:
        """`black_pages 2_600`: how many were used at once."""
        if not isinstance(node.value, Number) or node.time is not None:
            self._scope.findings.report("SD612", node.span, name=node.name.text, wanted=say("a count, a sum or hours"))
            return None
        count = node.value.value
        if not 1 <= count <= MOST_PIECES or int(count) != count:
            limits = say("whole numbers from 1 to {high}", high=MOST_PIECES)
            self._scope.findings.report("SD605", node.value.span, name=node.name.text, number=count, limits=limits)
            return None
        return int(count)

    def _change(self, node: nodes.Event) -> dict[str, JsonValue] | None:
        """A fact of the ticket that changes; those of the customer never do (decision 35)."""
        scope = self._scope
        fact = scope.facts.get(normal(node.name.text))
        if fact is None:
            return None
        if fact.scope == "customer":
            scope.findings.report("SD607", node.name.span, name=fact.name)
            return None
        if node.value is None or node.time is not None:
            scope.findings.report("SD612", node.span, name=fact.name, wanted=say("its new value"))
            return None
        value = given(fact.name, kind_of_fact(fact), (node.value,), self._clock, scope)
        return {"type": fact.name, "value": value} if value is not None else None

    # ── Printed figures ────────────────────────────────────────────────────────────────────────────────────────────

    def _printed(self, node: nodes.Printed, before: nodes.Expect | None, expects: list[Expect]) -> None:
        """The document's own figure stands with the `expect` before it (decision 62)."""
        made = [i for i, expect in enumerate(expects) if before is not None and expect.origin == origin(before.span)]
        place = next((i for i in reversed(made) if expects[i].type == "decimal"), None)
        if place is None:
            if before is None or made:
                self._missing("SD609", node.span)
            return
        figure = printed(node, self._scope)
        if figure is not None:
            words = self._scope.labels(node.words)
            sources = (*expects[place].sources, *self._scope.cites(node.cites))
            update = {"printed": figure, "printed_note": words, "sources": tuple(dict.fromkeys(sources))}
            expects[place] = expects[place].model_copy(update=update)


MOST_PIECES = 10**12
"""The most of a thing that evaluators take as one use."""


def _later(one: Moment, other: Moment) -> bool:
    def key(moment: Moment) -> tuple[object, int, int]:
        return (moment.date, *((moment.time.hour, moment.time.minute) if moment.time is not None else (0, 0)))

    return key(one) >= key(other)
