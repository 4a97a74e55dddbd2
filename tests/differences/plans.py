"""A small contract to change, and what is found between two texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from servdsl import pipeline
from servdsl.differences import Change, Difference, compare
from servdsl.model import Contract
from servdsl.source import Source

BASE = """\
contract acme "Acme Care" {
  language en
  currency EUR
  zone Europe/Lisbon
  in force from 2026-01-01 to 2027-12-31
  document ACM "Acme Care"
}
assume clock "Hours without `business` are hours of the clock." @ACM-001

fact severity "Severity" { s1 "Down", s2 "Slow", s3 "Question" }
fact channel "Channel" { email, phone, chat }
fact floor "Floor" whole 0 to 40
fact urgent "Urgent" yes or no
customer fact devices "Devices" whole 1 to 100
customer fact worth "Worth of the devices" money in EUR
customer fact year "Year of the contract" whole 1 to 8
customer fact uptime "Uptime" percent
define busy "Busy" when severity is s1 and urgent
define fee "Fee" is 2% of worth
define rate "Rate" by year {
  | year   | rate |
  | 1 to 2 | 2%   |
  | 3 to 8 | 3%   |
}

service repair "Repair"
service parts "Parts"
service advice "Advice"
unit visit, visits "Visit"
window respond "Response" from opened to responded, at risk at 80%
window resolve "Repair done" from opened to resolved
window loan "Loan" from opened to handed_back by customer
state waiting "Waiting" from asked to answered

calendar office "Office" {
  monday to friday 09:00-18:00
  closed 2026-12-25 "Christmas"
}
calendar nights { monday to friday 18:00-22:00 }

for all tiers {
  attends during office
  offered when devices <= 50
  covers repair
  charges advice 100 EUR per hour
}
tier basic "Basic" {
  price 100 EUR per month
  accepts channel email, phone
  excludes when floor > 12
  respond within 8 business hours
  resolve within 40 hours
  loan within 30 calendar days
  covers parts 50%
  includes 2 visits per contract year
  level 1 "Lead" at 75% of respond
  level 2 "Head" when respond is breached
}
tier gold "Gold" extends basic {
  price rate of worth per year
  respond within {
    2 business hours when severity is s1
    4 business hours otherwise
  }
  respond pauses while waiting
  covers parts {
    100% when year <= 2
    60%  otherwise
  }
  at most 3 hours of advice per calendar month
  discount 5% on advice when devices >= 10
  amount credit "Credit" 10% of fee when uptime < 99%
  amount credit 0% of fee when uptime >= 99%
}
addon night_watch "Night watch" {
  requires gold
  price 50 EUR per month
  attends also during nights
}
addon extra "Extra visit" {
  price 30 EUR per month
  adds 1 visit per contract year
}
"""


@cache
def contract(text: str) -> Contract:
    """A checked contract; an error in it is a mistake of the test."""
    checked = pipeline.check_text(Source("acme.plan", text), Path("acme.plan"))
    errors = [f"{d.span.line}: {d.code} {d.message}" for d in checked.diagnostics if d.severity == "error"]
    assert errors == [], text
    assert checked.contract is not None
    return checked.contract


def edited(*changes: tuple[str, str], text: str = BASE) -> str:
    """The text with some pieces of it replaced; each must stand in it once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
        text = text.replace(old, new)
    return text


def difference(*changes: tuple[str, str], base: str = BASE) -> Difference:
    """What the base contract and an edited one differ in."""
    return compare(contract(base), contract(edited(*changes, text=base)))


def one_change(*changes: tuple[str, str]) -> Change:
    """The only change of meaning that an edit makes."""
    found = difference(*changes)
    assert found.doubts == ()
    assert len(found.changes) == 1, [(c.kind, c.thing) for c in found.changes]
    return found.changes[0]
