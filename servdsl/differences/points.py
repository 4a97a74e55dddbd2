"""Values for the facts that formulas read: small, middling and large ones, inside the cell where two formulas differ.

price 2% of bom | 100 EUR + 1% of bom, bom < 50_000     bom 500, 25_000, 49_500: dearer at first, cheaper at last
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from fractions import Fraction
from itertools import chain, product

from servdsl.cells import Cell
from servdsl.cells.domains import NAMES
from servdsl.cells.ranges import Range, Ranges
from servdsl.cells.witness import members
from servdsl.differences.drafts import Draft, Writer
from servdsl.differences.joint import Joint
from servdsl.differences.meaning import all_expressions
from servdsl.differences.suspects import Suspect
from servdsl.model.contract import Fact
from servdsl.model.expressions import Builtin, Expr, FactRef, ValueRef

_ORDERED = frozenset({"money", "whole", "number", "percent", "duration"})
_SMALL, _MIDDLING, _LARGE = 10, 500, 1_000_000
_FEW = 12
_MIXED = 3
_DAYS_AGO = (500, 130, 12)
_DURATIONS = (1800, 5 * 3600, 100 * 3600)

Choices = tuple[object, object, object]
"""A small, a middling and a large value."""


class Points:
    """Completes drafts with the facts that the formulas of a suspect read."""

    def __init__(self, joint: Joint, writer: Writer) -> None:
        self._joint = joint
        self._writer = writer
        self._facts = {fact.name: fact for fact in joint.contract.facts}
        self._defines = {define.name: define for define in joint.contract.defines}
        self._ranges = Ranges(joint.contract)

    def of(self, suspect: Suspect, draft: Draft) -> list[Draft]:
        """The draft with each choice of values; it alone where no formula reads anything."""
        read = list(self._read((suspect.old.value, suspect.new.value)))
        facts = list(dict.fromkeys(e.name for e in read if isinstance(e, FactRef) and e.name in self._facts))
        base = self._with_builtins(draft, read)
        cells = self._cells(suspect)
        varied = {
            name: self._choices(self._facts[name], cells.get(name))
            for name in facts
            if name not in draft.facts or self._facts[name].type in _ORDERED
        }
        made: list[Draft] = []
        for pick in _picks(len(varied)):
            one = base.copy()
            one.facts |= {name: choices[n] for (name, choices), n in zip(varied.items(), pick, strict=True)}
            if all(one.facts != other.facts for other in made):
                made.append(one)
        return made

    def filled(self, draft: Draft, needs: Iterable[str]) -> Draft | None:
        """The draft with a middling value for each fact that is needed; None where none of them can be given."""
        made = draft.copy()
        for name in needs:
            if name in self._facts and name not in made.facts:
                made.facts[name] = self._choices(self._facts[name], None)[1]
            elif name == "opened" and made.opened is None:
                made.opened = self._writer.usual()
            elif name == "start" and made.start is None:
                made.start = (self._writer.usual() - timedelta(days=30)).date()
        return made if made.size() > draft.size() else None

    def _with_builtins(self, draft: Draft, read: Iterable[Expr]) -> Draft:
        made = draft.copy()
        for expr in read:
            if isinstance(expr, Builtin) and expr.name == "opened" and made.opened is None:
                made.opened = self._writer.usual()
            if isinstance(expr, Builtin) and expr.name == "start" and made.start is None:
                made.start = (self._writer.usual() - timedelta(days=30)).date()
        return made

    def _read(self, records: Iterable[object]) -> Iterator[Expr]:
        """What formulas read, through the defined values that they name."""
        todo = list(chain.from_iterable(all_expressions(record) for record in records))
        seen: set[str] = set()
        while todo:
            expr = todo.pop(0)
            yield expr
            define = self._defines.get(expr.name) if isinstance(expr, ValueRef) else None
            if define is not None and define.name not in seen:
                seen.add(define.name)
                todo += all_expressions(define.cases)

    def _cells(self, suspect: Suspect) -> dict[str, Cell]:
        numbers = suspect.grid.assignment(next(members(suspect.cells)))
        atoms = zip(suspect.grid.atoms, numbers, strict=True)
        return {atom.name: atom.cells[n] for atom, n in atoms if atom.kind == "fact"}

    # ── One fact ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _choices(self, fact: Fact, cell: Cell | None) -> Choices:
        if cell is not None and not cell.open:
            return cell.sample, cell.sample, cell.sample
        match fact.type:
            case "yes_no":
                return False, True, True
            case "choice" | "country":
                names = [choice.name for choice in fact.choices] or list(fact.countries or ("PT", "MX"))
                named = names if cell is None else [str(cell.sample)]
                return named[0], named[len(named) // 2], named[-1]
            case "date":
                first, second, third = (self._writer.usual().date() - timedelta(days=n) for n in _DAYS_AGO)
                return first, second, third
            case "instant":
                start, middle, end = (self._writer.usual() - timedelta(days=n) for n in _DAYS_AGO)
                return start, middle, end
            case "zone":
                return self._joint.zone, self._joint.zone, self._joint.zone
            case "dates" | "names":
                return [], [], []
            case "name":
                return NAMES[0], NAMES[0], NAMES[0]
            case "duration" if cell is None:
                return tuple(map(Fraction, _DURATIONS))  # type: ignore[return-value]
            case "money" | "whole" | "number" | "percent" | "duration":
                return self._quantities(fact, cell)

    def _quantities(self, fact: Fact, cell: Cell | None) -> Choices:
        span = self._ranges.of_fact(fact.name)
        low, high = _bounds(span, cell)
        if low is None:
            low = Fraction(0) if high is None or high > 0 else high - _LARGE
        if fact.type == "whole":
            inside = range(int(low), int(low + _FEW if high is None else high) + 1)
            return inside[0], inside[len(inside) // 2], inside[-1]
        if fact.type == "percent" and high is None:
            high = max(Fraction(1), low * 2)
        if high is None:
            return low + _SMALL, low + _MIDDLING, low + _LARGE
        step = (high - low) / 100
        return low + step, (low + high) / 2, high - step


def _bounds(span: Range, cell: Cell | None) -> tuple[Fraction | None, Fraction | None]:
    """What a quantity lies between: the cell's bounds, which it does not reach, else the declared ones."""
    low, high = span.low, span.high
    if cell is not None and isinstance(cell.low, int | Fraction):
        low = Fraction(cell.low) + (1 if isinstance(cell.low, int) else 0)
    if cell is not None and isinstance(cell.high, int | Fraction):
        high = Fraction(cell.high) - (1 if isinstance(cell.high, int) else 0)
    return low, high


def _picks(count: int) -> list[tuple[int, ...]]:
    """All middling, all small, all large, and every mixture of small and large; of many facts, the first against the
    others."""
    if count == 0:
        return [()]
    if count <= _MIXED:
        return [(1,) * count, *product((0, 2), repeat=count)]
    same = [(n,) * count for n in (1, 0, 2)]
    return [*same, (0, *(2,) * (count - 1)), (2, *(0,) * (count - 1))]
