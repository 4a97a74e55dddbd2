"""Source clauses against statements: what is encoded, settled, told, shown, lost."""

from __future__ import annotations

from pathlib import Path

from servdsl.traceability import Tally, trace
from tests.traceability.support import contract, register

OTHER = """\
contract spares "Spares" {
  zone Europe/Lisbon
  in force from 2026-01-01
  document NWP "Pump Care brochure"
  document SPR "Spares list"
}
service parts @NWP-030, SPR-1
tier base { covers parts }
"""


def test_a_clause_is_encoded_by_what_answers_rest_on(tmp_path: Path) -> None:
    found = trace(
        [contract()],
        register(
            tmp_path,
            "NWP-016,NWP,Service,entitlement,yes,Repairs are covered",
            "NWP-018,NWP,Times,response-window,yes,Only an example cites it",
            "NWP-017,NWP,Cases,case-reference,yes,A worked case",
            "NWP-020,NWP,Times,definition,partly,Only an assumption cites it",
            "NWP-021,NWP,Head,obligation,yes,Only a note cites it",
            "NWP-019,NWP,Head,information,no,A note of an example",
            "NWP-001,NWP,Head,information,no,The head cites it",
            "NWP-098,NWP,Head,information,no,Nothing cites it",
            "NWP-099,NWP,Head,price,partly,Nothing cites it",
        ),
    )
    assert [(t.clause.id, t.status) for t in found.clauses] == [
        ("NWP-016", "encoded"),
        ("NWP-018", "lost"),
        ("NWP-017", "encoded"),
        ("NWP-020", "settled"),
        ("NWP-021", "lost"),
        ("NWP-019", "told"),
        ("NWP-001", "encoded"),
        ("NWP-098", "open"),
        ("NWP-099", "lost"),
    ]
    assert found.tallies == (Tally("NWP", "Pump Care brochure", 6, 2, 1, 3, 2),)
    assert found.tallies[0].lost == 3
    assert not found.complete


def test_the_statements_of_a_clause_are_named_with_their_lines(tmp_path: Path) -> None:
    found = trace([contract()], register(tmp_path, "NWP-005,NWP,Service,definition,yes,A pump that has stopped"))
    (traced,) = found.clauses
    assert [(s.kind, s.name, str(s.origin)) for s in traced.statements] == [
        ("fact value", "severity.stopped", "pumps.plan:11")
    ]


def test_a_citation_of_no_clause_is_unknown_and_not_complete(tmp_path: Path) -> None:
    rows = [f"NWP-{n:03},NWP,,information,no,Anything" for n in range(1, 22) if n != 11]
    found = trace([contract()], register(tmp_path, *rows))
    assert [(u.id, u.statement.name, u.statement.origin.line) for u in found.unknown] == [("NWP-011", "respond", 23)]
    assert found.lost == ()
    assert not found.complete


def test_several_contracts_encode_one_document(tmp_path: Path) -> None:
    rows = [f"NWP-{n:03},NWP,,obligation,yes,Anything" for n in range(5, 17)]
    both = register(
        tmp_path, *rows, "NWP-030,NWP,,price,yes,Parts", "SPR-1,SPR,,price,yes,Parts", "OLD-1,OLD,,price,yes,Gone"
    )
    alone = trace([contract()], both)
    assert [(t.document, t.computable, t.encoded) for t in alone.tallies] == [("NWP", 13, 12)]
    assert alone.outside == (("SPR", 1), ("OLD", 1))
    together = trace([contract(), contract(OTHER, "spares.plan")], both)
    assert [(t.document, t.computable, t.encoded) for t in together.tallies] == [("NWP", 13, 13), ("SPR", 1, 1)]
    assert together.outside == (("OLD", 1),)
    assert [s.origin.file for t in together.clauses if t.clause.id == "NWP-030" for s in t.statements] == [
        "spares.plan"
    ]


def test_the_registers_line_is_kept(tmp_path: Path) -> None:
    found = trace(
        [contract()], register(tmp_path, "", 'NWP-001,NWP,"two\nlines",price,yes,x', "NWP-099,NWP,,price,yes,y")
    )
    assert [(t.clause.id, t.clause.line) for t in found.clauses] == [("NWP-001", 3), ("NWP-099", 5)]
