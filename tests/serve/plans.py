"""A contract with a control of every kind, and a shared file that it uses."""

from __future__ import annotations

from pathlib import Path

from servdsl import pipeline
from servdsl.model import Contract

SHARED = """shared "Hours" { language en }
calendar office "Office" { monday to friday 09:00-18:00 }
"""
PLAN = """
contract acme "Acme Care" {
  language en, es
  currency EUR
  zone     Europe/Madrid
  in force from 2026-01-01 to 2027-12-31
}
use "shared/hours.plan"
fact severity "Severity" es "Gravedad" { high "High" es "Alta", low "Low" es "Baja" }
fact urgent "Urgent" yes or no
fact region "Region" country in PT, ES
fact anywhere "Anywhere" country
fact floor "Floor" whole 1 to 40
fact flow "Flow" number
fact travel "Travel" duration
fact share_told "Share" percent
fact seen_at "Seen at" instant
customer fact value "Value" money in EUR
customer fact bought "Bought" date
customer fact feasts "Feasts" dates
define big when value > 100 EUR
service repair "Repair"
unit visit, visits "Visit"
window respond "Response" es "Respuesta" from opened to responded
state waiting "Waiting" from asked to answered
for all tiers {
  attends during office
  excludes when floor > 12 or flow > 3 or travel > 4 hours or share_told > 50% or anywhere is US or region is PT
  respond pauses while waiting
}
tier base "Base" {
  price 40 EUR per month
  covers repair
  respond within {
    4 business hours when severity is high
    2 business days when severity is low and big
    3 business days when severity is low and not big
  }
}
addon visits_more "More visits" {
  requires base
  price 10 EUR per visit
  adds 1 visit per contract year
}
example "A high one" {
  given tier base, severity high, opened 2026-03-03 10:00
  expect respond due 2026-03-03 14:00
}
"""
SMALL = """
contract acme "Acme Care" {
  language en
  currency EUR
  zone     Europe/Madrid
  in force from 2026-01-01 to 2027-12-31
}
use "shared/hours.plan"
fact severity "Severity" { high "High", low "Low" }
window respond "Response" from opened to responded
service repair "Repair"
state waiting "Waiting" from asked to answered
for all tiers {
  attends during office
  respond pauses while waiting
}
tier base "Base" {
  price 40 EUR per month
  covers repair
  respond within {
    4 business hours when severity is high
    2 business days when severity is low
  }
}
example "A high one" {
  given tier base, severity high, opened 2026-03-03 10:00
  expect respond due 2026-03-03 14:00
}
"""


def written(folder: Path, text: str = SMALL) -> Path:
    """The contract and its shared file in a folder."""
    (folder / "shared").mkdir(exist_ok=True)
    (folder / "shared/hours.plan").write_text(SHARED, encoding="utf-8")
    plan = folder / "acme.plan"
    plan.write_text(text, encoding="utf-8")
    return plan


def contract(folder: Path, text: str = SMALL) -> Contract:
    """The same, checked."""
    checked = pipeline.check(written(folder, text))
    assert checked.contract is not None
    assert [(d.code, d.span.line, d.message) for d in checked.diagnostics if d.severity == "error"] == []
    return checked.contract
