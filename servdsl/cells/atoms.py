"""Atoms: what conditions depend on, each with its cells.

severity is s1 and bom < 750000 CNY and opened during office
    Variable("fact", "severity", s1 | s2 | s3)
    Variable("fact", "bom", below | at | above 750000 CNY)
    Opaque("during", During("opened", "office"), no | yes)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal as Lit

from servdsl.cells.domains import Cell, Domains
from servdsl.cells.formulas import Formula, Formulas, Subject, Test, name_of, tests
from servdsl.cells.words import CellValue
from servdsl.model import Contract
from servdsl.model.expressions import Expr, Type


@dataclass(frozen=True, slots=True)
class Variable:
    """A fact, a defined value that is not expanded, a built-in input (`opened`, `start`, `service`), the tier held, or
    a window's status (`met`, `breached`, `neither`). `name` is the fact's; of a tier `tier`, of a window its own."""

    subject: Subject = field(repr=False)
    kind: Lit["fact", "value", "builtin", "tier", "window"]
    name: str
    type: Type
    cells: tuple[Cell, ...]

    @property
    def candidates(self) -> tuple[CellValue, ...]:
        """One value of each cell."""
        return tuple(cell.sample for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Opaque:
    """A yes/no that is not looked into: `during`, a state, an add-on held, `in_force`, a comparison of two unknowns.

    `condition` is its normal form: a comparison has the operator `<` or `=`. Its cells are no and yes, in this order.
    """

    subject: Subject = field(repr=False)
    kind: Lit["during", "state", "addon", "in force", "comparison"]
    name: str
    condition: Expr
    cells: tuple[Cell, ...]

    @property
    def candidates(self) -> tuple[CellValue, ...]:
        """`False` and `True`."""
        return (False, True)


Atom = Variable | Opaque


def atoms(contract: Contract, conditions: Iterable[Expr | None]) -> tuple[Atom, ...]:
    """The atoms of all these conditions together, in the order in which they are first read.

    The constants of all conditions given split the domains: give together what is to be compared together.
    """
    formulas = Formulas(contract)
    return of_formulas(Domains(contract), (formulas.of(condition) for condition in conditions))


def of_formulas(domains: Domains, formulas: Iterable[Formula]) -> tuple[Atom, ...]:
    """The atoms of translated conditions."""
    made: dict[Subject, dict[Test, None]] = {}
    for formula in formulas:
        for test in tests(formula):
            made.setdefault(test.subject, {})[test] = None
    return tuple(_atom(subject, domains.cells(subject, asked)) for subject, asked in made.items())


def _atom(subject: Subject, cells: tuple[Cell, ...]) -> Atom:
    match subject.kind:
        case "fact" | "value" | "builtin" | "tier" | "window":
            return Variable(subject, subject.kind, str(subject.name), subject.type, cells)
        case kind:
            assert subject.condition is not None
            return Opaque(subject, kind, name_of(subject), subject.condition, cells)
