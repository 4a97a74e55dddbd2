"""The codes of this floor: each has an example that shows it and nothing else, and one that is free of everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import servdsl.semantics
from servdsl.diagnostics import Code, catalogue

from .support import findings

FOLDER = Path(servdsl.semantics.__file__).parent
SOURCES = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.py"))
REPORTED = frozenset(re.findall(r'"(SD\d{3})"', SOURCES))
CODES = [row for row in catalogue().values() if re.match(r"SD[2367]|SD5[56]", row.code)]


@pytest.mark.parametrize("row", CODES, ids=lambda row: row.code)
def test_the_example_before_shows_the_code_alone(row: Code) -> None:
    _, all_ = findings(row.before)
    assert [d.code for d in all_] == [row.code]
    assert all_[0].message
    assert all_[0].help


@pytest.mark.parametrize("row", CODES, ids=lambda row: row.code)
def test_the_example_after_is_free(row: Code) -> None:
    contract, all_ = findings(row.after)
    assert all_ == []
    assert contract is not None
    assert all(clause.says for clause in contract.clauses)


def test_every_code_is_reported_somewhere_and_every_report_has_a_row() -> None:
    assert {row.code for row in CODES} == REPORTED


@pytest.mark.parametrize("row", CODES, ids=lambda row: row.code)
def test_the_style_of_messages(row: Code) -> None:
    for text in (row.message, row.help):
        assert not text.endswith(".")
        assert text[0] in "`{" or text[0].islower() or not text[0].isalpha()
    assert row.meaning.strip().endswith(".")
