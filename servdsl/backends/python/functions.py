"""The functions of a generated evaluator: conditions, formulas, definitions and the cases of decided values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servdsl.backends.python import literals
from servdsl.backends.python.expressions import TYPES, Body, Writer, chooses_currency, spoken
from servdsl.backends.python.layout import STEP, WIDTH, statement
from servdsl.backends.python.names import Identifier, Names, comment, constant, shortened
from servdsl.cells import Cases, Sweep, cases, same
from servdsl.model import Contract
from servdsl.model.contract import Clause, Define, DefineCase
from servdsl.model.expressions import Expr, Literal, unit_of

_LONGEST = 56
_Case = Clause | DefineCase


@dataclass(frozen=True, slots=True)
class Function:
    """A function ready to be laid out; `body` is indented by one step."""

    name: Identifier
    parameters: tuple[tuple[str, str], ...]
    returns: str
    summary: str
    body: tuple[str, ...]

    @property
    def text(self) -> str:
        """The definition."""
        listed = [f"{name}: {kind}" for name, kind in self.parameters]
        head = f"def {self.name}({', '.join(listed)}) -> {self.returns}:"
        if len(head) > WIDTH:
            head = "\n".join((f"def {self.name}(", *(f"{STEP}{one}," for one in listed), f") -> {self.returns}:"))
        summary = [f'{STEP}"""{self.summary}"""'] if self.summary else []
        return "\n".join((head, *summary, *self.body))


class Functions:
    """Makes functions on demand and keeps them in the order of their making; equal ones are made once."""

    def __init__(self, contract: Contract, names: Names, writer: Writer, sweep: Sweep) -> None:
        self._contract = contract
        self._names = names
        self._writer = writer
        self._sweep = sweep
        self._known: dict[tuple[object, ...], Identifier] = {}
        self._made: list[Function] = []

    def taken(self) -> list[Function]:
        """The functions made since the last call, those for comparisons among them."""
        made, self._made = self._made, []
        return made

    def _make(self, name: Identifier, body: Body, returns: str, summary: str, lines: Sequence[str]) -> Identifier:
        for comparison in self._writer.new_comparisons():
            text = statement("return ", comparison.body.text, "", 1)
            parameters = tuple(comparison.body.reads.items())
            self._made.append(Function(comparison.function, parameters, "bool", "", tuple(text)))
        self._made.append(Function(name, tuple(body.reads.items()), returns, summary, tuple(lines)))
        return name

    # ── Conditions and formulas ─────────────────────────────────────────────────────────────────────────────────

    def test(self, owner: str, expr: Expr) -> Identifier:
        """The function of a condition, named after what it asks; `owner` names it where that is too long."""
        asked = spoken(expr)
        return self._test(f"if_{asked if len(asked) <= _LONGEST else owner}", expr)

    def _test(self, wanted: str, expr: Expr) -> Identifier:
        body = self._writer.condition(expr)
        key = ("test", body.text)
        if key not in self._known:
            name = self._names.of("test", body.text, wanted)
            self._known[key] = self._make(name, body, "bool", "", statement("return ", body.text, "", 1))
        return self._known[key]

    def formula(self, owner: str, expr: Expr, *, with_currency: bool = False) -> Identifier:
        """The function of a value that is computed; equal formulas share one."""
        with_currency = with_currency or chooses_currency(expr)
        body = self._writer.formula(expr, with_currency=with_currency)
        key = ("formula", body.text, expr.type)
        if key not in self._known:
            name = self._names.of("formula", f"{expr.type} {body.text}", owner)
            lines = statement("return ", body.text, "", 1)
            self._known[key] = self._make(name, body, "rt.Money" if with_currency else TYPES[expr.type], "", lines)
        return self._known[key]

    def lapse(self, owner: str, expr: Expr, calendar: str | None) -> Identifier:
        """The function of a length of time that facts tell, counted in a calendar where one is named."""
        body = self._writer.formula(expr)
        unit = unit_of(expr)
        on = "" if calendar is None else f", on={literals.text(calendar)}"
        body.text = f"rt.lapse({body.text}{on})" if unit is None else f"rt.units({body.text}, {literals.text(unit)})"
        key = ("lapse", body.text)
        if key not in self._known:
            name = self._names.of("formula", body.text, owner)
            self._known[key] = self._make(name, body, "rt.Length", "", statement("return ", body.text, "", 1))
        return self._known[key]

    # ── Definitions ─────────────────────────────────────────────────────────────────────────────────────────────

    def define(self, define: Define) -> dict[str, str]:
        """What declares a definition: its only row, or the function that finds the row that holds."""
        name = define.name
        if len(define.cases) == 1 and define.cases[0].when is None:
            return {"row": self._row(define, define.cases[0], f"compute_{name}")}
        rows = [self._row(define, case, f"compute_{name}_{number}") for number, case in enumerate(define.cases, 1)]
        body, lines = Body(), []
        for line in self._chain(body, define.cases, rows):
            lines += line
        function = self._names.of("cases", name, f"find_{name}")
        self._make(function, body, "rt.Row | None", comment(define.labels.text("", name)), lines)
        return {"cases": function}

    def _row(self, define: Define, case: DefineCase, wanted: str) -> str:
        lower, chosen = ", lower_bound=True" if case.lower_bound else "", chooses_currency(define)
        if isinstance(case.value, Literal):
            body = self._writer.formula(case.value, with_currency=chosen)
            if not body.reads:
                return f"rt.Row({body.text}{lower})"
        if define.type == "yes_no":
            return f"rt.Row({self._test(wanted.replace('compute_', 'if_', 1), case.value)}{lower})"
        return f"rt.Row({self.formula(wanted, case.value, with_currency=chosen)}{lower})"

    # ── Decided values ──────────────────────────────────────────────────────────────────────────────────────────

    def decision(self, layers: str, clauses: Sequence[Clause], constants: dict[str, Identifier]) -> Identifier:
        """The function that finds the clause that decides a value in a layer."""
        key = ("decision", *(clause.id for clause in clauses))
        if key not in self._known:
            first = clauses[0]
            wanted = "_".join(part for part in ("decide", layers, first.kind, first.thing) if part)
            name = self._names.of("decision", " ".join(map(str, key)), wanted)
            body, lines = Body(), []
            for line in self._chain(body, clauses, [constants[clause.id] for clause in clauses]):
                lines += line
            self._known[key] = self._make(name, body, "rt.Decision", "", lines)
        return self._known[key]

    def _chain(self, body: Body, given: Sequence[_Case], results: Sequence[str]) -> Iterator[list[str]]:
        """One `if` for each case, the most specific first; where two apply and neither wins, both are returned."""
        found = cases(self._contract, given, sweep=self._sweep)
        beaten = 0
        for place, index in enumerate(found.order):
            case = given[index]
            rivals = [
                other
                for other in found.order[place + 1 :]
                if given[other].strength == case.strength
                and found.truths[index] & found.truths[other] & ~beaten
                and not _is_exception(found, index, other, given)
            ]
            beaten |= found.truths[index]
            yield self._branch(body, case, results[index], [(given[r], results[r]) for r in rivals])
            if case.when is None:
                return
        yield [f"{STEP}return None"]

    def _branch(self, body: Body, case: _Case, result: str, rivals: list[tuple[_Case, str]]) -> list[str]:
        lines, indent = [], 1
        if case.when is not None:
            lines += statement("if ", self._condition(body, case.when), ":", 1)
            indent = 2
        for rival, other in rivals:
            conflict = f"return rt.Conflict({result}, {other})" if isinstance(rival, Clause) else "return None"
            if rival.when is None:
                return [*lines, f"{STEP * indent}{conflict}"]
            lines += statement("if ", self._condition(body, rival.when), ":", indent)
            lines.append(f"{STEP * (indent + 1)}{conflict}")
        return [*lines, f"{STEP * indent}return {result}"]

    def _condition(self, body: Body, expr: Expr) -> str:
        written = self._writer.condition(expr)
        body.reads |= written.reads
        return written.text


def _is_exception(found: Cases, index: int, other: int, given: Sequence[_Case]) -> bool:
    """Whether the first case wins over the second, or says the same (decisions 5 and 6)."""
    implies = not found.truths[index] & ~found.truths[other]
    equal = found.truths[index] == found.truths[other]
    return (implies and not equal) or _says_the_same(given[index], given[other])


def _says_the_same(one: _Case, other: _Case) -> bool:
    if isinstance(one, Clause) and isinstance(other, Clause):
        return same(one.value, other.value)
    if isinstance(one, DefineCase) and isinstance(other, DefineCase):
        return same(one.value, other.value) and one.lower_bound == other.lower_bound
    return False


def of_layers(layers: Sequence[str]) -> str:
    """A wish for a name that begins with layers: all of them, or the first and how many more."""
    joined = "_and_".join(layers)
    return joined if len(joined) <= _LONGEST else f"{layers[0]}_and_{len(layers) - 1}_more"


def wish(clause: Clause) -> str:
    """The name that a clause's constant would like to have: its id, shortened where many offers share it."""
    _, dot, rest = clause.id.partition(".")
    wanted = clause.id if len(clause.id) <= _LONGEST else f"{of_layers(clause.layers)}{dot}{rest}"
    return shortened(constant(wanted), 2 * _LONGEST - 10)
