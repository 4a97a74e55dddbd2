"""The declarations of a generated evaluator: facts, inputs, names, and what is tried in place of what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servdsl.backends.python import literals
from servdsl.backends.python.expressions import Writer, during
from servdsl.backends.python.layout import Node, Prose, assignment, call, mapping, sequence
from servdsl.backends.python.names import Names
from servdsl.backends.python.values import flag, fraction_or_none, text_or_none
from servdsl.cells import Sweep, Variable, atoms
from servdsl.model import Contract
from servdsl.model.contract import Fact, Joined, Schedule, Week
from servdsl.model.expressions import During, Expr, children
from servdsl.model.values import LastsWhile, Needs, Requires


class Declarations:
    """Writes the declarations of one contract; `inputs` comes last, when every condition has been written."""

    def __init__(self, contract: Contract, names: Names, writer: Writer, sweep: Sweep) -> None:
        self._contract = contract
        self._names = names
        self._writer = writer
        self._sweep = sweep

    def facts(self) -> str:
        """The facts, in order."""
        return assignment("FACTS", sequence(self._fact(fact) for fact in self._contract.facts))

    def _fact(self, fact: Fact) -> Node:
        name = self._writer.input(fact.name)
        choices = fact.countries if fact.type == "country" else tuple(choice.name for choice in fact.choices)
        return call(
            "rt.Fact",
            literals.text(fact.name),
            literals.text(fact.type),
            label=_text(fact.labels.text("", "")),
            customer=flag(fact.scope == "customer"),
            choices=sequence(map(literals.text, choices)) if choices else None,
            currency=text_or_none(fact.currency),
            low=None if fact.low is None else str(fact.low),
            high=None if fact.high is None else str(fact.high),
            field=None if name == fact.name else literals.text(str(name)),
        )

    def inputs(self) -> Iterator[str]:
        """What conditions and formulas read beyond facts, and what is tried where it is missing."""
        inputs = sorted(self._writer.inputs.items())
        yield _mapping("INPUTS", "rt.Input", [(literals.text(str(name)), declared) for name, declared in inputs])
        yield _mapping("CANDIDATES", "tuple[object, ...]", list(self._candidates()))
        yield self._together()

    def _candidates(self) -> Iterator[tuple[str, Node]]:
        """A value of each cell, for what is neither a choice nor a yes/no: those are known to the runtime."""
        choices = {fact.name for fact in self._contract.facts if fact.choices}
        for atom in atoms(self._contract, list(self._conditions())):
            if not isinstance(atom, Variable) or atom.kind not in {"fact", "value", "builtin"}:
                continue
            if atom.type in {"yes_no", "zone"} or atom.name in choices or atom.name == "service":
                continue
            values = [literals.value(sample) for sample in atom.candidates]
            yield literals.text(str(self._writer.input(atom.name))), sequence(values)

    def _conditions(self) -> Iterator[Expr]:
        """Every condition of the contract."""
        for clause in self._contract.clauses:
            if clause.when is not None:
                yield clause.when
            if isinstance(clause.value, LastsWhile | Requires | Needs):
                yield clause.value.condition
        for define in self._contract.defines:
            for case in define.cases:
                yield from (part for part in (case.when,) if part is not None)
                if define.type == "yes_no":
                    yield case.value
        for calendar in self._contract.calendars:
            yield from _guards(calendar.schedule)

    def _together(self) -> str:
        """Which calendars that conditions ask about can be open at one time, where not every combination can."""
        groups: list[Node] = []
        asked = {(part.subject, part.calendar) for part in self._parts()}
        for subject in sorted({subject for subject, _ in asked}):
            names = tuple(sorted(calendar for other, calendar in asked if other == subject))
            shown = sorted(self._sweep(names)) if names else []
            if shown and len(shown) < 2 ** len(names):
                rows = sequence(str(tuple(map(bool, row))) for row in shown)
                groups.append(sequence([sequence(literals.text(self._during(subject, name)) for name in names), rows]))
        return assignment("TOGETHER", sequence(groups))

    def _during(self, subject: str, calendar: str) -> str:
        return str(self._names.of("derived", during(subject, calendar), f"{subject}_during_{calendar}"))

    def _parts(self) -> Iterator[During]:
        waiting: list[Expr] = list(self._conditions())
        while waiting:
            part = waiting.pop()
            if isinstance(part, During):
                yield part
            waiting += children(part)

    def named(self) -> Iterator[str]:
        """Offers, services and units, windows, states, assumptions."""
        contract = self._contract
        yield assignment(
            "OFFERS",
            sequence(
                call(
                    "rt.Offer",
                    literals.text(offer.name),
                    literals.text(offer.kind),
                    label=_text(offer.labels.text("", "")),
                    parent=text_or_none(offer.parent),
                    level=None if offer.level == 0 else str(offer.level),
                )
                for offer in contract.offers
            ),
        )
        yield assignment(
            "THINGS",
            sequence(
                call(
                    "rt.Thing",
                    literals.text(thing.name),
                    literals.text(thing.kind),
                    literals.text(thing.key),
                    label=_text(thing.labels.text("", "")),
                    block_hours=fraction_or_none(thing.block_hours),
                )
                for thing in contract.counted
            ),
        )
        yield assignment(
            "WINDOWS",
            sequence(
                call(
                    "rt.Window",
                    *_names(window.name, window.starts, window.ends),
                    label=_text(window.labels.text("", "")),
                    each=flag(window.each),
                    by_customer=flag(window.by_customer),
                    at_risk=fraction_or_none(window.at_risk),
                )
                for window in contract.windows
            ),
        )
        yield assignment(
            "STATES",
            sequence(
                call(
                    "rt.State",
                    literals.text(state.name),
                    literals.text(state.starts),
                    literals.text(state.ends),
                    label=_text(state.labels.text("", "")),
                )
                for state in contract.states
            ),
        )
        yield assignment(
            "ASSUMPTIONS",
            sequence(
                call(
                    "rt.Assumption", literals.text(one.name), Prose(one.text), sequence(map(literals.text, one.sources))
                )
                for one in contract.assumptions
            ),
        )


def _guards(schedule: Schedule) -> Iterable[Expr]:
    match schedule:
        case Week():
            return [rule.when for rule in schedule.rules if rule.when is not None]
        case Joined():
            return [*_guards(schedule.left), *_guards(schedule.right)]
        case _:
            return []


def _names(name: str, starts: tuple[str, ...], ends: str) -> tuple[Node, Node, Node]:
    return literals.text(name), sequence(map(literals.text, starts)), literals.text(ends)


def _mapping(name: str, kind: str, items: list[tuple[str, Node]]) -> str:
    return assignment(f"{name}: Mapping[str, {kind}]", mapping(items))


def _text(text: str) -> str | None:
    """A string, or no argument where it is empty."""
    return literals.text(text) if text else None
