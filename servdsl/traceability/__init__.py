"""Traceability: which source clause is encoded by which statement, and which statement rests on which source clause.

    contracts + register of source clauses  →  Traceability

Floor 3, over the model alone. `read_register` reads a register of source clauses (CSV), `statements` lists what a
contract says with its citations, `trace` lays one against the other.
"""

from __future__ import annotations

from servdsl.traceability.matrix import Tally, Traceability, Traced, UnknownCitation, trace
from servdsl.traceability.register import REGISTER, Register, RegisterError, SourceClause, read_register
from servdsl.traceability.statements import Statement, homes_of_lines, statements

__all__ = [
    "REGISTER",
    "Register",
    "RegisterError",
    "SourceClause",
    "Statement",
    "Tally",
    "Traceability",
    "Traced",
    "UnknownCitation",
    "homes_of_lines",
    "read_register",
    "statements",
    "trace",
]
