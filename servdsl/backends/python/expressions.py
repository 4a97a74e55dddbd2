"""Expressions of the model as python text, and the inputs that it reads.

    And(Compare("=", severity, "s1"), During("opened", "office"))
    →   severity == "s1" and opened_during_office          reads severity, opened_during_office

A comparison of one input with constants stands as it is; any other comparison is an input of its own, computed by a
function of its operands, so that it can be tried as yes and as no where an operand is missing (decision 1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeGuard, assert_never

from servdsl.backends.python import literals
from servdsl.backends.python.names import Identifier, Names, camel, shortened
from servdsl.model import Contract
from servdsl.model.contract import Define
from servdsl.model.expressions import (
    And,
    Arithmetic,
    Builtin,
    Compare,
    Delay,
    During,
    Expr,
    FactRef,
    Holds,
    InForce,
    InRange,
    Literal,
    Member,
    Not,
    OfPeriod,
    OneOf,
    Or,
    Pick,
    Rounded,
    StateIs,
    Steps,
    Type,
    ValueRef,
    WholeYears,
    WindowIs,
    children,
    unit_of,
)
from servdsl.model.expressions import Comparison as Sign

TYPES: dict[Type, str] = {
    "yes_no": "bool",
    "choice": "str",
    "money": "rt.Number",
    "whole": "int",
    "number": "rt.Number",
    "percent": "rt.Number",
    "date": "date",
    "dates": "tuple[date, ...]",
    "instant": "datetime",
    "zone": "tzinfo",
    "duration": "rt.Number",
    "country": "str",
    "name": "str",
    "names": "tuple[str, ...]",
}
"""The python type of a fact's value inside the evaluator."""

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _ATOM = range(7)
_SIGNS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_WORDS = {"=": "is", "!=": "is_not", "<": "below", "<=": "up_to", ">": "above", ">=": "from"}
_OPPOSITE: dict[Sign, Sign] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_LONGEST = 60


def chooses_currency(part: Expr | Define) -> bool:
    """Whether a sum is in the currency of the case that decides it."""
    return getattr(part, "type", None) == "money" and getattr(part, "currency", None) is None


@dataclass(frozen=True, slots=True)
class Text:
    """Python text with how tightly its outermost operator binds."""

    text: str
    binds: int = _ATOM

    def within(self, binds: int) -> str:
        """The text as an operand of an operator that binds so tightly."""
        return self.text if self.binds >= binds else f"({self.text})"


@dataclass(slots=True)
class Body:
    """The text of an expression and the inputs that it reads, in order: input name → python type."""

    reads: dict[Identifier, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An input that compares two unknowns: the function that does, and its name."""

    name: Identifier
    function: Identifier
    body: Body


class Writer:
    """Writes the expressions of one contract; remembers which derived inputs they need."""

    def __init__(self, contract: Contract, names: Names) -> None:
        self._contract = contract
        self._names = names
        self.inputs: dict[Identifier, str] = {}
        self.comparisons: dict[Identifier, Comparison] = {}
        self._fresh: list[Comparison] = []
        self._zoned = contract.zone is not None
        self._types = self._declared_types()

    def _declared_types(self) -> dict[str, str]:
        types = {fact.name: TYPES[fact.type] for fact in self._contract.facts}
        for fact in self._contract.facts:
            if fact.type == "choice":
                types[fact.name] = self.alias(fact.name)
        return types

    def alias(self, fact: str) -> Identifier:
        """The type that lists a fact's choices."""
        return self._names.of("type", fact, camel(fact))

    def input(self, name: str) -> Identifier:
        """The input name of a fact, a defined value, an amount or a built-in."""
        return self._names.of("input", name)

    def condition(self, expr: Expr) -> Body:
        """A condition: comparisons of unknowns are inputs of their own."""
        body = Body()
        body.text = self._write(expr, body, split=True).text
        return body

    def formula(self, expr: Expr, *, with_currency: bool = False) -> Body:
        """A value: everything is computed in place; of money perhaps with its currency."""
        body = Body()
        body.text = self._write(expr, body, split=False).text
        if with_currency:
            body.text = f"rt.Money({body.text}, {self._currency(expr)})"
        return body

    def _currency(self, expr: Expr) -> str:
        own = getattr(expr, "currency", None)
        if own is not None:
            return literals.text(own)
        if isinstance(expr, ValueRef):
            return f"{self.input(expr.name)}.currency"
        return next(self._currency(part) for part in children(expr) if getattr(part, "type", None) == "money")

    # ── Writing ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _write(self, expr: Expr, body: Body, *, split: bool) -> Text:
        match expr:
            case Literal():
                return self._literal(expr, body)
            case FactRef():
                return self._read(body, self.input(expr.name), self._types.get(expr.name, TYPES[expr.type]))
            case ValueRef():
                return self._value(expr, body)
            case Builtin():
                name = self.input(expr.name)
                if expr.name == "start":
                    self.inputs[name] = "rt.Start()"
                return self._read(body, name, "str" if expr.name == "service" else TYPES[expr.type])
            case Arithmetic():
                return self._arithmetic(expr, body)
            case WholeYears(unit="hours" | "minutes" | "seconds"):
                start, end = (self._as(part, "instant", body).text for part in (expr.start, expr.end))
                return Text(f"rt.whole_time({start}, {end}, {literals.text(expr.unit)})")
            case OfPeriod():
                day = self._as(expr.day, "date", body).text
                function = "rest_of_period" if expr.which == "rest" else f"{expr.which}_day"
                return Text(f"rt.{function}({day}, {literals.text(expr.unit)})")
            case WholeYears():
                start, end = (self._as(part, "date", body).text for part in (expr.start, expr.end))
                if expr.unit == "years":
                    return Text(f"rt.whole_years({start}, {end})")
                return Text(f"rt.whole({start}, {end}, {literals.text(expr.unit)})")
            case Delay():
                declared = f"rt.DelayOf({literals.text(expr.window)})"
                name = self._names.of("derived", declared, f"delay_of_{expr.window}")
                self.inputs[name] = declared
                return self._read(body, name, TYPES[expr.type])
            case Pick():
                parts = ", ".join(self._as(part, expr.type, body).text for part in (expr.left, expr.right))
                return Text(f"{_picker(expr)}({parts})")
            case Rounded():
                amount = self._write(expr.of, body, split=False).text
                rounded = f"rt.rounded_{expr.direction}({amount}, {literals.number(expr.step)})"
                return Text(f"int({rounded})" if expr.type == "whole" else rounded)
            case Steps():
                function = {"started": "started", "full": "full", "exact": "ratio"}[expr.part]
                amount = self._write(expr.of, body, split=False).text
                return Text(f"rt.{function}({amount}, {literals.number(expr.size)})")
            case Compare() | OneOf() | InRange():
                return self._comparison(expr, body, split)
            case During() | WindowIs() | StateIs() | Holds() | InForce() | Member():
                return self._circumstance(expr, body)
            case And():
                return Text(" and ".join(self._write(i, body, split=split).within(_AND + 1) for i in expr.items), _AND)
            case Or():
                return Text(" or ".join(self._write(i, body, split=split).within(_OR + 1) for i in expr.items), _OR)
            case Not() if isinstance(expr.item, Compare) and is_plain(expr.item, self._zoned):
                opposite = expr.item.model_copy(update={"op": _OPPOSITE[expr.item.op]})
                return self._write(opposite, body, split=split)
            case Not():
                return Text(f"not {self._write(expr.item, body, split=split).within(_NOT)}", _NOT)
            case _:
                assert_never(expr)

    def _read(self, body: Body, name: Identifier, kind: str) -> Text:
        body.reads[name] = kind
        return Text(name)

    def _zone(self, body: Body) -> str:
        name = self._names.of("zone", "", "zone")
        self.inputs[name] = "rt.Zone()"
        return self._read(body, name, "tzinfo").text

    def _literal(self, expr: Literal, body: Body) -> Text:
        match expr.type:
            case "yes_no":
                return Text("True" if expr.value == "yes" else "False")
            case "choice" | "country" | "zone":
                return Text(literals.text(str(expr.value)))
            case "date":
                return Text(literals.day(date.fromisoformat(str(expr.value))))
            case "instant":
                local = datetime.fromisoformat(str(expr.value))
                if local.tzinfo is not None:
                    return Text(literals.instant(local))
                parts = (local.hour, local.minute, local.second)
                told = ", ".join(map(str, parts if local.second else parts[:2]))
                clock = f", time({told})" if any(parts) else ""
                return Text(f"rt.local_instant({literals.day(local.date())}, {self._zone(body)}{clock})")
            case _:
                return Text(literals.number(Decimal(expr.value)))

    def _value(self, expr: ValueRef, body: Body) -> Text:
        name, chosen = self.input(expr.name), chooses_currency(expr)
        if all(define.name != expr.name for define in self._contract.defines):
            self.inputs[name] = f"rt.AmountOf({literals.text(expr.name)}{', with_currency=True' if chosen else ''})"
        if chosen:
            self._read(body, name, "rt.Money")
            return Text(f"{name}.amount")
        return self._read(body, name, TYPES[expr.type])

    def _circumstance(self, expr: During | WindowIs | StateIs | Holds | InForce | Member, body: Body) -> Text:
        match expr:
            case During():
                wanted, declared = f"{expr.subject}_during_{expr.calendar}", during(expr.subject, expr.calendar)
            case WindowIs():
                wanted = f"{expr.window}_is_{expr.status}"
                declared = f"rt.WindowIs({literals.text(expr.window)}, {literals.text(expr.status)})"
            case StateIs():
                wanted, declared = f"while_{expr.state}", f"rt.StateIs({literals.text(expr.state)})"
            case Holds():
                wanted, declared = f"holds_{expr.offer}", f"rt.Holds({literals.text(expr.offer)})"
            case InForce():
                wanted, declared = "in_force", "rt.InForce()"
            case Member():
                inputs = [literals.text(self.input(one.name)) for one in (expr.item, expr.listed) if _is_named(one)]
                wanted, declared = spoken(expr), f"rt.Member({', '.join(inputs)})"
        name = self._names.of("derived", declared, wanted)
        self.inputs[name] = declared
        return self._read(body, name, "bool")

    # ── Arithmetic ──────────────────────────────────────────────────────────────────────────────────────────────

    def _arithmetic(self, expr: Arithmetic, body: Body) -> Text:
        if expr.type in {"date", "instant"}:
            return self._moved(expr, body)
        left = self._write(expr.left, body, split=False)
        right = self._write(expr.right, body, split=False)
        match expr.op:
            case "+":
                return Text(f"{left.within(_SUM)} + {right.within(_SUM)}", _SUM)
            case "-":
                return Text(f"{left.within(_SUM)} - {right.within(_PRODUCT)}", _SUM)
            case "*":
                return Text(f"{left.within(_PRODUCT)} * {right.within(_PRODUCT)}", _PRODUCT)
            case "/":
                return Text(f"rt.ratio({left.text}, {right.text})")

    def _moved(self, expr: Arithmetic, body: Body) -> Text:
        """A date or an instant and a length of time."""
        start, length = (expr.left, expr.right) if expr.left.type in {"date", "instant"} else (expr.right, expr.left)
        sign = "-" if expr.op == "-" else ""
        unit = unit_of(length)
        if unit is not None:
            count = f"{sign}{self._write(length, body, split=False).within(_ATOM)}"
            moved = self._as(start, expr.type, body).text
            if expr.type == "date":
                return Text(f"rt.later({moved}, {count}, {literals.text(unit)})")
            return Text(f"rt.instant_later({moved}, {count}, {literals.text(unit)}, {self._zone(body)})")
        lapse = self._write(length, body, split=False).within(_PRODUCT)
        return Text(f"rt.after({self._as(start, 'instant', body).text}, {sign}{lapse})")

    def _as(self, expr: Expr, wanted: Type, body: Body) -> Text:
        """An expression as a date or an instant where the other is meant: a date is its local midnight."""
        found = self._write(expr, body, split=False)
        if wanted == "instant" and expr.type == "date":
            return Text(f"rt.local_instant({found.text}, {self._zone(body)})")
        if wanted == "date" and expr.type == "instant":
            return Text(f"rt.local_date({found.text}, {self._zone(body)})")
        return found

    # ── Comparisons ─────────────────────────────────────────────────────────────────────────────────────────────

    def _comparison(self, expr: Compare | OneOf | InRange, body: Body, split: bool) -> Text:
        if not split or is_plain(expr, self._zoned) or (isinstance(expr, Compare) and expr.left.type == "yes_no"):
            return self._compared(expr, body)
        if isinstance(expr, InRange):
            low = Compare(op=">=", left=expr.item, right=expr.low)
            high = Compare(op="<=", left=expr.item, right=expr.high)
            return self._write(And(items=(low, high)), body, split=True)
        if isinstance(expr, Compare) and expr.op in {">", "<=", "!="}:
            return self._turned(expr, body)
        if isinstance(expr, Compare) and expr.op == ">=":
            opposite = expr.model_copy(update={"op": "<"})
            return Text(f"not {self._write(opposite, body, split=True).within(_NOT)}", _NOT)
        return self._input_of(expr, body)

    def _turned(self, expr: Compare, body: Body) -> Text:
        """`a > b` asks the same as `b < a`, `a <= b` the opposite, `a != b` the opposite of `a = b`."""
        if expr.op == "!=":
            equal = expr.model_copy(update={"op": "="})
            return Text(f"not {self._write(equal, body, split=True).within(_NOT)}", _NOT)
        turned = Compare(op="<" if expr.op == ">" else ">=", left=expr.right, right=expr.left)
        return self._write(turned, body, split=True)

    def _compared(self, expr: Compare | OneOf | InRange, body: Body) -> Text:
        match expr:
            case Compare() if expr.left.type == "yes_no":
                return self._alike(expr, body)
            case Compare():
                wanted: Type = "date" if "date" in {expr.left.type, expr.right.type} else expr.left.type
                left = self._as(expr.left, wanted, body).within(_COMPARE + 1)
                right = self._as(expr.right, wanted, body).within(_COMPARE + 1)
                return Text(f"{left} {_SIGNS[expr.op]} {right}", _COMPARE)
            case OneOf():
                item = self._write(expr.item, body, split=False).within(_COMPARE + 1)
                if len(expr.values) == 1:
                    return Text(f"{item} == {literals.text(expr.values[0])}", _COMPARE)
                return Text(f"{item} in ({', '.join(map(literals.text, expr.values))})", _COMPARE)
            case InRange():
                ends = (expr.low, expr.item, expr.high)
                kind: Type = "date" if "date" in {part.type for part in ends} else expr.item.type
                parts = [self._as(part, kind, body) for part in ends]
                return Text(" <= ".join(part.within(_COMPARE + 1) for part in parts), _COMPARE)

    def _alike(self, expr: Compare, body: Body) -> Text:
        """A comparison of two yes/no conditions; one with a constant is the condition or its opposite."""
        left, right = self._write(expr.left, body, split=True), self._write(expr.right, body, split=True)
        if isinstance(expr.right, Literal):
            same = (expr.right.value == "yes") == (expr.op == "=")
            return left if same else Text(f"not {left.within(_NOT)}", _NOT)
        return Text(f"{left.within(_COMPARE + 1)} {_SIGNS[expr.op]} {right.within(_COMPARE + 1)}", _COMPARE)

    def _input_of(self, expr: Compare | OneOf, body: Body) -> Text:
        inner = Body()
        inner.text = self._compared(expr, inner).text
        key = inner.text
        name = self._names.of("compared", key, _slug(expr))
        if name not in self.comparisons:
            function = self._names.of("compare", key, f"compare_{name}")
            self.comparisons[name] = Comparison(name, function, inner)
            self._fresh.append(self.comparisons[name])
            self.inputs[name] = f"rt.Compared({function})"
        return self._read(body, name, "bool")

    def new_comparisons(self) -> list[Comparison]:
        """The comparisons of unknowns that were written since the last call."""
        fresh, self._fresh = self._fresh, []
        return fresh


def during(subject: str, calendar: str) -> str:
    """The declaration of the input that asks whether a calendar is open."""
    return f"rt.During({literals.text(subject)}, {literals.text(calendar)})"


def is_plain(expr: Compare | OneOf | InRange, zoned: bool) -> bool:
    """Whether a comparison is of one input with constants. `zoned`: the contract's zone is known; else a comparison that
    hangs on the local time is none."""
    if isinstance(expr, OneOf):
        return _is_input(expr.item)
    if not zoned and {"date", "instant"} <= {part.type for part in children(expr)}:
        return False
    if isinstance(expr, InRange):
        return _is_input(expr.item) and _is_constant(expr.low, zoned) and _is_constant(expr.high, zoned)
    sides = (expr.left, expr.right)
    return any(_is_input(one) and _is_constant(other, zoned) for one, other in (sides, sides[::-1]))


def _picker(expr: Pick) -> str:
    """The function that picks; those of amounts have a type of their own, since nested built-ins lose it."""
    if TYPES[expr.type] == "rt.Number":
        return f"rt.{expr.which}"
    return "max" if expr.which == "greater" else "min"


def _is_named(expr: Expr) -> TypeGuard[FactRef | ValueRef]:
    return isinstance(expr, FactRef | ValueRef)


def _is_input(expr: Expr) -> bool:
    return isinstance(expr, FactRef | ValueRef | Builtin)


def _is_constant(expr: Expr, zoned: bool) -> bool:
    if isinstance(expr, Literal):
        return zoned or expr.type != "instant" or datetime.fromisoformat(str(expr.value)).tzinfo is not None
    parts = (_is_constant(part, zoned) for part in children(expr))
    return isinstance(expr, Arithmetic | Pick | Rounded | Steps) and all(parts)


def _slug(expr: Expr) -> str:
    """A name for a comparison, out of what it compares."""
    return shortened(spoken(expr), _LONGEST)


def spoken(expr: Expr) -> str:
    """What an expression says, as words of a python name: `severity_is_s1_and_opened_during_office`."""
    match expr:
        case FactRef() | ValueRef() | Builtin():
            return expr.name
        case Literal():
            return str(expr.value).replace(".", "_").replace("-", "_").replace(":", "")
        case Compare():
            return f"{spoken(expr.left)}_{_WORDS[expr.op]}_{spoken(expr.right)}"
        case OneOf():
            return f"{spoken(expr.item)}_in_{'_'.join(expr.values)}"
        case InRange():
            return f"{spoken(expr.item)}_in_{spoken(expr.low)}_to_{spoken(expr.high)}"
        case Member():
            return f"{spoken(expr.item)}_in_{expr.listed.name}"
        case During():
            return f"{expr.subject}_during_{expr.calendar}"
        case WindowIs():
            return f"{expr.window}_is_{expr.status}"
        case StateIs():
            return f"while_{expr.state}"
        case Holds():
            return f"holds_{expr.offer}"
        case InForce():
            return "in_force"
        case Not():
            return f"not_{spoken(expr.item)}"
        case And() | Or():
            return f"_{expr.kind}_".join(spoken(item) for item in expr.items)
        case Delay():
            return f"delay_of_{expr.window}"
        case Arithmetic() | WholeYears() | OfPeriod() | Pick() | Rounded() | Steps():
            return "_".join((expr.kind, *(spoken(part) for part in children(expr))))
        case _:
            assert_never(expr)
