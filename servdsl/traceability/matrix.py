"""The traceability matrix: source clauses against statements, both ways.

NWP-012   computable: yes   →   encoded by northwind.plan:91, clause plus.windows.respond.stopped
NWP-090   computable: no    →   told, northwind.plan:14, note "History of the company"
NWP-033   computable: yes   →   lost: nothing but a note cites it
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from servdsl.model import Contract
from servdsl.traceability.register import Register, SourceClause
from servdsl.traceability.statements import Role, Statement, statements

Status = Literal["encoded", "settled", "told", "shown", "lost", "open"]
"""encoded: answers rest on a statement that cites it. settled: only an assumption or a contradiction does. told: only a
note does, and it is not computable. shown: not computable, and only an example cites it. lost: computable, and none of
the first two. open: not computable, and nothing cites it."""

CASE_REFERENCE = "case-reference"
"""The kind of a source clause that states a worked case: an example is what encodes it."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A source clause and the statements that cite it, in the order of the files."""

    clause: SourceClause
    statements: tuple[Statement, ...]

    @property
    def computable(self) -> bool:
        return self.clause.computable != "no"

    @property
    def status(self) -> Status:
        roles: set[Role] = {statement.role for statement in self.statements}
        if "computes" in roles or ("shows" in roles and self.clause.kind == CASE_REFERENCE):
            return "encoded"
        if "settles" in roles:
            return "settled"
        if self.computable:
            return "lost"
        return "told" if "tells" in roles else "shown" if "shows" in roles else "open"


@dataclass(frozen=True, slots=True)
class UnknownCitation:
    """A citation of an id that the register does not have."""

    id: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums of one document: of its computable clauses those encoded and those that only a reading settles; of the
    others those that anything accounts for."""

    document: str
    title: str
    computable: int
    encoded: int
    settled: int
    others: int
    accounted: int

    @property
    def lost(self) -> int:
        return self.computable - self.encoded - self.settled


@dataclass(frozen=True, slots=True)
class Traceability:
    """`clauses`: those of the documents that the contracts declare, in the order of the register. `outside`: documents of
    the register that no contract declares, with the number of their clauses; those are not counted anywhere else."""

    register: str
    clauses: tuple[Traced, ...]
    statements: tuple[Statement, ...]
    unknown: tuple[UnknownCitation, ...]
    tallies: tuple[Tally, ...]
    outside: tuple[tuple[str, int], ...]

    @property
    def lost(self) -> tuple[Traced, ...]:
        """Computable clauses that nothing encodes."""
        return tuple(traced for traced in self.clauses if traced.status == "lost")

    @property
    def settled(self) -> tuple[Traced, ...]:
        """Computable clauses that only an assumption or a contradiction cites."""
        return tuple(traced for traced in self.clauses if traced.computable and traced.status == "settled")

    @property
    def open(self) -> tuple[Traced, ...]:
        """Clauses that are not computable, and that nothing accounts for."""
        return tuple(traced for traced in self.clauses if traced.status == "open")

    @property
    def uncited(self) -> tuple[Statement, ...]:
        """Statements that no source clause supports."""
        return tuple(statement for statement in self.statements if not statement.cited)

    @property
    def complete(self) -> bool:
        """Whether no computable clause is lost and every citation is of a clause that there is."""
        return not self.lost and not self.unknown


def trace(contracts: Sequence[Contract], register: Register) -> Traceability:
    """Lay the statements of contracts against a register; several contracts may encode one document."""
    said = [statement for contract in contracts for statement in statements(contract)]
    citing: dict[str, list[Statement]] = {}
    for statement in said:
        for source in statement.sources:
            citing.setdefault(source, []).append(statement)
    titles = _titles(contracts)
    inside = [clause for clause in register.clauses if clause.document in titles]
    traced = tuple(Traced(clause, tuple(citing.get(clause.id, ()))) for clause in inside)
    known = {clause.id for clause in register.clauses}
    return Traceability(
        register=register.file,
        clauses=traced,
        statements=tuple(said),
        unknown=tuple(UnknownCitation(id_, s) for s in said for id_ in s.sources if id_ not in known),
        tallies=tuple(_tally(document, title, traced) for document, title in titles.items()),
        outside=_outside(register.clauses, titles),
    )


def _titles(contracts: Iterable[Contract]) -> dict[str, str]:
    """The declared documents, by prefix, each with the title under which it is declared first."""
    titles: dict[str, str] = {}
    for contract in contracts:
        for document in (contract.document, *contract.further_documents):
            if document is not None:
                titles.setdefault(document.prefix, document.title)
    return titles


def _tally(document: str, title: str, traced: Iterable[Traced]) -> Tally:
    own = [one for one in traced if one.clause.document == document]
    computable = [one.status for one in own if one.computable]
    others = [one.status for one in own if not one.computable]
    return Tally(
        document=document,
        title=title,
        computable=len(computable),
        encoded=computable.count("encoded"),
        settled=computable.count("settled"),
        others=len(others),
        accounted=len(others) - others.count("open"),
    )


def _outside(clauses: Iterable[SourceClause], titles: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for clause in clauses:
        if clause.document not in titles:
            counts[clause.document] = counts.get(clause.document, 0) + 1
    return tuple(counts.items())
