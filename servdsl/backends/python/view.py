"""What a generated evaluator consists of, decided here and only laid out by the template.

Contract   →   Module: header, types, classes, calendars, sections of clauses, declaration
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from servdsl.backends.python import literals
from servdsl.backends.python.calendars import Calendars
from servdsl.backends.python.declarations import Declarations
from servdsl.backends.python.expressions import Writer, chooses_currency
from servdsl.backends.python.functions import Functions, of_layers, wish
from servdsl.backends.python.layout import Call, Node, Prose, assignment, call, mapping, sequence
from servdsl.backends.python.names import Identifier, Names, camel, comment
from servdsl.backends.python.values import Values, text_or_none
from servdsl.cells import Calendars as HeldCalendars
from servdsl.cells import Sweep, ValueSet, value_sets
from servdsl.model import Contract
from servdsl.model.contract import Clause, Define, Fact, Offer
from servdsl.model.expressions import Expr

MODULE_NAMES = (
    "rt", "annotations", "Mapping", "Sequence", "date", "datetime", "time", "timedelta", "tzinfo", "Fraction", "Literal",
    "TypeAlias", "Facts", "Subscription", "InputErrors", "evaluate", "schedule", "due", "price", "ledger", "calendar",
    "facts", "told", "window", "name", "over", "from_dict", "replace", "record_fields", "record_defaults",
    "record_values", "CONTRACT", "SOURCE", "SOURCE_SHA256", "COMPILER_VERSION", "LANGUAGE_VERSION", "HOLIDAYS_VERSION",
    "FACTS", "DEFINES", "INPUTS", "CANDIDATES", "TOGETHER", "CALENDARS", "OFFERS", "THINGS", "WINDOWS", "STATES",
    "CLAUSES", "CASES", "ASSUMPTIONS", "EVALUATOR",
)  # fmt: skip
"""Names that a generated module uses itself."""

_HINTS = {
    "yes_no": "bool",
    "money": "rt.Exact",
    "whole": "int",
    "number": "rt.Exact",
    "percent": "Fraction",
    "date": "date",
    "dates": "Sequence[date]",
    "instant": "datetime",
    "zone": "tzinfo | str",
    "duration": "rt.Exact | timedelta",
    "country": "str",
    "name": "str",
    "names": "Sequence[str]",
    "choice": "str",
}
"""The python types with which a caller gives a fact."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of `Facts` or `Subscription`."""

    name: Identifier
    hint: str
    remark: str


@dataclass(frozen=True, slots=True)
class TypeView:
    """A type that lists names."""

    name: Identifier
    definition: str


@dataclass(frozen=True, slots=True)
class Section:
    """Definitions under one heading, in order."""

    title: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """A whole evaluator."""

    contract: Contract
    title: str
    source: str
    types: tuple[TypeView, ...]
    window_type: str
    calendar_type: str
    subscription: tuple[FieldView, ...]
    facts: tuple[FieldView, ...]
    values: tuple[FieldView, ...]
    sections: tuple[Section, ...]
    declaration: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Definitions:
    """The functions of the defined values, and what declares them."""

    blocks: tuple[str, ...]
    declaration: str


def module_of(contract: Contract) -> Module:
    """The view of a contract's evaluator."""
    return _Builder(contract).module()


class _Builder:
    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._names = Names(MODULE_NAMES)
        self._sweep: Sweep = HeldCalendars(contract).sweep
        self._types = self._type_names()
        self._writer = Writer(contract, self._names)
        for name in (*(fact.name for fact in contract.facts), *(define.name for define in contract.defines)):
            self._writer.input(name)
        self._functions = Functions(contract, self._names, self._writer, self._sweep)
        self._constants = {clause.id: self._names.of("clause", clause.id, wish(clause)) for clause in contract.clauses}
        self._calendars = Calendars(self._names, self._functions.test, self._writer.input)
        self._sets = [value for value in value_sets(contract) if len(value.clauses) > 1]
        self._in_cases = frozenset(clause.id for value in self._sets for clause in value.clauses)
        self._cases: list[tuple[str, Node]] = []
        self._owner = ""
        self._values = Values(self._part, self._part_lapse, self._part_test, self._writer.input)

    def module(self) -> Module:
        contract = self._contract
        defines = self._defines()
        calendars = self._calendar_blocks()
        clauses = list(self._clause_sections())
        cases = assignment("CASES: Mapping[tuple[str, str, str], rt.Cases]", mapping(self._cases))
        declarations = Declarations(contract, self._names, self._writer, self._sweep)
        sections = [Section("Defined values", defines.blocks), Section("Calendars", calendars), *clauses]
        return Module(
            contract,
            comment(contract.labels.text(contract.languages[0], contract.name)),
            comment(contract.file),
            self._types_listed(),
            self._types.get("window", "str"),
            self._types.get("calendar", "str"),
            tuple(self._subscription()),
            tuple(self._field(fact) for fact in contract.facts if fact.scope == "ticket"),
            tuple(self._value_field(define) for define in contract.defines if not chooses_currency(define)),
            tuple(section for section in sections if section.blocks),
            (
                declarations.facts(),
                defines.declaration,
                *declarations.inputs(),
                *declarations.named(),
                assignment("CLAUSES", sequence(self._constants[clause.id] for clause in contract.clauses)),
                cases,
            ),
        )

    # ── Types and fields ────────────────────────────────────────────────────────────────────────────────────────

    def _type_names(self) -> dict[str, Identifier]:
        contract = self._contract
        kinds = {
            "tier": [offer.name for offer in contract.offers if offer.kind == "tier"],
            "addon": [offer.name for offer in contract.offers if offer.kind == "addon"],
            "service": [thing.name for thing in contract.things if thing.kind == "service"],
            "window": [window.name for window in contract.windows],
            "calendar": [calendar.name for calendar in contract.calendars],
        }
        self._listed = [
            (self._names.of("type", f"<{kind}>", camel(kind)), names) for kind, names in kinds.items() if names
        ]
        types = {kind: self._names.of("type", f"<{kind}>", camel(kind)) for kind, names in kinds.items() if names}
        for fact in contract.facts:
            if fact.type == "choice":
                name = self._names.of("type", fact.name, camel(fact.name))
                self._listed.append((name, [choice.name for choice in fact.choices]))
        return types

    def _types_listed(self) -> tuple[TypeView, ...]:
        return tuple(
            TypeView(name, assignment(f"{name}: TypeAlias", Call("Literal[", _items(names), "]", filled=True)))
            for name, names in self._listed
        )

    def _subscription(self) -> Iterator[FieldView]:
        tier, addon = self._types.get("tier", "str"), self._types.get("addon", "str")
        yield FieldView(Identifier("tier"), f"{tier} | None = None", "")
        yield FieldView(
            Identifier("addons"), f"Mapping[{addon}, int] | Sequence[{addon}] = ()", "with their quantities"
        )
        yield FieldView(Identifier("start"), "datetime | date | None = None", "of the customer's term")
        for fact in self._contract.facts:
            if fact.scope == "customer":
                yield self._field(fact)

    def _field(self, fact: Fact) -> FieldView:
        hint = str(self._writer.alias(fact.name)) if fact.type == "choice" else _HINTS[fact.type]
        remark = ", ".join(part for part in (comment(fact.labels.text("", "")), fact.currency or "") if part)
        return FieldView(self._writer.input(fact.name), f"{hint} | None = None", remark)

    def _value_field(self, define: Define) -> FieldView:
        remark = ", ".join(part for part in (comment(define.labels.text("", "")), define.currency or "") if part)
        return FieldView(self._writer.input(define.name), f"{_HINTS[define.type]} | None = None", remark)

    # ── Definitions ─────────────────────────────────────────────────────────────────────────────────────────────

    def _defines(self) -> _Definitions:
        declared = []
        for define in self._contract.defines:
            made = self._functions.define(define)
            name = self._writer.input(define.name)
            declared.append(
                call(
                    "rt.Define",
                    literals.text(define.name),
                    literals.text(define.type),
                    label=_text(define.labels.text("", "")),
                    currency=text_or_none(define.currency),
                    field=None if name == define.name else literals.text(str(name)),
                    **made,
                )
            )
        blocks = tuple(self._taken())
        return _Definitions(blocks, assignment("DEFINES", sequence(declared)))

    def _calendar_blocks(self) -> tuple[str, ...]:
        declared = [self._calendars.of(calendar) for calendar in self._contract.calendars]
        functions = self._taken()
        lists = [assignment(name, node) for name, node in self._calendars.holidays]
        return (*lists, *functions, assignment("CALENDARS", sequence(declared))) if declared else ()

    # ── Clauses ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _part(self, part: str, expr: Expr) -> str:
        return self._functions.formula(f"{self._owner}_{part}", expr)

    def _part_lapse(self, part: str, expr: Expr, calendar: str | None) -> str:
        return self._functions.lapse(f"{self._owner}_{part}", expr, calendar)

    def _part_test(self, part: str, expr: Expr) -> str:
        return self._functions.test(f"{self._owner}_{part}", expr)

    def _clause_sections(self) -> Iterator[Section]:
        """The clauses in the order of the contract, each set of cases with the function that decides it behind its last."""
        for layers, clauses in groupby(self._contract.clauses, key=lambda clause: clause.layers):
            blocks: list[str] = []
            for clause in clauses:
                constant = self._clause(clause)
                blocks += [*self._taken(), constant]
                for value in self._sets:
                    if value.clauses[-1] is clause:
                        self._decide(value)
                blocks += self._taken()
            yield Section(self._title(layers), tuple(blocks))

    def _taken(self) -> list[str]:
        return [function.text for function in self._functions.taken()]

    def _decide(self, value: ValueSet) -> None:
        layers = of_layers(value.clauses[0].layers)
        function = self._functions.decision(layers, value.clauses, self._constants)
        self._cases.append((_place(value), function))

    def _title(self, layers: tuple[str, ...]) -> str:
        """One offer with its label, several by their names."""
        offers: dict[str, Offer] = {offer.name: offer for offer in self._contract.offers}
        if len(layers) > 1 or layers[0] not in offers:
            return ", ".join(layers)
        label = comment(offers[layers[0]].labels.text("", ""))
        return f"{layers[0]}: {label}" if label else layers[0]

    def _clause(self, clause: Clause) -> str:
        name = self._constants[clause.id]
        self._owner = name.lower()
        thing = str(self._writer.input(clause.thing)) if clause.kind == "accepts" else clause.thing
        node = call(
            "rt.Clause",
            Prose(clause.id),
            layers=sequence(map(literals.text, clause.layers)),
            thing=_text(thing),
            when=self._when(clause),
            value=self._values.of(clause),
            says=Prose(clause.says) if clause.says else None,
            at=literals.text(str(clause.origin)),
            sources=sequence(map(literals.text, clause.sources)) if clause.sources else None,
        )
        return assignment(name, node)

    def _when(self, clause: Clause) -> str | None:
        """The condition; that of a case among several stands in the function of the cases."""
        if clause.when is None or clause.id in self._in_cases:
            return None
        return self._functions.test(f"{self._owner}_applies", clause.when)


def _items(names: Iterable[str]) -> tuple[tuple[str, Node], ...]:
    return tuple(("", literals.text(name)) for name in names)


def _place(value: ValueSet) -> str:
    return f"({', '.join(map(literals.text, (value.layer, value.kind, value.thing)))})"


def _text(text: str) -> str | None:
    """A string, or no argument where it is empty."""
    return literals.text(text) if text else None
