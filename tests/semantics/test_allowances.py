"""What authors allow on purpose: which lines it concerns, what it may name, and what becomes of what it quiets."""

from __future__ import annotations

from pathlib import Path

import pytest

from servdsl.checked import Checked
from servdsl.pipeline import check_text
from servdsl.source import Source

from .support import HEAD, found, only, sound

UNUSED = "window respond from opened to responded\ntier a {\n price free\n respond within 4 hours\n}\n"


def checked(body: str) -> Checked:
    return check_text(Source("case.plan", HEAD + body), Path("case.plan"))


def codes(made: Checked) -> list[tuple[str, int]]:
    return [(d.code, d.span.line - 6) for d in made.diagnostics]


def test_an_allowance_knows_the_lines_of_its_statement() -> None:
    contract = sound(
        "service part\n"
        'fact idle yes or no\n  allow SD414 because "told for the file"\n'
        'tier a {\n  allow SD407 because "the whole block"\n  price free\n'
        '  covers part when\n   idle\n    allow SD408 because "one"\n    allow SD406 because "two"\n}\n'
    )
    assert [
        (a.code, a.because.own, a.first_line - 6, a.last_line - 6, a.origin.line - 6) for a in contract.allowances
    ] == [
        ("SD414", "told for the file", 2, 3, 3),
        ("SD407", "the whole block", 4, 11, 5),
        ("SD408", "one", 7, 9, 9),
        ("SD406", "two", 7, 10, 10),
    ]


def test_rows_cases_values_of_facts_and_examples_may_allow() -> None:
    contract = sound(
        'fact kind {\n  a\n    allow SD414 because "value"\n  b\n}\n'
        "window respond from opened to responded\n"
        "tier t {\n  windows by kind {\n    | kind | respond |\n"
        '    | a    | 4 hours |\n      allow SD408 because "row"\n    | b | 1 hour |\n  }\n'
        '  price per ticket {\n    1 EUR when kind is a\n      allow SD409 because "case"\n    2 EUR otherwise\n  }\n}\n'
        'example "x" {\n  given tier t\n  expect needs kind\n}\n  allow SD611 because "example"\n'
    )
    assert [(a.because.own, a.first_line - 6, a.last_line - 6) for a in contract.allowances] == [
        ("value", 2, 3),
        ("row", 10, 11),
        ("case", 15, 16),
        ("example", 20, 24),
    ]


@pytest.mark.parametrize(
    ("allow", "code"),
    [
        ('SD999 because "x"', "SD225"),
        ('sd414 because "x"', "SD225"),
        ('SD401 because "x"', "SD226"),
        ('SD414 because ""', "SD227"),
        ('SD414 because "  "', "SD227"),
    ],
)
def test_what_cannot_be_allowed(allow: str, code: str) -> None:
    assert found(f"fact idle yes or no\n  allow {allow}\ntier a {{ price free }}\n") == [(code, 2)]


def test_a_code_in_small_letters_is_recognised() -> None:
    assert only('fact idle yes or no\n  allow sd414 because "x"\ntier a { price free }\n').help.startswith(
        "did you mean `SD414`?"
    )


def test_what_is_allowed_is_not_said_but_kept_with_its_reason() -> None:
    made = checked('fact idle yes or no\n  allow SD414 because "told for the file"\n' + UNUSED)
    assert codes(made) == []
    ((diagnostic, allowance),) = made.allowed
    assert (diagnostic.code, diagnostic.span.line - 6, allowance.because.own) == ("SD414", 1, "told for the file")


def test_only_the_code_and_the_lines_named_are_quieted() -> None:
    made = checked('fact idle yes or no\n  allow SD414 because "x"\nfact other yes or no\n' + UNUSED)
    assert codes(made) == [("SD414", 3)]
    assert codes(checked('fact idle yes or no\n  allow SD408 because "x"\n' + UNUSED)) == [("SD414", 1), ("SD051", 2)]


def test_an_allowance_that_quiets_nothing_is_reported_at_its_place() -> None:
    made = checked(UNUSED.replace("responded\n", 'responded\n  allow SD414 because "x"\n', 1))
    assert codes(made) == [("SD051", 2)]
    assert (made.diagnostics[0].severity, made.diagnostics[0].span.column) == ("warning", 3)


def test_nothing_is_called_idle_while_errors_keep_it_from_being_looked_for() -> None:
    made = checked('fact idle yes or no\n  allow SD414 because "x"\ntier a {\n covers nothing\n}\n')
    assert codes(made) == [("SD201", 4)]


def test_a_block_allows_for_all_that_stands_in_it() -> None:
    body = "fact idle yes or no\n" + UNUSED
    block = 'tier a {\n  allow SD221 because "the document says it twice"\n  price free\n  price free\n}\n'
    assert ("SD221", 4) in codes(checked("tier a {\n  price free\n\n  price free\n}\n"))
    made = checked(block)
    assert codes(made) == []
    assert [(d.code, a.because.own) for d, a in made.allowed] == [("SD221", "the document says it twice")]
    assert codes(checked(body)) == [("SD414", 1)]
