"""A line that cannot be read is one mistake, whatever hangs on it; and a mistake of meaning is never hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from .support import HEAD, findings

BODY = """fact severity {
  s1 "One"
  s2 "Two"
  s3 "Three"
}
customer fact pumps whole from 1
service parts
unit visit, visits
window respond from opened to responded
state waiting from asked to answered
calendar office {
  monday to friday 09:00-18:00
  holidays PT
}
define big when pumps > 5
define rate by severity {
  | severity | rate |
  | s1       | 1%   |
  | s2 or s3 | 2%   |
}
tier base {
  price 10 EUR per month
  covers parts when big
  includes 3 visits per contract year
  level 1 "Lead" at 75% of respond
  level 2 "Boss" after level 1
  respond within {
    1 business hour when severity is s1
    2 hours         when severity is s2
    3 hours         otherwise
  }
  respond pauses while waiting
}
tiers {
  |                   | base | plus "Plus" |
  | discount on parts | 5%   | 10%         |
}
addon extra {
  requires plus
}
example "x" {
  given tier plus, severity s1, pumps 3, opened 2026-03-02 10:00
  event 2026-03-02 10:30 asked
  event 2026-03-02 11:00 answered
  expect respond due 2026-03-02 11:30
  printed 3
}
"""
LINES = (HEAD + BODY.replace("  printed 3\n", "")).split("\n")
WORDS = [number for number, line in enumerate(LINES) if line.strip(" }") and "{" not in line]


@pytest.mark.parametrize("number", WORDS, ids=lambda number: LINES[number].strip()[:40])
def test_one_broken_line_is_one_mistake(number: int) -> None:
    lines = list(LINES)
    first, _, rest = lines[number].strip().partition(" ")
    lines[number] = f"{first} ?? {rest}"
    _, all_ = findings("\n".join(lines))
    assert [d.code[:3] for d in all_] == ["SD1"], [(d.code, d.span.line, d.message) for d in all_]


def test_what_stands_beside_a_broken_line_is_still_judged() -> None:
    body = "service ?? parts\ntier a {\n covers parts when sevrity is s1\n price 3 per month\n}\n"
    text = HEAD + "fact severity { s1 }\n" + body
    assert [d.code for d in findings(text)[1]] == ["SD101", "SD201", "SD308"]


def test_a_comment_is_no_hole() -> None:
    text = HEAD + "# service parts\ntier a {\n # covers parts\n covers parts\n}\n"
    assert [d.code for d in findings(text)[1]] == ["SD201"]


def test_two_uses_do_not_excuse_each_other() -> None:
    text = HEAD + (
        'tier a { price free }\nexample "x" {\n given vip yes,\n  service parts\n expect covered\n}\n'
        'example "y" {\n given vip yes,\n  service parts\n expect covered\n}\n'
    )
    assert [d.code for d in findings(text)[1]] == ["SD201", "SD201"]


def test_the_contract_is_translated_around_a_broken_line() -> None:
    contract, _ = findings(
        HEAD + "service parts\nservice ?? labor\ntier a {\n covers parts\n covers labor\n price ?? 3\n}\n"
    )
    assert contract is not None
    assert [c.id for c in contract.clauses] == ["a.covers.parts"]


def test_the_contracts_have_no_holes() -> None:
    from servdsl.semantics import Kept
    from servdsl.semantics.holes import Holes
    from servdsl.source import Source
    from servdsl.syntax import parse

    for path in sorted(Path(__file__).parents[2].glob("contracts/*.plan")):
        source = Source(path.name, path.read_text(encoding="utf-8"))
        file, _ = parse(source)
        assert not Holes([(file.items, source)], True, Kept()).there
