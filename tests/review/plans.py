"""A small contract for the tests of signatures and of the page."""

from __future__ import annotations

from pathlib import Path

from servdsl import pipeline
from servdsl.model import Contract
from servdsl.source import Source

PLAN = """
contract acme "Acme Care" es "Cuidado Acme" {
  language en, es
  currency EUR
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
  document ACM "Acme brochure" by "Acme"
}
assume clock "Hours are elapsed hours." @ACM-002
contradiction twice "Page 1 says 4 hours, page 2 says 5: page 1." @ACM-003
note "Greetings." @ACM-001
fact severity "Severity" es "Gravedad" { high "High" es "Alta", low "Low" es "Baja" }
calendar office "Office" { monday to friday 09:00-18:00 }
window respond "Response" es "Respuesta" from opened to responded
service repair "Repair" es "Reparación"
tier base "Base" {
  price 40 EUR per month @ACM-004
  covers repair
  attends during office
  respond within {
    4 hours when severity is high @ACM-002, ACM-003
    2 business days when severity is low
  }
}
tier plus "Plus" extends base {
  price 90 EUR per month @ACM-005
}
example "A high one" {
  given tier base, severity high, opened 2026-03-03 10:00
  expect respond due 2026-03-03 14:00 @ACM-002
  expect price 40 EUR
  printed 45 EUR "A slip of the brochure." @ACM-004
}
"""


def contract(text: str = PLAN) -> Contract:
    """The checked contract of a text without errors."""
    found = pipeline.check_text(Source("acme.plan", text), Path("acme.plan"))
    assert found.contract is not None, found.diagnostics
    assert [d.code for d in found.diagnostics if d.severity == "error"] == []
    return found.contract
