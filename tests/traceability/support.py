"""A small contract whose citations are counted by hand, and registers for it."""

from __future__ import annotations

from pathlib import Path

from servdsl.model import Contract
from servdsl.pipeline import check_text
from servdsl.source import Source
from servdsl.traceability import Register, read_register

PUMPS = """\
contract pumps "Pump care" {                                  @NWP-001
  language en                                                 @NWP-002
  zone     Europe/Lisbon                                      @NWP-003
  in force from 2026-01-01                                    @NWP-004
  document NWP "Pump Care brochure" by "Northwind"
}
assume round_trip "The way back counts." @NWP-020
assume whole_day "Days are whole."
note "Greetings." @NWP-021
fact severity {
  stopped "Stopped" @NWP-005
  weak    "Weak"
}
fact floor whole 1 to 40
fact channel { email, phone } @NWP-006
define urgent when severity is stopped @NWP-007
define rate is {
  2% when floor < 10 @NWP-008
  3% otherwise
}
service repair @NWP-009
unit visit, visits @NWP-010
window respond from opened to responded @NWP-011
state waiting from asked to answered @NWP-012
calendar office {
  zone Europe/Madrid @NWP-013
  monday to friday 09:00-17:00 @NWP-014
  closed 2026-12-24
}
calendar longer extends office { friday 09:00-15:00 }
tier base "Base" { @NWP-015
  covers repair @NWP-016
  respond within 2 hours
  accepts channel email
}
example "Two hours" { @NWP-017
  given tier base, opened 2026-03-02 10:00
  expect respond due 2026-03-02 12:00 @NWP-018
  note "As printed." @NWP-019
}
"""


def contract(text: str = PUMPS, name: str = "pumps.plan") -> Contract:
    """The checked contract of a text; a mistake in it fails the test."""
    checked = check_text(Source(name, text), Path(name))
    assert checked.ok, [(d.span.line, d.message) for d in checked.diagnostics]
    assert checked.contract is not None
    return checked.contract


def register(folder: Path, *rows: str) -> Register:
    """A register of rows, read from a file."""
    path = folder / "register.csv"
    path.write_text("\n".join(["id,document,section,kind,computable,meaning", *rows, ""]), encoding="utf-8")
    return read_register(path)
