"""A text translated with what is kept of another gives what it gives when it is translated alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from servdsl import pipeline
from servdsl.diagnostics import catalogue
from servdsl.source import Source

ROOT = Path(__file__).parents[2]
CASES = [ROOT / "contracts" / "intecnia.plan", ROOT / "tests" / "cases" / "good" / "desk" / "input.plan"]

HEAD = """contract c "C" {
  language en
  currency EUR
  zone Europe/Madrid
  in force from 2026-01-01
}
"""
BODY = """fact severity { s1, s2 }
service parts "Parts"
window respond "Response" from opened to replied
tier base "Base" {
  covers parts
  respond within 4 hours when severity is s1
  respond within 8 hours when severity is s2
  price 10 EUR per month
}
"""
EXAMPLES = """example "first" {
  given tier base, severity s1, opened 2026-02-02 09:00
  event 2026-02-02 10:00 replied
  expect respond due 2026-02-02 13:00
  note "a note"
}
example "second" {
  given tier base, severity s2
  expect parts 100%
  expect price 10 EUR per month
}
"""


def alike(text: str, kept: pipeline.Kept) -> pipeline.Checked:
    source = Source("a.plan", text)
    found, alone = (pipeline.check_text(source, Path("a.plan"), kept=k) for k in (kept, None))
    assert [str(one) for one in found.diagnostics] == [str(one) for one in alone.diagnostics]
    assert found.contract == alone.contract
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("seed", range(2))
def test_any_edit_means_what_the_whole_text_means(path: Path, seed: int) -> None:
    chance, kept = random.Random(seed), pipeline.Kept()
    written = path.read_text(encoding="utf-8").split("\n")
    alike("\n".join(written), kept)
    for number in range(6):
        lines = written.copy()
        at, other = chance.randrange(len(lines)), lines[chance.randrange(len(lines))]
        match number % 3:
            case 0:
                lines.insert(at, "# a remark")
            case 1:
                lines[at] = other
            case 2:
                del lines[at]
        alike("\n".join(lines), kept)
    alike("\n".join(written), kept)


OF_ITEMS = ("SD050", "SD051", "SD200", "SD347")
"""Told of items by themselves: allowances that quiet nothing, doubtful points; and of a whole file, which does not move."""


@pytest.mark.parametrize("code", [code for code in catalogue() if code[2] in "45" or code in OF_ITEMS])
def test_what_analyses_say_moves_with_what_it_is_said_of(code: str) -> None:
    """What was found out about conditions is taken over wherever the declarations stand, but not where they stood."""
    kept, text = pipeline.Kept(), catalogue()[code].before
    for lines in (0, 3, 1):
        alike("# a remark\n" * lines + text, kept)


def test_examples_are_taken_over_and_stand_where_they_stand_now() -> None:
    kept = pipeline.Kept()
    first = alike(HEAD + BODY + EXAMPLES, kept).contract
    second = alike(HEAD + BODY.replace("4 hours", "5 hours") + EXAMPLES, kept).contract
    third = alike("# one more\n" + HEAD + BODY + "\n" + EXAMPLES, kept).contract
    assert first is not None
    assert second is not None
    assert third is not None
    assert all(one is other for one, other in zip(first.examples, second.examples, strict=True))
    assert [one.facts for one in third.examples] == [one.facts for one in first.examples]
    assert third.examples[0].facts is first.examples[0].facts
    assert [one.origin.line - two.origin.line for one, two in zip(third.examples, first.examples, strict=True)] == [
        2,
        2,
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{ s1, s2 }", "{ s1, s3 }"),
        ("Europe/Madrid", "Asia/Tokyo"),
        ("currency EUR", "currency USD"),
        ('service parts "Parts"', 'service pieces "Parts"'),
        ("to replied", "to reply"),
        ("window respond", "window answer"),
        ("from 2026-01-01", "from 2027-01-01"),
        ("fact severity { s1, s2 }", "fact severity name"),
        ("tier base", "tier basic"),
        ("language en", "language es"),
    ],
)
def test_an_example_is_read_anew_where_what_it_reads_is_declared_anew(old: str, new: str) -> None:
    kept = pipeline.Kept()
    before = alike(HEAD + BODY + EXAMPLES, kept)
    after = alike((HEAD + BODY).replace(old, new) + EXAMPLES, kept)
    assert before.contract is not None
    assert after.contract is None or after.contract.examples != before.contract.examples or after.diagnostics


def test_an_event_that_an_example_names_again_is_no_slip_at_the_next_save_either() -> None:
    kept = pipeline.Kept()
    two = HEAD + BODY.replace("tier base", 'window close "Close" from replied to replyed\ntier base')
    alone = alike(two + EXAMPLES, kept)
    named = [alike(two + EXAMPLES.replace("10:00 replied", "10:00 replyed"), kept) for _ in range(2)]
    assert "SD231" in {one.code for one in alone.diagnostics}
    assert all("SD231" not in {one.code for one in found.diagnostics} for found in named)
