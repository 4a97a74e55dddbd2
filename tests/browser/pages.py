"""The pages that the tests open: the committed ones, and one of a contract whose labels are hostile."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from servdsl import pipeline, reviewing
from servdsl.backends import review
from servdsl.differences import compare
from servdsl.source import Source
from tests.differences.plans import BASE, contract, edited
from tests.review.plans import PLAN

ROOT = Path(__file__).parents[2]
COMMITTED = sorted((ROOT / "generated").glob("*/review.html"))

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
LONG = "w" * 9_900
TURNED = (
    "abc \u05d0\u05d1\u05d2 def"  # marks that turn text round are refused in a file (SD008); letters that do are not
)
QUOTES = "'\" onload=alert(3) x='"

HOSTILE = f"""
contract hostile "{MARKUP}" {{
  language en
  currency EUR
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
  document HOS "{TURNED}" by "{MARKUP}"
}}
assume open "{MARKUP} {{{{ 7 * 7 }}}}" @HOS-001
note "{LONG}" @HOS-002
fact severity "{MARKUP}" {{ high "{QUOTES.replace('"', "")}", low "</style><style>*{{{{display:none}}}}</style>" }}
calendar office "{TURNED}" {{ monday to friday 09:00-18:00 }}
window respond "]]></svg><script>alert(4)</script>" from opened to responded
service repair "{LONG}"
tier base "{MARKUP}" {{
  price 40 EUR per month @HOS-003
  covers repair
  attends during office
  respond within {{
    4 business hours when severity is high
    2 business days when severity is low
  }}
}}
example "{MARKUP}" {{
  given tier base, severity high, opened 2026-03-03 10:00
  expect respond due 2026-03-03 14:00
}}
""".replace("{{{{", "{").replace("}}}}", "}")


@cache
def hostile() -> str:
    """The page of the hostile contract."""
    checked = pipeline.check_text(Source("hostile.plan", HOSTILE), Path("hostile.plan"))
    assert checked.ok, [(d.code, d.span.line, d.message) for d in checked.diagnostics]
    text = pipeline.emit([checked])["hostile/review.html"]
    assert isinstance(text, str)
    return text


EDITS = (
    ("resolve within 40 hours", "resolve within 48 hours"),
    ("covers parts 50%", "covers parts 60%"),
    ('"Gold"', f'"{MARKUP}"'),
)


@cache
def compared() -> str:
    """The page of two changes and a hostile label."""
    old, new = contract(BASE), contract(edited(*EDITS))
    return review.compared(reviewing.comparison(("old.plan", "new.plan"), (old, new), compare(old, new)))


@cache
def small() -> str:
    """The review page of a contract of one promise."""
    checked = pipeline.check_text(Source("acme.plan", PLAN), Path("acme.plan"))
    text = pipeline.emit([checked])["acme/review.html"]
    assert isinstance(text, str)
    return text
